"""What a text in a picture is: words to be read, a formula, program code, or what a reader of pictures made of a texture.

A screen reader that is given `for (i = 0; i < n; i++) {` reads it as if it were a sentence, and nobody understands it. On the
ground because what writes must name such a text rather than read it out, and what checks must find it in anybody's text.
Cautious towards prose: opening hours, prices, phone numbers, units and addresses are words to be read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from access.model.misread import is_misread
from access.model.pictures import Nature

# --- formulas ------------------------------------------------------------------------------------------------------

_FUNCTIONS = frozenset(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln exp lim max min mod det dim sup inf arg sqrt sum prod "
    "const rot grad div var cov".split())
_RELATION = re.compile(r"[=≈≠≤≥≡∝∈∉⊂⊆⇔⇒<>]")
_ARROW = re.compile(r"[→⟶⇌]|->")
_MATHS = re.compile(r"[∑∫√∂∏∇∮∞]")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ⁺⁻₀₁₂₃₄₅₆₇₈₉ₙᵢ"
_POWER = re.compile(rf"(?<![^\W\d_])(?!(?:[cdkm]?m|ft)[²³])[^\W\d_)][{_RAISED}]|[)\d][{_RAISED}]|\w\^[\w(]")
"""A letter or a bracket with something raised: `x²`, and no unit of area or volume."""
_JOINED = re.compile(rf"[\w){_RAISED}]\s*[-+−·×*/÷^±]\s*[\w(√]")
"""Two things, and an operation between them."""
_TIMES_X = re.compile(r"(?<!\w)\d*[xyz]\s*[-+−]\s*\d|\d[xyz]\s*[-+−]\s*\w")
_RUN = re.compile(rf"(?:(?![{_RAISED}])[^\W\d_])+")
_COMPOUND = re.compile(r"(?:[A-Z][a-z]?){2,}")
_CURRENCY = re.compile(r"[$€£¥₹]")
_WORDY = 0.3
"""Share of a formula's signs that may stand in words: `v = s / t, wenn a = 0`."""


def is_formula(text: str) -> bool:
    """Return whether a text is a formula of mathematics, physics or chemistry: `E = mc²`, `2 H₂ + O₂ → 2 H₂O`."""
    signs = "".join(text.split())
    if len(signs) < 3 or _CURRENCY.search(text) or sum(map(len, natural_words(text))) > _WORDY * len(signs):
        return False
    if _MATHS.search(text) and any(map(str.isalnum, signs)):
        return True
    joined, letters = _JOINED.search(text), _RUN.search(text)
    if relation := _RELATION.search(text):
        sides = text[:relation.start()], text[relation.end():]
        return all(any(map(str.isalnum, side)) for side in sides) and bool(letters or joined)
    if _ARROW.search(text):
        return "+" in text and bool(letters)
    return bool(joined and (_POWER.search(text) or _TIMES_X.search(text)))


def natural_words(text: str) -> list[str]:
    """Return the runs of letters that could be words of a language: no names of functions, no symbols, no compounds."""
    return [run for run in _RUN.findall(text) if _natural(run)]


def _natural(run: str) -> bool:
    if len(run) < 3:
        return not run.isascii() and not _symbol(run)
    if run.lower() in _FUNCTIONS or (_COMPOUND.fullmatch(run) and not run.isupper()):
        return False
    return not run.isascii() or (bool(re.search("[aeiouy]", run, re.IGNORECASE)) and (run[1:].islower() or run.isupper()))


def _symbol(run: str) -> bool:
    """Return whether it stands for a quantity: a Greek letter or two, or a letter with a mark."""
    return all(unicodedata.name(letter, "").startswith(("GREEK", "LATIN", "MATHEMATICAL", "MODIFIER", "SUBSCRIPT"))
               for letter in run)


# --- program code --------------------------------------------------------------------------------------------------

PROMPT = re.compile(
    r"\s*(?:\$\s?(?=[a-z./])(?!\d)[\w./-]+(?:\s|$)|>>>\s|In ?\[\d*\]:|PS [A-Z]:\\[^>]*>|[A-Z]:\\[^>]*>"
    r"|\(?[\w.-]*\)?\s?[\w.-]+@[\w.-]+\s?[:\s]\s?[~/\w.-]*\s?[$#%](?:\s|$))")
