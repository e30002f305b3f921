"""Copies of pictures with their texts inside: every kind, every language, nothing else changed, or no copy at all."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pack_facts import DRAFT, alt_text
from PIL import Image, ImageCms
from pillow_heif import register_heif_opener
from xmp_samples import DARKTABLE, LIGHTROOM, graph

from access.config import LimitOptions
from access.errors import EngineNotReady, MediaBroken, MediaChanged
from access.intake.identify import identify
from access.mediafile import drawn
from access.model.media import Asset
from access.model.package import Severity
from access.model.pictures import PictureInfo
from access.pack import embedding
from access.pack.embedding import Embedded, embed, not_embedded

needed = pytest.mark.skipif(shutil.which("exiftool") is None, reason="needs exiftool (apt install libimage-exiftool-perl)")
register_heif_opener()
LIMITS = LimitOptions()
PICTURE = PictureInfo(64, 48, 1)
TEXTS = (
    alt_text("A heron & ‹x› “y”.", "Long.\nTwo <b>.", "en-GB"), alt_text("Ein Reiher – schön.", "", "de"),
    alt_text("مالك الحزين.", "طويل", "ar"), alt_text("蒼鷺。", "", "zh-Hant"))


def noise(mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> Image.Image:
    rng = np.random.default_rng(5)
    if mode == "16":
        return Image.fromarray(rng.integers(0, 65_535, size[::-1], dtype=np.uint16))
    return Image.fromarray(rng.integers(0, 255, (*size[::-1], 3), dtype=np.uint8)).convert(mode)


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif() -> Image.Exif:
    told = Image.Exif()
    told[0x0112], told[0x010E], told[0x0110] = 6, "A caption", "Model X"
    return told


FRAMES: dict[str, Any] = {"save_all": True, "append_images": [noise("L"), noise("1")]}
KINDS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "jpeg, turned, with a profile": ("RGB", "jpg", {"exif": exif(), "icc_profile": profile(), "comment": b"hello"}),
    "jpeg in CMYK": ("CMYK", "jpg", {"icc_profile": profile()}),
    "jpeg with a preview": ("RGB", "jpg", {"format": "MPO", "save_all": True, "append_images": [noise(size=(32, 24))]}),
    "png of a palette": ("P", "png", {"transparency": 3, "icc_profile": profile()}),
    "png of 16 bit": ("16", "png", {}),
    "webp with alpha": ("RGBA", "webp", {"exif": exif()}),
    "webp, plain": ("RGB", "webp", {}),
    "webp, moving": ("RGB", "webp", FRAMES | {"lossless": True, "duration": 80}),
    "gif, moving": ("P", "gif", FRAMES),
    "tiff with pages": ("RGB", "tiff", FRAMES | {"compression": "tiff_lzw"}),
    "tiff of 16 bit": ("16", "tiff", {}),
    "heic": ("RGB", "heic", {"exif": exif().tobytes()}),
    "avif": ("RGB", "avif", {"exif": exif()}),
}


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Asset]:
    def make(kind: str, name: str = "", **more: Any) -> Asset:
        mode, ending, options = KINDS[kind]
        path = tmp_path / "in" / (name or f"photo.{ending}")
        path.parent.mkdir(exist_ok=True)
        kept = io.BytesIO()
        noise(mode).save(kept, **{"format": {"jpg": "jpeg", "heic": "heif"}.get(ending, ending)} | options | more)
        path.write_bytes(kept.getvalue())
        return identify(path, Path(path.name), LIMITS)

    return make


def change(path: Path, *tags: str) -> None:
    subprocess.run(["exiftool", "-q", "-overwrite_original", *tags, str(path)], check=True)


def listed(path: Path) -> dict[str, Any]:
    done = subprocess.run(
        ["exiftool", "-j", "-a", "-G1:4", "-struct", "-n", "--System:all", "-e", str(path)], check=True, capture_output=True)
    (told,) = json.loads(done.stdout)
    return dict(told)


@needed
@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_holds_both_texts_in_every_language_and_draws_as_before(
    made: Callable[..., Asset], tmp_path: Path, kind: str
) -> None:
    asset = made(kind)
    before = asset.path.read_bytes()
    result = embed(asset, PICTURE, TEXTS, LIMITS, tmp_path / "made")
    assert result.copy is not None, result.why_not
    told = listed(result.copy)
    assert told["XMP-iptcCore:AltTextAccessibility"] == TEXTS[0].text
    assert told["XMP-iptcCore:ExtDescrAccessibility"] == TEXTS[0].long
    tags = {key.lower(): value for key, value in told.items()}
    for alt in TEXTS:
        assert tags[f"xmp-iptccore:alttextaccessibility-{alt.language.lower()}"] == alt.text
        assert tags.get(f"xmp-iptccore:extdescraccessibility-{alt.language.lower()}", "") == alt.long
    assert "DigitalSourceType" not in " ".join(told)
    with Image.open(asset.path) as old, Image.open(result.copy) as new:
        assert getattr(old, "n_frames", 1) == getattr(new, "n_frames", 1)
        assert old.getexif() == new.getexif() or "tiff" in kind
        assert old.info.get("icc_profile") == new.info.get("icc_profile")
        for number in range(getattr(old, "n_frames", 1)):
            old.seek(number)
            new.seek(number)
            assert old.tobytes() == new.tobytes()
    assert [file.name for file in (tmp_path / "made").iterdir()] == [result.copy.name]
    assert asset.path.read_bytes() == before
    assert not_embedded(result) == ()


@needed
@pytest.mark.parametrize("name", ["-all=.jpg", "a\nb %d ü ‮.jpg", "@args.jpg", "photo.PNG", "photo"])
def test_no_name_is_an_option_and_no_ending_is_believed(made: Callable[..., Asset], tmp_path: Path, name: str) -> None:
    result = embed(made("jpeg in CMYK", name), PICTURE, TEXTS, LIMITS, tmp_path / "made")
    assert result.copy is not None, result.why_not


@needed
@pytest.mark.parametrize("packet", [DARKTABLE, LIGHTROOM])
def test_what_a_photo_program_keeps_inside_stays(made: Callable[..., Asset], tmp_path: Path, packet: str) -> None:
    asset = made("jpeg, turned, with a profile", xmp=packet.encode())
    result = embed(asset, PICTURE, TEXTS, LIMITS, tmp_path / "made")
    assert result.copy is not None, result.why_not
    with Image.open(result.copy) as image:
        told = graph(image.info["xmp"].rstrip(b"\0 \n"))
    said = {name.rpartition("}")[2] for name, _ in graph(packet.encode())}
    # exiftool leaves out an empty list.
    assert said - {"masks_history"} <= {name.rpartition("}")[2] for name, _ in told}


@needed
def test_texts_in_further_languages_and_all_other_standards_stay(made: Callable[..., Asset], tmp_path: Path) -> None:
    path = made("jpeg, turned, with a profile").path
    change(path, "-XMP-iptcCore:AltTextAccessibility-fr=Un héron.", "-IPTC:Caption-Abstract=Größe", "-codedcharacterset=utf8",
           "-GPSLatitude=48.1", "-GPSLatitudeRef=N", "-XMP:PersonInImage=Anna")
    asset = identify(path, Path(path.name), LIMITS)
    result = embed(asset, PICTURE, TEXTS, LIMITS, tmp_path / "made")
    assert result.copy is not None, result.why_not
    before, after = listed(path), listed(result.copy)
    assert after["XMP-iptcCore:AltTextAccessibility-fr"] == "Un héron."
    assert {key: value for key, value in after.items() if "Accessibility" not in key and "XMPToolkit" not in key} == {
        key: value for key, value in before.items() if "Accessibility" not in key and "XMPToolkit" not in key} | {
            "SourceFile": after["SourceFile"]}


def test_a_signed_picture_a_kind_without_room_and_a_draft_get_none(made: Callable[..., Asset], tmp_path: Path) -> None:
    asset, into = made("jpeg in CMYK"), tmp_path / "made"
    drafts = [replace(alt, provenance=DRAFT) for alt in TEXTS]
    for result, word in (
        (embed(asset, replace(PICTURE, signed=True), TEXTS, LIMITS, into), "C2PA"),
        (embed(replace(asset, format="bmp"), PICTURE, TEXTS, LIMITS, into), "BMP"),
        (embed(asset, PICTURE, drafts, LIMITS, into), "draft"), (embed(asset, PICTURE, (), LIMITS, into), "there is none"),
    ):
        assert result.copy is None
        (finding,) = not_embedded(result)
        assert (finding.rule, finding.severity) == ("alt.not-embedded", Severity.NOTE)
        assert word in finding.message
    assert not into.exists()


@needed
def test_drafts_stay_out_of_a_copy_that_live_texts_go_into(made: Callable[..., Asset], tmp_path: Path) -> None:
    texts = (TEXTS[0], replace(TEXTS[1], provenance=DRAFT))
    result = embed(made("jpeg in CMYK"), PICTURE, texts, LIMITS, tmp_path / "made")
    assert result.copy is not None
    assert TEXTS[1].text.encode() not in result.copy.read_bytes()


def test_without_exiftool_it_is_an_error(made: Callable[..., Asset], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asset = made("jpeg in CMYK")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineNotReady, match="apt install"):
        embed(asset, PICTURE, TEXTS, LIMITS, tmp_path / "made")


@needed
def test_an_original_that_is_no_longer_what_was_hashed_is_not_copied(made: Callable[..., Asset], tmp_path: Path) -> None:
    asset = made("jpeg in CMYK")
    asset.path.write_bytes(asset.path.read_bytes() + b"\0")
    with pytest.raises(MediaChanged):
        embed(asset, PICTURE, TEXTS, LIMITS, tmp_path / "made")
    assert not list((tmp_path / "made").iterdir())


@needed
@pytest.mark.parametrize(("how", "word"), [
    (lambda path: noise("L").save(path), "more would have changed"),
    (lambda path: change(path, "-EXIF:Artist=Eve"), "IFD0:Artist"),
    (lambda path: change(path, "-XMP-iptcCore:AltTextAccessibility-de=Falsch"), "others than"),
    (lambda path: change(path, "-XMP-iptcCore:AltTextAccessibility-fr=Plus"), "others than"),
])
def test_a_copy_that_did_not_come_out_as_it_must_is_none(
    made: Callable[..., Asset], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: Callable[[Path], None], word: str
) -> None:
    real = embedding._write

    def wrong(folder: Path, copy: Path, *rest: Any) -> None:
        real(folder, copy, *rest)
        how(copy)

    monkeypatch.setattr(embedding, "_write", wrong)
    result = embed(made("jpeg, turned, with a profile"), PICTURE, TEXTS, LIMITS, tmp_path / "made")
    assert result.copy is None
    assert word in result.why_not
    assert not_embedded(result)[0].severity is Severity.WARNING
    assert not list((tmp_path / "made").iterdir())


@needed
def test_pixels_that_differ_though_all_metadata_agrees_are_seen(
    made: Callable[..., Asset], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asset = made("png of 16 bit")
    monkeypatch.setattr(embedding, "drawn", lambda path, limits: replace(
        drawn(path, limits), digest="original" if path == asset.path else "copy"))
    result = embed(asset, PICTURE, TEXTS, LIMITS, tmp_path / "made")
    assert (result.copy, result.why_not) == (None, "the copy does not draw as the original does.")


@needed
def test_what_exiftool_refuses_is_told_in_its_words(made: Callable[..., Asset], tmp_path: Path) -> None:
    asset = replace(made("jpeg in CMYK"), format="png")
    result = embed(asset, PICTURE, TEXTS, LIMITS, tmp_path / "made")
    assert "Not a valid PNG" in result.why_not
    assert (result.expected, result.lasting) == (False, True)


def test_a_broken_copy_is_a_warning_and_no_copy_a_note() -> None:
    assert not_embedded(Embedded(None, "x.", expected=False))[0].severity is Severity.WARNING


@pytest.mark.parametrize("kind", KINDS)
def test_one_changed_pixel_or_turn_is_another_picture(made: Callable[..., Asset], tmp_path: Path, kind: str) -> None:
    asset = made(kind)
    was = drawn(asset.path, LIMITS).digest
    assert drawn(asset.path, LIMITS).digest == was
    mode, ending, options = KINDS[kind]
    other = noise(mode).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    changed = tmp_path / f"changed.{ending}"
    other.save(changed, **{"format": {"jpg": "jpeg", "heic": "heif"}.get(ending, ending)} | options)
    assert drawn(changed, LIMITS).digest != was


def test_a_later_frame_that_cannot_be_decoded_is_an_error(made: Callable[..., Asset]) -> None:
    asset = made("tiff with pages")
    data = asset.path.read_bytes()
    asset.path.write_bytes(data[: len(data) * 3 // 4])
    with pytest.raises(MediaBroken):
        drawn(asset.path, LIMITS)
