"""The folder beside the project with official schemas and scans, of which nothing is committed.

A user's clone does not have it: the tests that read from it are skipped there, and only there.
A file that is missing inside it is a failure.
"""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[1] / "../shared"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="a user's clone has no folder ../shared")
