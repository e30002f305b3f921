"""The words by which sentences are shortened, by language. Apart, because they are data and grow by themselves."""

from __future__ import annotations

from dataclasses import dataclass

from access.model.languages import primary

_NONE: frozenset[str] = frozenset()


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class ShortWords:
    """In spoken form. Where a class is empty its rule is not used."""

    negations: frozenset[str]
    numbers: frozenset[str]
    indefinite: frozenset[str]
    """Articles and possessives that no name follows."""
    cuttable: frozenset[str]
    """Prepositions whose phrase a noun can do without: none of possession or kind, none that says `without`."""
    needy: frozenset[str]
    """Verbs that want a place or a person named after their object."""
    ornaments: frozenset[str]
    """Adjectives that only adorn: colours, sizes, ages, what a thing is made of."""
    relatives: frozenset[str]
    """What opens a clause after a comma that says more of what stands before."""
    adorning: tuple[str, ...] = ("\0",)
    """Endings of adjectives."""
    intensifiers: frozenset[str] = _NONE
    participles: frozenset[str] = _NONE
    participle_endings: tuple[str, ...] = ("\0",)
    no_participles: frozenset[str] = _NONE
    manner: frozenset[str] = _NONE
    """Adverbs that only say how."""
    manner_ending: str = ""
    no_manner: frozenset[str] = _NONE
    """Words that end so and are none of them, or change what is said."""
    particles: frozenset[str] = _NONE
    """Parts of verbs that stand at the end of a sentence."""
    elides: frozenset[str] = _NONE
    """Articles that change before a vowel."""
    vowels: str = "aeiou"
    a_and_an: bool = False
    verb_last: bool = False
    """A relative clause ends with its verb, and nouns have capitals."""


