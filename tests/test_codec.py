"""Records go to bytes and come back as they were; anything else is a damaged file, not a traceback."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import editions, records

from pipeline import codec
from pipeline.derivative import Derivative, Transform
from pipeline.errors import WorkspaceError
from pipeline.model import Box, Edition, Glyph, Inventory, Region, RegionKind
from pipeline.settings import Settings


@given(records)
def test_every_record_comes_back_as_it_was(record: Any) -> None:
    data = codec.dump(record)
    assert codec.load(data, type(record), "here") == record
    assert codec.dump(codec.load(data, type(record), "here")) == data


def test_the_envelope_names_record_and_version() -> None:
    data = codec.dump(Box(1, 2, 3, 4))
    assert data == b'{"gazette":"Box","format":1,"record":[1,2,3,4]}\n'


def test_text_stays_readable() -> None:
    assert "宁".encode() in codec.dump(Glyph("宁", None))


def test_what_an_earlier_program_did_not_write_takes_its_default() -> None:
    record = {"id": "r", "kind": "table", "image": "p", "box": None, "lines": []}
    assert codec.load(_envelope(record, "Region"), Region, "x") == Region(
        "r", RegionKind.TABLE, "p", None, ()
    )
    with pytest.raises(WorkspaceError, match="damaged"):
        codec.load(_envelope({"id": "r"}, "Region"), Region, "x")


@given(editions, st.data())
def test_a_cut_file_is_damaged(edition: Edition, data: st.DataObject) -> None:
    whole = codec.dump(edition)
    cut = whole[: data.draw(st.integers(0, len(whole) - 2))]
    with pytest.raises(WorkspaceError, match=r"p0001\.json: damaged"):
        codec.load(cut, Edition, "p0001.json")


def _envelope(record: Any, name: str = "Inventory", version: int = 1) -> bytes:
    return json.dumps({"gazette": name, "format": version, "record": record}).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe",
        b"[]",
        b"7",
        b"{}",
        _envelope(None),
        _envelope([1, 2]),
        _envelope({"issue": "1"}),
        _envelope({"issue": 1, "masters": [], "findings": []}),
        _envelope({"issue": "1", "masters": {}, "findings": []}),
        _envelope({"issue": "1", "masters": "abc", "findings": []}),
        _envelope({"issue": "1", "masters": [], "findings": [{"severity": "loud"}]}),
    ],
)
def test_what_is_no_record_is_damaged(data: bytes) -> None:
    with pytest.raises(WorkspaceError, match=r"inventory\.json: damaged") as caught:
        codec.load(data, Inventory, "inventory.json")
    assert "run the same command again" in caught.value.advice


def test_a_text_where_a_list_should_be_is_damaged() -> None:
    record = {"page": "p1", "sigils": "P6", "regions": [], "apps": [], "findings": [], "steps": []}
    with pytest.raises(WorkspaceError, match="'P6' is no list"):
        codec.load(_envelope(record, "Edition"), Edition, "p0001.json")


def test_values_that_cannot_be_are_damaged() -> None:
    with pytest.raises(WorkspaceError, match="inside out"):
        codec.load(_envelope([5, 5, 0, 0], "Box"), Box, "x")
    with pytest.raises(WorkspaceError, match="damaged"):
        codec.load(_envelope([1, 2, 3], "Box"), Box, "x")
    with pytest.raises(WorkspaceError, match="no way back"):
        codec.load(_envelope([0, 0, 0, 0, 0, 0], "Transform"), Transform, "x")


@pytest.mark.parametrize(("name", "version"), [("Box", 1), ("Inventory", 2)])
def test_another_record_or_version_is_named(name: str, version: int) -> None:
    with pytest.raises(WorkspaceError, match=f"holds {name} format {version}, expected Inventory format 1"):
        codec.load(_envelope({}, name, version), Inventory, "inventory.json")


def test_canonical_does_not_depend_on_the_order_of_keys() -> None:
    assert codec.canonical({"b": 1, "a": (2, None)}) == '{"a":[2,null],"b":1}'
    assert json.loads(codec.canonical(Settings()))["proof"] == {
        "control_share": Settings().proof.control_share,
        "errors_left_per_10000": Settings().proof.errors_left_per_10000,
        "hide": [],
        "settle": list(Settings().proof.settle),
    }


def test_a_record_from_before_a_field_was_added_takes_its_default() -> None:
    derivative = Derivative("p0001_a", "p0001_a.png", 3, 4, Transform(c=1.0))
    older = codec.dump(derivative).replace(
        b',"bend":{"along":[],"across":[],"shifts":[],"upright":false}', b""
    )
    assert b"bend" not in older
    assert codec.load(older, Derivative, "p0001.json") == derivative
    with pytest.raises(WorkspaceError, match="damaged"):
        codec.load(older.replace(b'"width":3,', b""), Derivative, "p0001.json")
