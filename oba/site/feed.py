"""The Atom feed of publications (RFC 4287): one entry for each, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid5
from xml.etree import ElementTree as Xml

from oba import __version__
from oba.model.plan import Plan
from oba.model.publication import PublicFacts, PublicNote
from oba.site.plain_text import clean
from oba.words import publications as words

ATOM = "http://www.w3.org/2005/Atom"
OURS = UUID("5f1d1c86-8c0e-5c0f-9a57-0d4e3a6f2b11")
"""The name space of what this product names: the same publication has the same name wherever it is served."""
MEDIA_TYPE = "application/atom+xml; charset=utf-8"


def write_feed(facts: PublicFacts, plan: Plan, *, address: str = "") -> bytes:
    """`address` is where the site stands, with a slash at its end; '' where nobody knows, and links are relative."""
    listed = list_publications(facts)
    feed = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    _add(feed, "id", name_of(plan, "publications"))
    _add(feed, "title", clean(words.say_feed_title(plan.title)))
    _add(feed, "updated", _moment(facts.published_on))
    author = Xml.SubElement(feed, "author")
    _add(author, "name", clean(plan.trust) or clean(plan.title) or words.UNNAMED)
    Xml.SubElement(
        feed, "link", {"rel": "alternate", "type": "text/html", "href": f"{address}publications.html"}
    )
    if address:
        Xml.SubElement(
            feed, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{address}feed.atom"}
        )
    Xml.SubElement(feed, "generator", {"version": __version__}).text = "oba"
    for one in listed:
        _add_entry(feed, one, plan, changed=_changed(one, listed), address=address)
    return bytes(Xml.tostring(feed, encoding="utf-8", xml_declaration=True))


def list_publications(facts: PublicFacts) -> tuple[PublicNote, ...]:
    """This publication and those before it, newest first."""
    return (PublicNote(facts.number, facts.published_on, facts.note, sha256=facts.sha256), *facts.earlier)


def name_of(plan: Plan, what: str) -> str:
    """A name that stays the same in every publication of this plan."""
    return uuid5(OURS, f"{plan.area}/{what}").urn


def _add_entry(feed: Xml.Element, one: PublicNote, plan: Plan, *, changed: date, address: str) -> None:
    entry = Xml.SubElement(feed, "entry")
    _add(entry, "id", name_of(plan, f"publications/{one.number}"))
    _add(entry, "title", clean(words.say_publication(one)))
    _add(entry, "published", _moment(one.published_on))
    _add(entry, "updated", _moment(changed))
    place = f"{address}publications.html#publication-{one.number}"
    Xml.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": place})
    _add(entry, "summary", clean(words.say_what_changed(one)))


def _changed(one: PublicNote, listed: Sequence[PublicNote]) -> date:
    """A withdrawal is told of by the publication that followed; it is as new as that."""
    later = [each.published_on for each in listed if each.number > one.number] if one.withdrawn else []
    return max(one.published_on, min(later)) if later else one.published_on


def _moment(day: date) -> str:
    """A day as a moment, for Atom knows no days."""
    return f"{day.isoformat()}T00:00:00Z"


def _add(parent: Xml.Element, tag: str, text: str) -> None:
    Xml.SubElement(parent, tag).text = text
