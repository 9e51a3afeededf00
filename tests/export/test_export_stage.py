"""The stage: what it reads, what it makes, in the frame of the master, the same every time."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import export_samples as samples
import pytest
from lxml import etree

from pipeline import codec
from pipeline.derivative import CleanPage, Derivative, Transform
from pipeline.errors import SettingsError, WorkspaceError
from pipeline.export.stage import tasks
from pipeline.model import Inventory
from pipeline.settings import ExportSettings, Settings, WorkSettings
from pipeline.task import Product, Task, Unit
from pipeline.workspace import Workspace, write_atomic

ISSUE = Unit("1987-03")
SETTINGS = Settings(work=samples.WORK)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The sample issue on disk; every page was read on an image half as large as its master."""
    made = Workspace(tmp_path)
    masters = tuple(page.master for page in samples.PAGES)
    write_atomic(made.inventory_file("1987-03"), codec.dump(Inventory("1987-03", masters)))
    for page in samples.PAGES:
        if page.edition:
            derivative = Derivative(page.id, f"{page.id}.png", 600, 850, Transform(a=0.5, e=0.5))
            clean = CleanPage(page.id, (derivative,), (), (), ())
            write_atomic(made.clean_page("1987-03", page.id), codec.dump(clean))
            write_atomic(made.edition("1987-03", page.id), codec.dump(page.edition))
    return made


def run(workspace: Workspace, task: Task, unit: Unit, settings: Settings = SETTINGS) -> Product:
    return task.work(workspace, unit, task.settings(workspace, unit, settings))


def run_all(workspace: Workspace) -> dict[str, bytes]:
    """Both tasks over the issue, written as the runner would; the files by their name in the package."""
    alto, package = tasks(SETTINGS)
    units = [Unit("1987-03", page.id) for page in samples.PAGES]
    for task, unit in [*((alto, unit) for unit in units), (package, ISSUE)]:
        if task.inputs(workspace, unit):
            for path, data in run(workspace, task, unit).files:
                write_atomic(path, data)
    folder = workspace.export("1987-03")
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_package_of_an_issue(workspace: Workspace) -> None:
    made = run_all(workspace)
    texts = {f"text/p000{n}.txt" for n in range(1, 7)}
    altos = {f"alto/p000{n}.xml" for n in (1, 2, 3, 4, 6)}
    rest = {"issue.akn.xml", "mets.xml", "issue.txt", "pages.jsonl", "documents.jsonl", "documents.csv"}
    rest |= {"normalised.txt", "normalisation.csv", "premis.xml"}
    assert set(made) == texts | altos | rest


def test_boxes_are_the_masters(workspace: Workspace) -> None:
    made = run_all(workspace)
    cover = etree.fromstring(made["alto/p0001.xml"]).find(".//{*}TextBlock")
    assert [cover.get(name) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT")] == ["150", "50", "225", "45"]
    assert b'"box":[150,50,375,95]' in made["pages.jsonl"]


def test_a_second_run_makes_the_same_bytes(workspace: Workspace) -> None:
    assert run_all(workspace) == run_all(workspace)


def test_a_page_without_text_is_a_finding(workspace: Workspace) -> None:
    _, package = tasks(SETTINGS)
    findings = run(workspace, package, ISSUE).findings
    assert [(f.code, f.page) for f in findings] == [("page-without-text", "p0005")]


def test_inputs_are_what_there_is(workspace: Workspace) -> None:
    alto, package = tasks(SETTINGS)
    assert alto.inputs(workspace, Unit("1987-03", "p0005")) == ()
    names = [path.name for path in alto.inputs(workspace, Unit("1987-03", "p0001"))]
    assert names == ["p0001.json", "p0001.json", "inventory.json"]
    assert len(package.inputs(workspace, ISSUE)) == 1 + 5 + 5
    run_all(workspace)
    assert len(package.inputs(workspace, ISSUE)) == 1 + 5 + 5 + 5
    assert package.inputs(workspace, Unit("none")) == ()


def test_an_old_alto_file_of_a_page_that_lost_its_text_is_not_delivered(workspace: Workspace) -> None:
    run_all(workspace)
    workspace.edition("1987-03", "p0003").unlink()
    _, package = tasks(SETTINGS)
    mets = dict(run(workspace, package, ISSUE).files)[workspace.export("1987-03") / "mets.xml"]
    assert b"alto/p0003.xml" not in mets
    assert run(workspace, tasks(SETTINGS)[0], Unit("1987-03", "p0003")).files == ()


def test_alto_is_made_with_mets_only() -> None:
    without = replace(SETTINGS, export=ExportSettings(("akn",)))
    assert [task.name for task in tasks(SETTINGS)] == ["alto", "package"]
    assert [task.name for task in tasks(without)] == ["package"]


def test_only_what_matters_to_a_task_is_in_its_settings(workspace: Workspace) -> None:
    alto, package = tasks(SETTINGS)
    renamed = replace(SETTINGS, work=replace(samples.WORK, title="别名"))
    assert alto.settings(workspace, ISSUE, SETTINGS) == alto.settings(workspace, ISSUE, renamed)
    assert package.settings(workspace, ISSUE, SETTINGS) != package.settings(workspace, ISSUE, renamed)
    assert codec.canonical(package.settings(workspace, ISSUE, SETTINGS))


@pytest.mark.parametrize(
    "work",
    [
        WorkSettings(digitized="2026"),
        WorkSettings(digitized="20261120"),
        WorkSettings(language="Chinese"),
        WorkSettings(country="CN"),
    ],
)
def test_settings_that_no_schema_takes_are_refused(work: WorkSettings) -> None:
    with pytest.raises(SettingsError, match="work"):
        tasks(replace(SETTINGS, work=work))


def test_an_edition_of_an_unknown_image_is_named(workspace: Workspace) -> None:
    path = workspace.clean_page("1987-03", "p0001")
    write_atomic(path, codec.dump(CleanPage("p0001", (), (), (), ())))
    stray = replace(
        samples.COVER.edition,
        regions=tuple(replace(r, image="p0001_a") for r in samples.COVER.edition.regions),
    )
    write_atomic(workspace.edition("1987-03", "p0001"), codec.dump(stray))
    with pytest.raises(WorkspaceError, match="p0001_a"):
        run(workspace, tasks(SETTINGS)[0], Unit("1987-03", "p0001"))


def test_an_edition_without_a_clean_page_lies_on_the_master(workspace: Workspace) -> None:
    workspace.clean_page("1987-03", "p0001").unlink()
    ((_, data),) = run(workspace, tasks(SETTINGS)[0], Unit("1987-03", "p0001")).files
    assert etree.fromstring(data).find(".//{*}TextBlock").get("HPOS") == "300"


def test_tasks_reach_worker_processes() -> None:
    for task in tasks(SETTINGS):
        assert pickle.loads(pickle.dumps(task)) == task


def test_the_stage_imports_nothing_heavy() -> None:
    code = (
        "import sys, pipeline.export.stage; print(*(set(sys.modules) & {'lxml', 'cv2', 'numpy', 'cobalt'}))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
