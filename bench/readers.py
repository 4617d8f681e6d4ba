"""As many requests a second as a server answers: by wrk, or by a small client of our own where that is missing."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

THREADS, CONNECTIONS = 2, 16
SECONDS = 5
OUR_CLIENT = "our own client"
SCRIPT = """
local paths = {{{paths}}}
local turn = 0
request = function()
  turn = turn % #paths + 1
  return wrk.format("GET", paths[turn], {{["Accept-Encoding"] = "gzip"}})
end
"""


@dataclass(frozen=True, slots=True)
class Read:
    """Requests answered with 200 in each second, and by which client they were made."""

    a_second: float
    by: str


def read(address: str, paths: Sequence[str], folder: Path) -> Read:
    """Ask a server for these paths in turn, as fast as it answers. RuntimeError where anything is not answered 200."""
    program = shutil.which("wrk")
    if program is None:
        return Read(asyncio.run(_read(address, paths)), OUR_CLIENT)
    script = folder / "paths.lua"
    script.write_text(SCRIPT.format(paths=", ".join(map(json.dumps, paths))), encoding="utf-8")
    options = [f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "10s", "-s", str(script)]
    said = subprocess.run([program, *options, address], capture_output=True, text=True, check=True).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if not found or "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"{address} does not answer every request:\n{said}")
    return Read(float(found[1]), "wrk")


def fetch(address: str, path: str) -> int:
    """Bytes of the body as they are sent to whoever takes gzip."""
    request = urllib.request.Request(f"{address}/{path}", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=60) as answered:
        return len(answered.read())


async def _read(address: str, paths: Sequence[str]) -> float:
    place = urlsplit(address)
    begun = time.perf_counter()
    each = [
        _read_on(str(place.hostname), int(place.port or 80), paths, first, begun + SECONDS)
        for first in range(CONNECTIONS)
    ]
    answered = sum(await asyncio.gather(*each))
    return answered / (time.perf_counter() - begun)


async def _read_on(host: str, port: int, paths: Sequence[str], first: int, ends: float) -> int:
    """How many requests one kept connection has answered until `ends`."""
    reader, writer = await asyncio.open_connection(host, port)
    done = 0
    try:
        while time.perf_counter() < ends:
            path = paths[(first + done) % len(paths)]
            writer.write(
                f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
            )
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = re.search(rb"content-length: (\d+)", head)
            if b" 200 " not in head.split(b"\r\n", 1)[0] or not length:
                raise RuntimeError(f"{path} is answered {head[:200]!r}")
            await reader.readexactly(int(length[1]))
            done += 1
    finally:
        writer.close()
    return done
