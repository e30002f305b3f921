"""The three-letter codes that containers write (ISO 639-2, either form) as BCP 47 writes them."""

from __future__ import annotations

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
_NONE = {"", "und", "mis", "mul", "zxx", "qaa", "unk"}


def bcp47(code: str) -> str:
    """Return the tag for what a container calls a language; empty where it names none."""
    primary, *rest = code.strip().replace("_", "-").lower().split("-")
    if primary in _NONE or not primary.isalpha() or not 2 <= len(primary) <= 3:
        return ""
    return "-".join([_SHORT.get(primary, primary), *(part.upper() if len(part) == 2 else part for part in rest)])
