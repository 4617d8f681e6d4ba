"""Who may do what, as a table."""

from __future__ import annotations

import pytest

from oba.model.editor import EditConflict, Editor, NotAllowedError, Right, Role, editor_of
from oba.settings import Settings

MAY = {
    Role.READER: set(),
    Role.EDITOR: {
        Right.WRITE_STORY,
        Right.WRITE_ACTIONS,
        Right.WRITE_SERVICES,
        Right.HOLD_MEETINGS,
        Right.AGREE_BASELINES,
    },
    Role.OFFICER: set(Right),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("right", Right)
def test_a_role_allows_what_the_table_says(role: Role, right: Right) -> None:
    editor = Editor("ann", role)
    assert editor.may(right) is (right in MAY[role])
    if right in MAY[role]:
        editor.require(right)
        return
    with pytest.raises(
        NotAllowedError, match=f"as a {role.value} you may not {right.value}. Ask the officer"
    ):
        editor.require(right)


@pytest.mark.parametrize(("mode", "role"), [("trust", Role.OFFICER), ("published", Role.READER)])
def test_on_one_machine_the_name_of_the_settings_is_an_officer_and_on_the_published_copy_a_reader(
    mode: str, role: Role
) -> None:
    assert editor_of(Settings(user="ann", mode=mode)) == Editor("ann", role)


def test_a_conflict_says_who_was_first_and_carries_both_texts() -> None:
    error = EditConflict("Force", texts={"text": ("theirs", "mine")}, version=3, by="bob")
    assert (error.texts, error.version, error.by) == ({"text": ("theirs", "mine")}, 3, "bob")
    assert str(error).startswith(
        "Force: bob saved this while you were writing, so nothing of yours was saved yet."
    )
