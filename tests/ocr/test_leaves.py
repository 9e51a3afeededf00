from drawn import strip

from pipeline.ocr.leaves import leaves
from pipeline.ocr.shapes import Strip


def page(left: int, lines: int, top: int = 100) -> list[Strip]:
    text = [strip(left, top + 60 * n, 700, 40) for n in range(lines)]
    return [*text, strip(left + 320, 1000, 60, 40)]


def test_the_pages_of_a_spread_are_read_one_by_one() -> None:
    left, right = page(100, 12), page(950, 12)
    assert [set(leaf) for leaf in leaves([*left, *right])] == [set(left), set(right)]


def test_two_columns_of_an_upright_page_are_one_leaf() -> None:
    left, right = ([strip(x, 100 + 60 * n, 400, 40) for n in range(25)] for x in (100, 590))
    assert len(leaves([*left, *right])) == 1


def test_a_heading_across_the_white_makes_it_one_page() -> None:
    assert len(leaves([strip(300, 20, 1200, 60), *page(100, 12), *page(950, 12)])) == 1


def test_a_page_beside_a_few_short_lines_is_one_leaf() -> None:
    notes = [strip(1000, 100 + 60 * n, 500 if n == 3 else 80, 40) for n in range(9)]
    assert len(leaves([*page(100, 12), *notes])) == 1
