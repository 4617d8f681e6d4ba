"""The store: the only place that knows SQL. SQLite by default, PostgreSQL by the same URL setting."""
