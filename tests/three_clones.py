"""Three people who share a registry, at random: they edit, commit, sync and propose in any order, and are killed on the way.

Whatever anybody types has a word of its own ("t17"), so that it is seen when it is lost. Words may go only where somebody has
written over them or removed their record with them in sight, or has decided a conflict that showed them.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from clones import BRANCH, Clone, Shared, shared
from living import PATIENCE
from repository import organization

from govtui.edit.conflict import Side
from govtui.edit.syncing import Syncing, synced
from govtui.i18n.translator import load
from govtui.store.committing import commit
from govtui.store.field_edits import Change, changed
from govtui.store.history import History
from govtui.store.network import NotShared
from govtui.store.registry import Registry

PEOPLE = ("lan", "minh", "hoa")

FIELDS = ("name.vi", "name.en", "summary.vi", "summary.en", "abbreviation.vi")

MAX_CALL = 60
"""Calls of git among which a kill is drawn; a sync that merges has some fifty."""

_WORD = re.compile(rb"\bt\d+\b")

HOW_OFTEN = [6, 3, 1]
"""How often people are killed in each way of How."""

LARGE = "lớn.bin"
NOTES = "ghi chú.md"


class Counts(NamedTuple):
    """What happened, to be reported."""

    rounds: int
    edits: int
    syncs: int
    killed: int
    merges: int
    conflicts: int
    proposals: int
    quicker: int


def words(raw: bytes) -> set[str]:
    """The words of edits in a text."""
    return {found.decode() for found in _WORD.findall(raw)}


class Person:
    """Somebody with a clone."""

    def __init__(self, clone: Clone) -> None:
        self.clone, self.root = clone, clone.root
        large = (clone.top / LARGE).stat()
        self.large = (large.st_ino, large.st_mtime_ns, large.st_size)

    def records(self) -> list[str]:
        return sorted(f"organizations/{one.name}" for one in (self.root / "organizations").glob("*.toml"))

    def words(self) -> set[str]:
        """The words in all files of the work tree but the large one."""
        texts = [path.read_bytes() for path in self.root.rglob("*.toml")]
        return words(b"\n".join([*texts, (self.clone.top / NOTES).read_bytes()]))


class Office:
    """A remote and three clones; `chance` decides everything, `size` is that of a binary file that nobody touches."""

    def __init__(self, top: Path, chance: random.Random, size: int, url: str = "") -> None:
        self.chance, self.top = chance, top
        self.shared: Shared = shared(top)
        first = self.shared.clone("first")
        (first.top / LARGE).write_bytes(chance.randbytes(1000) * (size // 1000))
        (first.top / NOTES).write_text("# Ghi chú\n\n" + "".join(f"- dòng {n}\n" for n in range(5)), encoding="utf-8")
        for n in range(2):
            first.write(f"organizations/co{n}.toml", organization(f"co{n}", f"Cơ quan {n}"))
        first.commit("Bắt đầu")
        first.git("push", "--quiet")
        self.people = [Person(self._clone(name, url)) for name in PEOPLE]
        self.number = 0
        self.seen_off: set[str] = set()
        """Words that somebody wrote over, removed or decided against, having them in sight; and records that were decided."""
        self.removed: set[str] = set()
        """The records that somebody removed; none is ever written anew under its name."""
        self.pushed: list[str] = [self.tip()]
        """The commits that the remote's branch has had, each an ancestor of the next."""
        self.count = dict.fromkeys(Counts._fields, 0)
        self._told = top / "told"
        self._told.touch()

    def _clone(self, name: str, url: str) -> Clone:
        made = self.shared.clone(name, url)
        made.git("pull", "--quiet", "--ff-only", os.fspath(self.shared.remote), BRANCH)
        return made

    def tip(self) -> str:
        """The commit of the remote's branch."""
        return self.shared.git("rev-parse", BRANCH).strip()

    # -- what people do

    def round(self, kills: float) -> None:
        """Let everybody do something, in any order."""
        for person in self.chance.sample(self.people, len(self.people)):
            for _ in range(self.chance.randrange(3)):
                self.edit(person)
            act = self.chance.choices([self.sync, self.propose, self.quicker, self.commit, None], [55, 10, 17, 8, 10])[
                0
            ]
            if act is not None and self.chance.random() < kills:
                self.killed(act, person)
            elif act is not None:
                act(person)
            self.check()
        self.count["rounds"] += 1

    def edit(self, person: Person) -> None:
        """Write something new into a file, without committing it."""
        self.number += 1
        word = f"t{self.number}"
        self.count["edits"] += 1
        records = person.records()
        what = self.chance.choices(["field", "comment", "new", "removed", "notes"], [60, 10, 12, 5, 13])[0]
        if what == "new" or len(records) < 2:
            person.clone.write(f"organizations/co-{word}.toml", organization(f"co-{word}", f"Cơ quan {word}"))
            return
        path = self.chance.choice(records)
        place = person.root / path
        before = place.read_text(encoding="utf-8")
        if what == "removed":
            place.unlink()
            self.removed.add(path)
            self.see_off(words(before.encode()) | {word})
        elif what == "notes":
            place = person.clone.top / NOTES
            lines = place.read_text(encoding="utf-8").splitlines(keepends=True)
            at = self.chance.randrange(2, len(lines))
            self.see_off(words(lines[at].encode()))
            lines[at] = f"- dòng {word}\n"
            place.write_text("".join(lines), encoding="utf-8")
        elif what == "comment":
            place.write_text(before.replace("\n[name]", f"\n# {word}\n[name]"), encoding="utf-8")
        else:
            after = changed(before, [Change(self.chance.choice(FIELDS), f"Chữ {word}")])
            self.see_off(words(before.encode()) - words(after.encode()))
            place.write_text(after, encoding="utf-8")

    def commit(self, person: Person) -> None:
        """Commit what there is; the records as the program does it."""
        history = History(person.root)
        if found := history.changed_files():
            commit(history, [one.path for one in found], "Sửa bản ghi")
        if person.clone.git("status", "--porcelain", "--", NOTES):
            person.clone.git("commit", "--quiet", "--only", "--message", "Sửa ghi chú", "--", NOTES)

    def sync(self, person: Person) -> None:
        """Sync, deciding every conflict by lot; uncommitted files stay while they are not in the way."""
        self.count["syncs"] += 1
        if self.chance.random() < 0.7:
            self.commit(person)
        syncing = Syncing(Registry(person.root))
        for _ in range(5):
            try:
                self._sync(syncing)
                return
            except NotShared as refused:
                if refused.code != "in_the_way":
                    raise
                assert refused.paths
                self.commit(person)
        raise AssertionError("files stay in the way though they were committed")

    def _sync(self, syncing: Syncing) -> None:
        tr = load("vi")
        decided: dict[str, bytes | None] = {}
        files: dict[str, Side] = {}
        for _ in range(20):
            done = synced(syncing, tr, decided=decided, files=files, uncommitted_stay=True)
            merged = done.merged
            if not merged.waits:
                assert done.pushed is not None
                self.count["merges"] += bool(merged.records)
                return
            self.count["conflicts"] += 1
            for one in merged.undecided:
                mine, theirs = one.versions.mine, one.versions.theirs
                decided[one.path] = self.chance.choice([mine, theirs])
                shown = words(mine or b"") | words(theirs or b"")
                self.see_off(shown - words(decided[one.path] or b"") | {one.path})
            for file in merged.files:
                files[file.path] = side = self.chance.choice([Side.MINE, Side.THEIRS])
                sides = {
                    name: words(blob_text(syncing.history, blob.name if blob else ""))
                    for name, blob in ((Side.MINE, file.stages.ours), (Side.THEIRS, file.stages.theirs))
                }
                self.see_off((sides["mine"] | sides["theirs"]) - sides[side])
        raise AssertionError("what was decided is asked again and again")

    def propose(self, person: Person) -> None:
        """Propose what is committed; the clone's branch stays."""
        self.count["proposals"] += 1
        self.commit(person)
        syncing = Syncing(Registry(person.root))
        before = person.clone.head()
        try:
            syncing.propose()
        except NotShared as refused:
            if refused.code != "nothing":
                raise
        assert person.clone.head() == before

    def quicker(self, person: Person) -> None:
        """Sync, while somebody else syncs between what is fetched and what is pushed."""
        self.count["quicker"] += 1
        self.commit(person)
        other = self.chance.choice([one for one in self.people if one is not person])
        syncing = Syncing(Registry(person.root))
        syncing.fetch()
        self.sync(other)
        merged = syncing.merge(load("vi"))
        if not merged.waits:
            syncing.forward(merged)
            try:
                syncing.push()
            except NotShared as refused:
                if refused.code != "behind":
                    raise
        self.sync(person)

    # -- being killed

    def killed(self, act: Callable[[Person], None], person: Person) -> None:
        """Let somebody do something in a process of its own that is killed when it calls git for the n-th time."""
        call, how = self.chance.randrange(1, MAX_CALL), self.chance.choices([*How], HOW_OFTEN)[0]
        state = self.chance.getstate()

        def counted() -> None:
            act(person)
            (self.top / "count").write_text(json.dumps(self.count))

        ended = kill_at.child(call, how, counted)
        assert ended in (0, -signal.SIGKILL), "see above"
        if how is How.WITH_GIT:
            for folder in (person.clone.top / ".git", self.shared.remote):
                for lock in folder.rglob("*.lock"):
                    lock.unlink()  # as git tells whoever it is in the way of
        if ended:
            self.count["killed"] += 1
        else:
            self.count = json.loads((self.top / "count").read_text())
        self.chance.setstate(state)
        self.chance.random()
        self.seen_off |= {*self._told.read_text(encoding="utf-8").splitlines()}

    def see_off(self, found: Iterable[str]) -> None:
        """Note words that somebody lets go; in a file, since a child may be killed."""
        self.seen_off |= {*found}
        with self._told.open("a", encoding="utf-8") as told:
            told.write("".join(f"{word}\n" for word in found))

    # -- what must hold

    def check(self) -> None:
        """What was pushed stays; nobody has touched the large file, nor left a lock."""
        tip = self.tip()
        if tip != self.pushed[-1]:
            self.shared.git("merge-base", "--is-ancestor", self.pushed[-1], tip)
            self.pushed.append(tip)
        for person in self.people:
            large = (person.clone.top / LARGE).stat()
            assert (large.st_ino, large.st_mtime_ns, large.st_size) == person.large

    def settle(self) -> None:
        """Let everybody sync until all have the same, and hold what there is then against what was typed."""
        for again in (False, True):
            for person in self.people:
                if not again or person.clone.head() != self.tip():
                    self.commit(person)
                    self.sync(person)
                    self.check()
        tip = self.tip()
        assert self.shared.git("fsck", "--strict", "--no-dangling") == ""
        for person in self.people:
            clone = person.clone
            assert clone.head() == tip
            assert clone.git("status", "--porcelain=v2", "--untracked-files=all") == ""
            assert clone.git("fsck", "--strict", "--no-dangling") == ""
            assert not [*(clone.top / ".git").rglob("*.lock")]
            clone.git("merge-base", "--is-ancestor", self.pushed[-1], tip)
        kept = self.people[0].words()
        lost = {f"t{n}" for n in range(1, self.number + 1)} - kept - self.seen_off
        back = {*self.people[0].records()} & self.removed - self.seen_off
        assert not back, f"removed, and there again: {sorted(back)}"
        assert not lost, f"gone, and nobody saw it: {sorted(lost)}"

    def counts(self) -> Counts:
        return Counts(**self.count)


