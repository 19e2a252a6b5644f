"""The source beside the facts: what a record states, and the text that it cites, line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus
from textual.worker import get_current_worker

from govtui.index.api import CITED
from govtui.model.record import Source
from govtui.page.evidence import FactRow, IndexedNames, fact_rows, row_at, told_at_length
from govtui.page.source_lines import (
    Mark,
    SourceText,
    by_line,
    head_words,
    line_words,
    missing_words,
    place_of_folder,
    source_text,
    telling_spans,
    uses_in,
)
from govtui.text.markers import N_
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.message import CannotOpen
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.commands import bindings
from govtui.tui.views.source_panes import FactList, LineFacts, PaneHead, TextLines

if TYPE_CHECKING:
    from govtui.model.cited_lines import Use
    from govtui.model.evidence import Texts
    from govtui.model.record import Record
    from govtui.store.texts import SourceTexts
    from govtui.tui.base.cursor_list import CursorList
    from govtui.tui.base.host import Host

WIDE = 100
"""The width in cells from which facts and text stand side by side."""

PAUSE = 0.15
"""Seconds that the cursor rests on a fact before it is found out who else cites its source."""

BATCH = 40
"""How many records are looked up at once in the index while it is found out who cites a text."""


class NoTexts:
    """The texts at hand where nobody names their folder: none."""

    def lines(self, source: str) -> Sequence[str] | None:
        """Return None."""
        return None

    def sha256(self, source: str) -> str | None:
        """Return None."""
        return None


class SourceTextScreen(LocalizedModal):
    """Facts of a record beside the text of their sources; of a source, its text alone."""

    BINDINGS = [
        Binding("escape", "up", N_("Close"), id="source-text.close"),
        Binding("x,q", "dismiss(None)", N_("Close"), show=False, id="source-text.leave"),
        Binding("tab", "pane(1)", N_("Other pane"), id="source-text.pane"),
        Binding("shift+tab", "pane(-1)", N_("Other pane"), show=False, id="source-text.pane-back"),
        Binding("right", "source(1)", N_("Next source"), show=False, id="source-text.next-source"),
        Binding("left", "source(-1)", N_("Previous source"), show=False, id="source-text.previous-source"),
        *bindings("undo", "redo"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    AUTO_FOCUS = None

    def __init__(self, host: Host, key: str = "", field: str = "", source: str = "") -> None:
        """`field`: the fact that it opens at, of that `source` if one is named; else what is read in the reader."""
        super().__init__()
        self._host = host
        self._key = key or host.current_key
        self._field, self._wanted = field, source
        if not key and host.is_reading:
            self._field = host.reader.field_in_hand[0]
        self._texts: SourceTexts | NoTexts = NoTexts()
        self._record: Record | None = None
        self._rows: list[FactRow] = []
        self._source = ""
        """The source whose text is shown."""
        self._text: SourceText | None = None
        self._found: dict[str, Mapping[int, Sequence[Use]]] = {}
        """What all records cite of a source by its lines, by source, as far as it is known."""
        self._read()
        if self._record is None:
            tr = host.app.translator
            raise CannotOpen(tr.gettext("This record cannot be read, so it cannot be held against its sources."))

    def compose(self) -> ComposeResult:
        with Horizontal(id="source-panes"):
            with Vertical(id="fact-pane"):
                yield PaneHead("fact-head")
                yield FactList()
                yield MessageLabel(id="fact-stated")
                yield MessageLabel(id="fact-told")
            with Vertical(id="text-pane"):
                yield PaneHead("text-head")
                yield MessageLabel(id="text-changed")
                yield MessageLabel(id="text-missing")
                yield TextLines()
                yield PaneHead("line-head")
                yield LineFacts(lambda: self._host.context)
        yield KeyBar()

    # what there is

    @property
    def _facts(self) -> FactList:
        return self.query_one(FactList)

    @property
    def _lines(self) -> TextLines:
        return self.query_one(TextLines)

    @property
    def _of_line(self) -> LineFacts:
        return self.query_one(LineFacts)

    @property
    def _is_source(self) -> bool:
        return isinstance(self._record, Source)

    def _read(self) -> None:
        """Read the record and the texts as they are now; nothing where the record is gone or cannot be read."""
        app, context = self._host.app, self._host.context
        card = app.index.card(self._key) if app.index else None
        record = app.registry.entry(card.path).record if card else None
        if card is None or record is None:
            return
        self._key, self._record = card.key, record
        self._texts = app.source_texts() or NoTexts()
        self._names, self._speaks = IndexedNames(context), context.tr
        self._rows = [] if isinstance(record, Source) else fact_rows(record, self._texts, context)

    def on_mount(self) -> None:
        self.set_class(self._is_source, "-alone")
        start = row_at(self._rows, self._field, self._wanted)
        if start is None:
            start = row_at(self._rows, self._field)
        self._facts.show(self._rows, start or 0)
        self._turn_to(self._lines if self._is_source else self._facts)
        super().on_mount()
        self.call_after_refresh(self._follow, self._wanted)

    def retranslate(self) -> None:
        super().retranslate()
        if self._speaks is not self.app.translator:
            self._read()
        self._show_anew()

    def index_changed(self) -> None:
        self._read()
        self._show_anew()
        self._ask_who_cites(self._source)

    def _show_anew(self) -> None:
        """Show everything as it is now, cursors where they are."""
        row = self._facts.row
        again = row_at(self._rows, row.path) if row else None
        self._facts.empty = self.app.translator.gettext("This record states nothing that cites a source.")
        self._facts.show(self._rows, self._facts.cursor if again is None else again)
        self._put_text()
        self._tell_fact()

    # the text of a source

    @on(FactList.Highlighted)
    def _highlighted(self) -> None:
        self._follow()

    def _follow(self, source: str = "") -> None:
        """Show the text of the chosen fact's source, and mark in it what tells the fact."""
        row = self._facts.row
        if self._is_source:
            self._turn_to_source(self._key)
        elif row is not None:
            there = [one for one in row.sources if self._texts.lines(one) is not None]
            named = [one for one in there if one == source]
            self._turn_to_source(next(iter((*named, *there, *row.sources)), self._source))
            known, fact = self._names, row.fact
            self._lines.point_at(row.lines_in(self._source), cache(lambda line: telling_spans(fact, line, known)))
        self._tell_fact()

    def _turn_to_source(self, source: str) -> None:
        if source == self._source:
            return
        first, self._source = not self._source, source
        self._put_text()
        if source and source not in self._found:
            if first:
                self._ask_who_cites(source)
            else:  # a cursor that only passes by asks nothing
                self.set_timer(PAUSE, lambda: self._ask_who_cites(source))

    def _put_text(self) -> None:
        """Show the text of the source with what is known of it now."""
        record, source, schema = self._record, self._source, self._host.context.schema
        self._text = source_text(source, self._host.context.record(source), self._texts) if source else None
        if self._text is not None and record is not None:
            found = self._found.get(source)
            uses = by_line(uses_in(source, record, self._texts, schema)) if found is None else found
            self._text = replace(self._text, uses=uses, whole=found is not None)
        self._lines.show(self._text)
        self._say()

    def _ask_who_cites(self, source: str) -> None:
        """Find out in a thread which lines of a source all records cite."""
        index = self.app.index
        if index is None or source != self._source or self._texts.lines(source) is None:
            return
        keys = list(dict.fromkeys(one.key for one in index.incoming(source) if one.type == CITED))
        self.run_worker(partial(self._look, source, keys, self._texts), thread=True, group="citing", exclusive=True)

    def _look(self, source: str, keys: Sequence[str], texts: Texts) -> None:
        worker, registry, schema = get_current_worker(), self.app.registry, self.app.registry.manifest.record_schema
        found: list[Use] = []
        for first in range(0, len(keys), BATCH):
            if worker.is_cancelled:
                return
            for path in self.app.call_from_thread(self._paths, keys[first : first + BATCH]):
                if (record := registry.entry(path).record) is not None:
                    found += uses_in(source, record, texts, schema)
        self.app.call_from_thread(self._looked, source, by_line(found))

    def _paths(self, keys: Sequence[str]) -> list[str]:
        index = self.app.index
        return [card.path for key in keys if index and (card := index.card(key))]

    def _looked(self, source: str, found: Mapping[int, Sequence[Use]]) -> None:
        self._found[source] = found
        if self in self.app.screen_stack and source == self._source:  # it may have been closed meanwhile
            self._put_text()

    # in words

    def _say(self) -> None:
        """Say what stands over the panes, and why there is no text."""
        tr, context, text = self.app.translator, self._host.context, self._text
        facts = tr.gettext("Facts of {record}").format(record=self._key)
        self.query_one("#fact-head", PaneHead).show(facts, here=self._facts.has_focus)
        self.query_one("#text-head", PaneHead).show(
            head_words(text, context) if text else self._source, here=self._lines.has_focus
        )
        changed = tr.gettext("! This is not the text that was recorded (sha256): lines may have moved.")
        self.query_one("#text-changed", MessageLabel).say(changed if text and text.changed else "")
        self.query_one("#text-missing", MessageLabel).say("" if text else self._missing())
        self._say_line()

    @on(TextLines.Highlighted)
    def _say_line(self) -> None:
        text, line = self._text, self._lines.line
        words = line_words(text, line, self._host.context) if text and line else ""
        self.query_one("#line-head", PaneHead).show(words, here=self._of_line.has_focus)
        self._of_line.show(text.uses.get(line, ()) if text else ())

    def _tell_fact(self) -> None:
        row = self._facts.row
        stated, told = told_at_length(row, self._host.context) if row else ("", "")
        if row and row.sources and self._text is None:
            told = self._missing()
        self.query_one("#fact-stated", MessageLabel).say(stated)
        self.query_one("#fact-told", MessageLabel).say(told)

    def _missing(self) -> str:
        """Say why the text of the source is not shown; nothing where no source is meant."""
        texts, source = self._texts, self._source
        if isinstance(texts, NoTexts):
            return missing_words(source, "", "", self._host.context)
        if not source:
            return ""
        fault = texts.fault(source)
        folder = place_of_folder(texts.folder, self.app.registry.root)
        return missing_words(source, folder, fault.code if fault else "", self._host.context)

    # moving

    @property
    def _panes(self) -> list[CursorList]:
        """The panes that Tab goes to."""
        shown: list[CursorList] = [] if self._is_source else [self._facts]
        return [*shown, self._lines, *([self._of_line] if self._of_line.total else [])]

    def _turn_to(self, pane: CursorList) -> None:
        self.set_class(pane is not self._facts, "-text")
        # A widget that is not displayed takes no focus, and styles follow the class only at the next refresh.
        self.app.stylesheet.update_nodes(list(self.query("#fact-pane, #text-pane")))
        pane.focus()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        self.set_class(event.widget is not self._facts, "-text")
        self.call_after_refresh(self._say)

    def action_pane(self, step: int) -> None:
        panes = self._panes
        at = next((n for n, pane in enumerate(panes) if pane.has_focus), 0)
        self._turn_to(panes[(at + step) % len(panes)])

    def action_source(self, step: int) -> None:
        """Show the text of another source of the chosen fact."""
        row = self._facts.row
        if row is None or len(row.sources) < 2:
            self.app.say(self.app.translator.gettext("No other source is cited for this."))
        else:
            at = row.sources.index(self._source) if self._source in row.sources else 0
            self._follow(row.sources[(at + step) % len(row.sources)])

    @on(FactList.Chosen)
    def _to_text(self) -> None:
        self._turn_to(self._lines)

    @on(TextLines.Chosen)
    def _to_line(self) -> None:
        if self._of_line.total:
            self._turn_to(self._of_line)

    @on(LineFacts.Chosen)
    def _to_record(self) -> None:
        if (use := self._of_line.use) is not None:
            self.dismiss(None)
            self._host.go_to(use.record, use.path)

    def action_up(self) -> None:
        """Esc: from the facts of a line to the text, then away."""
        if self._of_line.has_focus:
            self._turn_to(self._lines)
        else:
            self.dismiss(None)

    # leaving a line out

    @on(TextLines.LeftOut)
    def _leave_out(self) -> None:
        text, line, tr = self._text, self._lines.line, self.app.translator
        if text is None or not line:
            return
        if text.mark(line) is Mark.OPEN:
            words = text.lines[line - 1]
            self._host.open("leave-out", lambda _: None, key=text.id, line=line, words=words)
        elif text.mark(line) is Mark.CITED:
            self.app.say(
                tr.gettext("Line {line} is cited; only lines that no record cites are left out.").format(line=line)
            )
        else:
            self.app.say(line_words(text, line, self._host.context))
