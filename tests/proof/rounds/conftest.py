"""A small work whose rounds begin, a folder for files, and a command that is refused."""

import pytest
from rounds_work import ISSUE, gazette, in_process, make

from pipeline.errors import ExitCode


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    in_process(monkeypatch)
    return make(tmp_path / "work")


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


@pytest.fixture
def refused(workspace, capsys):
    """The command refuses, changes nothing, and says so."""

    def check(command, *arguments, told, code=ExitCode.REFUSED):
        before = {path: path.read_bytes() for path in workspace.rounds(ISSUE).rglob("*.json*")}
        capsys.readouterr()
        assert gazette(workspace, command, *arguments) == code
        said = capsys.readouterr().err
        assert told in said
        assert len(said.strip().split("\n")) >= 2, "what to do is missing"
        assert before == {path: path.read_bytes() for path in workspace.rounds(ISSUE).rglob("*.json*")}

    return check
