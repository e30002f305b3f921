"""Reads a page of Markdown: the same tags and texts that its HTML would have, each in its place in the Markdown.

What is code, what a link and what a picture is, markdown-it says; it tells no places within a line, so those are found here,
and believed only where both see the same: what is not read alike is left alone, and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from access.model.languages import bcp47
from access.site.found import LONGEST_NAME, Form, Read, Spot
from access.site.scan import Attribute, Tag, Words, scan
from access.site.webpage import Reader

_LINE = re.compile(r"\r\n?|\n")
_CONTINUED = re.compile(r"(?:\r\n?|\n)[ \t>]*")
"""A line's end, and what the next one begins with in a list or a quotation."""
_MARKUP = re.compile(r"^[#>|*+\s-]+|(?:\s[|>])+(?=\s|$)|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")
_FRONT = re.compile(
    r"\ufeff?(?:-{3}[ \t]*\r?\n.*?\r?\n(?:-{3}|\.{3})|\+{3}[ \t]*\r?\n.*?\r?\n\+{3})[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_SAID = re.compile(r"^(title|lang|language)[ \t]*[:=][ \t]*(.+?)[ \t]*\r?$", re.MULTILINE)
_CODE_BEGINS = re.compile(r"\{%-?[ \t]*(highlight|raw|comment)\b[^%\n]*%\}|\{\{<[ \t]*(?:highlight)\b[^>\n]*>\}\}")
_CODE_ENDS = {
    "highlight": re.compile(r"\{%-?[ \t]*endhighlight[ \t]*-?%\}"), "raw": re.compile(r"\{%-?[ \t]*endraw[ \t]*-?%\}"),
    "comment": re.compile(r"\{%-?[ \t]*endcomment[ \t]*-?%\}"), None: re.compile(r"\{\{<[ \t]*/highlight[ \t]*>\}\}")}
"""What a template engine takes for code: Liquid's blocks, and a shortcode of Hugo (which has no name here)."""
_STOPS = re.compile(r"[\\`<!\[\]]")
_TICKS = re.compile(r"`+")
_AUTOLINK = re.compile(r"<(?:[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\x00-\x20]*|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+)>")
_BLANKS = re.compile(r"[ \t\r\n]*")
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]", re.DOTALL)
_LONGEST_LABEL = 999
_LONGEST_TAG = 4_000
_ELEMENTS = {"heading_open", "paragraph_open", "list_item_open", "blockquote_open", "bullet_list_open", "ordered_list_open",
             "table_open"}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A picture, a link or a tag within a line."""

    kind: str
    """`image`, `link` or `html`."""
    start: int
    end: int
    address: str = ""
    """As it is written."""
    inner: tuple[int, int] = (0, 0)
    """What stands in the brackets."""
    label: str = ""
    """Of a reference whose name is what stands in the brackets."""
    target: str = ""
    """The address as it comes out in HTML."""


@dataclass(frozen=True, slots=True)
class _Told:
    """The same, as markdown-it tells it."""

    kind: str
    target: str
    text: str
    """Of a picture, as written; of a tag, itself."""
    alt: str = ""


def read(text: str) -> Read:
    """Read a page of Markdown."""
    return _Markdown(text).read()


class _Markdown:
    def __init__(self, text: str) -> None:
        self._text = text
        self._parser = MarkdownIt("commonmark").enable("table")
        self._renderer = RendererHTML(self._parser)
        front = _FRONT.match(text)
        self._front = front[0] if front else ""
        masked = _blanked(self._front) + _without_code(text[len(self._front) :])
        self._masked = masked
        self._env: dict[str, Any] = {}
        self._blocks = self._parser.parse(masked, self._env)
        self._lines = [0, *(found.end() for found in _LINE.finditer(masked)), len(masked)]
        self._spots: dict[int, Spot] = {}
        self._not_understood: list[int] = []
        self._html: list[tuple[int, int]] = []
        self._brackets: dict[int, int] = {}
        """Where the text of a link is over, by where the link is."""

    def read(self) -> Read:
        tokens = list(self._tokens())
        reader = Reader(self._masked, False, self._in_html)
        for token in tokens:
            reader.take(token)
        page = reader.finished()
        said = {key: value.strip("\"'") for key, value in _SAID.findall(self._front)}
        page.title = said.get("title", "")[:LONGEST_NAME] or page.title
        page.language = bcp47(said.get("lang", said.get("language", ""))) or page.language
        page.not_understood = self._not_understood
        page.heading, page.blocks = _words(page.heading), [_words(block) for block in page.blocks]
        for picture in page.pictures:
            picture.heading = _words(picture.heading)
            picture.spot = self._spots.get(picture.start, picture.spot)
        return page

    def _in_html(self, at: int) -> bool:
        """Tell whether a paragraph of HTML may begin here: in a block of HTML, not within a line of words."""
        return any(start < at <= end for start, end in self._html[-1:])

    # --- blocks ----------------------------------------------------------------------------------------------------

    def _tokens(self) -> Iterator[Tag | Words]:
        passages: dict[tuple[int, int], list[Token]] = {}
        for token in self._blocks:
            if token.type == "inline" and token.map:
                passages.setdefault((token.map[0], token.map[1]), []).append(token)
        for token in self._blocks:
            if token.type == "inline" and token.map:
                # The cells of a row of a table are one passage.
                inlines = passages.pop((token.map[0], token.map[1]), None)
                if inlines:
                    yield from self._passage(self._lines[token.map[0]], self._lines[token.map[1]], inlines)
            elif token.type == "html_block" and token.map:
                start, end = self._lines[token.map[0]], self._lines[token.map[1]]
                self._html.append((start, end))
                yield from _moved(scan(self._masked[start:end]), start)
            elif token.type in _ELEMENTS and token.map:
                at = self._lines[token.map[0]]
                yield Tag(token.tag, at, at)
            elif token.nesting < 0 and f"{token.type.removesuffix('close')}open" in _ELEMENTS:
                yield Tag(token.tag, 0, 0, closing=True)

    def _passage(self, start: int, end: int, inlines: Sequence[Token]) -> Iterator[Tag | Words]:
        told = [one for inline in inlines for one in self._told(inline.children or ())]
        pieces = self._pieces(start, end)
        if len(told) != len(pieces) or not all(map(self._alike, pieces, told)):
            if any(one.kind == "image" or one.kind == "html" for one in told):
                self._not_understood.append(start)
            yield Words(start, end)
            return
        at, closing = start, list[int]()
        for piece, what in zip(pieces, told, strict=True):
            while closing and closing[-1] <= piece.start:
                yield from self._closed(at, closing[-1])
                at = closing.pop()
            if piece.start > at:
                yield Words(at, piece.start)
            if piece.kind == "link":
                yield Tag("a", piece.start, piece.start, (_attribute("href", piece.address, piece.start),))
                closing.append(piece.end)
                at = piece.inner[0]
            else:
                yield from self._picture(piece, what) if piece.kind == "image" else _moved(
                    scan(self._masked[piece.start : piece.end]), piece.start)
                at = piece.end
        while closing:
            yield from self._closed(at, closing[-1])
            at = closing.pop()
        if end > at:
            yield Words(at, end)

    def _closed(self, at: int, end: int) -> Iterator[Tag | Words]:
        """End a link: what of it is not read yet is words, up to its bracket."""
        bracket = self._brackets[end]
        if bracket > at:
            yield Words(at, bracket)
        yield Tag("a", end, end, closing=True)

    def _picture(self, piece: _Piece, what: _Told) -> Iterator[Tag]:
        first, last = piece.inner
        attributes = [_attribute("src", piece.address, piece.start)]
        if what.alt.strip():
            attributes.append(_attribute("alt", what.alt, piece.start))
        self._spots[piece.start] = Spot(piece.start, piece.end, Form.REFERENCE, piece.label) if piece.label else Spot(
            first, last, Form.BRACKETS)
        yield Tag("img", piece.start, piece.end, tuple(attributes))

    # --- what two readers see --------------------------------------------------------------------------------------

    def _told(self, tokens: Sequence[Token]) -> Iterator[_Told]:
        for token in tokens:
            if token.type == "image":
                alt = self._renderer.renderInlineAsText(token.children, self._parser.options, self._env)
                yield _Told("image", str(token.attrs.get("src", "")), token.content, " ".join(alt.split()))
            elif token.type == "html_inline":
                yield _Told("html", "", token.content)
            elif token.type == "link_open" and token.markup != "autolink":
                yield _Told("link", str(token.attrs.get("href", "")), "")

    def _alike(self, piece: _Piece, told: _Told) -> bool:
        if piece.kind != told.kind or piece.target != told.target:
            return False
        if piece.kind == "link":
            return True
        first, last = piece.inner if piece.kind == "image" else (piece.start, piece.end)
        written = _CONTINUED.sub("\n", self._masked[first:last])
        return _CONTINUED.sub("\n", told.text) in (written, written.replace("\\|", "|"))

    def _pieces(self, start: int, end: int) -> list[_Piece]:
        """Return the pictures, links and tags of a passage in order, those within a picture's brackets left out."""
        text, found, opened, at = self._masked, list[_Piece](), list[tuple[int, bool]](), start
        within = start - 1
        while stop := _STOPS.search(text, at, end):
            at = stop.end()
            if stop[0] == "\\":
                at += 1
            elif stop[0] == "`":
                at = _after_code(text, stop.start(), end)
            elif stop[0] == "<":
                link, tag = _AUTOLINK.match(text, stop.start(), end), HTML_TAG_RE.match(text[stop.start() : min(end,
                    stop.start() + _LONGEST_TAG)])
                if link:
                    at = link.end()
                elif tag:
                    at = stop.start() + tag.end()
                    found.append(_Piece("html", stop.start(), at))
            elif stop[0] == "!" and text.startswith("[", at):
                at += 1
                opened.append((stop.start(), True))
            elif stop[0] == "[":
                opened.append((stop.start(), False))
            elif stop[0] == "]" and opened:
                begun, picture = opened.pop()
                # No link stands in another one: a bracket that opened before a link opens none.
                piece = self._bracketed(begun, picture, stop.start(), end) if picture or begun > within else None
                if piece:
                    at = piece.end
                    if picture:
                        while found and found[-1].start > begun:
                            found.pop()
                    else:
                        within = begun
                    found.append(piece)
        self._brackets = {one.end: one.inner[1] for one in found if one.kind == "link"}
        return sorted(found, key=lambda one: one.start)

    def _bracketed(self, begun: int, picture: bool, closed: int, end: int) -> _Piece | None:
        """Return the picture or link whose first bracket closes at `closed`, if it is one."""
        text, kind, first = self._masked, "image" if picture else "link", begun + 1 + picture
        after = closed + 1
        if text.startswith("(", after):
            found = self._inline_target(after + 1, end)
            if found:
                address, last = found
                target = self._parser.normalizeLink(_plain(address))
                return _Piece(kind, begun, last, address, (first, closed), target=target)
        label = _LABEL.match(text, after, min(end, after + _LONGEST_LABEL + 2))
        name = label[1] if label else ""
        references = self._env.get("references", {})
        own = not name.strip()
        named = text[first:closed] if own else name
        if "[" in named.replace("\\[", "") or normalizeReference(named) not in references:
            return None
        href = str(references[normalizeReference(named)]["href"])
        last = label.end() if label else after
        return _Piece(kind, begun, last, href, (first, closed), named if own else "", href)

    def _inline_target(self, at: int, end: int) -> tuple[str, int] | None:
        """Return an address in parentheses as it is written, and where they are over."""
        text = self._masked
        at = _skipped(text, at, end)
        address = parseLinkDestination(text, at, end)
        if address.ok:
            written = text[at : address.pos]
            at = address.pos
        else:
            written = ""
        blank = _skipped(text, at, end)
        if blank > at and text[blank : blank + 1] in "\"'(" and blank < end:
            title = parseLinkTitle(text, blank, end)
            if title.ok:
                blank = _skipped(text, title.pos, end)
        if blank < end and text[blank] == ")":
            return written.removeprefix("<").removesuffix(">"), blank + 1
        return None


