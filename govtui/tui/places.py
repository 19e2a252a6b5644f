"""Where one is on the browse screen, taken down and gone back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govtui.tui.history import Place

if TYPE_CHECKING:
    from govtui.tui.screens.browse import BrowseScreen


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
