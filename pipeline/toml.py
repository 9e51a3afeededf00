"""TOML tables -> frozen records: types and names checked, messages that name file, part and key."""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from pipeline.errors import SettingsError
from pipeline.zones import Zone, zone

T = TypeVar("T")


def read(path: Path) -> dict[str, Any]:
    """The tables of a file.

    Raises:
        SettingsError: where it is no TOML, or cannot be read.
    """
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from error
    except (UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{path}: cannot be read: {error}") from error


def fill(record: T, table: Any, path: Path, part: str) -> T:
    """A record with what a table says of its fields; `part` is the table's name, for messages.

    Raises:
        SettingsError: naming the key and what is allowed there.
    """
    if not isinstance(table, dict):
        raise SettingsError(f"{path}: [{part}] must be a table")
    hints = get_type_hints(type(record))
    changes = {}
    for key, value in table.items():
        known(key, tuple(hints), path, f"key in [{part}]")
        changes[key] = _typed(value, hints[key], f"{path}: [{part}] {key}")
    return dataclasses.replace(record, **changes)  # type: ignore[type-var]


def _typed(value: Any, wanted: Any, where: str) -> Any:
    if wanted == tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise SettingsError(f'{where} must be a list of texts, such as ["P6", "T"]')
    if wanted == tuple[Zone, ...]:
        return _zones(value, where)
    kinds = getattr(wanted, "__args__", (wanted,))
    if float in kinds and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, bool) or not isinstance(value, kinds):
        names = " or ".join(kind.__name__ for kind in kinds)
        raise SettingsError(f"{where} must be {names}, not {value!r}")
    return value


def _zones(value: Any, where: str) -> tuple[Zone, ...]:
    if not isinstance(value, list):
        raise SettingsError(f"{where} must be a list of zones, such as [{{ box = [0, 0, 900, 1200] }}]")
    try:
        return tuple(zone(item) for item in value)
    except ValueError as error:
        raise SettingsError(f"{where}: {error}") from error


def known(name: str, allowed: tuple[str, ...], path: Path, what: str) -> None:
    """Refuse a name that is none of those allowed.

    Raises:
        SettingsError: with the name that was probably meant.
    """
    if name not in allowed:
        close = difflib.get_close_matches(name, allowed, 1)
        hint = f"; did you mean {close[0]}?" if close else f"; known are {', '.join(allowed)}"
        raise SettingsError(f"{path}: unknown {what}: {name}{hint}")
