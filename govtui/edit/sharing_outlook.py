"""How a registry stands to the people who share it: what is not committed, not sent, and received but not taken in.

Nothing here asks the network; git is asked, so it may take a while.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import NamedTuple

from govtui.edit.received_changes import Received, record_changes
from govtui.store.commit_files import commits_between, head
from govtui.store.committing import author
from govtui.store.git import GitFailed, git
from govtui.store.history import ChangedFile, History
from govtui.store.network import NotShared
from govtui.store.registry import Registry
from govtui.store.remote import PROPOSALS, SharingStanding, remote_branches, standing
from govtui.store.tree_merge import changed_files, merge_bases
from govtui.store.unsent_commits import UnsentCommit, unsent_commits

MOST_CANDIDATES = 20
"""The most branches that are offered besides those that are called alike."""


class Candidate(NamedTuple):
    """A branch of a remote; `is_there`: it has been fetched, else it would be begun by the first push."""

    remote: str
    branch: str
    is_there: bool


class Outlook(NamedTuple):
    """What can be shared, and with whom."""

    standing: SharingStanding
    uncommitted: tuple[ChangedFile, ...] = ()
    unsent: tuple[UnsentCommit, ...] = ()
    """The latest of the commits that wait to be sent; `standing.ahead` counts them all."""
    author: str = ""
    """Who would commit; "" where git does not know."""
    received: Received | None = None
    """What was fetched last and is not taken in yet; None for nothing."""
    candidates: tuple[Candidate, ...] = ()
    """What the branch could be shared with, the most likely first, where that is not known."""


def outlook(registry: Registry) -> Outlook:
    """Ask git how the registry stands."""
    history = History(registry.root)
    found = standing(history)
    if history.standing != "ready":
        return Outlook(found)
    uncommitted: tuple[ChangedFile, ...] = ()
    unsent: tuple[UnsentCommit, ...] = ()
    with suppress(GitFailed):
        uncommitted = history.changed_files()
    with suppress(GitFailed):
        unsent = unsent_commits(history) if found.ahead else ()
    received = None
    with suppress(GitFailed, NotShared):
        received = _received(registry, history, found) if found.behind else None
    candidates = _candidates(history, found) if found.state == "no_upstream" else ()
    return Outlook(found, uncommitted, unsent, author(history), received, candidates)


def _received(registry: Registry, history: History, found: SharingStanding) -> Received | None:
    """Return what the upstream branch has that was fetched and not taken in."""
    if found.upstream is None or not found.upstream.tracking:
        return None
    ours, theirs = (
        head(history),
        os.fsdecode(git(history.root, "rev-parse", "--verify", f"{found.upstream.tracking}^{{commit}}")).strip(),
    )
    bases = merge_bases(history, ours, theirs)
    new = commits_between(history, ours, theirs)
    if not bases:
        return Received(ours, theirs, "", new.number, found.ahead, new.authors, (), ())
    records, more, files = record_changes(registry, history, changed_files(history, bases[0], theirs))
    return Received(ours, theirs, bases[0], new.number, found.ahead, new.authors, records, files, more)


def _candidates(history: History, found: SharingStanding) -> tuple[Candidate, ...]:
    """Return the branch of each remote that is called as the one here, then the others that were fetched."""
    alike, others = [], []
    for remote in found.remotes:
        branches: tuple[str, ...] = ()
        with suppress(GitFailed):
            branches = remote_branches(history, remote.name)
        alike.append(Candidate(remote.name, found.branch, found.branch in branches))
        others += [Candidate(remote.name, name, True) for name in branches if name != found.branch]
    ours = [one for one in others if not one.branch.startswith(PROPOSALS)]
    return (*sorted(alike, key=lambda one: not one.is_there), *ours[:MOST_CANDIDATES])
