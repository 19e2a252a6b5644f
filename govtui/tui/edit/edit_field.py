"""Editing fields of the record in hand: at the field that is read, or at the list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govtui.edit.proposal import EditRefused
from govtui.edit.unreadable import record_in
from govtui.model.field_paths import resolve
from govtui.tui.edit.drafts import offered
from govtui.tui.edit.field_form import FieldForm
from govtui.tui.edit.field_list import FieldChooser
from govtui.tui.edit.value_inputs import can_edit

if TYPE_CHECKING:
    from govtui.tui.base.screen import LocalizedModal
    from govtui.tui.browse.screen import BrowseScreen


def opened(host: BrowseScreen) -> LocalizedModal | None:
    """The form of the field that is read, where that is clear, else the list of the record's fields.

    Where drafts of the record were left, they are offered first.
    """
    edit_session = host.app.edit_session
    if edit_session.refuses():
        return None
    key = edit_session.current_record(host)
    if not key:
        return None
    return offered(host, key, lambda: _form(host, key))


def _form(host: BrowseScreen, key: str) -> LocalizedModal | None:
    edit_session = host.app.edit_session
    path, sure = host.reader.field_in_hand if host.is_reading else ("", False)
    if path and sure:
        try:
            entry = edit_session.editing.entry(key)
        except EditRefused as error:
            host.app.say(edit_session.refused(error))
            return None
        record = record_in(entry)
        found = resolve(record, path, host.context.schema) if record else None
        if found is not None and found.spec.has_input and can_edit(found.spec, found.value):
            return FieldForm(host, key, entry, found)
        if found is not None and (found.spec.part or found.spec.keyed):
            return FieldChooser(host, key, found.path)
    return FieldChooser(host, key, at=path.partition(".")[0])
