"""The generator: what it sets is well-formed type, and the same each time."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.errors import MissingToolError, UsageError
from pipeline.model import Direction, RegionKind, TextLine
from pipeline.text.rows import printed_lines
from samples.typeset import Issue, fonts, typeset_issue, write_issue
from samples.typeset.composing import CLOSING, OPENING, units
from samples.typeset.drawing import MIDDLE, cut
from samples.typeset.eras import ERAS
from samples.typeset.fonts import Face
from samples.typeset.phrases import ARTICLES, DUTIES, OPENINGS
from samples.typeset.records import ground_truth
from samples.typeset.specimens import FORMS, specimen

SHIPPED = Path(__file__).parents[2] / "samples" / "issues"
FONT_DRIFT = 4  # pixels a glyph may move between versions of a font
RUNNING = (RegionKind.PARAGRAPH, RegionKind.FOOTNOTE, RegionKind.TOC_ENTRY)


@pytest.fixture(scope="module", params=sorted(ERAS))
def issue(request: pytest.FixtureRequest) -> Issue:
    return typeset_issue(4, 7, request.param)


def lines(issue: Issue) -> list[TextLine]:
    return [line for forme in issue.formes for region in forme.regions for line in region.lines]


def test_an_issue_has_the_pages_asked_for(issue: Issue) -> None:
    assert [forme.page for forme in issue.formes] == [f"p{n:04d}" for n in range(1, 8)]


@pytest.mark.parametrize("pages", [1, 2, 3])
def test_small_issues_have_text_on_every_page(pages: int) -> None:
    small = typeset_issue(1, pages)
    assert len(small.formes) == pages
    assert all(forme.regions for forme in small.formes)
    assert small.documents


def test_equal_seeds_set_equal_issues(issue: Issue) -> None:
    assert typeset_issue(4, 7, issue.formes[0].era) == issue


def test_another_seed_sets_another_issue(issue: Issue) -> None:
    other = typeset_issue(5, 7, issue.formes[0].era)
    assert {document.text for document in issue.documents}.isdisjoint(d.text for d in other.documents)


def test_the_glyphs_of_a_line_are_its_text(issue: Issue) -> None:
    for line in lines(issue):
        assert line.text == "".join(glyph.text for glyph in line.glyphs)
        assert line.text == line.text.strip()
        assert all(len(glyph.text) == 1 for glyph in line.glyphs)


def test_every_box_lies_on_its_page_and_in_its_line_and_region(issue: Issue) -> None:
    for forme in issue.formes:
        for region in forme.regions:
            assert region.box is not None
            assert region.box == region.box.within(forme.width, forme.height)
            for line in region.lines:
                assert line.box is not None
                assert line.box.overlap(region.box) == line.box.area
                inked = [g.box for g in line.glyphs if g.box and not g.text.isspace()]
                assert all(box.area and box.overlap(line.box) == box.area for box in inked)


def test_glyphs_of_a_line_do_not_overlap(issue: Issue) -> None:
    for forme in issue.formes:
        for region in forme.regions:
            if region.kind is RegionKind.STAMP:
                continue
            for line in region.lines:
                inked = [g.box for g in line.glyphs if g.box and not g.text.isspace()]
                for one, two in pairwise(inked):
                    assert one.overlap(two) <= 0.1 * min(one.area, two.area), line.text


def test_ids_are_unique_and_in_order(issue: Issue) -> None:
    for forme in issue.formes:
        names = [region.id for region in forme.regions]
        assert names == [f"{forme.page}_r{n:02d}" for n in range(1, len(names) + 1)]
        for region in forme.regions:
            assert [line.id for line in region.lines] == [
                f"{region.id}_l{n:02d}" for n in range(1, len(region.lines) + 1)
            ]


def test_no_line_of_text_begins_with_a_closing_mark_or_ends_with_an_opening_one(issue: Issue) -> None:
    for forme in issue.formes:
        for region in forme.regions:
            for line in region.lines if region.kind in RUNNING else ():
                assert line.text[0] not in CLOSING
                assert line.text[-1] not in OPENING


def test_every_character_has_a_glyph_of_its_own(issue: Issue) -> None:
    for forme in issue.formes:
        assert all(fonts.has(sort.face, sort.text) for sort in forme.sorts)


def test_a_missing_character_is_told_from_a_drawn_one() -> None:
    assert fonts.has(fonts.SUNGTI, "国")
    assert not fonts.has(fonts.SUNGTI, "〇")  # an empty glyph
    assert not fonts.has(fonts.FANGSONG, "关")  # an empty box
    assert fonts.substitute(fonts.FANGSONG, "关") != fonts.FANGSONG


def test_a_missing_font_names_its_package() -> None:
    with pytest.raises(MissingToolError) as caught:
        fonts.font(Face("truetype/none/none.ttf", "fonts-none"), 20)
    assert "fonts-none" in caught.value.advice


@pytest.mark.parametrize(
    "text", ["（一）见《办法》第1.5条——完……。①", "“你好”，他说。", *OPENINGS, *DUTIES, *ARTICLES]
)
def test_units_are_the_text(text: str) -> None:
    plain = re.sub(r"\{\w+\}", "甲", text)
    assert "".join(units(plain)) == plain


def test_tables_add_up() -> None:
    tables = [r for e in ("mixed", "letterpress", "offset") for r in regions(e, RegionKind.TABLE)]
    assert tables
    for table in tables:
        rows = [table[n + 1 : n + 5] for n in range(5, len(table), 5)]  # without the head and the places
        columns = [[int(cell) for cell in column] for column in zip(*rows, strict=True)]
        assert all(sum(column[:-1]) == column[-1] for column in columns)


def regions(era: str, kind: RegionKind) -> list[list[str]]:
    made = typeset_issue(4, 7, era)
    return [[line.text for line in r.lines] for f in made.formes for r in f.regions if r.kind is kind]


def test_documents_begin_where_they_say(issue: Issue) -> None:
    starts = [(forme, start) for forme in issue.formes for start in forme.starts]
    assert [start.document for _, start in starts] == list(range(len(issue.documents)))
    for forme, start in starts:
        document = issue.documents[start.document]
        region = next(r for r in forme.regions if r.id == start.region)
        assert region.lines[0].id == start.line
        assert document.title.startswith(region.lines[0].text)
        assert document.pages[0] == forme.page


def test_the_text_of_documents_is_on_their_pages(issue: Issue) -> None:
    printed = {forme.page: forme_text(forme.regions) for forme in issue.formes}
    for document in issue.documents:
        joined = "".join(printed[page] for page in document.pages)
        assert document.title in joined
        assert document.number in joined
        assert all(paragraph[:12] in joined for paragraph in document.text.split("\n"))


def forme_text(found: tuple[object, ...]) -> str:
    return "".join(text for region in found for text in printed_lines(region, " "))  # type: ignore[arg-type]


def test_contents_name_each_document_and_its_page(issue: Issue) -> None:
    entries = [forme_text((r,)) for f in issue.formes for r in f.regions if r.kind is RegionKind.TOC_ENTRY]
    assert len(entries) == len(issue.documents)
    for entry, document in zip(entries, issue.documents, strict=True):
        assert entry.startswith(document.title)
        assert re.search(r"[…·]+（\w+）$", entry)


def test_an_issue_has_what_gazettes_have() -> None:
    made = typeset_issue(4, 8, "offset")
    kinds = {region.kind for forme in made.formes for region in forme.regions}
    assert {RegionKind.HEADER, RegionKind.PAGE_NUMBER, RegionKind.FOOTNOTE, RegionKind.TABLE} <= kinds
    assert {RegionKind.STAMP, RegionKind.CAPTION, RegionKind.HEADING, RegionKind.TOC_ENTRY} <= kinds
    assert "定价" in ground_truth(made.formes[-1].regions)


def test_vertical_pages_are_vertical_and_traditional() -> None:
    made = typeset_issue(4, 5, "vertical")
    assert all(forme.direction is Direction.VERTICAL for forme in made.formes)
    text = "".join(document.text for document in made.documents)
    assert "雲山省人民政府" in text
    assert not re.search("[0-9A-Za-z关发为产]", text)


def test_mixed_pages_have_both_scripts() -> None:
    text = "".join(document.text for document in typeset_issue(4, 6, "mixed").documents)
    assert re.search("[产发对开关农财会国这个们务办厂区县实经计划]", text)
    assert re.search("[產發對開關農財會國這個們務辦廠區縣實經計劃]", text)


def test_a_long_issue_gets_more_contents_pages_and_no_text_twice() -> None:
    made = typeset_issue(1, 44, "letterpress")
    listed = [f for f in made.formes if any(r.kind is RegionKind.TOC_ENTRY for r in f.regions)]
    assert len(listed) > 1
    assert len(made.formes) == 44
    assert len({document.text for document in made.documents}) == len(made.documents)
    assert len({document.number for document in made.documents}) == len(made.documents)


@pytest.mark.parametrize(
    "bad", [{"era": "tang"}, {"kind": "folded"}, {"pages": 0}, {"month": "March"}, {"month": "1987-13"}]
)
def test_what_cannot_be_set_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        typeset_issue(**{"seed": 1, "pages": 2, **bad})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "pages", "seed", "era"), [("1957-04", 6, 7, "mixed"), ("1987-03", 8, 1, "offset")]
)
def test_the_shipped_issues_come_out_again(
    name: str, pages: int, seed: int, era: str, tmp_path: Path
) -> None:
    made = typeset_issue(seed, pages, era, month=name)
    folder = SHIPPED / name
    for forme in made.formes:
        assert (folder / f"{forme.page}.gt.txt").read_text("utf-8") == ground_truth(forme.regions) + "\n"
    truth = json.loads((folder / "issue.truth.json").read_text("utf-8"))
    assert [d["title"] for d in truth["documents"]] == [d.title for d in made.documents]
    assert len(list(folder.glob("*.jpg"))) == pages
    strength = {"1957-04": "medium", "1987-03": "light"}[name]
    one = replace(made, formes=made.formes[:2])
    write_issue(one, tmp_path, strength, seed)
    for file in ("p0001.truth.json", "p0002.truth.json"):
        shipped, again = (numbers((where / file).read_text("utf-8")) for where in (folder, tmp_path))
        assert max(abs(a - b) for a, b in zip(shipped, again, strict=True)) <= FONT_DRIFT


def numbers(truth: str) -> list[int]:
    return [int(number) for number in re.findall(r"(?<=[\[,])\d+(?=[\],])", truth)]


@pytest.mark.parametrize("size", [24, 32, 40])
def test_every_face_stands_in_the_middle_of_its_em(size: int) -> None:
    """A face without the character the middle is measured on once stood a quarter em too high."""
    for era in ERAS.values():
        for face in (*era.song, *era.kai, *era.hei):
            assert fonts.has(face, MIDDLE)
            for char in "因田中山":
                _, top, glyph = cut(char, face, size, "upright")
                assert abs(top + glyph.shape[0] / 2 - size / 2) <= size / 8


@pytest.mark.parametrize("form", FORMS)
def test_specimen_tables_fill_their_grid_and_hold_all_their_lines(form: str) -> None:
    forme = specimen(form, 3)
    (table,) = (region for region in forme.regions if region.kind is RegionKind.TABLE)
    taken = [
        (cell.row + down, cell.column + across)
        for cell in table.cells
        for down in range(cell.rows)
        for across in range(cell.columns)
    ]
    assert sorted(taken) == [(row, column) for row in range(8) for column in range(6)]
    assert sorted(name for cell in table.cells for name in cell.lines) == [line.id for line in table.lines]
    assert bool(len(forme.rules) > 1) is (form != "bare")
