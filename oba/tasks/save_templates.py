"""Save templates as files: a return for one partner or for each, a blank tidy table, a blank plan workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial as given
from pathlib import Path

from oba.errors import NotFoundError, UsageError
from oba.model.plan import PlanBook
from oba.settings import Settings
from oba.store.engine import Store, open_store
from oba.store.plans import read_plan
from oba.tasks.plan_workbook import write_plan_template
from oba.tasks.tidy_template import write_tidy_template
from oba.tasks.write_template import find_partner, make_template, owned_by

ENDING = ".xlsx"
ELSEWHERE = "Give another name or place: --out NAME"
Make = Callable[[], bytes]


def save_templates(
    settings: Settings, *, partner: str | None = None, tidy: bool = False, plan: bool = False, out: Path
) -> Iterator[str]:
    """A line for each file that was written. `out` is a folder, or the name of a single file.

    Without a partner there is a return for each that owns an indicator. Nothing is written over.
    """
    if sum((bool(partner), tidy, plan)) > 1:
        raise UsageError("more than one template is asked for", expected="a partner, or --tidy, or --plan")
    made = _list_templates(settings, partner=partner, tidy=tidy, plan=plan)
    if out.suffix.lower() == ENDING and len(made) > 1:
        raise UsageError(
            f"there are {len(made)} templates for one file",
            where=out.name,
            expected="a folder",
            remedy="--out FOLDER",
        )
    for name, make in made.items():
        path = out if out.suffix.lower() == ENDING else out / name
        _write(path, make)
        yield f"Written: {path.name}"


def _list_templates(settings: Settings, *, partner: str | None, tidy: bool, plan: bool) -> dict[str, Make]:
    """File names and what makes their content."""
    if plan:
        return {f"plan_template{ENDING}": write_plan_template}
    store = open_store(settings.store, read_only=True)
    if tidy:
        return {f"tidy_template{ENDING}": given(write_tidy_template, _read_book(store))}
    with store.reading() as connection:
        book = read_plan(connection)
    chosen = (
        [find_partner(book, partner)] if partner else [one for one in book.partners if owned_by(book, one)]
    )
    if not chosen:
        raise NotFoundError(
            "no indicator has an owner",
            remedy="Write a partner's name in the column Owner of the plan workbook's sheet Indicators, and load it",
        )
    today = settings.date_today()
    return {
        f"return_{one.key}_{today:%Y-%m-%d}{ENDING}": given(
            make_template, store, partner=one.key, today=today
        )
        for one in chosen
    }


def _write(path: Path, make: Make) -> None:
    content = make()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise UsageError("the file is there already", where=path.name, remedy=ELSEWHERE) from None
    except OSError:
        raise UsageError(
            "the file cannot be written here", where=path.name, remedy="Give another place: --out NAME"
        ) from None


def _read_book(store: Store) -> PlanBook | None:
    """The plan for the drop-downs of the tidy template; a store without one gives a template without them."""
    try:
        with store.reading() as connection:
            return read_plan(connection)
    except NotFoundError:
        return None
