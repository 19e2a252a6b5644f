"""Inputs by the type of a field: text, text by language, date, number; choices are in choice_inputs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, TextArea

from govtui.i18n.dates import date_long
from govtui.i18n.formats import number
from govtui.i18n.labels import label
from govtui.model.dates import DateError, PartialDate
from govtui.model.fields import FieldSpec
from govtui.model.schema import ValueType
from govtui.model.symbols import standard_form, types_of
from govtui.store.field_edits import MISSING
from govtui.tui.base.inputs import LineInput, LinesInput, MessageLabel
from govtui.tui.edit.choices import written

if TYPE_CHECKING:
    from govtui.page.render_context import RenderContext
    from govtui.tui.base.host import RegistryApp

Speaking = Callable[[], "RenderContext"]
"""Returns the render context of the moment."""


class ValueEditor(Vertical):
    """An input for one value, which posts every change to its form.

    `value` is a plain TOML value or MISSING; text that is no value of the field's type is returned as typed, so that the
    record's own checks say what is wrong with it.
    """

    app: RegistryApp

    class Changed(Message):
        """The value changed."""

    class Done(Message):
        """Enter was pressed: save."""

    def __init__(self, spec: FieldSpec, value: Any, context: Speaking) -> None:
        super().__init__(id="value-editor")
        self.spec = spec
        self.began = value
        """The value when the editor was opened, as the model has it."""
        self.context = context

    @property
    def value(self) -> object:
        """The value to save."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Show its words in the current language."""

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self, message: Message) -> None:
        message.stop()
        self.retranslate()
        self.post_message(self.Changed())

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.post_message(self.Done())


def _text(typed: str) -> object:
    return typed if typed.strip() else MISSING


def can_edit(spec: FieldSpec, value: Any) -> bool:
    """Whether the editor of a field can show a value: single values of any type, but no tables."""
    if isinstance(value, Mapping):
        return spec.is_localized and not any(isinstance(text, Mapping | list) for text in value.values())
    if isinstance(value, list):
        return spec.many and not any(isinstance(one, Mapping | list) for one in value)
    return True


class TextEditor(ValueEditor):
    """A text on one line or on several."""

    def compose(self) -> ComposeResult:
        text = written(self.began)
        if self.spec.about.long or "\n" in text:
            yield LinesInput(text, id="value-lines")
        else:
            yield LineInput(text, id="value-line")

    @property
    def value(self) -> object:
        areas = self.query(LinesInput)
        return _text(areas.first().text if areas else self.query_one(LineInput).value)


class LocalizedEditor(ValueEditor):
    """A text in each language of the registry and each that it has."""

    @property
    def languages(self) -> tuple[str, ...]:
        texts = self.began if isinstance(self.began, Mapping) else ()
        return tuple(dict.fromkeys((*self.context().manifest.languages, *texts)))

    def compose(self) -> ComposeResult:
        texts: Mapping[str, str] = {}
        if isinstance(self.began, Mapping):
            texts = {language: written(text) for language, text in self.began.items()}
        elif self.began is not None:  # a note without a language, as old files have them
            texts = {self.languages[0]: written(self.began)}
        many = self.spec.about.long or any("\n" in text for text in texts.values())
        for language in self.languages:
            yield MessageLabel(id=f"language-{_id(language)}", classes="language")
            text = texts.get(language, "")
            name = f"text-{_id(language)}"
            yield LinesInput(text, id=name) if many else LineInput(text, id=name)

    def on_mount(self) -> None:
        reading = self.context().language
        if reading in self.languages:
            self.query_one(f"#text-{reading}").focus()

    @property
    def value(self) -> object:
        texts = {}
        for language in self.languages:
            field = self.query_one(f"#text-{_id(language)}")
            text = field.text if isinstance(field, LinesInput) else field.value if isinstance(field, LineInput) else ""
            if text.strip():
                texts[language] = text
        return texts or MISSING

    def retranslate(self) -> None:
        for language in self.languages:
            words = self.query_one(f"#language-{_id(language)}", MessageLabel)
            words.say(label("language", language, self.app.translator))


def _id(language: str) -> str:
    """Return a language tag, or whatever stands in its place, as part of a widget id."""
    return re.sub("[^A-Za-z0-9-]", lambda letter: f"_{ord(letter[0])}_", language)