def blob_text(history: History, blob: str) -> bytes:
    """The contents of a blob."""
    raw = history.texts([blob]).get(blob, b"") if blob else b""
    return raw if isinstance(raw, bytes) else b""


class How(StrEnum):
    """How somebody is killed: before a call of git, during it while git goes on, or git with him, as in a power cut."""

    BEFORE = "before"
    DURING = "during"
    WITH_GIT = "with git"


class kill_at:
    """Within it this process is killed at the n-th call of git; if it has begun, its id is written to a pipe first.

    0: it is not killed. `calls`: how often git was called.
    """

    def __init__(self, call: int, how: How = How.BEFORE, tell: int = -1) -> None:
        self._call, self._how, self._tell = call, how, tell
        self.calls = 0

    def __enter__(self) -> kill_at:
        real, kill, how, tell = subprocess.Popen, self, self._how, self._tell

        class Counted(real):  # type: ignore[misc, valid-type]
            def __init__(self, args: Any, *rest: Any, **named: Any) -> None:
                mine = args[0] == "git" and named.get("start_new_session")
                kill.calls += bool(mine)
                now = mine and kill.calls == kill._call
                if now and how is How.BEFORE:
                    os.kill(os.getpid(), signal.SIGKILL)
                super().__init__(args, *rest, **named)
                if now:
                    os.write(tell, str(self.pid).encode())
                    if how is How.WITH_GIT:
                        time.sleep(kill._call % 7 / 1000)  # a call of git takes some 5 ms
                        os.killpg(self.pid, signal.SIGKILL)
                    os.kill(os.getpid(), signal.SIGKILL)

        self._real = real
        subprocess.Popen = Counted  # type: ignore[misc]
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.Popen = self._real  # type: ignore[misc]

    @staticmethod
    def child(call: int, how: How, act: Callable[[], None]) -> int:
        """Do something in a process of its own that is killed so; 0 if it did not call git that often, else -SIGKILL.

        What it has started is waited for. 1: it failed, and said why.
        """
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                os.close(reading)
                with kill_at(call, how, writing):
                    act()
                status = 0
            except BaseException:  # told by the status
                traceback.print_exc()
            finally:
                sys.stderr.flush()
                os._exit(status)
        os.close(writing)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        with os.fdopen(reading, "rb") as pipe:
            if left := pipe.read():
                wait_for_end(int(left))
        return ended


def wait_for_end(process: int) -> None:
    """Wait for a process that nobody of ours may wait for, but not for a dead one that nobody buries."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            os.kill(process, 0)
            if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return
        except (ProcessLookupError, FileNotFoundError):
            return
        time.sleep(0.005)  # nothing tells when somebody else's child ends
    raise AssertionError("git does not end")
