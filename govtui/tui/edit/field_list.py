"""The list of fields of a record, or of the parts of a field, to choose one and edit it.

Empty fields are listed, too, so that they can be filled. A list of tables opens its items, and these their parts. Saving
returns here, so that several fields can be edited one after the other.

For a record that the schema refuses, the list shows problems with their fields; a problem that no form can correct opens its
place in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from govtui.edit.proposal import Conflict, EditRefused, Saved
from govtui.edit.unreadable import errors_of, record_in
from govtui.i18n.field_labels import field_label
from govtui.i18n.formats import in_quotes, number
from govtui.model.field_paths import FieldRef, resolve
from govtui.model.fields import FieldSpec
from govtui.model.item_names import item_names
from govtui.model.plain_record import PlainRecord, fits
from govtui.page.present import PathStyle, path_words
from govtui.page.problem_words import problem_sentence
from govtui.store.field_edits import MISSING, Change
from govtui.text.markers import N_
from govtui.text.width import clip
from govtui.tui.base.cursor_list import UNDER_FIELD, MovesList
from govtui.tui.base.dialog import (
    REMOVE,
    QuestionScreen,
    ask_to_delete,
    confirm_difference,
    offer_text,
    open_text,
)
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.inputs import MessageLabel, PickInput
from govtui.tui.base.message import LazyMessage
from govtui.tui.base.option_list import Option, OptionList, fitting
from govtui.tui.base.safe_text import plain as drawn_plain
from govtui.tui.base.screen import LocalizedModal, LocalizedScreen
from govtui.tui.edit.field_form import FieldForm
from govtui.tui.edit.field_rows import FieldRow, field_rows, problem_rows
from govtui.tui.edit.last_change_form import LastChangeForm
from govtui.tui.edit.new_item import NewItem
from govtui.tui.edit.value_inputs import can_edit
from govtui.tui.screens import make

if TYPE_CHECKING:
    from govtui.edit.operations import Editing
    from govtui.edit.proposal import ProposedChange
    from govtui.i18n.translator import Translator
    from govtui.model.record import Record
    from govtui.store.registry import Entry
    from govtui.tui.base.host import Host

LEAD = 24
"""Cells for the names of fields."""

ADD = "+"
"""The value of the row that adds an item."""


class FieldChooser(MovesList, LocalizedModal):
    """The list of fields at one level of a record."""

    BINDINGS = [
        Binding("escape,q", "close", N_("Close"), id="fields.close"),
        *UNDER_FIELD,
        Binding("enter", "open", N_("Edit"), id="fields.open"),
    ]
    KEY_GROUP = "fields"
    AUTO_FOCUS = "#field-filter"

    def __init__(self, host: Host, key: str, path: str = "", at: str = "") -> None:
        super().__init__()
        self._host, self._key, self._path = host, key, path
        self._at = at
        self._anchor = at
        """The path that the user moved to last in the whole list; the cursor returns to it when the filter is empty."""
        self._place: int | None = None
        """The position of the listed item in its list."""
        self._entry: Entry | None = None
        self._record: Record | PlainRecord | None = None
        self._rows: Mapping[str, FieldRow] = {}

    def compose(self) -> ComposeResult:
        with LastChangeForm(id="field-chooser", classes="form -tall"):
            yield MessageLabel(id="fields-title", classes="title")
            yield PickInput(id="field-filter")
            yield OptionList("fields", under_field=True, lead=LEAD)
            yield MessageLabel(id="field-meaning", classes="meaning")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(PickInput).focus()

    def retranslate(self) -> None:
        super().retranslate()
        tr = self.app.translator
        self.query_one(OptionList).empty = tr.gettext("No such field. Delete letters to find more.")
        self.look(self._at)
        self._at = ""

    def look(self, at: str = "", *, onward: bool = False) -> None:
        """Read the record again and list it; the cursor goes to the field `at`, or stays."""
        edit_session, picks = self.app.edit_session, self.query_one(OptionList)
        try:
            self._entry = edit_session.editing.entry(self._key)
        except EditRefused as error:
            self.query_one("#fields-title", MessageLabel).say(edit_session.refused(error))
            picks.show([])
            return
        record, context, errors = record_in(self._entry), self._host.context, errors_of(self._entry)
        self._record, listed = record, list(self._rows)
        if record is not None and self._path:
            self._follow(record, renamed=onward)
        self.query_one("#fields-title", MessageLabel).say(self._title(len(errors)))
        if record is None:
            rows = problem_rows(self._entry.kind, errors, context)
            self._rows = {str(row.choice.value): row for row in rows}
        else:
            self._rows = field_rows(record, self._path, errors, context)
        keep = picks.picked
        at = at or (str(keep.value) if keep else "")
        if at in listed and at not in self._rows and len(listed) == len(self._rows):  # it was renamed
            at = list(self._rows)[listed.index(at)]
        elif at not in (*self._rows, ADD) and keep is None:
            at = next((path for path, row in self._rows.items() if row.problems), "")
        self._list(at, onward=onward)

    def _follow(self, record: Record | PlainRecord, *, renamed: bool) -> None:
        """Update the path when the last edit renamed the item that is listed."""
        schema = self._host.context.schema
        here = resolve(record, self._path, schema)
        if renamed and here is not None and here.spec.is_items and here.path != self._path and self._place is not None:
            called = item_names(here.spec.name, here.value)[self._place : self._place + 1]
            here = resolve(record, ".".join([here.path, *called]), schema)
        if here is not None:
            self._path = here.path
        if here is not None and here.spec.item:
            items = resolve(record, here.path.removesuffix(f".{here.spec.item}"), schema)
            self._place = item_names(items.spec.name, items.value).index(here.spec.item) if items else None

    def _title(self, errors: int) -> str:
        record, context, tr = self._record, self._host.context, self.app.translator
        if record is None:
            return tr.gettext("This record cannot be read, so only its text can be edited.")
        name = context.text_of(record.label)
        if self._path:
            return f"{path_words(record.kind, self._path, context, PathStyle.TRAIL, record)} · {name}"
        if errors:
            told = tr.ngettext("{n} error to correct", "{n} errors to correct", errors).format(n=number(errors, tr))
            return f"{told} · {name}"
        return name

    def _list(self, at: str = "", *, onward: bool = False) -> None:
        tr = self.app.translator
        here = self._here() if self._path else None
        items = here is not None and here.spec.is_items
        self.query_one(OptionList).lead = 0 if items else LEAD
        hint = tr.gettext("Type to narrow the list…") if items else tr.gettext("Type the name of a field…")
        self.query_one(PickInput).placeholder = drawn_plain(hint)
        typed = self.query_one(PickInput).value
        choices = fitting([row.choice for row in self._rows.values()], typed)
        if here is not None and (items or self._is_open(here.spec)) and not typed:
            choices.append(Option(ADD, tr.gettext("Add one"), mark="+"))
        self.query_one(OptionList).show(choices, at or ("" if typed else self._anchor), onward=onward)
        self._explain()

    def _here(self) -> FieldRef | None:
        """Return the list or table that is shown, as it is now."""
        return resolve(self._record, self._path, self._host.context.schema) if self._record is not None else None

    @staticmethod
    def _is_open(spec: FieldSpec) -> bool:
        """Whether a table takes keys other than the listed ones."""
        return spec.keyed and spec.name != "relations" and not spec.about.vocabulary

    def _explain(self) -> None:
        picked = self.query_one(OptionList).picked
        if picked and not self.query_one(PickInput).value:
            self._anchor = str(picked.value)
        row = self._rows.get(str(picked.value)) if picked else None
        self.query_one("#field-meaning", MessageLabel).say(row.meaning if row else "")
        self.query_one(LastChangeForm).mean(self._entry, row.ref.path if row and row.ref else "")
        self.refresh_bindings()

    # moving

    def action_close(self) -> None:
        """Clear the filter; without one, close."""
        if self.query_one(PickInput).value:
            self.query_one(PickInput).value = ""
        else:
            self.dismiss(None)

    @on(OptionList.Highlighted)
    def _highlighted(self) -> None:
        self._explain()

    @on(Input.Changed)
    def _narrowed(self) -> None:
        self._list()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_open()

    @on(OptionList.Chosen)
    def _clicked(self) -> None:
        self.action_open()

    # editing

    def action_open(self) -> None:
        """Open the form of the field, or the parts of a list or table."""
        picked = self.query_one(OptionList).picked
        if picked is None or self._entry is None:
            return
        if picked.value == ADD:
            self._add()
            return
        row = self._rows[str(picked.value)]
        found = row.ref
        if found is None:
            open_text(self._host, row.problems[0])
        elif self._is_out_of_form(found):
            self._ask(row, found)
        elif found.spec.part or found.spec.keyed:
            at = ADD if found.spec.is_items and not found.value else ""
            self.app.push_screen(FieldChooser(self._host, self._key, found.path, at), self._edited)
        else:
            form = FieldForm(self._host, self._key, self._entry, found, alone=False)
            self.app.push_screen(form, self._edited)

    def _is_out_of_form(self, found: FieldRef) -> bool:
        """Whether no form can correct a field: an unknown key, or a value of another shape."""
        if found.value is None or not isinstance(self._record, PlainRecord):
            return False
        if found.spec.part or found.spec.keyed:
            return not fits(found.spec, found.value)
        return not found.spec.is_editable or not can_edit(found.spec, found.value)

    def _ask(self, row: FieldRow, found: FieldRef) -> None:
        """Ask what to do with a field that no form can correct: rename, remove, or open the text."""
        problem = next(iter(row.problems), None)
        near = str(problem.values.get("near", "")) if problem is not None and problem.code == "unknown_key" else ""
        renamed = f"{found.path.removesuffix(found.spec.name)}{near}"
        meant = self._rows[renamed].ref if near and renamed in self._rows else None

        def asking(tr: Translator) -> tuple[str, list[Option]]:
            answers = [Option("", tr.gettext("Leave it as it is"))]
            if meant is not None and meant.value is None:
                field = field_label(meant.spec, tr)
                words = tr.gettext("Rename it to “{name}” ({field})").format(name=in_quotes(near), field=field)
                answers.append(Option("rename", words))
            if not found.spec.required or found.spec.item:
                answers.append(Option("remove", tr.gettext("Remove it")))
            said = problem_sentence(problem, self._host.context) if problem is not None else row.choice.words
            return said, [*answers, Option("text", tr.gettext("Open the text"))]

        def answered(answer: object) -> None:
            if answer == "rename":
                self._rename(found.path, near, renamed)
            elif answer == "remove":
                self._change([Change(found.path, MISSING)])
            elif answer == "text":
                open_text(self._host, problem)

        self.app.push_screen(QuestionScreen(asking), answered)

    def _edited(self, answer: object = None) -> None:
        """Read everything again after a form; the cursor stays on the field."""
        picked = self.query_one(OptionList).picked
        with self.prevent(Input.Changed):
            self.query_one(PickInput).value = ""
        self.look(str(picked.value) if picked else "", onward=True)

    def _add(self) -> None:
        """Ask for the required parts of a new item; the rest can be added afterwards."""
        here = self._here()
        if here is not None and self._record is not None:
            self.app.push_screen(NewItem(self._host, self._key, self._record, here), self._made)

    def _made(self, item: Any) -> None:
        if item is None:
            return
        here = self._here()
        if here is not None and here.spec.keyed:
            name, value = item
            self._change([Change(f"{self._path}.{name}", value)])
        else:
            items = [*(here.value if here is not None else ()), item]
            name = item_names(self._path.rpartition(".")[2], items)[-1]
            first = [Change(self._path, [item])]  # a list that does not exist yet has no item names
            self._change([Change(f"{self._path}.{name}", item)] if len(items) > 1 else first, self._go_into_last)

    def _go_into_last(self) -> None:
        """Open the new item, so that its other parts can be added."""
        if self._rows:
            path = list(self._rows)[-1]
            self._list(path)
            self.app.push_screen(FieldChooser(self._host, self._key, path), self._edited)

    @on(PickInput.Dropped)
    def _dropped(self) -> None:
        """Ask whether to remove the item or field."""
        picked = self.query_one(OptionList).picked
        row = self._rows.get(str(picked.value)) if picked else None
        found = row.ref if row else None
        if row is None or found is None or found.value is None or (found.value in ([], {}) and not row.problems):
            return
        if found.spec.required and not found.spec.is_table:
            self.app.say(self.app.translator.gettext("A record cannot be without this field."))
            return

        def question(tr: Translator) -> str:
            return tr.gettext("Remove {what}?").format(what=clip(self._called(found.path), 120))

        ask_to_delete(self.app, question, lambda: self._change([Change(found.path, MISSING)]), REMOVE)

    def _called(self, path: str) -> str:
        """Return a row of the list in words."""
        row = next((one for one in self.query_one(OptionList).options if one.value == path), None)
        return "" if row is None else f"{row.words} ({row.note})" if row.note else row.words

    def _change(self, changes: list[Change], then: Callable[[], None] | None = None) -> None:
        self._save(lambda editing, tag: editing.fields(self._key, changes, tag), then)

    def _rename(self, path: str, name: str, renamed: str) -> None:
        # Even where the value does not fit the field that was meant: then its form corrects that.
        self._save(
            lambda editing, tag: editing.renamed_key(self._key, path, name, tag),
            lambda: self._list(renamed),
            force=True,
        )

    def _save(
        self,
        prepare: Callable[[Editing, str], ProposedChange],
        then: Callable[[], None] | None = None,
        *,
        force: bool = False,
    ) -> None:
        assert self._entry is not None
        edit_session = self.app.edit_session

        def done(saved: Saved) -> None:
            self._host.read_again()
            self._edited()
            if then is not None:
                then()

        try:
            prepared = prepare(edit_session.editing, self._entry.etag)
        except EditRefused as error:
            if error.code in ("cannot_splice", "not_toml"):
                offer_text(self._host)
            else:
                self.app.say(edit_session.refused(error))
            return
        except Conflict as conflict:
            edit_session.conflict(conflict, done)
            return
        if prepared.loses_comments:
            confirm_difference(self._host, prepared, lambda: self._say(edit_session.save(prepared, done, force=force)))
        else:
            self._say(edit_session.save(prepared, done, force=force))

    def _say(self, refusal: LazyMessage | None) -> None:
        if refusal is not None:
            self.app.say(refusal(self.app.translator))


def edit_fields(host: Host, key: str = "", path: str = "", *, anew: bool = False) -> LocalizedScreen:
    """Make the form of a field, by default of the one in hand, or the list of fields; drafts first unless `anew`."""
    edit_session, sure = host.app.edit_session, bool(path)
    if not key:
        key = host.current_key
        path, sure = host.reader.field_in_hand if host.is_reading else ("", False)
    with edit_session.opening():
        if not anew and edit_session.has_drafts(key):
            return make("drafts", host, only=key, anew=lambda: edit_fields(host, key, path, anew=True))
        edit_session.editing.require_current(key)
        entry = edit_session.editing.entry(key) if path and sure else None
    record = record_in(entry) if entry else None
    if entry is not None and record is not None and (found := resolve(record, path, host.context.schema)) is not None:
        if found.spec.has_input and can_edit(found.spec, found.value):
            return FieldForm(host, key, entry, found)
        if found.spec.part or found.spec.keyed:
            return FieldChooser(host, key, found.path)
    return FieldChooser(host, key, at=path.partition(".")[0])
