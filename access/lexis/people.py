"""Words that say who or what a person is by looks: what no picture shows, and no text may infer from one."""

from __future__ import annotations

import re

IDENTITY = re.compile(
    r"\b(?:caucasian|african[- ]american|hispanic|latin[oax]|(?:black|white|asian|arab|indian|african|middle[- ]eastern"
    r"|jewish|muslim|christian|hindu"
    r"|gay|lesbian|transgender|disabled|mentally ill|obese|foreign) (?:man|woman|men|women|people|person|child|children|boy"
    r"|girl|couple|family)"
    r"|(?:schwarze[rns]?|weiße[rns]?|asiatische[rns]?|arabische[rns]?|jüdische[rns]?|muslimische[rns]?"
    r"|behinderte[rns]?) (?:mann|frau|menschen|person"
    r"|kind|junge|mädchen)|(?:homme|femme|personne|enfant)s? (?:noire?|blanche?|asiatique|arabe|juive?|musulmane?"
    r"|handicapée?)s?"
    r"|(?:hombre|mujer|persona|niñ[oa])s? (?:negr[oa]|blanc[oa]|asiátic[oa]|árabe|judí[oa]|musulm[aá]n[oa]?)s?)\b",
    re.IGNORECASE)
