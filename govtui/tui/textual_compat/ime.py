"""Input fields safe for input methods (IME): Vietnamese arrives as it was typed, in NFC.

Private behaviour relied on, as it stands in Textual 8.2.8 (no private name is used but in bindings.py):

* A widget's ``on_key`` runs before the ``_on_key`` of the classes after it in the method resolution order, and
  ``prevent_default`` keeps those from running. ``Input._on_key`` and ``TextArea._on_key`` insert printable keys at once,
  inside the widget, whereas the binding of any other key runs when the key has bubbled up to the app.
* ``Input`` makes every edit through ``replace``, ``TextArea`` (ime_area.py) through ``edit``. Of a paste ``Input._on_paste``
  keeps the first line only, whereas its Ctrl+V (``action_paste``) puts line breaks into the one line.

Without it most Vietnamese input methods (UniKey, EVKey, OpenKey) type ``đ`` as ``d``, then a backspace and
``đ`` in one packet. The backspace, a binding, runs after the letter that follows it, and ``đổi mới`` becomes ``doi moi``
(Textual issue 6605). And a decomposed ``ớ`` (NFD, from macOS and from keyboards with dead tones) is three code points that
backspace takes apart.
"""

from __future__ import annotations

import re
from os.path import commonprefix
from typing import TYPE_CHECKING, Any

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from govtui.text.nfc import nfc
from govtui.tui.textual_compat.bindings import active_binding
from govtui.tui.textual_compat.mixins import WidgetBase

if TYPE_CHECKING:
    from textual import events


class ImeSafe(WidgetBase):
    """Mixin for an Input or TextArea, to stand before it: ``class Field(ImeSafe, Input)``.

    Every key that the widget itself has bound acts inside the widget, in the order of typing.
    Priority bindings, and bindings whose action belongs to another node (``app.…``, ``screen.…``), go Textual's way.
    The cursor does not blink: blinking sends 140 kB a minute over a line on which nobody types.
    """

    cursor_blink: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cursor_blink = False

    async def on_key(self, event: events.Key) -> None:
        if event.is_printable:
            return
        active = active_binding(self.screen, event.key)
        if active is None or active.node is not self or not active.enabled:
            return
        binding = active.binding
        if binding.priority or "." in binding.action.partition("(")[0]:
            return
        if await self.app.run_action(binding.action, self):
            event.stop()
            event.prevent_default()


_SIGNS = {"slash": "/", "backslash": "\\", "minus": "-", "plus": "+"}
_BREAKS = re.compile(r"[\n-\r\x1c-\x1e\x85\u2028\u2029]+")  # as str.splitlines has them
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)]) | {ord("\t"): " "}


def on_one_line(text: str) -> str:
    """Return pasted text as one line: lines joined by a blank, empty ones left out, tabs as blanks.

    Blanks before the first word and after the last stay, unless a line break parts them from it. Other control characters
    go: in one line they could neither be seen nor be deleted.
    """
    first, *others = _BREAKS.split(text)
    if others:
        *inner, last = others
        text = " ".join(filter(None, (first.rstrip(), *map(str.strip, inner), last.lstrip())))
    return text if text.isprintable() else text.translate(_CONTROLS)


class ImeInput(ImeSafe, Input):
    """An Input with a value in NFC after every assignment, key and paste; pasted lines are joined.

    Focus does not select the text: with an input method's backspace the first keystroke would delete all of it.
    """

    virtual_size = Reactive(Size(0, 0), layout=False)
    """The length of the text, in cells; its change lays out nothing anew (see no_relayout)."""

    def __init__(self, *args: Any, select_on_focus: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, select_on_focus=select_on_focus, **kwargs)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is typed here and so does nothing else, even one of _SIGNS, which Textual finds no character for."""
        return super().check_consume_key(key, character or _SIGNS.get(key))

    def validate_value(self, value: str) -> str:
        return nfc(value)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(event.text, *self.selection)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace value[start:end], composing the text with the letter before it; the cursor goes behind."""
        text = on_one_line(text)
        start, end = sorted((max(0, start), min(len(self.value), end)))
        before = self.value[:start]
        head = nfc(before + text)
        kept = len(commonprefix((before, head)))
        super().replace(head[kept:], kept, end)
