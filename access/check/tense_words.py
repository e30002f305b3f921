"""Verbs by which a text shows that it tells of what is over. Apart from `tense`: they are data, and grow by themselves."""

from __future__ import annotations

from dataclasses import dataclass

_NONE: frozenset[str] = frozenset()


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# --- English -------------------------------------------------------------------------------------------------------

EN_SIMPLE_PAST = _set("""
    was were had did went came saw took gave ran began drank sang swam drove wrote rode spoke broke chose froze woke tore
    threw grew knew flew drew shook ate hid forgot became overcame withdrew undertook overtook shrank sank sprang stank
    arose wasn't weren't hadn't didn't fell wore blew rose mistook forgave rang
""")
"""Forms that are past and no participle."""
EN_ALSO_NOUNS = _set("saw rose fell wore blew broke hid")
"""Of those, what may be another word after an article or before a noun."""
EN_STANDING_ALONE = _set("""
    sat stood slept knelt crept swept wept fled shone clung leapt leaped lept dreamt walked smiled nodded laughed looked
    jumped entered arrived appeared disappeared vanished approached climbed crawled danced died emerged screamed shouted
    yelled cried sobbed giggled grinned frowned gasped coughed sneezed yawned sighed shrugged waved strolled wandered
    marched limped tiptoed hurried rushed raced dashed sprinted galloped trotted skipped hopped stumbled tripped staggered
    collapsed knocked listened stared glanced gazed glared peered blinked winked waited paused hesitated trembled shivered
    shuddered bowed kneeled leaned rested breathed talked whispered muttered murmured mumbled chatted argued prayed worked
    played returned departed continued proceeded gestured pointed reached remained stayed lived existed happened occurred
    snored swayed twirled roared barked growled howled purred chirped squeaked buzzed hummed whistled thundered rained
    snowed flickered glowed glittered sparkled shimmered fluttered hovered floated drifted soared landed swooped descended
    ascended travelled traveled sailed chuckled beamed winced flinched recoiled retreated advanced cheered stepped strode
    strutted swaggered lingered loitered responded replied answered agreed refused tried wanted decided started ended seemed
""")
"""Past forms that hardly ever stand behind a noun as its participle: `the man walked`, but not `the man seated there`."""
EN_TAKING_OBJECTS = _set("""
    held found made told said built caught bought brought taught met led fed heard paid laid sold sent spent bent lent meant
    lit shot slid spun stuck struck swung hung flung won kept left felt lost thought dealt dug fought sought wound bound
    ground got swept crept forgot drew bit
""")
"""Irregular forms that are participles too: past where an object follows."""
EN_TWO_OBJECTS = _set("""
    given called named dubbed labelled labeled titled entitled handed offered awarded shown tossed fed sent told asked
    taught paid dressed marked considered deemed elected
""")
"""Participles that may have an object: `a man called the Fox`."""
EN_UNCHANGED = _set("put set cut hit shut let cast spread hurt burst")
"""The same now and then, but that now he `puts`."""
EN_NO_VERBS = _set("""
    red bed shed sled need speed seed weed feed deed reed steed breed greed hundred kindred sacred naked wicked crooked
    rugged ragged jagged aged beloved blessed wretched learned indeed embed exceed proceed succeed bleed heed creed hatred
    infrared moped biped coed overfed ted fred ned ed alfred jared mohammed ahmed hamed limited united
""")
"""Words in -ed that are no past."""
EN_PRESENT = _set("is are has have does do isn't aren't hasn't haven't doesn't don't am")
EN_BASES = _set("""
    accept add admire adjust aim answer appear approach argue arrive ask attach attack bake bang bark bask beam beat beckon
    become begin bend blink block blow board bow break breathe bring brush build burn bury button buy call carry carve catch
    celebrate change charge chase chat check cheer chew circle clap clean clear climb cling close clutch collapse collect
    comb come comfort consider consult continue cook cough count cover cower cradle crash crawl creep cross crouch crumple
    crush cry cuddle cup cut dance dangle dart dash dial die dig dip disappear discover dive drag drain drape draw dress
    drift drink drive drop dry duck dump eat edge embrace emerge empty enter escape examine explode face fade fall fasten
    feed feel fidget fight fill find finish fire fish fix flash flee flick flicker flinch flip float flow flutter fly fold
    follow frown gallop gather gaze gesture get giggle give glance glare gleam glide glitter glow go grab grasp greet grin
    grip grow guide hand hang hear help hesitate hide hit hoist hold hop hover hug hurry inch inspect invite iron jerk jog
    join jump keep kick kiss kneel knit knock lead lean leap leave lick lie lift light limp line linger listen load lock
    loom look lose lower lunge make march measure meet melt mix mount mouth move nod nudge offer open pack paddle paint park
    part pass pat pause pedal peek peel peer perch pet pick pile pin place plant play plod plunge point poke pose pound pour
    pray prepare press prod pull pump punch push put race raise reach read receive recoil relax release remain remove reply
    rest retreat return reveal ride ring rip rise roar rock roll row rub run rush sail salute save scamper scan scatter
    scoop scowl scrape scratch scream scribble scrub search seize sell send set settle shake share shine shiver shoot shout
    shove show shrink shrug shuffle shut sift sigh sign signal sing sink sip sit skate ski skid skip slam slap sleep slice
    slide slip slow slump smash smell smile smirk smoke snap snatch sneak sniff snore snow soar sob speak speed spin splash
    split spot spray spread sprint squat squeeze squint stack stagger stand stare start stay steal steam steer step stick
    stir stoop stop straighten strap stretch stride strike stroke stroll struggle study stuff stumble surround swallow sway
    sweep swerve swim swing swirl swoop take talk tap taste teach tear thank think thread throw tie tilt tiptoe topple toss
    touch tour tow trace trail travel tread tremble trip trot trudge try tuck tug tumble turn twirl twist type undress
    unfold unlock unpack unroll untie unwrap use vanish wade wag wait wake walk wander want warm wash watch wave wear weave
    weep wheel whip whisper wince wind wink wipe work wrap wrestle write yawn yell zip hammer shovel polish saddle crumble
    spill drip whirl billow rustle ripple sparkle shimmer drum clink cluster crowd dominate contain include depict display
    feature overlook border frame flank separate connect extend
""")
"""What is done in films, by the form that `-s` is put to."""
EN_ARTICLES = _set("""
    the a an his her their its my your our this that these those another each every some no two three four five six several
    both many few more most all any
""")
EN_OBJECTS = _set("""
    the a an his her their its this that these those another each him them it me us everything everyone something someone
    himself herself themselves itself
""")
EN_SUBJECTS = _set("he she they we i")
"""Pronouns that are never objects, so that a verb follows."""
EN_BE = _set("""
    is are be been being was were am get gets getting got become becomes becoming has have having had isn't aren't hasn't
    haven't remain remains stay stays lie lies sit sits stand stands look looks seem seems appear appears hang hangs keep
    keeps feel feels go goes
""")
"""What a participle completes."""
EN_OPENING = _set("and but then so now yet or")
EN_SUBORDINATE = _set("""
    who whom whose which that where since after before until once what because if though although unless why how than
    whenever wherever when while as
""")
"""A clause that these open may well be over."""
EN_UNREAL = _set("if though like than")
"""`As if he were asleep`."""
EN_BETWEEN = _set("""
    slowly quickly suddenly then now also never always still just almost quietly gently carefully simply both all finally
    eventually again only even first soon nearly not briefly
""")


