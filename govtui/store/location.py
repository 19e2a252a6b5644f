"""Find registries: the folder that was named, the nearest one, the bundled one. Reads no file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from govtui.model.kinds import KIND_OF_FOLDER

MANIFEST = "registry.toml"
"""The file that makes a folder a registry."""


class NoRegistry(Exception):
    """There is no registry at a named path, or, if `searched`, from that path upward."""

    def __init__(self, path: Path, *, searched: bool = False) -> None:
        super().__init__(str(path))
        self.path = path
        self.searched = searched


def root_of(path: Path) -> Path:
    """Return the registry named by `path`: that folder, or the `records` folder in it.

    A folder without a manifest is taken when it has a kind's folder. Raises NoRegistry.
    """
    folders = (path, path / "records")
    if root := _first_with_manifest(folders):
        return root
    for folder in folders:
        if any(os.path.isdir(folder / name) for name in KIND_OF_FOLDER):  # noqa: PTH112
            return folder
    raise NoRegistry(path)


def nearest(start: Path) -> Path | None:
    """Return the nearest registry from `start` upward: a folder with a manifest, or the `records` in one."""
    return _first_with_manifest(one for folder in (start, *start.parents) for one in (folder, folder / "records"))


def bundled() -> Path | None:
    """Return the registry that ships with govtui: in the package, or beside it in a source checkout."""
    package = Path(__file__).resolve().parent.parent
    return _first_with_manifest((package / "records", package.parent / "records"))


def _first_with_manifest(folders: Iterable[Path]) -> Path | None:
    # os.path: Path.is_file raises where a folder may not be looked into.
    return next((folder for folder in folders if os.path.isfile(folder / MANIFEST)), None)  # noqa: PTH113


def is_writable(root: Path) -> bool:
    """Return whether this user may create files in the registry's folder."""
    return os.access(root, os.W_OK | os.X_OK)
