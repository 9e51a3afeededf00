"""What a project has declared and what it has learned: by this its pages are settled."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.proof.evidence.calibration import BARE, Calibration
from pipeline.proof.treatment import Treatments


@dataclass(frozen=True, slots=True)
class Policy:
    """How the differences and the doubts of a page are judged, whatever witnesses it has."""

    treatments: Treatments = field(default_factory=Treatments)
    calibration: Calibration = BARE
    confusables: tuple[str, ...] = ()  # rows of confusable shapes besides the table's own
