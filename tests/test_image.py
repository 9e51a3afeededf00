"""Decoding is true: what is whole keeps its greys, its frames and its resolution."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from broken import FAX, HEIGHT, WHOLE, WIDTH, encoded, page, save, tiff, wrong_by
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image, ImageCms
from shared_folder import SHARED, needs_shared

from pipeline import image
from pipeline.errors import (
    BadInputError,
    EmptyFileError,
    TooLargeError,
    TruncatedFileError,
    UnknownFormatError,
)
from pipeline.image import crop, decode, decode_bytes, decode_master, encode_jpeg, encode_png, probe
from pipeline.model import Box, Master

MEAN = float(page().mean())
FORMATS = {".jpg": "JPEG", ".png": "PNG", ".tif": "TIFF", ".jp2": "JPEG2000", ".j2k": "JPEG2000"}


@pytest.mark.parametrize("name", WHOLE)
def test_formats_are_read_as_they_were_written(tmp_path: Path, name: str) -> None:
    path = save(tmp_path / name, **WHOLE[name])
    assert wrong_by(path) < 12
    (info,) = probe(path)
    assert (info.width, info.height, info.frame) == (WIDTH, HEIGHT, 0)
    assert info.format == FORMATS[path.suffix]


@pytest.mark.parametrize("name", FAX)
def test_fax_in_strips(tmp_path: Path, name: str) -> None:
    path = save(tmp_path / name, mode="1", **FAX[name])
    expected = np.asarray(Image.fromarray(page()).convert("1").convert("RGB"))
    assert wrong_by(path, expected=expected) == 0


GREY = np.asarray(Image.fromarray(page()).convert("L"))
MODES = ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr"]


@pytest.mark.parametrize("mode", MODES)
def test_modes_in_tiff(tmp_path: Path, mode: str) -> None:
    path = save(tmp_path / "m.tif", mode=mode)
    assert abs(float(decode(path, 0).mean()) - MEAN) < 2


@pytest.mark.parametrize("name", ["deep.tif", "deep.png", "deep.jp2"])
def test_sixteen_bits_are_scaled_not_cut(tmp_path: Path, name: str) -> None:
    Image.fromarray(GREY.astype(np.uint16) * 257).save(tmp_path / name)
    assert wrong_by(tmp_path / name, expected=np.stack([GREY] * 3, axis=2)) < 0.5


@pytest.mark.parametrize(
    ("white", "kind"),
    [(1, np.float32), *((white, kind) for white in (255, 65_535, 1e7) for kind in (np.float32, np.int32))],
)
def test_floats_and_32_bits_keep_their_black_and_white(tmp_path: Path, white: float, kind: Any) -> None:
    deep = (np.linspace(0, 1, WIDTH * HEIGHT).reshape(HEIGHT, WIDTH) * white).astype(kind)
    Image.fromarray(deep).save(tmp_path / "deep.tif")
    raster = decode(tmp_path / "deep.tif", 0)
    assert (raster.min(), raster.max()) == (0, 255)
    assert abs(float(raster.mean()) - 127.5) < 1


def test_not_a_number_is_black_and_not_an_error(tmp_path: Path) -> None:
    Image.fromarray(np.full((4, 4), np.nan, np.float32)).save(tmp_path / "nan.tif")
    assert decode(tmp_path / "nan.tif", 0).max() == 0


def test_lab_is_turned_into_srgb(tmp_path: Path) -> None:
    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    picture = ImageCms.profileToProfile(Image.fromarray(page()), srgb, lab, outputMode="LAB")
    assert picture is not None
    picture.save(tmp_path / "lab.tif")
    assert abs(float(decode(tmp_path / "lab.tif", 0).mean()) - MEAN) < 2


@pytest.mark.parametrize("mode", ["LA", "RGBA"])
def test_transparent_is_white(tmp_path: Path, mode: str) -> None:
    picture = Image.new(mode, (10, 10), 0)  # black, and invisible
    for name in ("a.png", "a.tif"):
        picture.save(tmp_path / name)
        assert decode(tmp_path / name, 0).min() == 255


def test_a_transparent_grey_value_is_white(tmp_path: Path) -> None:
    Image.new("L", (10, 10), 7).save(tmp_path / "a.png", transparency=7)
    assert decode(tmp_path / "a.png", 0).min() == 255


def _plain_tags(bits: int, photometric: int) -> dict[int, list[int]]:
    return {256: [16], 257: [16], 258: [bits], 259: [1], 262: [photometric], 277: [1], 278: [16]}


@pytest.mark.parametrize("bits", [1, 2, 4, 8, 16])
@pytest.mark.parametrize("photometric", [0, 1])
def test_min_is_white_and_min_is_black(tmp_path: Path, bits: int, photometric: int) -> None:
    path = tmp_path / "p.tif"
    path.write_bytes(tiff(_plain_tags(bits, photometric), [bytes(16 * 16 * bits // 8)]))
    assert decode(path, 0).min() == decode(path, 0).max() == (255 if photometric == 0 else 0)


def test_planes_one_after_the_other(tmp_path: Path) -> None:
    planes = [bytes([value]) * 256 for value in (200, 100, 50)]
    tags = {256: [16], 257: [16], 258: [8, 8, 8], 259: [1], 262: [2], 277: [3], 278: [16], 284: [2]}
    path = tmp_path / "p.tif"
    path.write_bytes(tiff(tags, planes))
    assert decode(path, 0)[3, 3].tolist() == [200, 100, 50]


@pytest.mark.parametrize("order", ["<", ">"])
def test_tiles(tmp_path: Path, order: str) -> None:
    tiles = [bytes([value]) * 256 for value in (10, 20, 30, 40)]
    tags = {256: [32], 257: [32], 258: [8], 259: [1], 262: [1], 277: [1], 322: [16], 323: [16]}
    path = tmp_path / "t.tif"
    path.write_bytes(tiff(tags, tiles, order))
    raster = decode(path, 0)
    assert [int(raster[y, x, 0]) for y in (5, 25) for x in (5, 25)] == [10, 20, 30, 40]
    path.write_bytes(tiff(tags, tiles, order)[:-1])
    with pytest.raises(TruncatedFileError, match="page 1"):
        decode(path, 0)


UPRIGHT = {  # where the black corner of the stored picture is shown, by EXIF orientation
    1: "top left", 2: "top right", 3: "bottom right", 4: "bottom left",
    5: "top left", 6: "top right", 7: "bottom right", 8: "bottom left",
}  # fmt: skip


@pytest.mark.parametrize("name", ["e.jpg", "e.png", "e.tif", "e_lzw.tif"])
@pytest.mark.parametrize("orientation", UPRIGHT)
def test_exif_orientation(tmp_path: Path, name: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[274] = orientation
    options: dict[str, Any] = {"compression": "tiff_lzw"} if "lzw" in name else {}
    path = save(tmp_path / name, exif=exif, **options)
    raster = decode(path, 0)
    (info,) = probe(path)
    assert raster.shape[:2] == (info.height, info.width)
    assert (info.width > info.height) == (orientation >= 5)
    dark = {
        f"{side} {end}": int(raster[y, x].max()) < 60
        for side, y in (("top", 3), ("bottom", -3))
        for end, x in (("left", 3), ("right", -3))
    }
    assert [corner for corner, is_dark in dark.items() if is_dark] == [UPRIGHT[orientation]]


def test_orientation_in_every_frame_of_a_tiff(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[274] = 6
    first = Image.fromarray(page())
    first.save(tmp_path / "m.tif", save_all=True, append_images=[first, first], exif=exif)
    for info in probe(tmp_path / "m.tif"):
        assert decode(tmp_path / "m.tif", info.frame).shape[:2] == (info.height, info.width)


def test_frames_of_a_tiff(tmp_path: Path) -> None:
    first, *others = (Image.fromarray(page(seed)) for seed in range(4))
    first.save(tmp_path / "a.tif", save_all=True, append_images=others, dpi=(300, 300))
    infos = probe(tmp_path / "a.tif")
    assert [(info.frame, info.dpi) for info in infos] == [(n, 300.0) for n in range(4)]
    for seed in (3, 0, 2):
        assert wrong_by(tmp_path / "a.tif", seed, page(seed)) == 0
    with pytest.raises(BadInputError, match=r"a\.tif, page 5: the file has no such page"):
        decode(tmp_path / "a.tif", 4)
    with pytest.raises(TooLargeError, match="more than 3 pages"):
        probe(tmp_path / "a.tif", max_pages=3)
    assert len(probe(tmp_path / "a.tif", max_pages=4)) == 4


def test_a_thumbnail_inside_a_tiff_is_marked(tmp_path: Path) -> None:
    big, small = Image.fromarray(page()), Image.fromarray(page()).resize((8, 12))
    small.encoderinfo = {"tiffinfo": {254: 1}}
    big.save(tmp_path / "a.tif", save_all=True, append_images=[small])
    assert [info.thumbnail for info in probe(tmp_path / "a.tif")] == [False, True]


@pytest.mark.parametrize(
    ("name", "options", "dpi"),
    [
        ("a.jpg", {"dpi": (300, 300)}, 300),
        ("a.jpg", {}, 0),
        ("a.png", {"dpi": (200, 200)}, 200),
        ("a.png", {}, 0),
        ("a.tif", {"dpi": (600, 400)}, 400),
        ("a.tif", {"resolution_unit": 3, "x_resolution": 100, "y_resolution": 100}, 254),
        ("a.tif", {"resolution_unit": 1, "x_resolution": 100, "y_resolution": 100}, 0),
        ("a.tif", {"dpi": (1, 1)}, 0),
        ("a.tif", {"dpi": (96_000, 96_000)}, 0),
    ],
)
def test_declared_resolution(tmp_path: Path, name: str, options: dict[str, Any], dpi: float) -> None:
    assert probe(save(tmp_path / name, **options))[0].dpi == pytest.approx(dpi, abs=0.1)


def test_exif_without_a_resolution_declares_none(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[274] = 1
    assert probe(save(tmp_path / "a.jpg", exif=exif))[0].dpi == 0


def test_damaged_exif_does_not_cost_the_page(tmp_path: Path) -> None:
    path = save(tmp_path / "a.jpg", exif=b"Exif\0\0II*\0\xff\xff\xff\x7f")
    assert decode(path, 0).shape == (HEIGHT, WIDTH, 3)


def test_decode_bytes() -> None:
    assert (decode_bytes(encoded("PNG"), "upload") == page()).all()
    with pytest.raises(EmptyFileError, match="upload"):
        decode_bytes(b"", "upload")
    with pytest.raises(UnknownFormatError, match="upload: is a PDF"):
        decode_bytes(b"%PDF-1.7", "upload")


def test_a_master_that_changed_size_is_noticed(tmp_path: Path) -> None:
    path = save(tmp_path / "p0001.png")
    master = Master("p0001", "p0001.png", 0, "PNG", "a.png", "", WIDTH, HEIGHT, 0.0)
    assert (decode_master(path, master) == page()).all()
    save(path, page()[:50])
    with pytest.raises(BadInputError, match="80 × 50 pixels, taken in with 80 × 120"):
        decode_master(path, master)


rasters = st.tuples(st.integers(1, 20), st.integers(1, 20)).flatmap(
    lambda size: arrays(np.uint8, (*size, 3)) | arrays(np.uint8, size)
)


@given(rasters)
def test_png_holds_every_pixel_and_equal_rasters_give_equal_bytes(raster: np.ndarray) -> None:
    data = encode_png(raster)
    assert data == encode_png(np.asfortranarray(raster))
    shown = raster if raster.ndim == 3 else np.stack([raster] * 3, axis=2)
    assert (decode_bytes(data, "x") == shown).all()


def test_jpeg_keeps_the_colours_in_their_places() -> None:
    red = np.zeros((16, 16, 3), np.uint8)
    red[..., 0] = 250
    back = decode_bytes(encode_jpeg(red, 95), "x")
    assert abs(int(back[8, 8, 0]) - 250) < 5
    assert back[8, 8, 1:].max() < 8
    assert len(encode_jpeg(page(), 20)) < len(encode_jpeg(page(), 90))
    assert decode_bytes(encode_jpeg(page()[..., 0]), "x").shape == (HEIGHT, WIDTH, 3)


@given(rasters, st.integers(-5, 30), st.integers(-5, 30), st.integers(0, 30), st.integers(0, 30))
def test_crop_is_a_clipped_view(raster: np.ndarray, left: int, top: int, width: int, height: int) -> None:
    box = Box(left, top, left + width, top + height)
    inner = box.within(raster.shape[1], raster.shape[0])
    part = crop(raster, box)
    assert part.shape[:2] == (inner.height, inner.width)
    assert part.base is not None
    assert (part == raster[inner.top : inner.bottom, inner.left : inner.right]).all()


def test_a_crop_can_be_encoded() -> None:
    part = crop(page(), Box(10, 10, 40, 60))
    assert (decode_bytes(encode_png(part), "x") == part).all()


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 60))
def test_a_reduced_picture_is_never_longer_than_asked(height: int, width: int, longest: int) -> None:
    small = image.reduced(np.full((height, width, 3), 7, np.uint8), longest)
    assert max(small.shape[:2]) == min(longest, max(height, width))
    assert min(small.shape[:2]) >= 1
    assert (small == 7).all()


DATA = SHARED / "data"


@needs_shared
def test_real_scans_are_read(tmp_path: Path) -> None:
    paths = [
        p for p in sorted(DATA.rglob("*")) if p.suffix in (".jpg", ".png", ".tif") and p.stat().st_size < 1e6
    ]
    assert paths
    for path in paths:
        (info,) = probe(path)
        raster = decode(path, 0)
        assert raster.shape == (info.height, info.width, 3), path
        assert 100 < raster.mean() < 250, path
