"""Says of every page that holds "bad" that it cannot be read."""

from __future__ import annotations

from typing import Any

from fakes import chain

from pipeline.errors import TruncatedFileError
from pipeline.task import Product, Unit
from pipeline.workspace import Workspace


def work(workspace: Workspace, unit: Unit, settings: Any) -> Product:
    path = chain.master(workspace, unit)
    if path.read_text("utf-8") == "bad":
        raise TruncatedFileError(f"{path.name}: ends at byte 3")
    return chain.scan_work(workspace, unit, settings)
