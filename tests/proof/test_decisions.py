"""Files of decisions: what is written is read back, what is none is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BadInputError
from pipeline.proof.decisions import LONGEST, Act, Decision, DecisionFile, dump, parse

names = st.text("王芳abc-.:0", max_size=8)
texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=6)
places = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted)
decisions = st.builds(
    lambda place, *rest: Decision(rest[0], rest[1], rest[2], *place, *rest[3:]),
    places, names, names, names, texts, texts, st.sampled_from(Act), texts,
)  # fmt: skip
files = st.builds(
    DecisionFile,
    names, names, names, names,
    st.dictionaries(names, names, max_size=2).map(lambda found: tuple(sorted(found.items()))),
    st.lists(decisions, max_size=3).map(tuple),
)  # fmt: skip


@given(files)
def test_what_is_written_is_read_back(file):
    assert parse(dump(file), "x") == file


WHOLE = {
    "format": "gazette-decisions 1", "issue": "1987-03", "step": "", "actor": "王芳", "made": "",
    "states": {"p0001": "9f"},
    "decisions": [
        {"page": "p0001", "app": "", "line": "l", "start": 0, "stop": 1, "lemma": "末", "act": "type",
         "text": "未"},
    ],
}  # fmt: skip


def test_a_note_may_be_left_out():
    assert parse(json.dumps(WHOLE).encode(), "x").decisions[0].note == ""


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("format", "gazette-decisions 9", "its format"),
        ("issue", 3, "is no text"),
        ("actor", "王\n芳", "control character"),
        ("states", [], "no table"),
        ("decisions", {}, "no list"),
        ("act", "mend", "mend"),
        ("start", True, "no stretch"),
        ("start", 2, "no stretch"),
        ("start", -1, "no stretch"),
        ("stop", 1.0, "no stretch"),
        ("text", "\ud800", "control character"),
        ("text", "a\nb", "control character"),
        ("text", "字" * (LONGEST + 1), "at most"),
        ("line", None, "is no text"),
    ],
)
def test_what_is_no_such_file_is_refused(key, value, told):
    data = json.loads(json.dumps(WHOLE))
    (data if key in data else data["decisions"][0])[key] = value
    with pytest.raises(BadInputError, match=told):
        parse(json.dumps(data).encode(), "x")


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b"3", b"[" * 100_000, b"{}"])
def test_what_is_not_even_json_is_refused(data):
    with pytest.raises(BadInputError, match="x: is no file of decisions"):
        parse(data, "x")


def test_a_missing_key_is_named():
    data = {key: value for key, value in WHOLE.items() if key != "actor"}
    with pytest.raises(BadInputError, match="'actor' is missing"):
        parse(json.dumps(data).encode(), "x")
