"""The small words that decide where a line may break, by language. Apart, because they are data and grow by themselves.

A language that is not here is broken by punctuation and balance alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from access.model.languages import primary

_NONE: frozenset[str] = frozenset()


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Closed word classes of one language, in spoken form."""

    articles: frozenset[str] = _NONE
    """And whatever else opens a noun phrase and never stands alone: possessives."""
    quantifiers: frozenset[str] = _NONE
    """Numbers, demonstratives: they open a noun phrase, or stand for one."""
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
    participle_endings: tuple[str, ...] = ()
    """Of verbs, but of adjectives after an article."""
    nouns_too: frozenset[str] = _NONE
    """Prepositions that are nouns after an article."""
    enclitics: frozenset[str] = _NONE
    """Whatever leans on the word before it."""
    clause_endings: tuple[str, ...] = ()
    """A clause ends with the word that ends so."""
    abbreviations: frozenset[str] = _NONE
    """Ending in a dot that ends no sentence; titles above all."""
    capitals_name: bool = False
    """Two capitalised words in a row are a name (not so where every noun has a capital)."""

    @property
    def determiners(self) -> frozenset[str]:
        return self.articles | self.quantifiers

    @property
    def function_words(self) -> frozenset[str]:
        return self.determiners | self.prepositions | self.conjunctions | self.pronouns | self.auxiliaries


_TITLES = "dr mr mrs ms prof st jr sr rev gen col capt lt sgt sen rep gov hon mt"

