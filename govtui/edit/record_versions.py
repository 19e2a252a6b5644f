"""The records that commits have: what became of each between two of them, and the three versions of each in a merge.

A record is known by its path; where that is gone, or another record took it, by its id and former ids, so that a renamed
record is still the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from govtui.edit.plain_data import plain
from govtui.model.kinds import KIND_OF_FOLDER
from govtui.store.blobs import NotRead
from govtui.store.files import stem_of

Read = Callable[[Iterable[str]], Mapping[str, bytes | NotRead]]
"""Reads blobs by name."""

READ = 1000
"""Files of which the texts are held at once."""

BlobChanges = Mapping[str, tuple[str, str]]
"""Path to the blobs before and after; "" where there is no file."""


class FileAt(NamedTuple):
    """A file in a commit."""

    path: str
    """From the registry's folder."""
    blob: str


class Moved(NamedTuple):
    """A record before and after; None where it is not there. At least one of the two is."""

    before: FileAt | None
    after: FileAt | None

    @property
    def is_renamed(self) -> bool:
        """Whether it stands at another path."""
        return self.before is not None and self.after is not None and self.before.path != self.after.path


class ThreeFiles(NamedTuple):
    """A record in the merge base and on both sides; None where it is not there."""

    base: FileAt | None
    mine: FileAt | None
    theirs: FileAt | None

    @property
    def path(self) -> str:
        """The path in the merge: folder and name each of the side that changed it; mine where both did."""
        if self.base and self.mine and self.theirs:
            parts = zip(*(one.path.rpartition("/")[::2] for one in (self.base, self.mine, self.theirs)), strict=True)
            return "/".join(theirs if mine == base else mine for base, mine, theirs in parts).lstrip("/")
        one = self.mine or self.theirs or self.base
        assert one is not None, "a record is in one of the three"
        return one.path

    @property
    def paths(self) -> frozenset[str]:
        """All paths at which it stands in one of the three."""
        return frozenset(one.path for one in self if one is not None)

    @property
    def renamed_twice(self) -> bool:
        """Whether both sides gave it another name, each its own."""
        base, mine, theirs = self
        return bool(base and mine and theirs) and len({stem_of(path) for path in self.paths}) == 3  # noqa: PLR2004

    @property
    def changed_by_both(self) -> bool:
        """Whether both sides changed it, and not to the same."""
        return self.mine not in (self.base, self.theirs) and self.theirs != self.base


def is_record_path(path: str) -> bool:
    """Return whether a path from the registry's folder is that of a record's file."""
    folder, slash, _ = path.partition("/")
    return bool(slash) and folder in KIND_OF_FOLDER and path.endswith(".toml") and "/." not in path


def moves(changes: BlobChanges, read: Read) -> list[Moved]:
    """Return what became of the records that changed, by path; renamed ones are found among those added.

    An added record is the renamed one that its former ids name: one that was removed, or whose path a new record took.
    """
    changed = {path: blobs for path, blobs in changes.items() if all(blobs)}
    removed = {path: old for path, (old, new) in changes.items() if not new}
    added = {path: new for path, (old, new) in changes.items() if not old}
    out: list[Moved] = []
    if added and (removed or changed):
        by_id: dict[str, str] = {}
        for path, (id, *_) in _all_ids(removed, read):
            by_id.setdefault(id, path)
            by_id.setdefault(stem_of(path), path)
        for path, (id, *former_ids) in _all_ids(dict(added), read):
            blob = added[path]
            former = next((found for one in (id, *former_ids) if (found := by_id.get(one)) in removed), "")
            if former:
                out.append(Moved(FileAt(former, removed.pop(former)), FileAt(path, added.pop(path))))
                continue
            folder = path.rpartition("/")[0]
            taken = next((found for one in former_ids if (found := f"{folder}/{one}.toml") in changed), "")
            if taken and _is_rather(blob, *changed[taken], read):
                before, after = changed.pop(taken)
                out.append(Moved(FileAt(taken, before), FileAt(path, added.pop(path))))
                added[taken] = after
    out += [Moved(FileAt(path, old), FileAt(path, new)) for path, (old, new) in changed.items()]
    out += [Moved(FileAt(path, blob), None) for path, blob in removed.items()]
    out += [Moved(None, FileAt(path, blob)) for path, blob in added.items()]
    return sorted(out, key=lambda one: (one.after or one.before or FileAt("", "")).path)


def _is_rather(blob: str, before: str, after: str, read: Read) -> bool:
    """Return whether a record has more lines of `before` than `after` has, which stands at its path."""
    texts = read([blob, before, after])
    one, old, new = (
        Counter(raw.splitlines()) if isinstance(raw, bytes) else None for raw in map(texts.get, (blob, before, after))
    )
    return one is not None and old is not None and new is not None and (one & old).total() > (new & old).total()


def _all_ids(files: Mapping[str, str], read: Read) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the ids of each record, READ files at a time."""
    rows = iter(files.items())
    while some := list(islice(rows, READ)):
        texts = read(blob for _, blob in some)
        yield from ((path, _ids(path, texts.get(blob))) for path, blob in some)


def _ids(path: str, raw: bytes | NotRead | None) -> Sequence[str]:
    """Return the id of a record and its former ones, the latest first; that of its file's name where it cannot be read."""
    data = plain(raw.decode("utf-8-sig", "replace")) if isinstance(raw, bytes) else None
    id, former = (data or {}).get("id"), (data or {}).get("former_ids")
    found = [id if isinstance(id, str) else stem_of(path)]
    return [*found, *(one for one in reversed(former) if isinstance(one, str))] if isinstance(former, list) else found


def three_files(mine: Iterable[Moved], theirs: Iterable[Moved]) -> list[ThreeFiles]:
    """Return the records that either side changed, by path: one added by both at one path is one record."""
    sides = [list(mine), list(theirs)]
    changed = [{one.before.path: one for one in side if one.before} for side in sides]
    new = [{one.after.path: one.after for one in side if one.after and not one.before} for side in sides]
    out = []
    for path in dict.fromkeys((*changed[0], *changed[1])):
        found = [side.get(path) for side in changed]
        base = next(one.before for one in found if one)
        ours, others = (one.after if one else base for one in found)
        out.append(ThreeFiles(base, ours, others))
    out += [ThreeFiles(None, new[0].get(path), new[1].get(path)) for path in dict.fromkeys((*new[0], *new[1]))]
    return sorted(out, key=lambda one: one.path)
