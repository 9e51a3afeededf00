"""A reference importer: a package of the gazette pipeline into PostgreSQL, with full-text search.

It is meant to be read and copied: it needs lxml and psycopg, and nothing of the pipeline.
"""
