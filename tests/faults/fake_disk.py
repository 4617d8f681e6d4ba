"""A disk as it may be found after a power cut, rebuilt from the system calls of a process that wrote to it.

What was written to a file and not made durable by fsync may be there, or not, or in part; a name that was made, changed
or taken away may have its new state only once its folder was made durable, or before.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

CALLS = (
    "openat,open,creat,write,pwrite64,ftruncate,truncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat"
    ",lseek,close,mkdir,mkdirat,link,linkat,dup,dup2,dup3,fcntl,writev,pwritev,fallocate,copy_file_range,sendfile"
)
UNKNOWN = frozenset(
    "truncate link linkat dup dup2 dup3 writev pwritev fallocate copy_file_range sendfile".split()
)
"""Calls that this disk does not know: a trace with one of them on a file of the folder is refused."""
LINE = re.compile(r"^(\w+)\((.*)\)\s+= (-?\d+)(?:<.*>)?(?: .*)?$", re.DOTALL)
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
SECTOR = 512


@dataclass(frozen=True)
class Write:
    """Bytes at a place of a file; `cut` shortens or lengthens the file instead."""

    inode: int
    at: int
    content: bytes = b""
    cut: bool = False


@dataclass(frozen=True)
class Rename:
    """A name that a file has from now on, and one that it has no longer; '' for none."""

    inode: int
    new: str
    old: str = ""


@dataclass
class Disk:
    """`files` and `names` are what is durable; the rest has happened and may be lost."""

    files: dict[int, bytes] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    writes: list[Write] = field(default_factory=list)
    renames: list[Rename] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Disk:
        disk = cls()
        for number, path in enumerate(sorted(one for one in folder.rglob("*") if one.is_file()), start=1):
            disk.files[number] = path.read_bytes()
            disk.names[str(path)] = number
        disk.seen = dict(disk.names)
        return disk

    def find(self, path: str, *, make: bool, cut: bool) -> int | None:
        inode = self.seen.get(path)
        if inode is None and make:
            inode = max(self.files, default=0) + 1
            self.files[inode] = b""
            self.rename(Rename(inode, path))
        elif inode is not None and cut:
            self.writes.append(Write(inode, 0, cut=True))
        return inode

    def rename(self, one: Rename) -> None:
        self.renames.append(one)
        move(self.seen, one)

    def sync_file(self, inode: int) -> None:
        for one in self.writes:
            if one.inode == inode:
                self.files[inode] = put(self.files[inode], one)
        self.writes = [one for one in self.writes if one.inode != inode]

    def sync_folder(self, folder: str) -> None:
        for one in self.renames:
            if is_in(one, folder):
                move(self.names, one)
        self.renames = [one for one in self.renames if not is_in(one, folder)]

    def image(self, writes: Sequence[Write], renames: Sequence[Rename]) -> dict[str, bytes]:
        """The files by name, when of what is pending only this has reached the disk."""
        names = dict(self.names)
        for one in renames:
            move(names, one)
        files = {inode: self.files[inode] for inode in names.values()}
        for each in writes:
            if each.inode in files:
                files[each.inode] = put(files[each.inode], each)
        return {name: files[inode] for name, inode in names.items()}

    def images(self, chance: Random) -> Iterator[dict[str, bytes]]:
        """What may be found now: all of what is pending, none of it, names without content and the other way, some."""
        for writes in ([], self.writes):
            for renames in ([], self.renames):
                yield self.image(writes, renames)
        for _ in range(14):
            some = [tear(one, chance) for one in self.writes if chance.random() < 0.5]
            yield self.image(some, self.renames[: chance.randint(0, len(self.renames))])


def put(content: bytes, one: Write) -> bytes:
    if one.cut:
        return content[: one.at].ljust(one.at, b"\0")
    return content[: one.at].ljust(one.at, b"\0") + one.content + content[one.at + len(one.content) :]


def tear(one: Write, chance: Random) -> Write:
    """Some whole sectors of a write from its beginning, or all of it."""
    if one.cut or chance.random() < 0.5:
        return one
    return Write(one.inode, one.at, one.content[: chance.randint(0, len(one.content) // SECTOR) * SECTOR])


def move(names: dict[str, int], one: Rename) -> None:
    if one.old:
        names.pop(one.old, None)
    if one.new:
        names[one.new] = one.inode


def is_in(one: Rename, folder: str) -> bool:
    return str(Path(one.new or one.old).parent) == folder


@dataclass
class Replay:
    """Plays the calls of a trace on a disk. `moments` counts those that changed it or made it durable."""

    disk: Disk
    folder: str
    open: dict[int, list[object]] = field(default_factory=dict)
    moments: int = 0

    def play(self, name: str, arguments: str, result: int) -> bool:
        """Whether the call changed the disk, or what of it is durable."""
        if result < 0:
            return False
        texts = [bytes.fromhex(one.replace("\\x", "")) for one in TEXT.findall(arguments)]
        if name in UNKNOWN and any(self.is_ours(one) for one in texts):
            raise AssertionError(f"{name} is not known to this disk")
        call = getattr(self, f"do_{name}", None)
        return bool(call and call(arguments, texts, result))

    def is_ours(self, text: bytes) -> bool:
        return text.decode(errors="replace").startswith(self.folder)

    def file(self, arguments: str) -> list[object] | None:
        return self.open.get(int(re.match(r"\d+", arguments.strip()).group()))  # type: ignore[union-attr]

    def do_openat(self, arguments: str, texts: list[bytes], result: int) -> bool:
        self.open.pop(result, None)
        path = texts[0].decode()
        if not path.startswith(self.folder):
            return False
        before = len(self.disk.writes) + len(self.disk.renames)
        inode = self.disk.find(path, make="O_CREAT" in arguments, cut="O_TRUNC" in arguments)
        self.open[result] = [path, inode, 0]
        return len(self.disk.writes) + len(self.disk.renames) > before

    do_open = do_openat

    def do_close(self, arguments: str, texts: list[bytes], result: int) -> bool:
        self.open.pop(int(re.match(r"\d+", arguments).group()), None)  # type: ignore[union-attr]
        return False

    def do_lseek(self, arguments: str, texts: list[bytes], result: int) -> bool:
        if (held := self.file(arguments)) is not None:
            held[2] = result
        return False

    def do_write(self, arguments: str, texts: list[bytes], result: int) -> bool:
        held = self.file(arguments)
        if held is None or held[1] is None:
            return False
        self.disk.writes.append(Write(held[1], held[2], texts[0][:result]))  # type: ignore[arg-type]
        held[2] += result  # type: ignore[operator]
        return True

    def do_pwrite64(self, arguments: str, texts: list[bytes], result: int) -> bool:
        held = self.file(arguments)
        if held is None or held[1] is None:
            return False
        at = int(arguments.rsplit(",", 1)[1])
        self.disk.writes.append(Write(held[1], at, texts[0][:result]))  # type: ignore[arg-type]
        return True

    def do_ftruncate(self, arguments: str, texts: list[bytes], result: int) -> bool:
        held = self.file(arguments)
        if held is None or held[1] is None:
            return False
        self.disk.writes.append(Write(held[1], int(arguments.rsplit(",", 1)[1]), cut=True))  # type: ignore[arg-type]
        return True

    def do_fsync(self, arguments: str, texts: list[bytes], result: int) -> bool:
        held = self.file(arguments)
        if held is None:
            return False
        if held[1] is None:
            self.disk.sync_folder(str(held[0]).rstrip("/"))
        else:
            self.disk.sync_file(held[1])  # type: ignore[arg-type]
        return True

    do_fdatasync = do_fsync

    def do_rename(self, arguments: str, texts: list[bytes], result: int) -> bool:
        old, new = (one.decode() for one in texts[:2])
        if not new.startswith(self.folder):
            return False
        self.disk.rename(Rename(self.disk.seen[old], new, old))
        return True

    do_renameat = do_renameat2 = do_rename

    def do_unlink(self, arguments: str, texts: list[bytes], result: int) -> bool:
        path = texts[0].decode()
        if path not in self.disk.seen:
            return False
        self.disk.rename(Rename(self.disk.seen[path], "", path))
        return True

    do_unlinkat = do_unlink


def trace(command: list[str], *, log: Path, environment: dict[str, str]) -> None:
    """Run a command, and write its system calls with all that it writes into a file."""
    strace = ["strace", "-xx", "-s", str(1 << 26), "-e", f"trace={CALLS}", "-o", str(log)]
    run = subprocess.run([*strace, *command], env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def play_trace(log: Path, replay: Replay, look: Callable[[Disk], None]) -> None:
    """Play a trace; `look` is called with the disk as it is after each call that changes it."""
    with log.open(encoding="ascii") as lines:
        for line in lines:
            found = LINE.match(line.rstrip("\n"))
            if found and replay.play(found[1], found[2], int(found[3])):
                replay.moments += 1
                look(replay.disk)
