"""Makers of indicators and series for the tests of the methods."""

from tests.series_making import indicator, make_indicator, make_series, series

__all__ = ["indicator", "make_indicator", "make_series", "series"]
