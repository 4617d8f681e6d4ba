"""Gather what is written and held of some curves beside their newest figures; one read for all of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from oba.model.action import Action
from oba.model.disclosure import Rule
from oba.model.idea import Idea, WhyNone
from oba.model.partner import Contribution
from oba.model.series import Series
from oba.model.story import Story
from oba.model.vintage import Vintage
from oba.store import ideas as stored
from oba.store.contributions import read_contributions
from oba.store.engine import Store
from oba.store.public_past import read_public_vintages_of
from oba.store.publications import read_rules
from oba.store.story import read_stories
from oba.store.vintage import read_vintages_of
from oba.tasks.gather import Gathered, read_figures
from oba.tasks.open_ideas import actions_of_ideas

NOTHING_TOLD = Story()


@dataclass(frozen=True, slots=True)
class Written:
    """Of one curve: its story, the ideas that stand, what partners bring, every value held, parts of the population.

    `rule` is that by which its small numbers are published, None without one.
    """

    story: Story = NOTHING_TOLD
    ideas: Sequence[Idea] = ()
    why_none: WhyNone | None = None
    actions: Mapping[int, Action] = field(default_factory=dict)
    contributions: Sequence[Contribution] = ()
    vintages: Sequence[Vintage] = ()
    parts: Sequence[Series] = ()
    rule: Rule | None = None


def gather_written(
    store: Store,
    found: Gathered,
    keys: Collection[str],
    *,
    published: bool,
    as_of: date | None = None,
) -> dict[str, Written]:
    """By indicator, of the area that was gathered. Parts of the population are those known `as_of` a day.

    What partners bring is written of no area. The public has nothing of what was undone.
    """
    area = found.place.code
    alone = next(iter(keys)) if len(keys) == 1 else ""
    vintages = read_public_vintages_of if published else read_vintages_of
    with store.reading() as connection:
        stories = read_stories(connection, area, indicator=alone)
        ideas = [one for one in stored.read_ideas(connection, alone, area) if not one.withdrawn]
        whys = {one.indicator: one for one in stored.read_whys(connection) if one.area == area}
        actions = actions_of_ideas(connection, ideas)
        brought = read_contributions(connection, indicator=alone)
        held = vintages(connection, keys, area)
        rules = read_rules(connection)
        parts = read_figures(
            connection, indicators=keys, areas=[area], as_of=as_of, breakdown=None, published=published
        )
    return {
        key: Written(
            story=stories.get(key, NOTHING_TOLD),
            ideas=[one for one in ideas if one.indicator == key],
            why_none=whys.get(key),
            actions=actions,
            contributions=[one for one in brought if one.indicator == key],
            vintages=held[key],
            parts=[one for one in parts if one.indicator == key and one.breakdown],
            rule=rules.get(key),
        )
        for key in keys
    }
