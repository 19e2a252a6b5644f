"""Decide for each imported record what it is: new, one that is there, unclear, left out, refused; and give ids to new ones.

The first of two passes over the records: references between them can be resolved only when all have their ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count

from govtui.edit.import_matching import Matcher, answer_key, names
from govtui.edit.import_plan import NEW_RECORD, SKIP, ImportPlan, ImportState, PlannedRecord
from govtui.edit.record_ids import numbered, proposed_id
from govtui.index.api import Card, Index
from govtui.model.identifiers import is_record_id
from govtui.model.imported import ForeignId, ImportedRecord
from govtui.model.kinds import KINDS


class Decider:
    """Decides what becomes of the records of one import."""

    def __init__(self, index: Index, matcher: Matcher, plan: ImportPlan) -> None:
        self._index, self._matcher, self._plan = index, matcher, plan
        self._choices, self._decisions = plan.choices, plan.decisions
        self._matched: dict[str, int] = {}
        """Ids of records of the registry to the first record of the file that is the same thing."""

    def decide(self, number: int, record: ImportedRecord) -> PlannedRecord:
        """Return what becomes of a record, not composed yet; an id that is proposed may be taken (`settle_ids`)."""
        key = answer_key(record)
        planned = PlannedRecord(record.place, ImportState.REFUSED, record.kind, record.id, _name(record), key)
        answer = self._choices.answers.get(key, "")
        if answer == SKIP:
            return planned._replace(state=ImportState.LEFT, code="skipped")
        if record.faults:
            place, code, values = record.faults[0]
            faults = record.faults if len(record.faults) > 1 else ()
            return planned._replace(place=place or record.place, code=code, values=values, faults=faults)
        if record.kind not in KINDS:
            code = "unknown_kind" if record.kind else "no_kind"
            return planned._replace(code=code, values={"kind": record.kind})
        first = min((self._decisions.numbers.get(key, number) for key in own_keys(record)), default=number)
        if first != number:
            return self._duplicate(planned, first)
        match = self._matcher.match(record)
        if match.card is None and self._choices.type_of(record) == SKIP:
            return planned._replace(state=ImportState.LEFT, code="skipped")
        if match.card is not None:
            return self._same(planned, number, match.card)
        if answer not in ("", NEW_RECORD):
            return self._answered(planned, number, answer)
        if match.candidates and not answer:
            return self._unclear(planned, record, match.candidates)
        return self._new(planned, record)

    def _duplicate(self, planned: PlannedRecord, first: int) -> PlannedRecord:
        before = self._decisions.records[first]
        return planned._replace(code="duplicate_in_file", values={"first": before.place if before else ""})

    def _unclear(self, planned: PlannedRecord, record: ImportedRecord, candidates: tuple[str, ...]) -> PlannedRecord:
        self._note_type(record)
        return planned._replace(state=ImportState.UNCLEAR, id=self._base(record), candidates=candidates)

    def _answered(self, planned: PlannedRecord, number: int, id: str) -> PlannedRecord:
        card = self._index.card(id)
        if card is None or card.key != card.id:
            return planned._replace(code="answer_unknown", values={"id": id})
        if card.kind != planned.kind:
            return planned._replace(code="answer_other_kind", values={"id": id})
        return self._same(planned, number, card)

    def _same(self, planned: PlannedRecord, number: int, card: Card) -> PlannedRecord:
        first = self._matched.setdefault(card.id, number)
        if first != number:
            return self._duplicate(planned, first)
        name = planned.name or next(iter(card.name.values()), card.id)
        return planned._replace(state=ImportState.CHANGED, id=card.id, name=name)

    def _new(self, planned: PlannedRecord, record: ImportedRecord) -> PlannedRecord:
        card = self._index.card(record.id) if record.id else None
        if record.restored and record.id:
            if not is_record_id(record.id):
                return planned._replace(code="bad_id", values={"given": record.id})
            if card is not None:
                code = "other_kind" if card.kind != record.kind else "taken_id"
                return planned._replace(code=code, values={"id": record.id, "path": card.path})
            return planned._replace(state=ImportState.NEW)
        if not names(record):
            return planned._replace(code="no_name")
        if record.unknown_type and self._choices.types.get(record.unknown_type) == SKIP:
            return planned._replace(state=ImportState.LEFT, code="skipped")
        if not record.restored and not self._note_type(record):
            code = "unknown_type" if record.unknown_type else "type_needed"
            return planned._replace(code=code, values={"type": record.unknown_type, "kind": record.kind})
        is_free = is_record_id(record.id) and card is None
        return planned._replace(state=ImportState.NEW, id=record.id if is_free else self._base(record))

    def _note_type(self, record: ImportedRecord) -> bool:
        """Return whether the type of a record is known; a name for it that nothing translates is asked for."""
        if self._choices.type_of(record):
            return True
        if record.unknown_type:
            self._plan.unknown_types.setdefault(record.unknown_type, record.kind)
        return False

    def _base(self, record: ImportedRecord) -> str:
        return proposed_id(names(record), record.kind, (), {**record.data, "type": self._choices.type_of(record)})

    def settle_ids(self) -> None:
        """Give each new record an id of its own: those that the file gives stay, of the others the first has what is proposed."""
        records, numbers = self._decisions.records, self._decisions.numbers
        proposed = [
            number
            for number, one in enumerate(records)
            if one is not None and one.state is ImportState.NEW and numbers.get(ForeignId("id", one.id)) != number
        ]
        taken = {one.id for one in records if one is not None and one.state is ImportState.NEW}
        taken -= {one.id for number in proposed if (one := records[number])}
        taken |= {key.value for key in numbers if key.path == "id"}
        last: dict[str, int] = {}
        for number in proposed:
            one = records[number]
            assert one is not None
            id = next(id for id in _numbered(one.id, last) if id not in taken and self._index.card(id) is None)
            taken.add(id)
            records[number] = one._replace(id=id)


def free_id(index: Index, decisions: Mapping[str, object], base: str) -> str:
    """Return an id that neither the registry nor an import has."""
    return next(id for id in _numbered(base, {}) if id not in decisions and index.card(id) is None)


def _numbered(base: str, last: dict[str, int]) -> Iterator[str]:
    """Yield an id, then with each number behind it; where it was asked for before, from the number after the last."""
    if base not in last:
        last[base] = 1
        yield base
    for number in count(last[base] + 1):
        last[base] = number
        yield numbered(base, number)


def own_keys(record: ImportedRecord) -> list[ForeignId]:
    """Return the keys of a record, and its id where it is one of ours: no other record of the file has one of them."""
    return [*record.keys, *([ForeignId("id", record.id)] if record.id else [])]


def _name(record: ImportedRecord) -> str:
    called = names(record)
    return next((called[language] for language in ("vi", "en") if language in called), next(iter(called.values()), ""))
