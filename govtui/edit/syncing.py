"""Sync of a registry with its upstream branch: fetch, tell, merge in the object store, forward, push; or propose.

The steps are methods of `Syncing`, asked one after the other; `synced` runs them to the end. Nothing but `forward` changes the
branch or touches a file. Every method may take long and runs git: call them in a thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from govtui.edit.branch_merge import BranchMerge, FileClash, Merged
from govtui.edit.conflict import Side
from govtui.edit.merged_records import Decisions, Undecided
from govtui.edit.received_changes import OtherFile, Received, RecordChange, record_changes
from govtui.edit.three_versions import Sides, ThreeVersions
from govtui.i18n.formats import in_quotes, number
from govtui.i18n.translator import Translator
from govtui.store import remote
from govtui.store.commit_files import commits_between, count_between, head
from govtui.store.commit_graph import shallow_commits
from govtui.store.configured_programs import Programs, programs
from govtui.store.history import ChangedFile, History
from govtui.store.network import NotShared
from govtui.store.registry import Registry
from govtui.store.remote import SharingStanding, Upstream
from govtui.store.termination import interrupts_deferred
from govtui.store.tree_merge import Stages, changed_files, fast_forward, merge_bases, merge_tree
from govtui.text.romanise import slug
from govtui.text.safe import safe_text
from govtui.user.allowed_programs import allow, is_allowed

__all__ = [
    "Decisions",
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

READY = ("ready", "old_git", "no_commits")
"""States of a clone that can be synced: an old git is told where it is to merge; a branch without commits begins as theirs."""

ROUNDS = 5
"""How often the whole is begun again because somebody else was quicker."""

_NAMED = 3
"""The most authors who are named in the message of a merge."""

_LISTED = 100
"""The most records that are named there."""


class NotSynced(NotShared):
    """Sync cannot go on here; all is as before.

    Codes, beside those of NotShared: the states of SharingStanding but "ready"; uncommitted (`paths`: changed records),
    shallow (the common ancestor is not in this clone), unplaced (`output`: git's words), overtaken (somebody was quicker in each
    of ROUNDS rounds), undecided, nothing (there is nothing to propose), bad_name (of a proposal).
    """


class Pushed(NamedTuple):
    """What was sent."""

    commits: int
    """0: there was nothing to send."""
    upstream: Upstream
    words: str = ""
    """The remote's own words; other people's text."""


class Proposed(NamedTuple):
    """A branch that was sent for others to look at; this clone's branch is as before."""

    branch: str
    commits: int
    words: str
    """The remote's own words, such as the address where a merge request is opened; other people's text."""
    known: bool = False
    """Whether the same had been proposed before."""


class Synced(NamedTuple):
    """How a sync ended."""

    received: Received
    merged: Merged
    pushed: Pushed | None
    """None while something waits for a decision."""


