"""Where one is on the browse screen, taken down and gone back to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from govtui.index.api import ALL, Order

if TYPE_CHECKING:
    from govtui.tui.browse.screen import BrowseScreen


# -- Places one has been: back and forward among them, and the view before this one ------------------------------------


DEPTH = 200
"""How many places are remembered."""

RECENT = 20
"""How many views are remembered for going to the last one."""


class Place(NamedTuple):
    """Where someone was: the list as it was asked for, where its cursor stood, what was read and how far."""

    kind: str = ALL
    text: str = ""
    order: Order = "name"
    reverse: bool = False
    only_marked: bool = False
    cursor: str = ""
    """The key of the record under the list's cursor."""
    list_scroll: int = 0
    shown: str = ""
    """The key of the record in the reader."""
    reader_scroll: int = 0
    link: int = -1
    """The chosen link of the reader."""
    reading: bool = False
    """Whether the reader had the focus."""
    anchor: str = ""
    """The key of the record that had been chosen last: the one under the cursor, unless the list did not have it."""

    @property
    def asked(self) -> tuple[object, ...]:
        """What tells one view from another."""
        return (self.kind, self.text.strip(), self.order, self.reverse, self.only_marked)


class History:
    """Two stacks, as a web browser has them."""

    def __init__(self) -> None:
        self.places: list[Place] = []
        """Those that one can go back to, the nearest last."""
        self._forward: list[Place] = []

    @property
    def has_past(self) -> bool:
        return bool(self.places)

    @property
    def has_future(self) -> bool:
        return bool(self._forward)

    def leave(self, place: Place) -> None:
        """Remember a place before going somewhere new."""
        if not self.places or self.places[-1] != place:
            self.places.append(place)
            del self.places[:-DEPTH]
        self._forward.clear()

    def back(self, here: Place) -> Place | None:
        """The place before this one; None at the beginning."""
        if not self.places:
            return None
        self._forward.append(here)
        return self.places.pop()

    def forward(self, here: Place) -> Place | None:
        """The place one went back from; None at the end."""
        if not self._forward:
            return None
        self.places.append(here)
        return self._forward.pop()


class RecentViews:
    """The views that were shown lately, each with the place that it was left at."""

    def __init__(self) -> None:
        self._places: list[Place] = []

    def leave(self, place: Place) -> None:
        """Remember a view that is about to be changed."""
        if self._places and self._places[-1].asked == place.asked:
            self._places.pop()
        self._places.append(place)
        del self._places[:-RECENT]

    def before(self, here: Place) -> Place | None:
        """The last view that is another one than this; None when there was none. From there, it leads back here."""
        found = next((place for place in reversed(self._places) if place.asked != here.asked), None)
        if found:
            self.leave(here)
        return found


def place_of(screen: BrowseScreen) -> Place:
    """Where someone is now."""
    asked, records, reader = screen.listing, screen.listing.records, screen.reader
    return Place(
        kind=asked.kind,
        text=asked.text,
        order=asked.order,
        reverse=asked.reverse,
        only_marked=asked.only_marked,
        cursor=records.key,
        list_scroll=records.top,
        shown=screen.shown,
        reader_scroll=reader.top,
        link=reader.link,
        reading=screen.is_reading,
        anchor=asked.anchor,
    )


def ask_as(screen: BrowseScreen, place: Place) -> None:
    """Set what the list is asked for to what it was in a place; the search field shows it. Nothing is asked yet."""
    asked = screen.listing
    asked.kind, asked.text, asked.order, asked.reverse = place.kind, place.text, place.order, place.reverse
    asked.only_marked = place.only_marked
    if screen.furnished:
        screen.search_bar.put(place.text)


def go(screen: BrowseScreen, place: Place) -> None:
    """Put everything as it was."""
    ask_as(screen, place)
    screen.listing.choose(place.anchor or place.cursor)
    screen.refresh_list(place.cursor, follow=not place.shown)
    screen.listing.records.jump(place.list_scroll)
    screen.turn_to("reader" if place.reading else "list")
    if place.shown:
        screen.read(place.shown, scroll=place.reader_scroll, link=place.link)


# -- Going along a series of events, from one to the next --------------------------------------------------------------


def go_along(screen: BrowseScreen, step: int) -> None:
    """Go to the event before (-1) or after (1) the one in hand in its series; say so where there is none."""
    from govtui.page.links import neighbours_of

    app, index = screen.app, screen.app.index
    tr = app.translator
    found = neighbours_of(index, screen.current_record) if index and screen.current_record else None
    if found is None:
        app.say(tr.gettext("This record belongs to no series."))
    elif not found.numbered:
        app.say(tr.gettext("This event has no number in its series."))
    elif key := found.earlier if step < 0 else found.later:
        screen.go_to(key)
    elif step < 0:
        app.say(tr.gettext("No earlier event of the series is recorded."))
    else:
        app.say(tr.gettext("No later event of the series is recorded."))
