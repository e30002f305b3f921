"""Where a description may be spoken: the pauses in the speech that are long enough to be used."""

from __future__ import annotations

from collections.abc import Sequence

from access.config import DescribeOptions
from access.model.time import Span, between, merged


def usable_gaps(voiced: Sequence[Span], words: Sequence[Span], duration: int, options: DescribeOptions) -> tuple[Span, ...]:
    """Return the stretches of a film of `duration` ms in which a description may sound, in order of time.

    Speech is what either the voice activity or the words say, for each misses some. A pause counts if it is at least
    `min_gap_seconds` long (WCAG F113 calls less than 2 s unsuitable); it then gives up `lead_ms` next to speech, and
    nothing at the film's own beginning and end.
    """
    film = Span(0, duration)
    least = round(options.min_gap_seconds * 1000)
    pauses = [pause for pause in between(merged([*voiced, *words]), film) if pause.duration >= least]
    gaps = [
        pause.padded(
            0 if pause.start == film.start else -options.lead_ms,
            0 if pause.end == film.end else -options.lead_ms,
        )
        for pause in pauses
    ]
    return tuple(gap for gap in gaps if gap.duration)
