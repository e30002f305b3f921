"""How sentences begin and end that speak of the picture instead of what it shows: `The image shows`, `in this photo`.

German is here only as far as its grammar allows a cut: after "Das Bild zeigt" a man stands in another case than at the
beginning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_EN_PICTURE = (r"(?:the |this |these |an? |each |our )?(?:(?:first|second|third|last|final|next|same|provided|given"
               r"|black-and-white|color"
               r"|colour|close-?up|wide|still|animated|aerial|following|video) )*(?:image|picture|photo|photograph|frame"
               r"|screenshot"
               r"|screen capture|shot|clip|footage|video|scene|sequence|still|drawing of|illustration)s?(?: \d+"
               r"| of (?:the )?(?:frames|images|pictures))?")
_EN_SHOWS = (r"(?:(?:clearly |also |now |then )?(?:show|depict|feature|display|capture|present|portray|contain|include"
             r"|illustrate|reveal)"
             r"(?:s|ed)?(?: us)?(?: that| what (?:appears|seems) to be)?|(?:begin|open|start|end|close)s? with|(?:is"
             r"|are) (?:an? (?:\w+ )?(?:image|picture|photo"
             r"|photograph|shot"
             r"|view|screenshot|close-?up) )?of)")

_THINGS_DO = r".*\b(?:is|are|hangs?|stands?|lies|lie|falls?|rests?|leans?|shows?|covers?|appears?|burns?|lands?)\b"
"""What a photograph does that is itself a thing in the picture."""


@dataclass(frozen=True, slots=True)
class Openings:
    """What is cut off in front, off the end, and out of the middle; each leaves a sentence without a hole."""

    front: re.Pattern[str]
    end: re.Pattern[str] | None = None
    middle: re.Pattern[str] | None = None


def _openings(front: str, end: str = "", middle: str = "") -> Openings:
    return Openings(
        re.compile(rf"^(?:{front})\s*[,:]?\s*(?=\S)", re.IGNORECASE),
        re.compile(rf"\s*,?\s*(?:{end})(?=[.!…]*$)", re.IGNORECASE) if end else None,
        re.compile(middle, re.IGNORECASE) if middle else None,
    )


OPENINGS: Mapping[str, Openings] = {
    "en": _openings(
        rf"(?:in|on|within|throughout) {_EN_PICTURE}(?=,| (?:we|you|there|an?|the|two|three|some|several|people)\b)"
        rf"|{_EN_PICTURE} {_EN_SHOWS}"
        rf"|(?:the|this|a) camera (?:slowly |then |now |also )?(?:shows|reveals|captures|focuses on|zooms in on|pans to"
        rf"|cuts to|pans across|pans over)"
        rf"|(?:here,? )?(?:we|you|i|one|viewers?|the viewer) (?:can |could |may )?(?:now |also |then |clearly )?(?:see"
        rf"|observe|notice)s?(?: that)?"
        rf"|this is (?:an? )?{_EN_PICTURE} of|(?:an? )?(?:\w+ )?(?:image|picture|photo|photograph|screenshot|close-?up"
        rf"|view) of(?!{_THINGS_DO})"
        r"|the scene (?:is set|takes place|unfolds)(?= (?:in|on|at|inside|outside|by|near|under|along)\b)|it (?:shows|depicts)"
        r"|(?:sure|certainly|of course|okay|ok|absolutely)(?=[,!.:])[!.]?"
        r"|here(?: is|'s| are) (?:the|an?|your|my) (?:\w+ ){0,3}(?:descriptions?|answers?|summary|captions?)(?: (?:of"
        r"|for) [^:,.]{0,40})?:",
        r"(?:(?:that |which )?(?:is|are|can be) (?:visible|seen|shown|depicted) )?(?:in|within|of|throughout) (?:the"
        r"|this) (?:image|picture|photo|photograph|frame"
        r"|shot|video|clip|screenshot)s?|(?:, |,? which )(?:(?:suggest|indicat|convey|evok|imply|symboli[sz]"
        r"|emphasi[sz])(?:ing|es|ies|s)\b"
        r"|(?:creat|add|giv|reflect|highlight|enhanc|contribut)(?:ing|es|s)\b[^.!?]*\b(?:sense|feeling|atmosphere|mood"
        r"|impression"
        r"|ambiance|ambience|tension|effect|vibe|emotion))[^.!?]*",
        r" (?:can|could) be seen(?= \w)"),
    "de": _openings(
        r"(?:(?:das|dieses) (?:bild|foto|video|standbild) zeigt|(?:man|wir) (?:sieht|sehen)|(?:hier|auf dem bild"
        r"|im bild) (?:sieht man|sehen wir|sehen sie))"
        r"(?= (?!.*\b(?:den|einen|keinen|ihren|seinen)\b)(?!.*\b\w+en (?:mann|jungen|herrn|menschen)\b))|(?:auf dem|in dem"
        r"|im) (?:bild|foto|video)"
        r" (?:ist|sind)(?= .* zu sehen\W*$)|(?:natürlich|gerne)(?=[,!.:])[!.]?",
        r"(?:ist |sind )?(?:auf dem bild|im bild)? ?zu sehen|(?:auf dem|im) bild"),
    "fr": _openings(
        r"(?:l'|cette |la |une )(?:image|photo|photographie|vidéo|scène|séquence) (?:montre|présente|représente|illustre"
        r"|nous montre)|(?:ici, )?(?:on|nous)"
        r" (?:voit|voyons|peut voir|pouvons voir|aperçoit|distingue)|(?:sur|dans) (?:l'|cette |la )(?:image|photo|vidéo"
        r"|scène),?(?: (?:on|nous)"
        r" (?:voit|voyons|peut voir|pouvons voir|aperçoit)|(?=\s))|il s'agit d'une (?:image|photo) (?:de |d')|(?:bien sûr"
        r"|voici)(?=[,!.:])[!.]?",
        r"(?:sur|dans) (?:l'|cette |la )(?:image|photo|vidéo)|, (?:créant|suggérant|évoquant|ce qui (?:crée|suggère"
        r"|évoque))\b[^.!?]*"),
    "es": _openings(
        r"(?:la|esta|una) (?:imagen|foto|fotografía|escena|secuencia) (?:muestra|presenta|representa)(?: a(?= un|\s+la|\s+dos"
        r"|\s+tres))?|(?:el|este) (?:vídeo|video"
        r"|fotograma) muestra(?: a(?= un))?|(?:aquí )?(?:vemos|se ven?|podemos ver|se pueden? ver|se observan?"
        r"|se aprecian?)(?: a(?= un| dos| la\b| tres))?"
        r"|en (?:la|esta) (?:imagen|foto|fotografía|escena),?(?: (?:vemos|se ven?|se observan?|se pueden? ver"
        r"|aparecen?)(?: a(?= un))?|(?=\s))"
        r"|(?:claro|por supuesto)(?=[,!.:])[!.]?",
        r"en (?:la|esta) (?:imagen|foto|fotografía)|, (?:creando una (?:atmósfera|sensación|impresión)|sugiriendo"
        r"|lo que (?:sugiere|evoca))\b[^.!?]*"),
    "it": _openings(
        r"(?:l'|quest'|un')immagine (?:mostra|presenta|rappresenta|raffigura)|(?:la|questa) (?:foto|fotografia|scena"
        r"|sequenza) (?:mostra|presenta)|(?:il|questo)"
        r" (?:video|fotogramma) mostra|(?:qui )?(?:vediamo|si vedono?|si vede|possiamo vedere|si può vedere"
        r"|si possono vedere)|(?:nell'|in quest')immagine,?"
        r"(?: (?:vediamo|si vede|si vedono|è visibile|appare)|(?=\s))|(?:certo|certamente)(?=[,!.:])[!.]?",
        r"(?:nell'|in quest')immagine|, (?:creando un'?a? ?(?:atmosfera|sensazione|impressione)|suggerendo"
        r"|il che suggerisce)\b[^.!?]*"),
    "pt": _openings(
        r"(?:a|esta|uma) (?:imagem|foto|fotografia|cena|sequência) (?:mostra|apresenta|retrata)|(?:o|este) (?:vídeo"
        r"|quadro) mostra|(?:aqui )?(?:vemos|vê-se|veem-se"
        r"|podemos ver|pode-se ver)|(?:na|nesta) (?:imagem|foto|fotografia|cena),?(?: (?:vemos|vê-se|podemos ver|aparece)"
        r"|(?=\s))|(?:claro|com certeza)(?=[,!.:])[!.]?",
        r"(?:na|nesta) (?:imagem|foto|fotografia)|, (?:criando uma (?:atmosfera|sensação|impressão)|sugerindo"
        r"|o que sugere)\b[^.!?]*"),
    "nl": _openings(
        r"(?:de|deze|het|dit) (?:afbeelding|foto|beeld|video|scène) (?:toont|laat|bevat)|(?:hier )?(?:zien we|we zien|je ziet"
        r"|men ziet)|(?:op|in) (?:de|deze|het|dit)"
        r" (?:afbeelding|foto|beeld|video) (?:zien we|zie je|is|zijn)(?= )|(?:natuurlijk|zeker)(?=[,!.:])[!.]?",
        r"(?:op (?:de|deze) (?:afbeelding|foto)|in (?:het )?beeld)? ?te zien|op (?:de|deze) (?:afbeelding|foto)"
        r"|zien(?<=laat zien)"),
}
"""By language, as a primary subtag."""
LEFTOVER = re.compile(r"^(?:that|and|also|then|dass|que|che|dat)\s+", re.IGNORECASE)
