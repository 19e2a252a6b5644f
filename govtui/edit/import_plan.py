"""What an import would do, record by record: the plan that is shown before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from govtui.edit.proposal import EditRefused, FieldDifference
from govtui.model.imported import ForeignId, ImportedRecord, ImportFault
from govtui.model.kinds import KINDS
from govtui.model.problem import Problem

Tell = Callable[[int, int], object]
"""Is told how many records are done, and of how many; 0 while the file is still being read."""


class ImportState(StrEnum):
    """What becomes of an imported record."""

    NEW = "new"
    SAME = "same"
    """The record is there and has all of it."""
    CHANGED = "changed"
    """The record is there and gets values, or claims."""
    UNCLEAR = "unclear"
    """Records are there that may be the same thing; left out until somebody answers."""
    LEFT = "left"
    """Left out, as somebody answered or the file says (`code`); nothing else is held up by it."""
    REFUSED = "refused"
    """It cannot be a record; nothing is written unless it is skipped."""


class PlannedRecord(NamedTuple):
    """What becomes of one imported record. Of 100,000 all are held, so it has only what is told."""

    place: str
    state: ImportState
    kind: str
    id: str
    """The record's id; of an unclear one the id it would get."""
    name: str
    """What the file calls it, to be shown."""
    answer_key: str
    """The name under which it is answered for: "ror:00pjdza24", else its place."""
    candidates: tuple[str, ...] = ()
    """Of an unclear record: keys of those that may be the same thing, best first."""
    code: str = ""
    """Why it is refused or left out: a code of ImportFault or EditRefused, or "blocked" with `problems`."""
    values: Mapping[str, str | int] = {}
    problems: tuple[Problem, ...] = ()
    changes: tuple[FieldDifference, ...] = ()
    """Of a record that is changed."""
    claims: tuple[str, ...] = ()
    """Fields of a changed record whose value stands, with what the import says as a claim beside it."""
    faults: tuple[ImportFault, ...] = ()
    """All that is wrong with a refused one, where that is several things; `code` is that of the first."""
    before: str = ""
    """The etag of the file that is changed."""
    after: str = ""
    """The etag of what is to be written."""

    def refused_for(self, error: EditRefused) -> PlannedRecord:
        """Return it as refused for what keeps its file from being made."""
        code = f"record_{error.code}" if error.code in _OF_FILES else error.code
        return self._replace(state=ImportState.REFUSED, code=code, values=error.values, problems=error.problems)


_OF_FILES = frozenset({"too_large", "not_utf8"})
"""Codes that readers have for the imported file as well."""


NEW_RECORD = "new"
SKIP = "skip"


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """The options and answers of an import."""

    format: str
    """The key of the format; x.<format> is where its own fields are kept."""
    source: str = ""
    """The id of the source record to be cited; "" for a new one."""
    new_source: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the new source record: title, accessed, url, sha256 … An import that restores all its records makes none."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """PlannedRecord.answer_key to NEW_RECORD, SKIP or the id of the record that is the same thing."""
    types: Mapping[str, str] = field(default_factory=dict)
    """What the file calls a type (ImportedRecord.unknown_type) to a type of ours, or SKIP: new records of it are left out."""
    type: str = ""
    """The type of records whose type is told by nothing else."""
    kinds_of_type: frozenset[str] = frozenset(KINDS)
    """Kinds of record that have that type; records of others are as if there were none."""
    take: frozenset[str] = frozenset()
    """Fields that the import overwrites; "*" for all."""
    skip_refused: bool = False
    """Whether the others are written although some are refused."""

    def type_of(self, record: ImportedRecord) -> str:
        """Return the type of a new record; "" where neither the file nor whoever imports it tells."""
        told = record.data.get("type")
        if isinstance(told, str) and told:
            return told
        return self.types.get(record.unknown_type, "") or (self.type if record.kind in self.kinds_of_type else "")


@dataclass(slots=True)
class ImportDecisions:
    """What was decided for each record of the file, by its number from 0: what is written is composed by it a second time."""

    records: list[PlannedRecord | None] = field(default_factory=list)
    """None: nothing of it is written."""
    numbers: dict[ForeignId, int] = field(default_factory=dict)
    """Keys, and ids of ours, to the first record that has them."""
    known: dict[ForeignId, str] = field(default_factory=dict)
    """Keys to the record of the registry that has them."""
    backward: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    """Ids of records, new or of the registry, to the relations that they get to others, by number."""
    extra: list[PlannedRecord] = field(default_factory=list)
    """Records of the registry that only get such relations."""
    source: str = ""
    """The id of the source that is cited."""


@dataclass(slots=True)
class ImportPlan:
    """The plan of an import."""

    choices: ImportChoices
    records: list[PlannedRecord] = field(default_factory=list)
    source: PlannedRecord | None = None
    """The source record that is cited; None where nothing is."""
    left: Counter[str] = field(default_factory=Counter)
    """Names of the format's fields that have no place to the number of records that have them."""
    kept: Counter[str] = field(default_factory=Counter)
    """Those of them that the records keep in x.<format>: neither things that can be no records, nor what restored ones refer to."""
    unknown_types: dict[str, str] = field(default_factory=dict)
    """What the file calls types that nothing translates, to the kind of the first record that has it."""
    warnings: Counter[str] = field(default_factory=Counter)
    """Codes of problems that keep nothing from being written, to the number of records that would have them."""
    decisions: ImportDecisions = field(default_factory=ImportDecisions)

    @property
    def is_held_up(self) -> bool:
        """Whether nothing is written, since records are refused that nobody said to skip."""
        if self.source is not None and self.source.state is ImportState.REFUSED:
            return True
        return not self.choices.skip_refused and any(one.state is ImportState.REFUSED for one in self.records)

    @property
    def counts(self) -> Counter[ImportState]:
        """The number of records of each state."""
        return Counter(one.state for one in self.records)
