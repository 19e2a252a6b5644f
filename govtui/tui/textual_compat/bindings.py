"""Active key bindings: translated for display, and looked up for one key.

Private behaviour relied on, as it stands in Textual 8.2.8:

* Textual reads ``Screen.active_bindings`` for display only (Footer, key panel), and finds the action of a key elsewhere.
  It is documented, and so are ``Binding``, a frozen data class, and ``ActiveBinding``, a named tuple.
* It collects every binding there is, from ``Screen._modal_binding_chain`` (nodes with their bindings by key, the focused
  widget first) and ``App._check_action_state`` (None or True, False where an action is off): too much for a single key.
* Each node has its own copy of its class's bindings (``DOMNode._bindings``); a keymap finds those it changes by their ids.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from textual.binding import ActiveBinding, Binding

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.screen import Screen


class Gettext(Protocol):
    """A translator, as far as it is needed here."""

    def gettext(self, message: str, /) -> str: ...


def localized_active_bindings(active: Mapping[str, ActiveBinding], translator: Gettext) -> dict[str, ActiveBinding]:
    """Return the bindings, in the same order, with their descriptions, tooltips and groups translated.

    ``BINDINGS`` hold message ids, Textual's own included, and are translated each time they are shown, so a change of
    language needs no more than ``refresh_bindings()``. For a screen::

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


def active_binding(screen: Screen[Any], key: str) -> ActiveBinding | None:
    """Return ``screen.active_bindings.get(key)``, untranslated; fast enough to be asked at every key."""
    found: ActiveBinding | None = None
    for node, bindings in screen._modal_binding_chain:
        for binding in bindings.key_to_bindings.get(key, ()):
            state = screen.app._check_action_state(binding.action, node)
            if state is not False and (found is None or (binding.priority and not found.binding.priority)):
                found = ActiveBinding(node, binding, bool(state), binding.tooltip)
    return found


def rename_bindings(node: DOMNode, renamed: Callable[[str], str | None]) -> None:
    """Replace the ids of one node's bindings, for keymaps to change them alone; with None, not at all."""
    by_key = node._bindings.key_to_bindings
    for key, bindings in by_key.items():
        by_key[key] = [replace(one, id=renamed(one.id)) if one.id else one for one in bindings]
