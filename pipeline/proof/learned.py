"""What a project has learned from its own decisions: the file `calibration.json` beside gazette.toml.

It is an input of every edition, so a page is made again only after it has been learned anew; where the
edition stays the same to the byte, nothing that rests on it is.
"""

from __future__ import annotations

from pathlib import Path

from pipeline import codec
from pipeline.proof.evidence.calibration import BARE, Calibration
from pipeline.workspace import Workspace

FILE = "calibration.json"


def calibration_file(workspace: Workspace) -> Path:
    return workspace.root / FILE


def inputs(workspace: Workspace) -> tuple[Path, ...]:
    """The file, where there is one."""
    path = calibration_file(workspace)
    return (path,) if path.exists() else ()


def calibration_of(workspace: Workspace) -> Calibration:
    """What the project has learned; what comes with the program, where it has not learned anything."""
    path = calibration_file(workspace)
    return codec.load(path.read_bytes(), Calibration, str(path)) if path.exists() else BARE
