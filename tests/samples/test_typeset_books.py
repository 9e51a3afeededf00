"""The leaves of a book: notes, references in the margin, head and folio, each as what it is."""

import itertools

import pytest

from pipeline.model import RegionKind as Kind
from samples.typeset import book_page


@pytest.fixture(scope="module", params=[9, 10, 13])
def seed(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def test_equal_seeds_set_equal_leaves(seed: int) -> None:
    assert book_page(seed) == book_page(seed)
    assert book_page(seed).regions != book_page(seed + 1).regions


def test_a_leaf_begins_with_its_head_and_ends_with_notes_and_folio(seed: int) -> None:
    kinds = [region.kind for region in book_page(seed).regions]
    notes = kinds.count(Kind.FOOTNOTE)
    assert kinds[0] is Kind.HEADER
    assert kinds[-notes - 1 :] == [Kind.FOOTNOTE] * notes + [Kind.PAGE_NUMBER]


def test_references_stand_outside_the_text_and_follow_what_they_stand_beside(seed: int) -> None:
    regions = book_page(seed).regions
    assert Kind.MARGINALIA in [region.kind for region in regions]
    text = [region.box for region in regions if region.kind is Kind.PARAGRAPH]
    for before, region in itertools.pairwise(regions):
        if region.kind is Kind.MARGINALIA:
            left, right = min(box.left for box in text), max(box.right for box in text)
            assert region.box.right < left or region.box.left > right
            assert before.kind is Kind.PARAGRAPH
            assert before.box.top - 30 <= region.box.top < before.box.bottom
