"""What would mend a page: the texts that were made, each where it is wanted.

Nothing is proposed that a second survey would find wrong again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import quote

from access.model.languages import english_name, primary
from access.model.package import Role
from access.site import meaning
from access.site.escaping import attribute_value, one_line, put
from access.site.judging import judged
from access.site.making import Processed, Text
from access.site.meaning import Meaning
from access.site.pages import Page
from access.site.patches import Edit
from access.site.surveying import NO_TRACK, AltWish, Listed, Survey, TrackWish, Where

_OWN_NAMES = {
    "ar": "العربية", "cs": "Čeština", "da": "Dansk", "de": "Deutsch", "el": "Ελληνικά", "en": "English", "es": "Español",
    "fi": "Suomi", "fr": "Français", "hu": "Magyar", "it": "Italiano", "ja": "日本語", "ko": "한국어", "nb": "Norsk",
    "nl": "Nederlands", "no": "Norsk", "pl": "Polski", "pt": "Português", "ro": "Română", "ru": "Русский", "sv": "Svenska",
    "tr": "Türkçe", "uk": "Українська", "zh": "中文"}
"""How languages call themselves: what the menu of a player shows."""
_TRANSCRIPT = {
    "cs": "Přepis", "da": "Udskrift", "de": "Transkript", "es": "Transcripción", "fi": "Tekstivastine",
    "fr": "Transcription", "hu": "Átirat", "it": "Trascrizione", "nb": "Transkripsjon", "no": "Transkripsjon",
    "pl": "Transkrypcja", "pt": "Transcrição", "ro": "Transcriere", "sv": "Transkription"}
_KINDS: tuple[tuple[Role, Literal["captions", "descriptions"]], ...] = (
    (Role.CAPTIONS, "captions"), (Role.DESCRIPTIONS, "descriptions"))


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change of a page, ready to be made."""

    where: Where
    rule: str
    draft: bool
    source: str
    """Where its words come from: a sidecar's name, a page's title, an address."""
    text: str
    """What is put, in words."""
    wish: AltWish | TrackWish
    additions: tuple[Addition, ...] = ()
    """Of a player: what is put inside of it and after it."""
    warnings: tuple[str, ...] = ()
    """Rules that the text does not keep, none of them grave."""


@dataclass(frozen=True, slots=True)
class Addition:
    kind: Literal["captions", "descriptions", "transcript"]
    address: str
    """As it is written in the page."""
    language: str
    words: str
    """Its label, or the words of the link."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that is put beside a medium of the site."""

    path: PurePosixPath
    content: bytes
    draft: bool


@dataclass(slots=True)
class Proposals:
    changes: list[Proposal] = field(default_factory=list)
    files: dict[PurePosixPath, NewFile] = field(default_factory=dict)
    listed: list[Listed] = field(default_factory=list)
    failed: int = 0
    """Media that could not be processed and might be another time."""

    def pages(self) -> list[PurePosixPath]:
        """Return the pages that would change, in the order of the survey."""
        return list(dict.fromkeys(one.where.page for one in self.changes))


def proposals(survey: Survey, made: Mapping[PurePosixPath, Processed], publish_drafts: bool) -> Proposals:
    """Return all that can be proposed for a survey, and what cannot, with the reason. `made` holds every medium of it."""
    return _Proposer(survey, made, publish_drafts).all()


