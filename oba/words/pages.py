"""What the pages are called in the menu, and the sections they stand in. Their addresses are another matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

MENU = "Menu"
NO_SECTION = ""
"""Pages of this section stand in the menu by themselves, before every section."""
SECTIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    NO_SECTION: (("home", "Home"), ("executive", "On one page"), ("plan", "Plan")),
    "How are we doing": (
        ("theme", "Themes"),
        ("indicator", "Indicators"),
        ("compare", "Compare areas"),
        ("signals", "Trends and signals"),
    ),
    "The talk": (
        ("meeting", "Hold a meeting"),
        ("story", "Story"),
        ("partners", "Partners"),
        ("what_works", "What works"),
        ("actions", "Actions"),
    ),
    "Decide": (
        ("baseline", "Agree on a baseline"),
        ("choosing", "Choose indicators"),
        ("services", "Services"),
    ),
    "Figures": (
        ("load", "Load files"),
        ("map", "Describe a layout"),
        ("data", "How current the data are"),
        ("download", "Download"),
        ("publish", "Publish"),
    ),
    "About": (("decisions", "How the dashboard decides"), ("about", "About this dashboard")),
}
"""Section, to the address and the title of each of its pages."""


def arrange(addresses: Sequence[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The sections that hold any of `addresses`, in the menu's order, each with the address and title of its pages.

    A page that no section names stands by itself, under its address.
    """
    placed = {address for pages in SECTIONS.values() for address, _ in pages}
    others = [(one, one.replace("_", " ").capitalize()) for one in addresses if one not in placed]
    found = []
    for section, pages in SECTIONS.items():
        held = [(address, title) for address, title in pages if address in addresses]
        held += others if section == NO_SECTION else []
        if held:
            found.append((section, held))
    return found
