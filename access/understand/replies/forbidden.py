"""What may never be spoken: refusals, errors, placeholders, what was asked said back, and loops.

A model refuses in English whatever language it is asked in, so all languages are looked for at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from access.model.words import spoken_forms

_REFUSALS = (
    # English
    r"\bi(?:'m| am) (?:so |very |really |truly )?(?:sorry|afraid|unable|not able|not sure|not allowed|just an?|only an?|an? "
    r"(?:ai|language|large|virtual|helpful))",
    r"(?:^|[.,!] )(?:so )?sorry\b|\b(?:my|our) apologies\b|\bi apologi[sz]e|\bregrettably\b|^unfortunately\b",
    r"\bi (?:can(?:'t|not| not)?|could(?:n't| not)?|do(?:n't| not)|wo(?:n't)|will(?: not)?|would(?:n't)?|must|have|need|think"
    r"|believe|notice|hope|understand)\b|\bi'(?:ll|ve|d)\b",
    r"\bas an? (?:ai\b|artificial intelligence|(?:large |vision )?language model|virtual assistant|assistant\b)"
    r"|\bai (?:language )?model\b",
    r"\bunable to (?:view|see|assist|help|process|identify|describe|provide|determine|answer|comply|analy[sz]e|access)",
    r"\b(?:can(?:'t|not)|can not) (?:assist|help with|view|provide|identify|describe|comply|process|access|be (?:determined"
    r"|described"
    r"|identified|processed))",
    r"\bnot (?:able|possible) to (?:identify|determine|describe|see|tell|view|answer)",
    r"\bno (?:image|images|picture|frames?|video)s? (?:was|were|is|are|has been)?\s*(?:provided|attached|uploaded|given"
    r"|available)",
    r"\b(?:please|kindly) (?:provide|upload|share|attach|try|let|note|clarify|specify|give|check|contact)"
    r"|\bplease\b.{0,40}\bquestion",
    r"\blet me know\b|\bfeel free to\b|\bhow (?:can|may) i (?:help|assist)|\bhappy to help\b|\bi hope (?:this|that)\b",
    r"\bagainst (?:my|our|the) (?:guidelines|polic|programming|rules)|\bcontent polic|\bviolat(?:es|ing) .{0,30}polic"
    r"|\bsafety guidelines\b|\bmy (?:training|guidelines|instructions|programming|capabilities)\b|\byour (?:request|question"
    r"|prompt)\b",
    # German
    r"\b(?:es )?tut mir (?:sehr )?leid\b|\bentschuldigung\b|\bich (?:kann|bin|habe|darf|möchte|sehe|werde|entschuldige|muss)\b"
    r"|\b(?:kann|darf|muss|bin) ich\b|\bals (?:ki\b|ki-|künstliche intelligenz|sprachmodell|assistent)|\bleider (?:kann|ist"
    r"|sehe|konnte|bin)"
    r"|\bbitte (?:laden|geben|stellen|teilen|versuchen) sie|\bkein bild (?:vorhanden|bereitgestellt|hochgeladen)",
    # French
    r"\bdésolée?s?\b|\bje (?:suis|ne|n'|peux|regrette|m'excuse|vois|dois)|\ben tant qu(?:'|e )(?:ia\b|une? ia\b|intelligence"
    r"|modèle|assistant)"
    r"|\bmalheureusement\b|\bveuillez\b|\bimpossible de (?:voir|décrire|déterminer|identifier)|\bn'hésitez pas\b",
    # Spanish
    r"\blo siento\b|\blamento\b|\blamentablemente\b|\bno puedo\b|\bno es posible (?:ver|identificar|determinar|describir)"
    r"|\bdisculpa"
    r"|\bcomo (?:una? )?(?:ia\b|inteligencia artificial|modelo de (?:lenguaje|ia)|asistente)|\bsoy una? (?:ia\b|modelo"
    r"|asistente)"
    r"|\bpor favor\b|\bno dudes en\b",
    # Italian
    r"\bmi (?:di)?spiace\b|\bspiacente\b|\bnon posso\b|\bnon sono in grado\b|\bpurtroppo\b|\bper favore\b"
    r"|\bnon è possibile (?:vedere"
    r"|identificare|determinare|descrivere)|\b(?:come|sono) (?:un'?a? ?)?(?:ia\b|intelligenza artificiale|modello linguistico"
    r"|assistente)",
    # Portuguese
    r"\bdesculpe\b|\bsinto muito\b|\bnão (?:posso|consigo)\b|\binfelizmente\b|\bcomo (?:uma? )?(?:ia\b|inteligência artificial"
    r"|modelo de linguagem|assistente)|\bsou uma? (?:ia\b|modelo|assistente)|\bnão é possível (?:ver|identificar|determinar"
    r"|descrever)",
    # Dutch
    r"\bhet spijt (?:me|mij)\b|\bsorry,|\bik (?:kan|ben|heb|mag|zie|moet)\b|\b(?:kan|mag|ben) ik\b|\bhelaas\b|\balstublieft\b"
    r"|\bgelieve\b"
    r"|\bals (?:een )?(?:ai\b|taalmodel|kunstmatige)",
)
_REFUSAL = re.compile("|".join(_REFUSALS), re.IGNORECASE)

_ERROR = re.compile(
    r"^\W*(?:an? )?(?:unexpected |internal |fatal |server |api )?(?:error|fehler|erreur|errore|erro|fout|exception"
    r"|fatal)\b\s*(?:code|[:(#]|\d"
    r"|occurred|while|in |at |-)|\b(?:an )?(?:unexpected |internal )?error (?:has )?occurred|\bHTTP(?:S|/[\d.]+)?\s*(?:error"
    r"|status)?\s*[1-5]\d\d\b"
    r"|\b[45]\d\d[\s:–-]+(?:client |server )?(?:error|not found|bad request|unauthori[sz]ed|forbidden|too many|internal"
    r"|bad gateway|service"
    r"|gateway)|\binternal server error\b|\bbad gateway\b|\bservice (?:is |temporarily )*unavailable\b|\btoo many requests\b"
    r"|\brate limit"
    r"|\bquota\b.{0,20}\bexceeded\b|\binvalid[_ ]request|\bapi[_ ]?key\b|\bout of memory\b|\bcuda\b|traceback \(most"
    r"|\bstack ?trace\b"
    r"|file \"[^\"]+\", line \d|\b\w+(?:Error|Exception)\b\s*[:(]|\b(?:request|connection|operation|server|gateway"
    r"|read)\b.{0,12}\btimed?[ -]?out\b"
    r"|\bconnection (?:refused|reset|error|aborted|closed)|\bsegmentation fault\b|\bstatus[_ ]code\b|\bmodel (?:not found"
    r"|is overloaded|is loading)"
    r"|\bfailed to (?:load|process|generate|decode|connect|fetch|parse)\b|\bcontext (?:length|window)\b"
    r"|\bmax(?:imum)?[_ ]tokens?\b"
    r"|\bpermission denied\b|\bNoneType\b|<!doctype|<html",
    re.IGNORECASE)
_JSON = re.compile(r"^\s*(?:```\w*\s*)?[\[{]\s*[\"'\[{\]}]|[\"']\w+[\"']\s*:\s*[\"'\[{\d]|^\s*<\?xml")

_NOTHING = frozenset(
    "n/a na n.a none unknown null undefined nan nil tbd todo placeholder description image picture photo video frame "
    "scene shot place who action look text yes no ok okay true false example empty unclear unidentified nothing "
    "nobody blank black untitled unbekannt niemand nichts keine keiner kein bild foto inconnu inconnue personne aucun "
    "aucune rien desconocido desconocida nadie ninguno ninguna nada imagen sconosciuto sconosciuta nessuno nessuna "
    "niente immagine desconhecido desconhecida ninguém nenhum nenhuma imagem onbekend niets geen afbeelding".split()
) | frozenset((
        "no one", "not applicable", "not visible", "not specified", "not available", "not clear", "not shown",
        "no description", "no description available", "same as before", "same as above", "no change", "nicht sichtbar",
        "non visible", "no visible", "non visibile", "não visível", "niet zichtbaar"))
_PLACEHOLDER = re.compile(
    r"^\W*[\[{(<][^\[\]{}()<>]{0,120}[\]})>]\W*$|lorem ipsum|\b(?:your|insert|write|add|put)\b.{0,25}\b(?:description|text"
    r"|answer|sentence)s? here\b"
    r"|\b(?:description|text|name) (?:goes )?here\b|^\W*(?:\w+\W+)?(?:___+|xxx+|\.{3,}|…)\W*$|\[(?:name|place|person"
    r"|character|color|colour|object"
    r"|insert[^\]]*)\]", re.IGNORECASE)
_ABSENCE = re.compile(
    r"^(?:there (?:is|are) )?(?:no(?:body| one| people| persons?| visible| text| specific| clear| other| discernible"
    r"| apparent| action"
    r"|thing (?:is|happens|else|visible|of note))|none of)\b|^(?:es (?:ist|sind|gibt) )?(?:keine?r?|niemand|nichts)\b"
    r"|^(?:il n'y a )?(?:aucune?|personne n|rien n|pas d)|^(?:no (?:hay|se ven?)|ningún|ninguna?|nadie)\b"
    r"|^(?:non (?:c'è|ci sono|si vede)|nessun[oa]?)\b|^(?:não (?:há|se vê)|nenhuma?|ninguém)\b|^(?:er (?:is|zijn) (?:geen"
    r"|niemand)|geen|niemand)\b"
    r"|\bnot (?:clearly )?(?:visible|identifiable|specified|shown|discernible)\b|\bis (?:unclear|unknown)\b"
    r"|\bthe (?:image|picture|frame|photo|video|screen) is (?:too |very |completely |entirely |mostly )?(?:blurry|blurred"
    r"|dark|black|blank|unclear|empty)",
    re.IGNORECASE)
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

_LONGEST_PHRASE, _TIMES = 12, 3
_LONGEST_WORD = 45
_SAME_SIGN = re.compile(r"([^\W\d_])\1{4,}|([^\w\s])\2{5,}|(\d)\3{9,}")
_FEW_WORDS, _VARIED = 24, 0.34

_ADDRESS = re.compile(
    r"https?:|www\.|[\w.+-]+@[\w-]+\.\w+|\b[\w-]{2,}\.(?:com|org|net|edu|gov|info|io|ai|app|de|fr|es|it|pt|nl|eu|uk|ru|cn|xyz|html?|php)\b",
    re.IGNORECASE)


def straight(text: str) -> str:
    """Return `text` with plain apostrophes, as the patterns have them."""
    return text.replace("’", "'").replace("‘", "'").replace("`", "'")


def refuses(text: str) -> bool:
    """Tell whether an answer, or a sentence of one, is a refusal, or speaks of the one who answers."""
    return bool(_REFUSAL.search(straight(text)))


def reports_error(text: str) -> bool:
    """Tell whether it is a program's message, or data for a program."""
    return bool(_ERROR.search(straight(text)) or _JSON.search(text))


