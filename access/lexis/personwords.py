"""Words by which people are told of, by language: who counts as a person, and what says how old, of what descent, how built
or how pretty somebody is. Apart from what is done with them, because they are data and grow by themselves.

All are patterns of whole words in lower case, alternatives of one another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Trait(StrEnum):
    """What a word tells of a person."""

    SEX = "sex"
    AGE = "age"
    DESCENT = "descent"
    BODY = "body"
    HAIR = "hair"
    DISABILITY = "disability"
    RELIGION = "religion"
    ORIENTATION = "orientation"
    HEALTH = "health"
    STANDING = "standing"
    """Poor or rich, at home or from abroad."""
    BEAUTY = "beauty"
    EMOTION = "emotion"
    DRESS = "dress"
    AID = "aid"
    """What can be seen to help somebody: a wheelchair, a white cane."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language's words."""

    female: str
    male: str
    heads: str
    """Everybody else: what an adjective makes a person's."""
    adjectives: Mapping[Trait, str]
    phrases: Mapping[Trait, str]
    """What follows a person, or stands for one's looks wherever it is."""
    nobody: str
    """What bears such words and is no person: statues, snowmen, women's shoes."""
    after: bool = False
    """Whether adjectives follow their noun too."""
    joins: str = "and"
    data: str = ""
    """Further words of women and men that data may hold, as `female:…` has them; compounds of German and Dutch."""


_ORIGINS_EN = (
    r"asian|east asian|south asian|southeast asian|african|african[- ]american|afro[- ]?\w*|caucasian|european|hispanic"
    r"|latin[oax]"
    r"|latin american|arab(?:ic|ian)?|middle[- ]eastern|indian|native american|indigenous|aboriginal|chinese|japanese|korean"
    r"|vietnamese|thai|mexican|turkish|persian|russian|nigerian|ethiopian|biracial|mixed[- ]race|multiracial|dark[- ]skinned"
    r"|light[- ]skinned|fair[- ]skinned|pale[- ]skinned|brown[- ]skinned|black|white|brown|foreign|ethnic|american|british"
    r"|german|french|italian|spanish|dutch|polish")
_HAIR_EN = r"(?:hair|beard|moustache|mustache|goatee|stubble|ponytail|braids?|curls|dreadlocks|sideburns|bun)"
COLOUR_EN = (r"(?:(?:dark|light|bright|pale|deep|navy|sky|black|white|red|blue|green|yellow|orange|purple|pink|brown|grey"
              r"|gray|beige"
              r"|golden|silver|striped|checked|checkered|plaid|floral|patterned|colou?rful|long|short|thick|thin|curly"
              r"|straight"
              r"|wavy|full|bushy|trimmed|blond|blonde|auburn|ginger|black-and-white|knitted|woollen|woolen|leather|denim"
              r"|formal"
              r"|casual|matching|traditional|large|small|big|wide-brimmed|sleeveless|hooded|high-visibility|hi-vis|lab)[ ,]+"
              r"(?:and )?)*")
GARMENT_EN = (r"(?:dress|shirt|t-shirt|blouse|coat|jacket|suit|tie|hat|cap|scarf|gloves?|sweater|jumper|hoodie|jeans"
               r"|trousers|pants"
               r"|shorts|skirt|uniform|vest|helmet|glasses|sunglasses|boots|shoes|trainers|sneakers|sandals|robe|apron|gown"
               r"|veil"
               r"|hijab|headscarf|turban|kippah|sari|kimono|swimsuit|bikini|wetsuit|overalls?|tracksuit|kit|jersey|raincoat"
               r"|outfit|clothes|clothing|attire|backpack|earrings?|necklace|bow tie|waistcoat|tuxedo|pyjamas|pajamas)(?:s"
               r"|es)?")
_NUMBERS_EN = r"(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|teens|\d0'?s)"

_ALONE = r"(?= (?:in|with|on|at|and|or|who|from|is|are|wears?|holds?|sits?|stands?|walks?|reads?|looks?)\b|[.,;!?]|'|$)"
"""After `male` and `female` where they are nouns: a female connector is none."""

