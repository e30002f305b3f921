"""Words with times, made as people speak: the truth is known, there is as much of it as is asked for, and any speed of it.

And the least that any captioner must break of a profile, told by brute force and apart from the code under test.
"""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from access.model.findings import Word
from access.model.profile import CaptionProfile, columns_of, speaker_label
from access.model.time import Span

_NOUNS = (
    "river valley museum teacher engine garden harbour letter winter bridge mountain village forest island kitchen market "
    "station window children neighbours membranes vertebrates instruments manuscript temperature laboratory expedition "
    "government university conversation photograph railway orchestra electricity archaeologist").split()
_ADJECTIVES = "old small famous complicated quiet early enormous wooden narrow remarkable ordinary green heavy public".split()
_VERBS = (
    "carried found described painted repaired crossed measured remembered opened collected examined watched restored "
    "followed changed explained reached visited discovered").split()
_NAMES = (
    "Ross MacPhee,Anna Lindqvist,Tom,Maria,Dr. Okafor,Mrs. Bell,Professor Ito,Edinburgh,South Carolina,the Baltic Sea,"
    "Ben,Margaret Hamilton,Lisbon").split(",")
_PLACES = (
    "in,on,under,behind,near,across,along,beyond,inside,at the end of,on the other side of,not far from,"
    "between the church and"
).split(",")
_TIMES = (
    "in 1874,after the war,every morning,a year later,before sunrise,on the 3rd of May,for more than thirty years,"
    "at half past nine,during the summer of 1921").split(",")
_JOINS = ["and", "but", "so", "because", "although", "while", "which is why", "even though", "until", "as if"]
_SHORT = [
    "Yes.", "No, not really.", "Why?", "I see.", "Exactly.", "Well, I don't know.", "Thank you very much.",
    "What happened then?", "It was cold.", "You can't be serious!", "Oh, that one."]
_PRONOUNS = "I you he she we they it".split()
_AUXILIARIES = ["had never", "could have", "would", "did not", "has always", "might", "must have", "was going to have"]


def sentences(seed: int) -> Iterator[str]:
    """Yield English sentences without end: short and long ones, lists, clauses, names and numbers."""
    chance = random.Random(seed)
    pick = chance.choice

    def thing() -> str:
        kind = chance.random()
        if kind < 0.2:
            return pick(_NAMES)
        noun = f"{pick(_ADJECTIVES)} {pick(_NOUNS)}" if chance.random() < 0.4 else pick(_NOUNS)
        noun = f"{pick(['the', 'this', 'her', 'our', 'every', 'their', 'the'])} {noun}"
        return f"{noun} of {pick(['the', 'that'])} {pick(_NOUNS)}" if kind > 0.85 else noun

    def clause() -> str:
        who = pick(_PRONOUNS) if chance.random() < 0.35 else thing()
        verb = f"{pick(_AUXILIARIES)} {pick(_VERBS)}" if chance.random() < 0.35 else pick(_VERBS)
        said = [who, verb, thing()]
        if chance.random() < 0.5:
            said += [pick(_PLACES), thing()]
        if chance.random() < 0.3:
            said.append(pick(_TIMES))
        return " ".join(said)

    while True:
        if chance.random() < 0.12:
            yield pick(_SHORT)
            continue
        text = clause()
        while chance.random() < 0.45:
            kind = chance.random()
            text += (
                f", {pick(_JOINS)} {clause()}" if kind < 0.4 else f" {pick(_JOINS)} {clause()}" if kind < 0.6
                else f", who {pick(_VERBS)} {thing()}," if kind < 0.7 else f", {thing()}, {thing()} and {thing()}" if kind < 0.8
                else f" that {pick(_PRONOUNS)} {pick(_VERBS)}")
        yield text[0].upper() + text[1:].replace(",,", ",").rstrip(",") + pick(".......?!")


