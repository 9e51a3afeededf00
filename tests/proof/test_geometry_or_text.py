"""Where boxes and texts say different things."""

from dataclasses import replace

from proof_witnesses import boxed, plain

from pipeline.proof.match import match
from pipeline.proof.source import Alphabet, lines_of

LINES = (
    "关于加强粮食工作的决定",
    "各县市应当认真贯彻执行",
    "一九八七年三月五日印发",
    "自治区林业局办公厅文件",
    "望各单位遵照办理为要",
    "附件共三份另行印发给你",
)


def matched(base, other):
    alphabet = Alphabet()
    return [(g.base, g.other) for g in match(lines_of(base, alphabet), lines_of(other, alphabet))]


def test_boxes_that_are_a_line_too_low_give_way_to_the_text():
    base = boxed("P6", *LINES)
    other = boxed("K", None, *LINES, name="k_r01")
    assert [pair for pair in matched(base, other) if len(pair[0]) == 1] == [((n,), (n,)) for n in range(6)]


def test_boxes_stand_where_the_reading_is_poor():
    base, other = boxed("P6", *LINES), boxed("P4", *(line[:2] + "〓" * 7 for line in LINES))
    assert matched(base, other) == [((n,), (n,)) for n in range(6)]


def test_lines_without_a_box_are_matched_by_text_beside_lines_that_have_one():
    base = boxed("P6", *LINES)
    some, rest = boxed("K", *LINES[:3]).regions, plain("K", *LINES[3:]).regions
    other = replace(boxed("K"), regions=(*some, *rest))
    assert matched(base, other) == [((n,), (n,)) for n in range(6)]
