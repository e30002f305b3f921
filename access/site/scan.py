"""Reads HTML as a row of tags and texts, each with its place in the page, by the tokenizer of the HTML standard.

Apart, because no parser in wide use tells the places of attributes, and a patch may change nothing but those. Broken pages are
read as browsers read them. What a template engine or PHP fills in is passed over whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

BLANK = " \t\n\f\r"
_NAME = re.compile(r"[a-zA-Z][^\t\n\f\r />]*")
_BEFORE_ATTRIBUTE = re.compile(r"[\t\n\f\r /]*")
_ATTRIBUTE = re.compile(r"=?[^\t\n\f\r />=]*")
_EQUALS = re.compile(r"[\t\n\f\r ]*=[\t\n\f\r ]*")
_BARE = re.compile(r"[^\t\n\f\r >]*")
_MARK = re.compile(r"\{\{|\{%|<\?|<%")
_MARK_ENDS = {"{{": "}}", "{%": "%}", "<?": "?>", "<%": "%>"}
_LONGEST_MARK = 4_000
_COMMENT_END = re.compile(r"--!?>")
_XML_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[[^\]]*\][^>]*)?>")
_RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
_TEXT_ALONE = frozenset({"textarea", "title"})
"""No tags in them, but texts."""
_SCRIPT = re.compile(r"<!--|-->|<(?P<slash>/?)script(?=[\t\n\f\r />])", re.IGNORECASE)
_FOREIGN = frozenset({"svg", "math"})
_HTML_INSIDE = {"svg": ("foreignobject", "desc", "title"), "math": ("mi", "mo", "mn", "ms", "mtext")}
"""Where HTML begins again within a drawing or a formula."""
_BREAKS_OUT = frozenset("""
    b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p
    pre ruby s small span strong strike sub sup table tt u ul var
