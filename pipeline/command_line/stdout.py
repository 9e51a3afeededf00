"""Results go to stdout, and only through here."""

from __future__ import annotations

import os
import sys

import click

from pipeline.errors import ExitCode
from pipeline.progress import printable


def show(text: str) -> None:
    """Print a result.  A reader that has seen enough, such as `head`, ends the command quietly."""
    try:
        click.echo(printable(text))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ExitCode.OK)
