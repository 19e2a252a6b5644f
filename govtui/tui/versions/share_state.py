"""What the screen for sharing knows: how the clone stands, what a sync came to so far, and what waits for a decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from govtui.edit.three_versions import Decided, ThreeVersions
from govtui.model.localized import text_in

if TYPE_CHECKING:
    from govtui.edit.branch_merge import FileClash, Merged, Side, Undecided
    from govtui.edit.received_changes import Received
    from govtui.edit.sharing_outlook import Outlook
    from govtui.edit.syncing import Proposed, Pushed
    from govtui.store.configured_programs import Programs
    from govtui.store.registry import Registry
    from govtui.tui.base.message import LazyMessage


class Choice(NamedTuple):
    """What was decided for a record, and the versions that it was decided for."""

    versions: ThreeVersions
    decided: Decided


class Sharing:
    """Changed on the screen's own thread only."""

    def __init__(self) -> None:
        self.outlook: Outlook | None = None
        """None until git has answered."""
        self.is_read_only = False
        """Whether nothing can be written here, so that nothing can be taken in."""
        self.doing: LazyMessage | None = None
        """What is under way, in a thread."""
        self.is_stopping = False
        """Whether what is under way was asked to end."""
        self.consent: Programs | None = None
        """What a first sync would run, while it waits to be allowed."""
        self.received: Received | None = None
        self.merged: Merged | None = None
        """The merge, also while it waits."""
        self.pushed: Pushed | None = None
        self.proposed: Proposed | None = None
        self.is_proposal = False
        """Whether the last run was to propose, not to sync."""
        self.refusal: Exception | None = None
        """Why nothing more came of it."""
        self._names: Mapping[str, Mapping[str, str]] = {}
        self._choices: dict[str, Choice] = {}
        self._sides: dict[str, tuple[FileClash, Side]] = {}

    def begin(self) -> None:
        """Forget what the last run came to; decisions stay."""
        self.received = self.merged = self.pushed = self.proposed = self.refusal = self.consent = None
        self.is_stopping = False

    @property
    def remote(self) -> str:
        """The name of the remote that is shared with; "" for none."""
        upstream = self.outlook.standing.upstream if self.outlook else None
        return upstream.remote if upstream else ""

    # what waits for a decision

    @property
    def waits(self) -> bool:
        """Whether a merge waits for decisions."""
        return self.merged is not None and self.merged.waits and self.pushed is None

    @property
    def undecided(self) -> tuple[Undecided, ...]:
        """The records that were to be decided, decided or not."""
        return self.merged.undecided if self.merged and self.waits else ()

    def choice(self, one: Undecided) -> Decided | None:
        """Return what was decided for a record as it is now; None where nothing was, or it changed since."""
        chosen = self._choices.get(one.path)
        return (
            chosen.decided if chosen and chosen.versions[:-1] == one.versions[:-1] else None
        )  # whatever they are called

    def decide(self, one: Undecided, decided: Decided) -> None:
        self._choices[one.path] = Choice(one.versions, decided)

    def side(self, one: FileClash) -> Side | None:
        """Return which side of a file that is no record was chosen; None where none was, or it changed since."""
        clash, side = self._sides.get(one.path, (None, None))
        return side if clash == one else None

    def take_side(self, one: FileClash, side: Side) -> None:
        self._sides[one.path] = one, side

    @property
    def files(self) -> tuple[FileClash, ...]:
        """The files that were to be decided, decided or not."""
        return self.merged.files if self.merged and self.waits else ()

    @property
    def left(self) -> int:
        """How many decisions are still to be made."""
        records = sum(self.choice(one) is None for one in self.undecided)
        return records + sum(self.side(one) is None for one in self.files)

    @property
    def decisions(self) -> Mapping[str, bytes | None]:
        """The records that were decided, by path; each for the versions that wait now."""
        return {one.path: chosen.raw for one in self.undecided if (chosen := self.choice(one)) is not None}

    @property
    def sides(self) -> Mapping[str, Side]:
        """The sides that were chosen, by path."""
        return {one.path: side for one in self.files if (side := self.side(one)) is not None}

    @property
    def has_decisions(self) -> bool:
        """Whether something would be lost if the screen were left now."""
        return self.waits and bool(self.decisions or self.sides)

    def drop_decisions(self) -> None:
        """Nothing was decided, and nothing waits: the sync is given up."""
        self._choices, self._sides = {}, {}
        self.begin()

    # names

    def name_records(self, registry: Registry) -> None:
        """Read the names of the records that wait."""
        self._names = {one.path: _names(registry, one) for one in self.undecided}

    def name(self, one: Undecided, language: str) -> str:
        """Return the name of a record that waits."""
        return text_in(dict(self._names.get(one.path, {})), language) or one.path


def _names(registry: Registry, one: Undecided) -> Mapping[str, str]:
    for raw in (one.versions.mine, one.versions.theirs, one.versions.base):
        if raw is not None:
            entry = registry.entry_from(one.path, raw)
            return entry.record.label if entry.record else dict(entry.preview.name) or {"": entry.id}
    return {}
