"""What was printed twice, side by side: nothing of either text is left out, and nothing in it can run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fakes.work import Silent
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from package_samples import make_work

from pipeline.export.relations.comparison import rows
from pipeline.export.relations.numbers import numbered_alike
from pipeline.export.relations.pages import twin_pages
from pipeline.export.relations.published import Published
from pipeline.export.relations.twins import compare, twins
from pipeline.runner import Options, run
from pipeline.settings import load
from pipeline.stages import stage
from pipeline.text.citations import title_key
from pipeline.workers import Inline
from pipeline.workspace import Workspace

PARAGRAPHS = (
    "青原县人民政府关于粮票管理的通知",
    "一、各乡、镇人民政府要加强粮票的管理，不得倒卖。",
    "二、各粮站要逐月核对，年终上报县粮食局。",
    "三、本通知自公布之日起施行。",
)
FIRST = Published(
    "1985-01/d001", "青政发〔1985〕1号", "关于粮票管理的通知", "1985-03-01", PARAGRAPHS, (), (), ()
)
CHANGED = (*PARAGRAPHS[:1], PARAGRAPHS[1].replace("倒卖", "倒賣或<b>涂改"), *PARAGRAPHS[2:], "四、附则。")
SECOND = replace(FIRST, id="1987-03/d002", date="1987-03-02", paragraphs=CHANGED)
TEXTS = st.lists(st.text(alphabet="甲乙丙丁　 《》繁體<", max_size=30), max_size=6).map(tuple)


def test_paragraphs_that_agree_and_places_that_differ() -> None:
    told = [[(p.first, p.second) for p in row.pieces if not p.same] for row in rows(FIRST, SECOND)]
    assert told == [[], [("", "或<b>涂改")], [], [], [("", "四、附则。")]]


@settings(max_examples=80, deadline=None)
@given(TEXTS, TEXTS)
def test_all_of_both_texts_is_there_in_order(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    compared = rows(replace(FIRST, paragraphs=first), replace(FIRST, paragraphs=second))
    pieces = [piece for row in compared for piece in row.pieces]
    for piece in pieces:
        alike = title_key(piece.first) == title_key(piece.second)
        assert alike if piece.same else bare(piece.first) != bare(piece.second)
    assert "".join(piece.first for piece in pieces) == "".join(text.strip() for text in first)
    assert "".join(piece.second for piece in pieces) == "".join(text.strip() for text in second)


def bare(text: str) -> str:
    return "".join(text.split())


def test_latin_text_is_shown_as_printed_and_compared_word_by_word() -> None:
    one = "Rules of the Municipal Council, as amended on 3rd May."
    other = "Rules of the  municipal Council, as amended on 5th May."
    (row,) = rows(replace(FIRST, paragraphs=(one,)), replace(FIRST, paragraphs=(other,)))
    told = [(piece.first, piece.second) for piece in row.pieces if not piece.same]
    assert told == [("Municipal ", "municipal "), ("3rd ", "5th ")]


def test_chinese_is_shown_in_its_own_script_with_its_blanks() -> None:
    one, other = "　　各縣　人民政府，三成。", "各县人民政府，四成。"
    (row,) = rows(replace(FIRST, paragraphs=(one,)), replace(FIRST, paragraphs=(other,)))
    assert [(piece.first, piece.second) for piece in row.pieces] == [
        ("各縣　人民政府，", "各县人民政府，"),
        ("三", "四"),
        ("成。", "成。"),
    ]


def test_a_page_for_each_pair_and_a_list_of_them(tmp_path: Path) -> None:
    documents, folder = (FIRST, SECOND), Workspace(tmp_path).twins
    (index, listed), (name, page) = twin_pages(Workspace(tmp_path), documents, tuple(twins(documents)))
    assert (index, name) == (folder / "index.html", folder / "1985-01_d001--1987-03_d002.html")
    assert html.fromstring(listed).xpath("//a/@href") == [name.name]
    shown = html.fromstring(page)
    assert shown.xpath("//p//ins/text()") == ["或<b>涂改", "四、附则。"]
    assert not shown.xpath("//script | //*[@onclick]")
    assert shown.xpath("//meta[2]/@content")[0].startswith("default-src 'none'; style-src 'sha256-")


def test_a_work_without_twins_says_so(tmp_path: Path) -> None:
    ((_, listed),) = twin_pages(Workspace(tmp_path), (FIRST,), ())
    assert "没有相同" in listed.decode()


def test_a_number_that_two_documents_bear_is_told_unless_one_is_the_other() -> None:
    other = replace(SECOND, id="1988-01/d001", paragraphs=("别的事情。",))
    pair = compare(FIRST, SECOND)
    assert numbered_alike((FIRST, SECOND), (pair,)) == ()
    (finding,) = numbered_alike((FIRST, SECOND, other), (pair,))
    assert finding.code == "number-twice"
    assert "1985-01/d001, 1988-01/d001" in finding.message
    decrees = replace(FIRST, number="第5号"), replace(other, number="第5号")
    assert numbered_alike(decrees, ()) == ()


def test_the_export_writes_them(tmp_path: Path) -> None:
    work = make_work(tmp_path / "work", "1987-03", "1987-04")
    run(work, load(work.config), [stage("export")], Options((), Silent, Inline))
    assert (work.twins / "1987-03_d_p0003_r02_l01--1987-04_d_p0003_r02_l01.html").exists()
    assert (work.twins / "index.html").exists()
