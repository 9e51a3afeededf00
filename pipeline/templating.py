"""How the HTML reports are filled in, and what a browser may do with them."""

from __future__ import annotations

import base64
import hashlib
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


def policy(style: str, images: str = "") -> str:
    """The Content-Security-Policy of a page without scripts: its one style, by its hash, and such images."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    shown = f"img-src {images}; " if images else ""
    return f"default-src 'none'; style-src 'sha256-{digest}'; {shown}base-uri 'none'; form-action 'none'"
