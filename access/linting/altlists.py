"""Lists of alternative texts as shops, CMSs and people keep them: CSV, TSV, JSON and JSON Lines, and the text files of ours.

Read piece by piece: a list of 100,000 rows costs no more memory than a short one, but for JSON, which is one document. What is
no row is told with its line, and passed on as it stands.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from access.errors import MediaBroken, MediaRefused, OutputError
from access.files import printable, replacing
from access.linting import delimited, objects
from access.mediafile import open_regular
from access.model.languages import bcp47, iso_639_2, primary

LISTS = (".csv", ".tsv", ".json", ".jsonl", ".ndjson")
_LINES = (".jsonl", ".ndjson")
_LARGEST_DOCUMENT = 256 << 20
_CHUNK = 1 << 20
_HEAD_LINES = 20

_COLUMNS = {
    "alt": "alt alttext alttag altattribute alternativetext imagealt imagealttext imgalt alternativtext alttekst "
           "alternatievetekst textealternatif textealt textoalternativo testoalternativo alttexten bildbeschreibung",
    "name": "file filename name src url image img picture photo path imageurl imagesrc imagefile imagename fileurl datei "
            "bild dateiname fichier archivo arquivo bestand",
    "language": "language lang locale sprache langue idioma lingua taal",
    "caption": "caption legend imagecaption bildunterschrift légende leyenda didascalia legenda onderschrift",
    "title": "title imagetitle titel titre título titolo",
    "long": "long longdesc longdescription longtext extended extendeddescription extdescr langbeschreibung",
    "page": "context page pagetext surroundingtext nearbytext kontext contexte contexto",
    "people": "people persons personinimage names",
    "place": "place location city",
    "purpose": "purpose role use decorative",
}
_COLUMN = {name: column for column, names in _COLUMNS.items() for name in names.split()}
_DECORATIVE = frozenset(
    "decorative dekorativ décoratif decorativo decoratief presentation none true yes ja oui sí si sim 1 x".split())
_FORMULA = tuple("=+-@\t\r")
"""How a cell begins that a spreadsheet would carry out."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One text of a list, and what stands beside it there."""

    row: int
    """The line of the file that it begins in, from 1; 0 where there are no lines."""
    text: str
    name: str = ""
    """What the list calls the picture."""
    long: str = ""
    language: str = ""
    """BCP 47, as the list says."""
    caption: str = ""
    title: str = ""
    page: str = ""
    people: tuple[str, ...] = ()
    place: str = ""
    decorative: bool = False


@dataclass(frozen=True, slots=True)
class BadRow:
    """What could not be read as a row."""

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the file: what it says, and how to write it with another text."""

    raw: str
    said: Listed | BadRow | None = None
    start: int = 0
    end: int = 0
    """Where the text stands in it; nowhere where both are the same."""
    write: Callable[[str], str] = str


def listed(path: Path) -> Iterator[Listed | BadRow]:
    """Yield the texts of a list, and what is no text. Raises `MediaError` where it is no list of alternative texts."""
    encoding = _encoding(path)
    with _opened(path, encoding) as file:
        yield from (piece.said for piece in _pieces(path, file) if piece.said is not None)


def copied(path: Path, target: Path, mend: Callable[[Listed], str]) -> int:
    """Write the list with each text as `mend` returns it, and nothing else changed; return how many texts are others.

    Where none is, nothing is written. A text that would begin as a formula does is left as it was. What lies at `target` is
    somebody's, and stays. Raises `OutputError`, `MediaError`.
    """
    if target.exists():
        raise OutputError(f"{printable(target)} is there already.", "Move it away, or name another with --output.")
    encoding = _encoding(path)
    changed = 0
    with _opened(path, encoding) as file:
        # Looked through first: a copy that is the same would only be in the way.
        if not any(_mended(piece, mend, encoding) != piece.raw for piece in _pieces(path, file)):
            return 0
    with _opened(path, encoding) as file, replacing(target) as place, place.open(
            "w", encoding=encoding, errors=_errors(encoding), newline="") as copy:
        for piece in _pieces(path, file):
            text = _mended(piece, mend, encoding)
            changed += text != piece.raw
            copy.write(text)
    return changed


def _mended(piece: _Piece, mend: Callable[[Listed], str], encoding: str) -> str:
    if not isinstance(piece.said, Listed) or piece.start == piece.end:
        return piece.raw
    old, new = piece.said.text, mend(piece.said)
    if new == old or (new.startswith(_FORMULA) and not old.startswith(_FORMULA)):
        return piece.raw
    try:
        new.encode(encoding, _errors(encoding))
    except UnicodeEncodeError:
        return piece.raw
    return piece.raw[:piece.start] + piece.write(new) + piece.raw[piece.end:]


# --- the file ------------------------------------------------------------------------------------------------------


def _opened(path: Path, encoding: str) -> TextIO:
    return TextIOWrapper(open_regular(path), encoding, _errors(encoding), newline="")


def _errors(encoding: str) -> str:
    """Bytes that stand for no sign in Windows' old encoding come back as they were."""
    return "surrogateescape" if encoding == "cp1252" else "strict"


