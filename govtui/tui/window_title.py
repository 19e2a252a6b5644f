"""The title of the terminal's window: the record that is read, or the registry (OSC 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govtui.model.localized import with_fallback
from govtui.text.safe import safe_text
from govtui.text.width import clip, width
from govtui.tui.textual_compat.terminal import TITLE_CELLS, set_title

if TYPE_CHECKING:
    from textual.timer import Timer

    from govtui.tui.base.host import RegistryApp

AFTER = 1.0
"""Seconds that a record is read before the title names it: moving through a list renames nothing."""

_PROGRAM = " – govtui"


class WindowTitle:
    """Names the window after what the reader shows, in the language of its names."""

    def __init__(self, app: RegistryApp) -> None:
        self._app = app
        self._timer: Timer | None = None

    def renew_soon(self) -> None:
        """Renew the title in a second, unless this is asked again before."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_timer(AFTER, self._renew)

    def _renew(self) -> None:
        self._timer = None
        if self._app.screen_stack and (title := self._title()):
            set_title(self._app, title)

    def _title(self) -> str:
        """Return the title; "" while no index is there."""
        app = self._app
        if app.index is None:
            return ""
        host, languages = app.host, app.library.settings.languages
        card = app.index.card(host.shown) if host.shown else None
        names = card.name if card else app.library.settings.name
        found = with_fallback(names, host.context.languages[0] if card else app.language, languages)
        name = safe_text(found.text if found else card.id if card else "", multiline=False)
        return clip(name, TITLE_CELLS - width(_PROGRAM)) + _PROGRAM if name else _PROGRAM.strip(" –")
