"""Phrases that stand where a text was to be and tell nothing of a picture: what to click, who made it, that there is none."""

from __future__ import annotations

import re

LINK_WORDS = re.compile(
    r"^\W*(?:click|tap|press|touch)(?: on)? (?:here|to|this|the (?:image|photo|picture|link|button|icon))\b"
    r"|\b(?:click|tap)(?: here)? (?:to|for) (?:enlarge|zoom|view|see|open|expand|download|read|more|play|a larger|full)\b"
    r"|\bclick here\b"
    r"|^\W*(?:(?:an? |the )?(?:external )?link(?:s|ed)? to\b|(?:go|goes|leads|opens|navigates?) to\b(?! (?:bed|school|work"
    r"|war|church)))"
    r"|^\W*(?:read|learn|see|view|find out) more\W*$|^\W*(?:button|link) (?:for|that)\b"
    r"|\b(?:hier|zum vergrößern|bild) (?:an)?klicken\b|^\W*(?:klicken sie|klick(?:e)? (?:hier|auf)|link (?:zu|zur|zum|auf)\b"
    r"|mehr (?:lesen|erfahren)\W*$)"
    r"|\bcliquez (?:ici|pour|sur)\b|\bcliquer (?:ici|pour)\b|^\W*(?:lien vers|en savoir plus\W*$|lire la suite\W*$)"
    r"|\b(?:haga|haz|hacer|pulse|pincha|pinche) (?:clic |click )?(?:aquí|para)\b|^\W*(?:enlace a|ir a\b|leer más\W*$"
    r"|ver más\W*$)"
    r"|\b(?:clicca|cliccare|fai clic|fare clic) (?:qui|per|sul)\b|^\W*(?:link (?:a|al|alla)\b|vai (?:a|al|alla)\b"
    r"|leggi (?:tutto|di più)\W*$)"
    r"|\b(?:clique|clicar) (?:aqui|para|na)\b|^\W*(?:link para|ir para|leia mais\W*$|saiba mais\W*$)"
    r"|\bklik (?:hier|om|op)\b|^\W*(?:link naar|ga naar|lees (?:meer|verder)\W*$)"
    r"|\b(?:klicka (?:här|för)|klik her|klikk her|kliknij (?:tutaj|tu|aby)|klikněte (?:zde|sem|pro)|napsauta (?:tästä|tätä)"
    r"|klikkaa tästä)\b",
    re.IGNORECASE)
"""Words about the link instead of where it leads."""

_CREDIT = re.compile(
    r"\W*(?:©|\(c\)\s|copyright\b|(?:photo(?:graph(?:ed)?)?|image|picture|illustration|artwork)(?: credits?)?(?: by\b"
    r"| courtesy of\b|\s?[:©])"
    r"|(?:photo|image|picture) credits?\b|credits?\s?:|courtesy of\b|source\s?:|all rights reserved|(?:foto|bild|bildquelle"
    r"|quelle|photo|crédits?(?: photo)?"
    r"|crédito|fotos?|fonte|fuente|bron|kuva)\s?[:©]|foto (?:von|de|di|van|av|af)\b(?= [A-Z][\w.'’-]+ (?:[A-Z][\w.'’-]+\W*$"
    r"|/)))", re.IGNORECASE)
_CREDITED = frozenset(
    "by on via from at of for and de van von der den di da del la le y e et und / "
    "| – — - & all rights reserved inc llc ltd gmbh "
    "getty alamy ap afp dpa reuters unsplash pexels pixabay shutterstock flickr istock adobe stock cc by-sa license".split())


_OWNED = re.compile(r"©|\(c\)|\bby\b|courtesy|copyright|credit|source|quelle|rights", re.IGNORECASE)


