"""Runs out of what the machine has: memory on "memory", room for a temporary file on "disk"."""

from __future__ import annotations

import errno
import os
from typing import Any

from fakes import chain

from pipeline.task import Product, Unit
from pipeline.workspace import Workspace


def work(workspace: Workspace, unit: Unit, settings: Any) -> Product:
    text = chain.master(workspace, unit).read_text("utf-8")
    if text == "memory":
        raise MemoryError
    if text == "disk":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/tmp/strips")
    return chain.scan_work(workspace, unit, settings)
