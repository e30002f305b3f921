"""The words by which a sentence about a picture betrays that it is a guess, tells of the past, or speaks of the picture itself.

What a model answers is judged by them, and what anybody wrote is checked by them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from access.model.languages import primary

Table = Mapping[str, re.Pattern[str]]
"""By language, as a primary subtag."""


def _table(words: Mapping[str, str]) -> Table:
    return {
        language: re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE)
        for language, alternatives in words.items()}


GUESSES: Table = _table({
    "en": r"seem(?:s|ed|ing|ingly)?|appears? to|appearing to|prob?ably|possibl[ey]|perhaps|maybe|likely|might|may be|could be"
          r"|must be|presumably|apparently|supposedly|as (?:if|though)(?! (?:s?he|it|they) w(?:as|ere)\b)"
          r"|suggest(?:s|ing)|impl(?:y|ies|ying)|indicat(?:es|ing)"
          r"|(?:looks|looking) like (?:they|he|she|it)"
          r"|seemingly|evidently|indicating that|(?:looks|looking) as (?:if|though)|wonder(?:s|ing) if"
          r"|thinks? (?:about|of|that)|remembers?|hopes? (?:to|that|for)|intends? to|wants? to|decides? to"
          r"|trying to look",
    "de": r"scheint|scheinen|scheinbar|wahrscheinlich|vermutlich|möglicherweise|vielleicht|könnten?|offenbar|offensichtlich"
          r"|anscheinend|wirkt|wirken|als ob|als wäre|womöglich"
          r"|wohl|denkt|erinnert sich|hofft|will",
    "fr": r"sembl(?:e|ent|ant)|probablement|peut-être|sans doute|apparemment|pourrai(?:t|ent)|comme s(?:i|'ils?)|paraît"
          r"|paraissent|vraisemblablement|suggér(?:ant|ent)|suggère|doit être"
          r"|espère|pense|se souvient",
    "es": r"parecen?|pareciera|probablemente|posiblemente|quizás?|tal vez|podrían?|aparentemente|como si|seguramente"
          r"|sugier(?:e|en)|sugiriendo|debe de"
          r"|piensa|recuerda|espera que",
    "it": r"sembra(?:no)?|probabilmente|forse|potrebbe(?:ro)?|apparentemente|come se|pare|paiono|presumibilmente|magari"
          r"|suggerisc(?:e|ono)|suggerendo"
          r"|pensa|ricorda|spera",
    "pt": r"parecem?|provavelmente|possivelmente|talvez|poderiam?|aparentemente|como se|presumivelmente|suger(?:e|em|indo)"
          r"|pensa|lembra",
    "nl": r"lijkt|lijken|waarschijnlijk|misschien|mogelijk|vermoedelijk|zou kunnen|zouden kunnen|blijkbaar|kennelijk|alsof"
          r"|wellicht|schijnbaar"
          r"|schijnt|denkt|hoopt",
})
"""What says that its writer does not know."""

FEELINGS: Table = _table({
    "en": r"happ(?:y|ily|iness)|sad(?:ly|ness)?|angr(?:y|ily)|anger|excited(?:ly)?|excitement|nervous(?:ly)?|anxious(?:ly)?"
          r"|worried|joy(?:ful|fully|ous)?|proud(?:ly)?|lonely|bored|confused|frustrated|determined|thoughtful(?:ly)?"
          r"|content(?:ed)?ly"
          r"|romantic|mysterious|ominous|eerie|serene|serenity|tranquil|peaceful|cheerful|joyous|melanchol(?:y|ic)"
          r"|nostalgi[ac]"
          r"|beautiful|stunning|breathtaking|majestic|atmosphere|ambiance|mood|sense of|feeling of|feels|conveys?|evok(?:es"
          r"|ing)"
          r"|symboli[sz](?:es|ing)|tension|emotional|intimate"
          r"|worriedly|furious(?:ly)?|depressed|jealous(?:ly)?|ashamed|embarrassed|guilt(?:y|ily)|frightened"
          r"|scared|terrified|desperate(?:ly)?|hopeful(?:ly)?|longing(?:ly)?|loving(?:ly)?|romantically"
          r"|menacing(?:ly)?|sinister|suspicious(?:ly)?|contemptuous(?:ly)?|cheerfully|confident(?:ly)?|relieved"
          r"|surprised|disappointed|annoyed|beautifully|gorgeous|lovely|ugly|handsome|charming|magical|cozy|cosy"
          r"|inviting|heartwarming",
    "de": r"glücklich|traurig|wütend|aufgeregt|nervös|ängstlich|besorgt|fröhlich|stolz|einsam|gelangweilt|verwirrt|frustriert"
          r"|nachdenklich|romantisch|geheimnisvoll|unheimlich|idyllisch|friedlich|wunderschön|atemberaubend|majestätisch"
          r"|atmosphäre|stimmung|gefühl|vermittelt|symbolisiert"
          r"|eifersüchtig|verzweifelt|schön(?:e[rsnm]?)?|wunderschöne[rsnm]?|atemberaubende[rsnm]?"
          r"|unheimliche[rsnm]?|geheimnisvolle[rsnm]?",
    "fr": r"heureu(?:x|se|ses)|tristes?|en colère|excitée?s?|nerveu(?:x|se)|inqui(?:et|ète)s?|joyeu(?:x|se|ses)|fi(?:er|ère)s?"
          r"|pensi(?:f|ve)s?|romantiques?|mystérieu(?:x|se)|paisibles?|magnifiques?|superbes?|majestueu(?:x|se)|atmosphère"
          r"|ambiance|sentiment|évoqu(?:e|ant)|symbolis(?:e|ant)"
          r"|tristement|anxieu(?:x|se)|jaloux|désespérée?s?|mystérieuses|belles?",
    "es": r"feli(?:z|ces)|tristes?|enojad[oa]s?|enfadad[oa]s?|emocionad[oa]s?|nervios[oa]s?|preocupad[oa]s?|alegres?"
          r"|orgullos[oa]s?"
          r"|pensativ[oa]s?|románti[co][ao]s?|misterios[oa]s?|tranquil[oa]s?|hermos[oa]s?|impresionantes?|majestuos[oa]s?"
          r"|atmósfera|ambiente|sensación|evoca|transmite|simboliza"
          r"|tristemente|desesperad[oa]s?|bell[oa]s?",
    "it": r"felic[ei]|triste|tristi|arrabbiat[oaie]|eccitat[oaie]|nervos[oaie]|preoccupat[oaie]|allegr[oaie]|orgoglios[oaie]"
          r"|pensieros[oaie]|romantic[oa]|misterios[oaie]|tranquill[oaie]|bellissim[oaie]|mozzafiato|maestos[oaie]|atmosfera"
          r"|sensazione|evoca|trasmette|simboleggia"
          r"|disperat[oa]",
    "pt": r"feli(?:z|zes)|tristes?|zangad[oa]s?|animad[oa]s?|nervos[oa]s?|preocupad[oa]s?|alegres?|orgulhos[oa]s?"
          r"|pensativ[oa]s?"
          r"|romântic[oa]s?|misterios[oa]s?|tranquil[oa]s?|lind[oa]s?|deslumbrantes?|majestos[oa]s?|atmosfera|sensação|evoca"
          r"|transmite|simboliza"
          r"|desesperad[oa]s?",
    "nl": r"blij|gelukkig|verdrietig|boos|opgewonden|nerveus|bezorgd|vrolijk|trots|eenzaam|verveeld|verward|gefrustreerd"
          r"|nadenkend|romantisch|mysterieus|griezelig|vredig|prachtig|adembenemend|majestueus|sfeer|stemming|gevoel"
          r"|symboliseert"
          r"|jaloers|wanhopig|prachtige|mysterieu[sz]e?",
})
"""What cannot be seen: feelings, and what a picture means to its beholder."""

PAST: Table = _table({
    "en": r"was|were|wasn't|weren't|had|did|went|came|saw|said|took|gave|ran|sat|stood|spoke|began|fell|held|wore|drove|rode"
          r"|flew"
          r"|threw|walked|looked|smiled|entered|talked|started|stepped|jumped|watched|appeared|seemed",
    "de": r"war|waren|hatten?|wurden?|ging(?:en)?|kam(?:en)?|sah(?:en)?|saß(?:en)?|standen|lief(?:en)?|trug(?:en)?"
          r"|sprach(?:en)?"
          r"|begann(?:en)?|hielt(?:en)?|fuhr(?:en)?|sagten?|zeigten?|machten?",
    "fr": r"étai(?:t|ent)|avai(?:t|ent)|fut|furent|eut|eurent|allai(?:t|ent)|portai(?:t|ent)|faisai(?:t|ent)|marchai(?:t|ent)"
          r"|parlai(?:t|ent)|regardai(?:t|ent)|tenai(?:t|ent)",
    "es": r"estaban?|eran?|fue|fueron|habían?|tenían?|estuv(?:o|ieron)|caminaban?|hablaban?|miraban?|llevaban?|iban?|hacían?",
    "it": r"era|erano|stava|stavano|aveva|avevano|fu|furono|camminava(?:no)?|parlava(?:no)?|guardava(?:no)?|portava(?:no)?"
          r"|andava(?:no)?"
          r"|faceva(?:no)?",
    "pt": r"era|eram|estavam?|tinham?|havia|foi|foram|esteve|caminhavam?|falavam?|olhavam?|usavam?|iam?|faziam?",
    "nl": r"was|waren|had|hadden|ging(?:en)?|stond(?:en)?|zat(?:en)?|liep(?:en)?|keek|keken|kwam(?:en)?|zag(?:en)?"
          r"|droeg(?:en)?"
          r"|sprak(?:en)?|hield(?:en)?|reed|reden|zei(?:den)?",
})
"""Verbs that tell what was: descriptions stand in the present."""

OF_THE_PICTURE: Table = _table({
    "en": r"(?:the|this|these|each) (?:(?:first|second|third|last|next|final|same) )?(?:image|picture|photo(?:graph)?|frame"
          r"|screenshot"
          r"|shot|clip|footage|video)s?|the camera (?:pans|zooms|moves|shows|focuses|follows|cuts|tilts|tracks|pulls|captures"
          r"|stays|turns)|we (?:can |could |now |also )?see|you (?:can |could )?see|(?:can|could) be seen"
          r"|the viewers?",
    "de": r"(?:das|dieses|diesem|im|auf dem) (?:bild|foto|video|standbild|kamerabild)(?:es|s)?|die kamera"
          r"|der zuschauer|(?:wir|man) (?:sehen|sieht)|(?:sehen|sieht) (?:wir|man)|zu sehen",
    "fr": r"(?:l'|cette |la |sur l'|dans l')(?:image|photo(?:graphie)?|vidéo|caméra)|(?:on|nous) (?:voit|voyons|peut voir"
          r"|pouvons voir)|le spectateur",
    "es": r"(?:la|esta) (?:imagen|foto(?:grafía)?|cámara)|(?:el|este) (?:vídeo|video|fotograma)|vemos|se (?:puede )?ven?\b"
          r"|podemos ver|el espectador",
    "it": r"(?:l'|quest'|nell')immagine|(?:la|questa) (?:foto(?:grafia)?|telecamera)|(?:il|questo) (?:video|fotogramma)"
          r"|vediamo|si (?:può )?ved(?:e|ono|ere)|lo spettatore",
    "pt": r"(?:esta|na|nesta) (?:imagem|foto(?:grafia)?|câmera|câmara)|(?:o|este) (?:vídeo|quadro|fotograma)|vemos"
          r"|(?:vê|veem)-se|podemos ver|o espectador",
    "nl": r"(?:de|deze|het|dit) (?:afbeelding|foto|beeld|video|camera)|(?:we|wij|je) (?:zien|ziet)|te zien|de kijker",
})
"""What speaks of the picture instead of what it shows."""


def found(table: Table, text: str, language: str) -> str:
    """Return the first such word in `text`, empty where there is none, or where the language is not known."""
    words = table.get(primary(language))
    hit = words.search(text.replace("’", "'")) if words else None
    return hit.group() if hit else ""
