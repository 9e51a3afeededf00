"""Every command, exit code and failure is documented, and nothing else."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import cli
import pipeline
from pipeline.errors import ExitCode, GazetteError
from pipeline.ocr.engines import ENGINES
from pipeline.settings import DIRECTIONS
from pipeline.stages import STAGES

ROOT = Path(__file__).parents[1]


def subcommands() -> dict[str, click.Command]:
    return cli.gazette.commands


def sections() -> dict[str, str]:
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    found = re.split(r"^## `gazette (\w+)[^`]*`$", text, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


@pytest.mark.parametrize("name", subcommands())
def test_every_command_is_documented_with_its_options_and_an_example(name: str) -> None:
    command, section = subcommands()[name], sections()[name]
    assert command.help
    example = re.search(r"Example: (gazette .+)", command.help)
    assert example
    assert example[1] in section
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.name}"
            assert all(f"`{option}" in section for option in parameter.opts), f"{name} {parameter.opts}"


def test_the_list_of_commands_stands_whole_on_eighty_columns() -> None:
    context = click.Context(cli.gazette, info_name="gazette", terminal_width=80)
    lines = cli.gazette.get_help(context).splitlines()
    assert [line for line in lines[1:] if line.endswith("...")] == []
    listed = [found[1] for line in lines if (found := re.match(r"  (\w+) +[A-Z]", line))]
    assert sorted(listed) == sorted(subcommands())


def test_nothing_is_documented_that_does_not_exist() -> None:
    assert sections().keys() == subcommands().keys()
    for name, section in sections().items():
        options = {option for p in subcommands()[name].params for option in p.opts}
        assert set(re.findall(r"^- .*?`(--[a-z-]+)", section, re.MULTILINE)) <= options, name


def test_every_stage_has_its_command() -> None:
    assert {stage.name for stage in STAGES} <= subcommands().keys()


def test_choices_are_those_of_the_program() -> None:
    choices = {p.name: p.type.choices for p in subcommands()["read"].params if hasattr(p.type, "choices")}
    assert set(choices["engine"]) == set(ENGINES)
    assert set(choices["direction"]) == set(DIRECTIONS)


def errors() -> Iterator[type[GazetteError]]:
    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        importlib.import_module(module.name)
    waiting = [GazetteError]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("pipeline."):
            yield kind


def _rows(title: str) -> list[list[str]]:
    text = (ROOT / "docs" / "errors.md").read_text("utf-8")
    section = text.split(f"## {title}\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")]
    return rows[2:]


def test_exit_codes_are_documented() -> None:
    assert [(int(row[0]), row[1]) for row in _rows("Exit codes")] == [(c.value, c.name) for c in ExitCode]


def test_codes_of_failures_are_documented_with_their_exit_codes() -> None:
    documented = {(row[0].strip("`"), int(row[1])) for row in _rows("Codes of failures")}
    assert documented == {(kind.code, kind.exit_code.value) for kind in errors()}


def test_every_error_has_advice() -> None:
    assert all(kind.advice.endswith((".", "pdf", "TITLE")) for kind in errors())
