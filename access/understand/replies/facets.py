"""What a plain sentence is about, where the engine did not say: the place, who is there, what happens, how it looks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from access.model.findings import Facet
from access.model.languages import primary


@dataclass(frozen=True, slots=True)
class _Words:
    people: re.Pattern[str]
    place: re.Pattern[str]
    """How a sentence begins that tells where it is."""
    looks: re.Pattern[str]
    acts: re.Pattern[str]
    """Verbs of one who does something, or to whom something happens."""


def _words(people: str, place: str, looks: str, acts: str) -> _Words:
    whole = (re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE) for words in (people, looks, acts))
    who, how, what = whole
    return _Words(who, re.compile(rf"^(?:{place})\b", re.IGNORECASE), how, what)


_BY_LANGUAGE = {
    "en": _words(
        r"(?:wo)?m[ae]n|people|person|persons|child(?:ren)?|boys?|girls?|crowd|couple|family|baby|he|she|they|someone|teacher"
        r"|doctor|guide"
        r"|student|students|players?|workers?|driver|speaker|soldiers?|police ?(?:wo)?m[ae]n|dancers?|singers?|musicians?"
        r"|friends?|figures?"
        r"|dogs?|cats?|horses?|birds?|seals?|animals?",
        r"in(?:side)?|on|at|outside|outdoors|indoors|by|beside|along|under|near|beneath|above|within|night|day",
        r"wears?|wearing|dressed|clad|hair|beard|bearded|glasses|eyes|suit|coat|shirt|hat|jacket|uniform|colou?rs?"
        r"|light(?:ing)?|shadows?|bright"
        r"|dark|sunset|glows?",
        r"(?:is|are) \w+ing|walk|walks|run|runs|sits?|stands?|speaks?|talks?|looks? (?:at|up|down|into|over)|turns?|opens?"
        r"|closes?|holds?|picks?|puts?"
        r"|gives?|takes?|enters?|leaves?|comes?|goes|moves?|drives?|rides?|flies|fly|jumps?|falls?|rises?|swims?|plays?"
        r"|writes?|reads?|points?"
        r"|smiles?|nods?|waves?|shakes?|hugs?|kiss(?:es)?|eats?|drinks?|works?|dances?|sings?|throws?|catches|catch|pulls?"
        r"|pushes|push|lifts?"
        r"|climbs?|crosses|cross|passes|pass|flows?|floats?|sails?|burns?|explodes?|appears?|shows?|cuts?|carries|carry"
        r"|watch(?:es)?|leans?|lies|lie",
    ),
    "de": _words(
        r"mann|männer|frau|frauen|leute|menschen|person(?:en)?|kind(?:er)?|jungen?|mädchen|paar|familie|er|sie|jemand|hund"
        r"|katze|pferd|vogel",
        r"in|im|auf|am|an|vor|neben|unter|draußen|drinnen|bei", r"trägt|tragen|gekleidet|haare?|bart|brille|anzug|mantel|hemd"
            r"|hut|jacke|licht|hell|dunkel",
        r"geht|gehen|läuft|laufen|sitzt|sitzen|steht|stehen|spricht|sprechen|schaut|blickt|dreht|öffnet|schließt|hält|nimmt"
        r"|gibt|kommt|fährt|fahren"
        r"|fliegt|springt|fällt|schwimmt|spielt|schreibt|liest|zeigt|lächelt|winkt|isst|trinkt|arbeitet|tanzt|singt|wirft"
        r"|zieht|hebt|fließt|liegt"),
    "fr": _words(
        r"hommes?|femmes?|gens|personnes?|enfants?|garçons?|filles?|foule|couple|famille|il|elle|ils|elles|chiens?|chats?"
        r"|cheval|oiseaux?",
        r"dans|sur|à|au|aux|devant|sous|près|dehors|à l'intérieur", r"porte|portent|vêtue?s?|cheveux|barbe|lunettes|costume"
            r"|manteau|chemise|chapeau|veste|lumière|sombre",
        r"marche|marchent|court|courent|est assise?|se tient|parle|parlent|regarde|regardent|tourne|ouvre|ferme|tient|prend"
        r"|donne|entre|sort|vient|va|roule"
        r"|vole|saute|tombe|nage|joue|écrit|lit|montre|sourit|mange|boit|travaille|danse|chante|lance|tire|lève|coule|avance"),
    "es": _words(
        r"hombres?|mujer(?:es)?|gente|personas?|niñ[oa]s?|chic[oa]s?|multitud|pareja|familia|él|ella|perros?|gatos?|caballos?"
        r"|pájaros?",
        r"en|dentro|fuera|sobre|junto|bajo|ante|cerca", r"llevan?|lleva puest[oa]|vestid[oa]s?|pelo|barba|gafas|traje|abrigo"
                                                        r"|camisa|sombrero|chaqueta|luz|oscur[oa]",
        r"caminan?|corren?|está sentad[oa]|está de pie|hablan?|miran?|giran?|abren?|cierran?|sostienen?|tomar?|da|entran?"
        r"|salen?|vienen?|va|van|conducen?|vuelan?"
        r"|saltan?|caen?|nadan?|juegan?|escriben?|leen?|señalan?|sonríen?|comen?|beben?|trabajan?|bailan?|cantan?|lanzan?"
        r"|tiran?|levantan?|fluyen?"),
    "it": _words(
        r"uom[oi]n?i?|donn[ae]|gente|person[ae]|bambin[oaie]|ragazz[oaie]|folla|coppia|famiglia|lui|lei|can[ei]|gatt[oi]"
        r"|cavall[oi]|uccell[oi]",
        r"in|nel|nella|nello|sul|sulla|dentro|fuori|accanto|sotto|davanti|all'aperto", r"indossano?|vestit[oaie]|capelli"
            r"|barba|occhiali|abito|cappotto|camicia|cappello|giacca|luce",
        r"cammin(?:a|ano)|corr(?:e|ono)|sied(?:e|ono)|sta in piedi|parl(?:a|ano)|guard(?:a|ano)|gira|apr(?:e|ono)|chiud(?:e"
        r"|ono)|tiene|prende|dà|entra|esce|viene"
        r"|va|guida|vola|salta|cade|nuota|gioca|scrive|legge|indica|sorride|mangia|beve|lavora|balla|canta|lancia|tira"
        r"|solleva|scorre"),
    "pt": _words(
        r"homens?|homem|mulher(?:es)?|pessoas?|crianças?|menin[oa]s?|multidão|casal|família|ele|ela|cães|cão|gatos?|cavalos?"
        r"|pássaros?",
        r"em|no|na|nos|nas|dentro|fora|sobre|junto|sob|ao ar livre", r"vest(?:e|em|id[oa]s?)|usam?|cabelos?|barba|óculos"
            r"|terno|casaco|camisa|chapéu|luz|escur[oa]",
        r"caminham?|correm?|está sentad[oa]|está de pé|falam?|olham?|vira|abrem?|fecham?|segura|pega|dá|entram?|saem?|vem|vai"
        r"|dirige|voam?|pulam?|caem?|nadam?"
        r"|jogam?|brincam?|escrevem?|leem?|aponta|sorri|comem?|bebem?|trabalham?|dançam?|cantam?|lança|puxa|levanta|flui"),
    "nl": _words(
        r"man|mannen|vrouw(?:en)?|mensen|persoon|kind(?:eren)?|jongens?|meisjes?|menigte|paar|gezin|hij|zij|ze|hond|kat|paard"
        r"|vogel",
        r"in|op|aan|bij|naast|onder|voor|buiten|binnen", r"draagt|dragen|gekleed|haar|baard|bril|pak|jas|hemd|hoed|licht"
                                                         r"|donker",
        r"loopt|lopen|rent|zit|zitten|staat|staan|spreekt|praat|praten|kijkt|kijken|draait|opent|sluit|houdt|neemt|geeft|komt"
        r"|gaat|rijdt|vliegt|springt|valt|zwemt"
        r"|speelt|schrijft|leest|wijst|lacht|glimlacht|eet|drinkt|werkt|danst|zingt|gooit|trekt|tilt|stroomt|ligt"),
}


def facet_of(text: str, language: str, first: bool) -> Facet:
    """Return what a sentence is about; `first` is the first of its answer, which in an unknown language tells the place."""
    words = _BY_LANGUAGE.get(primary(language))
    if words is None:
        return Facet.PLACE if first else Facet.LOOK
    people, acts, looks = words.people.search(text), words.acts.search(text), words.looks.search(text)
    if people:
        if acts and not (looks and looks.start() < acts.start()):
            return Facet.ACTION
        if looks and not first:
            return Facet.LOOK
        return Facet.PLACE if words.place.match(text) and people.start() > len(text) // 2 else Facet.WHO
    if words.place.match(text):
        return Facet.PLACE
    if acts:
        return Facet.ACTION
    return Facet.PLACE if first and not looks else Facet.LOOK
