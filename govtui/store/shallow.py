"""Where the history in a shallow clone is cut."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from govtui.store.blobs import contents
from govtui.store.git import git


def listed(root: Path) -> frozenset[str]:
    """The commits at which git says that this copy ends; none where it is whole."""
    try:
        place = os.fsdecode(git(root, "rev-parse", "--git-path", "shallow")).removesuffix("\n")
        return frozenset((root / place).read_text("ascii").split())
    except (OSError, ValueError):
        return frozenset()


def cut_off(root: Path, commits: Sequence[str]) -> set[str]:
    """Of some commits those that say that they have parents, whether these are here or not."""
    heads = (
        (commit, text.partition(b"\n\n")[0])
        for commit, text in contents(root, commits).items()
        if isinstance(text, bytes)
    )
    return {commit for commit, head in heads if b"\nparent " in head}
