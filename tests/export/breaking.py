"""Ways to break a package: of the bag, of its files, of its XML."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from package_samples import EXPORT, ISSUE, reseal, swap

AKN, METS = f"{EXPORT}/issue.akn.xml", f"{EXPORT}/mets.xml"
ALTO, ACTS, PAGES = f"{EXPORT}/alto/p0003.xml", f"{EXPORT}/documents.jsonl", f"{EXPORT}/pages.jsonl"


def gone(path: str) -> Callable[[Path], None]:
    return lambda package: (package / path).unlink()


def added(path: str) -> Callable[[Path], None]:
    return lambda package: (package / path).write_bytes(b"x")


def sealed(path: str, old: str, new: str) -> Callable[[Path], None]:
    """The text changed, and all digests made to agree with it: only a reader of the text can tell."""

    def change(package: Path) -> None:
        swap(package, path, old, new)
        reseal(package)

    return change


def open_change(path: str, old: str, new: str) -> Callable[[Path], None]:
    """The text changed, and nothing else."""
    return lambda package: (package / path).write_bytes(
        (package / path).read_bytes().replace(old.encode(), new.encode(), 1)
    )


def cut(package: Path) -> None:
    path = package / "data" / ALTO
    path.write_bytes(path.read_bytes()[:2000])
    reseal(package)


def doctype(package: Path) -> None:
    swap(package, AKN, "<akomaNtoso", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<akomaNtoso')
    reseal(package)


def bomb(package: Path) -> None:
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    swap(package, METS, "<mets ", f"<!DOCTYPE m [{entities}]>\n<mets ")
    reseal(package, mets=False)


def deep(package: Path) -> None:
    path = package / "data" / ALTO
    path.write_bytes(b"<a>" * 100_000)
    reseal(package)


def swapped_pages(package: Path) -> None:
    for name in ("p0003", "p0004"):
        (package / f"data/{EXPORT}/alto/{name}.xml").rename(package / f"data/{EXPORT}/alto/{name}.x")
    for name, other in (("p0003", "p0004"), ("p0004", "p0003")):
        (package / f"data/{EXPORT}/alto/{name}.x").rename(package / f"data/{EXPORT}/alto/{other}.xml")
    reseal(package)


def no_picture(package: Path) -> None:
    (package / f"data/{ISSUE}/0-master/p0002.png").write_bytes(b"GIF89a")
    reseal(package)


def linked(package: Path) -> None:
    path = package / "data" / ACTS
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("/etc/passwd")
    path.with_name("elsewhere").unlink()


def piped(package: Path) -> None:
    (package / "data" / PAGES).unlink()
    os.mkfifo(package / "data" / PAGES)


def listed_twice(package: Path) -> None:
    manifest = package / "manifest-sha256.txt"
    lines = manifest.read_text("utf-8").splitlines(keepends=True)
    manifest.write_text("".join([*lines, lines[0]]), "utf-8")
    retag(package)


def out_of_the_bag(package: Path) -> None:
    manifest = package / "manifest-sha256.txt"
    manifest.write_text(manifest.read_text("utf-8") + f"{'0' * 64}  data/../../etc/passwd\n", "utf-8")
    retag(package)


def retag(package: Path) -> None:
    """Tag manifests are optional; without them a tag file can be changed."""
    for path in package.glob("tagmanifest-*.txt"):
        path.unlink()


def wrong_oxum(package: Path) -> None:
    info = package / "bag-info.txt"
    info.write_text("Payload-Oxum: 1.1\n", "utf-8")
    retag(package)


def fetched(package: Path) -> None:
    (package / "fetch.txt").write_text("http://example.org/x 1 data/x\n", "utf-8")
