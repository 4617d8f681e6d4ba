"""Charts: one description in plain data, from which plotly, SVG, table and words are made."""