def speech(count: int, seed: int = 1, pace: tuple[int, int] = (125, 175), speakers: Sequence[str] = ()) -> list[Word]:
    """Return `count` words said one after the other, as people do: a pace that changes, pauses at commas and full stops, now
    and then a hesitation or a silence of seconds, words that take the longer the more letters they have.

    `pace`: words a minute between pauses, a new one every few sentences. `speakers` take turns.
    """
    chance = random.Random(seed)
    words: list[Word] = []
    at, rate, speaker, left = 700, 150.0, "", 0
    for text in sentences(seed):
        if left <= 0:
            rate, left = chance.uniform(*pace), chance.randint(2, 9)
            speaker = chance.choice(speakers) if speakers else ""
        left -= 1
        for part in text.split():
            length = round((90 + 52 * len(part)) * 150 / rate * chance.uniform(0.8, 1.25))
            words.append(Word(part, Span(at, at + length), speaker=speaker))
            if len(words) == count:
                return words
            at += length
            if part in ("Dr.", "Mrs."):
                continue
            if part[-1] in ".?!":
                at += 150 + round(chance.expovariate(1 / 450)) + (chance.random() < 0.05) * chance.randint(2_000, 9_000)
            elif part[-1] == ",":
                at += 50 + round(chance.expovariate(1 / 150))
            elif chance.random() < 0.03:
                at += round(chance.expovariate(1 / 350))
    raise AssertionError("sentences have no end")


def cuts(until: int, seed: int = 2, mean: int = 5_000) -> list[int]:
    """Return where the shots of a film begin: as an editor cuts, now and then in a flurry."""
    chance = random.Random(seed)
    places: list[int] = []
    at = 0
    while at < until:
        at += 400 + round(chance.expovariate(1 / (mean - 400)))
        places.append(at)
    return places


def unmeetable(
    words: Sequence[Word], profile: CaptionProfile, shots: Sequence[int] = (), frame_rate: float = 25.0,
) -> int:
    """Return how many cues of these words must be too fast or too short for the profile, however they are cut and timed.

    All arrangements are gone through. Any words that fit the lines make a cue. It comes no sooner than its first word allows,
    and goes before the next one comes, which is no later than its own first word allows; it stays no longer after its last
    word than the profile lets it. A cut of the film only adds to the times that a word near it allows, and a bad cue takes no
    time at all: so the number is a lower bound, and what is doubtful counts as meetable.
    """
    return _Goods(words, profile, sorted(shots), frame_rate).least_bad()


class _Goods:
    def __init__(self, words: Sequence[Word], profile: CaptionProfile, shots: Sequence[int], rate: float) -> None:
        self.words, self.profile = words, profile
        sync, self.gap = profile.sync.at(rate), profile.min_gap.at(rate)
        after, before = profile.shots.in_after.at(rate), profile.shots.in_before.at(rate)
        clear = profile.shots.in_clear.at(rate)
        self.soonest: list[int] = []
        self.latest: list[int] = []
        for word in words:
            start = word.span.start
            near = shots[bisect_left(shots, start - after):bisect_right(shots, start + clear)]
            self.soonest.append(max(0, min([start - sync, *(cut if cut <= start else cut - clear for cut in near)])))
            self.latest.append(max([start + sync, *(cut for cut in near if cut <= start + before)]))

    def least_bad(self) -> int:
        """Return the least number. Kept for each place and number of bad cues: the soonest that a cue can begin there."""
        count = len(self.words)
        soonest: list[dict[int, int]] = [{} for _ in range(count + 1)]
        soonest[0][0] = self.soonest[0]
        for first in range(count):
            reached = soonest[first]
            soonest[first] = {}
            sooner = None
            for bad, begin in sorted(reached.items()):
                if sooner is not None and begin >= sooner:
                    continue
                sooner = begin
                for last, free, more in self._ends(first, begin):
                    known = soonest[last].get(bad + more)
                    soonest[last][bad + more] = free if known is None else min(free, known)
        return min(soonest[count])

    def _ends(self, first: int, begin: int) -> Iterator[tuple[int, int, int]]:
        """Yield where a cue can end that begins with a word at `begin`, when the next one may begin, and 1 for a bad cue."""
        profile, speaker = self.profile, self.words[first].speaker
        named = first == 0 or self.words[first - 1].speaker != speaker
        label = columns_of(speaker_label(speaker)) if named else 0
        lines, used, total = 1, label, label
        for last in range(first + 1, len(self.words) + 1):
            word = self.words[last - 1]
            width = columns_of(word.text)
            blank = last > first + 1
            total += width + blank
            used += width + blank
            if used > profile.max_characters:
                lines, used = lines + 1, width
            if lines > profile.max_lines or word.speaker != speaker:
                return
            needed = max(profile.min_duration, total * 1000 / profile.max_cps)
            end = begin + round(needed)
            good = needed <= profile.max_duration and end <= word.span.end + profile.max_linger
            if last == len(self.words):
                yield last, end, int(not good)
            else:
                if good and end + self.gap <= self.latest[last]:
                    yield last, max(self.soonest[last], end + self.gap), 0
                yield last, max(self.soonest[last], begin + 1), 1
