"""The form of one field: meaning, input, problems, and the sources that state it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual.binding import Binding

from govtui.edit.proposal import Conflict, EditRefused, ProposedChange, Saved
from govtui.edit.unreadable import at_or_in, errors_of, record_in
from govtui.i18n.formats import number
from govtui.model.field_paths import FieldRef, citations_for, field_paths_of, to_toml
from govtui.model.problem import SEVERITY_SIGNS, Problem, Severity
from govtui.page.present import PathStyle, path_words
from govtui.page.problem_words import problem_sentence
from govtui.store.field_edits import MISSING, Change
from govtui.text.markers import N_
from govtui.tui.base.dialog import confirm_difference, offer_text
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.edit.last_change_form import LastChangeForm
from govtui.tui.edit.value_form import ValueForm

if TYPE_CHECKING:
    from govtui.store.registry import Entry
    from govtui.tui.base.host import Host


def changes_of(path: str, before: Any, value: object) -> list[Change]:
    """Return the smallest changes that set a field: of a localized text only the changed languages."""
    old = to_toml(before)
    if isinstance(old, Mapping) and isinstance(value, Mapping) and old:
        tags = dict.fromkeys((*old, *value))
        return [Change(f"{path}.{t}", value.get(t, MISSING)) for t in tags if value.get(t) != old.get(t)]
    return [] if value == (MISSING if old in (None, [], {}) else old) else [Change(path, value)]


class FieldForm(ValueForm):
    """The form of a field; it saves by itself and is dismissed with None."""

    BINDINGS = [Binding("f4", "others", N_("Other fields"), id="form.others")]

    def __init__(self, host: Host, key: str, entry: Entry, field: FieldRef, *, alone: bool = True) -> None:
        super().__init__()
        record = record_in(entry)
        assert record is not None
        self.ask_for(host, record, field.path, field.spec, field.value)
        self._key, self._entry, self._record = key, entry, record
        self._draft = host.app.edit_session.begin_draft(key, entry)
        self._alone = alone
        """Whether it was opened without the list of fields."""
        self.record_fields = field_paths_of(record.kind, host.context.schema)

    def on_mount(self) -> None:
        self.app.edit_session.begin(self._key)
        self.query_one(LastChangeForm).mean(self._entry, self.path)

    def on_unmount(self) -> None:
        self.app.edit_session.end(self._key)
        self.app.edit_session.leave_draft(self._draft)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._alone if action == "others" else True

    def title_words(self) -> str:
        context = self.context()
        trail = path_words(self._record.kind, self.path, context, PathStyle.TRAIL, self._record)
        return f"{trail} · {context.text_of(self._record.label)}"

    def retranslate(self) -> None:
        super().retranslate()
        self.query_one("#form-cited", MessageLabel).say(self._cited())

    def _cited(self) -> str:
        context = self.context()
        citations = citations_for(self._record, self.path)
        if self.path.startswith("sources"):
            return ""
        if not citations:
            return context.tr.gettext("No citation covers this field.")
        places: dict[str, list[str]] = {}
        for one in citations:
            places.setdefault(one.ref, []).extend([context.locator(one.at)] if one.at else [])
        shown = [", ".join((self._cited_title(ref), *found)) for ref, found in list(places.items())[:3]]
        if len(places) > 3:
            shown.append(context.tr.gettext("and {n} more").format(n=number(len(places) - 3, context.tr)))
        return context.tr.gettext("Source: {sources}").format(sources="; ".join(shown))

    def _cited_title(self, ref: str) -> str:
        context = self.context()
        return "".join(span.text for span in context.cited_title(ref)) if context.index.card(ref) else ref

    # the proposed change

    def _changes(self) -> list[Change]:
        return changes_of(self.path, self.editor.began, self.editor.value)

    def _prepared(self) -> ProposedChange:
        return self.app.edit_session.editing.fields(self._key, self._changes(), self._entry.etag)

    def judge(self) -> None:
        if not self.dirty:
            told = [self._sentence(one) for one in at_or_in(errors_of(self._entry), self.path)[:3]]
            if self._changes() and self._is_mended():
                told.append(self.app.translator.gettext("Save to write it in the form that this field needs."))
            self.tell("\n".join(told))
            self.app.edit_session.take_back_draft(self._draft)
            return
        try:
            prepared = self._prepared()
        except EditRefused as error:
            self.tell(self.app.edit_session.refused(error))
        except Conflict:
            self.tell("")  # saving meets the conflict again, and resolves it
        else:
            self._tell(self._about(prepared))
            self.app.edit_session.keep_draft(self._draft, prepared)

    def _is_mended(self) -> bool:
        """Whether the field has no problem when saved as the editor shows it."""
        try:
            return all(one.severity is not Severity.ERROR for one in self._about(self._prepared()))
        except (EditRefused, Conflict):
            return False

    def _tell(self, problems: Sequence[Problem]) -> None:
        self.tell("\n".join(self._sentence(problem) for problem in problems[:3]))

    def _about(self, prepared: ProposedChange) -> list[Problem]:
        """Return new problems, then others of this field; none for a value only half typed."""
        mine = [one for one in at_or_in(prepared.problems, self.path) if one.severity > Severity.WARNING]
        return [*prepared.new_problems, *(one for one in mine if one not in prepared.new_problems)]

    def _sentence(self, problem: Problem) -> str:
        return f"{SEVERITY_SIGNS[problem.severity]} {problem_sentence(problem, self.context())}"

    def would_lose(self) -> bool:
        return False  # it is a draft

    def keep_typed(self) -> None:
        if self.dirty:
            self.app.edit_session.keep_now()

    # leaving

    def action_save(self) -> None:
        if not self._changes():
            self.dismiss(None)
            return
        try:
            prepared = self._prepared()
        except EditRefused as error:
            self.tell(self.app.edit_session.refused(error))
            if error.code in ("cannot_splice", "not_toml"):
                offer_text(self.host)
            return
        except Conflict as conflict:
            self.app.edit_session.conflict(conflict, self._saved)
            return
        if prepared.blocked:
            self._tell(self._about(prepared))
            return
        if prepared.loses_comments:
            confirm_difference(self.host, prepared, lambda: self._write(prepared))
            return
        self._write(prepared)

    def _write(self, prepared: ProposedChange) -> None:
        refusal = self.app.edit_session.save(prepared, self._saved)
        self.tell(refusal(self.app.translator) if refusal else "")

    def _saved(self, saved: Saved) -> None:
        self.app.edit_session.drop_draft(self._draft)
        self.host.read_again()
        self.dismiss(None)

    def forget(self) -> None:
        self.app.edit_session.drop_draft(self._draft)

    def action_others(self) -> None:
        if self.dirty:
            self.action_leave()
            return
        self.dismiss(None)
        self.host.open("field-list", lambda _: None, key=self._key, at=self.path.partition(".")[0])
