"""Layouts: one file a format, each with NAME, matches and read; exactly one recognises each sample."""
