"""CMU PocketSphinx with the English model of its wheel: draft recognition, and placing known words in sound. BSD.

Recognition is word-perfect on clear synthetic voices and poor on real speech, hence tier `draft`. Placing a script is what
it does well: `hear` listens with a language model made of the script and nothing else, `align` finds the exact times.
"""

from __future__ import annotations

import importlib.util
import math
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import count, pairwise
from pathlib import Path
from typing import Any

from access.engines.base import Engine, EngineKind, Heard, Listening, Readiness
from access.engines.speech.biasing import spelled, teach
from access.engines.speech.pronounce import pronunciations
from access.engines.speech.utterances import utterances
from access.errors import EngineFailed
from access.model.findings import Word
from access.model.media import Sound
from access.model.script import EngineIdentity, Tier
from access.model.time import Span
from access.model.words import spoken_form, spoken_forms

_FRAME_MS = 10
_RATE = 16_000
_PHONES = (
    "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH").split()
_STRANGE = {f"[{phone}]": phone for phone in _PHONES}
"""One "word" for each phone of the model; in brackets, as are the model's own noises."""
_STRANGE_SHARE = 0.1
_DISCOUNT = 0.5
"""Absolute discounting of bigrams, D = 0.5: what is left goes to words in another order."""


class PocketSphinx:
    languages = ("en",)

    def __init__(self, tier: Tier = Tier.DRAFT) -> None:
        self._recogniser: Any = None
        self._aligner: Any = None
        self._known: set[str] = set()
        self.identity = EngineIdentity(
            name="pocketsphinx", version=version("pocketsphinx"), tier=tier, licence="BSD-2-Clause", model="en-us")

    def transcribe(self, sound: Sound, voiced: Sequence[Span], asked: Listening) -> Heard:
        if asked.terms:
            recogniser = _recogniser()  # taught and given up: the next file must not hear the names of this one
        else:
            recogniser = self._recogniser = self._recogniser or _recogniser()
        written = teach(recogniser, asked.terms)
        words = tuple(spelled(self._decoded(recogniser, sound, voiced), written))
        return Heard(words, language="en", language_assumed=not asked.language)

    def hear(self, sound: Sound, voiced: Sequence[Span], lines: Sequence[str]) -> tuple[Word, ...]:
        import pocketsphinx

        tokens = [token for line in lines for token in spoken_forms(line)]
        if not tokens:
            return ()
        with tempfile.TemporaryDirectory(prefix="access-") as folder:
            # A decoder of its own: one that knows nothing but the script's words searches in a tree of hundreds, not 134,000.
            model, dictionary = Path(folder, "script.lm"), Path(folder, "script.dict")
            model.write_text(_bigram_model(tokens), encoding="utf-8")
            strange = (f"{name} {phone}\n" for name, phone in _STRANGE.items())
            dictionary.write_text("".join([*self._entries(tokens), *strange]), encoding="utf-8")
            decoder = pocketsphinx.Decoder(lm=str(model), dict=str(dictionary), samprate=_RATE, loglevel="FATAL")
            return tuple(self._decoded(decoder, sound, voiced))

    def align(self, sound: Sound, span: Span, words: Sequence[str]) -> tuple[Word, ...] | None:
        tokens = [spoken_form(word) for word in words]
        said = [token for token in tokens if token]
        if not said:
            return None
        aligner = self._with_words(said)
        aligner.set_align_text(" ".join(said))
        try:
            found = list(self._segments(aligner, sound, span))
        except RuntimeError:
            return None
        if [word.text for word in found] != said:
            return None
        times = iter(found)
        placed = [next(times) if token else None for token in tokens]
        return tuple(
            Word(text, word.span if word else _beside(placed, index), word.confidence if word else 0.0)
            for index, (text, word) in enumerate(zip(words, placed, strict=True)))

    def close(self) -> None:
        self._recogniser = self._aligner = None
        self._known.clear()

    def _entries(self, tokens: Iterable[str]) -> Iterable[str]:
        """Yield the dictionary's lines for `tokens`, every pronunciation of each."""
        known = self._with_words(tokens)
        for token in sorted(set(tokens)):
            for number in count(1):
                name = token if number == 1 else f"{token}({number})"
                phones = known.lookup_word(name)
                if phones is None:
                    break
                yield f"{name} {phones}\n"

    def _with_words(self, tokens: Iterable[str]) -> Any:
        """Return the aligning decoder, its dictionary holding all `tokens`."""
        if self._aligner is None:
            import pocketsphinx

            self._aligner = pocketsphinx.Decoder(lm=None, samprate=_RATE, loglevel="FATAL")
        for token in dict.fromkeys(tokens):
            if token in self._known:
                continue
            self._known.add(token)
            if self._aligner.lookup_word(token) is None:
                phones = pronunciations(token) or ("AH",)
                for number, reading in enumerate(phones, 1):
                    self._aligner.add_word(token if number == 1 else f"{token}({number})", reading, True)
        return self._aligner

    def _decoded(self, decoder: Any, sound: Sound, voiced: Sequence[Span]) -> Iterable[Word]:
        for utterance in utterances(voiced, sound.span):
            try:
                yield from self._segments(decoder, sound, utterance)
            except RuntimeError as error:
                raise EngineFailed(f"pocketsphinx failed on the sound from {utterance.start} ms: {error}.") from error

    def _segments(self, decoder: Any, sound: Sound, span: Span) -> Iterable[Word]:
        if sound.sample_rate != _RATE:
            raise EngineFailed(f"pocketsphinx hears sound of {_RATE} Hz, this has {sound.sample_rate} Hz.")
        decoder.start_utt()
        try:
            decoder.process_raw(sound.read(span), full_utt=True)
        finally:
            decoder.end_utt()
        for segment in decoder.seg() or ():
            if segment.word[0] in "<[":
                continue
            start = span.start + segment.start_frame * _FRAME_MS
            end = span.start + (segment.end_frame + 1) * _FRAME_MS
            confidence = min(1.0, max(0.0, decoder.logmath.exp(segment.prob)))
            yield Word(re.sub(r"\(\d+\)$", "", segment.word), Span(start, max(start, min(end, span.end))), confidence)


