"""Many visitors of one Streamlit server at once, without browsers: each asks, waits until it has, reads, asks again."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Origin

from bench.timing import say
from bench.visitor import PLAIN, PROTOCOL, Talk

LIMIT_SECONDS = 1.0
SHARE = 0.95
EACH = 8.0
"""Seconds between a visitor's action and the next, on average and by chance."""
ARRIVE, WATCHED = 8.0, 16.0
"""Seconds in which a crowd arrives, and in which its actions are then counted."""
PATIENCE = 20.0
"""Seconds after which a run that has not ended is counted as one that never will."""
TRIALS = 5
MOST = 640
NEAR = 0.05
SEED = 7
Search = Generator[int, bool, int]
Step = tuple[str, str]
"""A page, and what stands after it in the address."""


@dataclass
class Seen:
    """Seconds of the counted reruns, and why visitors went away."""

    taken: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    memory: float = float("nan")

    @property
    def held(self) -> bool:
        return bool(self.taken) and not self.failed and self.slowest <= LIMIT_SECONDS

    @property
    def slowest(self) -> float:
        """What 95 of 100 reruns do not exceed."""
        ordered = sorted(self.taken)
        return ordered[round(SHARE * (len(ordered) - 1))] if ordered else float("inf")


def visit(
    address: str, steps: Sequence[Step], visitors: int, *, weigh: Callable[[], float] | None = None
) -> Seen:
    """Let so many come, each beginning elsewhere in `steps`. `weigh` is asked when all have had their first pages."""
    return asyncio.run(_visit(address, steps, visitors, weigh))


async def _visit(
    address: str, steps: Sequence[Step], visitors: int, weigh: Callable[[], float] | None
) -> Seen:
    seen = Seen()
    begun = time.perf_counter()
    tasks = [
        asyncio.create_task(_come(address, steps, number, begun + ARRIVE * number / visitors, begun, seen))
        for number in range(visitors)
    ]
    await asyncio.sleep(ARRIVE + WATCHED)
    if weigh:
        seen.memory = weigh()
    await asyncio.gather(*tasks)
    return seen


async def _come(
    address: str, steps: Sequence[Step], number: int, arrives: float, begun: float, seen: Seen
) -> None:
    talk, chance = Talk(address), random.Random(SEED + number)
    counted, ends = begun + ARRIVE, begun + ARRIVE + WATCHED
    await asyncio.sleep(arrives - time.perf_counter())
    try:
        async with connect(
            talk.stream, subprotocols=[PROTOCOL], origin=Origin(talk.origin), open_timeout=PATIENCE, **PLAIN
        ) as socket:
            turn = number
            await _run(socket, talk, steps[turn % len(steps)])
            while True:
                wait = chance.expovariate(1 / EACH)
                if time.perf_counter() + wait >= ends:
                    await asyncio.sleep(ends - time.perf_counter())
                    return
                await asyncio.sleep(wait)
                turn += 1
                asked = time.perf_counter()
                taken = await _run(socket, talk, steps[turn % len(steps)])
                if asked >= counted:
                    seen.taken.append(taken)
    except (TimeoutError, OSError, RuntimeError) as error:
        seen.failed.append(f"{type(error).__name__}: {error}")


async def _run(socket: object, talk: Talk, step: Step) -> float:
    page, talk.query = step
    begun = time.perf_counter()
    await socket.send(talk.ask(page))  # type: ignore[attr-defined]
    async with asyncio.timeout(PATIENCE):
        while True:
            message = ForwardMsg.FromString(await socket.recv())  # type: ignore[attr-defined]
            if talk.is_end(message, page=page):
                return time.perf_counter() - begun


def search(start: int, *, most: int, trials: int) -> Search:
    """Numbers to try, told whether each held: doubled or halved from `start`, then between the last two kinds.

    Gives the largest that held, 0 where none did.
    """
    held, broken = 0, most + 1
    number = min(max(1, start), most)
    for _ in range(trials):
        if (yield number):
            held = number
        else:
            broken = number
        if broken - held <= max(1, NEAR * held):
            break
        number = min(held * 2, most) if broken > most else (held + broken) // 2 if held else broken // 2
    return held


def search_in_turn(
    searches: dict[str, tuple[Search, Callable[[int], bool]]],
) -> dict[str, int]:
    """Every search by its name has one trial in each round, so that a busy machine slows all alike."""
    found: dict[str, int] = {}
    asked = {name: next(numbers) for name, (numbers, _) in searches.items()}
    while asked:
        for name in list(asked):
            numbers, holds = searches[name]
            number = asked[name]
            held = holds(number)
            say(f"  {name}: {number} {'held' if held else 'not held'}")
            try:
                asked[name] = numbers.send(held)
            except StopIteration as end:
                found[name] = end.value
                del asked[name]
    return found
