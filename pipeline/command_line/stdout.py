"""Results go to stdout, and only through here."""

from __future__ import annotations

import os
import sys

import click

from pipeline.errors import ExitCode
from pipeline.progress import printable


def show(text: str) -> None:
    """Print a result; of nothing not even an empty line, which would be no JSON.

    A reader that has seen enough, such as `head`, ends the command quietly.
    """
    if not text:
        return
    try:
        click.echo(printable(text))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ExitCode.OK)
