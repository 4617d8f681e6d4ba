"""Partners: who they are, what each brings to which curve, which actions they carry, and the figures they owe."""

from oba.ui import frame, partners_page


def partners() -> None:
    visit = frame.begin("Partners", trust=True).visit
    partners_page.show_page(visit)
    frame.end(visit)


partners()
