"""Which records must be checked beside the others at all.

Nearly all that records say of each other is in order: what they point at exists and is of the right kind, nobody is
called the same, no whole is a part of itself. That much can be told from a few words about each record, so only those
in doubt are read a second time. Whoever is not in doubt here has exactly the problems that show in it alone
(model.checks.check_alone); tests/index holds that against the full checks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from govtui.model.checks.links import kinds_wanted
from govtui.model.identifiers import country_of
from govtui.model.own_fields import Schema
from govtui.store.files import stem_of

if TYPE_CHECKING:
    from govtui.index.reading import Read


class Ties(NamedTuple):
    """What ties a record to others."""

    kind: str
    id: str
    names: tuple[str, ...]
    """Its names, folded."""
    targets: tuple[tuple[str, str], ...]
    """Type and target of every reference."""
    wholes: tuple[str, ...]
    """What it says that it is a part of."""
    days: tuple[int, int] | None
    """The first and the last day (proleptic ordinals) of an event whose date tells the year."""


class File(NamedTuple):
    """What is kept of a file until all are read: plain values only."""

    doc: int
    id: str
    kind: str
    path: str
    claim: tuple[bool, bool, str]
    """reading.Claim."""
    names: Sequence[str]
    former_ids: Sequence[str]
    wholes: tuple[str, ...]
    days: tuple[int, int] | None
    country: str

    @classmethod
    def of(cls, doc: int, one: Read) -> File:
        """What is kept of one that was read."""
        wholes, days = (one.ties.wholes, one.ties.days) if one.ties else ((), None)
        known = one.known
        return cls(
            doc,
            known.id,
            known.kind,
            one.path,
            one.claim,
            one.names or (),
            one.former_ids or (),
            wholes,
            days,
            known.country,
        )


def is_unnamed(one: Read) -> bool:
    """Whether a file is no record, and its id no other than its name: then path and number tell all about it."""
    return one.claim[:2] == (True, False) and not one.known.country


def unnamed(doc: int, path: str, kind: str) -> File:
    """What is kept of such a file."""
    return File(doc, stem_of(path), kind, path, (True, False, path), (), (), (), None, "")


@dataclass
class Census:
    """What all records are, as far as the checks of one need it: small enough to be given to every process."""

    paths: dict[str, str] = field(default_factory=dict)
    """Id to the path of the file that has it, if that is not one of thousands that are no record."""
    kinds: dict[str, str] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)
    """A former id to today's. A file that has lost its id leads nowhere, by former ones neither."""
    called: dict[tuple[str, str], list[tuple[str, str, str]]] = field(default_factory=dict)
    """Kind and folded name to the records called so, each plain (model.checks.Namesake), where there are several."""
    wholes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Id to the ids that the record says it is a part of."""
    days: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Id to the days of an event."""

    def plain(self) -> tuple[dict[Any, Any], ...]:
        """Its fields, as they go to another process."""
        return (self.paths, self.kinds, self.former, self.called, self.wholes, self.days)

    @classmethod
    def of(cls, claimed: Iterable[tuple[str, File]], unnamed: Iterable[tuple[str, str]] = ()) -> Census:
        """The census of all files, by key; those whose key is not their id have lost it to another. `unnamed`: id and kind."""
        files = list(claimed)
        own = [file for key, file in files if key == file.id]
        out = cls(
            paths={file.id: file.path for file in own},
            kinds={**{file.id: file.kind for file in own}, **dict(unnamed)},
            wholes={file.id: file.wholes for file in own if file.wholes},
        )
        first: dict[tuple[str, str], tuple[str, str, str]] = {}
        others: defaultdict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
        for key, file in files:
            one = (file.path, key, file.country)
            for name in file.names:
                called = (file.kind, name)
                if first.setdefault(called, one) is not one:  # seldom, so a list is seldom made
                    others[called].append(one)
        out.called = {called: [first[called], *keys] for called, keys in others.items()}
        former: dict[str, str] = {}
        for file in own:
            for id in file.former_ids:
                former.setdefault(id, file.id)
        out.former = {id: key for id, key in former.items() if id not in out.kinds}
        pointed_at = {out.today(whole) for wholes in out.wholes.values() for whole in wholes}
        out.days = {file.id: file.days for file in own if file.days and file.id in pointed_at}
        return out

    def today(self, id: str) -> str:
        """What the record is called now."""
        return self.former.get(id, id)

    def leaves_in_doubt(self, one: Ties, schema: Schema) -> bool:
        """Whether something may be wrong between a record and others."""
        return (
            any((one.kind, name) in self.called for name in one.names)
            or any(self._is_amiss(one.kind, *target, schema) for target in one.targets)
            or bool(one.wholes and (self._is_within_itself(one) or self._is_outside(one)))
        )

    def _is_amiss(self, kind: str, type_: str, target: str, schema: Schema) -> bool:
        found = self.kinds.get(self.today(target))
        if found is None:
            return country_of(target) is None
        wanted = kinds_wanted(kind, type_, schema)
        return wanted is not None and found not in wanted

    def _is_within_itself(self, one: Ties) -> bool:
        seen: set[str] = set()
        waiting: list[str] = list(one.wholes)
        while waiting:
            id = waiting.pop()
            if id == one.id:
                return True
            if id not in seen:
                seen.add(id)
                waiting += self.wholes.get(self.today(id), ())
        return False

    def _is_outside(self, one: Ties) -> bool:
        wholes: Iterable[tuple[int, int] | None] = (self.days.get(self.today(id)) for id in one.wholes)
        first, last = one.days or (0, 0)
        return one.days is not None and any(whole and (last < whole[0] or first > whole[1]) for whole in wholes)