def only_credits(text: str) -> bool:
    """Tell whether a text only says who made the picture or whose it is: `Photo by Jane Doe on Unsplash`."""
    opening = _CREDIT.match(text)
    if opening is None:
        return False
    words = text[opening.end():].split()
    names = [word for word in words if word.strip("()[],.;:©").casefold() not in _CREDITED]
    return len(words) <= 12 and all(_NAME.fullmatch(word) for word in names) and (
        len(names) >= 2 or len(names) < len(words) or bool(_OWNED.search(opening[0])) or not words)


_NAME = re.compile(r"[\W\d_]*[A-ZÄÖÜÉÈÀÁÅØÑÇŁŠŽČ][\w.'’&/-]*[\W\d_]*|\W*\d{4}(?:[-–]\d{2,4})?\W*")

NO_TEXT = re.compile(
    r"^\W*(?:(?:there is |has )?no (?:alt(?:ernative)?(?:[- ]?text)?|alt tag|image description|photo description|description"
    r"|caption)"
    r"(?: (?:text|tag))?(?: (?:is |was )?(?:available|provided|added|given|set|found|yet|for this (?:image|photo|picture)))*"
    r"|(?:alt(?:ernative)?[- ]?text|alt tag|image description|description)(?: (?:is |text )?(?:missing|needed|required"
    r"|pending|unavailable"
    r"|goes here|here|to come|coming soon|not (?:available|provided|set)))"
    r"|(?:insert|add|enter|write|type|put)(?: your| an?| the)? (?:alt(?:ernative)?(?:[- ]?text)?|image description"
    r"|description|caption|text)(?: text)?(?: here)?"
    r"|(?:this|the) (?:image|picture|photo) (?:has no|does not have an?|is missing) (?:alt|description).{0,40}"
    r"|image (?:not (?:found|available)|coming soon|unavailable|missing|loading|placeholder)|no image(?: available)?"
    r"|broken image|decorative(?: image| only| element)?"
    r"|(?:kein(?:e)? )(?:alternativtext|alt-?text|bildbeschreibung|beschreibung|bild)(?: (?:verfügbar|vorhanden|angegeben"
    r"|hinterlegt))?"
    r"|(?:alternativtext|bildbeschreibung)(?: fehlt| folgt| hier| einfügen)?|dekoratives? (?:bild|element)"
    r"|(?:aucun(?:e)? |pas de )(?:texte alternatif|description|légende|image)(?: (?:disponible|fournie?))?"
    r"|texte alternatif(?: manquant)?|image décorative"
    r"|(?:sin|ningún|ninguna) (?:texto alternativo|descripción|imagen)(?: disponible)?|texto alternativo|imagen decorativa"
    r"|(?:nessun(?:a)? |senza )(?:testo alternativo|descrizione|immagine)(?: disponibile)?|testo alternativo"
    r"|immagine decorativa"
    r"|(?:sem|nenhum(?:a)?) (?:texto alternativo|descrição|imagem)(?: disponível)?|imagem decorativa"
    r"|(?:geen )(?:alt-?tekst|alternatieve tekst|beschrijving|afbeelding)(?: beschikbaar)?|alternatieve tekst"
    r"|decoratieve afbeelding"
    r"|ingen (?:alt-?text|bildbeskrivning|beskrivelse|alt-?tekst|alternativ text)(?: tillgänglig| tilgængelig"
    r"| tilgjengelig)?|alternativ (?:text|tekst)"
    r"|brak (?:opisu|tekstu alternatywnego|zdjęcia)|tekst alternatywny|bez popisu|alternativní text|ei (?:kuvausta"
    r"|vaihtoehtoista tekstiä)|vaihtoehtoinen teksti"
    r"|lorem ipsum.*|dolor sit amet.*|(?:asdf|qwert|test|xxx|foo|bar|blah|bla)[a-z]*(?: (?:asdf|qwert|test|xxx|foo|bar|blah"
    r"|bla)[a-z]*)*)\W*$",
    re.IGNORECASE)
"""All of a text that says that there is none, or that one is to be written."""

