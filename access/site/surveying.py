"""What is wrong where in a folder of pages, and which media must be processed to mend it. Nothing is written here.

What a person wrote stands: an empty `alt`, a role that hides a picture, another name for it. Pages are read one after the
other and not kept, so that a site of any size can be surveyed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from access.check.alt import Around
from access.errors import MediaRefused
from access.files import printable
from access.model.findings import Context
from access.model.pictures import AltProfile, PeoplePolicy
from access.site import markdown, meaning, pages, webpage
from access.site.found import Link, Picture, Player, Read, Spot
from access.site.judging import Judgement, judged
from access.site.places import Places, Whereabouts

NO_TRACK = "captions.no-track"
EMPTY_LINK = "alt.empty-in-link"
_TEXT_KINDS = frozenset(("captions", "subtitles"))
_LONGEST_ALT = 4_000
"""Characters of a text that are judged: no place takes as many."""
_TEMPLATE = "A template fills it in: it is left alone."


@dataclass(frozen=True, slots=True)
class Site:
    """What is surveyed, and by which rules."""

    folder: Path
    """Absolute."""
    profile: AltProfile
    people: PeoplePolicy = PeoplePolicy.NEUTRAL
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Where:
    page: PurePosixPath
    line: int
    column: int
    """From 1, in characters."""
    element: str
    address: str
    """As the page has it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a person must see to, or may wish to know."""

    where: Where
    rule: str
    """Empty where it is no fault."""
    why: str


@dataclass(frozen=True, slots=True)
class AltWish:
    """A text alternative is wanted here."""

    where: Where
    rule: str
    spot: Spot
    old: str | None
    """None where it has none."""
    around: Around
    language: str
    """Of the page, BCP 47; empty where it does not say."""
    mended: str = ""
    """What a rule makes of the old text."""
    medium: PurePosixPath | None = None
    """The picture's own text is wanted."""
    link: Link | None = None
    """The meaning of this link is wanted."""
    target: PurePosixPath | None = None
    """The page of the site that it leads to."""


@dataclass(frozen=True, slots=True)
class TrackWish:
    """Tracks and a transcript are wanted for this player."""

    where: Where
    player: Player
    medium: PurePosixPath
    language: str
    linked: frozenset[PurePosixPath]
    """Files of the site that are its tracks, or transcripts that the page links to."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is kept of a page."""

    sha256: str
    title: str
    heading: str


@dataclass(slots=True)
class Medium:
    """A file that must be processed, once, wherever it stands."""

    path: PurePosixPath
    context: Context
    """What its first page says of it."""
    languages: dict[str, None] = field(default_factory=dict)
    """In which its texts are wanted, in the order of the pages."""


@dataclass(slots=True)
class Survey:
    site: Site
    pages: dict[PurePosixPath, PageFacts] = field(default_factory=dict)
    alts: list[AltWish] = field(default_factory=list)
    tracks: list[TrackWish] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)
    media: dict[PurePosixPath, Medium] = field(default_factory=dict)
    pictures: int = 0
    players: int = 0


def survey(site: Site, on_page: Callable[[PurePosixPath], None] = lambda page: None) -> Survey:
    """Read every page below the folder, and say what is wrong in it."""
    found = Survey(site)
    surveyor = _Surveyor(found, frozenset(
        path.relative_to(site.folder).as_posix() for path in pages.page_files(site.folder, site.ignore)))
    for path in pages.page_files(site.folder, site.ignore):
        relative = PurePosixPath(path.relative_to(site.folder).as_posix())
        on_page(relative)
        try:
            page = pages.read(path, site.folder)
        except MediaRefused as error:
            found.listed.append(Listed(Where(relative, 0, 0, "page", ""), "", str(error)))
            continue
        read = markdown.read(page.text) if page.markdown else webpage.read(page.text, page.xml)
        surveyor.judge(page, read)
    return found


