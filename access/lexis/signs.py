"""Signs that are no words: ends of sentences, emoji, drawings of characters, markup, addresses, letters set apart."""

from __future__ import annotations

import re

ENDED = re.compile(r"[.!?…。！？．｡।॥؟۔።။։][\"”“»«’'」』)\]]*$")
UNENDED_LANGUAGES = frozenset("th lo km my bo dz".split())
"""Written without a sign at a sentence's end, or with another one than a reader pauses at."""

_PICTOGRAMS = "\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\u2b1b\u2b1c\u203c\u2049\u231a\u231b\u23e9-\u23fa"
_JOINED = "\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff"
PICTOGRAM = re.compile(rf"[{_PICTOGRAMS}\u20e3\ufe0f][{_PICTOGRAMS}{_JOINED}]*")
KAOMOJI = re.compile(
    r"(?:^|\s)(?:[:;=8xX]['’]?-?[)(DPpOo/\\|*]|<3|\^_+\^|[oO>T][_.][oO<T]|[-=]_[-=]|uwu|owo)(?=\s|[.!?]|$)|¯\\_|\(╯|ಠ_ಠ"
    r"|\((?=[^()]{0,12}[•ᴗ◕‿ಠωω•̀´`▽︵╥ᵕ])[^()]{2,14}\)")
ASCII_ART = re.compile(r"[^\w\s'\"“”‘’«»(){}\[\]&#;…]{5,}|[\u2500-\u259f]{2,}|(?<!\w)(?:-+>+|=+>+|<+-+|<+=+)(?!\w)")
FANCY = re.compile(r"[\U0001d400-\U0001d7ff\u249c-\u24e9\uff21-\uff3a\uff41-\uff5a\U0001f130-\U0001f189]{3,}")
"""Letters of mathematics, in circles or of full width, that stand for plain ones: many voices spell them or leave them out."""

_TAGS = ("a|abbr|b|big|blockquote|body|br|center|cite|code|div|em|figcaption|figure|font|h[1-6]|html|i|img|li|mark|ol|p|pre"
         "|q|s|small"
         "|span|strike|strong|style|sub|sup|table|td|tr|tt|u|ul")
TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
MARKDOWN = re.compile(
    r"!?\[(?P<link>[^\[\]]*)\]\((?:[^()\s]*)\)|(?<![\w*])\*\*(?P<strong>[^*\n]+)\*\*(?![\w*])"
    r"|(?<![\w_])__(?P<under>[^_\n]+)__(?![\w_])"
    r"|(?<![\w*])\*(?P<stressed>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])|(?<!`)`(?P<code>[^`\n]+)`(?!`)|^\s*#{1,6}\s+(?=\S)")
ESCAPE = re.compile(r"\\[nrt\"'/]|\\u[0-9a-fA-F]{4}|%(?:20|C3%[89AB][0-9A-F])")
"""What a program should have made a sign of."""
TEMPLATE = re.compile(r"\{\{.*?\}\}|\$\{[\w.]+\}|\{%.*?%\}|<%.*?%>|\[(?:insert|describe|add|your|alt|image|description"
                      r"|caption)\b[^\]]*\]"
                      r"|%[A-Z_]{3,}%|\[object object\]", re.IGNORECASE)
"""Where a program was to put a text, or a person."""

ADDRESS = re.compile(
    r"https?://[^\s<>\"”»)]+|\bwww\.[\w-]+\.[^\s<>\"”»)]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:[\w-]+\.)+(?:com|org|net|de"
    r"|co\.uk)/\S+",
    re.IGNORECASE)
SPACED_LETTERS = re.compile(r"(?<![^\s\"“„«(])(?:[^\W\d_][ .·•-]){3,}[^\W\d_](?![\w'’])")
"""`C I T Y`: a voice spells it. `e. g. a b` and initials with points and no blanks are passed over by who asks."""
STRAY_BLANKS = re.compile(r"[\r\n\t\v\f\x85\u2028\u2029]|[ \u00a0\u2000-\u200a\u3000]{2,}|^\s|\s$")
UNSEEN = re.compile(r"[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000e-\u001f\u007f]")
"""Characters without a form, which stay behind when a text is copied."""
EMPTY = re.compile(r"[\s\u00ad\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0]*")
HASHTAG = re.compile(r"(?<![\w&])#[^\W\d_]\w+")

_DOUBLED = {
    "en": "the|a|an|of|to|at|for|from|by|and|or|with|its|their|as|are|this|these|into",
    "de": "und|oder|ein|eine|einem|einen|mit|von|zu|im|am|auf|für|ist|sind|dem|den|einer",
    "fr": "le|les|un|une|de|du|et|ou|dans|sur|avec|au|aux|par|pour|est|sont",
    "es": "el|los|las|una|un|de|del|en|con|por|para|al|es|son",
    "it": "il|lo|gli|un|una|di|del|della|in|con|per|al|sono",
    "pt": "os|um|uma|de|do|da|em|com|por|para|no|na|são",
    "nl": "een|de|het|in|op|met|voor|en|of|aan|bij",
    "sv": "en|ett|och|på|med|av|i", "da": "en|et|og|på|med|af", "nb": "en|et|og|på|med|av",
}
DOUBLED = {language: re.compile(rf"(?<![\w'’-])(?P<word>{words})(?:\s+(?P=word))+(?![\w'’-])", re.IGNORECASE)
           for language, words in _DOUBLED.items()}
"""Small words that nobody means to say twice in a row. `that that` and `der der` happen, and are no part of it."""


def ended(text: str) -> bool:
    """Tell whether a text ends with the sign of a sentence's end."""
    return bool(ENDED.search(text.rstrip()))
