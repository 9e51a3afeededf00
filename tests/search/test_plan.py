"""What a build has to do, and the slots that keep the order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.search.plan import Held, plan
from pipeline.search.segments import MAX_SLOT

NAMES = [f"{n:03}" for n in range(40)]
HELD = st.dictionaries(st.sampled_from(NAMES), st.sampled_from("ab"))


def test_nothing_to_do() -> None:
    first = plan((), {"a": "1", "b": "2"})
    assert (first.whole, first.add) == (True, ("a", "b"))
    assert plan(first.held, {"a": "1", "b": "2"}).nothing


def test_a_change_takes_out_and_puts_in() -> None:
    now = dict.fromkeys(NAMES, "1")
    held = plan((), now).held
    later = plan(held, now | {"005": "2"})
    assert (later.whole, later.remove, later.add) == (False, ("005",), ("005",))
    gone = plan(held, dict.fromkeys(NAMES[1:], "1"))
    assert (gone.whole, gone.remove, gone.add) == (False, ("000",), ())


def test_many_changes_make_everything_anew() -> None:
    held = plan((), dict.fromkeys(NAMES, "1")).held
    assert plan(held, dict.fromkeys(NAMES, "2")).whole


def test_no_room_makes_everything_anew() -> None:
    held = (Held("a", "1", 7), Held("c", "1", 8), *(Held(f"d{n}", "1", 100 + n) for n in range(9)))
    now = {"a": "1", "b": "1", **{one.issue: "1" for one in held[1:]}}
    assert plan(held, now).whole


@given(HELD, st.lists(HELD, max_size=4))
def test_slots_rise_and_stay(start: dict[str, str], steps: list[dict[str, str]]) -> None:
    held = plan((), dict(sorted(start.items()))).held
    for step in steps:
        now = dict(sorted(step.items()))
        made = plan(held, now)
        slots = [one.slot for one in made.held]
        assert slots == sorted(set(slots))
        assert all(0 < slot < MAX_SLOT for slot in slots)
        assert [(one.issue, one.digest) for one in made.held] == list(now.items())
        if not made.whole:
            unchanged = {one for one in held if now.get(one.issue) == one.digest}
            assert unchanged <= set(made.held)
        held = made.held
