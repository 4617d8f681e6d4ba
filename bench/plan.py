"""The plan of the benchmark: forty indicators of four themes, as many areas as the figures need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oba.model.action import Action
from oba.model.area import Area, AreaKind, Comparator, ComparatorRole
from oba.model.baseline import Scenario
from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.period import Period, PeriodKind
from oba.model.plan import BaselineRequest, Outcome, Partner, Plan, PlanBook, Theme

INDICATORS, PERIODS = 40, 20
FIRST_YEAR, FROZEN_YEAR = 2004, 2018
TODAY = "2026-05-01"
HOME = "E06000002"
SEXES = ("Persons", "Male", "Female")
REGIONS = (
    "North East,North West,Yorkshire and the Humber,East Midlands,West Midlands,East of England,London,"
    "South East,South West"
).split(",")
HEADLINES_A_THEME = 4
THEMES = (
    "Reducing Child Poverty",
    "Safeguarding",
    "Risk Taking Behaviour",
    "Emotional Health and Well-being",
)


@dataclass(frozen=True, slots=True)
class Place:
    """An area, its parent region, and what kind of area the file calls it."""

    code: str
    name: str
    kind: AreaKind
    parent: str
    parent_name: str
    words: str


def list_places(count: int) -> list[Place]:
    """England, the home's region and the home first, so that the smallest plan can be compared."""
    england = Place("E92000001", "England", AreaKind.COUNTRY, "", "", "England")
    regions = [
        Place(
            f"E1200000{number}",
            f"{name} region (statistical)",
            AreaKind.REGION,
            england.code,
            england.name,
            "Regions (statistical)",
        )
        for number, name in enumerate(REGIONS, start=1)
    ]
    home = _local(HOME, "Middlesbrough", regions[0])
    others = [_other(number, regions[number % len(regions)]) for number in range(max(0, count - 11))]
    return [england, regions[0], home, *regions[1:], *others][:count]


def _other(number: int, region: Place) -> Place:
    """One in a hundred has a comma in its name, as `Kingston upon Hull, City of` has."""
    ending = ", City of" if number % 100 == 7 else ""
    return _local(f"E07{number:06d}", f"Borough of Benchfield {number:03d}{ending}", region)


def _local(code: str, name: str, region: Place) -> Place:
    kind = AreaKind.LOCAL_AUTHORITY
    return Place(code, name, kind, region.code, region.name, "Counties & UAs (from Apr 2023)")


def key_of(number: int) -> str:
    return f"measure_{number:02d}"


def title_of(number: int) -> str:
    return f"Measure {number:02d}: children and young people under 18 years of whom something is true (%)"


def year(first: int) -> Period:
    return Period.year(first, kind=PeriodKind.FINANCIAL_YEAR)


def make_book(places: list[Place], *, indicators: int = INDICATORS) -> PlanBook:
    """A plan whose headline indicators each ask for a frozen forecast."""
    measured = tuple(_indicator(number) for number in range(indicators))
    partners = tuple(
        Partner(f"partner_{number}", f"Partner {number}", themes=("theme_0",)) for number in range(8)
    )
    return PlanBook(
        plan=Plan("Children and Young People's Plan", "The Trust", HOME, "2010 to 2013", "", example=True),
        themes=tuple(
            Theme(f"theme_{number}", title, "Partner 1", number) for number, title in enumerate(THEMES)
        ),
        outcomes=tuple(
            Outcome(
                f"outcome_{number}",
                f"theme_{number}",
                "Children in Middlesbrough live well where they are.",
                number,
            )
            for number in range(len(THEMES))
        ),
        indicators=measured,
        areas=tuple(Area(one.code, one.name, one.kind) for one in places),
        comparators=_comparators(places),
        partners=partners,
        actions=tuple(_action(number) for number in range(min(24, indicators))),
        baselines=tuple(_request(one) for one in measured if one.standing is Standing.HEADLINE),
    )


def _indicator(number: int) -> Indicator:
    theme = number % len(THEMES)
    headline = number // len(THEMES) < HEADLINES_A_THEME
    polarities = (Polarity.LOW_IS_GOOD, Polarity.HIGH_IS_GOOD, Polarity.LOW_IS_GOOD, Polarity.NO_JUDGEMENT)
    return Indicator(
        key=key_of(number),
        title=title_of(number),
        theme=f"theme_{theme}",
        outcome=f"outcome_{theme}",
        standing=Standing.HEADLINE if headline else Standing.SECONDARY,
        unit="%",
        value_type=ValueType.PROPORTION,
        polarity=polarities[number // len(THEMES) % len(polarities)],
        period_kind=PeriodKind.FINANCIAL_YEAR,
        multiplier=100.0,
        upper_bound=100.0,
        lay_definition="Of all children who live here, how many in a hundred.",
        technical_definition="Made up by the benchmark.",
        next_release=date(2026, 10, 1),
        order=number,
    )


def _comparators(places: list[Place]) -> tuple[Comparator, ...]:
    neighbours = [one.code for one in places if one.kind is AreaKind.LOCAL_AUTHORITY and one.code != HOME]
    return (
        Comparator(HOME, "E92000001", ComparatorRole.COUNTRY, "Country"),
        Comparator(HOME, "E12000001", ComparatorRole.REGION, "Region"),
        *(
            Comparator(HOME, code, ComparatorRole.NEIGHBOUR, "Neighbours", rank)
            for rank, code in enumerate(neighbours[:10], start=1)
        ),
    )


def _action(number: int) -> Action:
    return Action(
        number=number + 1,
        recommendation_number=number // 3 + 1,
        recommendation="A recommendation of the scrutiny panel.",
        proposed_action="What the partners propose to do about it.",
        by_whom=f"Partner {number % 8}",
        budget_cost="No additional cost",
        timescale="March 2011",
        due=date(2011, 3, 31),
        theme=f"theme_{number % len(THEMES)}",
        indicators=(key_of(number),),
    )


def _request(indicator: Indicator) -> BaselineRequest:
    return BaselineRequest(
        indicator=indicator.key,
        area=HOME,
        data_to=year(FROZEN_YEAR),
        scenario=Scenario.CARRY_ON,
        horizon=8,
        frozen_on=date(2019, 11, 1),
        agreed_by="Nobody: made by the benchmark",
        reason="Made by the benchmark",
    )
