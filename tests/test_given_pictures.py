"""What lies in and beside a picture decides its text, before anybody looks at it; what comes later makes it anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import picture, slide
from PIL import Image
from workshops import Run, hits, manifest, names

from access.errors import MediaRefused
from access.model.package import Package

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:c="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"><c:AltTextAccessibility><rdf:Alt>
<rdf:li xml:lang="x-default">{en}</rdf:li><rdf:li xml:lang="en">{en}</rdf:li><rdf:li xml:lang="de">{de}</rdf:li>
</rdf:Alt></c:AltTextAccessibility></rdf:Description></rdf:RDF></x:xmpmeta>"""


def text(package: Package, name: str) -> str:
    return (package.manifest.parent / name).read_text("utf-8").strip()


def companions(package: Package) -> list[str]:
    source = manifest(package)["source"]
    assert isinstance(source, dict)
    return [one["file"] for one in source["companions"]]


@pytest.mark.parametrize("beside", ["hills.jpg.xmp", "hills.xmp"])
def test_an_xmp_that_comes_later_gives_its_authors_words_in_every_language(beside: str, inbox: Path, run: Run) -> None:
    with Image.open(picture(inbox.parent / "hills.png", (320, 240))) as image:
        image.save(inbox / "hills.jpg")
    assert not any(name.endswith(".alt.txt") for name in names(run(inbox / "hills.jpg")))
    (inbox / beside).write_text(XMP.format(en="Green hills under a low sun.", de="Grüne Hügel unter tiefer Sonne."))
    package = run(inbox / "hills.jpg")
    assert {"hills.jpg.en.alt.txt", "hills.jpg.de.alt.txt"} <= names(package)
    assert text(package, "hills.jpg.de.alt.txt") == "Grüne Hügel unter tiefer Sonne."
    assert companions(package) == [beside]
    (inbox / beside).write_text(XMP.format(en="Hills in spring.", de="Hügel im Frühling."))
    again = run(inbox / "hills.jpg")
    assert text(again, "hills.jpg.en.alt.txt") == "Hills in spring."
    assert hits(again)["read"]


def test_a_damaged_xmp_beside_a_picture_is_told_and_harms_nothing(inbox: Path, run: Run) -> None:
    slide(inbox / "sign.png", ["Entrance"], (320, 180))
    (inbox / "sign.png.xmp").write_text("<x:xmpmeta")
    package = run(inbox / "sign.png")
    probe = manifest(package)["probe"]
    assert isinstance(probe, dict)
    assert probe["notes"] == ["The XMP file beside the picture is damaged and was not read."]


def test_the_language_of_the_context_is_that_of_the_text(inbox: Path, run: Run) -> None:
    slide(inbox / "sign.png", ["Entrance"], (320, 180))
    (inbox / "sign.context.toml").write_text('language = "de"\nplace = "Crail"')
    package = run(inbox / "sign.png")
    assert "sign.png.de.alt.draft.txt" in names(package)
    assert "Crail" in text(package, "sign.png.de.alt.draft.txt")


SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" xml:lang="en-GB">
<title>{title}</title><desc>Sales rose from 20 to 40 in spring.</desc><text>Spring: 40</text></svg>"""


def test_a_drawings_description_is_its_alternative_text_and_nobody_looks(inbox: Path, run: Run) -> None:
    (inbox / "sales.svg").write_text(SVG.format(title="Sales in spring"))
    package = run(inbox / "sales.svg")
    assert {"sales.svg.en-GB.alt.txt", "sales.svg.xmp"} <= names(package)
    assert text(package, "sales.svg.en-GB.alt.txt").startswith("Sales rose from 20 to 40 in spring.")
    assert not {"read", "kind", "look"} & hits(package).keys()


def test_of_a_drawing_that_says_nothing_its_texts_are_a_draft(inbox: Path, run: Run) -> None:
    (inbox / "sales.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><title>Layer 1</title><text>Sales in spring</text></svg>')
    package = run(inbox / "sales.svg")
    assert "Sales in spring" in text(package, "sales.svg.en.alt.draft.txt")
    assert "sales.svg.xmp" not in names(package)


def test_a_drawing_that_declares_entities_is_refused(inbox: Path, run: Run) -> None:
    (inbox / "sales.svg").write_text('<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG.format(title="&x;"))
    with pytest.raises(MediaRefused, match=r"sales\.svg declares entities"):
        run(inbox / "sales.svg")
