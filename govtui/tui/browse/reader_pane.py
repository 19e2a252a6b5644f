"""The reader beside the list: one record as a page, read from its file. Imported after the first frame, which has no pages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Vertical

from govtui.i18n.labels import label
from govtui.model.kinds import KINDS
from govtui.page.page import DECIDE_LINK, PAGE_LINK, Page, Paragraph, Role, Section, Span
from govtui.page.present import PathStyle, path_words
from govtui.page.source_numbers import cited_by
from govtui.page.wrapping import column, measure
from govtui.text.width import clip, width
from govtui.tui.base.last_change_hint import LastChangeHint, Meant
from govtui.tui.base.line_list import Piece
from govtui.tui.base.page_sections import MEASURE
from govtui.tui.base.page_view import PageView
from govtui.tui.base.themes import kind_rules
from govtui.tui.browse.pane_head import PaneHead
from govtui.tui.browse.rail import RailLines
from govtui.tui.textual_compat.kept_lines import KeepsLines

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.page.page import Spans
    from govtui.store.registry import Entry
    from govtui.tui.browse.browser import Browser


class ReaderHead(PaneHead):
    """Kind, id and type of the record; at the right who last changed the field that one rests on.

    Else, where no list stands beside it, the languages of reading.
    """

    DEFAULT_CSS = kind_rules("ReaderHead", "head")
    COMPONENT_CLASSES = {"head--differ", *(f"head--{kind}" for kind in KINDS)}
    PANE = "reader"
    _spans: Spans = ()

    def __init__(self, reader: ReaderPane) -> None:
        super().__init__()
        self._reader = reader

    def show(self, spans: Spans) -> None:
        """Say what the page is of: the sign of a kind, words."""
        self._spans = spans
        self.renew()

    def said(self) -> Sequence[Piece]:
        if not self._spans:
            return []
        sign, words, *differ = (span.text for span in self._spans)
        signed = Piece(f"{sign} ", f"head--{self._spans[0].role}") if sign else Piece("", "head--word")
        places = [Piece(f"  {text}", "head--differ", "screen.open('sources')") for text in differ]
        beside = sum(width(piece.text) for piece in (*places, *self.right()))
        return [signed, self.title(clip(words, self.size.width - 2 - width(signed.text) - beside)), *places]

    def right(self) -> Sequence[Piece]:
        tr = self.screen.app.translator
        if changed := self._reader.who_changed(self.size.width * 2 // 3):
            return [self.note(f"{changed} ", "screen.field_history")]
        if not self.screen.reads_alone:
            return []
        read_in = " + ".join(label("language", language, tr) for language in self.screen.reading_languages)
        return [self.note(f"{read_in} ", "screen.reading")]


class Reader(KeepsLines, Vertical):
    """A record, and over it which one it is."""

    def __init__(self) -> None:
        super().__init__(id="right")

    def compose(self) -> ComposeResult:
        reader = ReaderPane()
        yield ReaderHead(reader)
        yield reader


class ReaderPane(PageView):
    """Shows the record with `key`."""

    screen: Browser

    def __init__(self) -> None:
        self.last_change = LastChangeHint(self, self._meant, self._say_who_changed)
        """Who last changed the field that is pointed to."""
        self._file = ("", "")
        """Path and etag of the file that is shown."""
        self.kind = ""
        """The kind of the record that is shown."""
        super().__init__(id="reader")
        self.key = ""
        self._in_columns = False
        """Whether the record is shown in two languages side by side."""

    def read(
        self, key: str, *, scroll: int = 0, link: int | None = None, opened: Collection[str] | None = None
    ) -> None:
        """Show a record, read from its file now."""
        self.key = key
        self.last_change.clear()
        page = self._composed()
        self.screen.query_one(ReaderHead).show(page.head if page else ())
        self.show(page, scroll=scroll, link=link, opened=opened)
        self.screen.app.title_soon()

    def show(self, page: Page | None, **given: Any) -> None:
        """Show a page, and its outline in the rail."""
        super().show(page, **given)
        self._rail.show(page)

    def show_again(self, page: Page) -> None:
        """Show the same record anew, and its outline."""
        super().show_again(page)
        self._rail.show(page)

    @property
    def _rail(self) -> RailLines:
        return self.screen.query_one(RailLines)

    def watch_scroll_y(self, before: float, now: float) -> None:
        """The rail goes along."""
        super().watch_scroll_y(before, now)
        self.pointed()
        self._rail.follow()

    def choose_head(self, number: int) -> None:
        """Stand on a head, and say so in the rail."""
        super().choose_head(number)
        self._rail.follow()

    def read_again(self) -> None:
        """Show the same record anew: in other words, or as its file is now. One that is gone stays as it was read."""
        if (page := self._composed()) is not None:
            self.screen.query_one(ReaderHead).show(page.head)
            self.show_again(page)
        self.screen.app.title_soon()

    # who last changed the field in hand

    def pointed(self) -> None:
        """Say who last changed the field that one has gone to, when one rests there."""
        self.last_change.moved()

    def on_focus(self) -> None:
        self.pointed()

    def on_blur(self) -> None:
        self.pointed()

    def _meant(self) -> Meant | None:
        field, sure = self.field_in_hand
        return Meant(*self._file, field) if sure and self.key and self.screen.focused is self else None

    def _say_who_changed(self) -> None:
        for head in self.screen.query(ReaderHead):  # none while the program is being left
            head.renew()

    def who_changed(self, cells: int) -> str:
        """Return the field that is pointed to, and who last changed it, in so many cells; empty where that is not known."""
        if not self.last_change.change:
            return ""
        label = path_words(self.kind, self.last_change.field, self.screen.context, PathStyle.SHORT)
        return self.last_change.words(cells, label)

    def to_query(self) -> bool:
        self.screen.action_search()
        return True

    def leave_place(self) -> None:
        self.screen.leave()

    def opens_text(self, place: str, field: str) -> bool:
        """Open the text of the source at the foot that a number leads to."""
        source, app = cited_by(f"{PAGE_LINK}{place}"), self.screen.app
        texts = app.source_texts() if source else None
        if texts is None or texts.lines(source) is None:
            return False
        return self.screen.open("source-text", key=self.key, field=field, source=source)

    def _composed(self) -> Page | None:
        app = self.screen.app
        if not self.key:
            return self._no_record()
        card = app.index.card(self.key) if app.index else None
        if card is None:
            return None
        self.key = card.key  # it may have got another id
        entry = app.registry.entry(card.path)
        self._file, self.kind = (card.path, entry.etag), entry.kind
        return self._page_of(entry, card.key)

    def _page_of(self, entry: Entry, key: str) -> Page:
        """Return the page of a record: in two columns where it is read in both languages, and they have room."""
        languages = self._columns()
        self._in_columns = languages is not None
        page = self._in_so_many(entry, key, languages)
        left = self.screen.app.settling.left(key)
        return page if left is None else _with_decision(page, key, left.is_removed, self.screen.app.translator)

    def _in_so_many(self, entry: Entry, key: str, languages: tuple[str, str] | None) -> Page:
        if languages is None:
            from govtui.page.compose import compose

            self._widest = MEASURE
            return compose(entry, key, self.screen.context, headed=True)
        from govtui.page.parallel import parallel

        self._widest = measure(self.room)
        return parallel(entry, key, self.screen.context, languages, headed=True)

    def _columns(self) -> tuple[str, str] | None:
        """Return the languages of two columns; None for one column."""
        if self.screen.reading != "both" or not column(self.room):
            return None
        from govtui.page.parallel import sides

        app = self.screen.app
        return sides(app.registry.manifest.languages, app.registry.manifest.source_language, app.language)

    def on_resize(self) -> None:
        """Compose the page anew where it gets another number of columns, or wider ones."""
        if self.key and (self._in_columns or self._columns() is not None):
            self.read_again()

    def _no_record(self) -> Page | None:
        """What is read where the list is empty; nothing while the files are still being read."""
        app = self.screen.app
        if app.index is None or not app.index.whole or self.screen.listing.records.key:
            return None
        words = app.translator.gettext("No records")
        return Page("", (), [], [Section("empty", "", [Paragraph((Span(words, Role.MUTED),))])])


def _with_decision(page: Page, key: str, is_removed: bool, tr: Translator) -> Page:
    """Return the page of a record that a merge left in conflict, beginning with the way to its decision."""
    from govtui.i18n.conflict_texts import left_words

    decision = Paragraph((Span(left_words(is_removed, tr), Role.WARNING, DECIDE_LINK + key),))
    return replace(page, sections=[Section("decision", "", [decision]), *page.sections])
