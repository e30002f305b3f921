"""Pages are found below a folder and given back byte for byte, whatever they are written in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.errors import MediaRefused
from access.site import pages

CHARSETS = ("utf-8", "iso-8859-1", "windows-1252", "iso-8859-15", "koi8-r", "shift_jis", "gb2312", "big5", "euc-jp", "euc-kr",
    "utf-7", "x-none")


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=80), st.sampled_from(CHARSETS))
def test_any_bytes_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, body: bytes, charset: str) -> None:
    data = f"<meta charset={charset}>".encode() + body.replace(b"\0", b"")
    path = put(tmp_path_factory.getbasetemp(), "any.html", data)
    page = pages.read(path, path.parent)
    assert page.data(page.text) == data
    new = page.written("naïve “déjà vu” – 日本 ✓")
    assert page.data(page.text + new).startswith(data)


@pytest.mark.parametrize(("data", "encoding"), [
    (b"<p>x</p>", "utf-8"), ("é".encode(), "utf-8"), (b"\xe9", "cp1252"), (b'<meta charset="ISO-8859-1">\xe9', "cp1252"),
    (b"<META http-equiv=Content-Type content='text/html; charset=koi8-r'>", "koi8-r"),
    (b"\xef\xbb\xbf<meta charset=koi8-r>", "utf-8"),
    (b'<?xml version="1.0" encoding="iso-8859-15"?>', "iso8859-15"), (b"<meta charset=utf-7>", "latin-1"),
    (b"<meta charset=rot13>", "latin-1"),
])
def test_a_page_is_read_as_it_declares(data: bytes, encoding: str) -> None:
    assert pages.encoding_of(data) == encoding


def test_what_an_encoding_lacks_is_written_as_a_reference(tmp_path: Path) -> None:
    page = pages.read(put(tmp_path, "a.html", b"<meta charset=iso-8859-1>\xe9"), tmp_path)
    assert page.text.endswith("é")
    assert page.written("é – 日") == "é &#8211; &#26085;"
    unknown = pages.read(put(tmp_path, "b.html", b"<meta charset=x-none>\xe9"), tmp_path)
    assert unknown.written("é") == "&#233;"


@pytest.mark.parametrize(("data", "why"), [
    ("<p>x</p>".encode("utf-16"), "UTF-16"), (b"a\0b", "zero bytes"), (b"x" * (pages.MAX_BYTES + 1), "larger than 8 MiB")])
def test_what_cannot_be_mended_is_refused_with_the_reason(tmp_path: Path, data: bytes, why: str) -> None:
    with pytest.raises(MediaRefused, match=why):
        pages.read(put(tmp_path, "a.html", data), tmp_path)


def test_a_walk_passes_over_what_is_not_of_the_site(tmp_path: Path) -> None:
    for name in ("b.html", "A.HTM", "in/c.xhtml", "in/d.md", "e.markdown", ".git/f.html", "node_modules/g/h.html", ".i.html",
        "j.txt", "k.html.part"):
        put(tmp_path, name, b"x")
    outside = put(tmp_path.parent, "outside/l.html", b"x")
    (tmp_path / "link.html").symlink_to(outside)
    (tmp_path / "folder").symlink_to(outside.parent)
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.html")
    assert [path.relative_to(tmp_path).as_posix() for path in pages.page_files(tmp_path, ())] == [
        "A.HTM", "b.html", "e.markdown", "in/c.xhtml", "in/d.md"]


def test_empty_elements_are_written_as_the_page_writes_them(tmp_path: Path) -> None:
    heads = {"a.html": b"<!DOCTYPE html>", "b.html": b'<?xml version="1.0"?>', "c.xhtml": b"<html>",
             "d.html": b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">'}
    assert {name: pages.read(put(tmp_path, name, head), tmp_path).slashed for name, head in heads.items()} == {
        "a.html": False, "b.html": True, "c.xhtml": True, "d.html": True}
