"""Texts that say nothing of a picture: file names, placeholders and burnt-in time codes.

On the ground because an engine must not repeat them, a writer must not take them for a person's words, and a check must name
them. Patterns: WCAG failures F30 and F65, technique H37, and the names that cameras, phones and screenshot tools give.
"""

from __future__ import annotations

import re
import unicodedata

_MEDIA_ENDING = re.compile(
    r"[^\n]{1,255}\.(?:jpe?g|jfif|png|gif|webp|avif|hei[cf]|tiff?|bmp|svg|psd|raw|dng|cr[23]|nef|arw|mp4|mov|m4v|mkv|webm|avi|pdf)",
    re.IGNORECASE,
)
_CAMERA_NAME = re.compile(
    r"(?=(?:\D*\d){3})(?:_?(?:img|image|dsc|dscf|dscn|dcim|pxl|mvi|vid|gopr|gh01|p|pict|photo|picture|pic|scan|screenshot|signal|snapchat|fb_img"
    r"|received|untitled)|whatsapp image|screen ?shot|bildschirmfoto|capture d.écran|captura de pantalla)"
    r"[-_ .(]*\d[\d\s_.:()~-]*(?:at [\d.: ]+(?:[ap]m)?[\d() ]*|wa\d+)?",
    re.IGNORECASE,
)
_NUMBER_OR_HASH = re.compile(
    r"(?=\D*\d)[\d\s_.()#-]+|(?=\S*\d)[0-9a-f]{12,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    re.IGNORECASE,
)
_TIME_CODE = re.compile(r"[\d\s]*\d[:;.]\d{2}[:;.]\d{2}(?:[:;.,]\d{1,3})?[\d\s]*")
_PLACEHOLDERS = frozenset({
    "alt", "alttext", "alternativetext", "altgoeshere", "altplaceholder", "insertalttexthere", "blank", "caption", "decorative",
    "description", "image", "img", "picture", "pic", "photo", "photograph", "graphic", "icon", "logo", "figure", "illustration",
    "placeholder", "spacer", "untitled", "unbenannt", "null", "undefined", "none", "na", "todo", "tbd", "loading", "test",
    "dummy", "sample", "example", "default", "background", "banner", "header", "hero", "thumbnail", "avatar", "button",
    "clipart", "screenshot", "stockphoto", "stockimage", "noimage", "imagehere", "yourimage", "imageplaceholder",
    "imgplaceholder",
    "placeholderimage", "imagealt", "imgalt", "alttag", "altattribute", "imagetext", "imagedescription", "picturedescription",
    "headerimage", "heroimage", "bannerimage", "coverimage", "featuredimage", "productimage", "backgroundimage",
    "thumbnailimage", "profilepicture", "profileimage", "images", "photos", "pictures", "anonymous", "unknown", "empty",
    "nophotodescriptionavailable", "nodescriptionavailable", "noalternativetextdescriptionforthisimage",
    # German, French, Spanish, Italian, Portuguese, Dutch
    "bild", "bilder", "foto", "fotos", "fotografie", "grafik", "abbildung", "platzhalter", "symbolbild", "titelbild",
    "hintergrundbild", "bildschirmfoto", "beispielbild", "ohnetitel", "alternativtext", "bildbeschreibung",
    "photographie", "graphique", "icône", "vignette", "capturedécran", "sanstitre", "légende", "texte", "textealternatif",
    "imagen", "imágenes", "fotografía", "gráfico", "ícono", "icono", "ilustración", "logotipo", "sintítulo", "descripción",
    "immagine", "immagini", "fotografia", "grafica", "icona", "illustrazione", "schermata", "segnaposto", "senzatitolo",
    "descrizione", "imagem", "imagens", "ícone", "ilustração", "semtítulo", "descrição", "capturadetela",
    "afbeelding", "afbeeldingen", "plaatje", "pictogram", "icoon", "illustratie", "schermafbeelding", "zondertitel",
    "beschrijving",
    # Swedish, Danish, Norwegian, Polish, Czech, Finnish
    "fotografi", "ikon", "skärmbild", "billede", "skærmbillede", "bilde", "skjermbilde", "zdjęcie", "obraz", "obrazek",
    "grafika", "ikona", "obrázek", "snímek", "kuva", "valokuva", "kuvake",
})


def is_file_name(text: str) -> bool:
    """Return whether `text` is nothing but a file's name, a camera's count or a hash."""
    plain = text.strip().rstrip(".")
    return any(pattern.fullmatch(plain) for pattern in (_MEDIA_ENDING, _CAMERA_NAME, _NUMBER_OR_HASH)) and not _reads(plain)


def is_placeholder(text: str) -> bool:
    """Return whether `text` stands where an alternative text should be and says nothing: `image`, `picture 1`, `…`."""
    letters = re.sub(r"[\W\d_]+", "", unicodedata.normalize("NFC", text)).lower()
    return not letters or letters in _PLACEHOLDERS


def is_time_code(line: str) -> bool:
    """Return whether a line of the screen is nothing but a running clock."""
    return bool(_TIME_CODE.fullmatch(line))


def _reads(text: str) -> bool:
    """Return whether it is a sentence that happens to end in a file's name."""
    return len(text.split()) > 8