_LEXICONS = {
    "en": Lexicon(
        articles=_set("a an the my your its our their every no"),
        quantifiers=_set(
            "his her this that these those each some any another either neither both such one two three four five six "
            "seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety hundred "
            "thousand million billion first second third half several few many most all"),
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
            "american british european particular similar popular regular various several other"),
        adjective_endings=("ous", "ful", "ical", "less"),
        participle_endings=("ed", "ing", "ary", "able", "ible", "ive", "ic", "al", "ish", "est"),
        nouns_too=_set("outside inside past like near down up above below over under till round opposite"),
        enclitics=_set("ago"),
        abbreviations=_set(f"{_TITLES} vs etc e.g i.e no vol fig approx dept est inc ltd co"),
        capitals_name=True,
    ),
    "de": Lexicon(
        articles=_set(
            "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner mein meine "
            "meinen meinem meiner dein deine sein seine seinen seinem seiner ihre ihren ihrem unser unsere unseren "
            "euer eure jeder jede jedes jeden jedem"),
        quantifiers=_set(
            "ihr ihrer dieser diese dieses diesen diesem alle viele einige manche mehrere beide zwei drei vier fünf "
            "sechs sieben acht neun zehn elf zwölf zwanzig hundert tausend"),
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
            "leur leurs chaque quelques"),
        quantifiers=_set(
            "plusieurs tout toute tous toutes deux trois quatre cinq six sept huit neuf dix onze vingt cent mille"),
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
            "el la los las un una unos unas lo al del mi mis tu tus su sus nuestro nuestra nuestros nuestras cada"),
        quantifiers=_set(
            "este esta estos estas ese esa esos esas algunos algunas todo toda todos todas dos tres cuatro cinco seis "
            "siete ocho nueve diez cien mil"),
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
    "it": Lexicon(
        articles=_set(
            "il lo la i gli le un uno una del dello della dei degli delle al allo alla ai agli alle dal dallo dalla "
            "dai dagli dalle nel nello nella nei negli nelle sul sullo sulla sui sugli sulle col mio mia miei mie tuo "
            "tua tuoi tue suo sua suoi sue nostro nostra nostri nostre vostro vostra loro ogni qualche"),
        quantifiers=_set(
            "questo questa questi queste quel quello quella quei quegli quelle alcuni alcune molti molte tutto tutta "
            "tutti tutte due tre quattro cinque sei sette otto nove dieci cento mille"),
        prepositions=_set(
            "di a da in con su per tra fra verso contro durante dopo prima sopra sotto dentro fuori senza presso "
            "secondo oltre"),
        conjunctions=_set(
            "e ed o oppure ma però che chi cui quale quali dove quando come se perché mentre anche sebbene finché "
            "poiché quindi perciò affinché"),
        pronouns=_set("io tu lui lei noi voi mi ti si ci vi ne li"),
        auxiliaries=_set(
            "sono sei è siamo siete era erano ero ho hai ha abbiamo avete hanno aveva avevano può possono deve devono "
            "vuole vogliono sta stanno stava non mai"),
        adjectives=_set(
            "molto più meno tanto troppo così grande grandi buon buona bel bella nuovo nuova primo prima ultimo "
            "ultima"),
        abbreviations=_set("sig sig.ra dott dott.ssa prof prof.ssa avv ing ecc es pag art"),
        capitals_name=True,
    ),
    "pt": Lexicon(
        articles=_set(
            "o os a as um uma uns umas do da dos das no na nos nas ao aos à às pelo pela pelos pelas num numa dum "
            "duma meu minha meus minhas teu tua seu sua seus suas nosso nossa nossos nossas cada"),
        quantifiers=_set(
            "este esta estes estas esse essa esses essas aquele aquela aqueles aquelas algum alguma alguns algumas "
            "todo toda todos todas muitos muitas dois duas três quatro cinco seis sete oito nove dez cem mil"),
        prepositions=_set(
            "de em com sem por para sobre sob entre até desde contra durante após perante segundo conforme"),
        conjunctions=_set(
            "e ou mas porém que quem qual quais cujo cuja onde quando como se porque embora enquanto pois portanto "
            "contudo"),
        pronouns=_set("eu tu você ele ela nós vós vocês eles elas me te se lhe lhes vos"),
        auxiliaries=_set(
            "sou é somos são era eram foi foram estou está estamos estão estava estavam tenho tem temos têm tinha "
            "tinham pode podem deve devem vai vão não nunca"),
        adjectives=_set(
            "muito mais menos tão grande grandes bom boa novo nova primeiro primeira último última mesmo mesma"),
        abbreviations=_set("sr sra dr dra prof profa exmo etc ex pág art"),
        capitals_name=True,
    ),
    "nl": Lexicon(
        articles=_set("de het een mijn jouw uw zijn ons onze jullie hun elk elke ieder iedere geen"),
        quantifiers=_set(
            "haar deze dit die dat sommige alle veel weinig enkele beide twee drie vier vijf zes zeven acht negen "
            "tien honderd duizend"),
        prepositions=_set(
            "van in op aan bij met voor naar uit door over onder tussen tegen zonder na sinds tot tijdens volgens "
            "rond langs achter naast binnen buiten vanaf te"),
        conjunctions=_set(
            "en of maar want dus omdat hoewel terwijl als toen wanneer waar waarom hoe wat wie welke zodat voordat "
            "nadat totdat zoals"),
        pronouns=_set("ik jij je u hij zij ze wij we er men"),
        auxiliaries=_set(
            "ben bent is was waren heb hebt heeft hebben had hadden word wordt worden werd werden kan kunnen kon "
            "konden moet moeten moest zal zullen zou zouden wil willen wilde mag mogen niet nooit"),
        adjectives=_set(
            "heel erg zeer te meer minder goed goede groot grote klein kleine nieuw nieuwe oud oude eerste laatste"),
        abbreviations=_set("dhr mevr mw dr prof ir drs enz bijv d.w.z nr blz"),
        capitals_name=True,
    ),
    "sv": Lexicon(
        articles=_set(
            "en ett den det de min mitt mina din ditt dina sin sitt sina vår vårt våra er ert era hans hennes dess "
            "deras varje ingen inget inga någon något några"),
        quantifiers=_set("denna detta dessa alla många några båda två tre fyra fem sex sju åtta nio tio hundra tusen"),
        prepositions=_set(
            "i på av till från med för om under över vid hos genom mellan utan efter före mot bland kring längs bakom "
            "framför inom utanför enligt trots sedan"),
        conjunctions=_set(
            "och eller men utan så för att som om när då där vart varför hur vad vem vilken vilket vilka eftersom "
            "medan fast innan tills"),
        pronouns=_set("jag du han hon vi ni man"),
        auxiliaries=_set(
            "är var varit har hade blir blev kan kunde ska skulle vill ville måste får fick bör inte aldrig"),
        adjectives=_set(
            "mycket mer mindre ganska så stor stort stora liten litet små ny nytt nya gammal gamla bra första sista"),
        abbreviations=_set("t.ex bl.a d.v.s m.m osv dr prof nr kl ca"),
        capitals_name=True,
    ),
    "pl": Lexicon(
        articles=_set(
            "mój moja moje mojego mojej twój twoja twoje swój swoja swoje swojego swojej nasz nasza nasze wasz każdy "
            "każda każde żaden żadna"),
        quantifiers=_set(
            "ten ta to te tego tej tym tych ci jego jej ich dwa dwie trzy cztery pięć sześć siedem osiem dziewięć "
            "dziesięć sto tysiąc kilka wiele wszystkie wszyscy"),
        prepositions=_set(
            "w we z ze na do od o u przy po pod nad przed za między przez dla bez podczas według oprócz wokół wśród"),
        conjunctions=_set(
            "i a oraz ale lub albo czy że żeby aby który która które którzy którego której kiedy gdy gdzie jak "
            "ponieważ bo chociaż jeśli jeżeli dopóki więc dlatego co kto"),
        pronouns=_set("ja ty on ona ono my wy oni one się"),
        auxiliaries=_set("jest są był była było byli były jestem będzie będą może mogą musi muszą nie nigdy"),
        adjectives=_set(
            "bardzo więcej mniej dość duży duża duże mały mała małe nowy nowa nowe stary stara dobry dobra dobre "
            "pierwszy pierwsza ostatni ostatnia"),
        abbreviations=_set("dr prof mgr inż ul np itd itp m.in tzn tzw r nr ok św"),
        capitals_name=True,
    ),
    "ru": Lexicon(
        articles=_set(
            "мой моя моё мои твой твоя твоё свой своя своё свои своего своей наш наша наше наши ваш ваша каждый "
            "каждая"),
        quantifiers=_set(
            "этот эта это эти этого этой тот та те его её их два две три четыре пять шесть семь восемь девять десять "
            "сто тысяча все многие"),
        prepositions=_set(
            "в во на с со к ко по из изо от до для без у о об обо при про под над перед за между через после среди "
            "около вокруг"),
        conjunctions=_set(
            "и а но или либо что чтобы который которая которое которые которого которой когда где куда как потому "
            "если хотя пока чем кто"),
        pronouns=_set("я ты он она оно мы вы они"),
        auxiliaries=_set("был была было были есть будет будут может могут должен должна не ни никогда"),
        adjectives=_set(
            "очень более менее самый самая самое большой большая новый новая старый первый первая последний"),
        enclitics=_set("бы б ли ль же ж"),
        abbreviations=_set("т.е т.д т.п др проф г гг ул см напр им"),
        capitals_name=True,
    ),
    "ar": Lexicon(
        capitals_name=True,
        abbreviations=_set(_TITLES),
        articles=_set("كل بعض أي"),
        quantifiers=_set("هذا هذه هؤلاء ذلك تلك أولئك"),
        prepositions=_set(
            "في من إلى على عن مع بين تحت فوق أمام خلف قبل بعد عند منذ حتى خلال داخل خارج لدى أثناء "
            "حول ضد نحو دون بدون"),
        conjunctions=_set(
            "و أو ثم أم لكن ولكن بل أن إن أنه أنها لأن لأنه الذي التي الذين اللواتي إذا لو عندما حيث كما بينما متى "
            "أين كيف لماذا ماذا من"),
        pronouns=_set("أنا أنت أنتم نحن هو هي هم هن"),
        auxiliaries=_set("كان كانت كانوا يكون تكون ليس ليست لا لم لن قد سوف ما"),
    ),
    "fa": Lexicon(
        capitals_name=True,
        abbreviations=_set(_TITLES),
        articles=_set("هر یک هیچ"),
        quantifiers=_set("این آن همین همان همه چند دو سه چهار پنج شش هفت هشت نه ده صد هزار"),
        prepositions=_set("در از به با برای تا بر روی زیر بین میان پیش پس بدون درباره کنار"),
        conjunctions=_set("و یا اما ولی که چون زیرا اگر وقتی هنگامی بلکه چرا چگونه"),
        pronouns=_set("من تو او ما شما آنها ایشان"),
        auxiliaries=_set("خواهد خواهند باید نباید می نمی شاید"),
        enclitics=_set("را است بود شد نیست هستند بودند"),
    ),
    "he": Lexicon(
        capitals_name=True,
        abbreviations=_set(_TITLES),
        articles=_set("כל אותו אותה"),
        quantifiers=_set("שני שתי שלושה שלוש ארבעה ארבע חמישה חמש עשרה"),
        prepositions=_set("של על אל עם את בין תחת מול לפני אחרי ליד בתוך מתוך עד בלי ללא כמו נגד אצל"),
        conjunctions=_set("או אבל אך כי אם אשר כאשר כש למרות בגלל לכן מה מי איפה איך למה מתי"),
        pronouns=_set("אני אתה את אתם הוא היא אנחנו הם הן"),
        auxiliaries=_set("היה היתה הייתה היו יהיה תהיה יהיו לא אין יש"),
    ),
    "ko": Lexicon(
        capitals_name=True,
        abbreviations=_set(_TITLES),
        articles=_set("이 그 저 한 두 세 네 몇 모든 각 첫 새 이런 그런 저런 어떤 무슨 제 내 우리"),
        conjunctions=_set("그리고 그러나 하지만 또는 혹은 그래서 그런데 왜냐하면 만약"),
        auxiliaries=_set("안 못"),
        adjectives=_set("매우 아주 너무 더 가장"),
        enclitics=_set(
            "것 것은 것을 것이 것이다 것입니다 것도 수 수가 수는 수도 때 때문에 등 중 뿐 만큼 있다 있는 있습니다 "
            "있어요 없다 없는 없습니다 같은 같다 않다 않는 않습니다 않고 위해 대해 대한 통해"),
    ),
    "ja": Lexicon(
        abbreviations=_set(_TITLES),
        articles=_set("この その あの どの ある あらゆる"),
        adjective_endings=("の", "な"),
        clause_endings=(
            "て", "で", "が", "は", "も", "ば", "から",
            "ので", "のに", "けど", "けれど", "ながら", "たら", "ため"),
        enclitics=_set(
            "いる いた います いました いて いない いう いった いえる ある あった あり あります こと ことが ことを "
            "ことは ことに こともある もの ものを ものが ものは ため ために ように ような ようだ ようです ください "
            "なる なった なって なります する した して します しました みる みた おく くる きた いく いった しまう "
            "しまった しまいました ない なかった なく ません よって より とって ついて おいて おける として わけ "
            "わけです はず はずです ところ ところが とき ときに 中で 上で"),
        capitals_name=True,
    ),
    "zh": Lexicon(
        abbreviations=_set(_TITLES),
        articles=_set(
            "一 每 某 各 這 那 这 這個 这个 那個 那个 這些 这些 那些 一個 一个 一些 一種 一种 我的 你的 他的 她的 "
            "它的 我们的 我們的"),
        quantifiers=_set("两 兩 二 三 四 五 六 七 八 九 十 百 千 万 萬 几 幾 很多 许多 許多 所有"),
        prepositions=_set(
            "在 从 從 对 對 对于 對於 关于 關於 由 被 把 将 將 给 給 向 往 为 為 为了 為了 以 于 於 比 按 按照 根据 "
            "根據 通过 通過 随着 隨著 跟 与 與"),
        conjunctions=_set(
            "和 及 以及 或 或者 但 但是 可是 不过 不過 而 而且 因为 因為 所以 如果 虽然 雖然 尽管 儘管 然后 然後 那么 "
            "那麼 也就是说 也就是說 并且 並且 当 當"),
        pronouns=_set("我 你 您 他 她 它 我们 我們 你们 你們 他们 他們 她们 她們 大家 谁 誰"),
        auxiliaries=_set(
            "是 不 没 沒 没有 沒有 会 會 能 能够 能夠 可以 可 要 应该 應該 必须 必須 想 就 也 都 还 還 正在 已经 已經 "
            "不是 不会 不會 不能"),
        adjectives=_set("很 非常 太 更 最 比较 比較 十分 大 小 新 老"),
        adjective_endings=("的", "地"),
        enclitics=_set(
            "的 了 着 著 过 過 们 們 吗 嗎 呢 吧 啊 得 地 里 裡 中 上 下 内 內 外 时 時 后 後 个 個 条 條 只 隻 群 种 "
            "種 位 年 月 日 之一 而言 来说 來說"),
        capitals_name=True,
    ),
    "th": Lexicon(
        abbreviations=_set(_TITLES),
        quantifiers=_set("หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ หลาย ทุก บาง แต่ละ"),
        prepositions=_set("ใน ของ จาก กับ โดย เพื่อ บน ใต้ ระหว่าง สำหรับ ตาม ถึง แก่ ต่อ ด้วย ณ"),
        conjunctions=_set("และ หรือ แต่ ถ้า หาก เพราะ เพราะว่า เนื่องจาก ว่า ที่ ซึ่ง อัน เมื่อ ขณะที่ ดังนั้น จึง แม้ โดยที่ นั่นคือ"),
        pronouns=_set("ผม ฉัน ดิฉัน เรา คุณ เขา เธอ มัน พวกเขา พวกเรา"),
        auxiliaries=_set("จะ ได้ ไม่ กำลัง เคย ต้อง อาจ ควร ยัง คง เป็น คือ ถูก"),
        enclitics=_set("ครับ ค่ะ คะ นะ แล้ว อยู่ นี้ นั้น ๆ มาก ไหม หรือไม่"),
        capitals_name=True,
    ),
}
_UNKNOWN = Lexicon(abbreviations=_set(_TITLES))
_LEXICONS["yue"] = _LEXICONS["zh"]


def lexicon(language: str) -> Lexicon:
    """Return the words of a language (BCP 47); of one that is not known, the titles before names that all share."""
    return _LEXICONS.get(primary(language), _UNKNOWN)
