"""Whether the sound's clock can be trusted: captions timed by a clock that is wrong fit at the start and not at the end."""

from __future__ import annotations

from access.model.findings import AudioStream, Probe, Remark
from access.model.media import Sound

_NOTABLE_MS = 500
"""Captions half a second off are seen to be."""
_CARELESS = 0.001
"""Of the length: that much off, a container's word for its length is a rounding, and nobody sees it."""


def drift(probed: Probe, track: AudioStream | None, sound: Sound) -> tuple[Remark, ...]:
    """Tell where what was decoded is not as long as the container says, or its time stamps do not fit its samples."""
    remarks: list[Remark] = []
    heard, said = sound.span.end, _expected(probed, track, sound)
    if said and abs(heard - said) >= max(_NOTABLE_MS, said * _CARELESS):
        which = "shorter" if heard < said else "longer"
        remarks.append(Remark("speech.drift", (
            f"The sound is {abs(heard - said) / 1000:.1f} s {which} than the container says ({heard / 1000:.1f} s of "
            f"{said / 1000:.1f} s): it is cut off, or its clock is wrong. Do the captions fit at the end?")))
    for ms, what in ((sound.filled, "is missing from the sound by its time stamps, and is silence here"),
                     (sound.dropped, "of sound lies in the past by its time stamps, and was left out")):
        if ms >= _NOTABLE_MS:
            remarks.append(Remark("speech.drift", f"{ms / 1000:.1f} s {what}. Do the captions fit throughout?"))
    return tuple(remarks)


def _expected(probed: Probe, track: AudioStream | None, sound: Sound) -> int:
    """Return when the sound should end, in ms, 0 where nothing says.

    A film may be longer than its sound, so there only what the sound track says of itself counts, or that it outlasts the film.
    """
    if track and track.end:
        return track.end
    return probed.duration if probed.video is None or sound.span.end > probed.duration else 0
