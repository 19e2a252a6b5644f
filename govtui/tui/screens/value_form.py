"""A form around one input: a field's name, what it is for, the input, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from govtui.i18n.field_labels import field_label, field_meaning
from govtui.model.fields import FieldSpec
from govtui.text.markers import N_
from govtui.tui.localized import LocalizedModal
from govtui.tui.screens.question import ask_to_leave
from govtui.tui.widgets.editors import ValueEditor, editor, is_chosen
from govtui.tui.widgets.fields import Words
from govtui.tui.widgets.form import Form as FormBox
from govtui.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from govtui.page.render_context import Voice
    from govtui.tui.screens.browse import BrowseScreen


class ValueForm(LocalizedModal):
    """A form around one input. Subclasses say what becomes of the value."""

    BINDINGS = [
        Binding("escape", "leave", N_("Close"), id="form.leave"),
        Binding("ctrl+s", "save", N_("Save"), id="form.save"),
    ]
    AUTO_FOCUS = "#value-editor Input, #value-editor TextArea"

    def ask_for(self, below: BrowseScreen, path: str, spec: FieldSpec, value: Any) -> None:
        """Say what the form is of; before it is opened."""
        self.below = below
        self.path, self.spec = path, spec
        self.editor = editor(spec, value, self.voice)
        self._first: object = None
        """The value that the editor opened with: not what stands in the file where that is of a wrong type."""
        self.record_fields: tuple[str, ...] = ()
        """The paths that a citation may be for."""

    def voice(self) -> Voice:
        """How things are put into words now."""
        return self.below.voice

    def compose(self) -> ComposeResult:
        tall = is_chosen(self.spec) or self.spec.about.long
        with FormBox(id="field-form", classes="form -tall" if tall else "form"):
            yield Words(id="form-title", classes="title")
            yield Words(id="form-meaning", classes="meaning")
            yield self.editor
            yield Words(id="form-wrong", classes="wrong")
            yield Words(id="form-cited", classes="hint")
        yield KeyBar()

    def retranslate(self) -> None:
        super().retranslate()
        tr = self.app.translator
        self.query_one("#form-title", Words).say(self.title_words())
        self.query_one("#form-meaning", Words).say(field_meaning(self.spec, tr))
        self.editor.retranslate()
        if self._first is None:
            self._first = self.editor.value
        self.judge()

    def title_words(self) -> str:
        """The field, and what it belongs to."""
        return field_label(self.spec, self.app.translator)

    def judge(self) -> None:
        """Say what is wrong with the value as it is now."""

    def tell(self, text: str) -> None:
        """Say what is wrong; nothing when nothing is."""
        self.query_one("#form-wrong", Words).say(text)

    @property
    def editor_value(self) -> object:
        """The value as it is now."""
        return self.editor.value

    @property
    def dirty(self) -> bool:
        """Whether something would be lost by leaving."""
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
        """Leave; ask first when something was typed."""
        if not self.dirty:
            self.dismiss(None)
            return
        ask_to_leave(self.app, self.action_save, self._throw_away)

    def _throw_away(self) -> None:
        self.forget()
        self.dismiss(None)

    def forget(self) -> None:
        """What was typed is thrown away."""
