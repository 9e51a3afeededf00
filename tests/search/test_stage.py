"""Building: the swap, what a killed build leaves, what a damaged index says."""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from made_work import MadeWork, edition, region

from pipeline import codec
from pipeline.errors import ExitCode, GazetteError, NoSpaceError, WorkspaceError
from pipeline.model import Edition
from pipeline.search import generation, packing, postings, segments, stage
from pipeline.search.asked import Field, Phrase
from pipeline.search.engine import Via
from pipeline.search.entry import Facts, Sheet
from pipeline.search.find import search
from pipeline.search.leaf import entry
from pipeline.search.row import BREAK, Row
from pipeline.settings import Settings
from pipeline.task import Scope, Unit
from pipeline.workspace import write_atomic


@pytest.fixture
def work(tmp_path: Path) -> MadeWork:
    made = MadeWork(tmp_path / "work")
    made.issue("1", _page("政务公开"))
    return made


def _page(text: str) -> Edition:
    return edition("p0001", region("p0001", 0, (text,)))


def _generations(work: MadeWork) -> list[str]:
    folders = (path.name for path in work.workspace.index.iterdir() if path.is_dir())
    return sorted(name for name in folders if name != generation.ISSUES)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_tasks(work: MadeWork) -> None:
    texts, index = stage.tasks(Settings())
    assert (texts.name, texts.stage, texts.scope) == ("texts", "index", Scope.ISSUE)
    assert (index.name, index.stage, index.scope, index.parallel) == ("index", "index", Scope.WORK, False)
    assert codec.canonical(index.settings(work.workspace, Unit(), Settings())) == "null"
    assert pickle.loads(pickle.dumps((texts, index))) == (texts, index)
    workspace = work.workspace
    assert set(texts.inputs(workspace, Unit("1"))) == {
        workspace.inventory_file("1"),
        workspace.edition("1", "p0001"),
        workspace.clean_page("1", "p0001"),
    }
    assert index.inputs(workspace, Unit()) == ()
    work.write_texts()
    assert {path.name for path in index.inputs(workspace, Unit())} == {"1.page", "1.document"}


def test_a_work_without_editions_has_nothing_to_do(tmp_path: Path) -> None:
    work = MadeWork(tmp_path)
    work.issue("1", _page("甲"))
    work.workspace.edition("1", "p0001").unlink()
    assert stage.text_inputs(work.workspace, Unit("1")) == ()
    assert stage.text_inputs(work.workspace, Unit("none")) == ()
    assert stage.inputs(work.workspace, Unit()) == ()


def test_what_is_written(work: MadeWork) -> None:
    work.build()
    record = json.loads((work.workspace.index / "current.json").read_bytes())["record"]
    names = [name for name, _ in record["files"]]
    assert {"document/postings/meta.json", "page/postings/meta.json"} < set(names)
    (folder,) = _generations(work)
    assert (record["folder"], record["version"]) == (folder, 5)
    assert [held["issue"] for held in record["issues"]] == ["1"]
    assert not (work.workspace.root / ".index.part").exists()


def test_the_same_editions_give_the_same_bytes(work: MadeWork, tmp_path: Path) -> None:
    other = MadeWork(tmp_path / "other")
    for made in (work, other):
        for n in range(5):
            made.issue(f"19{n}", _page("政务公开" * n), edition("p0002", region("p0002", 0, ("Latin text",))))
        made.build()
    shutil.rmtree(work.workspace.issue("1"))
    shutil.rmtree(work.workspace.index)
    work.build()
    other.build()
    current = generation.current(work.workspace).folder
    assert _bytes(work.workspace.index / current) == _bytes(other.workspace.index / current)


def test_the_swap(work: MadeWork) -> None:
    """Until current.json is replaced the generation before answers; it goes at the next build."""
    work.build()
    (first,) = _generations(work)
    work.issue("1", _page("人民政府"))
    files = work.prepare()
    assert work.find("政务公开").total == 1
    assert len(_generations(work)) == 2
    work.commit(files)
    assert work.find("政务公开").total == 0
    assert work.find("人民政府").total == 1
    work.build()
    assert first not in _generations(work)
    assert len(_generations(work)) == 1


