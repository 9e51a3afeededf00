"""Compiled volumes (汇编): chosen documents of several issues in one PDF and one Akoma Ntoso collection."""
