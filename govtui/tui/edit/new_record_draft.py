"""What is typed into the form for a new record, kept as a draft."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from govtui.edit.plain_data import plain
from govtui.store.toml_render import rendered
from govtui.store.toml_values import NotToml
from govtui.user.drafts import NEW, Draft

if TYPE_CHECKING:
    from govtui.tui.base.edit_session import EditSession


class NewDraft:
    """The draft of one form: begun with it, or gone on with."""

    def __init__(self, edit_session: EditSession, draft: Draft | None) -> None:
        self._desk = edit_session
        self._draft = draft or edit_session.begin_draft(NEW)
        self._kept = draft.text if draft else ""
        self.is_resumed = draft is not None
        """Whether it was there before the form."""
        self.fields: Mapping[str, Any] = (plain(draft.text) if draft else None) or {}
        """What it had when the form was opened."""

    @property
    def is_untouched(self) -> bool:
        """Whether it was there before the form and still says what the form says."""
        return self.is_resumed and plain(self._kept) == self.fields

    def keep(self, data: Mapping[str, Any]) -> None:
        """Keep what the form says now, within a second."""
        with suppress(NotToml):
            text = rendered(data)
            if plain(text) != plain(self._kept):
                self._kept = text
                self._desk.keep_text(self._draft, text)

    def take_back(self) -> None:
        """Nothing is left of what was typed: a draft that was there before stays."""
        if not self.is_resumed:
            self._kept = ""
            self._desk.take_back_draft(self._draft)

    def drop(self) -> None:
        """The record was made, or what was typed is discarded."""
        self._desk.drop_draft(self._draft)

    def leave(self) -> None:
        """The form is closed; whoever likes may go on with it."""
        self._desk.leave_draft(self._draft)
