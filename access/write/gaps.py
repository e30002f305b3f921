"""Where a description may be spoken: the pauses in the speech that are long enough to be used, and in which nothing is lost.

Music and effects may be spoken over; a sound that tells something may not, for whoever cannot see has nothing but the sound.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from access.config import DescribeOptions
from access.model.findings import SoundEvent
from access.model.languages import spaceless_letters
from access.model.time import Span, between, merged
from access.write.soundwords import labels, names

_BACKGROUND = (
    "music", "singing",  # they go on, and sung words that matter are heard as speech
    "applause", "cheering", "crowd noise",  # they last, and say the same from their first second to their last
    "footsteps", "snoring", "thunder", "fireworks",  # they accompany what is described, or are its weather
)
"""Sounds that may be spoken over, by the labels of engines. Every other one tells something that happens or how somebody
feels – an alarm, a phone, a knock, a shot, a scream, a bell, laughter, crying, an animal, a door – and so does what is not
known: it is not drowned."""
_HEARD_MS = 4_000
"""A sound that tells something is known for what it is after this long; what goes on may be spoken over."""
_PARTS = re.compile(r"[,;/&+]")


def usable_gaps(
    voiced: Sequence[Span], words: Sequence[Span], sounds: Sequence[SoundEvent], duration: int, options: DescribeOptions,
) -> tuple[Span, ...]:
    """Return the stretches of a film of `duration` ms in which a description may sound, in order of time.

    Speech is what either the voice activity or the words say, for each misses some. `sounds` are those that an engine heard
    and those that a person named, in any language that captions are written in. A pause counts if it is at least
    `min_gap_seconds` long (WCAG F113 calls less than 2 s unsuitable); it then gives up `lead_ms` next to what is heard, and
    nothing at the film's own beginning and end.
    """
    film = Span(0, duration)
    least = round(options.min_gap_seconds * 1000)
    heard = [*voiced, *words, *(_told(sound) for sound in sounds if is_meaningful(sound.label))]
    pauses = [pause for pause in between(merged(heard), film) if pause.duration >= least]
    gaps = [
        pause.padded(
            0 if pause.start == film.start else -options.lead_ms,
            0 if pause.end == film.end else -options.lead_ms,
        )
        for pause in pauses
    ]
    return tuple(gap for gap in gaps if gap.duration)


def is_meaningful(label: str) -> bool:
    """Return whether a sound tells something of its own, so that nothing may be spoken over it.

    A person may name several at once, `door slams, music swells`: one that tells something is enough.
    """
    background = frozenset(_BACKGROUND)
    lasting, telling = _named(background), _named(frozenset(labels()) - background)
    parts = [part for part in map(str.strip, _PARTS.split(label.strip("[]() ").lower())) if part]
    return any(
        not part.startswith(("♪", "♫", "#")) and bool(telling.search(part) or not lasting.search(part)) for part in parts)


def _told(sound: SoundEvent) -> Span:
    return Span(sound.span.start, min(sound.span.end, sound.span.start + _HEARD_MS))


@cache
def _named(called: frozenset[str]) -> re.Pattern[str]:
    """Return what finds any of these sounds in a person's words, by its name in any language."""
    forms = sorted({form.lower() for label in called for form in names(label)})
    spaced = "|".join(re.escape(form) for form in forms if not spaceless_letters(form))
    others = "|".join(re.escape(form) for form in forms if spaceless_letters(form))
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w)|{others}")
