"""Links on the lines of a page: where they stand, and which is which when the page is laid out anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from govtui.page.layout import Line


class Link(NamedTuple):
    """A link of a page: the lines and spans it takes (a long one wraps), and the key it leads to."""

    spots: tuple[tuple[int, int], ...]
    key: str


def links_of(lines: Sequence[Line]) -> tuple[list[Link], dict[tuple[int, int], int]]:
    """Return the links in reading order, and the number of the link at each line and span.

    One that goes on in another role, or in the next line, is one link, and so is one that stands on both sides of a pair.
    """
    links: list[Link] = []
    spots: dict[tuple[int, int], int] = {}
    pairs: dict[tuple[int, str], int] = {}
    last: tuple[int, str] | None = None
    for number, line in enumerate(lines):
        first = True
        for place, span in enumerate(line.spans):
            if not span.text.strip():
                continue
            if span.link:
                goes_on = last == (number - 1 if first else number, span.link)
                here = len(links) - 1 if goes_on else len(links)
                if line.pair:
                    here = pairs.setdefault((line.pair, span.link), len(links))
                if here < len(links):
                    links[here] = Link((*links[here].spots, (number, place)), span.link)
                else:
                    links.append(Link(((number, place),), span.link))
                spots[number, place] = here
                last = (number, span.link)
            else:
                last = None
            first = False
    return links, spots


def same_link(before: Sequence[Link], link: int, now: Sequence[Link]) -> int:
    """Return the chosen link of a page that was composed anew: to the same record, else with the same number, else -1."""
    if 0 <= link < len(before):
        key = before[link].key
        same = [number for number, one in enumerate(now) if one.key == key]
        if same:
            return same[min(sum(one.key == key for one in before[:link]), len(same) - 1)]
    return link if link < len(now) else -1
