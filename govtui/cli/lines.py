"""Machine lines (interchange/machine.py) on standard output: one document, or one object a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from govtui.cli.session import Session
from govtui.interchange.machine import Line, document_head

if TYPE_CHECKING:
    from govtui.store.manifest import Manifest


def print_lines(
    session: Session, of: str, items: Iterable[Line], total: int | None = None, manifest: Manifest | None = None
) -> None:
    """Print lines of the shape `of` in the form that was asked for.

    `total`: how many there are, where `items` is no sequence but made one after the other. `manifest`: where the labels of a
    registry's own keys are taken from.
    """
    if session.labels:
        from govtui.interchange.machine_labels import labelled

        items = labelled(items, manifest)
    if session.form == "jsonl":
        for item in items:
            session.out.row(item)
        return
    if total is None:
        items = items if isinstance(items, Sequence) else list(items)
        total = len(items)
    session.out.listing(document_head(of, total), items)
