"""The static text alternative of a film that needs no description, or has nothing to tell (WCAG technique G203).

A short paragraph of what is known, and of nothing else: no face is given a name, and that nothing more is shown is said as what
it is, a machine's finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from access.model.findings import Depiction, Facet, ScreenText
from access.model.languages import primary
from access.write.onscreen import captions


@dataclass(frozen=True, slots=True)
class _Phrases:
    title: str
    people: str
    place: str
    captions: str
    view: str
    views: str
    """With the count of the scenes; of the first, for that is the one that is told."""
    nothing_else: str


_PHRASES = {
    "en": _Phrases(
        "The film is called “{}”.", "People in it: {}.", "Place: {}.", "Captions on the screen: {}.",
        "It shows one view.", "It shows {} scenes, of which this is the first.",
        "As far as a machine can tell, it shows nothing else of importance that is not said as well."),
    "de": _Phrases(
        "Der Film heißt „{}“.", "Personen im Film: {}.", "Ort: {}.", "Einblendungen: {}.",
        "Er zeigt eine einzige Ansicht.", "Er zeigt {} Szenen; dies ist die erste.",
        "Soweit eine Maschine es feststellen kann, zeigt er sonst nichts Wichtiges, das nicht auch gesagt wird."),
    "fr": _Phrases(
        "Le film s'intitule « {} ».", "Personnes dans le film : {}.", "Lieu : {}.", "Bandeaux à l'écran : {}.",
        "Il montre un seul plan.", "Il montre {} scènes, dont voici la première.",
        "Pour autant qu'une machine puisse en juger, il ne montre rien d'autre d'important qui ne soit dit aussi."),
    "es": _Phrases(
        "La película se titula «{}».", "Personas en la película: {}.", "Lugar: {}.", "Rótulos en pantalla: {}.",
        "Muestra una sola vista.", "Muestra {} escenas, de las que esta es la primera.",
        "Hasta donde una máquina puede saber, no muestra nada más de importancia que no se diga también."),
    "it": _Phrases(
        "Il film si intitola «{}».", "Persone nel film: {}.", "Luogo: {}.", "Didascalie sullo schermo: {}.",
        "Mostra una sola inquadratura.", "Mostra {} scene, di cui questa è la prima.",
        "Per quanto una macchina possa capire, non mostra altro di importante che non venga anche detto."),
    "pt": _Phrases(
        "O filme chama-se “{}”.", "Pessoas no filme: {}.", "Lugar: {}.", "Legendas na tela: {}.",
        "Mostra uma única vista.", "Mostra {} cenas, das quais esta é a primeira.",
        "Até onde uma máquina pode saber, não mostra mais nada de importante que não seja dito também."),
    "nl": _Phrases(
        "De film heet ‘{}’.", "Personen in de film: {}.", "Plaats: {}.", "Onderschriften in beeld: {}.",
        "Hij toont één beeld.", "Hij toont {} scènes, waarvan dit de eerste is.",
        "Voor zover een machine kan nagaan, toont hij verder niets van belang dat niet ook wordt gezegd."),
}


def static_text(
    title: str, people: Sequence[str], place: str, screen: Sequence[ScreenText], depictions: Sequence[Depiction], scenes: int,
    language: str,
) -> str:
    """Return the paragraph in `language` (BCP 47); empty where nothing is known but a title, or in a language without phrases.

    `people` and `place` are what a person said; other names come from captions on the screen alone. `depictions` are what a
    model said of the pictures: where they are empty, nobody looked, and nothing is claimed of what is not shown.
    """
    phrases = _PHRASES.get(primary(language))
    named = captions(screen, language)
    if phrases is None or not (people or place or named or depictions):
        return ""
    said = [
        phrases.title.format(_plain(title)) if title.strip() else "",
        phrases.people.format("; ".join(map(_plain, people))) if people else "",
        phrases.place.format(_plain(place)) if place else "",
        *_view(phrases, depictions, scenes),
        phrases.captions.format("; ".join(map(_plain, named))) if named else "",
        phrases.nothing_else if depictions else "",
    ]
    return " ".join(filter(None, said))


def _view(phrases: _Phrases, depictions: Sequence[Depiction], scenes: int) -> tuple[str, ...]:
    """Return one view: where, who, and how it looks; what happens in one instant says nothing of the whole film."""
    if not depictions:
        return ()
    first = min(depictions, key=lambda depiction: depiction.span)
    lasting = [detail.text for detail in first.details if detail.facet is not Facet.ACTION]
    shown = lasting or [detail.text for detail in first.details]
    return (phrases.view if scenes <= 1 else phrases.views.format(scenes), *shown)


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".;")
