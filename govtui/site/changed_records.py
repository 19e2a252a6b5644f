"""The records of the site that changed last, by git."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from govtui.index.api import Card
from govtui.site.site_file import Site, record_address


class Changed(NamedTuple):
    """A record of the site, and when it was changed last."""

    card: Card
    when: datetime


def changed_last(site: Site, limit: int) -> Sequence[Changed]:
    """Return the records on the site that changed last, the latest first; none where git does not tell."""
    return [one for one, _ in zip(_on_the_site(site), range(limit), strict=False)]


def _on_the_site(site: Site) -> Iterator[Changed]:
    for file in site.changed_files:
        card = site.index.card_at(file.path)
        if card is not None and record_address(card) and site.has(card.key):
            yield Changed(card, file.when.astimezone(UTC))
