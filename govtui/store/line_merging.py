"""Three-way merge of files by lines as git makes it (`git merge-file`), with its conflict markers.

What runs programs is imported late: most merges by field have no need of it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

SIZE = 7
"""How many signs a conflict marker has, unless git is told otherwise (attribute conflict-marker-size)."""

STYLES = ("merge", "diff3", "zdiff3")
"""The values of git's setting merge.conflictStyle; all but the first show the base as well."""


class Marks(NamedTuple):
    """How conflicts are marked: length of the markers, style, and the names of the three versions behind them."""

    size: int = SIZE
    style: str = ""
    """One of STYLES; "" for what is set for the work tree."""
    mine: str = "ours"
    base: str = "base"
    theirs: str = "theirs"

    @property
    def shows_base(self) -> bool:
        return self.style in STYLES[1:]


class LineMerge(NamedTuple):
    """A merge by lines."""

    raw: bytes
    in_conflict: bool


def conflict_style(folder: Path) -> str:
    """Return the style of conflicts that is set for the work tree around a folder (git config)."""
    from govtui.store.git import GitFailed, git

    try:
        style = git(folder, "config", "--get", "merge.conflictStyle").decode("utf-8", "replace").strip().lower()
    except GitFailed:  # it is not set, or there is no git
        return STYLES[0]
    return style if style in STYLES else STYLES[0]


def merged_by_lines(folder: Path, base: bytes, mine: bytes, theirs: bytes, marks: Marks) -> LineMerge | None:
    """Return what git makes of the three; None where it makes nothing of them: they are no text, or there is no git."""
    from tempfile import TemporaryDirectory

    from govtui.store.git import GitFailed, git

    labels = [word for name in (marks.mine, marks.base, marks.theirs) for word in ("-L", name)]
    settings = ["-c", "merge.conflictStyle=merge"] if marks.style == STYLES[0] else []
    style = [f"--{marks.style}"] if marks.shows_base else []
    with TemporaryDirectory() as made:
        files = {name: Path(made, name) for name in ("mine", "base", "theirs")}
        for name, raw in zip(files, (mine, base, theirs), strict=True):
            files[name].write_bytes(raw)
        words = ("merge-file", f"--marker-size={marks.size}", *style, *labels, *map(os.fspath, files.values()))
        try:
            git(folder, *words, settings=settings)
        except GitFailed as failure:  # the number of conflicts is its exit status; only an error has words
            if failure.code != "failed" or "error:" in failure.output or "fatal:" in failure.output:
                return None
            return LineMerge(files["mine"].read_bytes(), in_conflict=True)
        return LineMerge(files["mine"].read_bytes(), in_conflict=False)
