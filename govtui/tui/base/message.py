"""What the user is told: messages that follow the language of the interface, and why a screen does not open."""

from __future__ import annotations

from collections.abc import Callable

from govtui.i18n.translator import Translator

LazyMessage = Callable[[Translator], str]
"""A sentence that is put into words whenever the language of the interface changes."""


class CannotOpen(Exception):
    """A screen has nothing to show or to do; says why, in the user's language."""

    def __str__(self) -> str:
        return str(self.args[0])

    @property
    def offer(self) -> str:
        """The screen, by name, that offers what is to be done first: the second argument; "" for none."""
        return str(self.args[1]) if len(self.args) > 1 else ""
