"""The page that says what the site is, what it is made from, and what may be done with it."""

from __future__ import annotations

from collections.abc import Iterator

from govtui.site.site_file import Site, SiteFile


def files(site: Site) -> Iterator[SiteFile]:
    """Yield the page in each language."""
    yield from ()
