"""The remote that a registry is shared through: where the branch stands, fetching, pushing, proposing.

`standing`, `remotes` and `remote_branches` never ask the network: they tell what was fetched last. Nothing here forces,
deletes a ref or touches the work tree; what is fetched moves only the branches that git keeps of the remote.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from govtui.store.committing import author, under_way
from govtui.store.configured_programs import Program as Program
from govtui.store.configured_programs import Programs as Programs
from govtui.store.configured_programs import programs as programs
from govtui.store.git import GitFailed, git, override
from govtui.store.history import AheadBehind, History
from govtui.store.network import NotShared, ask, over_network
from govtui.store.network_failures import failure_code, push_code, remote_words, without_passwords
from govtui.text.romanise import slug

MERGES_TREES = (2, 38)
"""The first git that merges in its object store."""

PROPOSALS = "proposals/"
"""Where on the remote the branches of proposals stand."""

MOST_PROPOSALS = 20
"""The most numbers that are tried for a proposal while others take the same ones."""


class Remote(NamedTuple):
    """A remote of the clone; its address without a password, to be shown."""

    name: str
    address: str


class Upstream(NamedTuple):
    """The branch of a remote that a branch is shared with.

    `remote` is its name, in rare clones an address. `address`: where it is, without a password, to be shown; `pushed_to`
    is where pushes go if that is elsewhere, or to several places. `tracking`: the ref that keeps what was fetched last, ""
    where git keeps none.
    """

    remote: str
    branch: str
    address: str = ""
    pushed_to: tuple[str, ...] = ()
    tracking: str = ""

    @property
    def addresses(self) -> tuple[str, ...]:
        """All that is connected to: where it is fetched from, then where it is pushed to."""
        return tuple(dict.fromkeys(filter(None, (self.address, *self.pushed_to))))


class SharingStanding(NamedTuple):
    """How a clone stands to its remote, as far as is known without asking it.

    `state`: ready; no_remote; no_upstream (`remotes`: which there are to choose from); detached (no branch is checked out);
    under_way (`operation`: merge, rebase …); no_commits (none here yet; the upstream may have some); old_git (both sides have
    moved, and this git is older than 2.38); or why there is no git at all (Standing of History).
    `ahead` and `behind` count commits since what was fetched last, both 0 where nothing was; `fetched`: something was.
    """

    state: str
    branch: str = ""
    upstream: Upstream | None = None
    ahead: int = 0
    behind: int = 0
    operation: str = ""
    remotes: tuple[Remote, ...] = ()
    fetched: bool = False


class Proposed(NamedTuple):
    """A proposal on the remote: its branch, the remote's words, and whether it had been made before."""

    branch: str
    words: str
    known: bool = False


def standing(history: History) -> SharingStanding:
    """Return how the clone stands to its remote; never asks the network. Some six questions to git, 25 ms."""
    if history.standing != "ready":
        return SharingStanding(history.standing)
    try:
        return _standing(history)
    except GitFailed as failure:
        return SharingStanding(failure.code)


def _standing(history: History) -> SharingStanding:
    branch, found = history.branch(), remotes(history)
    if operation := under_way(history):
        return SharingStanding("under_way", branch, operation=operation, remotes=found)
    if not branch:
        return SharingStanding("detached", remotes=found)
    upstream, track = _upstream(history, branch, found)
    told = SharingStanding("ready", branch, upstream, *AheadBehind.read(track), "", found)
    told = told._replace(fetched=upstream is not None and bool(upstream.tracking) and "gone" not in track)
    if not found and upstream is None:
        return told._replace(state="no_remote")
    if upstream is None:
        return told._replace(state="no_upstream")
    if not _exists(history, "HEAD"):
        return told._replace(state="no_commits", fetched=_exists(history, upstream.tracking))
    if told.ahead and told.behind and git_version(history) < MERGES_TREES:
        return told._replace(state="old_git")
    return told


def remotes(history: History) -> tuple[Remote, ...]:
    """Return the remotes of the clone by name. Raises GitFailed."""
    names = os.fsdecode(git(history.root, "remote")).splitlines()
    return tuple(
        Remote(name, "".join(_addresses(history, "remote", "get-url", "--", name)[:1]))
        for name in names
        if not name.startswith("-")
    )


def remote_branches(history: History, remote: str) -> tuple[str, ...]:
    """Return the branches of a remote, as far as they were fetched. Raises GitFailed."""
    prefix = f"refs/remotes/{remote}/"
    out = os.fsdecode(git(history.root, "for-each-ref", "--format=%(refname)", prefix)).splitlines()
    return tuple(name.removeprefix(prefix) for name in out if name != f"{prefix}HEAD")


def git_version(history: History) -> tuple[int, int]:
    """Return the version of git, as 2 and 38."""
    found = re.search(rb"(\d+)\.(\d+)", git(history.root, "version"))
    return (int(found[1]), int(found[2])) if found else (0, 0)


