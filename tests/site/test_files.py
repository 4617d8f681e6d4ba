"""A folder that is kept equal to a list of files."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from oba.errors import UsageError
from oba.site.files import BESIDE, LIST, File, Folder

PAGE = b"<!doctype html><title>A page</title>" + b"<p>Some words of it.</p>" * 40


def keep(out: Path, **files: bytes | Callable[[], bytes]) -> Folder:
    folder = Folder(out)
    wanted = [File(name.replace("__", "/").replace("_", "."), made(one)) for name, one in files.items()]
    list(folder.keep(wanted, say=lambda done, of: f"{done} of {of}"))
    return folder


def made(one: bytes | Callable[[], bytes]) -> Callable[[], bytes]:
    return one if callable(one) else lambda: one


def stamps(out: Path) -> dict[str, tuple[int, int]]:
    found = {path: path.stat() for path in out.rglob("*") if path.is_file()}
    return {path.relative_to(out).as_posix(): (one.st_ino, one.st_mtime_ns) for path, one in found.items()}


def test_each_file_stands_there_with_a_compressed_twin(tmp_path: Path) -> None:
    keep(tmp_path / "out", index_html=PAGE, themes__health_html=PAGE, images__a_png=PAGE)
    assert (tmp_path / "out/themes/health.html").read_bytes() == PAGE
    assert gzip.decompress((tmp_path / "out/themes/health.html.gz").read_bytes()) == PAGE
    assert not (tmp_path / "out/images/a.png.gz").exists()


def test_what_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    keep(tmp_path, index_html=PAGE, themes__health_html=PAGE)
    before = stamps(tmp_path)
    assert keep(tmp_path, index_html=PAGE, themes__health_html=PAGE).tally.written == 0
    assert stamps(tmp_path) == before


def test_what_has_changed_is_written_and_no_other(tmp_path: Path) -> None:
    keep(tmp_path, index_html=PAGE, themes__health_html=PAGE)
    before = stamps(tmp_path)
    keep(tmp_path, index_html=PAGE + b"more", themes__health_html=PAGE)
    after = stamps(tmp_path)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"index.html", "index.html.gz", LIST}
    assert gzip.decompress((tmp_path / "index.html.gz").read_bytes()) == PAGE + b"more"


def test_what_is_no_longer_wanted_is_removed_with_its_empty_folder(tmp_path: Path) -> None:
    keep(tmp_path, index_html=PAGE, themes__health_html=PAGE)
    folder = keep(tmp_path, index_html=PAGE)
    assert folder.tally.removed == 1
    assert sorted(stamps(tmp_path)) == sorted([LIST, "index.html", "index.html.gz"])
    assert not (tmp_path / "themes").exists()


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    keep(tmp_path, index_html=PAGE, themes__health_html=PAGE)
    (tmp_path / "themes" / "CNAME").write_text("trust.example")
    keep(tmp_path, index_html=PAGE)
    assert (tmp_path / "themes" / "CNAME").read_text() == "trust.example"


def test_a_folder_of_others_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ann")
    with pytest.raises(UsageError, match="did not write"):
        Folder(tmp_path)
    (tmp_path / LIST).write_text("nonsense")
    with pytest.raises(UsageError, match="did not write"):
        Folder(tmp_path)


def test_a_file_of_others_where_ours_would_stand_is_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    keep(tmp_path, index_html=PAGE)
    (tmp_path / "robots.txt").write_text("theirs")
    with pytest.raises(UsageError, match=r"robots\.txt"):
        keep(tmp_path, about_html=PAGE, robots_txt=PAGE)
    assert (tmp_path / "robots.txt").read_text() == "theirs"
    assert not (tmp_path / "about.html").exists()


def test_a_run_that_broke_off_is_run_again(tmp_path: Path) -> None:
    def fails() -> bytes:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        keep(tmp_path / "out", index_html=PAGE, plan_html=fails, data_html=PAGE)
    assert (tmp_path / "out/index.html").exists()
    (tmp_path / "out" / BESIDE).write_text("half")
    keep(tmp_path / "out", index_html=PAGE, plan_html=PAGE, data_html=PAGE)
    names = {name.removesuffix(".gz") for name in stamps(tmp_path / "out")}
    assert names == {LIST, "index.html", "plan.html", "data.html"}


def test_a_file_that_was_cut_short_is_written_again(tmp_path: Path) -> None:
    keep(tmp_path, index_html=PAGE)
    (tmp_path / "index.html").write_bytes(b"")
    (tmp_path / "index.html.gz").unlink()
    keep(tmp_path, index_html=PAGE)
    assert (tmp_path / "index.html").read_bytes() == PAGE
    assert gzip.decompress((tmp_path / "index.html.gz").read_bytes()) == PAGE


def test_a_file_with_the_same_mark_is_not_made_again(tmp_path: Path) -> None:
    def marked(mark: str, body: Callable[[], bytes]) -> None:
        list(Folder(tmp_path).keep([File("a.png", body, mark)], say=lambda done, of: ""))

    def fails() -> bytes:
        raise AssertionError("it was made")

    marked("one", lambda: b"picture")
    marked("one", fails)
    with pytest.raises(AssertionError, match="made"):
        marked("two", fails)


def test_a_list_that_somebody_changed_removes_nothing_elsewhere(tmp_path: Path) -> None:
    out = tmp_path / "out"
    keep(out, index_html=PAGE)
    (tmp_path / "letter.txt").write_text("Dear Ann")
    told = json.loads((out / LIST).read_text())
    told["files"]["../letter.txt"] = ["", -1, ""]
    (out / LIST).write_text(json.dumps(told))
    keep(out, index_html=PAGE)
    assert (tmp_path / "letter.txt").exists()


def test_the_same_files_give_the_same_bytes_on_any_day(tmp_path: Path) -> None:
    for name in ("one", "two"):
        keep(tmp_path / name, index_html=PAGE)
    one, two = ((tmp_path / name / "index.html.gz").read_bytes() for name in ("one", "two"))
    assert one == two
