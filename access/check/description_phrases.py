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

GUESSED = _compiled({
    "en": r"""\b(?:perhaps|maybe|probably|possibly|presumably|apparently|seemingly|supposedly|evidently|likely|might|
        seems?\ to|appears?\ to|suggest(?:s|ing)|impl(?:ies|ying)|indicating\ that|must\ be|may\ be|as\ if\ (?:to|trying)
            |wonder(?:s|ing)\ if|
        thinks?\ (?:about|of|that)|remembers?|hopes?\ (?:to|that|for)|intends?\ to|wants?\ to|decides?\ to
            |trying\ to\ look)\b""",
    "de": r"""
        \b(?:vielleicht|wahrscheinlich|vermutlich|möglicherweise|offenbar|anscheinend|scheinbar|wohl|scheint|denkt
            |erinnert\ sich|hofft|will)\b
    """,
    "fr": r"\b(?:peut-être|probablement|sans\ doute|apparemment|semble(?:nt)?|paraît|espère|pense|se\ souvient)\b",
    "es": r"\b(?:quizás?|tal\ vez|probablemente|posiblemente|parece(?:n)?|aparentemente|piensa|recuerda|espera\ que)\b",
    "it": r"\b(?:forse|probabilmente|sembra(?:no)?|apparentemente|pensa|ricorda|spera)\b",
    "pt": r"\b(?:talvez|provavelmente|possivelmente|parece(?:m)?|aparentemente|pensa|lembra)\b",
    "nl": r"\b(?:misschien|waarschijnlijk|vermoedelijk|blijkbaar|lijkt|schijnt|denkt|hoopt)\b",
})
"""What nobody can see: guesses, and what goes on in a head."""

FELT = _compiled({
    "en": r"""
        \b(?:angr(?:y|ily)|sad(?:ly|ness)?|happ(?:y|ily|iness)|joy(?:ful|fully|ous)?|nervous(?:ly)?|anxious(?:ly)?|worried(?:ly)?|
        furious(?:ly)?|depressed|excited(?:ly)?|proud(?:ly)?|jealous(?:ly)?|ashamed|embarrassed|guilt(?:y|ily)|lonely
            |frightened|scared|terrified|
        desperate(?:ly)?|hopeful(?:ly)?|longing(?:ly)?|loving(?:ly)?|romantic(?:ally)?|menacing(?:ly)?|sinister
            |suspicious(?:ly)?|
        contemptuous(?:ly)?|melanchol(?:y|ic)|cheerful(?:ly)?|confident(?:ly)?|relieved|surprised|disappointed|confused
            |annoyed|
        beautiful(?:ly)?|stunning|breathtaking|gorgeous|lovely|ugly|handsome|charming|magical|majestic|mysterious|ominous
            |eerie|
        serene|tranquil|cozy|cosy|inviting|heartwarming|sense\ of|feeling\ of|atmosphere)\b""",
    "de": r"""
        \b(?:wütend|traurig|glücklich|fröhlich|nervös|ängstlich|besorgt|stolz|eifersüchtig|verzweifelt|einsam
            |schön(?:e[rsnm]?)?|wunderschön\w*|atemberaubend\w*|unheimlich\w*|geheimnisvoll\w*)\b
    """,
    "fr": r"""
        \b(?:en\ colère|triste(?:s|ment)?|heureu(?:x|se)|joyeu(?:x|se)|nerveu(?:x|se)|anxieu(?:x|se)|inqui(?:et|ète)s?
            |fi(?:er|ère)s?|jaloux|désespérée?s?|magnifiques?|superbes?|mystérieu(?:x|se)s?|belles?)\b
    """,
    "es": r"""
        \b(?:enfadad[oa]s?|triste(?:s|mente)?|feli(?:z|ces)|alegres?|nervios[oa]s?|preocupad[oa]s?|orgullos[oa]s?
            |desesperad[oa]s?|hermos[oa]s?|bell[oa]s?|misterios[oa]s?)\b
    """,
    "it": r"""
        \b(?:arrabbiat[oai]|triste|felice|allegr[oa]|nervos[oa]|preoccupat[oa]|orgoglios[oa]|disperat[oa]|bellissim[oa]
            |misterios[oa])\b
    """,
    "pt": r"""
        \b(?:zangad[oa]s?|tristes?|feliz(?:es)?|alegres?|nervos[oa]s?|preocupad[oa]s?|orgulhos[oa]s?|desesperad[oa]s?
            |lind[oa]s?|misterios[oa]s?)\b
    """,
    "nl": r"\b(?:boos|verdrietig|gelukkig|blij|nerveus|bezorgd|trots|jaloers|wanhopig|prachtig[e]?|mysterieu[sz]e?)\b",
})
"""How somebody feels, or how it strikes who looks: what is seen of it says more (DCMP, Netflix: do not interpret)."""

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
