"""Packages as ZIP files: what is hostile, damaged or cut off is named, and nothing of it is written."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from package_samples import files

from pipeline.errors import BadInputError, UnknownFormatError
from pipeline.export.delivery.validate import validate


def zipped(folder: Path, target: Path, *entries: tuple[zipfile.ZipInfo, bytes]) -> Path:
    """The package as a ZIP file, with further entries."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files(folder):
            archive.write(path, f"broken/{path.relative_to(folder)}")
        for info, content in entries:
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return target


def entry(name: str, mode: int = 0o644) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


@pytest.mark.parametrize(
    ("name", "mode", "content", "code"),
    [
        ("../slipped", 0o644, b"x", "unsafe-name"),
        ("broken/data/../../slipped", 0o644, b"x", "unsafe-name"),
        ("/etc/slipped", 0o644, b"x", "unsafe-name"),
        ("C:/slipped", 0o644, b"x", "unsafe-name"),
        ("broken\\data\\slipped", 0o644, b"x", "unsafe-name"),
        ("beside/slipped", 0o644, b"x", "unsafe-name"),
        ("broken/data/\u202egpj.exe", 0o644, b"x", "unsafe-name"),
        ("broken/data/link", 0o120777, b"/etc/passwd", "no-plain-file"),
        ("broken/data/bomb", 0o644, bytes(30_000_000), "too-large"),
        ("broken/bagit.txt", 0o644, b"x", "file-twice"),
        ("broken/BAGIT.TXT", 0o644, b"x", "file-twice"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_hostile_entry_is_named_and_never_written(
    package: Path, tmp_path: Path, name: str, mode: int, content: bytes, code: str
) -> None:
    before = sorted(tmp_path.rglob("*"))
    archive = zipped(package, tmp_path / "broken.zip", (entry(name, mode), content))
    assert {fault.code for fault in validate(archive).faults} == {code}
    assert sorted(tmp_path.rglob("*")) == sorted([*before, archive])


def test_an_encrypted_entry_is_named(package: Path, tmp_path: Path) -> None:
    archive = zipped(package, tmp_path / "broken.zip")
    content = bytearray(archive.read_bytes())
    directory = content.rindex(b"PK\x01\x02")
    content[directory + 8] |= 1
    archive.write_bytes(content)
    assert "unreadable-file" in {fault.code for fault in validate(archive).faults}


def test_a_damaged_entry_is_named(package: Path, tmp_path: Path) -> None:
    archive = zipped(package, tmp_path / "broken.zip")
    content = bytearray(archive.read_bytes())
    start = content.index(b"PK\x03\x04", 100) + 60
    content[start : start + 20] = bytes(20)
    archive.write_bytes(content)
    assert "unreadable-file" in {fault.code for fault in validate(archive).faults}


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_zip_file_that_is_cut_off_is_refused(sound: Path, tmp_path: Path, share: float) -> None:
    content = (sound / "full.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(content[: int(len(content) * share)])
    with pytest.raises(BadInputError, match="no whole ZIP file"):
        validate(tmp_path / "cut.zip")


def test_entries_that_share_their_bytes_are_no_way_around_the_limits(tmp_path: Path) -> None:
    """A bomb of the kind that no single entry gives away: thousands of names for the same packed bytes."""
    one = zipfile.ZipFile(tmp_path / "one.zip", "w", zipfile.ZIP_DEFLATED)
    one.writestr("b/bagit.txt", bytes(2**20))
    template = one.infolist()[0]
    for number in range(2_000):
        info = entry(f"b/data/{number}")
        info.header_offset, info.CRC = template.header_offset, template.CRC
        info.compress_size, info.file_size = template.compress_size, template.file_size
        info.compress_type = zipfile.ZIP_DEFLATED
        one.filelist.append(info)
    one._didModify = True
    one.close()
    (fault, *_) = validate(tmp_path / "one.zip").faults
    assert fault.code in ("no-bag", "too-large")
    assert "too-large" in {fault.code for fault in validate(tmp_path / "one.zip").faults}


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.zip")
    with pytest.raises(BadInputError, match="no file"):
        validate(tmp_path / "pipe.zip")


def test_what_is_no_package_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(UnknownFormatError, match="neither a folder nor a ZIP file"):
        validate(tmp_path / "notes.txt")
    with pytest.raises(BadInputError, match="cannot be read"):
        validate(tmp_path / "missing.zip")
    assert {fault.code for fault in validate(tmp_path).faults} == {"no-bag"}


def test_a_bag_in_a_folder_of_its_own_is_pointed_at(package: Path, tmp_path: Path) -> None:
    """As some programs pack, or unpack, a folder in a folder."""
    outer = tmp_path / "received"
    outer.mkdir()
    package.rename(outer / "full")
    (fault,) = validate(outer).faults
    assert (fault.code, fault.reason) == ("no-bag", "there is no bagit.txt: no bag; there is one in full/")