_WORDS = {
    "en": ShortWords(
        negations=_set(
            "no not never nobody nothing none nowhere without neither nor hardly barely scarcely cannot only"),
        numbers=_set(
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds "
            "thousand thousands million billion dozen dozens both half first second third several many all"),
        indefinite=_set("a an his her its their"),
        cuttable=_set(
            "in on at by with from along across through toward towards beside besides behind near under between among "
            "during around beneath below above against inside outside beyond"),
        needy=_set(
            "put puts putting place places placing set sets setting lay lays laying turn turns turning give gives "
            "giving hand hands make makes is are has have keep keeps throw throws pour pours hang hangs lean leans "
            "stick sticks"),
        ornaments=_set(
            "red blue green black white yellow brown grey gray orange purple pink golden silver dark bright pale big "
            "small large tall long short high wide narrow huge tiny old young new ancient modern wooden stone brick "
            "metal glass leather woollen woolen cotton plastic iron paper heavy light thick thin round square empty "
            "quiet busy crowded dusty dirty muddy wet snowy sunny rainy cloudy foggy grassy rocky sandy beautiful "
            "pretty lovely nice simple plain elegant striped checked floral sleeveless knitted faded worn rusty shiny"),
        relatives=_set("who which whose where while as"),
        adorning=("ous", "ful", "less", "ish", "ern"),
        intensifiers=_set("very really quite rather extremely incredibly truly"),
        participles=_set("seen lit held made built worn set shown torn"),
        participle_endings=("ing", "ed"),
        no_participles=_set(
            "morning evening building ceiling railing clothing something nothing anything everything during string "
            "spring wedding painting crossing landing awning hundred naked sacred wicked rugged crooked seed"),
        manner=_set("fast together aloud"),
        manner_ending="ly",
        no_manner=_set(
            "family families early daily weekly monthly yearly elderly friendly lonely lovely ugly holy silly curly "
            "likely only nearly hardly barely scarcely rarely seldom partly mostly almost possibly probably apparently "
            "seemingly supposedly merely simply finally assembly butterfly butterflies supply apply multiply monopoly "
            "anomaly italy july sally emily lively deadly costly cowardly worldly heavenly orderly scholarly leisurely "
            "woolly smelly hilly bubbly wrinkly prickly belly jelly bully rally reply imply comply rely ally exactly "
            "approximately roughly solely purely previously formerly allegedly mutually equally differently otherly "
            "incorrectly wrongly falsely jolly chilly stately shapely homely unruly sickly motherly fatherly brotherly "
            "comely burly surly"),
        a_and_an=True,
    ),
    "de": ShortWords(
        negations=_set("nicht nie niemals niemand nichts ohne weder noch kaum nur nirgends"),
        numbers=_set(
            "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig hundert tausend "
            "beide alle viele mehrere erste ersten zweite zweiten dritte dritten halb"),
        indefinite=_set("ein eine einen einem einer eines sein seine seinen seinem seiner ihre ihren ihrem ihrer"),
        cuttable=_set("in an auf mit neben hinter vor unter über zwischen bei entlang"),
        needy=_set(
            "stellt stellen legt legen setzt setzen steckt stecken hängt hängen gibt geben wirft werfen gießt ist sind "
            "war lehnt hat haben"),
        ornaments=_set(
            "rote roten roter rotes rotem blaue blauen blauer blaues blauem grüne grünen grüner grünes grünem schwarze "
            "schwarzen schwarzer schwarzes schwarzem weiße weißen weißer weißes weißem gelbe gelben gelber gelbes "
            "braune braunen brauner graue grauen grauer graues dunkle dunklen dunkler dunkles helle hellen heller "
            "helles große großen großer großes kleine kleinen kleiner kleines alte alten alter altes junge jungen "
            "junger junges neue neuen neuer neues lange langen langer langes hohe hohen hoher hohes breite breiten "
            "breiter breites schmale schmalen schmaler schmales"),
        relatives=_set("der die das den dem dessen deren welcher welche welches"),
        adorning=("\0",),
        intensifiers=_set("sehr besonders äußerst"),
        verb_last=True,
    ),
    "fr": ShortWords(
        negations=_set("ne pas jamais rien personne sans aucun aucune ni non seulement plus nulle guère"),
        numbers=_set(
            "deux trois quatre cinq six sept huit neuf dix onze douze vingt trente quarante cinquante cent mille "
            "plusieurs tous toutes premier première second seconde"),
        indefinite=_set("un une des son sa ses leur leurs"),
        cuttable=_set("dans sur sous avec devant derrière entre vers contre pendant près"),
        needy=_set(
            "met mettent pose posent place placent donne donnent est sont a ont verse jette accroche tend tient"),
        ornaments=_set(
            "petit petite petits petites grand grande grands grandes vieux vieille vieilles jeune jeunes beau belle "
            "beaux belles nouveau nouvelle"),
        relatives=_set("qui dont où"),
        intensifiers=_set("très"),
        elides=_set("le la de ce ma ta sa du au beau nouveau vieux"),
        vowels="aeiouyhâàéèêëîïôùûœ",
    ),
    "es": ShortWords(
        negations=_set("no nunca jamás nadie nada sin ni ningún ninguno ninguna solo sólo tampoco"),
        numbers=_set(
            "dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cien ciento mil varios varias "
            "ambos ambas todos todas primer primera segundo segunda muchos muchas"),
        indefinite=_set("un una unos unas su sus"),
        cuttable=_set("en con sobre bajo entre hacia contra durante tras ante"),
        needy=_set("pone ponen coloca colocan deja dejan da dan es son está están hay tiene tienen mete meten"),
        ornaments=_set(
            "pequeño pequeña pequeños pequeñas viejo vieja viejos viejas joven jóvenes nuevo nueva nuevos nuevas"),
        relatives=_set("que quien quienes donde"),
        intensifiers=_set("muy"),
        vowels="aeiouháéíóú",
        elides=_set("el un"),
    ),
    "it": ShortWords(
        negations=_set("non mai nessuno nessuna nessun niente nulla senza né solo soltanto neanche"),
        numbers=_set(
            "due tre quattro cinque sei sette otto nove dieci undici dodici venti trenta cento mille tutti tutte "
            "entrambi primo prima secondo seconda molti molte diversi diverse"),
        indefinite=_set("un uno una suo sua suoi sue"),
        cuttable=_set("in con su sotto tra fra verso contro durante dietro"),
        needy=_set("mette mettono posa posano dà danno è sono ha hanno appoggia versa getta appende tiene"),
        ornaments=_set("piccolo piccola piccoli piccole vecchio vecchia vecchi vecchie giovane giovani nuova nuove"),
        relatives=_set("che cui dove"),
        intensifiers=_set("molto"),
        vowels="aeiouhszxygpàèéìòù",
        elides=_set(
            "un uno una il lo la i gli del dello della al allo alla dal dallo nel nello nella sul sullo sulla quel "
            "quello"),
    ),
    "pt": ShortWords(
        negations=_set("não nunca jamais ninguém nada sem nem nenhum nenhuma só apenas somente"),
        numbers=_set(
            "dois duas três quatro cinco seis sete oito nove dez onze doze vinte trinta cem cento mil vários várias "
            "ambos ambas todos todas primeiro primeira segundo segunda muitos muitas"),
        indefinite=_set("um uma uns umas seu sua seus suas"),
        cuttable=_set("em com sobre sob entre contra durante perante"),
        needy=_set("põe põem coloca colocam deixa deixam dá dão é são está estão há tem têm mete metem"),
        ornaments=_set(
            "pequeno pequena pequenos pequenas velho velha velhos velhas jovem jovens novo nova novos novas"),
        relatives=_set("que quem onde"),
        intensifiers=_set("muito"),
    ),
    "nl": ShortWords(
        negations=_set("niet geen nooit niemand niets zonder noch nergens slechts alleen nauwelijks"),
        numbers=_set(
            "twee drie vier vijf zes zeven acht negen tien elf twaalf twintig dertig honderd duizend beide alle veel "
            "meerdere eerste tweede derde"),
        indefinite=_set("een zijn hun"),
        cuttable=_set("in op met naast achter onder tussen bij langs tegen"),
        needy=_set(
            "zet zetten legt leggen plaatst plaatsen hangt hangen stopt geeft geven gooit giet is zijn was heeft "
            "hebben leunt"),
        ornaments=_set(
            "rode blauwe groene zwarte witte gele bruine grijze donkere lichte grote kleine oude jonge nieuwe lange "
            "hoge brede smalle houten stenen"),
        relatives=_set("die dat"),
        intensifiers=_set("heel erg zeer"),
        particles=_set("open dicht op af uit aan in neer weg terug mee om toe voor binnen buiten vast los over door"),
    ),
}


def short_words(language: str) -> ShortWords | None:
    """Return the words of a language (BCP 47); None where they are not known."""
    return _WORDS.get(primary(language))
