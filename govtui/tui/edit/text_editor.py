"""The text editor of a record: problems while typing, completion, the diff before saving."""

from __future__ import annotations

import os
from itertools import zip_longest
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.timer import Timer

from govtui.edit.proposal import Conflict, EditRefused, ProposedChange, Saved
from govtui.store.field_locations import FieldLocations
from govtui.text.markers import N_
from govtui.tui.base.dialog import QuestionScreen
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.message import CannotOpen, LazyMessage
from govtui.tui.base.option_list import Option
from govtui.tui.base.screen import LocalizedModal, LocalizedScreen
from govtui.tui.edit.completion import Completion, Explained, explained, offers
from govtui.tui.edit.review import ReviewScreen
from govtui.tui.edit.text_editor_widgets import FaultList, TextBelow, TextHead
from govtui.tui.edit.text_session import TextEditSession
from govtui.tui.edit.toml_area import TomlArea
from govtui.tui.screens import make
from govtui.user import choices, external_editor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govtui.i18n.translator import Translator
    from govtui.store.registry import Entry
    from govtui.tui.base.host import Host


PAUSE = 0.3
"""Seconds without a key after which the text is checked and the draft saved."""

KEEPING = 0.9
"""Seconds between two saves of the draft while somebody types without a pause."""

BEAT = 20.0
"""Seconds between two checks of who else edits the record."""


