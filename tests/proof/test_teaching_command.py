"""`gazette calibrate`: from decisions on disk to the calibration of a project."""

from dataclasses import replace

import pytest
from plain_card import plain_card
from proof_witnesses import PAGE, boxed, clean_page

from pipeline import codec, teaching
from pipeline.init import init
from pipeline.model import Inventory, Master, Step
from pipeline.proof.decisions import Act, Decision, DecisionFile, dump
from pipeline.proof.edition import edit
from pipeline.proof.evidence.calibration import BARE
from pipeline.proof.learned import calibration_file, calibration_of, confusions_file, inputs, policy_of
from pipeline.proof.policy import Policy
from pipeline.settings import ProofSettings
from pipeline.workspace import write_atomic

ISSUE = "1987-03"
MASTER = Master(PAGE, "p0001.png", 0, "PNG", "1.png", "0" * 64, 400, 300, 300.0)


@pytest.fixture
def settled_by_the_plain_card():
    with plain_card():
        yield


@pytest.fixture
def workspace(tmp_path):
    made = init(tmp_path / "work", "政报", "2026-03-01")
    write_atomic(made.inventory_file(ISSUE), codec.dump(Inventory(ISSUE, (MASTER,))))
    write_atomic(made.clean_page(ISSUE, PAGE), codec.dump(clean_page(width=2000, height=3000)))
    return made


def decide(workspace, lines):
    """Two engines read 草; a person has made 革 of it in the first so many lines."""
    read = ["文化大草命。"] * 20
    witnesses = [boxed("P6", *read, confidence=0.95), boxed("P4", *read)]
    for witness in witnesses:
        write_atomic(workspace.witness(ISSUE, PAGE, witness.sigil), codec.dump(witness))
    edition = edit(witnesses, "P6", 2, Step("proof", "test", "1"))
    (region,) = edition.regions
    changed = [
        replace(line, glyphs=tuple(replace(g, text=g.text.replace("草", "革")) for g in line.glyphs))
        for line in region.lines[:lines]
    ]
    apps = [
        replace(app, settled=True, by="log:1", lemma=app.lemma.replace("草", "革"))
        if app.line in {line.id for line in changed}
        else app
        for app in edition.apps
    ]
    whole = replace(region, lines=(*changed, *region.lines[lines:]))
    write_atomic(
        workspace.edition(ISSUE, PAGE), codec.dump(replace(edition, regions=(whole,), apps=tuple(apps)))
    )
    return sum(app.stop - app.start for app in apps if app.by == "log:1")


def test_decisions_are_learned_from_and_kept(workspace):
    count = decide(workspace, 20)
    taught = teaching.calibrate(workspace.root)
    assert (taught.outcomes, taught.wrong, taught.kept) == (count, 20, True)
    assert taught.after.error < taught.before.error
    kept = calibration_of(workspace)
    assert kept == taught.calibration
    assert [text for text, _ in kept.characters] == ["草"]
    assert inputs(workspace) == (calibration_file(workspace),)
    assert "草" in teaching.taught_text(taught)


def test_it_learns_the_same_from_the_same(workspace):
    decide(workspace, 20)
    first = teaching.calibrate(workspace.root)
    bytes_then = calibration_file(workspace).read_bytes()
    assert teaching.calibrate(workspace.root) == first
    assert calibration_file(workspace).read_bytes() == bytes_then


def test_from_a_few_decisions_nothing_is_learned(workspace):
    decide(workspace, 1)
    taught = teaching.calibrate(workspace.root)
    assert not taught.kept
    assert calibration_of(workspace) == BARE
    assert inputs(workspace) == ()
    assert "at least 30" in teaching.taught_text(taught)


@pytest.mark.usefixtures("settled_by_the_plain_card")
def test_an_edition_takes_what_was_learned():
    read = ["文化大草命。"] * 20
    witnesses = [boxed("P6", *read, confidence=0.999), boxed("P4", *read, confidence=0.999)]
    bare = edit(witnesses, "P6", 2, Step("", "", ""))
    policy = Policy(calibration=replace(BARE, characters=(("草", 6.0),)))
    harder = edit(witnesses, "P6", 2, Step("", "", ""), policy=policy)
    assert not [app for app in bare.apps if app.lemma == "草"]
    assert len([app for app in harder.apps if app.lemma == "草"]) == 20


def test_shapes_that_were_put_right_again_and_again_are_kept(workspace):
    decide(workspace, 1)
    made = tuple(Decision(PAGE, "", f"{PAGE}_r01_l{n:02d}", 3, 4, "魂", "动", Act.TYPE) for n in range(1, 4))
    file = DecisionFile(ISSUE, "", "王芳", "2026-03-01T10:00:00Z", (), made)
    folder = workspace.rounds(ISSUE) / "files"
    write_atomic(folder / "1.json", dump(file))
    write_atomic(folder / "2.json", b"damaged")
    taught = teaching.calibrate(workspace.root)
    assert policy_of(workspace, ProofSettings()).confusables == ("动魂",)
    assert inputs(workspace) == (confusions_file(workspace),)
    assert "one read for the other: 动魂" in teaching.taught_text(taught)
