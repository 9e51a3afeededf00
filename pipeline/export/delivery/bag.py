"""Writing a package as a bag (BagIt 1.0, RFC 8493): a folder, or the same in one ZIP file.

The same contents give the same bytes: no date but the one that is given, files in the order of their names.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from pipeline.errors import BadInputError, UsageError
from pipeline.workspace import no_space

ALGORITHMS = ("sha256", "sha512")
PAYLOAD = "data"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first that ZIP can say
_CHUNK = 1 << 20
_PACKED = (".jpg", ".jpeg", ".png", ".jp2", ".pdf", ".tif", ".tiff")  # gain nothing by deflation, or little


@dataclass(frozen=True, slots=True)
class Payload:
    """A file to deliver: from the disk, or from memory."""

    path: str  # below data/
    source: Path | bytes
    sha256: str = ""  # what it must have; empty for what is made here


class _Shelf(Protocol):
    """Where the files of the bag go."""

    def put(self, name: str, source: Path | bytes) -> tuple[int, dict[str, str]]:
        """Store a file; its size and its digests by algorithm."""


def write(target: Path, payload: Sequence[Payload], info: Sequence[tuple[str, str]]) -> None:
    """Write a bag: a ZIP file where the name ends in .zip, else a folder.  It is there whole or not at all.

    Raises:
        UsageError: where something is there already.
        BadInputError: where a file has other content than it must have, or cannot be read.
        NoSpaceError: where the disk is full or the folder cannot be written.
    """
    if target.exists():
        raise UsageError(f"{target}: is there already", "A package is never written over: give another name.")
    part = target.with_name(f".{target.name}.part")
    _remove(part)
    try:
        with no_space(target), _shelf(target, part) as shelf:
            _fill(shelf, payload, info)
        with no_space(target):
            part.replace(target)
    finally:
        _remove(part)


def _fill(shelf: _Shelf, payload: Sequence[Payload], info: Sequence[tuple[str, str]]) -> None:
    sizes, manifests = [], _Manifests()
    for file in sorted(payload, key=lambda file: file.path):
        size, digests = shelf.put(f"{PAYLOAD}/{file.path}", file.source)
        if file.sha256 not in ("", digests["sha256"]):
            raise BadInputError(
                f"{file.path}: is not the file that the package lists",
                "Check it with `gazette verify`, run `gazette export`, then pack again.",
            )
        sizes.append(size)
        manifests.add(f"{PAYLOAD}/{file.path}", digests)
    oxum = ("Payload-Oxum", f"{sum(sizes)}.{len(sizes)}")
    tags = {"bagit.txt": DECLARATION, "bag-info.txt": _info((*info, oxum))}
    tags |= {f"manifest-{name}.txt": data for name, data in manifests.files().items()}
    about = _Manifests()
    for name, data in sorted(tags.items()):
        about.add(name, shelf.put(name, data)[1])
    for name, data in about.files().items():
        shelf.put(f"tagmanifest-{name}.txt", data)


class _Manifests:
    """The lines of the manifests, one manifest an algorithm."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {name: [] for name in ALGORITHMS}

    def add(self, path: str, digests: dict[str, str]) -> None:
        shown = path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")  # RFC 8493, 2.1.3
        for name, lines in self._lines.items():
            lines.append(f"{digests[name]}  {shown}\n")

    def files(self) -> dict[str, bytes]:
        return {name: "".join(lines).encode() for name, lines in self._lines.items()}


def _info(pairs: Sequence[tuple[str, str]]) -> bytes:
    """A label a line; blanks of all kinds in a value become one blank."""
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in pairs).encode()


@dataclass(frozen=True, slots=True)
class _Folder:
    root: Path

    def put(self, name: str, source: Path | bytes) -> tuple[int, dict[str, str]]:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as writer:
            return _copy(source, writer)


@dataclass(frozen=True, slots=True)
class _Archive:
    file: zipfile.ZipFile
    top: str  # the one folder that a serialised bag holds

    def put(self, name: str, source: Path | bytes) -> tuple[int, dict[str, str]]:
        entry = zipfile.ZipInfo(f"{self.top}/{name}", _EPOCH)
        entry.external_attr = 0o644 << 16
        stored = name.lower().endswith(_PACKED)
        entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        with self.file.open(entry, "w", force_zip64=True) as writer:
            return _copy(source, writer)  # type: ignore[arg-type]  # a writer, though not a BinaryIO by name


@contextmanager
def _shelf(target: Path, part: Path) -> Iterator[_Shelf]:
    part.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix != ".zip":
        part.mkdir()
        yield _Folder(part)
        _flush(part)
        return
    with part.open("xb") as handle:
        with zipfile.ZipFile(handle, "w") as archive:
            yield _Archive(archive, target.stem)
        handle.flush()
        os.fsync(handle.fileno())


def _flush(folder: Path) -> None:
    """See all files to the disk.  Asked for at the end, it costs the disk little more than one file does."""
    for path in folder.rglob("*"):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _copy(source: Path | bytes, writer: BinaryIO) -> tuple[int, dict[str, str]]:
    hashes = {name: hashlib.new(name) for name in ALGORITHMS}
    size = 0
    for chunk in [source] if isinstance(source, bytes) else _chunks(source):
        writer.write(chunk)
        size += len(chunk)
        for each in hashes.values():
            each.update(chunk)
    return size, {name: each.hexdigest() for name, each in hashes.items()}


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as handle:
            while chunk := handle.read(_CHUNK):
                yield chunk
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read: {error.strerror}") from error


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
