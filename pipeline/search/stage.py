"""The last stage: the full text of the whole work becomes searchable.

tantivy writes many files and maps them into memory, so this is the one task that writes a folder by
itself: a new generation, complete and tested, that nobody reads yet (`pipeline.search.generation`).
What it returns is the small file that names the generation; the runner writes that as it
writes every file, and so makes the swap.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline import codec
from pipeline.model import CleanPage, Edition, Master
from pipeline.search import generation, selftest
from pipeline.search.leaf import Leaf, leaf
from pipeline.settings import Settings
from pipeline.task import Product, Scope, Task, Unit
from pipeline.workspace import Workspace


def tasks(settings: Settings) -> tuple[Task, ...]:
    """One task: the index of the whole work."""
    libraries = tuple((name, _version(name)) for name in ("tantivy", "opencc"))
    tools = (*libraries, ("index", str(generation.FORMAT)))
    return (Task("index", "index", Scope.WORK, no_settings, inputs, work, tools, parallel=False),)


def no_settings(workspace: Workspace, unit: Unit, settings: Settings) -> None:
    """Nothing can be set about the index yet."""


def inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    """Every edition there is, with what leads from its boxes to the master."""
    pages = _pages(workspace)
    issues = dict.fromkeys(issue for issue, _ in pages)
    files = [workspace.inventory_file(issue) for issue in issues]
    files += [workspace.edition(issue, master.page) for issue, master in pages]
    files += [workspace.clean_page(issue, master.page) for issue, master in pages]
    return tuple(path for path in files if path.exists())


def work(workspace: Workspace, unit: Unit, settings: None) -> Product:
    """Build a generation, test it, put it in place; return the file that makes it the current one.

    Raises:
        WorkspaceError: where an edition or a clean page is damaged.
        NoSpaceError: where the disk is full or cannot be written.
        GazetteError: where the new index does not find what it was given.
    """
    pages = _pages(workspace)
    sampler = selftest.Sampler(len(pages))
    with generation.building(workspace) as part:
        made = generation.write(part, sampler.watch(_leaf(workspace, *page) for page in pages))
        selftest.check(part, sampler.samples)
        generation.install(workspace, part, made)
    return Product(((workspace.index / generation.CURRENT, codec.dump(made)),))


def _pages(workspace: Workspace) -> list[tuple[str, Master]]:
    """The pages that have an edition, with their issue: the order of the index."""
    return [
        (issue, master)
        for issue in workspace.issues()
        for master in workspace.inventory(issue).masters
        if workspace.edition(issue, master.page).exists()
    ]


def _leaf(workspace: Workspace, issue: str, master: Master) -> Leaf:
    path = workspace.edition(issue, master.page)
    edition = codec.load(path.read_bytes(), Edition, str(path))
    return leaf(issue, master, _clean_page(workspace, issue, master.page), edition)


def _clean_page(workspace: Workspace, issue: str, page: str) -> CleanPage:
    """The scan stage's record; without derivatives where the page was never cleaned."""
    path = workspace.clean_page(issue, page)
    if not path.exists():
        return CleanPage(page, (), (), (), ())
    return codec.load(path.read_bytes(), CleanPage, str(path))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"
