"""References of records, and of those that they lead to, step by step; and their words. Nothing here loads the models."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from govtui.i18n.formats import quoted
from govtui.i18n.translator import Translator
from govtui.index.api import CITED, Incoming, Index, Outgoing
from govtui.model.identifiers import country_of

Direction = Literal["out", "in"]

Wanted = Callable[[str, Direction], bool]
"""Whether references of a type are asked for, out of a record or in to it."""


class Link(NamedTuple):
    """A reference as seen from one of its ends."""

    key: str
    """Of the record from which it is seen."""
    direction: Direction
    reference: Outgoing | Incoming
    depth: int
    """How many steps it is away from a record that was asked for, from 1."""
    other: str
    """The key of the record at its other end, `country:XX`, or an id that no record has."""
    sort: Literal["record", "country", "missing"]
    goes_on: bool = False
    """Whether the links of its other end follow, at the next depth."""
    again: bool = False
    """Whether the links of its other end are told with another link, or were asked for."""


def walk(
    index: Index, keys: Sequence[str], depth: int, wanted: Wanted, follows_citations: bool = False
) -> Iterator[Link]:
    """Yield the links of records, then of those they lead to, up to `depth` steps: breadth first, so that circles end.

    The links of a record are told once, on the shortest way. From the second step on a reference is not told again from its
    other end. Sources are gone through only where a record that is asked for is one, or with `follows_citations`.
    """
    told: set[tuple[str, str, str]] = set()
    here = list(dict.fromkeys(keys))
    reached = set(here)
    for step in range(1, depth + 1):
        further: dict[str, None] = {}
        for key in here:
            for link in _links(index, key, step, wanted):
                if step > 1 and _identity(link) in told:
                    continue
                told.add(_identity(link))
                again = link.other in reached
                goes_on = (
                    link.sort == "record"
                    and not again
                    and step < depth
                    and (follows_citations or link.reference.type != CITED)
                )
                if goes_on:
                    further[link.other] = None
                    reached.add(link.other)
                yield link._replace(goes_on=goes_on, again=again)
        here = list(further)


def _links(index: Index, key: str, depth: int, wanted: Wanted) -> Iterator[Link]:
    """Yield the links of one record: of it, then to it, citations last."""
    found: list[Link] = []
    for one in index.outgoing(key):
        if wanted(one.type, "out"):
            card = None if country_of(one.target) else index.card(one.target)
            sort: Literal["record", "country", "missing"] = "record" if card else "missing"
            if country_of(one.target):
                sort = "country"
            found.append(Link(key, "out", one, depth, card.key if card else one.target, sort))
    found += [Link(key, "in", one, depth, one.key, "record") for one in index.incoming(key) if wanted(one.type, "in")]
    yield from sorted(found, key=lambda link: link.reference.type == CITED)


def _identity(link: Link) -> tuple[str, str, str]:
    ends = (link.key, link.other) if link.direction == "out" else (link.other, link.key)
    return link.reference.type, *ends


def heading(type: str, direction: Direction, index: Index, tr: Translator) -> str:
    """Return the heading over the records at the other end of a type of links, as the tree of links has it."""
    links = index.fields.links
    turned = links[type].inverse if type in links else False  # an inverse typed by hand
    key = type
    if direction == "in":
        inverse = (name for name, link in links.items() if link.type == type and link.inverse)
        key = links[type].type if turned else next(inverse, type)
    return index.fields.vocabulary.field_label(key, tr) or quoted(type)
