"""The registries of a git work tree, wherever in it they stand."""

from __future__ import annotations

import os
from pathlib import Path

from govtui.store.files import Unreadable, read
from govtui.store.git import git
from govtui.store.location import MANIFEST
from govtui.store.manifest import is_manifest


def registries(here: Path) -> list[Path]:
    """The folders with a registry's manifest among the files that git keeps of the work tree around `here`, in order.

    A file of that name that belongs to another program is passed over. Raises GitFailed.
    """
    top = Path(os.fsdecode(git(here, "rev-parse", "--show-toplevel").removesuffix(b"\n")))
    kept = {os.fsdecode(name) for name in git(top, "ls-files", "-z").split(b"\0")}
    folders = {(top / name).parent for name in kept if name.rpartition("/")[2] == MANIFEST}
    return sorted(folder for folder in folders if _is_registry(folder))


def _is_registry(folder: Path) -> bool:
    try:
        return is_manifest(read(folder, MANIFEST))
    except Unreadable as error:
        return error.code != "gone"  # removed, and not yet for git; else what keeps it from being read is to be told