EN = Tongue(
    female=r"wom[ae]n|lady|ladies|girls?|females?" + _ALONE + r"|mothers?|moms?|mums?|grandmothers?|grandmas?|grann(?:y"
           r"|ies)|daughters?"
           r"|sisters?"
           r"|wife|wives|aunts?|nieces?|girlfriends?|brides?|schoolgirls?|businesswom[ae]n|policewom[ae]n|saleswom[ae]n"
           r"|spokeswom[ae]n|sportswom[ae]n|chairwom[ae]n|camerawom[ae]n|horsewom[ae]n|congresswom[ae]n|firewom[ae]n"
           r"|waitress(?:es)?"
           r"|actress(?:es)?|hostess(?:es)?|stewardess(?:es)?|ballerinas?|cowgirls?|she|her|hers|herself",
    male=r"m[ae]n|gentlem[ae]n|guys?|boys?|lads?|dudes?|blokes?|males?" + _ALONE + r"|fathers?|dads?|grandfathers?"
         r"|grandpas?|sons?|brothers?"
         r"|husbands?|uncles?|nephews?|boyfriends?|grooms?|bridegrooms?|schoolboys?|businessm[ae]n|policem[ae]n|salesm[ae]n"
         r"|spokesm[ae]n|sportsm[ae]n|chairm[ae]n|cameram[ae]n|horsem[ae]n|congressm[ae]n|firem[ae]n|fisherm[ae]n"
         r"|craftsm[ae]n"
         r"|workm[ae]n|mailm[ae]n|postm[ae]n|he|him|his|himself",
    heads=r"person|persons|people|child|children|kids?|bab(?:y|ies)|toddlers?|infants?|teenagers?|teens?|adults?|couples?"
          r"|famil(?:y|ies)"
          r"|crowds?|someone|individuals?|siblings?|friends?|doctors?|nurses?|teachers?|students?|players?|athletes?"
          r"|workers?|soldiers?|officers?|singers?|dancers?|musicians?|chefs?|cooks?|drivers?|pilots?|farmers?|scientists?"
          r"|engineers?|politicians?|reporters?|swimmers?|cyclists?|skiers?|surfers?|customers?"
          r"|employees?|performers?|pedestrians?|passengers?|tourists?|hikers?|climbers?|artists?|presenters?"
          r"|firefighters?|parents?|spectators?|protesters?|actors?|riders?|seniors?",
    adjectives={
        Trait.SEX: r"male|female|masculine|feminine",
        Trait.AGE: r"young(?:er)?|old(?:er)?|elderly|aged|middle[- ]aged|teenage|adolescent|adult|mature|senior|youthful"
                   r"|\w+[- ]year[- ]olds?|little",
        Trait.DESCENT: _ORIGINS_EN,
        Trait.BODY: r"fat|overweight|chubby|plump|curvy|slim|slender|thin|skinny|petite|muscular|tall|short|stocky"
                    r"|heavy[- ]?set"
                    r"|burly|athletic[- ]looking|tattooed|wrinkled|freckled|pregnant",
        Trait.HAIR: r"(?:\w+[- ])?haired|blonde?|brunette|red-?headed|bald|balding|bearded|mustachioed|moustached"
                    r"|clean-shaven",
        Trait.DISABILITY: r"disabled|handicapped|blind|deaf|autistic|paraly[sz]ed|paraplegic|wheelchair-bound|crippled|mute",
        Trait.RELIGION: r"muslim|islamic|jewish|christian|hindu|sikh|buddhist|catholic|amish|mormon|orthodox",
        Trait.ORIENTATION: r"gay|lesbian|bisexual|queer|trans|transgender|transsexual|homosexual|heterosexual|straight"
                           r"|same-sex",
        Trait.HEALTH: r"sick|ill|mentally ill|obese|anorexic|drunk|addicted|unhealthy|healthy[- ]looking",
        Trait.STANDING: r"homeless|poor|rich|wealthy|immigrant|refugee",
        Trait.BEAUTY: r"beautiful|pretty|handsome|attractive|gorgeous|cute|sexy|lovely|ugly|stunning|good-looking|adorable"
                      r"|unattractive|charming|elegant[- ]looking",
        Trait.EMOTION: r"happy|sad|angry|excited|nervous|anxious|worried|joyful|proud|lonely|bored|confused|frustrated"
                       r"|depressed"
                       r"|cheerful|scared|frightened|relaxed|surprised|upset|stressed|tired|content|confident",
    },
    phrases={
        Trait.AGE: rf"in (?:his|her|their) (?:early |mid[- ]?|late |mid to late )?{_NUMBERS_EN}|aged \d+|of about \d+ years"
                   r"|of (?:old|middle|advanced) age",
        Trait.DESCENT: rf"of (?:{_ORIGINS_EN}) (?:descent|origin|heritage|ancestry|ethnicity|background|appearance)"
                       r"|with (?:dark|light|fair|pale|brown|black|white|tanned|olive) (?:skin|complexion)|of colou?r",
        Trait.HAIR: rf"with (?:a |an )?{COLOUR_EN}{_HAIR_EN}(?: and (?:a |an )?{COLOUR_EN}{_HAIR_EN})*"
                    rf"|and (?:a |an )?{COLOUR_EN}{_HAIR_EN}",
        Trait.DISABILITY: r"with (?:a |an )?(?:(?:physical|mental|visual|intellectual) )?(?:disability|disabilities"
                          r"|impairment"
                          r"|down'?s? syndrome|autism)|(?:confined|bound) to (?:a|his|her|their) wheelchair",
        Trait.EMOTION: r"happily|sadly|angrily|nervously|anxiously|joyfully|proudly|excitedly|cheerfully|contentedly"
                       r"|with (?:joy|pride|excitement|anger|sadness|delight)",
        Trait.DRESS: rf"(?:wearing|dressed in|clad in|in|with) (?:a |an |his |her |their |a pair of "
                     rf"|the )?{COLOUR_EN}{GARMENT_EN}"
                     rf"(?:(?:, | and |, and | with )(?:a |an |his |her |their )?{COLOUR_EN}{GARMENT_EN})*",
        Trait.AID: r"in (?:a|his|her|their) (?:\w+ )?wheelchair|with (?:a |an )?(?:(?:white|walking) )?(?:cane|stick|crutch"
                   r"|crutches|walker"
                   r"|hearing aids?|prosthe(?:sis|tic (?:leg|arm|hand))|guide dog)",
    },
    nobody=(
        r"(?:mother|wom[ae]n|m[ae]n|girl|boy|lady)(?: and (?:child|wom[ae]n|m[ae]n|girl|boy|baby|dog))? "
        r"(?:statue|sculpture|figurine|doll"
        r"|painting|mannequin|costume|emoji|icon|symbol|sign|mask|toy)s?(?![\w-])|"
        r"(?:statue|sculpture|bust|figurine|painting|drawing|sketch|illustration|cartoon|poster|mural|engraving|doll"
        r"|mannequin|puppet"
        r"|carving|relief|mosaic|effigy|toy|icon|etching|print|fresco|bronze|stained glass window|tapestr(?:y|ie)"
        r"|caricature|mask)s?"
        r" (?:of|depicting|showing|representing|with) (?:[\w'-]+,? ){0,5}?(?:wom[ae]n|m[ae]n|girls?|boys?|lady|ladies"
        r"|gentlem[ae]n|mother"
        r"|father)(?: (?:and|with) (?:[\w'-]+ ){0,3}(?:wom[ae]n|m[ae]n|girls?|boys?|lady|child(?:ren)?|son|daughter)"
        r"| (?:and|with|in) (?:his|her) [\w'-]+)?(?![\w-])"
        r"|(?:gingerbread|tin|stick|straw|wicker|lego|toy|iron|bronze|stone|marble|plaster|wax|clay|wooden|plastic|green"
        r"|cardboard)"
        r"[ -](?:wom[ae]n|m[ae]n)(?![\w-])"
        r"|(?<!the )(?<!this )(?<!that )(?:wom[ae]n|m[ae]n|ladies|lady|girl|boy|gentlem[ae]n|business(?:wo)?m[ae]n|mother"
        r"|father"
        r"|police(?:wo)?m[ae]n|firem[ae]n|fisherm[ae]n|cowboy|waiter|bride|groom)(?:'s|s')"
        r"(?! (?:[\w-]+ )?(?:hands?|faces?|arms?|legs?|foot|feet|head|heads|hair|back|backs|eyes?|fingers?|shoulders?"
        r"|silhouettes?|lap"
        r"|face|body|bodies|ears?|mouth|smile)\b)"
        r"|(?:girls'|boys')(?= \w)|man[ -]made|man cave|(?:boy|girl) (?:band|group|scout)s?|mother(?: of pearl|[ -]?board"
        r"|[ -]?ship"
        r"|'s day)|father(?:'s day| christmas)|sister (?:ship|city|company)|cowboy (?:hat|boot)s?|waiter (?:robot)"
        r"|mother (?:duck|hen|goose|elephant|cat|dog|bear|cow|sheep|horse|bird|lion|whale|seal|fox|pig|swan|deer|monkey"
        r"|gorilla)s?"
        r"|fisherman'?s? (?:bastion|wharf|sweater|hut)|guy ropes?|guy wires?|granny (?:smith|square)s?|bridesmaid dress"
        r"|old (?:town|city|building|house|tree)s?"),
    joins="and",
)

