"""Caption labels of sounds in the language of the captions.

Engines name sounds in English; where there is no word here, that stays.
"""

from __future__ import annotations

from functools import cache

from access.model.languages import primary

_FIRST = """
en | de | fr | es | it
music | Musik | musique | música | musica
singing | Gesang | chant | canto | canto
applause | Applaus | applaudissements | aplausos | applausi
cheering | Jubel | acclamations | vítores | grida di gioia
crowd noise | Stimmengewirr | brouhaha | murmullo | brusio
laughter | Gelächter | rires | risas | risate
crying | Weinen | pleurs | llanto | pianto
baby cries | Baby schreit | pleurs de bébé | llora un bebé | pianto di neonato
screaming | Schreie | cris | gritos | urla
coughing | Husten | toux | tos | tosse
sneezing | Niesen | éternuement | estornudo | starnuto
snoring | Schnarchen | ronflements | ronquidos | russare
footsteps | Schritte | bruits de pas | pasos | passi
gunshots | Schüsse | coups de feu | disparos | spari
explosion | Explosion | explosion | explosión | esplosione
fireworks | Feuerwerk | feux d’artifice | fuegos artificiales | fuochi d’artificio
thunder | Donner | tonnerre | truenos | tuoni
alarm | Alarm | alarme | alarma | allarme
siren | Sirene | sirène | sirena | sirena
phone rings | Telefon klingelt | sonnerie de téléphone | suena un teléfono | squilla un telefono
doorbell | Türklingel | sonnette | timbre | campanello
knocking | Klopfen | on frappe | golpes en la puerta | bussano
door slams | Tür knallt | une porte claque | portazo | porta sbatte
door opens or closes | Tür | bruit de porte | puerta | porta
glass breaks | Glas zerbricht | bris de verre | se rompe un cristal | vetro in frantumi
crash | Krachen | fracas | estruendo | schianto
horn honks | Hupe | klaxon | bocina | clacson
tires squeal | Reifen quietschen | crissement de pneus | chirrido de neumáticos | stridio di gomme
dog barks | Hund bellt | aboiements | ladridos | un cane abbaia
dog growls | Hund knurrt | un chien grogne | gruñido de perro | un cane ringhia
wolf howls | Wolf heult | hurlement de loup | aullido de lobo | ululato di lupo
cat meows | Katze miaut | miaulements | maullidos | un gatto miagola
horse neighs | Pferd wiehert | hennissement | relincho | nitrito
rooster crows | Hahn kräht | chant du coq | canto del gallo | canto del gallo
whistle blows | Pfiff | coup de sifflet | silbato | fischio
bell rings | Glocke läutet | cloche | campana | campana
"""
_SECOND = """
en | nl | pt | ja | zh
music | muziek | música | 音楽 | 音乐
singing | gezang | canto | 歌声 | 歌声
applause | applaus | aplausos | 拍手 | 掌声
cheering | gejuich | aclamações | 歓声 | 欢呼声
crowd noise | geroezemoes | burburinho | ざわめき | 人群嘈杂声
laughter | gelach | risos | 笑い声 | 笑声
crying | gehuil | choro | 泣き声 | 哭声
baby cries | baby huilt | bebê chora | 赤ん坊の泣き声 | 婴儿啼哭
screaming | geschreeuw | gritos | 悲鳴 | 尖叫声
coughing | gehoest | tosse | 咳 | 咳嗽声
sneezing | genies | espirro | くしゃみ | 喷嚏声
snoring | gesnurk | ronco | いびき | 鼾声
footsteps | voetstappen | passos | 足音 | 脚步声
gunshots | schoten | tiros | 銃声 | 枪声
explosion | explosie | explosão | 爆発音 | 爆炸声
fireworks | vuurwerk | fogos de artifício | 花火の音 | 烟花声
thunder | donder | trovões | 雷鳴 | 雷声
alarm | alarm | alarme | 警報音 | 警报声
siren | sirene | sirene | サイレン | 警笛声
phone rings | telefoon gaat | telefone toca | 電話の着信音 | 电话铃声
doorbell | deurbel | campainha | 玄関のチャイム | 门铃声
knocking | geklop | batidas | ノックの音 | 敲门声
door slams | deur slaat dicht | porta bate | ドアが勢いよく閉まる音 | 摔门声
door opens or closes | deur | porta | ドアの音 | 门声
glass breaks | glas breekt | vidro se quebra | ガラスの割れる音 | 玻璃破碎声
crash | klap | estrondo | 衝突音 | 撞击声
horn honks | getoeter | buzina | クラクション | 喇叭声
tires squeal | gierende banden | pneus cantam | タイヤのきしむ音 | 轮胎摩擦声
dog barks | hond blaft | cão late | 犬の鳴き声 | 狗叫声
dog growls | hond gromt | cão rosna | 犬のうなり声 | 狗低吼
wolf howls | wolf huilt | lobo uiva | 狼の遠吠え | 狼嚎
cat meows | kat miauwt | gato mia | 猫の鳴き声 | 猫叫声
horse neighs | paard hinnikt | cavalo relincha | 馬のいななき | 马嘶声
rooster crows | haan kraait | galo canta | 雄鶏の鳴き声 | 公鸡打鸣
whistle blows | fluitsignaal | apito | 笛の音 | 哨声
bell rings | bel luidt | sino toca | 鐘の音 | 钟声
"""


def sound_word(label: str, language: str) -> str:
    """Return how captions in `language` (BCP 47) call the sound that an engine calls `label`."""
    return _words().get(label, {}).get(primary(language), label)


def labels() -> tuple[str, ...]:
    """Return the labels that there are words for."""
    return tuple(_words())


def names(label: str) -> tuple[str, ...]:
    """Return how a sound is called in every language that there are words in, the engines' own first."""
    return tuple(dict.fromkeys([label, *_words().get(label, {}).values()]))


@cache
def _words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = {}
    for table in (_FIRST, _SECOND):
        head, *rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
        for row in rows:
            words.setdefault(row[0], {}).update(zip(head, row, strict=True))
    return words
