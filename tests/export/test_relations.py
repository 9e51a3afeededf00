"""What the documents of a work have to do with one another: links, validity, twins."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import WorkspaceError
from pipeline.export.relations.lines import relation_lines
from pipeline.export.relations.links import State, links, validities
from pipeline.export.relations.published import Cited, Claimed, Published, published
from pipeline.export.relations.twins import compare, sketch, twins
from pipeline.text.citations import By

TEXT = (
    "青原县人民政府关于加强水库管理的通知",
    "各乡、镇人民政府：",
    "近年来全县兴修了一批小型水库，对农业增产起了很大作用，但是管理工作没有跟上，必须引起重视。",
    "一、每座水库都要有专人看管，汛期日夜值班，发现险情立即报告。",
    "二、水库养鱼的收入，三成留作维修费用，七成分给管理单位。",
)


def act(name: str, title: str, date: str = "1987-03-02", number: str = "") -> Published:
    return Published(name, number, title, date, TEXT, (), (), ())


def by_title(key: str, target: str = "") -> Cited:
    return Cited(By.TITLE, key, key, "p0001_r01_l01", target)


FIRST = act("1985-01/d001", "青原县人民政府关于粮票管理的通知", "1985-01-05", "青政发〔1985〕1号")
LATER = act("1987-03/d002", "青原县人民政府关于水利的决定")


def test_a_citation_by_title_or_number_leads_to_a_document_of_another_issue() -> None:
    for cited in (by_title("关于粮票管理的通知"), Cited(By.NUMBER, "青政发〔1985〕1号", "", "p1", "")):
        (link,) = links((FIRST, replace(LATER, cites=(cited,))))
        assert (link.source, link.target) == (LATER.id, FIRST.id)


def test_a_citation_inside_the_issue_is_already_known() -> None:
    (link,) = links((replace(LATER, cites=(by_title("别的", "d001__att_1"),)),))
    assert link.target == "1987-03/d001"


def test_of_several_of_one_title_the_latest_before_is_meant() -> None:
    again = replace(FIRST, id="1986-01/d001", date="1986-01-05")
    after = replace(FIRST, id="1988-01/d001", date="1988-01-05")
    citing = replace(LATER, cites=(by_title("关于粮票管理的通知"),))
    assert [link.target for link in links((FIRST, again, citing, after))] == ["1986-01/d001"]


def test_two_documents_of_one_day_and_another_title_leave_it_open() -> None:
    other = replace(FIRST, id="1985-01/d002", title="县政府办公室关于粮票管理的通知")
    assert list(links((FIRST, other, replace(LATER, cites=(by_title("关于粮票管理的通知"),))))) == []


def test_the_strongest_claim_is_the_state_and_all_are_kept() -> None:
    own = Claimed("in-force", "本通知自即日起施行。", "p1", "", None)
    repeal = Claimed("repeals", "《关于粮票管理的通知》废止。", "p2", "", by_title("关于粮票管理的通知"))
    first, second = validities((replace(FIRST, claims=(own,)), replace(LATER, claims=(repeal,))))
    assert (first.state, second.state) == (State.REPEALED, State.UNKNOWN)
    assert [(one.state, one.source) for one in first.evidence] == [
        (State.REPEALED, LATER.id),
        (State.IN_FORCE, FIRST.id),
    ]


def test_a_document_printed_twice_with_a_correction() -> None:
    corrected = (*TEXT[:4], TEXT[4].replace("三成", "四成").replace("七成", "六成"))
    second = replace(LATER, paragraphs=corrected, date="1987-05-01")
    (pair,) = twins(
        (replace(LATER, id="1987-02/d001"), second, replace(FIRST, paragraphs=("别的话。" * 20,)))
    )
    assert (pair.first, pair.second) == ("1987-02/d001", LATER.id)
    assert [(change.first, change.second) for change in pair.changes] == [("三", "四"), ("七", "六")]
    assert 0.97 < pair.likeness < 1


def test_the_same_text_in_the_other_script_and_with_other_blanks_is_the_same() -> None:
    other = replace(LATER, id="1987-04/d001", paragraphs=("　各 鄉、鎮人民政府：", *TEXT[2:]))
    pair = compare(replace(LATER, paragraphs=TEXT[1:]), other)
    assert (pair.likeness, pair.changes) == (1.0, ())


def test_a_paragraph_left_out_is_one_change() -> None:
    (change,) = compare(LATER, replace(LATER, id="1987-04/d001", paragraphs=TEXT[:4])).changes
    assert (change.first[:2], change.second) == ("二、", "")


@given(st.lists(st.text(alphabet="甲乙丙丁戊己", max_size=12), max_size=6), st.integers(0, 5))
def test_likeness_is_a_share_and_whole_for_equal_texts(texts: list[str], at: int) -> None:
    one = replace(LATER, paragraphs=tuple(texts))
    other = replace(one, id="1987-04/d001", paragraphs=tuple(texts[at:] + texts[:at]))
    assert compare(one, replace(one, id="x")).changes == ()
    there, back = compare(one, other), compare(other, one)
    assert 0 <= there.likeness <= 1
    assert there == back


@given(st.text(alphabet="甲乙丙丁", max_size=200))
def test_a_sketch_is_bounded_and_depends_on_the_text_alone(text: str) -> None:
    assert len(sketch(text)) <= 64
    assert sketch(text) == sketch(text + text[:0])


def record() -> dict[str, object]:
    return {
        "issue": "1987-03", "document": "d001", "number": "青政发〔1987〕1号", "title": "甲", "date": "",
        "text": "甲\n乙", "citations": [], "claims": [], "attachments": [{"title": "丙"}],
    }  # fmt: skip


def test_documents_are_read_from_the_packages(tmp_path: Path) -> None:
    path = tmp_path / "documents.jsonl"
    path.write_text(json.dumps(record()) + "\n", "utf-8")
    (made,) = published((path,))
    assert (made.id, made.date, made.paragraphs, made.attached) == (
        "1987-03/d001",
        "1987",
        ("甲", "乙"),
        ("丙",),
    )
    lines = [json.loads(line) for line in relation_lines((made,), ()).decode().splitlines()]
    assert lines == [{"relation": "validity", "document": "1987-03/d001", "state": "unknown", "evidence": []}]


@pytest.mark.parametrize("damage", ["{", "[]", "{}", '{"issue": 3}'])
def test_a_damaged_file_is_named(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "documents.jsonl"
    path.write_text(damage + "\n", "utf-8")
    with pytest.raises(WorkspaceError, match=r"documents\.jsonl: damaged"):
        list(published((path,)))
