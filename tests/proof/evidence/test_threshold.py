"""From which doubt on a place is shown."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.proof.evidence.threshold import PER, WORTH, threshold


@given(st.lists(st.floats(0, 1), max_size=60), st.floats(0, 500))
def test_what_is_settled_holds_no_more_errors_than_wanted_or_none_worth_showing(doubts, wanted):
    found = threshold(doubts, wanted)
    settled = [doubt for doubt in doubts if doubt <= found.doubt]
    assert found.left * len(doubts) / PER - sum(settled) < 1e-6
    assert found.doubt >= WORTH
    if found.doubt > WORTH:
        assert sum(settled) <= max(wanted / PER, WORTH) * len(doubts) + 1e-9


def test_a_clean_page_shows_nothing_and_a_better_text_costs_more_reading():
    clean = [0.0001] * 1000
    assert threshold(clean, 2).doubt == WORTH
    mixed = [*clean, *(n / 1000 for n in range(100))]
    shown = [sum(doubt > threshold(mixed, wanted).doubt for doubt in mixed) for wanted in (50, 10, 2, 0)]
    assert shown == sorted(shown)
    assert shown[0] < shown[-1]


def test_errors_without_a_sign_are_told_not_shown():
    found = threshold([0.0009] * 1000, 2)
    assert found.doubt == WORTH
    assert 8.9 < found.left < 9.1
