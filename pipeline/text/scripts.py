"""From one Chinese script to the other, by OpenCC, whose tables are loaded on use."""

from __future__ import annotations

from functools import cache
from typing import Any

from pipeline.errors import MissingToolError


def simplified(text: str) -> str:
    """The text in simplified characters; a run of several is turned by words, so that 乾隆 stays what it is.

    Raises:
        MissingToolError: where the package opencc is not installed.
    """
    return str(_table("t2s").convert(text))


def traditional(text: str) -> str:
    """The text in traditional characters, the commonest where one simplified character stands for several.

    Raises:
        MissingToolError: where the package opencc is not installed.
    """
    return str(_table("s2t").convert(text))


@cache
def _table(name: str) -> Any:
    try:
        import opencc
    except ImportError as error:
        raise MissingToolError("the package opencc is missing", "Install it: pip install opencc") from error
    return opencc.OpenCC(name)
