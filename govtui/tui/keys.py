"""Key names as people read them."""

from __future__ import annotations

from govtui.i18n.marks import NP_
from govtui.i18n.translator import Translator

_SIGNS = {
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "question_mark": "?",
    "colon": ":",
    "plus": "+",
    "minus": "-",
    "comma": ",",
    "asterisk": "*",
    "backslash": "\\",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "alt+left": "Alt+←",
    "alt+right": "Alt+→",
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
_COMPOSED = frozenset("ọđơưô")
"""Letters of a Telex input method; they work, but are not shown."""


def shown(keys: str, tr: Translator) -> str:
    """A binding's keys ("slash", "down,j") as people read them ("/", "↓ j")."""
    return " ".join(key_name(key, tr) for key in keys.split(",") if key not in _COMPOSED)


def key_name(key: str, tr: Translator) -> str:
    """One key as people read it."""
    if key in _SIGNS:
        return _SIGNS[key]
    if key in _NAMED:
        return tr.pgettext("key", _NAMED[key])
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return key.upper() if len(key) > 1 and key[0] == "f" and key[1:].isdigit() else key
