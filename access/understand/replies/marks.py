"""What is left where a word was taken out of a sentence: a mark, and the tidying that makes one sentence of it again."""

from __future__ import annotations

import re

OUT = "\uf8ff"
"""Stands where something was taken out or put in, until `tidied`. No answer holds one."""
_VOWEL = re.compile(r"(?:[aeiou]|ho(?:ur|nest|nou?r))(?!ne?\b|ni[cfqtv]|s[ae]|ropean|uro)", re.IGNORECASE)
_ARTICLE = re.compile(rf"(?<![\w'-])(an?)(?= {OUT}*([^\W\d_][\w'-]*))", re.IGNORECASE)
_JOINS = "and|und|et|y|e|en"


def tidied(text: str, tag: str) -> str:
    """Return a text as it is written where nothing was ever taken out: blanks, commas, articles and capitals in order."""
    if OUT not in text:
        return text
    text = re.sub(rf",\s*{OUT}\s*,", " ", text)
    text = re.sub(rf"(?:,| (?:{_JOINS})) {OUT}(?=\s*[.,;!?])", "", text)
    if tag == "en":
        text = _ARTICLE.sub(lambda found: _articled(found, text), text)
    if tag == "it":
        text = re.sub(rf"\b([Uu])n'\s*{OUT}?\s*(?=[^aeiouàèéìòù\W])", r"\1na ", text)
        text = re.sub(rf"\b([LlDd]|[Nn]ell|[Dd]ell|[Aa]ll|[Ss]ull)'\s*{OUT}?\s*(?=[^aeiouhàèéìòù\W])", r"\1a ", text)
    text = text.replace(OUT, "")
    text = re.sub(r" {2,}", " ", text)
    text = re.sub(r" +(?=[.,;!?])", "", text).strip()
    return re.sub(r"(^|[.!?] )([^\W\d_])", lambda start: start.group(1) + start.group(2).upper(), text)


def _articled(found: re.Match[str], text: str) -> str:
    """Return `a` or `an` for the word that follows now, where something was changed between the two."""
    if OUT not in text[found.end():found.end() + 2]:
        return found.group(1)
    article = "an" if _VOWEL.match(found.group(2)) else "a"
    return article.title() if found.group(1)[0].isupper() and len(article) == 1 else (
        article[0].upper() + article[1:] if found.group(1)[0].isupper() else article)