DE = Tongue(
    female=r"frau(?:en)?|damen?|mädchens?|mutter|mütter|oma|großmutter|tochter|schwester|ehefrau|freundin(?:nen)?|braut"
           r"|seniorin(?:nen)?|(?:sport|lehr|ärzt|künstl|sänger|tänz|schül|student|arbeit|verkäuf|kelln|polizist"
           r"|zuschau)er?in(?:nen)?",
    male=r"mann(?:es|s)?|männern?|herr(?:n|en)?|jungen?|jungs?|bub(?:en)?|vater|väter|opa|großvater|sohn|bruder|ehemann"
         r"|bräutigam",
    heads=r"person(?:en)?|menschen?|kind(?:ern?|es)?|leuten?|baby|babys|paar|familie|menge|gruppe|jugendlichen?"
          r"|erwachsenen?|figur(?:en)?"
          r"|ärztin|arzt|lehrer(?:in)?|schüler(?:in)?|student(?:in)?|spieler(?:in)?|arbeiter(?:in)?|sänger(?:in)?"
          r"|soldat(?:en)?"
          r"|musiker(?:in)?",
    adjectives={
        Trait.AGE: r"(?:jung|alt|älter|jünger|betagt|bejahrt|greis|jugendlich|halbwüchsig|klein|\d+-jährig"
                   r"|mittelalt)e[nmrs]?",
        Trait.DESCENT: r"(?:schwarz|weiß|asiatisch|afrikanisch|arabisch|indisch|europäisch|lateinamerikanisch|chinesisch"
                       r"|japanisch"
                       r"|türkisch|dunkelhäutig|hellhäutig|farbig|ausländisch|südländisch|orientalisch)e[nmrs]?",
        Trait.BODY: r"(?:dick|dünn|schlank|groß|übergewichtig|korpulent|muskulös|zierlich|mollig|hager|schwanger"
                    r"|tätowiert)e[nmrs]?",
        Trait.HAIR: r"(?:blond|brünett|rothaarig|grauhaarig|weißhaarig|schwarzhaarig|dunkelhaarig|langhaarig|kurzhaarig"
                    r"|glatzköpfig"
                    r"|bärtig|kahl|kahlköpfig)e[nmrs]?",
        Trait.DISABILITY: r"(?:behindert|blind|taub|gehörlos|autistisch|gelähmt)e[nmrs]?",
        Trait.RELIGION: r"(?:muslimisch|jüdisch|christlich|hinduistisch|buddhistisch|katholisch|islamisch)e[nmrs]?",
        Trait.ORIENTATION: r"(?:schwul|lesbisch|homosexuell|transsexuell|queer|gleichgeschlechtlich)e[nmrs]?",
        Trait.HEALTH: r"(?:krank|fettleibig|betrunken|psychisch krank|kränklich)e[nmrs]?",
        Trait.STANDING: r"(?:obdachlos|arm|reich|wohlhabend)e[nmrs]?",
        Trait.BEAUTY: r"(?:schön|hübsch|attraktiv|gutaussehend|gut aussehend|wunderschön|hässlich|süß|reizend)e[nmrs]?",
        Trait.EMOTION: r"(?:glücklich|traurig|wütend|nervös|ängstlich|besorgt|fröhlich|stolz|einsam|gelangweilt|verwirrt"
                       r"|müde)e?[nmrs]?",
    },
    phrases={
        Trait.DESCENT: r"(?:asiatischer|afrikanischer|arabischer|europäischer|indischer|südländischer) (?:herkunft"
                       r"|abstammung)"
                       r"|mit (?:dunkler|heller|brauner) (?:haut|hautfarbe)",
        Trait.HAIR: r"mit (?:(?:langen|kurzen|blonden|braunen|schwarzen|grauen|weißen|roten|dunklen|hellen|lockigen"
                    r"|glatten)(?:,| und)? )+"
                    r"haaren|mit (?:(?:langem|kurzem|blondem|braunem|grauem|weißem|dunklem|vollem|rotem) )*(?:haar|bart"
                    r"|vollbart)"
                    r"|mit (?:einem )?(?:schnurrbart|glatze)",
        Trait.AGE: r"mittleren alters|(?:anfang|mitte|ende) (?:zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig)"
                   r"|im alter von \d+ jahren",
        Trait.AID: r"im rollstuhl|in einem rollstuhl|mit (?:einem )?(?:blindenstock|hörgerät|gehstock|rollator)|auf krücken",
    },
    nobody=(
        r"(?:statue|skulptur|büste|gemälde|zeichnung|figur|puppe|standbild|denkmal|plakat|illustration|karikatur)n? "
        r"(?:(?:von|mit) )?(?:ein(?:er|es|em)?|der|des|zwei(?:er)?) (?:[\wäöüß]+ ){0,3}?(?:frau(?:en)?|mann(?:es|s)?"
        r"|mädchens?|jungen?"
        r"|männer[n]?|dame|herr(?:n|en))"),
    joins="und",
    data=r"female:frauen\w+|damen\w+|mädchen\w+ male:männer\w+|herren\w+|jungen\w+",
)

