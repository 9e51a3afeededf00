"""The `gazette` command: parses, calls one function, prints, exits.  No logic, nothing heavy at import."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from pipeline.errors import ExitCode, GazetteError
from pipeline.progress import printable

F = TypeVar("F", bound=Callable[..., Any])
FOLDER = click.Path(file_okay=False, path_type=Path)
EXISTING = click.Path(exists=True, path_type=Path)
ENGINES = ("P6", "P4", "T", "P")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="gazette-pipeline", prog_name="gazette")
def gazette() -> None:
    """Historical gazettes: scanned pages in; proofread text, XML and a full-text index out.

    \b
    Quickest:    gazette read page.jpg
    Whole work:  gazette run scans/ --out ningxia --title 宁夏政报
    Then:        gazette status ningxia
                 gazette search ningxia 政务公开

    Results go to stdout, everything else to stderr.  Stop a run at any time: the same command goes on.
    """


def workspace_argument(command: F) -> F:
    return click.argument("workspace", metavar="DIR", type=FOLDER)(command)


def quiet_option(command: F) -> F:
    return click.option("-q", "--quiet", is_flag=True, help="Report failures only, no progress.")(command)


def issues_option(command: F) -> F:
    text = "Only this issue; may be given several times."
    return click.option("--issue", "issues", multiple=True, metavar="ID", help=text)(command)


@gazette.command()
@workspace_argument
@click.option("--title", required=True, help="Printed title of the periodical.")
@click.option("--digitized", default="", metavar="DATE", help="ISO date of digitization; today if not given.")
def init(workspace: Path, title: str, digitized: str) -> None:
    """Make a workspace: a folder with a commented gazette.toml.

    Example: gazette init ningxia --title 宁夏政报
    """
    from pipeline import commands

    made = commands.make(workspace, title, digitized)
    show(f"{made.config}\nNext: gazette intake {workspace} SCANS…")


@gazette.command()
@workspace_argument
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=EXISTING)
@click.option("--issue", default="", metavar="ID", help="Take everything into this issue.")
@quiet_option
def intake(workspace: Path, paths: Sequence[Path], issue: str, quiet: bool) -> ExitCode:
    """Copy scans into a workspace: images, PDFs, folders.

    Without --issue, a folder with page images is an issue, named after the folder.

    Example: gazette intake ningxia scans/1987-03 --issue 1987-03
    """
    from pipeline import answers, commands, progress

    taken = commands.take_in(workspace, paths, issue, lambda: progress.reporter(quiet))
    show(answers.intake_text(taken))
    return taken.exit_code


@gazette.command()
@click.argument("targets", metavar="TARGET...", nargs=-1, required=True, type=EXISTING)
@click.option("--out", type=FOLDER, help="Workspace to make for scans; NAME.gazette here if not given.")
@click.option("--title", default="", help="Title of the periodical, for a new workspace.")
@issues_option
@quiet_option
def run(targets: Sequence[Path], out: Path, title: str, issues: tuple[str, ...], quiet: bool) -> ExitCode:
    """Do everything that is not done yet, all stages.

    TARGET is a workspace, or scans (folders, images, PDFs) to make one from.

    Example: gazette run scans/1987-03 --out ningxia --title 宁夏政报
    """
    from pipeline import answers, commands, progress, runner

    options = runner.Options(talk=lambda: progress.reporter(quiet))
    ran = commands.run_targets(targets, commands.Making(out, title), issues, options)
    show(answers.run_text(ran))
    return ran.exit_code


def stage_command(name: str, text: str) -> None:
    """Add the command for one stage alone."""

    @gazette.command(name, help=f"{text}\n\nExample: gazette {name} ningxia --issue 1987-03")
    @workspace_argument
    @issues_option
    @quiet_option
    def command(workspace: Path, issues: tuple[str, ...], quiet: bool) -> ExitCode:
        from pipeline import answers, commands, progress, runner

        options = runner.Options(issues, lambda: progress.reporter(quiet))
        ran = commands.run_stages(workspace, [name], options)
        show(answers.run_text(ran))
        return ran.exit_code


stage_command("scan", "Only turn, split, level and clean the pages.")
stage_command("ocr", "Only read the clean pages, with every engine.")
stage_command("proof", "Only compare the readings and report what differs.")
stage_command("export", "Only write the issues as XML and text.")
stage_command("index", "Only make the full-text index.")


@gazette.command()
@workspace_argument
@click.option("--json", "as_json", is_flag=True, help="As JSON, every page by itself.")
def status(workspace: Path, as_json: bool) -> None:
    """Show where every issue and page stands.

    Example: gazette status ningxia --json
    """
    from pipeline import commands, status_table

    found = commands.look(workspace)
    show(status_table.as_json(found) if as_json else status_table.table(found))


@gazette.command()
@workspace_argument
def calibrate(workspace: Path) -> None:
    """Let people's decisions correct what is doubted.

    Example: gazette calibrate ningxia
    """
    from pipeline import teaching

    show(teaching.taught_text(teaching.calibrate(workspace)))


@gazette.command()
@click.argument("workspace", metavar="[DIR]", required=False, type=FOLDER)
def check(workspace: Path | None) -> ExitCode:
    """Check engines, languages, disk, settings.

    Example: gazette check ningxia
    """
    from pipeline import commands

    found = commands.check(workspace)
    show("\n".join(map(str, found.checks)))
    return found.exit_code


@gazette.command()
@click.argument("images", metavar="IMAGE...", nargs=-1, required=True, type=EXISTING)
@click.option("--engine", type=click.Choice(ENGINES), default=ENGINES[0], help="Which engine reads.")
@click.option(
    "--direction", type=click.Choice(("auto", "horizontal", "vertical")), default="auto", help="Of the text."
)
@click.option("--lang", default="chi_sim", help="Tesseract's languages, joined by +; for engine T.")
def read(images: Sequence[Path], engine: str, direction: str, lang: str) -> None:
    """Read pages to stdout, without a workspace.

    Example: gazette read page.jpg --direction vertical
    """
    from pipeline import commands

    for text in commands.read(images, engine, direction, tuple(lang.split("+"))):
        show(text)


@gazette.command()
@workspace_argument
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, help="Hits to show.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with boxes.")
def search(workspace: Path, query: Sequence[str], limit: int, as_json: bool) -> None:
    """Find text: issue, page, line, box, context.

    Words must all be on the page; "…" keeps words together; OR asks for either; -word excludes
    (after --, so that it is no option).

    Example: gazette search ningxia 政务公开 --limit 5
    """
    from pipeline import answers, commands

    found = commands.find(workspace, " ".join(query), limit)
    show(answers.hits_json(found) if as_json else answers.hits_text(found))


@gazette.command()
@workspace_argument
@click.argument("page")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--sigil", required=True, help="Short name of the witness: 1 to 8 letters and digits.")
@click.option("--issue", default="", metavar="ID", help="Issue of the page, where PAGE does not say it.")
def witness(workspace: Path, page: str, file: Path, sigil: str, issue: str) -> None:
    """Take in a reading from outside.

    FILE is ALTO, PAGE-XML, hOCR or plain text, by another program or by a person.  PAGE is a page
    id such as p0003, or issue and page such as 1987-03/p0003.

    Example: gazette witness ningxia 1987-03/p0003 p0003.xml --sigil K
    """
    from pipeline import commands

    show(str(commands.add_witness(workspace, page, file, sigil, issue)))


def show(text: str) -> None:
    """Print a result.  A reader that has seen enough, such as `head`, ends the command quietly."""
    try:
        click.echo(printable(text))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ExitCode.OK)


def call(arguments: Sequence[str] | None = None) -> int:
    """Run the command with the given arguments, or those of the process; returns the exit code."""
    try:
        return int(gazette.main(arguments, prog_name="gazette", standalone_mode=False) or ExitCode.OK)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except GazetteError as error:
        click.echo(printable(f"gazette: {error}\n  {error.advice}"), err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("gazette: stopped; the same command goes on where it was", err=True)
        return ExitCode.INTERRUPTED


def main() -> None:
    """The entry point: UTF-8 whatever the locale says, and a polite kill is like Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(call())


if __name__ == "__main__":
    main()
