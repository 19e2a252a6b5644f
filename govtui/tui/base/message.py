"""What the user is told: messages that follow the language of the interface, and why a screen does not open."""

from __future__ import annotations

from collections.abc import Callable

from govtui.i18n.translator import Translator

LazyMessage = Callable[[Translator], str]
"""A sentence that is put into words whenever the language of the interface changes."""


class CannotOpen(Exception):
    """A screen has nothing to show or to do; says why, in the user's language."""

    def __init__(self, words: str, offer: str = "") -> None:
        super().__init__(words)
        self.offer = offer
        """The screen, by name, that offers what is to be done first; "" for none."""
