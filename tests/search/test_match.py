"""Places in a key, against the obvious way of finding them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.search import match

KEYS = st.text(st.sampled_from("ab\n"), max_size=12)
PHRASES = st.text(st.sampled_from("abc"), min_size=1, max_size=4)
DOUBTS = st.dictionaries(st.integers(0, 11), st.sampled_from(["a", "b", "c", "bc"]), max_size=4)


def obvious(key: str, others: dict[int, str], phrase: str) -> list[int]:
    """Every start at which each character is there, chosen or not."""
    return [
        start
        for start in range(len(key) - len(phrase) + 1)
        if all(c == key[p] or c in others.get(p, "") for p, c in enumerate(phrase, start))
    ]


@given(KEYS, PHRASES)
def test_exact(key: str, phrase: str) -> None:
    assert list(match.exact(key, tuple(phrase))) == obvious(key, {}, phrase)


@given(KEYS, DOUBTS, PHRASES)
def test_doubtful(key: str, doubts: dict[int, str], phrase: str) -> None:
    others = {p: "".join(c for c in cs if c != key[p]) for p, cs in doubts.items() if p < len(key)}
    found = set(match.doubtful(key, tuple(sorted(others.items())), tuple(phrase)))
    assert sorted(found | set(match.exact(key, tuple(phrase)))) == obvious(key, others, phrase)
    assert not found & set(match.exact(key, tuple(phrase)))


def test_places_overlap() -> None:
    assert list(match.exact("哈哈哈", ("哈", "哈"))) == [0, 1]


@given(KEYS, PHRASES, PHRASES, st.integers(0, 4))
def test_near(key: str, first: str, second: str, distance: int) -> None:
    found = match.near(key, tuple(first), tuple(second), distance)
    pairs = [(a, b) for a in obvious(key, {}, first) for b in obvious(key, {}, second)]
    gaps = [(b - a - len(first), a - b - len(second), a, b) for a, b in pairs]
    assert found == [(a, b) for after, before, a, b in gaps if 0 <= max(after, before) <= distance]
