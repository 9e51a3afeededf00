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
PACKAGE = click.Path(path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)
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


def as_option(command: F) -> F:
    return click.option("--as", "actor", default="", metavar="NAME", help="Who does it.")(command)


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
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, help="Documents to show.")
@click.option("--offset", type=click.IntRange(0, 100_000), default=0, help="Documents to pass over.")
@click.option(
    "--sort",
    type=click.Choice(["place", "oldest", "newest", "best"]),
    default="place",
    help="By issue and page, by date, or by weight.",
)
@click.option("--by", type=click.Choice(["document", "page"]), default="document", help="What to list.")
@click.option("--facets", is_flag=True, help="Count years, types, issuers and issues as well.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with boxes.")
def search(
    workspace: Path, query: Sequence[str], by: str, facets: bool, as_json: bool, **window: Any
) -> None:
    """Find text: document, page, line, box, context.

    Words must all be in the document; "…" keeps words together; OR asks for either; NOT or -word excludes
    (-word after --, so that it is no option); ? is any one character; NEAR/5 wants two words near each other;
    title: number: issuer: type: year: issue: page: look in one field.

    Example: gazette search ningxia 政务公开 --limit 5
    """
    from pipeline import commands, search_answers
    from pipeline.search.engine import Sort, Window
    from pipeline.search.find import Unit

    part = Window(window["limit"], window["offset"], Sort(window["sort"]))
    found = commands.find(workspace, " ".join(query), part, Unit(by), facets)
    show(search_answers.found_json(found) if as_json else search_answers.found_text(found))


