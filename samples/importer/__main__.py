"""The command: python -m samples.importer --dsn DSN add PACKAGE, or find PHRASE."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import psycopg

from samples.importer.database import find, import_package
from samples.importer.package import ImportRefusedError, open_package


def main(arguments: list[str] | None = None) -> int:
    """Import a package, or look for a phrase; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        with psycopg.connect(options.dsn) as db:
            found = _lines(db, options)
    except psycopg.OperationalError as error:
        print(f"no way to the database: {error}", file=sys.stderr)
        return 1
    except psycopg.errors.UndefinedTable:
        print("nothing has been imported yet", file=sys.stderr)
        return 1
    except ImportRefusedError as error:
        print(error, file=sys.stderr)
        return 1
    print(*(found or ["nothing found"]), sep="\n")
    return 0


def _lines(db: psycopg.Connection, options: argparse.Namespace) -> list[str]:
    if options.what == "find":
        return [f"{row[0]} {row[1]} {row[2]} {row[3]} {row[4]}: {row[5]}" for row in find(db, options.phrase)]
    done = import_package(db, open_package(options.package))
    return [
        f"issues: {done.issues}, documents: {done.documents}, removed: {done.removed}; now at {done.package}"
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m samples.importer", description="Import a package.")
    parser.add_argument("--dsn", required=True, help="such as postgresql://user@127.0.0.1/gazette")
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("add", help="import a package").add_argument("package", type=Path)
    what.add_parser("find", help="look for a phrase").add_argument("phrase")
    return parser


if __name__ == "__main__":
    sys.exit(main())
