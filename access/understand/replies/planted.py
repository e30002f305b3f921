"""Answers that say back what the question brought along, or do what a text in it asks for.

What stands in a picture, its metadata and the page around it is a stranger's. A model that obeys it says what the stranger
wrote, word for word as a rule: that is found by comparing, in whatever language it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from access.engines.base import Question
from access.lexis.quotes import without_quotes
from access.model.orders import orders_a_model
from access.model.words import spoken_forms
from access.understand.replies.doubts import data_of
from access.understand.replies.forbidden import addresses
from access.understand.replies.readings import was_read
from access.understand.replies.sameness import copies

_COMMAND = re.compile(
    r"(?<![\w'])(?:say|write|output|print|answer|reply|respond|repeat|return|(?:describe|caption|label|call) (?:this|it|the|me)"
    r"|(?:sage?|schreibe?|antworte|wiederhole|gib)(?= (?:nur|dass|aus|immer|[\"'„“:]))"
    r"|(?:dis|écris|écrivez|dites|réponds|répondez|répète)"
    r"|(?:escribe|escriba|responde|responda|repite|di(?= (?:que|solo|[\"'“«:])))"
    r"|(?:scrivi|rispondi|ripeti|dì|di'(?= ))|(?:escreva|responda|diga|repita)|(?:schrijf|antwoord|zeg|herhaal))(?![\w'])",
    re.IGNORECASE)
"""What asks somebody to say something. A text that does may still be meant for people: it is no doubt by itself."""
_ASKED = 240
"""Characters after such a word that may be what is to be said."""
_WHOLE_ORDER = 400
"""Characters of a text that is nothing but an order."""
_PAGE_WORDS = 6
"""A page has so many words that fewer of them in a row are nothing special."""
_LIST = 3
_MOSTLY = 0.8


def obeys(text: str, question: Question) -> bool:
    """Tell whether a sentence says, outside of quotation marks, what some text of the data asks to be said."""
    own = without_quotes(text, instead=" ")
    return any(_asked_for(own, order) for order in _orders(question))


def says_back(text: str, question: Question) -> bool:
    """Tell whether a sentence is a piece of the data and not about the picture."""
    own = without_quotes(text, instead=" ")
    once = (question.caption, question.title, question.purpose, question.given, *question.said)
    if any(copies(own, line) for line in once) or copies(own, question.page, _PAGE_WORDS):
        return True
    if _is_mere(own, question.place) or any(_is_mere(own, f"{name} {value}") for name, value in question.product):
        return True
    return copies(own, " ".join(f"{name} {value}" for name, value in question.product)) or _lists(own, question.keywords)


def copies_picture(text: str, texts: Sequence[str]) -> bool:
    """Tell whether a sentence is text of the picture, read out without quotation marks."""
    own = without_quotes(text, instead=" ")
    return any(copies(own, line) for line in (*texts, " ".join(texts)))


def strange_address(text: str, question: Question) -> bool:
    """Tell whether a sentence names an address that it does not quote from the picture."""
    return bool(addresses(without_quotes(text, lambda quote: was_read(quote, question.texts))))


def _orders(question: Question) -> Iterator[str]:
    """Yield what texts ask for: what stands after each word that asks, and short texts that are orders altogether.

    The lines of a picture are taken together: OCR breaks a sign into lines.
    """
    for text in (" ".join(question.texts), *data_of(question), *question.told):
        yield from (text[command.end():command.end() + _ASKED] for command in _COMMAND.finditer(text))
        if orders_a_model(text) and len(text) <= _WHOLE_ORDER:
            yield text


def _asked_for(text: str, order: str) -> bool:
    """Tell whether an order holds the sentence, however short that is."""
    words = spoken_forms(text)
    return bool(words) and (
        f" {' '.join(words)} " in f" {' '.join(spoken_forms(order))} " or (len(words) > 1 and copies(text, order, least=2)))


def _is_mere(text: str, other: str) -> bool:
    words = spoken_forms(text)
    return bool(words) and words == spoken_forms(other)


def _lists(text: str, keywords: Sequence[str]) -> bool:
    """Tell whether a sentence is the keywords over again, one after the other."""
    items = [" ".join(spoken_forms(item)) for item in re.split(r"[,;/|·•]|\s-\s", text)]
    items = [item for item in items if item]
    known = {" ".join(spoken_forms(keyword)) for keyword in keywords}
    listed = len(items) >= _LIST and sum(item in known for item in items) >= _MOSTLY * len(items)
    return listed or copies(text, " ".join(keywords), least=_LIST)
