"""The list beside the reader: what is asked for, the rows that answer it, and what is done with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from govtui.i18n.formats import number
from govtui.index.api import ALL, ORDERS, Index, Order, Result, View
from govtui.index.query import Correction, Mistake, highlights
from govtui.index.query_api import ANSWERS, Answers, Blame
from govtui.tui.browse.answer_rows import ALL_ANSWERS, NO_ANSWERS, AnswerRows, answer_rows
from govtui.tui.browse.header import Masthead
from govtui.tui.browse.list_header import ListHeader
from govtui.tui.browse.record_list import RecordList
from govtui.tui.browse.selection import MarkedResult, Marks
from govtui.tui.textual_compat.kept_lines import KeepsLines

if TYPE_CHECKING:
    from govtui.index.query_api import Fact
    from govtui.tui.browse.browser import Browser, Way

FEW_ANSWERS, LOW = 3, 24
"""How many answers are shown on a terminal of less than LOW rows."""


class ListPane(KeepsLines, Vertical):
    """The words over the list, and the list. Its actions are commands (`list('sort')`), wherever the focus is."""

    screen: Browser

    anchor: str = ""  # type: ignore[assignment]  # Textual's method of that name is for logs that grow, which this is not
    """The key of the record that a person chose last; empty before that. Whatever the list shows meanwhile, the cursor comes
    back to it as soon as it is in the list."""

    def __init__(self) -> None:
        super().__init__(id="left")
        self.kind: str = ALL
        self.text = ""
        self.order: Order = "name"
        self.reverse = False
        self.only_marked = False
        self.marks = Marks()
        self._heirs: Sequence[str] = ()
        """The keys of the rows around the anchor when the list had it last: where it is deleted, the nearest is chosen."""
        self._expected = ""
        """The key of a record that was just written, to be the anchor as soon as the index knows it."""
        self.total = 0
        self.mistakes: Sequence[Mistake] = ()
        """What is wrong with the filter."""
        self.corrected: Sequence[Correction] = ()
        """What was looked for instead of words that no record has."""
        self.answered = 0
        """How many facts answer the filter."""
        self.all_answers = False
        """Whether all of them are shown, not the first few."""
        self.blame = Blame()
        """Why the filter finds nothing, where it does."""

    def compose(self) -> ComposeResult:
        yield ListHeader()
        yield RecordList()

    @property
    def records(self) -> RecordList:
        """The rows."""
        return self.query_one(RecordList)

    @property
    def view(self) -> View:
        """The list as it is asked for now."""
        screen = self.screen
        return View(
            self.kind, self.text, self.order, screen.reading_languages[0], screen.app.language, reverse=self.reverse
        )

    @property
    def ranked(self) -> bool:
        """Whether the best matches come first, and the order only among equals."""
        index = self.screen.app.index
        if self.order != "name" or self.reverse or index is None:
            return False
        return bool(self.text) and bool(index.query(self.text).words)

    @property
    def mistake(self) -> str:
        """What is wrong with the filter first, in words; empty when nothing is. Where, is underlined in its field.

        What the caret is in is not finished, and no mistake yet, unless nothing is found.
        """
        caret = self.screen.caret if self.mistakes and self.total else None
        first = next((one for one in self.mistakes if caret is None or not one.start <= caret <= one.end), None)
        if first is None:
            return ""
        from govtui.i18n.errors import mistake_words
        from govtui.page.facet_words import mistake_values

        tr, index = self.screen.app.translator, self.screen.app.index
        values = first.values if index is None else mistake_values(first, index.fields, tr)
        words = mistake_words(first.code, values, tr)
        if first.code != "unknown_field" or values.get("near"):
            return words
        way = tr.gettext("Tab: all fields")
        return f"{words} {way}"

    @property
    def correction(self) -> str:
        """What was looked for instead of words that no record has."""
        if not self.corrected:
            return ""
        from govtui.i18n.errors import corrected_words

        tr = self.screen.app.translator
        return " ".join(corrected_words(one.typed, one.instead, one.kind, tr) for one in self.corrected)

    @property
    def marked(self) -> tuple[str, ...]:
        """The keys of the marked records: those in the list in its order, then the others as they were marked."""
        places = self.records.rows.places([*self.marks])
        return tuple(sorted(self.marks, key=lambda key: places.get(key, self.total)))

    # the record that was chosen

    def choose(self, key: str) -> None:
        """Somebody chose a record; nothing is chosen by being on an empty list."""
        if key:
            self.anchor, self._heirs, self._expected = key, (), ""

    def written(self, key: str, now: str = "") -> None:
        """A record was written, and is called `key` from now on (`now`: what the index calls it still): choose it.

        The index may not know it yet; a deleted one stays chosen until the index knows that, then the row after it is.
        """
        index, here = self.screen.app.index, now or key
        card = index.card(here) if index else None
        if card is not None and card.key == here:
            self.records.point_at(here)
        self._expected = key

    def _settle_anchor(self) -> None:
        """After the registry changed: the anchor follows a record that got another id, and leaves one that is gone."""
        index = self.screen.app.index
        if index is None or not index.listed:
            return  # what is not there may only not have been read yet
        expected = index.card(self._expected) if self._expected else None
        if expected is not None and expected.key == self._expected:  # a former id may lead to the record meanwhile
            self.choose(expected.key)
        elif self.anchor:
            self._remember_heirs()
            left = index.still([self.anchor]) or index.still(self._heirs)
            self.anchor = left[0] if left else self.anchor

    def _remember_heirs(self) -> None:
        if self.records.key == self.anchor:
            self._heirs = self.records.rows.after(self.records.cursor)

    # asking

    def ask(self, stay: str = "", *, follow: bool | None = True) -> None:
        """Ask for the list anew: the cursor on the anchor if it is in it, else on the record `stay`, else on the first.

        `follow`: whether the reader follows the cursor; None: where it came to another record while nobody was reading.
        """
        screen, index = self.screen, self.screen.app.index
        if index is None:
            return
        self._remember_heirs()
        result: Result = index.result(self.view)
        if self.only_marked:
            result = MarkedResult(result, self.marks)
        if bool(result.total) != bool(self.total):
            screen.refresh_bindings()  # in an empty list some keys are off
        self.total = result.total
        screen.show_counts()
        self.mistakes = index.mistakes(self.text) if self.text else ()
        self.corrected = index.corrected(self.text) if self.text else ()
        self.blame = index.blame(self.text, self.kind) if self.text and index.whole and not result.total else Blame()
        self.records.both, self.records.marks = screen.reading == "both", self.marks
        self.records.marked = highlights(index.query(self.text), self.corrected)
        answers = self._answers(index)  # before they are counted beside the query line
        if screen.furnished:
            screen.renew_query()
            if not self.records.marked:
                screen.reader.mark(())  # else when nobody has typed for a moment: RecordList looks around then
        place = self._place(result, stay, answers)
        self.records.show(
            result, place, answers, follow=follow if follow is not None or not screen.is_reading else False
        )
        self.renew_head()
        if screen.furnished and screen.has_class("-facets"):
            screen.show_facets()

    def _place(self, result: Result, stay: str, answers: AnswerRows) -> int:
        """Return the row for the cursor: while somebody types the first answer; else the answer that it is on, or the record."""
        if answers.first and self.screen.is_typing:
            return answers.first
        here = self.records.fact
        facts = [one.fact for one in answers.lines]
        if here in facts:
            return answers.first + facts.index(here)
        places = (result.position(key) for key in (self.anchor, stay) if key)
        return next((place for place in places if place is not None), answers.first)

    def _answers(self, index: Index) -> AnswerRows:
        """Return what answers the filter, in words; nothing before the index is whole."""
        limit = ALL_ANSWERS if self.all_answers else ANSWERS if self.screen.size.height >= LOW else FEW_ANSWERS
        is_asked = self.text and index.whole and self.screen.furnished and not self.only_marked
        found = index.answers(self.text, limit) if is_asked else Answers()
        rows = answer_rows(found, self.screen.context) if found.total else NO_ANSWERS
        beside = sum(len(line.told) for line in rows.lines)  # what another source says of an answer is none of its own
        self.answered = found.total - beside
        return rows

    def open_answer(self, fact: Fact | None) -> None:
        """Read the record that states an answer, at its field; None: show all answers."""
        if fact is not None:
            screen = self.screen
            screen.leave()
            screen.read(fact.key)
            screen.turn_to("reader")
            screen.reader.show_field(fact.place)
        else:
            self.all_answers = True
            self.ask()

    @on(RecordList.Highlighted)
    def _moved(self) -> None:
        self.query_one(ListHeader).renew()

    def search(self, text: str) -> None:
        """Filter by `text`, in the frame of the keystroke that changed it."""
        if text != self.text:
            self.text, self.all_answers = text, False
            self.ask()

    def take(self, way: Way) -> None:
        """Go on from an empty list, remembering it."""
        screen = self.screen
        screen.leave()
        match way.act:
            case "line":
                screen.filter_by(way.line)
            case "kind":
                self.kind = ALL
                self.ask()
            case "marked":
                self.action_only_marked()

    def renew_head(self) -> None:
        """Draw anew what stands over the list, where it is different now."""
        self.query_one(ListHeader).renew()
        self.screen.query_one(Masthead).renew()

    def snippet(self, key: str) -> str:
        """Where the filter's words stand in a record, if not in its name."""
        index = self.screen.app.index
        return index.snippet(key, self.text, self.screen.reading_languages[0]) if index and index.whole else ""

    def action_dense(self) -> None:
        """Two lines a row instead of one, or one instead of two."""
        self.records.turn()

    # sorting

    def action_sort(self, order: str = "") -> None:
        """Sort by this; by what it is sorted by already: the other way round. Without a name: by the next that tells apart."""
        if order == self.order:
            self.reverse = not self.reverse
        else:
            offered = [one for one in ORDERS if one != "kind" or self.kind == ALL]
            following = offered[(offered.index(self.order) + 1) % len(offered)] if self.order in offered else "name"
            self.order = next((one for one in ORDERS if one == order), following)
            self.reverse = False
        self.ask(self.records.key, follow=None)

    def action_reverse(self) -> None:
        """The same order from the other end."""
        self.action_sort(self.order)

    # going to a name

    def action_jump(self) -> None:
        """Type the beginning of a name to go to it."""
        self.screen.turn_to("list")
        self.screen.open_jump()

    def jump_to(self, typed: str, key: str = "") -> bool:
        """Put the cursor on the first record whose name begins so; where there is none, or nothing is typed, on `key`.

        Whether there is one.
        """
        index = self.screen.app.index
        place = index.first_from(self.view, typed) if index and typed else None
        if index and place is not None:
            found = index.result(self.view).keys(place, place + 1)
            if found and self.records.point_at(found[0]):
                return True
        self.records.point_at(key)
        return False

    def action_disputed(self, step: int) -> None:
        """Go to the next (1) or previous (-1) record of the list on which sources disagree; in the reader the keys are its own."""
        app, records = self.screen.app, self.records
        if self.screen.is_reading or app.index is None:
            return
        tr = app.translator
        here = "" if records.fact else records.key
        if key := records.rows.next_disputed(here, step):
            if not records.has_focus:
                self.screen.turn_to("list")
            records.point_at(key)
        elif not app.index.whole:
            app.say(tr.gettext("Reading the files…"))
        elif step > 0:
            app.say(tr.gettext("No later record in the list on which sources disagree."))
        else:
            app.say(tr.gettext("No earlier record in the list on which sources disagree."))

    # marking

    def action_mark(self, *, onward: bool = True) -> None:
        """Mark the record under the cursor, or unmark it, and go to the next (`onward`)."""
        if self._is_answer():
            return
        if key := self.records.key:
            self.marks.toggle(key)
            self._marked()
            if onward and not self.only_marked:
                self.records.action_move_by(1)

    def action_mark_range(self) -> None:
        """Mark every row from the one that was marked last to the cursor."""
        records = self.records
        if self._is_answer():
            return
        start = records.position(self.marks.last) if self.marks.last else None
        if start is None:
            start = records.cursor
        first, last = sorted((start, records.cursor))
        self.marks.add(records.rows.keys(first, last + 1))
        self._marked()

    def _is_answer(self) -> bool:
        """Whether the cursor is on an answer, which cannot be marked: then say so."""
        if self.records.cursor < 0:
            self.screen.app.say(self.not_a_record)
        return self.records.cursor < 0

    @property
    def not_a_record(self) -> str:
        """What is said where something is done to a record while the cursor is on an answer."""
        return self.screen.app.translator.gettext("This line is an answer, not a record.")

    def action_invert_marks(self) -> None:
        """Mark what is not marked in this list, and unmark what is."""
        self.marks.invert(self.records.rows.keys(0, self.total))
        self._marked()

    def action_clear_marks(self) -> None:
        """Unmark all, in this list and elsewhere; once more brings them back."""
        tr = self.screen.app.translator
        count = len(self.marks)
        self.marks.clear()
        if count:
            words = tr.ngettext("{n} mark cleared.", "{n} marks cleared.", count)
        else:
            count = len(self.marks)
            words = tr.ngettext("{n} record is marked.", "{n} records are marked.", count)
        self.screen.app.say(words.format(n=number(count, tr)))
        self.only_marked = self.only_marked and bool(self.marks)
        self._marked(anew=True)

    def action_only_marked(self) -> None:
        """The marked records alone, and all again."""
        self.only_marked = not self.only_marked
        self.ask()

    def _marked(self, *, anew: bool = False) -> None:
        if self.only_marked or anew:
            left = (key for key in self.records.rows.after(self.records.cursor) if key in self.marks)
            self.ask(next(left, ""))  # where the record under the cursor was unmarked, the one after it is next
        else:
            self.renew_head()
            self.records.refresh()

    def follow_changes(self) -> None:
        """After the registry changed: anchor and marks follow records that got another id, and leave those that are gone."""
        self._settle_anchor()
        index = self.screen.app.index
        if self.marks and index and index.listed:
            last = self.marks.last
            self.marks = Marks(index.still([*self.marks]))
            self.marks.last = last
