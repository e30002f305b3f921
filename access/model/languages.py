"""Language tags: BCP 47 as we write it, and the three-letter codes of containers (ISO 639-2, either form).

A tag comes from strangers' files and becomes part of file names: what is no tag is no language.
"""

from __future__ import annotations

import re

_PAIRS = """
    afr:af alb:sq amh:am ara:ar arm:hy aze:az baq:eu bel:be ben:bn bos:bs bul:bg bur:my cat:ca ces:cs chi:zh cym:cy cze:cs
    dan:da deu:de dut:nl ell:el eng:en epo:eo est:et eus:eu fas:fa fin:fi fra:fr fre:fr geo:ka ger:de gla:gd gle:ga glg:gl
    gre:el guj:gu hau:ha heb:he hin:hi hrv:hr hun:hu hye:hy ibo:ig ice:is ind:id isl:is ita:it jav:jv jpn:ja kan:kn kat:ka
    kaz:kk khm:km kir:ky kor:ko kur:ku lao:lo lat:la lav:lv lit:lt ltz:lb mac:mk mal:ml mao:mi mar:mr may:ms mkd:mk mlg:mg
    mlt:mt mon:mn mri:mi msa:ms mya:my nep:ne nld:nl nno:nn nob:nb nor:no oci:oc pan:pa per:fa pol:pl por:pt pus:ps roh:rm
    ron:ro rum:ro rus:ru sin:si slk:sk slo:sk slv:sl som:so spa:es sqi:sq srp:sr swa:sw swe:sv tam:ta tat:tt tel:te tgk:tg
    tgl:tl tha:th tib:bo tur:tr uig:ug ukr:uk urd:ur uzb:uz vie:vi wel:cy wol:wo xho:xh yid:yi yor:yo zho:zh zul:zu
"""
_SHORT = {pair[:3]: pair[4:] for pair in _PAIRS.split()}
_BIBLIOGRAPHIC = frozenset("alb arm baq bur chi cze dut fre geo ger gre ice mac mao may per rum slo tib wel".split())
_LONG = {pair[4:]: pair[:3] for pair in _PAIRS.split() if pair[:3] not in _BIBLIOGRAPHIC}
_NAMED = """
    afrikaans:af albanian:sq amharic:am arabic:ar armenian:hy assamese:as azerbaijani:az bashkir:ba basque:eu belarusian:be
    bengali:bn bosnian:bs breton:br bulgarian:bg burmese:my cantonese:yue catalan:ca chinese:zh croatian:hr czech:cs danish:da
    dutch:nl english:en estonian:et faroese:fo filipino:fil finnish:fi french:fr galician:gl georgian:ka german:de greek:el
    gujarati:gu haitian_creole:ht hausa:ha hawaiian:haw hebrew:he hindi:hi hungarian:hu icelandic:is indonesian:id irish:ga
    italian:it japanese:ja javanese:jv kannada:kn kazakh:kk khmer:km korean:ko lao:lo latin:la latvian:lv lingala:ln
    lithuanian:lt luxembourgish:lb macedonian:mk malagasy:mg malay:ms malayalam:ml maltese:mt maori:mi marathi:mr mongolian:mn
    nepali:ne norwegian:no norwegian_bokmål:nb norwegian_nynorsk:nn occitan:oc pashto:ps persian:fa polish:pl portuguese:pt
    punjabi:pa romanian:ro russian:ru sanskrit:sa serbian:sr shona:sn sindhi:sd sinhala:si slovak:sk slovenian:sl somali:so
    spanish:es sundanese:su swahili:sw swedish:sv tagalog:tl tajik:tg tamil:ta tatar:tt telugu:te thai:th tibetan:bo turkish:tr
    turkmen:tk ukrainian:uk urdu:ur uzbek:uz vietnamese:vi welsh:cy yiddish:yi yoruba:yo
"""
_ALSO = """
    castilian:es flemish:nl haitian:ht letzeburgesch:lb mandarin:zh moldavian:ro moldovan:ro myanmar:my nynorsk:nn panjabi:pa
    pushto:ps sinhalese:si valencian:ca
"""
_BY_NAME = dict(pair.split(":") for pair in (_NAMED + _ALSO).split())
_NAMES = {tag: name.replace("_", " ").title() for name, tag in (pair.split(":") for pair in _NAMED.split())}
_NONE = {"und", "mis", "mul", "zxx", "qaa", "unk"}
_RIGHT_TO_LEFT = frozenset("ar ckb dv fa he ps sd ug ur yi".split())
_RIGHT_TO_LEFT_SCRIPTS = frozenset("Adlm Arab Hebr Nkoo Rohg Syrc Thaa".split())
_SPACELESS = frozenset("bo ja km lo my th yue zh".split())
_SPACELESS_LETTERS = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff]")
"""Thai, Lao, Tibetan, Burmese, Khmer, kana, Bopomofo, Han."""
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,4}")
_LONGEST = 35
"""RFC 5646, section 4.4.1."""


def primary(tag: str) -> str:
    """Return the language of a tag without its script and region."""
    return tag.partition("-")[0].lower()


def bcp47(code: str) -> str:
    """Return the tag for what a file or a person calls a language; empty where that names none, or is no tag at all."""
    tag = code.strip().replace("_", "-").lower()
    language, *rest = tag.split("-")
    if language in _NONE or not _TAG.fullmatch(tag) or len(tag) > _LONGEST:
        return ""
    return "-".join([_SHORT.get(language, language), *map(_cased, rest)])


def _cased(part: str) -> str:
    """Write a region in capitals and a script with one, as RFC 5646 section 2.1.1 does: `en-GB`, `zh-Hant`."""
    return part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part


def called_in_english(name: str) -> str:
    """Return the primary subtag of a language by its English name, in whatever case; empty where that is no name known here."""
    return _BY_NAME.get("_".join(name.lower().split()), "")


def english_name(tag: str) -> str:
    """Return how English calls the language of a tag, with the tag where that says more: `German`, `Portuguese (pt-BR)`."""
    name = _NAMES.get(primary(tag), "")
    return name if name and tag.lower() == primary(tag) else f"{name} ({tag})" if name else tag


def iso_639_2(tag: str) -> str:
    """Return the three-letter code that containers want; `und` where there is none."""
    language = primary(tag)
    return _LONG.get(language, language if len(language) == 3 else "und")


def runs_right_to_left(tag: str) -> bool:
    """Tell whether a language is written from right to left, by the script that its tag names, else by its usual one."""
    language, *rest = tag.split("-")
    script = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), "")
    return script in _RIGHT_TO_LEFT_SCRIPTS if script else language.lower() in _RIGHT_TO_LEFT


def spaceless(tag: str) -> bool:
    """Tell whether a language is written without blanks between its words."""
    return primary(tag) in _SPACELESS


def spaceless_letters(text: str) -> int:
    """Return how many signs of a text are of scripts that set no blanks between words: for where nobody says the language."""
    return len(_SPACELESS_LETTERS.findall(text))