def test_only_what_changed_is_written_anew(tmp_path: Path) -> None:
    """And what answers afterwards is what an index made at one go answers."""
    work, whole = MadeWork(tmp_path / "steps"), MadeWork(tmp_path / "whole")
    names = [f"19{n}" for n in range(30, 50)]
    for name in names:
        work.issue(name, _page(f"政务公开{name}"))
    work.build()
    work.issue("1935", _page("政务公开改正"))
    work.issue("1937-5", _page("政务公开新的"))
    shutil.rmtree(work.workspace.issue("1940"))
    for kind in ("page", "document"):
        (work.workspace.index / "issues" / f"1940.{kind}").unlink()
    work.build()
    after = generation.current(work.workspace)
    kept = work.workspace.index / after.folder / "page" / "postings"
    assert any(path.stat().st_nlink > 1 for path in kept.iterdir())
    for name in names:
        if name != "1940":
            whole.issue(name, _page("政务公开改正" if name == "1935" else f"政务公开{name}"))
    whole.issue("1937-5", _page("政务公开新的"))
    whole.build()
    for query in ("政务公开", "1935", "改正", "新的", "1940", "issue:1937-5"):
        assert work.find(query, 100) == whole.find(query, 100)
    assert work.find("政务公开").total == 20
    work.build()
    assert generation.current(work.workspace) == after


def test_what_a_killed_build_left_is_no_hindrance(work: MadeWork) -> None:
    part = work.workspace.root / ".index.part"
    (part / "postings").mkdir(parents=True)
    (part / "postings" / "meta.json").write_text("{")
    work.prepare()  # killed again: in place, but not yet named
    work.build()
    assert work.find("公开").total == 1
    assert len(_generations(work)) == 1
    assert not part.exists()


def test_a_generation_gone_bad_is_replaced(work: MadeWork) -> None:
    work.build()
    shelf = next(work.workspace.index.rglob("*.store"))
    shelf.write_bytes(b"rubbish")
    work.build()
    assert work.find("公开").total == 1


def test_whoever_may_read_the_workspace_may_search_it(work: MadeWork) -> None:
    """tantivy makes its two JSON files for their owner alone."""
    work.build()
    folder = work.workspace.index / _generations(work)[0]
    modes = {(folder / name).stat().st_mode & 0o777 for name, _ in generation.current(work.workspace).files}
    assert modes == {(work.workspace.index / "current.json").stat().st_mode & 0o777}


def test_without_the_right_to_write(work: MadeWork, monkeypatch: pytest.MonkeyPatch) -> None:
    work.build()
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(WorkspaceError, match="without the right to write") as caught:
        work.find("公开")
    assert "Delete" not in caught.value.advice


def test_a_page_without_text(work: MadeWork) -> None:
    work.issue("2", edition("p0001"), edition("p0002", region("p0002", 0, ("", "，", "公开"))))
    work.build()
    assert work.find("issue:2").total == 2
    assert work.find("公开").total == 2


def test_no_index_yet(work: MadeWork) -> None:
    with pytest.raises(WorkspaceError) as caught:
        work.find("公开")
    assert "there is no index yet" in str(caught.value)
    assert f"gazette run {work.workspace.root}" in caught.value.advice
    assert caught.value.exit_code is ExitCode.WORKSPACE


def test_a_name_that_leads_elsewhere(work: MadeWork) -> None:
    work.build()
    strange = replace(generation.current(work.workspace), folder="../1")
    (work.workspace.index / "current.json").write_bytes(codec.dump(strange))
    with pytest.raises(WorkspaceError, match="damaged"):
        work.find("公开")


def test_another_format(work: MadeWork) -> None:
    work.build()
    newer = replace(generation.current(work.workspace), version=99)
    (work.workspace.index / "current.json").write_bytes(codec.dump(newer))
    with pytest.raises(WorkspaceError, match="format 99"):
        work.find("公开")


@pytest.mark.parametrize("content", [b"", b"rubbish", None])
def test_damaged_files(work: MadeWork, content: bytes | None) -> None:
    """Every file of a generation, emptied, overwritten or gone."""
    work.build()
    folder = work.workspace.index / _generations(work)[0]
    for name, _ in generation.current(work.workspace).files:
        whole = (folder / name).read_bytes()
        write_atomic(folder / name, content) if content is not None else (folder / name).unlink()
        with pytest.raises(WorkspaceError, match="damaged") as caught:
            work.find("公开")
        index = work.workspace.index
        assert caught.value.advice == f"Delete {index} and make it anew: gazette run {work.workspace.root}"
        write_atomic(folder / name, whole)
    assert work.find("公开").total == 1


