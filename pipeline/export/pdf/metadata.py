"""The metadata packet (XMP) of a PDF: what it is, who published it, and that it is PDF/A-2b."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element

from pipeline.export.issue import Issue
from pipeline.export.trust import trust_of
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


def packet(issue: Issue, maker: Step) -> bytes:
    """The packet, UTF-8; equal issues give equal bytes."""
    root = etree.Element(etree.QName("adobe:ns:meta/", "xmpmeta"), nsmap={"x": "adobe:ns:meta/"})
    rdf = etree.SubElement(root, etree.QName(RDF, "RDF"), nsmap={"rdf": RDF})
    names = {"dc": DC, "xmp": XMP, "pdf": PDF, "pdfaid": PDFA}
    about = etree.SubElement(rdf, etree.QName(RDF, "Description"), nsmap=names)
    about.set(etree.QName(RDF, "about"), "")
    _listed(about, "title", "Alt", issue.title, "x-default")
    said = trust_of(issue.pages).said(issue.work.language)
    if said:
        _listed(about, "description", "Alt", said, "x-default")
    _listed(about, "publisher", "Bag", issue.publisher)
    _listed(about, "language", "Bag", issue.work.language)
    _listed(about, "identifier", "", issue.id)
    if issue.facts.date:
        _listed(about, "date", "Seq", issue.facts.date)
    day = f"{issue.work.digitized}T00:00:00Z"
    tool = f"{maker.tool} {maker.version}"
    _plain(about, XMP, {"CreateDate": day, "ModifyDate": day, "CreatorTool": tool})
    _plain(about, PDF, {"Producer": tool})
    _plain(about, PDFA, {"part": "2", "conformance": "B"})
    return (_BEGIN + etree.tostring(root, encoding="unicode") + _END).encode()


def _listed(about: _Element, name: str, kind: str, text: str, language: str = "") -> None:
    """A Dublin Core property, in the sort of list that XMP wants for it."""
    holder = etree.SubElement(about, etree.QName(DC, name))
    if not kind:
        holder.text = clean_text(text)
        return
    item = etree.SubElement(etree.SubElement(holder, etree.QName(RDF, kind)), etree.QName(RDF, "li"))
    item.text = clean_text(text)
    if language:
        item.set(etree.QName(XML, "lang"), language)


def _plain(about: _Element, namespace: str, values: dict[str, str]) -> None:
    for name, value in values.items():
        etree.SubElement(about, etree.QName(namespace, name)).text = clean_text(value)
