"""A neural network as a function from array to array, on ONNX Runtime or on OpenVINO.

Both read the same ONNX file and are told to use the same number of threads, so that a page gives
the same bytes whoever else is at work on the machine.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Network = Callable[[Array], Array]


def open_network(path: Path, backend: str) -> Network:
    """Load an ONNX file.  Arrays go in and come out as float32 of shape (n, …)."""
    return _openvino(path) if backend == "openvino" else _onnxruntime(path)


def characters(path: Path) -> tuple[str, ...]:
    """The characters a recognition model knows, in class order, from the ONNX file's metadata."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return tuple(session.get_modelmeta().custom_metadata_map["character"].splitlines())


def _openvino(path: Path) -> Network:
    import openvino

    core = openvino.Core()
    core.set_property("CPU", {"INFERENCE_NUM_THREADS": str(_threads()), "INFERENCE_PRECISION_HINT": "f32"})
    request = core.compile_model(core.read_model(path), "CPU").create_infer_request()

    def run(batch: Array) -> Array:
        request.infer([batch])
        return np.array(request.get_output_tensor(0).data, copy=True)

    return run


def _onnxruntime(path: Path) -> Network:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _threads()
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # a plan of memory for every shape; no two pages share one
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name

    def run(batch: Array) -> Array:
        result: Array = session.run(None, {name: batch})[0]
        return result

    return run


def _threads() -> int:
    return os.cpu_count() or 1
