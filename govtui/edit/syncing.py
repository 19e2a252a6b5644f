"""Sync of a registry with its upstream branch: fetch, tell, merge in the object store, forward, push; or propose.

The steps are methods of `Syncing`, asked one after the other; `synced` runs them to the end. Nothing but `forward` changes the
branch or touches a file. Every method may take long and runs git: call them in a thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from govtui.edit.branch_merge import FileClash, Merged, Undecided
from govtui.edit.conflict import Side
from govtui.edit.received_changes import OtherFile, Received, RecordChange
from govtui.i18n.translator import Translator
from govtui.store.history import ChangedFile
from govtui.store.registry import Registry

if TYPE_CHECKING:
    from govtui.store.remote import Programs, SharingStanding, Upstream

__all__ = [
    "FileClash",
    "Merged",
    "NotSynced",
    "OtherFile",
    "Proposed",
    "Pushed",
    "Received",
    "RecordChange",
    "Synced",
    "Syncing",
    "Undecided",
    "synced",
]

ROUNDS = 5
"""How often the whole is begun again because somebody else was quicker."""


class NotSynced(Exception):
    """Sync cannot go on here; nothing was lost. store.network.NotShared is raised beside it, for what the network says.

    Codes: no_remote, no_upstream, detached, under_way (`output`: merge, rebase …), no_commits, old_git and the others of
    SharingStanding; uncommitted (`paths`: changed records), in_the_way (`paths`: uncommitted files that theirs would
    overwrite), unrelated (no common history), shallow (the common ancestor is not in this clone), moved (the branch changed
    meanwhile), no_name, overtaken (somebody was quicker in each of ROUNDS rounds), undecided.
    """

    def __init__(self, code: str, output: str = "", paths: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.output = output
        self.paths = paths


class Pushed(NamedTuple):
    """What was sent."""

    commits: int
    """0: there was nothing to send."""
    upstream: Upstream


class Proposed(NamedTuple):
    """A branch that was sent for others to look at; this clone's branch is as before."""

    branch: str
    commits: int
    words: str
    """The remote's own words, such as the address where a merge request is opened; other people's text."""


class Synced(NamedTuple):
    """How a sync ended."""

    received: Received
    merged: Merged
    pushed: Pushed | None
    """None while something waits for a decision."""


Decisions = Mapping[str, bytes | None]
"""Path of an Undecided to the bytes of the file; None: it is removed."""


class Syncing:
    """The steps of a sync of one registry. All raise NotSynced, NotShared or GitFailed; then all is as before."""

    def __init__(self, registry: Registry, stop: threading.Event | None = None) -> None:
        """`stop`: once it is set, what is under way in the network ends with NotShared("stopped")."""
        self.registry = registry
        self.stop = stop

    def standing(self) -> SharingStanding:
        """Return how the clone stands to its upstream branch, as was fetched last; the network is not asked."""
        raise NotImplementedError

    def programs(self) -> Programs:
        """Return what the owner's settings would run in a sync."""
        raise NotImplementedError

    def uncommitted(self) -> tuple[ChangedFile, ...]:
        """Return the uncommitted records, by path. Sync never commits them."""
        raise NotImplementedError

    def fetch(self) -> Received:
        """Fetch the upstream branch and return what others changed."""
        raise NotImplementedError

    def merge(
        self,
        tr: Translator,
        decided: Decisions | None = None,
        files: Mapping[str, Side] | None = None,
    ) -> Merged:
        """Merge what was fetched last with HEAD, in the object store; `tr` puts the commit's message into words.

        Call it again with decisions, by path, until nothing waits. Decisions that nobody waits for are passed over.
        """
        raise NotImplementedError

    def forward(self, merged: Merged) -> None:
        """Move the branch and the work tree to the merge: the only step that touches files.

        Raises NotSynced (in_the_way, moved, undecided).
        """
        raise NotImplementedError

    def push(self) -> Pushed:
        """Send HEAD to the upstream branch. Raises NotShared: behind (fetch again), declined …"""
        raise NotImplementedError

    def propose(self, name: str = "") -> Proposed:
        """Send HEAD as a branch for others to look at; "": a name from who and when. HEAD and upstream stay."""
        raise NotImplementedError


Step = Received | Merged | Pushed
"""What a step came to: after fetch, merge (and forward, where nothing waits), push."""


def synced(
    syncing: Syncing,
    tr: Translator,
    tell: Callable[[Step], None] = lambda step: None,
    decided: Decisions | None = None,
    files: Mapping[str, Side] | None = None,
) -> Synced:
    """Run a sync to its end, or to where something waits for a decision; `tell` gets what each step came to.

    Where somebody else was quicker it begins again, ROUNDS times at most. Raises as the steps do.
    """
    raise NotImplementedError
