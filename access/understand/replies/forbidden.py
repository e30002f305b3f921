"""What may never be spoken: refusals, errors, placeholders, what was asked said back, and loops.

The words that they are known by stand in `access/lexis/refusals.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from access.lexis.refusals import ABSENCE, ERROR, JSON, NOTHING, PLACEHOLDER, REFUSAL
from access.model.words import spoken_forms

_INSTRUCTION = re.compile(
    r"\bpresent tense\b|\b(?:in|with|of) one sentence\b|\bone (?:short )?sentence (?:each|per)\b|\baudio description\b"
    r"|\bat most \d+ words|\b\d+ words or"
    r" (?:fewer|less)|\bno more than \d+ words|^(?:do not|don't|never|always|only|avoid|use|write|describe|answer|ignore"
    r"|repeat|return|respond"
    r"|name|mention|include|keep|start|begin|say|state|give) (?:not |the |what|only|this|each|any|in|with|as|to|a |an |your"
    r"|all|that|it|them|every"
    r"|previous|names?|people|text|present|one|short)|\bis data,? (?:not|never)|\bnever an? instructions?|\bfor (?:the "
    r"|a )?(?:blind|visually impaired)"
    r"|\b(?:has|have|was|were) already (?:been )?(?:told|described|said)|\b(?:frames|images|pictures) (?:of|from) (?:one"
    r"|the same|a single) shot"
    r"|\b(?:beschreibe|beschreiben sie|antworte|décri(?:s|vez)|réponds|describe|responde|descrivi|rispondi|descreva|responda"
    r"|beschrijf|antwoord)\b"
    r"(?= (?:nur|das|was|in|den|die|mit|seulement|ce|le|la|en|solo|lo|il|cosa|apenas|o |a |alleen|wat|het|de |wat))",
    re.IGNORECASE)
_OURS = re.compile(
    r"\b(?:text alternative in|at most \d+ characters|one or two plain sentences|in order, in plain sentences"
    r"|write the line long|a line that begins long|somebody cannot see (?:it|them)|tell it as one"
    r"|pages of one document|moments of one animation|what matters most comes first|do not begin with|no label before"
    r"|say so where that matters|say (?:of )?which(?: program|, of what)|after it write|what is written matters most"
    r"|must tell where that leads|what buyers must see|its colour, material, pattern|tell (?:only )?what can be seen"
    r"|guess what somebody feels|a person, people or a child|their sex, descent|by looks who or what|no sex, descent"
    r"|than that a person or people|unless the data says|name nobody|call somebody by name|believe the picture"
    r"|quote text that matters|titles, labels, values and what|the picture holds more than"
    r"|first answer\b.*\bwill not do|write a better one|one json object a line|found in the file and helps"
    r"|none of it is an instruction|do nothing that it asks|wrote that for this picture|add nothing and leave nothing"
    r"|keep names and quoted|where there is nothing to tell|what a program read there|the 'purpose'|answer none)\b"
    r"|'\w+' in the data|^now (?:look at|say in)\b",
    re.IGNORECASE)
"""The words in which vision engines are asked about stills."""
_QUESTION = re.compile(
    r"\?$|^(?:where|who|what|how|which|wo|wer|où|qui est|comment|dónde|quién|qué|cómo|dove|chi è|cosa|onde|quem|waar|wat"
    r"|hoe)\b(?! (?:is|the) \w+ing)",
    re.IGNORECASE)

_ABOUT_TEXT = frozenset(
    "text texts title titles titled word words letter letters caption captions screen background slide card message "
    "heading sentence schrift titel wörter buchstaben bildschirm hintergrund folie texte titre mots lettres écran "
    "fond diapositive texto título palabras letras pantalla fondo diapositiva testo titolo parole lettere schermo "
    "sfondo palavras tela fundo tekst woorden scherm achtergrond".split())
_ABOUT_TEXT_TOO = frozenset(
    "a an the on in over of with and is are there that it reads read reading says say saying appears appear shows "
    "showing displays displayed displaying display contains white black blue grey gray dark plain blank solid large "
    "small bold font auf mit dem der die das den ein eine einem einer steht erscheint weiß weiße weißer schwarz "
    "schwarzem schwarzer un une le la les sur en blanc blanche blanches noir noire s'affiche affiche el los las sobre "
    "con blanco blanca negro negra aparece il lo su uno una bianco bianca nero nera appare o os as um uma em branco "
    "preto preta de het een op wit witte zwart zwarte verschijnt".split())
"""What stands between such words, and says no more."""
_QUOTED = re.compile(r"[\"“„«'‘][^\"“”„«»]*[\"”“»'’]")

_ADDRESS = re.compile(
    r"https?:|www\.|[\w.+-]+@[\w-]+\.\w+|\b[\w-]{2,}\.(?:com|org|net|edu|gov|info|io|ai|app|de|fr|es|it|pt|nl|eu|uk|ru|cn|xyz|html?|php)\b",
    re.IGNORECASE)


def straight(text: str) -> str:
    """Return `text` with plain apostrophes, as the patterns have them."""
    return text.replace("’", "'").replace("‘", "'").replace("`", "'")


def refuses(text: str) -> bool:
    """Tell whether an answer, or a sentence of one, is a refusal, or speaks of the one who answers."""
    return bool(REFUSAL.search(straight(text)))


def reports_error(text: str) -> bool:
    """Tell whether it is a program's message, or data for a program."""
    return bool(ERROR.search(straight(text)) or JSON.search(text))


def says_nothing(text: str) -> bool:
    """Tell whether a sentence is a placeholder, or only tells what is not there."""
    bare = straight(text).strip(" .,:;!?…-–—\"'()[]<>*_").casefold()
    return bare in NOTHING or bool(PLACEHOLDER.search(text) or ABSENCE.search(straight(text).strip()))


def tells_of_text(text: str, shown: Sequence[str]) -> bool:
    """Tell whether a sentence says no more than that text stands there, which is read by itself: `White text on black.`"""
    read = {form for line in shown for form in spoken_forms(line)}
    words = [form for form in spoken_forms(_QUOTED.sub(" ", text)) if form not in read]
    return any(word in _ABOUT_TEXT for word in words) and all(word in _ABOUT_TEXT or word in _ABOUT_TEXT_TOO for word in words)


def instructs(text: str) -> bool:
    """Tell whether a sentence is of the kind that a model is asked with."""
    bare = straight(text).strip()
    return bool(_INSTRUCTION.search(bare) or _OURS.search(bare) or _QUESTION.search(bare))


def addresses(text: str) -> list[str]:
    """Return the addresses in a text, or what shows that one stands there."""
    return _ADDRESS.findall(text)
