"""Another id for a record: which files change for it, then the change, with a word on each file."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from govtui.edit.proposal import EditRefused, Renaming, Saved
from govtui.i18n.formats import in_quotes, number
from govtui.text.markers import N_
from govtui.tui.localized import LocalizedModal
from govtui.tui.widgets.fields import LineInput, Words
from govtui.tui.widgets.form import Form
from govtui.tui.widgets.key_bar import KeyBar
from govtui.tui.widgets.pick_list import Choice, PickList

PROGRESS = 0.2
"""Seconds between two words on how far a renaming is."""

if TYPE_CHECKING:
    from textual.timer import Timer

    from govtui.index.api import Card
    from govtui.tui.screens.browse import BrowseScreen


class RenameScreen(LocalizedModal):
    """One field, and every file that would change."""

    BINDINGS = [
        Binding("escape", "leave", N_("Close"), id="rename.leave"),
        Binding("enter,ctrl+s", "save", N_("Rename"), id="rename.save"),
        Binding("down", "pick_by(1)", N_("Down"), show=False, id="rename.down"),
        Binding("up", "pick_by(-1)", N_("Up"), show=False, id="rename.up"),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, below: BrowseScreen, card: Card) -> None:
        super().__init__()
        self._below, self._card = below, card
        self._busy: Timer | None = None
        """Runs while files are written."""

    def compose(self) -> ComposeResult:
        with Form(id="rename", classes="form -tall"):
            yield Words(id="rename-title", classes="title")
            yield LineInput(self._card.id, id="rename-id")
            yield Words(id="rename-wrong", classes="wrong")
            yield Words(id="rename-heading", classes="hint")
            yield PickList(id="rename-files", classes="hint")
        yield KeyBar()

    def retranslate(self) -> None:
        super().retranslate()
        tr = self.app.translator
        name = self._below.voice.name(self._card.key).text
        self.query_one("#rename-title", Words).say(tr.gettext("New id of “{name}”").format(name=in_quotes(name)))
        self._look()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._look()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    def action_pick_by(self, step: int) -> None:
        self.query_one(PickList).move(step)

    def _renaming(self) -> Renaming | None:
        """What would be done; None, having said why, when it cannot be."""
        typed = self.query_one(LineInput).value.strip()
        wrong = self.query_one("#rename-wrong", Words)
        try:
            renaming = self.app.desk.editing.renaming(self._card.key, typed)
        except EditRefused as error:
            wrong.say("" if error.code == "same_id" else "✗ " + self.app.desk.refused(error))
            return None
        wrong.say("")
        return renaming

    def _look(self) -> None:
        tr = self.app.translator
        renaming = self._renaming()
        files = renaming.files if renaming else self._files()
        choices = [Choice(path, path) for path in files]
        if renaming:
            choices[0] = Choice(renaming.path, f"{renaming.path} → {renaming.new_path.rpartition('/')[2]}")
        kept = tr.gettext("The old id still leads here.")
        count = tr.ngettext("{n} file changes:", "{n} files change:", len(files)).format(n=number(len(files), tr))
        self.query_one("#rename-heading", Words).say(f"{kept} {count}")
        picks = self.query_one(PickList)
        picks.show(choices)
        picks.rest()  # there is nothing to choose

    def _files(self) -> tuple[str, ...]:
        index = self.app.index
        if index is None:
            return (self._card.path,)
        keys = dict.fromkeys(one.key for one in index.incoming(self._card.key))
        cards = [card for key in keys if (card := index.card(key))]
        return tuple(dict.fromkeys((self._card.path, *sorted(card.path for card in cards))))

    def would_lose(self) -> bool:
        return self._busy is not None

    def action_leave(self) -> None:
        """Leave, but for the moment in which files are written."""
        if self._busy is None:
            self.dismiss(None)

    def action_save(self) -> None:
        """Rename in a thread, for there may be thousands of files, and tell how far it is."""
        renaming = self._renaming()
        if renaming is None or self._busy is not None:
            return
        self.query_one(LineInput).disabled = True
        began = time.time_ns()
        self._busy = self.set_interval(PROGRESS, lambda: self._tell_progress(renaming, began))
        self.run_worker(lambda: self._rename(renaming), thread=True, group="rename", exit_on_error=True)

    def _tell_progress(self, renaming: Renaming, began: int) -> None:
        root, done = self.app.registry.root, 0
        for path in renaming.files:
            with suppress(OSError):
                done += (root / path).stat().st_ctime_ns >= began
        tr = self.app.translator
        text = tr.gettext("Renaming… {done} of {n} files")
        self.query_one("#rename-wrong", Words).say(
            text.format(done=number(done, tr), n=number(len(renaming.files), tr))
        )

    def _rename(self, renaming: Renaming) -> None:
        try:
            answer: Saved | EditRefused = self.app.desk.editing.save(renaming)
        except EditRefused as error:
            answer = error
        self.app.call_from_thread(self._renamed, renaming, answer)

    def _renamed(self, renaming: Renaming, answer: Saved | EditRefused) -> None:
        if self._busy is not None:
            self._busy.stop()
            self._busy = None
        if isinstance(answer, EditRefused):
            self.query_one(LineInput).disabled = False
            self.query_one(LineInput).focus()
            self.query_one("#rename-wrong", Words).say("✗ " + self.app.desk.refused(answer))
            return
        n = len(renaming.files)
        told = self.app.translator.ngettext(
            "{old} is now {new}; {n} file changed.", "{old} is now {new}; {n} files changed.", n
        ).format(old=renaming.old, new=renaming.new, n=number(n, self.app.translator))
        self.app.desk.saved(answer, renaming.new, told)
        self.dismiss(None)


def screen(below: BrowseScreen) -> LocalizedModal | None:
    """The form for the record in hand."""
    app = below.app
    if app.desk.refuses():
        return None
    card = app.index.card(app.desk.in_hand(below)) if app.index else None
    if card is None:
        return None
    if not card.readable:
        app.say(app.translator.gettext("This record cannot be read, so only its text can be edited."))
        return None
    return RenameScreen(below, card)
