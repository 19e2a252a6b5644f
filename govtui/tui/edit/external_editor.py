"""The user's own editor: suspend govtui, run it on a copy, then review what it changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult, SuspendNotSupported

from govtui.edit.proposal import Conflict, EditRefused, ProposedChange, Saved
from govtui.store.files import Unreadable, read
from govtui.tui.base.dialog import QuestionScreen
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.message import CannotOpen, LazyMessage
from govtui.tui.base.option_list import Option
from govtui.tui.base.screen import LocalizedModal, LocalizedScreen
from govtui.tui.edit.review import ReviewScreen
from govtui.tui.edit.text_editor import away_words
from govtui.tui.edit.text_session import TextEditSession
from govtui.tui.screens import make
from govtui.user import external_editor

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.store.registry import Entry
    from govtui.tui.base.host import Host


class EditOutsideScreen(LocalizedModal):
    """The screen behind the editor; it closes when the text was saved, kept as a draft or discarded."""

    def __init__(self, host: Host, work: TextEditSession, raw: bytes, command: Sequence[str]) -> None:
        super().__init__()
        self.host, self.work = host, work
        self._command = command
        self._raw = raw
        self._file: Path | None = None

    def compose(self) -> ComposeResult:
        yield MessageLabel(id="outside-words")
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.call_after_refresh(self._edit)

    def retranslate(self) -> None:
        super().retranslate()
        words = self.app.translator.gettext("{path} is open in {editor}.")
        self.query_one("#outside-words", MessageLabel).say(words.format(path=self.work.path, editor=self._command[0]))

    def on_unmount(self) -> None:
        if self._file is not None:
            external_editor.drop(self._file)
        self.work.leave()

    def keep_typed(self) -> None:
        raw = external_editor.changed(self._file) if self._file else None
        if raw is not None and raw != self._raw:
            self._draft(raw)

    def _draft(self, raw: bytes) -> None:
        self.work.keep(raw.decode("utf-8-sig", "replace"))

    # the editor

    def _edit(self) -> None:
        tr = self.app.translator
        terminal = sys.__stdin__.fileno() if sys.__stdin__ else 0
        try:
            if self._file is None:
                self._file = external_editor.copy(self.work.key, self._raw)
            with external_editor.deaf(), self.app.suspend():
                status = external_editor.run(self._command, self._file, terminal, self._draft)
        except SuspendNotSupported:
            self._give_up(tr.gettext("The terminal cannot be handed over here."))
            return
        except OSError as error:
            self._give_up(_not_started(self._command[0], error, tr))
            return
        self.call_after_refresh(self._returned, status)

    def _give_up(self, words: str) -> None:
        self.app.say(words)
        self.dismiss(None)

    def _returned(self, status: int) -> None:
        tr = self.app.translator
        assert self._file is not None
        raw = external_editor.changed(self._file)
        if raw is None:
            self._give_up(tr.gettext("The editor left no file; nothing was changed."))
            return
        if raw == self._raw:
            self.work.take_back()
            words = tr.gettext("Nothing was changed.")
            if status:
                words = tr.gettext("The editor ended with an error ({status}); nothing was changed.").format(
                    status=status
                )
            self._give_up(words)
            return
        self._offer(raw)

    def _offer(self, raw: bytes) -> None:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            self._ask(None, lambda tr: tr.gettext("The text is not UTF-8 any more."))
            return
        self.work.keep(text)  # from here on it cannot be lost
        try:
            prepared = self.work.prepared(text, self.app.edit_session.editing)
        except EditRefused as error:
            self._ask(None, self.app.edit_session.refusing(error))
        except Conflict as conflict:
            self.app.edit_session.conflict(conflict, self._saved)
        else:
            shown = ReviewScreen(self.host, prepared, draft=True)
            self.app.push_screen(shown, lambda answer: self._decided(prepared, answer))

    def _decided(self, prepared: ProposedChange, answer: object) -> None:
        if answer == "draft":
            self._keep()
        elif answer in ("save", "insist"):
            if refusal := self.app.edit_session.save(prepared, self._saved, force=answer == "insist"):
                self._ask(prepared, refusal)
        else:
            self._ask(prepared)

    def _ask(self, prepared: ProposedChange | None, why: LazyMessage | None = None) -> None:
        def asking(tr: Translator) -> tuple[str, Sequence[Option]]:
            question = tr.gettext("What should happen to the text you edited?")
            answers = [
                Option("again", tr.gettext("Edit it again")),
                Option("draft", tr.gettext("Keep as a draft and close")),
                Option("away", away_words(self.work, tr)),
            ]
            if prepared is not None:
                answers.insert(1, Option("look", tr.gettext("Review changes and save")))
            return f"{why(tr)}\n{question}" if why else question, answers

        self.app.push_screen(QuestionScreen(asking), lambda answer: self._answered(prepared, answer))

    def _answered(self, prepared: ProposedChange | None, answer: object) -> None:
        if answer == "look" and prepared is not None:
            self._offer(prepared.raw)
        elif answer == "away":
            self.work.forget()
            self.dismiss(None)
        elif answer == "draft":
            self._keep()
        else:
            self._edit()

    def _keep(self) -> None:
        tr = self.app.translator
        self.app.say(tr.gettext("Kept as a draft; the command “Drafts” restores it."))
        self.dismiss(None)

    def _saved(self, _saved: Saved) -> None:
        self.work.forget()
        if self.host.shown == self.work.key:
            self.host.read_again()
        self.dismiss(None)


def _not_started(name: str, error: OSError, tr: Translator) -> str:
    words = tr.gettext("{editor} could not be started: {reason}.")
    return words.format(editor=name, reason=error.strerror or str(error))


def no_editor(error: external_editor.NoEditor, tr: Translator) -> str:
    """Return the sentence that says why no editor is started."""
    if error.name:
        return tr.gettext("The editor “{editor}” of $VISUAL or $EDITOR was not found.").format(editor=error.name)
    return tr.gettext("No editor was found; set $EDITOR, or edit here with E.")


def edit_outside(host: Host, key: str = "", *, anew: bool = False) -> LocalizedScreen:
    """Make the screen of the user's own editor for a record, by default the current one.

    Its drafts come first unless it begins `anew`. Raises CannotOpen.
    """
    app, tr, key = host.app, host.app.translator, key or host.current_key
    try:
        command = external_editor.editor(os.environ)
        with app.edit_session.opening():
            entry: Entry = app.edit_session.editing.entry(key)
        raw = read(app.registry.root, entry.path)
    except external_editor.NoEditor as error:
        raise CannotOpen(no_editor(error, tr)) from error
    except Unreadable as error:
        raise CannotOpen(tr.gettext("The file cannot be read.")) from error

    def resumed(work: TextEditSession, text: str) -> EditOutsideScreen:
        return EditOutsideScreen(host, work, text.encode("utf-8", "replace"), command)

    if not anew and app.edit_session.has_drafts(key):
        return make("drafts", host, only=key, anew=lambda: edit_outside(host, key, anew=True), resumed=resumed)
    return EditOutsideScreen(host, TextEditSession(app.library.root, key, entry), raw, command)