REFUSED = re.compile(
    r"\b(?:i['’]?m|i am|we['’]re) (?:(?:very|so|truly) )?(?:sorry|unable|not able|afraid i (?:can|am))\b"
    r"|^\W*sorry,? (?:but )?(?:i|we|this|the)\b"
    r"|\bi (?:cannot|can['’]?t|can not|could not|couldn['’]t|do not|don['’]t|am not able to|am unable to) (?:\w+ ){0,2}?"
    r"(?:assist|help|identify|describe|see|view|process|provide|access|determine|comply|analy[sz]e|recogni[sz]e)\b"
    r"|\bas an? (?:ai|artificial intelligence|(?:large )?language model)\b|\bai language model\b|\bi (?:don['’]t"
    r"|do not) have (?:access|the ability)\b"
    r"|\bunable to (?:view|see|process|describe|identify|display|access|analy[sz]e|generate)(?: \w+){0,3} (?:image|picture"
    r"|photo|file|content|description|alt text|request)\b"
    r"|^\W*(?:sure|certainly|of course|absolutely|okay)[,!.]? (?:here|i|let)\b|\bhere(?: is|['’]s) (?:an? |the "
    r"|your )?(?:\w+ ){0,3}(?:description|alt text|caption)\b"
    r"|\b(?:please|kindly) (?:provide|upload|share|attach|send) (?:the|an?|your|me)\b.{0,20}\b(?:image|picture|photo|file"
    r"|content)|\blet me know if\b|\bhope this helps\b"
    r"|\bno (?:image|picture|photo) (?:was |were |has been |is )?(?:provided|attached|given|uploaded)\b"
    r"|\b(?:es )?tut mir leid,? (?:aber|ich)\b|\bich kann (?:dabei|dieses bild|das bild|ihnen|dir"
    r"|leider) (?:\w+ ){0,3}nicht\b|\bals (?:ki|sprachmodell)(?:-\w+)?,? (?:kann|bin|habe)\b"
    r"|\bje suis désolée?\b|\bje ne (?:peux|puis) pas (?:\w+ ){0,2}(?:aider|décrire|voir|identifier|répondre)\b"
    r"|\ben tant qu['’](?:ia|intelligence artificielle)\b"
    r"|\blo siento,? (?:pero )?no puedo\b|\bno puedo (?:ayudar|describir|identificar|ver la)\b|\bcomo (?:una )?(?:ia"
    r"|inteligencia artificial|modelo de lenguaje)\b"
    r"|\bmi dispiace,? (?:ma )?non posso\b|\bnon posso (?:aiutar|descrivere|identificare)|\bcome (?:un'?)?(?:ia"
    r"|intelligenza artificiale|modello linguistico)\b"
    r"|\bdesculpe,? (?:mas )?(?:eu )?não posso\b|\bnão posso (?:ajudar|descrever|identificar)|\bcomo (?:uma )?(?:ia"
    r"|inteligência artificial|modelo de linguagem)\b"
    r"|\bhet spijt me\b|\bik kan (?:u|je|deze|dit)\b.{0,30}\bniet (?:helpen|beschrijven|identificeren)|\bals (?:een )?(?:ai"
    r"|taalmodel)\b"
    r"|<(?:unk|pad|s|/s|eos|bos)>|<\|[^<>]*\|>|^\W*(?:null|nil|nan|undefined|true|false|\[object object\])\W*$"
    r"|^\W*(?:error|http(?:/[\d.]+)?)\s*(?::|code|[45]\d\d)|^\W*[45]\d\d (?:not found|too many|internal|bad gateway"
    r"|forbidden|service unavailable)"
    r"|\btraceback \(most recent|^\W*\w+(?:Error|Exception): |\brate limit (?:exceeded|reached)\b|^\s*[\{\[]\s*[\"'{\[]",
    re.IGNORECASE)
"""What a model or a program says instead of a text. Narrower than `refusals.REFUSAL`, which judges answers in
which nobody says `I`."""
