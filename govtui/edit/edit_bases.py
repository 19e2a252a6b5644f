"""The texts that edits start from, and where their records stand by now: a record may be renamed while it is edited."""

from __future__ import annotations

from dataclasses import replace

from govtui.edit.plain_data import plain
from govtui.store.files import Unreadable, read
from govtui.store.registry import Entry, Registry

REMEMBERED = 200
"""How many of the texts that were read for editing are kept, to merge with if somebody else saves meanwhile."""


class Bases:
    """The texts of one registry that one session's edits start from, by etag."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._seen: dict[str, Entry] = {}
        self._gone: set[str] = set()

    def remember(self, entry: Entry) -> None:
        """Keep a text, to merge with later."""
        self._seen.pop(entry.etag, None)
        self._seen[entry.etag] = entry
        while len(self._seen) > REMEMBERED:
            del self._seen[next(iter(self._seen))]

    def of(self, tag: str, now: Entry) -> Entry | None:
        """The text with this etag, if it is an earlier one of the record in `now`, at the path that it has now."""
        seen = self._seen.get(tag)
        return replace(seen, path=now.path) if seen is not None and _is_same_record(seen, now) else None

    def now(self, path: str, id: str) -> Entry:
        """The file of the record `id` that stood at `path`, read where it stands now."""
        entry = self._registry.entry(path)
        if not entry.etag and id not in self._gone and any(one.code == "gone" for one in entry.problems):
            if found := self._moved(id):
                return found
            self._gone.add(id)
        return entry

    def forget_gone(self) -> None:
        """Look again for the files of records that had none."""
        self._gone.clear()

    def _moved(self, id: str) -> Entry | None:
        """The file of the record that has the id, or had it once; for when the index does not know of a renaming yet.

        Reads files until it is found. None where no file says so.
        """
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
    """Whether two files are versions of one record: they have one path, one id, or the id of the first is a former one."""
    return before.path == now.path or before.id == now.id or before.id in _former_ids(now)


def _former_ids(entry: Entry) -> list[object]:
    ids = (plain(entry.text) or {}).get("former_ids")
    return ids if isinstance(ids, list) else []
