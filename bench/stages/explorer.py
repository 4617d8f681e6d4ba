"""Visitors of the explorer that one process holds, against those of a bare Streamlit page with one cached chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench import crowd, public
from bench.plan import HEADLINES_A_THEME, THEMES, key_of
from bench.public import published
from bench.result import Result
from bench.serving import CACHED, Served, serve_plain, serve_published
from bench.timing import say
from bench.visitor import Visitor
from bench.workshop import Workshop

NAME = "explorer"
BARE: tuple[crowd.Step, ...] = (("", ""),)
AGAINST = "a bare page, one cached chart"
WARM_UPS, TIMED = 3, 10
MIB, KIB = 2**20, 2**10


@dataclass
class Side:
    """One server, what its visitors look at, and what was found of it. `memory` is that of the first crowd, by size."""

    served: Served
    address: str
    steps: Sequence[crowd.Step]
    before: float = 0.0
    memory: dict[int, float] = field(default_factory=dict)

    def prepare(self) -> int:
        """Show every page once, so that what is kept of them is there. The number of visitors to begin with."""
        with Visitor(self.address) as visitor:
            for page, query in [*self.steps, *[self.steps[-1]] * WARM_UPS]:
                visitor.query = query
                visitor.run(page)
            begun = self.served.cpu()
            taken = sum(self._run(visitor, turn) for turn in range(TIMED))
            cpu = self.served.cpu() - begun
        self.before = self.served.memory()
        each = (cpu if cpu == cpu else taken) / TIMED
        return max(1, round(crowd.EACH / each / 2))

    def _run(self, visitor: Visitor, turn: int) -> float:
        page, visitor.query = self.steps[turn % len(self.steps)]
        return visitor.run(page)

    def holds(self, visitors: int) -> bool:
        seen = crowd.visit(self.address, self.steps, visitors, weigh=self.served.memory)
        if not self.memory:
            self.memory[visitors] = seen.memory
        say(f"    {visitors} visitors: p95 {seen.slowest:.2f} s of {len(seen.taken)} reruns")
        if seen.failed:
            say(f"    {len(seen.failed)} went away: {seen.failed[0]}")
        return seen.held

    def each_visitor(self) -> float:
        """KiB more for each visitor of the first crowd."""
        ((visitors, memory),) = self.memory.items()
        return (memory - self.before) / visitors / KIB


def measure(workshop: Workshop) -> list[Result]:
    settings = published(workshop)
    with serve_plain(workshop.folder / "cached", CACHED) as bare, serve_published(settings) as ours:
        us = Side(ours, f"{ours.address}/explore", walk())
        peer = Side(bare, bare.address, BARE)
        found = crowd.search_in_turn({"ours": _search(us), "the bare page": _search(peer)})
        whole = ours.memory() / MIB, bare.memory() / MIB
    return [
        Result("explorer: visitors held", found["ours"], "", found["the bare page"], AGAINST, 0.7, more=True),
        Result("explorer: memory of a visitor", us.each_visitor(), "KiB", peer.each_visitor(), AGAINST),
        Result("explorer: memory of the process", whole[0], "MiB", whole[1], AGAINST),
    ]


def _search(side: Side) -> tuple[crowd.Search, Callable[[int], bool]]:
    start = side.prepare()
    return crowd.search(start, most=crowd.MOST, trials=crowd.TRIALS), side.holds


def walk() -> list[crowd.Step]:
    """Home, a theme, and two of its curves; then the same of the next theme, until every curve was seen."""
    steps: list[crowd.Step] = []
    for turn in range(public.INDICATORS // 2):
        theme = turn % len(THEMES)
        curves = [
            theme + len(THEMES) * ((turn // len(THEMES) * 2 + one) % HEADLINES_A_THEME) for one in (0, 1)
        ]
        steps += [("", ""), ("theme", f"theme=theme_{theme}")]
        steps += [("indicator", f"indicator={key_of(min(one, public.INDICATORS - 1))}") for one in curves]
    return steps
