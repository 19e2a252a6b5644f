"""Parallel reading: the record in hand in two languages at once, level with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from govtui.i18n.labels import label
from govtui.page.pairs import MEASURE, RULE
from govtui.text.markers import N_
from govtui.text.width import width
from govtui.tui.commands import bindings
from govtui.tui.localized import LocalizedModal
from govtui.tui.widgets.key_bar import KeyBar
from govtui.tui.widgets.page_view import PageView
from govtui.tui.widgets.parallel_head import ParallelHead

if TYPE_CHECKING:
    from govtui.page.page import Page
    from govtui.tui.screens.browse import BrowseScreen


class ParallelScreen(LocalizedModal):
    """Goes from record to record as the reader does, and the reader goes along."""

    BINDINGS = [
        Binding("escape,p,q", "dismiss(None)", N_("Close"), id="parallel.close"),
        *bindings("back", "forward", "earlier", "later", "links", "fields", "edit", "translate", "history", "copy"),
    ]
    AUTO_FOCUS = "PageView"

    def __init__(self, below: BrowseScreen, languages: tuple[str, str]) -> None:
        super().__init__()
        self._below, self._languages = below, languages
        self.key = below.in_hand
        """The record that is read."""

    def compose(self) -> ComposeResult:
        with Vertical(id="parallel-pages"):
            yield ParallelHead()
            yield PageView(id="parallel", measure=2 * MEASURE + width(RULE))
        yield KeyBar()

    @property
    def _view(self) -> PageView:
        return self.query_one(PageView)

    def on_mount(self) -> None:
        super().on_mount()
        if self._below.is_reading and self._below.reader.top:  # on with what was read there
            self.call_after_refresh(self._view.show_field, self._below.reader.field_in_hand[0])

    # what is shown

    def retranslate(self) -> None:
        super().retranslate()
        self._say_languages()
        self._show_again()

    def _say_languages(self) -> None:
        tr = self.app.translator
        names = [(language, label("language", language, tr)) for language in self._languages]
        self.query_one(ParallelHead).show([(tag, name[:1].upper() + name[1:]) for tag, name in names])

    def index_changed(self) -> None:
        self._show_again()

    def on_screen_resume(self) -> None:
        """Back from a screen over this one: something may have been written, or another record been gone to."""
        self._go_along()

    def _show_again(self) -> None:
        if (page := self._page()) is not None:
            self._view.show_again(page)

    def _page(self) -> Page | None:
        from govtui.page.parallel import parallel

        card = self.app.index.card(self.key) if self.app.index else None
        if card is None:
            return None
        return parallel(self.app.registry.entry(card.path), card.key, self._below.voice, self._languages)

    # moving

    def _go_along(self) -> None:
        """Show what the screen below means now."""
        if self._below.in_hand in ("", self.key):
            self._show_again()
            return
        self.key = self._below.in_hand
        if (page := self._page()) is not None:
            self._view.show(page)

    @on(PageView.Followed)
    def _followed(self, message: PageView.Followed) -> None:
        self._below.on_page_view_followed(message)
        self._go_along()

    def action_back(self) -> None:
        self._below.action_back()
        self._go_along()

    def action_forward(self) -> None:
        self._below.action_forward()
        self._go_along()

    def action_series(self, step: int) -> None:
        self._below.action_series(step)
        self._go_along()

    def action_over(self, name: str) -> None:
        """Open another screen; where the reader can be seen from it, it stands at what is read here."""
        if self._below.is_reading:
            self._below.reader.show_field(self._view.field_in_hand[0])
        self._below.action_over(name)


def screen(below: BrowseScreen) -> ParallelScreen | None:
    """The screen over the list; None, and it is said why, where there is nothing to be read in parallel."""
    from govtui.page.parallel import sides

    app = below.app
    if not below.in_hand:
        app.say(app.translator.gettext("There is no record to read here."))
        return None
    manifest = app.registry.manifest
    languages = sides(manifest.languages, manifest.source_language, app.language)
    if languages is None:
        app.say(app.translator.gettext("This registry has only one language."))
        return None
    return ParallelScreen(below, languages)
