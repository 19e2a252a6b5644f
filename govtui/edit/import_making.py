"""Make the plan of an import: what becomes of each record of a file, checked, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from govtui.edit.import_checking import Checker, ImportContext
from govtui.edit.import_composition import Composer
from govtui.edit.import_deciding import Decider, free_id, own_keys
from govtui.edit.import_matching import Matcher, known_keys
from govtui.edit.import_plan import ImportChoices, ImportPlan, ImportState, PlannedRecord, Tell
from govtui.edit.import_references import NamesInFile, foreign_ids
from govtui.edit.import_source import SOURCE, checksum, known_source, planned_source, source_data
from govtui.edit.import_spool import Spool
from govtui.edit.import_translations import planned_translations
from govtui.edit.operations import Editing
from govtui.edit.proposal import EditRefused
from govtui.edit.record_ids import proposed_id
from govtui.index.api import Card
from govtui.model.imported import ForeignId, ImportedRecord
from govtui.model.record import Record

_ALIVE = frozenset({ImportState.NEW, ImportState.CHANGED, ImportState.SAME})


def plan_import(
    editing: Editing,
    records: Iterable[ImportedRecord],
    choices: ImportChoices,
    tell: Tell = lambda done, total: None,
) -> ImportPlan:
    """Plan the import of a file's records; nothing is written.

    Raises EditRefused (old_schema; no_such_record, not_a_source: of `choices.source`), and whatever `records` raises.
    """
    editing.require_current_registry()
    with Spool() as spool:
        planning = _Planning(editing, choices, spool, tell)
        planning.read(records)
        planning.decide()
        planning.compose()
        return planning.plan


class _Planning:
    """A plan under way."""

    def __init__(self, editing: Editing, choices: ImportChoices, spool: Spool, tell: Tell) -> None:
        self._editing, self._spool, self._tell = editing, spool, tell
        self._registry, self._index = editing.registry, editing.index
        self.plan = ImportPlan(choices)
        self._choices, self._decisions = choices, self.plan.decisions
        self._composer = Composer(editing, choices, self._decisions)
        self._wanted: set[ForeignId] = set()
        """All ids of other systems in the file."""
        self._has_backward = False
        self._is_source_new = False
        self._new: dict[str, int] = {}
        """Ids of new records to their numbers."""
        self._read = lru_cache(maxsize=1024)(self._new_record)
        context = ImportContext(self._index, self._registry, self._kind_of_new, lambda id: self._read(id))
        self._checker = Checker(self._index, self._registry, context, self.plan.warnings)
        self._targets: set[int] = set()
        """Numbers of the records that others of the file refer to."""
        self._is_cited = False
        self._rows: dict[int, Sequence[PlannedRecord]] = {}
        """What is told of translations, by number."""

    # reading

    def read(self, records: Iterable[ImportedRecord]) -> None:
        """Take the records of the file, one after the other."""
        numbers = self._decisions.numbers
        for number, record in enumerate(records):
            self._tell(number, 0)
            self._spool.add(record)
            self.plan.left.update([record.counted_as] if record.counted_as else ())
            if not _is_record(record):
                continue
            self._wanted.update(record.keys)
            self._wanted.update(foreign_ids(record.data))
            self._wanted.update(one.other for one in record.backward)
            self._has_backward = self._has_backward or bool(record.backward)
            if not record.faults:
                for key in own_keys(record):
                    numbers.setdefault(key, number)

    # deciding

    def decide(self) -> None:
        """Match the records with those of the registry, and give ids to new ones."""
        key = checksum(self._choices)
        found = known_keys(self._registry, self._index, self._wanted | ({key} if key else set()))
        for foreign, keys in found.items():
            ids = {card.id for card in self._index.cards(list(dict.fromkeys(keys)))}
            if len(ids) == 1:
                self._decisions.known[foreign] = ids.pop()
        named = NamesInFile(one for one in self._wanted if one not in self._decisions.known)
        self._wanted.clear()
        source = known_source(self._editing, self._choices, found)
        is_same_file = key is not None and source in found.get(key, ())
        matcher = Matcher(self._registry, self._index, found, source, is_same_file=is_same_file)
        decider = Decider(self._index, matcher, self.plan)
        total = len(self._spool)
        for number, record in enumerate(self._spool):
            self._tell(number // 2, total)  # deciding is half of the work
            self._decisions.records.append(decider.decide(number, record) if _is_record(record) else None)
            named.note(number, record)
        decider.settle_ids()
        for foreign, number in named.found():
            self._decisions.numbers.setdefault(foreign, number)
        self._new = {
            one.id: number
            for number, one in enumerate(self._decisions.records)
            if one is not None and one.state is ImportState.NEW
        }
        self._is_source_new = not source
        self._decisions.source = source or self._source_id()
        if self._has_backward:
            self._relate()

    def _source_id(self) -> str:
        data = source_data(self._editing, self._choices)
        return free_id(self._index, self._new, proposed_id(data.get("title", ""), SOURCE, (), data))

    def _relate(self) -> None:
        """Note the relations that records have by what others of the file say."""
        matched = {one.id for one in self._decisions.records if one is not None and one.state is ImportState.CHANGED}
        extra: dict[str, PlannedRecord] = {}
        for number, record in enumerate(self._spool):
            planned = self._decisions.records[number]
            if planned is None or planned.state not in _ALIVE:
                continue
            lost = set()
            for one in record.backward:
                id, _ = self._composer.target(one.other)
                if not id:
                    lost |= {one.relation} if one.other in self._decisions.numbers else set()
                    continue
                self._decisions.backward.setdefault(id, []).append((one.relation, number))
                if id not in matched and id not in self._new and id not in extra and (card := self._index.card(id)):
                    extra[id] = _extra(card, record.place)
            self.plan.left.update(lost)
        self._decisions.extra = list(extra.values())

    # composing

    def compose(self) -> None:
        """Compose the files of all records that can be written, check them, and say what is refused."""
        left, is_done = self.plan.left.copy(), False
        while not is_done:  # a second time where something is refused that others refer to
            self.plan.left, self._targets = left.copy(), set()
            self.plan.kept.clear()
            self.plan.warnings.clear()
            self._is_cited = False
            self._read.cache_clear()
            is_done = self._compose_all().isdisjoint(self._targets)
        self.plan.records = [
            row
            for number, planned in enumerate(self._decisions.records)
            for row in self._rows.get(number, () if planned is None else (planned,))
        ]
        self.plan.records += [one for one in self._decisions.extra if one.state is not ImportState.SAME]
        if self._is_cited:
            id = self._decisions.source
            self.plan.source = planned_source(self._editing, id, self._choices, is_new=self._is_source_new)

    def _compose_all(self) -> set[int]:
        """Compose all; return the numbers of those that are refused for what they would be."""
        records, total = self._decisions.records, len(self._spool)
        refused = set()
        for number, record in enumerate(self._spool):
            self._tell((total + number) // 2, total)
            planned = records[number]
            if record.translated or record.passed_over:
                if number not in self._rows:
                    self._rows[number] = rows = planned_translations(self._editing, record)
                    records[number] = rows[0] if rows and rows[0].state is not ImportState.LEFT else None
            elif planned is not None and planned.state in _ALIVE:
                records[number] = one = self._composed(planned, record)
                if one.state is ImportState.REFUSED:
                    refused.add(number)
                    self._new.pop(one.id, None)
        self._decisions.extra = [self._composed(one, None) for one in self._decisions.extra]
        self._tell(total, total)
        return refused

    def _composed(self, planned: PlannedRecord, record: ImportedRecord | None) -> PlannedRecord:
        """Return what becomes of a record, with what its file would be; without an imported record it only gets relations."""
        try:
            composed = self._composer.related(planned) if record is None else self._composer.composed(planned, record)
        except EditRefused as error:
            return planned.refused_for(error)
        self.plan.left.update(composed.left)
        if record is not None and not record.restored:
            self.plan.kept.update(composed.left)
        self._targets.update(composed.targets)
        checked = self._checker.checked(planned, composed, is_restored=record is not None and record.restored)
        self._is_cited |= composed.is_cited and checked.state is not ImportState.REFUSED
        return checked

    # records that are not written yet, as checks of others ask for them

    def _kind_of_new(self, id: str) -> str | None:
        number = self._new.get(id)
        planned = self._decisions.records[number] if number is not None else None
        if planned is not None:
            return planned.kind
        return SOURCE if self._is_source_new and id == self._decisions.source else None

    def _new_record(self, id: str) -> Record | None:
        number = self._new.get(id)
        planned = self._decisions.records[number] if number is not None else None
        if number is None or planned is None:
            return None
        try:
            composed = self._composer.composed(planned, self._spool[number])
        except EditRefused:
            return None
        return self._registry.entry_from(composed.path, composed.raw).record


def _is_record(record: ImportedRecord) -> bool:
    """Whether it is a record by itself: no translations of another one, nothing that is only counted."""
    return not (record.translated or record.passed_over or record.counted_as)


def _extra(card: Card, place: str) -> PlannedRecord:
    name = next(iter(card.name.values()), card.id)
    return PlannedRecord(place, ImportState.CHANGED, card.kind, card.id, name, place)
