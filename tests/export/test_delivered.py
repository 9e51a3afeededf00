"""What an issue's editions hold, counted, is in every file that is exported."""

import export_samples as samples
import pytest
from export_samples import K
from lxml import etree

from pipeline.export import iiif
from pipeline.export.delivered import undelivered
from pipeline.export.issue import issue_of
from pipeline.export.markup import AKN
from pipeline.export.package import package
from pipeline.formats import alto
from pipeline.formats import page as page_xml
from pipeline.model import Severity

TABLE = [(K.TABLE, ["乡镇", "斤数", "青原", "8712", "注：另行公布"])]
PAGES = (
    samples.page(
        "p0001",
        [
            (K.HEADER, ["青原县政报"]),
            (K.HEADING, ["关于加强农田水利工作的通知"]),
            (K.PARAGRAPH, ["\u3000\u3000各单位共用工12345个，比1986年", "多三百二十个。"]),
            (K.PAGE_NUMBER, ["— 4 —"]),
        ],
    ),
    samples.celled(samples.page("p0002", TABLE), 2),
)


FORMATS = ("akn", "text", "jsonl", "tei")


def files_of(pages):
    return package(issue_of("1987-03", pages, samples.WORK), FORMATS, ())


def singles_of(pages):
    """The files of each page that other tasks make."""
    issue = issue_of("1987-03", pages, samples.WORK)
    made = []
    for page in pages:
        made.append((f"alto/{page.id}.xml", alto.write(page.edition, page.master)))
        made.append((f"page/{page.id}.xml", page_xml.write(page.edition, page.master)))
        made.append((f"iiif/{page.id}.json", iiif.page_annotations(page, issue, "https://example.org")))
    return made


def told(pages, files, altos=()):
    """File and thing of each finding."""
    found = undelivered(pages, (*files, *altos))
    assert {finding.severity for finding in found} <= {Severity.LOSS}
    words = (finding.message.split() for finding in found)
    return {(word[0], word[3]) for word in words}


def test_everything_counted_is_delivered():
    assert told(PAGES, files_of(PAGES), singles_of(PAGES)) == set()


def test_the_sample_issue_is_delivered_whole():
    pages = samples.gazette().pages
    assert told(pages, files_of(pages), singles_of(page for page in pages if page.edition)) == set()


@pytest.mark.parametrize(
    ("kept", "missing"),
    [
        (PAGES[:1], {"characters", "numbers", "tables", "cells"}),
        (PAGES[1:], {"characters", "numbers", "headings"}),
        ((PAGES[0], samples.page("p0002", TABLE)), {"tables", "cells"}),
    ],
)
def test_what_is_not_in_the_document_is_named(kept, missing):
    files = [file for file in files_of(kept) if file[0] in ("issue.akn.xml", "issue.tei.xml")]
    assert told(PAGES, files) == {(name, thing) for name, _ in files for thing in missing}


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ('type="heading"', 'type="paragraph"', {"headings"}),
        ("TableCellRole", "OtherRole", {"cells"}),
        ("TableRegion", "TextRegion", {"tables", "cells"}),
        ("12345", "13245", {"numbers"}),
    ],
)
def test_what_a_page_of_page_xml_no_longer_tells_is_named(old, new, missing):
    made = [(name, data.replace(old.encode(), new.encode())) for name, data in singles_of(PAGES)]
    found = told(PAGES, [file for file in made if file[0].startswith("page/")])
    assert {thing for _, thing in found} == missing


def test_a_heading_delivered_as_plain_text_is_lost():
    plain = samples.page("p0001", [(K.HEADING, ["一、春耕"]), (K.PARAGRAPH, ["各单位认真安排。"])])
    (whole,) = [data for name, data in files_of((plain,)) if name == "issue.akn.xml"]
    assert told((plain,), [("issue.akn.xml", whole)]) == set()
    root = etree.fromstring(whole)
    for element in root.iter("{*}heading", "{*}num", "{*}p"):
        element.tag = f"{{{AKN}}}p"
        element.attrib.pop("class", None)
    assert told((plain,), [("issue.akn.xml", etree.tostring(root))]) == {("issue.akn.xml", "headings")}


SOME = ("text/p0001.txt", "pages.jsonl", "issue.tei.xml")
SINGLES = ("alto/p0001.xml", "page/p0001.xml", "iiif/p0001.json")


@pytest.mark.parametrize("name", [*SOME, *SINGLES])
def test_a_character_that_any_file_lacks_is_named_with_its_place(name):
    made = dict((*files_of(PAGES), *singles_of(PAGES)))
    short = made[name].replace("利".encode(), b"")
    (finding,) = undelivered(PAGES, [(name, short)])
    assert finding.code == "undelivered"
    assert finding.page == ("p0001" if "/" in name else "")
    assert finding.message.startswith(f"{name} has 1 characters less than the editions: 「利」")


def test_a_number_whose_digits_were_turned_round_is_lost_and_one_cut_by_a_line_is_not():
    made = dict(files_of(PAGES))["text/p0001.txt"]
    assert told(PAGES, [("text/p0001.txt", made.replace(b"12345", b"13245"))]) == {
        ("text/p0001.txt", "numbers")
    }
    assert told(PAGES, [("text/p0001.txt", made.replace(b"12345", b"123\n\n45"))]) == set()
