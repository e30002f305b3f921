"""Reads a page of HTML: its pictures and players in order, the links and figures they stand in, the texts around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from access.model.labels import is_file_name, is_placeholder
from access.model.languages import bcp47
from access.site.found import LONGEST_NAME, Form, Link, Picture, Player, Read, Spot
from access.site.scan import Tag, Words, scan

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS | frozenset("""
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form
    header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul
""".split())
_UNTOLD = frozenset(("script", "style"))
"""Inside of XML and drawings they hold tags and texts like others."""
_FLOW = frozenset(
    "article aside blockquote body center dd details div fieldset figure footer form header html li main section td th".split())
"""What may hold a paragraph."""
_AROUND_FLOW = _FLOW | frozenset("dl menu nav ol table tbody tfoot thead tr ul".split())
"""What may stand further out."""
_SAME_ENDS = {"li": ("li",), "td": ("td", "th"), "th": ("td", "th"), "tr": ("td", "th", "tr"), "dt": ("dt", "dd"),
              "dd": ("dt", "dd"), "option": ("option",)}
"""Tags that end an open element of these names, which nobody closed."""
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-lazy")
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_LONGEST_BLOCK = 1_000
_NEAR = 4
"""How far out of a text its heading or caption may be."""
_MOST_TRANSCRIPTS = 1_000


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet."""

    tag: Tag
    link: Link | None = None
    figure: int = -1
    hidden: bool = False
    player: Player | None = None
    sources: tuple[str, ...] = ()
    """Of a `<picture>`."""
    titles: bool = False
    """Its words are the page's title."""


def read(text: str, xml: bool = False, may_follow: Callable[[int], bool] = lambda at: True) -> Read:
    """Read a page. `may_follow` says of a place outside of all elements whether a paragraph may stand there."""
    reader = Reader(text, xml, may_follow)
    for token in scan(text, xml):
        reader.take(token)
    return reader.finished()