FR = Tongue(
    female=r"femmes?|dames?|filles?|fillettes?|mères?|mamans?|grand-mères?|sœurs?|épouses?|mariées?|copines?",
    male=r"hommes?|messieurs|monsieur|garçons?|pères?|papas?|grand-pères?|fils|frères?|époux|maris?|vieillards?|mariés?",
    heads=r"personnes?|gens|enfants?|bébés?|couples?|familles?|foules?|adultes?|adolescente?s?|individus?|médecins?"
          r"|professeure?s?"
          r"|joueu(?:r|se)s?|élèves?|étudiante?s?|soldats?|artistes?|danseu(?:r|se)s?|musicien(?:ne)?s?",
    adjectives={
        Trait.AGE: r"jeunes?|vieu(?:x|il)|vieilles?|âgée?s?|petite?s?",
        Trait.DESCENT: r"noire?s?|blan(?:c|che)s?|asiatiques?|africaine?s?|arabes?|indien(?:ne)?s?|européen(?:ne)?s?"
                       r"|latinos?|latinas?"
                       r"|hispaniques?|chinoise?s?|japonaise?s?|maghrébine?s?|métis(?:se)?s?",
        Trait.BODY: r"gro(?:s|sse|sses)|minces?|maigres?|grande?s?|corpulente?s?|musclée?s?|enceintes?|tatouée?s?",
        Trait.HAIR: r"blonde?s?|brune?s?|rou(?:x|sse|sses)|chauves?|barbue?s?|moustachue?s?",
        Trait.DISABILITY: r"handicapée?s?|aveugles?|sourde?s?|autistes?|paralysée?s?",
        Trait.RELIGION: r"musulmane?s?|jui(?:f|ve)s?|chrétien(?:ne)?s?|hindoue?s?|bouddhistes?|catholiques?",
        Trait.ORIENTATION: r"gays?|lesbiennes?|homosexuel(?:le)?s?|transgenres?",
        Trait.HEALTH: r"malades?|obèses?|ivres?",
        Trait.STANDING: r"sans-abri|pauvres?|riches?",
        Trait.BEAUTY: r"beau|bel|beaux|belles?|jolie?s?|séduisante?s?|attirante?s?|magnifiques?|laide?s?|mignon(?:ne)?s?",
        Trait.EMOTION: r"heureu(?:x|ses?)|tristes?|inqui(?:et|ète)s?|fi(?:er|ère)s?|nerveu(?:x|ses?)|joyeu(?:x|ses?)"
                       r"|fatiguée?s?",
    },
    phrases={
        Trait.DESCENT: r"d'origine (?:asiatique|africaine|arabe|indienne|européenne|maghrébine|hispanique)"
                       r"|à la peau (?:noire|blanche|foncée|claire|mate)",
        Trait.AGE: r"d'(?:un certain âge|âge mûr)|d'une (?:vingtaine|trentaine|quarantaine|cinquantaine|soixantaine) d'années"
                   r"|âgée?s? de \d+ ans|d'âge moyen",
        Trait.HAIR: r"aux? (?:longs |courts )?cheveux(?: (?:longs|courts|blonds|bruns|noirs|gris|blancs|roux|bouclés"
                    r"|châtains))*"
                    r"|à (?:la )?barbe(?: \w+)?|avec une (?:\w+ )?barbe(?: (?:blanche|grise|noire|longue))?",
        Trait.AID: r"en fauteuil roulant|avec une canne(?: blanche)?",
    },
    nobody=(
        r"(?:statue|sculpture|buste|peinture|tableau|dessin|affiche|figurine|poupée|illustration|fresque|mosaïque)s? (?:d'"
        r"|de |représentant )"
        r"(?:une? |la |le |deux |des )?(?:\w+ ){0,2}?(?:femmes?|hommes?|filles?|garçons?|dames?)"
        r"|pour (?:femmes?|hommes?|filles?|garçons?|dames?)|(?<!groupe )(?<!visage )(?<!main )(?<!portrait )(?:de "
        r"|d')(?:femme|homme|fille"
        r"|garçon|dame)(?![\w-])|bonhomme de neige|petite fille modèle|homme-grenouille|notre-dame"),
    after=True, joins="et",
)

