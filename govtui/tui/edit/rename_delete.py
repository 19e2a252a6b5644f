"""Screens to rename a record, with the files that change, and to delete one, with its references."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from govtui.edit.proposal import EditRefused, ProposedChange, Removals, Renaming, Saved
from govtui.i18n.field_labels import quality_labels, relation_label
from govtui.i18n.formats import number
from govtui.model.kinds import kind_sign
from govtui.page.source_names import short_name
from govtui.text.markers import N_
from govtui.tui.base.cursor_list import NAVIGATION, UNDER_FIELD, MovesList, ScrolledLines
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.form import Form
from govtui.tui.base.inputs import LineInput, MessageLabel
from govtui.tui.base.message import CannotOpen
from govtui.tui.base.option_list import Option, OptionList
from govtui.tui.base.screen import LocalizedModal

if TYPE_CHECKING:
    from textual.timer import Timer

    from govtui.i18n.translator import Translator
    from govtui.tui.base.host import Host

PROGRESS = 0.2
"""Seconds between two reports of progress."""

LEAD = 28
"""Cells for the names of relations."""

MOST, NAMED = 50, 3
"""How many records are deleted at once at most, and how many of them the question names."""


class RenameScreen(MovesList, LocalizedModal):
    """The field for the new id, and every file that would change."""

    BINDINGS = [
        Binding("escape,q", "leave", N_("Close"), id="rename.leave"),
        Binding("enter,ctrl+s", "save", N_("Rename"), id="rename.save"),
        *UNDER_FIELD,
    ]
    KEY_GROUP = "rename"
    AUTO_FOCUS = "Input"

    def __init__(self, host: Host) -> None:
        super().__init__()
        app = host.app
        card = app.index.card(host.current_key) if app.index else None
        if card is None:
            raise CannotOpen(app.translator.gettext("No record is chosen."))
        if not card.readable:
            raise CannotOpen(app.translator.gettext("This record cannot be read, so only its text can be edited."))
        with app.edit_session.opening():
            app.edit_session.editing.require_renamable(card.key)
        self._host, self._card = host, card
        self._busy: Timer | None = None
        """Shows the progress while files are written."""

    def compose(self) -> ComposeResult:
        with Form(id="rename", classes="form -tall"):
            yield MessageLabel(id="rename-title", classes="title")
            yield LineInput(self._card.id, id="rename-id")
            yield MessageLabel(id="rename-wrong", classes="wrong")
            yield MessageLabel(id="rename-heading", classes="hint")
            yield OptionList("rename-files", under_field=True, classes="hint")
        yield KeyBar()

    def retranslate(self) -> None:
        super().retranslate()
        tr = self.app.translator
        name = self._host.context.name(self._card.key).text
        self.query_one("#rename-title", MessageLabel).say(tr.gettext("New id of {name}").format(name=name))
        self._look()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._look()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    def _renaming(self) -> Renaming | None:
        """Return the renaming; None when it is refused, which the user is told."""
        typed = self.query_one(LineInput).value.strip()
        wrong = self.query_one("#rename-wrong", MessageLabel)
        try:
            renaming = self.app.edit_session.editing.renaming(self._card.key, typed)
        except EditRefused as error:
            wrong.say("" if error.code == "same_id" else "✗ " + self.app.edit_session.refused(error))
            return None
        wrong.say("")
        return renaming

    def _look(self) -> None:
        tr = self.app.translator
        renaming = self._renaming()
        files = renaming.files if renaming else self._files()
        choices = [Option(path, path) for path in files]
        if renaming:
            choices[0] = Option(renaming.path, f"{renaming.path} → {renaming.new_path.rpartition('/')[2]}")
        kept = tr.gettext("The old id still leads here.")
        count = tr.ngettext("{n} file changes:", "{n} files change:", len(files)).format(n=number(len(files), tr))
        self.query_one("#rename-heading", MessageLabel).say(f"{kept} {count}")
        picks = self.query_one(OptionList)
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
        if self._busy is None:
            self.dismiss(None)

    def action_save(self) -> None:
        """Rename in a thread, since there may be thousands of files, and show the progress."""
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
        self.query_one("#rename-wrong", MessageLabel).say(
            text.format(done=number(done, tr), n=number(len(renaming.files), tr))
        )

    def _rename(self, renaming: Renaming) -> None:
        try:
            answer: Saved | EditRefused = self.app.edit_session.editing.save(renaming)
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
            self.query_one("#rename-wrong", MessageLabel).say("✗ " + self.app.edit_session.refused(answer))
            return
        n = len(renaming.files)
        told = self.app.translator.ngettext(
            "{old} is now {new}; {n} file changed.", "{old} is now {new}; {n} files changed.", n
        ).format(old=renaming.old, new=renaming.new, n=number(n, self.app.translator))
        self.app.edit_session.saved(answer, renaming.new, told)
        self.dismiss(None)


class RemoveScreen(MovesList, LocalizedModal):
    """The records that go, by name, and what refers to them; the answer that harms nothing comes first."""

    BINDINGS = [
        Binding("escape,q", "dismiss(None)", N_("Keep"), id="remove.leave"),
        Binding("enter", "answer", N_("Choose"), id="remove.answer"),
        *NAVIGATION,
        Binding("tab", "move_by(1)", N_("Down"), show=False, id="remove.next"),
        Binding("shift+tab", "move_by(-1)", N_("Up"), show=False, id="remove.previous"),
    ]
    KEY_GROUP = "remove"
    TYPES = False
    AUTO_FOCUS = ""

    def __init__(self, host: Host) -> None:
        super().__init__()
        keys, tr = host.marked, host.app.translator
        if len(keys) > MOST:
            words = tr.gettext("At most {most} records can be deleted at once; {n} are marked.")
            raise CannotOpen(words.format(most=number(MOST, tr), n=number(len(keys), tr)))
        with host.app.edit_session.opening():
            editing = host.app.edit_session.editing
            self._removal = editing.removals(keys) if len(keys) > 1 else editing.removal(keys[0])
        self._host = host

    def compose(self) -> ComposeResult:
        with Form(id="remove", classes="form"):
            yield MessageLabel(id="remove-title", classes="asked")
            yield MessageLabel(id="remove-heading", classes="meaning")
            yield OptionList("remove-incoming", under_field=True, lead=LEAD, still=True, classes="hint")
            yield OptionList("remove-answers", under_field=True)
        yield KeyBar()

    @property
    def _answers(self) -> OptionList:
        return self.query_one("#remove-answers", OptionList)

    def retranslate(self) -> None:
        super().retranslate()
        tr, context, incoming = self.app.translator, self._host.context, self._removal.incoming
        schema = context.schema
        self.query_one("#remove-title", MessageLabel).say(self._question(tr))
        self.query_one("#remove-heading", MessageLabel).say(self._referring(tr))
        shown = self.query_one("#remove-incoming", OptionList)
        told: list[Option] = []
        for one in incoming:
            told.append(Option(one.field, relation_label(one.type, tr, schema), context.name(one.key).text))
            told_by = short_name(one.told_by, context) if one.told_by else ""
            if qualities := quality_labels(one.quality, told_by, tr):  # on a line of its own, never cut
                told.append(Option(f"{one.field} qualified", "", f"· {' · '.join(qualities)}"))
        shown.show(told)
        shown.rest()
        shown.display = bool(incoming)
        shown.styles.height = min(len(told), 10)
        picked = self._answers.picked
        self._answers.show(
            [
                Option(False, tr.gettext("Keep")),
                Option(True, tr.gettext("Delete"), tr.gettext("u: undo")),
            ],
            picked.value if picked else False,
        )
        self._answers.styles.height = 2

    @property
    def _changes(self) -> tuple[ProposedChange, ...]:
        """The removals, one a record."""
        return self._removal.changes if isinstance(self._removal, Removals) else (self._removal,)

    def _question(self, tr: Translator) -> str:
        """Return the question with the record that goes, or the first of several and their number."""
        changes, names = self._changes, [self._called(change) for change in self._changes[:NAMED]]
        if len(changes) == 1:
            return tr.gettext("Delete {name}?").format(name=names[0])
        count, more = number(len(changes), tr), len(changes) - len(names)
        if more:
            words = tr.gettext("Delete {n} records: {names}, and {more} more?")
            return words.format(n=count, names=", ".join(names), more=number(more, tr))
        return tr.gettext("Delete {n} records: {names}?").format(n=count, names=", ".join(names))

    def _called(self, change: ProposedChange) -> str:
        kind = change.before.kind if change.before else ""
        return f"{kind_sign(kind)} {self._host.context.name(change.key).text} ({change.key})"

    def _referring(self, tr: Translator) -> str:
        """Return the sentence that says how many records would have a link to nothing."""
        n, several = len({one.key for one in self._removal.incoming}), len(self._changes) > 1
        if not n:
            nothing = tr.gettext("No other record refers to them.")
            return nothing if several else tr.gettext("No other record refers to it.")
        if several:
            words = tr.ngettext(
                "{n} other record refers to them, and its link would lead nowhere:",
                "{n} other records refer to them, and their links would lead nowhere:",
                n,
            )
        else:
            words = tr.ngettext(
                "{n} record refers to it, and its link would lead nowhere:",
                "{n} records refer to it, and their links would lead nowhere:",
                n,
            )
        return words.format(n=number(n, tr))

    def moved_list(self) -> OptionList:
        return self._answers

    def action_page(self, pages: float) -> None:
        """Scroll the list of referring records."""
        ScrolledLines.action_page(self.query_one("#remove-incoming", OptionList), pages)

    @on(OptionList.Chosen)
    def _clicked(self) -> None:
        self.action_answer()

    def action_answer(self) -> None:
        picked = self._answers.picked
        if picked is None or not picked.value:
            self.dismiss(None)
            return
        # force: the user has seen the references and said yes.
        if refusal := self.app.edit_session.save(self._removal, self._gone, force=True, told=self._told):
            self.query_one("#remove-heading", MessageLabel).say("✗ " + refusal(self.app.translator))

    @property
    def _told(self) -> str:
        tr, n = self.app.translator, len(self._changes)
        if n > 1:
            words = tr.ngettext(
                "{n} record deleted. Press u to restore it.", "{n} records deleted. Press u to restore them.", n
            )
            return words.format(n=number(n, tr))
        return tr.gettext("Deleted: {file}. Press u to restore it.").format(file=self._changes[0].path)

    def _gone(self, saved: Saved) -> None:
        self.dismiss(None)
