"""Sentences that say a thing twice, right and with a slip: what `bench.slips` plants."""
