"""Which words of a description are its own: what is quoted, or cited behind `reads:`, somebody else wrote."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|„[^“”]*[“”]|\"[^\"]*\"|‘[^’]*’(?!\w)|(?<!\w)'[^']*'(?!\w)")
_CITING = re.compile(
    r"\b(?:reads?|says?|text|title|caption|captions|credits|sign|headline|subtitles?|titel|abspann|titre|générique|título|créditos"
    r"|titolo|aftiteling|text im bild|texte à l['’]écran|texto en pantalla|testo sullo schermo|texto na tela|tekst in beeld)"
    r"\b[^.!?:]{0,40}:.*", re.IGNORECASE | re.DOTALL)


def own_words(text: str) -> str:
    """Return a description without the texts that it reads out."""
    return _CITING.sub(" ", _QUOTED.sub(" ", text))
