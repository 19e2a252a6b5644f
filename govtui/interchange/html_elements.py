"""HTML elements from Python values: text is escaped unless it is HTML already, so that no text of a record becomes markup."""

from __future__ import annotations

from collections.abc import Iterable
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
    if child is None:
        return Html("")
    if isinstance(child, str):
        return Html(escape(safe_text(child)))
    return Html("".join(map(html, child)))


def element(name: str, /, *children: Child, **attributes: str | bool | None) -> Html:
    """Return an element. An attribute that is None or False is left out, True stands without a value.

    A trailing underscore is dropped ("class_"), others become hyphens ("aria_label").
    """
    parts = [name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        written = key.rstrip("_").replace("_", "-")
        parts.append(written if value is True else f'{written}="{escape(safe_text(str(value)), quote=True)}"')
    head = f"<{' '.join(parts)}>"
    return Html(head) if name in VOID else Html(f"{head}{html(children)}</{name}>")


def style_element(rules: str) -> Html:
    """Return the rules of a stylesheet of ours as an element; they are no text of a record, and are not escaped."""
    return element("style", Html(rules.strip()))
