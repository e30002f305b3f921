"""The probe says what the container and the author say, and nothing more."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from formats import ALL, BARS, FILMS, SOUNDS, TONE, ffmpeg, kind_of, made
from PIL import Image, PngImagePlugin, TiffImagePlugin

from access.config import LimitOptions
from access.errors import MediaBroken, MediaChanged, MediaRefused
from access.files import digest
from access.mediafile import sniff
from access.model.findings import Probe
from access.model.languages import bcp47
from access.model.media import Asset, Companion, Companions, MediaKind
from access.model.pictures import PictureInfo, Translation
from access.understand.probe import kind_of as kind_by_streams
from access.understand.probe import probe

LIMITS = LimitOptions()


def asset_of(path: Path) -> Asset:
    verdict = sniff(path)
    assert verdict is not None
    return Asset(path, Path(path.name), *verdict, sha256="", size=path.stat().st_size)


def probed(path: Path, limits: LimitOptions = LIMITS) -> Probe:
    return probe(asset_of(path), limits)


def pictured(path: Path) -> PictureInfo:
    picture = probed(path).picture
    assert picture is not None
    return picture


# --- containers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ALL)
def test_every_format_is_probed(format: str, tmp_path: Path) -> None:
    found = probed(made(format, tmp_path))
    assert found.container == format
    assert kind_by_streams(found) is kind_of(format)
    if format in SOUNDS or format in FILMS:
        assert found.duration == pytest.approx(1000, abs=120)
        assert [track.index for track in found.audio] == [0]
    if format in FILMS:
        assert found.video is not None
        assert (found.video.width, found.video.height, found.video.frame_rate) == (160, 120, "25/1")


@pytest.mark.parametrize(("ending", "extra"), [("mp4", []), ("mov", []), ("mxf", ["-c:v", "mpeg2video"])])
def test_frame_rate_and_timecode_are_kept_as_they_are_written(ending: str, extra: list[str], tmp_path: Path) -> None:
    path = tmp_path / f"a.{ending}"
    ffmpeg(*BARS, "-r", "30000/1001", *extra, "-timecode", "01:02:03;04", str(path))
    video = probed(path).video
    assert video is not None
    assert (video.frame_rate, video.timecode) == ("30000/1001", "01:02:03;04")


def test_tracks_have_their_language_and_title(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    ffmpeg(
        *TONE, "-map", "0", "-map", "0", "-metadata:s:a:0", "language=ger", "-metadata:s:a:1", "language=eng",
        "-metadata:s:a:1", "title=Commentary", "-metadata", "title=The film", "-c:a", "flac", str(path),
    )
    found = probed(path)
    assert [(track.index, track.language, track.title) for track in found.audio] == [(0, "de", ""), (1, "en", "Commentary")]
    assert found.title == "The film"


@pytest.mark.parametrize(("ending", "codec"), [("mp3", "libmp3lame"), ("m4a", "aac"), ("mkv", "flac")])
def test_what_else_the_container_says_in_words_is_kept_once_chapter_titles_last(
    ending: str, codec: str, tmp_path: Path
) -> None:
    path, chapters = tmp_path / f"a.{ending}", tmp_path / "chapters.txt"
    chapters.write_text(
        ";FFMETADATA1\ntitle=The film\nartist=Ottoline Wren\ncomment=Recorded at\\\n Strathmiglow\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=400\ntitle=Lherzolite\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=400\nEND=900\ntitle=Lherzolite\n")
    ffmpeg(*TONE, "-i", str(chapters), "-map", "0", "-map_metadata", "1", "-map_chapters", "1", "-c:a", codec, str(path))
    found = probed(path)
    assert found.title == "The film"
    assert found.texts == ("Ottoline Wren", "Recorded at Strathmiglow", "Lherzolite")


def test_titles_are_cut_where_no_title_goes_on(tmp_path: Path) -> None:
    path, chapters = tmp_path / "a.mka", tmp_path / "chapters.txt"
    chapters.write_text(
        f";FFMETADATA1\ntitle={'a' * 9_000}\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=400\ntitle={'b' * 9_000}\n")
    ffmpeg(*TONE, "-i", str(chapters), "-map", "0", "-map_metadata", "1", "-map_chapters", "1", "-c:a", "flac", str(path))
    found = probed(path)
    assert (len(found.title), [len(text) for text in found.texts]) == (2_000, [200])


def test_a_cover_makes_no_film_of_a_sound(tmp_path: Path) -> None:
    cover, path = tmp_path / "cover.png", tmp_path / "a.m4a"
    Image.new("RGB", (50, 50), "red").save(cover)
    attached = ["-c:v", "png", "-disposition:v", "attached_pic", "-f", "mp4"]
    ffmpeg(*TONE, "-i", str(cover), "-map", "0", "-map", "1", *attached, str(path))
    assert sniff(path) == (MediaKind.VIDEO, "mp4")
    found = probed(path)
    assert found.video is None
    assert kind_by_streams(found) is MediaKind.AUDIO


def test_a_turned_film_is_as_wide_as_it_is_shown(tmp_path: Path) -> None:
    path, turned = made("mp4", tmp_path), tmp_path / "turned.mp4"
    ffmpeg("-display_rotation", "90", "-i", str(path), "-c", "copy", str(turned))
    video = probed(turned).video
    assert video is not None
    assert (video.width, video.height) == (120, 160)


def test_pixels_that_are_not_square_count_as_they_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "wide.mp4"
    ffmpeg(*BARS, "-vf", "setsar=4/3", "-c:v", "libx264", "-pix_fmt", "yuv420p", str(path))
    video = probed(path).video
    assert video is not None
    assert (video.width, video.height) == (213, 120)


def test_a_late_sound_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "late.mkv"
    ffmpeg(*BARS, "-itsoffset", "0.5", *TONE, "-c:v", "libx264", "-c:a", "flac", str(path))
    assert "The start of the sound comes 0.500 s after the start of the pictures." in probed(path).notes
    assert probed(made("mp4", tmp_path)).notes == ()


def test_a_length_that_is_only_guessed_is_measured(tmp_path: Path) -> None:
    path = tmp_path / "a.aac"
    ffmpeg("-f", "lavfi", "-i", "anullsrc=d=5,aformat=channel_layouts=mono", *TONE, "-filter_complex",
           "[1:a]aformat=channel_layouts=mono[t];[t][0:a]concat=v=0:a=1", "-c:a", "aac", "-f", "adts", str(path))
    assert probed(path).duration == pytest.approx(6000, abs=150)


def test_longer_than_allowed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaRefused, match=r"longer than 0\.0001 hours"):
        probed(made("wav", tmp_path), LimitOptions(max_duration_hours=0.0001))


def test_a_film_without_streams_is_broken(tmp_path: Path) -> None:
    path = made("mkv", tmp_path)
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(MediaBroken):
        probed(path)


@pytest.mark.parametrize(
    ("code", "tag"),
    [("eng", "en"), ("ger", "de"), ("deu", "de"), ("und", ""), ("", ""), ("en-us", "en-US"), ("gsw", "gsw"), ("1", "")],
)
def test_languages_are_told_as_bcp_47(code: str, tag: str) -> None:
    assert bcp47(code) == tag


# --- pictures --------------------------------------------------------------------------------------------------------

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:c="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 photoshop:City="London">
<c:AltTextAccessibility><rdf:Alt>
 <rdf:li xml:lang="de">Ein Wal über der Halle</rdf:li>
 <rdf:li xml:lang="x-default">A whale above the hall</rdf:li>
 <rdf:li xml:lang="en-GB">A whale above the hall</rdf:li>
</rdf:Alt></c:AltTextAccessibility>
<c:ExtDescrAccessibility><rdf:Alt>
 <rdf:li xml:lang="x-default">Its bones hang from wires.</rdf:li>
</rdf:Alt></c:ExtDescrAccessibility>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Hope, the blue whale</rdf:li></rdf:Alt></dc:description>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Hope</rdf:li></rdf:Alt></dc:title>
<dc:subject><rdf:Bag><rdf:li>whale</rdf:li><rdf:li>museum</rdf:li><rdf:li>whale</rdf:li></rdf:Bag></dc:subject>
<e:PersonInImage><rdf:Bag><rdf:li>Ada Lovelace</rdf:li></rdf:Bag></e:PersonInImage>
<c:Location>Hintze Hall</c:Location><photoshop:Country>United Kingdom</photoshop:Country>
</rdf:Description></rdf:RDF></x:xmpmeta>"""
AUTHORED = PictureInfo(
    width=64, height=48, frames=1, alt="A whale above the hall", long="Its bones hang from wires.",
    caption="Hope, the blue whale", title="Hope", people=("Ada Lovelace",), place="Hintze Hall, London, United Kingdom",
    keywords=("whale", "museum"),
    language="en-GB", translations=(Translation("de", "Ein Wal über der Halle"),),
)


