"""The bases of edits (texts that they start from), found again when a record is renamed meanwhile."""

from __future__ import annotations

from dataclasses import replace

from govtui.edit.plain_data import plain
from govtui.store.files import Unreadable, read
from govtui.store.registry import Entry, Registry

MAX_BASES = 200
"""How many bases are kept, to merge with if somebody else saves meanwhile."""


class Bases:
    """The bases of one session's edits in one registry, by etag."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._seen: dict[str, Entry] = {}
        self._gone: set[str] = set()

    def remember(self, entry: Entry) -> None:
        """Keep a base."""
        self._seen.pop(entry.etag, None)
        self._seen[entry.etag] = entry
        while len(self._seen) > MAX_BASES:
            del self._seen[next(iter(self._seen))]

    def of(self, tag: str, now: Entry) -> Entry | None:
        """Return the base with this etag, at today's path, if it is an earlier version of the record in `now`."""
        seen = self._seen.get(tag)
        return replace(seen, path=now.path) if seen is not None and _is_same_record(seen, now) else None

    def now(self, path: str, id: str) -> Entry:
        """Read the file of the record `id` that stood at `path`, where it stands now."""
        entry = self._registry.entry(path)
        if not entry.etag and id not in self._gone and any(one.code == "gone" for one in entry.problems):
            if found := self._moved(id):
                return found
            self._gone.add(id)
        return entry

    def forget_gone(self) -> None:
        """Search again for the files of records that had none."""
        self._gone.clear()

    def _moved(self, id: str) -> Entry | None:
        """Find the file with this id or former id by reading all: the index may not know a renaming yet."""
        once: Entry | None = None
        for found in self._registry.files():
            if found.error:
                continue
            try:
                raw = read(self._registry.root, found.path)
            except Unreadable:
                continue
            if id.encode() in raw:
                entry = self._registry.entry_from(found.path, raw)
                if entry.id == id:
                    return entry
                if once is None and id in _former_ids(entry):
                    once = entry
        return once


def _is_same_record(before: Entry, now: Entry) -> bool:
    """Whether two files are versions of one record: by path, id or former id."""
    return before.path == now.path or before.id == now.id or before.id in _former_ids(now)


def _former_ids(entry: Entry) -> list[object]:
    ids = (plain(entry.text) or {}).get("former_ids")
    return ids if isinstance(ids, list) else []
