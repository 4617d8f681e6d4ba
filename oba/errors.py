"""The one family of errors that may be shown to a reader as they are.

Anything else that goes wrong is logged under an id, and the reader sees the id.
"""

from __future__ import annotations


class ObaError(Exception):
    """Something a reader can understand and mend: where, what was found, what was expected, what to do.

    `str(error)` is one plain sentence or two, safe to show: no path of the machine, no SQL, no secret.
    """

    def __init__(
        self,
        found: str,
        *,
        where: str = "",
        expected: str = "",
        remedy: str = "",
    ) -> None:
        self.where = where
        self.found = found
        self.expected = expected
        self.remedy = remedy
        super().__init__(say(found, where=where, expected=expected, remedy=remedy))

    @property
    def headline(self) -> str:
        """The first sentence as a page says it, with no full stop: `Minutes of each step: found '1', expected 5`.

        Of `this voice, where it was heard` the first part is left out: it is before the reader. A file keeps its name.
        """
        where = self.where.partition(", ")[2] if self.where.startswith("this ") else self.where
        text = say(self.found, where=where, expected=self.expected).rstrip(".")
        return text if "." in where else text[:1].upper() + text[1:]


class UsageError(ObaError):
    """The call itself was wrong: an unknown command, option or setting."""


class StoreError(ObaError):
    """The store cannot be opened, read or written as asked."""


class NotFoundError(ObaError):
    """What was asked for by name is not in the plan or the store."""


def say(found: str, *, where: str = "", expected: str = "", remedy: str = "") -> str:
    """Join the four parts into the sentence that every report, page and command prints."""
    text = f"{where}: {found}" if where else found
    if expected:
        text += f", expected {expected}"
    text = text.rstrip(".") + "."
    if remedy:
        text += f" {remedy.rstrip('.')}."
    return text