@pytest.mark.parametrize("content", [b"", b"rubbish", None])
def test_damaged_texts(work: MadeWork, content: bytes | None) -> None:
    """They are no part of the list of files; what is wrong with them is told when they are read."""
    work.build()
    for path in (work.workspace.index / _generations(work)[0]).glob("*/texts/*"):
        path.unlink()
        if content is not None:
            path.write_bytes(content)
    assert (work.workspace.index / "issues" / "1.page").stat().st_size > 100
    with pytest.raises(WorkspaceError, match="damaged"):
        work.find("公开")


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.99])
def test_flipped_bytes(work: MadeWork, share: float) -> None:
    """A byte changed in place may go unnoticed, but never ends in an error that is not ours.

    The file is replaced: cutting one short that is mapped into memory ends the process.
    """
    work.build()
    folder = work.workspace.index / _generations(work)[0]
    for name, size in generation.current(work.workspace).files:
        whole = (folder / name).read_bytes()
        place = int(size * share)
        write_atomic(folder / name, whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        with suppress(WorkspaceError):
            work.find("公开")
        write_atomic(folder / name, whole)


def test_the_folder_beside_current_is_gone(work: MadeWork) -> None:
    work.build()
    shutil.rmtree(work.workspace.index / _generations(work)[0])
    with pytest.raises(WorkspaceError, match="damaged"):
        work.find("公开")


def test_an_image_nobody_knows(work: MadeWork) -> None:
    work.issue("1", edition("p0001", region("p0001", 0, ("甲",), image="p0001_c")))
    work.workspace.clean_page("1", "p0001").unlink()
    with pytest.raises(WorkspaceError, match="p0001_c"):
        work.build()


def test_an_index_that_does_not_answer_is_not_put_in_place(
    work: MadeWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings.Postings, "ranks", lambda self, node, via: [])
    with pytest.raises(GazetteError, match="1 p0001: line p0001_r00_l00 is not found in the new index"):
        work.build()
    assert not _generations(work)
    assert not (work.workspace.root / ".index.part").exists()


def test_every_line_can_be_the_sample(tmp_path: Path) -> None:
    """Spaces, punctuation and joiners at the edges of a line, quotation marks anywhere, do no harm."""
    work = MadeWork(tmp_path)
    lines = ("“政务”", "关于“四化”的“通知", " 公开，", "OR -", "", "……", '"" "', "New York ", "e\u0301", "㈠")
    pages = [edition(f"p{n:04d}", region(f"p{n:04d}", 0, lines, " ")) for n in range(12)]
    work.issue("1", *pages)
    work.build()
    assert work.find("政务").total == 12


def test_a_title_that_is_not_found(work: MadeWork, monkeypatch: pytest.MonkeyPatch) -> None:
    record = {"document": "d001", "title": "政務公開", "text": "政务公开"}
    work.documents("1", record | {"lines": [{"id": "p0001_r00_l00", "text": "政务公开", "role": "title"}]})
    work.build()
    assert search(work.workspace, "title:政务").total == 1
    monkeypatch.setattr(postings.PostingsWriter, "_fields", lambda self, document, head: None)
    work.issue("1", _page("政务公开了"))
    work.write_texts()
    with pytest.raises(GazetteError, match="1 d001: the title is not found"):
        work.build()


def test_a_full_disk(work: MadeWork, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(folder: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(segments, "name_by_content", full)
    with pytest.raises(NoSpaceError, match="cannot be written"):
        work.build()
    assert not (work.workspace.root / ".index.part").exists()


def test_importing_the_stage_is_light() -> None:
    code = (
        "import sys, pipeline.search.stage, pipeline.search.find\n"
        "print({'tantivy', 'opencc', 'numpy', 'PIL'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_several_segments_give_the_same_bytes_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """tantivy lists its segments by names made up by chance."""
    monkeypatch.setattr(postings, "_HEAP", 15_000_000)  # the least tantivy takes
    folders = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        folders.append(folder)
        writer = postings.PostingsWriter(folder, "")
        for rank in range(150):
            text = "".join(chr(0x4E00 + (rank * 37 + n * 7) % 20_000) for n in range(2_000))
            row = Row("l", 0, 0, BREAK, None, text, b"")
            made = entry("d", Facts("1"), (Sheet("p0001", "p0001.tif"),), (row,), ())
            writer.add(rank, made.head, packing.Packed(0, packing.pack(made)))
        writer.close()
    assert len(list(folders[0].rglob("*.fast"))) > 1
    assert _bytes(folders[0]) == _bytes(folders[1])
    phrase = Phrase(Field.TEXT, (chr(0x4E00 + 37),))
    assert postings.Postings(folders[0]).ranks(phrase, Via.TEXT)[0] == 1
