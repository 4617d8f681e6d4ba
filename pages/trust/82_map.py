"""Map: show once how a spreadsheet is laid out; the next file of its kind is read unasked."""

from oba.ui import frame, mapper


def map_layout() -> None:
    visit = frame.begin("Describe a layout", trust=True).visit
    mapper.show(visit)
    frame.end(visit)


map_layout()
