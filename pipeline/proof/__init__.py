"""Witnesses in, edition out: collation, settling, and the report a proofreader works from."""
