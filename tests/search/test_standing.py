"""A reader that stays open while the work is indexed anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from made_work import MadeWork, edition, region

from pipeline.errors import WorkspaceError
from pipeline.search.engine import Window
from pipeline.search.find import Unit, answer
from pipeline.search.query import parse
from pipeline.search.standing import Standing


@pytest.fixture
def work(tmp_path: Path) -> MadeWork:
    made = MadeWork(tmp_path / "work")
    _print(made, "政务公开")
    return made


def _print(work: MadeWork, text: str) -> None:
    work.issue("1", edition("p0001", region("p0001", 0, (text,))))
    work.build()


def _shown(standing: Standing, query: str) -> list[str]:
    found = answer(standing.reader(), parse(query), Window(20))
    return [place.text for hit in found.hits for place in hit.places]


def test_it_notices_every_new_generation(work: MadeWork) -> None:
    with Standing(work.workspace, Unit.PAGE) as standing:
        assert _shown(standing, "公开") == ["政务公开"]
        for text in ("政务公开甲", "政务公开乙", "政务公开丙"):  # two builds remove what was open
            _print(work, text)
        assert _shown(standing, "公开") == ["政务公开丙"]
        assert _shown(standing, "公开甲") == []


def test_it_is_opened_once_as_long_as_nothing_changes(work: MadeWork) -> None:
    with Standing(work.workspace, Unit.PAGE) as standing:
        reader = standing.reader()
        assert standing.reader() is reader
        work.build()
        assert _shown(standing, "公开") == ["政务公开"]
        _print(work, "政务公开甲")
        assert standing.reader() is not reader


def test_a_build_that_has_not_ended_changes_nothing(work: MadeWork) -> None:
    with Standing(work.workspace, Unit.PAGE) as standing:
        reader = standing.reader()
        work.issue("1", edition("p0001", region("p0001", 0, ("政务公开甲",))))
        files = work.prepare()
        assert standing.reader() is reader
        assert _shown(standing, "公开") == ["政务公开"]
        work.commit(files)
        assert _shown(standing, "公开") == ["政务公开甲"]


def test_an_index_that_goes_and_comes_back(work: MadeWork) -> None:
    with Standing(work.workspace, Unit.PAGE) as standing:
        assert _shown(standing, "公开") == ["政务公开"]
        shutil.rmtree(work.workspace.index)
        with pytest.raises(WorkspaceError, match="no index yet"):
            standing.reader()
        work.build()
        assert _shown(standing, "公开") == ["政务公开"]