class _Surveyor:
    def __init__(self, found: Survey, names: frozenset[str]) -> None:
        self._found, self._names, self._places = found, names, Places(found.site.folder)

    def judge(self, page: pages.Page, read: Read) -> None:
        found = self._found
        found.pages[page.relative] = PageFacts(page.sha256, read.title, read.heading)
        found.pictures += len(read.pictures)
        found.players += len(read.players)
        lines = _Lines(page.text)
        for start in read.not_understood:
            where = Where(page.relative, *lines.place(start), "passage", "")
            self._list(where, "", "It may hold pictures, and is written in a way that is not understood: it is left alone.")
        answered: set[int] = set()
        for picture in read.pictures:
            where = Where(page.relative, *lines.place(picture.start), picture.element, _shown(picture.addresses))
            self._picture(page, read, picture, where, answered)
        for player in read.players:
            where = Where(page.relative, *lines.place(player.start), player.element, _shown(player.addresses))
            self._player(page, read, player, where)

    # --- pictures --------------------------------------------------------------------------------------------------

    def _picture(self, page: pages.Page, read: Read, picture: Picture, where: Where, answered: set[int]) -> None:
        functional = _functional(picture)
        if picture.hidden:
            return
        if picture.marked:
            if picture.alt is None:
                self._list(where, "", _TEMPLATE)
            return
        if self._stands(picture, where, functional):
            return
        site = self._found.site
        around = Around(_file_name(picture.addresses), read.caption(picture), policy=site.people)
        verdict = judged((picture.alt or "")[:_LONGEST_ALT], around, read.language, site.profile)
        if verdict.grave is None:
            self._told(picture, where, around, read.language, verdict)
            return
        rule = verdict.grave.rule
        if picture.spot is None:
            self._list(where, rule, "It names no file, and nothing can be told of it.")
            return
        wish = AltWish(where, rule, picture.spot, picture.alt, around, read.language)
        if picture.link is not None and functional:
            self._functional(page, read, wish, picture.link, answered)
        elif medium := self._medium(page, read, picture.addresses, where, rule):
            self._wanted(medium, page, read, picture)
            self._found.alts.append(replace(wish, medium=medium))

    def _told(self, picture: Picture, where: Where, around: Around, language: str, verdict: Judgement) -> None:
        """Take a text that tells something: what a rule can mend of it is wanted so, the rest is listed."""
        if verdict.mended and picture.spot is not None and len(picture.alt or "") <= _LONGEST_ALT:
            rules = ", ".join(one.rule for one in verdict.warnings)
            self._found.alts.append(AltWish(where, rules, picture.spot, picture.alt, around, language, verdict.mended))
            return
        for one in verdict.warnings:
            self._list(where, one.rule, f"{one.message} It says: “{_cut(picture.alt or '')}”")

    def _stands(self, picture: Picture, where: Where, functional: bool) -> bool:
        """Tell whether an author's decision is in force, also where it is told as a fault."""
        if picture.alt == "":
            named = picture.named or (picture.link.label or picture.link.title if picture.link else "")
            if functional and not named:
                self._list(where, EMPTY_LINK, "It is all there is of a link or button, and its text is empty: nobody who "
                           "cannot see it learns where that leads.")
            return True
        if picture.alt is None and picture.named:
            if picture.named == "title":
                self._list(where, "", "Only its title names it: an `alt` would be heard more surely.")
            return True
        return False

    def _functional(self, page: pages.Page, read: Read, wish: AltWish, link: Link, answered: set[int]) -> None:
        if id(link) in answered:
            self._list(wish.where, wish.rule, "Another picture of the same link says where it leads; this may be decoration.")
            return
        answered.add(id(link))
        target = self._places.page_of(link.address, page.relative, read.base, self._names) if link.address else None
        self._found.alts.append(replace(wish, link=link, target=target.path if target else None))

    # --- players ---------------------------------------------------------------------------------------------------

    def _player(self, page: pages.Page, read: Read, player: Player, where: Where) -> None:
        if not _TEXT_KINDS.isdisjoint(player.kinds):
            return
        if player.marked:
            self._list(where, "", _TEMPLATE)
            return
        if player.alone:
            self._list(where, NO_TRACK, "It has no captions, and is written as an element that can hold none.")
            return
        medium = self._medium(page, read, player.addresses, where, NO_TRACK)
        if medium is None:
            return
        known = self._found.media.setdefault(medium, Medium(medium, Context(page=" ".join(
            dict.fromkeys(filter(None, (read.title, read.heading)))))))
        known.languages.setdefault(read.language)
        self._found.tracks.append(TrackWish(where, player, medium, read.language, self._linked(page, read, player)))

    def _linked(self, page: pages.Page, read: Read, player: Player) -> frozenset[PurePosixPath]:
        places = (self._places.of(address, page.relative, read.base) for address in (*player.tracks, *read.transcripts))
        return frozenset(place.path for place in places if place.path is not None)

    # --- both ------------------------------------------------------------------------------------------------------

    def _medium(
        self, page: pages.Page, read: Read, addresses: tuple[str, ...], where: Where, rule: str,
    ) -> PurePosixPath | None:
        """Return the first file of the site among the addresses; where there is none, say so."""
        places = [self._places.of(address, page.relative, read.base) for address in addresses]
        here = next((place.path for place in places if place.path is not None), None)
        if here is None:
            why = places[0].whereabouts if places else Whereabouts.NO_FILE
            self._list(where, rule, f"Its file is {why}, and cannot be looked at." if why is not Whereabouts.NO_FILE
                       else "No file is named that could be looked at.")
        return here

    def _wanted(self, medium: PurePosixPath, page: pages.Page, read: Read, picture: Picture) -> None:
        known = self._found.media.get(medium)
        if known is None:
            title = read.title or read.heading
            said = " ".join(dict.fromkeys(part for part in (title, read.caption(picture), read.around(picture)) if part))
            known = self._found.media[medium] = Medium(medium, Context(language=read.language, page=said))
        known.languages.setdefault(read.language)

    def _list(self, where: Where, rule: str, why: str) -> None:
        self._found.listed.append(Listed(where, rule, why))


class _Lines:
    """Tells lines and columns of places in a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def place(self, at: int) -> tuple[int, int]:
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1


def _functional(picture: Picture) -> bool:
    """Tell whether the picture is all there is of a link or button. One that leads to a larger picture is looked at as such."""
    link = picture.link
    return link is not None and not link.told and not (link.address and meaning.leads_to_media(link.address))


def _file_name(addresses: tuple[str, ...]) -> str:
    try:
        return PurePosixPath(unquote(urlsplit(addresses[0].strip()).path)).name if addresses else ""
    except ValueError:
        return ""


def _shown(addresses: tuple[str, ...]) -> str:
    return printable(addresses[0][:200]) if addresses else ""


def _cut(text: str) -> str:
    said = printable(" ".join(text.split()))
    return said if len(said) <= 80 else f"{said[:79]}…"
