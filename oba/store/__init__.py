"""The store: the only place that knows SQL. SQLite by default, PostgreSQL by the same setting, one URL.

One module a noun, whose functions take a Connection from `Store.reading()` or `Store.writing()`.
"""