# --- other languages -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Past:
    """How a language other than English shows the past, as far as it is sure."""

    surely: frozenset[str] = _NONE
    """Forms that are nothing else, in lower case."""
    pronouns: frozenset[str] = _NONE
    """Subjects that a verb follows."""
    after_pronoun: tuple[str, ...] = ()
    """Endings of verbs right behind such a pronoun."""
    endings: tuple[str, ...] = ()
    """Endings that show it anywhere."""
    but_not: frozenset[str] = _NONE
    """Words with such endings that are present, or no verbs."""
    articles: frozenset[str] = _NONE
    """Behind these no verb stands."""
    relatives: frozenset[str] = _NONE
    """A clause that these open may well be over."""


PASTS = {
    "de": Past(
        surely=_set("""
            war waren hatte hatten wurde wurden ging gingen kam kamen sah sahen stand standen saß saßen lag lagen lief
            liefen trug trugen fiel fielen blieb blieben hielt hielten ließ ließen rief riefen zog zogen schien schienen
            sprach sprachen nahm nahmen gab gaben begann begannen fand fanden sprang sprangen trank tranken aß aßen schlief
            schliefen warf warfen half halfen schloss schlossen schrieb schrieben stieg stiegen trat traten griff griffen
            fuhr fuhren flog flogen hob hoben bog bogen sang sangen dachte dachten brachte brachten wusste wussten rannte
            rannten kannte kannten nannte verschwand verschwanden erschien erschienen betrat betraten verließ verließen
            öffnete öffneten lächelte lächelten lachte lachten nickte nickten schaute schauten blickte blickten machte
            machten sagte sagten legte legten stellte stellten setzte setzten drehte drehten rutschte winkte winkten wartete
            warteten lehnte lehnten starrte starrten
        """),
        pronouns=_set("er sie es man ich wir"), after_pronoun=tuple("""
            elte erte igte ierte ierten ckte ckten tete chte schte llte ngte hlte hnte bte gte sste pfte mte
        """.split()),
        but_not=_set("möchte sollte wollte könnte müsste dürfte leichte gute echte rechte letzte nächste alte kalte"),
        articles=_set("""
            der die das den dem des ein eine einen einem einer eines ihr ihre ihren ihrem seine seinen sein seinem am im zum
            vom beim mit
        """),
        relatives=_set("der die das den dem dessen deren wo als nachdem bevor was wer damals einst")),
    "fr": Past(
        surely=_set("""
            était étaient avait avaient fut furent eut eurent vint vinrent prit prirent mit mirent vit virent tint tinrent
            sortit sortirent courut coururent ouvrit ouvrirent s'assit entra marcha regarda s'approcha monta montra tomba
            tira ferma passa posa donna leva poussa sauta souleva trouva tourna arriva chercha jeta commença parla resta
            laissa faisait faisaient allait allaient disait venait tenait portait regardait marchait semblait
        """),
        pronouns=_set("il elle on ils elles qui"), after_pronoun=("ait", "èrent", "irent", "urent"),
        endings=("issaient", "èrent"),
        but_not=_set("""
            fait sait plait plaît tait hait trait distrait extrait connait connaît parait paraît nait naît disparait
            disparaît apparait apparaît reconnait reconnaît satisfait refait défait retrait abstrait soustrait lait portrait
            ait repait aurait serait pourrait devrait voudrait dirait ferait
        """),
        articles=_set("le la les un une des du de sa son ses leur leurs cette ce ces au aux"),
        relatives=_set("qui que dont où quand lorsque après avant comme si")),
    "es": Past(
        surely=_set("""
            era eran había habían fue fueron tenía tenían hizo hicieron vino vinieron dijo dijeron puso pusieron tuvo
            tuvieron estuvo estuvieron pudo quiso supo hubo trajo anduvo iba iban veía veían decía hacía hacían estaba
            estaban
        """),
        endings=("ó", "aban", "aron", "ieron"),
        but_not=_set("""
            acaban graban traban alaban claban no capó dominó rococó paletó landó macramé barón varón yo oh lavaban socavan
        """),
        relatives=_set("que quien donde cuando como si tras después antes")),
    "it": Past(
        surely=_set("""
            era erano aveva avevano fu furono stava stavano andava andavano faceva facevano diceva venne vennero prese
            presero vide videro mise misero disse dissero fece fecero ebbe ebbero corse corsero chiuse aprì uscì sorrise
            guardava guardavano camminava camminavano sembrava sembravano teneva tenevano
        """),
        endings=("arono", "irono", "avano", "evano", "ò"),
        but_not=_set("""
            però ciò può falò oblò casinò comò rondò andrò sarò farò dirò verrò lavano scavano cavano levano sollevano
            allevano elevano prelevano rilevano nevano bevano devano ricavano scrivano sto
        """),
        relatives=_set("che chi cui dove quando mentre come se dopo prima")),
    "pt": Past(
        surely=_set("""
            era eram estava estavam tinha tinham havia foi foram fez fizeram disse disseram veio vieram pôs puseram teve
            tiveram esteve estiveram viu abriu saiu caiu sentiu subiu sorriu correu desceu saíram abriram entraram chegaram
            olharam caminharam correram andaram ia iam fazia faziam parecia pareciam andava andavam olhava olhavam caminhava
        """),
        endings=("ou",),
        but_not=_set("ou sou estou vou dou"), relatives=_set("que quem onde quando como se depois antes")),
    "nl": Past(
        surely=_set("""
            was waren had hadden werd werden ging gingen kwam kwamen stond stonden zat zaten liep liepen keek keken zag
            zagen nam namen gaf gaven hield hielden liet lieten sprak spraken droeg droegen viel vielen bleef bleven riep
            riepen trok trokken begon begonnen dacht dachten bracht brachten reed reden sloeg sloegen lag lagen vond vonden
            sprong sprongen schreef lachte lachten opende openden draaide draaiden wandelde wandelden glimlachte knikte
            rende renden
        """),
        pronouns=_set("hij zij ze men ik we wij"), after_pronoun=tuple("ckte kte chte lde nde rde pte ste ide gde".split()),
        but_not=_set("wilde zoude beide elkaar"),
        articles=_set("de een die dat deze dit zijn haar hun vuile schone mijn onze"),
        relatives=_set("die dat waar wie toen nadat voordat als")),
}
