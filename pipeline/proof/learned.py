"""What a project has learned from its own decisions: two files beside gazette.toml.

``calibration.json`` says how far the doubts of the card hold here, ``confusions.json`` which shapes this
print and these engines confuse.  Both are inputs of every edition, so a page is made again only after
something has been learned anew; where the edition stays the same to the byte, nothing that rests on it is.
"""

from __future__ import annotations

from pathlib import Path

from pipeline import codec
from pipeline.proof.confusions import Confusions
from pipeline.proof.evidence.calibration import BARE, Calibration
from pipeline.proof.policy import Policy
from pipeline.proof.treatment import treatments
from pipeline.settings import ProofSettings
from pipeline.workspace import Workspace


def calibration_file(workspace: Workspace) -> Path:
    return workspace.root / "calibration.json"


def confusions_file(workspace: Workspace) -> Path:
    return workspace.root / "confusions.json"


def inputs(workspace: Workspace) -> tuple[Path, ...]:
    """The files, as far as there are any."""
    files = calibration_file(workspace), confusions_file(workspace)
    return tuple(path for path in files if path.exists())


def calibration_of(workspace: Workspace) -> Calibration:
    """What the project has learned; what comes with the program, where it has not learned anything."""
    path = calibration_file(workspace)
    return codec.load(path.read_bytes(), Calibration, str(path)) if path.exists() else BARE


def confusions_of(workspace: Workspace) -> Confusions:
    """The confusable shapes of the project; none, where it has not learned any."""
    path = confusions_file(workspace)
    return codec.load(path.read_bytes(), Confusions, str(path)) if path.exists() else Confusions()


def policy_of(workspace: Workspace, proof: ProofSettings) -> Policy:
    """All by which the pages of a project are settled."""
    declared = treatments(proof.settle, proof.hide)
    return Policy(declared, calibration_of(workspace), confusions_of(workspace).table)