def _encoding(path: Path) -> str:
    """Return how a list is written: UTF-16 by its mark, UTF-8 where all of it is, else Windows-1252. Marks stay in the text."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with open_regular(path) as file:
        head = file.read(_CHUNK)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16-le" if head.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
        try:
            while head:
                decoder.decode(head)
                head = file.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _pieces(path: Path, file: TextIO) -> Iterator[_Piece]:
    ending = path.suffix.lower()
    try:
        if ending == ".json":
            yield from _of_document(path, file)
        elif ending in _LINES:
            yield from _of_lines(file)
        elif ending == ".txt":
            yield _of_text(path, file)
        else:
            yield from _of_table(path, file)
    except UnicodeDecodeError as error:
        raise MediaBroken(f"{printable(path.name)} holds bytes that are no text.", "Save it as UTF-8.") from error


# --- tables --------------------------------------------------------------------------------------------------------


def _of_table(path: Path, file: TextIO) -> Iterator[_Piece]:
    head: list[str] = []
    for line in file:
        head.append(line)
        if _bare(line).strip() or len(head) == _HEAD_LINES:
            break
    named = re.fullmatch(r"sep=(.)\s*", _bare(head[-1])) if head else None
    if named:
        head.append(next(file, ""))
    delimiter = _delimiter(head[-1] if head else "", named[1] if named else "")
    if not delimiter:
        raise MediaBroken(
            f"{printable(path.name)} is no list of alternative texts: no column of it is called alt.",
            "Its first row names the columns: file, alt, and where they are known language, caption, title, long, context.")
    yield _Piece("".join(head[:-1]))
    lines = delimited.records(chain(head[-1:], file), delimiter)
    first = next(lines)
    yield _Piece(first.raw)
    columns = [_column(cell.value) for cell in first.cells]
    yield from (_of_record(record, columns, delimiter, len(head) - 1) for record in lines)


def _of_record(record: delimited.Record, columns: list[str], delimiter: str, above: int) -> _Piece:
    row = record.row + above
    if record.blank:
        return _Piece(record.raw)
    if not record.whole:
        return _Piece(record.raw, BadRow(row, "a quotation mark is opened in it and never closed"))
    at = columns.index("alt")
    count = len(record.cells)
    if count > len(columns) and any(cell.value.strip() for cell in record.cells[len(columns):]):
        return _Piece(record.raw, BadRow(row, f"it has {count} cells, and the first row {len(columns)}: a text with a "
                                              "delimiter in it stands between quotation marks"))
    if count <= at:
        return _Piece(record.raw, BadRow(row, f"it has {count} cell{'' if count == 1 else 's'}, and none for alt"))
    cells = {column: cell.value for column, cell in reversed(list(zip(columns, record.cells, strict=False))) if column}
    cell = record.cells[at]
    return _Piece(record.raw, _listed(row, cells), cell.start, cell.end,
                  lambda text: delimited.written(text, cell.quoted, delimiter))


def _delimiter(head: str, named: str) -> str:
    """Return what parts the cells of the first row: what makes the most known names out of it; empty where nothing does."""
    def known(delimiter: str) -> int:
        columns = [_column(cell.value) for cell in delimited.cells_of(head, delimiter) or ()]
        return len(set(filter(None, columns))) if "alt" in columns else 0

    best = named if named and known(named) else max(delimited.DELIMITERS, key=known)
    return best if known(best) else ""


def _column(name: str) -> str:
    return _COLUMN.get(re.sub(r"[\W_]+", "", _bare(name)).casefold(), "")


def _bare(text: str) -> str:
    return text.removeprefix("\ufeff")


def _listed(row: int, cells: Mapping[str, str]) -> Listed:
    people = tuple(name.strip() for name in re.split(r"[;,|\n]", cells.get("people", "")) if name.strip())
    return Listed(
        row, cells.get("alt", ""), cells.get("name", "").strip(), cells.get("long", ""), bcp47(cells.get("language", "")),
        cells.get("caption", ""), cells.get("title", ""), cells.get("page", ""), people, cells.get("place", ""),
        cells.get("purpose", "").strip().casefold() in _DECORATIVE)


# --- JSON ----------------------------------------------------------------------------------------------------------


def _of_document(path: Path, file: TextIO) -> Iterator[_Piece]:
    if path.stat().st_size > _LARGEST_DOCUMENT:
        raise MediaRefused(
            f"{printable(path.name)} is larger than {_LARGEST_DOCUMENT >> 20} MiB.", "JSON Lines has no such limit.")
    text = file.read()
    at, row, found = 0, 1, False
    try:
        for thing in objects.things(text):
            for piece_at, end, item in _members(thing):
                row += text.count("\n", at, piece_at)
                yield _Piece(text[at:piece_at])
                piece = _of_object(text[piece_at:end], piece_at, row, item)
                found = found or isinstance(piece.said, BadRow) or piece.end > piece.start
                yield piece
                row += text.count("\n", piece_at, end)
                at = end
    except json.JSONDecodeError as error:
        raise MediaBroken(f"{printable(path.name)} is no JSON: line {error.lineno}, {error.msg}.") from error
    except (ValueError, IndexError, RecursionError) as error:
        raise MediaBroken(f"{printable(path.name)} is no JSON that can be read.") from error
    if not found and text.strip("\ufeff \t\r\n[]{}"):
        raise MediaBroken(f"{printable(path.name)} is no list of alternative texts: nothing in it is called alt.",
                          'It holds objects such as {"file": "a.jpg", "alt": "A boat."}.')
    yield _Piece(text[at:])


def _members(thing: objects.Thing) -> Iterator[tuple[int, int, objects.Thing]]:
    """Yield an object, or one for each member where names of pictures stand before their texts: `{"a.jpg": "A boat."}`."""
    if thing.members and not any(_column(one.key) == "alt" for one in thing.members) and all(
            isinstance(one.value, str) and "." in one.key for one in thing.members):
        for one in thing.members:
            alone = (objects.Member("alt", one.value, one.start, one.end),)
            yield one.start, one.end, objects.Thing(one.start, one.end, alone, one.key)
    else:
        yield thing.start, thing.end, thing


def _of_object(raw: str, offset: int, row: int, thing: objects.Thing) -> _Piece:
    cells: dict[str, str] = {"name": thing.name} if thing.name else {}
    alt = next((one for one in thing.members if _column(one.key) == "alt"), None)
    if not thing.members:
        return _Piece(raw, BadRow(row, "it is no object with an alt"))
    if alt is not None and not isinstance(alt.value, str | None):
        return _Piece(raw, BadRow(row, "its alt is no text"))
    for one in thing.members:
        column = _column(one.key)
        if column and (text := _as_text(one.value)):
            cells.setdefault(column, text)
    start, end = (alt.start - offset, alt.end - offset) if alt is not None and alt.value is not None else (0, 0)
    return _Piece(raw, _listed(row, cells), start, end, lambda text: objects.written(text, raw[start:end]))


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(_as_text(item) for item in value)
    return value if isinstance(value, str) else str(value).lower() if isinstance(value, bool | int | float) else ""


def _of_lines(file: TextIO) -> Iterator[_Piece]:
    for row, line in enumerate(file, 1):
        start = len(line) - len(_bare(line).lstrip())
        if not line[start:].strip():
            yield _Piece(line)
            continue
        try:
            (thing,) = objects.things(line)
        except (ValueError, IndexError, RecursionError):
            yield _Piece(line, BadRow(row, "it is no JSON object"))
            continue
        yield _of_object(line, 0, row, thing)


# --- text ----------------------------------------------------------------------------------------------------------


def _of_text(path: Path, file: TextIO) -> _Piece:
    """Read a text file of ours: the short text, a blank line, the long one."""
    text = file.read()
    start = len(text) - len(_bare(text).lstrip())
    gap = re.compile(r"\r?\n[^\S\n]*\r?\n").search(text, start)
    end = gap.start() if gap else len(text.rstrip())
    long = text[gap.end():].strip() if gap else ""
    name, language = re.sub(r"\.alt(?:\.draft)?(?:\.fixed)?\.txt$", "", path.name, flags=re.IGNORECASE), language_in(path.name)
    if language and bcp47(name.rpartition(".")[2]) == language:
        name = name.rpartition(".")[0]
    return _Piece(text, Listed(1 + text.count("\n", 0, start), text[start:end], name, long, language), start, end)


def language_in(name: str) -> str:
    """Return the language that a file's name says, `photo.jpg.de.alt.txt`, `pictures.fr.csv`; empty where it says none."""
    for part in reversed(name.split(".")[1:-1]):
        tag = bcp47(part)
        if len(primary(tag)) == 2 and iso_639_2(tag) != "und":
            return tag
        if part.lower() not in ("alt", "draft", "fixed"):
            break
    return ""
