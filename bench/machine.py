"""What a measurement was taken on: the processor, the cores, the versions; and how it is kept."""

from __future__ import annotations

import json
import os
import platform
from importlib import metadata
from pathlib import Path
from typing import Any

PACKAGES = (
    "gazette-pipeline",
    "rapidocr",
    "rapidocr-onnxruntime",
    "onnxruntime",
    "openvino",
    "ocrmypdf",
    "pytesseract",
    "opencv-python",
    "opencv-python-headless",
    "numpy",
    "rapidfuzz",
    "collatex",
)


def describe() -> dict[str, str]:
    """Names and values, the machine first, then the version of each package that is installed."""
    facts = {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "system": platform.platform(),
        "python": platform.python_version(),
    }
    for name in PACKAGES:
        try:
            facts[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return facts


def introduced() -> dict[str, str]:
    """The same, printed as the head of a report."""
    facts = describe()
    print("\n".join(f"{name}: {value}" for name, value in facts.items()), "\n")
    return facts


def keep(path: Path | None, figures: Any) -> None:
    """Write the figures of a measurement as JSON, where somebody wants them."""
    if path:
        path.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
