"""What the page of a record is made from, as a digest, from the index alone: pages that did not change are not made again."""

from __future__ import annotations

from functools import lru_cache

from govtui.index.api import Card
from govtui.model.identifiers import country_of
from govtui.site.site_file import Site, record_address
from govtui.site.site_state import digest


class PageInputs:
    """Digests of what pages of records are made from, for a site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._seen = lru_cache(maxsize=200_000)(self._linked)

    def of(self, card: Card) -> str:
        """Return the digest of the inputs of a record's page."""
        index = self._site.index
        outgoing, incoming = index.outgoing(card.key), index.incoming(card.key)
        linked = [*(one.target for one in outgoing), *(one.key for one in incoming)]
        linked += [one.told_by for one in outgoing if one.told_by] + [one.told_by for one in incoming if one.told_by]
        references = [
            *((one.type, one.target, one.field, sorted(one.quality), one.told_by) for one in outgoing),
            *((one.type, one.key, one.field, sorted(one.quality), one.told_by) for one in incoming),
        ]
        return digest(repr(tuple(card)), repr(references), repr(index.problems(card.key)), *map(self._seen, linked))

    def _linked(self, id: str) -> str:
        """Return the digest of what a page shows of a record that it links to."""
        if country_of(id):
            return ""
        card = self._site.index.card(id)
        if card is None:
            return "-"
        return digest(repr(tuple(card)), record_address(card) if self._site.has(card.key) else "")
