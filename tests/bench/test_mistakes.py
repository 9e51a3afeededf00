"""Errors counted at the characters of a reading."""

from hypothesis import example, given
from hypothesis import strategies as st

from bench.mistakes import mistakes
from bench.score import score


def found(lines, truth):
    return [
        (m.line, m.position, m.printed, m.count, m.letters, m.missing)
        for m in mistakes([list(line) for line in lines], truth).mistakes
    ]


def test_a_wrong_and_an_invented_character_count_at_themselves():
    assert found(["文化大草命"], "文化大革命") == [(0, 3, "革", 1, 1, False)]
    assert found(["文化大革革命"], "文化大革命") in ([(0, 3, "", 1, 1, False)], [(0, 4, "", 1, 1, False)])


def test_missing_text_counts_at_the_character_before_it():
    assert found(["文化命", "第二条"], "文化大革命\n第二条") == [(0, 1, "大革", 2, 2, True)]
    assert found(["化大革命"], "文化大革命") == [(0, 0, "文", 1, 1, True)]
    assert found(["执行"], "执行。") == [(0, 1, "。", 1, 0, True)]


def test_a_lost_line_counts_at_the_character_before_it_and_says_so():
    sheet = mistakes([list("各地遵照执行"), list("第三条本办法")], "各地遵照执行\n切勿延误时机\n第三条本办法")
    (lost,) = sheet.mistakes
    assert (lost.line, lost.position, lost.count, lost.lost_line) == (0, 5, 6, True)


def test_a_line_of_which_nothing_is_right_is_not_lost():
    lines = ["各地遵照执行", "波特", "第三条本办法"]
    (more, *invented) = found(lines, "各地遵照执行\n切勿延误\n第三条本办法")
    assert more == (1, 1, "延误", 2, 2, True)
    assert invented == [(1, 0, "", 1, 1, False), (1, 1, "", 1, 1, False)]


def test_the_order_of_lines_costs_nothing():
    assert found(["第二条本办法自发布", "第一条为了加强管理"], "第一条为了加强管理\n第二条本办法自发布") == []


def test_a_piece_that_stands_in_another_line_costs_nothing():
    assert found(["鄂南心重慶", "捷報廿五日"], "鄂南心\n捷報\n重慶\n廿五日") == []
    assert found(["鄂南心重慶", "捷報廿五日"], "鄂南心\n大捷\n重慶\n廿五日") != []


def test_a_minus_counts_at_its_figure_and_an_opening_bracket_at_what_it_opens():
    assert found(["3707", "315"], "3707 -315") == [(1, 0, "-", 1, 0, True)]
    assert found(["云政干1977〕"], "云政干〔1977〕") == [(0, 3, "〔", 1, 0, True)]


def test_what_is_folded_costs_nothing():
    assert found(["令，行 止……三"], "令,行止.....三") == []
    assert found(["王某任县长"], "王〓任县长") == []


@example("一二一一三", "。。。。。二一")
@given(st.text("一二三公报，。", max_size=12), st.text("一二三公报，。", max_size=12))
def test_one_line_against_one_costs_what_score_says(read, truth):
    sheet = mistakes([list(read)], truth)
    if read and truth and not any(m.lost_line for m in sheet.mistakes):
        assert sheet.errors == score(truth, read).errors
