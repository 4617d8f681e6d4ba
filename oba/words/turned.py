"""The short answer to the question that every report begins with: did we turn the curve?"""

from __future__ import annotations

from collections.abc import Mapping

from oba.model.finding import Finding, VerdictWord
from oba.words.status import CANNOT_BE_JUDGED, VERDICTS, status_of_verdict

QUESTION = "Did we turn the curve?"
NOBODY = "Nobody can say"
ANSWERS: Mapping[VerdictWord, str] = {
    VerdictWord.TURNED: "The figures say yes",
    VerdictWord.EARLY_SIGN: "Not surely yet",
    VerdictWord.AS_FORECAST: "Not that the figures can tell",
    VerdictWord.EARLY_WARNING: "No",
    VerdictWord.WORSE: "No",
    VerdictWord.TOO_EARLY: "Nobody can say yet",
    VerdictWord.ABOVE: NOBODY,
    VerdictWord.BELOW: NOBODY,
}
"""What comes before the verdict's own word."""


def say_turned(finding: Finding) -> str:
    """`Did we turn the curve? Not that the figures can tell: as forecast.`"""
    verdict = finding.verdict
    if verdict is None:
        why = "the forecast is not published" if finding.withheld else "no forecast has been frozen for it"
        return f"{QUESTION} {NOBODY}: {why}."
    status = status_of_verdict(verdict)
    start = NOBODY if status is CANNOT_BE_JUDGED else ANSWERS[verdict.word]
    unset = "; whether high or low is good has not been set" if status in UNSET else ""
    return f"{QUESTION} {start}: {status.word}{unset}."


UNSET = (VERDICTS[VerdictWord.ABOVE], VERDICTS[VerdictWord.BELOW])
