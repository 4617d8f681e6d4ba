"""Publish the example, so that whoever looks at the product for the first time sees what the public would see."""

from __future__ import annotations

from oba.model.editor import Editor
from oba.model.publication import Publication
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.publications import read_publications
from oba.tasks.open_masthead import open_masthead
from oba.tasks.publish import Progress, Wish, approve_publication

NOTE = "The example as it is shipped."


def publish_example(
    settings: Settings, editor: Editor, *, progress: Progress | None = None
) -> Publication | None:
    """The publication, released at once. None, and nothing is done, for a plan that is not the example, and for one
    that was ever published: what a Trust publishes is approved by a person.
    """
    store = open_store(settings.store, read_only=True)
    try:
        with store.reading() as connection:
            known = read_publications(connection)
        if known or not open_masthead(store).example:
            return None
    finally:
        store.close()
    return approve_publication(settings, editor, Wish(NOTE), progress=progress)
