"""Which lines of two witnesses belong together."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proof_witnesses import boxed, line, plain

from pipeline.model import Box
from pipeline.proof.match import _longest_run, match
from pipeline.proof.source import Alphabet, lines_of


def matched(base, other):
    alphabet = Alphabet()
    return [(g.base, g.other, g.moved) for g in match(lines_of(base, alphabet), lines_of(other, alphabet))]


def test_lines_of_one_layout_match_by_id_whatever_they_say():
    base = boxed("P6", "公报", "令")
    assert matched(base, boxed("P4", "公报", "〓")) == [((0,), (0,), False), ((1,), (1,), False)]


def test_equal_ids_elsewhere_on_the_page_do_not_match():
    base = boxed("P6", "宁夏回族自治区", "人民政府公报")
    other = boxed("K", "人民政府公报", top=60)
    assert matched(base, other) == [((1,), (0,), False)]


def test_geometry_joins_pieces_of_a_line():
    base = boxed("P6", "宁夏回族自治区人民政府")
    left, right = line("k1", "宁夏回族", 2), line("k2", "自治区人民政府", 4, left=160)
    other = boxed("K")
    other = replace(other, regions=(replace(other.regions[0], lines=(right, left)),))
    assert matched(base, other) == [((0,), (0, 1), False)]


def test_a_thick_box_from_a_skewed_scan_still_finds_its_line():
    base = boxed("P6", "宁夏回族自治区", "人民政府公报", "一九八七年三月")
    lines = tuple(
        replace(
            each, id=f"k{n}", box=Box(each.box.left, each.box.top - 40, each.box.right, each.box.bottom + 40)
        )
        for n, each in enumerate(base.regions[0].lines)
    )
    other = replace(base, sigil="K", regions=(replace(base.regions[0], id="k", lines=lines),))
    assert matched(base, other) == [((n,), (n,), False) for n in range(3)]


def test_geometry_of_another_scale_is_not_believed():
    base = boxed("P6", "宁夏回族自治区", "人民政府公报", "一九八七年")
    other = boxed("K", "一九八七年", "宁夏回族自治区", "人民政府公报", name="k_r01")
    assert matched(base, other) == [((0,), (1,), False), ((1,), (2,), False), ((2,), (0,), True)]


def test_a_garbled_line_between_good_ones_is_matched_by_its_place():
    base = boxed("P6", "关于印发办法的通知", "各市县人民政府", "现将办法印发给你们")
    other = plain("K", "关于印发办法的通知", "各巾具人氏政符", "现将办法印发给你们")
    assert ((1,), (1,), False) in matched(base, other)


def test_unlike_lines_stay_alone():
    assert matched(boxed("P6", "关于印发办法"), plain("K", "丙丁戊己")) == []


@pytest.mark.parametrize(
    ("values", "run"),
    [
        ([], set()),
        ([3, 1, 2], {1, 2}),
        ([0, 1, 2], {0, 1, 2}),
        ([2, 1, 0], {2}),
        ([0, 5, 1, 2, 6], {0, 2, 3, 4}),
    ],
)
def test_longest_run(values, run):
    assert _longest_run(values) == run


@given(st.lists(st.integers(0, 20), unique=True, max_size=9))
def test_the_longest_run_is_as_long_as_any(values):
    run = sorted(_longest_run(values))
    assert [values[n] for n in run] == sorted(values[n] for n in run)
    subsets = ([v for n, v in enumerate(values) if mask >> n & 1] for mask in range(2 ** len(values)))
    assert len(run) == max(len(subset) for subset in subsets if subset == sorted(subset))
