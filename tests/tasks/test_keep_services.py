"""What is written of services and of choices goes with an export, and comes back the same with every edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from oba.errors import ObaError
from oba.model.editor import Editor, Role
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.migrate import migrate
from oba.store.plans import read_plan, write_plan
from oba.tasks.freeze_measure import MeasureAgreement, agree_measure, draft_measure
from oba.tasks.keep_services import (
    SERVICES,
    describe_services,
    read_services,
    restore_services,
    write_services,
)
from oba.tasks.load_measures import preview_measures, save_measures
from oba.tasks.record_choice import record_choice
from oba.tasks.record_service import record_talk
from tests.services_example import add_services
from tests.tasks.test_measures import ANN, TODAY, book_of, row


@pytest.fixture
def written(own_example: str) -> str:
    """A store with a bit of everything."""
    settings = Settings(store=add_services(own_example), today=TODAY.isoformat())
    store = open_store(own_example)
    content = book_of(row(value=61), row("ex_cope", period="2024/25", value=54))
    shown = preview_measures(store, name="return.xlsx", content=content)
    save_measures(settings, ANN, name="return.xlsx", content=content, shown=shown.digest)
    for replaces in ("", "Another course"):
        agreement = MeasureAgreement(
            "ex_cope", agreed_by="Board", reason="It is so", replaces_because=replaces
        )
        draft = draft_measure(
            store, measure="ex_cope", scenario=agreement.scenario, horizon=5, today=TODAY, dark=False
        )
        agree_measure(settings, ANN, agreement, shown=draft.digest)
    store.close()
    record_talk(settings, ANN, service="ex_visits", texts={"story": "Rain"}, version=0)
    fields = {"data": "high", "rated_by": "Group", "dissent": "None", "standing": "secondary"}
    officer = Editor("bob", Role.OFFICER)
    record_choice(settings, officer, indicator="looked_after", fields=fields, version=0)
    return own_example


def test_everything_comes_back_the_same_with_its_files(written: str, tmp_path: Path) -> None:
    store = open_store(written)
    lost = write_services(store, tmp_path)
    assert lost == ["1 return of measures left out: not kept here any more."]  # the example's own, made up
    url = f"sqlite:///{(tmp_path / 'again' / 'oba.db').as_posix()}"
    (tmp_path / "again").mkdir()
    migrate(url)
    again = open_store(url)
    with store.reading() as connection:
        book = read_plan(connection)
    from dataclasses import replace

    with again.writing() as connection:
        write_plan(connection, replace(book, services=replace(book.services, given=True)))
    (said,) = restore_services(again, [tmp_path / SERVICES])
    assert said.endswith("of services and of choices restored, with every edit")
    assert list(describe_services(again)) == list(describe_services(store))
    assert [line.split()[0] for line in describe_services(again)].count("baselines") == 2
    (told,) = restore_services(again, [tmp_path / SERVICES])
    assert "left out: the store has its own" in told
    again.close()
    store.close()


def test_a_file_that_is_no_such_thing_is_refused(tmp_path: Path) -> None:
    for content in ("", "[]", '{"figures": [{}]}'):
        (tmp_path / SERVICES).write_text(content)
        with pytest.raises(ObaError, match="cannot be read as what was written of services"):
            read_services(tmp_path / SERVICES)
