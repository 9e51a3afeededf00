"""The full-text index over a workspace: built as the last stage, asked by `find.search`."""
