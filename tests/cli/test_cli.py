"""The command line as a person or a script calls it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from oba.cli import main
from oba.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def oba(*arguments: str, store: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "oba", *arguments]
    if store:
        command += ["--store", store]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, **environment}
    )


def test_the_version_is_said() -> None:
    assert oba("--version").stdout.startswith("oba 0.")


@pytest.mark.parametrize(
    "arguments", [(), ("no-such",), ("load",), ("serve", "--port", "x"), ("init", "--colour")]
)
def test_a_wrong_call_exits_2_with_one_line(arguments: tuple[str, ...]) -> None:
    run = oba(*arguments)
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
    assert run.stderr.strip()


def test_init_makes_the_store_once_and_then_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "oba.db"
    url = f"sqlite:///{path.as_posix()}"
    first = oba("init", store=url)
    assert first.returncode == 0, first.stderr
    before = path.read_bytes()
    second = oba("init", store=url)
    assert second.returncode == 0
    assert path.read_bytes() == before
    assert "changed nothing" in second.stdout


def test_findings_give_every_number_with_its_working(example_url: str) -> None:
    run = oba("findings", "--json", store=example_url)
    assert run.returncode == 0, run.stderr
    findings = json.loads(run.stdout)
    assert len(findings) >= 24
    one = next(each for each in findings if each["indicator"] == "injury_admissions")
    assert one["area"] == "E06000002"
    assert one["latest"]["period"] == "2023/24"
    assert one["latest"]["lower95"] < one["latest"]["value"] < one["latest"]["upper95"]
    assert one["trend"]["trend"] in (
        "increasing",
        "decreasing",
        "no_significant_change",
        "cannot_be_calculated",
    )
    assert {each["with_area_name"] for each in one["comparison"]} == {"England", "North East", ""}
    assert one["baseline"]["points"][0]["lower95"] <= one["baseline"]["points"][0]["lower80"]
    assert one["verdict"]["working"]


def test_findings_can_be_narrowed_to_a_theme_and_another_area(example_url: str) -> None:
    run = oba("findings", "--json", "--theme", "safeguarding", "--area", "England", store=example_url)
    findings = json.loads(run.stdout)
    assert findings
    assert {(each["theme"], each["area_name"]) for each in findings} == {("safeguarding", "England")}


@pytest.mark.parametrize(
    ("option", "said"), [("--theme", "expected one of child_poverty"), ("--area", "Middlesbrough")]
)
def test_what_is_not_in_the_plan_is_refused_with_what_there_is(
    option: str, said: str, example_url: str
) -> None:
    run = oba("findings", option, "nowhere", store=example_url)
    assert run.returncode == 1
    assert said in run.stderr


def test_a_dry_run_shows_the_changes_and_writes_nothing(own_example: str, tmp_path: Path) -> None:
    path = tmp_path / "new.csv"
    path.write_text(
        "indicator,area,period,value\nunder18_conceptions,Middlesbrough,2022,30.1\nunder18_conceptions,Middlesbrough,2023,28.0\n"
    )
    arguments = ["load", str(path), "--publisher", "Test", "--title", "A try", "--json"]
    dry = oba(*arguments, "--dry-run", store=own_example)
    told = json.loads(dry.stdout)
    assert (dry.returncode, told["added"], told["revised"], told["written"]) == (0, 1, 1, False)
    assert told["changes"][0]["old"] != told["changes"][0]["new"]
    wet = json.loads(oba(*arguments, store=own_example).stdout)
    assert (wet["added"], wet["revised"], wet["written"]) == (1, 1, True)
    again = json.loads(oba(*arguments, store=own_example).stdout)
    assert again["already_loaded"]


def test_a_file_with_a_bad_cell_is_refused_whole_and_the_cell_is_named(
    own_example: str, tmp_path: Path
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(
        'indicator,area,period,value\nunder18_conceptions,Middlesbrough,2023,28.0\nunder18_conceptions,Middlesbrough,2024,"12,3"\n'
    )
    run = oba("load", str(path), "--publisher", "Test", "--title", "A try", "--json", store=own_example)
    told = json.loads(run.stdout)
    assert run.returncode == 1
    assert not told["written"]
    assert "line 3" in told["refused"][0]["where"]
    assert "12,3" in told["refused"][0]["found"]
    assert told["refused"][0]["remedy"]


def test_a_file_that_says_nothing_of_its_source_is_read_and_asked_about(
    own_example: str, tmp_path: Path
) -> None:
    path = tmp_path / "orphan.csv"
    path.write_text("indicator,area,period,value\nunder18_conceptions,Middlesbrough,2023,28.0\n")
    run = oba("load", str(path), store=own_example)
    assert run.returncode == 1
    assert "nothing says the publisher" in run.stdout
    assert "1 figure in 1 row" in run.stdout
    assert "Answer what is asked" in run.stdout


def test_the_doctor_says_what_is_installed_and_that_the_store_is_healthy(example_url: str) -> None:
    run = oba("doctor", store=example_url)
    assert run.returncode == 0, run.stdout + run.stderr
    for word in ("Python", "streamlit", "SQLite", "oba.db", "healthy"):
        assert word in run.stdout


def test_the_doctor_finds_a_store_that_is_not_there(tmp_path: Path) -> None:
    run = oba("doctor", store=f"sqlite:///{(tmp_path / 'none.db').as_posix()}")
    assert run.returncode == 1
    assert "python -m oba init" in run.stdout


def test_a_store_of_another_kind_is_refused_without_a_traceback(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear Sir or Madam, " * 100)
    run = oba("findings", store=f"sqlite:///{path.as_posix()}")
    assert run.returncode == 1
    assert "Traceback" not in run.stderr


def test_serving_a_store_that_is_not_there_says_how_to_make_it(tmp_path: Path) -> None:
    run = oba("serve", store=f"sqlite:///{(tmp_path / 'none.db').as_posix()}")
    assert run.returncode == 1
    assert "python -m oba init" in run.stderr


def test_a_port_that_is_taken_is_said_with_another_to_try(example_url: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        run = oba("serve", "--port", str(taken.getsockname()[1]), store=example_url)
    assert run.returncode == 2
    assert "choose another: --port" in run.stderr


def test_each_machine_that_serves_may_have_a_name_of_its_own(
    monkeypatch: pytest.MonkeyPatch, example_url: str
) -> None:
    served: list[Settings] = []
    monkeypatch.setattr("oba.server.serve", served.append)
    assert main(["serve", "--store", example_url, "--user", "Ann Smith"]) == 0
    assert [one.user for one in served] == ["Ann Smith"]


@pytest.mark.parametrize(("answer", "stands"), [("n", "29.2"), ("y", "30.1")])
def test_a_person_at_a_terminal_sees_the_changes_before_they_are_written(
    answer: str,
    stands: str,
    own_example: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "new.csv"
    path.write_text("indicator,area,period,value\nunder18_conceptions,Middlesbrough,2022,30.1\n")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: answer)
    arguments = ["load", str(path), "--publisher", "Test", "--title", "A try", "--store", own_example]
    assert main(arguments) == 0
    said = capsys.readouterr().out
    assert "becomes 30.1" in said
    assert main(["findings", "--store", own_example, "--theme", "risk_taking"]) == 0
    assert f"Under-18 conceptions: {stands} per 1,000" in capsys.readouterr().out


def test_a_load_is_listed_shown_and_taken_back(
    own_example: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new.csv"
    path.write_text("indicator,area,period,value\nunder18_conceptions,Middlesbrough,2022,30.1\n")
    at = ["--store", own_example]
    assert main(["load", str(path), "--publisher", "Test", "--title", "A try", "--yes", *at]) == 0
    capsys.readouterr()
    assert main(["undo", *at]) == 0
    newest = capsys.readouterr().out.splitlines()[0]
    assert "new.csv" in newest
    number = newest.split()[0]
    assert main(["undo", number, "--dry-run", *at]) == 0
    assert "30.1 becomes 29.2 again" in capsys.readouterr().out
    assert main(["undo", number, *at]) == 2
    assert "--yes" in capsys.readouterr().err
    assert main(["undo", number, "--yes", *at]) == 0
    assert main(["findings", "--theme", "risk_taking", *at]) == 0
    assert "Under-18 conceptions: 29.2 per 1,000" in capsys.readouterr().out


def test_since_a_day_all_that_changed_is_told_and_counted(example_url: str) -> None:
    today = {"store": example_url, "OBA_TODAY": "2026-12-20"}
    run = oba("since", "--day", "2026-11-01", **today)
    assert run.returncode == 0, run.stderr
    first, note, *rest = run.stdout.splitlines()
    assert first.startswith("Since the end of 1 November 2026: ")
    assert "new figures" in first
    assert "This store held no figures then" in note
    assert "Figures that are new or revised:" in rest
    told = json.loads(
        oba("since", "--day", "2026-11-01", "--theme", "safeguarding", "--json", **today).stdout
    )
    assert told["counts"]["added"] < int(first.split()[7].replace(",", ""))
    assert len(told["lists"]["baselines"]) == told["counts"]["baselines"]
    quiet = json.loads(oba("since", "--day", "2026-12-10", "--json", **today).stdout)
    assert not any(quiet["counts"].values())


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        ((), {}, "no meeting has ended yet"),
        (("--theme", "safeguarding"), {}, "of the theme 'safeguarding'"),
        (("--day", "2027-01-01"), {}, "does not lie ahead"),
        (("--day", "2026-12-01"), {"OBA_MODE": "published"}, "not public"),
    ],
)
def test_since_is_refused_in_words(
    arguments: tuple[str, ...], environment: dict[str, str], said: str, example_url: str
) -> None:
    run = oba("since", *arguments, store=example_url, OBA_TODAY="2026-12-20", **environment)
    assert run.returncode != 0
    assert said in run.stderr
    assert "Traceback" not in run.stderr
