"""Comments of a TOML text, found by its syntax tree: a line of a multi-line string that begins with # is none."""

from __future__ import annotations

from govtui.store.positions import parser


def comments(text: str) -> list[str]:
    """Return every comment of a text in document order, from its # to the end of its line, stripped.

    A text that is no TOML has the comments that tree-sitter still recognises.
    """
    raw = text.encode("utf-8", "replace")
    found, waiting = [], [parser().parse(raw).root_node]
    while waiting:
        node = waiting.pop()
        if node.type == "comment":
            found.append((node.start_byte, raw[node.start_byte : node.end_byte].decode().strip()))
        waiting += node.children
    return [comment for _, comment in sorted(found)]
