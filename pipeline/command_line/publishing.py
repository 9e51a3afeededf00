"""Pack what is accepted, and check a package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.command_line.options import (
    EXISTING,
    FOLDER,
    issues_option,
    json_option,
    quiet_option,
    run_options,
    workspace_argument,
)
from pipeline.command_line.stdout import show
from pipeline.errors import ExitCode

PACKAGE = click.Path(path_type=Path)


@click.command()
@workspace_argument
@click.option("--to", "target", required=True, type=PACKAGE, help="A new folder, or a file NAME.zip.")
@issues_option
@click.option("--since", type=EXISTING, metavar="PACKAGE", help="Only what changed since this package.")
@click.option("--withdraw", multiple=True, metavar="ID", help="Take back this issue; with --since.")
@click.option("--unaccepted", is_flag=True, help="Also issues that nobody has accepted.")
@quiet_option
def package(workspace: Path, target: Path, quiet: bool, **wanted: Any) -> None:
    """Pack accepted issues for delivery.

    A package is a bag (BagIt): every file with its digest, and package.json that lists what is in it.
    What is not fresh is exported first.

    Example: gazette package ningxia --to ningxia-2.zip --since ningxia-1.zip
    """
    from pipeline import delivering, delivery_answers

    packed = delivering.package(workspace, target, delivering.Request(**wanted), run_options(quiet))
    show(delivery_answers.packed_text(packed))


@click.command()
@click.argument("package", type=EXISTING)
@click.option(
    "--before", multiple=True, type=EXISTING, metavar="PACKAGE", help="The one it follows; newest first."
)
@click.option("--schemas", type=FOLDER, help="Folder with official schemas, to check against too.")
@json_option("As JSON.")
def validate(package: Path, before: tuple[Path, ...], schemas: Path | None, as_json: bool) -> ExitCode:
    """Check a package: every fault with file, line, remedy.

    Ends with 3 where there is one.  Nothing is unpacked, nothing is fetched.

    Example: gazette validate ningxia-2.zip --before ningxia-1.zip
    """
    from pipeline import delivering, delivery_answers

    found = delivering.validate(package, before, schemas)
    show(delivery_answers.validated_json(found) if as_json else delivery_answers.validated_text(found))
    return found.exit_code
