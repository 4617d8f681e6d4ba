"""Findings worked out from lines of JSON, without a store: one module a method."""
