"""The open registry: its index, its files (opened when first needed), watching, tidying."""

from __future__ import annotations

import time
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from govtui.index.api import Progress
from govtui.index.cache import IndexCache
from govtui.store.location import bundled

if TYPE_CHECKING:
    from govtui.index.api import Index, Settings
    from govtui.store.registry import Registry
    from govtui.store.watching import Found, Watcher, Watching

QUICK = 0.05
"""The longest scan for changes, in seconds, that is repeated often."""


class Library:
    """One open registry. `index` is None until there is something to show."""

    def __init__(self, root: Path, *, read_only: bool = False, kept: IndexCache | None = None) -> None:
        self.root = root
        self.read_only = read_only
        self.index: Index | None = None
        self.texts: str | None = None
        """The folder of source texts that was named on the command line."""
        self.looked_in: Path | None = None
        """The folder in which no registry was found, where this is the bundled one instead."""
        self.named = ""
        """The id of the record that was named on the command line."""
        self.slow = False
        """Whether a scan of all files takes longer than QUICK, so that it is done rarely."""
        self._kept = kept
        self._watcher: Watcher | None = None

    @classmethod
    def of(cls, registry: Registry, index: Index | None = None) -> Library:
        """Wrap a registry that is open already, with an index in memory."""
        from govtui.index.cache import build

        library = cls(registry.root, read_only=registry.read_only)
        library.registry = registry
        library.index = index or build(registry)
        return library

    @classmethod
    def kept(cls, root: Path, *, read_only: bool = False, kept: IndexCache | None = None) -> Library:
        """Open a registry with its cached index; where there is none, a small registry is indexed at once."""
        kept = kept or IndexCache(root)
        library = cls(root, read_only=read_only, kept=kept)
        library.index = kept.open()
        if library.index is None and kept.is_small():
            library.index = kept.refreshed()
        return library

    @cached_property
    def ships(self) -> bool:
        """Whether it is the bundled registry, opened for want of another."""
        return self.read_only and self.root == bundled()

    @cached_property
    def registry(self) -> Registry:
        from govtui.store.registry import Registry

        return Registry(self.root, read_only=self.read_only)

    @property
    def settings(self) -> Settings:
        if self.index is None:
            from govtui.index.api import Settings

            return Settings({}, ("vi", "en"))
        return self.index.settings

    def refreshed(
        self,
        progress: Progress = lambda done, total: None,
        *,
        force: bool = False,
        only: frozenset[str] | None = None,
    ) -> Index | None:
        """Return a new index if the files changed, else None. May take long; to be called in a thread.

        `only`: the files that may have changed, by path from the registry's folder; None for all.
        """
        if self._kept is None:
            if not force:
                return None
            from govtui.index.cache import build
            from govtui.store.registry import Registry

            return build(Registry(self.root, read_only=self.read_only))
        start = time.monotonic()
        found = self._kept.refreshed(progress, force=force, only=only)
        if only is None:
            self.slow = found is None and time.monotonic() - start > QUICK
        return found

    def growing(self) -> Index | None:
        """Return the part known so far of an index that is being built."""
        return self._kept.growing() if self._kept else None

    def tidy(self) -> None:
        """Finish an interrupted renaming and remove temporary files, after a crash. To be called in a thread."""
        if not self.read_only and self._kept is not None:
            from govtui.store.lock import is_interrupted
            from govtui.store.temporary import sweep

            if is_interrupted(self.root):
                from govtui.store.renaming import resume

                with suppress(OSError):
                    resume(self.root)
            sweep(self.root)

    # watching

    def watch(self, found: Found) -> None:
        """Call `found` from another thread when files change, until `close`; only the first call counts."""
        if self._kept is not None and self._watcher is None:
            from govtui.store.watching import Watcher

            self._watcher = Watcher(self.root, found, slow=lambda: self.slow)
            self._watcher.start()

    @property
    def watching(self) -> Watching | None:
        """How files are watched; None while they are not."""
        return self._watcher.watching if self._watcher else None

    def close(self) -> None:
        if self._watcher is not None:
            self._watcher.stop()
            self._watcher = None

    def use(self, index: Index) -> None:
        """Replace the index, and reopen the files."""
        self.index = index
        self.__dict__.pop("registry", None)
