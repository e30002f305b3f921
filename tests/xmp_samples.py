"""XMP sidecars as the programs of the field write them, and what a merge may change in one: our two properties, nothing else.

Written after real ones: darktable 4.8, Lightroom Classic, digiKam, Capture One, exiftool, IPTC's reference picture.
"""

from __future__ import annotations

import re
from collections import Counter
from xml.etree.ElementTree import canonicalize, fromstring, tostring

CORE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
OURS = {f"{{{CORE}}}AltTextAccessibility", f"{{{CORE}}}ExtDescrAccessibility"}

DARKTABLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 4.4.0-Exiv2">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:exif="http://ns.adobe.com/exif/1.0/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
    xmlns:darktable="http://darktable.sf.net/"
    xmlns:lr="http://ns.adobe.com/lightroom/1.0/"
   exif:DateTimeOriginal="2024:01:02 03:04:05.000"
   xmp:Rating="3"
   xmpMM:DerivedFrom="IMG_1234.CR2"
   darktable:import_timestamp="63839923445000000"
   darktable:xmp_version="5"
   darktable:raw_params="0"
   darktable:auto_presets_applied="1"
   darktable:history_end="2"
   darktable:iop_order_version="4"
   darktable:history_basic_hash="7a1ee0d5f18b1e4f3be1a2bd0c5d5d40">
   <!-- a comment > with <signs -->
   <darktable:masks_history>
    <rdf:Seq/>
   </darktable:masks_history>
   <darktable:history>
    <rdf:Seq>
     <rdf:li
      darktable:num="0"
      darktable:operation="exposure"
      darktable:enabled="1"
      darktable:modversion="6"
      darktable:params="gz04eJxjYGBgAGIGAA=="
      darktable:multi_name=""
      darktable:multi_priority="0"
      darktable:blendop_version="13"
      darktable:blendop_params="gz11eJxjYIAACQYYOOHEgAZY0QWAgBGLGANDgz0Ej1Q+dlAx68oBEMbFxwX+AwGIBgCbGCeh"/>
     <rdf:li darktable:num="1" darktable:operation="filmicrgb" darktable:params="gz09eJxjYGBg"/>
    </rdf:Seq>
   </darktable:history>
   <lr:hierarchicalSubject>
    <rdf:Bag>
     <rdf:li>darktable|format|cr2</rdf:li>
    </rdf:Bag>
   </lr:hierarchicalSubject>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
"""
_PADDING = (" " * 99 + "\n") * 20
LIGHTROOM = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Adobe XMP Core 7.0-c000 1.000000, 0000/00/00-00:00:00        ">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"
    xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
    xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
   crs:Version="15.4"
   crs:ProcessVersion="11.0"
   crs:WhiteBalance="As Shot"
   crs:Exposure2012="+0.35"
   crs:ToneCurveName2012="Linear"
   crs:HasSettings="True"
   xmpMM:DocumentID="xmp.did:5f7e-4c"
   xmpMM:OriginalDocumentID="9B1DEB4D3B7D4BAD9BDD2B0D7B3DCB6D">
   <crs:ToneCurvePV2012>
    <rdf:Seq>
     <rdf:li>0, 0</rdf:li>
     <rdf:li>255, 255</rdf:li>
    </rdf:Seq>
   </crs:ToneCurvePV2012>
   <xmpMM:History>
    <rdf:Seq>
     <rdf:li
      stEvt:action="derived"
      stEvt:parameters="saved to new location"/>
     <rdf:li
      stEvt:action="saved"
      stEvt:instanceID="xmp.iid:5f7e-4c"
      stEvt:when="2024-05-06T07:08:09+02:00"
      stEvt:softwareAgent="Adobe Photoshop Lightroom Classic 12.4 (Macintosh)"
      stEvt:changed="/metadata"/>
    </rdf:Seq>
   </xmpMM:History>
   <dc:title>
    <rdf:Alt>
     <rdf:li xml:lang="x-default">Reiher &amp; Ente</rdf:li>
    </rdf:Alt>
   </dc:title>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
""" + _PADDING + """<?xpacket end="w"?>"""
DIGIKAM = """\
<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?>
<x:xmpmeta xmlns:x='adobe:ns:meta/' x:xmptk='XMP Core 4.4.0-Exiv2'>
 <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>
  <rdf:Description rdf:about=''
    xmlns:digiKam='http://www.digikam.org/ns/1.0/'
    xmlns:MicrosoftPhoto='http://ns.microsoft.com/photo/1.0/'
    xmlns:mwg-rs='http://www.metadataworkinggroup.com/schemas/regions/'
    xmlns:stArea='http://ns.adobe.com/xmp/sType/Area#'
   digiKam:PickLabel='0'
   digiKam:ColorLabel='3'
   MicrosoftPhoto:Rating='75'>
   <digiKam:TagsList>
    <rdf:Seq>
     <rdf:li>People/Anna</rdf:li>
    </rdf:Seq>
   </digiKam:TagsList>
   <mwg-rs:Regions rdf:parseType='Resource'>
    <mwg-rs:RegionList>
     <rdf:Bag>
      <rdf:li>
       <rdf:Description mwg-rs:Name='Anna' mwg-rs:Type='Face'>
        <mwg-rs:Area stArea:x='0.5' stArea:y='0.4' stArea:w='0.1' stArea:h='0.2' stArea:unit='normalized'/>
       </rdf:Description>
      </rdf:li>
     </rdf:Bag>
    </mwg-rs:RegionList>
   </mwg-rs:Regions>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end='w'?>"""