@gazette.command()
@workspace_argument
@click.argument("beginning")
@click.option("--limit", type=click.IntRange(1, 100), default=10, help="Names to show.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def suggest(workspace: Path, beginning: str, limit: int, as_json: bool) -> None:
    """List titles, issuing bodies, document numbers and subjects that begin so.

    Example: gazette suggest ningxia 关于
    """
    from pipeline import commands, search_answers

    names = commands.names(workspace, beginning, limit)
    show(search_answers.names_json(names) if as_json else "\n".join(names))


@gazette.command()
@workspace_argument
@click.option("--kind", type=click.Choice(("cites", "validity", "twins")), default=None, help="Only these.")
@click.option(
    "--document", "about", default="", metavar="ID", help="Only those of one document: 1987-03/d001."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON, one relation a line.")
def relations(workspace: Path, kind: str | None, about: str, as_json: bool) -> None:
    """Show which documents cite, repeal, amend or repeat one another.

    Made by gazette export, over all issues; a claim comes with the sentence that makes it, a document
    printed twice with what differs.

    Example: gazette relations ningxia --kind twins
    """
    from pipeline.relations_answers import relations as told

    show(told(workspace, kind or "", about, as_json))


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


@gazette.command()
@workspace_argument
@issues_option
@click.option("--truth", type=FOLDER, help="Ground truth: p0003.txt, ISSUE/p0003.txt or NAME.gt.txt.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def quality(workspace: Path, issues: tuple[str, ...], truth: Path | None, as_json: bool) -> None:
    """Show the figures of the text: open, settled by whom, errors left.

    Example: gazette quality ningxia --issue 1987-03
    """
    from pipeline import figures
    from pipeline import quality as measured

    found = measured.figures(workspace, issues, truth)
    show(figures.as_json(found) if as_json else figures.quality_text(found))


@gazette.command()
@workspace_argument
@click.argument("texts", metavar="A B", nargs=2)
@issues_option
@click.option("--page", default="", metavar="ID", help="Only this page, such as p0003.")
@click.option("--html", type=NEW_FILE, help="Write a report of one issue.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, every place.")
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


@gazette.command()
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


@gazette.command()
@workspace_argument
@click.argument("issue")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_option
@click.option("--note", default="", help="A word for the record.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
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


@gazette.command()
@workspace_argument
@click.argument("page")
@click.option("--to", "target", type=NEW_FILE, help="Write the text of the page there: .docx, or plain text.")
@click.option("--from", "source", type=NEW_FILE, help="Read what came back: the same, or ALTO or PAGE-XML.")
@as_option
@click.option("--step", default="", metavar="ID", help="Step of the rounds, such as scan.proof1.")
def sheet(
    workspace: Path, page: str, target: Path | None, source: Path | None, actor: str, step: str
) -> None:
    """Give a page to an editor, or take it back.

    Lines are numbered and open places stand in brackets.  What came back is compared with the page it was
    made from and becomes a file of decisions.  PAGE is as for `witness`.

    \b
    Example: gazette sheet ningxia 1987-03/p0003 --to p0003.docx
             gazette sheet ningxia 1987-03/p0003 --from p0003.docx --as 王芳 --step scan.proof1
    """
    from pipeline import answers, exchange

    place = exchange.opened(workspace, page)
    made = exchange.exchanged(place, target, source, exchange.Actor(actor, step))
    show(answers.sheet_text(workspace, made))


def page_options(command: F) -> F:
    """One issue, and some of its pages."""
    issue = click.option("--issue", default="", metavar="ID", help="The issue, where the work has several.")
    text = "Only this page; may be given several times."
    return issue(click.option("--page", "pages", multiple=True, metavar="PAGE", help=text)(command))


@gazette.command()
@workspace_argument
@click.option("--issue", "issues", multiple=True, metavar="ID", help="Only this issue.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, every page by itself, with who signed what.")
def rounds(workspace: Path, issues: tuple[str, ...], as_json: bool) -> None:
    """Show where every page stands in the rounds, and who is next.

    Example: gazette rounds ningxia
    """
    from pipeline import proofing, rounds_answers

    found = proofing.overview(workspace, issues)
    show(rounds_answers.overview_json(found) if as_json else rounds_answers.overview_text(found))


@gazette.command()
@workspace_argument
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--those-that-fit", is_flag=True, help="Take what still fits of a file from an older state.")
@quiet_option
def decide(workspace: Path, file: Path, those_that_fit: bool, quiet: bool) -> ExitCode:
    """Take the decisions that a proofreader saved in the report.

    Example: gazette decide ningxia 1987-03.decisions.json
    """
    from pipeline import progress, proofing, rounds_answers, runner

    options = runner.Options(talk=lambda: progress.reporter(quiet))
    done = proofing.decide(workspace, file, those_that_fit, proofing.now(), options)
    show(rounds_answers.outcome_text(done))
    return done.exit_code


@gazette.command()
@workspace_argument
@click.argument("step")
@page_options
@as_option
@quiet_option
def sign(
    workspace: Path, step: str, issue: str, pages: tuple[str, ...], actor: str, quiet: bool
) -> ExitCode:  # fmt: skip
    """Sign a step of the rounds: without --page, of every page that stands there.

    Example: gazette sign ningxia scan.proof1 --page p0003 --as 王芳
    """
    from pipeline import progress, proofing, rounds_answers, runner

    options = runner.Options(talk=lambda: progress.reporter(quiet))
    who = proofing.Who(actor, proofing.now())
    done = proofing.sign(workspace, step, proofing.Pages(issue, pages), who, options)
    show(rounds_answers.outcome_text(done))
    return done.exit_code


@gazette.command("return")
@workspace_argument
@click.argument("step")
@page_options
@click.option("--to", default="", metavar="STEP", help="The step it goes back to; the round's first.")
@click.option("--reason", default="", metavar="TEXT", help="What is wrong.")
@as_option
@quiet_option
def send_back(**given: Any) -> ExitCode:
    """Send pages back from a review, with the reason.

    Example: gazette return ningxia scan.first --page p0003 --reason 第二栏漏行 --as 李明
    """
    from pipeline import progress, proofing, rounds_answers, runner

    options = runner.Options(talk=lambda: progress.reporter(given["quiet"]))
    where = proofing.Pages(given["issue"], given["pages"])
    who = proofing.Who(given["actor"], proofing.now())
    why = (given["to"], given["reason"])
    done = proofing.send_back(given["workspace"], given["step"], where, who, why, options)
    show(rounds_answers.outcome_text(done))
    return done.exit_code


@gazette.command()
@workspace_argument
@click.argument("step")
@page_options
@click.option("--wrong", type=click.IntRange(0), help="Wrong characters found: signs or returns the page.")
@click.option("--as", "actor", default="", metavar="NAME", help="Who looked.")
@quiet_option
def spot(**given: Any) -> ExitCode:
    """Spot-check a review: show the lines drawn; with --wrong, take down what came of it.

    Example: gazette spot ningxia scan.first --page p0003 --wrong 0 --as 李明
    """
    from pipeline import progress, proofing, rounds_answers, runner

    where = proofing.Pages(given["issue"], given["pages"])
    if given["wrong"] is None:
        show(rounds_answers.sample_text(proofing.sample(given["workspace"], given["step"], where)))
        return ExitCode.OK
    options = runner.Options(talk=lambda: progress.reporter(given["quiet"]))
    who = proofing.Who(given["actor"], proofing.now())
    done = proofing.spot_check(given["workspace"], given["step"], where, who, given["wrong"], options)
    show(rounds_answers.outcome_text(done))
    return done.exit_code


@gazette.command()
@workspace_argument
@click.option("--step", required=True, metavar="STEP", help="A step, or a round for all its steps.")
@page_options
@click.option("--to", "person", default="", metavar="NAME", help="To whom; by rotation if not given.")
@as_option
def assign(
    workspace: Path, step: str, issue: str, pages: tuple[str, ...], person: str, actor: str
) -> None:  # fmt: skip
    """Assign pages to people: by rotation with even loads, or to one person.

    Example: gazette assign ningxia --step rotation --as 陈静
    """
    from pipeline import proofing, rounds_answers

    who = proofing.Who(actor, proofing.now())
    done = proofing.assign(workspace, step, proofing.Pages(issue, pages), who, person)
    show(rounds_answers.outcome_text(done))


@gazette.command()
@workspace_argument
@click.option("--issue", "issues", multiple=True, metavar="ID", help="Only this issue.")
@click.option("--head", default="", metavar="NUMBER:HASH", help="A head of the log that was noted down.")
def verify(workspace: Path, issues: tuple[str, ...], head: str) -> ExitCode:
    """See that log, texts, decisions and masters are what was written.

    Example: gazette verify ningxia
    """
    from pipeline import proofing, rounds_answers

    found = proofing.verified(workspace, issues, head)
    show(rounds_answers.verified_text(found))
    return ExitCode.TAMPERED if any(one.troubles for one in found) else ExitCode.OK


@gazette.command()
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
    from pipeline import delivering, delivery_answers, progress, runner

    options = runner.Options(talk=lambda: progress.reporter(quiet))
    show(
        delivery_answers.packed_text(
            delivering.package(workspace, target, delivering.Request(**wanted), options)
        )
    )


@gazette.command()
@click.argument("package", type=EXISTING)
@click.option(
    "--before", multiple=True, type=EXISTING, metavar="PACKAGE", help="The one it follows; newest first."
)
@click.option("--schemas", type=FOLDER, help="Folder with official schemas, to check against too.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def validate(package: Path, before: tuple[Path, ...], schemas: Path | None, as_json: bool) -> ExitCode:
    """Check a package: every fault with file, line, remedy.

    Ends with 3 where there is one.  Nothing is unpacked, nothing is fetched.

    Example: gazette validate ningxia-2.zip --before ningxia-1.zip
    """
    from pipeline import delivering, delivery_answers

    found = delivering.validate(package, before, schemas)
    show(delivery_answers.validated_json(found) if as_json else delivery_answers.validated_text(found))
    return found.exit_code


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
