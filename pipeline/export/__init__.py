"""Editions in, files out: ALTO a page; Akoma Ntoso, METS, plain text and JSON Lines an issue."""
