"""Text of a picture, a page or a speaker that reads like an instruction to a model.

It is data like all other text, and may be told; but whoever reads what was made of it should know. On the ground because
whoever judges an answer and whoever quotes a picture must agree on it.
"""

from __future__ import annotations

import re

_TO_MODELS = re.compile(
    r"\b(?:ignore|disregard|forget) (?:all |any |the |your |every)?\s*(?:previous|prior|above|earlier|instructions?)"
    r"|\b(?:previous|prior) instructions?\b"
    r"|\bsystem prompt\b|\byou are (?:now |an? )(?:ai|assistant|model|\w+ mode)|\bas an ai\b|\b(?:respond|reply"
    r"|answer) (?:only |with|as|in)\b|\bsay (?:that|exactly"
    r"|only|the)\b|\bdo not describe\b|\b(?:ai|language) models?\b|\bignorier\w* (?:alle|die|vorherige)"
    r"|\bignore[zr]? (?:toutes|les)|\bignor[ae]\w* (?:todas|las"
    r"|le|tutte|as|tudo)|\bnegeer (?:alle|de|eerdere)", re.IGNORECASE)


def orders_a_model(text: str) -> bool:
    """Return whether a text reads as if it were meant for a model rather than for people."""
    return bool(_TO_MODELS.search(text))
