"""The files of the masters, as what describes a package names them."""

from __future__ import annotations

from pipeline.export.flow import Page
from pipeline.model import Master

MIME = {
    "TIFF": "image/tiff", "JPEG": "image/jpeg", "PNG": "image/png", "JPEG2000": "image/jp2",
    "PDF": "application/pdf",
}  # fmt: skip


def distinct(pages: tuple[Page, ...]) -> tuple[Master, ...]:
    """One master for each file, in page order."""
    return tuple({page.master.file: page.master for page in reversed(pages)}.values())[::-1]


def mime(master: Master) -> str:
    return MIME.get(master.format, "application/octet-stream")
