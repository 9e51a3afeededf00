"""Lines are matched by their place: what is shown, lost, misplaced and made up on made-up pages."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bench.match import likeness, match
from pipeline.derivative import Transform
from pipeline.model import Box, Glyph, TextLine, hull

TEXTS = st.lists(st.text("政府公报工作的通知关于", min_size=4, max_size=12), min_size=1, max_size=8)


def line(text: str, top: int, left: int = 0, size: int = 20) -> TextLine:
    glyphs = tuple(
        Glyph(char, Box(left + i * size, top, left + (i + 1) * size, top + size))
        for i, char in enumerate(text)
    )
    return TextLine("l", hull(tuple(g.box for g in glyphs if g.box)), glyphs)


def page(texts: list[str]) -> list[TextLine]:
    return [line(text, 40 * n) for n, text in enumerate(texts)]


def askew(printed: TextLine) -> TextLine:
    """The line on a page turned by about three degrees."""
    turn = Transform(0.9986, -0.0523, 0, 0.0523, 0.9986, 0)
    glyphs = tuple(Glyph(g.text, turn.box(g.box)) for g in printed.glyphs if g.box)
    return TextLine("l", hull(tuple(g.box for g in glyphs if g.box)), glyphs)


@given(TEXTS)
def test_a_page_read_as_printed_has_no_faults(texts: list[str]) -> None:
    found = match(page(texts), page(texts))
    assert (found.lost, found.misplaced, found.parted, found.invented) == ((), (), (), ())
    assert found.links == tuple((n,) for n in range(len(texts)))


@given(TEXTS, st.data())
def test_what_is_left_out_is_not_shown_and_nothing_is_made_up(texts: list[str], data: st.DataObject) -> None:
    left = data.draw(st.integers(0, len(texts) - 1))
    read = [one for n, one in enumerate(page(texts)) if n != left]
    found = match(page(texts), read)
    assert [t for t, links in enumerate(found.links) if not links] == [left]
    assert found.lost == (left,)
    assert not found.invented


@given(TEXTS, st.randoms(use_true_random=False))
def test_order_errors_are_the_neighbours_that_changed_sides(texts: list[str], random: object) -> None:
    read = page(texts)
    random.shuffle(read)  # type: ignore[attr-defined]
    found = match(page(texts), read)
    places = [read.index(one) for one in page(texts)]
    assert len(found.misplaced) == sum(a > b for a, b in pairwise(places))
    assert len(found.parted) == sum(b > a + 1 for a, b in pairwise(places))
    assert not found.lost


@given(TEXTS)
def test_nothing_read_is_everything_lost(texts: list[str]) -> None:
    found = match(page(texts), ())
    assert (len(found.lost), found.pairs, found.invented) == (len(texts), 0, ())


def test_a_lost_line_of_a_page_askew_is_not_hidden_by_its_neighbours() -> None:
    printed = [askew(line("政" * 40, 26 * n)) for n in range(3)]
    assert printed[1].box
    assert printed[0].box
    assert printed[1].box.overlap(printed[0].box) > 0.3 * printed[1].box.area
    assert match(printed, [printed[0], printed[2]]).lost == (1,)


def test_a_line_in_pieces_is_shown_by_all_of_them() -> None:
    printed = [line("政府工作报告甲乙", 0)]
    assert match(printed, [line("政府", 0), line("工作", 0, 40), line("报告甲乙", 0, 80)]).links == (
        (0, 1, 2),
    )


def test_pieces_of_two_lines_read_by_turns_are_an_order_error() -> None:
    printed = page(["政府工作", "报告甲乙"])
    read = [line("政府", 0), line("报告", 40), line("工作", 0, 40), line("甲乙", 40, 40)]
    assert match(printed, read).misplaced == ((0, 1),)


def test_two_columns_read_across_are_parted_neighbours() -> None:
    left = [line("政府工作", 40 * n) for n in range(3)]
    right = [line("报告甲乙", 40 * n, 200) for n in range(3)]
    across = [one for pair in zip(left, right, strict=True) for one in pair]
    found = match(left + right, across)
    assert found.misplaced == ((2, 3),)
    assert found.parted == ((0, 1), (1, 2), (3, 4), (4, 5))


def test_lines_of_two_columns_run_together_are_parted_neighbours() -> None:
    left = [line("政府工作", 40 * n) for n in range(3)]
    right = [line("报告甲乙", 40 * n, 80) for n in range(3)]
    found = match(left + right, [line("政府工作报告甲乙", 40 * n) for n in range(3)])
    assert found.misplaced == ((2, 3),)
    assert found.parted == ((0, 1), (1, 2), (3, 4), (4, 5))


def test_what_is_made_up_parts_nothing() -> None:
    printed = page(["政府工作", "报告甲乙"])
    assert match(printed, [printed[0], line("墨墨", 900), printed[1]]).parted == ()


def test_two_lines_read_as_one_are_both_shown_in_order() -> None:
    printed = [line("政府工作", 0), line("报告甲乙", 0, 100)]
    found = match(printed, [line("政府工作.报告甲乙", 0)])
    assert (found.links, found.misplaced) == (((0,), (0,)), ())


def test_a_line_read_elsewhere_is_not_lost() -> None:
    found = match([line("政府工作报告", 0)], [line("政府工作报吉", 500)])
    assert found.lost == ()
    assert found.invented == (0,)


def test_a_line_like_one_that_is_read_is_lost_all_the_same() -> None:
    printed = page(["关于工作的通知", "关于公报的通知"])
    assert match(printed, printed[:1]).lost == (1,)


def test_a_short_line_is_not_found_by_its_text() -> None:
    assert match([line("12", 500)], [line("12", 0)]).lost == (0,)


def test_what_stands_on_a_seal_is_not_invented() -> None:
    read = [line("人民政府", 300)]
    assert match((), read).invented == (0,)
    assert match((), read, [Box(0, 280, 100, 340)]).invented == ()


def test_a_line_without_geometry_is_lost_unless_its_text_is_found() -> None:
    bare = TextLine("l", None, (Glyph("政", None), Glyph("府", None)))
    assert match([bare], ()).lost == (0,)
    assert match(page(["政府工作"]), [bare]).lost == ()
    assert match(page(["通知关于"]), [bare]).lost == (0,)


@given(st.text("甲乙丙", min_size=1, max_size=9), st.text("甲乙丙", max_size=9))
def test_likeness_is_a_share_and_whole_for_what_is_contained(text: str, around: str) -> None:
    assert 0 <= likeness(text, around) <= 1
    assert likeness(text, around + text) == 1
