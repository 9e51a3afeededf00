"""Kinds of difference are shown, hidden or settled as the project says."""

import pytest
from plain_card import plain_card
from proof_witnesses import boxed

from pipeline.errors import SettingsError
from pipeline.model import Step
from pipeline.proof.edition import edit
from pipeline.proof.policy import Policy
from pipeline.proof.treatment import Treatment, Treatments, is_asked, treatments
from pipeline.settings import DIFFERENCES, ProofSettings, load
from pipeline.text.kinds import Kind

STEP = Step("proof", "test", "1")


@pytest.fixture(autouse=True)
def settled_by_the_plain_card():
    with plain_card():
        yield


def test_the_default_settles_what_no_eye_sees_and_shows_the_rest():
    found = Treatments()
    assert found.of([Kind.SPACING, Kind.ENCODING]) is Treatment.SETTLED
    assert found.of([Kind.SPACING, Kind.VARIANT]) is Treatment.SHOWN


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.NONE])
def test_every_kind_can_be_shown_hidden_and_settled(kind):
    assert treatments([], []).of([kind]) is Treatment.SHOWN
    assert treatments([], [kind.value]).of([kind]) is Treatment.HIDDEN
    assert treatments([kind.value], []).of([kind]) is Treatment.SETTLED


def test_a_place_is_what_all_its_kinds_allow():
    found = treatments(["spacing"], ["variant"])
    assert found.of([Kind.VARIANT, Kind.SPACING]) is Treatment.HIDDEN
    assert found.of([Kind.VARIANT, Kind.CHANGE]) is Treatment.SHOWN


def test_the_settings_know_all_kinds_and_the_default_is_ours():
    assert set(DIFFERENCES) == {kind.value for kind in Kind if kind is not Kind.NONE}
    proof = ProofSettings()
    assert treatments(proof.settle, proof.hide) == Treatments()


def place(settle=(), hide=(), first="学生會", second="学生会"):
    """The one place of a page on which two witnesses differ in a form."""
    policy = Policy(treatments(settle, hide))
    (app,) = edit((boxed("P6", first), boxed("P4", second)), "P6", 2, STEP, policy=policy).apps
    return app


def test_a_variant_is_asked_about_unless_the_project_says_otherwise():
    assert is_asked(place())
    settled = place(settle=["variant"])
    assert (settled.settled, settled.by, settled.lemma) == (True, "rule", "會")
    assert [reading.text for reading in settled.readings[:2]] == ["會", "会"]


def test_a_hidden_place_stays_open_and_keeps_its_readings_but_nobody_is_asked():
    hidden = place(hide=["variant"])
    assert not hidden.settled
    assert not is_asked(hidden)
    assert hidden.reasons == ("disagreement", "variant", "hidden")
    assert {reading.text for reading in hidden.readings} >= {"會", "会"}


def test_hidden_places_are_not_told_as_something_to_do():
    policy = Policy(treatments([], ["variant"]))
    found = edit((boxed("P6", "学生會"), boxed("P4", "学生会")), "P6", 2, STEP, policy=policy)
    assert "unsettled-places" not in [finding.code for finding in found.findings]


def test_a_real_change_is_never_hidden_with_the_forms():
    assert is_asked(place(hide=["variant"], second="学生魂"))


def test_missing_lines_are_asked_about_whatever_is_hidden():
    policy = Policy(treatments([], DIFFERENCES))
    found = edit((boxed("P6", "灵魂", "安"), boxed("P4", "灵魂")), "P6", 2, STEP, policy=policy)
    assert "missing-line" in [app.reasons[0] for app in found.apps if is_asked(app)]


def test_confusable_shapes_of_the_project_name_the_kind():
    policy = Policy(confusables=("魂动",))
    found = edit((boxed("P6", "灵魂"), boxed("P4", "灵动")), "P6", 2, STEP, policy=policy)
    assert "confusable" in found.apps[-1].reasons


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('settle = ["colour"]', "settle must be one of encoding"),
        ('hide = ["none"]', "hide must be one of encoding"),
        ('hide = ["spacing"]', "settle and hide both name spacing"),
    ],
)
def test_unknown_kinds_and_kinds_in_both_lists_are_refused(tmp_path, text, message):
    path = tmp_path / "gazette.toml"
    path.write_text(f"[proof]\n{text}\n")
    with pytest.raises(SettingsError, match=message):
        load(path)
