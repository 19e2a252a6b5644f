"""The merge of two commits of a registry: each record by field, in git's object store; the work tree is not touched.

Every record that both sides changed is merged here, also where git's lines would merge it. What a person has to decide waits;
only when nothing does, there is a commit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from govtui.edit.conflict import Side
from govtui.edit.merge_file import merge_file
from govtui.edit.merged_problems import CommitContext, ids_in, lost_links
from govtui.edit.merged_records import Content, Contexts, Decisions, Outcome, RecordMerges, Undecided
from govtui.edit.record_versions import ThreeFiles, is_record_path, moves, three_files
from govtui.edit.three_versions import Sides
from govtui.model.problem import Problem, Severity
from govtui.store.blobs import NotRead
from govtui.store.commit_files import LastCommit, last_change, records_of, sizes
from govtui.store.files import stem_of
from govtui.store.history import History
from govtui.store.location import MANIFEST
from govtui.store.manifest import Manifest, read_manifest
from govtui.store.network import NotShared
from govtui.store.registry import Registry
from govtui.store.tree_merge import FILE, Blob, ChangedPath, Stages, TreeMerge, changed_files, commit_tree

FileReason = Literal["both_changed", "both_added", "removed_here", "removed_there"]


class FileVersion(NamedTuple):
    """One side's version of a file that is no record."""

    bytes: int
    change: LastCommit | None
    """Who changed it last, on this side."""


__all__ = ["BranchMerge", "FileClash", "FileReason", "FileVersion", "Merged", "Side", "Undecided"]


class FileClash(NamedTuple):
    """A file that is no record, changed on both sides, which git's lines cannot merge: one side is to be chosen."""

    path: str
    """From the top of the work tree; the key of the decision."""
    reason: FileReason
    mine: FileVersion | None
    """None where it is not there."""
    theirs: FileVersion | None
    stages: Stages


class Merged(NamedTuple):
    """A merge of ours and theirs, as far as it goes."""

    ours: str
    theirs: str
    commit: str
    """What HEAD is to become: a new commit, theirs where we have nothing of our own, ours where they have nothing new; "" while
    something waits for a decision."""
    records: tuple[str, ...] = ()
    """The records that both sides changed and that were merged by field, or decided: paths from the registry's folder."""
    undecided: tuple[Undecided, ...] = ()
    files: tuple[FileClash, ...] = ()
    """Other files that wait for a decision."""
    problems: tuple[Problem, ...] = ()
    """Problems between records of both sides, which neither side had; they block nothing."""

    @property
    def waits(self) -> bool:
        """Whether something is to be decided before it can be taken in."""
        return bool(self.undecided or self.files)


