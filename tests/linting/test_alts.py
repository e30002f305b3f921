"""Lists of alternative texts, sidecars and pictures are read whole, checked, and mended in a copy that keeps the rest."""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import picture
from PIL import Image

from access.config import AltOptions, LimitOptions
from access.errors import AccessError, MediaBroken, MediaError, OutputError
from access.linting import alts, delimited
from access.linting.alts import Linted
from access.linting.kinds import kind_of
from access.model.findings import TextOrigin
from access.model.script import AltText, Provenance, ReviewState
from access.model.texts import TextKind
from access.pack.xmp import xmp_sidecar

OPTIONS, LIMITS = AltOptions(), LimitOptions()
BY = Provenance(TextOrigin.PERSON, ReviewState.APPROVED)


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def linted(path: Path, language: str = "") -> list[Linted]:
    return list(alts.lint(path, alts.guideline(path, OPTIONS, language), LIMITS))


def told(path: Path, language: str = "") -> list[tuple[int, str, set[str]]]:
    """Return line, picture and rules of each text."""
    return [(one.row, one.name, {finding.rule for finding in one.findings}) for one in linted(path, language)]


def fixed(path: Path) -> str | None:
    """Return the copy, decoded by hand where it is UTF-8, None where none is written."""
    target = path.with_name(f"fixed{path.suffix}")
    changed = alts.fix(path, target, alts.guideline(path, OPTIONS, ""))
    assert target.exists() is (changed > 0)
    return target.read_bytes().decode() if changed else None


# --- what is read ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [
    "a.csv", "a.TSV", "a.json", "a.jsonl", "a.ndjson", "p.jpg.en.alt.txt", "p.alt.draft.txt", "p.jpg.xmp"])
def test_a_file_of_alternative_texts_is_known_by_its_name(tmp_path: Path, name: str) -> None:
    assert kind_of(put(tmp_path, name, "x")) is TextKind.ALT


def test_a_picture_is_known_by_its_content(tmp_path: Path) -> None:
    assert kind_of(picture(tmp_path / "p.png").rename(tmp_path / "p.dat")) is TextKind.ALT
    assert kind_of(put(tmp_path, "a.vtt", "WEBVTT\n")) is TextKind.CAPTIONS


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("head", [("file", "alt"), ("Image Src", "Image Alt Text"), ("DATEI", "Alternativ-Text"),
                                  ("\ufefffile", "alt_text")])
def test_the_delimiter_and_the_columns_are_found(tmp_path: Path, delimiter: str, head: tuple[str, str]) -> None:
    rows = [delimiter.join(head), delimiter.join(("a.jpg", "image"))]
    assert told(put(tmp_path, "a.csv", "\r\n".join(rows))) == [(2, "a.jpg", {"alt.placeholder"})]


def test_excels_word_for_the_delimiter_is_no_row(tmp_path: Path) -> None:
    assert told(put(tmp_path, "a.csv", "sep=;\nfile;alt\na.jpg;image\n")) == [(3, "a.jpg", {"alt.placeholder"})]


