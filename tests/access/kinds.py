"""One page of each kind, which stands for its kind where not every page is looked at."""

from __future__ import annotations

from pathlib import Path

CURVE = "injury_admissions"
"""The indicator that a talk is written of."""
THEME = "safeguarding"
KINDS = (
    "index.html",
    f"themes/{THEME}.html",
    f"indicators/{CURVE}.html",
    f"indicators/{CURVE}-plain.html",
    f"embed/{CURVE}.html",
    f"cards/{CURVE}.html",
    "plan.html",
    "data.html",
    "download.html",
    "about.html",
    "accessibility.html",
    "releases.html",
    "publications.html",
    "404.html",
)
EARLIER = "publications/1/"
"""Where an earlier publication keeps its pages."""
KINDS_OF_OLD = (f"{EARLIER}index.html", f"{EARLIER}indicators/{CURVE}.html")


def is_of_kinds(address: str) -> bool:
    """Whether an earlier publication's page is the one of its kind, or that of the curve or theme which stands for it."""
    below = address.removeprefix(EARLIER)
    return "/" not in below or Path(below).stem in (CURVE, f"{CURVE}-plain", THEME)