def with_xmp(folder: Path, ending: str, xmp: str) -> Path:
    path = folder / f"a.{ending}"
    image = Image.new("RGB", (64, 48), "navy")
    if ending == "png":
        text = PngImagePlugin.PngInfo()
        text.add_itxt("XML:com.adobe.xmp", xmp)
        image.save(path, pnginfo=text)
    elif ending == "tif":
        tags = TiffImagePlugin.ImageFileDirectory_v2()
        tags.tagtype[700] = 1
        tags[700] = xmp.encode()
        image.save(path, tiffinfo=tags)
    else:
        image.save(path, xmp=xmp.encode())
    return path


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "tif", "avif", "heic"])
def test_what_the_author_wrote_is_read_from_every_format(ending: str, tmp_path: Path) -> None:
    assert pictured(with_xmp(tmp_path, ending, XMP)) == AUTHORED


def test_an_only_language_is_taken_where_there_is_no_default(tmp_path: Path) -> None:
    only = XMP.replace('"x-default">A whale', '"fr">Une baleine')
    found = pictured(with_xmp(tmp_path, "jpg", only))
    assert (found.alt, found.language) == ("Ein Wal über der Halle", "de")


@pytest.mark.parametrize(
    "xmp",
    [
        "<x:xmpmeta", '<!DOCTYPE x [<!ENTITY s SYSTEM "file:///etc/passwd">]>' + XMP.replace("Hope<", "&s;<"), "\0\0",
        "<a>" * 50_000,
    ],
)
def test_damaged_or_hostile_metadata_costs_only_itself(xmp: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.new("RGB", (64, 48)).save(path, xmp=xmp.encode()[:60_000])
    found = probed(path)
    assert found.picture == PictureInfo(64, 48, 1)
    assert any("XMP" in note for note in found.notes)


def xmp_with(properties: str) -> str:
    """Return a packet with these properties besides those of `XMP`, which it does not have."""
    head, tail = XMP.index("<c:AltText"), XMP.index("</rdf:Description>")
    return XMP[:head].replace('photoshop:City="London"', "") + properties + XMP[tail:]


def alternatives(name: str, **texts: str) -> str:
    items = "".join(f'<rdf:li xml:lang="{tag.replace("_", "-")}">{text}</rdf:li>' for tag, text in texts.items())
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"


def test_an_authors_texts_in_every_language_are_kept_with_their_long_ones(tmp_path: Path) -> None:
    found = pictured(with_xmp(tmp_path, "jpg", xmp_with(
        alternatives("c:AltTextAccessibility", x_default="A whale", en_GB="A whale", de="Ein Wal", fr="Une baleine", und="?")
        + alternatives("c:ExtDescrAccessibility", x_default="Bones on wires.", en_GB="Its bones.", de="Knochen an Drähten."))))
    assert (found.alt, found.language, found.long) == ("A whale", "en-GB", "Its bones.")
    assert found.translations == (Translation("de", "Ein Wal", "Knochen an Drähten."), Translation("fr", "Une baleine"))


def test_a_default_that_no_language_repeats_leaves_all_others_translations(tmp_path: Path) -> None:
    found = pictured(with_xmp(tmp_path, "jpg", xmp_with(alternatives("c:AltTextAccessibility", x_default="Whale", de="Wal"))))
    assert (found.alt, found.language, found.translations) == ("Whale", "", (Translation("de", "Wal"),))


SHOWN = {
    "elements": '<e:LocationShown><rdf:Bag><rdf:li rdf:parseType="Resource"><e:Sublocation>Hintze Hall</e:Sublocation>'
                "<e:City>London</e:City></rdf:li></rdf:Bag></e:LocationShown>",
    "attributes": '<e:LocationShown><rdf:Bag><rdf:li e:City="London" e:Sublocation="Hintze Hall"/></rdf:Bag></e:LocationShown>',
    "description": '<e:LocationShown><rdf:Bag><rdf:li><rdf:Description e:City="London"><e:Sublocation>Hintze Hall'
                   "</e:Sublocation></rdf:Description></rdf:li></rdf:Bag></e:LocationShown>",
}


@pytest.mark.parametrize("form", SHOWN)
def test_the_place_that_is_shown_goes_before_the_one_where_it_was_taken(form: str, tmp_path: Path) -> None:
    taken = "<photoshop:City>Crail</photoshop:City>"
    assert pictured(with_xmp(tmp_path, "jpg", xmp_with(SHOWN[form] + taken))).place == "Hintze Hall, London"


def test_people_are_named_with_their_details_too(tmp_path: Path) -> None:
    details = ('<e:PersonInImageWDetails><rdf:Bag><rdf:li rdf:parseType="Resource"><e:PersonName><rdf:Alt>'
               '<rdf:li xml:lang="x-default">Ada Lovelace</rdf:li></rdf:Alt></e:PersonName></rdf:li></rdf:Bag>'
               "</e:PersonInImageWDetails>")
    assert pictured(with_xmp(tmp_path, "jpg", xmp_with(details))).people == ("Ada Lovelace",)


def test_what_is_said_of_a_part_of_the_picture_is_not_said_of_it(tmp_path: Path) -> None:
    part = ('<e:ArtworkOrObject><rdf:Bag><rdf:li><rdf:Description photoshop:City="Delft"><dc:title><rdf:Alt>'
            '<rdf:li xml:lang="x-default">The Milkmaid</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:li></rdf:Bag>'
            "</e:ArtworkOrObject>")
    found = pictured(with_xmp(tmp_path, "jpg", xmp_with(part)))
    assert (found.title, found.place) == ("", "")


# --- an XMP file beside a picture ------------------------------------------------------------------------------------


def beside(path: Path, xmp: bytes) -> Probe:
    companion = path.with_name(path.name + ".xmp")
    companion.write_bytes(xmp)
    asset = replace(asset_of(path), companions=Companions(metadata=Companion(companion, digest(xmp))))
    return probe(asset, LimitOptions())


def test_what_lies_beside_a_picture_wins_field_by_field(tmp_path: Path) -> None:
    said = xmp_with(alternatives("c:AltTextAccessibility", en="Bones of a whale") + alternatives("dc:title", x_default="Bones"))
    assert beside(with_xmp(tmp_path, "jpg", XMP), said.encode()).picture == replace(
        AUTHORED, alt="Bones of a whale", language="en", translations=(), title="Bones")


def test_an_empty_xmp_beside_a_picture_takes_nothing_away(tmp_path: Path) -> None:
    assert beside(with_xmp(tmp_path, "jpg", XMP), xmp_with("").encode()).picture == AUTHORED


@pytest.mark.parametrize("xmp", [
    b"", b"<x:xmpmeta", b"\xff\xfe\0", b"<a>" * 50_000, b'<!DOCTYPE x [<!ENTITY s "x">]><x>&s;</x>'])
def test_a_damaged_xmp_beside_a_picture_costs_only_itself(xmp: bytes, tmp_path: Path) -> None:
    found = beside(with_xmp(tmp_path, "jpg", XMP), xmp)
    assert found.picture == AUTHORED
    assert found.notes == ("The XMP file beside the picture is damaged and was not read.",)


def test_an_xmp_that_changed_since_it_was_found_is_not_taken(tmp_path: Path) -> None:
    path = with_xmp(tmp_path, "jpg", XMP)
    companion = path.with_name("a.jpg.xmp")
    companion.write_text(XMP)
    asset = replace(asset_of(path), companions=Companions(metadata=Companion(companion, digest("other"))))
    with pytest.raises(MediaChanged, match=r"a\.jpg\.xmp changed"):
        probe(asset, LimitOptions())


def test_older_standards_speak_where_xmp_is_silent(tmp_path: Path) -> None:
    def record(number: int, text: bytes) -> bytes:
        return b"\x1c\x02" + bytes([number]) + len(text).to_bytes(2, "big") + text

    iim = record(120, "Ein großer Wal".encode()) + record(25, b"whale") + record(25, b"hall") + record(90, b"London")
    block = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + len(iim).to_bytes(4, "big") + iim + b"\0" * (len(iim) % 2)
    path = tmp_path / "a.jpg"
    Image.new("RGB", (64, 48)).save(path)
    plain = path.read_bytes()
    path.write_bytes(plain[:2] + b"\xff\xed" + (len(block) + 2).to_bytes(2, "big") + block + plain[2:])
    found = pictured(path)
    assert (found.caption, found.keywords, found.place) == ("Ein großer Wal", ("whale", "hall"), "London")


@pytest.mark.parametrize(
    ("said", "kept"), [("A whale.", "A whale."), ("OLYMPUS DIGITAL CAMERA", ""), ("  SONY DSC", ""), ("DCF 1.0", "")]
)
def test_an_exif_description_is_a_caption_unless_the_camera_wrote_it(said: str, kept: str, tmp_path: Path) -> None:
    path, exif = tmp_path / "a.jpg", Image.Exif()
    exif[0x010E] = said
    Image.new("RGB", (64, 48)).save(path, exif=exif)
    assert pictured(path).caption == kept


def test_png_text_is_read(tmp_path: Path) -> None:
    path, text = tmp_path / "a.png", PngImagePlugin.PngInfo()
    text.add_text("Title", "Sales")
    text.add_itxt("Description", "Sales rose – twice.")
    Image.new("RGB", (64, 48)).save(path, pnginfo=text)
    found = pictured(path)
    assert (found.title, found.caption) == ("Sales", "Sales rose – twice.")


def test_a_turned_picture_is_measured_upright(tmp_path: Path) -> None:
    path, exif = tmp_path / "a.jpg", Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (64, 48)).save(path, exif=exif)
    assert (pictured(path).width, pictured(path).height) == (48, 64)


