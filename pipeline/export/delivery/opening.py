"""A package as it came, folder or ZIP, read without trust.

No name leads out of the package, no link is followed, nothing but plain files is opened, nothing is
unpacked to the disk, and sizes are counted while reading, never believed.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import BadInputError, UnknownFormatError
from pipeline.export.delivery.faults import Fault
from pipeline.files import shown

MOST_FILES = 500_000
MOST_BYTES = 2**40  # of a package
MOST_RATIO = 200  # bytes unpacked for a byte packed; XML comes to 30
ALWAYS = 2**20  # bytes that any ratio may reach
_CHUNK = 1 << 20
_DRIVE = re.compile(r"[A-Za-z]:")
_ENCRYPTED = 0x1
# what zipfile raises for damage; RuntimeError covers a compression that it does not know
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


class UnreadableError(Exception):
    """A file of the package that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Package:
    """The files of a bag by their names in it, such as ``data/package.json``, and their sizes in bytes."""

    name: str
    sizes: Mapping[str, int]
    faults: tuple[Fault, ...]  # what had to be left out
    root: Path | None = None
    archive: zipfile.ZipFile | None = None
    entries: Mapping[str, zipfile.ZipInfo] = field(default_factory=dict)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The content of a file, piece by piece.

        Raises:
            UnreadableError: where it is damaged, or is larger than it says.
        """
        left = self.sizes[name]
        try:
            with self._opened(name) as reader:
                while chunk := reader.read(_CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise UnreadableError("holds more bytes than it says")
                    yield chunk
        except _BROKEN as error:
            raise UnreadableError(f"is damaged: {error}") from error

    def read(self, name: str, limit: int) -> bytes:
        """The whole content.

        Raises:
            UnreadableError: where it is damaged or larger than `limit` bytes.
        """
        if self.sizes[name] > limit:
            raise UnreadableError(f"has {self.sizes[name]} bytes; {limit} is the limit for such a file")
        return b"".join(self.chunks(name))

    @contextmanager
    def _opened(self, name: str) -> Iterator[BinaryIO]:
        if self.archive is not None:
            with self.archive.open(self.entries[name]) as member:
                yield member  # type: ignore[misc]
            return
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
        descriptor = os.open(f"{self.root}/{name}", flags)
        with open(descriptor, "rb") as handle:  # noqa: PTH123 # a descriptor has no path
            yield handle


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """The package in a folder or in a ZIP file.

    Raises:
        BadInputError: where there is nothing that can be read.
        UnknownFormatError: where it is neither a folder nor a ZIP file.
    """
    if path.is_dir():
        yield _folder(path)
        return
    if path.exists() and not path.is_file():
        raise BadInputError(
            f"{shown(path)}: is no file and no folder", "Give the package as it was delivered."
        )
    try:
        handle = path.open("rb")
    except OSError as error:
        raise BadInputError(f"{shown(path)}: cannot be read: {error.strerror}") from error
    with handle:
        if handle.read(2) != b"PK":
            raise UnknownFormatError(
                f"{shown(path)}: is neither a folder nor a ZIP file", "Give the package as it was delivered."
            )
        try:
            archive = zipfile.ZipFile(handle)
        except _BROKEN as error:
            raise BadInputError(
                f"{shown(path)}: is no whole ZIP file: {error}", "Fetch the package again: it may be cut off."
            ) from error
        with archive:
            yield _archive(path, archive)


def _folder(root: Path) -> Package:
    sizes: dict[str, int] = {}
    faults: list[Fault] = []
    for folder, names, files in os.walk(root, followlinks=False):
        names.sort()
        here = os.path.relpath(folder, root)
        for name in sorted([*files, *(n for n in names if Path(folder, n).is_symlink())]):
            inside = name if here == "." else f"{here}/{name}"
            mode = os.lstat(f"{folder}/{name}")
            if not stat.S_ISREG(mode.st_mode):
                faults.append(Fault("no-plain-file", _printable(inside), "is a link, a pipe or a device"))
            elif why := _unsafe(inside):
                faults.append(Fault("unsafe-name", _printable(inside), why))
            else:
                sizes[inside] = mode.st_size
    return Package(root.name, *_within(sizes, faults), root=root)


def _archive(path: Path, archive: zipfile.ZipFile) -> Package:
    """The entries below the one folder at the top."""
    faults: list[Fault] = []
    entries: dict[str, zipfile.ZipInfo] = {}
    infos = [info for info in archive.infolist() if not info.is_dir()]
    top = f"{infos[0].filename.partition('/')[0]}/" if infos and "/" in infos[0].filename else ""
    for info in infos[: MOST_FILES + 1]:
        raw = info.orig_filename
        name = raw[len(top) :] if raw.startswith(top) else raw
        fault = _entry_fault(info, raw, name)
        if fault is None and not raw.startswith(top):
            fault = Fault("unsafe-name", _printable(raw), f"stands beside the folder {_printable(top)}")
        if fault is None and name in entries:
            fault = Fault("file-twice", _printable(name), "stands in the ZIP file twice")
        if fault:
            faults.append(fault)
        else:
            entries[name] = info
    sizes = {name: info.file_size for name, info in entries.items()}
    most = min(MOST_BYTES, MOST_RATIO * max(ALWAYS, path.stat().st_size))
    return Package(path.stem, *_within(sizes, faults, most), archive=archive, entries=entries)


def _entry_fault(info: zipfile.ZipInfo, raw: str, name: str) -> Fault | None:
    if why := _unsafe(raw):
        return Fault("unsafe-name", _printable(raw), why)
    kind = info.external_attr >> 16
    if kind and stat.S_IFMT(kind) not in (0, stat.S_IFREG):
        return Fault("no-plain-file", _printable(name), "is a link, a pipe or a device")
    if info.flag_bits & _ENCRYPTED:
        return Fault("unreadable-file", _printable(name), "is encrypted")
    if info.file_size > max(ALWAYS, MOST_RATIO * info.compress_size):
        packed = f"{info.compress_size} bytes become {info.file_size}"
        return Fault("too-large", _printable(name), f"is packed more densely than any text is: {packed}")
    return None


def _within(
    sizes: dict[str, int], faults: list[Fault], most: int = MOST_BYTES
) -> tuple[dict[str, int], tuple[Fault, ...]]:
    """The files, if they keep within the limits of a package: so many, of `most` bytes in all."""
    whole = sum(sizes.values())
    if len(sizes) > MOST_FILES or whole > most:
        faults.append(Fault("too-large", "", f"the package has {len(sizes)} files of {whole} bytes in all"))
        sizes = {}
    folded: dict[str, str] = {}
    for name in sizes:
        other = folded.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if other != name:
            told = f"differs from {_printable(other)} in case or in the form of its characters only"
            faults.append(Fault("file-twice", _printable(name), told))
    return sizes, tuple(faults)


def _unsafe(name: str) -> str:
    """Why a name could lead elsewhere or be misread; empty for one that cannot."""
    if name.startswith("/") or _DRIVE.match(name) or "\\" in name:
        return "is not a path below the package"
    if any(part in ("", ".", "..") for part in name.split("/")):
        return "has a part that leads elsewhere"
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in name):
        return "has a character that cannot be seen"
    return ""


def _printable(name: str) -> str:
    return shown(name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))
