"""PAGE-XML: any year is read, 2019-07-15 is written."""

from pipeline.formats.page.reader import read
from pipeline.formats.page.writer import write

__all__ = ["read", "write"]