@pytest.mark.parametrize("ending", ["gif", "tif", "webp", "png"])
def test_frames_and_pages_are_counted(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{ending}"
    frames = [Image.new("RGB", (64, 48), (80 * number, 0, 0)) for number in range(3)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    assert pictured(path).frames == 3


def paged(path: Path, count: int) -> Probe:
    shown = [Image.new("RGB", (64, 48), (20 * number, 0, 0)) for number in range(count)]
    shown[0].save(path, save_all=True, append_images=shown[1:])
    return probed(path)


def test_a_tiffs_frames_are_pages_and_those_that_nobody_looks_at_are_told(tmp_path: Path) -> None:
    six, five, two = (paged(tmp_path / f"{count}.tif", count) for count in (6, 5, 2))
    assert six.picture == PictureInfo(64, 48, 6, pages=True)
    assert six.notes == ("Of its 6 pages the first 4 are looked at; 2 more are not.",)
    assert five.notes == ("Of its 5 pages the first 4 are looked at; 1 more is not.",)
    assert (two.picture, two.notes) == (PictureInfo(64, 48, 2, pages=True), ())


def test_an_animation_has_no_pages_and_neither_has_one_page(tmp_path: Path) -> None:
    assert paged(tmp_path / "a.gif", 6).picture == PictureInfo(64, 48, 6)
    assert paged(tmp_path / "a.tif", 1).picture == PictureInfo(64, 48, 1)


def test_a_signed_picture_is_known_as_one(tmp_path: Path) -> None:
    assert not pictured(with_xmp(tmp_path, "jpg", XMP)).signed
    elsewhere = '<d:provenance xmlns:d="http://purl.org/dc/terms/">https://example.org/heron.c2pa</d:provenance>'
    assert pictured(with_xmp(tmp_path, "jpg", xmp_with(elsewhere))).signed
    path = with_xmp(tmp_path, "png", XMP)
    data = path.read_bytes()
    path.write_bytes(data[:33] + b"\0\0\0\x04caBXseal" + zlib.crc32(b"caBXseal").to_bytes(4, "big") + data[33:])
    assert pictured(path) == replace(AUTHORED, signed=True)
