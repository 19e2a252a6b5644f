"""The reader beside the list: one record as a page, read from its file. Imported after the first frame, which has no pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govtui.tui.base.page_view import PageView

if TYPE_CHECKING:
    from govtui.page.page import Page
    from govtui.tui.browse.browser import Browser


class ReaderPane(PageView):
    """Shows the record with `key`."""

    screen: Browser

    def __init__(self) -> None:
        super().__init__(id="reader")
        self.key = ""

    def read(self, key: str, *, scroll: int = 0, link: int | None = None) -> None:
        """Show a record, read from its file now."""
        self.key = key
        self.show(self._composed(), scroll=scroll, link=link)
        self.screen.app.title_soon()

    def read_again(self) -> None:
        """Show the same record anew: in other words, or as its file is now. One that is gone stays as it was read."""
        if (page := self._composed()) is not None:
            self.show_again(page)
        self.screen.app.title_soon()

    def _composed(self) -> Page | None:
        from govtui.page.compose import compose

        app = self.screen.app
        if not self.key:
            return self._no_record()
        card = app.index.card(self.key) if app.index else None
        if card is None:
            return None
        self.key = card.key  # it may have got another id
        return compose(app.registry.entry(card.path), card.key, self.screen.context)

    def _no_record(self) -> Page | None:
        """What is read where the list is empty; nothing while the files are still being read."""
        from govtui.page.page import Page, Paragraph, Role, Section, Span

        app = self.screen.app
        if app.index is None or not app.index.whole or self.screen.listing.records.key:
            return None
        words = app.translator.gettext("No record")
        return Page("", (), [], [Section("empty", "", [Paragraph((Span(words, Role.MUTED),))])])
