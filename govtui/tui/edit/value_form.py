"""A form around one input: the label and meaning of a field, the input, and its problems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from govtui.i18n.field_labels import field_label, field_meaning
from govtui.model.fields import FieldSpec
from govtui.model.schema import ValueType
from govtui.text.markers import N_
from govtui.tui.base.dialog import ask_to_leave
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.form import Form
from govtui.tui.base.inputs import MessageLabel, TextEnds
from govtui.tui.base.message import LazyMessage
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.edit.choice_inputs import ChoiceEditor, ListEditor
from govtui.tui.edit.last_change_form import LastChangeForm
from govtui.tui.edit.value_inputs import (
    DateEditor,
    LocalizedEditor,
    NumberEditor,
    Speaking,
    SymbolEditor,
    TextEditor,
    ValueEditor,
    is_chosen,
)
from govtui.tui.textual_compat.annotated_text_area import AnnotatedTextArea

if TYPE_CHECKING:
    from govtui.model.plain_record import PlainRecord
    from govtui.model.record import Record
    from govtui.page.render_context import RenderContext
    from govtui.tui.base.host import Host


class ValueForm(LocalizedModal):
    """Base of forms with one input; subclasses save the value."""

    BINDINGS = [
        Binding("escape,q", "leave", N_("Close"), id="form.leave"),
        Binding("ctrl+s", "save", N_("Save"), id="form.save"),
    ]
    AUTO_FOCUS = "#value-editor Input, #value-editor TextArea"

    def ask_for(self, host: Host, record: Record | PlainRecord, path: str, spec: FieldSpec, value: Any) -> None:
        """Set the field to edit, before the form is opened."""
        self.host, self.record = host, record
        self.path, self.spec = path, spec
        self.editor = editor(spec, value, self.context)
        self._first: object = None
        """The value that the editor opened with; not that of the file where it has a wrong type."""
        self.record_fields: tuple[str, ...] = ()
        """The field paths that a citation can cover."""

    def context(self) -> RenderContext:
        return self.host.context

    def compose(self) -> ComposeResult:
        tall = is_chosen(self.spec) or self.spec.about.long
        with LastChangeForm(id="field-form", classes="form -tall" if tall else "form"):
            yield MessageLabel(id="form-title", classes="title")
            yield MessageLabel(id="form-meaning", classes="meaning")
            yield self.editor
            yield MessageLabel(id="form-wrong", classes="wrong")
            yield MessageLabel(id="form-cited", classes="hint")
        yield KeyBar()

    def retranslate(self) -> None:
        super().retranslate()
        tr = self.app.translator
        self.query_one("#form-title", MessageLabel).say(self.title_words())
        self.query_one("#form-meaning", MessageLabel).say(field_meaning(self.spec, tr))
        self.editor.retranslate()
        if self._first is None:
            self._first = self.editor.value
        self.judge()

    def title_words(self) -> str:
        """Return the title: the label of the field, and its owner."""
        return field_label(self.spec, self.app.translator)

    def judge(self) -> None:
        """Show the problems of the current value."""

    def tell(self, text: str) -> None:
        """Show a problem; "" for none."""
        self.query_one("#form-wrong", MessageLabel).say(text)

    @property
    def editor_value(self) -> object:
        return self.editor.value

    @property
    def dirty(self) -> bool:
        """Whether the value was changed."""
        return self.editor.value != self._first

    def would_lose(self) -> bool:
        return self.dirty

    @on(ValueEditor.Changed)
    def _changed(self) -> None:
        self.judge()

    @on(ValueEditor.Done)
    def _done(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        raise NotImplementedError

    def action_leave(self) -> None:
        if not self.dirty:
            self.dismiss(None)
            return
        ask_to_leave(self.app, self.action_save, self._throw_away)

    def _throw_away(self) -> None:
        self.forget()
        self.dismiss(None)

    def forget(self) -> None:
        """Discard what was typed."""


class ValueArea(AnnotatedTextArea, TextEnds):
    """The text, with any characters."""


class TextScreen(LocalizedModal):
    """Base of screens that edit one text; dismissed with it, or None when it stays as it was."""

    BINDINGS = [Binding("escape,q", "leave", N_("Back"), id="value.leave")]
    AUTO_FOCUS = "#value"

    _title: LazyMessage
    _value: str
    """What it was before."""

    def on_mount(self) -> None:
        super().on_mount()
        area = self.query_one(AnnotatedTextArea)
        area.load(self._value)
        area.move_cursor(area.document.end)

    def retranslate(self) -> None:
        super().retranslate()
        self.query_one("#value-title", MessageLabel).tell(self._title)

    @property
    def _changed(self) -> bool:
        return self.query_one(AnnotatedTextArea).file_text != self._value

    @property
    def closed_by_click(self) -> bool:
        return super().closed_by_click and not self._changed

    def would_lose(self) -> bool:
        return self._changed

    def action_leave(self) -> None:
        if self._changed:
            ask_to_leave(self.app, self.action_take, lambda: self.dismiss(None))
        else:
            self.dismiss(None)

    def action_take(self) -> None:
        self.dismiss(self.query_one(AnnotatedTextArea).file_text)


class ValueScreen(TextScreen):
    """Edits the value of a field."""

    BINDINGS = [Binding("ctrl+s", "take", N_("Use this value"), id="value.take")]

    def __init__(self, title: LazyMessage, value: str) -> None:
        super().__init__()
        self._title, self._value = title, value

    def compose(self) -> ComposeResult:
        with Form(id="value-box"):
            yield MessageLabel(id="value-title", classes="title")
            yield ValueArea(id="value", soft_wrap=True)
        yield KeyBar()


def editor(spec: FieldSpec, value: Any, context: Speaking) -> ValueEditor:
    """Make the input that fits the type of a field."""
    if spec.many:
        return ListEditor(spec, value, context)
    if spec.value_type is ValueType.QUOTE and not isinstance(value, Mapping):
        return TextEditor(spec, value, context)  # in the source's own language
    if spec.is_localized:
        return LocalizedEditor(spec, value, context)
    if is_chosen(spec):
        return ChoiceEditor(spec, value, context)
    if spec.value_type is ValueType.DATE:
        return DateEditor(spec, value, context)
    if spec.value_type is ValueType.NUMBER:
        return NumberEditor(spec, value, context)
    if spec.name == "symbol" and not spec.owner:
        return SymbolEditor(spec, value, context)
    return TextEditor(spec, value, context)
