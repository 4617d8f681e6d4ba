"""A real nginx with the example file of the documentation, on ports of its own."""

from __future__ import annotations

import getpass
import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.prepare import find_nginx

ROOT = Path(__file__).resolve().parents[2]
AROUND = """{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/outcomes.conf;
}}
"""


@contextmanager
def run_nginx(folder: Path, *, port: int, processes: Sequence[str]) -> Iterator[str]:
    """The address below which nginx shows what stands at the addresses of two `processes`."""
    path = find_nginx()
    assert path, "No nginx found. `make tools` installs one."
    text = (ROOT / "docs" / "nginx.conf").read_text(encoding="utf-8")
    wanted = [
        ("127.0.0.1:8601", processes[0].removeprefix("http://")),
        ("127.0.0.1:8602", processes[1].removeprefix("http://")),
        ("listen 80;", f"listen 127.0.0.1:{port};"),
    ]
    for old, new in wanted:
        assert text.count(old) == 1
        text = text.replace(old, new)
    (folder / "outcomes.conf").write_text(text, encoding="utf-8")
    user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user), encoding="utf-8")
    command = [path, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    with subprocess.Popen([*command, "-g", "daemon off;"]) as process:
        try:
            address = f"http://127.0.0.1:{port}/outcomes"
            _wait_for(f"{address}/", process)
            yield address
        finally:
            process.terminate()
            process.wait(20)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        assert process.poll() is None, "nginx stopped"
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"nothing at {address}")
