"""Refusals of models, errors of programs, and what stands where a text was to be written.

A model refuses in English whatever language it is asked in, so all languages are looked for at once.
"""

from __future__ import annotations

import re

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
REFUSAL = re.compile("|".join(_REFUSALS), re.IGNORECASE)
"""Of what a model answers: in a description nobody says `I`, so that any such sentence is one."""

ERROR = re.compile(
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
JSON = re.compile(r"^\s*(?:```\w*\s*)?[\[{]\s*[\"'\[{\]}]|[\"']\w+[\"']\s*:\s*[\"'\[{\d]|^\s*<\?xml")

NOTHING = frozenset(
    "n/a na n.a none unknown null undefined nan nil tbd todo placeholder description image picture photo video frame "
    "scene shot place who action look text yes no ok okay true false example empty unclear unidentified nothing "
    "nobody blank black untitled unbekannt niemand nichts keine keiner kein bild foto inconnu inconnue personne aucun "
    "aucune rien desconocido desconocida nadie ninguno ninguna nada imagen sconosciuto sconosciuta nessuno nessuna "
    "niente immagine desconhecido desconhecida ninguém nenhum nenhuma imagem onbekend niets geen afbeelding".split()
) | frozenset((
        "no one", "not applicable", "not visible", "not specified", "not available", "not clear", "not shown",
        "no description", "no description available", "same as before", "same as above", "no change", "nicht sichtbar",
        "non visible", "no visible", "non visibile", "não visível", "niet zichtbaar"))
PLACEHOLDER = re.compile(
    r"^\W*[\[{(<][^\[\]{}()<>]{0,120}[\]})>]\W*$|lorem ipsum|\b(?:your|insert|write|add|put)\b.{0,25}\b(?:description|text"
    r"|answer|sentence)s? here\b"
    r"|\b(?:description|text|name) (?:goes )?here\b|^\W*(?:\w+\W+)?(?:___+|xxx+|\.{3,}|…)\W*$|\[(?:name|place|person"
    r"|character|color|colour|object"
    r"|insert[^\]]*)\]", re.IGNORECASE)
ABSENCE = re.compile(
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

NEVER_SPOKEN = re.compile(r"""
    \b(?:i['’]?m|i\ am|we['’]re)\ (?:(?:very|so|truly)\ )?(?:sorry|unable|not\ able|afraid\ i)\b | \bsorry,\ (?:but\ )?(?:i
        |we|the)\b
    | \bi\ (?:cannot|can['’]?t|can\ not|could\ not|couldn['’]t|do\ not|don['’]t|am\ not\ able\ to)\ (?:\w+\ ){0,2}?
        (?:assist|help|identify|describe|see|view|process|provide|access|determine|comply|fulfil|fulfill|have|analy[sz]e
            |recogni[sz]e)\b
    | \bas\ an?\ (?:ai|artificial|(?:large\ )?language)\b | \bai\ language\ model\b | \bopenai\b
    | \b(?:unable|failed|not\ possible)\ to\ (?:process|describe|load|generate|analy[sz]e)\b
    | \b(?:unable|failed|not\ possible)\ to\ (?:view|see|identify|display|access|determine|read)\ (?:the\ |this[ ]
        |any\ )?(?:image|picture|video|
        frame|content|file|request|person|people)s?\b
    | \b(?:image|picture|video|frame|file|page|request|media|content)\ (?:could\ not|cannot|can['’]t|failed\ to|was\ not
        |is\ not|not)[ ]
        (?:be\ )?(?:load|display|process|found|available|open|read|provid|attach|support|play)\w*
    | \b(?:please|kindly)\ (?:provide|upload|share|attach|send|try\ again)\b
    | \bno\ (?:image|picture|video|frame|description|caption|content|text)s?\ (?:was\ |were\ |has\ been\ |is\ )?(?:available
        |provided|found|
        attached|given|uploaded|generated|detected|visible)\b
    | \bdescription\ (?:goes\ here|unavailable|not\ available|pending|missing|here)\b | \b(?:insert|add|enter)\ (?:a[ ]
        |the\ )?(?:description|text)\b
    | \A\W*(?:description|caption|placeholder|text|untitled|image|picture|none|null|nil|nan|undefined|n/?a|tbd|todo|fixme
        |unknown|error|
        test|xxx+|\.{3}|…|true|false)\W*\Z
    | \b(?:todo|fixme|tbd)\b\s*: | \blorem\ ipsum\b | \bdolor\ sit\ amet\b
    | \berror\b\s*(?::|code|\d{3}\b) | \bhttp(?:/[\d.]+)?\s*(?:error\ )?[45]\d\d\b | \b[45]\d\d\ (?:too\ many|internal
        |not\ found|bad\ (?:gateway|request)|
        service\ unavailable|forbidden|unauthori[sz]ed)\b | \btoo\ many\ requests\b | \brate\ limit(?:ed)?\ (?:exceeded
            |reached)\b
    | \btraceback\b | \b\w+(?:Error|Exception):\s | \bnullpointer | \bsegmentation\ fault\b | \btime(?:d)?\s?-?out\ (?:error
        |exceeded|after)\b
    | \{\{.*?\}\} | \$\{\w+\} | <(?:unk|pad|s|/s|image|br|p|div|eos|bos)\b[^>]*> | <\|.*?\|> | ``` | \[object\ object\]
        | \A\s*[\{\[]\s*["'{\[] | \[(?:description|
        insert|placeholder|image|caption|redacted|inaudible|blank|audio\ description)\b[^\]]*\]
    | \b(?:es\ )?tut\ mir\ leid,?\ (?:aber|ich)\b | \bich\ kann\ (?:dabei|dieses\ bild|das\ bild|ihnen
        |dir)\ (?:dabei\ )?nicht\b | \bkeine\ (?:bild)?beschreibung\ (?:verfügbar|vorhanden)\b
    | \bje\ suis\ désolée?\b | \bje\ ne\ (?:peux|puis)\ pas\ (?:\w+\ ){0,2}(?:aider|décrire|voir|identifier|répondre)\b
        | \bdescription\ (?:non|in)\s?disponible\b
    | \blo\ siento,\ (?:pero\ )?no\ puedo\b | \bno\ puedo\ (?:ayudar|describir|identificar|ver\ la)\b
        | \bdescripción\ no\ disponible\b
    | \bmi\ dispiace,\ (?:ma\ )?non\ posso\b | \bnon\ posso\ (?:aiutar|descrivere|identificare)
        | \bdesculpe,\ (?:mas\ )?(?:eu\ )?não\ posso\b
    | \bnão\ posso\ (?:ajudar|descrever|identificar) | \bhet\ spijt\ me\b.{0,12}\bkan\b | \bik\ kan\ (?:u|je|deze
        |dit)\b.{0,30}\bniet\ (?:helpen|beschrijven|identificeren)
""", re.IGNORECASE | re.VERBOSE)
"""Refusals of a model, errors, and what stands where a text was to be written."""
DATA = re.compile(r"""\A\s*[\{\[]\s*["'{\[]""")
"""What a program was to take apart."""
