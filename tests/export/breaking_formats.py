"""More ways to break a package: of the files of any format, of what they say of one another."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
from breaking import ALTO, METS, retag
from package_samples import EXPORT, ISSUE, reidentify, reseal, rewrite
from PIL import Image

PDF, TEI, PAGE = f"{EXPORT}/issue.pdf", f"{EXPORT}/issue.tei.xml", f"{EXPORT}/page/p0003.xml"
IIIF, NOTES = f"{EXPORT}/iiif/manifest.json", f"{EXPORT}/iiif/p0003.json"
TABLE, RELATIONS, PICTURE = (
    f"{EXPORT}/{name}" for name in ("documents.csv", "relations.jsonl", "images/p0003.jpg")
)
NORMAL, CHANGES = f"{EXPORT}/normalised.txt", f"{EXPORT}/normalisation.csv"
TEXT, WHOLE, PREMIS = f"{EXPORT}/text/p0003.txt", f"{EXPORT}/issue.txt", f"{EXPORT}/premis.xml"
MASTERS = [f"{ISSUE}/0-master/{page}.png" for page in ("p0003", "p0004")]
LISTING = "package.json"
Break = Callable[[Path], None]


def raw(path: str, change: Callable[[bytes], bytes]) -> Break:
    """The bytes of a file changed, and all digests made to agree with it."""

    def broken(package: Path) -> None:
        file = package / "data" / path
        before = file.read_bytes()
        file.write_bytes(change(before))
        assert file.read_bytes() != before
        reseal(package)

    return broken


def record(path: str, change: Callable[[Any], object]) -> Break:
    """A JSON file changed."""

    def told(data: bytes) -> bytes:
        held = json.loads(data)
        change(held)
        return json.dumps(held, ensure_ascii=False).encode()

    return raw(path, told)


def rows(path: str, change: Callable[[list[Any]], object]) -> Break:
    """The records of a JSON Lines file changed."""

    def told(data: bytes) -> bytes:
        held = [json.loads(row) for row in data.splitlines()]
        change(held)
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in held).encode()

    return raw(path, told)


def listed(pattern: str, instead: str) -> Break:
    """Another text in package.json, with the id that then is right."""

    def broken(package: Path) -> None:
        rewrite(package, LISTING, lambda text: re.sub(pattern, instead, text, count=1))
        reidentify(package / "data" / LISTING)
        reseal(package, record=False)

    return broken


def listing_bytes(change: Callable[[str], bytes]) -> Break:
    def broken(package: Path) -> None:
        file = package / "data" / LISTING
        file.write_bytes(change(file.read_text("utf-8")))
        reseal(package, mets=False, record=False)

    return broken


def manifest(change: Callable[[bytes], bytes]) -> Break:
    def broken(package: Path) -> None:
        file = package / "manifest-sha256.txt"
        file.write_bytes(change(file.read_bytes()))
        retag(package)

    return broken


def in_pdf(change: Callable[[Any], object]) -> Break:
    def broken(data: bytes) -> bytes:
        held = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as document:
            change(document)
            document.save(held)
        return held.getvalue()

    return raw(PDF, broken)


def pages_swapped(document: Any) -> None:
    first, second = document.pages[2], document.pages[3]
    document.pages[2], document.pages[3] = second, first


def page_dropped(document: Any) -> None:
    del document.pages[2]


def foreign(_: bytes) -> bytes:
    """A PDF that has nothing to do with the issue."""
    held = io.BytesIO()
    Image.new("L", (50, 70), 255).save(held, "PDF")
    return held.getvalue()


def small(_: bytes) -> bytes:
    held = io.BytesIO()
    Image.new("L", (30, 40), 255).save(held, "JPEG")
    return held.getvalue()


def masters_swapped(package: Path) -> None:
    first, second = (package / "data" / path for path in MASTERS)
    data = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(data)
    reseal(package)


def exchanged(first: str, second: str) -> Callable[[str], str]:
    return lambda text: text.replace(first, "\0").replace(second, first).replace("\0", second)


def pages_crossed(package: Path) -> None:
    """METS gives each of two pages the scan of the other."""
    rewrite(package, METS, exchanged("p0003.png", "p0004.png"))
    reseal(package)


def second_mets(package: Path) -> None:
    shutil.copy(package / "data" / METS, package / "data" / EXPORT / "mets-old.xml")
    reseal(package)


def renamed(package: Path) -> None:
    file = package / "data" / ALTO
    file.rename(file.with_name("P0003.XML"))
    reseal(package)


def halved(data: bytes) -> bytes:
    return re.sub(rb'([HV]POS)="(\d+)"', lambda m: b'%s="%d"' % (m[1], int(m[2]) // 2), data)


def cited_nothing(data: bytes) -> bytes:
    twins = {"relation": "twins", "likeness": 0.9, "changes": []}
    ends = {"first": "1999-01/d_p0099_r01_l01", "second": f"{ISSUE}/d_p0003_r02_l01"}
    return data + json.dumps(twins | ends).encode() + b"\n"


def gbk(data: bytes) -> bytes:
    return data.decode("utf-8-sig").encode("gb18030")


def marked(data: bytes) -> bytes:
    return b"\xef\xbb\xbf" + data


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def empty(_: bytes) -> bytes:
    return b""