"""Where a person types a command."""
_STRONG = tuple(map(re.compile, (
    r"\s*(?:\d+\s+)?(?:async\s+|export\s+|pub\s+)*(?:def|function|fn|func)\s+\w+\s*[(<]",
    r"\s*(?:\d+\s+)?class\s+\w+\s*(?:\([\w., ]*\)\s*:|:$|(?:extends\s+\w+\s*|implements\s+\w+\s*)*\{)",
    r"\s*(?:\d+\s+)?from\s+[\w.]+\s+import\b|\s*(?:\d+\s+)?import\s+.+\s+from\s+['\"]|\s*#\s?include\s*[<\"]|\s*using\s+[\w.]+;"
    r"|\s*package\s+[\w.]+;|\s*#!\s?/",
    r".*\b(?:if|for|while|switch|catch|foreach)\s?\([^)]*(?:[=<>!;&|]|\)\s*\{|\bin\b|\bof\b).*",
    r".*\b(?:const|let|var|int|float|double|char|bool|boolean|auto|long|void)\s+\*?\w+\s?(?:=(?!=)|;|\[|\().*",
    r"\s*(?:\d+\s+)?(?:public|private|protected|static)\s+(?:[\w<>\[\]]+\s+)+\w+\s*[({=;]",
    r".*\w\([^)]*\)\s?[;{]\s*$",
    r".*(?<![\w/.@])(?!www\.)[a-z_]\w*(?:\.\w+)+\([^)]*\)?",
    r".*\b(?:[a-z]+_\w+|[a-z]+[A-Z]\w*)\([^)]*",
    r".*\b(?:print(?:f|ln)?|console\.log|echo)\s?\([^)]*",
    r"\s*</?[a-z][\w-]*(?:\s+[\w-]+=[\"'][^>]*)?\s*/?>",
    r"\s*(?:SELECT\s+(?:\*|[a-z_][\w., ()*]*)\s+FROM\s+\w|INSERT INTO\s+[a-z_]\w*|UPDATE\s+[a-z_]\w*\s+SET"
    r"|CREATE TABLE\s+[a-z_]\w*)",
)))
_WEAK = tuple(map(re.compile, (
    r"\s*(?:\d+\s+)?(?:if|elif|for|while|with|try|except|else|finally)\b[^.?!]*:\s*$",
    r".*(?:==|!=|=>|&&|\|\||\+=|-=|::|->|\+\+|<=|>=).*",
    r".*[(\[{=<>_].*;\s*$|\s*\w+;\s*$|.*\S\s?\{\s*$",
    r"\s*(?:\d+\s+)?[{}\])]+[;,)]*\s*$",
    r"\s*(?:\d+\s+)?(?:return|break|continue|pass|raise|throw|yield|end|endif|fi|done)\b(?:\s+[\w.()\[\]+*/ -]+)?;?\s*$",
    r"\s*(?:\d+\s+)?[A-Za-z_][\w.\[\]'\"]*\s*(?:[-+*/:]?=)\s*\S",
    r"\s*(?:\d+\s+)?(?:import\s+[\w.]+(?:\s+as\s+\w+)?$|@\w+(?:\(.*\))?$|//|/\*|\*/|<!--|#\s)",
    r"\s*\"[\w-]+\"\s*:\s*\S.*[,{\[]?$",
    r"\s*(?:sudo|git|npm|pip3?|docker|apt(?:-get)?|cd|ls|mkdir|curl|ssh|python3?|conda|brew|make|cat|grep)\s+[-\w./:]+",
    r".*\w\([^)]*\)\s?:\s*$",
    r"\s*(?:color|margin|padding|font|background|width|height|display|border)[\w-]*\s?:\s?[^;]+;",
)))
_SURE = 2


def code_points(line: str) -> int:
    """Return how much of a line looks like program code: from 2 on it hardly is anything else; 1 counts beside such lines."""
    if PROMPT.match(line) or any(pattern.match(line) for pattern in _STRONG):
        return _SURE
    return sum(bool(pattern.match(line)) for pattern in _WEAK)


def is_code(lines: Sequence[str]) -> bool:
    """Return whether lines that stand below each other are program code, or what a terminal shows."""
    points = [code_points(line) for line in lines]
    if not any(point >= _SURE for point in points):
        return False
    prompted = any(map(PROMPT.match, lines))
    return prompted or 2 * sum(map(bool, points)) >= len(points)


# --- what is no text -----------------------------------------------------------------------------------------------

_UNSURE = 0.5
"""A score below which an engine guesses."""
_THIN = frozenset("lI|1i!¦.,'`´-_~:;/\\()[]")
_LEAST_ALNUM = 0.5
_SOUP = 4
"""Signs, from which a line may be soup."""
_SAME_LETTER = 0.6
_LEAST_SAME = 6


def is_garbled(line: str, score: float = 1.0) -> bool:
    """Return whether a line is what a reader of pictures made of a texture, or misread beyond words."""
    signs = [sign for sign in line if not sign.isspace()]
    if score < _UNSURE or is_misread(line):
        return True
    if len(signs) < _SOUP:
        return False
    letters = [sign.lower() for sign in signs if sign.isalpha()]
    if len(letters) >= _LEAST_SAME and max(map(letters.count, set(letters))) >= _SAME_LETTER * len(letters):
        return True
    if all(sign in _THIN for sign in signs):
        return True
    return sum(sign.isalnum() or unicodedata.combining(sign) > 0 for sign in signs) < _LEAST_ALNUM * len(signs)


def nature_of(lines: Sequence[str], score: float = 1.0) -> Nature:
    """Return what lines that belong together are. A table is told by where its cells stand, not here."""
    told = [line for line in lines if line.strip()]
    if is_code(told):
        return Nature.CODE
    if told and 2 * sum(map(is_formula, told)) >= len(told):
        return Nature.FORMULA
    weights = [len("".join(line.split())) for line in told]
    bad = sum(weight for weight, line in zip(weights, told, strict=True) if is_garbled(line, score))
    return Nature.GARBLED if told and 2 * bad > sum(weights) else Nature.PROSE


# --- labels --------------------------------------------------------------------------------------------------------

_TICK = re.compile(r"[-−+–~≈]?\s?[$€£¥]?\s?\d[\d.,'’ ]*\s?(?:%|‰|°\s?[CF]?|[kKMG]|bn|[Mm]io\.?|[Mm]rd\.?|[a-zµ]{1,3}|[$€£¥])?")


def is_number(text: str) -> bool:
    """Return whether a text is one number, maybe with a unit: what stands along an axis, or above a bar."""
    return bool(_TICK.fullmatch(text.strip()))
