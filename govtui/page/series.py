"""An event among those of its series: which come before and after it, by their numbers."""

from __future__ import annotations

from typing import NamedTuple

from govtui.index.api import Index


class Neighbours(NamedTuple):
    """The keys of the events before and after one in its series; empty where none is known."""

    series: str
    """The id of the series."""
    earlier: str
    later: str
    numbered: bool
    """Whether the event has a number, so that it has a place in the series."""


def neighbours_of(index: Index, key: str) -> Neighbours | None:
    """The neighbours of a record in its series, asked of the index alone; None for what belongs to none."""
    series = next((one.target for one in index.outgoing(key) if one.type == "series"), "")
    card = index.card(key)
    if not series or card is None:
        return None
    if card.number is None:
        return Neighbours(series, "", "", False)
    numbers = numbers_of(index, series)
    earlier = max((number for number in numbers if number < card.number), default=card.number)
    later = min((number for number in numbers if number > card.number), default=card.number)
    there = {**numbers, card.number: ""}
    return Neighbours(series, there[earlier], there[later], True)


def numbers_of(index: Index, series: str) -> dict[int, str]:
    """The numbers of a series with the keys of the events that have them; of several with one number the last by name."""
    found = (index.card(reference.key) for reference in index.incoming(series) if reference.type == "series")
    return {card.number: card.key for card in found if card and card.number is not None}
