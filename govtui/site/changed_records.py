"""The records of the site that changed last, by git.

Without git nobody knows when a record changed: files have the time at which they came to this machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from govtui.index.api import Card
from govtui.site.site_file import Site, record_address
from govtui.store.history import COMMITS, RecentFile, recent_changes

SECONDS = 60.0
"""How long git may take: with less the site would be another one on a busy machine."""

FILES = 50 * COMMITS
"""How many changed files are looked at, of which those on the site are taken."""


class Changed(NamedTuple):
    """A record of the site, and when it was changed last."""

    card: Card
    when: datetime


def changed_last(site: Site, limit: int) -> Sequence[Changed]:
    """Return the records on the site that changed last, the latest first; none where git does not tell.

    A merge counts as deciding nothing, as most do: what it merged has its own dates.
    """
    found = recent_changes(site.registry.root, FILES, lambda path, commit: False, SECONDS)
    if found.source != "git":
        return ()
    return [one for one, _ in zip(_on_the_site(site, found.files), range(limit), strict=False)]


def _on_the_site(site: Site, files: Sequence[RecentFile]) -> Iterator[Changed]:
    for file in files:
        card = site.index.card_at(file.path)
        if card is not None and record_address(card) and site.has(card.key):
            yield Changed(card, file.when.astimezone(UTC))
