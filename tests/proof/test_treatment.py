"""Kinds of difference are shown, hidden or settled as the project says."""

import pytest

from pipeline.errors import SettingsError
from pipeline.proof.treatment import Treatment, Treatments, treatments
from pipeline.text.kinds import Kind


def test_the_default_settles_what_no_eye_sees_and_shows_the_rest():
    found = Treatments()
    assert found.of([Kind.SPACING, Kind.ENCODING]) is Treatment.SETTLED
    assert found.of([Kind.SPACING, Kind.VARIANT]) is Treatment.SHOWN
    assert not found.hides(("disagreement", "variant"))


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.NONE])
def test_every_kind_can_be_shown_hidden_and_settled(kind):
    assert treatments([], []).of([kind]) is Treatment.SHOWN
    assert treatments([], [kind.value]).of([kind]) is Treatment.HIDDEN
    assert treatments([kind.value], []).of([kind]) is Treatment.SETTLED


def test_a_place_is_hidden_if_all_that_differs_is():
    found = treatments(["spacing"], ["variant"])
    assert found.hides(("disagreement", "variant", "spacing"))
    assert not found.hides(("disagreement", "variant", "change"))


def test_doubts_and_missing_lines_are_never_hidden():
    found = treatments([], [kind.value for kind in Kind if kind is not Kind.NONE])
    assert found.hides(("disagreement", "change"))
    assert not found.hides(("low-confidence", "variant"))
    assert not found.hides(("missing-line",))
    assert not found.hides(("disagreement",))


def test_unknown_kinds_and_kinds_in_both_lists_are_refused():
    with pytest.raises(SettingsError, match="no kind of difference 'colour'; there are encoding, punct"):
        treatments(["colour"], [])
    with pytest.raises(SettingsError, match="none"):
        treatments([], ["none"])
    with pytest.raises(SettingsError, match="both name spacing"):
        treatments(["spacing"], ["spacing", "variant"])
