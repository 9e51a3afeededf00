"""Which library runs the neural networks: the first one that is installed, or the one asked for."""

from __future__ import annotations

import importlib.util

from pipeline.errors import MissingToolError

BACKENDS = ("onnxruntime", "openvino")  # in the order they are tried (docs/adr/0004)


def choose_backend(wanted: str) -> str:
    """The backend to use: the one asked for, or with "auto" the first one installed.

    Raises:
        MissingToolError: where it is not installed.
    """
    names = BACKENDS if wanted == "auto" else (wanted,)
    for name in names:
        if importlib.util.find_spec(name):
            return name
    raise MissingToolError(f"no inference backend: {' or '.join(names)}", f"pip install {names[0]}")
