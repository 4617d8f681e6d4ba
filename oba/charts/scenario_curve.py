"""A turn-the-curve chart before anything is frozen: its forecast bears the scenario's name, and judges nothing."""

from __future__ import annotations

from dataclasses import replace

from oba.charts.description import ChartDescription, Layer, Line, Role
from oba.words.baselines import IF_NOTHING_CHANGES


def name_forecast(description: ChartDescription, *, name: str, title: str, alt: str) -> ChartDescription:
    """The same chart with the forecast named by its scenario, and another title and alternative text."""

    def renamed(layer: Layer) -> Layer:
        if not isinstance(layer, Line) or layer.role is not Role.FORECAST:
            return layer
        label = layer.end_label.removeprefix(IF_NOTHING_CHANGES)
        return replace(layer, name=name, end_label=f"{name}{label}")

    layers = tuple(renamed(layer) for layer in description.layers)
    return replace(description, layers=layers, title=title, alt=alt)
