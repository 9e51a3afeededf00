"""A PostgreSQL server of its own for the tests: in a folder of theirs, on loopback, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql")
SETTINGS = "fsync=off synchronous_commit=off full_page_writes=off shared_buffers=16MB max_connections=10"


def programs() -> Path:
    """The folder with the newest server of Debian."""
    found = [path.parent for path in PROGRAMS.glob("*/bin/initdb")]
    assert found, "no PostgreSQL server: `make setup-test` installs it"
    return max(found, key=lambda path: int(path.parent.name))


@contextmanager
def server() -> Iterator[str]:
    """A server; yields how to connect to it."""
    folder = Path(tempfile.mkdtemp(prefix="gazette-postgres-"))
    where = programs()
    try:
        port = free_port()
        _hand_over(folder)
        data = str(folder / "data")
        options = " ".join(f"-c {setting}" for setting in SETTINGS.split())
        options += f" -c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
        initdb = (
            str(where / "initdb"),
            "-D",
            data,
            "-U",
            "gazette",
            "--auth=trust",
            "-E",
            "UTF8",
            "--no-sync",
        )
        _run(folder, (*initdb, "--locale=C.UTF-8"))
        control = (str(where / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log"))
        _run(folder, (*control, "-o", options, "start"))
        try:
            yield f"postgresql://gazette@127.0.0.1:{port}/postgres"
        finally:
            _run(folder, (*control, "-m", "immediate", "stop"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _user() -> str:
    """Who runs the server, since it refuses to be run by root; empty for us ourselves."""
    if os.getuid() != 0:
        return ""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _hand_over(folder: Path) -> None:
    if _user():
        shutil.chown(folder, _user())


def _run(folder: Path, command: Sequence[str]) -> None:
    user = _user()
    prefix = ("runuser", "-u", user, "--") if user else ()
    with (folder / "output").open("ab") as output:
        done = subprocess.run([*prefix, *command], cwd=folder, stdout=output, stderr=output, check=False)
    assert done.returncode == 0, (folder / "output").read_text("utf-8", "replace")
