"""Records as machine lines of the shape `full`: all that their files have, and what the index knows of the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from govtui.interchange.machine import Line, full
from govtui.store.files import Unreadable, etag, read
from govtui.store.toml_values import NotToml, plain_tables

if TYPE_CHECKING:
    from govtui.index.api import Card, Index

LONGEST_LINE = 1 << 20
"""The longest line, in bytes, that an export has and an import reads."""

_TRIES = 3
"""How often a record is looked up again whose file is being saved meanwhile."""


def full_lines(
    root: Path, index: Index, cards: Sequence[Card], reopened: Callable[[], Index] | None = None
) -> Iterator[Line]:
    """Yield the line of each record; one whose file is no TOML has no `data`.

    `reopened` opens an index that has taken in the files as they are now; without it a file that changed is told as it is,
    with the references that the index knows.
    """
    for asked in cards:
        card = asked
        for _ in range(_TRIES):
            try:
                raw = read(root, card.path)
            except Unreadable:
                raw = None
            tag = "" if raw is None else etag(raw)
            if tag == card.etag or reopened is None:
                card = card._replace(etag=tag)
                break
            # The file was saved since the index was opened.
            index = reopened()
            card = index.card(card.key) or card
        else:
            card = card._replace(etag=tag)
        tables = None
        if raw is not None:
            with suppress(NotToml):
                tables = plain_tables(raw)
        yield full(card, tables, index.outgoing(card.key), index.incoming(card.key), index.problems(card.key))
