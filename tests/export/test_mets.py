"""METS: valid, its descriptions too; every file with its digest, every page, every document."""

from __future__ import annotations

import export_samples as samples
import pytest
from lxml import etree
from shared_folder import SHARED, needs_shared

from pipeline.export.flow import Page
from pipeline.export.issue import issue_of
from pipeline.export.mets import METS, XLINK
from pipeline.export.mods import MODS, of_document
from pipeline.export.package import Files, findings, package
from pipeline.export.premis import PREMIS
from pipeline.export.schema import profile
from pipeline.export.trust import trust_of
from pipeline.formats import alto
from pipeline.formats.xml import faults, parse
from pipeline.settings import FORMATS, WorkSettings
from pipeline.workspace import sha256

SCHEMAS = SHARED / "schemas"
NAMES = {"m": METS, "mods": MODS}


def altos(pages: tuple[Page, ...]) -> Files:
    return tuple((f"alto/{p.id}.xml", alto.write(p.edition, p.master)) for p in pages if p.edition)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    made = altos(samples.PAGES)
    return dict(made + package(samples.gazette(), FORMATS, made))


@pytest.fixture(scope="module")
def mets(files: dict[str, bytes]) -> etree._Element:
    return parse(files["mets.xml"], "mets.xml")


@needs_shared
def test_mets_is_valid(mets: etree._Element) -> None:
    assert faults(mets, SCHEMAS / "mets-1.12.1.xsd") == ()


@needs_shared
def test_the_descriptions_are_valid_mods(mets: etree._Element) -> None:
    records = mets.findall(f".//{{{MODS}}}mods")
    assert len(records) == 3
    for record in records:
        assert faults(parse(etree.tostring(record), "mods"), SCHEMAS / "mods-3-8.xsd") == ()


@needs_shared
def test_subject_words_are_topics_of_the_description() -> None:
    signed = ["　　正文。", "　　　　　　　　　　一九八七年三月二日", "　　主题词：水利　通知"]
    regions = [(samples.K.HEADING, ["关于水利的通知"]), (samples.K.PARAGRAPH, signed)]
    made = issue_of("1987-03", (samples.page("p0001", regions),), samples.WORK)
    record = of_document(made.documents[0], made, trust_of(made.pages))
    assert [one.text for one in record.iter(f"{{{MODS}}}topic")] == ["水利", "通知"]
    assert faults(record, SCHEMAS / "mods-3-8.xsd") == ()


def test_our_profiles_take_what_we_write(files: dict[str, bytes]) -> None:
    kinds = {"mets.xml": "mets", "premis.xml": "premis", "issue.akn.xml": "akn"}
    for name, data in files.items():
        kind = "alto" if name.startswith("alto/") else kinds.get(name)
        if kind:
            assert faults(parse(data, name), profile(f"gazette-{kind}-1.xsd")) == (), name


@needs_shared
def test_premis_is_valid(files: dict[str, bytes]) -> None:
    assert faults(parse(files["premis.xml"], "premis.xml"), SCHEMAS / "premis-3-0.xsd") == ()


def test_premis_knows_every_master_and_what_was_done_to_it(files: dict[str, bytes]) -> None:
    top = parse(files["premis.xml"], "premis.xml")
    names = [etree.QName(element).localname for element in top]
    assert names == ["object"] * 6 + ["event"] * 3 + ["agent"] * 3
    assert top.findtext(f"{{{PREMIS}}}object/{{{PREMIS}}}originalName") == "p0001.png"
    read = top.find(f"{{{PREMIS}}}event")
    done_to = [element.text for element in read.iter(f"{{{PREMIS}}}linkingObjectIdentifierValue")]
    assert done_to == [f"0-master/{page.master.file}" for page in samples.PAGES if page.edition]


def test_mets_points_at_premis(files: dict[str, bytes], mets: etree._Element) -> None:
    pointer = mets.find("m:amdSec/m:digiprovMD/m:mdRef", NAMES)
    assert pointer.get(f"{{{XLINK}}}href") == "premis.xml"
    assert pointer.get("CHECKSUM") == sha256(files["premis.xml"])


