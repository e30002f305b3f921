"""What kinds of text there are to be checked."""

from __future__ import annotations

from enum import StrEnum


class TextKind(StrEnum):
    """What a file of texts holds."""

    AUTO = "auto"
    """Whatever its name or its head says; captions where neither does."""
    CAPTIONS = "captions"
    DESCRIPTIONS = "descriptions"
    ALT = "alt"
    """Alternative texts of pictures: a list, a text file of ours, an XMP sidecar, or a picture that holds its own."""
