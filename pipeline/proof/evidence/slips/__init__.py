"""The checks of what a text says twice: each a module, all of them in the table of `coherence`."""
