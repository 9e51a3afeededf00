"""ALTO: versions 2 to 4 are read, 4.4 is written."""

from pipeline.formats.alto.reader import read
from pipeline.formats.alto.writer import write

__all__ = ["read", "write"]
