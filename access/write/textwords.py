"""The phrases in which the text of a picture is told, language by language. English where a language has none here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from access.model.languages import primary
from access.model.pictures import Nature


@dataclass(frozen=True, slots=True)
class TextWords:
    reads: str
    """Before the words of a sign, in quotation marks."""
    begins: str
    heading: str
    """Above the words of a picture, in a long description."""
    formula: str
    formulas: str
    table: str
    row: str
    line_of_code: str
    code: str
    labels: str
    numbers: str
    garbled: str


_WORDS = {
    "en": TextWords(
        'The text reads: "{}"', 'The text begins: "{}"', "Text in the picture:", "A formula.", "{} formulas.",
        "A table with {rows} rows and {columns} columns.", "Row {}: {}", "A line of program code.", "Program code, {} lines.",
        "Labels: {}.", "Numbers: {}.", "Text that could not be read."),
    "de": TextWords(
        'Der Text lautet: "{}"', 'Der Text beginnt: "{}"', "Text im Bild:", "Eine Formel.", "{} Formeln.",
        "Eine Tabelle mit {rows} Zeilen und {columns} Spalten.", "Zeile {}: {}", "Eine Zeile Programmcode.",
        "Programmcode, {} Zeilen.", "Beschriftungen: {}.", "Zahlen: {}.", "Text, der nicht zu lesen war."),
    "fr": TextWords(
        'On peut lire : "{}"', 'Le texte commence par : "{}"', "Texte dans l'image :", "Une formule.", "{} formules.",
        "Un tableau de {rows} lignes et {columns} colonnes.", "Ligne {} : {}", "Une ligne de code informatique.",
        "Code informatique, {} lignes.", "Étiquettes : {}.", "Nombres : {}.", "Texte illisible."),
    "es": TextWords(
        'Se lee: "{}"', 'El texto empieza: "{}"', "Texto en la imagen:", "Una fórmula.", "{} fórmulas.",
        "Una tabla de {rows} filas y {columns} columnas.", "Fila {}: {}", "Una línea de código de programa.",
        "Código de programa, {} líneas.", "Etiquetas: {}.", "Números: {}.", "Texto ilegible."),
    "it": TextWords(
        'Si legge: "{}"', 'Il testo comincia: "{}"', "Testo nell'immagine:", "Una formula.", "{} formule.",
        "Una tabella di {rows} righe e {columns} colonne.", "Riga {}: {}", "Una riga di codice di programma.",
        "Codice di programma, {} righe.", "Etichette: {}.", "Numeri: {}.", "Testo illeggibile."),
    "pt": TextWords(
        'Lê-se: "{}"', 'O texto começa: "{}"', "Texto na imagem:", "Uma fórmula.", "{} fórmulas.",
        "Uma tabela com {rows} linhas e {columns} colunas.", "Linha {}: {}", "Uma linha de código de programa.",
        "Código de programa, {} linhas.", "Rótulos: {}.", "Números: {}.", "Texto ilegível."),
    "nl": TextWords(
        'De tekst luidt: "{}"', 'De tekst begint: "{}"', "Tekst in beeld:", "Een formule.", "{} formules.",
        "Een tabel met {rows} rijen en {columns} kolommen.", "Rij {}: {}", "Een regel programmacode.",
        "Programmacode, {} regels.", "Labels: {}.", "Getallen: {}.", "Onleesbare tekst."),
}
_NAMED = {
    Nature.FORMULA: r"formula|formel|formule|fórmula|equation|gleichung|équation|ecuación|equazione|equação|vergelijking",
    Nature.TABLE: r"table|tabelle|tableau|tabla|tabella|tabela|tabel|grid|spreadsheet|timetable|calendar|price list|menu",
    Nature.CODE: r"code|script|terminal|console|program\w*|quelltext|quellcode|código|codice|commands?|shell",
}
"""How a text says that a picture holds one, in whatever language."""


def text_words(language: str) -> TextWords:
    return _WORDS.get(primary(language), _WORDS["en"])


def names(text: str, nature: Nature) -> bool:
    """Return whether a text says that there is a formula, a table or code."""
    return nature in _NAMED and bool(re.search(rf"(?<!\w)(?:{_NAMED[nature]})(?:e?[sn])?(?!\w)", text, re.IGNORECASE))
