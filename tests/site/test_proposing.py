"""What is proposed of what was made: whose words, in which language, a draft or not, and nothing that would be wrong again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from access import profiles
from access.model.package import Role
from access.site import pages
from access.site.applying import apply, patches
from access.site.making import Processed, Text
from access.site.patches import applied
from access.site.proposing import Proposals, edits_of, proposals
from access.site.surveying import Site, Survey, survey

Texts = dict[str, str]


class Folder:
    """A site, and what is said to have been made of its media."""

    def __init__(self, folder: Path) -> None:
        self.site, self.out = folder / "site", folder / "out"
        for name in ("a.png", "b.png", "media/my talk.mp4"):
            self.put(self.site / name, "x")

    def put(self, path: Path, text: str) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def page(self, name: str, text: str) -> None:
        self.put(self.site / name, text)

    def text(self, role: Role, name: str, content: str, language: str = "en") -> Text:
        return Text(role, self.put(self.out / name, content), language, ".draft." in name)

    def alt(self, content: str, language: str = "en", draft: bool = False) -> Processed:
        return Processed((self.text(Role.ALT_TEXT, f"a.png.{language}.alt{'.draft' if draft else ''}.txt", content, language),))

    def proposed(self, made: dict[str, Processed], publish: bool = False) -> tuple[Survey, Proposals]:
        found = survey(Site(self.site, profiles.load_alt_profile("web")))
        return found, proposals(found, {path: made[str(path)] for path in found.media}, publish)

    def mended(self, made: dict[str, Processed], name: str = "x.html") -> str:
        """Return a page as it is with everything proposed, and check that it is what `--apply --drafts` writes."""
        found, proposed = self.proposed(made)
        page = pages.read(self.site / name, self.site)
        changes = [one for one in proposed.changes if str(one.where.page) == name]
        text = applied(page.text, edits_of(page, [one for one in changes if not one.draft]) + edits_of(
            page, [one for one in changes if one.draft]))
        assert apply(found, proposed, drafts=True).stale == ()
        assert (self.site / name).read_bytes() == page.data(text)
        _, again = self.proposed(made)
        assert again.changes == []
        return text


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.mark.parametrize(("page", "mended"), [
    ('<img src="a.png" class=x>', '<img src="a.png" alt="A &quot;red&quot; boat &amp; a man\'s dog." class=x>'),
    ("<IMG CLASS=x SRC=a.png>", '<IMG CLASS=x SRC=a.png alt="A &quot;red&quot; boat &amp; a man\'s dog.">'),
    ("<img alt='a.png' src=a.png>", "<img alt='A \"red\" boat &amp; a man&#39;s dog.' src=a.png>"),
    ("<img alt=image src=a.png>", '<img alt="A &quot;red&quot; boat &amp; a man\'s dog." src=a.png>'),
    ('<img src="a.png"/><br/>', '<img src="a.png" alt="A &quot;red&quot; boat &amp; a man\'s dog."/><br/>'),
])
def test_nothing_but_the_text_changes(folder: Folder, page: str, mended: str) -> None:
    folder.page("x.html", page)
    assert folder.mended({"a.png": folder.alt("A \"red\" boat & a man's dog.\n\nAt length.\n")}) == mended


def test_markdown_gets_the_text_between_its_brackets(folder: Folder) -> None:
    folder.page("x.md", '![](a.png "T") ![image][r]\n\n[r]: a.png\n')
    assert folder.mended({"a.png": folder.alt("A [red] boat_house.")}, "x.md") == (
        '![A \\[red\\] boat\\_house.](a.png "T") ![A \\[red\\] boat\\_house.][r]\n\n[r]: a.png\n')


def test_a_draft_stays_one_and_its_patch_follows_the_other(folder: Folder) -> None:
    folder.page("x.html", "<a href=y.html><img src=b.png></a><img src=a.png>\n")
    folder.page("y.html", "<title>Why</title>")
    made = {"a.png": folder.alt("A boat.", draft=True)}
    found, proposed = folder.proposed(made)
    assert [(one.draft, one.text) for one in proposed.changes] == [(False, "Why"), (True, "A boat.")]
    both = patches(found, proposed)
    assert b'+<a href=y.html><img src=b.png alt="Why"></a><img src=a.png>\n' in both.live
    assert b'-<a href=y.html><img src=b.png alt="Why"></a><img src=a.png>\n' in both.drafts
    _, published = folder.proposed(made, publish=True)
    assert {one.draft for one in published.changes} == {False}


@pytest.mark.parametrize(("lang", "text"), [("en", "A boat."), ("en-GB", "A boat."), ("de", "Ein Boot."), ("", "A boat."),
    ("fr", None)])
def test_a_page_gets_the_text_in_its_language(folder: Folder, lang: str, text: str | None) -> None:
    folder.page("x.html", f"<html lang='{lang}'><img src=a.png>")
    both = Processed((*folder.alt("A boat.").texts, *folder.alt("Ein Boot.", "de").texts))
    _, proposed = folder.proposed({"a.png": both})
    assert [one.text for one in proposed.changes] == ([text] if text else [])
    why = "The page is in French, and what was made is in English, German."
    assert [one.why for one in proposed.listed] == ([] if text else [why])


@pytest.mark.parametrize(("text", "why"), [
    ("a.png", "will not do either"), ("Image", "will not do either"), ("", "Nothing is known of the picture")])
def test_nothing_is_proposed_that_would_be_found_wrong_again(folder: Folder, text: str, why: str) -> None:
    folder.page("x.html", "<img src=a.png>")
    _, proposed = folder.proposed({"a.png": folder.alt(text)})
    assert proposed.changes == []
    assert why in proposed.listed[0].why


def test_a_medium_that_could_not_be_processed_is_told_with_its_reason(folder: Folder) -> None:
    folder.page("x.html", "<img src=a.png><img src=b.png>")
    _, proposed = folder.proposed({"a.png": Processed(why_not="a.png is text."),
        "b.png": Processed(why_not="It crashed.", failed=True)})
    assert [one.why for one in proposed.listed] == ["a.png is text.", "It crashed."]
    assert proposed.failed == 1


@pytest.mark.parametrize(("link", "text", "draft"), [
    ("<a href=y.html>", "Why & how", False), ("<a href=y.html aria-label='Because'>", "Because", False),
    ("<a href=z.html>", "The heading", False), ("<a href=https://www.example.org/our-work>", "Our work (example.org)", True),
    ("<a href=y.html title='In a new window'>", "Why & how", False), ("<a href='#' title='Up'>", "Up", False)])
def test_a_link_is_told_by_its_author_else_by_the_page_it_leads_to_else_guessed(folder: Folder, link: str, text: str,
    draft: bool) -> None:
    folder.page("x.html", f"{link}<img src=a.png></a>")
    folder.page("y.html", "<title>Why &amp; how</title><h1>Other</h1>")
    folder.page("z.html", "<h1>The heading</h1>")
    _, proposed = folder.proposed({})
    assert [(one.text, one.draft) for one in proposed.changes] == [(text, draft)]


@pytest.mark.parametrize("link", ["<a href='#'>", "<a href='javascript:x()'>", "<button>"])
def test_a_link_without_a_meaning_is_left_to_a_person(folder: Folder, link: str) -> None:
    folder.page("x.html", f"{link}<img src=a.png></a></button>")
    _, proposed = folder.proposed({})
    assert (proposed.changes, len(proposed.listed)) == ([], 1)


@pytest.mark.parametrize(("alt", "mended"), [
    ("Image of a boat.", "A boat."), ("&lt;b&gt;A boat.&lt;/b&gt;", "A boat.")])
def test_a_text_that_a_rule_can_mend_is_mended_without_a_look(folder: Folder, alt: str, mended: str) -> None:
    folder.page("x.html", f'<html lang="en"><img src="a.png" alt="{alt}">')
    assert folder.mended({}) == f'<html lang="en"><img src="a.png" alt="{mended}">'


def test_what_is_made_is_proposed_as_a_rule_would_mend_it(folder: Folder) -> None:
    folder.page("x.html", '<html lang="en"><img src="a.png">')
    assert folder.mended({"a.png": folder.alt("Image of a boat.")}) == '<html lang="en"><img src="a.png" alt="A boat.">'


# --- players -------------------------------------------------------------------------------------------------------


def talk(folder: Folder, draft: str = "") -> Processed:
    return Processed((
        folder.text(Role.CAPTIONS, f"media/my talk.en{draft}.vtt", "WEBVTT\n\n1\n"),
        folder.text(Role.CAPTIONS, f"media/my talk.en{draft}.srt", "1\n"),
        folder.text(Role.DESCRIPTIONS, "media/my talk.en.descriptions.draft.vtt", "WEBVTT\n\n2\n"),
        folder.text(Role.TRANSCRIPT, f"media/my talk.en.transcript{draft}.html", "<p>3</p>\n")))


def test_a_player_gets_tracks_and_a_transcript_as_its_page_is_written(folder: Folder) -> None:
    folder.page("x.html",
        '<div>\r\n  <video controls>\r\n    <source src="/media/my%20talk.mp4?x">\r\n  </video>\r\n</div>\r\n')
    assert folder.mended({"media/my talk.mp4": talk(folder)}) == (
        '<div>\r\n  <video controls>\r\n    <source src="/media/my%20talk.mp4?x">\r\n'
        '    <track kind="captions" src="/media/my%20talk.en.vtt" srclang="en" label="English">\r\n'
        '    <track kind="descriptions" src="/media/my%20talk.en.descriptions.draft.vtt" srclang="en" label="English">\r\n'
        '  </video>\r\n  <p><a href="/media/my%20talk.en.transcript.html">Transcript</a></p>\r\n</div>\r\n')
    assert (folder.site / "media/my talk.en.vtt").read_text() == "WEBVTT\n\n1\n"


def test_drafts_of_a_player_are_put_only_where_drafts_are_wanted(folder: Folder) -> None:
    folder.page("x.html", "<div><video src='media/my talk.mp4'></video></div>")
    found, proposed = folder.proposed({"media/my talk.mp4": talk(folder)})
    assert apply(found, proposed, drafts=False).files == (PurePosixPath("media/my talk.en.vtt"),
        PurePosixPath("media/my talk.en.transcript.html"))
    assert not list(folder.site.rglob("*draft*"))
    assert "descriptions" not in (folder.site / "x.html").read_text()


def test_a_file_that_lies_there_is_a_persons_and_is_what_is_linked(folder: Folder) -> None:
    folder.page("x.html", "<p><video src='media/my talk.mp4'></video></p>")
    mine = folder.put(folder.site / "media/my talk.en.vtt", "WEBVTT\n\nmine\n")
    assert 'src="media/my%20talk.en.vtt"' in folder.mended({"media/my talk.mp4": talk(folder)})
    assert mine.read_text() == "WEBVTT\n\nmine\n"


def test_what_the_page_has_is_not_put_again(folder: Folder) -> None:
    for name in ("descriptions.draft.vtt", "transcript.html"):
        folder.page(f"media/my talk.en.{name}", "x")
    folder.page("x.html", "<div><video src='media/my talk.mp4'><track kind=descriptions "
                          "src='media/my talk.en.descriptions.draft.vtt'></video></div>"
                          "<a href='/media/my%20talk.en.transcript.html'>Read it</a>")
    _, proposed = folder.proposed({"media/my talk.mp4": talk(folder)})
    assert [addition.kind for one in proposed.changes for addition in one.additions] == ["captions"]


def test_a_player_of_which_nothing_was_heard_is_listed(folder: Folder) -> None:
    folder.page("x.html", "<video src='media/my talk.mp4'></video>")
    _, proposed = folder.proposed({"media/my talk.mp4": Processed()})
    assert (proposed.changes, [one.rule for one in proposed.listed]) == ([], ["captions.no-track"])


def test_xhtml_gets_empty_elements_that_end(folder: Folder) -> None:
    folder.page("x.xhtml", '<html><body><video src="media/my talk.mp4"></video></body></html>')
    assert folder.mended({"media/my talk.mp4": talk(folder, ".draft")}, "x.xhtml").count(" />") == 2


# --- writing -------------------------------------------------------------------------------------------------------


def test_a_page_keeps_its_permissions_and_no_other_file_is_touched(folder: Folder) -> None:
    folder.page("x.html", "<img src=a.png>")
    (folder.site / "x.html").chmod(0o640)
    before = {path: path.read_bytes() for path in folder.site.rglob("*") if path.is_file()}
    folder.mended({"a.png": folder.alt("A boat.")})
    assert (folder.site / "x.html").stat().st_mode & 0o777 == 0o640
    after = {path: path.read_bytes() for path in folder.site.rglob("*") if path.is_file()}
    assert {path for path, content in after.items() if before.get(path) != content} == {folder.site / "x.html"}


def test_a_page_that_changed_meanwhile_is_left_as_it_is(folder: Folder) -> None:
    for name in ("x.html", "y.html"):
        folder.page(name, "<img src=a.png>")
    found, proposed = folder.proposed({"a.png": folder.alt("A boat.")})
    folder.page("x.html", "<b>new</b><img src=a.png>")
    assert [str(one.page) for one in patches(found, proposed).stale] == ["x.html"]
    written = apply(found, proposed, drafts=False)
    assert ([str(one.page) for one in written.stale], [str(page) for page in written.pages]) == (["x.html"], ["y.html"])
    assert (folder.site / "x.html").read_text() == "<b>new</b><img src=a.png>"


@pytest.mark.parametrize("put", [lambda path: path.write_text("other"), lambda path: path.symlink_to("/etc/passwd")],
    ids=["file", "link"])
def test_a_file_that_came_meanwhile_is_not_overwritten(folder: Folder, put: Callable[[Path], object]) -> None:
    folder.page("x.html", "<video src='media/my talk.mp4'></video>")
    found, proposed = folder.proposed({"media/my talk.mp4": talk(folder)})
    put(folder.site / "media/my talk.en.vtt")
    before = (folder.site / "media/my talk.en.vtt").read_bytes()
    assert [str(one.page) for one in apply(found, proposed, drafts=False).stale] == ["media/my talk.en.vtt"]
    assert (folder.site / "media/my talk.en.vtt").read_bytes() == before
