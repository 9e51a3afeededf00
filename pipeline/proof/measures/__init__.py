"""Figures of a text: error rates, errors left, how much to read for a bound, and what is accepted."""
