"""The gazette.toml of a new workspace shows every setting, and shows it as it is."""

import dataclasses
import re
from pathlib import Path
from typing import get_type_hints

import pytest

from pipeline.errors import UsageError, WorkspaceError
from pipeline.init import init, template
from pipeline.settings import Settings, load
from pipeline.workspace import open_workspace


def test_every_setting_is_there_and_explained_in_two_languages() -> None:
    text = template({})
    for part, record in get_type_hints(Settings).items():
        body = text.split(f"[{part}]\n")[1].split("\n[")[0]
        for field in dataclasses.fields(record):
            found = re.search(rf"^# (.+)\n#{field.name} = ", body, re.MULTILINE)
            assert found, f"{part}.{field.name}"
            assert re.search(r"[a-z]", found[1])
            assert re.search(r"[\u4e00-\u9fff]", found[1])


def test_all_lines_uncommented_give_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "gazette.toml"
    path.write_text(re.sub(r"^#(\w+ = )", r"\1", template({}), flags=re.MULTILINE), "utf-8")
    assert load(path) == Settings()


@pytest.mark.parametrize("title", ["县政公报", 'a "b" \\ \x7e', "宁\u3000报"])
def test_a_new_workspace_opens_with_its_title(tmp_path: Path, title: str) -> None:
    made = init(tmp_path / "new" / "work", title, "2026-03-01")
    settings = load(made.config)
    assert open_workspace(tmp_path / "new" / "work") == made
    assert (settings.work.title, settings.work.digitized) == (title, "2026-03-01")
    assert dataclasses.replace(settings, work=Settings().work) == Settings()


def test_a_folder_that_holds_a_workspace_is_refused_and_kept(tmp_path: Path) -> None:
    init(tmp_path, "one", "2026-03-01")
    before = (tmp_path / "gazette.toml").read_bytes()
    with pytest.raises(WorkspaceError, match="holds a workspace already"):
        init(tmp_path, "two", "2026-03-01")
    assert (tmp_path / "gazette.toml").read_bytes() == before


def test_what_cannot_be_used_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="title"):
        init(tmp_path / "a", "  ", "2026-03-01")
    with pytest.raises(UsageError, match="title"):
        init(tmp_path / "a", "x\ny", "2026-03-01")
    with pytest.raises(UsageError, match="no date"):
        init(tmp_path / "a", "x", "01.03.2026")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError, match="is a file"):
        init(tmp_path / "file", "x", "2026-03-01")
    assert not (tmp_path / "a").exists()
