"""The second text: what is found in it, and where it stands in print."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_work import MadeWork, edition, glyph_box, region

from pipeline.model import Box
from pipeline.search.engine import Via
from pipeline.search.find import search
from pipeline.search.key import text_of
from pipeline.search.normal import normals
from pipeline.search.readings import Place
from pipeline.search.row import BREAK, Row, columns
from pipeline.text.normal import normalised

DATE = "一九八七年三月二日"
LINES = ("本办法自一九八七年三", "月二日起施行。")


@pytest.fixture
def work(tmp_path: Path) -> MadeWork:
    return MadeWork(tmp_path / "work")


def _document(work: MadeWork, *lines: str) -> None:
    """Issue 1987-03 with one document of these lines, as the export stage tells of it."""
    text = "".join(lines)
    changes = [[c.start, c.printed, c.text, c.rule] for c in normalised(text, 1987).changes]
    told = [{"id": f"p0001_r00_l{n:02}", "text": line} for n, line in enumerate(lines)]
    work.documents("1987-03", {"document": "d001", "text": text, "changes": changes, "lines": told})


def _around(*boxes: Box) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


@pytest.mark.parametrize("with_document", [True, False])
def test_a_date_in_other_figures(work: MadeWork, with_document: bool) -> None:
    """Over the end of a line, as told of a document or by the rules."""
    work.issue("1987-03", edition("p0001", region("p0001", 0, LINES)))
    if with_document:
        _document(work, *LINES)
    work.build()
    for query in ("1987年3月2日", "自1987年3月2日起施行", "1987年?月 -1986年"):
        (hit,) = search(work.workspace, query).hits
        assert hit.exact
        assert hit.facts.document == ("d001" if with_document else "")
    place = work.place("1987年3月2日")
    assert (place.match, place.via) == (DATE, Via.NORMALISED)
    first = _around(*(glyph_box(0, 0, n) for n in range(4, 10)))
    second = _around(*(glyph_box(0, 1, n) for n in range(3)))
    assert place.boxes == (first, second)
    assert work.place("一九八七年三月").via is Via.TEXT
    assert work.place("起施行").via is Via.TEXT
    assert work.find("一九八七年三月 -1987年").total == 0


def test_the_query_is_normalised_too(work: MadeWork) -> None:
    work.issue("1987-03", edition("p0001", region("p0001", 0, ("自1987年3月2日起", DATE))))
    work.build()
    places = work.places("一九八七年三月二日")
    assert [(place.match, place.via) for place in places] == [("1987年3月2日", Via.TEXT), (DATE, Via.TEXT)]


def test_near_looks_in_one_text(work: MadeWork) -> None:
    work.issue("1987-03", edition("p0001", region("p0001", 0, LINES)))
    work.build()
    places = work.places("1987年3月2日 NEAR/3 施行")
    assert [(place.match, place.via) for place in places] == [(DATE, Via.NORMALISED), ("施行", Via.TEXT)]


def test_changes_that_folding_makes_too_are_not_held_twice(work: MadeWork) -> None:
    work.issue("1987-03", edition("p0001", region("p0001", 0, ("政務，公開(１９８７)！",))))
    work.build()
    assert [place.via for place in work.places("政务,公开(1987)!")] == [Via.TEXT]


@pytest.mark.parametrize(
    "changes", ["x", [3], [["a", 1, 2, 3]], [[10**9, "甲", "乙", "r"]], [[-5, "甲", "乙", "r"]]]
)
def test_changes_of_another_shape(work: MadeWork, changes: object) -> None:
    work.issue("1987-03", edition("p0001", region("p0001", 0, ("政务公开",))))
    told = [{"id": "p0001_r00_l00", "text": "政务公开"}]
    work.documents("1987-03", {"document": "d001", "text": "政务公开", "changes": changes, "lines": told})
    work.build()
    assert search(work.workspace, "政务公开").total == 1


CHANGES = st.tuples(st.integers(0, 12), st.integers(0, 3), st.text("丁戊", max_size=3))


@given(st.text("甲乙丙|", max_size=12), st.lists(CHANGES, max_size=4))
def test_it_leads_back_to_the_print(text: str, changes: list[tuple[int, int, str]]) -> None:
    printed = [part for part in text.split("|") if part]
    rows = [Row(f"l{n}", 0, n, BREAK, None, part, b"") for n, part in enumerate(printed)]
    whole = text_of(columns(rows))
    count = sum(map(len, printed))
    places = [Place(low, min(low + size, count), (new,)) for low, size, new in changes if low <= count]
    for normal in normals(whole, places):
        undone = normal.key
        for low, high, first, end in reversed(normal.changes):
            undone = undone[:low] + whole.key[first:end] + undone[high:]
        assert undone in printed
        assert whole.key[normal.start :].startswith(undone)
        for start in range(len(normal.key)):
            if not normal.is_altered(start, start + 1):
                low, high = normal.span(start, start + 1)
                assert whole.key[low:high] == normal.key[start]
