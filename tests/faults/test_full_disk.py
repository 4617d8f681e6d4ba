"""A full disk is said in plain words, loses nothing, and once there is room the same file loads."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from oba.store import sqlite
from tests.faults.conftest import Place, run_child, use_small_cache

PLAIN = ("the disk is full", "the disk did not do as it was told", "the file could not be kept")
REMEDY = "run `make faults` as root on Linux, in a container that is allowed to (docker run --privileged)"
ROOT = Path(__file__).resolve().parents[2]


def check_refused(place: Place, said: str, before: str) -> None:
    assert any(words in said for words in PLAIN), said
    assert "Nothing was written" in said
    assert str(place.folder) not in said
    assert place.check() == before
    place.check_vault()


def tell(way: str, tried: int, refused: int) -> None:
    print(
        f"\ndisk full by {way}: {tried} tried, {refused} refused whole, {tried - refused} fitted, 0 partial"
    )


def try_limits(place: Place, way: str, limits: list[int], *, set_limit: Callable[[int], None]) -> None:
    refused = 0
    for limit in limits:
        victim = place.copy("victim")
        before = victim.check()

        def prepare(limit: int = limit) -> None:
            use_small_cache()
            set_limit(limit)

        said = run_child(victim.load, before=prepare).said
        if said:
            refused += 1
            check_refused(victim, said, before)
            assert victim.load() == ""
    tell(way, len(limits), refused)
    assert refused > len(limits) / 2


def test_by_a_limit_of_the_database(place: Place) -> None:
    with closing(sqlite3.connect(place.path)) as conn:
        pages = conn.execute("PRAGMA page_count").fetchone()[0]

    def set_limit(more: int) -> None:
        sqlite.SETTINGS = (*sqlite.SETTINGS, f"PRAGMA max_page_count={pages + more}")

    try_limits(place, "max_page_count", [0, 1, 2, 5, 10, 20, 40], set_limit=set_limit)


def test_by_a_limit_on_the_size_of_files(place: Place) -> None:
    import resource

    size = place.path.stat().st_size

    def set_limit(more: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + more, size + more))

    steps = [-size + 512, -size + 9000, -size + 70_000, 0, 4096, 20_000, 60_000, 150_000]
    try_limits(place, "RLIMIT_FSIZE", steps, set_limit=set_limit)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A disk in memory of a few bytes."""
    mounted: list[Path] = []

    def mount(size: int) -> Path:
        folder = tmp_path / f"disk{len(mounted)}"
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
        assert shutil.which("mount"), f"mount is missing: {REMEDY}"
        run = subprocess.run(command, capture_output=True, text=True)
        assert run.returncode == 0, f"no small disk can be mounted ({run.stderr.strip()}): {REMEDY}"
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", str(folder)], check=True)


def test_by_a_disk_that_is_in_fact_full(place: Place, small_disk: Callable[[int], Path]) -> None:
    needed = sum(one.stat().st_size for one in place.folder.rglob("*") if one.is_file())
    rooms, refused = [8_192, 40_960, 90_112, 204_800, 409_600], 0
    for room in rooms:
        disk = small_disk(needed + 2**21)
        victim = Place(disk / "place")
        shutil.copytree(place.folder, victim.folder)
        filler = fill(disk, room)
        before = victim.check()
        said = run_child(victim.load, before=use_small_cache).said
        filler.unlink()
        if said:
            refused += 1
            check_refused(victim, said, before)
            assert victim.load() == ""
        else:
            assert victim.check() != before
    tell("a full tmpfs", len(rooms), refused)
    assert refused


def fill(disk: Path, room: int) -> Path:
    free = os.statvfs(disk)
    filler = disk / "filler"
    filler.write_bytes(bytes(max(0, free.f_bavail * free.f_frsize - room)))
    return filler


def test_a_vault_that_is_full_stops_the_load(place: Place, small_disk: Callable[[int], Path]) -> None:
    victim = place.copy("victim")
    before = victim.check()
    vault = victim.path.with_suffix(".files")
    shutil.rmtree(vault)
    vault.symlink_to(small_disk(16_384))
    said = run_child(victim.load).said
    assert "could not be kept" in said
    assert victim.check() == before
    vault.unlink()
    assert victim.load() == ""


def test_a_vault_that_cannot_be_written_stops_the_load(place: Place) -> None:
    victim = place.copy("victim")
    before = victim.check()
    vault = victim.path.with_suffix(".files")
    shutil.rmtree(vault)
    vault.write_text("a file where the folder should be")
    said = victim.load()
    assert "could not be kept" in said
    assert victim.check() == before
    vault.unlink()
    assert victim.load() == ""
    print("\nvault that cannot be written: 1 tried, 1 refused whole, 0 partial")


LOAD = """
import sys
from pathlib import Path
from tests.faults.conftest import Place, use_small_cache
use_small_cache()
print(Place(Path(sys.argv[1])).load())
"""


def test_by_the_system_refusing_a_write(place: Place) -> None:
    """Every write to the store from the nth on fails as on a full disk."""
    assert shutil.which("strace"), "strace is missing: install the package `strace`"
    refused, moments = 0, [1, 2, 5, 12, 30, 70, 150, 300]
    for nth in moments:
        victim = place.copy("victim")
        before = victim.check()
        rule = f"inject=pwrite64:error=ENOSPC:when={nth}+"
        command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64", "-e", rule]
        run = subprocess.run(
            [*command, sys.executable, "-c", LOAD, str(victim.folder)],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        said = run.stdout.strip()
        assert "ptrace" not in run.stderr, f"strace may not look ({run.stderr.strip()}): {REMEDY}"
        if said:
            refused += 1
            check_refused(victim, said, before)
            assert victim.load() == ""
        else:
            assert run.returncode == 0, run.stderr
            assert victim.check() != before
    tell("strace ENOSPC", len(moments), refused)
    assert refused > len(moments) / 2
