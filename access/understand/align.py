"""Placing a script in sound: the words are a person's, the times come from the sound.

A script rarely is what was said: titles that nobody speaks, a line left out, an aside. So the sound is first *heard* with
a language model made of the script and nothing else; what was heard is matched with what was written; lines of which too
little was heard are set aside; and only then the words of the lines that are there are placed exactly, a few lines at a
time. Long sound goes in pieces, each against the part of the script that can be in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from access.engines.base import AlignmentEngine
from access.model.findings import GivenText, ScriptLine, Transcript, Word
from access.model.media import Sound
from access.model.time import Span, between, merged
from access.model.words import spoken_form
from access.understand.voice import Voice

_HEARD_SHARE = 0.5
"""A line is there when at least this share of its words was heard in its place."""
_SHORT_LINE = 2
"""A line of one or two words must be heard whole: a stray "the" proves nothing."""
_WORDS_PER_SECOND = 5
"""No one speaks a script faster: how much of it a piece of sound can hold."""
_SPARE_WORDS = 120
_GROUP_MS = 30_000
"""What is placed exactly at once, at most."""
_WORD_MS = 350
_EDGE_MS = 300
_PAUSE_MS = 500
_STRAY_SPEECH_MS = 2_000
"""Speech that no line accounts for is told from this length on."""


@dataclass(frozen=True, slots=True)
class _Token:
    """One word of the script."""

    text: str
    form: str
    line: int


def align(sound: Sound, voiced: Sequence[Span], given: GivenText, engine: AlignmentEngine, piece_ms: int) -> Transcript:
    """Return the given words with times, and which lines nobody speaks.

    Lines of captions that are not heard (a title that someone captioned) keep the times their author gave them; lines of a
    script are listed in `Transcript.unheard` and stay out of `words`. `piece_ms` bounds the sound looked at at once.
    """
    tokens = [
        _Token(word, spoken_form(word), number)
        for number, line in enumerate(given.lines) if not line.sounds for word in line.text.split()
    ]
    rough = _heard(sound, voiced, given.lines, tokens, engine, piece_ms)
    present = _lines_present(tokens, rough)
    present |= _lines_left_over(tokens, rough, present, voiced)
    rough = {index: word for index, word in rough.items() if tokens[index].line in present}
    words = _placed(sound, voiced, [i for i, token in enumerate(tokens) if token.line in present], tokens, rough, engine)
    absent = {token.line for token in tokens} - present
    kept = [number for number in sorted(absent) if given.lines[number].span is not None]
    words += [replace(word, apart=True) for number in kept for word in spread(given.lines[number], number)]
    finished = [
        replace(word, speaker=given.lines[word.line].speaker) for word in sorted(words, key=lambda word: word.span.start)
    ]
    unheard = tuple(sorted(absent - set(kept)))
    return Transcript(
        words=tuple(finished), language=given.language, origin=given.origin, unheard=unheard, lines=given.lines,
        notes=_notes(finished, voiced, given, unheard))


def estimate(voiced: Sequence[Span], given: GivenText) -> Transcript:
    """Spread the script over the speech in proportion to its letters: for a language that no engine here can place.

    Captions with times of their own keep them.
    """
    lines = [(number, line) for number, line in enumerate(given.lines) if not line.sounds]
    voice = Voice(voiced)
    words: list[Word] = []
    for (number, line), share in zip(lines, Span(0, voice.total).shared_out(len(line.text) for _, line in lines), strict=True):
        words += spread(line if line.span else replace(line, span=voice.sounding(share)), number)
    return Transcript(
        words=tuple(words), language=given.language, origin=given.origin, lines=given.lines,
        notes=(f"No engine here can place words of the language {given.language}: their times are estimates.",)
        if any(line.span is None for _, line in lines) else ())


def spread(line: ScriptLine, number: int) -> list[Word]:
    """Return the words of a line whose span is known, their times in proportion to their letters."""
    assert line.span is not None
    texts = line.text.split()
    return [
        Word(text, span, 0.0, number, line.speaker)
        for text, span in zip(texts, line.span.shared_out(map(len, texts)), strict=True)]


def _pieces(voiced: Sequence[Span], length: int) -> Iterator[tuple[Span, ...]]:
    """Yield the voiced spans in runs of about `length` ms of sound, cut in pauses."""
    piece: list[Span] = []
    for span in voiced:
        if piece and span.end - piece[0].start > length:
            yield tuple(piece)
            piece = []
        piece.append(span)
    if piece:
        yield tuple(piece)


def _heard(
    sound: Sound, voiced: Sequence[Span], lines: Sequence[ScriptLine], tokens: Sequence[_Token], engine: AlignmentEngine,
    piece_ms: int,
) -> dict[int, Word]:
    """Return roughly when each token was heard, for those that were."""
    found: dict[int, Word] = {}
    position = 0
    for piece in _pieces(voiced, piece_ms):
        seconds = (piece[-1].end - piece[0].start) / 1000
        reach = position + int(seconds * _WORDS_PER_SECOND) + _SPARE_WORDS
        part = range(position, min(reach, len(tokens)))
        if not part:
            break
        texts = [lines[number].text for number in dict.fromkeys(tokens[index].line for index in part)]
        heard = engine.hear(sound, piece, texts)
        matches = SequenceMatcher(
            None, [tokens[index].form for index in part], [spoken_form(word.text) for word in heard], autojunk=False)
        new = {
            part[block.a + step]: heard[block.b + step] for block in matches.get_matching_blocks() for step in range(block.size)
        }
        new = {index: word for index, word in new.items() if _near_its_cue(lines[tokens[index].line], word)}
        found |= new
        sure = _lines_present(tokens, new)
        position = max((index + 1 for index in new if tokens[index].line in sure), default=position)
    return found


def _near_its_cue(line: ScriptLine, word: Word) -> bool:
    """Captions have times: what is heard elsewhere is another line's."""
    return line.span is None or line.span.padded(5_000).overlap(word.span) > 0


