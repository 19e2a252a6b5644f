"""The draft of the form for a new record."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from govtui.edit.plain_data import plain
from govtui.store.migrating import current_draft_text
from govtui.store.toml_render import rendered
from govtui.store.toml_values import NotToml
from govtui.user.drafts import NEW, Draft

if TYPE_CHECKING:
    from govtui.tui.base.edit_session import EditSession


class NewDraft:
    """A draft, new or resumed."""

    def __init__(self, edit_session: EditSession, draft: Draft | None) -> None:
        self._edit_session = edit_session
        self._draft = draft or edit_session.begin_draft(NEW)
        self._kept = current_draft_text(draft.text) if draft else ""
        self.is_resumed = draft is not None
        """Whether it is older than the form."""
        self.fields: Mapping[str, Any] = (plain(self._kept) if draft else None) or {}
        """Its data when the form was opened."""

    @property
    def is_untouched(self) -> bool:
        """Whether it was resumed and nothing was changed."""
        return self.is_resumed and plain(self._kept) == self.fields

    def keep(self, data: Mapping[str, Any]) -> None:
        """Save the data of the form, within a second."""
        with suppress(NotToml):
            text = rendered(data)
            if plain(text) != plain(self._kept):
                self._kept = text
                self._edit_session.keep_text(self._draft, text)

    def take_back(self) -> None:
        """Drop the draft, since nothing typed is left; a resumed one stays."""
        if not self.is_resumed:
            self._kept = ""
            self._edit_session.take_back_draft(self._draft)

    def drop(self) -> None:
        """Drop the draft: the record was made or discarded."""
        self._edit_session.drop_draft(self._draft)

    def leave(self) -> None:
        """Release the draft, so that anybody can resume it."""
        self._edit_session.leave_draft(self._draft)
