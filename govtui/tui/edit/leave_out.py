"""The form that leaves a line of a source out on purpose: why, with a note if one likes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from govtui.edit.proposal import Conflict, EditRefused, ProposedChange
from govtui.i18n.field_labels import field_label
from govtui.model.fields import FieldSpec, parts
from govtui.model.record import Source
from govtui.page.present import key_words
from govtui.page.problem_words import problem_sentence
from govtui.store.field_edits import MISSING, Change
from govtui.text.markers import N_
from govtui.tui.base.dialog import ask_to_leave, confirm_difference
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.form import Form
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.message import CannotOpen
from govtui.tui.base.option_list import Option, OptionList
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.edit.value_inputs import LocalizedEditor, ValueEditor

if TYPE_CHECKING:
    from govtui.tui.base.host import Host

_FIELD, _VOCABULARY = "unrecorded", "unrecorded.why"


class LeaveOutForm(LocalizedModal):
    """Adds a line to `unrecorded` of its source; dismissed with None."""

    BINDINGS = [
        Binding("ctrl+s", "save", N_("Save"), id="leave-out.save"),
        Binding("escape,q", "leave", N_("Close"), id="leave-out.leave"),
    ]
    AUTO_FOCUS = "#leave-out-why"

    def __init__(self, host: Host, key: str, line: int, words: str) -> None:
        """`key`: of the source; `words`: what stands on its line."""
        super().__init__()
        self._host, self._key, self._line, self._words = host, key, line, words
        with host.app.edit_session.opening():
            self._entry = host.app.edit_session.editing.entry(key)
        record = self._entry.record
        if not isinstance(record, Source):
            raise CannotOpen(host.app.translator.gettext("Only lines of a source are left out."))
        self._has_some = bool(record.unrecorded)

    @property
    def _note_spec(self) -> FieldSpec:
        note = parts(self._host.context.schema.fields("source")[_FIELD])["note"]
        return note._replace(about=note.about._replace(long=False))  # a line is enough

    def compose(self) -> ComposeResult:
        with Form(id="leave-out", classes="form"):
            yield MessageLabel(id="leave-out-title", classes="title")
            yield MessageLabel(id="leave-out-line", classes="meaning")
            yield OptionList("leave-out-why")
            yield MessageLabel(id="leave-out-note", classes="hint")
            yield LocalizedEditor(self._note_spec, None, lambda: self._host.context)
            yield MessageLabel(id="leave-out-wrong", classes="wrong")
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.app.edit_session.begin(self._key)
        self.call_after_refresh(self.query_one(OptionList).focus)

    def on_unmount(self) -> None:
        self.app.edit_session.end(self._key)

    def retranslate(self) -> None:
        super().retranslate()
        tr, context = self.app.translator, self._host.context
        title = tr.gettext("Leave out line {line} of {source}").format(line=self._line, source=self._key)
        self.query_one("#leave-out-title", MessageLabel).say(title)
        self.query_one("#leave-out-line", MessageLabel).say(self._words)
        note = tr.gettext("{field} (may stay empty)").format(field=field_label(self._note_spec, tr))
        self.query_one("#leave-out-note", MessageLabel).say(note)
        options = self.query_one(OptionList)
        picked = options.picked
        keys = context.manifest.keys(_VOCABULARY)
        reasons = [Option(key, key_words(_VOCABULARY, key, context)) for key in keys]
        options.show(reasons, picked.value if picked else None)
        self.query_one(LocalizedEditor).retranslate()

    def _tell(self, text: str) -> None:
        self.query_one("#leave-out-wrong", MessageLabel).say(text)

    # saving and leaving

    def _prepared(self) -> ProposedChange:
        picked, note = self.query_one(OptionList).picked, self.query_one(LocalizedEditor).value
        assert picked is not None
        item = {"at": f"L{self._line}", "why": picked.value} | ({} if note is MISSING else {"note": note})
        change = Change(f"{_FIELD}.+", item) if self._has_some else Change(_FIELD, [item])
        return self.app.edit_session.editing.fields(self._key, [change], self._entry.etag)

    @on(OptionList.Chosen)
    @on(ValueEditor.Done)
    def action_save(self) -> None:
        session = self.app.edit_session
        try:
            prepared = self._prepared()
        except EditRefused as error:
            self._tell(session.refused(error))
            return
        except Conflict as conflict:
            session.conflict(conflict, self._saved)
            return
        if prepared.blocked:
            self._tell("\n".join(f"✗ {problem_sentence(one, self._host.context)}" for one in prepared.new_problems[:2]))
        elif prepared.loses_comments:
            confirm_difference(self._host, prepared, lambda: self._write(prepared))
        else:
            self._write(prepared)

    def _write(self, prepared: ProposedChange) -> None:
        tr = self.app.translator
        told = tr.gettext("Line {line} is left out on purpose now.").format(line=self._line)
        refusal = self.app.edit_session.save(prepared, self._saved, told=told)
        self._tell(refusal(tr) if refusal else "")

    def _saved(self, saved: object) -> None:
        self._host.read_again()
        self.dismiss(None)

    def would_lose(self) -> bool:
        return self.query_one(LocalizedEditor).value is not MISSING

    def action_leave(self) -> None:
        if self.would_lose():
            ask_to_leave(self.app, self.action_save, lambda: self.dismiss(None))
        else:
            self.dismiss(None)
