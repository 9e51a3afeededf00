"""Is it a whole bag: every file listed, every listed file there, every digest right (RFC 8493)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from pipeline.export.delivery.bag import ALGORITHMS, PAYLOAD
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.opening import Package, UnreadableError
from pipeline.export.delivery.plaintext import MARK

DECLARATION = "bagit.txt"
INFO = "bag-info.txt"
LARGEST_TAG_FILE = 256 * 2**20  # a manifest of 500,000 files has 100 MB
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(.+)")
_OXUM = re.compile(r"Payload-Oxum:[ \t]*(\d+)\.(\d+)[ \t]*")
_VERSION = re.compile(r"BagIt-Version: (0\.9[67]|1\.0)\r?\nTag-File-Character-Encoding: UTF-8\r?\n?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a manifest."""

    manifest: str
    line: int
    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The SHA-256 of every file that could be read, and what is wrong with the bag."""

    digests: dict[str, str]
    faults: tuple[Fault, ...]


def check_bag(package: Package) -> Checked:
    """Read every file of the package once and compare."""
    if DECLARATION not in package.sizes:
        inside = next((name for name in package.sizes if name.endswith(f"/{DECLARATION}")), "")
        where = f"; there is one in {inside.removesuffix(DECLARATION)}" if inside else ""
        fault = Fault("no-bag", "", f"there is no {DECLARATION}: no bag{where}")
        return Checked({}, (*package.faults, fault))
    digests: dict[str, dict[str, str]] = {}
    faults = list(package.faults)
    for name in package.sizes:
        try:
            digests[name] = _digests(package, name)
        except UnreadableError as error:
            faults.append(Fault("unreadable-file", name, str(error)))
    faults += _declaration(package)
    for prefix, about_payload in (("manifest-", True), ("tagmanifest-", False)):
        faults += _manifests(package, prefix, about_payload, digests)
    faults += _oxum(package)
    return Checked({name: found["sha256"] for name, found in digests.items()}, tuple(faults))


def _digests(package: Package, name: str) -> dict[str, str]:
    hashes = {algorithm: hashlib.new(algorithm) for algorithm in ALGORITHMS}
    size = 0
    for chunk in package.chunks(name):
        size += len(chunk)
        for each in hashes.values():
            each.update(chunk)
    if size != package.sizes[name]:
        raise UnreadableError(f"has {size} bytes and says {package.sizes[name]}")
    return {algorithm: each.hexdigest() for algorithm, each in hashes.items()}


def _declaration(package: Package) -> Iterator[Fault]:
    text, fault = _text(package, DECLARATION)
    if fault:
        yield fault
    elif not _VERSION.fullmatch(text):
        yield Fault("bad-tag-file", DECLARATION, "does not say BagIt 0.96 to 1.0 in UTF-8", 1)
    if "fetch.txt" in package.sizes:
        yield Fault("bad-tag-file", "fetch.txt", "names files to be fetched elsewhere; nothing is fetched")


def _manifests(
    package: Package, prefix: str, about_payload: bool, digests: dict[str, dict[str, str]]
) -> Iterator[Fault]:
    known = [name for name in ALGORITHMS if f"{prefix}{name}.txt" in package.sizes]
    if not known and about_payload:
        yield Fault("bad-tag-file", f"{prefix}sha256.txt", "is missing: no file can be checked")
        return
    for algorithm in known:
        manifest = f"{prefix}{algorithm}.txt"
        text, fault = _text(package, manifest)
        if fault:
            yield fault
            continue
        if about_payload and not text.strip():
            yield Fault("bad-tag-file", manifest, "is empty: no file can be checked")
            continue
        entries, faults = _entries(manifest, text)
        yield from faults
        yield from _compared(entries, algorithm, package, digests)
        if about_payload:
            listed = {entry.path for entry in entries}
            extra = (name for name in package.sizes if name.startswith(f"{PAYLOAD}/") and name not in listed)
            yield from (Fault("unlisted-file", name, f"is not in {manifest}") for name in extra)


def _entries(manifest: str, text: str) -> tuple[list[Entry], list[Fault]]:
    entries: dict[str, Entry] = {}
    faults = []
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.fullmatch(line)
        if not found:
            faults.append(Fault("bad-tag-file", manifest, "is no digest with a path", number))
            continue
        path = unquote(found[2])
        if path.startswith("/") or ".." in path.split("/"):
            faults.append(Fault("unsafe-link", manifest, f"{path[:200]} leads out of the package", number))
        elif path in entries:
            faults.append(Fault("file-twice", manifest, f"{path} is listed twice", number))
        else:
            entries[path] = Entry(manifest, number, path, found[1].lower())
    return list(entries.values()), faults


def _compared(
    entries: list[Entry], algorithm: str, package: Package, digests: dict[str, dict[str, str]]
) -> Iterator[Fault]:
    for entry in entries:
        if entry.path not in package.sizes:
            yield Fault("missing-file", entry.path, f"is listed in {entry.manifest}, line {entry.line}")
        elif entry.path in digests and digests[entry.path][algorithm] != entry.digest:
            told = f"is not the file that {entry.manifest}, line {entry.line}, has the digest of"
            yield Fault("changed-file", entry.path, told)


def _oxum(package: Package) -> Iterator[Fault]:
    if INFO not in package.sizes:
        return
    text, fault = _text(package, INFO)
    if fault:
        yield fault
        return
    sizes = [size for name, size in package.sizes.items() if name.startswith(f"{PAYLOAD}/")]
    for number, line in enumerate(text.splitlines(), 1):
        found = _OXUM.fullmatch(line)
        if found and (int(found[1]), int(found[2])) != (sum(sizes), len(sizes)):
            told = f"says {found[1]} bytes in {found[2]} files, there are {sum(sizes)} in {len(sizes)}"
            yield Fault("wrong-size", INFO, told, number)


def _text(package: Package, name: str) -> tuple[str, Fault | None]:
    try:
        text = package.read(name, LARGEST_TAG_FILE).decode()
    except UnreadableError as error:
        return "", Fault("unreadable-file", name, str(error))
    except UnicodeDecodeError as error:
        return "", Fault("bad-tag-file", name, f"is not UTF-8 at byte {error.start}")
    if text.startswith(MARK):
        return "", Fault("bad-tag-file", name, "begins with a byte order mark", 1)
    return text, None