def set_upstream(history: History, remote: str, branch: str) -> Upstream:
    """Share the branch that is checked out with a branch of a remote, which need not be there yet; as `git push -u` does.

    Raises NotShared: detached, no_remote, unknown_remote, bad_name (no name for a branch), or one of GitFailed.
    """
    here = history.branch()
    if not here:
        raise NotShared("detached")
    try:
        found = remotes(history)
        if remote not in [one.name for one in found]:
            raise NotShared("unknown_remote" if found else "no_remote", remote)
        if not _is_branch_name(history, branch):
            raise NotShared("bad_name", branch)
        git(history.root, "config", "--local", f"branch.{here}.remote", remote)
        git(history.root, "config", "--local", f"branch.{here}.merge", f"refs/heads/{branch}")
        upstream, _ = _upstream(history, here, found)
    except GitFailed as failure:
        raise NotShared(failure.code, failure.output) from None
    assert upstream is not None, "it was set"
    return upstream


def fetch(history: History, upstream: Upstream, stop: threading.Event | None = None) -> str:
    """Fetch the upstream branch and return its commit; "" where the remote has no such branch, and never had for us.

    Raises NotShared; no_branch: it was there when it was fetched last.
    """
    words = (
        "fetch",
        "--progress",
        "--no-tags",
        "--no-prune",
        "--no-prune-tags",
        "--no-recurse-submodules",
        "--no-auto-maintenance",
        "--no-show-forced-updates",
        "--no-write-commit-graph",
    )
    # A clone that keeps the remote's branches as its own would have them written over.
    kept = () if upstream.tracking.startswith("refs/remotes/") else ("--refmap=",)
    wanted = f"refs/heads/{upstream.branch}"
    answer = ask(history.root, *words, *kept, "--", upstream.remote, wanted, stop=stop)
    if answer.status:
        code = failure_code(answer.said)
        if code == "no_branch" and not _exists(history, upstream.tracking):
            return ""
        raise NotShared(code, answer.said)
    # FETCH_HEAD may be that of somebody who has fetched something else meanwhile.
    return (not kept and _commit(history, upstream.tracking)) or _commit(history, "FETCH_HEAD")


def push(history: History, upstream: Upstream, commit: str, stop: threading.Event | None = None) -> str:
    """Push a commit to the upstream branch, as a fast-forward only; return the remote's words.

    Raises NotShared. behind: somebody was quicker; declined: `output` has the remote's words, or its reason.
    """
    return _push(history, upstream, f"{commit}:refs/heads/{upstream.branch}", stop)


def proposal_name(history: History, day: date) -> str:
    """Return the name for a proposal of whoever commits here: "nguyen-thi-lan-2026-11-30"."""
    who = re.sub(r"[^\w-]+", "", slug(author(history).rpartition(" <")[0]))[:60].strip("-")
    return f"{who or 'anon'}-{day.isoformat()}"


def propose(
    history: History, upstream: Upstream, commit: str, name: str, stop: threading.Event | None = None
) -> Proposed:
    """Push a commit to a new branch proposals/NAME-N of the remote, N being the first number that is free.

    HEAD, branch and upstream of this clone stay as they are. A commit that has been proposed under this name is not proposed
    again. Raises NotShared.
    """
    branch = f"{PROPOSALS}{name}"
    if not _is_branch_name(history, f"{branch}-1"):
        raise NotShared("bad_name", name)
    taken = _proposals(history, upstream, branch, stop)
    for number, there in taken.items():
        if there == commit:
            return Proposed(f"{branch}-{number}", "", known=True)
    first = max(taken, default=0) + 1
    for number in range(first, first + MOST_PROPOSALS):
        try:
            words = _push(history, upstream, f"{commit}:refs/heads/{branch}-{number}", stop)
        except NotShared as refused:
            if refused.code != "behind" or number == first + MOST_PROPOSALS - 1:
                raise
            continue  # somebody has taken this number meanwhile
        return Proposed(f"{branch}-{number}", words)
    raise AssertionError("the last refusal is raised")


def _proposals(history: History, upstream: Upstream, branch: str, stop: threading.Event | None) -> dict[int, str]:
    """Return the proposals of this name on the remote: number and commit."""
    settings = override(f"remote.{upstream.remote}.mirror", "false")
    words = ("ls-remote", "--refs", "--", upstream.remote)
    out = os.fsdecode(over_network(history.root, *words, f"refs/heads/{branch}-*", stop=stop, settings=settings))
    found = re.findall(rf"^([0-9a-f]+)\trefs/heads/{re.escape(branch)}-(\d+)$", out, re.MULTILINE)
    return {int(number): commit for commit, number in found}


