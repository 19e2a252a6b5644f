"""The records of a merge of two commits: which version of each stands, merged by field where both sides changed it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from govtui.edit.conflict import WHOLE, Clash
from govtui.edit.merge_file import merge_file
from govtui.edit.merged_problems import CommitContext, brought_errors
from govtui.edit.record_versions import ThreeFiles
from govtui.edit.three_versions import Sides, ThreeVersions
from govtui.model.identifiers import is_record_id
from govtui.model.own_fields import Schema
from govtui.model.problem import Problem
from govtui.store.blobs import NotRead
from govtui.store.field_edits import CannotEditInPlace, Change, changed
from govtui.store.files import RECORD_SIZE, stem_of
from govtui.store.registry import Registry
from govtui.store.toml_values import NotToml, parsed

Content = str | bytes
"""The name of a blob, or what is not stored yet."""

Decisions = Mapping[str, bytes | None]
"""Path of an Undecided to the bytes of the file; None: it is removed."""


class Undecided(NamedTuple):
    """A record that somebody has to decide: both sides changed a field, or one removed it, or the merge brings errors."""

    path: str
    """Of the file in the merge, from the registry's folder; the key of the decision."""
    versions: ThreeVersions
    clashes: tuple[Clash, ...]
    """Empty where one side removed the record, or where it merges but with `errors`."""
    errors: tuple[Problem, ...] = ()
    """Errors that the merged record has and neither side had."""


class Outcome(NamedTuple):
    """What becomes of one record."""

    path: str
    """Where it stands; where it stood, if it is removed."""
    content: Content | None
    """None: it is removed, or waits."""
    asked: Undecided | None = None
    by_field: bool = False
    """Whether both sides changed it, and it was merged or decided."""


class Contexts(NamedTuple):
    """The records that errors are judged among: those of each side, and those of the merge."""

    mine: CommitContext
    theirs: CommitContext
    merged: CommitContext


