"""Taking in: nothing is changed, nothing is lost silently, and a kill costs nothing."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from shared_folder import SHARED, needs_shared

from pipeline import workspace as workspace_module
from pipeline.errors import ExitCode, NoSpaceError, UsageError
from pipeline.init import init
from pipeline.model import Severity
from pipeline.scan import intake
from pipeline.scan.intake import IntakeReport, take_in
from pipeline.settings import IntakeSettings, Settings
from pipeline.workspace import Workspace


@pytest.fixture
def here(tmp_path: Path) -> Workspace:
    return init(tmp_path / "work", "Gazette", "2026-03-01")


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    folder = tmp_path / "scans"
    folder.mkdir()
    return folder


def picture(seed: int, size: tuple[int, int] = (40, 60)) -> Image.Image:
    noise = np.random.default_rng(seed).integers(0, 255, (size[1], size[0], 3), dtype=np.uint8)
    return Image.fromarray(noise)


def take(here: Workspace, *paths: Path, settings: Settings | None = None) -> IntakeReport:
    with here.locked():
        return take_in(here, paths, "1", settings or Settings())


def masters(report: IntakeReport) -> list[tuple[str, str, int, str]]:
    return [(m.page, m.file, m.frame, m.source) for m in report.inventory.masters]


def found(report: IntakeReport, code: str) -> list[str]:
    return [f.message for f in report.inventory.findings if f.code == code]


def test_masters_are_copied_untouched_read_only_in_natural_order(here: Workspace, scans: Path) -> None:
    for n in (10, 9):
        picture(n).save(scans / f"{n}.png", dpi=(300, 300))
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in scans.iterdir()}
    report = take(here, scans)
    assert masters(report) == [("p0001", "p0001.png", 0, "9.png"), ("p0002", "p0002.png", 0, "10.png")]
    for master in report.inventory.masters:
        path = here.master("1", master.file)
        assert path.read_bytes() == (scans / master.source).read_bytes()
        assert path.stat().st_mode & 0o222 == 0
        assert hashlib.sha256(path.read_bytes()).hexdigest() == master.sha256
        assert (master.width, master.height, master.dpi) == (40, 60, 300.0)
    assert {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in scans.iterdir()} == before
    assert here.inventory("1") == report.inventory
    assert report.inventory.findings == ()
    assert (report.taken, report.fresh, report.exit_code) == (("9.png", "10.png"), (), ExitCode.OK)


def test_many_pages_in_one_file(here: Workspace, scans: Path) -> None:
    picture(0).save(scans / "1.jpg", dpi=(300, 300))
    pages = [picture(n) for n in range(1, 4)]
    pages[0].save(scans / "2.tif", save_all=True, append_images=pages[1:])
    picture(4).save(scans / "3.jp2")
    assert masters(take(here, scans)) == [
        ("p0001", "p0001.jpg", 0, "1.jpg"),
        ("p0002", "p0002-p0004.tif", 0, "2.tif"),
        ("p0003", "p0002-p0004.tif", 1, "2.tif"),
        ("p0004", "p0002-p0004.tif", 2, "2.tif"),
        ("p0005", "p0005.jp2", 0, "3.jp2"),
    ]


def test_every_file_is_accounted_for(here: Workspace, scans: Path) -> None:
    picture(1).save(scans / "1.png", dpi=(300, 300))
    whole = (scans / "1.png").read_bytes()
    (scans / "2.png").write_bytes(whole[: len(whole) // 2])
    (scans / "3.tif").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n")
    (scans / "4.tif").write_bytes(b"")
    (scans / "5.pdf").write_bytes(b"%PDF-1.7\nno\n%%EOF\n")
    (scans / "notes.txt").write_text("x")
    (scans / "6.jpg").write_bytes(whole)
    os.mkfifo(scans / "7.tif")
    progress: list[tuple[int, int]] = []
    report = take_in(here, [scans], "1", Settings(), lambda done, total: progress.append((done, total)))
    assert report.taken == ("1.png", "6.jpg")
    assert [path.name for path, _ in report.refused] == ["2.png", "3.tif", "4.tif", "5.pdf"]
    assert [error.code for _, error in report.refused] == [
        "truncated-file",
        "unknown-format",
        "empty-file",
        "bad-input",
    ]
    assert [f.message.split(":")[0] for f in report.skipped] == ["7.tif", "notes.txt"]
    assert report.exit_code == ExitCode.PAGES_FAILED
    lost = [f for f in report.inventory.findings if f.severity is Severity.LOSS]
    assert [f.message.split(":")[0] for f in lost] == ["2.png", "3.tif", "4.tif", "5.pdf"]
    assert all("copy" in f.message or "convert" in f.message or "Check" in f.message for f in lost)
    assert found(report, "misnamed-file") == ["6.jpg: is a PNG file"]
    assert found(report, "duplicate-page") == ["6.jpg is the same file as 1.png (p0001)"]
    assert str(scans) not in here.inventory_file("1").read_text()
    assert progress == [(n, 6) for n in range(1, 7)]


def test_a_second_time_nothing_is_done(here: Workspace, scans: Path, monkeypatch: Any) -> None:
    for n in range(3):
        picture(n).save(scans / f"{n}.png")
    (scans / "bad.tif").write_bytes(b"")
    first = take(here, scans)
    stamps = {p: p.stat().st_mtime_ns for p in here.issue("1").rglob("*")}
    monkeypatch.setattr(intake, "copy_atomic", None)
    second = take(here, scans)
    assert second.inventory == first.inventory
    assert (second.taken, second.fresh) == ((), ("0.png", "1.png", "2.png"))
    assert second.exit_code == ExitCode.PAGES_FAILED
    assert {p: p.stat().st_mtime_ns for p in here.issue("1").rglob("*")} == stamps


def test_what_comes_later_is_added_behind_and_ids_stay(here: Workspace, scans: Path) -> None:
    picture(2).save(scans / "2.png")
    picture(4).save(scans / "4.png")
    first = take(here, scans)
    assert found(first, "page-gap")
    picture(1).save(scans / "1.png")
    picture(3).save(scans / "3.png")
    second = take(here, scans)
    assert [(m[0], m[3]) for m in masters(second)] == [
        ("p0001", "2.png"),
        ("p0002", "4.png"),
        ("p0003", "1.png"),
        ("p0004", "3.png"),
    ]
    assert second.fresh == ("2.png", "4.png")
    assert not found(second, "page-gap")


def test_a_folder_and_then_its_files_are_the_same(here: Workspace, scans: Path) -> None:
    picture(1).save(scans / "1.png")
    (scans / "deep").mkdir()
    picture(2).save(scans / "deep" / "1.png")
    take(here, scans)
    report = take(here, scans / "1.png", scans / "deep" / "1.png")
    assert (len(report.fresh), report.taken) == (2, ())


def test_a_mended_file_takes_its_finding_away(here: Workspace, scans: Path) -> None:
    picture(1).save(scans / "1.png")
    (scans / "2.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (scans / "20.png").write_bytes(b"")
    assert len(found(take(here, scans), "unreadable-file")) == 2
    picture(2).save(scans / "2.png")
    report = take(here, scans / "2.png")
    assert [m[3] for m in masters(report)] == ["1.png", "2.png"]
    assert [told.split(":")[0] for told in found(report, "unreadable-file")] == ["20.png"]


def test_a_page_scanned_again_is_told_and_both_are_kept(here: Workspace, scans: Path) -> None:
    picture(1).save(scans / "1.png")
    take(here, scans)
    picture(2).save(scans / "1.png")
    report = take(here, scans)
    assert [m[1] for m in masters(report)] == ["p0001.png", "p0002.png"]
    assert found(report, "changed-source") == ["1.png: was taken in before with other content, as p0001"]


def test_equal_pixels_in_other_files(here: Workspace, scans: Path) -> None:
    picture(1).save(scans / "1.png")
    picture(1).save(scans / "2.tif")
    assert found(take(here, scans), "duplicate-page") == ["2.tif has the same pixels as 1.png (p0001)"]


def test_one_bad_page_of_many_costs_only_itself(here: Workspace, scans: Path) -> None:
    pages = [picture(n, (40, 60)) for n in range(3)]
    pages[0].save(scans / "1.tif", save_all=True, append_images=pages[1:], compression="tiff_adobe_deflate")
    data = bytearray((scans / "1.tif").read_bytes())
    with Image.open(scans / "1.tif") as image:
        image.seek(1)
        (start,), (length,) = image.tag_v2[273], image.tag_v2[279]  # type: ignore[attr-defined]
    data[start : start + length] = bytes(length)
    (scans / "1.tif").write_bytes(data)
    report = take(here, scans)
    assert len(report.inventory.masters) == 3
    (lost,) = [f for f in report.inventory.findings if f.severity is Severity.LOSS]
    assert (lost.code, lost.page) == ("unreadable-page", "p0002")
    assert lost.message.startswith("1.tif, page 2: ")


def test_a_bomb_and_too_many_pages_are_refused(here: Workspace, scans: Path) -> None:
    picture(1).save(scans / "1.png")
    picture(2).save(scans / "2.tif", save_all=True, append_images=[picture(n) for n in range(3, 6)])
    data = (scans / "1.png").read_bytes()
    header = b"IHDR" + struct.pack(">II", 60_000, 60_000) + data[24:29]
    (scans / "0.png").write_bytes(data[:12] + header + struct.pack(">I", zlib.crc32(header)) + data[33:])
    report = take(here, scans, settings=Settings(intake=IntakeSettings(max_pages=3)))
    assert [(path.name, error.code) for path, error in report.refused] == [
        ("0.png", "too-large"),
        ("2.tif", "too-large"),
    ]
    assert report.taken == ("1.png",)


def test_thumbnails_are_no_pages(here: Workspace, scans: Path) -> None:
    small = picture(2, (4, 6))
    small.encoderinfo = {"tiffinfo": {254: 1}}  # type: ignore[attr-defined]
    picture(1).save(scans / "1.tif", save_all=True, append_images=[small, picture(3)])
    report = take(here, scans)
    assert [(m[0], m[2]) for m in masters(report)] == [("p0001", 0), ("p0002", 2)]
    assert len(found(report, "thumbnail")) == 1


def test_an_issue_without_any_page_still_tells_why(here: Workspace, scans: Path) -> None:
    (scans / "1.tif").write_bytes(b"")
    report = take(here, scans)
    assert report.exit_code == ExitCode.PAGES_FAILED
    assert here.inventory("1").findings == report.inventory.findings
    assert take(here, scans / "none.png").exit_code == ExitCode.PAGES_FAILED


def test_old_chinese_names_reach_the_inventory(here: Workspace, scans: Path) -> None:
    picture(1).save(scans / "x.png")
    raw = os.fsencode(scans) + b"/" + "第三期.png".encode("gb18030")
    (scans / "x.png").rename(os.fsdecode(raw))
    assert [m[3] for m in masters(take(here, scans))] == ["第三期.png"]
    assert here.inventory("1").masters[0].source == "第三期.png"


def test_a_wrong_issue_id_is_refused_before_anything_is_written(here: Workspace, scans: Path) -> None:
    picture(1).save(scans / "1.png")
    with pytest.raises(UsageError):
        take_in(here, [scans], "../1", Settings())
    assert sorted(p.name for p in here.root.iterdir()) == ["gazette.toml"]


class KilledError(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("moment", range(8))
def test_a_kill_at_any_write_leaves_nothing_that_counts(
    here: Workspace, scans: Path, monkeypatch: Any, moment: int
) -> None:
    for n in range(3):
        picture(n).save(scans / f"{n}.png")
    calls = 0
    real = Path.replace

    def dying(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == moment // 2 + 1:
            if moment % 2:
                real(self, target)
            raise KilledError
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", dying)
        with pytest.raises(KilledError):
            take(here, scans)
    report = take(here, scans)
    assert [m[1] for m in masters(report)] == ["p0001.png", "p0002.png", "p0003.png"]
    undisturbed = init(here.root.parent / "other", "Gazette", "2026-03-01")
    take(undisturbed, scans)
    left = {p.name: p.read_bytes() for p in (here.issue("1") / "0-master").iterdir()}
    assert left == {p.name: p.read_bytes() for p in (undisturbed.issue("1") / "0-master").iterdir()}


def test_a_full_disk_is_told_and_nothing_counts(here: Workspace, scans: Path, monkeypatch: Any) -> None:
    picture(1).save(scans / "1.png")

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(workspace_module.os, "fsync", full)
        with pytest.raises(NoSpaceError, match=r"p0001\.png"):
            take(here, scans)
    assert not here.inventory_file("1").exists()
    assert take(here, scans).taken == ("1.png",)


def test_a_file_that_changes_while_it_is_read_is_refused(
    here: Workspace, scans: Path, monkeypatch: Any
) -> None:
    for n in (1, 2):
        picture(n).save(scans / f"{n}.png")
    real = intake.examine

    def meddling(*args: Any) -> Any:
        yield from real(*args)
        shutil.copy(scans / "2.png", scans / "1.png")

    monkeypatch.setattr(intake, "examine", meddling)
    report = take(here, scans)
    assert masters(report) == [("p0001", "p0001.png", 0, "2.png")]
    assert "changed while it was being copied" in found(report, "unreadable-file")[0]


DATA = SHARED / "data"


@needs_shared
def test_real_scans_and_pdfs(here: Workspace) -> None:
    folder = DATA / "generic_scans"
    names = ("ocrmypdf_multipage.pdf", "tesseract_eurotext.tif", "ocrmypdf_cardinal.pdf")
    report = take(here, *(folder / name for name in names))
    assert [m[1] for m in masters(report)] == [
        *["p0001-p0004.pdf"] * 4,
        *["p0005-p0010.pdf"] * 6,
        "p0011.tif",
    ]
    assert report.exit_code == ExitCode.OK
