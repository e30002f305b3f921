"""What a file that is to be checked holds: told by its name, else by its head."""

from __future__ import annotations

from pathlib import Path

from access.errors import MediaRefused
from access.linting import altlists, descriptions
from access.mediafile import open_regular
from access.mediafile.signatures import sniff_open
from access.model.media import MediaKind
from access.model.texts import TextKind


def kind_of(path: Path) -> TextKind:
    """Return what a file says that it holds. One that cannot be read is of the kind that says so: captions."""
    name = path.name.lower()
    if path.suffix.lower() in (*altlists.LISTS, ".xmp") or name.endswith((".alt.txt", ".alt.draft.txt")):
        return TextKind.ALT
    if is_picture(path):
        return TextKind.ALT
    return descriptions.kind_of(path)


def is_picture(path: Path) -> bool:
    """Tell whether a file is a picture, by its content."""
    try:
        with open_regular(path) as file:
            verdict = sniff_open(file)
    except (MediaRefused, OSError):
        return False
    return verdict is not None and verdict[0] is MediaKind.IMAGE
