"""The small words that decide where a line may break, by language. Apart, because they are data and grow by themselves.

A language that is not here is broken by punctuation and balance alone.
"""

from __future__ import annotations

from dataclasses import dataclass

_NONE: frozenset[str] = frozenset()


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Closed word classes of one language, in spoken form."""

    articles: frozenset[str] = _NONE
    """And whatever else opens a noun phrase: possessives, numbers, quantifiers."""
    prepositions: frozenset[str] = _NONE
    conjunctions: frozenset[str] = _NONE
    """And relative pronouns: whatever opens a clause."""
    pronouns: frozenset[str] = _NONE
    """Those that a verb follows."""
    auxiliaries: frozenset[str] = _NONE
    """And negations: whatever leans on the word that follows."""
    adjectives: frozenset[str] = _NONE
    """The commonest, and intensifiers."""
    adjective_endings: tuple[str, ...] = ()
    abbreviations: frozenset[str] = _NONE
    """Ending in a dot that ends no sentence; titles above all."""
    capitals_name: bool = False
    """Two capitalised words in a row are a name (not so where every noun has a capital)."""


_TITLES = "dr mr mrs ms prof st jr sr rev gen col capt lt sgt sen rep gov hon mt"

_LEXICONS = {
    "en": Lexicon(
        articles=_set(
            "a an the my your his her its our their this these those every each no some any another either neither "
            "both such one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty "
            "seventy eighty ninety hundred thousand million billion first second third half several few many most all"),
        prepositions=_set(
            "of in on at by for with from into onto to about after before against between among through during "
            "without within under over above below behind beside besides beyond across along around near toward "
            "towards upon until till since despite except like per via throughout inside outside"),
        conjunctions=_set(
            "and but or nor so yet because although though unless while whereas if when whenever where wherever that "
            "which who whom whose why how than as whether once what"),
        pronouns=_set(
            "i you he she it we they there who everybody everyone somebody someone nobody nothing something let's"),
        auxiliaries=_set(
            "am is are was were be been being have has had having do does did will would shall should can could may "
            "might must not never isn't aren't wasn't weren't haven't hasn't hadn't don't doesn't didn't won't "
            "wouldn't shouldn't can't cannot couldn't mustn't ain't i'm you're he's she's it's we're they're that's "
            "there's what's who's i've you've we've they've i'd you'd he'd she'd we'd they'd i'll you'll he'll she'll "
            "it'll we'll they'll"),
        adjectives=_set(
            "very too quite rather really more less most least good new old great little big small large long short "
            "high low young early late important public bad same different next last own other right left free full "
            "special easy clear recent certain personal open red blue green black white dark bright warm cold hot "
            "human real true whole main major common single simple strong natural local social national international "
            "american british european"),
        adjective_endings=("ous", "ful", "ical", "less"),
        abbreviations=_set(f"{_TITLES} vs etc e.g i.e no vol fig approx dept est inc ltd co"),
        capitals_name=True,
    ),
    "de": Lexicon(
        articles=_set(
            "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner mein meine "
            "meinen meinem meiner dein deine sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser unsere "
            "unseren euer eure dieser diese dieses diesen diesem jeder jede jedes jeden jedem alle zwei drei vier "
            "fünf sechs sieben acht neun zehn"),
        prepositions=_set(
            "in im ins an am ans auf aus bei beim mit nach seit von vom zu zum zur für durch gegen ohne um über unter "
            "vor hinter neben zwischen während wegen trotz bis statt innerhalb außerhalb"),
        conjunctions=_set(
            "und oder aber denn sondern dass weil wenn als ob obwohl damit während bevor nachdem sobald solange wie "
            "wo wohin woher warum was wer welche welcher welches"),
        pronouns=_set("ich du er sie es wir man"),
        auxiliaries=_set(
            "bin bist ist sind seid war waren habe hast hat haben hatte hatten werde wirst wird werden wurde wurden "
            "kann können konnte muss müssen musste soll sollen sollte will wollen wollte darf dürfen mag möchte nicht "
            "nie"),
        adjectives=_set(
            "sehr zu so ganz mehr weniger viele wenige gut gute guten neue neuen alte alten große großen kleine "
            "kleinen"),
        abbreviations=_set("dr prof hr fr nr st bzw ca usw z.b d.h u.a abb bd"),
    ),
    "fr": Lexicon(
        articles=_set(
            "le la les un une des du au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos "
            "leur leurs chaque quelques plusieurs tout toute tous toutes deux trois quatre cinq six sept huit neuf "
            "dix"),
        prepositions=_set(
            "de à en dans sur sous avec sans pour par chez entre vers contre depuis pendant avant après devant "
            "derrière"),
        conjunctions=_set(
            "et ou mais donc or ni car que qu qui dont où quand lorsque si comme parce puisque quoique afin tandis "
            "pourquoi comment"),
        pronouns=_set("je j tu il elle on nous vous ils elles ne n me m te t se s y"),
        auxiliaries=_set(
            "suis es est sommes êtes sont étais était étaient ai as a avons avez ont avait avaient vais va vont peut "
            "peuvent doit doivent pas c'est n'est"),
        adjectives=_set(
            "très trop plus moins bien grand grande grands petit petite petits beau belle bon bonne nouveau nouvelle"),
        abbreviations=_set("m mm mme mlle dr pr st ste etc cf p.ex"),
        capitals_name=True,
    ),
    "es": Lexicon(
        articles=_set(
            "el la los las un una unos unas lo al del este esta estos estas ese esa esos esas mi mis tu tus su sus "
            "nuestro nuestra nuestros nuestras cada algunos algunas todo toda todos todas dos tres cuatro cinco seis "
            "siete ocho nueve diez"),
        prepositions=_set("de a en con sin por para sobre bajo entre hacia hasta desde contra durante según tras ante"),
        conjunctions=_set(
            "y e o u pero sino que quien quienes donde cuando como si porque aunque mientras pues cual cuales cuyo "
            "cuya qué cómo"),
        pronouns=_set("yo tú él ella usted nosotros ellos ellas ustedes me te se nos le les"),
        auxiliaries=_set(
            "soy eres es somos son era eran fue fueron he has ha hemos han había habían está están estaba estaban "
            "puede pueden debe deben va van no nunca"),
        adjectives=_set(
            "muy más menos tan gran grande buen bueno buena nuevo nueva primer primera último última mismo misma"),
        abbreviations=_set("sr sra srta dr dra d dña ud uds etc"),
        capitals_name=True,
    ),
}

_SPACELESS = frozenset({"ja", "zh", "yue", "th", "lo", "km", "my"})


def lexicon(language: str) -> Lexicon:
    """Return the words of a language (BCP 47), empty sets for one that is not known."""
    return _LEXICONS.get(primary(language), Lexicon())


def primary(language: str) -> str:
    return language.partition("-")[0].lower()


def spaceless(language: str) -> bool:
    """Say whether the language writes its words without blanks between them."""
    return primary(language) in _SPACELESS
