"""Where registries are: the folder that someone means, the nearest one, the bundled one. Reads nothing, so it costs nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from govtui.model.kinds import KIND_OF_FOLDER

MANIFEST = "registry.toml"
"""The file that makes a folder a registry."""


class NoRegistry(Exception):
    """There is no registry at the path given, or, where none was named, none from that path upward (`searched`)."""

    def __init__(self, path: Path, *, searched: bool = False) -> None:
        super().__init__(str(path))
        self.path = path
        self.searched = searched


def root_of(path: Path) -> Path:
    """The registry that someone means by naming `path`: that folder, or the `records` folder in it.

    A folder without a manifest is taken when it has a kind's folder. Raises NoRegistry.
    """
    for folder in (path, path / "records"):
        if _has_manifest(folder):
            return folder
    for folder in (path, path / "records"):
        if any(_is(Path.is_dir, folder / name) for name in KIND_OF_FOLDER):
            return folder
    raise NoRegistry(path)


def _has_manifest(folder: Path) -> bool:
    return _is(Path.is_file, folder / MANIFEST)


def _is(kind: Callable[[Path], bool], path: Path) -> bool:
    try:
        return kind(path)
    except OSError:  # a folder around it may not be looked into
        return False


def nearest(start: Path) -> Path | None:
    """The nearest folder with a manifest (or with one in its `records`) from `start` upward; None when there is none."""
    for folder in (start, *start.parents):
        for candidate in (folder, folder / "records"):
            if _has_manifest(candidate):
                return candidate
    return None


def bundled() -> Path | None:
    """The registry that ships with govtui: inside the installed package, or beside it in a source checkout."""
    package = Path(__file__).resolve().parent.parent
    for candidate in (package / "records", package.parent / "records"):
        if _has_manifest(candidate):
            return candidate
    return None


def is_writable(root: Path) -> bool:
    """Whether this user may create files in the registry's folder."""
    return os.access(root, os.W_OK | os.X_OK)
