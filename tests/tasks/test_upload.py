"""Files that are handed in: kept, looked at, decided about, accepted as they were shown, or taken off the list."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from oba.errors import NotFoundError, StoreError
from oba.model.editor import editor_of
from oba.model.indicator import Polarity
from oba.model.recipe import Orientation, Recipe
from oba.model.release import Answer, ChangeKind, QuestionKind, Source
from oba.model.upload import Decisions, Upload
from oba.settings import Settings
from oba.store import inbox as store_inbox
from oba.store.engine import open_store, store_version
from oba.store.inbox import open_inbox
from oba.store.plans import read_plan
from oba.store.series import read_series
from oba.tasks.accept_upload import accept_clean, accept_upload, is_clean
from oba.tasks.keep_recipe import keep_recipe
from oba.tasks.keep_upload import (
    decide,
    find_waiting,
    keep_files,
    list_waiting,
    refuse_upload,
    say_bound,
    settle_record,
)
from oba.tasks.load_release import load_release
from oba.tasks.open_load import open_load, say_result
from oba.tasks.open_loads import open_loads
from oba.tasks.preview_upload import Preview, list_layouts, preview_upload
from oba.tasks.take_back import look_at_undo, take_back
from oba.tasks.undo_load import undo
from oba.tasks.write_corrected_copy import has_cells_to_mark, write_corrected_copy

HEAD = "indicator,area,period,value"
SAID = Decisions(publisher="Office for National Statistics", title="Conceptions", published=date(2026, 6, 1))


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today="2026-12-01")


def hand_in(
    settings: Settings, *rows: str, name: str = "figures.csv", said: Decisions | None = SAID
) -> Upload:
    content = "\n".join([HEAD, *rows, ""]).encode()
    (upload,) = keep_files(settings, [(name, content)])
    if said is not None:
        decide(settings, upload, said)
    return again(settings, upload)


def again(settings: Settings, upload: Upload) -> Upload:
    found = find_waiting(settings, upload.short)
    assert found is not None
    return found


def look(settings: Settings, upload: Upload) -> Preview:
    return preview_upload(settings, again(settings, upload))


def values(settings: Settings, key: str, area: str = "E06000002") -> dict[str, float | None]:
    with open_store(settings.store, read_only=True).reading() as connection:
        found = read_series(connection, indicators=[key], areas=[area])
    return {one.period.label: one.value for series in found for one in series.observations}


def version(settings: Settings) -> int:
    with open_store(settings.store, read_only=True).reading() as connection:
        return store_version(connection)


def test_a_file_is_kept_whole_under_its_sha256_beside_the_store(settings: Settings) -> None:
    upload = hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4", said=None)
    folder = Path(settings.store.removeprefix("sqlite:///")).with_suffix(".inbox")
    content = (folder / f"{upload.sha256}.csv").read_bytes()
    assert hashlib.sha256(content).hexdigest() == upload.sha256
    assert (upload.name, upload.uploaded_by, upload.size) == ("figures.csv", "ann", len(content))
    assert list_waiting(settings) == [upload]


@pytest.mark.parametrize(
    "name",
    [
        "../../oba.db",
        "..\\..\\oba.db",
        "/etc/passwd",
        "a\x00b.csv",
        "con",
        "",
        "x" * 500 + ".csv",
        ".csv",
        "~/.x",
        "a/../b.json",
    ],
)
def test_a_name_is_never_a_path(name: str, settings: Settings) -> None:
    folder = open_inbox(settings.store).folder
    before = {path for path in folder.parent.iterdir() if path != folder}
    (upload,) = keep_files(settings, [(name, b"a,b\n1,2\n")])
    assert {path for path in folder.parent.iterdir() if path != folder} == before
    assert all(path.name.startswith(upload.sha256) for path in folder.iterdir())
    assert "/" not in upload.name
    assert "\\" not in upload.name
    assert 0 < len(upload.name) <= 120
    assert find_waiting(settings, upload.short) == upload


@pytest.mark.parametrize("prefix", ["", "a", "../x", "*" * 12, "g" * 12, "0" * 12, "?" * 64, "A" * 12])
def test_an_address_that_names_no_file_finds_none(prefix: str, settings: Settings) -> None:
    hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4", said=None)
    assert find_waiting(settings, prefix) is None


def test_the_same_content_twice_is_one_file_and_keeps_what_was_decided(settings: Settings) -> None:
    first = hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4")
    second = hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4", name="copy.csv", said=None)
    assert second == first
    assert second.decisions == SAID
    assert len(list_waiting(settings)) == 1


def test_every_decision_survives_being_written_and_read(settings: Settings) -> None:
    upload = hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4", said=None)
    with open_store(settings.store, read_only=True).reading() as connection:
        indicators = read_plan(connection).indicators
    records = tuple((f"x:{one.key}", replace(one, next_release=date(2027, 1, 2))) for one in indicators)
    answers = tuple(Answer(kind, 'a "subject" £ 😀', "an\nanswer") for kind in QuestionKind)
    said = replace(
        SAID, answers=answers, picks=("x:1", "y:2"), records=records, address="https://x.org/a?b=c"
    )
    decide(settings, upload, said)
    assert again(settings, upload).decisions == said


def test_a_record_that_was_spoilt_by_hand_is_passed_over_and_nothing_breaks(settings: Settings) -> None:
    upload = hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4")
    folder = open_inbox(settings.store).folder
    for spoilt in (b"", b"[]", b"{}", b'{"receipt": null}', b"\xff\xfe"):
        (folder / f"{upload.sha256}.json").write_bytes(spoilt)
        assert list_waiting(settings) == []
        assert find_waiting(settings, upload.short) is None
    assert hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4") in list_waiting(settings)


def test_a_full_inbox_says_so(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_inbox, "MOST_FILES", 1)
    hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4")
    with pytest.raises(StoreError, match="Load or remove some"):
        hand_in(settings, "under18_conceptions,Middlesbrough,2024,28.4")


def test_a_sidecar_and_a_metadata_file_come_along_with_the_file_whose_name_they_bear(
    settings: Settings,
) -> None:
    sidecar = b'publisher = "ONS"\ntitle = "Conceptions"\n'
    rows = f"{HEAD}\nunder18_conceptions,Middlesbrough,2023,28.4\n".encode()
    keep_files(
        settings, [("f.csv.source.toml", sidecar), ("f.meta.csv", b"col_name,label\n"), ("f.csv", rows)]
    )
    (one,) = list_waiting(settings)
    assert one.name == "f.csv"
    report = preview_upload(settings, one).report
    assert report.source is not None
    assert (report.source.publisher, report.source.title) == ("ONS", "Conceptions")
    refuse_upload(settings, one)
    assert not list(open_inbox(settings.store).folder.iterdir())


def returns(settings: Settings) -> tuple[Upload, Upload]:
    """Two files of one name, the first of them with a sidecar that came before the second."""
    first = hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4", name="return.csv", said=None)
    keep_files(settings, [("return.csv.source.toml", b'publisher = "Police"\ntitle = "P"\n')])
    second = hand_in(settings, "under18_conceptions,Middlesbrough,2023,29.9", name="return.csv", said=None)
    return first, second


def test_a_sidecar_stays_with_the_file_that_it_was_handed_in_for(settings: Settings) -> None:
    first, second = returns(settings)
    said = look(settings, first).report.source
    assert said is not None
    assert (said.publisher, said.title) == ("Police", "P")
    assert look(settings, second).along == ()
    refuse_upload(settings, second)
    assert [one.name for one in look(settings, first).along] == ["return.csv.source.toml"]


def test_a_sidecar_goes_with_the_file_it_was_handed_in_with(settings: Settings) -> None:
    first, second = returns(settings)
    content = f"{HEAD}\nunder18_conceptions,Middlesbrough,2023,28.4\n".encode()
    sidecar = ("return.csv.source.toml", b'publisher = "Health"\ntitle = "H"\n')
    kept = keep_files(settings, [sidecar, ("return.csv", content)])
    assert [one.name for one in kept] == ["return.csv.source.toml", "return.csv"]
    assert kept[0].owners == (first.sha256,)
    said = say_bound(settings, kept)
    assert said.startswith("return.csv.source.toml goes with return.csv, handed in on 1 December 2026")
    assert look(settings, second).along == ()


def test_one_sidecar_handed_in_for_two_files_stays_while_one_of_them_waits(settings: Settings) -> None:
    first, second = returns(settings)
    content = f"{HEAD}\nunder18_conceptions,Middlesbrough,2023,29.9\n".encode()
    sidecar = ("return.csv.source.toml", b'publisher = "Police"\ntitle = "P"\n')
    keep_files(settings, [sidecar, ("return.csv", content)])
    assert [len(look(settings, one).along) for one in (first, second)] == [1, 1]
    assert accept_upload(settings, editor_of(settings), look(settings, first)).written
    assert len(look(settings, second).along) == 1
    refuse_upload(settings, second)
    assert list_waiting(settings) == []
    assert [path.suffix for path in open_inbox(settings.store).folder.iterdir()] == [".json"]


def test_a_preview_writes_nothing_and_says_what_would_be_written(settings: Settings) -> None:
    upload = hand_in(
        settings, "under18_conceptions,Middlesbrough,2022,30.1", "under18_conceptions,Middlesbrough,2023,28.4"
    )
    before = version(settings)
    preview = look(settings, upload)
    assert version(settings) == before
    view = open_load(preview)
    assert view.deed == "Write 1 new and 1 revised figures"
    (group,) = view.changes
    assert ("Middlesbrough", "2022", "Revised", "29.2", "30.1", "value, line 2") in group.table.rows


def test_accepting_writes_what_was_shown_and_leaves_a_receipt_in_the_place_of_the_file(
    settings: Settings,
) -> None:
    upload = hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4")
    done = accept_upload(settings, editor_of(settings), look(settings, upload))
    assert done.written
    assert done.said == "Wrote 1 new figure."
    assert values(settings, "under18_conceptions")["2023"] == 28.4
    kept = again(settings, upload)
    assert kept.receipt is not None
    assert kept.receipt.indicators == (("under18_conceptions", "Under-18 conceptions"),)
    assert kept.receipt.by == "ann"
    assert list_waiting(settings) == []
    assert [path.suffix for path in open_inbox(settings.store).folder.iterdir()] == [".json"]


def test_what_was_loaded_is_not_written_twice_from_a_stale_page(settings: Settings) -> None:
    upload = hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4")
    shown = look(settings, upload)
    assert accept_upload(settings, editor_of(settings), shown).written
    before = version(settings)
    done = accept_upload(settings, editor_of(settings), shown)
    assert not done.written
    assert "meanwhile" in done.said
    assert version(settings) == before


def test_nothing_is_written_when_the_figures_have_changed_since_it_was_shown(settings: Settings) -> None:
    upload = hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4")
    shown = look(settings, upload)
    other = hand_in(settings, "under18_conceptions,Middlesbrough,2023,27.0", name="other.csv")
    assert accept_upload(settings, editor_of(settings), look(settings, other)).written
    done = accept_upload(settings, editor_of(settings), shown)
    assert not done.written
    assert "now it would be 1 revised" in done.said
    assert values(settings, "under18_conceptions")["2023"] == 27.0


def test_a_change_elsewhere_in_the_store_does_not_stop_what_still_does_the_same(settings: Settings) -> None:
    upload = hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4")
    shown = look(settings, upload)
    other = hand_in(
        settings,
        "excess_weight_year6,Middlesbrough,2025/26,40.0",
        name="other.csv",
        said=replace(SAID, title="Child measurement"),
    )
    assert accept_upload(settings, editor_of(settings), look(settings, other)).written
    assert accept_upload(settings, editor_of(settings), shown).written


def test_nothing_is_written_when_a_colleague_has_answered_otherwise(settings: Settings) -> None:
    upload = hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4")
    shown = look(settings, upload)
    decide(settings, upload, replace(SAID, title="Another title"))
    done = accept_upload(settings, editor_of(settings), shown)
    assert not done.written
    assert "answered otherwise" in done.said


def nothing_written(settings: Settings, shown: Preview, *, because: str) -> None:
    """Accepting what was shown is refused in words, and leaves the store as it was."""
    before = version(settings)
    done = accept_upload(settings, editor_of(settings), shown)
    assert not done.written
    assert because in done.said
    assert version(settings) == before


def test_nothing_is_written_when_a_file_that_describes_it_has_come_since_it_was_shown(
    settings: Settings,
) -> None:
    upload = hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4")
    shown = look(settings, upload)
    sidecar = b'publisher = "X"\ntitle = "Y"\n[areas]\nMiddlesbrough = "E06000001"\n'
    keep_files(settings, [("figures.csv.source.toml", sidecar)])
    nothing_written(settings, shown, because="a file that describes it has come")
    assert values(settings, "under18_conceptions", "E06000001").get("2023") is None
    shown_again = look(settings, upload)
    assert shown_again.fingerprint != shown.fingerprint
    assert ("Described by", "figures.csv.source.toml") in open_load(shown_again).facts


def test_nothing_is_written_when_a_recipe_was_edited_since_it_was_shown(settings: Settings) -> None:
    recipe = Recipe(
        name="counts",
        publisher="P",
        title="T",
        sheet="",
        header_rows=(1,),
        orientation=Orientation.ROWS,
        columns={"area": "Place", "period": "Yr"},
        values={"Number A": "under18_conceptions"},
    )
    keep_recipe(settings, editor_of(settings), recipe)
    content = b"Place,Yr,Number A,Number B\nMiddlesbrough,2023,39.4,5.1\n"
    (upload,) = keep_files(settings, [("f.csv", content)])
    shown = look(settings, upload)
    assert open_load(shown).deed == "Write 1 new figure"
    before = list_layouts(settings)
    (kept,) = Path(settings.store.removeprefix("sqlite:///")).with_suffix(".recipes").glob("*.toml")
    kept.write_text(kept.read_text().replace("under18_conceptions", "infant_mortality"))
    assert list_layouts(settings) != before
    nothing_written(settings, shown, because="has changed since it was shown")


def test_figures_beyond_those_that_are_listed_are_compared_too(settings: Settings) -> None:
    rows = [
        f"under18_conceptions,Middlesbrough,{year},{20 + year % 7},Ward: {number:02d}"
        for number in range(10)
        for year in range(1998, 2023)
    ]

    def given(rows: list[str], *, name: str) -> Preview:
        (upload,) = keep_files(settings, [(name, "\n".join([f"{HEAD},breakdown", *rows, ""]).encode())])
        decide(settings, upload, replace(SAID, title=name))
        return look(settings, upload)

    assert accept_upload(settings, editor_of(settings), given(rows, name="first.csv")).written
    shown = given([one.replace(",Ward", ".5,Ward") for one in rows], name="shown.csv")
    assert (shown.report.counts[ChangeKind.REVISED], len(shown.report.changes)) == (250, 200)
    colleague = given([rows[-1].replace(",Ward", ".4,Ward")], name="colleague.csv")
    assert accept_upload(settings, editor_of(settings), colleague).written
    now = look(settings, shown.upload)
    assert (now.report.counts, now.report.changes) == (shown.report.counts, shown.report.changes)
    nothing_written(settings, shown, because="now it would be 250 revised")


def test_what_comes_between_the_reading_and_the_writing_is_noticed_in_the_transaction(
    settings: Settings,
) -> None:
    upload = hand_in(settings, "under18_conceptions,Middlesbrough,2022,30.1")
    shown = look(settings, upload)
    other = hand_in(settings, "under18_conceptions,Middlesbrough,2022,27.0", name="other.csv")
    assert accept_upload(settings, editor_of(settings), look(settings, other)).written
    report = load_release(
        open_store(settings.store),
        store_inbox.path_of(open_inbox(settings.store), upload),
        source=Source(SAID.publisher, SAID.title, published=SAID.published),
        user="ann",
        now=settings.now(),
        expect=shown.report.digest,
    )
    assert not report.written
    assert report.problems[0].found == "what this would write has changed since it was shown"
    assert values(settings, "under18_conceptions")["2022"] == 27.0


def test_a_plan_that_a_colleague_has_changed_is_not_changed_back_unseen(settings: Settings) -> None:
    plan = Path(__file__).resolve().parents[2] / "data" / "middlesbrough_plan.xlsx"
    folder = open_inbox(settings.store).folder.parent
    shown = []
    for place in (0, 1):
        book = load_workbook(plan)
        with open_store(settings.store, read_only=True).reading() as connection:
            title = read_plan(connection).themes[place].title
        cells = [cell for row in book["Themes"].iter_rows() for cell in row if cell.value == title]
        cells[0].value = "Another title"
        book.save(folder / f"{place}.xlsx")
        (upload,) = keep_files(settings, [(f"{place}.xlsx", (folder / f"{place}.xlsx").read_bytes())])
        shown.append(look(settings, upload))
    assert accept_upload(settings, editor_of(settings), shown[0]).written
    nothing_written(settings, shown[1], because="the plan has changed since this was shown")
    assert accept_upload(settings, editor_of(settings), look(settings, shown[1].upload)).written


def test_a_file_without_publisher_and_title_is_read_and_waits_for_them(settings: Settings) -> None:
    upload = hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4", said=None)
    preview = look(settings, upload)
    view = open_load(preview)
    assert view.deed == ""
    assert "publisher and title" in say_result(preview)
    assert preview.report.observations == 1
    assert not accept_upload(settings, editor_of(settings), preview).written
    decide(settings, upload, SAID)
    assert open_load(look(settings, upload)).deed == "Write 1 new figure"


def test_one_answer_settles_every_cell_that_asks_the_same(settings: Settings) -> None:
    upload = hand_in(
        settings, "under18_conceptions,Middlesbrough,2023,*", "under18_conceptions,England,2023,*"
    )
    view = open_load(look(settings, upload))
    (asked,) = view.questions
    assert (asked.kind, asked.subject) == (QuestionKind.SYMBOL, "*")
    assert "c" in asked.choices
    decide(settings, upload, replace(SAID, answers=(Answer(QuestionKind.SYMBOL, "*", "c"),)))
    view = open_load(look(settings, upload))
    assert view.questions == ()
    assert view.deed == "Write 2 new figures"


def test_a_new_measure_is_shown_and_becomes_an_indicator_only_when_it_is_picked(settings: Settings) -> None:
    upload = hand_in(settings, "Children in temporary accommodation,Middlesbrough,2023,14.2")
    preview = look(settings, upload)
    (found,) = preview.fresh
    assert not found.known
    assert found.indicator.polarity is Polarity.NO_JUDGEMENT
    assert open_load(preview).choices == {found.measure.code: f"{found.indicator.title} (1 figure)"}
    with open_store(settings.store, read_only=True).reading() as connection:
        theme = read_plan(connection).themes[0].key
    record = settle_record(
        found.indicator,
        title="Temporary accommodation",
        unit="per 1,000 children",
        value_type=found.indicator.value_type,
        theme=theme,
    )
    said = replace(SAID, picks=(found.measure.code,), records=((found.measure.code, record),))
    decide(settings, upload, said)
    preview = look(settings, upload)
    assert open_load(preview).deed == "Add 1 indicator, write 1 new figure"
    assert accept_upload(settings, editor_of(settings), preview).written
    with open_store(settings.store, read_only=True).reading() as connection:
        added = {one.title: one for one in read_plan(connection).indicators}["Temporary accommodation"]
    assert (added.theme, added.polarity) == (theme, Polarity.NO_JUDGEMENT)
    assert values(settings, added.key) == {"2023": 14.2}


def test_a_bad_cell_stops_the_file_and_is_named(settings: Settings) -> None:
    upload = hand_in(settings, "under18_conceptions,Middlesbrough,2023,-4")
    preview = look(settings, upload)
    view = open_load(preview)
    assert view.deed == ""
    assert not is_clean(preview)
    told = [(group.stops, one.places) for group in view.problems for one in group.problems]
    assert (True, "value, line 2") in told


def test_a_file_that_no_format_knows_leads_to_its_description(settings: Settings) -> None:
    (upload,) = keep_files(settings, [("odd.csv", b"one,two,three\n1,2,3\n4,5,6\n")])
    assert open_load(look(settings, upload)).unread


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 100, b"PK\x03\x04nonsense", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
@pytest.mark.parametrize("name", ["x.xlsx", "x.csv", "x.ods", "x"])
def test_what_is_no_file_of_figures_is_refused_in_words(
    name: str, content: bytes, settings: Settings
) -> None:
    (upload,) = keep_files(settings, [(name, content)])
    view = open_load(look(settings, upload))
    assert view.deed == ""
    assert view.said.startswith("Refused: ")
    assert "Error" not in view.said


def test_all_clean_files_are_loaded_together_and_the_others_wait(settings: Settings) -> None:
    hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4", name="a.csv")
    hand_in(
        settings, "under18_conceptions,Middlesbrough,2024,-1", name="b.csv", said=replace(SAID, title="B")
    )
    hand_in(
        settings, "excess_weight_year6,Middlesbrough,2025/26,40", name="c.csv", said=replace(SAID, title="C")
    )
    done = accept_clean(
        settings, editor_of(settings), [preview_upload(settings, one) for one in list_waiting(settings)]
    )
    assert [(one.upload.name, one.written) for one in done] == [("a.csv", True), ("c.csv", True)]
    assert [one.name for one in list_waiting(settings)] == ["b.csv"]


def test_a_plan_workbook_shows_what_would_change_in_the_plan_and_changes_it(settings: Settings) -> None:
    source = Path(__file__).resolve().parents[2] / "data" / "middlesbrough_plan.xlsx"
    book = load_workbook(source)
    cell = next(
        cell for row in book["Themes"].iter_rows() for cell in row if cell.value == "Risk Taking Behaviour"
    )
    cell.value = "Taking risks"
    changed = open_inbox(settings.store).folder.parent / "changed.xlsx"
    book.save(changed)
    (upload,) = keep_files(settings, [("our plan.xlsx", changed.read_bytes())])
    preview = look(settings, upload)
    view = open_load(preview)
    assert view.is_plan
    assert "Themes: 1 cell changed" in view.notes
    ((heading, table),) = view.records
    assert "Sheet Themes: 1 cell changed" in heading
    (told,) = table.rows
    assert {f"Themes!{cell.coordinate}", "Risk Taking Behaviour", "Taking risks"} <= set(told), told
    assert view.deed == "Change the plan as shown"
    done = accept_upload(settings, editor_of(settings), preview)
    assert done.written
    with open_store(settings.store, read_only=True).reading() as connection:
        assert "Taking risks" in {one.title for one in read_plan(connection).themes}


def test_the_published_instance_keeps_nothing(settings: Settings) -> None:
    with pytest.raises(NotFoundError):
        keep_files(replace(settings, mode="published"), [("a.csv", b"x")])
    assert not open_inbox(settings.store).folder.exists()


def test_progress_counts_what_is_read(settings: Settings) -> None:
    upload = hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4")
    said: list[tuple[str, int]] = []
    preview_upload(settings, upload, progress=lambda name, rows: said.append((name, rows)))
    assert said[-1][1] == 1


def test_counts_are_said_as_they_would_be_read_aloud() -> None:
    from oba.words.loading import say_write, say_wrote

    kinds = ChangeKind
    assert say_write({kinds.ADDED: 12, kinds.REVISED: 3}) == "Write 12 new and 3 revised figures"
    assert say_write({kinds.ADDED: 1}, indicators=2) == "Add 2 indicators, write 1 new figure"
    assert say_write({kinds.WITHDRAWN: 1}) == "Withdraw 1 figure"
    assert say_write({kinds.REVISED: 1_200, kinds.WITHDRAWN: 2}) == "Write 1,200 revised figures, withdraw 2"
    assert say_write({kinds.UNCHANGED: 40}) == "Record that 40 figures stand"
    assert say_wrote({kinds.ADDED: 12, kinds.WITHDRAWN: 2}) == "Wrote 12 new figures, withdrew 2."


def test_a_moment_is_kept_with_its_zone(settings: Settings) -> None:
    upload = hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4")
    assert upload.uploaded_at == datetime(2026, 12, 1, 12, tzinfo=UTC)
    record = json.loads((open_inbox(settings.store).folder / f"{upload.sha256}.json").read_text())
    assert record["uploaded_at"].endswith("+00:00")


def test_undoing_shows_first_what_would_change_back_and_then_does_it(settings: Settings) -> None:
    upload = hand_in(
        settings, "under18_conceptions,Middlesbrough,2022,30.1", "under18_conceptions,Middlesbrough,2023,28.4"
    )
    before = values(settings, "under18_conceptions")
    assert accept_upload(settings, editor_of(settings), look(settings, upload)).written
    newest = open_loads(open_store(settings.store, read_only=True)).loads[0]
    assert newest.may_undo
    view = look_at_undo(settings, newest.number)
    assert view.deed == f"Undo load {newest.number}: 1 figure changes back and 1 figure goes"
    assert values(settings, "under18_conceptions")["2023"] == 28.4
    said = take_back(settings, editor_of(settings), newest.number, shown=view.fingerprint)
    assert f"Load {newest.number} of figures.csv was undone" in said
    assert values(settings, "under18_conceptions") == before
    rows = open_loads(open_store(settings.store, read_only=True)).loads
    assert rows[0].did.startswith(f"Undid load {newest.number}")
    assert not rows[1].may_undo


def test_nothing_is_undone_when_it_would_do_something_else_than_was_shown(settings: Settings) -> None:
    first = hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4")
    assert accept_upload(settings, editor_of(settings), look(settings, first)).written
    number = open_loads(open_store(settings.store, read_only=True)).loads[0].number
    shown = look_at_undo(settings, number).fingerprint
    second = hand_in(settings, "under18_conceptions,Middlesbrough,2023,27.0", name="second.csv")
    assert accept_upload(settings, editor_of(settings), look(settings, second)).written
    assert "Nothing was undone" in take_back(settings, editor_of(settings), number, shown=shown)
    assert values(settings, "under18_conceptions")["2023"] == 27.0


def test_another_load_between_the_look_and_the_undo_is_noticed_in_the_transaction(
    settings: Settings,
) -> None:
    first = hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4")
    assert accept_upload(settings, editor_of(settings), look(settings, first)).written
    store = open_store(settings.store)
    number = open_loads(store).loads[0].number
    shown = undo(store, number, user="ann", now=settings.now(), dry_run=True)
    other = hand_in(
        settings,
        "under18_conceptions,Middlesbrough,2024,28",
        name="b.csv",
        said=replace(SAID, title="B"),
    )
    assert accept_upload(settings, editor_of(settings), look(settings, other)).written
    before = version(settings)
    done = undo(store, number, user="ann", now=settings.now(), expect=shown.digest)
    assert (done.written, version(settings)) == (False, before)
    assert undo(store, number, user="ann", now=settings.now(), expect=done.digest).written


def test_the_copy_to_correct_has_each_problem_on_its_cell(settings: Settings) -> None:
    upload = hand_in(
        settings, "under18_conceptions,Middlesbrough,2023,-4", "under18_conceptions,Middlesbrough,2022,29.2"
    )
    preview = look(settings, upload)
    assert has_cells_to_mark(preview)
    book = load_workbook(io.BytesIO(write_corrected_copy(settings, preview)))
    noted = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.comment]
    assert [str(cell.value) for cell in noted] == ["-4"]
    assert book.sheetnames[0] == "Problems"


def test_a_clean_file_needs_no_copy_to_correct(settings: Settings) -> None:
    upload = hand_in(settings, "under18_conceptions,Middlesbrough,2023,28.4")
    assert not has_cells_to_mark(look(settings, upload))


def test_each_indicator_is_told_what_it_would_gain_and_lose(settings: Settings) -> None:
    upload = hand_in(
        settings,
        "under18_conceptions,Middlesbrough,2022,30.1",
        "under18_conceptions,Middlesbrough,2021,36.3",
        "under18_conceptions,Middlesbrough,2023,28.4",
        "excess_weight_year6,Middlesbrough,2025/26,40",
    )
    held = values(settings, "under18_conceptions")
    table = open_load(look(settings, upload)).by_indicator
    assert [head.text for head in table.heads][-4:] == ["New", "Revised", "Withdrawn", "Unchanged"]
    numbers = {row[0]: row[-4:] for row in table.rows}
    same = held["2021"] == 36.3
    assert numbers["Under-18 conceptions"] == ("1", "1" if same else "2", "0", "1" if same else "0")
    assert numbers["Overweight or obese in Year 6"] == ("1", "0", "0", "0")


def test_of_a_file_with_more_new_figures_than_are_listed_each_indicator_is_still_counted(
    settings: Settings,
) -> None:
    areas = ["Middlesbrough", "England", "North East"]
    years = range(1950, 2025)
    rows = [f"A brand new measure,{area},{year},1.5" for area in areas for year in years]
    upload = hand_in(settings, *rows)
    decide(settings, upload, replace(SAID, picks=("A brand new measure",)))
    view = open_load(look(settings, upload))
    (row,) = view.by_indicator.rows
    assert row[-4:] == (f"{len(rows):,}", "0", "0", "0")
    assert "200 of 225" in view.more_changes
