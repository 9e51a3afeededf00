"""Pack what is accepted, check a package, bind documents into a volume."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.command_line.options import (
    EXISTING,
    EXISTING_FILE,
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


@click.command("compile")
@workspace_argument
@click.option("--to", "target", required=True, type=FOLDER, help="The folder; its name is the volume's.")
@click.option("--years", default="", metavar="YEARS", help="Of these years: 1985, 1985-1987, 1985- or -1987.")
@click.option("--issuer", "issuers", multiple=True, metavar="NAME", help="Issued by this body; repeatable.")
@click.option("--type", "types", multiple=True, metavar="WORD", help="Of this type, 通知; repeatable.")
@click.option("--subject", "subjects", multiple=True, metavar="WORD", help="About this; repeatable.")
@click.option("--title", default="", help="Title of the volume; that of the work and 汇编 if not given.")
@click.option("--font", type=EXISTING_FILE, metavar="FILE", help="Typeface of the contents pages.")
@click.option("--unaccepted", is_flag=True, help="Also issues that nobody has accepted.")
@json_option("As JSON.")
@quiet_option
def bind(workspace: Path, target: Path, years: str, as_json: bool, quiet: bool, **wanted: Any) -> None:
    """Bind chosen documents into one PDF and one XML file.

    A volume has contents pages of its own, then every page on which a chosen document is printed.  Of several
    words of one option, one is enough; without any option, all documents of accepted issues are bound.

    Example: gazette compile ningxia --to shuili-1985 --years 1985-1987 --subject 水利
    """
    from pipeline import compiling, delivery_answers, progress
    from pipeline.export.volume.selection import Selection, bounds

    words = {name: wanted.pop(name) for name in ("issuers", "types", "subjects")}
    selection = Selection(*bounds(years), **words)
    bound = compiling.bind(workspace, target, compiling.Wanted(selection, **wanted), progress.reporter(quiet))
    show(delivery_answers.bound_json(bound) if as_json else delivery_answers.bound_text(bound))


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
