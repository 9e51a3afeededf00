"""The text of a page on its way to an editor's desk and back: written, read, compared, decided."""
