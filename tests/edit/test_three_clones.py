"""Three clones of one remote, at random, with kills between any two calls of git: nothing that was typed is lost unseen."""

from __future__ import annotations

import shlex
import shutil
import signal
from pathlib import Path

import pytest
from clones import BRANCH, Clone, shared
from noting_git import never_forced
from repository import BO, organization
from seeds import THOROUGH, rounds, seeded
from sshd import Sshd, find_sshd
from three_clones import Counts, How, Office, kill_at, words

from govtui.edit import branch_merge
from govtui.edit.syncing import Syncing, synced
from govtui.i18n.translator import load
from govtui.store.registry import Registry
from govtui.store.tree_merge import commit_tree

KILLS = 0.4
"""How often somebody is killed on the way."""

SIZE = 20_000_000 if THOROUGH else 500_000
"""Bytes of the file that nobody touches."""

SETTLING = 20
"""Rounds after which all sync and everything is looked at."""


def _worked(office: Office, count: int) -> Counts:
    with never_forced():
        for number in range(1, count + 1):
            office.round(KILLS)
            if number % SETTLING == 0:
                office.settle()
        office.settle()
    return office.counts()


def test_nothing_is_lost_over_files(tmp_path: Path) -> None:
    count = rounds(10, 200)
    found = _worked(Office(tmp_path, seeded("three clones over files"), SIZE), count)
    assert found.rounds == count
    assert min(found.killed, found.merges, found.conflicts, found.proposals, found.quicker) > 0


def test_nothing_is_lost_over_ssh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if find_sshd() is None or shutil.which("git-shell") is None:
        pytest.skip("needs sshd and git-shell")
    with Sshd(f'{shutil.which("git-shell")} -c "$SSH_ORIGINAL_COMMAND"') as server:
        command = server.client("-oBatchMode=yes", tty=False)[:-1]
        monkeypatch.setenv("GIT_SSH_COMMAND", shlex.join(command))
        address = f"ssh://127.0.0.1:{server.port}{shared(tmp_path / 'không').remote.parent.parent}/máy chủ.git"
        office = Office(tmp_path, seeded("three clones over ssh"), SIZE, address.replace(" ", "%20"))
        count = rounds(1, 50)
        assert _worked(office, count).rounds == count


def test_what_is_lost_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A merge that takes one side alone, with both as its parents, would look well to git."""
    office = Office(tmp_path, seeded("three clones, one side"), 1000)
    for person in office.people:
        person.clone.write(BO, organization("bo", f"Bộ t{office.people.index(person)}"))
        office.number += 1

    def one_side(history, tree, replaced, parents, message):  # type: ignore[no-untyped-def]
        return commit_tree(history, f"{parents[0]}^{{tree}}", {}, parents, message)

    monkeypatch.setattr(branch_merge, "commit_tree", one_side)
    for person in office.people[:2]:
        office.edit(person)
    with pytest.raises(AssertionError, match="gone, and nobody saw it"):
        office.settle()


def _diverged(top: Path) -> tuple[Clone, Clone]:
    """Lan and Minh, who have changed one record in different fields; Minh has pushed."""
    both = shared(top)
    lan, minh = both.clone("lan"), both.clone("minh")
    minh.write(BO, organization("bo", "Bộ Nội vụ", "inactive"))
    minh.write("organizations/khác.toml", organization("khac", "Sở t2"))
    minh.commit("Minh")
    minh.git("push", "--quiet")
    lan.write(BO, organization("bo", "Bộ t1"))
    lan.commit("Lan")
    return lan, minh


def test_killed_at_any_call_of_git_a_sync_is_not_begun_or_done_and_the_next_one_ends_it(tmp_path: Path) -> None:
    made = tmp_path / "made"
    _diverged(made)
    with kill_at(0) as never:
        _sync(_copied(made, tmp_path / "whole").root)
    last = never.calls
    seldom = [1, last // 3, last // 2, *range(last - 3, last + 1)]
    untouched, done = 0, 0
    for call in range(1, last + 1) if THOROUGH else seldom:
        top = tmp_path / str(call)
        lan = _copied(made, top)
        before = (lan.head(), lan.git("status", "--porcelain=v2", "--untracked-files=all"))
        ended = kill_at.child(call, How.BEFORE, lambda root=lan.root: _sync(root))  # type: ignore[misc]
        assert ended == -signal.SIGKILL
        now = (lan.head(), lan.git("status", "--porcelain=v2", "--untracked-files=all"))
        assert now[1] == before[1] == ""
        untouched += now == before
        done += now != before
        _sync(lan.root)
        assert lan.head() == Clone.run(top / "máy chủ.git", "rev-parse", BRANCH).strip()
        assert words((lan.root / BO).read_bytes()) == {"t1"} and "inactive" in (lan.root / BO).read_text()
        assert words((lan.root / "organizations/khác.toml").read_bytes()) == {"t2"}
        shutil.rmtree(top)
    assert untouched and done


def _copied(made: Path, top: Path) -> Clone:
    """Lan's clone in a copy of all that."""
    shutil.copytree(made, top, symlinks=True)
    lan = Clone(top / "lan")
    lan.git("remote", "set-url", "origin", str(top / "máy chủ.git"))
    return lan


def _sync(root: Path) -> None:
    found = synced(Syncing(Registry(root)), load("vi"))
    assert found.pushed is not None