def _lines_present(tokens: Sequence[_Token], rough: dict[int, Word]) -> set[int]:
    total: dict[int, int] = {}
    heard: dict[int, int] = {}
    for index, token in enumerate(tokens):
        if token.form:
            total[token.line] = total.get(token.line, 0) + 1
            heard[token.line] = heard.get(token.line, 0) + (index in rough)
    return {line for line, count in total.items() if heard[line] >= (count if count <= _SHORT_LINE else count * _HEARD_SHARE)}


def _lines_left_over(
    tokens: Sequence[_Token], rough: dict[int, Word], present: set[int], voiced: Sequence[Span]
) -> set[int]:
    """Return lines that were not made out, but between whose neighbours just as much is spoken as they would take.

    Speech that no other line claims, as long as the line should be: it can be nothing else.
    """
    rescued: set[int] = set()
    by_line: dict[int, list[int]] = {}
    for index, token in enumerate(tokens):
        by_line.setdefault(token.line, []).append(index)
    numbers = list(by_line)
    position = 0
    while position < len(numbers):
        if numbers[position] in present:
            position += 1
            continue
        last = position
        while last + 1 < len(numbers) and numbers[last + 1] not in present:
            last += 1
        before = [rough[i] for n in numbers[:position][-1:] for i in by_line[n] if i in rough]
        after = [rough[i] for n in numbers[last + 1:][:1] for i in by_line[n] if i in rough]
        if before and after and before[-1].span.end < after[0].span.start:
            hole = Span(before[-1].span.end, after[0].span.start)
            speech = sum(span.overlap(hole) for span in voiced)
            count = sum(len(by_line[number]) for number in numbers[position:last + 1])
            if 0.6 * count * _WORD_MS <= speech <= 1.6 * count * _WORD_MS:
                rescued |= set(numbers[position:last + 1])
        position = last + 1
    return rescued


def _placed(
    sound: Sound, voiced: Sequence[Span], indices: Sequence[int], tokens: Sequence[_Token], rough: dict[int, Word],
    engine: AlignmentEngine,
) -> list[Word]:
    """Return every token of `indices` with its exact time where the engine can place it, else with a rough one."""
    groups = list(_groups(indices, tokens, rough))
    words: list[Word] = []
    floor = 0
    for number, group in enumerate(groups):
        following = [rough[index] for later in groups[number + 1:number + 3] for index in later if index in rough]
        ceiling = following[0].span.start if following else sound.span.end
        words += _place_group(sound, voiced, group, tokens, rough, engine, Span(floor, max(floor, ceiling)))
        floor = max(floor, words[-1].span.end)
    return words


