"""Closed captions of line 21 (CEA-608): which characters they have, and the words that put text on the screen.

The code tables are ttconv's. Its own writer of SCC is not used: it writes a blank for ü and “, loses one of two notes in a
row, and leaves out a caption for which there is no time to load.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from ttconv.scc.codes.control_codes import SccControlCode
from ttconv.scc.codes.extended_characters import SccExtendedCharacter
from ttconv.scc.codes.preambles_address_codes import SccPreambleAddressCode
from ttconv.scc.codes.special_characters import SccSpecialCharacter
from ttconv.scc.codes.standard_characters import TO_SCC_BYTES
from ttconv.style_properties import NamedColors

from access.model.profile import LINE_21_COLUMNS
from access.pack.texts import clean

COLUMNS = LINE_21_COLUMNS
ROWS = 4
"""At once, by the standard."""
_LAST_ROW = 15

_STANDARD: dict[str, int] = {character: byte for character, byte in TO_SCC_BYTES.items() if character != "█"}
_SPECIAL: dict[str, int] = {
    str(one.get_unicode_value()): int(one.get_ch1_value()) for one in SccSpecialCharacter if one.get_unicode_value() != " "}
_EXTENDED: dict[str, int] = {
    str(one.get_unicode_value()): int(one.get_ch1_value())
    for one in SccExtendedCharacter if one.get_unicode_value() not in _STANDARD}
_BASES = dict(zip("“”‘«»━*{}\\_|~ʌ©•℠¡ßØø¥¤", "\"\"'<>--()/-/-'c.s!sOoY$", strict=True))
"""What a decoder shows that knows no extended characters, where that is not the bare letter."""

_SPELLINGS = {
    "–": "-", "‒": "-", "―": "━", "‐": "-", "‑": "-", "−": "-", "…": "...", "‚": ",", "„": "“", "‟": "“",
    "`": "'", "´": "'", "ʼ": "'", "′": "'", "″": '"', "‹": "<", "›": ">", "·": "•", "●": "•", "♫": "♪", "♬": "♪",
    "♩": "♪", "×": "x", "≤": "<=", "≥": ">=", "≠": "=/=", "≈": "~", "±": "+/-", "→": "->", "←": "<-", "⁄": "/", "€": "EUR",
    "Œ": "OE", "œ": "oe", "Æ": "AE", "æ": "ae", "ẞ": "SS", "Þ": "Th", "þ": "th", "Ð": "D", "ð": "d", "Đ": "D", "đ": "d",
    "Ł": "L", "ł": "l", "ı": "i", "Ŋ": "Ng", "ŋ": "ng", "Ħ": "H", "ħ": "h", "№": "No.",
}
"""Near enough to be read as the same."""

_SAME = dict(zip("—^’", "━ʌ'", strict=True))
"""Characters of line 21 that ttconv calls by the name of another."""

_SHOWN = {ord(name): character for character, name in _SAME.items() if name != "'"}

Unit = tuple[int, ...]
"""Words of two bytes, without parity, that nothing may come between."""


def has(character: str) -> bool:
    """Tell whether line 21 has the character itself."""
    return character in _SAME or _is_code(character)


def spelled(text: str) -> str:
    """Return one clean line in the characters of line 21: the nearest where there is one, else a letter's or sign's name."""
    composed = unicodedata.normalize("NFC", clean(text)).replace("\u00a0", " ")
    return clean("".join(character if _is_code(character) else _nearest(character) for character in composed))


def _is_code(character: str) -> bool:
    return character in _STANDARD or character in _SPECIAL or character in _EXTENDED


def read(text: str) -> str:
    """Return text that ttconv read with the characters that line 21 shows."""
    return text.translate(_SHOWN)


def _nearest(character: str) -> str:
    if character in _SAME or character in _SPELLINGS:
        return _SAME.get(character) or _SPELLINGS[character]
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return ""
    if unicodedata.category(character) == "Zs":
        return " "
    bare = "".join(one for one in unicodedata.normalize("NFKD", character) if not unicodedata.combining(one))
    if bare and bare != character:
        return "".join(one if _is_code(one) else _nearest(one) for one in bare)
    return _name(character)


def _name(character: str) -> str:
    """Return what a character is called: `pi` for π, `[grinning face]` for a sign, `?` where a name would say nothing."""
    name = unicodedata.name(character, "").lower()
    if not name or not name.isascii() or unicodedata.category(character) == "Lo":
        return "?"
    if unicodedata.category(character) not in ("Lu", "Ll"):
        return f"[{name}]"
    letter = name.rpartition(" ")[2]
    return letter.capitalize() if character.isupper() else letter


def pop_on(rows: Sequence[str]) -> list[Unit]:
    """Return what loads a caption out of sight: its rows centred, the last one at the bottom. `show` then shows it."""
    units = [_control(SccControlCode.RCL), _control(SccControlCode.ENM)]
    for row, text in enumerate(rows, start=_LAST_ROW + 1 - len(rows)):
        indent, offset = divmod((COLUMNS - len(text)) // 2, 4)
        units.append(_twice(int(SccPreambleAddressCode(1, row, NamedColors.white, indent * 4).get_ch1_packet())))
        if offset:
            units.append(_control((SccControlCode.TO1, SccControlCode.TO2, SccControlCode.TO3)[offset - 1]))
        units += _text(text)
    return units


def show() -> Unit:
    """Return what shows the caption that was loaded in place of the one that is seen."""
    return _control(SccControlCode.EOC)


def erase() -> Unit:
    """Return what takes the caption that is seen away."""
    return _control(SccControlCode.EDM)


def hexadecimal(word: int) -> str:
    """Return a word as SCC writes it, each byte with its odd parity."""
    return "".join(f"{byte | (0 if byte.bit_count() % 2 else 0x80):02x}" for byte in divmod(word, 0x100))


def _text(text: str) -> Iterator[Unit]:
    """Yield the words of a row: two plain characters each; another one is a code, sent twice so that it may be sent once more.

    An extended character takes the place of the plain one before it, which stays for decoders that know none.
    """
    half: int | None = None
    for character in text:
        plain = _STANDARD.get(_base(character) if character in _EXTENDED else character)
        before: Unit = ()
        if plain is not None:
            before, half = ((half * 0x100 + plain,), None) if half is not None else ((), plain)
        if character not in _STANDARD and half is not None:
            before, half = (*before, half * 0x100), None
        if character in _EXTENDED:
            yield (*before, *_twice(_EXTENDED[character]))
            continue
        if before:
            yield before
        if character in _SPECIAL:
            yield _twice(_SPECIAL[character])
    if half is not None:
        yield (half * 0x100,)


def _base(character: str) -> str:
    bare = _BASES.get(character) or unicodedata.normalize("NFKD", character)[0]
    return bare if bare in _STANDARD else "-"


def _control(code: SccControlCode) -> Unit:
    return _twice(int(code.get_ch1_value()))


def _twice(word: int) -> Unit:
    """Every code is sent twice: a decoder that misses one takes the other, one that has had it passes the second over."""
    return (word, word)
