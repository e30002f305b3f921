"""Diffs written from the changes themselves: `patch` and `git apply` make of a page what `applied` makes of it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.site.patches import Edit, applied, moved, new_file_patch, page_patch

LETTERS = st.text(st.sampled_from("ab\n\r é"), max_size=60)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(LETTERS)
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = zip(places[::2], places[1::2], strict=False)
    return text, [Edit(start, end, draw(st.text(st.sampled_from("xy\n"), max_size=4))) for start, end in pairs]


def data(text: str) -> bytes:
    return text.encode()


@pytest.mark.parametrize("tool", [["patch", "-p1", "-s", "--binary"], ["git", "apply", "--whitespace=nowarn"]],
    ids=["patch", "git"])
@settings(max_examples=60, deadline=None)
@given(case=edited())
def test_a_diff_gives_what_was_meant(tool: list[str], case: tuple[str, list[Edit]]) -> None:
    if shutil.which(tool[0]) is None:
        pytest.skip(f"needs the program {tool[0]}")
    text, edits = case
    meant, diff = applied(text, edits), page_patch(PurePosixPath("in/page.html"), text, edits, data)
    assert bool(diff) is (meant != text)
    if not diff or not text or not meant:
        return  # what makes or takes away a whole file is no change of a page
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "in", "page.html")
        page.parent.mkdir()
        page.write_bytes(text.encode())
        done = subprocess.run(tool, input=diff, cwd=folder, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        assert page.read_bytes() == meant.encode()


@settings(max_examples=300, deadline=None)
@given(edited(), st.data())
def test_what_comes_later_finds_its_place_in_what_came_before(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, edits = case
    edits = list({edit.start: edit for edit in edits}.values())
    late = [data.draw(st.booleans()) for _ in edits]
    first = [edit for edit, is_late in zip(edits, late, strict=True) if not is_late]
    then = [edit for edit, is_late in zip(edits, late, strict=True) if is_late]
    assert applied(applied(text, first), moved(then, first)) == applied(text, [*first, *then])


def test_of_two_that_share_a_place_the_later_one_stands_behind() -> None:
    first, then = [Edit(1, 1, "x")], [Edit(1, 1, "y")]
    assert applied(applied("ab", first), moved(then, first)) == applied("ab", [*first, *then]) == "axyb"


def test_a_diff_is_as_git_writes_it() -> None:
    text = "".join(f"line {number}\n" for number in range(1, 21)) + "end"
    at = text.index("line 5")
    edits = [Edit(at, at + 6, "LINE 5"), Edit(len(text), len(text), "!")]
    assert page_patch(PurePosixPath("a b/é.html"), text, edits, data).decode() == """\
diff --git a/a b/é.html b/a b/é.html
--- a/a b/é.html\t
+++ b/a b/é.html\t
@@ -2,7 +2,7 @@
 line 2
 line 3
 line 4
-line 5
+LINE 5
 line 6
 line 7
 line 8
@@ -18,4 +18,4 @@
 line 18
 line 19
 line 20
-end
\\ No newline at end of file
+end!
\\ No newline at end of file
"""


@pytest.mark.parametrize("name", ["plain.html", "a b.html", 'qu"ote.html', "back\\slash.html", "new\nline.html", "tab\t.html",
    "é ü.html",
                                  "-rf.html"])
@pytest.mark.parametrize("tool", [["patch", "-p1", "-s"], ["git", "apply"]], ids=["patch", "git"])
def test_a_name_is_data(tmp_path: Path, tool: list[str], name: str) -> None:
    if shutil.which(tool[0]) is None:
        pytest.skip(f"needs the program {tool[0]}")
    (tmp_path / name).write_text("one\ntwo\n")
    diff = page_patch(PurePosixPath(name), "one\ntwo\n", [Edit(4, 7, "three")], data) + new_file_patch(
        PurePosixPath(f"new {name}"), b"made\nlast")
    done = subprocess.run(tool, input=diff, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / name).read_text() == "one\nthree\n"
    assert (tmp_path / f"new {name}").read_bytes() == b"made\nlast"


def test_changes_that_overlap_are_a_defect() -> None:
    with pytest.raises(ValueError, match="overlap"):
        applied("abcdef", [Edit(0, 3, "x"), Edit(2, 4, "y")])


def test_a_page_with_a_hundred_thousand_changes_takes_seconds() -> None:
    text, began = "<img src=a>\n" * 100_000, time.process_time()
    page_patch(PurePosixPath("a.html"), text, [Edit(12 * line + 10, 12 * line + 10, ' alt="b"') for line in range(100_000)],
        data)
    assert time.process_time() - began < 15
