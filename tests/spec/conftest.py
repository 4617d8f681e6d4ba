"""Makers of indicators and series for the rules of the methods, which stand in these files as tables."""

from tests.series_making import indicator, make_indicator, make_series, series

__all__ = ["indicator", "make_indicator", "make_series", "series"]
