"""Records <-> JSON bytes, with a format version.

An envelope names the record and the version; small records (boxes, transforms, glyphs) are written
as lists in field order, larger ones as objects.  Equal records give equal bytes.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from pipeline.derivative import Transform
from pipeline.errors import WorkspaceError
from pipeline.model import Box, Cell, Glyph, Reading

T = TypeVar("T")
FORMAT = 1
AS_LIST: tuple[type, ...] = (Box, Transform, Glyph, Reading, Cell)


def dump(record: Any) -> bytes:
    """Serialise one record: UTF-8, keys in field order, newline at the end."""
    envelope = {"gazette": type(record).__name__, "format": FORMAT, "record": _plain(record)}
    return json.dumps(envelope, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def load(data: bytes, cls: type[T], source: str) -> T:
    """Read back what `dump` wrote.

    Raises:
        WorkspaceError: where the bytes are not a record of that kind and version; `source` names them.
    """
    advice = "Delete the file and run the same command again; it is made anew."
    try:
        envelope = json.loads(data)
        if envelope["gazette"] != cls.__name__ or envelope["format"] != FORMAT:
            found = f"{envelope['gazette']} format {envelope['format']}"
            raise WorkspaceError(f"{source}: holds {found}, expected {cls.__name__} format {FORMAT}", advice)
        return typing.cast(T, _record(envelope["record"], cls))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise WorkspaceError(f"{source}: damaged: {error}", advice) from error


def canonical(record: Any) -> str:
    """Canonical JSON of a settings record or a plain value, for fingerprints and provenance."""
    return json.dumps(_plain(record), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if not dataclasses.is_dataclass(value):
        return value
    names = [f.name for f in dataclasses.fields(value)]
    if isinstance(value, AS_LIST):
        return [_plain(getattr(value, name)) for name in names]
    return {name: _plain(getattr(value, name)) for name in names}


@cache
def _hints(cls: type) -> tuple[tuple[str, Any], ...]:
    hints = typing.get_type_hints(cls)
    return tuple((f.name, hints[f.name]) for f in dataclasses.fields(cls))


@cache
def _optional(cls: type) -> frozenset[str]:
    """The fields a file of an earlier program may lack: those that have a default."""
    return frozenset(f.name for f in dataclasses.fields(cls) if f.default is not dataclasses.MISSING)


def _record(data: Any, cls: type) -> Any:
    if isinstance(data, list):
        values = {name: _value(item, hint) for item, (name, hint) in zip(data, _hints(cls), strict=True)}
    else:
        hints = [(name, hint) for name, hint in _hints(cls) if name in data or name not in _optional(cls)]
        values = {name: _value(data[name], hint) for name, hint in hints}
    return cls(**values)


def _value(data: Any, hint: Any) -> Any:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        if data is None:
            return None
        return _value(data, next(arg for arg in typing.get_args(hint) if arg is not type(None)))
    if origin is tuple:
        args = typing.get_args(hint)
        if not isinstance(data, list):
            raise TypeError(f"{data!r} is no list")
        if args[-1] is Ellipsis:
            return tuple(_value(item, args[0]) for item in data)
        return tuple(_value(item, arg) for item, arg in zip(data, args, strict=True))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(data)
    if dataclasses.is_dataclass(hint):
        return _record(data, typing.cast(type, hint))
    if hint is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, hint):
        raise TypeError(f"{data!r} is no {hint.__name__}")
    return data
