"""What a picture is for: told by what a person said, else suggested by its size, its kind and its words.

After the alt decision tree of the W3C's Web Accessibility Initiative. Whether a picture is decoration or a control depends on
the page it stands in, which nobody here sees; so this is for a person to decide, and no text is ever blanked by it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from access.model.findings import Context
from access.model.pictures import KindGuess, PictureInfo, PictureKind, Suggested, Use

_SPACER = 8
"""Pixels: what is no larger on one side divides or fills; letters are taller."""
_TINY = 24
"""Pixels on the longer side: a bullet, a tracking pixel; the smallest icons that people press are as large (WCAG 2.5.8)."""
_ICON = 160
"""Pixels on the longer side: icons, buttons and small logos are no larger."""
_CONTROL = re.compile(
    r"\b(?:icons?|logos?|buttons?|arrows?|btn|ico|favicon|badges?|banners?|schaltfläche|knopf|pfeil|bouton|flèche|botón|flecha"
    r"|pulsante|freccia|botão|seta|knop|pijl)\b", re.IGNORECASE)
"""What people call pictures that do something."""
_ORNAMENT = re.compile(
    r"\b(?:spacer|divider|separator|decoration|decorative|ornament|border|background|texture|pattern|bg|trenner|trennlinie"
    r"|verzierung|hintergrund|muster|séparateur|décoration|fond|separador|fondo|decoración|separatore|sfondo)\b", re.IGNORECASE)


def suggested(
    picture: PictureInfo, kind: KindGuess | None, context: Context, words: Sequence[str], name: str,
) -> Suggested:
    """Return what the picture is likely for, and what shows it.

    `words` are those that can be read in it, `name` is that of its file, without the ending.
    """
    said = context.purpose.casefold().strip(" .")
    if said == "decorative":
        return Suggested(Use.MAYBE_DECORATIVE, "Its context says that it is decoration.")
    if context.link:
        return Suggested(Use.FUNCTIONAL, f"It stands in a link to “{context.link}”, which its text must tell.")
    if said == "link":
        return Suggested(Use.FUNCTION_UNKNOWN, "Its context says that it is a link, and not where that leads.")
    if said or context.product:
        return Suggested(Use.INFORMATIVE, "Its context says what it is for.")
    if picture.alt or picture.caption or picture.people:
        return Suggested(Use.INFORMATIVE, "Somebody has written of it what it shows.")
    return _by_looks(picture, kind, words, re.sub(r"[\W_]+", " ", name))


def _by_looks(picture: PictureInfo, kind: KindGuess | None, words: Sequence[str], name: str) -> Suggested:
    sides = (picture.width, picture.height)
    known, longer, shorter = bool(min(sides)), max(sides), min(sides)
    if kind is not None and kind.kind is PictureKind.BLANK:
        return Suggested(Use.MAYBE_DECORATIVE, "There is next to nothing on it.")
    if known and not words and (shorter <= _SPACER or longer <= _TINY):
        return Suggested(Use.MAYBE_DECORATIVE, f"It is only {picture.width} by {picture.height} pixels large.")
    if match := _CONTROL.search(name):
        return Suggested(Use.FUNCTION_UNKNOWN, f"Its file is called “{match[0]}”, and nothing says what it does.")
    if not words and (match := _ORNAMENT.search(name)):
        return Suggested(Use.MAYBE_DECORATIVE, f"Its file is called “{match[0]}”.")
    drawn = picture.drawn or (kind is not None and kind.kind is PictureKind.DRAWING)
    if known and drawn and longer <= _ICON:
        return Suggested(Use.FUNCTION_UNKNOWN, f"It is drawn, and as large as an icon ({picture.width} by {picture.height}).")
    return Suggested(Use.INFORMATIVE, "Nothing shows that it is decoration or a control.")