def says_nothing(text: str) -> bool:
    """Tell whether a sentence is a placeholder, or only tells what is not there."""
    bare = straight(text).strip(" .,:;!?…-–—\"'()[]<>*_").casefold()
    return bare in _NOTHING or bool(_PLACEHOLDER.search(text) or _ABSENCE.search(straight(text).strip()))


def tells_of_text(text: str, shown: Sequence[str]) -> bool:
    """Tell whether a sentence says no more than that text stands there, which is read by itself: `White text on black.`"""
    read = {form for line in shown for form in spoken_forms(line)}
    words = [form for form in spoken_forms(_QUOTED.sub(" ", text)) if form not in read]
    return any(word in _ABOUT_TEXT for word in words) and all(word in _ABOUT_TEXT or word in _ABOUT_TEXT_TOO for word in words)


def instructs(text: str) -> bool:
    """Tell whether a sentence is of the kind that a model is asked with."""
    bare = straight(text).strip()
    return bool(_INSTRUCTION.search(bare) or _QUESTION.search(bare))


def addresses(text: str) -> list[str]:
    """Return the addresses in a text, or what shows that one stands there."""
    return _ADDRESS.findall(text)


def loops(text: str) -> bool:
    """Tell whether an answer caught itself repeating."""
    if _SAME_SIGN.search(text):
        return True
    words = [form for form in (word.strip(".,;:!?\"'").casefold() for word in text.split()) if form]
    if any(len(word) > _LONGEST_WORD for word in words):
        return True
    if len(words) >= _FEW_WORDS and len(set(words)) < _VARIED * len(words):
        return True
    return any(_repeats(words, length) for length in range(1, min(_LONGEST_PHRASE, len(words) // _TIMES) + 1))


def _repeats(words: Sequence[str], length: int) -> bool:
    """Tell whether a phrase of so many words stands three times and more in a row."""
    run = 0
    for here, there in zip(words, words[length:], strict=False):
        run = run + 1 if here == there else 0
        if run >= (_TIMES - 1) * length:
            return True
    return False