ES = Tongue(
    female=r"mujer(?:es)?|señoras?|damas?|chicas?|muchachas?|niñas?|madres?|mamás?|abuelas?|hijas?|hermanas?|esposas?|novias?"
           r"|ancianas?|jovencitas?",
    male=r"hombres?|señor(?:es)?|caballeros?|chicos?|muchachos?|padres?|papás?|abuelos?|hijos?|hermanos?|esposos?|maridos?"
         r"|novios?"
         r"|ancianos?",
    heads=r"personas?|gente|niños?|bebés?|parejas?|familias?|multitud(?:es)?|adultos?|adolescentes?|individuos?|médic[oa]s?"
          r"|profesor(?:a|es|as)?|jugador(?:a|es|as)?|estudiantes?|soldados?|artistas?|músicos?|jóvenes",
    adjectives={
        Trait.AGE: r"joven|jóvenes|viej[oa]s?|mayor(?:es)?|ancian[oa]s?|pequeñ[oa]s?",
        Trait.DESCENT: r"negr[oa]s?|blanc[oa]s?|asiátic[oa]s?|african[oa]s?|árabes?|indi[oa]s?|indígenas?|europe[oa]s?"
                       r"|latin[oa]s?|hispan[oa]s?"
                       r"|chin[oa]s?|japones(?:a|es|as)?|moren[oa]s?|mestiz[oa]s?",
        Trait.BODY: r"gord[oa]s?|delgad[oa]s?|flac[oa]s?|alt[oa]s?|baj[oa]s?|corpulent[oa]s?|musculos[oa]s?|embarazadas?"
                    r"|tatuad[oa]s?",
        Trait.HAIR: r"rubi[oa]s?|pelirroj[oa]s?|calv[oa]s?|barbud[oa]s?|canos[oa]s?",
        Trait.DISABILITY: r"discapacitad[oa]s?|cieg[oa]s?|sord[oa]s?|autistas?|paralític[oa]s?",
        Trait.RELIGION: r"musulm[aá]n(?:a|es|as)?|judí[oa]s?|cristian[oa]s?|hindú(?:es)?|budistas?|católic[oa]s?",
        Trait.ORIENTATION: r"gais?|gays?|lesbianas?|homosexual(?:es)?|transgénero",
        Trait.HEALTH: r"enferm[oa]s?|obes[oa]s?|borrach[oa]s?",
        Trait.STANDING: r"sin hogar|pobres?|ric[oa]s?",
        Trait.BEAUTY: r"hermos[oa]s?|guap[oa]s?|bell[oa]s?|bonit[oa]s?|atractiv[oa]s?|lind[oa]s?|fe[oa]s?",
        Trait.EMOTION: r"feli(?:z|ces)|tristes?|enfadad[oa]s?|nervios[oa]s?|preocupad[oa]s?|alegres?|orgullos[oa]s?"
                       r"|cansad[oa]s?",
    },
    phrases={
        Trait.DESCENT: r"de origen (?:asiático|africano|árabe|indio|europeo|latino|hispano)|de (?:piel|tez) (?:oscura|clara"
                       r"|morena|blanca"
                       r"|negra)",
        Trait.AGE: r"de (?:mediana|avanzada) edad|de unos \w+ años|de edad avanzada|de la tercera edad",
        Trait.HAIR: r"(?:con|de) (?:el )?(?:pelo|cabello)(?: (?:largo|corto|rubio|negro|castaño|gris|blanco|rizado"
                    r"|moreno))*|con barba(?: \w+)?",
        Trait.AID: r"en silla de ruedas|con (?:un )?bastón(?: blanco)?",
    },
    nobody=(
        r"(?:estatua|escultura|busto|pintura|cuadro|dibujo|cartel|figura|muñec[oa]|ilustración|mural|mosaico)s? (?:de"
        r"|que representa) (?:una? "
        r"|la |el |dos )?(?:\w+ ){0,2}?(?:mujer(?:es)?|hombres?|niñas?|chic[oa]s?|señoras?)"
        r"|(?:para|de) (?:mujer|hombre|niña|chica|señora|caballero)(?![\w-])|para (?:mujeres|hombres|niñas|señoras"
        r"|caballeros)"
        r"|muñeco de nieve"),
    after=True, joins="y",
)

