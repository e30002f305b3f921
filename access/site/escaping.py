"""Writes texts into pages: no sign of theirs can end the attribute or the brackets that they stand in, or start a template."""

from __future__ import annotations

import re

from access.site.found import Form, Spot

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")
"""Controls, what turns the direction of a line (a reviewer must see what is there), halves of characters."""
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;"}
"""Braces: a site generator would carry out what stands in two of them."""
_MARKDOWN = re.compile(r"([\\*_\[\]|~^$])")


def one_line(text: str) -> str:
    return " ".join(_UNSEEN.sub(" ", text).split())


def attribute_value(text: str, quote: str = '"') -> str:
    written = "".join(_HTML.get(sign, sign) for sign in one_line(text))
    return written.replace('"', "&quot;") if quote == '"' else written.replace("'", "&#39;")


def in_brackets(text: str) -> str:
    """Write a text between the brackets of a Markdown picture."""
    # A backslash does not keep a tick from ending a span of code that began before.
    written = "".join("&#96;" if sign == "`" else _HTML.get(sign, sign) for sign in one_line(text))
    return _MARKDOWN.sub(r"\\\1", written)


def put(spot: Spot, text: str) -> str:
    """Return what stands at `spot` once `text` is the alternative."""
    match spot.form:
        case Form.ATTRIBUTE:
            return f' alt="{attribute_value(text)}"'
        case Form.DOUBLE:
            return attribute_value(text)
        case Form.SINGLE:
            return attribute_value(text, "'")
        case Form.BARE:
            return f'"{attribute_value(text)}"'
        case Form.BRACKETS:
            return in_brackets(text)
        case Form.REFERENCE:
            return f"![{in_brackets(text)}][{spot.label}]"