def _groups(indices: Sequence[int], tokens: Sequence[_Token], rough: dict[int, Word]) -> Iterator[list[int]]:
    """Yield tokens in runs of whole lines: a run ends at a pause, before a line that is missing, or when it is long."""
    group: list[int] = []
    for line in _by_line(indices, tokens):
        if group:
            last, first = rough.get(group[-1]), rough.get(line[0])
            pause = last is not None and first is not None and first.span.start - last.span.end >= _PAUSE_MS
            known = [rough[index] for index in (*group, *line) if index in rough]
            long = bool(known) and known[-1].span.end - known[0].span.start > _GROUP_MS
            if pause or long or tokens[line[0]].line > tokens[group[-1]].line + 1:
                yield group
                group = []
        group = [*group, *line]
    if group:
        yield group


def _by_line(indices: Sequence[int], tokens: Sequence[_Token]) -> list[list[int]]:
    lines: dict[int, list[int]] = {}
    for index in indices:
        lines.setdefault(tokens[index].line, []).append(index)
    return list(lines.values())


def _place_group(
    sound: Sound, voiced: Sequence[Span], group: Sequence[int], tokens: Sequence[_Token], rough: dict[int, Word],
    engine: AlignmentEngine, room: Span,
) -> list[Word]:
    span = _span_of(group, rough, room)
    if placed := engine.align(sound, span, [tokens[index].text for index in group]):
        voice = Voice(voiced)
        return [
            replace(word, span=voice.fitted(word.span), line=tokens[index].line)
            for index, word in zip(group, placed, strict=True)]
    lines = _by_line(group, tokens)
    if len(lines) > 1:
        words: list[Word] = []
        for number, line in enumerate(lines):
            later = [rough[index] for rest in lines[number + 1:] for index in rest if index in rough]
            floor = words[-1].span.end if words else room.start
            ceiling = max(floor, later[0].span.start if later else room.end)
            words += _place_group(sound, voiced, line, tokens, rough, engine, Span(floor, ceiling))
        return words
    return _interpolated(group, tokens, rough, span)


def _span_of(group: Sequence[int], rough: dict[int, Word], room: Span) -> Span:
    """Return where the group must be: around what was heard of it, with time for words at its edges that were not."""
    known = [place for place, index in enumerate(group) if index in rough]
    if not known:
        return room
    first, last = rough[group[known[0]]].span, rough[group[known[-1]]].span
    start = max(room.start, first.start - _EDGE_MS - known[0] * _WORD_MS)
    end = min(room.end, last.end + _EDGE_MS + (len(group) - 1 - known[-1]) * _WORD_MS)
    return Span(min(start, end), max(start, end))


def _interpolated(group: Sequence[int], tokens: Sequence[_Token], rough: dict[int, Word], span: Span) -> list[Word]:
    """Give words that cannot be placed the time between their neighbours, in proportion to their letters."""
    words: list[Word] = []
    waiting: list[int] = []
    for index in (*group, None):
        heard = rough.get(index) if index is not None else None
        if index is not None and (heard is None or (words and heard.span.start < words[-1].span.end)):
            waiting.append(index)
            continue
        start = words[-1].span.end if words else span.start
        end = max(start, heard.span.start if heard else span.end)
        line = ScriptLine(" ".join(tokens[i].text for i in waiting), span=Span(start, end))
        words += (replace(word, line=tokens[i].line) for word, i in zip(spread(line, 0), waiting, strict=True))
        waiting = []
        if index is not None and heard is not None:
            words.append(Word(tokens[index].text, heard.span, heard.confidence, tokens[index].line))
    return words


def _notes(words: Sequence[Word], voiced: Sequence[Span], given: GivenText, unheard: Sequence[int]) -> tuple[str, ...]:
    notes = [f"Line {number + 1} was not heard: {given.lines[number].text}" for number in unheard]
    if voiced:
        covered = merged((word.span for word in words), join=1_000)
        for hole in between(covered, Span(0, max(voiced[-1].end, covered[-1].end if covered else 0))):
            stray = sum(span.overlap(hole) for span in voiced)
            if stray >= _STRAY_SPEECH_MS:
                where = f"{stray / 1000:.1f} s of speech near {hole.start / 1000:.1f} s"
                notes.append(f"{where} stands in no line of {given.source}.")
    return tuple(notes)
