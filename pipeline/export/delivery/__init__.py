"""Packages: what leaves the house, and what is checked before and after it does."""
