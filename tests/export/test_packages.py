"""Packing: the same bytes for the same work, a delta that holds just what changed, tombstones."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import export_samples as samples
import package_samples as packages
import pytest
from hypothesis import given
from hypothesis import strategies as st
from package_samples import EXPORT, ISSUE, corrected, make_work, pack, put

from pipeline import codec
from pipeline.errors import UsageError
from pipeline.export.delivery import listing
from pipeline.export.delivery.delta import changes_between
from pipeline.export.delivery.validate import validate
from pipeline.workspace import Workspace, write_atomic

LINE = "p0003_r04_l05"  # 际研究措施。


@pytest.fixture
def work(tmp_path: Path) -> Workspace:
    return make_work(tmp_path / "work")


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in packages.files(folder)}


def correct(work: Workspace, issue: str = ISSUE) -> None:
    put(work, corrected(samples.NOTICE.edition, LINE, "际研究办法。"), issue)


def test_a_full_package_has_everything_that_mets_names(work: Workspace, tmp_path: Path) -> None:
    packed = pack(work, tmp_path / "full")
    made = tree(tmp_path / "full")
    exported = {f"data/{ISSUE}/4-export/{name}" for name in tree(work.export(ISSUE))}
    masters = {f"data/{ISSUE}/0-master/{page.master.file}" for page in samples.PAGES}
    beside = {"data/package.json", f"data/{ISSUE}/4-export/relations.jsonl"}
    assert {name for name in made if name.startswith("data/")} == {*exported, *masters, *beside}
    assert json.loads(made["data/package.json"])["id"] == packed.listing.id
    assert packed.listing.changes["documents"].added == (
        f"{ISSUE}/d_p0003_r02_l01",
        f"{ISSUE}/d_p0006_r01_l01",
    )


def test_the_same_work_gives_the_same_bytes_as_folder_and_as_zip(work: Workspace, tmp_path: Path) -> None:
    for name in ("a", "b", "a.zip"):
        pack(work, tmp_path / name)
    assert tree(tmp_path / "a") == tree(tmp_path / "b")
    pack(work, tmp_path / "again" / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "again" / "a.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert {info.filename: archive.read(info) for info in archive.infolist()} == {
            f"a/{name}": content for name, content in tree(tmp_path / "a").items()
        }


def test_ids_stay_when_an_issue_is_exported_again(work: Workspace, tmp_path: Path) -> None:
    first = pack(work, tmp_path / "first")
    for path in packages.files(work.export(ISSUE)):
        path.unlink()
    work.ledger.unlink()
    again = pack(work, tmp_path / "again")
    assert again.listing == first.listing
    assert tree(tmp_path / "again") == tree(tmp_path / "first")


def test_a_delta_after_one_correction_holds_just_that(tmp_path: Path) -> None:
    work = make_work(tmp_path / "work", ISSUE, "1987-04")
    pack(work, tmp_path / "full")
    correct(work)
    packed = pack(work, tmp_path / "delta", since=tmp_path / "full")
    changes = packed.listing.changes
    assert changes["issues"] == listing.Changes(changed=(ISSUE, "1987-04"))
    assert changes["documents"] == listing.Changes(changed=(f"{ISSUE}/d_p0003_r02_l01",))
    touched = (
        "alto/p0003.xml", "documents.jsonl", "issue.akn.xml", "issue.txt", "mets.xml", "normalised.txt",
        "pages.jsonl", "text/p0003.txt",
    )  # fmt: skip
    twins = "1987-04/4-export/relations.jsonl"  # holds how its documents differ from those of 1987-03
    assert changes["files"].changed == (*(f"{EXPORT}/{name}" for name in touched), twins)
    assert not changes["files"].added
    assert not changes["files"].removed
    inside = {name for name in tree(tmp_path / "delta") if name.startswith("data/1987")}
    assert inside == {f"data/{name}" for name in changes["files"].changed}


def test_a_delta_leads_to_the_same_state_as_a_full_package(work: Workspace, tmp_path: Path) -> None:
    pack(work, tmp_path / "full")
    correct(work)
    by_delta = pack(work, tmp_path / "delta", since=tmp_path / "full")
    assert by_delta.listing.id == pack(work, tmp_path / "new").listing.id
    assert by_delta.listing.base == json.loads(packages.data(tmp_path / "full", "package.json"))["id"]


def test_a_delta_of_nothing_is_empty(work: Workspace, tmp_path: Path) -> None:
    pack(work, tmp_path / "full")
    packed = pack(work, tmp_path / "delta", since=tmp_path / "full")
    assert not any(packed.listing.changes.values())
    assert validate(tmp_path / "delta", [tmp_path / "full"]).faults == ()


def test_what_is_gone_leaves_a_tombstone(work: Workspace, tmp_path: Path) -> None:
    pack(work, tmp_path / "full")
    put(work, replace(samples.LAST.edition, regions=samples.LAST.edition.regions[2:]))
    packed = pack(work, tmp_path / "delta", since=tmp_path / "full")
    assert packed.listing.changes["documents"].removed == (f"{ISSUE}/d_p0006_r01_l01",)
    assert validate(tmp_path / "delta", [tmp_path / "full"]).faults == ()


def test_an_issue_is_withdrawn_by_name_only(tmp_path: Path) -> None:
    work = make_work(tmp_path / "work", ISSUE, "1987-04")
    pack(work, tmp_path / "full")
    kept = pack(work, tmp_path / "kept", since=tmp_path / "full", issues=(ISSUE,))
    assert [issue.id for issue in kept.listing.issues] == [ISSUE, "1987-04"]
    packed = pack(work, tmp_path / "gone", since=tmp_path / "full", withdraw=("1987-04",))
    assert packed.listing.changes["issues"].removed == ("1987-04",)
    assert packed.listing.changes["documents"].removed == (
        "1987-04/d_p0003_r02_l01",
        "1987-04/d_p0006_r01_l01",
    )
    assert len(packed.listing.changes["files"].removed) == len(work.inventory(ISSUE).masters) * 2 + 15
    assert validate(tmp_path / "gone", [tmp_path / "full"]).faults == ()


def test_only_accepted_issues_are_packed_unless_asked_for(work: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no issue is accepted: 1987-03 \(unproofread\)"):
        pack(work, tmp_path / "full", unaccepted=False)
    assert not (tmp_path / "full").exists()


def test_text_that_nobody_has_proofread_says_so(work: Workspace, tmp_path: Path) -> None:
    edition = samples.NOTICE.edition
    doubted = replace(
        edition,
        regions=tuple(
            replace(
                region,
                lines=tuple(
                    replace(line, glyphs=tuple(replace(glyph, confidence=0.9) for glyph in line.glyphs))
                    for line in region.lines
                ),
            )
            for region in edition.regions
        ),
    )
    put(work, doubted)
    packed = pack(work, tmp_path / "full")
    (issue,) = packed.listing.issues
    assert (issue.status, issue.errors > 100) == ("unproofread", True)
    assert b"1987-03: unproofread, about" in (tmp_path / "full" / "bag-info.txt").read_bytes()
    gazette = packages.data(tmp_path / "full", f"{EXPORT}/issue.akn.xml").decode()
    assert f'proofread="no" characters="{issue.characters}" open="0" decided="0"' in gazette
    assert 'errors="1000.0"' in gazette


def test_nothing_is_written_over(work: Workspace, tmp_path: Path) -> None:
    pack(work, tmp_path / "full")
    with pytest.raises(UsageError, match="is there already"):
        pack(work, tmp_path / "full")


def test_a_master_that_was_changed_is_not_delivered(work: Workspace, tmp_path: Path) -> None:
    work.master(ISSUE, "p0002.png").write_bytes(b"another")
    with pytest.raises(Exception, match=r"0-master/p0002.png: is not the file that the package lists"):
        pack(work, tmp_path / "full")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["work"]


def test_a_listing_comes_back_as_it_was_written(work: Workspace, tmp_path: Path) -> None:
    packed = pack(work, tmp_path / "full")
    assert listing.load(listing.dump(packed.listing)) == packed.listing


def test_editions_without_any_text_can_be_packed(work: Workspace, tmp_path: Path) -> None:
    for page in samples.PAGES:
        if page.edition:
            write_atomic(work.edition(ISSUE, page.id), codec.dump(replace(page.edition, regions=())))
    pack(work, tmp_path / "full")
    assert validate(tmp_path / "full").faults == ()


states = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("123"))


@given(states, states)
def test_changes_lead_from_one_state_to_the_other(before: dict[str, str], after: dict[str, str]) -> None:
    changes = changes_between(before, after)
    new = {*changes.added, *changes.changed}
    reached = {name: digest for name, digest in before.items() if name not in changes.removed}
    assert reached | {name: after[name] for name in new} == after
    assert not (new & set(changes.removed))
    assert all(before.get(name) != after[name] for name in new)


@given(states)
def test_no_change_between_equal_states(state: dict[str, str]) -> None:
    assert not changes_between(state, dict(state))