def _plain(address: str) -> str:
    """Return an address without the backslashes and references of Markdown."""
    return unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", address))


def _words(text: str) -> str:
    """Return a text without the signs of Markdown: it goes with a picture as what the page says."""
    return " ".join(_MARKUP.sub(" ", text).split())


def _skipped(text: str, at: int, end: int) -> int:
    found = _BLANKS.match(text, at, end)
    return found.end() if found else at


def _after_code(text: str, at: int, end: int) -> int:
    """Return where a span of code that begins at `at` is over; where it never is, what follows its ticks."""
    ticks = _TICKS.match(text, at, end)
    assert ticks is not None
    for other in _TICKS.finditer(text, ticks.end(), end):
        if len(other[0]) == len(ticks[0]):
            return other.end()
    return ticks.end()


def _attribute(name: str, value: str, at: int) -> Attribute:
    return Attribute(name, value, at, at, at, at, '"', False)


def _blanked(text: str) -> str:
    return re.sub(r"[^\r\n]", " ", text)


def _without_code(text: str) -> str:
    """Blank what a template engine takes for code."""
    parts, at, begin, endless = list[str](), 0, _CODE_BEGINS.search(text), set[str | None]()
    while begin:
        end = None if begin[1] in endless else _CODE_ENDS[begin[1]].search(text, begin.end())
        if end is None:
            endless.add(begin[1])
            begin = _CODE_BEGINS.search(text, begin.end())
            continue
        parts += [text[at : begin.start()], _blanked(text[begin.start() : end.end()])]
        at = end.end()
        begin = _CODE_BEGINS.search(text, at)
    return "".join([*parts, text[at:]])


def _moved(tokens: Iterator[Tag | Words], by: int) -> Iterator[Tag | Words]:
    """Yield what was read of a part of the page as it stands in the whole."""
    for token in tokens:
        if isinstance(token, Words):
            yield Words(token.start + by, token.end + by, token.plain)
        else:
            yield replace(token, start=token.start + by, end=token.end + by, attributes=tuple(
                replace(one, start=one.start + by, end=one.end + by, value_start=one.value_start + by,
                        value_end=one.value_end + by) for one in token.attributes))
