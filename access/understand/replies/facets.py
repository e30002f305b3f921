"""What a plain sentence is about, where the engine did not say: the place, who is there, what happens, how it looks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from access.model.findings import Facet
from access.model.languages import primary


@dataclass(frozen=True, slots=True)
class _Words:
    people: re.Pattern[str]
    animals: re.Pattern[str]
    place: re.Pattern[str]
    """How a sentence begins that tells where it is."""
    looks: re.Pattern[str]
    acts: re.Pattern[str]
    """Verbs of one who does something, or to whom something happens."""


def _words(people: str, animals: str, place: str, looks: str, acts: str) -> _Words:
    who, beasts, how, what = (
        re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE) for words in (people, animals, looks, acts))
    return _Words(who, beasts, re.compile(rf"^(?:{place})\b", re.IGNORECASE), how, what)


_BY_LANGUAGE = {
    "en": _words(
        people=r"(?:wo)?m[ae]n|people|person|persons|child(?:ren)?|boys?|girls?|crowd|couple|family|baby|he|she|they"
               r"|someone|teacher|doctor|guide|student|students|players?|workers?|driver|speaker|soldiers?"
               r"|police ?(?:wo)?m[ae]n|dancers?|singers?|musicians?|friends?|figures?",
        animals=r"dogs?|cats?|horses?|birds?|seals?|animals?",
        place=r"in(?:side)?|on|at|outside|outdoors|indoors|by|beside|along|under|near|beneath|above|within|night|day",
        looks=r"wears?|wearing|dressed|clad|hair|beard|bearded|glasses|eyes|suit|coat|shirt|hat|jacket|uniform|colou?rs?"
              r"|light(?:ing)?|shadows?|bright|dark|sunset|glows?",
        acts=r"(?:is|are) \w+ing|walk|walks|run|runs|sits?|stands?|speaks?|talks?|looks? (?:at|up|down|into|over)|turns?"
             r"|opens?|closes?|holds?|picks?|puts?|gives?|takes?|enters?|leaves?|comes?|goes|moves?|drives?|rides?|flies"
             r"|fly|jumps?|falls?|rises?|swims?|plays?|writes?|reads?|points?|smiles?|nods?|waves?|shakes?|hugs?"
             r"|kiss(?:es)?|eats?|drinks?|works?|dances?|sings?|throws?|catches|catch|pulls?|pushes|push|lifts?|climbs?"
             r"|crosses|cross|passes|pass|flows?|floats?|sails?|burns?|explodes?|appears?|shows?|cuts?|carries|carry"
             r"|watch(?:es)?|leans?|lies|lie",
    ),
    "de": _words(
        people=r"mann|männer|frau|frauen|leute|menschen|person(?:en)?|kind(?:er)?|jungen?|mädchen|paar|familie|er|sie"
               r"|jemand",
        animals=r"hund|katze|pferd|vogel",
        place=r"in|im|auf|am|an|vor|neben|unter|draußen|drinnen|bei",
        looks=r"trägt|tragen|gekleidet|haare?|bart|brille|anzug|mantel|hemd|hut|jacke|licht|hell|dunkel",
        acts=r"geht|gehen|läuft|laufen|sitzt|sitzen|steht|stehen|spricht|sprechen|schaut|blickt|dreht|öffnet|schließt|hält"
             r"|nimmt|gibt|kommt|fährt|fahren|fliegt|springt|fällt|schwimmt|spielt|schreibt|liest|zeigt|lächelt|winkt|isst"
             r"|trinkt|arbeitet|tanzt|singt|wirft|zieht|hebt|fließt|liegt",
    ),
    "fr": _words(
        people=r"hommes?|femmes?|gens|personnes?|enfants?|garçons?|filles?|foule|couple|famille|il|elle|ils|elles",
        animals=r"chiens?|chats?|cheval|oiseaux?",
        place=r"dans|sur|à|au|aux|devant|sous|près|dehors|à l'intérieur",
        looks=r"porte|portent|vêtue?s?|cheveux|barbe|lunettes|costume|manteau|chemise|chapeau|veste|lumière|sombre",
        acts=r"marche|marchent|court|courent|est assise?|se tient|parle|parlent|regarde|regardent|tourne|ouvre|ferme|tient"
             r"|prend|donne|entre|sort|vient|va|roule|vole|saute|tombe|nage|joue|écrit|lit|montre|sourit|mange|boit"
             r"|travaille|danse|chante|lance|tire|lève|coule|avance",
    ),
    "es": _words(
        people=r"hombres?|mujer(?:es)?|gente|personas?|niñ[oa]s?|chic[oa]s?|multitud|pareja|familia|él|ella",
        animals=r"perros?|gatos?|caballos?|pájaros?",
        place=r"en|dentro|fuera|sobre|junto|bajo|ante|cerca",
        looks=r"llevan?|lleva puest[oa]|vestid[oa]s?|pelo|barba|gafas|traje|abrigo|camisa|sombrero|chaqueta|luz|oscur[oa]",
        acts=r"caminan?|corren?|está sentad[oa]|está de pie|hablan?|miran?|giran?|abren?|cierran?|sostienen?|toman?|da"
             r"|entran?|salen?|vienen?|va|van|conducen?|vuelan?|saltan?|caen?|nadan?|juegan?|escriben?|leen?|señalan?"
             r"|sonríen?|comen?|beben?|trabajan?|bailan?|cantan?|lanzan?|tiran?|levantan?|fluyen?",
    ),
    "it": _words(
        people=r"uom[oi]n?i?|donn[ae]|gente|person[ae]|bambin[oaie]|ragazz[oaie]|folla|coppia|famiglia|lui|lei",
        animals=r"can[ei]|gatt[oi]|cavall[oi]|uccell[oi]",
        place=r"in|nel|nella|nello|sul|sulla|dentro|fuori|accanto|sotto|davanti|all'aperto",
        looks=r"indossa(?:no)?|vestit[oaie]|capelli|barba|occhiali|abito|cappotto|camicia|cappello|giacca|luce",
        acts=r"cammin(?:a|ano)|corr(?:e|ono)|sied(?:e|ono)|sta in piedi|parl(?:a|ano)|guard(?:a|ano)|gira|apr(?:e|ono)"
             r"|chiud(?:e|ono)|tiene|prende|dà|entra|esce|viene|va|guida|vola|salta|cade|nuota|gioca|scrive|legge|indica"
             r"|sorride|mangia|beve|lavora|balla|canta|lancia|tira|solleva|scorre",
    ),
    "pt": _words(
        people=r"homens?|homem|mulher(?:es)?|pessoas?|crianças?|menin[oa]s?|multidão|casal|família|ele|ela",
        animals=r"cães|cão|gatos?|cavalos?|pássaros?",
        place=r"em|no|na|nos|nas|dentro|fora|sobre|junto|sob|ao ar livre",
        looks=r"vest(?:e|em|id[oa]s?)|usam?|cabelos?|barba|óculos|terno|casaco|camisa|chapéu|luz|escur[oa]",
        acts=r"caminham?|correm?|está sentad[oa]|está de pé|falam?|olham?|vira|abrem?|fecham?|segura|pega|dá|entram?|saem?"
             r"|vem|vai|dirige|voam?|pulam?|caem?|nadam?|jogam?|brincam?|escrevem?|leem?|aponta|sorri|comem?|bebem?"
             r"|trabalham?|dançam?|cantam?|lança|puxa|levanta|flui",
    ),
    "nl": _words(
        people=r"man|mannen|vrouw(?:en)?|mensen|persoon|kind(?:eren)?|jongens?|meisjes?|menigte|paar|gezin|hij|zij|ze",
        animals=r"hond|kat|paard|vogel",
        place=r"in|op|aan|bij|naast|onder|voor|buiten|binnen",
        looks=r"draagt|dragen|gekleed|haar|baard|bril|pak|jas|hemd|hoed|licht|donker",
        acts=r"loopt|lopen|rent|zit|zitten|staat|staan|spreekt|praat|praten|kijkt|kijken|draait|opent|sluit|houdt|neemt"
             r"|geeft|komt|gaat|rijdt|vliegt|springt|valt|zwemt|speelt|schrijft|leest|wijst|lacht|glimlacht|eet|drinkt"
             r"|werkt|danst|zingt|gooit|trekt|tilt|stroomt|ligt",
    ),
}


def names_people(text: str, language: str) -> bool:
    """Tell whether a text names a person; in a language that is not known here, always."""
    words = _BY_LANGUAGE.get(primary(language))
    return words is None or bool(words.people.search(text))


def facet_of(text: str, language: str, first: bool) -> Facet:
    """Return what a sentence is about; `first` is the first of its answer, which in an unknown language tells the place."""
    words = _BY_LANGUAGE.get(primary(language))
    if words is None:
        return Facet.PLACE if first else Facet.LOOK
    acts, looks = words.acts.search(text), words.looks.search(text)
    if people := words.people.search(text) or words.animals.search(text):
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
