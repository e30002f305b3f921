"""A second look where a voice may have been missed: at loud sound that the gate dropped, and at a voice without a word in it.

The gate eats whispers, singing, shouting and speech under noise. But most loud sound is none, and a recogniser that is handed
music makes words of it; so what it says there must be heard twice before it counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import numpy as np
import numpy.typing as npt

from access.model.findings import Remark, Word
from access.model.media import Sound
from access.model.time import Span, between, merged
from access.model.words import spoken_form
from access.understand.guards.guarded import Again, Guarded, quoted, usual_confidence, utterances
from access.understand.guards.loops import loops
from access.understand.guards.phantoms import is_credit, is_farewell
from access.understand.voice import Voice, least_ms

SECOND_LOOK = "speech.second-look"
_FRAME_MS = 100
_WINDOW_MS = 10_000
_NEAR_DB = 10.0
"""So much below the usual level of the speech is still as loud as speech."""
_FAINTEST_DB = -45.0
"""Of full scale: what is fainter is no speech that anybody was meant to hear."""
_EDGE_MS = 300
"""Beside a voice it is loud with its echo and its breath."""
_JOIN_MS = 400
_LEAST_MS = 1_000
"""Loud for less is a click or a bang."""
_MISSED_MS = 2_000
"""So much voice without a word in it is looked at again."""
_STRETCHED_MS = 1_000
_WIDER_MS = 300
_LEAST_WORDS = 3
_FILLED = 0.2
"""Of a region that was loud because someone spoke, the words need so much at least; ordinary speech needs half of it."""
_SURE_IN_NOISE, _SURE_IN_VOICE = 0.8, 0.5
"""Shares of the confidence that the recogniser usually has in this file."""
_USUAL = 0.75
"""The confidence asked for where there is no voice to compare with."""
_AGREED = 0.6
_GIVE_UP = 2
"""A recogniser that made out nothing so often in a row is not asked for more."""


def loud(sound: Sound, voice: Voice) -> tuple[Span, ...]:
    """Return where it is about as loud as where someone speaks, and the gate found no voice: the shortest first.

    The sound is read in windows; one byte is kept for a tenth of a second.
    """
    levels = np.concatenate([_levels(samples, sound.sample_rate) for _, samples in sound.windows(_WINDOW_MS)] or [
        np.zeros(0, dtype=np.int8)])
    speech = np.zeros(len(levels), dtype=bool)
    beside = np.zeros(len(levels), dtype=bool)
    for span in voice.spans:
        speech[-(-span.start // _FRAME_MS):span.end // _FRAME_MS] = True
        beside[max(0, span.start - _EDGE_MS) // _FRAME_MS:-(-(span.end + _EDGE_MS) // _FRAME_MS)] = True
    usual = float(np.median(levels[speech])) if speech.any() else _FAINTEST_DB + _NEAR_DB
    as_loud = (levels >= max(_FAINTEST_DB, usual - _NEAR_DB)) & ~beside
    edges = (np.flatnonzero(np.diff(as_loud.astype(np.int8), prepend=0, append=0)) * _FRAME_MS).tolist()
    spans = merged(map(Span, edges[::2], edges[1::2]), _JOIN_MS)
    return tuple(sorted((span for span in spans if span.duration >= _LEAST_MS), key=lambda span: span.duration))


def _levels(samples: bytes, rate: int) -> npt.NDArray[np.int8]:
    """Return the level of each frame in dB of full scale."""
    size = rate * _FRAME_MS // 1000
    wave = np.frombuffer(samples, dtype="<i2").astype(np.float32)
    frames = wave[:len(wave) // size * size].reshape(-1, size)
    power = np.mean(frames * frames, axis=1) / np.float32(32768**2)
    levels: npt.NDArray[np.int8] = np.maximum(10 * np.log10(power + 1e-12), -127).astype(np.int8)
    return levels


def wordless(words: Sequence[Word], voice: Voice) -> tuple[Span, ...]:
    """Return where someone speaks for a while and no word stands."""
    if not words:
        return ()
    covered = merged((word.span for word in words), _STRETCHED_MS)
    bounds = Span(voice.spans[0].start, voice.spans[-1].end)
    return tuple(hole for hole in between(covered, bounds) if voice.ms(hole) >= _MISSED_MS)


def looked_again(words: Sequence[Word], sound: Sound | None, voice: Voice, again: Again) -> tuple[Guarded, Voice]:
    """Return the words with those that a second look found, and the voice with what turned out to be one.

    Without `sound` it looks only where there is a voice.
    """
    usual = usual_confidence(words) or _USUAL
    found: list[Guarded] = []
    for hole in wordless(words, voice):
        vain = len(found) >= _GIVE_UP and not any(judged.words for judged in found[-_GIVE_UP:])
        found.append(_missed(hole, None if vain else again(voice.parts(hole)), usual, voice))
    # One that is always equally sure gives nothing by which to judge what it hears in noise.
    tells = not words or len({word.confidence for word in words}) > 1
    voices = list(_unvoiced(loud(sound, voice), sound, usual, again)) if sound and tells else []
    spans = [remark.span for judged in voices for remark in judged.remarks if remark.span]
    more = [word for judged in (*found, *voices) for word in judged.words]
    everything = sorted((*words, *more), key=lambda word: word.span.start) if more else words
    remarks = [remark for judged in (*found, *voices) for remark in judged.remarks]
    return Guarded(tuple(everything), tuple(remarks)), Voice([*voice.spans, *spans]) if spans else voice


def _missed(hole: Span, words: tuple[Word, ...] | None, usual: float, voice: Voice) -> Guarded:
    """Judge what was heard in a voice where first there was nothing."""
    spoken = voice.ms(hole)
    if words and _believable(words, usual * _SURE_IN_VOICE) and least_ms(words) <= spoken:
        return Guarded(words, (Remark(
            SECOND_LOOK, f"No word was heard here at first; on a second look it is {quoted(words)}.", hole),))
    return Guarded((), (Remark(
        "speech.unheard", f"{spoken / 1000:.1f} s of speech in which no word was made out: what is said?", hole),))


def _unvoiced(regions: Sequence[Span], sound: Sound, usual: float, again: Again) -> Iterator[Guarded]:
    """Judge what was heard where the gate found no voice: only what is heard twice counts."""
    for region in regions:
        words = again((region,))
        if not words or not _fills(words, region) or not _believable(words, usual * _SURE_IN_NOISE):
            continue
        second = again((region.padded(_WIDER_MS).within(sound.span),))
        if second and _agreed(words, second):
            yield Guarded(words, (Remark(SECOND_LOOK, (
                f"No voice was found here at first; on a second look it is {quoted(words)}. Is it speech?"), region),))


def _believable(words: Sequence[Word], sure: float) -> bool:
    if sum(word.confidence for word in words) / len(words) < sure or loops(words):
        return False
    texts = [" ".join(word.text for word in words[run.start:run.stop]) for run in utterances(words, _STRETCHED_MS)]
    return not any(is_farewell(text) or is_credit(text) for text in texts)


def _fills(words: Sequence[Word], region: Span) -> bool:
    """Tell whether the words are as many as such a stretch of speech has: noise gives a stray one, music a few."""
    return len(words) >= _LEAST_WORDS and region.duration * _FILLED <= least_ms(words) <= region.duration


def _agreed(first: Sequence[Word], second: Sequence[Word]) -> bool:
    one, other = ([spoken_form(word.text) for word in words] for words in (first, second))
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _AGREED
