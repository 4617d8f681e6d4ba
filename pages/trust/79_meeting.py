"""Meeting: begin one, talk through its curves step by step with a clock, keep what is decided, end with its papers."""

from oba.ui import frame, meeting_page


def meeting() -> None:
    meeting_page.show_page(frame.begin(trust=True))


meeting()
