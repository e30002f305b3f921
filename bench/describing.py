"""Measure the plan of descriptions against first-come, on made films with known pauses and wishes with weights.

    PYTHONPATH=tests python bench/describing.py [100]

First-come gives each wish in turn the first pause that any of its texts fits, under the same rules of lead, reach, silence and
tempo (`tests/made_plans.py`). *Weight said* is what the spoken text of each wish keeps of its weight: by the share of words,
and of a title, of credits and captions at least the core. *Nearness counted* takes off what haste and distance cost. And the
time that a film of two hours takes. Prints Markdown tables.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from made_plans import MadeFilm, content, first_come, made_film, say, worth_of

from access.config import DescribeOptions
from access.model.script import Placement, Wanted
from access.model.time import Span
from access.write.placing import plan

_HAIR = 1e-9


def main(count: int) -> None:
    options = DescribeOptions()
    films = [made_film(seed) for seed in range(count)]
    planned = [plan(film.wishes, film.gaps, say, options)[0] for film in films]
    taken = [first_come(film.wishes, film.gaps, options) for film in films]
    pauses, wishes = sum(len(film.gaps) for film in films), sum(len(film.wishes) for film in films)
    print(f"{count} films, {sum(film.duration for film in films) / 3_600_000:.1f} h, {pauses} pauses, {wishes} wishes.\n")
    print("| | wanted | first-come | the plan | more | films with more | as much | less |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    whole = [sum(wish.weight for wish in film.wishes) for film in films]
    _row("weight said", whole, [content(film.wishes, one) for film, one in zip(films, taken, strict=True)],
         [content(film.wishes, one) for film, one in zip(films, planned, strict=True)])
    _row("nearness counted", whole, [worth_of(film.wishes, one, options) for film, one in zip(films, taken, strict=True)],
         [worth_of(film.wishes, one, options) for film, one in zip(films, planned, strict=True)])
    _row("important wishes said", [_important(film, None) for film in films],
         [_important(film, one) for film, one in zip(films, taken, strict=True)],
         [_important(film, one) for film, one in zip(films, planned, strict=True)])
    _speed(options)


def _row(name: str, wanted: Sequence[float], taken: Sequence[float], planned: Sequence[float]) -> None:
    pairs = list(zip(taken, planned, strict=True))
    more, less = sum(plan > first + _HAIR for first, plan in pairs), sum(plan < first - _HAIR for first, plan in pairs)
    print(f"| {name} | {sum(wanted):,.0f} | {sum(taken):,.0f} | {sum(planned):,.0f} "
          f"| {sum(planned) / sum(taken) - 1:+.1%} | {more} | {len(pairs) - more - less} | {less} |")


def _important(film: MadeFilm, placements: Sequence[Placement] | None) -> float:
    """Return how many of what is important is told, in whatever words; None: how many there are."""
    if placements is None:
        return float(sum(wish.important for wish in film.wishes))
    return float(sum(film.wishes[one.wanted].important for one in placements))


def _speed(options: DescribeOptions) -> None:
    """Plan a film of two hours: 800 pauses, 1,500 wishes in six lengths each."""
    texts = made_film(1).wishes
    wishes = [
        Wanted(Span(4_800 * number, 4_800 * number + 3_000), _shorter(texts[number % len(texts)]), like.weight, like.matter)
        for number, like in ((number, texts[number % len(texts)]) for number in range(1_500))
    ]
    gaps = [Span(9_000 * number, 9_000 * number + (1_800, 2_500, 4_000, 6_000)[number % 4]) for number in range(800)]
    began = time.process_time()
    placements, _ = plan(wishes, gaps, say, options)
    seconds = time.process_time() - began
    print(f"\nTwo hours, {len(gaps)} pauses, {len(wishes):,} wishes: {len(placements)} told, planned in {seconds:.1f} s.")


def _shorter(wish: Wanted) -> tuple[str, ...]:
    words = (wish.texts[0] + " " + wish.texts[0]).split()
    return tuple(" ".join(words[:length]) for length in sorted({max(1, len(words) * part // 6) for part in range(1, 7)})[::-1])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
