"""What the Baseline page shows, from the caches of `fetch`."""

from __future__ import annotations

from oba.model.baseline import Scenario
from oba.tasks.compare_scenarios import BaselineChoices, ScenariosView
from oba.tasks.list_baselines import FrozenList
from oba.ui.fetch import result_of
from oba.ui.visit import Visit


def baseline_choices(visit: Visit, key: str, area: str) -> BaselineChoices:
    found: BaselineChoices = result_of(visit, "list_baseline_choices", indicator=key, area=area)
    return found


def scenarios(
    visit: Visit, key: str, area: str, *, data_to: str, horizon: int, scenario: Scenario
) -> ScenariosView:
    found: ScenariosView = result_of(
        visit,
        "compare_scenarios",
        indicator=key,
        area=area,
        data_to=data_to,
        horizon=horizon,
        scenario=scenario,
        today=visit.today,
        dark=visit.dark,
    )
    return found


def baselines(visit: Visit, key: str, area: str, *, shown: str) -> FrozenList:
    """Every baseline that was frozen for the curve; the one whose number is `shown` is drawn."""
    found: FrozenList = result_of(
        visit, "list_baselines", indicator=key, area=area, shown=shown, today=visit.today, dark=visit.dark
    )
    return found
