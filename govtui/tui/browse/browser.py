"""The browse screen as its widgets see it: they meet here without importing each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from govtui.tui.base.screen import LocalizedScreen

if TYPE_CHECKING:
    from datetime import datetime

    from govtui.index.api import Order
    from govtui.index.query import Mistake
    from govtui.index.query_api import Blame, Fact
    from govtui.page.home_sections import Unfinished
    from govtui.page.render_context import RenderContext
    from govtui.tui.base.page_view import PageView
    from govtui.tui.browse.navigation import Place
    from govtui.tui.browse.row_layout import Columns
    from govtui.tui.browse.selection import Marks

Pane = Literal["home", "list", "facets", "reader"]


class Way(NamedTuple):
    """A way on from an empty list."""

    act: Literal["line", "kind", "marked"]
    """Another query line, all kinds instead of one, or all records instead of the marked."""
    line: str = ""


class Records(Protocol):
    """The rows of the list, with a cursor on one of them."""

    cursor: int

    @property
    def key(self) -> str: ...
    @property
    def fact(self) -> Fact | None: ...
    @property
    def row_layout(self) -> Columns: ...
    def point_at(self, key: str) -> bool: ...


class Listing(Protocol):
    """The list with what it is asked for (`list_pane.ListPane`)."""

    anchor: str
    kind: str
    text: str
    order: Order
    reverse: bool
    only_marked: bool
    marks: Marks
    total: int
    answered: int
    mistakes: Sequence[Mistake]
    blame: Blame

    @property
    def records(self) -> Records: ...
    @property
    def ranked(self) -> bool: ...
    @property
    def mistake(self) -> str: ...
    @property
    def correction(self) -> str: ...
    def choose(self, key: str) -> None: ...
    @property
    def not_a_record(self) -> str: ...
    def open_answer(self, fact: Fact | None) -> None: ...
    def take(self, way: Way) -> None: ...
    def snippet(self, key: str) -> str: ...
    def renew_head(self) -> None: ...
    def jump_to(self, typed: str, key: str = "") -> bool: ...
    def action_mark(self, *, onward: bool = True) -> None: ...


class Browser(LocalizedScreen):
    """A screen with a list, the facets it can be narrowed by, and a reader; `screen.BrowseScreen` is the one."""

    furnished = False
    """Whether all panes are there: the first frame has the list only."""
    is_painted = False
    """Whether the first frame is on the screen, with all that it did without mounted."""
    resumed_at: datetime | None = None
    """When what is open was left; None where nothing was, and a while after the list said it."""
    reading = "same"
    """What is read, one of `host.READINGS`."""

    if TYPE_CHECKING:

        @property
        def listing(self) -> Listing: ...
        @property
        def reader(self) -> PageView: ...
        @property
        def context(self) -> RenderContext: ...
        @property
        def text(self) -> str: ...
        @property
        def at_home(self) -> bool: ...
        def unfinished(self) -> Unfinished: ...
        @property
        def caret(self) -> int | None: ...
        @property
        def is_reading(self) -> bool: ...
        @property
        def is_typing(self) -> bool: ...
        @property
        def reads_alone(self) -> bool: ...
        @property
        def reading_languages(self) -> tuple[str, ...]: ...
        def search(self, text: str) -> None: ...
        def leave(self, here: Place | None = None) -> None: ...
        def read(self, key: str) -> None: ...
        def filter_by(self, line: str) -> None: ...
        @property
        def place(self) -> Place: ...
        def action_search(self) -> None: ...
        def turn_to(self, pane: Pane) -> None: ...
        def renew_query(self) -> None: ...
        def show_facets(self) -> None: ...
        def open_jump(self) -> None: ...
        def open(self, name: str, then: Callable[[Any], object] | None = None, **given: object) -> bool: ...
