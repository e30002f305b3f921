"""The same sentences in fewer words, by rule: what a sentence stands without is taken out, and nothing is put in.

Cautious, for nobody reads it before it is spoken: a cut is made only where the words around show that the sentence stands
without it. No negation, number or name is ever cut, a sentence that holds a negation or a quotation is not touched inside, and
the first words stay. The words that rules need are in `shortwords` and `lexicon`; a language that is not there is not
shortened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from access.model.languages import primary
from access.model.words import spoken_form, spoken_forms
from access.write.lexicon import Lexicon, lexicon
from access.write.linebreaks import ends_sentence
from access.write.shortwords import ShortWords, short_words

_Tokens = tuple[str, ...]
_QUOTES = re.compile(r"[“”\"„«»‹›]")
_LEAST = 2
"""Words of a sentence."""
_LONGEST_PHRASE = 4
"""Words after a preposition that are surely its own."""


def shorter(text: str, language: str) -> tuple[str, ...]:
    """Return `text` in fewer and fewer words, each result whole sentences; empty where no rule applies.

    `text`: one sentence or more, each with its full stop. What says least goes first: asides, clauses after a comma, adverbs
    and adjectives, phrases at the end of a sentence, and at last the last sentence.
    """
    words = short_words(language)
    if words is None:
        return ()
    grammar = _Grammar(language, words)
    sentences = _sentences(text, language)
    found: list[str] = []
    for cuts in (grammar.asides, grammar.clauses, grammar.adverbs, grammar.adjectives, grammar.phrases):
        for number in reversed(range(len(sentences))):
            while cut := next(grammar.kept(sentences[number], cuts), None):
                sentences[number] = cut
                found.append(" ".join(" ".join(sentence) for sentence in sentences))
    while len(sentences) > 1 and not grammar.protects(sentences[-1]):
        sentences.pop()
        found.append(" ".join(" ".join(sentence) for sentence in sentences))
    return tuple(found)


def _sentences(text: str, language: str) -> list[_Tokens]:
    tokens = text.split()
    ends = [number for number, (one, other) in enumerate(pairwise(tokens), 1) if ends_sentence(one, other, language)]
    return [tuple(tokens[first:last]) for first, last in pairwise([0, *ends, len(tokens)]) if last > first]


class _Grammar:
    """Where a sentence of one language can be cut. Each of `asides` to `phrases` yields stretches of words, the best first."""

    def __init__(self, language: str, words: ShortWords) -> None:
        self._words = words
        self._lexicon: Lexicon = lexicon(language)
        self._german = primary(language) == "de"
        self._leans = self._lexicon.determiners | self._lexicon.prepositions | self._lexicon.conjunctions | (
            self._lexicon.auxiliaries | words.intensifiers)

    def kept(self, sentence: _Tokens, cuts: Callable[[_Tokens], Iterator[tuple[int, int]]]) -> Iterator[_Tokens]:
        """Yield the sentence after each cut that may be made."""
        if self._negated(sentence) or _QUOTES.search(" ".join(sentence)):
            return
        for first, last in cuts(sentence):
            if first == 0 or last - first >= len(sentence) or self._holds(sentence, first, last):
                continue
            rest = _joined(sentence, first, last)
            if len(rest) >= _LEAST and self._stands(rest):
                yield rest

    def protects(self, sentence: _Tokens) -> bool:
        """Return whether a sentence holds what is never cut; its first word may be a name unless it is a small one."""
        first = spoken_form(sentence[0])
        named = first not in self._lexicon.function_words or first in self._words.numbers
        quotes = bool(_QUOTES.search(" ".join(sentence)))
        return named or quotes or self._negated(sentence) or self._holds(sentence, 1, len(sentence))

    def asides(self, sentence: _Tokens) -> Iterator[tuple[int, int]]:
        """Yield what stands in brackets or between dashes."""
        opened = [number for number, token in enumerate(sentence) if token.startswith("(")]
        for first in reversed(opened):
            last = next((number for number in range(first, len(sentence)) if ")" in sentence[number]), None)
            if last is not None:
                yield first, last + 1
        dashes = [number for number, token in enumerate(sentence) if token in ("–", "—")]
        if len(dashes) == 2:
            yield dashes[0], dashes[1] + 1

    def clauses(self, sentence: _Tokens) -> Iterator[tuple[int, int]]:
        """Yield the clauses after a comma that only say more of what stands before: relative ones, participles."""
        if self._form(sentence[0]) in self._lexicon.conjunctions | self._lexicon.prepositions or self._participle(sentence[0]):
            return
        commas = [number for number, token in enumerate(sentence[:-1]) if token.endswith(",")]
        for comma in reversed(commas):
            opens = sentence[comma + 1]
            if self._form(opens) not in self._words.relatives and not self._participle(opens):
                continue
            end = next((number for number in commas if number > comma), None)
            if end is None:
                yield comma + 1, len(sentence)
            elif self._follows(sentence[end + 1]) and (not self._words.verb_last or sentence[end][:1].islower()):
                yield comma + 1, end + 1

    def adverbs(self, sentence: _Tokens) -> Iterator[tuple[int, int]]:
        """Yield the words that only say how, or how very."""
        for number in reversed(range(1, len(sentence))):
            token, before = sentence[number], self._form(sentence[number - 1])
            after = self._form(sentence[number + 1]) if number + 1 < len(sentence) else ""
            if not token.isalpha() and number + 1 < len(sentence):
                continue
            if self._form(token) in self._words.intensifiers and after and after not in self._lexicon.function_words:
                if not self._breaks_article(sentence[number - 1], sentence[number + 1]):
                    yield number, number + 1
            elif self._says_how(token) and not sentence[number - 1].endswith(",") and not (
                    {before, after} & (self._lexicon.conjunctions | self._words.intensifiers) or before in self._determiners):
                yield number, number + 1

    def adjectives(self, sentence: _Tokens) -> Iterator[tuple[int, int]]:
        """Yield the adjectives that stand between an article and its noun."""
        for number in reversed(range(1, len(sentence) - 1)):
            token, after = sentence[number], sentence[number + 1]
            before = self._form(sentence[number - 1])
            opened = before in self._determiners or before in self._words.ornaments
            if not opened or self._form(token) not in self._words.ornaments or not token.isalpha():
                continue
            noun = self._form(after)
            follows = noun not in self._lexicon.function_words and (not self._german or after[:1].isupper())
            if follows and not self._breaks_article(sentence[number - 1], after):
                yield number, number + 1

    def phrases(self, sentence: _Tokens) -> Iterator[tuple[int, int]]:
        """Yield the phrase of a preposition that ends the sentence, where the noun before it needs none."""
        for number in reversed(range(2, len(sentence) - 1)):
            if self._form(sentence[number]) not in self._words.cuttable:
                continue
            if self._is_phrase(sentence[number + 1:]) and self._ends_noun(sentence[:number]) and not any(
                    self._form(token) in self._words.needy for token in sentence[:number]):
                yield number, len(sentence)
            return

    def _is_phrase(self, tokens: _Tokens) -> bool:
        """Return whether these words are a noun with its article and what adorns it, and nothing more."""
        if len(tokens) > _LONGEST_PHRASE or any(token.endswith(",") for token in tokens):
            return False
        opened, *inner = tokens
        if self._form(opened) not in self._words.indefinite | (frozenset() if self._german else self._determiners) or not inner:
            return False
        *adorning, noun = inner
        adorned = all(map(self._adorns, adorning))
        named = noun[:1].isupper() if self._german else self._form(noun) not in self._lexicon.function_words
        return adorned and named and self._form(noun) not in self._words.particles

    def _adorns(self, token: str) -> bool:
        return self._form(token) in self._words.ornaments or token.endswith(self._words.adorning)

    def _ends_noun(self, tokens: _Tokens) -> bool:
        """Return whether the last word is a noun: its article stands before it, with nothing between but what adorns it."""
        last = len(tokens) - 1
        if self._form(tokens[last]) in self._leans or tokens[last].endswith(","):
            return False
        place = last - 1
        while place > 0 and self._adorns(tokens[place]):
            place -= 1
        return place >= 0 and self._form(tokens[place]) in self._determiners

    @property
    def _determiners(self) -> frozenset[str]:
        return self._lexicon.articles | self._words.indefinite

    def _participle(self, token: str) -> bool:
        form = self._form(token)
        return form in self._words.participles or (
            len(form) >= 5 and form.endswith(self._words.participle_endings) and form not in self._words.no_participles)

    def _says_how(self, token: str) -> bool:
        form = self._form(token)
        return form in self._words.manner or (
            bool(self._words.manner_ending) and len(form) >= 6 and form.endswith(self._words.manner_ending)
            and token[:1].islower() and form not in self._words.no_manner)

    def _follows(self, token: str) -> bool:
        """Return whether a sentence goes on here, and no list does."""
        return self._form(token) not in self._lexicon.conjunctions

    def _breaks_article(self, before: str, after: str) -> bool:
        """Return whether an article would have to change: `an old house`, `a house`; `la vieille école`, `l'école`."""
        vowel = after[:1].lower() in self._words.vowels
        if self._form(before) in ("a", "an") and self._words.a_and_an:
            return vowel != (self._form(before) == "an")
        return bool(self._words.elides) and vowel and self._form(before) in self._words.elides

    def _holds(self, sentence: _Tokens, first: int, last: int) -> bool:
        """Return whether a stretch holds what is never cut: a number, a negation, a name."""
        kept = self._words.numbers | self._words.negations
        return any(
            any(map(str.isdigit, sentence[number])) or self._form(sentence[number]) in kept
            or self._is_name(sentence[number], self._form(sentence[number - 1])) for number in range(first, last))

    def _is_name(self, token: str, before: str) -> bool:
        """Return whether a word inside a sentence may be a name; of the nouns of German, each that has no article."""
        if not token.lstrip("(–—")[:1].isupper():
            return False
        return not (self._german and before in self._words.indefinite | self._words.ornaments | self._lexicon.articles)

    def _negated(self, sentence: _Tokens) -> bool:
        return any(self._form(token) in self._words.negations or self._form(token).endswith("n't") or (
            self._form(token).startswith(("n'", "kein"))) for token in sentence)

    def _stands(self, sentence: _Tokens) -> bool:
        return self._form(sentence[-1]) not in self._leans

    @staticmethod
    def _form(token: str) -> str:
        return spoken_form(token)


def _joined(sentence: _Tokens, first: int, last: int) -> _Tokens:
    """Take a stretch out; what ends the sentence goes to the word that ends it then, and one comma of two stays."""
    before, after = list(sentence[:first]), list(sentence[last:])
    while not after and len(before) > 1 and not spoken_forms(before[-1]):
        before.pop()  # a dash before what is gone
    if not after or before[-1].endswith(","):
        before[-1] = before[-1].rstrip(",;–— ")
    if not after:
        before[-1] = before[-1].rstrip(".!?…") + "."
    elif sentence[last - 1].endswith(",") and not sentence[first - 1].endswith(","):
        before[-1] += ","
    return tuple(before + after)
