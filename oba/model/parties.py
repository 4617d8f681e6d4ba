"""Whom an action names: the parts of `By whom`, and which of the Trust's partners lead and support."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oba.model.action import Action

NOBODY = "nobody named"


@dataclass(frozen=True, slots=True)
class Parties:
    """Names to show. `said` tells whether somebody has said who leads; else the first one named is taken to lead."""

    lead: str
    supports: tuple[str, ...]
    said: bool


def split_parties(by_whom: str) -> list[str]:
    """Each post, group or body that is named, in the order of the plan."""
    return [party.strip() for party in by_whom.split(";") if party.strip()]


def find_parties(action: Action, *, partners: Mapping[str, str]) -> Parties:
    """`partners` are names by key. Where nobody has said which partner it is, what the plan names stands."""
    named = split_parties(action.by_whom)
    supports = tuple(partners.get(one, one) for one in action.supports)
    if action.lead:
        return Parties(partners.get(action.lead, action.lead), supports, said=True)
    return Parties(named[0] if named else "", supports or tuple(named[1:]), said=False)


def names_of(action: Action, *, partners: Mapping[str, str]) -> tuple[str, ...]:
    """Everyone whom the action names, in words or as a partner, each once."""
    keys = [one for one in (action.lead, *action.supports) if one]
    return tuple(dict.fromkeys((*split_parties(action.by_whom), *(partners.get(one, one) for one in keys))))
