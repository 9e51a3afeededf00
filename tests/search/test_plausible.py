"""Which readings that were not chosen go into the index."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_work import MadeWork, app, edition, region

from pipeline.model import Glyph, Reading
from pipeline.search.engine import Via
from pipeline.search.plausible import LIKELY, POSSIBLE, of_glyph, of_place

LINE = "p0001_r00_l00"


def glyph(chosen: float, *others: tuple[str, float]) -> Glyph:
    return Glyph("x", None, chosen, others)


def place(lemma: str, other: str, probability: float, share: float = 0.9, sigil: str = "B"):
    readings = (Reading(lemma, ("A",), 0.9), Reading(other, (sigil,) if sigil else (), share))
    return replace(app(LINE, 0, lemma), readings=readings, probability=probability)


def test_han_characters_count_by_what_their_engine_gives_them():
    assert of_glyph(glyph(0.9999, ("公", POSSIBLE), ("必", POSSIBLE / 2))) == ("公",)
    assert of_place(place("心", "公", 0.9999)) == ("公",)
    assert of_place(place("心", "", 0.9999, 0.0)) == ("",)
    assert of_place(place("心", "公", 0.9999, 0.0, sigil="")) == ("公",)


@pytest.mark.parametrize("other", ["t", "7", "一", "十", "百", "・", "é", "rn"])
def test_signs_that_are_few_count_only_where_the_chosen_one_is_in_doubt(other):
    assert of_glyph(glyph(0.999, (other, 0.4))) == ()
    assert of_glyph(glyph(0.8, (other, 0.4))) == (other,)
    assert of_place(place("二", other, 0.999)) == ()
    assert of_place(place("二", other, 0.8)) == (other,)


def test_one_character_among_figures_makes_a_reading_of_many():
    assert of_place(place("十三日", "十二月", 0.9999)) == ("十二月",)
    assert of_place(place("十三", "十二", 0.9999)) == ()


def test_who_reads_nothing_where_others_read_a_letter_is_believed_as_far_as_the_letter_is_in_doubt():
    assert of_place(place("s", "", 0.9999, 0.0)) == ()
    assert of_place(place("s", "", 0.9, 0.0)) == ("",)


def test_a_place_of_which_nobody_has_said_how_likely_it_is():
    assert of_place(app(LINE, 0, "二", "三")) == ("三",)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_the_less_the_chosen_sign_is_worth_the_more_readings_count(share, one, other):
    low, high = sorted((one, other))
    assert set(of_glyph(glyph(high, ("t", share)))) <= set(of_glyph(glyph(low, ("t", share))))
    assert bool(of_glyph(glyph(low, ("t", share)))) == (share * (1 - low) >= LIKELY)


def test_only_people_decide():
    settled = app(LINE, 0, "二", "三", settled=True)
    assert not replace(settled, by="evidence").decided
    assert replace(settled, by="log:3").decided


def test_a_figure_is_found_where_it_is_in_doubt(tmp_path):
    """Of two places with two numerals each, the one that is hardly in doubt has only what is chosen."""
    work = MadeWork(tmp_path / "work")
    places = (place("二", "一", 0.9995), replace(place("三", "五", 0.7), id="x", start=4, stop=5))
    work.issue("1", edition("p0001", region("p0001", 0, ("二月至第三期",)), apps=places))
    work.build()
    assert work.find("一月至").total == 0
    assert [hit.via for hit in work.places("第五期")] == [Via.ALTERNATIVE]
