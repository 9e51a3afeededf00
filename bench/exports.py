"""Every format of whole issues, and volumes of their documents: valid, ids unique, the text in it.

    python -m bench.exports --schemas DIR [--issues 50] [--pages 4] [--workspace DIR …] [--scans PATH …]
                            [--data DATA … --kept KEPT] [--tei FILE]

Typeset issues with their own truth as text, in turn of the eras; finished workspaces; loose scans and PDFs,
which are taken in and read first; real pages as engines read them (a set an issue, on blank pictures).
DIR holds the official schemas (METS 1.12.1, MODS, ALTO 4.4, PAGE 2019, Akoma Ntoso 3.0), FILE is the grammar
of all of TEI, and KEPT the folder of readings.  Prints a line for each issue; ends with 1 where anything is
wrong.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from pathlib import Path

import numpy as np
import pdfplumber
import pikepdf
import pypdfium2
from lxml import etree
from pikepdf import pdfa

from bench.packages import read_issues
from pipeline.commands import Making, run_targets
from pipeline.export import iiif
from pipeline.export.delivered import undelivered
from pipeline.export.delivery.rules import rules
from pipeline.export.flow import Page
from pipeline.export.issue import Issue, issue_of
from pipeline.export.package import package
from pipeline.export.pages import pages_of
from pipeline.export.pdf import document
from pipeline.export.schema import profile
from pipeline.export.volume import akn as volume_akn
from pipeline.export.volume import pdf as volume_pdf
from pipeline.export.volume.selection import Selection
from pipeline.export.volume.volume import Volume, extract
from pipeline.formats import alto, xml
from pipeline.formats import page as page_xml
from pipeline.image import Raster, encode_jpeg
from pipeline.lettering import typeface
from pipeline.model import Direction, Edition, Master, Step
from pipeline.plate import Plate, plate
from pipeline.settings import FORMATS, WorkSettings, load
from pipeline.text.changes import Change, Changed
from pipeline.workspace import Workspace
from samples.typeset import typeset_issue
from samples.typeset.eras import ERAS

ADDRESS = "https://example.org"
DPI = 300.0
WORK = WorkSettings(title="云山省人民政府公报", publisher="云山省人民政府", digitized="2026-01-01")
DOWN = {"line_dir": "rtl", "char_dir": "ttb", "line_dir_render": "ttb", "char_dir_render": "ltr"}
GRAMMARS = {  # by file name or folder
    "mets.xml": "mets-1.12.1.xsd", "alto": "alto-4-4.xsd", "page": "pagecontent-2019-07-15.xsd",
    "issue.akn.xml": "akomantoso30.xsd",
}  # fmt: skip
OWN_TEI = Path(__file__).parents[1] / "schemas/tei-1.rng"
Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Case:
    """An issue, and how to get the picture of a page."""

    name: str
    issue: Issue
    picture: Callable[[Master], Plate]


def typeset_cases(count: int, pages: int) -> Iterator[Case]:
    """Issues of all eras in turn, settled: their text is their truth."""
    for seed in range(1, count + 1):
        era = tuple(ERAS)[seed % len(ERAS)]
        made = typeset_issue(seed, pages, era, "vertical" if era == "vertical" else "single", "")
        pictures = {page.page: page.image for page in made.pages}
        found = tuple(
            Page(
                Master(page.page, f"{page.page}.jpg", 0, "JPEG", "", "0" * 64, page.width, page.height, DPI),
                Edition(page.page, ("truth",), page.regions, (), (), (Step("ocr", "truth", "1"),)),
            )
            for page in made.pages
        )
        yield Case(
            f"{era} {seed}",
            issue_of(made.id, found, WORK),
            partial(_printed, pictures),
        )


def workspace_cases(root: Path) -> Iterator[Case]:
    """The issues of a finished workspace."""
    workspace = Workspace(root)
    settings = load(workspace.config)
    for name in workspace.issues():
        issue = issue_of(name, pages_of(workspace, name), settings.work)
        yield Case(
            f"{root.name} {name}",
            issue,
            partial(_scanned, workspace, name),
        )


def scanned_cases(scans: Sequence[Path]) -> Iterator[Case]:
    """Scans that nobody has taken in yet, read with the default settings; they need no ground truth."""
    if not scans:
        return
    with tempfile.TemporaryDirectory() as folder:
        ran = run_targets(scans, Making(Path(folder) / "scans", WORK.title), ())
        yield from workspace_cases(ran.workspace.root)


def read_cases(data: Sequence[Path], kept: Path | None) -> Iterator[Case]:
    """Real pages with the text that engines and settling give them."""
    for name, leaves in read_issues(data, kept):
        found = tuple(
            Page(
                Master(one.page, f"{one.page}.png", 0, "PNG", "", "0" * 64, leaf.width, leaf.height, DPI), one
            )
            for leaf in leaves
            for one in (leaf.edition,)
        )
        yield Case(name, issue_of(name, found, WORK), _blank)


def _blank(master: Master) -> Plate:
    white = np.full((master.height, master.width, 3), 255, np.uint8)
    return Plate(encode_jpeg(white), master.width, master.height, "jpeg", 3)


def _printed(pictures: Mapping[str, Raster], master: Master) -> Plate:
    return Plate(encode_jpeg(pictures[master.page]), master.width, master.height, "jpeg", 3)


def _scanned(workspace: Workspace, issue: str, master: Master) -> Plate:
    return plate(workspace.master(issue, master.file), master)


def everything(case: Case) -> Files:
    """All files of an issue, in all formats."""
    issue, address = case.issue, f"{ADDRESS}/{case.issue.id}"
    made: Files = {}
    for page in issue.pages:
        if page.edition:
            made[f"alto/{page.id}.xml"] = alto.write(page.edition, page.master)
            made[f"page/{page.id}.xml"] = page_xml.write(page.edition, page.master, issue.work.digitized)
            made[f"iiif/{page.id}.json"] = iiif.page_annotations(page, issue, address)
    made["iiif/manifest.json"] = iiif.manifest(issue, address, FORMATS)
    made["issue.pdf"] = document.write(issue, case.picture)
    return made | dict(package(issue, FORMATS, tuple(made.items())))


def troubles(case: Case, files: Files, schemas: Path, tei: Path | None) -> Counter[str]:
    """What is wrong with the files of an issue, by kind."""
    found: Counter[str] = Counter()
    for name, data in files.items():
        grammar = GRAMMARS.get(name) or GRAMMARS.get(name.partition("/")[0])
        if grammar:
            found[f"{name}: invalid"] += len(xml.faults(etree.fromstring(data), schemas / grammar))
        if name.endswith(".xml"):
            found[f"{name}: an id twice"] += _twice(data)
    for grammar in (OWN_TEI, *((tei,) if tei else ())):
        if not _relaxng(grammar).validate(etree.fromstring(files["issue.tei.xml"])):
            found[f"issue.tei.xml: invalid against {grammar.name}"] += 1
    again = everything(case)
    found["not the same when made again"] = sum(again[name] != files[name] for name in files)
    found["less than the editions"] = len(undelivered(case.issue.pages, files.items()))
    found["a normalised text that leads to another one"] = _not_undone(files["documents.jsonl"])
    return +(
        found
        + _pdf_troubles(case.issue.pages, files["issue.pdf"], "issue.pdf")
        + _volume_troubles(case, schemas)
    )


def _volume_troubles(case: Case, schemas: Path) -> Counter[str]:
    """What is wrong with the documents of the issue, bound as a volume."""
    found: Counter[str] = Counter()
    documents = case.issue.documents
    if not documents:
        return found
    bound = Volume("all", "全", WORK, Selection(), (extract(case.issue, documents, "unproofread"),))
    data = volume_akn.write(bound)
    root = etree.fromstring(data)
    for grammar in (schemas / GRAMMARS["issue.akn.xml"], profile("gazette-akn-1.xsd")):
        found[f"volume: invalid against {grammar.name}"] += len(xml.faults(root, grammar))
    found["volume: rules broken"] = len(rules(root, "volume"))
    found["volume: an id twice"] = _twice(data)
    printed = volume_pdf.write(bound, typeface(), lambda _, master: case.picture(master))
    return found + _pdf_troubles(bound.extracts[0].issue.pages, printed, "volume")


def _twice(data: bytes) -> int:
    names = ("ID", "id", "eId", "{http://www.w3.org/XML/1998/namespace}id")
    ids = [
        element.get(name) for element in etree.fromstring(data).iter() for name in names if element.get(name)
    ]
    return len(ids) - len(set(ids))


def _not_undone(records: bytes) -> int:
    wrong = 0
    for made in map(json.loads, records.splitlines()):
        back = Changed(made["normalised"], tuple(Change(*change) for change in made["changes"]))
        wrong += back.printed != made["text"]
    return wrong


def _pdf_troubles(pages: Sequence[Page], data: bytes, name: str) -> Counter[str]:
    """Pages whose text two readers do not take out as the edition has it, blanks and line ends aside.

    They are the last of the file; before them may be others.
    """
    found: Counter[str] = Counter()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found[f"{name}: no PDF/A-2b"] = pdfa.check(pdf, "2b").verdict != "pass"
    by_pdfium, by_pdfplumber = pypdfium2.PdfDocument(data), pdfplumber.open(io.BytesIO(data))
    for number, page in enumerate(pages, len(by_pdfium) - len(pages)):
        regions = page.edition.regions if page.edition else ()
        lines = [line for region in regions for line in region.lines]
        wanted = _bare("".join(line.text for line in lines))
        down = 2 * sum(line.direction is Direction.VERTICAL for line in lines) > len(lines)
        flow = by_pdfplumber.pages[number].extract_text(use_text_flow=True, **(DOWN if down else {}))
        found[f"{name}: pages that pdfplumber reads otherwise"] += _bare(flow or "") != wanted
        text = by_pdfium[number].get_textpage().get_text_range()
        found[f"{name}: pages that PDFium reads otherwise"] += _bare(text) != wanted
    return found


def _bare(text: str) -> str:
    """Without white space; PDFium marks a hyphen at a line's end in its own way."""
    return "".join(text.replace("\x02", "-").replace("\ufffe", "-").split())