def _push(history: History, upstream: Upstream, what: str, stop: threading.Event | None) -> str:
    words = (
        "push",
        "--porcelain",
        "--progress",
        "--no-follow-tags",
        "--recurse-submodules=no",
        "--no-signed",
        "--",
        upstream.remote,
        what,
    )
    # A mirror would be forced, and what is not here would be deleted there.
    settings = override(f"remote.{upstream.remote}.mirror", "false")
    answer = ask(history.root, *words, stop=stop, settings=settings)
    lines = [line.split("\t") for line in answer.out.decode("utf-8", "replace").splitlines()]
    told = remote_words(answer.said)
    for line in lines:
        if len(line) == 3 and line[0] == "!":
            reason = line[2]
            code = push_code(reason, answer.said)
            raise NotShared(code, told or reason)
    if not answer.status:
        return told
    code = failure_code(answer.said)
    if code == "failed" and "failed to push some refs" in answer.said:
        code = (
            "hook"  # of all that ends a push, only pre-push says nothing of its own before the remote is told anything
        )
    raise NotShared(code, answer.said)


def _upstream(history: History, branch: str, known: Iterable[Remote]) -> tuple[Upstream | None, str]:
    """Return the upstream of a branch, and what git says of both: "[ahead 2, behind 1]"."""
    shape = "--format=%(upstream)%00%(upstream:remotename)%00%(upstream:remoteref)%00%(upstream:track)"
    out = os.fsdecode(git(history.root, "for-each-ref", shape, f"refs/heads/{branch}")).removesuffix("\n")
    tracking, remote, ref, track = out.split("\0") if out else ("", "", "", "")
    if not tracking:  # no commit yet, or a branch of which git keeps nothing
        remote, ref = (_setting(history, f"branch.{branch}.{name}") for name in ("remote", "merge"))
        tracking = _tracking(history, remote, ref, known)
    if remote in ("", ".") or remote.startswith("-") or not ref.startswith("refs/heads/"):
        return None, ""
    address = next((one.address for one in known if one.name == remote), "")
    if any(one.name == remote for one in known):
        pushed_to = _addresses(history, "remote", "get-url", "--push", "--all", "--", remote)
    else:  # an address, which the settings may have replaced by another one
        address = "".join(_addresses(history, "ls-remote", "--get-url", "--", remote)[:1])
        pushed_to = (_replaced_for_pushes(history, remote) or address,)
    pushed_to = () if pushed_to == (address,) else pushed_to
    return Upstream(remote, ref.removeprefix("refs/heads/"), address, pushed_to, tracking), track


def _replaced_for_pushes(history: History, address: str) -> str:
    """Return where `url.*.pushInsteadOf` sends what is pushed to an address that is no remote's; "" for nowhere else."""
    try:
        out = os.fsdecode(git(history.root, "config", "-z", "--get-regexp", r"^url\..*\.pushinsteadof$"))
    except GitFailed:  # none is set
        return ""
    rules = [tuple(one.split("\n", 1)) for one in out.split("\0") if "\n" in one]
    fit = [(len(start), name) for name, start in rules if start and address.startswith(start)]
    if not fit:
        return ""
    length, name = max(fit)
    return without_passwords(name.removeprefix("url.").rpartition(".")[0] + address[length:])


def _tracking(history: History, remote: str, ref: str, known: Iterable[Remote]) -> str:
    """Return the ref under which git keeps a branch of a remote by default, if it keeps all of that remote."""
    if not any(one.name == remote for one in known) or not ref.startswith("refs/heads/"):
        return ""
    kept = _setting(history, f"remote.{remote}.fetch").lstrip("+")
    return f"refs/remotes/{remote}/{ref[11:]}" if kept == f"refs/heads/*:refs/remotes/{remote}/*" else ""


def _addresses(history: History, *words: str) -> tuple[str, ...]:
    """Return the addresses that git answers with, without passwords."""
    try:
        out = os.fsdecode(git(history.root, *words))
    except GitFailed:
        return ()
    return tuple(map(without_passwords, out.splitlines()))


def _setting(history: History, name: str) -> str:
    try:
        return os.fsdecode(git(history.root, "config", "--get", name)).removesuffix("\n")
    except GitFailed:  # it is not set
        return ""


def _is_branch_name(history: History, name: str) -> bool:
    try:
        git(history.root, "check-ref-format", f"refs/heads/{name}")
    except GitFailed:
        return False
    return not name.startswith("-")


def _exists(history: History, ref: str) -> bool:
    return bool(_commit(history, ref))


def _commit(history: History, ref: str) -> str:
    """Return the commit that a ref names; "" for none."""
    if not ref:
        return ""
    try:
        return os.fsdecode(git(history.root, "rev-parse", "--verify", "-q", f"{ref}^{{commit}}")).strip()
    except GitFailed:
        return ""
