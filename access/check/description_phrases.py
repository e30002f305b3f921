"""Phrases that no description should hold, by language. Apart from the rules, because they are data and grow by themselves."""

from __future__ import annotations

import re

_Table = dict[str, str]


def _compiled(table: _Table) -> dict[str, re.Pattern[str]]:
    return {language: re.compile(pattern, re.IGNORECASE | re.VERBOSE) for language, pattern in table.items()}


OF_THE_PICTURE = _compiled({
    "en": r"""
        \b(?:we|you|viewers?|the\ (?:viewer|audience)s?)\ (?:(?:can|now|then|also|here|first|clearly|will|could|may)\ ){0,2}
            (?:sees?|watch(?:es)?|notices?|observes?|spots?|look(?:s)?\ (?:at|down|up|into)|find\ ourselves|follow|hear)\b
        | \b(?:we|you)(?:'re|\ are)\ (?:now\ |then\ )?(?:shown|given|taken|looking|seeing|watching|introduced)\b
        | \b(?:our|your)\ (?:view|gaze|attention|perspective|eyes?)\b | \bone\ (?:can\ see|sees)\b
        | \b(?:can|could|may)\ be\ (?:seen|observed)\b | \b(?:is|are)\ (?:(?:now|then|also|first)\ )?seen\b
        | \bthe\ camera\ (?:(?:now|then|slowly|quickly|gently|also)\ )?(?:pan|zoom|mov|follow|tilt|show|pull|push|track
            |reveal|focus|
            linger|circl|glid|cut|doll|drift|sweep|ris|turn|hold|look|swing|travel|capture|fl[iy]|pass|descend|shift|dwell
            |shak|view)\w*
        | \bcamera\ (?:pans?|zooms?|tilts?|tracks?|dollies|angle|view|shot|movement)\b
        | (?:\A|[.!?…]\s+)(?:then\ |here,?\ )?(?:the|this|an|next|each)\ (?:(?:next|first|last|second|final|opening|closing
            |following)\ )?
            (?:image|picture|video|footage|clip|frame|shot|scene|film|screen|animation|illustration|photo(?:graph)?|sequence
            |still)[ ]
            (?:(?:now|then|also|clearly)\ )?(?:shows?|depicts?|displays?|features?|captures?|portrays?|presents?|opens|begins
            |starts|
            appears\ to|consists?|contains?|focus(?:es)?|is\ (?:of|a|an|set))\b
        | \b(?:in|throughout)\ (?:the|this)\ (?:(?:next|first|last|opening|final)\ )?(?:image|shot|scene|footage|clip)\b
        | (?:\A|[.!?…]\s+)in\ (?:the|this)\ (?:picture|video|frame|film|photo(?:graph)?|screenshot)\b
        | \b(?:fore|back)ground\ of\ the\ (?:image|picture|frame|shot|scene|photo)\b
        | \bthis\ is\ an?\ (?:image|picture|video|photo(?:graph)?|still|screenshot|frame|shot|close-up)\b
        | (?:\A|[.!?…]\s+)(?:an?\ |the\ )?(?:(?:wide|aerial|medium|long|establishing|tracking|blurry|close)[\ -])?
            (?:close[\ -]?up|shot|image|footage|screenshot|(?<=aerial\ )view)\ of\b
        | (?:\A|[.!?…]\s+)(?:an?\ |the\ )?(?:picture|photo(?:graph)?|video)\ of\b
            (?![^.!?]*\b(?:hangs?|stands?|lies|falls?|rests?|sits?|drops?|slides?|leans?|is|are|flutters?|appears?|decorates?)\b)
        | (?:\A|[.!?…]\s+)(?:cuts?\ to|zooms?\ (?:in|out)|pans?\ (?:to|over|across)
            |fades?\ (?:in|out|to)|dissolves?\ to)\b(?!\ (?:black|white))
        | \bdepicted\ (?:here|in\ the)\b
    """,
    "de": r"""
        \b(?:wir|man|du)\ (?:sehen|sieht|siehst|erkennen|erkennt|blicken|blickt)\b
        | \b(?:sehen|sieht|erkennen)\ (?:wir|man)\b | \b(?:ist|sind)\ zu\ sehen\b
        | \bdie\ kamera\ (?:schwenkt|zoomt|zeigt|folgt|fährt|bewegt|gleitet|schaut|blickt)\w*
        | (?:\A|[.!?…]\s+)(?:das|dieses|ein)\ (?:bild|foto|video)\ (?:zeigt|stellt)\b | (?:\A|[.!?…]\s+)die\ (?:szene
            |aufnahme|einstellung)\ zeigt\b
        | \b(?:auf|in)\ (?:dem|diesem)\ (?:bild|foto|video)\b | \bin\ dieser\ (?:szene|einstellung)\b | \bnahaufnahme\b
    """,
    "fr": r"""
        \b(?:on|nous|vous)\ (?:voit|voyons|voyez|aperçoit|apercevons|distingue|peut\ voir|pouvons\ voir|pouvez\ voir
            |découvrons)\b
        | \bla\ caméra\ (?:suit|montre|zoome|pivote|se|s'|balaie|balaye|avance|recule|survole|filme)
        | (?:\A|[.!?…]\s+)(?:l['’]image|la\ (?:photo|scène|vidéo)|cette\ (?:image|photo|scène|vidéo)|le\ plan)\ (?:montre
            |représente)
        | \b(?:sur|dans)\ (?:l['’]image|cette\ (?:image|scène|photo|vidéo))\b | (?:\A|[.!?…]\s+)(?:un\ )?gros\ plan\b
    """,
    "es": r"""
        \b(?:vemos|observamos|podemos\ ver|se\ (?:ve|ven|puede\ ver|pueden\ ver|aprecia)|puedes\ ver)\b
        | \bla\ cámara\ (?:sigue|muestra|se|enfoca|recorre|gira|hace|avanza)\b
        | (?:\A|[.!?…]\s+)(?:la|esta)\ (?:imagen|foto|escena|fotografía)\ (?:muestra|representa)\b | (?:\A|[.!?…]\s+)(?:el
            |este)\ (?:vídeo|video|plano)\ muestra\b
        | \ben\ (?:la|esta)\ (?:imagen|escena|foto)\b | (?:\A|[.!?…]\s+)(?:un\ )?primer\ plano\b
    """,
    "it": r"""
        \b(?:vediamo|osserviamo|possiamo\ vedere|si\ (?:vede|vedono|può\ vedere|intravede))\b
        | \bla\ (?:telecamera|cinepresa|macchina\ da\ presa)\ (?:segue|mostra|si|inquadra|gira)\b
        | (?:\A|[.!?…]\s+)(?:l['’]immagine|la\ (?:foto|scena)|questa\ (?:immagine|foto|scena)|il\ video)\ (?:mostra
            |raffigura)\b
        | \b(?:nell['’]|in\ quest[ao'’]\ ?)(?:immagine|inquadratura|scena)\b | (?:\A|[.!?…]\s+)(?:un\ )?primo\ piano\b
    """,
    "pt": r"""
        \b(?:vemos|observamos|podemos\ ver|vê-se|veem-se|pode-se\ ver|você\ vê)\b
        | \ba\ câmera\ (?:segue|mostra|se|foca|percorre|gira)\b | \ba\ câmara\ (?:segue|mostra|foca|percorre|gira)\b
        | (?:\A|[.!?…]\s+)(?:a|esta|essa)\ (?:imagem|foto|cena|fotografia)\ (?:mostra|representa)\b | (?:\A|[.!?…]\s+)(?:o
            |este)\ vídeo\ mostra\b
        | \b(?:na|nesta|nessa)\ (?:imagem|cena|foto)\b
    """,
    "nl": r"""
        \b(?:we|wij|je|men)\ (?:zien|ziet|kunnen\ zien|kunt\ zien|kijken)\b | \b(?:zien\ we|zien\ wij|zie\ je)\b
            | \bis\ te\ zien\b
        | \bde\ camera\ (?:volgt|toont|zoomt|beweegt|draait|zwenkt|glijdt)\b
        | (?:\A|[.!?…]\s+)(?:het\ beeld|de\ (?:foto|afbeelding|scène)|deze\ (?:foto|afbeelding|scène)|de\ video)\ (?:toont
            |laat)\b
        | \b(?:op|in)\ (?:de|deze)\ (?:afbeelding|foto|scène|video)\b
    """,
})
"""Words about the looking, or about the picture as a picture: a description tells what is there (DCMP, Netflix, ACB)."""