@needs_shared
def test_alto_is_valid(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        if name.startswith("alto/"):
            assert faults(parse(data, name), SCHEMAS / "alto-4-4.xsd") == ()


@needs_shared
@pytest.mark.parametrize("pages", [(), (samples.page("p0001", None),), (samples.page("p0001", []),)])
def test_an_issue_without_text_is_valid_too(pages: tuple[Page, ...]) -> None:
    made = dict(package(issue_of("x", pages, WorkSettings()), FORMATS, ()))
    if pages:
        assert faults(parse(made["mets.xml"], "mets.xml"), SCHEMAS / "mets-1.12.1.xsd") == ()


def test_every_other_file_is_listed_with_its_digest(files: dict[str, bytes], mets: etree._Element) -> None:
    listed = {}
    for file in mets.findall(".//m:file", NAMES):
        href = file.find("m:FLocat", NAMES).get(f"{{{XLINK}}}href")
        listed[href] = file.get("CHECKSUM")
    expected = {name: sha256(data) for name, data in files.items() if name != "mets.xml"}
    expected |= {f"../0-master/{page.id}.png": page.master.sha256 for page in samples.PAGES}
    assert listed == expected


def test_ids_are_unique(mets: etree._Element) -> None:
    ids = [element.get("ID") for element in mets.iter() if element.get("ID")]
    assert len(ids) == len(set(ids))


def test_every_page_stands_in_order_with_its_folio(mets: etree._Element) -> None:
    pages = mets.findall(".//m:structMap[@TYPE='PHYSICAL']/m:div/m:div", NAMES)
    assert [p.get("ORDER") for p in pages] == ["1", "2", "3", "4", "5", "6"]
    assert [p.get("ORDERLABEL") for p in pages] == [None, "1", "2", "3", None, None]
    pointers = [fptr.get("FILEID") for fptr in pages[4].findall("m:fptr", NAMES)]
    assert pointers == ["master_p0005", "text_p0005"]


def test_areas_name_what_stands_in_the_alto_files(files: dict[str, bytes], mets: etree._Element) -> None:
    areas = mets.findall(".//m:area", NAMES)
    assert areas
    for area in areas:
        data = files[f"alto/{area.get('FILEID').removeprefix('alto_')}.xml"]
        ids = {element.get("ID") for element in parse(data, "alto").iter()}
        assert {area.get("BEGIN"), area.get("END")} <= ids


def test_a_region_shared_by_two_parts_is_named_by_its_lines() -> None:
    region = (samples.K.PARAGRAPH, ["　　前面的话。", "　　　青政发〔1987〕12号", "　　正文。"])
    pages = (samples.page("p0001", [region]),)
    made = dict(package(issue_of("x", pages, samples.WORK), ("mets",), altos(pages)))
    areas = parse(made["mets.xml"], "mets.xml").findall(".//m:area", NAMES)
    assert [(a.get("BEGIN"), a.get("END")) for a in areas] == [
        ("p0001_r01_l01", "p0001_r01_l01"),
        ("p0001_r01_l02", "p0001_r01_l03"),
    ]


def test_the_logical_structure_names_the_documents(mets: etree._Element) -> None:
    divs = mets.findall(".//m:structMap[@TYPE='LOGICAL']/m:div/m:div", NAMES)
    assert [div.get("TYPE") for div in divs] == ["cover", "contents", "document", "document", "colophon"]
    assert divs[3].get("LABEL") == "关于表彰先进集体的决定"


def test_pages_of_one_file_share_it() -> None:
    masters = [samples.master(f"p000{n + 1}", "scan 甲.pdf", n) for n in range(2)]
    issue = issue_of("x", tuple(Page(master, None) for master in masters), samples.WORK)
    made = parse(dict(package(issue, ("mets",), ()))["mets.xml"], "mets.xml")
    (location,) = made.findall(".//m:fileGrp[@USE='MASTER']//m:FLocat", NAMES)
    assert location.get(f"{{{XLINK}}}href") == "../0-master/scan%20%E7%94%B2.pdf"
    pointers = made.findall(".//m:fptr", NAMES)
    assert [p.get("CONTENTIDS").partition("#")[2] for p in pointers] == ["page=1", "page=2"]


def test_only_the_formats_asked_for_are_made() -> None:
    issue = samples.gazette()
    assert [name for name, _ in package(issue, ("akn",), ())] == ["issue.akn.xml"]
    assert [name for name, _ in package(issue, ("jsonl",), ())] == ["pages.jsonl", "documents.jsonl"]


def test_findings_of_the_package() -> None:
    assert [(f.code, f.page) for f in findings(samples.gazette())] == [("page-without-text", "p0005")]
    empty = issue_of("1988-03", samples.PAGES[:2], samples.WORK)
    assert [f.code for f in findings(empty)] == [
        "no-documents",
        "issue-year-differs",
        "contents-without-document",
        "contents-without-document",
    ]
