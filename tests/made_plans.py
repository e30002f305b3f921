"""Films made for planning descriptions: known pauses, wishes with weights and measured texts; and a planner to beat.

First-come is what a program does that has no plan for the whole film: it goes through what is wanted in order, and gives each
the first pause it fits. It keeps the same rules – the lead, the reach, the silence before a description, the tempos.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from access.config import DescribeOptions
from access.model.nearness import lead, reach
from access.model.script import Matter, Placement, Wanted
from access.model.time import Span
from access.model.words import fastest
from access.write.placing import in_order, kept, silences, worth

_WEIGHTS = {
    Matter.TITLE: 4.0, Matter.CREDITS: 2.5, Matter.CAPTION: 3.0, Matter.TEXT: 2.0, Matter.PLACE: 1.4, Matter.WHO: 0.6,
    Matter.ACTION: 0.25, Matter.LOOK: 0.1,
}
_CORES = {Matter.TITLE: 40.0, Matter.CREDITS: 5.0, Matter.CAPTION: 5.0}
_WORDS = "harbour lantern winter garden narrow stairs crowded market silver bridge quiet orchard painted window evening".split()
_PLANNED = 0.9


@dataclass(frozen=True, slots=True)
class MadeFilm:
    wishes: tuple[Wanted, ...]
    gaps: tuple[Span, ...]
    duration: int


def say(text: str) -> int:
    """A voice whose words take as long as they are."""
    return sum(140 + 45 * len(word) for word in text.split())


def made_film(seed: int) -> MadeFilm:
    """Return a film of 3 to 20 minutes: from sparse talk to dense, from a wish a minute to one every few seconds."""
    dice = random.Random(seed)
    duration = dice.randint(180, 1_200) * 1000
    gaps, now = [], dice.choice([0, 0, 3_000])
    talk = dice.randint(3, 14)
    while now < duration:
        pause = dice.choice([1_500, 1_800, 2_500, 3_500, 5_000, 8_000, 20_000])
        gaps.append(Span(now, min(now + pause, duration)))
        now += pause + round(dice.expovariate(1 / talk) * 1000) + 1_200
    every = dice.choice([5, 8, 15, 40]) * 1000
    wishes, at = [], dice.randint(0, 4_000)
    while at < duration - 1_000:
        matter = dice.choice(list(Matter))
        span = Span(at, min(at + dice.choice([1_500, 3_000, 5_000, 9_000, 25_000]), duration))
        core = _CORES.get(matter, 0.0)
        wishes.append(Wanted(span, _texts(dice), core + _WEIGHTS[matter] * dice.uniform(0.6, 1.8), matter, core=core))
        at += max(200, round(dice.expovariate(1 / every)))
    return MadeFilm(tuple(wishes), tuple(gaps), duration)


def first_come(
    wishes: Sequence[Wanted], gaps: Sequence[Span], options: DescribeOptions, whole_first: bool = False,
) -> tuple[Placement, ...]:
    """Place each in turn in the first pause that any of its texts fits; `whole_first`: the longest text that fits any pause."""
    placed: list[Placement] = []
    free: int | None = None
    rests = silences(wishes, options)
    for number in sorted(range(len(wishes)), key=lambda number: in_order(wishes[number])):
        wish = wishes[number]
        first, last = max(0, wish.span.start - lead(wish.matter)), wish.span.end + reach(wish.matter)
        tries = [(text, gap) for gap in sorted(gaps) for text in wish.texts]
        if whole_first:
            tries.sort(key=lambda one: wish.texts.index(one[0]))
        for text, gap in tries:
            start = max(gap.start, first, 0 if free is None else free + rests[number])
            natural, room = say(text), gap.end - start
            limit = 1 + _PLANNED * (fastest(text, natural, options.max_tempo, options.max_words_per_minute) - 1)
            if start <= last and room > 0 and natural / limit <= room:
                tempo = max(1.0, natural / room)
                placed.append(Placement(number, text, Span(start, start + min(room, round(natural / tempo))), tempo, room))
                free = placed[-1].span.end
                break
    return tuple(placed)


def content(wishes: Sequence[Wanted], placements: Sequence[Placement]) -> float:
    """Return the weight of what is said, whenever it is said."""
    return sum(kept(one.text, wishes[one.wanted]) for one in placements)


def worth_of(wishes: Sequence[Wanted], placements: Sequence[Placement], options: DescribeOptions) -> float:
    """Return the weight of what is said, less what haste and distance take from it."""
    return sum(
        worth(wishes[one.wanted], one.text, (one.tempo - 1) / (options.max_tempo - 1), one.span.start) for one in placements)


def _texts(dice: random.Random) -> tuple[str, ...]:
    words = [dice.choice(_WORDS) for _ in range(dice.choice([3, 6, 10, 16, 24]))]
    lengths = sorted({len(words), *(max(2, len(words) * part // 5) for part in (4, 2, 1))}, reverse=True)
    return tuple(" ".join(words[:length]) for length in lengths)