class _Proposer:
    def __init__(self, survey: Survey, made: Mapping[PurePosixPath, Processed], publish_drafts: bool) -> None:
        self._survey, self._made, self._publish = survey, made, publish_drafts
        self._result = Proposals()
        self._names = meaning.site_names(facts.title for facts in survey.pages.values() if facts.title)

    def all(self) -> Proposals:
        result = self._result
        result.listed += self._survey.listed
        result.failed = sum(one.failed for one in self._made.values())
        for wish in self._survey.alts:
            if wish.mended:
                self._propose(wish, wish.mended, draft=False, source="a rule")
            elif wish.link is not None:
                self._linked(wish)
            else:
                self._pictured(wish)
        for track in self._survey.tracks:
            self._tracked(track)
        return result

    # --- text alternatives -----------------------------------------------------------------------------------------

    def _pictured(self, wish: AltWish) -> None:
        assert wish.medium is not None
        made = self._made[wish.medium]
        alt = made.alt(wish.language)
        if alt is not None:
            source = next(one.path.name for one in made.texts if one.role is Role.ALT_TEXT and one.language == alt.language)
            self._propose(wish, alt.text, alt.draft and not self._publish, source)
            return
        others = made.languages(Role.ALT_TEXT)
        if made.why_not:
            why = made.why_not
        elif wish.language and others and primary(wish.language) not in map(primary, others):
            made_in = ", ".join(map(english_name, others))
            why = f"The page is in {english_name(wish.language)}, and what was made is in {made_in}."
        else:
            why = "Nothing is known of the picture: a person must say what it shows, or that it is decoration."
        self._list(wish.where, wish.rule, why)

    def _linked(self, wish: AltWish) -> None:
        assert wish.link is not None
        found, source = self._meaning(wish)
        if found is None:
            self._list(wish.where, wish.rule, "It is all there is of a link or button, and nothing says where that leads.")
        else:
            self._propose(wish, found.text, found.guessed and not self._publish, source)

    def _meaning(self, wish: AltWish) -> tuple[Meaning | None, str]:
        assert wish.link is not None
        if wish.link.label:
            return Meaning(wish.link.label, False), "the link's own label"
        facts = self._survey.pages.get(wish.target) if wish.target else None
        title = meaning.short_title(facts.title, self._names) or facts.heading if facts else ""
        if title:
            return Meaning(title, False), f"the title of {wish.target}"
        if wish.link.title:
            return Meaning(wish.link.title, False), "the link's own title"
        return meaning.of_address(wish.link.address), "the words of the address"

    def _propose(self, wish: AltWish, text: str, draft: bool, source: str) -> None:
        """Propose a text, unless the survey would find it as wrong as what is there."""
        profile, said = self._survey.site.profile, one_line(text)
        verdict = judged(said, wish.around, wish.language, profile)
        if verdict.mended:
            said = verdict.mended
            verdict = judged(said, wish.around, wish.language, profile)
        if verdict.grave is not None:
            self._list(wish.where, wish.rule, f"What {source} says will not do either: {verdict.grave.message}")
            return
        warnings = tuple(one.rule for one in verdict.warnings)
        self._result.changes.append(Proposal(wish.where, wish.rule, draft, source, said, wish, warnings=warnings))

    # --- players ---------------------------------------------------------------------------------------------------

    def _tracked(self, wish: TrackWish) -> None:
        made = self._made[wish.medium]
        if made.why_not:
            self._list(wish.where, NO_TRACK, made.why_not)
            return
        additions = [self._track(wish, kind, text) for role, kind in _KINDS for text in made.of(role, ".vtt")]
        additions += self._transcripts(wish, made)
        wanted = [(addition, text) for addition, text in additions if wish.medium.parent / text.path.name not in wish.linked]
        if not any(addition.kind == "captions" for addition, _ in additions):
            self._list(wish.where, NO_TRACK, "Nothing that could be a caption was heard in it.")
        for draft in (False, True):
            mine = [(addition, text) for addition, text in wanted if (text.draft and not self._publish) == draft]
            if not mine:
                continue
            for _, text in mine:
                self._put_beside(wish, text, draft)
            self._result.changes.append(Proposal(
                wish.where, NO_TRACK, draft, ", ".join(text.path.name for _, text in mine),
                ", ".join(dict.fromkeys(addition.kind for addition, _ in mine)), wish, tuple(addition for addition, _ in mine)))

    def _track(self, wish: TrackWish, kind: Literal["captions", "descriptions"], text: Text) -> tuple[Addition, Text]:
        label = _OWN_NAMES.get(primary(text.language)) or english_name(text.language)
        return Addition(kind, _beside(wish.where.address, text.path.name), text.language, label), text

    def _transcripts(self, wish: TrackWish, made: Processed) -> list[tuple[Addition, Text]]:
        """Return the link to a transcript, where one may stand behind the player."""
        if wish.player.after < 0:
            return []
        words = _TRANSCRIPT.get(primary(wish.language), "Transcript")
        return [(Addition("transcript", _beside(wish.where.address, text.path.name), text.language, words), text)
                for text in made.of(Role.TRANSCRIPT, ".html")]

    def _put_beside(self, wish: TrackWish, text: Text, draft: bool) -> None:
        """Have the file put beside its medium. One that stands there already is a person's, and is what is linked then."""
        path = wish.medium.parent / text.path.name
        if (self._survey.site.folder / path).exists():
            return
        known = self._result.files.get(path)
        if known is None or (known.draft and not draft):
            self._result.files[path] = NewFile(path, text.path.read_bytes(), draft)

    def _list(self, where: Where, rule: str, why: str) -> None:
        self._result.listed.append(Listed(where, rule, why))


def edits_of(page: Page, changes: list[Proposal]) -> list[Edit]:
    """Return the changes of one page's text, in characters that its encoding has."""
    edits = []
    for one in changes:
        if isinstance(one.wish, AltWish):
            edits.append(Edit(one.wish.spot.start, one.wish.spot.end, page.written(put(one.wish.spot, one.text))))
        else:
            edits += _player_edits(page, one.wish, one.additions)
    return edits


def _player_edits(page: Page, wish: TrackWish, additions: tuple[Addition, ...]) -> list[Edit]:
    player, edits = wish.player, []
    end = " />" if page.slashed else ">"
    tracks = [
        f'<track kind="{one.kind}" src="{attribute_value(one.address)}" srclang="{attribute_value(one.language)}"'
        f' label="{attribute_value(one.words)}"{end}' for one in additions if one.kind != "transcript"]
    if tracks:
        line = _line_before(page.text, player.before) if player.before != player.start else ""
        edits.append(Edit(player.inside, player.inside, page.written("".join(f"{line}{track}" for track in tracks))))
    links = [f'<p><a href="{attribute_value(one.address)}">{attribute_value(one.words)}</a></p>'
             for one in additions if one.kind == "transcript"]
    if links:
        line = _line_before(page.text, player.start)
        edits.append(Edit(player.after, player.after, page.written("".join(f"{line}{link}" for link in links))))
    return edits


def _line_before(text: str, at: int) -> str:
    """Return the line's end and the indent that stand before a tag which begins a line; nothing where it does not."""
    begin = text.rfind("\n", 0, at) + 1
    indent = text[begin:at]
    if not begin or indent.strip():
        return ""
    return ("\r\n" if text[begin - 2 : begin] == "\r\n" else "\n") + indent


def _beside(address: str, name: str) -> str:
    """Return the address of a file that lies beside the one that `address` leads to."""
    clean = address.strip().partition("#")[0].partition("?")[0].replace("\\", "/")
    return f"{clean[: clean.rfind('/') + 1]}{quote(name)}"
