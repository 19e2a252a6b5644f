"""What merge commits of a file decided: how they differ from a merge of their parents by field."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from govtui.edit.blob_texts import BlobTexts
from govtui.edit.blob_texts import FieldDifferences as FieldDifferences
from govtui.edit.merge import merged_values
from govtui.edit.plain_data import MISSING, Data, is_set, same
from govtui.edit.record_diff import FieldDifference, data_differences
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.path_overlap import overlap
from govtui.store.history import Version, Versions

DEPTH = 40
"""Nested criss-cross merges that are followed; beyond, one ancestor stands for several."""


class _Ancestor(NamedTuple):
    """The common ancestor of two branches; several are merged, as in git's recursive strategy."""

    value: Data
    clashes: frozenset[str]
    """The paths in which several nearest common ancestors clash."""


class MergeCommits:
    """The merge commits of one file."""

    def __init__(self, versions: Versions, texts: BlobTexts, schema: Schema = BUILT_IN) -> None:
        """Take the versions of a file, and what their blobs hold."""
        self._schema = schema
        self._versions = versions
        self._texts = texts
        self._place = {version.commit: n for n, version in enumerate(versions.items)}
        self._ancestors: dict[tuple[int, ...], _Ancestor | None] = {}

    @cached_property
    def _masks(self) -> list[int]:
        """For each version, by position, the bit mask of itself and its ancestors."""
        masks = [0] * len(self._place)
        for n in range(len(masks) - 1, -1, -1):
            masks[n] = 1 << n
            for parent in self._versions.items[n].parents:
                if (place := self._place.get(parent)) is not None:
                    masks[n] |= masks[place]
        return masks

    @cached_property
    def _edge(self) -> int:
        """The bit mask of versions with ancestors that are not listed, or not in this copy."""
        items = self._versions.items
        return sum(
            1 << n
            for n, version in enumerate(items)
            if version.cut or any(parent not in self._place for parent in version.parents)
        )

    def decided(self, version: Version) -> Mapping[str, FieldDifferences]:
        """Return parent -> differences in the fields that a merge decided; {} for none. Raises NotKnown.

        A record that is missing in the merge or in a parent is a single difference without a path.
        """
        blobs = [self._blob(parent) for parent in version.parents]
        if all(blob == version.blob for blob in blobs):
            return {}
        found = self._decided(version, self._texts.value(version.blob), [self._texts.value(blob) for blob in blobs])
        changes = {
            parent: tuple(one for one in self._side(blob, version.blob) if _touches(one.path, found))
            for parent, blob in zip(version.parents, blobs, strict=True)
        }
        return changes if any(changes.values()) else {}

    def _blob(self, commit: str) -> str:
        place = self._place.get(commit)
        return self._versions.beyond.get(commit, "") if place is None else self._versions.items[place].blob

    def _side(self, before: str, after: str) -> FieldDifferences:
        """Compare a parent with the merge; one difference without a path where one of them has no record."""
        older, newer = self._texts.value(before), self._texts.value(after)
        if isinstance(older, str) or isinstance(newer, str):
            return self._texts.between(before, after)
        return _differences(older, newer, self._schema)

    def _decided(self, version: Version, now: Data, sides: list[Data]) -> set[str]:
        """Return the paths of the fields that the merge decided; "" for the whole record."""
        value, clashes = sides[0], set[str]()
        swapped = sides[0]
        mask = self._mask(version.parents[0])
        for parent, side in zip(version.parents[1:], sides[1:], strict=True):
            other = self._mask(parent)
            if (base := self._ancestor(mask, other, DEPTH)) is None:
                return _common([_differences(one, now, self._schema) for one in sides])
            open_paths = self._open_paths(base, value, side)
            swapped, _ = _merged(base.value, side, swapped, self._schema)
            value, clashing = _merged(base.value, value, side, self._schema)
            clashes |= clashing | open_paths
            mask |= other
        unlike = [_differences(one, now, self._schema) for one in (value, swapped)]
        return _common(unlike) | clashes

    def _mask(self, commit: str) -> int:
        place = self._place.get(commit)
        return 0 if place is None else self._masks[place]

    def _nearest(self, mask: int, other: int) -> list[int]:
        """Return the positions of the nearest common ancestors."""
        common, out = mask & other, []
        while common:
            place = (common & -common).bit_length() - 1  # the newest one left: no ancestor of another
            out.append(place)
            common &= ~self._masks[place]
        return out

    def _ancestor(self, mask: int, other: int, depth: int) -> _Ancestor | None:
        """Return the nearest common ancestor, several of them merged; None where they are not in the graph."""
        nearest = self._nearest(mask, other)
        if not nearest:
            known = mask and other and not (mask | other) & self._edge
            return _Ancestor(MISSING, frozenset()) if known else None
        key = tuple(nearest)
        if key not in self._ancestors:
            self._ancestors[key] = self._joined(nearest, depth)
        return self._ancestors[key]

    def _joined(self, places: list[int], depth: int) -> _Ancestor | None:
        items = self._versions.items
        value, mask = self._texts.value(items[places[0]].blob), self._masks[places[0]]
        clashes = frozenset[str]()
        for place in places[1:] if depth else ():
            if (base := self._ancestor(mask, self._masks[place], depth - 1)) is None:
                return None
            side = self._texts.value(items[place].blob)
            open_paths = self._open_paths(base, value, side)
            value, clashing = _merged(base.value, value, side, self._schema)
            clashes |= clashing | open_paths
            mask |= self._masks[place]
        return _Ancestor(value, clashes)

    def _open_paths(self, base: _Ancestor, one: Data, other: Data) -> set[str]:
        """Return the paths in which two versions differ and their common ancestor has two values."""
        return {each.path for each in _differences(one, other, self._schema) if _touches(each.path, base.clashes)}


def _merged(base: Data, mine: Data, theirs: Data, schema: Schema) -> tuple[Data, set[str]]:
    """Merge three versions of a record; return the result and the paths that clash ("": the whole)."""
    if isinstance(mine, dict) and isinstance(theirs, dict) and (base is MISSING or isinstance(base, dict)):
        value, clashes = merged_values({} if base is MISSING else base, mine, theirs, schema)
        return value, {clash.path for clash in clashes}
    if same(mine, theirs) or same(mine, base):
        return theirs, set()
    return (mine, set()) if same(theirs, base) else (theirs, {""})


def _differences(older: Data, newer: Data, schema: Schema) -> FieldDifferences:
    """Compare two versions of a record; one difference without a path where one is no table."""
    if isinstance(older, dict) and isinstance(newer, dict):
        return tuple(one for one in data_differences(older, newer) if not _only_order(one, schema))
    return () if same(older, newer) else (FieldDifference("", older, newer),)


def _only_order(one: FieldDifference, schema: Schema) -> bool:
    """Whether a difference of an unordered list is one of order alone."""
    before, after = one.before, one.after
    if not (is_set(one.path, schema) and isinstance(before, list) and isinstance(after, list)):
        return False
    return all(value in after for value in before) and all(value in before for value in after)


def _common(all_found: list[FieldDifferences]) -> set[str]:
    """Return the paths that differ in each of the comparisons."""
    first, *others = all_found
    return {one.path for one in first if all(_touches(one.path, {each.path for each in found}) for found in others)}


def _touches(path: str, paths: set[str] | frozenset[str]) -> bool:
    """Whether a field is one of `paths`, contains one or lies within one; "" is the whole record."""
    return any(not one or not path or overlap(path, one) for one in paths)
