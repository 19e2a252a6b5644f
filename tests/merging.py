"""Real repositories in which git has left records in conflict, for tests: the same two edits met in every way."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from repository import BO, Repository, organization

MINE, THEIRS, NEWEST = "Bộ của Lan", "Bộ của Minh", "Bộ mới nhất"
"""The name that each side gave to the ministry, and the one that Lan gave it after that."""

VU = "organizations/vu.toml"
MOI = "organizations/moi.toml"

ABOUT = '\n[summary]\nvi = """\n' + "Vụ này có nhiều việc.\n" * 20 + '"""\n'
"""Keeps git from taking a removed file and a new one for one that was renamed."""


def two_branches(top: Path) -> Repository:
    """A clone on the branch "chính", and beside it "góp-ý": both changed the name of "bo", next to each other.

    "chính" removed "vu", which "góp-ý" changed; both added "moi".
    """
    shutil.copytree(_two_branches(), top, dirs_exist_ok=True)
    return Repository.at(top)


@cache
def _two_branches() -> Path:
    top = Path(tempfile.mkdtemp(prefix="govtui-tests-branches-"))
    atexit.register(shutil.rmtree, top, ignore_errors=True)
    made = Repository(top)
    made.write(BO, organization("bo"))
    made.write(VU, organization("vu", "Vụ") + ABOUT)
    made.commit("Thêm")
    made.git("checkout", "--quiet", "-b", "góp-ý")
    made.write(BO, organization("bo", THEIRS))
    made.write(VU, organization("vu", "Vụ", "inactive") + ABOUT)
    made.write(MOI, organization("moi", "Mới của Minh"))
    made.commit("Minh sửa")
    made.git("checkout", "--quiet", "chính")
    made.write(BO, organization("bo", MINE))
    (made.root / VU).unlink()
    made.write(MOI, organization("moi", "Mới của Lan"))
    made.commit("Lan sửa")
    return top


def merge(made: Repository) -> None:
    made.git("merge", "--quiet", "góp-ý", check=False)


def rebase(made: Repository) -> None:
    made.git("rebase", "--quiet", "góp-ý", check=False)


def rebase_by_patches(made: Repository) -> None:
    made.git("rebase", "--quiet", "--apply", "góp-ý", check=False)


def cherry_pick(made: Repository) -> None:
    made.git("cherry-pick", "góp-ý", check=False)


def revert(made: Repository) -> None:
    """Lan's edit is reverted after another one of the same line."""
    made.write(BO, organization("bo", NEWEST))
    made.commit("Lần nữa")
    made.git("revert", "--no-edit", "HEAD~1", check=False)


def apply_patch(made: Repository) -> None:
    made.git("format-patch", "--quiet", "-1", "--output=../patch", "góp-ý")
    made.git("am", "--quiet", "--3way", "../patch", check=False)


def pop_stash(made: Repository) -> None:
    """What Lan had not committed comes back on top of Minh's branch."""
    made.git("reset", "--quiet", "--soft", "HEAD~1")
    made.git("stash", "--quiet")
    made.git("checkout", "--quiet", "góp-ý")
    made.git("stash", "pop", "--quiet", check=False)


WAYS: Mapping[str, Callable[[Repository], None]] = {
    "merge": merge,
    "rebase": rebase,
    "cherry-pick": cherry_pick,
    "revert": revert,
    "am": apply_patch,
    "stash": pop_stash,
}
"""What leaves conflicts, by store.unmerged.Operation."""
