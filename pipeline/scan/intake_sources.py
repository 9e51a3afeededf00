"""Which files are to be taken in, in which order, and into which issue they go."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline import files
from pipeline.errors import BadInputError, GazetteError
from pipeline.model import Finding, Severity
from pipeline.workspace import CONFIG, INDEX, natural_key

FIRST_ISSUE = "1"
# Whoever names a file so means a page; a file of a format we do not take is then refused, not passed over.
EXTENSIONS = {
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".jpe": "JPEG",
    ".png": "PNG",
    ".jp2": "JPEG2000",
    ".j2k": "JPEG2000",
    ".jpf": "JPEG2000",
    ".jpx": "JPEG2000",
    ".j2c": "JPEG2000",
    ".pdf": "PDF",
}
_OTHER_IMAGES = (".gif", ".bmp", ".webp", ".djvu", ".djv", ".heic", ".jxl", ".eps", ".ps", ".psd", ".ofd")
_UNSAFE = re.compile(r"[^\w.+-]+|\.{2,}")


@dataclass(frozen=True, slots=True)
class Source:
    """One file to take in; `name` is readable and, inside a folder, relative to it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """Every path that was given or found, on exactly one of three lists."""

    sources: tuple[Source, ...]
    skipped: tuple[Finding, ...]
    refused: tuple[tuple[Path, GazetteError], ...]


def plan(paths: Sequence[Path], issue: str = "") -> tuple[tuple[str, tuple[Path, ...]], ...]:
    """Issue ids, each with the files and folders that belong to it.

    Without a given issue a folder with page images is an issue, named after it; a folder that only
    has folders of them is several.  Loose files belong to the issue named after their folder.
    """
    if issue:
        return ((issue, tuple(paths)),)
    found: dict[str, list[Path]] = {}
    owners: dict[str, Path] = {}
    for path in paths:
        whole = path.resolve()
        if _is_folder(path):
            for folder, parts in _issue_folders(whole):
                found.setdefault(_free_id("-".join(parts), folder, owners), []).append(folder)
        else:
            found.setdefault(_free_id(whole.parent.name, whole.parent, owners), []).append(path)
    return tuple((name, tuple(found[name])) for name in found)


def gather(paths: Sequence[Path]) -> Gathered:
    """All files below the paths: loose files first, then folder by folder, each in natural page order.

    Never opens what is no regular file, and never follows a link out of a folder.
    """
    sources: list[Source] = []
    skipped: list[Finding] = []
    refused: list[tuple[Path, GazetteError]] = []
    for path in sorted((p for p in paths if not _is_folder(p)), key=lambda p: page_key(p.name)):
        _sort_out(path, files.shown(path.name), sources, skipped, refused)
    for folder in (p for p in paths if _is_folder(p)):
        for path in _walk(folder, skipped):
            _sort_out(path, files.shown(path.relative_to(folder)), sources, skipped, refused)
    unique = {source.path.resolve(): source for source in reversed(sources)}
    return Gathered(tuple(reversed(unique.values())), tuple(skipped), tuple(refused))


def page_key(name: str) -> tuple[object, ...]:
    """Sort key of natural page order, folder by folder; the extension only decides between equals."""
    path = PurePosixPath(name)
    return (*(natural_key(part) for part in path.parent.parts), natural_key(path.stem), path.suffix)


def skipped_file(name: str, why: str) -> Finding:
    return Finding("skipped-file", f"{name}: left out: {why}", Severity.NOTE)


def means_page(path: Path) -> bool:
    """Whether the file calls itself a page image or is one."""
    suffix = path.suffix.lower()
    if suffix in EXTENSIONS or suffix in _OTHER_IMAGES:
        return True
    try:
        files.kind(path)
    except BadInputError:
        return False
    return True


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a folder above it is closed to us
        return False


def _sort_out(
    path: Path,
    name: str,
    sources: list[Source],
    skipped: list[Finding],
    refused: list[tuple[Path, GazetteError]],
) -> None:
    if not os.path.lexists(path):
        refused.append(
            (
                path,
                BadInputError(f"{files.shown(path)}: no such file", "Check the path and the rights to it."),
            )
        )
    elif not path.is_file():
        skipped.append(skipped_file(name, "no regular file"))
    elif means_page(path):
        sources.append(Source(path, name))
    else:
        skipped.append(skipped_file(name, "no page image"))


def _walk(folder: Path, skipped: list[Finding]) -> Iterator[Path]:
    """What lies below a folder, in natural order; folders and links are dealt with here."""
    home = folder.resolve()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        name = files.shown(path.relative_to(folder))
        if path != folder and (why := _unwanted(path, home)):
            skipped.append(skipped_file(name, why))
        elif stat.S_ISDIR(path.lstat().st_mode) or path == folder:
            waiting.extend(reversed(_entries(path, name, skipped)))
        else:
            yield path


def _unwanted(path: Path, home: Path) -> str:
    """Why something in a folder is passed over; empty where it is not."""
    if path.name.startswith("."):
        return "hidden"
    if path.is_symlink():
        if not path.resolve().is_relative_to(home):
            return "a link that leads out of the folder"
        return "a link to a folder" if path.is_dir() else ""
    return "a workspace of ours" if (path / CONFIG).exists() else ""


def _entries(folder: Path, name: str, skipped: list[Finding]) -> list[Path]:
    try:
        return sorted(folder.iterdir(), key=lambda path: page_key(path.name))
    except OSError as error:
        message = f"{name}: the folder cannot be read: {error.strerror}"
        skipped.append(Finding("unreadable-file", message, Severity.LOSS))
        return []


def _issue_folders(folder: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """The folders that are issues, with the parts of their names: a year's folder becomes part of the id."""
    if _has_pages(folder):
        yield folder, (folder.name,)
        return
    found = False
    for below, parts in _below(folder, ()):
        found = True
        yield below, parts
    if not found:
        yield folder, (folder.name,)


def _below(folder: Path, parts: tuple[str, ...]) -> Iterator[tuple[Path, tuple[str, ...]]]:
    for entry in _entries(folder, "", []):
        if not entry.is_dir() or entry.is_symlink() or _unwanted(entry, folder):
            continue
        here = (*parts, entry.name)
        if _has_pages(entry):
            yield entry, here
        else:
            yield from _below(entry, here)


def _has_pages(folder: Path) -> bool:
    entries = _entries(folder, "", [])
    return any(not e.name.startswith(".") and e.is_file() and means_page(e) for e in entries)


def _free_id(text: str, folder: Path, owners: dict[str, Path]) -> str:
    """A safe issue id made of a folder's name; two folders never share one."""
    name = unicodedata.normalize("NFC", files.shown(text))
    safe = _UNSAFE.sub("-", name).strip("-._+")[:90] or FIRST_ISSUE
    safe = f"issue-{safe}" if safe in (INDEX, CONFIG) else safe
    number, wanted = 1, safe
    while owners.setdefault(wanted, folder) != folder:
        number += 1
        wanted = f"{safe}-{number}"
    return wanted
