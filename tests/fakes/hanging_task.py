"""Sleeps for ever on a page that says "hang"."""

from __future__ import annotations

import time
from typing import Any

from fakes import chain

from pipeline.task import Product, Unit
from pipeline.workspace import Workspace


def work(workspace: Workspace, unit: Unit, settings: Any) -> Product:
    if chain.master(workspace, unit).read_text("utf-8") == "hang":
        time.sleep(1_000_000)
    return chain.scan_work(workspace, unit, settings)
