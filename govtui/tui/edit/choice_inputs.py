"""Inputs that choose from a list narrowed by typing: one value, or several."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from govtui.i18n.formats import in_quotes
from govtui.model.field_paths import to_toml
from govtui.model.fields import FieldSpec
from govtui.model.identifiers import country_of, is_record_id
from govtui.model.schema import ValueType
from govtui.model.vocabulary import MONEY
from govtui.page.present import value_words
from govtui.store.field_edits import MISSING
from govtui.text.markers import N_
from govtui.tui.base.cursor_list import UNDER_FIELD, MovesList
from govtui.tui.base.inputs import PickInput
from govtui.tui.base.option_list import Option, OptionList, fitting
from govtui.tui.base.safe_text import plain as drawn_plain
from govtui.tui.edit.choices import closed_choices, items_of, records
from govtui.tui.edit.value_inputs import ValueEditor, is_chosen, number_typed

CHOSEN, NOT_CHOSEN = "[×]", "[ ]"


class _Filtered(MovesList, ValueEditor):
    """A field over a list; arrow keys move in the list while the field has the focus."""

    BINDINGS = [*UNDER_FIELD]
    KEY_GROUP = "choose"
    BOXES = False
    """Whether several values can be chosen, by ticking boxes."""

    def compose(self) -> ComposeResult:
        yield PickInput(id="value-filter", drops=self.BOXES)
        yield OptionList("value-choices", under_field=True, boxes=self.BOXES)

    def on_mount(self) -> None:
        self.offer(first=True)

    @property
    def typed(self) -> str:
        """The text that narrows the list."""
        return self.query_one(PickInput).value

    def retranslate(self) -> None:
        tr = self.app.translator
        self.query_one(PickInput).placeholder = drawn_plain(tr.gettext("Type to narrow the list…"))
        self.query_one(OptionList).empty = tr.gettext("Nothing found. Delete letters to find more.")
        if self.is_mounted:
            picked = self.query_one(OptionList).picked
            self.offer(keep=picked.value if picked else None)

    def offer(self, *, first: bool = False, keep: object = None) -> None:
        """Fill the list."""
        raise NotImplementedError

    def candidates(self, spec: FieldSpec) -> list[Option]:
        """Return the choices of a field that match what is typed."""
        context = self.context()
        if spec.is_reference:
            return records(spec, self.typed, context)
        if spec.about.item_of:
            record = getattr(self.screen, "record", None)
            return fitting(items_of(spec, record, context) if record else [], self.typed)
        return fitting(closed_choices(spec, context), self.typed)

    @on(OptionList.Highlighted)
    def _highlighted(self, message: OptionList.Highlighted) -> None:
        message.stop()
        self.post_message(self.Changed())

    @on(Input.Changed)
    def _narrowed(self, message: Input.Changed) -> None:
        message.stop()
        message.prevent_default()
        self.offer()
        self.post_message(self.Changed())


class ChoiceEditor(_Filtered):
    """One value: that under the cursor."""

    @property
    def value(self) -> object:
        picked = self.query_one(OptionList).picked
        return picked.value if picked else to_toml(self.began) if self.began is not None else MISSING

    def offer(self, *, first: bool = False, keep: object = None) -> None:
        tr, typed = self.app.translator, self.typed.strip()
        choices = self.candidates(self.spec)
        now = to_toml(self.began)
        if now is not None and not typed and all(choice.value != now for choice in choices):
            words = self.context().name(str(now)).text if self.spec.is_reference else str(now)
            choices.insert(0, Option(now, words, str(now)))
        choices = [choice.marked("•" if choice.value == now else " ") for choice in choices]
        if self.spec.about.item_of and typed and all(choice.value != typed for choice in choices):
            choices.append(Option(typed, typed, mark=" "))  # of an item that is still to be added
        if self.spec.about.refers and self.spec.about.refers.or_text and typed and not is_record_id(typed):
            words = tr.gettext("“{text}”, a name without a record").format(text=in_quotes(typed))
            choices.append(Option(typed, words, mark=" "))
        if not self.spec.required and not typed:
            choices.insert(0, Option(MISSING, tr.gettext("(leave empty)"), mark="•" if now is None else " "))
        wanted = (MISSING if now is None else now) if first or not typed else None
        self.query_one(OptionList).show(choices, keep if keep is not None else wanted)

    @on(OptionList.Chosen)
    def _picked(self, message: OptionList.Chosen) -> None:
        message.stop()
        self.post_message(self.Done())


class ListEditor(_Filtered):
    """Several values, the chosen ones first; Enter adds or drops the one under the cursor."""

    BINDINGS = [
        Binding("alt+up", "shift(-1)", N_("Further up"), show=False, id="choose.earlier"),
        Binding("alt+down", "shift(1)", N_("Further down"), show=False, id="choose.later"),
    ]
    BOXES = True

    def compose(self) -> ComposeResult:
        began = to_toml(self.began)
        one = [] if began is None else [began]  # a single value where the schema wants a list
        self._chosen: list[Any] = list(began) if isinstance(began, list) else one
        yield from super().compose()

    @property
    def value(self) -> object:
        return list(self._chosen) or MISSING

    def offer(self, *, first: bool = False, keep: object = None) -> None:
        element, typed = self.spec.element, self.typed.strip()
        chosen = [self._as_choice(value).marked(CHOSEN) for value in self._chosen]
        if not is_chosen(element):
            found = fitting(self._fields(), typed) if self._holds_paths else []
            if typed and all(choice.value != typed for choice in found):
                found.append(Option(self._meant(typed), typed))
        else:
            found = self.candidates(element)
        others = [choice.marked(NOT_CHOSEN) for choice in found if choice.value not in self._chosen]
        shown = fitting(chosen, typed) + others if not typed else others + fitting(chosen, typed)
        self.query_one(OptionList).show(shown, keep)

    def retranslate(self) -> None:
        super().retranslate()
        if not is_chosen(self.spec.element) and not self._holds_paths:
            tr = self.app.translator
            self.query_one(PickInput).placeholder = drawn_plain(tr.gettext("Type a value and press Enter…"))
            self.query_one(OptionList).empty = tr.gettext("Nothing stands here yet.")

    def _as_choice(self, value: Any) -> Option:
        context, element = self.context(), self.spec.element
        if not isinstance(value, str):
            return Option(value, value_words(element, value, context))
        if element.is_reference:
            known = country_of(value) or context.index.card(value)
            return Option(value, context.name(value).text, "" if not known else value)
        if not is_chosen(element):
            told = value_words(element, value, context)
            return Option(value, str(value), told if told != str(value) else "")
        closed = (choice for choice in closed_choices(element, context) if choice.value == value)
        return next(closed, Option(value, str(value)))

    def _fields(self) -> list[Option]:
        names = [*getattr(self.screen, "record_fields", ()), *[MONEY] * (self.spec.name == "gaps")]
        spec = self.spec.element
        return [Option(name, name, value_words(spec, name, self.context())) for name in names]

    @property
    def _holds_paths(self) -> bool:
        return self.spec.value_type is ValueType.FIELD_PATH

    def _meant(self, typed: str) -> object:
        """Convert typed text to a value of the list, a number in lists of numbers."""
        if self.spec.value_type is ValueType.NUMBER and (number := number_typed(typed)) is not None:
            return number
        return typed

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        message.prevent_default()
        picked = self.query_one(OptionList).picked
        if not self.typed and (picked is None or picked.value in self._chosen):
            self.post_message(self.Done())  # Enter is done here; Delete drops a chosen value
        else:
            self.action_switch()

    def action_switch(self) -> None:
        """Add or drop the value under the cursor, and clear the field."""
        picked = self.query_one(OptionList).picked
        if picked is None:
            return
        if picked.value in self._chosen:
            self._chosen.remove(picked.value)
        else:
            self._chosen.append(picked.value)
        self.query_one(PickInput).value = ""
        self.offer(keep=picked.value)
        self.post_message(self.Changed())

    def action_shift(self, step: int) -> None:
        """Move the value under the cursor among the chosen ones."""
        picked = self.query_one(OptionList).picked
        if picked is None or picked.value not in self._chosen:
            return
        place = self._chosen.index(picked.value)
        self._chosen.insert(max(0, min(len(self._chosen) - 1, place + step)), self._chosen.pop(place))
        self.offer(keep=picked.value)
        self.post_message(self.Changed())

    @on(PickInput.Dropped)
    def _dropped(self, message: PickInput.Dropped) -> None:
        message.stop()
        picked = self.query_one(OptionList).picked
        if picked is not None and picked.value in self._chosen:
            self.action_switch()

    @on(OptionList.Chosen)
    def _picked(self, message: OptionList.Chosen) -> None:
        message.stop()
        self.action_switch()
