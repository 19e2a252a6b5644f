"""The sorts of pages that the site has, each with its paths and a page to look at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

SORTS: Mapping[str, tuple[str, str]] = {
    "home": (r"index\.html", "index.html"),
    "organization": (r"organizations/[a-z].*\.html", "organizations/unpog.html"),
    "declaration": (r"declarations/[a-z].*\.html", "declarations/asean-poa-civil-service-2022.html"),
    "event": (r"events/[a-z].*\.html", "events/accsm-heads-21.html"),
    "source": (r"sources/[a-z].*\.html", "sources/chinhphu-2022-accsm21.html"),
    "list of a kind": (r"[a-z]+/(index|\d+)\.html", "organizations/index.html"),
    "values of a facet": (r"by/[a-z]+/index\.html", "by/country/index.html"),
    "records of a type": (r"by/type/[^/]+\.html", "by/type/forum.html"),
    "records of a country": (r"by/country/[^/]+\.html", "by/country/vn.html"),
    "records of a year": (r"by/year/[^/]+\.html", "by/year/2022.html"),
    "timeline": (r"timeline(-.*)?\.html", "timeline.html"),
    "discrepancies": (r"discrepancies(-.*)?\.html", "discrepancies.html"),
    "coverage": (r"coverage(-.*)?\.html", "coverage.html"),
    "about": (r"about\.html", "about.html"),
    "search": (r"search\.html", "search.html?q=doi+moi"),
}
"""By sort: the paths in the folder of a language, and one of them."""

ABOVE = ("index.html", "404.html")
"""Pages that stand in no language's folder."""


def sort_of(path: str) -> str:
    """The sort of a page by its path in the folder of a language; the first whose pattern it is."""
    order = ["list of a kind", "values of a facet", *SORTS]
    return next((sort for sort in order if re.fullmatch(SORTS[sort][0], path)), "")


def pages(folder: Path) -> list[str]:
    """All pages of a folder, by path."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
