"""The languages of Whisper: what it calls them, and which of them a checkpoint knows, told without loading it.

Whisper calls some languages otherwise than BCP 47 does, and lists no more than a hundred. A model that is asked for any other
guesses or fails, and one that was taught English alone writes English words whatever is spoken.
"""

from __future__ import annotations

import json
import pickletools
import re
import zipfile
import zlib
from itertools import islice
from pathlib import Path

CODES = tuple("""
    af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he hi hr ht hu hy id is it ja jw
    ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc pa pl ps pt ro ru sa sd si sk sl sn so sq sr su
    sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo yue zh
""".split())
"""Whisper's own."""
_CALLED = {"cmn": "zh", "fil": "tl", "jv": "jw", "nb": "no"}
"""What Whisper calls a primary subtag that it knows by another name."""
_KNOWN = tuple(sorted({*CODES, *_CALLED} - {"jw"}))
_MANY, _CANTONESE = 51_865, 51_866
"""Tokens of a checkpoint that knows many languages, and of one that knows Cantonese too."""
_FIRST_STEPS = 1_000
"""Of the recipe of a torch file; its dimensions come first."""
_REVISION = re.compile(r"(\.pt)?(@[^/]*| \([0-9a-f]{12}\))?$")
"""What stands after a model's name in its identity."""
_ENGLISH = re.compile(
    r"distil-whisper/[^/]+|(.*/)?(faster-)?distil-(whisper-)?(small|medium|large)(-v[\d.]+)?(\.en)?(-ct2)?"
    r"|(.*/)?[\w.-]*\.en(-\w+)*")
"""Names of models that were taught English alone. The distilled ones have the tokens of many languages all the same."""


def called(tag: str) -> str:
    """Return Whisper's code for a primary subtag."""
    return _CALLED.get(tag, tag)


def tag_of(code: str) -> str:
    """Return the primary subtag for what Whisper heard."""
    return "jv" if code == "jw" else code


def known(model: str, tokens: int) -> tuple[str, ...]:
    """Return the primary subtags that a Whisper takes, by its name and the number of its tokens (0: not known)."""
    if 0 < tokens < _MANY or _ENGLISH.fullmatch(_REVISION.sub("", model, count=1)):
        return ("en",)
    return _KNOWN if tokens >= _CANTONESE else tuple(tag for tag in _KNOWN if tag != "yue")


def tokens_listed(folder: Path) -> int:
    """Return how many tokens the vocabulary of a CTranslate2 model lists; 0 where that cannot be told."""
    try:
        if (file := folder / "vocabulary.json").is_file():
            return len(json.loads(file.read_bytes()))
        return len((folder / "vocabulary.txt").read_bytes().splitlines())
    except (OSError, ValueError, TypeError, RecursionError):
        return 0


def tokens_configured(folder: Path) -> int:
    """Return how many tokens the configuration of a checkpoint of transformers says it has; 0 where it does not say."""
    try:
        return int(json.loads((folder / "config.json").read_bytes())["vocab_size"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return 0


def tokens_pickled(file: Path) -> int:
    """Return how many tokens the dimensions in a file of OpenAI's say; 0 where that cannot be told.

    Its pickle is a recipe, and is read as a list of steps: nothing of it is carried out.
    """
    try:
        with zipfile.ZipFile(file) as parts:
            recipe = next(name for name in parts.namelist() if name.endswith("/data.pkl"))
            with parts.open(recipe) as steps:
                values = [value for _, value, _ in islice(pickletools.genops(steps), _FIRST_STEPS)
                          if isinstance(value, str | int)]
        after = values[values.index("n_vocab") + 1:]
        # Between the two may stand the number under which the name is remembered.
        return next((value for value in after[:2] if isinstance(value, int) and value > 1_000), 0)
    except (OSError, ValueError, EOFError, StopIteration, RuntimeError, zipfile.BadZipFile, zlib.error):
        return 0
