"""The last stage: the full text of the whole work becomes searchable.

Each issue's editions and documents become texts, a file for pages and one for documents; these go into
the index.  tantivy writes many files and maps them into memory, so the second task writes a folder by
itself: a new generation, complete and tested, that nobody reads yet (`pipeline.search.generation`).
What it returns is the small file that names the generation; the runner writes that as it
writes every file, and so makes the swap.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline import codec
from pipeline.derivative import CleanPage
from pipeline.errors import WorkspaceError
from pipeline.model import Edition, Master
from pipeline.search import acts, generation, packing, selftest
from pipeline.search.build import Source, build
from pipeline.search.find import Unit as Kind
from pipeline.search.leaf import Leaf, leaf, page_entry
from pipeline.search.plan import Plan, plan
from pipeline.search.postings import Tantivy
from pipeline.settings import Settings
from pipeline.task import Product, Scope, Task, Unit
from pipeline.workspace import Workspace

STAGE = "index"
TEXTS = ("texts", "3")  # raise it when the same editions would give other texts


def tasks(settings: Settings) -> tuple[Task, ...]:
    """The texts of each issue, then the index of the whole work."""
    texts = Task(
        "texts", STAGE, Scope.ISSUE, no_settings, text_inputs, write_texts, (TEXTS, _version("opencc"))
    )
    index = Task("index", STAGE, Scope.WORK, no_settings, inputs, work, _tools(), parallel=False)
    return texts, index


def no_settings(workspace: Workspace, unit: Unit, settings: Settings) -> None:
    """Nothing can be set about the index yet."""


def text_inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    """The editions of an issue with what leads from their boxes to the masters, and its documents."""
    pages = _pages(workspace, unit.issue)
    if not pages:
        return ()
    files = [workspace.inventory_file(unit.issue), *_records(workspace, unit.issue)]
    files += [workspace.edition(unit.issue, master.page) for master in pages]
    files += [workspace.clean_page(unit.issue, master.page) for master in pages]
    return tuple(path for path in files if path.exists())


def write_texts(workspace: Workspace, unit: Unit, settings: None) -> Product:
    """What the index holds of an issue.

    Raises:
        WorkspaceError: where an edition, a clean page or a record of the export stage is damaged.
    """
    issue = unit.issue
    documents, pages = (acts.read(path) for path in _records(workspace, issue))
    folios = {str(page.get("page")): str(page.get("folio") or "") for page in pages}
    printed = [
        _leaf(workspace, issue, master, folios.get(master.page, "")) for master in _pages(workspace, issue)
    ]
    leaves = acts.with_normal(issue, printed, documents)
    facts = acts.page_facts(issue)
    entries = {
        Kind.PAGE: tuple(page_entry(one, facts) for one in leaves),
        Kind.DOCUMENT: tuple(acts.entries(issue, leaves, documents)),
    }
    files = _texts(workspace, issue)
    return Product(tuple((files[kind], packing.dump(made)) for kind, made in entries.items()))


def inputs(workspace: Workspace, unit: Unit) -> tuple[Path, ...]:
    """The texts of all issues."""
    return tuple(path for source in _sources(workspace).values() for path in source.files.values())


def work(workspace: Workspace, unit: Unit, settings: None) -> Product:
    """Build a generation, test it, put it in place; return the file that makes it the current one.

    Raises:
        WorkspaceError: where the texts of an issue are damaged.
        NoSpaceError: where the disk is full or cannot be written.
        GazetteError: where the new index does not find what it was given.
    """
    sources = _sources(workspace)
    before, todo = _plan(workspace, sources)
    if before and todo.nothing:
        generation.remove_others(workspace, before.folder)
        return Product(((workspace.index / generation.CURRENT, codec.dump(before)),))
    engine, sampler = Tantivy(), selftest.Sampler()
    old = workspace.index / before.folder if before else None
    with generation.building(workspace) as part:
        sampler.watch(build(part, old, todo, sources, engine))
        selftest.check(part, sampler.samples, engine)
        made = generation.described(part, _tools(), todo.held)
        generation.install(workspace, part, made)
    return Product(((workspace.index / generation.CURRENT, codec.dump(made)),))


def _plan(workspace: Workspace, sources: dict[str, Source]) -> tuple[generation.Generation | None, Plan]:
    """What has changed since the generation that answers; everything, where there is none that fits."""
    now = {issue: _digest(source) for issue, source in sources.items()}
    try:
        before = generation.current(workspace)
    except WorkspaceError:
        return None, plan((), now)
    if before.tools != _tools():
        return None, plan((), now)
    return before, plan(before.issues, now)


def _digest(source: Source) -> str:
    digest = hashlib.sha256()
    for path in source.files.values():
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _sources(workspace: Workspace) -> dict[str, Source]:
    """The issues whose texts are there, in natural order."""
    found = {issue: _texts(workspace, issue) for issue in workspace.issues()}
    return {issue: Source(files) for issue, files in found.items() if all(p.exists() for p in files.values())}


def _texts(workspace: Workspace, issue: str) -> dict[Kind, Path]:
    return {kind: workspace.index / generation.ISSUES / f"{issue}.{kind}" for kind in Kind}


def _records(workspace: Workspace, issue: str) -> tuple[Path, Path]:
    """What the export stage wrote of the documents and the pages of an issue."""
    folder = workspace.export(issue)
    return folder / "documents.jsonl", folder / "pages.jsonl"


def _pages(workspace: Workspace, issue: str) -> list[Master]:
    """The pages that have an edition, in order."""
    if not workspace.inventory_file(issue).exists():
        return []
    masters = workspace.inventory(issue).masters
    return [master for master in masters if workspace.edition(issue, master.page).exists()]


def _leaf(workspace: Workspace, issue: str, master: Master, folio: str) -> Leaf:
    path = workspace.edition(issue, master.page)
    edition = codec.load(path.read_bytes(), Edition, str(path))
    return leaf(issue, master, folio, _clean_page(workspace, issue, master.page), edition)


def _clean_page(workspace: Workspace, issue: str, page: str) -> CleanPage:
    """The scan stage's record; without derivatives where the page was never cleaned."""
    path = workspace.clean_page(issue, page)
    if not path.exists():
        return CleanPage(page, (), (), (), ())
    return codec.load(path.read_bytes(), CleanPage, str(path))


def _tools() -> tuple[tuple[str, str], ...]:
    return (_version("tantivy"), _version("opencc"), TEXTS, ("index", str(generation.FORMAT)))


def _version(name: str) -> tuple[str, str]:
    try:
        return name, version(name)
    except PackageNotFoundError:
        return name, "missing"
