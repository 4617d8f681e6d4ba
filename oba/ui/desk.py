"""Where one editor's drafts lie while a page is shown: read once for each showing, written as they are typed."""

from __future__ import annotations

from dataclasses import dataclass, field

from oba.model.editor import Editor, editor_of
from oba.settings import Settings
from oba.store.drafts import Draft
from oba.tasks.keep_drafts import forget, keep, read
from oba.ui import fetch
from oba.ui.visit import Visit


@dataclass(frozen=True, slots=True)
class Desk:
    """`within` is the part of the product that the drafts belong to, such as `story/under18_conceptions`."""

    settings: Settings
    editor: Editor
    within: str
    drafts: dict[str, Draft] = field(default_factory=dict)

    def text(self, name: str, saved: str) -> str:
        """What is being written under this name, or what is saved."""
        found = self.drafts.get(f"{self.within}/{name}")
        return saved if found is None else found.text

    def began(self, name: str, version: int) -> int:
        """The version that the writing began from; `version` where nothing is being written."""
        found = self.drafts.get(f"{self.within}/{name}")
        return version if found is None else found.version

    def lies(self, *beginnings: str) -> bool:
        """Whether anything is being written under a name that begins so."""
        return any(place.startswith(f"{self.within}/{one}") for place in self.drafts for one in beginnings)

    def written(self) -> dict[str, dict[str, Draft]]:
        """What lies here of each thing: by its name, the draft of each of its fields."""
        found: dict[str, dict[str, Draft]] = {}
        for place, one in self.drafts.items():
            name, _, field_name = place.removeprefix(f"{self.within}/").rpartition("/")
            found.setdefault(name, {})[field_name] = one
        return found

    def keep(self, name: str, text: str, *, saved: str, version: int) -> None:
        """Keep a draft; what says no other than what is saved is none."""
        place = f"{self.within}/{name}"
        store = fetch.desk_store(self.settings)
        if text == saved and self.began(name, version) == version:
            forget(store, self.editor, places=[place])
        else:
            keep(store, self.editor, place=place, text=text, version=version, at=self.settings.now())

    def places(self, *beginnings: str) -> list[str]:
        """Where the drafts lie under a name that begins so."""
        starts = tuple(f"{self.within}/{one}" for one in beginnings)
        return [place for place in self.drafts if place.startswith(starts)]

    def clear(self, *beginnings: str) -> None:
        """Forget every draft under a name that begins so: it was saved, or given up."""
        if places := self.places(*beginnings):
            forget(fetch.desk_store(self.settings), self.editor, places=places)


def open_desk(visit: Visit, settings: Settings, *, within: str) -> Desk:
    """The desk of whoever works here, with what lies on it."""
    editor = editor_of(settings)
    return Desk(settings, editor, within, read(fetch.reading_store(visit), editor, within=f"{within}/"))
