"""A folder of files behind a real nginx on a port of its own, packed twins sent as they are."""

from __future__ import annotations

import getpass
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.tools import find_nginx

WAIT_SECONDS = 20
CONFIG = """{user}
worker_processes auto;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
daemon off;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    types {{ text/html html; text/css css; text/javascript js; application/json json; image/svg+xml svg; }}
    charset utf-8;
    sendfile on;
    keepalive_requests 1000000;
    open_file_cache max=2000;
    gzip_static on;
    server {{
        listen 127.0.0.1:{port};
        root {files};
    }}
}}
"""


@contextmanager
def serve_files(files: Path, folder: Path) -> Iterator[str]:
    """The address at which `files` stands; nginx has its own things in `folder`."""
    folder.mkdir()
    program = find_nginx()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
    text = CONFIG.format(user=user, folder=folder, files=files, port=port)
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    process = subprocess.Popen(command)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/index.html", process, log=folder / "error.log")
        yield address
    finally:
        process.terminate()
        process.wait(WAIT_SECONDS)


def wait_for(
    address: str, process: subprocess.Popen[bytes], *, log: Path, seconds: float = WAIT_SECONDS
) -> None:
    """RuntimeError with what the server has written where it ends or does not answer."""
    ends = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < ends:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    raise RuntimeError(f"no server at {address}:\n{said}")
