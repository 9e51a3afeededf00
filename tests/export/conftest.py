"""Packages that several modules look at."""

from __future__ import annotations

import shutil
from pathlib import Path

import export_samples as samples
import pytest
from package_samples import corrected, make_work, pack, put


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A full package, and one with a correction that follows it."""
    folder = tmp_path_factory.mktemp("sound")
    work = make_work(folder / "work")
    pack(work, folder / "full")
    pack(work, folder / "full.zip")
    put(work, corrected(samples.NOTICE.edition, "p0003_r04_l05", "际研究办法。"))
    pack(work, folder / "delta", since=folder / "full")
    return folder


@pytest.fixture
def package(sound: Path, tmp_path: Path) -> Path:
    """A copy to break."""
    return Path(shutil.copytree(sound / "full", tmp_path / "broken"))