def test_a_cell_of_several_lines_counts_by_the_line_it_begins_in(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", 'file,alt,context\na.jpg,"A boat\non a lake.","say ""hi"",\n\nthere"\nb.jpg,image,\n')
    assert told(path) == [(2, "a.jpg", {"alt.blanks"}), (6, "b.jpg", {"alt.placeholder"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_what_encoding_it_is_in_does_not_matter(tmp_path: Path, encoding: str) -> None:
    path = put(tmp_path, "a.csv", "file,alt\ncafé.jpg,Café\n".encode(encoding))
    assert told(path) == [(2, "café.jpg", {"alt.file-name"})]
    assert linted(path)[0].text == "Café"


def test_a_row_that_is_none_is_named_and_loses_no_other(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", 'file,alt\na.jpg,"never closed\nb.jpg,A boat.\nc.jpg,A boat, red.\nd.jpg\n\n,\n'
               "e.jpg,A boat.\n")
    assert told(path) == [
        (2, "", {alts.UNREADABLE}), (3, "b.jpg", set()), (4, "", {alts.UNREADABLE}), (5, "", {alts.UNREADABLE}),
        (8, "e.jpg", set())]


def test_inches_in_a_list_with_tabs_open_no_quote(tmp_path: Path) -> None:
    assert told(put(tmp_path, "a.tsv", 'file\talt\na.jpg\t"Big" sign.\nb.jpg\t"5 is a size.\n')) == [
        (2, "a.jpg", set()), (3, "b.jpg", set())]


@pytest.mark.parametrize(("text", "found"), [
    ('[{"file": "a.jpg", "alt": "image"}]', [(1, "a.jpg", {"alt.placeholder"})]),
    ('{"images": [\n{"src": "x/a.jpg", "alt": "A boat."},\n{"src": "b.jpg"}]}', [
        (2, "x/a.jpg", set()), (3, "b.jpg", {"alt.missing"})]),
    ('{"a.jpg": "A boat.",\n "b.jpg": ""}', [(1, "a.jpg", set()), (2, "b.jpg", {"alt.missing"})]),
    ('{"a.jpg": {"alt": "image"}}', [(1, "a.jpg", {"alt.placeholder"})]),
    ('{"file": "a.jpg", "alt": "A boat."}', [(1, "a.jpg", set())]),
    ('[{"alt": 5}, 7, {"alt": null}]', [
        (1, "", {alts.UNREADABLE}), (1, "", {alts.UNREADABLE}), (1, "", {"alt.missing"})]),
    ("[]", []),
])
def test_json_is_read_in_the_shapes_that_people_write(
    tmp_path: Path, text: str, found: list[tuple[int, str, set[str]]],
) -> None:
    assert told(put(tmp_path, "a.json", text)) == found


def test_a_line_that_is_no_json_is_named(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", '{"file": "a.jpg", "alt": "A boat."}\n{broken\n\n{"alt": "image"}\n')
    assert told(path) == [(1, "a.jpg", set()), (2, "", {alts.UNREADABLE}), (4, "", {"alt.placeholder"})]


@pytest.mark.parametrize(("name", "text"), [
    ("a.csv", "file,text\na,b\n"), ("a.csv", ""), ("a.json", "{"), ("a.json", "[" * 100_000), ("a.json", '[{"x": 1}]'),
    ("a.json", "1 2"), ("a.xmp", "<x/>"), ("a.xmp", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"),
])
def test_what_is_no_list_is_refused_with_a_reason(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(MediaError):
        linted(put(tmp_path, name, text))


def test_a_link_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "a.csv", "file,alt\n")
    (tmp_path / "b.csv").symlink_to("a.csv")
    with pytest.raises(MediaError):
        linted(tmp_path / "b.csv")


# --- what is known of a text ------------------------------------------------------------------------------------------


def test_what_stands_beside_a_text_counts(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "file,alt,caption,title,long,context\n"
               "heron.jpg,A heron.,A heron,,,\nb.jpg,A boat.,,A boat,,\nc.jpg,A boat.,,,A boat,\n"
               "d.jpg,Contact us.,,,,Contact us\npics/heron.jpg?w=200,heron,,,,\n")
    assert [rules for _, _, rules in told(path, "en")] == [
        {"alt.repeats-caption"}, {"alt.repeats-title"}, {"alt.long-repeats"}, {"alt.repeats-page"}, {"alt.file-name"}]


def test_a_picture_that_is_said_to_be_decorative_needs_no_text(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "file,alt,purpose\na.jpg,,decorative\nb.jpg,,informative\n")
    assert told(path) == [(2, "a.jpg", set()), (3, "b.jpg", {"alt.missing"})]


GERMAN = "Ein Graureiher steht im flachen Wasser am Ufer."


@pytest.mark.parametrize(("name", "row", "language", "wrong"), [
    ("a.csv", "en", "", True), ("a.csv", "de", "", False), ("a.en.csv", "", "", True), ("a.de.csv", "", "", False),
    ("a.csv", "", "en", True), ("a.csv", "", "", False), ("a.en.csv", "de", "", False), ("a.csv", "und", "", False),
])
def test_the_language_is_the_rows_else_what_is_named_else_what_it_shows(
    tmp_path: Path, name: str, row: str, language: str, wrong: bool,
) -> None:
    path = put(tmp_path, name, f"file,alt,language\na.jpg,{GERMAN},{row}\n")
    assert ("alt.other-language" in told(path, language)[0][2]) is wrong


def test_a_sidecar_and_a_picture_are_checked_in_every_language(tmp_path: Path) -> None:
    packet = xmp_sidecar([AltText("Image of a boat.", "", "en", BY), AltText("Ein Boot.", "", "de", BY)], None)
    path = put(tmp_path, "p.jpg.xmp", packet)
    assert told(path) == [(0, "p.jpg", {"alt.redundant-prefix"}), (0, "p.jpg", set())]
    with Image.new("RGB", (8, 8)) as image:
        image.save(tmp_path / "p.jpg", xmp=packet)
        image.save(tmp_path / "q.jpg")
    assert told(tmp_path / "p.jpg") == [(0, "p.jpg", {"alt.redundant-prefix"}), (0, "p.jpg", set())]
    assert told(tmp_path / "q.jpg") == [(0, "q.jpg", {"alt.missing"})]


def test_our_own_text_file_has_a_short_and_a_long_text(tmp_path: Path) -> None:
    (one,) = linted(put(tmp_path, "p.jpg.de.alt.txt", "Ein Boot.\n\nEin Boot\n"))
    assert (one.name, one.language, {finding.rule for finding in one.findings}) == ("p.jpg", "de", {"alt.long-repeats"})


# --- the copy ---------------------------------------------------------------------------------------------------------


def test_a_copy_changes_the_text_and_no_other_byte(tmp_path: Path) -> None:
    text = ("\ufefffile;alt;n\r\n a.jpg ;\"Image of a \"\"red\"\" boat; big\";\"1\"\r\n;;\r\nb.jpg;A boat.;'x'\r\n"
            "bad;\"open\r\nc.jpg;photo of a dog;1,50")
    assert fixed(put(tmp_path, "a.csv", text)) == text.replace(
        'Image of a ""red"" boat; big', 'A ""red"" boat; big.').replace("photo of a dog", "A dog.")


def test_a_copy_of_json_keeps_its_shape_and_its_escapes(tmp_path: Path) -> None:
    text = '{ "images" : [ {"alt":"Image of a caf\\u00e9", "n":1.50, "x":[1,2]} ,\n\t{"alt":"A boat."}, 7 ] }\n'
    assert fixed(put(tmp_path, "a.json", text)) == text.replace('"Image of a caf\\u00e9"', '"A caf\\u00e9."')


def test_a_copy_keeps_windows_bytes_that_stand_for_nothing(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", b"file,alt\n\x81\xe9.jpg,Image of a caf\xe9.\n")
    assert alts.fix(path, tmp_path / "b.csv", alts.guideline(path, OPTIONS, "en")) == 1
    assert (tmp_path / "b.csv").read_bytes() == b"file,alt\n\x81\xe9.jpg,A caf\xe9.\n"


@pytest.mark.parametrize("begin", ["=", "+", "-", "@"])
def test_no_mending_makes_a_formula_of_a_text(tmp_path: Path, begin: str) -> None:
    path = put(tmp_path, "a.csv", f"file,alt\na.jpg,Image of {begin}cmd|calc!A1\n")
    assert fixed(path) is None
    with_others = put(tmp_path, "b.csv", f"file,alt\na.jpg,Image of {begin}cmd|calc!A1\nb.jpg,Image of a boat\n")
    copy = fixed(with_others)
    assert copy is not None
    assert not any(row[1].startswith(begin) for row in csv.reader(io.StringIO(copy)))


def test_a_mended_text_is_quoted_where_it_must_be(tmp_path: Path) -> None:
    copy = fixed(put(tmp_path, "a.csv", "file,alt\na.jpg,A &#44; sign\n"))
    assert copy is not None
    assert list(csv.reader(io.StringIO(copy)))[1] == ["a.jpg", "A , sign."]


def test_where_nothing_is_mended_no_copy_is_written(tmp_path: Path) -> None:
    assert fixed(put(tmp_path, "a.csv", "file,alt\na.jpg,A boat.\n")) is None


def test_a_copy_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    path, target = put(tmp_path, "a.csv", "file,alt\na.jpg,A boat\n"), put(tmp_path, "b.csv", "mine")
    with pytest.raises(OutputError):
        alts.fix(path, target, alts.guideline(path, OPTIONS, ""))
    assert target.read_text() == "mine"


# --- whatever comes ----------------------------------------------------------------------------------------------------

CELLS = st.lists(st.text(alphabet="ab,;\"'\r\n\t é=", max_size=8), min_size=2, max_size=4)


@given(st.lists(CELLS, max_size=6))
def test_what_python_writes_is_read_as_it_was_meant(rows: list[list[str]]) -> None:
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    lines = io.StringIO(file.getvalue(), newline="").readlines()
    assert [[cell.value for cell in record.cells] for record in delimited.records(lines, ",")] == rows


@given(st.text(alphabet="ab,\"\r\n é", max_size=60), st.sampled_from(",;\t"))
def test_no_sign_of_a_table_is_lost_and_lines_are_counted(text: str, delimiter: str) -> None:
    lines = io.StringIO(text, newline="").readlines()
    found = list(delimited.records(lines, delimiter))
    assert "".join(record.raw for record in found) == text
    assert [record.row for record in found] == [
        1 + len(io.StringIO("".join(one.raw for one in found[:number]), newline="").readlines())
        for number in range(len(found))]
    for record in found:
        assert all(record.raw[one.end:two.start] == delimiter for one, two in pairwise(record.cells))


@given(st.lists(st.dictionaries(st.sampled_from(["alt", "file", "x"]), st.one_of(st.text(max_size=9), st.none(), st.integers()))))
def test_any_json_is_read_or_refused_and_its_copy_says_the_same_but_for_alt(rows: list[dict[str, object]]) -> None:
    with TemporaryDirectory() as folder:
        path = put(Path(folder), "a.json", json.dumps(rows, indent=1))
        try:
            found = linted(path)
        except MediaBroken:
            return
        assert len(found) == len(rows)
        copy = fixed(path)
    if copy is not None:
        again = json.loads(copy)
        assert [{**row, "alt": 0} for row in again] == [{**row, "alt": 0} for row in rows]


@given(st.binary(max_size=80), st.sampled_from([".csv", ".tsv", ".json", ".jsonl", ".alt.txt", ".xmp"]))
def test_any_bytes_are_read_or_refused_with_an_error_of_ours(data: bytes, ending: str) -> None:
    with TemporaryDirectory() as folder:
        path = put(Path(folder), f"a{ending}", b"file,alt\n" + data if ending == ".csv" else data)
        with suppress(AccessError):
            linted(path)