class Reader:
    """Takes the tags and texts of a page one after the other, and says what they make together."""

    def __init__(self, text: str, xml: bool, may_follow: Callable[[int], bool]) -> None:
        self._text, self._xml, self._may_follow = text, xml, may_follow
        self.page = Read()
        self._open: list[_Open] = []
        self._names: Counter[str] = Counter()
        self._links: list[Link] = []
        self._figures: list[int] = []
        self._figure_count = 0
        self._hidden = 0
        self._players: list[Player] = []
        self._untold = 0
        self._not_flow = 0
        self._block: list[str] = []
        self._heading = ""
        self._titled: list[str] = []

    def take(self, token: Tag | Words) -> None:
        if isinstance(token, Words):
            self._words(token)
        elif token.closing:
            self._ended(token)
        else:
            self._started(token)

    def _words(self, words: Words) -> None:
        if self._untold:
            return
        written = self._text[words.start : words.end]
        said = " ".join((written if words.plain or "&" not in written else unescape(written)).split())
        edges = (written[:1].isspace(), written[-1:].isspace())
        if not said:
            self._block.append(" ")
            return
        if self._links:
            self._links[-1].told = True
        if self._open and self._open[-1].titles:
            self._titled.append(said)
            return
        self._block.append(f"{' ' * edges[0]}{said}{' ' * edges[1]}")

    def _started(self, tag: Tag) -> None:
        name = tag.name
        if self._untold:
            return
        self._end_what_it_ends(name)
        if name in _BLOCKS:
            self._flush()
        elif name == "br":
            self._block.append(" ")
        if name == "img" and not tag.foreign:
            self._picture(tag)
        elif name in ("area", "input"):
            self._button(tag)
        elif name == "source":
            self._source(tag)
        elif name == "track" and self._players:
            self._track(tag)
        elif name == "base" and not self.page.base:
            self.page.base = tag.value("href").strip()
        elif name == "html" and not self.page.language:
            self.page.language = bcp47(tag.value("lang") or tag.value("xml:lang"))
        if name not in _VOID and not (tag.empty and (self._xml or tag.foreign)):
            self._push(tag)
        elif name in ("video", "audio"):
            self.page.players.append(_player(tag, alone=True))

    def _ended(self, tag: Tag) -> None:
        if self._untold and tag.name not in _UNTOLD:
            return
        if tag.name in _BLOCKS:
            self._flush()
        if self._names[tag.name]:
            while self._pop(tag) != tag.name:
                pass

    def finished(self) -> Read:
        self._flush()
        while self._open:
            self._pop(None)
        self.page.title = " ".join(self._titled)[:LONGEST_NAME]
        return self.page

    # --- elements --------------------------------------------------------------------------------------------------

    def _end_what_it_ends(self, name: str) -> None:
        if self._open and self._open[-1].tag.name == "p" and name in _BLOCKS:
            self._flush()
            self._pop(None)
        ends = _SAME_ENDS.get(name, ())
        while self._open and self._open[-1].tag.name in ends:
            self._flush()
            self._pop(None)

    def _push(self, tag: Tag) -> None:
        name, element = tag.name, _Open(tag)
        if (name == "a" and not tag.foreign and tag.attribute("href")) or name == "button" or tag.value("role") == "button":
            element.link = _link(tag, tag.value("href") if name == "a" else "")
            self._links.append(element.link)
            if "transcript" in element.link.address.lower() and len(self.page.transcripts) < _MOST_TRANSCRIPTS:
                self.page.transcripts.append(element.link.address)
        if name == "figure":
            element.figure, self._figure_count = self._figure_count, self._figure_count + 1
            self._figures.append(element.figure)
        if name in ("video", "audio") and not tag.foreign:
            element.player = _player(tag)
            self._players.append(element.player)
            self.page.players.append(element.player)
        if tag.value("aria-hidden").strip().lower() == "true":
            element.hidden, self._hidden = True, self._hidden + 1
        element.titles = name == "title" and not tag.foreign and not self._titled
        self._untold += name in _UNTOLD
        self._names[name] += 1
        self._not_flow += name not in _AROUND_FLOW
        self._open.append(element)

    def _pop(self, closing: Tag | None) -> str:
        element = self._open.pop()
        name = element.tag.name
        self._names[name] -= 1
        self._not_flow -= name not in _AROUND_FLOW
        self._untold -= name in _UNTOLD
        if element.link is not None:
            self._links.pop()
        if element.figure >= 0:
            self._figures.pop()
        if element.hidden:
            self._hidden -= 1
        if element.player is not None:
            self._players.pop()
            if closing is not None and closing.name == name and self._may_be_followed(closing.end):
                element.player.after = closing.end
        return name

    def _may_be_followed(self, at: int) -> bool:
        """Tell whether a paragraph may stand here: it would end another one, and be lost inside of a link."""
        if not self._open:
            return self._may_follow(at)
        return not self._not_flow and self._open[-1].tag.name in _FLOW

    def _flush(self) -> None:
        """End a block of text."""
        said = " ".join("".join(self._block).split())[:_LONGEST_BLOCK]
        self._block.clear()
        if not said:
            return
        inner = [one.tag.name for one in self._open[-_NEAR:]]
        if not _HEADINGS.isdisjoint(inner):
            self._heading = said
            self.page.heading = self.page.heading or said[:LONGEST_NAME]
        if self._figures and "figcaption" in inner:
            self.page.captions.setdefault(self._figures[-1], said)
        self.page.blocks.append(said)

    # --- what is looked for ----------------------------------------------------------------------------------------

    def _picture(self, tag: Tag) -> None:
        alt = tag.attribute("alt")
        where, addresses = _addresses(tag)
        inner = self._open[-1] if self._open else None
        if inner is not None and inner.tag.name == "picture":
            addresses += inner.sources
        link = self._links[-1] if self._links else None
        picture = Picture(
            tag.start, addresses, alt.value if alt else None, _spot(tag, where), link=link,
            hidden=bool(self._hidden) or tag.value("aria-hidden").strip().lower() == "true"
            or tag.value("role").strip().lower() in ("presentation", "none"),
            named=_named(tag), marked=tag.marked or any(one.marked for one in tag.attributes if one.name in ("alt", where)),
            block=len(self.page.blocks), figure=self._figures[-1] if self._figures else -1, heading=self._heading)
        if link is not None and (_tells(picture.alt or "") or picture.named):
            link.told = True
        self.page.pictures.append(picture)

    def _button(self, tag: Tag) -> None:
        """Take a picture that is a button, or a part of one that is a link: it has a text alternative, too."""
        alt = tag.attribute("alt")
        if tag.name == "area":
            anchor = tag.attribute("href")
        else:
            anchor = tag.attribute("src") if tag.value("type").strip().lower() == "image" else None
        if anchor is None:
            return
        link = _link(tag, tag.value("href"))
        self.page.pictures.append(Picture(
            tag.start, (), alt.value if alt else None, _spot(tag, anchor.name), tag.name, link, bool(self._hidden), _named(tag),
            tag.marked or any(one.marked for one in tag.attributes if one.name in ("alt", anchor.name)), len(self.page.blocks),
            heading=self._heading))

    def _source(self, tag: Tag) -> None:
        inner = self._open[-1] if self._open else None
        if inner is not None and inner.tag.name == "picture":
            inner.sources += tuple(filter(None, map(first_of_set, (tag.value("srcset"), tag.value("data-srcset")))))
        elif self._players:
            player = self._players[-1]
            source = tag.attribute("src")
            if source:
                player.addresses += (source.value,)
                player.marked = player.marked or source.marked
            player.marked = player.marked or tag.marked
            player.before, player.inside = tag.start, tag.end

    def _track(self, tag: Tag) -> None:
        player = self._players[-1]
        player.kinds += (tag.value("kind").strip().lower() or "subtitles",)
        player.tracks += (tag.value("src"),)
        player.marked = player.marked or tag.marked
        player.before, player.inside = tag.start, tag.end


