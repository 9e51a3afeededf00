"""`gazette package` and `gazette validate` by the command line, and what people have said of a text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import export_samples as samples
import pytest
from calling import called
from package_samples import EXPORT, ISSUE, corrected, make_work, put, swap, write

from pipeline import codec
from pipeline.delivering import status_of
from pipeline.export.delivery.faults import REMEDIES
from pipeline.settings import load
from pipeline.workspace import Workspace

ROOT = Path(__file__).parents[2]


@pytest.fixture
def work(tmp_path: Path) -> Workspace:
    return make_work(tmp_path / "work")


def test_a_package_is_made_and_found_sound(
    capsys: pytest.CaptureFixture[str], work: Workspace, tmp_path: Path
) -> None:
    code, out, _ = called(capsys, "package", work.root, "--to", tmp_path / "a.zip", "--unaccepted", "-q")
    assert code == 0
    assert "documents: 2 new, 0 changed, 0 removed" in out
    assert "1987-03: not proofread, about 0 wrong characters in 10,000; 6 pages, 2 documents" in out
    code, out, _ = called(capsys, "validate", tmp_path / "a.zip")
    assert code == 0
    assert "a.zip: sound (" in out


def test_what_nobody_accepted_is_not_packed(
    capsys: pytest.CaptureFixture[str], work: Workspace, tmp_path: Path
) -> None:
    code, _, err = called(capsys, "package", work.root, "--to", tmp_path / "a.zip")
    assert code == 2
    assert "no issue is accepted: 1987-03 (unproofread)" in err
    assert "gazette accept" in err


def test_every_fault_is_told_with_its_remedy(
    capsys: pytest.CaptureFixture[str], work: Workspace, tmp_path: Path
) -> None:
    called(capsys, "package", work.root, "--to", tmp_path / "a", "--unaccepted", "-q")
    swap(tmp_path / "a", f"{EXPORT}/issue.txt", "农田", "衣田")
    code, out, _ = called(capsys, "validate", tmp_path / "a")
    assert code == 3
    assert f"data/{EXPORT}/issue.txt: changed-file: " in out
    assert REMEDIES["changed-file"] in out
    code, out, _ = called(capsys, "validate", tmp_path / "a", "--json")
    record = json.loads(out)
    assert (code, record["sound"], record["issues"][0]["status"]) == (3, False, "unproofread")
    assert {(fault["code"], fault["remedy"]) for fault in record["faults"]} == {
        (name, REMEDIES[name]) for name in ("changed-file", "listing-differs", "text-differs")
    }


@pytest.mark.parametrize("what", ["missing.zip", "notes.txt", "empty.zip"])
def test_what_is_no_package_ends_with_a_word(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, what: str
) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "empty.zip").write_bytes(b"")
    code, _, err = called(capsys, "validate", tmp_path / what)
    assert code in (2, 3)
    assert what in err


def test_a_text_is_accepted_until_it_is_changed(
    capsys: pytest.CaptureFixture[str], work: Workspace, tmp_path: Path
) -> None:
    settings, sample = load(work.config), tmp_path / "sample.txt"
    inventory = work.inventory(ISSUE)
    with_text = tuple(master for master in inventory.masters if master.page != "p0005")
    write(work.inventory_file(ISSUE), codec.dump(replace(inventory, masters=with_text)))
    called(capsys, "sample", work.root, ISSUE, "--bound", "1/50", "--to", sample)
    code, out, _ = called(capsys, "accept", work.root, ISSUE, sample, "--as", "王芳")
    assert (code, status_of(work, settings, ISSUE)) == (0, "accepted"), out
    code, out, _ = called(capsys, "package", work.root, "--to", tmp_path / "a.zip", "-q")
    assert (code, "1987-03: accepted" in out) == (0, True)
    put(work, corrected(samples.NOTICE.edition, "p0003_r04_l05", "际研究办法。"))
    assert status_of(work, settings, ISSUE) == "unproofread"
    again = ("--to", tmp_path / "b.zip", "--since", tmp_path / "a.zip", "-q")
    assert called(capsys, "package", work.root, *again)[0] == 2


def test_every_code_of_a_fault_is_documented() -> None:
    text = (ROOT / "docs" / "errors.md").read_text("utf-8")
    section = text.partition("## Faults that `gazette validate` names")[2].partition("\n## ")[0]
    rows = [row.split("|")[1] for row in section.splitlines() if row.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`([a-z-]+)`", row)} == set(REMEDIES)
