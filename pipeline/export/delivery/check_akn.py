"""An Akoma Ntoso file of ours by itself: a volume, or an issue without its package."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.errors import BadInputError
from pipeline.export.delivery.faults import Fault
from pipeline.export.delivery.grammar import TWICE, grammar, parsed
from pipeline.export.delivery.rules import rules
from pipeline.export.schema import profile, schema_file

ENDING = ".akn.xml"


def check_akn(path: Path) -> tuple[Fault, ...]:
    """What of it the official schema, our profile and our rules do not allow.

    Raises:
        BadInputError: where it cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read: {error.strerror}") from error
    root, faults = parsed(data, path.name)
    if root is not None:
        faults += grammar(root, path.name, (profile("gazette-akn-1.xsd"), schema_file()))
        if not any(TWICE in fault.reason for fault in faults):
            faults += rules(root, path.name)
    return tuple(replace(fault, file=path.name) for fault in faults)
