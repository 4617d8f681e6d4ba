"""How the cells and sheets of an OpenDocument spreadsheet are shown, as far as it matters for reading."""

from __future__ import annotations

from dataclasses import dataclass, field

from oba.load.containers.sheet_scan import Look

USUAL_INK = {"", "#000000", "transparent"}
USUAL_GROUND = {"", "#ffffff", "transparent"}


@dataclass(slots=True)
class OdsStyle:
    """A cell's colours and strike-through, or a sheet that is not shown."""

    look: Look = ("", "")
    struck: bool = False
    hidden: bool = False


@dataclass(slots=True)
class StyleReader:
    """Takes the elements of the styles one by one; `styles` by name, each beginning as its parent is."""

    styles: dict[str, OdsStyle] = field(default_factory=dict)
    current: OdsStyle | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "style:style":
            parent = self.styles.get(attributes.get("style:parent-style-name", ""), OdsStyle())
            self.current = OdsStyle(parent.look, parent.struck, parent.hidden)
            self.styles[attributes.get("style:name", "")] = self.current
        elif self.current is None:
            return
        elif name == "style:table-properties":
            self.current.hidden = attributes.get("table:display") == "false"
        elif name == "style:table-cell-properties":
            ground = attributes.get("fo:background-color", "").lower()
            self.current.look = (self.current.look[0], "" if ground in USUAL_GROUND else ground)
        elif name == "style:text-properties":
            ink = attributes.get("fo:color", "").lower()
            self.current.look = ("" if ink in USUAL_INK else ink, self.current.look[1])
            through = attributes.get("style:text-line-through-style", "none")
            self.current.struck = (
                through != "none" or attributes.get("style:text-line-through-type", "none") != "none"
            )

    def end(self, name: str) -> None:
        if name == "style:style":
            self.current = None
