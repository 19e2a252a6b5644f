"""The keys that are shown, in the user's language.

No private API: ``Screen.active_bindings`` is documented, ``Binding`` is a frozen data class and ``ActiveBinding`` a named
tuple (Textual 8.2.8). It stands here because it relies on something undocumented: Textual reads ``active_bindings`` for
display only (Footer, key panel), and finds the action of a key elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from textual.binding import ActiveBinding, Binding


class Gettext(Protocol):
    """The one thing that is asked of a translator."""

    def gettext(self, message: str, /) -> str: ...


def localized_active_bindings(active: Mapping[str, ActiveBinding], translator: Gettext) -> dict[str, ActiveBinding]:
    """The same bindings, in the same order, with their descriptions, tooltips and groups translated.

    Descriptions stay message ids in ``BINDINGS``, Textual's own included, and are looked up each time they are shown, so a
    change of language needs no more than ``refresh_bindings()``. For a screen::

        @property
        def active_bindings(self) -> dict[str, ActiveBinding]:
            return localized_active_bindings(super().active_bindings, self.app.translator)
    """

    def translated(message: str) -> str:
        return translator.gettext(message) if message else ""  # gettext("") is the header of the catalog

    def localized(binding: Binding) -> Binding:
        group = binding.group
        return replace(
            binding,
            description=translated(binding.description),
            tooltip=translated(binding.tooltip),
            group=replace(group, description=translated(group.description)) if group is not None else None,
        )

    return {
        key: shown._replace(binding=localized(shown.binding), tooltip=translated(shown.tooltip))
        for key, shown in active.items()
    }
