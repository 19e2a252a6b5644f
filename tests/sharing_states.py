"""States of the screen for sharing as data, for tests that look at all screens: no git, no network, the same at each run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from workshop import PAST

from govtui.edit.branch_merge import FileClash, FileVersion, Merged
from govtui.edit.conflict import Clash
from govtui.edit.merged_records import Undecided
from govtui.edit.received_changes import OtherFile, Received, RecordChange
from govtui.edit.record_diff import differences
from govtui.edit.sharing_outlook import Outlook
from govtui.edit.syncing import NotSynced, Pushed
from govtui.edit.three_versions import Decided, ThreeVersions
from govtui.store.commit_files import LastCommit
from govtui.store.configured_programs import Program, Programs
from govtui.store.history import ChangedFile
from govtui.store.network import NotShared
from govtui.store.registry import Registry
from govtui.store.remote import SharingStanding, Upstream
from govtui.store.tree_merge import Stages
from govtui.store.unsent_commits import UnsentCommit
from govtui.tui.versions.share_state import Sharing

WHEN = datetime(2024, 5, 6, 2, 50, tzinfo=UTC)
PATH = f"organizations/{PAST}.toml"
UPSTREAM = Upstream("origin", "2024", "ssh://git@git.example.org/2024")
READY = SharingStanding("ready", "2024", UPSTREAM, 0, 0, fetched=True)
AUTHOR = "Lan <lan@example.org>"
RAW = (
    "origin",
    "git",
    "example",
    "org",
    "ssh",
    "Lan",
    "lan",
    "Minh",
    "helper",
    "credential",
    "cache",
    "txt",
    "pre",
    "push",
    "hook",
)
"""The words in them that are other people's."""

UNSENT = (
    UnsentCommit("c" * 40, WHEN, "Lan", "2", (PATH, "organizations/kr-mois.toml")),
    UnsentCommit("d" * 40, WHEN, "Minh", "1", ()),
)


def _received(files: Registry) -> Received:
    after = files.entry(PATH)
    before = files.entry_from(PATH, after.text.replace('"inactive"', '"active"').encode())
    event = files.entry("events/hoi-nghi-2021.toml")
    return Received("a" * 40, "b" * 40, "9" * 40, 2, 1, ("Minh",), (
        RecordChange(event.path, "new", None, event, ()),
        RecordChange(PATH, "changed", before, after, tuple(differences(before.text, after.text))),
    ), (OtherFile("2024.txt", "changed"),))  # fmt: skip


def _merged(files: Registry) -> Merged:
    raw, other = (files.entry(path).text.encode() for path in (PATH, "organizations/kr-mois.toml"))
    mine, theirs = (raw.replace(b'"inactive"', word) for word in (b'"active"', b'"unknown"'))
    gone = ThreeVersions("organizations/kr-mois.toml", other, other, None)
    clash = Clash("status", "inactive", "active", "unknown")
    versions = [FileVersion(24, LastCommit(who, WHEN)) for who in ("Lan", "Minh")]
    return Merged("a" * 40, "b" * 40, "", (), (
        Undecided(PATH, ThreeVersions(PATH, raw, mine, theirs), (clash,)),
        Undecided(gone.path, gone, ()),
    ), (FileClash("2024.txt", "both_changed", *versions, Stages()),))  # fmt: skip


def _fresh(state: Sharing, files: Registry) -> None:
    """Something is to be committed and to be sent."""
    changed = (ChangedFile(PATH, "changed"), ChangedFile("events/hoi-nghi-2021.toml", "new"))
    state.outlook = Outlook(READY._replace(ahead=2, behind=1), changed, UNSENT, AUTHOR)


def _asked(state: Sharing, files: Registry) -> None:
    """The first sync waits to be allowed."""
    state.outlook = Outlook(READY._replace(ahead=2), (), UNSENT, AUTHOR)
    found = (
        Program("credential", "credential.helper", "cache", "global"),
        Program("hook", "pre-push", "2024", "local"),
    )
    state.consent = Programs(found, "2024")


def _offline(state: Sharing, files: Registry) -> None:
    """The server could not be reached."""
    state.outlook = Outlook(READY._replace(ahead=2), (), UNSENT, AUTHOR)
    state.refusal = NotShared("unreachable", "ssh")


def _done(state: Sharing, files: Registry) -> None:
    """Both sides are one, and sent."""
    state.outlook, state.received = Outlook(READY, (), (), AUTHOR), _received(files)
    state.merged, state.pushed = Merged("a" * 40, "b" * 40, "c" * 40, (PATH,)), Pushed(2, UPSTREAM)


def _deciding(state: Sharing, files: Registry) -> None:
    """Two records and a file wait for a decision; one was decided."""
    state.outlook, state.received = Outlook(READY._replace(ahead=1), (), UNSENT[:1], AUTHOR), _received(files)
    state.merged = _merged(files)
    state.name_records(files)
    state.decide(state.undecided[1], Decided(None))


def _declined(state: Sharing, files: Registry) -> None:
    """The server takes in, but does not let send."""
    state.outlook, state.received = Outlook(READY._replace(ahead=2), (), UNSENT, AUTHOR), _received(files)
    state.merged = Merged("a" * 40, "b" * 40, "c" * 40, (PATH,))
    state.refusal = NotSynced("declined", "2024 (2)\n3 4")


STATES: Mapping[str, Callable[[Sharing, Registry], None]] = {
    "to-share": _fresh,
    "to-allow": _asked,
    "offline": _offline,
    "synced": _done,
    "deciding": _deciding,
    "declined": _declined,
}
