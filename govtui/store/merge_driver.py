"""govtui as git's merge driver: the settings of a clone that have git merge records by field, and whether they are there.

`.gitattributes` says which files are meant (registry_files.py). Without the settings git merges these by lines, as it does
anyway; with them but without the program it would leave one side alone, so the command that is set guards itself.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from govtui.model.kinds import KINDS
from govtui.store.git import GitFailed, git

DRIVER = "govtui"
"""The name of the driver: `merge=govtui` in .gitattributes."""

COMMAND = (
    "command -v govtui >/dev/null"
    " && { govtui merge-file --marker-size=%L -L %X -L %S -L %Y %O %A %B %P && exit; grep -q '^<\\{%L\\}' %A && exit 1; };"
    " git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B || exit 1"
)
"""What git is told to run. Where govtui is not there, is broken or is killed, %A still is mine alone: then git merges by
lines. The last status is 1 for any number of conflicts: git 2.44 takes one above 128 for a failure of the whole merge."""

SETTINGS: Mapping[str, str] = {
    f"merge.{DRIVER}.driver": COMMAND,
    f"merge.{DRIVER}.name": "records by field (govtui)",
}
"""The settings in the order in which they are set: a driver that has a name and no command ends every merge."""

UNSET = f"git config --local --remove-section merge.{DRIVER}"
"""The command that takes the settings out again."""

State = Literal["set", "not_set", "other", "no_attributes", "no_git"]


class DriverState(NamedTuple):
    """Whether git merges the records of a registry by field in this clone.

    not_set: the clone has no such driver. other: it has one of our name with another command (`command`), which stays.
    no_attributes: the driver is set, and .gitattributes does not name it for all folders. no_git: there is no work tree, or
    git cannot be asked.
    """

    state: State
    command: str = ""
    folders: tuple[str, ...] = ()
    """The folders of records that the attributes give to the driver."""


def driver_state(root: Path) -> DriverState:
    """Ask git about the driver in the work tree that the registry at `root` is in."""
    try:
        folders = _given_folders(root)
        found = git(root, "config", "-z", "--get-regexp", rf"^merge\.{DRIVER}\.driver$")
    except GitFailed as failure:
        if failure.code != "failed" or failure.output:
            return DriverState("no_git")
        return DriverState("not_set", "", folders)  # status 1 and no words: there is no such setting
    command = os.fsdecode(found).rstrip("\0").rpartition("\0")[2].partition("\n")[2]
    if command != COMMAND:
        return DriverState("other" if command else "not_set", command, folders)
    return DriverState("set" if len(folders) == len(KINDS) else "no_attributes", command, folders)


def set_driver(root: Path) -> None:
    """Write the settings to those of the clone. Raises GitFailed."""
    for name, value in SETTINGS.items():
        git(root, "config", "--local", name, value)


def settings_file(root: Path) -> Path:
    """Return the file of the clone's settings. Raises GitFailed."""
    return root / os.fsdecode(git(root, "rev-parse", "--git-path", "config").removesuffix(b"\n"))


def _given_folders(root: Path) -> tuple[str, ...]:
    """Return the folders whose records the attributes give to the driver. Raises GitFailed."""
    asked = {f"{kind.folder}/a.toml": kind.folder for kind in KINDS.values()}
    told = git(root, "check-attr", "-z", "merge", "--", *asked).split(b"\0")
    given = {os.fsdecode(path) for path, value in zip(told[::3], told[2::3], strict=False) if value == DRIVER.encode()}
    return tuple(folder for path, folder in asked.items() if path in given)
