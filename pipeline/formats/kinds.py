"""The names that other programs give to kinds of regions."""

from __future__ import annotations

import re

from pipeline.model import RegionKind

_OTHERS = {
    RegionKind.PARAGRAPH: "text main mainzone body article",
    RegionKind.HEADING: "title heading headline subheadline titlepagezone mainzonehead",
    RegionKind.HEADER: "runningtitlezone runningtitle runninghead topmargin pageheader",
    RegionKind.FOOTER: "bottommargin pagefooter signaturemark catchword quiremarkszone",
    RegionKind.PAGE_NUMBER: "numberingzone folio pagenum pageno",
    RegionKind.FOOTNOTE: "footnotecontinued endnote",
    RegionKind.MARGINALIA: "margintextzone marginnote leftmargin rightmargin",
    RegionKind.TOC_ENTRY: "toc tableofcontents",
    RegionKind.TABLE: "tablezone",
    RegionKind.CAPTION: "figurecaption tablecaption",
    RegionKind.STAMP: "stampzone seal",
    RegionKind.GRAPHIC: "graphiczone image photo picture figure illustration linedrawing chart map",
}


def kind_of(name: str, otherwise: RegionKind = RegionKind.PARAGRAPH) -> RegionKind:
    """The kind that a type, tag or class of another program means ("MainZone:column", "page-number")."""
    return _KINDS.get(_plain(name.partition(":")[0]), otherwise)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.casefold())


_KINDS = {_plain(kind.value): kind for kind in RegionKind}
_KINDS.update({name: kind for kind, names in _OTHERS.items() for name in names.split()})
