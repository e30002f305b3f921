"""How texts begin and end that announce a picture instead of saying what it shows: `Image of`, `Bild von`, `…, stock photo`.

A screen reader has said `image` before it reads the text. What tells the kind of a picture, `Map of`, `Portrait of`, `Satellite
image of`, says something and is no such announcement. All languages are looked for at once: content systems write English ones
before texts in any language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from access.model.languages import primary

_EN_NOUN = (r"(?:image|photo(?:graph)?|picture|pic|graphic|screen ?shot|screen capture|snapshot|icon|illustration|thumbnail"
            r"|clip ?art|logo)")
_EN_PLAIN = r"(?:image|photo(?:graph)?|picture|pic|graphic|screen ?shot|screen capture|snapshot)"
"""Nouns that say nothing even of the kind."""
_EN_KIND = (
    r"(?:(?:stock|nice|beautiful|great|cool|cute|random|featured|attached|following|above|below|given|provided|single"
    r"|profile|cover"
    r"|header|hero|banner|colou?r|colou?red|black[- ]and[- ]white|b&w|aerial|close[- ]?up|old|vintage|historic(?:al)?|digital"
    r"|professional|promotional|press|official|product|high[- ]resolution|hd|still|sample|free|small|large|full|framed) )*")
_EN_VERB = (r"(?:of|showing|depicting|displaying|featuring|containing|representing|(?:(?:that|which) )?(?:clearly )?(?:shows?"
            r"|depicts?|displays?|features?|contains?|portrays?|illustrates?))")

ANNOUNCEMENTS: Mapping[str, str] = {
    "en": rf"(?:(?:here is|here's|this is|it is|it's) )?(?:an? |the |this |my |our )?{_EN_KIND}(?:{_EN_NOUN} {_EN_VERB}\b"
          rf"|{_EN_PLAIN} (?:with|from)(?= (?:an?|the)\b))"
          r"|(?:in|on) (?:the|this) (?:image|photo(?:graph)?|picture|graphic|screen ?shot)(?:,| (?=we|you|there|is|are|an?"
          r"|one)\b)"
          r"|(?:image|photo(?:graph)?|picture|pic|alt(?:ernative)? text|alt|image description)(?: \d+)?\s?[:–—-]\s+",
    "de": r"(?:dies(?:es)? ist )?(?:ein |eine |das |die |dieses |diese )?(?:schönes |farbiges |altes |historisches "
          r"|gerahmtes )?"
          r"(?:bild|foto(?:grafie)?|photo|aufnahme|abbildung|grafik|bildschirmfoto|screenshot|symbolbild|illustration"
          r"|vorschaubild"
          r"|icon|logo) (?:von|vom|der|des|eines|einer|mit|zeigt|darstellt|zu sehen ist)\b"
          r"|(?:auf dem|in dem|im|auf diesem) (?:bild|foto) (?:ist|sind|sieht|sehen|zeigt)\b"
          r"|(?:bild|foto|abbildung|symbolbild|alt-?text|bildbeschreibung)(?: \d+)?\s?[:–—-]\s+",
    "fr": r"(?:(?:c['’]est|voici) )?(?:une? |l['’]|la |le |cette )?(?:belle |jolie |vieille )?(?:image|photo(?:graphie)?"
          r"|capture d['’]écran|illustration|ic[ôo]ne|logo|visuel|vignette)(?: en couleurs?| en noir et blanc)? "
          r"(?:(?:de|du|des|montrant|représentant|illustrant|contenant|avec|montre|représente|(?:qui )?(?:montre"
          r"|représente))\b|d['’])"
          r"|(?:sur|dans) (?:l['’]image|cette image|la photo|cette photo),? (?:on voit|nous voyons|il y a)\b"
          r"|(?:image|photo|texte alternatif)(?: \d+)?\s?[:–—-]\s+",
    "es": r"(?:(?:esta es|es) )?(?:una? |el |la |esta )?(?:bonita |hermosa )?(?:imagen|foto(?:grafía)?|captura de pantalla"
          r"|ilustración"
          r"|gráfico|[ií]cono|logotipo|logo|miniatura)(?: en color| en blanco y negro)? (?:de|del|que muestra|mostrando|con"
          r"|muestra"
          r"|representa)\b"
          r"|en (?:la|esta) (?:imagen|foto),? (?:se ve[n]?|vemos|hay)\b|(?:imagen|foto|texto alternativo)(?: \d+)?\s?[:–—-]\s+",
    "it": r"(?:(?:questa è) )?(?:un['’]|una |l['’]|la |il |questa )?(?:bella )?(?:immagine|foto(?:grafia)?|schermata|screenshot"
          r"|illustrazione|icona|logo|miniatura)(?: a colori| in bianco e nero)? "
          r"(?:(?:di|del|dello|della|dei|degli|delle|che mostra|raffigurante|con|mostra|raffigura)\b|(?:d|dell)['’])"
          r"|(?:nell['’]|in quest['’]a? ?)immagine,? (?:si ved(?:e|ono)|vediamo|c['’]è|ci sono)\b"
          r"|(?:immagine|foto|testo alternativo)(?: \d+)?\s?[:–—-]\s+",
    "pt": r"(?:(?:esta é) )?(?:uma? |a |o |esta )?(?:bela |linda )?(?:imagem|foto(?:grafia)?|captura de (?:tela|ecrã)"
          r"|ilustração|ícone"
          r"|logotipo|logo|miniatura)(?: a cores| em preto e branco)? (?:de|do|da|dos|das|dum|duma|que mostra|mostrando|com"
          r"|mostra"
          r"|retrata)\b"
          r"|(?:na|nesta) (?:imagem|foto),? (?:vê-se|vemos|há)\b|(?:imagem|foto|texto alternativo)(?: \d+)?\s?[:–—-]\s+",
    "nl": r"(?:(?:dit is) )?(?:een |de |het |deze |dit )?(?:mooie |oude )?(?:afbeelding|foto|plaatje|schermafbeelding"
          r"|schermafdruk"
          r"|screenshot|illustratie|pictogram|icoon|logo)(?: in kleur| in zwart-wit)? (?:van|met|waarop|die|dat|toont|laat)\b"
          r"|op (?:de|deze) (?:afbeelding|foto) (?:is|zijn|zie je|zien we|staat|staan)\b"
          r"|(?:afbeelding|foto|plaatje|alt-?tekst)(?: \d+)?\s?[:–—-]\s+",
    "sv": r"(?:en |ett )?(?:bild|bilden|foto|fotografi|fotografiet|skärmbild|skärmdump|illustration|ikon|logotyp) (?:på|av|med"
          r"|som visar|föreställande|visar)\b|på bilden (?:syns|ser man|är)\b|(?:bild|foto)(?: \d+)?\s?[:–—-]\s+",
    "da": r"(?:et |en )?(?:billede|billedet|foto|fotografi|skærmbillede|illustration|ikon|logo) (?:af|med|der viser|som viser"
          r"|viser)\b"
          r"|på billedet (?:ses|ser man|er)\b|(?:billede|foto)(?: \d+)?\s?[:–—-]\s+",
    "nb": r"(?:et |en )?(?:bilde|bildet|foto|fotografi|skjermbilde|illustrasjon|ikon|logo) (?:av|med|som viser|viser)\b"
          r"|på bildet (?:ser man|er|vises)\b|(?:bilde|foto)(?: \d+)?\s?[:–—-]\s+",
    "pl": r"(?:zdjęcie|fotografia|obraz|obrazek|grafika|zrzut ekranu|ilustracja|ikona) (?:przedstawiając[aey]|przedstawia"
          r"|pokazuje"
          r"|pokazując[aey])\b|(?:zdjęcie|fotografia|obrazek|zrzut ekranu) (?!na\b|w\b|we\b|z\b|ze\b|nad\b|pod\b|obok\b"
          r"|wisi\b|leży\b"
          r"|stoi\b|jest\b)(?=[a-ząćęłńóśźż])|na (?:zdjęciu|obrazku) (?:widać|jest|są|znajduje)\b"
          r"|(?:zdjęcie|obraz|obrazek)(?: \d+)?\s?[:–—-]\s+",
    "cs": r"(?:obrázek|fotografie|fotka|snímek(?: obrazovky)?|ilustrace|ikona) (?!na\b|v\b|ve\b|z\b|ze\b|s\b|se\b|u\b|od\b"
          r"|do\b|pro\b"
          r"|visí\b|leží\b|je\b|stojí\b)(?=[a-záčďéěíňóřšťúůýž])|na (?:obrázku|fotografii|fotce) (?:je|jsou|vidíme)\b"
          r"|(?:obrázek|fotografie|foto)(?: \d+)?\s?[:–—-]\s+",
    "fi": r"(?:valo|näyttö|ruutu|kuvitus)?kuva(?:kaappaus)? (?=[\w-]+st[aä]\b)|kuvassa (?:on|ovat|näkyy|näkyvät)\b"
          r"|kuva, jossa\b"
          r"|(?:valo)?kuva(?: \d+)?\s?[:–—-]\s+",
}
"""By language, as a primary subtag: what stands at the very beginning."""

ENDING = re.compile(
    r"\s*(?:[,;|(\[–—]|\s[-/·•]|(?<=[.!?]))\s*(?:(?:free |royalty[- ]free "
    r"|high[- ]res(?:olution)? )?(?:stock[- ])?(?:photo(?:graph)?|image|picture|illustration"
    r"|vector|clip ?art|graphic)s?|stock (?:vector|footage)|royalty[- ]free(?: \w+)*|foto|bild|imagen|imagem|immagine"
    r"|afbeelding"
    r"|stockfoto|symbolbild|photo libre de droits)[\s)\]]*[.!]?\s*$"
    r"|\s+stock (?:photo|image|picture|illustration|vector)(?:graphy|s)?\s*[.!]?\s*$", re.IGNORECASE)
"""`…, stock photo`, `… | image`."""

_THING = re.compile(
    r"(?:(?!\b(?:that|which|who|whose|where|while|as|and)\b)[^.!?;,])*?\b(?:hangs?|lies|leans?|sticks|is (?:pinned|taped"
    r"|projected"
    r"|printed|displayed|held|stuck|shown on))\b", re.IGNORECASE)
"""A photograph that is itself a thing in the picture: `A photo of a dog hangs on the wall`."""
_TITLES = re.compile(r"dorian gray\b|the city\b(?=.*\blynch\b)", re.IGNORECASE)
_TITLE_CASE = re.compile(r"(?:The|A|An|This) [A-Z]\w+ of [A-Z]|(?:Das|Die|Ein|Eine) (?:Bild|Foto) de[rs] [A-Z]")
_WORK = re.compile(
    r"\b(?:book|novel|cover|film|movie|poster|edition|paperback|play|album|roman|buch|einband|plakat|livre|affiche|libro"
    r"|livro|boek)\b",
    re.IGNORECASE)
"""`The Picture of …` with a capital that no sentence gives it, and a work that has it for its title."""


@dataclass(frozen=True, slots=True)
class Announced:
    """An announcement at the beginning of a text."""

    language: str
    words: str
    rest: str
    """What follows it, as it stands."""


_COMPILED = {language: re.compile(rf"\s*(?:{pattern})\s*", re.IGNORECASE) for language, pattern in ANNOUNCEMENTS.items()}
_NEVER = re.compile(r"(?!)")


def announced(text: str, language: str = "") -> Announced | None:
    """Return what a text begins with that announces a picture; None where nothing does, or where it is a title or a thing.

    All languages are looked for, the text's own first: `Photo des` is French in one and German in the other.
    """
    plain = text.replace("’", "'")
    own = primary(language)
    for tongue in (own, *_COMPILED):
        pattern = _COMPILED.get(tongue, _NEVER)
        match = pattern.match(plain)
        if match is None:
            continue
        rest = text[match.end():]
        if _TITLES.match(rest) or (_TITLE_CASE.match(text) and _WORK.search(rest)):
            return None
        if tongue == "en" and match[0].rstrip().casefold().endswith(" of") and _THING.match(rest):
            return None
        return Announced(tongue, text[:match.end()].strip(), rest)
    return None