PERSON = _compiled({
    "en": r"""
        \b(?:we|us|our|ours|ourselves|you|your|yours|yourself|me|my|mine|myself)\b|(?:\A|(?<=[.!?,]\s)|\b(?:and|when
            |as)\ )I(?=\ [a-z]|['’])
    """,
    "de": r"\b(?:ich|mich|mir|wir|uns|unsere?[rmns]?|du|dich|dir|euch|eure?[rmns]?)\b",
    "fr": r"\b(?:je|moi|nous|notre|nos|vous|votre|vos|tu|toi)\b|\bj['’]",
    "es": r"\b(?:yo|nosotr[oa]s|nuestr[oa]s?|tú|usted(?:es)?|vosotr[oa]s|vuestr[oa]s?)\b",
    "it": r"\b(?:io|noi|nostr[oaie]|tu|voi|vostr[oaie])\b",
    "pt": r"\b(?:eu|nós|noss[oa]s?|você|vocês|tu|voss[oa]s?)\b",
    "nl": r"\b(?:ik|mij|wij|we|ons|onze|jij|je|jouw|jullie|u|uw)\b",
})
"""First and second person: descriptions are in the third."""

_MARKS = (
    "title|subtitle|text|text on (?:the )?screen|on-?screen text|caption|captions|credits|opening credits|end credits|"
    "closing credits|logo|sign|headline|inscription|words|"
    "titel|text im bild|einblendung|bildunterschrift|abspann|vorspann|schild|titre|texte à l['’]écran|sous-titre|générique|"
    "título|texto en pantalla|rótulo|créditos|titolo|testo sullo schermo|didascalia|titoli di coda|texto na tela|legenda|"
    "tekst in beeld|onderschrift|aftiteling")
MARKED_AS_TEXT = re.compile(
    rf"\A\W*(?P<mark>{_MARKS})\s*:|[“”«»„\"]|\b(?:reads?|reading|says?|saying|words?|sign|signs|title[sd]?|text|caption|captioned|"
    rf"headline|label(?:led|ed|s)?|letters|written|logo|credits|inscription|steht|schrift|lautet|titel|écrit|titre|dice|(?-i:lit|lee)|"
    rf"pone|título|scritta|legge|titolo|lê|escrito|staat|leest|tekst)\b", re.IGNORECASE)
"""What tells a listener that text is read out."""
