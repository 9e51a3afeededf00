"""The measure of slips: its own clean pages are clean, and its plants differ from what is right."""

from __future__ import annotations

import pytest

from bench.planted.kinds import KINDS
from bench.planted.maker import Maker
from bench.slips import clean_texts, leaf, plants
from pipeline.proof.evidence.coherence import check


@pytest.mark.parametrize("text", clean_texts(), ids=lambda text: text.split("\n", 1)[0][:12])
def test_a_clean_page_is_left_alone(text):
    assert check([leaf("p0001", text)]) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_plant_is_wrong_and_what_it_was_made_from_is_right(kind):
    maker = Maker(7)
    for _ in range(5):
        plant = maker.make(kind, KINDS[kind])
        assert check([leaf("p0001", plant.right)]) == ()
        assert plant.wrong != plant.right


def test_nearly_all_plants_are_found():
    outcomes = list(plants(50, 5))
    assert sum(bool(one.found) for one in outcomes) >= 49
