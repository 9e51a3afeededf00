"""Measurements that are not tests: ``python -m bench.NAME [--data DIR] [--json FILE]``."""
