"""What is open on the browse screen, as plain values for the next start (user.session), and opened again from them.

Whatever stands in that file, a start goes on: a value that is not of its kind is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from govtui.index.api import ORDERS
from govtui.tui.base.host import READINGS
from govtui.tui.browse.header import TABS
from govtui.tui.browse.navigation import Place
from govtui.tui.browse.selection import Marks

if TYPE_CHECKING:
    from govtui.tui.browse.panes import PanesScreen

PLACES = 50
"""How many places to go back to are kept."""

MARKS = 10_000
"""How many marks are kept."""


def state_of(screen: PanesScreen) -> dict[str, Any]:
    """What is open now."""
    return {
        "place": screen.place._asdict(),
        "back": [place._asdict() for place in screen.history.places[-PLACES:]],
        "reading": screen.reading,
        "marks": list(screen.listing.marks)[:MARKS],
        "facets": screen.has_class("-facets"),
        "unfolded": sorted(screen.facets.values.unfolded),
        "closed": sorted(screen.facets.values.closed),
        "zoomed": screen.has_class("-zoomed"),
        "lines": screen.listing.records.lines,
    }


def needs_panes(state: Mapping[str, Any]) -> bool:
    """Whether something was open that the list alone cannot show."""
    place = _place(state.get("place"))
    return (
        state.get("facets") is True
        or any(_texts(state.get(name)) for name in ("unfolded", "closed"))
        or bool(place and place.text)
    )


def reopen(screen: PanesScreen, state: Mapping[str, Any]) -> Place | None:
    """Set everything to what was open, before anything is asked for; the place to go to, if one was kept."""
    if state.get("reading") in READINGS:
        screen.reading = state["reading"]
    screen.listing.marks = Marks(_texts(state.get("marks"))[:MARKS])
    if screen.furnished:
        screen.facets.values.unfolded = set(_texts(state.get("unfolded")))
        screen.facets.values.closed = set(_texts(state.get("closed")))
    screen.set_class(state.get("facets") is True, "-facets")
    screen.set_class(state.get("zoomed") is True, "-zoomed")
    screen.listing.records.lines = lines if (lines := state.get("lines")) in (1, 2) else 0
    back = state.get("back")
    for one in back[-PLACES:] if isinstance(back, list) else ():
        if place := _place(one):
            screen.history.leave(place)
    if place := _place(state.get("place")):
        screen.ask_as(place)
        screen.listing.choose(place.anchor or place.cursor)
        screen.listing.records.begin_at = place.list_scroll
    return place


def _texts(value: object) -> Sequence[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _place(value: object) -> Place | None:
    """A place from plain values; None when it is none."""
    if not isinstance(value, dict):
        return None
    known = Place._field_defaults
    given = {name: value[name] for name, default in known.items() if type(value.get(name)) is type(default)}
    place = Place(**given)
    return place if place.kind in TABS and place.order in ORDERS else None
