"""The past of one record: its versions in git, what is not committed yet, and what each changed."""

from __future__ import annotations

from typing import NamedTuple

from govtui.edit.differences import FieldDifference, differences
from govtui.store.history import History, Standing, Version
from govtui.store.registry import Entry, Registry


class Moment(NamedTuple):
    """One state of the record's file."""

    version: Version | None
    """The commit that made it so; None for the file as it stands, which is not committed."""

    @property
    def name(self) -> str:
        """What tells it from the others: the commit's hash, "" for the file as it stands."""
        return self.version.commit if self.version else ""


class Past:
    """What became of the file at `path` of a registry; asks git when it is made, so that is better done beside the screen.

    Raises store.git.GitFailed when git fails although it is there; that it is not there is told by `standing`.
    """

    def __init__(self, registry: Registry, path: str) -> None:
        self.path = path
        self._registry = registry
        self._history = History(registry.root)
        self._read: dict[str, Entry | None] = {}
        self.standing: Standing = self._history.standing
        self.moments: tuple[Moment, ...] = ()
        """Newest first."""
        if self.standing == "ready":
            versions = tuple(Moment(version) for version in self._history.versions(path))
            changed = not versions or bool(self._history.changed_files(path))
            self.moments = (Moment(None), *versions) if changed else versions

    def entry(self, moment: Moment) -> Entry | None:
        """The record as it was then; None where the file was not there, or was too large to be one."""
        if moment.name not in self._read:
            self._read[moment.name] = self._entry(moment.version)
        return self._read[moment.name]

    def _entry(self, version: Version | None) -> Entry | None:
        if version is None:
            return self._registry.entry(self.path)
        raw = self._history.text_at(version.commit, version.path)
        return None if raw is None else self._registry.reading(self.path, raw)

    def text(self, moment: Moment | None) -> str:
        """The text of the file then; "" where there was none."""
        entry = self.entry(moment) if moment else None
        return entry.text if entry else ""

    def before(self, moment: Moment) -> Moment | None:
        """The state that this one changed; None for the first."""
        place = self.moments.index(moment) + 1
        return self.moments[place] if place < len(self.moments) else None

    def differences(self, older: Moment | None, newer: Moment) -> tuple[FieldDifference, ...]:
        """What differs between two states, by field; against None everything is new."""
        return differences(self.text(older), self.text(newer))