IT = Tongue(
    female=r"donn[ae]|signora|signorin[ae]|ragazz[ae]|ragazzin[ae]|bambin[ae]|madr[ei]|mamm[ae]|nonn[ae]|figli[ae]"
           r"|sorell[ae]|mogli[e]?"
           r"|spos[ae]|anzian[ae]",
    male=r"uomo|uomini|signor[ei]|ragazz[oi]|ragazzin[oi]|padr[ei]|papà|nonn[oi]|fratell[oi]|marit[oi]|spos[oi]|anzian[oi]",
    heads=r"person[ae]|gente|bambin[oi]|neonat[oi]|coppi[ae]|famigli[ae]|foll[ae]|adult[oi]|adolescent[ei]|individu[oi]"
          r"|medic[oi]"
          r"|insegnant[ei]|giocat(?:ore|ori|rice|rici)|student[ei]|soldat[oi]|artist[aie]|musicist[aie]",
    adjectives={
        Trait.AGE: r"giovan[ei]|vecchi[ao]?|vecchie|anzian[oaie]|piccol[oaie]",
        Trait.DESCENT: r"ner[oaie]|bianc(?:o|a|hi|he)|asiatic(?:o|a|i|he)|african[oaie]|arab[oaie]|indian[oaie]"
                       r"|europe[oaie]|ispanic(?:o|a|i|he)"
                       r"|latin[oaie]|cines[ei]|giappones[ei]",
        Trait.BODY: r"grass[oaie]|magr[oaie]|alt[oaie]|bass[oaie]|robust[oaie]|muscolos[oaie]|incint[ae]|tatuat[oaie]"
                    r"|snell[oaie]",
        Trait.HAIR: r"biond[oaie]|brun[oaie]|calv[oaie]|barbut[oaie]",
        Trait.DISABILITY: r"disabil[ei]|ciec(?:o|a|hi|he)|sord[oaie]|autistic(?:o|a|i|he)|handicappat[oaie]",
        Trait.RELIGION: r"musulman[oaie]|ebre[oaie]|cristian[oaie]|indù|buddist[aie]|cattolic(?:o|a|i|he)",
        Trait.ORIENTATION: r"gay|lesbic(?:a|he)|omosessual[ei]|transgender",
        Trait.HEALTH: r"malat[oaie]|obes[oaie]|ubriac(?:o|a|hi|he)",
        Trait.STANDING: r"senzatetto|pover[oaie]|ricc(?:o|a|hi|he)",
        Trait.BEAUTY: r"bell[oaie]|bellissim[oaie]|carin[oaie]|attraent[ei]|affascinant[ei]|brutt[oaie]",
        Trait.EMOTION: r"felic[ei]|trist[ei]|arrabbiat[oaie]|nervos[oaie]|preoccupat[oaie]|allegr[oaie]|orgoglios[oaie]"
                       r"|stanc(?:o|a|hi|he)",
    },
    phrases={
        Trait.DESCENT: r"di origine (?:asiatica|africana|araba|indiana|europea|ispanica)|dalla pelle (?:scura|chiara|nera"
                       r"|bianca)"
                       r"|di colore(?= |[.,;])",
        Trait.AGE: r"di mezza età|sulla (?:trentina|quarantina|cinquantina|sessantina)|di circa \w+ anni",
        Trait.HAIR: r"(?:con|dai) (?:i )?(?:lunghi |corti )?capelli(?: (?:lunghi|corti|biondi|neri|castani|grigi|bianchi"
                    r"|rossi|ricci))*"
                    r"|con la barba(?: \w+)?",
        Trait.AID: r"(?:in|su una) sedia a rotelle|con (?:un )?bastone(?: bianco)?",
    },
    nobody=(
        r"(?:statua|scultura|busto|dipinto|quadro|disegno|manifesto|figura|bambola|illustrazione|affresco|mosaico) (?:di"
        r"|che raffigura) "
        r"(?:una? |la |il |due )?(?:\w+ ){0,2}?(?:donn[ae]|uomo|uomini|ragazz[aoie]|bambin[ae])"
        r"|da (?:donna|uomo|bambina|ragazza|ragazzo|signora)(?![\w-])|per (?:donne?|uomo|uomini|ragazze|bambine)(?![\w-])"
        r"|pupazzo di neve"),
    after=True, joins="e",
)

