"""Beginning to translate a record: what keeps it from being translated is said."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from govtui.edit.proposal import EditRefused
from govtui.tui.resuming import offered
from govtui.tui.screens.translate import TranslateScreen

if TYPE_CHECKING:
    from govtui.tui.localized import LocalizedModal
    from govtui.tui.screens.browse import BrowseScreen


def begin(
    below: BrowseScreen, key: str, languages: tuple[str, str] | None = None, at: Collection[str] = ()
) -> LocalizedModal | None:
    """The translation of a record, at the first of these fields with something to do; None where there can be none.

    Where drafts of the record were left, they are offered first.

    `languages`: the source's and the translation's; else out of the registry's source language into its other one.
    """
    app, desk = below.app, below.app.desk
    tr = app.translator
    if desk.refuses():
        return None
    try:
        entry = desk.editing.entry(key)
    except EditRefused as error:
        app.say(desk.refused(error))
        return None
    manifest = app.registry.manifest
    source = manifest.source_language
    target = next((language for language in manifest.languages if language != source), "")
    if entry.record is None:
        app.say(tr.gettext("This record cannot be read, so only its text can be edited."))
        return None
    if not target:
        app.say(tr.gettext("The registry keeps one language only, so there is nothing to translate into."))
        return None

    def anew() -> TranslateScreen:
        return TranslateScreen(below, key, entry, languages or (source, target), at)

    return offered(below, key, anew)
