"""Settings for all tests."""

from hypothesis import settings

# A busy machine is slow; a test that fails for that says nothing of the code.
settings.register_profile("gazette", deadline=None)
settings.load_profile("gazette")