PT = Tongue(
    female=r"mulher(?:es)?|senhoras?|damas?|moças?|raparigas?|garotas?|meninas?|mães?|avós?|filhas?|irmãs?|esposas?|noivas?"
           r"|idosas?",
    male=r"homem|homens|senhor(?:es)?|rapaz(?:es)?|garotos?|meninos?|moços?|pais?|avôs?|filhos?|irmãos?|maridos?|noivos?"
         r"|idosos?",
    heads=r"pessoas?|gente|crianças?|bebés?|bebês?|casa(?:l|is)|famílias?|multidão|multidões|adultos?|adolescentes?"
          r"|indivíduos?|médic[oa]s?"
          r"|professor(?:a|es|as)?|jogador(?:a|es|as)?|estudantes?|soldados?|artistas?|músicos?",
    adjectives={
        Trait.AGE: r"jove(?:m|ns)|velh[oa]s?|idos[oa]s?|pequen[oa]s?",
        Trait.DESCENT: r"negr[oa]s?|branc[oa]s?|asiátic[oa]s?|african[oa]s?|árabes?|indian[oa]s?|indígenas?|europeus?"
                       r"|europeias?|latin[oa]s?"
                       r"|chines(?:a|es|as)?|japones(?:a|es|as)?|moren[oa]s?|mestiç[oa]s?|pard[oa]s?",
        Trait.BODY: r"gord[oa]s?|magr[oa]s?|alt[oa]s?|baix[oa]s?|corpulent[oa]s?|musculos[oa]s?|grávidas?|tatuad[oa]s?",
        Trait.HAIR: r"loir[oa]s?|ruiv[oa]s?|careca|carecas|barbud[oa]s?|grisalh[oa]s?",
        Trait.DISABILITY: r"deficientes?|ceg[oa]s?|surd[oa]s?|autistas?|paralític[oa]s?",
        Trait.RELIGION: r"muçulman[oa]s?|judeus?|judias?|crist(?:ão|ã|ãos|ãs)|hindus?|budistas?|católic[oa]s?",
        Trait.ORIENTATION: r"gays?|lésbicas?|homossexua(?:l|is)|transg[êé]ner[oa]s?",
        Trait.HEALTH: r"doentes?|obes[oa]s?|bêbad[oa]s?",
        Trait.STANDING: r"sem-abrigo|sem-teto|pobres?|ric[oa]s?",
        Trait.BEAUTY: r"bonit[oa]s?|bel[oa]s?|lind[oa]s?|atraentes?|fei[oa]s?|formos[oa]s?",
        Trait.EMOTION: r"feli(?:z|zes)|tristes?|zangad[oa]s?|nervos[oa]s?|preocupad[oa]s?|alegres?|orgulhos[oa]s?"
                       r"|cansad[oa]s?",
    },
    phrases={
        Trait.DESCENT: r"de origem (?:asiática|africana|árabe|indiana|europeia|latina)|de pele (?:escura|clara|negra|morena"
                       r"|branca)",
        Trait.AGE: r"de meia[- ]idade|de idade avançada|com cerca de \w+ anos|na casa dos \w+(?: anos)?",
        Trait.HAIR: r"(?:com|de) (?:o )?cabelos?(?: (?:longos?|compridos?|curtos?|loiros?|pretos?|castanhos?|grisalhos?"
                    r"|brancos?|cacheados?))*"
                    r"|(?:com|de) barba(?: \w+)?",
        Trait.AID: r"em (?:uma )?cadeira de rodas|numa cadeira de rodas|com (?:uma )?bengala(?: branca)?",
    },
    nobody=(
        r"(?:estátua|escultura|busto|pintura|quadro|desenho|cartaz|figura|bonec[oa]|ilustração|mural|mosaico)s? (?:de"
        r"|que representa) (?:uma? "
        r"|a |o |duas |dois )?(?:\w+ ){0,2}?(?:mulher(?:es)?|home(?:m|ns)|menin[oa]s?|rapariga|moças?)"
        r"|(?:para|de) (?:mulher|homem|menina|menino|senhora)(?![\w-])|para (?:mulheres|homens|meninas|senhoras)"
        r"|boneco de neve"),
    after=True, joins="e",
)

