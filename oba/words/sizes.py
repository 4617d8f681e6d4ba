"""The size of a file as a reader is told it."""

from __future__ import annotations

KILO = 1000


def say_size(octets: int) -> str:
    """`840 bytes`, `12 kB`, `3.4 MB`."""
    if octets < KILO:
        return f"{octets} byte{'' if octets == 1 else 's'}"
    if octets < KILO * KILO:
        return f"{max(1, round(octets / KILO)):,} kB"
    return f"{octets / KILO / KILO:,.1f} MB"
