"""A file refused whole, with one plain sentence and what to do."""

from __future__ import annotations

from oba.errors import ObaError
from oba.model.release import Outcome, Problem


class RefusedFile(ObaError):
    """Nothing of the file was read. `problem` is the same thing for a report."""

    @property
    def problem(self) -> Problem:
        return Problem(
            Outcome.FILE, where=self.where, found=self.found, expected=self.expected, remedy=self.remedy
        )
