"""What a file is, and what to call it."""

import io
import os
from pathlib import Path

import pytest
from broken import encoded
from hypothesis import given
from hypothesis import strategies as st

from pipeline import files
from pipeline.errors import TruncatedFileError


@pytest.mark.parametrize("kind", ["TIFF", "JPEG", "PNG", "JPEG2000"])
def test_kinds_by_content(tmp_path: Path, kind: str) -> None:
    (tmp_path / "scan.pdf").write_bytes(encoded(kind))
    assert files.kind(tmp_path / "scan.pdf") == kind


def test_rubbish_before_a_pdf() -> None:
    assert files.kind_of_bytes(b"\xef\xbb\xbf\r\n%PDF-1.4\n", "a") == "PDF"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("第三期.tif".encode(), "第三期.tif"),
        ("第三期.tif".encode("gb18030"), "第三期.tif"),
        (b"a\xff.tif", "a\\xff.tif"),
        (b"a\nb\x1b[31m.tif", "a\\nb\\x1b[31m.tif"),
        ("a\u202etif.exe".encode(), "a\\u202etif.exe"),
    ],
)
def test_names_are_shown_as_text(raw: bytes, expected: str) -> None:
    assert files.shown(Path(os.fsdecode(raw))) == expected


@given(st.binary(min_size=1, max_size=40).filter(lambda raw: b"\0" not in raw))
def test_every_name_can_be_written_and_fills_one_line(raw: bytes) -> None:
    shown = files.shown(os.fsdecode(raw))
    shown.encode("utf-8")
    assert len(shown.splitlines()) == 1


STARTS = (
    b"II*\0",
    b"MM\0*",
    b"II+\0\x08\0\0\0",
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"\0\0\0\x0cjP  \r\n\x87\n",
    b"\xff\x4f\xff\x51",
    b"%PDF-1.4",
)


@given(st.sampled_from(STARTS), st.binary(max_size=200))
def test_any_bytes_behind_a_signature_end_in_a_verdict(start: bytes, rest: bytes) -> None:
    handle = io.BytesIO(start + rest)
    kind = files.kind_of_bytes(start, "a.bin")
    try:
        files.check_whole(handle, kind, "a.bin")
    except TruncatedFileError as error:
        assert "a.bin" in str(error)  # noqa: PT017
    assert handle.tell() == 0
