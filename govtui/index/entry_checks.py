"""Check one entry beside all other records: what `check` says of a file, also of one that is not saved.

No check looks at all records: an answer takes one query of the index, or one file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, count

from govtui.index.api import Card, Index
from govtui.model.checks import check
from govtui.model.checks.force import ENDING, ended
from govtui.model.checks.namesakes import Group, Namesake, Namesakes, country_of_record
from govtui.model.problem import Problem, Severity
from govtui.model.record import Record
from govtui.store.field_locations import FieldLocations
from govtui.store.files import printable, stem_of
from govtui.store.manifest import Manifest
from govtui.store.registry import Entry, Registry
from govtui.text.fold import fold

Claim = tuple[bool, bool, str]
"""The sort key of files that claim one id; the first gets it.

Readable records come before broken ones, then files named by the id before copies, then by path."""


def claim(id: str, path: str, *, readable: bool) -> Claim:
    """Return the claim of the file at `path` to an id."""
    return (not readable, id != stem_of(path), path)


def own_key(path: str, is_taken: Callable[[str], object]) -> str:
    """Return a key for a file that lost its id to another. Paths that are not UTF-8 may look the same, too."""
    shown = printable(path)
    keys = chain([shown], (f"{shown} ({n})" for n in count(2)))
    return next(key for key in keys if not is_taken(key))


class ManifestContext:
    """The part of a CheckContext (model.checks.context) that the manifest answers, and groups of namesakes."""

    def __init__(
        self, manifest: Manifest, called: Callable[[str, str], Iterable[Namesake]], *, tells: bool = False
    ) -> None:
        """`called` returns the records of a kind with a folded name; `tells`: see model.checks.namesakes.Group."""
        self.languages: Sequence[str] = manifest.languages
        self.schema = manifest.record_schema
        self.knows = lru_cache(maxsize=4096)(manifest.knows)
        self.keys = manifest.keys
        self.path = ""
        """The file of the record that is checked: it is no namesake of itself."""
        self._tells = tells
        self._called = lru_cache(maxsize=1024)(lambda kind, name: Namesakes(called(kind, name)))

    def namesakes(self, record: Record) -> Iterator[Group]:
        for name in dict.fromkeys(map(fold, record.label.values())):
            namesakes = self._called(record.kind, name)
            yield from namesakes.around(self.path, country_of_record(record), tells=self._tells)


class IndexContext(ManifestContext):
    """A CheckContext over an index, in which one entry replaces what the index has of its file."""

    def __init__(self, index: Index, registry: Registry, *, tells: bool = False) -> None:
        """`tells`: the entry has all warnings about namesakes, for its editor; else the first by path has them."""
        super().__init__(registry.manifest, index.namesakes, tells=tells)
        self._index = index
        self._read = lru_cache(maxsize=4096)(lambda path: registry.entry(path).record)
        self._entry: Entry | None = None

    def around(self, entry: Entry) -> None:
        """Set the entry that is checked."""
        self._entry, self.path = entry, entry.path

    def _holder(self, id: str) -> Card | Entry | None:
        """Return what an id leads to."""
        entry, card = self._entry, self._index.card(id)
        if card and card.key != card.id:
            card = None  # it lost its id to another
        if entry is None:
            return card
        if card and card.path == entry.path:
            card = None  # the entry as it was
        if entry.id == id and (card is None or card.id != id or _claim_of(entry) < _claim_of(card)):
            return entry
        if entry.record and id in entry.record.former_ids and not self.rival(entry):
            first = card is None or (card.id != id and entry.path.split("/") < card.path.split("/"))
            return entry if first else card
        return card

    def record(self, id: str) -> Record | None:
        holder = self._holder(id)
        return self._read(holder.path) if isinstance(holder, Card) else holder.record if holder else None

    def kind_of(self, id: str) -> str | None:
        holder = self._holder(id)
        return holder.kind if holder else None

    def ended_by(self, record: Record) -> Sequence[str]:
        found = ((key, self._index.card(key)) for key in self._index.naming(record.id, ENDING))
        return [key for key, card in found if card and self._ends(card, record)]

    def _ends(self, card: Card, record: Record) -> bool:
        """Whether a text, as its file stands now, repeals or replaces a record."""
        other = self._read(card.path)
        names = (record.id, *record.former_ids)
        return other is not None and any(one in names for one in ended(other))

    def is_ambiguous(self, kind: str, name: str) -> bool:
        """Whether several records of a kind have this folded name."""
        return self._called(kind, name).are_several

    def rival(self, entry: Entry) -> str:
        """Return the path of the file with a better claim to the entry's id; empty when there is none."""
        card = self._index.card(entry.id)
        if card is None or card.key != entry.id or card.path == entry.path:
            return ""
        return card.path if _claim_of(card) < _claim_of(entry) else ""


def _claim_of(one: Card | Entry) -> Claim:
    return claim(one.id, one.path, readable=one.readable if isinstance(one, Card) else one.record is not None)


def check_entry(index: Index, registry: Registry, entry: Entry, context: IndexContext | None = None) -> list[Problem]:
    """Return the problems of an entry as if it stood in its file: with places, in the order of the checks.

    `context` keeps what was read of other records from one entry to the next.
    """
    context = context or IndexContext(index, registry)
    context.around(entry)
    problems = [*entry.problems, *misplaced(entry)]
    if rival := context.rival(entry):
        problems.append(duplicate_id(entry, rival))
    if entry.record is not None:
        problems += located(entry, check(entry.record, context))
    return problems


def misplaced(entry: Entry) -> Iterator[Problem]:
    """Yield problems of a record whose file name or folder does not match its id and kind."""
    if entry.record is None:
        return
    id, kind = entry.record.id, entry.record.kind
    if id != entry.stem:
        values = {"id": id, "stem": entry.stem}
        yield from located(entry, [Problem("id_not_file_name", Severity.ERROR, field="id", values=values)])
    if kind != entry.folder_kind:
        yield from located(entry, [Problem("kind_not_folder", Severity.ERROR, field="kind", values={"kind": kind})])


def duplicate_id(entry: Entry, rival: str) -> Problem:
    """Return the problem of an entry whose id belongs to the file at `rival`."""
    problem = Problem("duplicate_id", Severity.ERROR, field="id", values={"id": entry.id, "other": printable(rival)})
    return next(located(entry, [problem]))


def located(entry: Entry, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems of an entry with their path, line and column."""
    locations: FieldLocations | None = None
    for problem in problems:
        locations = locations or FieldLocations(entry.text)
        place = locations.find(problem.spot or problem.field)
        yield replace(problem, record=entry.id).at(printable(entry.path), *place)
