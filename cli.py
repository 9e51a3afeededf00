"""The `gazette` command: its name, its commands, and the one place where errors are caught."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence

import click

from pipeline.command_line import correcting, measuring, publishing, running, searching, signing
from pipeline.command_line.sections import Sections
from pipeline.errors import ExitCode, GazetteError
from pipeline.progress import printable


@click.group(cls=Sections, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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


gazette.add_section(
    "From scans to text",
    running.read,
    running.init,
    running.intake,
    running.run,
    running.status,
    running.check,
)
gazette.add_section("One stage alone", *running.STAGES)
gazette.add_section("Search", searching.search, searching.suggest, searching.relations)
gazette.add_section("Correct", correcting.decide, correcting.sheet, correcting.witness)
gazette.add_section(
    "Rounds and signatures",
    signing.rounds,
    signing.assign,
    signing.sign,
    signing.send_back,
    signing.spot,
    signing.verify,
)
gazette.add_section(
    "Measure and accept",
    measuring.quality,
    measuring.diff,
    measuring.calibrate,
    measuring.sample,
    measuring.accept,
)
gazette.add_section("Deliver", publishing.package, publishing.validate)


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
