"""Find registries: the folder that was named, the nearest one, the bundled one. Reads no file."""

from __future__ import annotations

import os
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
    for folder in (path, path / "records"):
        if _has_manifest(folder):
            return folder
    for folder in (path, path / "records"):
        if any(os.path.isdir(folder / name) for name in KIND_OF_FOLDER):  # noqa: PTH112
            return folder
    raise NoRegistry(path)


def _has_manifest(folder: Path) -> bool:
    return os.path.isfile(folder / MANIFEST)  # noqa: PTH113 (Path.is_file raises where a folder may not be looked into)


def nearest(start: Path) -> Path | None:
    """Return the nearest folder with a manifest (or with one in its `records`) from `start` upward, or None."""
    for folder in (start, *start.parents):
        for candidate in (folder, folder / "records"):
            if _has_manifest(candidate):
                return candidate
    return None


def bundled() -> Path | None:
    """Return the registry that ships with govtui: in the installed package, or beside it in a source checkout."""
    package = Path(__file__).resolve().parent.parent
    for candidate in (package / "records", package.parent / "records"):
        if _has_manifest(candidate):
            return candidate
    return None


def is_writable(root: Path) -> bool:
    """Return whether this user may create files in the registry's folder."""
    return os.access(root, os.W_OK | os.X_OK)
