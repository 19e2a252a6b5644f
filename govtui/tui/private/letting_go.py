"""What was grabbed is let go of when no mouse button is down.

No private API: ``App.mouse_captured`` and ``App.capture_mouse`` are documented (Textual 8.2.8). It stands here because of what
it mends: a scroll bar grabs the mouse when it hears that a button went down, and hears of the grab in another message. When the
button went up before that (a tap on a touchpad sends both at once), it is grabbed for good, and scrolls as the mouse moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events

if TYPE_CHECKING:
    from textual.app import App

    _AppBase = App[Any]
else:
    _AppBase = object


class LettingGo(_AppBase):
    """Mixin for an App. Needs a terminal that also tells of a mouse that moves without a button; in others nothing moves."""

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.MouseMove) and not event.button and self.mouse_captured is not None:
            self.capture_mouse(None)
        await super().on_event(event)