class RecordMerges:
    """The merges of the records that either of two commits changed; each is made once."""

    def __init__(
        self,
        registry: Registry,
        schema: Schema,
        rows: Sequence[ThreeFiles],
        other_bases: Mapping[str, Sequence[str]],
        texts: Mapping[str, bytes | NotRead],
        sides: Sides,
    ) -> None:
        """`other_bases`: of a criss-cross merge, path to the blobs that further merge bases have there.

        `texts`: the blobs of rows that may have to be merged.
        """
        self._registry, self._schema, self._sides = registry, schema, sides
        self._others, self._texts = other_bases, texts
        self.outcomes = tuple(self._placed(map(self._outcome, rows)))

    def decided(self, decisions: Decisions) -> tuple[Outcome, ...]:
        """Return the outcomes with decisions applied; decisions about records that need none are ignored."""
        return tuple(self._decided(one, decisions) for one in self.outcomes)

    def judge(self, contexts: Callable[[Sequence[Outcome]], Contexts]) -> None:
        """Leave undecided the records whose merge has errors that neither side had."""
        if any(one.by_field for one in self.outcomes):
            found = contexts(self.outcomes)
            self._read_mentioned(found)
            self.outcomes = tuple(self._judged(one, found) if one.by_field else one for one in self.outcomes)

    def _read_mentioned(self, contexts: Contexts) -> None:
        """Read at once what the merged records mention, on each side: to ask git for each of thousands takes minutes."""
        texts: tuple[list[tuple[str, str]], ...] = ([], [], [])
        for one in self.outcomes:
            if one.by_field and isinstance(one.content, bytes):
                row = self._rows[one.path]
                sides = [(each.path, self._raw(each.blob)) for each in (row.mine, row.theirs) if each]
                for found, (path, raw) in zip(texts, [*sides, (one.path, one.content)], strict=True):
                    found.append((path, (raw or b"").decode("utf-8", "replace")))
        for context, found in zip(contexts, texts, strict=True):
            context.read_mentioned(found)

    # one record

    def _outcome(self, row: ThreeFiles) -> tuple[ThreeFiles, Outcome]:
        base, mine, theirs = row
        others = self._others.get(base.path, ()) if base else ()
        if not row.changed_by_both and not (others and mine != theirs):
            stands = theirs if mine == base else mine
            return row, Outcome(stands.path if stands else row.path, stands.blob if stands else None)
        old, one, other = (self._raw(each.blob if each else "") for each in row)
        if mine is None or theirs is None:
            versions = ThreeVersions(row.path, old, one, other, self._sides)
            return row, Outcome(row.path, None, Undecided(row.path, versions, ()))
        if base is None:
            old = b""  # both added it: they began from nothing, which is known
        versions = ThreeVersions(row.path, old, one, other, self._sides)
        return row, self._merged(row, versions, [self._raw(blob) for blob in others])

    def _raw(self, blob: str) -> bytes | None:
        raw = self._texts.get(blob)
        return raw if isinstance(raw, bytes) else None

    def _merged(self, row: ThreeFiles, versions: ThreeVersions, other_bases: Sequence[bytes | None]) -> Outcome:
        path, base, mine, theirs, _ = versions
        assert mine is not None and theirs is not None, "rows with versions that cannot be read are left to git"
        if mine == theirs:
            return Outcome(path, mine)
        found = merge_file(base or b"", mine, theirs, self._schema)
        if other_bases:
            again = [merge_file(one or b"", mine, theirs, self._schema) for one in other_bases]
            if any(one.raw != found.raw or one.clashes != found.clashes for one in again):
                # Both sides have settled the same thing differently: whatever they differ in is asked for.
                versions = versions._replace(base=None)
                found = merge_file(b"", mine, theirs, self._schema)
        clashes = found.clashes if found.merge else (_whole(versions),)
        raw = found.raw
        if raw is None or clashes or len(raw) > RECORD_SIZE:
            return Outcome(path, None, Undecided(path, versions, clashes or (_whole(versions),)))
        return Outcome(path, raw, by_field=True)

    # several records at one path

    def _placed(self, found: Iterable[tuple[ThreeFiles, Outcome]]) -> Iterator[Outcome]:
        """Yield the outcomes by path; two records at one path are left undecided."""
        by_path: defaultdict[str, list[tuple[ThreeFiles, Outcome]]] = defaultdict(list)
        for row, outcome in found:
            by_path[outcome.path].append((row, outcome))
        self._rows: dict[str, ThreeFiles] = {}
        for path, group in sorted(by_path.items()):
            there = [one for one in group if one[1].content is not None or one[1].asked] or group[:1]
            self._rows[path] = there[0][0]
            yield there[0][1] if len(there) == 1 else self._two_at_once(path, there)

    def _two_at_once(self, path: str, group: Sequence[tuple[ThreeFiles, Outcome]]) -> Outcome:
        """Return two records at one path as undecided: one side renamed a record to it, the other created one there."""

        def raw(row: ThreeFiles, outcome: Outcome, own: str) -> bytes | None:
            return outcome.content if isinstance(outcome.content, bytes) else self._raw(outcome.content or own)

        mine = next((raw(*one, one[0].mine.blob) for one in group if one[0].mine and one[0].mine.path == path), None)
        theirs = next(
            (raw(*one, one[0].theirs.blob) for one in group if one[0].theirs and one[0].theirs.path == path), None
        )
        versions = ThreeVersions(path, None, mine, theirs, self._sides)
        clashes = merge_file(b"", mine or b"", theirs or b"", self._schema).clashes if mine and theirs else ()
        return Outcome(path, None, Undecided(path, versions, clashes or (_whole(versions),)))

    # decisions and errors

    def _decided(self, one: Outcome, decisions: Decisions) -> Outcome:
        if one.asked is None or one.path not in decisions:
            return one
        raw = decisions[one.path]
        if raw is None:
            return Outcome(one.path, None, by_field=True)
        row = self._rows[one.path]
        path, raw = _named_by_one(row, raw) if row.renamed_twice else (one.path, raw)
        return Outcome(path, raw, by_field=True)

    def _judged(self, one: Outcome, contexts: Contexts) -> Outcome:
        row, raw = self._rows[one.path], one.content
        assert isinstance(raw, bytes) and row.mine and row.theirs, "what is merged has two sides"
        mine, theirs = self._raw(row.mine.blob), self._raw(row.theirs.blob)
        assert mine is not None and theirs is not None
        entries = [
            self._registry.entry_from(path, each)
            for path, each in ((one.path, raw), (row.mine.path, mine), (row.theirs.path, theirs))
        ]
        errors = brought_errors(entries[0], entries[1:], contexts.merged, (contexts.mine, contexts.theirs))
        if not errors:
            return one
        base = self._raw(row.base.blob) if row.base else None
        versions = ThreeVersions(one.path, base, mine, theirs, self._sides)
        return Outcome(one.path, None, Undecided(one.path, versions, (), errors))


def _whole(versions: ThreeVersions) -> Clash:
    """Return the clash of the whole texts."""
    base, mine, theirs = ((raw or b"").decode("utf-8", "replace") for raw in versions[1:4])
    return Clash(WHOLE, base, mine, theirs)


def _named_by_one(row: ThreeFiles, raw: bytes) -> tuple[str, bytes]:
    """Return path and text of a record that both sides renamed, decided for one id: the other ids lead to it, too."""
    assert row.mine and row.theirs
    try:
        data = parsed(raw.decode("utf-8-sig"))
    except (NotToml, UnicodeDecodeError):
        return row.path, raw
    names = [stem_of(one.path) for one in (row.mine, row.theirs)]
    id = data.get("id")
    if not isinstance(id, str) or not is_record_id(id):
        return row.path, raw
    path = f"{row.path.rpartition('/')[0]}/{id}.toml"
    former = [one for one in data.get("former_ids", []) if isinstance(one, str)]
    lost = [one for one in names if one not in (*former, id)]
    if not lost:
        return path, raw
    try:
        return path, changed(raw.decode(), [Change("former_ids", [*former, *lost])]).encode()
    except (CannotEditInPlace, UnicodeDecodeError):
        return path, raw
