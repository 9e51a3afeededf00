"""The checks of what a text says twice: each a module, all in the table `pipeline.proof.evidence.coherence.CHECKS`."""
