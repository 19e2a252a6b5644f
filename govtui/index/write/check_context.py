"""What the checks of one entry ask about the rest of the registry (model.checks.Known), answered by index and files.

Nothing here looks at all records: each answer is a look at an index of the database, or at one file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govtui.index.api import Card, Index
from govtui.index.read.snapshot import remembering
from govtui.index.write.ingest import Claim, located, misplaced
from govtui.model.checks import check
from govtui.model.checks.namesakes import Group, Namesakes, country_of_record
from govtui.model.problem import Problem, Severity
from govtui.model.record import Record
from govtui.store.field_locations import FieldLocations
from govtui.store.files import printable, stem_of
from govtui.store.registry import Entry, Registry
from govtui.text.fold import fold


class Others:
    """The registry around an entry, which stands in the place of what the index has for its file."""

    def __init__(self, index: Index, registry: Registry, *, tells: bool = False) -> None:
        """`tells`: the entry is told of all that is called the same, as whoever edits it must be; else the first of them is."""
        self._tells = tells
        self._index, self._registry = index, registry
        self.languages: Sequence[str] = registry.manifest.languages
        self.schema = registry.manifest.record_schema
        self.knows, self.keys = registry.manifest.knows, registry.manifest.keys
        self._read = remembering(self._record_at, 4096)
        self._called = remembering(self._read_called, 1024)
        self._entry: Entry | None = None

    def around(self, entry: Entry) -> None:
        """The entry that the others are beside."""
        self._entry = entry

    def _record_at(self, path: str) -> Record | None:
        return self._registry.entry(path).record

    def _holder(self, id: str) -> Card | Entry | None:
        """Who answers to an id."""
        entry, card = self._entry, self._index.card(id)
        if card and card.key != card.id:
            card = None  # it lost its id to another
        if entry is None:
            return card
        if card and card.path == entry.path:
            card = None  # the entry as it was
        if entry.id == id and (card is None or card.id != id or claim(entry) < claim_of(card)):
            return entry
        if entry.record and id in entry.record.former_ids and not self.better(entry):
            first = card is None or (card.id != id and entry.path.split("/") < card.path.split("/"))
            return entry if first else card
        return card

    def record(self, id: str) -> Record | None:
        """The readable record with this id."""
        holder = self._holder(id)
        return self._read(holder.path) if isinstance(holder, Card) else holder.record if holder else None

    def kind_of(self, id: str) -> str | None:
        """The kind of the record with this id, readable or not."""
        holder = self._holder(id)
        return holder.kind if holder else None

    def namesakes(self, record: Record) -> Iterator[Group]:
        """Those of its kind that are called the same. The record as the index has it is not counted among them."""
        here = self._entry.path if self._entry else ""
        for name in dict.fromkeys(map(fold, record.label.values())):
            yield from self._called((record.kind, name)).around(here, country_of_record(record), tells=self._tells)

    def _read_called(self, called: tuple[str, str]) -> Namesakes:
        return Namesakes(self._index.namesakes(*called))

    def share(self, kind: str, name: str) -> bool:
        """Whether several records of a kind have this folded name."""
        return self._called((kind, name)).are_several

    def better(self, entry: Entry) -> str:
        """The path of the file that has the entry's id because its claim is better; empty when there is none."""
        card = self._index.card(entry.id)
        if card is None or card.key != entry.id or card.path == entry.path:
            return ""
        return card.path if claim_of(card) < claim(entry) else ""


def claim(entry: Entry) -> Claim:
    """What an entry has to say for its having its id (index.reading.Claim)."""
    return (entry.record is None, entry.id != entry.stem, entry.path)


def claim_of(card: Card) -> Claim:
    """The same of a record that the index knows."""
    return (not card.readable, card.id != stem_of(card.path), card.path)


# -- Everything that is wrong with one entry beside the others as the index knows them; also with one that is not sav --


def judged(index: Index, registry: Registry, entry: Entry, others: Others | None = None) -> list[Problem]:
    """What `check` would say of this entry if it stood in its file: with places, in the order of the checks.

    `others` keeps what was read of other records from one entry to the next.
    """
    others = others or Others(index, registry)
    others.around(entry)
    problems = list(entry.problems)
    if entry.record is not None:
        problems += misplaced(entry, entry.record)
    if other := others.better(entry):
        problems.append(duplicate(entry, other))
    if entry.record is not None:
        places: FieldLocations | None = None
        for problem in check(entry.record, others):
            places = places or FieldLocations(entry.text)
            problems.append(located(entry, problem, places))
    return problems


def duplicate(entry: Entry, other: str) -> Problem:
    """That the entry's id belongs to the file at `other`."""
    values = {"id": entry.id, "other": printable(other)}
    place = FieldLocations(entry.text).find("id")
    return Problem("duplicate_id", Severity.ERROR, printable(entry.path), *place, entry.id, "id", values=values)
