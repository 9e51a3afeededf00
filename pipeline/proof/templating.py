"""How the HTML reports are filled in."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.text.visible import blanks_shown, visible


def environment(templates: Path) -> Environment:
    """The templates of a folder: all is escaped, a name that is not known is an error.

    What comes from a witness goes through the filter "shown", or "blanks" where a blank counts.
    """
    made = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(shown=visible, blanks=blanks_shown)
    return made
