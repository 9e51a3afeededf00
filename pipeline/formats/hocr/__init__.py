"""hOCR: HTML and XHTML are read, XHTML by hOCR 1.2 is written."""

from pipeline.formats.hocr.reader import read
from pipeline.formats.hocr.writer import write

__all__ = ["read", "write"]
