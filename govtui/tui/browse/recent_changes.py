"""What changed lately in a registry: asked of git, or of the files, in a thread, and grouped by what changed together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from govtui.page.home_sections import Change

if TYPE_CHECKING:
    from govtui.index.api import Index
    from govtui.store.history import RecentChanges
    from govtui.tui.base.host import RegistryApp

FILES = 40
"""How many changed files are asked for."""

CHANGES = 5
"""How many changes are shown, each of the files of one commit."""


def look(app: RegistryApp) -> RecentChanges:
    """Ask which files changed last. May take long; to be called in a thread."""
    from govtui.edit.file_history import decides
    from govtui.store.history import recent_changes

    return recent_changes(app.library.root, FILES, partial(decides, app.registry))


def grouped(found: RecentChanges, index: Index) -> Sequence[Change]:
    """Return what changed together, the latest first, by the records that are there still."""
    out = [Change(_keys(found.pending, index), None)]
    for (when, author, subject), files in groupby(found.files, lambda file: (file.when, file.author, file.subject)):
        out.append(Change(_keys([file.path for file in files], index), when, author, subject))
    return [change for change in out if change.keys][:CHANGES]


def _keys(paths: Sequence[str], index: Index) -> list[str]:
    """Return the records in these files, as far as a file is called as its record is."""
    cards = [(path, index.card(path.rpartition("/")[2].removesuffix(".toml"))) for path in paths]
    return [card.key for path, card in cards if card and card.path == path]
