"""The check of all formats: silent on sound files, and not silent on others."""

from __future__ import annotations

import pytest
from shared_folder import SHARED, needs_shared

from bench.exports import Case, Files, everything, troubles, typeset_cases

SCHEMAS = SHARED / "schemas"
pytestmark = needs_shared


@pytest.fixture(scope="module")
def made() -> tuple[Case, Files]:
    (case,) = typeset_cases(1, 1)
    return case, everything(case)


def test_sound_files_have_no_troubles(made: tuple[Case, Files]) -> None:
    case, files = made
    assert not troubles(case, files, SCHEMAS, None)


def test_what_is_wrong_is_named(made: tuple[Case, Files]) -> None:
    case, files = made
    broken = files | {
        "alto/p0001.xml": files["alto/p0001.xml"].replace(b"<Layout", b"<Lay").replace(b"</Layout", b"</Lay"),
        "issue.tei.xml": files["issue.tei.xml"].replace(b"<idno>", b"<idno/><idno>"),
        "mets.xml": files["mets.xml"].replace(b'ID="phys_p0001"', b'ID="phys"'),
    }
    found = troubles(case, broken, SCHEMAS, None)
    assert found["alto/p0001.xml: invalid"]
    assert found["issue.tei.xml: invalid against tei-1.rng"] == 1
    assert found["mets.xml: an id twice"] == 1
    assert found["not the same when made again"] == 3