class EditTextScreen(LocalizedModal):
    """The text editor; it saves by itself and is dismissed with None."""

    BINDINGS = [
        Binding("ctrl+s", "save", N_("Save"), id="text.save"),
        Binding("f8,ctrl+n", "problem(1)", N_("Next problem"), id="text.next-problem"),
        Binding("shift+f8", "problem(-1)", N_("Previous problem"), show=False, id="text.previous-problem"),
        Binding("escape,q", "leave", N_("Close"), id="text.leave"),
    ]
    AUTO_FOCUS = "#text"

    def __init__(
        self, host: Host, work: TextEditSession, text: str | None = None, *, start: tuple[int, int] = (0, 0)
    ) -> None:
        super().__init__()
        self.host = host
        self.work = work
        self._begin = work.base if text is None else text
        self.area = TomlArea(id="text")
        """The text, held here since it is needed even after the screen was unmounted."""
        self._start = start
        """Line and column of the cursor at first, from 0."""
        self._pause: Timer | None = None
        self._checked = ""
        self._told = ""
        """The etag of the changed file that the user was told of last."""

    def compose(self) -> ComposeResult:
        yield TextHead(self.host, self.work, id="text-head")
        yield self.area
        yield FaultList()
        yield MessageLabel(id="text-notice")
        yield TextBelow(id="text-below")
        yield Completion()
        yield KeyBar()

    def on_mount(self) -> None:
        self.area.load(self._begin)
        self.call_after_refresh(self._go_to_start)
        super().on_mount()
        self.query_one("#text-notice", MessageLabel).say("")
        self.set_interval(KEEPING, self._keep)
        self.set_interval(BEAT, self._look_around)
        self._look_around()
        self.check()

    def _go_to_start(self) -> None:
        start = self._start if self._begin == self.work.base else (_first_difference(self.work.base, self._begin), 0)
        self.area.move_cursor(self.area.clamp_visitable(start), center=True)

    def on_unmount(self) -> None:
        self.keep_typed()  # if the program ends; does nothing where the edit is over
        self.work.leave()

    @property
    def changed(self) -> bool:
        """Whether the text differs from the one that the edit began from."""
        return self.area.file_text != self.work.base

    def retranslate(self) -> None:
        super().retranslate()
        self._explain()
        if self.area.is_mounted:
            self.check()
            if self.query_one(Completion).is_open:
                self._offer(again=True)

    # while it is typed

    @on(TomlArea.Changed)
    def _typed(self) -> None:
        self.query_one(TextHead).changed = self.changed
        self.query_one("#text-notice", MessageLabel).say("")
        if self.query_one(Completion).is_open:
            self._offer(again=True)
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._paused)

    def _paused(self) -> None:
        self.check()
        self._keep()

    @on(TomlArea.SelectionChanged)
    def _moved(self) -> None:
        self._explain()
        self.query_one(FaultList).follow(self.area.cursor_location[0] + 1)
        if self.query_one(Completion).is_open:
            self._offer(again=True)

    def check(self) -> None:
        app = self.app
        if app.index is None:
            return
        self._checked, seen = self.area.file_text, self.area.cursor_in_sight
        faults = self.work.faults(self._checked, app.registry, app.index, self.host.context)
        self.area.tell(faults)
        self.query_one(FaultList).show(faults, self.area.cursor_location[0] + 1)
        self.query_one(TextHead).faults = faults
        self._explain()
        if seen:  # problems above it move it down
            self.call_after_refresh(self.area.scroll_cursor_visible)

    def index_changed(self) -> None:
        self.check()
        now = self.app.registry.entry(self.work.path).etag
        if now != self.work.tag and now != self._told:
            self._told = now
            self._notice(
                lambda tr: tr.gettext("Somebody else changed this file meanwhile; saving merges the two changes.")
            )

    def _explain(self) -> None:
        """Show the field at the cursor, and the character behind a placeholder."""
        area, host = self.area, self.query_one(TextBelow)
        found: Explained | None = None
        if self.app.index is not None:
            found = explained(area.text, area.offset_of_cursor, self.work.kind, self.host.context)
        host.show(found, area.cursor_location, area.hidden_character(area.cursor_location))

    def _look_around(self) -> None:
        """Renew the presence of this edit, and show who else edits the record."""
        self.query_one(TextHead).other = self.work.enter()

    def _keep(self) -> None:
        if not self.work.keep(self.area.file_text):
            self._notice(lambda tr: tr.gettext("The draft cannot be kept; save the text now."))

    def keep_typed(self) -> None:
        self.work.keep(self.area.file_text)

    def would_lose(self) -> bool:
        return not self.work.keep(self.area.file_text)

    def _notice(self, telling: LazyMessage | None) -> None:
        self.query_one("#text-notice", MessageLabel).tell(telling)

    # completion

    @on(TomlArea.Asked)
    def _asked(self) -> None:
        self._notice(None)
        self._offer(again=False)

    def _offer(self, *, again: bool) -> None:
        """Offer completions at the cursor; `again`: update the list that is open."""
        found = None
        if self.app.index is not None and self.area.selection.is_empty:
            found = offers(self.area.text, self.area.offset_of_cursor, self.work.kind, self.host.context)
        if not self.query_one(Completion).offer(self.area, found, at_once=not again) and not again:
            self._notice(lambda tr: tr.gettext("There is nothing to complete here."))

    # problems

    def action_problem(self, direction: int) -> None:
        if self.area.file_text != self._checked:
            self.check()
        if self.area.step(direction) is None:
            self._notice(lambda tr: tr.gettext("There are no problems in this text."))

    @on(FaultList.Clicked)
    def _clicked(self, message: FaultList.Clicked) -> None:
        place = (max(0, message.fault.line - 1), max(0, message.fault.column - 1))
        self.area.move_cursor(self.area.clamp_visitable(place), center=True)
        self.area.focus()

    # saving

    def prepared(self) -> ProposedChange | None:
        """Return the text as a proposed change; None where it is refused, which the user is told."""
        try:
            return self.work.prepared(self.area.file_text, self.app.edit_session.editing)
        except EditRefused as error:
            self._notice(self.app.edit_session.refusing(error))
        except Conflict as conflict:
            self._conflict(conflict)
        return None

    def action_save(self) -> None:
        """Show what changes, from where the text is saved."""
        self.query_one(Completion).close()
        self._keep()
        self.check()
        if not self.changed:
            self._notice(lambda tr: tr.gettext("Nothing was changed, so there is nothing to save."))
            return
        prepared = self.prepared()
        if prepared is not None:
            shown = ReviewScreen(self.host, prepared, draft=True)
            self.app.push_screen(shown, lambda answer: self._decided(prepared, answer))

    def _decided(self, prepared: ProposedChange, answer: object) -> None:
        if answer == "draft":
            self._leave_draft()
        elif answer in ("save", "insist"):
            self._notice(self.app.edit_session.save(prepared, self._saved, force=answer == "insist"))

    def _conflict(self, conflict: Conflict) -> None:
        self.app.edit_session.conflict(conflict, self._saved)

    def _saved(self, _saved: Saved) -> None:
        self.work.forget()
        if self.host.shown == self.work.key:
            self.host.read_again()
        self.dismiss(None)

    def go_on_over(self, theirs: Entry, text: str) -> None:
        """Continue with a text merged with what somebody else saved meanwhile."""
        self.work.begin_from(theirs)
        self.area.load(text)
        self.check()
        self._keep()

    # leaving

    def action_leave(self) -> None:
        """Close the completion; without one, leave, and ask first when the text was changed."""
        completion = self.query_one(Completion)
        if completion.is_open:
            completion.close()
        elif self.work.is_untouched(self.area.file_text):
            self.dismiss(None)
        else:
            self.app.push_screen(QuestionScreen(self._leaving), self._answered)

    def _leaving(self, tr: Translator) -> tuple[str, Sequence[Option]]:
        return tr.gettext("The text was changed and is not saved."), (
            Option("on", tr.gettext("Continue editing")),
            Option("draft", tr.gettext("Keep as a draft and close")),
            Option("away", away_words(self.work, tr)),
        )

    def _answered(self, answer: object) -> None:
        if answer == "draft":
            self._leave_draft()
        elif answer == "away":
            self.work.forget()
            self.dismiss(None)

    def _leave_draft(self) -> None:
        if self.work.keep(self.area.file_text):
            self.app.say(self.app.translator.gettext("Kept as a draft; the command “Drafts” restores it."))
            self.dismiss(None)
        else:
            self._keep()


