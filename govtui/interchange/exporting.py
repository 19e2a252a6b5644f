"""An export: the records that are asked for, in one document, and what the format cannot hold, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from govtui.model.fields import fields, parts
from govtui.model.vocabulary import UNSTATED
from govtui.store.git import newest_commit

if TYPE_CHECKING:
    from govtui.index.api import Card, Index
    from govtui.model.own_fields import Schema
    from govtui.model.record import Record
    from govtui.page.render_context import RenderContext
    from govtui.store.registry import Entry, Registry


class CannotExport(Exception):
    """The options ask for what the registry has not. i18n/errors.py has a sentence for each `code`."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values: Mapping[str, str] = values


@dataclass
class LeftOut:
    """What an export leaves out: told on standard error, never silently."""

    fields: Counter[str] = field(default_factory=Counter)
    """Field, or field path ("people.title", "x.budget"), to the number of records that have it."""
    records: dict[str, list[str]] = field(default_factory=dict)
    """Why records are left out as a whole (a code of left_sentences.WHY) to their keys."""

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
    mapping: str = ""
    """The mapping file by which an import reads the document back; of formats that take `mapping`, when it is written."""
    tell: Callable[[int], None] = lambda done: None
    """Called with the number of records that were read."""

    @property
    def written(self) -> int:
        """How many records the document has, once its last part was made."""
        return len(self.cards) - sum(map(len, self.left.records.values()))

    def entries(self) -> Iterator[tuple[Card, Entry]]:
        """Yield each record with its file, read when it is asked for."""
        for done, card in enumerate(self.cards, 1):
            yield card, self.registry.entry(card.path)
            self.tell(done)

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
                self.count_left(entry.record, carried[entry.record.kind])
                yield card, entry.record

    def count_left(self, record: Record, carried: Collection[str]) -> None:
        """Count the fields of a record that are not among those that a format carries."""
        self.left.fields.update(left_fields(record, carried, self.registry.manifest.record_schema))

    def count_parts(self, record: Record, name: str, carried: Collection[str]) -> None:
        """Count, each once, the fields of a table or of the items of a list that a format does not carry ("people.source")."""
        spec = fields(type(record))[name]
        held = spec.held_by(record)
        items = held if spec.is_items else [] if held is None else [held]
        for part in parts(spec).values():
            if (
                part.name not in carried
                and part.name != "key"
                and any(part.held_by(item) not in UNSTATED for item in items)
            ):
                self.left.fields[f"{name}.{part.name}"] += 1


NEVER_LEFT = frozenset({"schema", "kind", "id", "translations", "checked", "review"})
"""Fields about the file, not about its subject: that no other format has them is nobody's loss."""


def left_fields(record: Record, carried: Collection[str], schema: Schema) -> Iterator[str]:
    """Yield the fields of a record that have a value and that a format does not carry; own fields each by itself."""
    own = schema.own(record.kind)
    for name, spec in fields(type(record)).items():
        if name in carried or name in NEVER_LEFT or spec.held_by(record) in UNSTATED:
            continue
        if name != "x":
            yield name
            continue
        yield from (path for path, one in own.items() if one.held_by(record) not in UNSTATED)
        if not {one.attribute for one in own.values()}.issuperset(record.x):
            yield name


NO_TIME = datetime.fromtimestamp(0, UTC)


class BadEpoch(ValueError):
    """SOURCE_DATE_EPOCH is not a number of seconds."""


def document_time(root: Path, environ: Mapping[str, str]) -> datetime:
    """Return the time that documents of a registry bear, in UTC: SOURCE_DATE_EPOCH, else that of its newest commit.

    Without either the beginning of 1970, so that the same records give the same bytes. Raises BadEpoch.
    """
    told = environ.get("SOURCE_DATE_EPOCH", "")
    try:
        when = datetime.fromtimestamp(int(told), UTC) if told else newest_commit(root)
    except (ValueError, OverflowError, OSError):
        raise BadEpoch(told) from None
    return (when or NO_TIME).astimezone(UTC)
