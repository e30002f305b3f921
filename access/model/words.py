"""Words compared: the form in which a spoken word, a written one and one read off a screen are the same."""

from __future__ import annotations

import re

_EDGES = re.compile(r"^[^\w]+|[^\w]+$")


def spoken_form(text: str) -> str:
    """Return one word in lower case, with no punctuation but inner apostrophes, hyphens and dots.

    Empty for what nobody says, such as a dash. Idempotent.
    """
    plain = text.lower().replace("’", "'").replace("(", "").replace(")", "")
    return _EDGES.sub("", plain).strip("_")


def spoken_forms(text: str) -> list[str]:
    """Return the spoken forms of a text's words, in order, those that nobody says left out."""
    return [form for form in map(spoken_form, text.split()) if form]


def words_per_minute(text: str, duration: int) -> float:
    """Return how fast `text` is spoken in `duration` ms; 0 where nothing is."""
    return len(spoken_forms(text)) * 60_000 / duration if duration > 0 else 0.0


def fastest(text: str, natural: int, max_tempo: float, max_words_per_minute: float) -> float:
    """Return the highest tempo, 1.0 or more, for a clip of `natural` ms that keeps both limits."""
    spoken = words_per_minute(text, natural)
    return max(1.0, min(max_tempo, max_words_per_minute / spoken if spoken else 1.0))
