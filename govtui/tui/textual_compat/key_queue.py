"""The key queue: keys typed ahead wait until the key before has taken effect; outside fields they are read as typed
(last_key.py). And mouse release.

Private behaviour relied on, as it stands in Textual 8.2.8 (no private name is used but in bindings.py):

* ``App.on_event`` receives every key and paste exactly once with ``is_forwarded`` false, and hands it to the widget that
  is focused *at that moment*. With ``/abc`` in one packet the letters therefore go to whatever had the focus before ``/``
  opened the search box.
* A message that a widget has handled bubbles by being put into its parent's queue, so a callback put into the widget's
  queue after it reaches the parent's queue after it too.
* ``call_after_refresh`` on a screen that is just being pushed runs after that screen is mounted and has given the focus.
* A message notes when it was made (``Message.time``), and so when a key arrived, however long it was held.
* A scroll bar captures the mouse when it hears that a button went down, and hears of the capture in another message. When the
  button went up before that (a tap on a touchpad sends both at once), the mouse stays captured, and scrolls as it moves.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events

from govtui.tui.textual_compat.bindings import active_binding
from govtui.tui.textual_compat.last_key import BACKSPACE, LastKey
from govtui.tui.textual_compat.mixins import AppBase

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.widget import Widget


_MOVING_KEYS = frozenset({"up", "down", "left", "right", "pageup", "pagedown", "home", "end"})
_MOVING_ACTIONS = ("cursor_", "delete_")
_SCROLLING_ACTIONS = ("scroll_", "page_")
_BRACKETS = {"[": "left_square_bracket", "]": "right_square_bracket"}


def _takes_text(widget: Widget) -> bool:
    """Whether a widget is an Input or a TextArea, without importing them: where nobody has, there is none."""
    modules = {name: sys.modules.get(f"textual.widgets.{name}") for name in ("_input", "_text_area")}
    kinds = {"_input": "Input", "_text_area": "TextArea"}
    return any(
        module is not None and isinstance(widget, getattr(module, kinds[name])) for name, module in modules.items()
    )


def _takes_keys(widget: Widget | None) -> bool:
    """Whether letters and backspaces are typed into a widget: a field that is not read-only."""
    return widget is not None and _takes_text(widget) and not getattr(widget, "read_only", False)


class KeyQueue(AppBase):
    """Mixin for an App: ``class Browser(KeyQueue, App[int])``.

    A key that may change the focus or the screen closes the gate: later keys and pastes are held, in order, until the key
    has bubbled to the app, the messages it caused have bubbled after it, and the screen that is then on top has been
    refreshed. Workers are not waited for.

    Two kinds of key stay inside the focused widget and pass without closing the gate, so that holding down an arrow key and
    the bursts of an input method cost nothing: text for an Input or TextArea that says it will consume it, and cursor
    movement or deletion that the focused widget itself has bound.

    Outside fields what an input method sends for one keystroke arrives as that key: what is a burst is decided when a key is
    handed on, since only then it is known where the key goes, by the times at which its characters arrived.
    """

    GATE_ROUNDS: ClassVar[int] = 3
    """How often a marker follows the key from widget to app: once behind the key itself, once behind the message that
    its action posts (an option chosen, an input submitted), once behind what the handler of that message posts."""

    GATE_PATIENCE: ClassVar[float] = 5.0
    """Seconds after which a further key opens the gate by force: a handler that never returns must not lock the keyboard."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._gate_held: deque[events.Key | events.Paste] = deque()
        self._gate_ticket = 0
        self._gate_closed_at: float | None = None
        self._gate_locked = False
        self.last_key = LastKey()

    def hold_keys(self) -> None:
        """Hold keys until `let_keys_pass`, and drop mouse events: their widgets are not mounted yet."""
        self._gate_locked = True
        self._gate_ticket += 1
        self._gate_closed_at = time.monotonic()

    @property
    def keys_held(self) -> bool:
        """Whether `hold_keys` was called and `let_keys_pass` was not yet."""
        return self._gate_locked

    async def let_keys_pass(self) -> None:
        """Deliver the keys that are held, and from now on all others at once."""
        if self._gate_locked:
            self._gate_locked, self._gate_closed_at = False, None
            await self._gate_drain()

    async def on_event(self, event: events.Event) -> None:
        if self._gate_locked and isinstance(event, events.MouseEvent):
            return
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            if isinstance(event, (events.MouseDown, events.AppBlur)):
                self.last_key.forget()
            await super().on_event(event)
            return
        self._gate_held.append(event)
        if self._gate_closed_at is not None and time.monotonic() - self._gate_closed_at > self.GATE_PATIENCE:
            self._gate_closed_at = self._gate_closed_at if self._gate_locked else None
        await self._gate_drain()

    async def _gate_drain(self) -> None:
        while self._gate_held and self._gate_closed_at is None:
            await self._gate_pass(self._gate_held.popleft())

    async def _gate_pass(self, event: events.Key | events.Paste) -> None:
        focused = self.focused
        as_typed = self._gate_as_typed(focused, event)
        if as_typed is None:
            return
        event = as_typed
        if focused is not None and self._gate_stays_inside(focused, event):
            await super().on_event(event)
            return
        self._gate_ticket += 1
        self._gate_closed_at = time.monotonic()
        target = focused or self.screen
        await super().on_event(event)
        self._gate_follow(self._gate_ticket, target, target, self.GATE_ROUNDS)

    def _gate_as_typed(
        self, focused: Widget | None, event: events.Key | events.Paste
    ) -> events.Key | events.Paste | None:
        """Return the key that was typed; None for what an input method sends besides. Whatever goes into fields is left alone."""
        if isinstance(event, events.Paste) or _takes_keys(focused):
            self.last_key.forget()
            return event
        sent = BACKSPACE if event.key == "backspace" else event.key if len(event.key) == 1 else ""
        typed = self.last_key.feed(sent, event.time)
        if typed == sent:
            return event
        if typed:
            return events.Key(_BRACKETS.get(typed, typed), typed).set_sender(self)
        # Somebody may have bound Backspace all the same (`govtui doctor` warns of it).
        return event if sent == BACKSPACE and active_binding(self.screen, event.key) else None

    def _gate_stays_inside(self, focused: Widget, event: events.Key | events.Paste) -> bool:
        """Whether an event can change only the focused widget."""
        takes_text = _takes_text(focused)
        if isinstance(event, events.Paste):
            return takes_text
        active = active_binding(self.screen, event.key)
        if active is not None and active.binding.priority:
            return False
        if takes_text and event.is_printable:
            # Asked, not assumed: a read-only TextArea lets printable keys through to the bindings of its screen.
            return focused.check_consume_key(event.key, event.character)
        if active is None or active.node is not focused:
            return False  # "down" in an Input may be the screen's way to its list
        action = active.binding.action
        if action.startswith(_SCROLLING_ACTIONS):
            # Every widget binds these, and passes the key on to its parents when it has nothing to scroll.
            sideways = action.endswith(("left", "right"))
            return focused.allow_horizontal_scroll if sideways else focused.allow_vertical_scroll
        return "." not in action and (event.key in _MOVING_KEYS or action.startswith(_MOVING_ACTIONS))

    def _gate_follow(self, ticket: int, start: DOMNode, node: DOMNode | None, rounds: int) -> None:
        """Put a marker behind the key into the message queue of a node, its parent, and so on to the app."""
        while node is not None and node is not self:
            if node.call_later(self._gate_follow, ticket, start, node.parent, rounds):
                return
            node = node.parent  # being removed: it handles nothing more
        if rounds > 1:
            self.call_later(self._gate_follow, ticket, start, start, rounds - 1)
        else:
            self.call_later(self._gate_settle, ticket)

    def _gate_settle(self, ticket: int) -> None:
        if not self.screen.call_after_refresh(self.call_later, self._gate_release, ticket):
            self.call_later(self._gate_release, ticket)

    async def _gate_release(self, ticket: int) -> None:
        if ticket == self._gate_ticket:  # else the gate was opened by force, and another key has closed it since
            self._gate_closed_at = None
            await self._gate_drain()


class MouseRelease(AppBase):
    """Mixin for an App: release the captured mouse when it moves without a button.

    Terminals that do not report such moves need no release: in them nothing scrolls.
    """

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.MouseMove) and not event.button and self.mouse_captured is not None:
            self.capture_mouse(None)
        await super().on_event(event)
