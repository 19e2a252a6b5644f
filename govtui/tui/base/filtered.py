"""Screens over the list that show what its query leaves, or the whole registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govtui.tui.base.screen import LocalizedModal

if TYPE_CHECKING:
    from govtui.tui.base.host import Host


class FilteredScreen(LocalizedModal):
    """Narrowed as the list is when it is opened; `filter` takes that away and puts it back."""

    _host: Host
    _filtered: bool

    def begin(self, host: Host) -> None:
        """Narrow it as the list is now."""
        self._host = host
        self._filtered = bool(host.text.strip())

    def ask(self) -> None:
        """Show what there is for `query` now."""
        raise NotImplementedError

    @property
    def query_line(self) -> str:
        """What it is narrowed by; empty for the whole registry."""
        return self._host.text if self._filtered else ""

    def note(self, *more: str) -> str:
        """What it is narrowed by, and more, in words for a head line."""
        words = self.app.translator.gettext("Filter: {query} (f: all)").format(query=self.query_line)
        return " · ".join([words, *more] if self.query_line.strip() else more)

    def action_filter(self) -> None:
        """What the list's query leaves, or the whole registry."""
        if self._host.text.strip():
            self._filtered = not self._filtered
            self.ask()
        else:
            self.app.say(self.app.translator.gettext("The list is not filtered."))

    def leave_for(self, key: str, field: str = "") -> None:
        """Close, and read a record; at a field, if one is named."""
        self.dismiss(None)
        self._host.go_to(key, field)
