"""The command: python -m samples.typeset OUT --issues N --pages P --seed S …"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.errors import GazetteError
from samples.typeset import typeset_issue, write_issue
from samples.typeset.degrading import STRENGTHS
from samples.typeset.delivering import FORMATS
from samples.typeset.eras import ERAS


def main(arguments: list[str] | None = None) -> int:
    """Write the issues, a folder each; prints what was written and returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        for n in range(options.issues):
            _write(options, n)
    except GazetteError as error:
        print(f"{error}\n{error.advice}", file=sys.stderr)
        return int(error.exit_code)
    return 0


def _write(options: argparse.Namespace, n: int) -> None:
    seed = options.seed + n
    month = _later(options.month, n) if options.month else ""
    issue = typeset_issue(seed, options.pages, options.era, options.kind, month)
    name = issue.id if options.issues == 1 or month else f"{n + 1:03d}-{issue.id}"
    images = write_issue(issue, options.out / name, options.strength, seed, options.format)
    print(f"{options.out / name}: {len(images)} images, {len(issue.documents)} documents")


def _later(month: str, months: int) -> str:
    """The month so many months after; nonsense is left for `typeset_issue` to refuse."""
    try:
        year, number = (int(part) for part in month.split("-"))
    except ValueError:
        return month
    return f"{year + (number - 1 + months) // 12}-{(number - 1 + months) % 12 + 1:02d}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m samples.typeset", description="Typeset gazette issues.")
    parser.add_argument("out", type=Path, help="folder for the issues")
    parser.add_argument("--issues", type=int, default=1)
    parser.add_argument("--pages", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--era", choices=list(ERAS), default="offset")
    parser.add_argument("--strength", choices=["none", *STRENGTHS], default="none")
    parser.add_argument("--kind", choices=["single", "spread", "vertical"], default="single")
    parser.add_argument("--month", default="", help="date of the first issue, like 1987-03")
    parser.add_argument("--format", choices=list(FORMATS), default="jpg")
    return parser


if __name__ == "__main__":
    sys.exit(main())