class HintedLine(ValueEditor):
    """One line with a hint below it; Enter writes the correction that the hint names, and saves."""

    def compose(self) -> ComposeResult:
        yield LineInput(written(self.began), id="value-line")
        yield MessageLabel(id="understood", classes="hint")

    @property
    def typed(self) -> str:
        return self.query_one(LineInput).value.strip()

    @property
    def value(self) -> object:
        return _text(self.typed)

    def hint(self, typed: str) -> str:
        """Return what is understood of a text, or how to write it; empty for nothing."""
        raise NotImplementedError

    def correction(self, typed: str) -> str | None:
        """Return the form in which a text should be written; None where it may stay as it is."""
        return None

    def retranslate(self) -> None:
        self.query_one("#understood", MessageLabel).say(self.hint(self.typed))

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        message.prevent_default()
        if better := self.correction(self.typed):
            field = self.query_one(LineInput)
            field.value, field.cursor_position = better, len(better)
        self.post_message(self.Done())


class DateEditor(HintedLine):
    """A partial date, shown in words."""

    def hint(self, typed: str) -> str:
        tr = self.app.translator
        if not typed:
            return tr.gettext("As exactly as it is known: 2006, 2006-06, 2006-06-05, 2006/2010, 2006~")
        if better := self.correction(typed):
            meant = date_long(PartialDate.parse(better), tr)
            return tr.gettext("Enter: write {date} ({words})").format(date=better, words=meant)
        try:
            return "= " + date_long(PartialDate.parse(typed), tr)
        except DateError:
            return ""

    def correction(self, typed: str) -> str | None:
        try:
            PartialDate.parse(typed or "2000")
        except DateError as error:
            return error.suggestion
        return None


class SymbolEditor(HintedLine):
    """The symbol of a document, with its type."""

    def hint(self, typed: str) -> str:
        tr = self.app.translator
        if not typed:
            return tr.gettext("As it is printed: 30/2020/NĐ-CP, 76/2015/QH13, A/RES/69/327")
        types = " / ".join(self.context().label("declaration.type", one) for one in types_of(typed))
        if better := self.correction(typed):
            return tr.gettext("Enter: write {symbol}").format(symbol=better) + (f" ({types})" if types else "")
        return f"= {types}" if types else ""

    def correction(self, typed: str) -> str | None:
        standard = standard_form(typed)
        return standard if standard != typed else None


_GROUPED = re.compile(r"(-?\d{1,3}([.,\u00a0\u202f ])\d{3}(?:\2\d{3})*)(?:(?!\2)([.,]\d{1,9}))?\Z", re.ASCII)
"""A number with grouped thousands: its integer part, the separator, its decimals."""

_DECIMAL = re.compile(r"-?\d{1,15}([.,]\d{1,9})?\Z", re.ASCII)


def number_typed(typed: str, *, whole: bool = False) -> int | float | None:
    """Parse a typed number, with the separators of either language; None where it is none."""
    if grouped := _GROUPED.match(typed):
        typed = re.sub(r"[^-0-9]", "", grouped[1]) + (grouped[3] or "")
    if typed.isascii() and typed.isdigit() and len(typed) < 19:
        return int(typed)
    if whole or not _DECIMAL.match(typed):
        return None
    return float(typed.replace(",", ".")) if re.search("[.,]", typed) else int(typed)


class NumberEditor(HintedLine):
    """A number, an integer unless the field takes others; thousands may be grouped."""

    @property
    def value(self) -> object:
        found = number_typed(self.typed, whole="number" not in self.spec.allowed)
        return _text(self.typed) if found is None else found

    def hint(self, typed: str) -> str:
        value = self.value
        return f"= {number(value, self.app.translator)}" if isinstance(value, int | float) else ""


_CLOSED = frozenset({ValueType.YES_NO, ValueType.COUNTRY, ValueType.LANGUAGE})


def is_chosen(spec: FieldSpec) -> bool:
    """Whether the value of a field, or several values, are chosen from a list."""
    is_single = spec.is_choice or spec.is_reference or bool(spec.about.item_of) or spec.value_type in _CLOSED
    return spec.many or is_single
