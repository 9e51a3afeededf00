"""Rounds: who proofreads and reviews which page when, and the log of it that is kept for ever."""
