"""Rounds and people as they are declared: read, and every mistake named."""

import re
from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.roster import PeopleSettings, RoundSettings, roles_of, steps_of
from pipeline.settings import load


def test_the_default_is_four_rounds_of_three_proofs_and_three_reviews() -> None:
    steps = steps_of(RoundSettings())
    assert len(steps) == 24
    assert [step.id for step in steps[:6]] == [
        "scan.proof1", "scan.proof2", "scan.proof3", "scan.first", "scan.second", "scan.final",
    ]  # fmt: skip
    assert str(steps[-1]) == "rotation.final (轮流校对 终审)"
    assert [step.id for step in steps if step.blind] == ["scan.proof2"]
    assert {step.round for step in steps if step.assigned} == {"rotation"}


def test_a_round_may_have_some_of_the_steps_only() -> None:
    steps = steps_of(RoundSettings(rounds=("a 甲校: proof1 final", "b 乙校：proof2"), blind=(), assigned=()))
    assert [step.id for step in steps] == ["a.proof1", "a.final", "b.proof2"]


def test_a_person_may_be_limited_to_rounds() -> None:
    steps = steps_of(RoundSettings())
    roles = roles_of(
        PeopleSettings(proof=("王芳", "张 工 (expert, scan)"), final=("李明",)), (s.round for s in steps)
    )
    can = {
        person: [step.id for step in steps if any(r.person == person and r.covers(step) for r in roles)]
        for person in ("王芳", "张 工", "李明")
    }
    assert len(can["王芳"]) == 12
    assert [name.split(".")[0] for name in can["张 工"]] == ["scan"] * 3 + ["expert"] * 3
    assert can["李明"] == ["scan.final", "layout.final", "expert.final", "rotation.final"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('rounds = ["扫描"]', "must be a round's id and its name"),
        ('rounds = ["scan 扫描", "scan 排版"]', "scan is there twice as a round"),
        ('rounds = ["scan 扫描: proof7"]', "proof7 is none of the steps"),
        ('rounds = ["scan 扫描: first proof1"]', "reviews come after the proofs"),
        ('rounds = ["scan 扫描: proof1 proof1"]', "proof1 is there twice as a step of scan"),
        ('steps = ["check 核"]', "steps are proof1 to proof9, first, second or final"),
        ('blind = ["scan.proof9"]', "'scan.proof9' is no round or step"),
        ('blind = ["scan.first"]', "scan.first is a review, and only proofs can be blind"),
        ('assigned = ["rotatio"]', "'rotatio' is no round or step"),
        ('different_proofs = "yes"', "different_proofs must be one of all, consecutive, no"),
        ("spot_share = 0", "spot_share must lie between 0 and 1"),
        ("spot_wrong = -1", "spot_wrong is too small"),
        ('[people]\nproof = ["王芳 (skan)"]', "names the round skan; there are scan, layout"),
        ('[people]\nproof = ["(scan)"]', "must be a name"),
        ('[people]\n"王芳" = ["proof"]', "unknown key in [people]: 王芳"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "gazette.toml"
    path.write_text(f"[rounds]\n{text}\n", "utf-8")
    with pytest.raises(SettingsError, match=re.escape(told)):
        load(path)
