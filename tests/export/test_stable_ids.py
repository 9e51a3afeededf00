"""What a correction adds or takes away renames nothing else, and touches no other document."""

from __future__ import annotations

from dataclasses import replace

import export_samples as samples
from export_samples import K
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.export import akn, iiif, mets
from pipeline.export.flow import Page
from pipeline.export.issue import issue_of
from pipeline.export.markup import AKN
from pipeline.model import Region, RegionKind
from pipeline.settings import FORMATS

FULL = samples.FULL
SIGNED = ["　　　　　　　　　　青原县人民政府", "　　　　　　　　　　一九八七年三月二日"]


TITLES = (
    "关于做好今年春季植树造林工作的通知",
    "转发县水利局水库管理办法的决定",
    "农村中小学校舍普查意见的批复",
)
REGIONS = 7  # of a document in print
SIGNATURE = 4  # the one that holds it


def _act(title: str) -> list[tuple[RegionKind, list[str]]]:
    return [
        (K.HEADING, ["青原县人民政府", title]),
        (K.PARAGRAPH, ["各乡、镇人民政府：", "　　为了做好这项工作，现通知如下："]),
        (K.PARAGRAPH, ["　　一、提高认识。", "　　（一）组织学习。", "　　（二）检查落实。"]),
        (K.PARAGRAPH, ["　　二、加强领导，明确责任，层层落实，各单位", FULL, "究办理。"]),
        (K.PARAGRAPH, SIGNED),
        (K.HEADING, ["附件："]),
        (K.PARAGRAPH, ["　　一、甲。", "　　二、乙。"]),
    ]


PAGES = (
    samples.COVER,
    samples.CONTENTS,
    *(samples.page(f"p{n:04}", _act(title)) for n, title in enumerate(TITLES, 3)),
)
INSERTED: dict[str, list[tuple[RegionKind, list[str]]]] = {
    "a paragraph": [(K.PARAGRAPH, ["　　各单位要认真学习有关文件的精神。"])],
    "a level": [(K.PARAGRAPH, ["　　三、认真总结。"])],
    "a lower level": [(K.PARAGRAPH, ["　　（三）认真总结。"])],
    "an attachment": [(K.HEADING, ["附件二："]), (K.PARAGRAPH, ["　　一、丙。"])],
    "a document": _act("关于表彰卫生先进集体的通报")[:5],
}
PLACES = st.tuples(st.sampled_from((2, 3, 4)), st.integers(2, REGIONS))


def _with(page: Page, at: int, what: str) -> Page:
    """The page with these regions before region `at`, under ids that nothing else has."""
    assert page.edition
    made = samples.edition(page.id, INSERTED[what]).regions
    return _put(page, at, at, tuple(_renamed(region) for region in made))


def _renamed(region: Region) -> Region:
    name = region.id.replace("_r", "_r9")
    lines = tuple(replace(line, id=line.id.replace("_r", "_r9")) for line in region.lines)
    return replace(region, id=name, lines=lines)


def _put(page: Page, start: int, stop: int, new: tuple[Region, ...]) -> Page:
    assert page.edition
    old = page.edition.regions
    return replace(page, edition=replace(page.edition, regions=(*old[:start], *new, *old[stop:])))


def _root(pages: tuple[Page, ...]) -> etree._Element:
    return etree.fromstring(akn.write(issue_of("1987-03", pages, samples.WORK)))


def _ids(root: etree._Element) -> list[str]:
    return [element.get("eId") for element in root.iter() if element.get("eId")]


def _documents(root: etree._Element) -> dict[str, bytes]:
    components = root.iterfind(f".//{{{AKN}}}component")
    found = {one.get("eId"): etree.tostring(one, method="c14n", exclusive=True) for one in components}
    return {name: data for name, data in found.items() if name.startswith("d_")}


BEFORE = _root(PAGES)


@settings(max_examples=40, deadline=None)
@given(PLACES, st.sampled_from(sorted(INSERTED)))
def test_what_is_inserted_renames_nothing_and_touches_one_document(place: tuple[int, int], what: str) -> None:
    at, region = place
    after = _root((*PAGES[:at], _with(PAGES[at], region, what), *PAGES[at + 1 :]))
    assert len(_ids(after)) == len(set(_ids(after)))
    begun = f"d_{PAGES[at].id}_r01_l01"
    attached = f"{begun}__att_"  # an attachment that now follows another document is its
    gone = set(_ids(BEFORE)) - set(_ids(after))
    assert all(name.startswith(attached) for name in gone)
    assert not gone or what == "a document"
    before, now = _documents(BEFORE), _documents(after)
    assert {name for name in before if now.get(name) != before[name]} <= {begun}


@settings(max_examples=40, deadline=None)
@given(PLACES.filter(lambda place: place[1] <= SIGNATURE))
def test_what_is_dropped_takes_only_its_own_ids(place: tuple[int, int]) -> None:
    at, region = place
    page = PAGES[at]
    assert page.edition
    after = _root((*PAGES[:at], _put(page, region, region + 1, ()), *PAGES[at + 1 :]))
    dropped = page.edition.regions[region]
    lines = {line.id for line in dropped.lines}
    for name in set(_ids(BEFORE)) - set(_ids(after)):
        assert any(name.endswith(line) for line in lines)
    before, now = _documents(BEFORE), _documents(after)
    assert [name for name in before if now.get(name) != before[name]] == [f"d_{page.id}_r01_l01"]


def test_mets_and_iiif_name_the_same_parts() -> None:
    issue = issue_of("1987-03", PAGES, samples.WORK)
    structure, manifest = mets.write(issue, ()).decode(), iiif.manifest(issue, "https://a", FORMATS).decode()
    for name in _documents(BEFORE):
        assert f'ID="log_{name}"' in structure
        assert f'"https://a/iiif/range/{name}"' in manifest
