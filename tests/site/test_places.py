"""Addresses of pages: which file of the site they mean, and that none leads out of it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.site.places import Places, Whereabouts

FILES = ("a.png", "in/b.png", "in/deep/c d.png", "in/é.png", "q?uery.png", "in/page.html")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "secret.png").write_bytes(b"x")
    (tmp_path / "site" / "link.png").symlink_to(tmp_path / "secret.png")
    (tmp_path / "site" / "out").symlink_to(tmp_path)
    return tmp_path / "site"


@pytest.mark.parametrize(("address", "path"), [
    ("b.png", "in/b.png"), ("./b.png?v=2#x", "in/b.png"), ("../a.png", "a.png"), ("/a.png", "a.png"),
    ("deep/c%20d.png", "in/deep/c d.png"),
    ("deep/c d.png", "in/deep/c d.png"), ("%C3%A9.png", "in/é.png"), ("\n b.\tpng ", "in/b.png"),
    ("deep\\c d.png", "in/deep/c d.png"),
    ("/q%3Fuery.png", "q?uery.png"), ("/in/../a.png", "a.png"), ("deep/../../in/./b.png", "in/b.png"),
])
def test_an_address_means_the_file_that_a_browser_would_load(folder: Path, address: str, path: str) -> None:
    place = Places(folder).of(address, PurePosixPath("in/page.html"))
    assert (place.whereabouts, place.path) == (Whereabouts.HERE, PurePosixPath(path))


@pytest.mark.parametrize(("address", "whereabouts"), [
    ("none.png", Whereabouts.NOT_HERE), ("../../secret.png", Whereabouts.NOT_HERE), ("/../secret.png", Whereabouts.NOT_HERE),
    ("%2e%2e/%2e%2e/secret.png", Whereabouts.NOT_HERE), ("/link.png", Whereabouts.NOT_HERE),
    ("/out/secret.png", Whereabouts.NOT_HERE),
    ("file:///etc/passwd", Whereabouts.NOT_HERE), ("/etc/passwd", Whereabouts.NOT_HERE), ("a%00.png", Whereabouts.NOT_HERE),
    ("", Whereabouts.NOT_HERE), ("#x", Whereabouts.NOT_HERE), ("deep", Whereabouts.NOT_HERE),
    ("x" * 9_000, Whereabouts.NOT_HERE),
    ("a/" * 2_000, Whereabouts.NOT_HERE), ("x" * 300, Whereabouts.NOT_HERE), ("//cdn.example.org/a.png", Whereabouts.ELSEWHERE),
    ("https://example.org/a.png", Whereabouts.ELSEWHERE), ("HTTP:a.png", Whereabouts.ELSEWHERE),
    ("\\\\host\\a.png", Whereabouts.ELSEWHERE),
    ("data:image/png;base64,xx", Whereabouts.NO_FILE), ("javascript:alert(1)", Whereabouts.NO_FILE),
    ("blob:x", Whereabouts.NO_FILE),
    ("{{ site.url }}/a.png", Whereabouts.TEMPLATE), ("<?= $x ?>.png", Whereabouts.TEMPLATE),
    ("%7B%7Bx%7D%7D/a.png", Whereabouts.TEMPLATE),
])
def test_whatever_else_it_means_is_said(folder: Path, address: str, whereabouts: Whereabouts) -> None:
    assert Places(folder).of(address, PurePosixPath("in/page.html")).whereabouts is whereabouts


@given(st.text(st.sampled_from("./\\%2eEfF:ac~\0 ?#link.pngoutsecret"), max_size=40))
def test_no_address_leads_out(address: str) -> None:
    place = Places(Path("/nowhere/at/all")).of(address, PurePosixPath("in/page.html"))
    assert place.path is None


@pytest.mark.parametrize(("base", "address", "found"), [
    ("/", "a.png", "a.png"), ("deep/", "c d.png", "in/deep/c d.png"), ("../", "a.png", "a.png"),
    ("/in/deep/x.html", "c d.png", "in/deep/c d.png"),
    ("deep/", "/a.png", "a.png"), ("", "b.png", "in/b.png"), ("https://example.org/", "a.png", None),
    ("../../", "secret.png", None)])
def test_a_base_moves_what_is_relative(folder: Path, base: str, address: str, found: str | None) -> None:
    place = Places(folder).of(address, PurePosixPath("in/page.html"), base)
    assert place.path == (PurePosixPath(found) if found else None)


PAGES = frozenset(("index.html", "about/index.html", "contact.html", "news.md", "in/page.html"))


@pytest.mark.parametrize(("address", "page"), [
    ("/", "index.html"), ("/about/", "about/index.html"), ("/about", "about/index.html"), ("../contact.html#x", "contact.html"),
    ("/contact", "contact.html"), ("/news/", "news.md"), ("/news.html", "news.md"), ("page.html", "in/page.html"),
    ("/none", None),
    ("https://example.org/contact.html", None), ("#top", None)])
def test_a_link_leads_to_the_page_that_a_server_or_generator_would_give(folder: Path, address: str, page: str | None) -> None:
    place = Places(folder).page_of(address, PurePosixPath("in/page.html"), "", PAGES)
    assert place.path == (PurePosixPath(page) if page else None)
