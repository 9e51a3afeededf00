"""Broken, misnamed and hostile images are refused by name and never read as a grey page."""

from __future__ import annotations

import struct
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from broken import FAX, HEIGHT, WHOLE, WIDTH, encoded, page, png, save, wrong_by
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pipeline.errors import (
    BadInputError,
    EmptyFileError,
    TooLargeError,
    TruncatedFileError,
    UnknownFormatError,
)
from pipeline.image import decode, probe


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.99])
@pytest.mark.parametrize("name", [*WHOLE, *FAX])
def test_a_truncated_file_is_never_a_grey_page(tmp_path: Path, name: str, share: float) -> None:
    path = save(tmp_path / name, mode="1" if name in FAX else "RGB", **{**WHOLE, **FAX}[name])
    data = path.read_bytes()
    path.write_bytes(data[: max(16, int(len(data) * share))])
    with pytest.raises(TruncatedFileError) as caught:
        decode(path, 0)
    assert name in str(caught.value)
    assert "copy it again" in caught.value.advice


def _outcome(path: Path) -> np.ndarray | str:
    """The first frame, or the message of the bad input; anything else goes through."""
    try:
        probe(path, 1_000_000)
        return decode(path, 0, 1_000_000)
    except BadInputError as error:
        return str(error)


@pytest.mark.parametrize("name", ["plain.jpg", "plain.png", "lzw.tif", "plain.jp2", "codestream.j2k"])
@given(st.data())
def test_a_file_cut_anywhere_is_bad_input_or_the_same_picture(
    tmp_path_factory: Any, name: str, data: st.DataObject
) -> None:
    path = save(tmp_path_factory.mktemp("cut") / name, **WHOLE[name])
    whole, expected = path.read_bytes(), decode(path, 0)
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    found = _outcome(path)
    assert str(path) in found if isinstance(found, str) else (found == expected).all()


@pytest.mark.parametrize("name", ["plain.jpg", "plain.png", "lzw.tif", "plain.tif", "jpeg.tif", "plain.jp2"])
@given(st.data())
def test_damaged_bytes_raise_nothing_but_bad_input(
    tmp_path_factory: Any, name: str, data: st.DataObject
) -> None:
    path = save(tmp_path_factory.mktemp("hurt") / name, **WHOLE[name])
    whole = bytearray(path.read_bytes())
    for _ in range(5):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(whole)
    found = _outcome(path)
    assert not isinstance(found, str) or str(path) in found


def test_a_jpeg_closed_too_early_by_a_tidy_tool(tmp_path: Path) -> None:
    data = encoded("JPEG")
    (tmp_path / "a.jpg").write_bytes(data[: len(data) // 2] + b"\xff\xd9")
    with pytest.raises(TruncatedFileError, match="lower part of the image is missing"):
        decode(tmp_path / "a.jpg", 0)


def test_a_plain_grey_jpeg_is_no_truncated_one(tmp_path: Path) -> None:
    save(tmp_path / "a.jpg", np.full((40, 40, 3), 128, np.uint8))
    assert decode(tmp_path / "a.jpg", 0).mean() == 128


@pytest.mark.parametrize(
    ("data", "seems"),
    [
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "PostScript"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        ("一九八七年三月".encode(), ""),
        (encoded("GIF", "P"), "GIF"),
        (encoded("BMP"), "BMP"),
        (encoded("WEBP"), "WebP"),
        (b"\0" * 100, ""),
    ],
)
def test_the_name_does_not_make_the_format(tmp_path: Path, data: bytes, seems: str) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(data)
    with pytest.raises(UnknownFormatError, match=rf"a\.tif: is no TIFF.*{seems}"):
        decode(path, 0)
    with pytest.raises(UnknownFormatError):
        probe(path)


def test_a_misnamed_image_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(encoded("PNG"))
    assert probe(tmp_path / "a.jpg")[0].format == "PNG"
    assert wrong_by(tmp_path / "a.jpg") == 0


def test_an_empty_and_a_missing_file(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"")
    with pytest.raises(EmptyFileError, match=r"a\.png: is empty"):
        decode(tmp_path / "a.png", 0)
    with pytest.raises(BadInputError, match=r"b\.png: cannot be read: No such file"):
        decode(tmp_path / "b.png", 0)
    with pytest.raises(BadInputError, match="Is a directory"):
        probe(tmp_path)


@pytest.mark.parametrize("size", [(50_000, 50_000), (1, 2**31 - 1)])
def test_bombs_are_refused_by_their_header(tmp_path: Path, size: tuple[int, int]) -> None:
    (tmp_path / "bomb.png").write_bytes(png(*size))
    for read in (lambda p: decode(p, 0), probe):
        with pytest.raises(TooLargeError, match=rf"bomb\.png: {size[0]} × {size[1]} pixels") as caught:
            read(tmp_path / "bomb.png")
    assert "max_pixels" in caught.value.advice


def test_our_limit_counts_and_pillows_does_not(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 10)
    first = Image.fromarray(page())
    first.save(tmp_path / "a.tif", save_all=True, append_images=[first])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert decode(tmp_path / "a.tif", 1).shape == (HEIGHT, WIDTH, 3)
    assert Image.MAX_IMAGE_PIXELS == 10
    with pytest.raises(TooLargeError, match=r"a\.tif, page 2: 80 × 120 pixels, allowed are 9599"):
        decode(tmp_path / "a.tif", 1, WIDTH * HEIGHT - 1)


def test_an_image_without_rows(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png(10, 0))
    with pytest.raises(BadInputError, match=r"a\.png"):
        decode(tmp_path / "a.png", 0)


def _looped_tiff() -> bytes:
    data = bytearray(encoded("TIFF"))
    (entries,) = struct.unpack_from("<H", data, 8)
    struct.pack_into("<I", data, 10 + 12 * entries, 8)
    return bytes(data)


def test_a_tiff_whose_directories_run_in_a_ring_ends(tmp_path: Path) -> None:
    (tmp_path / "a.tif").write_bytes(_looped_tiff())
    assert len(probe(tmp_path / "a.tif")) == 1
    assert wrong_by(tmp_path / "a.tif") == 0
