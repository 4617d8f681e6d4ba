"""What is said of the shelf of copies: what was mended there, what is lost, and what is not this store's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from oba.model.publication import Settled
from oba.words.numbers import begin, say_count, say_list

IN_ORDER = "The folder of copies is as it should be."
OF_FOREIGN = (
    "Name this store's own folder (--copies), or put the store back as it was. If that folder is to show what this "
    "store has published, and nothing else: python -m oba publish --repair"
)

OF_KEPT = (
    "Where this store is a copy of that one, give it a folder of its own (--copies, or copies in oba.toml). Only where "
    "it is that store, moved or renamed: python -m oba publish --repair"
)


def say_kept_by_another(numbers: Sequence[int]) -> str:
    return f"the copy of {_name(numbers)} in the folder of copies is kept by a store that stands elsewhere"


def say_foreign(number: int) -> str:
    return f"the folder of copies shows a publication {number} that this store has not published"


def say_not_deleted(of: str, error: Exception) -> str:
    return f"The copy of {of} could not be deleted; that is tried again: {error}"


def say_settled(done: Settled) -> tuple[str, ...]:
    """A sentence for each thing that was done or found."""
    said = list(_say_done(done)) or [IN_ORDER]
    if done.moved or done.pointer_unreadable:
        shown = "nothing" if done.shown is None else f"publication {done.shown}"
        said.append(f"The public is shown {shown} now.")
    if done.lost:
        said.append(
            f"There is no sound copy of {_name(done.lost)}: put the file back from a backup and repair again, or "
            "withdraw it: python -m oba publish --withdraw NUMBER."
        )
    if done.strange:
        stays = "stays as it is" if done.strange == 1 else "stay as they are"
        said.append(
            f"{begin(say_count(done.strange, noun='file'))} of which this store knows nothing {stays}."
        )
    return tuple(said)


def _say_done(done: Settled) -> Iterable[str]:
    if done.taken:
        yield f"The copy of {_name(done.taken)} is this store's from now on. Another store kept it, by the list."
    if done.listed:
        yield f"The list of copies names {_name(done.listed)} again, whose bytes are as they were approved."
    if done.pointer_unreadable:
        yield "The pointer to the current copy could not be read, and was written anew."
    elif done.moved:
        yield "The pointer to the current copy was not as it is recorded, and was written anew."
    if done.cut_off:
        yield f"Deleted: {say_count(done.cut_off, noun='file')} that {_was(done.cut_off)} made and never approved."
    if done.deleted:
        yield f"Deleted: {say_count(done.deleted, noun='file')} of what {_was(done.deleted)} withdrawn."


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _name(numbers: Sequence[int]) -> str:
    return f"publication{'s' if len(numbers) > 1 else ''} {say_list(tuple(str(one) for one in numbers))}"
