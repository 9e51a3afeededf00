"""A volume as Akoma Ntoso 3.0 `documentCollection`: its own contents, then each document as in its issue.

Every id of a document has the key of its issue before it; what a document is called, its IRI, stays that
of the issue.
"""

from __future__ import annotations

from lxml.etree import _Element

from pipeline.export import akn_body
from pipeline.export.akn_meta import Dated, put_level, put_organization, put_subjects, work_iri
from pipeline.export.akn_proprietary import put_own, put_page, put_steps
from pipeline.export.markup import break_lines, ours, root
from pipeline.export.mentions import Targets
from pipeline.export.schema import validated
from pipeline.export.volume import words
from pipeline.export.volume.volume import Entry, Extract, Volume
from pipeline.formats.xml import add, clean_text, serialise

CONTENTS = "contents"
_SHARED = ("publisher", "digitizer")  # ids of the whole volume


def write(volume: Volume) -> bytes:
    """The volume as XML that is valid against the official schema.

    Raises:
        InvalidExportError: where it is not, which is a fault of this program.
    """
    top = root("akomaNtoso")
    collection = add(top, "documentCollection", {"name": "volume", "contains": "originalVersion"})
    _put_meta(collection, volume)
    body = add(collection, "collectionBody")
    _put_contents(body, volume)
    for extract in volume.extracts:
        _put_documents(body, extract)
    break_lines(top)
    return serialise(validated(top, f"{volume.id}.akn.xml"))


def volume_iri(volume: Volume) -> str:
    """``/akn/cn/documentCollection/2026-11-20/water``: the country, the day of digitization, the id."""
    return f"/akn/{volume.work.country}/documentCollection/{volume.work.digitized}/{volume.id}"


def _put_meta(collection: _Element, volume: Volume) -> None:
    meta = add(collection, "meta")
    identification = add(meta, "identification", {"source": "#digitizer"})
    iri, day = volume_iri(volume), Dated(volume.work.digitized, "digitization", "day")
    expression = f"{iri}/{volume.work.language}@"
    work = put_level(identification, "FRBRWork", (f"{iri}/!main", iri), day)
    add(work, "FRBRcountry", {"value": volume.work.country})
    expressed = put_level(identification, "FRBRExpression", (f"{expression}/!main", expression), day)
    add(expressed, "FRBRlanguage", {"language": volume.work.language})
    manifested = (f"{expression}/!main.xml", f"{expression}.xml")
    put_level(identification, "FRBRManifestation", manifested, day, "digitizer")
    references = add(meta, "references", {"source": "#digitizer"})
    put_organization(references, "publisher", volume.work.publisher or volume.work.title)
    put_organization(references, "digitizer", "gazette-pipeline")
    put_subjects(references, [one for extract in volume.extracts for one in extract.issue.documents])
    _put_proprietary(meta, volume)


def _put_proprietary(meta: _Element, volume: Volume) -> None:
    holder = add(meta, "proprietary", {"source": "#digitizer"})
    put_own(holder, "text", volume.trust.attributes())
    put_own(holder, "selection", {"title": volume.title, **volume.selection.attributes()})
    for extract in volume.extracts:
        issue = extract.issue
        names = {"id": issue.id, "key": extract.key, "iri": work_iri(issue), "status": extract.status}
        label = {"label": issue.facts.label} if issue.facts.label else {}
        put_own(holder, "issue", names | label | extract.trust.attributes())
    order = 0
    for extract in volume.extracts:
        for page in extract.issue.pages:
            order += 1
            _renamed(put_page(holder, page, order), extract, frozenset())
    put_steps(holder, volume.steps)


def _put_contents(body: _Element, volume: Volume) -> None:
    """An item for each document, with what the contents page of the PDF says of it."""
    toc = add(add(body, "component", {"eId": CONTENTS}), "toc", {"eId": f"{CONTENTS}__toc"})
    for entry in volume.entries:
        item = add(toc, "tocItem", {"href": f"#{entry.id}", "level": "1"})
        item.text = clean_text(_told(entry, volume))


def _told(entry: Entry, volume: Volume) -> str:
    said = words.words(volume)
    page = said.page.format(page=entry.page)
    return said.apart.join((words.title(entry), words.facts(entry, volume), page))


def _put_documents(body: _Element, extract: Extract) -> None:
    made = []
    targets = Targets(extract.issue.documents)
    for document in extract.issue.documents:
        component = add(body, "component", {"eId": document.id})
        akn_body.put_document(component, document, extract.issue, targets)
        made.append(component)
    inside = frozenset(eid for one in made for element in one.iter() if (eid := element.get("eId")))
    for component in made:
        _renamed(component, extract, inside)


def _renamed(element: _Element, extract: Extract, inside: frozenset[str]) -> None:
    """Put the key of the issue before every id; a link to what is not in the volume leads to the issue."""
    for one in element.iter():
        for name in ("eId", "id", "region", ours("page")):
            if name in one.attrib:
                one.set(name, f"{extract.key}_{one.get(name)}")
        if ours("lines") in one.attrib:
            lines = str(one.get(ours("lines"))).split()
            one.set(ours("lines"), " ".join(f"{extract.key}_{line}" for line in lines))
        for name in ("href", ours("cited")):
            target = (one.get(name) or "").removeprefix("#")
            if target != one.get(name) and target and target not in _SHARED:
                one.set(name, _link(target, extract, inside))


def _link(target: str, extract: Extract, inside: frozenset[str]) -> str:
    if target in inside:
        return f"#{extract.key}_{target}"
    return f"{work_iri(extract.issue)}/!{target.replace('__att_', '/att_')}"
