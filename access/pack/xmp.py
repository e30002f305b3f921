"""The XMP sidecar: IPTC's two accessibility fields, which publishing systems import and photo programs keep.

A sidecar that exists belongs to somebody, darktable keeps a person's edits there. So it is never written anew: ours goes in
at one place, and every other byte stays. Form: IPTC Photo Metadata Standard 2021.1, language alternatives with `x-default`
first, as elements below /x:xmpmeta/rdf:RDF/rdf:Description, where WordPress looks. `xmp_reading` reads, `xmp_placing` knows
the bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from access.errors import OutputError
from access.model.pictures import Translation
from access.model.script import AltText
from access.pack.xmp_placing import placed
from access.pack.xmp_reading import ALT, DEFAULT, LONG, META, RDF, Document, Entry, default_of, tagged

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_EMPTY_PACKET = f"""\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="{META}">
 <rdf:RDF xmlns:rdf="{RDF}">
  <rdf:Description rdf:about=""/>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
""".encode()


def xmp_sidecar(alts: Sequence[AltText], existing: bytes | None, withdrawn: Sequence[Translation] = ()) -> bytes:
    """Return a sidecar that holds the texts in their languages (BCP 47, or empty) and all that `existing` holds.

    The first text stands as `x-default` too. What stands there in other languages stays, but for `withdrawn`: texts of ours
    that hold no more, which go where they still stand as they were written. An empty long text leaves what is there as it is.
    Raises `OutputError` where `existing` is not XMP that can be read: it is then not to be overwritten.
    """
    document = Document.of(existing if existing is not None else _EMPTY_PACKET)
    meant = {
        name: _entries(document.entries(name), [(alt.language, cleaned(text)) for alt, text in texts],
                       [(one.language, cleaned(text)) for one, text in gone])
        for name, texts, gone in (
            (ALT, [(alt, alt.text) for alt in alts], [(one, one.alt) for one in withdrawn]),
            (LONG, [(alt, alt.long) for alt in alts], [(one, one.long) for one in withdrawn]))}
    text = document.text
    for name, entries in meant.items():
        if entries != document.entries(name):
            text = placed(text, name, entries, document.encoding)
    result = document.encoded(text)
    written = Document.of(result)
    if any(written.entries(name) != entries for name, entries in meant.items()):
        raise OutputError("The XMP sidecar that exists takes no alternative text: what was written reads back differently.")
    return result


def cleaned(text: str) -> str:
    """Return text that XML can hold, with plain line ends."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _entries(old: Sequence[Entry], new: Sequence[Entry], gone: Sequence[Entry]) -> list[Entry]:
    """Return the entries of a property as they are to stand: the default, ours, then what others wrote in other languages."""
    ours: dict[str, Entry] = {}
    for tag, text in new:
        if text:
            ours.setdefault(tag.lower(), (tag, text))
    standing, withdrawn = tagged(old), {(tag.lower(), text) for tag, text in gone}
    lost = {tag: text for tag, text in standing.items() if (tag, text) in withdrawn and tag not in ours}
    if not ours and not lost:
        return list(old)
    kept = [(tag, text) for tag, text in old if tag.lower() not in (DEFAULT, *ours, *lost)]
    entries = [*(entry for entry in ours.values() if entry[0]), *kept]
    # A default that was in a language whose text goes, goes with it.
    stale = {*lost.values(), *(standing[tag] for tag in ours if tag in standing)}
    default = default_of(old) if default_of(old) not in stale else ""
    default = new[0][1] if new and new[0][1] else default or (entries[0][1] if entries else "")
    return [(DEFAULT, default), *entries] if default else entries
