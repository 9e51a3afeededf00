"""The documents of all issues as the package of each issue tells them: lines of its documents.jsonl."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import WorkspaceError
from pipeline.text.citations import By, title_key
from pipeline.text.modern import modern


@dataclass(frozen=True, slots=True)
class Cited:
    """What a document names: another one, by number or title."""

    by: By
    key: str
    printed: str
    paragraph: str
    target: str  # inside the issue; empty where it is not there
    id: str = ""  # of the `ref` in Akoma Ntoso


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a document claims of itself (`about` is None) or of another one."""

    claim: str
    sentence: str
    paragraph: str
    date: str
    about: Cited | None
    id: str = ""  # of the modification in Akoma Ntoso


@dataclass(frozen=True, slots=True)
class Published:
    """One document of one issue."""

    id: str  # "1987-03/d_p0003_r02_l01"
    number: str  # canonical, modern characters
    title: str
    date: str  # of the document; of the year where it has none
    paragraphs: tuple[str, ...]
    cites: tuple[Cited, ...]
    claims: tuple[Claimed, ...]
    attached: tuple[str, ...]  # keys of the titles of its attachments

    @property
    def key(self) -> str:
        return title_key(self.title)


def published(files: tuple[Path, ...]) -> Iterator[Published]:
    """Every document of these files, in order.

    Raises:
        WorkspaceError: where a file is damaged.
    """
    for path in files:
        try:
            records = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
            yield from (_published(record) for record in records)
        except (ValueError, KeyError, TypeError) as error:
            raise WorkspaceError(
                f"{path}: damaged: {error}", "Delete it and run gazette export on the workspace again."
            ) from error


def _published(record: dict[str, Any]) -> Published:
    return Published(
        id=f"{record['issue']}/{record['document']}",
        number=modern(record["number"]),
        title=record["title"],
        date=record["date"] or record["issue"][:4],
        paragraphs=tuple(record["text"].split("\n")),
        cites=tuple(_cited(one) for one in record["citations"]),
        claims=tuple(_claimed(one) for one in record["claims"]),
        attached=tuple(title_key(one["title"]) for one in record["attachments"]),
    )


def _cited(one: dict[str, Any]) -> Cited:
    return Cited(
        By(one["by"]), one["key"], one["printed"], one["paragraph"], one["target"], one.get("id", "")
    )


def _claimed(one: dict[str, Any]) -> Claimed:
    about = None
    if "key" in one:
        about = Cited(By(one["by"]), one["key"], "", one["paragraph"], one["target"])
    return Claimed(
        one["claim"], one["sentence"], one["paragraph"], one.get("date", ""), about, one.get("id", "")
    )