def _recogniser() -> Any:
    import pocketsphinx

    return pocketsphinx.Decoder(samprate=_RATE, loglevel="FATAL")


def _beside(placed: Sequence[Word | None], index: int) -> Span:
    """Return an empty span at the edge of the nearest placed word: a dash takes no time."""
    before = next((word for word in reversed(placed[:index]) if word), None)
    if before:
        return Span(before.span.end, before.span.end)
    after = next(word for word in placed[index:] if word)
    return Span(after.span.start, after.span.start)


def _bigram_model(tokens: Sequence[str]) -> str:
    """Return an ARPA bigram model of one running text, by absolute discounting with back-off to unigrams.

    The phones of `_STRANGE` share `_STRANGE_SHARE` of the unigrams, so that speech which is not in the script becomes a
    string of phones rather than the nearest words of the script.

    Formula: p(b|a) = (n(a,b) − D)/n(a) where seen, else α(a)·p(b), with α(a) such that the probabilities sum to 1
    (Ney, Essen, Kneser 1994).
    """
    text = ["<s>", *tokens, "</s>"]
    single, pairs = Counter(text), Counter(pairwise(text))
    followers: dict[str, list[str]] = {}
    for first, second in pairs:
        followers.setdefault(first, []).append(second)
    weight = {first: sum(pairs[first, second] for second in after) for first, after in followers.items()}
    total = sum(single.values()) - 1
    base = {token: (1 - _STRANGE_SHARE) * times / total for token, times in single.items() if token != "<s>"}
    base |= dict.fromkeys(_STRANGE, _STRANGE_SHARE / len(_STRANGE))
    lines = ["\\data\\", f"ngram 1={len(base) + 1}", f"ngram 2={len(pairs)}", "", "\\1-grams:"]
    for token in sorted({"<s>", *base}):
        after = followers.get(token, [])
        back_off = 0.0
        if after:
            free = _DISCOUNT * len(after) / weight[token]
            back_off = math.log10(free / max(1e-6, 1 - sum(base[follower] for follower in after)))
        lines.append(f"{math.log10(base[token]) if token in base else -99:.5f} {token} {back_off:.5f}")
    lines += ["", "\\2-grams:"]
    for first, second in sorted(pairs):
        lines.append(f"{math.log10((pairs[first, second] - _DISCOUNT) / weight[first]):.5f} {first} {second}")
    return "\n".join([*lines, "", "\\end\\", ""])


@dataclass(frozen=True, slots=True)
class PocketSphinxFactory:
    kind: EngineKind
    tier: Tier
    name: str = "pocketsphinx"
    licence: str = "BSD-2-Clause"
    remote: bool = False

    def readiness(self, model: str) -> Readiness:
        if importlib.util.find_spec("pocketsphinx") is None:
            return Readiness(False, "The package pocketsphinx is not installed.", "pip install pocketsphinx")
        return Readiness(True, "Its English model comes inside its wheel.")

    def open(self, model: str, offline: bool) -> Engine:
        return PocketSphinx(self.tier)


factory = PocketSphinxFactory(EngineKind.SPEECH, Tier.DRAFT)
alignment = PocketSphinxFactory(EngineKind.ALIGNMENT, Tier.STANDARD)