""".split())
"""What ends a drawing that was never closed."""


@dataclass(frozen=True, slots=True)
class Attribute:
    name: str
    """In lower case."""
    value: str
    """With its character references resolved."""
    end: int
    """Where it is over, its closing quote too."""
    start: int
    value_start: int
    """Of the value as it is written, inside of the quotes; where it has none, `end`."""
    value_end: int
    quote: str
    """`"`, `'`, or empty."""
    marked: bool
    """It holds what a template fills in."""


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    """In lower case."""
    start: int
    end: int
    attributes: tuple[Attribute, ...] = ()
    closing: bool = False
    empty: bool = False
    """It ends in `/>`."""
    foreign: bool = False
    """It belongs to a drawing or a formula."""
    marked: bool = False
    """A template fills in more of it than values: nobody knows its attributes."""

    def attribute(self, name: str) -> Attribute | None:
        """Return the attribute of this name; of several the first, which is the one that counts."""
        return next((one for one in self.attributes if one.name == name), None)

    def value(self, name: str) -> str:
        found = self.attribute(name)
        return found.value if found else ""


@dataclass(frozen=True, slots=True)
class Words:
    """Text between tags, as it is written."""

    start: int
    end: int
    plain: bool = False
    """Its ampersands stand for themselves (CDATA)."""


def scan(text: str, xml: bool = False) -> Iterator[Tag | Words]:
    """Yield the tags and the texts of a page in order; comments, declarations and scripts are left out."""
    return _Scanner(text, xml).tokens()


class _Scanner:
    def __init__(self, text: str, xml: bool) -> None:
        self._text, self._xml, self._at = text, xml, 0
        self._foreign: list[str] = []

    def tokens(self) -> Iterator[Tag | Words]:
        text = self._text
        while self._at < len(text):
            opened = text.find("<", self._at)
            if opened < 0:
                opened = len(text)
            if opened > self._at:
                yield Words(self._at, opened)
            self._at = opened
            if opened < len(text):
                yield from self._marked_up()

    def _marked_up(self) -> Iterator[Tag | Words]:
        text, at = self._text, self._at
        if text.startswith("<!--", at):
            self._at = self._after_comment(at)
        elif text.startswith("<![CDATA[", at) and (self._xml or self._in_foreign()):
            self._at = self._after("]]>", at + 9)
            yield Words(at + 9, max(at + 9, self._at - 3), plain=True)
        elif text.startswith("<!", at):
            doctype = _XML_DOCTYPE.match(text, at) if self._xml else None
            self._at = doctype.end() if doctype else self._after(">", at)
        elif text.startswith("<?", at):
            php = self._xml or text[at + 2 : at + 5].lower() == "php" or text.startswith("<?=", at)
            self._at = self._after("?>" if php else ">", at)
        elif text.startswith("<%", at) and text.find("%>", at, at + _LONGEST_MARK) > 0:
            self._at = self._after("%>", at)
        elif _NAME.match(text, at + 1):
            yield from self._started(self._tag(at + 1, closing=False))
        elif text.startswith("</", at) and _NAME.match(text, at + 2):
            yield from self._ended(self._tag(at + 2, closing=True))
        elif text.startswith("</", at) and at + 2 < len(text):
            self._at = self._after(">", at)
        else:
            self._at = at + 1
            yield Words(at, at + 1)

    def _started(self, tag: Tag | None) -> Iterator[Tag | Words]:
        if tag is None:
            return
        if self._in_foreign() and tag.name in _BREAKS_OUT and not self._xml:
            while self._in_foreign():
                self._foreign.pop()
        foreign = self._in_foreign() or tag.name in _FOREIGN
        tag = Tag(tag.name, tag.start, tag.end, tag.attributes, False, tag.empty, foreign, tag.marked)
        if foreign and not tag.empty:
            around = self._foreign[-1] if self._in_foreign() else ""
            if not around or tag.name == around or tag.name in _HTML_INSIDE[around]:
                self._foreign.append(tag.name)
        yield tag
        if not foreign and not self._xml:
            yield from self._raw(tag.name)

    def _ended(self, tag: Tag | None) -> Iterator[Tag | Words]:
        if tag is None:
            return
        if tag.name in self._foreign:
            while self._foreign.pop() != tag.name:
                pass
        yield tag

    def _in_foreign(self) -> bool:
        return bool(self._foreign) and self._foreign[-1] in _FOREIGN

    def _raw(self, name: str) -> Iterator[Words]:
        """Pass over what an element holds as text alone."""
        text, start = self._text, self._at
        if name == "plaintext":
            self._at = len(text)
        elif name == "script":
            self._at = self._script_end(start)
        elif name in _RAW or name in _TEXT_ALONE:
            close = re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE).search(text, start)
            self._at = close.start() if close else len(text)
            if name in _TEXT_ALONE and self._at > start:
                yield Words(start, self._at)

    def _script_end(self, at: int) -> int:
        """Return where a script ends: a comment in it may hold a script's tags (script data double escaped state)."""
        escaped = double = False
        while found := _SCRIPT.search(self._text, at):
            at = found.end()
            if found[0] == "<!--":
                # Its two dashes may be the end of it, too: `<!-->`.
                escaped, at = True, at - 2
            elif found[0] == "-->":
                escaped = double = False
            elif found["slash"]:
                if not double:
                    return found.start()
                double = False
            elif escaped:
                double = True
        return len(self._text)

    def _after_comment(self, at: int) -> int:
        text = self._text
        if self._xml:
            return self._after("-->", at + 4)
        for abrupt in ("<!-->", "<!--->"):
            if text.startswith(abrupt, at):
                return at + len(abrupt)
        end = _COMMENT_END.search(text, at + 4)
        return end.end() if end else len(text)

    def _after(self, what: str, at: int) -> int:
        found = self._text.find(what, at)
        return found + len(what) if found >= 0 else len(self._text)

    # --- tags ------------------------------------------------------------------------------------------------------

    def _tag(self, at: int, closing: bool) -> Tag | None:
        """Read one tag whose name begins at `at`. One that the page's end cuts off is none, as the standard says."""
        text, opened = self._text, self._at
        name = _NAME.match(text, at)
        assert name is not None
        at, attributes, marked = name.end(), list[Attribute](), bool(_MARK.search(name[0]))
        while True:
            gap = _BEFORE_ATTRIBUTE.match(text, at)
            assert gap is not None
            at = gap.end()
            if at >= len(text):
                self._at = len(text)
                return None
            if text[at] == ">":
                break
            after_mark = self._mark_end(at)
            if after_mark:
                at, marked = after_mark, True
                continue
            found = self._attribute(at)
            if found is None:
                self._at = len(text)
                return None
            attributes.append(found)
            marked = marked or bool(_MARK.search(found.name))
            at = found.end
        self._at = at + 1
        return Tag(name[0].lower(), opened, at + 1, tuple(attributes), closing, gap[0].endswith("/"), marked=marked)

    def _attribute(self, at: int) -> Attribute | None:
        text = self._text
        name = _ATTRIBUTE.match(text, at)
        assert name is not None
        if name.end() == at:
            # Nothing that could be a name: a lone character is one, so that every step goes on.
            name = re.compile(".", re.DOTALL).match(text, at)
            assert name is not None
        equals = _EQUALS.match(text, name.end())
        if equals is None:
            return Attribute(name[0].lower(), "", name.end(), at, name.end(), name.end(), "", False)
        start = equals.end()
        quote = text[start : start + 1]
        if quote and quote in "\"'":
            closed, marked = self._quoted(start + 1, quote)
            if closed < 0:
                return None
            value = text[start + 1 : closed]
            return Attribute(name[0].lower(), self._resolved(value), closed + 1, at, start + 1, closed, quote, marked)
        closed, marked = self._bare(start)
        value = text[start:closed]
        return Attribute(name[0].lower(), self._resolved(value), closed, at, start, closed, "", marked)

    def _quoted(self, at: int, quote: str) -> tuple[int, bool]:
        """Return where a quoted value ends, -1 where it never does, and whether a template fills in some of it."""
        text, marked = self._text, False
        closed = text.find(quote, at)
        while closed >= 0 and (mark := _MARK.search(text, at, closed)):
            marked = True
            at = self._mark_end(mark.start()) or mark.end()
            if at > closed:
                closed = text.find(quote, at)
        return closed, marked

    def _bare(self, at: int) -> tuple[int, bool]:
        """Return where a value without quotes ends, and whether a template fills in some of it."""
        marked, end = False, self._bare_end(at)
        while mark := _MARK.search(self._text, at, end + 1):
            marked = True
            at = self._mark_end(mark.start()) or mark.end()
            if at > end:
                end = self._bare_end(at)
        return end, marked

    def _bare_end(self, at: int) -> int:
        found = _BARE.match(self._text, at)
        assert found is not None
        return found.end()

    def _mark_end(self, at: int) -> int:
        """Return where a template's mark that begins here is over; 0 where none does."""
        end = _MARK_ENDS.get(self._text[at : at + 2])
        found = self._text.find(end, at + 2, at + _LONGEST_MARK) if end else -1
        return found + 2 if found >= 0 else 0

    def _resolved(self, value: str) -> str:
        return unescape(value) if "&" in value else value
