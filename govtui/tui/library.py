"""The registry that is open: its index, and its files when they are needed. Imports what reads files only then."""

from __future__ import annotations

import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from govtui.index.keep import KeptIndex, Progress

if TYPE_CHECKING:
    from govtui.index.query import Index, Settings
    from govtui.store.registry import Registry

QUICK = 0.05
"""Seconds that looking for changes may take for it to be done again and again."""


class Library:
    """One open registry. `index` is None until there is something to show."""

    def __init__(self, root: Path, *, read_only: bool = False, kept: KeptIndex | None = None) -> None:
        self.root = root
        self.read_only = read_only
        self.index: Index | None = None
        self.slow = False
        """Whether looking for changes takes so long that it is left to the user."""
        self._kept = kept

    @classmethod
    def of(cls, registry: Registry, index: Index | None = None) -> Library:
        """A registry that was opened already, with an index in memory."""
        from govtui.index.build import build

        library = cls(registry.root, read_only=registry.read_only)
        library.registry = registry
        library.index = index or build(registry)
        return library

    @classmethod
    def kept(cls, root: Path, *, read_only: bool = False) -> Library:
        """A registry with the index that was kept of it; a small one is read before anything is shown, if need be."""
        kept = KeptIndex(root)
        library = cls(root, read_only=read_only, kept=kept)
        library.index = kept.open()
        if library.index is None and kept.is_small():
            library.index = kept.refreshed()
        return library

    @cached_property
    def registry(self) -> Registry:
        """The files."""
        from govtui.store.registry import Registry

        return Registry(self.root, read_only=self.read_only)

    @property
    def settings(self) -> Settings:
        """What the registry says of itself."""
        if self.index is None:
            from govtui.index.query import Settings

            return Settings({}, ("vi", "en"))
        return self.index.settings

    def refreshed(self, progress: Progress = lambda done, total: None, *, force: bool = False) -> Index | None:
        """Hold the index against the files; a new one if anything changed. May take long; to be called in a thread."""
        if self._kept is None:
            if not force:
                return None
            from govtui.index.build import build
            from govtui.store.registry import Registry

            return build(Registry(self.root, read_only=self.read_only))
        start = time.monotonic()
        found = self._kept.refreshed(progress, force=force)
        self.slow = found is None and time.monotonic() - start > QUICK
        return found

    def growing(self) -> Index | None:
        """What is known so far of an index that is being built."""
        return self._kept.growing() if self._kept else None

    def use(self, index: Index) -> None:
        """Go on with another index; the files are looked at anew, too."""
        self.index = index
        self.__dict__.pop("registry", None)
