"""Kills its own process: on "die" always, on "die once" the first time."""

from __future__ import annotations

import os
import signal
from typing import Any

from fakes import chain

from pipeline.task import Product, Unit
from pipeline.workspace import Workspace


def work(workspace: Workspace, unit: Unit, settings: Any) -> Product:
    text = chain.master(workspace, unit).read_text("utf-8")
    mark = workspace.root / f"died-at-{unit.page}"
    if text == "die" or (text == "die once" and not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return chain.scan_work(workspace, unit, settings)
