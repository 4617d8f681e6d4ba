"""Checks on figures that were read: one file a check."""
