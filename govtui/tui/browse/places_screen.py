"""Going back, forward and to the view before, and along a series, on the browse screen."""

from __future__ import annotations

from govtui.tui.browse.home_screen import HomeScreen
from govtui.tui.browse.navigation import History, Place, RecentViews


class PlacesScreen(HomeScreen):
    """Remembers where one was, as a web browser does."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.history = History()
        self._views = RecentViews()

    def leave(self, here: Place | None = None) -> None:
        """Remember a place (None: this one), to come back to it, before going somewhere new."""
        here = here or self.place
        self.history.leave(here)
        self._views.leave(here)

    def action_back(self) -> None:
        if place := self.history.back(self.place):
            self.go(place)
        else:
            self.app.say(self.app.translator.gettext("No earlier view."))

    def action_forward(self) -> None:
        if place := self.history.forward(self.place):
            self.go(place)
        else:
            self.app.say(self.app.translator.gettext("No later view."))

    def action_series(self, step: int) -> None:
        """Go to the event before (-1) or after (1) the current one in its series."""
        from govtui.page.links import neighbours_of

        index, tr = self.app.index, self.app.translator
        found = neighbours_of(index, self.current_key) if index and self.current_key else None
        if found is None:
            self.app.say(tr.gettext("This record belongs to no series."))
        elif not found.numbered:
            self.app.say(tr.gettext("This event has no number in its series."))
        elif key := found.earlier if step < 0 else found.later:
            self.go_to(key)
        elif step < 0:
            self.app.say(tr.gettext("No earlier event of the series is recorded."))
        else:
            self.app.say(tr.gettext("No later event of the series is recorded."))

    def action_last_view(self) -> None:
        """To the list as it was asked for before this one, and from there back again."""
        here = self.place
        if place := self._views.before(here):
            self.history.leave(here)
            self.go(place)
        else:
            self.app.say(self.app.translator.gettext("There was no other view yet."))
