"""Get the programs that tests need and pip cannot bring: a browser, a PostgreSQL server, strace and nginx;
and wrk, for the benchmark.

Debian's packages where apt is there and we may use it, otherwise Playwright's own browser.
What is missing and cannot be installed is said, and the tests that need it will fail, not skip.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """The path of a Chromium, wherever it stands; None when there is none."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None) or playwright_browser()


def playwright_browser() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find_postgres() -> Path | None:
    """The folder that holds `initdb` and `postgres`."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def find_nginx() -> str | None:
    """The path of nginx, which often stands where only root looks for programs."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")


def may_use_apt() -> bool:
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def install(packages: list[str]) -> None:
    print(f"Installing {', '.join(packages)} (once)", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "-qq", "update"], check=True, **quiet)
    subprocess.run(
        ["apt-get", "-qq", "install", "-y", "--no-install-recommends", *packages], check=True, **quiet
    )


def main() -> int:
    wanted = [] if find_browser() else ["chromium"]
    wanted += [] if find_postgres() else ["postgresql"]
    wanted += [] if shutil.which("sqlite3") else ["sqlite3"]
    wanted += [] if shutil.which("strace") else ["strace"]
    wanted += [] if find_nginx() else ["nginx-light"]
    wanted += [] if shutil.which("wrk") else ["wrk"]
    if wanted and may_use_apt():
        install(wanted)
    elif "chromium" in wanted:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    if find_postgres() is None:
        print("No PostgreSQL server found: install it (package `postgresql`), or its tests will fail.")
    if find_nginx() is None:
        print("No nginx found: install it (package `nginx-light`), or the test behind a proxy will fail.")
    return 0 if find_browser() else 1


if __name__ == "__main__":
    sys.exit(main())