NL = Tongue(
    female=r"vrouw(?:en)?|dames?|meisjes?|moeders?|mama|oma|dochters?|zus(?:sen)?|echtgenotes?|bruid(?:en)?"
           r"|vriendin(?:nen)?|mevrouw",
    male=r"man|mannen|heer|heren|jongens?|vaders?|papa|opa|zoon|zonen|broers?|echtgenoot|bruidegom",
    heads=r"personen|persoon|mensen|mens|kind|kinderen|baby's|baby|stel|paar|gezin|menigte|groep|tieners?|volwassenen?"
          r"|figuur|figuren"
          r"|arts|artsen|leraar|leraren|spelers?|studenten?|arbeiders?|soldaat|soldaten|zangers?|dansers?|muzikanten?",
    adjectives={
        Trait.AGE: r"jonge?|oude?|oudere|jongere|bejaarde|kleine?|\d+-jarige?",
        Trait.DESCENT: r"zwarte?|witte?|blanke?|aziatische?|afrikaanse?|arabische?|indiase?|europese?|latijns-amerikaanse?"
                       r"|chinese|japanse?"
                       r"|turkse?|marokkaanse?|donkere|getinte?|buitenlandse?|allochtone?",
        Trait.BODY: r"dikke?|dunne?|slanke?|grote?|lange?|mollige?|gespierde?|magere?|zwangere?|getatoeëerde?|forse?",
        Trait.HAIR: r"blonde?|roodharige?|grijsharige?|donkerharige?|langharige?|kale?|bebaarde?",
        Trait.DISABILITY: r"gehandicapte?|blinde?|dove?|autistische?|verlamde?|invalide",
        Trait.RELIGION: r"islamitische?|joodse?|christelijke?|hindoeïstische?|boeddhistische?|katholieke?|moslim",
        Trait.ORIENTATION: r"homoseksuele?|lesbische?|transgender|gay",
        Trait.HEALTH: r"zieke?|obese|dronken",
        Trait.STANDING: r"dakloze?|arme?|rijke?",
        Trait.BEAUTY: r"mooie?|knappe?|aantrekkelijke?|prachtige?|lelijke?|schattige?",
        Trait.EMOTION: r"blije?|gelukkige?|verdrietige?|boze?|nerveuze?|bezorgde?|vrolijke?|trotse?|vermoeide?",
    },
    phrases={
        Trait.DESCENT: r"van (?:aziatische|afrikaanse|arabische|europese|indiase) (?:afkomst|komaf)|met (?:een )?(?:donkere"
                       r"|lichte|getinte) huid",
        Trait.AGE: r"van middelbare leeftijd|van (?:rond|ongeveer) de \w+|van in de \w+",
        Trait.HAIR: r"met (?:(?:lang|kort|blond|bruin|zwart|grijs|wit|rood|donker|krullend)(?: en)? )+haar"
                    r"|met een (?:\w+ )?(?:baard|snor)",
        Trait.AID: r"in (?:een |zijn |haar )?rolstoel|met (?:een )?(?:witte )?(?:stok|blindenstok|rollator)",
    },
    nobody=(
        r"(?:standbeeld|beeld|buste|schilderij|tekening|poster|pop|illustratie|muurschildering|mozaïek)(?:en)? (?:van"
        r"|met) (?:een |de |twee )?"
        r"(?:\w+ ){0,2}?(?:vrouw(?:en)?|man(?:nen)?|meisje|jongen|dame)|voor (?:vrouwen|mannen|dames|heren|meisjes"
        r"|jongens)(?= |[.,;]|$)"),
    joins="en",
    data=r"female:vrouwen\w+|dames\w+|meisjes\w+ male:mannen\w+|heren\w+|jongens\w+",
)

TONGUES: Mapping[str, Tongue] = {"en": EN, "de": DE, "fr": FR, "es": ES, "it": IT, "pt": PT, "nl": NL}