class Syncing:
    """The steps of a sync of one registry. All raise NotShared (NotSynced) or GitFailed; then all is as before."""

    def __init__(self, registry: Registry, stop: threading.Event | None = None) -> None:
        """`stop`: once it is set, what is under way in the network ends with NotShared("stopped")."""
        self.registry = registry
        self.stop = stop
        self.history = History(registry.root)
        self._standing: SharingStanding | None = None
        self._received: Received | None = None
        self._merge: BranchMerge | None = None
        self._between = ("", "")
        """The commits that `_merge` is of."""
        self._asked: Mapping[str, ThreeVersions | Stages] = {}
        """What the last `merge` asked about, by path: a decision holds for these versions only."""

    def standing(self) -> SharingStanding:
        """Return how the clone stands to its upstream branch, as was fetched last; the network is not asked."""
        self._standing = remote.standing(self.history)
        return self._standing

    def _upstream(self) -> tuple[Upstream, str]:
        """Return the upstream, and the branch here. Raises NotSynced."""
        found = self._standing or self.standing()
        if found.state not in READY or found.upstream is None:
            raise NotSynced(found.state, found.operation)
        return found.upstream, found.branch

    def programs(self) -> Programs:
        """Return the programs that git's settings would run in a sync, and a digest of them with the addresses, as they are now."""
        self._standing = None
        upstream, _ = self._upstream()
        return programs(self.history, *upstream.addresses)

    def is_allowed(self, asked: Programs) -> bool:
        """Whether the user has agreed to these programs and addresses; asked before the first fetch, and when they change."""
        return is_allowed(self.history.folder, asked.digest)

    def allow(self, asked: Programs) -> bool:
        """Keep that the user agrees; False where that cannot be kept, so that the next sync asks again."""
        return allow(self.history.folder, asked.digest)

    def share_with(self, remote_name: str, branch: str) -> Upstream:
        """Share the branch here with a branch of a remote from now on. Raises NotShared: no_remote, unknown_remote …"""
        found = remote.set_upstream(self.history, remote_name, branch)
        self._standing = None
        return found

    def uncommitted(self) -> tuple[ChangedFile, ...]:
        """Return the uncommitted records, by path. Sync never commits them."""
        return self.history.changed_files()

    def fetch(self) -> Received:
        """Fetch the upstream branch and return what others changed."""
        self.standing()
        upstream, _ = self._upstream()
        theirs = remote.fetch(self.history, upstream, self.stop)
        if (ours := head(self.history)) or theirs:
            self._received = self._told(ours, theirs)
            return self._received
        raise NotSynced("no_commits")

    def _told(self, ours: str, theirs: str) -> Received:
        if not theirs:
            return Received(ours, "", "", 0, count_between(self.history, "", ours), (), (), ())
        if not ours:
            new = commits_between(self.history, "", theirs)
            return Received("", theirs, "", new.number, 0, new.authors, (), ())
        base = self._bases(ours, theirs)[0]
        new = commits_between(self.history, ours, theirs)
        waiting = count_between(self.history, theirs, ours)
        if not new.number:
            return Received(ours, theirs, base, 0, waiting, (), (), ())
        found = changed_files(self.history, base, theirs)
        records, more, files = record_changes(self.registry, self.history, found)
        return Received(ours, theirs, base, new.number, waiting, new.authors, records, files, more)

    def _bases(self, ours: str, theirs: str) -> Sequence[str]:
        """Return the merge bases. Raises NotSynced: shallow, apart."""
        if bases := merge_bases(self.history, ours, theirs):
            return bases
        raise NotSynced("shallow" if shallow_commits(self.registry.root) else "apart")

    def merge(
        self, tr: Translator, decided: Decisions | None = None, files: Mapping[str, Side] | None = None
    ) -> Merged:
        """Merge what was fetched last with HEAD, in the object store; `tr` puts the commit's message into words.

        Call it again, on the same object, with decisions by path until nothing waits. A decision about versions that were not
        asked about is passed over: it was made before somebody changed the record again.
        """
        received = self._received or self.fetch()
        ours, theirs = head(self.history), received.theirs
        bases = self._bases(ours, theirs) if ours and theirs else [ours]
        if not theirs or theirs in bases or ours in bases:
            return Merged(ours, theirs, ours if not theirs or theirs in bases else theirs)
        if self._merge is None or self._between != (ours, theirs):
            tree = merge_tree(self.history, ours, theirs, self.stop)
            self._merge = BranchMerge(self.registry, self.history, ours, theirs, bases, tree, self._sides(received))
            self._between = (ours, theirs)
        asked: dict[str, ThreeVersions | Stages] = {one.path: one.stages for one in self._merge.file_clashes}
        # What the sides are called is no matter: it changes with each who sends something.
        records = {path: one.versions._replace(sides=Sides()) for path, one in self._merge.asked.items()}
        before, self._asked = self._asked, asked | records
        valid = {path: raw for path, raw in (decided or {}).items() if before.get(path) == records.get(path)}
        chosen = {path: side for path, side in (files or {}).items() if before.get(path) == asked.get(path)}
        return self._merge.merged(lambda merged: self._message(received, merged, tr), valid, chosen)

    def _sides(self, received: Received) -> Sides:
        upstream, branch = self._upstream()
        who = ", ".join(received.authors[:_NAMED]) + (", …" if len(received.authors) > _NAMED else "")
        theirs = f"{upstream.remote}/{upstream.branch}"
        return Sides(safe_text(branch, multiline=False), safe_text(f"{theirs} ({who})", multiline=False))

    def _message(self, received: Received, records: Sequence[str], tr: Translator) -> str:
        """Return the message of the merge: whose commits, and which records were merged by field."""
        upstream, _ = self._upstream()
        who = ", ".join(received.authors[:_NAMED]) + (", …" if len(received.authors) > _NAMED else "")
        words = tr.ngettext(
            "Merge {n} commit by {who} from {remote}", "Merge {n} commits by {who} from {remote}", received.commits
        )
        subject = words.format(n=number(received.commits, tr), who=who, remote=upstream.remote)
        named = {one.path: one.name(tr.language) for one in received.records}
        lines = [f"- {in_quotes(named.get(path, path))}" for path in records[:_LISTED]]
        if (more := len(records) - _LISTED) > 0:
            words = tr.ngettext("and {n} other record", "and {n} other records", more)
            lines.append(f"- {words.format(n=number(more, tr))}")
        body = [tr.gettext("Merged by field:"), *lines] if lines else []
        return "\n".join(safe_text(line, multiline=False) for line in [subject, *([""] if body else []), *body])

    def forward(self, merged: Merged) -> None:
        """Move the branch and the work tree to the merge: the only step that touches files.

        Raises NotShared: in_the_way, moved, busy, undecided …
        """
        if merged.waits:
            raise NotSynced("undecided")
        if merged.commit != merged.ours:
            with interrupts_deferred():  # git would be ended between two files
                fast_forward(self.history, merged.commit, self._upstream()[1])

    def push(self) -> Pushed:
        """Send HEAD to the upstream branch. Raises NotShared: behind (fetch again), declined …"""
        received = self._received or self.fetch()
        upstream, _ = self._upstream()
        commit = head(self.history)
        waiting = count_between(self.history, received.theirs, commit)
        if not waiting:
            return Pushed(0, upstream)
        return Pushed(waiting, upstream, remote.push(self.history, upstream, commit, self.stop))

    def propose(self, name: str = "") -> Proposed:
        """Send HEAD as a branch for others to look at; HEAD and upstream stay.

        `name`: words are joined by hyphens; "": a name from who and when. Raises NotShared: nothing, bad_name, declined …
        """
        found = self.standing()
        upstream, _ = self._upstream()
        if not (commit := head(self.history)):
            raise NotSynced("no_commits")
        known = upstream.tracking if found.fetched else ""
        waiting = count_between(self.history, known, commit)
        if not waiting:
            raise NotSynced("nothing")
        name = slug(name) if len(name.split()) > 1 else name.strip()  # words, not the name of a branch
        name = name or remote.proposal_name(self.history, datetime.now().astimezone().date())
        made = remote.propose(self.history, upstream, commit, name, self.stop)
        return Proposed(made.branch, waiting, made.words, made.known)


