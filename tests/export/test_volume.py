"""Compiled volumes: what is chosen, one collection that is valid, one PDF whose contents lead there."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import export_samples as samples
import package_samples as packages
import pikepdf
import pypdfium2
import pytest
from calling import called
from export_samples import K
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pikepdf import pdfa

from pipeline.compiling import Wanted, bind
from pipeline.errors import BadInputError, UsageError
from pipeline.export.delivery.rules import rules
from pipeline.export.delivery.validate import validate
from pipeline.export.documents import part_lines
from pipeline.export.issue import Issue, issue_of
from pipeline.export.markup import AKN, OURS
from pipeline.export.schema import profile
from pipeline.export.volume import akn, contents, pdf
from pipeline.export.volume.selection import Selection, bounds, chosen
from pipeline.export.volume.volume import Volume, extract
from pipeline.formats.xml import faults, parse
from pipeline.lettering import typeface
from pipeline.plate import Plate

FACE = typeface()
PICTURE = Plate(b"\xff\xd8\xff\xd9", samples.WIDTH, samples.HEIGHT, "jpeg", 1)
XML_ID = {"a": AKN, "gz": OURS}


def issue(name: str = "1987-03") -> Issue:
    return issue_of(name, samples.PAGES, samples.WORK)


def volume(*issues: str, selection: Selection | None = None) -> Volume:
    wanted = selection or Selection()
    extracts = tuple(extract(one, chosen(one, wanted), "partly") for one in map(issue, issues))
    return Volume("shuili", "水利文件汇编", samples.WORK, wanted, extracts)


@pytest.mark.parametrize(
    ("selection", "titles"),
    [
        (Selection(), ["水利", "表彰"]),
        (Selection(1987, 1987), ["水利", "表彰"]),
        (Selection(1988, 0), []),
        (Selection(0, 1986), []),
        (Selection(types=("通知",)), ["水利"]),
        (Selection(types=("决定", "通知")), ["水利", "表彰"]),
        (Selection(types=("知",)), []),
        (Selection(issuers=("青原縣",)), ["水利"]),
        (Selection(subjects=("水利", "教育")), ["水利"]),
        (Selection(subjects=("先進",)), ["表彰"]),
        (Selection(1987, 1987, ("人民政府",), ("决定",), ("水利",)), []),
    ],
)
def test_what_is_chosen(selection: Selection, titles: list[str]) -> None:
    found = chosen(issue(), selection)
    assert len(found) == len(titles)
    assert all(word in document.title for word, document in zip(titles, found, strict=True))


def test_subject_words_are_looked_at_as_well_as_titles() -> None:
    page = samples.page(
        "p0001",
        [
            (K.HEADING, ["青原县人民政府关于表彰先进集体的决定"]),
            (K.PARAGRAPH, ["　　经研究，决定表彰下列集体。"]),
            (K.PARAGRAPH, ["　　　　　　　　　　青原县人民政府", "　　　　　　　　　　一九八七年三月二日"]),
            (K.PARAGRAPH, ["主题词：水利 表彰 决定"]),
        ],
    )
    found = chosen(issue_of("1987-03", (page,), samples.WORK), Selection(subjects=("水利",)))
    assert [document.type for document in found] == ["决定"]


def test_a_document_without_a_date_has_the_year_of_its_issue() -> None:
    page = samples.page("p0001", [(K.HEADING, ["关于防汛工作的通知"]), (K.PARAGRAPH, ["　　正文。"])])
    made = issue_of("1987-03", (page,), samples.WORK)
    assert chosen(made, Selection(1987, 1987)) == made.documents
    assert chosen(made, Selection(1988, 1988)) == ()


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(["1987-03", "1987.4", "增刊", "a+b", "1988_05"]), min_size=1, unique=True))
def test_a_collection_is_valid_and_its_ids_are_unique(names: list[str]) -> None:
    root = parse(akn.write(volume(*names)), "volume")
    assert faults(root, profile("gazette-akn-1.xsd")) == ()
    assert rules(root, "volume") == []
    ids = root.xpath("//@eId | //gz:page/@id | //gz:line/@id", namespaces=XML_ID)
    assert len(ids) == len(set(ids))
    items = [item.get("href") for item in root.iter(f"{{{AKN}}}tocItem")]
    components = root.xpath("//a:collectionBody/a:component[a:doc]/@eId", namespaces=XML_ID)
    assert items == [f"#{name}" for name in components]
    assert len(components) == 2 * len(names)


def test_a_document_keeps_its_name_and_its_text() -> None:
    def texts(root: etree._Element, name: str) -> list[str]:
        (component,) = root.xpath("//a:component[@eId=$name]", namespaces=XML_ID, name=name)
        return ["".join(one.itertext()) for one in component.iter(f"{{{AKN}}}p")]

    from pipeline.export import akn as of_issue

    whole, bound = (
        etree.fromstring(data) for data in (of_issue.write(issue()), akn.write(volume("1987-03")))
    )
    assert texts(bound, "v1987-03_d_p0003_r02_l01") == texts(whole, "d_p0003_r02_l01")
    names = bound.xpath("//a:component/a:doc/a:meta//a:FRBRWork/a:FRBRthis/@value", namespaces=XML_ID)
    assert names == [f"/akn/cn/officialGazette/1987/03/!{one.id}" for one in issue().documents]


def test_it_says_what_it_holds_and_how_far_that_is_to_be_trusted() -> None:
    root = etree.fromstring(akn.write(volume("1987-03", selection=Selection(1987, 1990, types=("通知",)))))
    (selection,) = root.iter(f"{{{OURS}}}selection")
    assert dict(selection.attrib) == {"title": "水利文件汇编", "from": "1987", "to": "1990", "type": "通知"}
    (source,) = root.iter(f"{{{OURS}}}issue")
    assert (source.get("status"), source.get("proofread")) == ("partly", "no")
    assert [page.get("id") for page in root.iter(f"{{{OURS}}}page")] == ["v1987-03_p0003", "v1987-03_p0004"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (('href="#v1987-03_d_p0003_r02_l01"', 'href=""'), "not-in-contents"),
        (('key="v1987-03"', 'key="v1987-04"'), "name-in-volume"),
        (
            ('iri="/akn/cn/officialGazette/1987/03"', 'iri="/akn/cn/officialGazette/1987/04"'),
            "issue-of-document",
        ),
        (('shuili/!main"', 'shuili/!one"'), "name-of-volume"),
    ],
)
def test_a_broken_volume_breaks_a_rule(change: tuple[str, str], rule: str) -> None:
    text = akn.write(volume("1987-03")).decode()
    assert change[0] in text
    root = parse(text.replace(*change, 1).encode(), "volume")
    assert rule in {fault.rule for fault in rules(root, "volume")}


def test_a_link_out_of_the_volume_leads_to_the_issue() -> None:
    only = volume("1987-03", selection=Selection(types=("通知",)))
    made = etree.fromstring(akn.write(only))
    (component,) = made.xpath("//a:component[a:doc]", namespaces=XML_ID)
    for target, wanted in (
        ("d_p0006_r01_l01", "/akn/cn/officialGazette/1987/03/!d_p0006_r01_l01"),
        ("p0003_r04_l01", "#v1987-03_p0003_r04_l01"),
    ):
        component.set("href", f"#{target}")
        akn._renamed(component, only.extracts[0], frozenset({"p0003_r04_l01"}))
        assert component.get("href") == wanted


def test_the_pdf_has_its_contents_first_and_they_lead_to_the_documents() -> None:
    made = volume("1987-03", "1987-04")
    data = pdf.write(made, FACE, lambda _issue, _master: PICTURE)
    with pikepdf.open(io.BytesIO(data)) as held:
        assert pdfa.check(held, "2b").verdict == "pass"
        links = list(held.pages[0].Annots)
        leads = [held.pages.index(pikepdf.Page(link.Dest[0])) for link in links]
    entries = made.entries
    assert leads == [entry.page for entry in entries] == [1, 3, 4, 6]
    read = pypdfium2.PdfDocument(data)
    assert [read.get_page_label(n) for n in range(len(read))] == ["i", "1", "2", "3", "4", "5", "6"]
    said = read[0].get_textpage().get_text_range()
    for entry in entries:
        assert entry.document.title in said
    assert "水利文件汇编" in said
    assert "1987年第3期（总第28期）：部分校对" in said
    assert [mark.get_dest().get_index() for mark in read.get_toc()] == leads
    assert data == pdf.write(volume("1987-03", "1987-04"), FACE, lambda _issue, _master: PICTURE)


def test_a_long_volume_has_several_contents_pages_and_loses_no_entry() -> None:
    made = volume("1987-03")
    (only,) = made.extracts
    many = replace(made, extracts=(replace(only, issue=replace(only.issue, parts=only.issue.parts * 40)),))
    pages = contents.contents_pages(many, FACE)
    assert len(pages) > 2
    held = [reference.entry.document.id for page in pages for reference in page.references]
    assert held == [document.id for document in only.issue.parts] * 40
    for page in pages:
        tops = [text.top for text in page.texts]
        assert min(tops) >= contents.TOP
        assert max(tops) + contents.SMALL <= contents.BOTTOM
        assert all(text.left + FACE.width(text.text, text.size) <= contents.RIGHT for text in page.texts)


def test_pages_without_a_wanted_document_stay_out() -> None:
    made = extract(issue(), chosen(issue(), Selection(types=("决定",))), "accepted")
    assert [page.id for page in made.issue.pages] == ["p0006"]
    assert made.trust.characters == sum(
        len("".join(line.text.split())) for line in part_lines(made.issue.documents[0])
    )


def test_binding_a_workspace(tmp_path: Path) -> None:
    work = packages.make_work(tmp_path / "work", "1987-03", "1987-04")
    with pytest.raises(UsageError, match="no issue is accepted: 1987-03 "):
        bind(work.root, tmp_path / "shuili", Wanted(Selection()))
    wanted = Wanted(Selection(subjects=("水利",)), "水利", unaccepted=True)
    bound = bind(work.root, tmp_path / "shuili", wanted)
    assert [path.name for path in bound.files] == ["shuili.pdf", "shuili.akn.xml"]
    assert [entry.id for entry in bound.volume.entries] == [
        "v1987-03_d_p0003_r02_l01",
        "v1987-04_d_p0003_r02_l01",
    ]
    before = [path.read_bytes() for path in bound.files]
    again = bind(work.root, tmp_path / "shuili", wanted)
    assert [path.read_bytes() for path in again.files] == before
    with pytest.raises(UsageError, match="no document of 2 issues fits"):
        bind(work.root, tmp_path / "x", Wanted(Selection(1990, 1991), unaccepted=True))
    with pytest.raises(UsageError, match="cannot be the name of a volume"):
        bind(work.root, tmp_path / "水利", wanted)
    with pytest.raises(BadInputError, match="is no font"):
        bind(work.root, tmp_path / "x", replace(wanted, font=work.config))


@pytest.mark.parametrize(
    ("years", "wanted"),
    [
        ("", (0, 0)),
        ("1985", (1985, 1985)),
        ("1985-1987", (1985, 1987)),
        ("1985-", (1985, 0)),
        ("-1987", (0, 1987)),
    ],
)
def test_years(years: str, wanted: tuple[int, int]) -> None:
    assert bounds(years) == wanted


@pytest.mark.parametrize("years", ["85", "1987-1985", "19851987", "1985-1987-1990", "一九八五", " 1985"])
def test_what_are_no_years(years: str) -> None:
    with pytest.raises(UsageError):
        bounds(years)


def test_the_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    work = packages.make_work(tmp_path / "work", "1987-03")
    wanted = ("compile", work.root, "--to", tmp_path / "shuili", "--years", "1987", "--type", "通知")
    code, _, err = called(capsys, *wanted)
    assert code == 2
    assert "no issue is accepted: 1987-03 (unproofread)" in err
    code, out, _ = called(capsys, *wanted, "--unaccepted")
    assert code == 0
    assert "     1 青原县人民政府关于加强农田水利工作的通知" in out
    assert "1987-03: not proofread, about 0.0 wrong characters in 10,000; 2 pages, 1 document" in out
    file = tmp_path / "shuili/shuili.akn.xml"
    code, out, _ = called(capsys, "validate", file)
    assert (code, out.strip()) == (0, f"{file}: sound (1 file)")
    code, out, _ = called(capsys, *wanted, "--unaccepted", "--subject", "水利", "--json")
    assert code == 0
    record = json.loads(out)
    assert [(one["document"], one["page"]) for one in record["documents"]] == [("d_p0003_r02_l01", 1)]
    assert record["selection"] == {"from": "1987", "to": "1987", "type": "通知", "subject": "水利"}
    code, _, err = called(capsys, *wanted, "--unaccepted", "--subject", "渔业")
    assert code == 2
    assert "no document of 1 issue fits" in err


@pytest.mark.parametrize(
    ("change", "code", "rule"),
    [
        (("</tocItem>", ""), "bad-xml", ""),
        (('proofread="no"', 'proofread="hardly"'), "grammar", ""),
        (('eId="contents__toc"', 'eId="contents"'), "grammar", ""),
        (('key="v1987-03"', 'key="v1987-04"'), "rule", "name-in-volume"),
    ],
)
def test_a_broken_volume_is_told_by_validate(
    tmp_path: Path, change: tuple[str, str], code: str, rule: str
) -> None:
    path = tmp_path / "a.akn.xml"
    path.write_text(akn.write(volume("1987-03")).decode().replace(*change, 1), "utf-8")
    fault = validate(path).faults[0]
    assert (fault.code, fault.file, fault.rule) == (code, "a.akn.xml", rule)
    assert fault.line


def test_a_volume_that_is_not_there_cannot_be_checked(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="cannot be read"):
        validate(tmp_path / "none.akn.xml")
