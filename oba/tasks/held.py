"""The headline figures that the store holds, for checks that hold a new release against them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from oba.store.engine import Store
from oba.store.held import read_held

Cells = Mapping[int, float]
ReadOne = Callable[[str], Mapping[str, Cells]]


class Held(Mapping[tuple[str, str], Cells]):
    """The number of each period, by its key, for each indicator and area; an indicator is read when it is asked for.

    While a load is written, `read` must go through the writer's own connection: another would wait for it for ever.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._of: dict[str, Mapping[str, Cells]] = {}
        self.read: ReadOne = self._read_apart

    def _read_apart(self, indicator: str) -> Mapping[str, Cells]:
        with self._store.reading() as connection:
            return read_held(connection, indicator)

    def __getitem__(self, key: tuple[str, str]) -> Cells:
        indicator, area = key
        if indicator not in self._of:
            self._of[indicator] = self.read(indicator)
        return self._of[indicator][area]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter([(indicator, area) for indicator, areas in self._of.items() for area in areas])

    def __len__(self) -> int:
        return sum(map(len, self._of.values()))

    def __bool__(self) -> bool:
        """What has not been read yet may be there."""
        return True
