"""The bench of collation counts what it says it counts."""

from bench.collation import CASES, RATES, measure


def test_each_case_and_rate_is_timed_and_geometry_costs_no_agreement():
    timings = measure(characters=400, repeats=1, with_collatex=False)
    ours = [one for one in timings if one.way == "ours"]
    assert [(one.rate, one.case) for one in ours] == [(rate, case) for rate in RATES for case in CASES]
    for rate in RATES:
        by_case = {one.case: one.differing for one in ours if one.rate == rate}
        assert by_case["one layout"] == by_case["two layouts"]
        assert 0 < by_case["one layout"] < 400
    whole = [one for one in timings if one.way == "difflib, nothing left out"]
    assert len(whole) == len(RATES)
    assert all(one.seconds > 0 for one in timings)
