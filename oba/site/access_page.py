"""The accessibility statement. What was tested is read from the file that the test writes: no result is made up."""

from __future__ import annotations

import re
from typing import Any

from oba.site.access_results import AccessResults, read_results
from oba.site.frame import fill_page
from oba.site.gathered import plan_of
from oba.site.kinds import PageKind, Sent, Site
from oba.site.structured import is_web
from oba.words import accessibility as words

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
ADDRESS = "accessibility.html"


def make(site: Site, _: str) -> Sent:
    results = site.keep("access results", read_results)
    tested = results.tested_on if results else None
    return fill_page(
        site,
        "accessibility.html",
        address=ADDRESS,
        title="Accessibility statement",
        description=words.say_applies(site.masthead.plan_title, trust=site.masthead.trust),
        words=words,
        reached=site.contact,
        reached_by=link_to(site.contact),
        northern=plan_of(site).area.startswith("N"),
        prepared=words.say_prepared(site.facts.published_on, tested=tested),
        **tell_results(results),
    )


def link_to(contact: str) -> str:
    """The address that a link to it leads to; '' where it is words."""
    if is_web(contact):
        return contact
    return f"mailto:{contact}" if _EMAIL.fullmatch(contact) else ""


def tell_results(results: AccessResults | None) -> dict[str, Any]:
    """The status, what is not accessible, and how it was tested."""
    if results is None:
        return {"status": words.NOT_TESTED, "failures": (), "tested": "", "limits": "", "unfinished": ()}
    return {
        "status": words.say_status(standard=results.standard, failures=len(results.violations)),
        "failures": tuple(
            words.say_failure(one.rule, said=one.says, pages=one.pages, criteria=one.criteria)
            for one in results.violations
        ),
        "tested": words.say_tested(
            results.tested_on, standard=results.standard, tool=results.tool, pages=len(results.pages)
        ),
        "unfinished": tuple(
            words.say_unfinished(one.part, missed=one.missed, of=one.of) for one in results.unfinished
        ),
        "limits": words.PROGRAM_ONLY,
    }


ACCESSIBILITY = PageKind(make)
