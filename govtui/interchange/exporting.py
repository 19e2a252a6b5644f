"""An export: the records that are asked for, in one document, and what the format cannot hold, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from govtui.model.fields import fields
from govtui.model.vocabulary import UNSTATED

if TYPE_CHECKING:
    from govtui.index.api import Card, Index
    from govtui.model.record import Record
    from govtui.page.render_context import RenderContext
    from govtui.store.registry import Entry, Registry


class CannotExport(Exception):
    """The options ask for what the registry has not. i18n/export_texts.py has a sentence for each `code`."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values: Mapping[str, str] = values


@dataclass
class LeftOut:
    """What an export leaves out: told on standard error, never silently."""

    fields: Counter[str] = field(default_factory=Counter)
    """Field to the number of records that have it."""
    records: dict[str, list[str]] = field(default_factory=dict)
    """Why records are left out as a whole (not_a_record, other_kind, no_date …) to their keys."""

    def record(self, why: str, key: str) -> None:
        """Count a record that is left out as a whole."""
        self.records.setdefault(why, []).append(key)


@dataclass
class Export:
    """What a format's `write` is given."""

    registry: Registry
    index: Index
    cards: Sequence[Card]
    """The records, in the order in which they are written."""
    context: RenderContext
    """For formats with words in them."""
    when: datetime
    """The time that the document bears: SOURCE_DATE_EPOCH, or that of the newest commit."""
    options: Mapping[str, str] = field(default_factory=dict)
    """Options of the command that only some formats know (formats.ExportFormat.takes)."""
    left: LeftOut = field(default_factory=LeftOut)

    def entries(self) -> Iterator[tuple[Card, Entry]]:
        """Yield each record with its file, read when it is asked for."""
        for card in self.cards:
            yield card, self.registry.entry(card.path)

    def records(self, carried: Mapping[str, Collection[str]]) -> Iterator[tuple[Card, Record]]:
        """Yield the readable records of the kinds that a format carries; count all else as left.

        `carried`: the fields that the format holds, by kind (CARRIED of its module). A field of which it holds a part is
        carried, and the format itself counts what it leaves ("people.title").
        """
        for card, entry in self.entries():
            if entry.record is None:
                self.left.record("not_a_record", card.key)
            elif entry.record.kind not in carried:
                self.left.record("other_kind", card.key)
            else:
                self.left.fields.update(left_fields(entry.record, carried[entry.record.kind]))
                yield card, entry.record


NEVER_LEFT = frozenset({"schema", "kind", "id", "translations", "checked", "review"})
"""Fields about the file, not about its subject: that no other format has them is nobody's loss."""


def left_fields(record: Record, carried: Collection[str]) -> Iterator[str]:
    """Yield the fields of a record that have a value and that a format does not carry."""
    for name, spec in fields(type(record)).items():
        if name not in carried and name not in NEVER_LEFT and spec.held_by(record) not in UNSTATED:
            yield name
