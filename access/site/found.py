"""What is found in a page, HTML or Markdown: its pictures and players, with what the page says of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

LONGEST_NAME = 300
"""Characters of a title, a heading or a label that are of use."""
_LONGEST_AROUND = 600
"""Characters of the page that go with a picture."""


class Form(StrEnum):
    """How a text alternative is written where it goes."""

    ATTRIBUTE = "attribute"
    """A whole attribute, after another one."""
    DOUBLE = "double"
    """The value between `"`."""
    SINGLE = "single"
    """The value between `'`."""
    BARE = "bare"
    """A value without quotes, which gets some."""
    BRACKETS = "brackets"
    """What stands between the brackets of Markdown."""
    REFERENCE = "reference"
    """The brackets that name a reference as well: the name gets brackets of its own."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a text alternative goes, as offsets in the page's text."""

    start: int
    end: int
    form: Form
    label: str = ""
    """Of a Markdown reference, as it is written."""


@dataclass(slots=True)
class Link:
    """A link or a button that pictures stand in."""

    address: str = ""
    """Empty for a button."""
    label: str = ""
    """What its author calls it for those who cannot see it (`aria-label`)."""
    title: str = ""
    """What is shown when somebody points at it."""
    told: bool = False
    """It holds words, or a picture with a text alternative: pictures without one take nothing from it."""


@dataclass(slots=True)
class Picture:
    start: int
    addresses: tuple[str, ...]
    """Where it may be, the likeliest first."""
    alt: str | None
    spot: Spot | None
    """None where no text can be put."""
    element: str = "img"
    link: Link | None = None
    hidden: bool = False
    """Its author takes it out of what is read out."""
    named: str = ""
    """What else names it: an attribute."""
    marked: bool = False
    """A template fills in what it is."""
    block: int = 0
    figure: int = -1
    heading: str = ""


@dataclass(slots=True)
class Player:
    start: int
    element: str
    """`video` or `audio`."""
    addresses: tuple[str, ...]
    marked: bool
    inside: int
    """Where further tracks go."""
    before: int
    """Where the tag begins that they are put in line with."""
    after: int = -1
    """Where a paragraph may follow it; -1 where none may."""
    kinds: tuple[str, ...] = ()
    """Of the tracks it has."""
    tracks: tuple[str, ...] = ()
    """Their addresses."""
    alone: bool = False
    """It is written as an element that holds nothing (`<video/>`): nothing can be put inside."""


@dataclass(slots=True)
class Read:
    """One page, read."""

    title: str = ""
    heading: str = ""
    """Its first."""
    language: str = ""
    """BCP 47, as it says itself."""
    base: str = ""
    pictures: list[Picture] = field(default_factory=list)
    players: list[Player] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    """Its texts: paragraphs, items, headings."""
    captions: dict[int, str] = field(default_factory=dict)
    """Of figures, by their number."""
    transcripts: list[str] = field(default_factory=list)
    """Addresses that it links to and that are called so."""
    not_understood: list[int] = field(default_factory=list)
    """Where a passage begins that may hold pictures, and was not read alike by two readers."""

    def around(self, picture: Picture) -> str:
        """Return what the page says near a picture: the text that it stands in, and what comes before and after."""
        near = self.blocks[max(0, picture.block - 1) : picture.block + 2]
        parts = dict.fromkeys(part for part in (picture.heading, *near) if part)
        return " ".join(parts)[:_LONGEST_AROUND].strip()

    def caption(self, picture: Picture) -> str:
        return self.captions.get(picture.figure, "")
