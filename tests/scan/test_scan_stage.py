"""The thin edge of the stage: files in, files out, in the order in which they are to be written."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import drawn_scans as drawn
import pytest

from pipeline import codec
from pipeline.derivative import CleanPage
from pipeline.errors import WorkspaceError
from pipeline.image import encode_png
from pipeline.model import Inventory, Master
from pipeline.scan import stage
from pipeline.settings import ScanSettings, Settings
from pipeline.task import Scope, Unit
from pipeline.workspace import Workspace, sha256, write_atomic

UNIT = Unit("1987-03", "p0001")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An issue of one page, a spread."""
    made = Workspace(tmp_path)
    page = drawn.spread()
    data = encode_png(page)
    master = Master(
        "p0001", "p0001.png", 0, "PNG", "scan.png", sha256(data), page.shape[1], page.shape[0], 0.0
    )
    write_atomic(made.master("1987-03", "p0001.png"), data)
    write_atomic(made.inventory_file("1987-03"), codec.dump(Inventory("1987-03", (master,))))
    write_atomic(made.overrides("1987-03"), b"[p0001]\nrotate = 0\n")
    return made


def test_there_is_one_task_a_page() -> None:
    (task,) = stage.tasks(Settings())
    assert (task.name, task.stage, task.scope) == ("scan", "scan", Scope.PAGE)
    assert pickle.loads(pickle.dumps(task)) == task


def test_the_images_come_before_the_record_that_names_them(workspace: Workspace) -> None:
    product = stage.work(workspace, UNIT, stage.page_settings(workspace, UNIT, Settings()))
    assert [path.name for path, _ in product.files] == ["p0001_a.png", "p0001_b.png", "p0001.json"]
    assert all(path.parent == workspace.clean_page("1987-03", "p0001").parent for path, _ in product.files)
    page = codec.load(product.files[-1][1], CleanPage, "p0001.json")
    assert [derivative.image for derivative in page.derivatives] == ["p0001_a", "p0001_b"]
    assert page.findings == product.findings
    assert page.steps[0].settings == codec.canonical(ScanSettings(rotate=0))


def test_the_work_is_the_same_every_time(workspace: Workspace) -> None:
    settings = stage.page_settings(workspace, UNIT, Settings())
    assert stage.work(workspace, UNIT, settings) == stage.work(workspace, UNIT, settings)


def test_the_input_is_the_master(workspace: Workspace) -> None:
    assert stage.inputs(workspace, UNIT) == (workspace.master("1987-03", "p0001.png"),)


def test_overrides_reach_the_page(workspace: Workspace) -> None:
    write_atomic(workspace.overrides("1987-03"), b'[p0001]\nrotate = 0\nsplit = "never"\n')
    settings = stage.page_settings(workspace, UNIT, Settings())
    assert settings.scan == ScanSettings(rotate=0, split="never")
    assert len(stage.work(workspace, UNIT, settings).files) == 2


def test_a_page_that_is_not_there_is_named(workspace: Workspace) -> None:
    with pytest.raises(WorkspaceError, match="p0009"):
        stage.inputs(workspace, Unit("1987-03", "p0009"))


def test_importing_the_stage_is_light() -> None:
    code = "import sys, pipeline.scan.stage; print({'cv2', 'numpy', 'PIL'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