@cache
def _relaxng(path: Path) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(path)))


def main() -> int:
    """Check the issues asked for; prints what was found."""
    options = _parser().parse_args()
    cases = chain(
        typeset_cases(options.issues, options.pages),
        *(workspace_cases(root) for root in options.workspace),
        scanned_cases(options.scans),
        read_cases(options.data, options.kept),
    )
    total: Counter[str] = Counter()
    for case in cases:
        files = everything(case)
        found = troubles(case, files, options.schemas, options.tei)
        total["issues"] += 1
        total["pages"] += len(case.issue.pages)
        total["files"] += len(files)
        total["documents"] += len(case.issue.documents)
        total["troubles"] += found.total()
        said = "; ".join(f"{count} × {what}" for what, count in found.items()) or "nothing wrong"
        print(f"{case.name}: {len(files)} files, {len(case.issue.documents)} documents: {said}", flush=True)
    print(", ".join(f"{count} {what}" for what, count in total.items()))
    return 1 if total["troubles"] else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.exports", description="Check every format.")
    parser.add_argument("--schemas", type=Path, required=True, help="folder with the official schemas")
    parser.add_argument("--issues", type=int, default=50, help="typeset issues")
    parser.add_argument("--pages", type=int, default=4, help="pages of each")
    parser.add_argument("--workspace", type=Path, action="append", default=[], help="a finished workspace")
    parser.add_argument("--scans", type=Path, action="append", default=[], help="scans to read: folder, PDF")
    parser.add_argument(
        "--data", type=Path, action="append", default=[], help="folder with real pages and their ground truth"
    )
    parser.add_argument("--kept", type=Path, help="folder that keeps what the engines read on them")
    parser.add_argument("--tei", type=Path, help="the grammar of all of TEI (tei_all.rng)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
