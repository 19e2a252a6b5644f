"""Where edits are made: the session's Editing with its journal, and how saving, refusing and undoing are told.

Every screen that edits goes through here, so that all of them save, refuse and meet somebody else's changes alike.
What reads and writes files is imported when the first edit is begun.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from govtui.i18n.translator import Translator
from govtui.text.markers import N_
from govtui.tui.base.message import CannotOpen, LazyMessage

if TYPE_CHECKING:
    from textual.timer import Timer

    from govtui.edit.operations import Editing
    from govtui.edit.proposal import Conflict, EditRefused, ProposedChange, Removals, Renaming, Saved
    from govtui.edit.undo import Step, UndoStack
    from govtui.index.api import Index
    from govtui.page.render_context import RenderContext
    from govtui.store.presence import Editor, Presence
    from govtui.store.registry import Entry, Registry
    from govtui.tui.base.message import LazyMessage
    from govtui.tui.library import Library
    from govtui.user.drafts import Draft

MIGRATE, INIT = "migrate", "init"
"""The screens that offer to bring the registry up to date, and to begin one that can be written to."""

DRAFT = 1.0
"""Seconds within which what is typed is kept as a draft."""


class Browsing(Protocol):
    """What an edit asks of the browse screen (`host.Host`, which knows this module)."""

    def open(self, name: str, then: Callable[[Any], object] | None = None, **given: object) -> bool: ...
    def written(self, key: str, now: str = "") -> None: ...


class Program(Protocol):
    """What an edit asks of the app (`host.RegistryApp`, which knows this module)."""

    translator: Translator
    library: Library

    @property
    def language(self) -> str: ...
    @property
    def index(self) -> Index | None: ...
    @property
    def registry(self) -> Registry: ...
    @property
    def host(self) -> Browsing: ...
    def context(self, languages: tuple[str, ...]) -> RenderContext: ...
    def say(self, sentence: str) -> None: ...
    def refresh_index(self) -> None: ...
    def show_index(self) -> None: ...
    def set_timer(self, delay: float, callback: Callable[[], object]) -> Timer: ...


class EditSession:
    """One session's edits."""

    def __init__(self, app: Program) -> None:
        self._app = app
        self._editing: Editing | None = None
        self._journal: UndoStack | None = None
        self._presence: Presence | None = None
        self._typed: dict[str, tuple[Draft, str]] = {}
        """What was typed and is not kept yet, by the id of its draft."""
        self._ended: set[str] = set()
        """The ids of the drafts that were saved or discarded."""
        self._typing: Timer | None = None
        self._warned = False

    @property
    def editing(self) -> Editing:
        """The edits of this session, over the registry and the index as they are now."""
        from govtui.edit.operations import Editing
        from govtui.edit.undo import UndoStack

        app = self._app
        assert app.index is not None, "an edit is begun before there is an index"
        if self._editing is None or self._editing.registry.root != app.registry.root:
            self._journal = UndoStack()
            self._editing = Editing(app.registry, app.index, self._journal)
        self._editing.registry, self._editing.index = app.registry, app.index
        return self._editing

    @property
    def journal(self) -> UndoStack:
        """What was saved in this session."""
        _ = self.editing  # which begins a journal for each registry
        assert self._journal is not None
        return self._journal

    # what keeps an edit from being made

    def refusal(self) -> str:
        """Why nothing can be edited now, in words; empty when it can.

        All that an edit is checked by is known as soon as lists are complete; what refers to a record only with the texts.
        """
        tr = self._app.translator
        if self._app.index is None or not self._app.index.listed:
            return tr.gettext("The registry is still being read; try again in a moment.")
        if self._app.library.read_only:
            return tr.gettext("The registry is open for reading only, so nothing can be changed.")
        if self._app.index.settings.is_of_earlier_schema:
            return tr.gettext("The registry has the form of an earlier version, so nothing can be changed yet.")
        return ""

    def offer(self, screen: str = "") -> str:
        """The screen that offers what is to be done before anything can be edited, or `screen` can be opened; "" for none."""
        if self._app.library.read_only:
            return INIT if screen == "new" else ""
        index = self._app.index
        old = index is not None and index.whole and index.settings.is_of_earlier_schema
        return MIGRATE if old else ""

    def refuses(self) -> bool:
        """Whether nothing can be edited now; the user is told why, and offered what can be done."""
        words = self.refusal()
        if words and not (self.offer() and self._app.host.open(self.offer())):  # which says why by itself
            self._app.say(words)
        return bool(words)

    def has_drafts(self, key: str) -> bool:
        """Whether drafts of a record were left, which are offered before it is edited anew."""
        from govtui.edit.resuming import drafts_of

        app = self._app
        return app.index is not None and bool(drafts_of(app.registry, app.index, key))

    def refused(self, error: EditRefused) -> str:
        """Why an edit was not made, in words."""
        return refusal_sentence(error, self._app.translator)

    @contextmanager
    def opening(self) -> Iterator[None]:
        """Turn a refused edit into CannotOpen, for screens that edit while they are made."""
        from govtui.edit.proposal import EditRefused

        if words := self.refusal():
            raise CannotOpen(words, self.offer())
        try:
            yield
        except EditRefused as error:
            raise CannotOpen(self.refused(error), MIGRATE if error.code == "old_schema" else "") from error

    def refusing(self, error: EditRefused) -> LazyMessage:
        """The same, to be said again when the language changes."""
        return lambda tr: refusal_sentence(error, tr)

    # who else

    def begin(self, key: str) -> None:
        """Say that a record is being edited here, and tell the user of somebody else who edits it."""
        from govtui.store.presence import Presence

        if self._presence is None:
            self._presence = Presence(self._app.library.root)
        self._presence.beat()
        if other := self._presence.enter(key):
            self._app.say(editing_words(other, self._app.translator))

    def end(self, key: str) -> None:
        """Say so no more."""
        if self._presence is not None:
            self._presence.leave(key)

    # saving

    def save(
        self,
        change: ProposedChange | Renaming | Removals,
        done: Callable[[Saved], None],
        *,
        force: bool = False,
        told: str = "",
    ) -> LazyMessage | None:
        """Save, then call `done`; what kept it from being saved, in words, or None when it was.

        `told` is what is said of it, where "Saved." would be too little.

        When somebody else saved meanwhile, the screen for that is opened: what is decided there calls `done`, too.
        """
        from govtui.edit.proposal import Conflict, EditRefused, Renaming

        try:
            saved = self.editing.save(change, force=force)
        except EditRefused as error:
            return self.refusing(error)
        except Conflict as conflict:
            self.conflict(conflict, done)
            return lambda tr: tr.gettext("Somebody else saved this record meanwhile.")
        self.saved(saved, change.new if isinstance(change, Renaming) else change.key, told)
        done(saved)
        return None

    def saved(self, saved: Saved, key: str, told: str = "") -> None:
        """The record `key` was written: the lists learn of it, and the user if the disk is not to be trusted."""
        tr = self._app.translator
        self._app.host.written(key)
        self._app.refresh_index()
        if saved.confirmed:
            self._app.say(told or tr.gettext("Saved."))
        else:
            self._app.say(tr.gettext("Saved, but the disk did not confirm it: it may not survive a power cut."))

    def conflict(self, conflict: Conflict, done: Callable[[Saved], None], draft: Draft | None = None) -> None:
        """Open the screen on which two versions of a record are brought together; `draft`: the one that mine is of."""

        def decided(saved: object) -> None:
            from govtui.edit.proposal import Saved

            if isinstance(saved, Saved):
                self.saved(saved, conflict.mine.key)
                done(saved)

        self._app.host.open("conflict", decided, conflict=conflict, draft=draft)

    def when_known(self, key: str, then: Callable[[], None], tries: int = 100) -> None:
        """Do something as soon as the index knows a record that was just written; nothing when it never does."""
        index = self._app.index
        card = index.card(key) if index is not None else None
        if card is not None and card.key == key:  # as a former id it may lead to another
            then()
        elif tries:
            left = tries - 1 if index is None or index.whole else tries  # it is taken in when all files are read
            self._app.set_timer(0.05, lambda: self.when_known(key, then, left))

    # undoing

    def undo(self) -> None:
        """Take back the last save of this session, and say what that was."""
        if not self.refuses():
            self._go_along(self.journal.undo, N_("Undone: {edit}"))

    def redo(self) -> None:
        """Make again what was undone last."""
        if not self.refuses():
            self._go_along(self.journal.redo, N_("Redone: {edit}"))

    def _go_along(self, step: Callable[[Registry], Step], sentence: str) -> None:
        from govtui.edit.proposal import EditRefused
        from govtui.i18n.edit_texts import step_words
        from govtui.page.present import PathStyle, path_words

        app, tr = self._app, self._app.translator
        try:
            made = step(app.registry)
        except EditRefused as error:
            app.say(self.refused(error))
            return
        context = app.context((app.language,))
        words = partial(path_words, "", context=context, style=PathStyle.SENTENCE)
        edit = step_words(
            made.code, made.name, made.fields, tr, words, key=made.key, former=made.former, files=len(made.files)
        )
        app.say(tr.gettext(sentence).format(edit=edit[:1].lower() + edit[1:]))
        if step == self.journal.undo:
            app.host.written(made.former, made.key)
        else:
            app.host.written(made.key, made.former)
        app.refresh_index()
        app.show_index()

    # what is typed and not saved

    def begin_draft(self, key: str, entry: Entry | None = None) -> Draft:
        """The draft of an edit that begins; `entry` is the text that it begins from."""
        from govtui.user import drafts

        root = self._app.library.root
        return drafts.begin(root, key, entry.text, entry.etag, entry.path) if entry else drafts.begin(root, key, "", "")

    def keep_draft(self, draft: Draft, typed: ProposedChange, *, at_once: bool = False) -> None:
        """Keep what is being typed within a second: after a crash or a lost connection it is offered again."""
        if typed.after is not None:
            if typed.before is not None:
                before = typed.before.text
                draft = replace(draft, key=typed.key, base_text=before, tag=typed.tag, path=typed.path)
            self.keep_text(draft, typed.after.text, at_once=at_once)

    def keep_text(self, draft: Draft, text: str, *, at_once: bool = False) -> None:
        """The same of a text."""
        if draft.id in self._ended:  # a timer, or a hang-up, in the moment of saving
            return
        self._typed[draft.id] = (draft, text)
        if at_once:
            self.keep_now()
        elif self._typing is None:
            self._typing = self._app.set_timer(DRAFT, self._keep_typed)

    def _keep_typed(self) -> None:
        """Keep it, and say so once where that cannot be done: a full disk must not be found out by losing something."""
        self._typing = None
        if not self.keep_now() and not self._warned:
            self._warned = True
            tr = self._app.translator
            self._app.say(tr.gettext("What you type cannot be kept as a draft (is the disk full?); save it soon."))

    def keep_now(self) -> bool:
        """Keep at once what is being typed, as when the program ends; False where some of it cannot be kept."""
        from govtui.user import drafts

        for id, (draft, text) in list(self._typed.items()):
            if drafts.keep(draft, text):
                self._typed.pop(id, None)
        return not self._typed

    def drop_draft(self, draft: Draft) -> None:
        """Its text was saved or discarded: there is no draft of it from now on, whoever may still want to keep one."""
        self._ended.add(draft.id)
        self.take_back_draft(draft)

    def take_back_draft(self, draft: Draft) -> None:
        """Nothing is left of what was typed in this edit."""
        from govtui.user import drafts

        self._typed.pop(draft.id, None)
        drafts.drop(draft)

    def leave_draft(self, draft: Draft) -> None:
        """The edit is left; its draft waits for whoever goes on with it."""
        from govtui.user import drafts

        self.keep_now()
        drafts.leave(draft)


def editing_words(editor: Editor, tr: Translator) -> str:
    """Say who is editing, and since when: "Lan is editing since 10:02"."""
    try:
        since = datetime.fromisoformat(editor.since).astimezone().strftime("%H:%M")
    except ValueError:
        since = editor.since
    return tr.gettext("{user} is editing since {time}").format(user=editor.user, time=since)


def refusal_sentence(error: EditRefused, tr: Translator) -> str:
    """Why an edit was not made, in words."""
    from govtui.i18n.errors import refusal

    return refusal(error.code, error.values, tr)
