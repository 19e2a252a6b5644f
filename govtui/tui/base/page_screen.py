"""A screen that is one page: composed again when the language or the files change, left by the links on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult

from govtui.page.home import LIST
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.page_sections import MEASURE
from govtui.tui.base.page_view import PageView
from govtui.tui.base.screen import LocalizedModal

if TYPE_CHECKING:
    from govtui.page.page import Page
    from govtui.tui.base.host import Host


class PageScreen(LocalizedModal):
    """Answers with the key of the record that a link leads to, or None."""

    AUTO_FOCUS = "PageView"
    PAGE_ID = ""
    """The id of the page view, which the style sheets know it by."""
    WHOLE_LINES = False
    WIDEST = MEASURE
    """The widest line, in cells."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host

    def compose(self) -> ComposeResult:
        yield PageView(id=self.PAGE_ID, measure=self.WIDEST, whole_lines=self.WHOLE_LINES)
        yield KeyBar()

    def page(self) -> Page | None:
        """Return the page as it is now; None to leave what is shown."""
        raise NotImplementedError

    @property
    def page_view(self) -> PageView:
        return self.query_one(PageView)

    def retranslate(self) -> None:
        super().retranslate()
        if (page := self.page()) is not None:
            self.page_view.show_again(page)

    def index_changed(self) -> None:
        self.retranslate()

    @on(PageView.Followed)
    def _followed(self, message: PageView.Followed) -> None:
        self.follow(message.key)

    def follow(self, link: str) -> None:
        """Leave for what a link leads to: a list, or a record."""
        if link.startswith(LIST):
            self.dismiss(None)
            self._host.app.call_later(self._host.ask, link.removeprefix(LIST))
        else:
            self.dismiss(link)
