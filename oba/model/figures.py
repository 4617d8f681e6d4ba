"""The table that carries figures from reading to the store: one row an observation, fixed columns."""

from __future__ import annotations

FIGURE_COLUMNS = (
    "indicator",  # key of an indicator of the plan
    "area",  # GSS code of an area of the plan
    "breakdown",  # '' for the headline
    "period",  # Period.key
    "value",  # float, NaN where a marker stands for the value
    "lower",  # 95% interval as published, NaN when none
    "upper",
    "numerator",
    "denominator",
    "marker",  # write_markers(), '' for none
    "source_text",  # what stood in the value cell, exactly
    "sheet",  # '' for a CSV
    "cell",  # `D14`; for a CSV `value, line 14`
)
