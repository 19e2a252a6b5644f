"""Key names as people read them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from govtui.i18n.translator import Translator
from govtui.text.markers import NP_

SIGNS = {
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "question_mark": "?",
    "colon": ":",
    "plus": "+",
    "minus": "-",
    "comma": ",",
    "full_stop": ".",
    "equals_sign": "=",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "asterisk": "*",
    "backslash": "\\",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "delete": "Del",
}
_NAMED = {
    "enter": NP_("key", "Enter"),
    "escape": NP_("key", "Esc"),
    "tab": NP_("key", "Tab"),
    "shift+tab": NP_("key", "Shift+Tab"),
    "space": NP_("key", "Space"),
    "home": NP_("key", "Home"),
    "end": NP_("key", "End"),
}
REPLACED = {
    "slash": "solidus",
    "backslash": "reverse_solidus",
    "at": "commercial_at",
    "plus": "plus_sign",
    "minus": "hyphen-minus",
    "underscore": "low_line",
}
"""Textual's names of keys that are not Unicode's of the characters."""


def shown(keys: str, tr: Translator) -> str:
    """A binding's keys ("slash", "down,j") as people read them ("/", "↓ j")."""
    return " ".join(names(keys, tr))


def names(keys: str, tr: Translator) -> list[str]:
    """The names of a binding's keys, one each; a name may be of two words ("Phím cách")."""
    return [key_name(key, tr) for key in keys.split(",") if key]


def key_name(key: str, tr: Translator) -> str:
    """One key as people read it."""
    if key in SIGNS:
        return SIGNS[key]
    if key in _NAMED:
        return tr.pgettext("key", _NAMED[key])
    *modifiers, base = key.split("+")
    if modifiers:
        base = base.upper() if len(base) == 1 else key_name(base, tr)
        return "+".join([*(modifier.capitalize() for modifier in modifiers), base])
    if len(key) > 1 and key[0] == "f" and key[1:].isdigit():
        return key.upper()
    try:
        return key if len(key) == 1 else unicodedata.lookup(REPLACED.get(key, key).replace("_", " "))
    except KeyError:
        return key


ERRORS = frozenset(
    {
        "unreadable",
        "unknown_theme",
        "unknown_value",
        "not_a_table",
        "unknown_command",
        "not_keys",
        "unknown_key",
        "no_letter",
        "twice",
    }
)
"""The codes of what does not count; the others are warnings."""

ADVICE = frozenset({"renamed", "replaced", "gone", "moved"})
"""Those of what works, and is only told in the report of `govtui doctor`."""


class Fault(NamedTuple):
    """Something to be said of a setting."""

    code: str
    line: int
    values: Mapping[str, str]

    @property
    def is_error(self) -> bool:
        return self.code in ERRORS


class Keymap(NamedTuple):
    """What the user's keys come to."""

    by_id: Mapping[str, str]
    """Binding id to keys, for Textual's App.set_keymap."""
    faults: Sequence[Fault]

    def keys(self, id: str, default: str) -> str:
        """The keys that a binding has now."""
        if chosen := self.by_id.get(id):
            return chosen
        group = group_of(id)
        taken = {key for other, keys in self.by_id.items() if group_of(other) == group for key in keys.split(",")}
        return ",".join(key for key in default.split(",") if key not in taken)


def group_of(id: str) -> str:
    """What a binding belongs to: the commands, the list, a screen."""
    return id.partition(".")[0]
