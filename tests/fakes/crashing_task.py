"""Raises an error of ours on every page that says "crash"; one that cannot be pickled where it says so."""

from __future__ import annotations

from typing import Any

from fakes import chain

from pipeline.task import Product, Unit
from pipeline.workspace import Workspace


class StubbornError(Exception):
    """Has a constructor that pickle cannot call again."""

    def __init__(self, page: str, *, depth: int) -> None:
        super().__init__(f"{page} {depth}")


def work(workspace: Workspace, unit: Unit, settings: Any) -> Product:
    text = chain.master(workspace, unit).read_text("utf-8")
    if text == "crash":
        raise RuntimeError("a fault of the program")
    if text == "stubborn":
        raise StubbornError(unit.page, depth=3)
    if text == "astray":
        return Product(((workspace.master(unit.issue, "p0001.txt"), b"not mine to write"),))
    return chain.scan_work(workspace, unit, settings)
