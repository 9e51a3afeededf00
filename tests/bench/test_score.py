"""Our score and the project's reference scorer agree to the last digit."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared_folder import SHARED, needs_shared

from bench.accuracy import EVERYTHING, Outcome, Page, cost, language, pages, table
from bench.score import Score, score
from bench.systems import OURS, RAPIDOCR

REFERENCE = SHARED / "tools/score.py"
TEXT = st.text("政府公报工作的通知爲为，,。．…·.〓 \n１1aAﬁ—(（", max_size=40)


def test_equal_texts_have_no_errors() -> None:
    assert score("各省、市\n人民政府", "各省、市人民政府").cer == 0


def test_white_space_width_and_leader_dots_do_not_count() -> None:
    assert score("总则…（2）", "总 则 ．．．．(2)").cer == 0


def test_unscored_characters_are_left_out() -> None:
    assert score("甲〓乙", "甲乙").characters == 2


def test_lost_text_is_told_from_misplaced_text() -> None:
    misplaced = score("甲乙丙丁", "丙丁甲乙")
    assert (misplaced.recall, misplaced.errors) == (1.0, 4)


def test_pages_are_pooled_by_their_characters() -> None:
    assert (score("甲乙丙丁", "甲乙丙丁") + score("甲乙", "")).cer == 2 / 6
    assert Score().cer == 0


@needs_shared
@given(TEXT, TEXT)
def test_agrees_with_the_reference(truth: str, text: str) -> None:
    spec = importlib.util.spec_from_file_location("reference", REFERENCE)
    assert spec is not None
    assert spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    ours = score(truth, text)
    found = (ours.characters, ours.errors, ours.letters, ours.letter_errors, ours.found)
    assert found == reference.page(truth, text)


def test_finds_pages_with_ground_truth_by_set(tmp_path: Path) -> None:
    folder = tmp_path / "1987-03"
    folder.mkdir()
    for name in ("p1.png", "p1.gt.txt", "p2.png", "p3.gt.txt"):
        (folder / name).write_text("文")
    assert [(page.set, page.image.name) for page in pages(tmp_path)] == [("1987-03", "p1.png")]


@pytest.mark.parametrize(
    ("truth", "expected"),
    [
        ("各省市人民政府", "chi_sim"),
        ("國務院關於", "chi_tra"),
        ("Die Festungsbauten für", "frk"),
        ("An act to amend", "eng"),
    ],
)
def test_the_language_for_the_peers_follows_the_script(truth: str, expected: str) -> None:
    assert language(truth) == expected


def test_all_pages_together_are_a_row_and_give_the_cost() -> None:
    of = [
        Outcome(Page("a", Path("1.png"), ""), OURS, score("甲乙", "甲"), 3.0),
        Outcome(Page("b", Path("2.png"), ""), OURS, score("丙丁", "丙丁"), 1.0),
        Outcome(Page("a", Path("1.png"), ""), RAPIDOCR, score("甲乙", ""), 1.0),
        Outcome(Page("b", Path("2.png"), ""), RAPIDOCR, score("丙丁", "丙"), 1.0),
    ]
    sets = table(of)
    assert sets[EVERYTHING][OURS]["cer"] == 0.25
    assert sets[EVERYTHING][RAPIDOCR]["cer"] == 0.75
    assert cost(sets) == 2.0
