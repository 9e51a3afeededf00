"""Put figures to the text, compare its states, accept it by a sample."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.command_line.options import (
    EXISTING_FILE,
    FOLDER,
    NEW_FILE,
    as_option,
    issues_option,
    json_option,
    workspace_argument,
)
from pipeline.command_line.stdout import show
from pipeline.errors import ExitCode


@click.command()
@workspace_argument
@issues_option
@click.option("--truth", type=FOLDER, help="Ground truth: p0003.txt, ISSUE/p0003.txt or NAME.gt.txt.")
@json_option("As JSON.")
def quality(workspace: Path, issues: tuple[str, ...], truth: Path | None, as_json: bool) -> None:
    """Show figures of the text: open, settled by whom, errors left.

    Example: gazette quality ningxia --issue 1987-03
    """
    from pipeline import figures
    from pipeline import quality as measured

    found = measured.figures(workspace, issues, truth)
    show(figures.as_json(found) if as_json else figures.quality_text(found))


@click.command()
@workspace_argument
@click.argument("texts", metavar="A B", nargs=2)
@issues_option
@click.option("--page", default="", metavar="ID", help="Only this page, such as p0003.")
@click.option("--html", type=NEW_FILE, help="Write a report of one issue.")
@json_option("As JSON, every place.")
def diff(
    workspace: Path,
    texts: tuple[str, str],
    issues: tuple[str, ...],
    page: str,
    html: Path | None,
    as_json: bool,
) -> None:
    """Compare two texts of the pages, down to the character.

    A and B are a witness's sigil, a step of the rounds such as scan.proof1, a round, an entry of
    the log such as log:17, or "edition".

    Example: gazette diff ningxia P6 edition --issue 1987-03 --html diff.html
    """
    from pipeline import differences, figures

    wanted = differences.Wanted(*texts, issues, page)
    found = differences.diff(workspace, wanted)
    if html:
        differences.write_report(workspace, wanted, found, html)
    show(figures.as_json(found) if as_json else figures.diff_text(found))


@click.command()
@workspace_argument
def calibrate(workspace: Path) -> None:
    """Let people's decisions correct what is doubted.

    Example: gazette calibrate ningxia
    """
    from pipeline import teaching

    show(teaching.taught_text(teaching.calibrate(workspace)))


@click.command()
@workspace_argument
@click.argument("issue")
@click.option("--to", "target", required=True, type=NEW_FILE, help="The file to write.")
@click.option("--bound", default="", metavar="RATE", help="Errors to rule out, such as 1/10000.")
@click.option("--confidence", type=click.FloatRange(0.5, 0.9999), help="With what confidence, such as 0.95.")
@click.option("--seed", default="", help="Any text; the same one draws the same lines.")
def sample(
    workspace: Path, issue: str, target: Path, bound: str, confidence: float | None, seed: str
) -> None:
    """Draw lines of an issue to be read again.

    As many as it takes to rule out an error rate with a confidence.

    Example: gazette sample ningxia 1987-03 --bound 1/10000 --confidence 0.95 --to sample.txt
    """
    from pipeline import figures, sampled

    drawing = sampled.Drawing(sampled.rate_of(bound), confidence or 0.0, seed)
    show(figures.sample_text(sampled.sample(workspace, issue, drawing, target)))


@click.command()
@workspace_argument
@click.argument("issue")
@click.argument("file", type=EXISTING_FILE)
@as_option
@click.option("--note", default="", help="A word for the record.")
@json_option("As JSON.")
def accept(workspace: Path, issue: str, file: Path, actor: str, note: str, as_json: bool) -> ExitCode:
    """Accept an issue by a sample that was read, or refuse it.

    FILE is what `gazette sample` wrote, with every error mended in place.  Ends with 1 where the
    issue is refused.

    Example: gazette accept ningxia 1987-03 sample.txt --as 王芳
    """
    from pipeline import figures, sampled

    made = sampled.accept(workspace, issue, file, sampled.signed(actor, note))
    show(figures.as_json([made.judgement]) if as_json else figures.acceptance_text(made))
    return ExitCode.OK if made.judgement.passes else ExitCode.PAGES_FAILED
