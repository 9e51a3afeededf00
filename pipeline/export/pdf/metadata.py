"""The metadata packet (XMP) of a PDF: what it is, who published it, and that it is PDF/A-2b."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from pipeline.formats.xml import clean_text
from pipeline.model import Step

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
XMP = "http://ns.adobe.com/xap/1.0/"
PDF = "http://ns.adobe.com/pdf/1.3/"
PDFA = "http://www.aiim.org/pdfa/ns/id/"
XML = "http://www.w3.org/XML/1998/namespace"
_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_END = '\n<?xpacket end="w"?>'


@dataclass(frozen=True, slots=True)
class About:
    """What a PDF says of itself."""

    identifier: str
    title: str
    description: str  # how far its text is to be trusted; may be empty
    publisher: str
    language: str
    date: str  # ISO 8601, as much as is known; may be empty
    digitized: str  # ISO 8601
    maker: Step


def packet(about: About) -> bytes:
    """The packet, UTF-8; equal things give equal bytes."""
    root = etree.Element(etree.QName("adobe:ns:meta/", "xmpmeta"), nsmap={"x": "adobe:ns:meta/"})
    rdf = etree.SubElement(root, etree.QName(RDF, "RDF"), nsmap={"rdf": RDF})
    names = {"dc": DC, "xmp": XMP, "pdf": PDF, "pdfaid": PDFA}
    described = etree.SubElement(rdf, etree.QName(RDF, "Description"), nsmap=names)
    described.set(etree.QName(RDF, "about"), "")
    _listed(described, "title", "Alt", about.title, "x-default")
    if about.description:
        _listed(described, "description", "Alt", about.description, "x-default")
    _listed(described, "publisher", "Bag", about.publisher)
    _listed(described, "language", "Bag", about.language)
    _listed(described, "identifier", "", about.identifier)
    if about.date:
        _listed(described, "date", "Seq", about.date)
    day = f"{about.digitized}T00:00:00Z"
    tool = f"{about.maker.tool} {about.maker.version}"
    _plain(described, XMP, {"CreateDate": day, "ModifyDate": day, "CreatorTool": tool})
    _plain(described, PDF, {"Producer": tool})
    _plain(described, PDFA, {"part": "2", "conformance": "B"})
    return (_BEGIN + etree.tostring(root, encoding="unicode") + _END).encode()


def _listed(described: _Element, name: str, kind: str, text: str, language: str = "") -> None:
    """A Dublin Core property, in the sort of list that XMP wants for it."""
    holder = etree.SubElement(described, etree.QName(DC, name))
    if not kind:
        holder.text = clean_text(text)
        return
    item = etree.SubElement(etree.SubElement(holder, etree.QName(RDF, kind)), etree.QName(RDF, "li"))
    item.text = clean_text(text)
    if language:
        item.set(etree.QName(XML, "lang"), language)


def _plain(described: _Element, namespace: str, values: dict[str, str]) -> None:
    for name, value in values.items():
        etree.SubElement(described, etree.QName(namespace, name)).text = clean_text(value)
