"""The files of a package by their paths; what a delta leaves out comes from the package before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.export.delivery.bag import PAYLOAD
from pipeline.export.delivery.listing import Delivered, Listed, Listing
from pipeline.export.delivery.opening import Package, UnreadableError
from pipeline.formats.xml import MAX_BYTES


@dataclass(frozen=True, slots=True)
class Contents:
    """A package with its listing, and those it follows, if they are at hand: the newest first."""

    package: Package
    listing: Listing
    before: tuple[Package, ...]
    listed: Mapping[str, Listed]  # the whole state, by path

    def has(self, path: str) -> bool:
        """Whether the package itself brings this file."""
        return f"{PAYLOAD}/{path}" in self.package.sizes

    def at_hand(self, path: str) -> bool:
        """Whether the file can be read, here or in a package before."""
        return self._holder(path) is not None

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """The content of a file that is at hand.

        Raises:
            UnreadableError: where it is damaged or too large to be one of ours.
        """
        holder = self._holder(path)
        if holder is None:
            raise UnreadableError("is not in the package")
        return holder.read(f"{PAYLOAD}/{path}", limit)

    def head(self, path: str, count: int) -> bytes | None:
        """The first bytes of a file; None for one that is not at hand or is damaged."""
        holder = self._holder(path)
        if holder is None:
            return None
        try:
            return next(holder.chunks(f"{PAYLOAD}/{path}"), b"")[:count]
        except UnreadableError:
            return None

    def _holder(self, path: str) -> Package | None:
        """The newest package with the file; none for a file that is no part of the state."""
        name = f"{PAYLOAD}/{path}"
        if name in self.package.sizes:
            return self.package
        if path not in self.listed:
            return None
        return next((package for package in self.before if name in package.sizes), None)


def contents(package: Package, listing: Listing, before: tuple[Package, ...]) -> Contents:
    return Contents(package, listing, before, {file.path: file for file in listing.files})


def exported(issue: Delivered, name: str) -> str:
    """The path of a file of an issue's export folder."""
    return f"{issue.id}/4-export/{name}"