def away_words(work: TextEditSession, tr: Translator) -> str:
    """Return the words for ending an edit without saving: its changes go, or the draft it resumed."""
    return tr.gettext("Discard the draft") if work.is_resumed else tr.gettext("Discard the changes")


def _first_difference(one: str, other: str) -> int:
    """Return the first line, from 0, in which two texts differ."""
    pairs = zip_longest(one.splitlines(), other.splitlines())
    return next((number for number, (left, right) in enumerate(pairs) if left != right), 0)


def edit_text(
    host: Host,
    key: str = "",
    start: tuple[int, int] | None = None,
    work: TextEditSession | None = None,
    text: str | None = None,
    *,
    anew: bool = False,
) -> LocalizedScreen:
    """Make the editor of a record's text, by default of the current record.

    Its drafts come first unless it begins `anew`.
    `start`: line and column of the cursor, from 0; else the field that is read. `work` and `text`: a draft to resume.
    With `editor = "own"` in the configuration it is the user's own editor, where there is one. Raises CannotOpen.
    """
    if work is not None:
        return EditTextScreen(host, work, text)
    app, key = host.app, key or host.current_key
    if app.remembers and choices.load().get("editor") == "own" and external_editor.is_found(os.environ):
        return make("edit-outside", host, key=key, anew=anew)
    with app.edit_session.opening():
        if not anew and app.edit_session.has_drafts(key):
            return make("drafts", host, only=key, anew=lambda: edit_text(host, key, start, anew=True))
        entry = app.edit_session.editing.entry(key)
    if any(problem.code == "not_utf8" for problem in entry.problems):
        raise CannotOpen(
            app.translator.gettext(
                "The file is not UTF-8, so it cannot be edited here without loss; open it in your own editor."
            )
        )
    if start is None:
        field = host.reader.field_in_hand[0] if host.is_reading and host.shown == key else ""
        line, column = FieldLocations(entry.text).find(field)
        start = (line - 1, column - 1)
    return EditTextScreen(host, TextEditSession(app.library.root, key, entry), start=start)