CAPTURE_ONE = """\
<?xml version="1.0" encoding="UTF-8"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:xap="http://ns.adobe.com/xap/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">
            <xap:Rating>4</xap:Rating>
            <xap:Label>Green</xap:Label>
            <photoshop:Urgency>4</photoshop:Urgency>
        </rdf:Description>
        <rdf:Description rdf:about="" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">
            <Iptc4xmpCore:Location>Kew</Iptc4xmpCore:Location>
            <Iptc4xmpCore:CountryCode>GB</Iptc4xmpCore:CountryCode>
        </rdf:Description>
    </rdf:RDF>
</x:xmpmeta>
"""
EXIFTOOL = """\
<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?>
<x:xmpmeta xmlns:x='adobe:ns:meta/' x:xmptk='Image::ExifTool 12.57'>
<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>

 <rdf:Description rdf:about=''
  xmlns:Iptc4xmpCore='http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/'>
  <Iptc4xmpCore:AltTextAccessibility>
   <rdf:Alt>
    <rdf:li xml:lang='x-default'>Ein Reiher.</rdf:li>
    <rdf:li xml:lang='de'>Ein Reiher.</rdf:li>
    <rdf:li xml:lang='fr-CA'>Un héron.</rdf:li>
   </rdf:Alt>
  </Iptc4xmpCore:AltTextAccessibility>
 </rdf:Description>

 <rdf:Description rdf:about=''
  xmlns:dc='http://purl.org/dc/elements/1.1/'>
  <dc:subject>
   <rdf:Bag>
    <rdf:li>heron</rdf:li>
   </rdf:Bag>
  </dc:subject>
 </rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end='w'?>"""
IPTC = """\
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Image::ExifTool 12.40">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
 <rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
  xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">
  <Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Anna A.</rdf:li><rdf:li>Ben B.</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>
  <Iptc4xmpExt:PersonInImageWDetails><rdf:Bag><rdf:li rdf:parseType="Resource">
   <Iptc4xmpExt:PersonName><rdf:Alt><rdf:li xml:lang="x-default">Anna A.</rdf:li></rdf:Alt></Iptc4xmpExt:PersonName>
   <Iptc4xmpCore:AltTextAccessibility>inside another property: not the picture's</Iptc4xmpCore:AltTextAccessibility>
  </rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImageWDetails>
  <Iptc4xmpCore:ExtDescrAccessibility><rdf:Alt><rdf:li xml:lang="x-default">At length.</rdf:li></rdf:Alt>\
</Iptc4xmpCore:ExtDescrAccessibility>
 </rdf:Description>
</rdf:RDF>
</x:xmpmeta>
"""
ATTRIBUTES = """\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
<rdf:Description xmlns:i="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" i:Location="Kew" i:AltTextAccessibility='old > text'/>
</rdf:RDF>"""
SAMPLES = {
    "darktable": DARKTABLE.encode(), "lightroom": LIGHTROOM.encode(), "digikam": DIGIKAM.encode(),
    "capture one": CAPTURE_ONE.encode(), "exiftool": EXIFTOOL.encode(), "iptc": IPTC.encode(),
    "attributes": ATTRIBUTES.encode(),
    "utf-16": DARKTABLE.replace("UTF-8", "UTF-16").encode("utf-16"), "mark": b"\xef\xbb\xbf" + DARKTABLE.encode(),
    "windows": LIGHTROOM.replace("\n", "\r\n").encode(),
    "latin": DARKTABLE.replace("UTF-8", "ISO-8859-1").replace("a comment", "f\u00fcr").encode("latin-1"),
    "other prefix": DARKTABLE.replace("rdf:", "R:").replace(":rdf", ":R").encode(),
}


def graph(data: bytes) -> Counter[tuple[str, str]]:
    """Return everything that is said of the picture but our two properties: a property's name and its canonical value."""
    root = fromstring(data)
    said: Counter[tuple[str, str]] = Counter()
    for rdf in root.iter(f"{RDF}RDF"):
        for about in rdf:
            said.update((name, value) for name, value in about.attrib.items() if name not in OURS and value)
            for element in about:
                element.tail = ""
                if element.tag not in OURS:
                    said[element.tag, canonicalize(tostring(element, "unicode"))] += 1
    return said


_ELEMENT = re.compile(
    r"\s*<(?P<name>[\w.-]+:(?:AltText|ExtDescr)Accessibility)(?=[\s>])[^>]*?(?:/>|>.*?</(?P=name)\s*>)", re.DOTALL)
_ATTRIBUTE = re.compile(r"""\s+[\w.-]+:(?:AltText|ExtDescr)Accessibility\s*=\s*(?:"[^"]*"|'[^']*')""")
_NESTED = re.compile(r"<Iptc4xmpCore:AltTextAccessibility>inside.*?</Iptc4xmpCore:AltTextAccessibility>")


def others(data: bytes) -> str:
    """Return the document without our elements and the blanks before them, as text: what a merge may not change."""
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    nested = _NESTED.search(text)
    text = _ATTRIBUTE.sub("", _ELEMENT.sub("", text.replace(nested[0], "NESTED") if nested else text))
    # Where there was no room for an element, a tag had to be opened, and XMP's outermost element to be put around.
    text = re.sub(r"<([\w.-]+:Description\b[^>]*?)\s*/>", r"<\1></\1>", text)
    text = re.sub(r"(<[\w.-]+:Description\b[^>]*?>)\s*</[\w.-]+:Description[^>]*>", r"\1-", text)
    return re.sub(r'<x:xmpmeta xmlns:x="adobe:ns:meta/">\s*(?=<rdf:RDF)|(?<=</rdf:RDF>)\s*</x:xmpmeta>\s*$', "", text).strip()
