"""HTML elements from Python values: text is escaped unless it is HTML already, so that no text of a record becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html import escape

from govtui.text.safe import safe_text

VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
"""Elements without content."""


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


DOCTYPE = Html("<!doctype html>\n")

Child = str | Iterable["Child"] | None


def html(child: Child) -> Html:
    """Return a child, or several, as HTML: other text than Html is made safe and escaped, None is nothing."""
    if isinstance(child, Html):
        return child
    if isinstance(child, str):
        return Html(escape(safe_text(child)))
    return NOTHING if child is None else Html("".join([html(one) for one in child]))


NOTHING = Html("")


def element(name: str, /, *children: Child, **attributes: str | bool | None) -> Html:
    """Return an element. An attribute that is None or False is left out, True stands without a value.

    A trailing underscore is dropped ("class_"), others become hyphens ("aria_label").
    """
    head = f"<{name}"
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        head += f" {_written(key)}" if value is True else f' {_written(key)}="{_value(value)}"'
    return Html(f"{head}>") if name in VOID else Html(f"{head}>{html(children)}</{name}>")


@cache
def _written(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: str) -> str:
    """Return the value of an attribute; that of most is an address or a name, in which there is nothing to escape."""
    return value if _PLAIN.fullmatch(value) else escape(safe_text(value), quote=True)


_PLAIN = re.compile(r"[A-Za-z0-9_./#:-]*")


def style_element(rules: str) -> Html:
    """Return the rules of a stylesheet of ours as an element; they are no text of a record, and are not escaped."""
    return element("style", Html(rules.strip()))