Step = Received | Merged | Pushed
"""What a step came to: after fetch, after merge (and forward, where nothing waits), after push."""


def synced(
    syncing: Syncing,
    tr: Translator,
    tell: Callable[[Step], None] = lambda step: None,
    decided: Decisions | None = None,
    files: Mapping[str, Side] | None = None,
    *,
    uncommitted_stay: bool = False,
) -> Synced:
    """Run a sync to its end, or to where something waits for a decision; `tell` gets what each step came to.

    Where somebody else was quicker it begins again, ROUNDS times at most. Uncommitted records end it before it begins, unless
    they may stay behind. Raises as the steps do.
    """
    if not uncommitted_stay and (changed := syncing.uncommitted()):
        raise NotSynced("uncommitted", paths=tuple(one.path for one in changed))
    for _ in range(ROUNDS):
        received = syncing.fetch()
        tell(received)
        merged = syncing.merge(tr, decided, files)
        if merged.waits:
            tell(merged)
            return Synced(received, merged, None)
        try:
            syncing.forward(merged)
            tell(merged)
            pushed = syncing.push()
        except NotShared as refused:
            if refused.code not in ("moved", "behind"):
                raise
            continue
        tell(pushed)
        return Synced(received, merged, pushed)
    raise NotSynced("overtaken")
