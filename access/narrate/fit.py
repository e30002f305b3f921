"""The closed loop of narration: speak, measure, plan, speak at the planned tempo, measure again; else less, else not.

What is wanted goes this way until something fits: its texts by rule, shorter and shorter; an engine's words, shorter still;
the same faster, within limits; where the film may hold still for it (`holds`); left out. Each turn is a `Decision`. What is
kept was measured to fit: no clip is ever cut.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from access.config import DescribeOptions
from access.engines.base import Clip, VoiceEngine
from access.errors import EngineFailed
from access.model.nearness import BREATH_MS, usable
from access.model.script import Course, Decision, Description, Extension, Hold, Omission, Placement, Wanted
from access.model.time import Span, between
from access.model.words import fastest, spoken_forms
from access.narrate.holds import hold_point
from access.narrate.rewriting import LEAST_WORDS, Rewrite, accepted
from access.narrate.speak import Booth

Plan = Callable[
    [Sequence[Wanted], Sequence[Span], Callable[[str], int], DescribeOptions],
    tuple[tuple[Placement, ...], tuple[Omission, ...]],
]
"""Chooses what is spoken when, given what is wanted, the gaps, and a way to measure a text."""

_MOST_ROUNDS = 16
"""Of planning. What a voice still does not do as planned then is left out."""
_MOST_ASKED = 60
"""Times that an engine is asked for fewer words, in one film; the weightiest first."""
_ASKED_EACH = 2
_STILL_MS = 200
"""Silence on either side of a clip while the film holds still."""
_TOO_SLOW = "the voice cannot speak it fast enough for the pauses near it"


@dataclass(frozen=True, slots=True)
class Narration:
    """What is spoken, each clip measured and inside its gap."""

    descriptions: tuple[Description, ...]
    """In order of time."""
    clips: tuple[Path, ...]
    """One WAV file (mono, 16 bit) a description, in the same order."""
    omitted: tuple[Omission, ...]
    """What is not told in the film as it is, though the longer one may tell it."""
    extension: Extension | None = None
    """Where the film holds still; None where that was not asked for, or nothing calls for it."""
    hold_clips: tuple[Path, ...] = ()
    """One WAV file a hold, in the same order."""


@dataclass(slots=True)
class _Case:
    """Something wanted, on its way through the loop."""

    wish: Wanted
    texts: list[str]
    """Those that may still be spoken."""
    forms: list[tuple[Course, str]]
    """All that were thought of, the longest first, and where each comes from."""
    turns: list[Decision] = field(default_factory=list)
    """What the loop found out before its last round."""
    asked: int = 0

    @property
    def open(self) -> Wanted:
        return replace(self.wish, texts=tuple(self.texts))


@dataclass(frozen=True, slots=True)
class _Told:
    """What became of a case: spoken in a pause."""

    placement: Placement
    clip: Clip


def narrate(
    wanted: Sequence[Wanted], gaps: Sequence[Span], voice: VoiceEngine, language: str, options: DescribeOptions, into: Path,
    plan: Plan, rewrite: Rewrite | None = None, stops: Sequence[int] = (),
) -> Narration:
    """Speak what fits into the gaps, as clips `0001.wav`, … in `into`, and what the film holds still for, as `hold-0001.wav`.

    `rewrite` is an engine that says a text in fewer words; its answers are checked (`rewriting`). `stops` are the instants
    at which the film may hold still. Whatever voice and engine do, plans, takes of a text and questions are limited.
    Raises `EngineFailed` where the voice fails; an engine that fails to rewrite is not asked again.
    """
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="takes-", dir=into) as takes:
        loop = _Loop(wanted, gaps, Booth(voice, language, options, Path(takes)), options, plan, rewrite)
        loop.run()
        descriptions, clips = loop.spoken()
        holds, hold_clips = _held(loop, stops, [one.span for one in descriptions])
        kept = [_kept(clip, into / f"{number:04d}.wav") for number, clip in enumerate(clips, 1)]
        held = [_kept(clip, into / f"hold-{number:04d}.wav") for number, clip in enumerate(hold_clips, 1)]
        extension = Extension(tuple(holds)) if holds else None
        return Narration(tuple(descriptions), tuple(kept), loop.omitted(holds), extension, tuple(held))


class _Loop:
    """The turns of one film."""

    def __init__(
        self, wanted: Sequence[Wanted], gaps: Sequence[Span], booth: Booth, options: DescribeOptions, plan: Plan,
        rewrite: Rewrite | None,
    ) -> None:
        self.booth = booth
        self.options = options
        self._gaps = gaps
        self._plan = plan
        self._rewrite = rewrite
        self._left = _MOST_ASKED
        self._cases = [
            _Case(wish, list(wish.texts), [
                (Course.SHORTER if number else Course.WHOLE, text) for number, text in enumerate(wish.texts)])
            for wish in wanted]
        self._told: dict[int, _Told] = {}
        self._reasons: dict[int, str] = {}

    def run(self) -> None:
        """Plan, speak and measure until all that is planned is spoken as planned and nobody knows a shorter way."""
        for last in [False] * (_MOST_ROUNDS - 1) + [True]:
            failed = self._round()
            if not failed and (last or not self._reworded()):
                return
            for number, placement in failed:
                self._give_up(number, placement)

    def _round(self) -> list[tuple[int, Placement]]:
        """Make a plan and speak it; return what the voice cannot speak in its place."""
        live = [number for number, case in enumerate(self._cases) if case.texts]
        placements, omissions = self._plan(
            [self._cases[number].open for number in live], self._gaps, self.booth.measure, self.options)
        failed: list[tuple[int, Placement]] = []
        self._told = {}
        for placement in placements:
            clip = self.booth.within(placement.text, placement.tempo, placement.room)
            if clip is None:
                failed.append((live[placement.wanted], placement))
            else:
                self._told[live[placement.wanted]] = _Told(placement, clip)
        placed = {live[placement.wanted] for placement in placements}
        self._reasons.update(_reasons(omissions, {
            number: self._cases[number].open for number in live if number not in placed}))
        return failed

    def _give_up(self, number: int, failed: Placement) -> None:
        """Take a text away that the voice cannot speak in its room."""
        case = self._cases[number]
        case.texts.remove(failed.text)
        case.turns.append(Decision(Course.FASTER, failed.text, self.booth.shortest(failed.text), failed.room, kept=False))
        self._reasons[number] = _TOO_SLOW

    def _reworded(self) -> bool:
        """Ask the engine for fewer words where something was left out and a pause is free; return whether there are any."""
        if self._rewrite is None:
            return False
        found = False
        silent = [number for number in range(len(self._cases)) if number not in self._told]
        for number in sorted(silent, key=lambda number: -self._cases[number].wish.weight):
            case = self._cases[number]
            if case.asked < _ASKED_EACH and self._left and (answer := self._asked(case)):
                case.texts.append(answer)
                case.forms.append((Course.REWRITTEN, answer))
                found = True
        return found

    def _asked(self, case: _Case) -> str:
        """Return the engine's words for a case, checked; empty where there are none, or none are needed."""
        room = self._free(case.wish)
        text = min((text for _, text in case.forms), key=lambda text: len(spoken_forms(text)))
        count, natural = len(spoken_forms(text)), self.booth.measured(text)
        fit = min(count - 1, room * count // natural) if natural else 0
        if self._rewrite is None or fit < LEAST_WORDS:
            return ""
        case.asked += 1
        self._left -= 1
        try:
            answer = accepted(text, self._rewrite(text, fit), quoted=case.wish.matter.read)
        except EngineFailed:
            self._left = 0
            answer = ""
        if not answer or answer in (text for _, text in case.forms):
            case.turns.append(Decision(Course.REWRITTEN, "", 0, room, kept=False))
            return ""
        return answer

    def _free(self, wish: Wanted) -> int:
        """Return the longest stretch near it, in ms, in which nothing is told."""
        near = [part for gap in self._gaps if (part := usable(gap, wish.span, wish.matter))]
        taken = [told.placement.span.padded(BREATH_MS) for told in self._told.values()]
        free = [part for gap in near for part in between(taken, gap) if usable(part, wish.span, wish.matter)]
        return max((part.duration for part in free), default=0)

    def spoken(self) -> tuple[list[Description], list[Clip]]:
        """Return what is told in pauses, in order of time, and its clips."""
        order = sorted(self._told.items(), key=lambda item: item[1].placement.span)
        return [self._described(number, told) for number, told in order], [told.clip for _, told in order]

    def _described(self, number: int, told: _Told) -> Description:
        case, placement, clip = self._cases[number], told.placement, told.clip
        natural = self.booth.measure(placement.text)
        start = placement.span.start
        hurried = clip.duration < natural
        tried = [*case.turns, *self._tried(case, placement.room, until=placement.text)]
        if hurried:
            tried.append(Decision(Course.FASTER, placement.text, clip.duration, placement.room, kept=True))
        else:
            tried[-1] = replace(tried[-1], kept=True)
        return Description(
            Span(start, start + clip.duration), placement.text, round(max(1.0, natural / clip.duration), 3), case.wish.span,
            case.wish.matter, case.wish.doubts, tuple(tried))

    def _tried(self, case: _Case, room: int, until: str = "") -> list[Decision]:
        """Return what was tried at the voice's own tempo, as far as the text that was chosen."""
        tried = []
        for course, text in case.forms:
            tried.append(Decision(course, text, self.booth.measured(text), room, kept=False))
            if text == until:
                break
        return tried

    def unspoken(self) -> list[Wanted]:
        return [case.wish for number, case in enumerate(self._cases) if number not in self._told]

    def omitted(self, holds: Sequence[Hold]) -> tuple[Omission, ...]:
        """Return what is told in no pause, in the order in which it is seen, with all that was tried for it."""
        held = {(hold.told.about, hold.told.text): hold for hold in holds}
        omissions = [
            self._omission(number, case, held.get((case.wish.span, case.wish.texts[0])))
            for number, case in enumerate(self._cases) if number not in self._told]
        return tuple(sorted(omissions, key=lambda omission: omission.about))

    def _omission(self, number: int, case: _Case, hold: Hold | None) -> Omission:
        wish, room = case.wish, self._free(case.wish)
        tried = [*case.turns, *self._tried(case, room), *self._hurried(case, room)]
        whole = wish.texts[0]
        if hold is not None:
            tried.append(Decision(Course.EXTENDED, whole, hold.told.span.duration, hold.duration, kept=True))
        else:
            tried += [Decision(Course.EXTENDED, whole, 0, 0, kept=False)] if wish.important else []
            tried.append(Decision(Course.LEFT_OUT, whole, 0, room, kept=True))
        return Omission(
            wish.span, whole, self._reasons.get(number, _TOO_SLOW), wish.matter, wish.weight, wish.important, wish.doubts,
            tuple(tried))

    def _hurried(self, case: _Case, room: int) -> list[Decision]:
        """Return that even the least of the texts, as fast as may be, is too long: reckoned, so nothing was spoken."""
        text = min((text for _, text in case.forms), key=self.booth.measured)
        natural = self.booth.measured(text)
        tempo = fastest(text, natural, self.options.max_tempo, self.options.max_words_per_minute)
        return [Decision(Course.FASTER, text, 0, room, kept=False)] if natural > room and tempo > 1 else []


def _reasons(omissions: Sequence[Omission], silent: dict[int, Wanted]) -> dict[int, str]:
    """Return the plan's reason for each that it leaves out, which it names by what is seen and its longest text."""
    given: dict[tuple[Span, str], list[str]] = {}
    for omission in omissions:
        given.setdefault((omission.about, omission.text), []).append(omission.reason)
    found = {}
    for number, wish in silent.items():
        if reasons := given.get((wish.span, wish.texts[0])):
            found[number] = reasons.pop(0) if len(reasons) > 1 else reasons[0]
    return found


def _held(loop: _Loop, stops: Sequence[int], told: Sequence[Span]) -> tuple[list[Hold], list[Clip]]:
    """Return where the film holds still for what is important and untold, each with its whole text at the voice's ease."""
    if loop.options.extended != "when-needed":
        return [], []
    called = [wish for wish in loop.unspoken() if wish.important]
    points = [
        (at, wish) for wish in called
        if (at := hold_point(wish.span, stops, told)) is not None and loop.booth.calm(wish.texts[0])]
    holds: list[Hold] = []
    clips: list[Clip] = []
    added = 0
    for at, wish in sorted(points, key=lambda point: (point[0], point[1].span)):
        clip = loop.booth.natural(wish.texts[0])
        start = at + added + _STILL_MS
        decision = Decision(Course.EXTENDED, wish.texts[0], clip.duration, clip.duration + 2 * _STILL_MS, kept=True)
        description = Description(
            Span(start, start + clip.duration), wish.texts[0], 1.0, wish.span, wish.matter, wish.doubts, (decision,))
        holds.append(Hold(at, clip.duration + 2 * _STILL_MS, description))
        clips.append(clip)
        added += holds[-1].duration
    return holds, clips


def _kept(clip: Clip, path: Path) -> Path:
    """Copy rather than move: a text that is told twice has one clip."""
    path.write_bytes(clip.path.read_bytes())
    return path
