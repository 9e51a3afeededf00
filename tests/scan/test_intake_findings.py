"""What is odd about masters, told from their records."""

from __future__ import annotations

import pytest

from pipeline.model import Master, Severity
from pipeline.scan.intake_findings import of_masters, same_pixels


def masters(*names: str, dpi: float = 300.0, width: int = 1000, height: int = 1500) -> list[Master]:
    return [
        Master(f"p{n:04}", f"p{n:04}.tif", 0, "TIFF", name, f"sha{n}", width, height, dpi)
        for n, name in enumerate(names, 1)
    ]


def gaps(*names: str) -> list[tuple[str, str]]:
    return [(f.page, f.message) for f in of_masters(masters(*names), 200) if f.code == "page-gap"]


def test_a_gap_is_named_at_the_page_after_it() -> None:
    told = "the numbering has a gap between 002.tif and 004.tif: 3 missing"
    assert gaps("001.tif", "002.tif", "004.tif") == [("p0003", told)]


def test_a_long_gap_is_a_range_and_extensions_do_not_matter() -> None:
    told = "the numbering has a gap between v1-3.jpg and v1-6.tif: 4–5 missing"
    assert gaps("v1-1.tif", "v1-2.tif", "v1-3.jpg", "v1-6.tif") == [("p0004", told)]


@pytest.mark.parametrize(
    "names",
    [
        ("1.tif", "2.tif", "3.tif"),
        ("scan_20260301_101500.jpg", "scan_20260301_101547.jpg"),
        ("cover.tif", "1.tif", "2.tif"),
        ("a/1.tif", "a/2.tif", "b/7.tif", "b/8.tif"),
        ("1a.tif", "1b.tif", "2a.tif", "2b.tif"),
        ("p14_15.tif", "p16_17.tif", "p18_19.tif"),
        ("7.tif",),
        (),
    ],
)
def test_what_is_no_gap(names: tuple[str, ...]) -> None:
    assert gaps(*names) == []


def test_pages_of_one_file_are_no_numbering() -> None:
    one = masters("v1.tif", "v1.tif", "v4.tif")
    shared = [Master(m.page, "p0001-p0002.tif", n, *list(_rest(m))) for n, m in enumerate(one[:2])]
    assert [f.code for f in of_masters([*shared, one[2]], 200) if f.code == "page-gap"] == []


def _rest(master: Master) -> tuple[object, ...]:
    return master.format, master.source, master.sha256, master.width, master.height, master.dpi


def codes(dpi: float, width: int = 1000, height: int = 1500) -> list[tuple[str, Severity]]:
    found = of_masters(masters("1.tif", dpi=dpi, width=width, height=height), 200)
    return [(f.code, f.severity) for f in found]


def test_resolution() -> None:
    assert codes(200.0) == []
    assert codes(0.0) == [("no-resolution", Severity.NOTE)]
    assert codes(150.0) == [("low-resolution", Severity.CHECK)]
    assert codes(72.0) == [("low-resolution", Severity.CHECK)]
    assert codes(72.0, 3456, 4608) == [("no-resolution", Severity.NOTE)]  # a camera's default


def test_the_same_file_twice() -> None:
    one, two = masters("1.tif", "copy of 1.tif")
    again = Master(two.page, two.file, 0, "TIFF", two.source, one.sha256, 1000, 1500, 300.0)
    (found,) = of_masters([one, again], 200)
    assert (found.code, found.page) == ("duplicate-page", "p0002")
    assert found.message == "copy of 1.tif is the same file as 1.tif (p0001)"


def test_the_same_pixels_in_another_file() -> None:
    one, two, three = masters("1.tif", "1.png", "2.tif")
    found = list(same_pixels([(one, "x"), (two, "x"), (three, ""), (three, "y")]))
    assert [(f.code, f.page) for f in found] == [("duplicate-page", "p0002")]
    assert "has the same pixels as 1.tif (p0001)" in found[0].message


def test_mixed_sizes_are_told_once() -> None:
    several = [*masters("1.tif", "2.tif"), *masters("3.tif", width=2400, height=1600)]
    found = [f for f in of_masters(several, 200) if f.code == "mixed-sizes"]
    assert len(found) == 1
    assert "1000 × 1500" in found[0].message
    assert "2400 × 1600" in found[0].message
