"""A new record: its kind, type and names; the id is proposed from the name, and similar records are shown as one types."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from govtui.edit.ids import alike, proposed_id
from govtui.edit.prepared import EditRefused, Prepared, Saved
from govtui.i18n.fields import field_name
from govtui.i18n.labels import label
from govtui.i18n.marks import N_
from govtui.i18n.problems import sentence
from govtui.index.query import ALL
from govtui.model.problem import Severity
from govtui.model.shapes import Form, Shape
from govtui.model.vocabulary import KINDS
from govtui.tui.localized import LocalizedModal
from govtui.tui.screens.question import QuestionScreen, leaving
from govtui.tui.values import closed_choices
from govtui.tui.widgets.fields import LineInput, PickInput, Telling, Words
from govtui.tui.widgets.key_bar import KeyBar
from govtui.tui.widgets.pick_list import Choice, PickList, fitting

if TYPE_CHECKING:
    from govtui.index.query import Card
    from govtui.tui.screens.browse import BrowseScreen


class NewRecordScreen(LocalizedModal):
    """Answers with the key of the record that was made, or of one that was there already."""

    BINDINGS = [
        Binding("escape", "leave", N_("Leave"), id="new.leave"),
        Binding("ctrl+s", "save", N_("Save"), priority=True, id="new.save"),
        Binding("down", "pick_by(1)", N_("Down"), show=False, id="new.down"),
        Binding("up", "pick_by(-1)", N_("Up"), show=False, id="new.up"),
    ]
    AUTO_FOCUS = "#new-kind"

    def __init__(self, below: BrowseScreen, kind: str) -> None:
        super().__init__()
        self._below = below
        self._kind, self._type = kind, ""
        self._own_id = False
        """Whether somebody wrote the id, so that the name does not change it any more."""
        self._proposed = ""
        self._similar: list[Card] = []

    @property
    def _languages(self) -> tuple[str, ...]:
        return tuple(self.app.registry.manifest.languages)

    def compose(self) -> ComposeResult:
        with Vertical(id="new-record", classes="form -tall"):
            yield Words(id="new-title")
            for place in ("kind", "type", *(f"name-{language}" for language in self._languages), "id"):
                with Horizontal(classes="row"):
                    yield Words(id=f"new-{place}-label", classes="label")
                    yield PickInput(id=f"new-{place}") if place in ("kind", "type") else LineInput(id=f"new-{place}")
            yield Words(id="new-wrong")
            yield Words(id="new-heading")
            yield PickList(id="new-choices")
        yield KeyBar()

    def on_mount(self) -> None:
        if self._kind:
            self.query_one("#new-type", PickInput).focus()
        self._offer()

    def retranslate(self) -> None:
        super().retranslate()
        tr = self.app.translator
        self.query_one("#new-title", Words).say(tr.gettext("New record"))
        name = "title" if self._kind == "source" else "name"
        words = {"kind": tr.gettext("Kind"), "type": field_name("", "type", tr), "id": field_name("", "id", tr)}
        for language in self._languages:
            words[f"name-{language}"] = f"{field_name('', name, tr)} ({label('language', language, tr)})"
        for place, text in words.items():
            self.query_one(f"#new-{place}-label", Words).say(text)
        self._offer()

    # kind and type are chosen from a list; of names the list shows who is called alike

    @property
    def _place(self) -> str:
        """Which field has the focus: kind, type, name-vi, id."""
        focused = self.focused
        return (focused.id or "").removeprefix("new-") if focused is not None else ""

    def _chosen_words(self, place: str) -> str:
        """What stands in the field of the kind or type when it is chosen."""
        if place == "kind":
            return label("kind", self._kind, self.app.translator) if self._kind else ""
        return next((choice.words for choice in self._types() if choice.value == self._type), "")

    def _types(self) -> list[Choice]:
        if not self._kind:
            return []
        return closed_choices(Shape(Form.VOCABULARY, "type", vocabulary=f"{self._kind}.type"), self._below.voice)

    def _offer(self) -> None:
        """Put into the list what goes with the field that has the focus."""
        tr, picks = self.app.translator, self.query_one(PickList)
        for place in ("kind", "type"):
            if place != self._place:
                self.query_one(f"#new-{place}", PickInput).value = self._chosen_words(place)
        heading = self.query_one("#new-heading", Words)
        match self._place:
            case "kind":
                heading.say("")
                kinds = [Choice(kind, label("kind", kind, tr)) for kind in KINDS]
                picks.show(self._narrowed(kinds, "kind"), self._kind)
            case "type":
                heading.say("")
                picks.show(self._narrowed(self._types(), "type"), self._type)
            case _:
                self._similar = alike(self.app.index, self._names().values()) if self.app.index else []
                heading.say(tr.gettext("Similar records; Enter goes to the one chosen:") if self._similar else "")
                choices = [
                    Choice(card.key, self._below.voice.name(card.key).text, self._told(card)) for card in self._similar
                ]
                at = picks.picked.value if picks.picked else None
                picks.show(choices, at)
                if at is None or all(choice.value != at for choice in choices):
                    picks.rest()  # Enter goes on; only who moves into the list means one of them

    def _told(self, card: Card) -> str:
        tr = self.app.translator
        return " · ".join(
            (label("kind", card.kind, tr), self._below.voice.label(f"{card.kind}.type", card.type), card.id)
        )

    def _narrowed(self, choices: list[Choice], place: str) -> list[Choice]:
        typed = self.query_one(f"#new-{place}", PickInput).value
        return choices if typed == self._chosen_words(place) else fitting(choices, typed)

    def on_descendant_focus(self) -> None:
        self._offer()
        self.call_after_refresh(self._offer)

    def action_pick_by(self, step: int) -> None:
        self.query_one(PickList).move(step)

    @on(PickList.Picked)
    def _clicked(self) -> None:
        self._take()

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        place = (message.input.id or "").removeprefix("new-")
        if place == "id" and self._place == "id":
            self._own_id = message.value not in ("", self._proposed)
        if place.startswith("name-") and not self._own_id:
            self._propose()
        if place == self._place:
            self._offer()
        self._judge()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._take()

    def _take(self) -> None:
        """Enter: take what the cursor is on and go on to the next field; behind the last one, save."""
        picked = self.query_one(PickList).picked
        match self._place:
            case "kind" if picked:
                if picked.value != self._kind:
                    self._kind, self._type = str(picked.value), ""
                    self.retranslate()
                self.query_one("#new-type").focus()
            case "type" if picked:
                self._type = str(picked.value)
                self.query_one(f"#new-name-{self._languages[0]}").focus()
            case "kind" | "type":
                pass
            case place:
                if picked is not None:
                    self.dismiss(str(picked.value))
                elif place == "id":
                    self.action_save()
                else:
                    self.focus_next()
        self._judge()

    # the record

    def _names(self) -> dict[str, str]:
        fields = {language: self.query_one(f"#new-name-{language}", LineInput).value for language in self._languages}
        return {language: text.strip() for language, text in fields.items() if text.strip()}

    @property
    def _wanted_id(self) -> str:
        return self.query_one("#new-id", LineInput).value.strip()

    def _propose(self) -> None:
        names = self._names()
        index = self.app.index
        self._proposed = proposed_id(names, self._kind, lambda id: bool(index and index.card(id))) if names else ""
        self.query_one("#new-id", LineInput).value = self._proposed

    def _data(self) -> dict[str, Any]:
        named = {"title" if self._kind == "source" else "name": self._names()}
        status = {} if self._kind == "source" else {"status": "unknown"}
        return {"id": self._wanted_id, "type": self._type, **status, **named}

    def _prepared(self) -> Prepared:
        return self.app.desk.editing.new(self._kind, self._data())

    def _judge(self) -> None:
        """Say what still keeps the record from being made; nothing before anything was typed."""
        wrong: list[Telling] = []
        if self._kind and self._type and self._names():
            try:
                prepared = self._prepared()
            except EditRefused as error:
                wrong = [self.app.desk.refusing(error)]
            else:
                errors = [one for one in prepared.problems if one.severity is Severity.ERROR]
                wrong = [partial(sentence, one) for one in errors[:2]]
        self._tell(*wrong)

    def _tell(self, *wrong: Telling) -> None:
        self.query_one("#new-wrong", Words).tell(lambda tr: "\n".join(f"✗ {telling(tr)}" for telling in wrong))

    def action_save(self) -> None:
        """Make the record, and go to it; else go to the field that is still wanted."""
        for place, there in (("kind", self._kind), ("type", self._type), (f"name-{self._languages[0]}", self._names())):
            if not there:
                self.query_one(f"#new-{place}").focus()
                self._tell(lambda tr: tr.gettext("Kind, type and a name are needed."))
                return
        try:
            prepared = self._prepared()
        except EditRefused as error:
            self._tell(self.app.desk.refusing(error))
            self.query_one("#new-id").focus()
            return
        if refusal := self.app.desk.save(prepared, self._saved):
            self._tell(refusal)

    def _saved(self, saved: Saved) -> None:
        key = self._wanted_id
        self.app.desk.when_known(key, lambda: self._below.go_to(key))
        self.dismiss(None)

    def action_leave(self) -> None:
        if not self._names():
            self.dismiss(None)
            return

        def answered(answer: object) -> None:
            if answer == "save":
                self.action_save()
            elif answer == "leave":
                self.dismiss(None)

        self.app.push_screen(QuestionScreen(leaving), answered)


def screen(below: BrowseScreen) -> LocalizedModal | None:
    """A form for a new record, of the kind that the list shows."""
    if below.app.desk.refuses():
        return None
    return NewRecordScreen(below, "" if below.kind == ALL else below.kind)
