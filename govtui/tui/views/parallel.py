"""Parallel reading: the record in hand in two languages at once, level with each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from govtui.i18n.labels import label
from govtui.page.parallel import parallel, sides
from govtui.page.wrapping import MEASURE, RULE, column
from govtui.text.markers import N_
from govtui.text.width import pad, width
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.line_list import OneLine, Piece
from govtui.tui.base.message import CannotOpen
from govtui.tui.base.page_view import PageView
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.commands import bindings

if TYPE_CHECKING:
    from govtui.page.page import Page
    from govtui.tui.base.host import Host


class ParallelHead(OneLine):
    """Their names, each over its column; beside each other where they have none."""

    COMPONENT_CLASSES = {"parallel--language", "parallel--tag"}

    def __init__(self) -> None:
        super().__init__()
        self._languages: Sequence[tuple[str, str]] = ()

    def show(self, languages: Sequence[tuple[str, str]]) -> None:
        """Show these: the tag and the name of each."""
        self._languages = languages
        self.refresh()

    def left(self) -> Sequence[Piece]:
        one = column(self.size.width - 1)  # the page has a scroll bar
        if one:
            return [Piece(pad(name, one + width(RULE)), "parallel--language") for _, name in self._languages]
        out: list[Piece] = []
        for tag, name in self._languages:
            out += [Piece(f"{tag} ", "parallel--tag"), Piece(f"{name}   ", "parallel--language")]
        return out


class ParallelScreen(LocalizedModal):
    """Goes from record to record as the reader does, and the reader goes along."""

    BINDINGS = [
        Binding("escape,p,q", "dismiss(None)", N_("Close"), id="parallel.close"),
        *bindings("back", "forward", "earlier", "later", "links", "fields", "edit", "translate", "history", "copy"),
    ]
    AUTO_FOCUS = "PageView"

    def __init__(self, host: Host) -> None:
        super().__init__()
        app, tr = host.app, host.app.translator
        if not host.current_key:
            raise CannotOpen(tr.gettext("There is no record to read here."))
        manifest = app.registry.manifest
        languages = sides(manifest.languages, manifest.source_language, app.language)
        if languages is None:
            raise CannotOpen(tr.gettext("This registry has only one language."))
        self._host, self._languages = host, languages
        self.key = host.current_key
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
        if self._host.is_reading and self._host.reader.top:  # on with what was read there
            self.call_after_refresh(self._view.show_field, self._host.reader.field_in_hand[0])

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
        card = self.app.index.card(self.key) if self.app.index else None
        if card is None:
            return None
        return parallel(self.app.registry.entry(card.path), card.key, self._host.context, self._languages)

    # moving

    def _go_along(self) -> None:
        """Show what the screen below means now."""
        if self._host.current_key in ("", self.key):
            self._show_again()
            return
        self.key = self._host.current_key
        if (page := self._page()) is not None:
            self._view.show(page)

    @on(PageView.Followed)
    def _followed(self, message: PageView.Followed) -> None:
        self._host.follow(message.key)
        self._go_along()

    def action_back(self) -> None:
        self._host.action_back()
        self._go_along()

    def action_forward(self) -> None:
        self._host.action_forward()
        self._go_along()

    def action_series(self, step: int) -> None:
        self._host.action_series(step)
        self._go_along()

    def action_open(self, name: str) -> None:
        """Open another screen; where the reader can be seen from it, it stands at what is read here."""
        if self._host.is_reading:
            self._host.reader.show_field(self._view.field_in_hand[0])
        self._host.open(name)