class BranchMerge:
    """The merge of two commits whose histories have gone apart; asked again with more decisions until nothing waits.

    Raises NotShared and GitFailed where git cannot tell.
    """

    def __init__(
        self,
        registry: Registry,
        history: History,
        ours: str,
        theirs: str,
        bases: Sequence[str],
        tree: TreeMerge,
        sides: Sides,
    ) -> None:
        """`tree`: git's own merge of the two. A partial clone has got the blobs for it, so it must be made before."""
        self._registry, self._history = registry, history
        self._ours, self._theirs, self._base, self._tree = ours, theirs, bases[0], tree
        changes = [{one.path: one for one in changed_files(history, self._base, tip)} for tip in (ours, theirs)]
        further = [{one.path: one for one in changed_files(history, self._base, base)} for base in bases[1:]]
        self._foreign = {path for found in (*changes, *further) for path, one in found.items() if not _is_regular(one)}
        rows = three_files(*(moves(dict(self._records(found)), history.texts) for found in changes))
        other_bases: defaultdict[str, list[str]] = defaultdict(list)
        for found in further:
            for path, (_, blob) in self._records(found):
                other_bases[path].append(blob)
        texts = history.texts(_blobs(rows, other_bases))
        self._rows = [row for row in rows if not _is_unreadable(row, texts, other_bases)]
        self._paths = frozenset(path for row in self._rows for path in row.paths)
        self._manifest = ManifestMerge(history, registry, *changes)
        self._merges = RecordMerges(
            registry, self._manifest.merged.record_schema, self._rows, other_bases, texts, sides
        )
        self._merges.judge(self._contexts)

    def _records(self, changes: Mapping[str, ChangedPath]) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield the records among changed files: path from the registry's folder, and blobs before and after."""
        for path, one in changes.items():
            inside = path.removeprefix(self._history.prefix)
            if path.startswith(self._history.prefix) and path not in self._foreign and is_record_path(inside):
                yield inside, (one.before.name if one.before else "", one.after.name if one.after else "")

    def _contexts(self, outcomes: Sequence[Outcome]) -> Contexts:
        """Return what errors are judged among; asked for only where something was merged."""
        mine, theirs = (dict(records_of(self._history, tip)) for tip in (self._ours, self._theirs))
        merged: dict[str, Content] = {path: blob for path, blob in mine.items() if path not in self._paths}
        merged |= {one.path: one.content for one in outcomes if one.content is not None}
        files: tuple[Mapping[str, Content], ...] = (mine, theirs, merged)
        manifests = (self._registry.manifest, self._manifest.theirs, self._manifest.merged)
        return Contexts(
            *(
                CommitContext(manifest, self._registry, self._history, found)
                for manifest, found in zip(manifests, files, strict=True)
            )
        )

    # the result

    @property
    def asked(self) -> Mapping[str, Undecided]:
        """What is to be decided about records, before any decision, by path."""
        return {one.path: one.asked for one in self._merges.outcomes if one.asked}

    def merged(self, message: Callable[[Sequence[str]], str], decided: Decisions, files: Mapping[str, Side]) -> Merged:
        """Return the merge, committed where nothing waits; `message` makes the message for the records merged by field."""
        outcomes = self._merges.decided(decided)
        waiting = {one.path: one for one in self.file_clashes}
        chosen = {path: side for path, side in files.items() if path in waiting}
        undecided = tuple(one.asked for one in outcomes if one.asked)
        left = tuple(one for path, one in waiting.items() if path not in chosen)
        records = tuple(one.path for one in outcomes if one.by_field)
        out = Merged(self._ours, self._theirs, "", records, undecided, left, tuple(self._problems(outcomes)))
        if out.waits:
            return out
        replaced = dict(self._replaced(outcomes))
        for path, side in chosen.items():
            replaced[path] = waiting[path].stages.ours if side is Side.MINE else waiting[path].stages.theirs
        parents = (self._ours, self._theirs)
        commit = commit_tree(self._history, self._tree.tree, replaced, parents, message(records))
        return out._replace(commit=commit)

    def _replaced(self, outcomes: Iterable[Outcome]) -> Iterator[tuple[str, bytes | Blob | None]]:
        """Yield the files that the merge has otherwise than git's tree, by their path from the top."""
        prefix = self._history.prefix
        made = {one.path: one for one in changed_files(self._history, self._ours, self._tree.tree)}
        ours = {row.mine.path: row.mine.blob for row in self._rows if row.mine}
        wanted: dict[str, str | bytes | None] = dict.fromkeys(self._paths)
        wanted |= {one.path: one.content for one in outcomes if one.content is not None}
        if (
            elsewhere := wanted.keys() - self._paths
        ):  # where neither side has it: it moved there, and here it got another name
            taken = elsewhere & {
                path for tip in (self._ours, self._theirs) for path, _ in records_of(self._history, tip)
            }
            if taken:
                raise NotShared("unplaced", ", ".join(sorted(taken)))
        for path, content in wanted.items():
            found = made.get(prefix + path)
            there = found.after if found else Blob(FILE, ours[path]) if path in ours else None
            if isinstance(content, bytes):
                yield prefix + path, content
            elif content != (there.name if there else None):
                yield prefix + path, None if content is None else Blob(there.mode if there else FILE, content)
        for path, one in made.items():  # a file that git took for another record's, which was renamed
            inside = path.removeprefix(prefix)
            if path.startswith(prefix) and inside not in wanted and is_record_path(inside) and self._is_ours(path):
                yield path, one.before
        if self._manifest.raw is not None:
            yield prefix + MANIFEST, self._manifest.raw

    def _is_ours(self, path: str) -> bool:
        """Whether govtui decides about a path, not git: it is no link or submodule, and git reports no conflict there."""
        return path not in self._foreign and path not in self._tree.stages

    @cached_property
    def file_clashes(self) -> tuple[FileClash, ...]:
        """The files that are no records and are in conflict."""
        prefix, manifest = self._history.prefix, self._history.prefix + MANIFEST
        stages = {
            path: found
            for path, found in self._tree.stages.items()
            if path != manifest and not (path.startswith(prefix) and path.removeprefix(prefix) in self._paths)
        }
        if self._manifest.stages is not None:
            stages[manifest] = self._manifest.stages
        for one in self._tree.unplaced:
            if one.is_of_two_things or not any(path.removeprefix(prefix) in self._paths for path in one.paths):
                raise NotShared("unplaced", one.sentence)
        blobs = [blob for found in stages.values() for blob in found if blob is not None]
        known = sizes(self._history, [blob.name for blob in blobs]) if blobs else {}

        def version(path: str, blob: Blob | None, tip: str) -> FileVersion | None:
            if blob is None:
                return None
            return FileVersion(known.get(blob.name, 0), last_change(self._history, self._base, tip, path))

        return tuple(
            FileClash(
                path,
                _reason(found),
                version(path, found.ours, self._ours),
                version(path, found.theirs, self._theirs),
                found,
            )
            for path, found in sorted(stages.items())
        )

    def _problems(self, outcomes: Sequence[Outcome]) -> Iterator[Problem]:
        """Yield a problem for each id that both sides gave to another new record, and for links that lost their record."""
        new: defaultdict[str, list[str]] = defaultdict(list)
        there = {one.path for one in outcomes if one.content is not None}
        for row in self._rows:
            if row.base is None and row.path in there:
                new[stem_of(row.path)].append(row.path)
        for id, (first, *others) in new.items():
            for path in others:
                values = {"id": id, "other": first}
                yield Problem("duplicate_id", Severity.ERROR, path, record=id, field="id", values=values)
        yield from self._lost_links(outcomes)

    def _lost_links(self, outcomes: Sequence[Outcome]) -> Iterator[Problem]:
        """Yield a warning for each link to a record that one side removed, in what the other side wrote."""
        here = {stem_of(row.base.path) for row in self._rows if row.base and row.theirs and row.mine is None}
        there = {stem_of(row.base.path) for row in self._rows if row.base and row.mine and row.theirs is None}
        if not here and not there:
            return
        contents = {one.path: one.content for one in outcomes if one.content is not None}
        texts = self._history.texts(content for content in contents.values() if isinstance(content, str))
        merged: CommitContext | None = None
        for row in self._rows:
            removed = (there if row.mine != row.base else set()) | (here if row.theirs != row.base else set())
            content = contents.get(row.path)
            raw = texts.get(content) if isinstance(content, str) else content
            if isinstance(raw, bytes) and not removed.isdisjoint(ids_in(raw.decode("utf-8", "replace"))):
                merged = merged or self._contexts(outcomes).merged
                yield from lost_links(self._registry.entry_from(row.path, raw), removed, merged)


