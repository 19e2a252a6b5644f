"""Going along a series of events, from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govtui.tui.screens.browse import BrowseScreen


def go_along(screen: BrowseScreen, step: int) -> None:
    """Go to the event before (-1) or after (1) the one in hand in its series; say so where there is none."""
    from govtui.page.links import neighbours_of

    app, index = screen.app, screen.app.index
    tr = app.translator
    found = neighbours_of(index, screen.in_hand) if index and screen.in_hand else None
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