def first_of_set(value: str) -> str:
    """Return the first address of a `srcset`."""
    return value.strip().split(None, 1)[0].rstrip(",") if value.strip() else ""


def _player(tag: Tag, alone: bool = False) -> Player:
    source = tag.attribute("src")
    marked = tag.marked or bool(source and source.marked)
    return Player(tag.start, tag.name, (source.value,) if source else (), marked, tag.end, tag.start, alone=alone)


def _addresses(tag: Tag) -> tuple[str, tuple[str, ...]]:
    """Return the attribute that tells where a picture is, and all addresses, what is drawn until it is loaded last."""
    lazy = [(name, tag.value(name)) for name in _LAZY if tag.value(name).strip()]
    sets = [(name, first_of_set(tag.value(name))) for name in _SETS if tag.value(name).strip()]
    source = tag.attribute("src")
    own = [("src", source.value)] if source and source.value.strip() else []
    waits = bool(own) and (bool(lazy) or own[0][1].strip().lower().startswith("data:"))
    ordered = [*lazy, *sets, *own] if waits else [*own, *lazy, *sets]
    if not ordered:
        return ("src" if source else ""), ()
    return ordered[0][0], tuple(dict.fromkeys(value for _, value in ordered))


def _spot(tag: Tag, after: str) -> Spot | None:
    alt = tag.attribute("alt")
    if alt is None:
        before = tag.attribute(after)
        return Spot(before.end, before.end, Form.ATTRIBUTE) if before else None
    form = {'"': Form.DOUBLE, "'": Form.SINGLE}.get(alt.quote, Form.BARE)
    return Spot(alt.value_start, alt.value_end, form)


def _tells(alt: str) -> bool:
    return not is_placeholder(alt) and not is_file_name(alt)


def _link(tag: Tag, address: str) -> Link:
    label, title = (" ".join(tag.value(name).split())[:LONGEST_NAME] for name in ("aria-label", "title"))
    return Link(address.strip(), label, title)


def _named(tag: Tag) -> str:
    """Return the attribute that names the element besides `alt`."""
    return next((name for name in ("aria-label", "aria-labelledby", "title") if tag.value(name).strip()), "")
