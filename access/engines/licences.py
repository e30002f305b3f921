"""Licences that forbid commercial use: which models have one, and whether the settings accept it.

A library's licence says nothing about its models. Models under a licence of this kind are refused until `[engines]
accept_licences` names it, for who publishes what they make may not be allowed to. What a model is under is told, in this
order, by its engine's own list, by its card (`README.md`, as the hub writes it) where that lies beside the weights, and by
the table below. Where nothing tells, the licence is unknown: it is shown as that, and left to whoever put the model there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from access.errors import EngineNotReady

UNKNOWN = "unknown: see where the model came from"
CPML = "CPML"
"""The Coqui Public Model License of XTTS (https://coqui.ai/cpml): no commercial use of the model *or of what it says*."""
_BY_NAME = {
    "facebook/mms-": "CC BY-NC 4.0", "facebook/seamless-m4t-": "CC BY-NC 4.0", "facebook/hf-seamless-m4t-": "CC BY-NC 4.0",
    "qwen/qwen2.5-vl-3b": "Qwen Research", "qwen/qwen2.5-3b": "Qwen Research", "coqui/xtts": CPML, "tts-hub/xtts": CPML,
}
"""How names on the hub begin (in small letters), and the licences those models are known to be under, to the best of our
knowledge: a card that lies beside the weights names its own."""
_FORBIDS = re.compile(r"\bnc\b|non-?commercial|\bcpml\b|coqui-public|research", re.IGNORECASE)
_CARD_BYTES = 16_384
_FIELD = re.compile(r"^(license|license_name)[^\S\n]*:[^\S\n]*(?:\n[^\S\n]*-[^\S\n]+)?['\"]?([^'\"#\n]+)", re.MULTILINE)
_VAGUE = {"other", "unknown", ""}


def forbids(licence: str) -> bool:
    """Tell whether a licence, by its name, forbids commercial use."""
    return bool(_FORBIDS.search(licence))


def by_name(repository: str) -> str:
    """Return the licence that forbids commercial use of a model of the hub; empty where none is known to."""
    return next((licence for start, licence in _BY_NAME.items() if repository.lower().startswith(start)), "")


def on_card(folder: Path | None) -> str:
    """Return the licence that a model's card names; empty where there is no card, or it names none."""
    try:
        if folder is None:
            return ""
        with (folder / "README.md").open(encoding="utf-8", errors="replace") as file:
            text = file.read(_CARD_BYTES)
    except OSError:
        return ""
    head = text.split("---", 2)[1] if text.startswith("---") else ""
    named: dict[str, str] = {key: value.strip() for key, value in _FIELD.findall(head)}
    plain = named.get("license", "")
    return named.get("license_name", "") if plain.lower() in _VAGUE else plain


def accepts(licence: str, accepted: Iterable[str]) -> bool:
    """Tell whether a licence that forbids commercial use is among those accepted; none at all needs no accepting."""
    return not licence or _plain(licence) in set(map(_plain, accepted))


def refuse(model: str, licence: str, accepted: Iterable[str]) -> None:
    """Raise `EngineNotReady` where `licence`, which forbids commercial use of `model`, is not among those accepted."""
    if not accepts(licence, accepted):
        raise EngineNotReady(
            f"{model} is under the licence {licence}, which forbids commercial use.",
            f'Where that is no hindrance, accept it in the settings: `[engines] accept_licences = ["{licence}"]`.')


def _plain(licence: str) -> str:
    """Return a name in which `CC BY-NC 4.0` and `cc-by-nc-4.0` are the same."""
    return re.sub(r"[^a-z0-9.]", "", licence.lower())
