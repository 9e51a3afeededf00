"""Rotation: even loads, and nobody where the rules do not let them."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import RefusedError
from pipeline.proof.rounds.assign import able, rotate, with_person
from pipeline.proof.rounds.plan import plan_of
from pipeline.proof.rounds.state import Done, PageState
from pipeline.roster import PeopleSettings, RoundSettings

WHO = ("王芳", "李明", "陈静", "赵敏")
PLAN = plan_of(RoundSettings(), PeopleSettings(WHO, WHO, WHO, WHO))


def pages(count):
    return {f"p{n:04d}": PageState(f"p{n:04d}") for n in range(1, count + 1)}


def test_nobody_is_declared():
    with pytest.raises(RefusedError, match="nobody to assign"):
        rotate(plan_of(RoundSettings(), PeopleSettings()), pages(1), PLAN.named("rotation"), {})


@given(st.lists(st.integers(1, 3000), min_size=1, max_size=30))
def test_loads_of_a_step_differ_by_less_than_the_longest_page(sizes):
    characters = {f"p{n:04d}": size for n, size in enumerate(sizes, 1)}
    rota = rotate(PLAN, pages(len(sizes)), PLAN.named("rotation.proof1"), characters)
    loads = [load for _, load in rota.loads]
    assert len(rota.assignments) == len(sizes)
    assert max(loads) - min(loads) <= max(sizes)


@given(st.lists(st.integers(1, 3000), min_size=1, max_size=8))
def test_a_whole_round_is_assigned_by_the_rules(sizes):
    characters = {f"p{n:04d}": size for n, size in enumerate(sizes, 1)}
    rota = rotate(PLAN, pages(len(sizes)), PLAN.named("rotation"), characters)
    assert rota.nobody == ()
    for page in characters:
        who = [given.person for given in rota.assignments if given.page == page]
        assert len(who) == 6
        assert all(first != second for first, second in pairwise(who))
        assert len(set(who[3:])) == 3
    loads = [load for _, load in rota.loads]
    assert max(loads) - min(loads) <= 2 * max(sizes)


def test_what_is_assigned_or_begun_stays():
    step, begun = PLAN.named("rotation.proof1")[0], PLAN.named("rotation.proof2")[0]
    first, second = pages(2).values()
    states = {
        "p0001": with_person(first, step, "赵敏"),
        "p0002": replace(second, decided=(Done(begun.id, "王芳", 1, ""),)),
    }
    rota = rotate(PLAN, states, (step, begun), {})
    assert [(given.page, given.step) for given in rota.assignments] == [
        ("p0002", step.id), ("p0001", begun.id),
    ]  # fmt: skip
    assert rota.assignments[0].person != "王芳"


def test_the_only_one_for_a_later_review_is_kept_for_it():
    people = PeopleSettings(WHO, ("王芳", "李明"), ("陈静",), ("王芳",))
    plan = plan_of(RoundSettings(), people)
    assert able(plan, PageState("p0001"), plan.step("scan.first")) == ("李明",)


def test_a_page_nobody_can_do_is_told():
    plan = plan_of(RoundSettings(), PeopleSettings(("王芳",)))
    rota = rotate(plan, pages(1), plan.named("scan"), {})
    assert [given.step for given in rota.assignments] == ["scan.proof1", "scan.proof3"]
    assert [step for _, step in rota.nobody] == ["scan.proof2", "scan.first", "scan.second", "scan.final"]
