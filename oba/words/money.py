"""Sums of money in words."""

from __future__ import annotations

from decimal import Decimal


def say_pounds(amount: float | Decimal) -> str:
    """`£45,000`; pence only where there are some."""
    return f"£{amount:,.0f}" if amount == int(amount) else f"£{amount:,.2f}"
