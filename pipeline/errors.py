"""Every error a user can meet: one root, an exit code and advice on each class.

`cli.py` catches `GazetteError` once and prints ``message`` and ``advice``.  Exit codes are listed
in ``docs/errors.md``; a test holds the two together.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the `gazette` command ends with."""

    OK = 0
    PAGES_FAILED = 1  # the batch went through, some pages did not
    USAGE = 2  # a wrong option or argument
    BAD_INPUT = 3  # a file that cannot be read as what it says it is
    MISSING_TOOL = 4  # an engine, a language, a package, a font
    BAD_SETTINGS = 5  # gazette.toml or overrides.toml
    WORKSPACE = 6  # no workspace there, or a damaged one
    LOCKED = 7  # another process works on the workspace
    NO_SPACE = 8  # the disk is full or cannot be written
    REFUSED = 9  # against the rules of the rounds
    TAMPERED = 10  # the record of the rounds is not what was written
    INTERNAL = 70  # a fault of ours on at least one page
    INTERRUPTED = 130  # Ctrl-C, or a polite kill


class GazetteError(Exception):
    """The root.  `advice` says what the user can do next."""

    exit_code: ExitCode = ExitCode.INTERNAL
    code = "internal"  # stable, kebab-case; goes into the ledger
    advice = "Please report this, with the message above."

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        if advice:
            self.advice = advice

    def __reduce__(self) -> tuple[type[GazetteError], tuple[str, str]]:
        return type(self), (str(self), self.advice)  # the advice survives the way out of a worker process


class UsageError(GazetteError):
    exit_code = ExitCode.USAGE
    code = "usage"
    advice = "See `gazette --help`."


class BadInputError(GazetteError):
    exit_code = ExitCode.BAD_INPUT
    code = "bad-input"
    advice = "Check the file with another viewer, scan the page again, or leave it out."


class EmptyFileError(BadInputError):
    code = "empty-file"
    advice = "The file has no content; copy or scan it again."


class UnknownFormatError(BadInputError):
    code = "unknown-format"
    advice = "Give TIFF, JPEG, PNG, JPEG 2000 or PDF; convert other formats first."


class TruncatedFileError(BadInputError):
    code = "truncated-file"
    advice = "The file ends too early; copy it again from its source."


class TooLargeError(BadInputError):
    code = "too-large"
    advice = "Raise max_pixels in the [intake] part of gazette.toml if the page really is that large."


class EncryptedPdfError(BadInputError):
    code = "encrypted-pdf"
    advice = "Remove the password first: qpdf --decrypt IN.pdf OUT.pdf"


class BadXmlError(BadInputError):
    code = "bad-xml"
    advice = "Export the file again from the tool that wrote it."


class ForeignPageError(BadInputError):
    code = "foreign-page"
    advice = "Check that the file belongs to this page."


class SheetError(BadInputError):
    code = "sheet"
    advice = "Mend the lines that are named, or write the sheet anew with `gazette sheet DIR PAGE --to FILE`."


class MissingToolError(GazetteError):
    exit_code = ExitCode.MISSING_TOOL
    code = "missing-tool"
    advice = "Run `gazette check` to see what is missing and how to install it."


class SettingsError(GazetteError):
    exit_code = ExitCode.BAD_SETTINGS
    code = "bad-settings"
    advice = "Correct the line in the file, or delete it to get the default."


class WorkspaceError(GazetteError):
    exit_code = ExitCode.WORKSPACE
    code = "workspace"
    advice = "Make one with: gazette init DIR --title TITLE"


class LockedError(GazetteError):
    exit_code = ExitCode.LOCKED
    code = "locked"
    advice = "Wait until it has finished, or stop it; nothing needs to be cleaned up after it."


class NoSpaceError(GazetteError):
    exit_code = ExitCode.NO_SPACE
    code = "no-space"
    advice = "Free some space or make the folder writable, then run the same command again."


class RefusedError(GazetteError):
    exit_code = ExitCode.REFUSED
    code = "refused"
    advice = "`gazette rounds DIR` shows where the pages stand and who is next."


class TamperedError(GazetteError):
    exit_code = ExitCode.TAMPERED
    code = "tampered"
    advice = "See what is wrong: gazette verify DIR. Put the folder rounds of the issue back from a backup."