class ManifestMerge:
    """The registry.toml of a merge: merged as TOML where both sides changed it, else a file in conflict.

    `raw`: its bytes where it was merged so; `stages`: its versions where somebody has to choose one; `theirs` and `merged`: the
    settings of these versions, ours where it is not decided.
    """

    def __init__(
        self,
        history: History,
        registry: Registry,
        mine: Mapping[str, ChangedPath],
        theirs: Mapping[str, ChangedPath],
    ) -> None:
        path = history.prefix + MANIFEST
        ours, others = mine.get(path), theirs.get(path)
        self.raw: bytes | None = None
        self.stages: Stages | None = None
        self.theirs: Manifest = registry.manifest
        self.merged: Manifest = registry.manifest
        if others is None:
            return
        blobs = [others.before, ours.after if ours else others.before, others.after]
        found = history.texts(blob.name for blob in blobs if blob is not None)
        texts = [found.get(blob.name) if blob else None for blob in blobs]
        self.theirs, faults = _settings(texts[2], registry)
        if ours is None or ours.after == others.after:
            self.merged = self.theirs
            return
        base, one, other = (raw if isinstance(raw, bytes) else b"" for raw in texts)
        made = merge_file(base, one, other) if one and other else None
        if made is not None and made.is_clean and made.raw is not None:
            self.merged, new = _settings(made.raw, registry)
            if new <= faults | _settings(one, registry)[1]:
                self.raw = made.raw
                return
        self.merged, self.stages = registry.manifest, Stages(*(others.before, ours.after, others.after))


def _settings(raw: bytes | NotRead | None, registry: Registry) -> tuple[Manifest, frozenset[str]]:
    """Return the settings in a registry.toml, ours where it cannot be read; and its errors, by code and field."""
    if not isinstance(raw, bytes):
        return registry.manifest, frozenset()
    manifest, problems = read_manifest(raw)
    return manifest, frozenset(f"{one.code} {one.field}" for one in problems if one.severity is Severity.ERROR)


def _is_regular(one: ChangedPath) -> bool:
    """Whether a path is that of an ordinary file before and after, not of a link or submodule."""
    return all(blob is None or blob.mode.startswith("100") for blob in (one.before, one.after))


def _blobs(rows: Sequence[ThreeFiles], other_bases: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the blobs of records that may have to be merged, or stand at the path of another."""
    there = Counter(row.path for row in rows)
    for row in rows:
        others = other_bases.get(row.base.path, ()) if row.base else ()
        if row.changed_by_both or others or there[row.path] > 1:
            yield from (one.blob for one in row if one is not None)
            yield from others


def _is_unreadable(
    row: ThreeFiles, texts: Mapping[str, bytes | NotRead], other_bases: Mapping[str, Sequence[str]]
) -> bool:
    """Whether a version that may have to be merged is missing here, or larger than a record: then git's lines decide."""
    return any(isinstance(texts.get(blob), NotRead) for blob in _blobs([row], other_bases))


def _reason(found: Stages) -> FileReason:
    if found.ours is None:
        return "removed_here"
    if found.theirs is None:
        return "removed_there"
    return "both_changed" if found.base else "both_added"
