"""The form for a new record: kind, type, names; proposes an id, and shows similar records."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input

from govtui.edit.proposal import EditRefused, ProposedChange, Saved
from govtui.edit.record_ids import alike, proposed_id
from govtui.i18n.field_labels import field_name
from govtui.i18n.labels import label
from govtui.i18n.problems import sentence
from govtui.index.api import ALL
from govtui.model.fields import fields
from govtui.model.kinds import KINDS, name_field
from govtui.model.problem import Severity
from govtui.model.record import MODELS
from govtui.model.vocabulary import VOCABULARIES
from govtui.text.markers import N_
from govtui.tui.base.cursor_list import UNDER_FIELD, MovesList
from govtui.tui.base.dialog import ask_to_leave
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.form import Form
from govtui.tui.base.inputs import LineInput, MessageLabel, PickInput
from govtui.tui.base.message import LazyMessage
from govtui.tui.base.option_list import Option, OptionList, fitting
from govtui.tui.base.screen import LocalizedModal, LocalizedScreen
from govtui.tui.edit.choices import closed_choices
from govtui.tui.edit.new_record_draft import NewDraft
from govtui.tui.screens import make
from govtui.user import drafts
from govtui.user.drafts import Draft

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.index.api import Card
    from govtui.page.render_context import RenderContext
    from govtui.tui.base.host import Host


def kinds(tr: Translator) -> list[Option]:
    return [Option(kind, label("kind", kind, tr)) for kind in KINDS]


def types(kind: str, context: RenderContext) -> list[Option]:
    """Return the types of a kind; none before a kind was chosen."""
    return closed_choices(fields(MODELS[kind])["type"], context) if kind else []


def similar(card: Card, context: RenderContext) -> Option:
    """Return a similar record as an option, with kind, type and id."""
    told = (label("kind", card.kind, context.tr), context.label(f"{card.kind}.type", card.type), card.id)
    return Option(card.key, context.name(card.key).text, " · ".join(told))


def labels(kind: str, languages: Sequence[str], tr: Translator) -> dict[str, str]:
    """Return the labels of the form by field: kind, type, name-vi, id."""
    words = {"kind": tr.gettext("Kind"), "type": field_name("", "type", tr), "id": field_name("", "id", tr)}
    name = field_name("", name_field(kind), tr)
    return words | {f"name-{language}": f"{name} ({label('language', language, tr)})" for language in languages}


def chosen_words(place: str, kind: str, type: str, context: RenderContext) -> str:
    """Return the words of the chosen kind or type."""
    if place == "kind":
        return label("kind", kind, context.tr) if kind else ""
    return next((choice.words for choice in types(kind, context) if choice.value == type), "")


class NewRecordScreen(MovesList, LocalizedModal):
    """The form; it goes to the new record by itself, or to a similar one, and is dismissed with None."""

    BINDINGS = [
        Binding("escape,q", "leave", N_("Close"), id="new.leave"),
        Binding("ctrl+s", "save", N_("Save"), id="new.save"),
        Binding("ctrl+n", "anew", N_("Empty form"), id="new.anew"),
        *UNDER_FIELD,
    ]
    KEY_GROUP = "new"
    AUTO_FOCUS = "#new-kind"

    def __init__(self, host: Host, kind: str, draft: Draft | None = None) -> None:
        """`draft`: one of such a form, to resume."""
        super().__init__()
        self._host = host
        self._draft = NewDraft(host.app.edit_session, draft)
        self._before = self._draft.fields
        self._kind, self._type = str(self._before.get("kind", kind)), str(self._before.get("type", ""))
        self._own_id = False
        """Whether the user typed the id, so that names no longer change it."""
        self._proposed = ""
        self._similar: list[Card] = []

    @property
    def _languages(self) -> tuple[str, ...]:
        return tuple(self.app.registry.manifest.languages)

    def compose(self) -> ComposeResult:
        with Form(id="new-record", classes="form -tall"):
            yield MessageLabel(id="new-title", classes="title")
            for place in ("kind", "type", *(f"name-{language}" for language in self._languages), "id"):
                with Horizontal(id=f"new-row-{place}", classes="row"):
                    yield MessageLabel(id=f"new-{place}-label", classes="label")
                    if place in ("kind", "type"):
                        yield PickInput(id=f"new-{place}", drops=False)
                    else:
                        yield LineInput(id=f"new-{place}")
            yield MessageLabel(id="new-wrong", classes="wrong")
            yield MessageLabel(id="new-heading", classes="hint")
            yield OptionList("new-choices", under_field=True)
        yield KeyBar()

    def on_mount(self) -> None:
        self._tell()
        if self._before:
            self._fill()
        elif self._kind:
            self.query_one("#new-type", PickInput).focus()
        self._offer()

    def _fill(self) -> None:
        names = self._before.get(name_field(self._kind))
        for language, name in names.items() if isinstance(names, dict) else ():
            if language in self._languages:
                self.query_one(f"#new-name-{language}", LineInput).value = str(name)
        if id := self._before.get("id"):
            self.query_one("#new-id", LineInput).value = str(id)
            self._own_id = True
        self.query_one(f"#new-name-{self._languages[0]}").focus()

    def retranslate(self) -> None:
        super().retranslate()
        tr = self.app.translator
        again = tr.gettext("New record · what you typed before is here again")
        self.query_one("#new-title", MessageLabel).say(again if self._before else tr.gettext("New record"))
        for place, text in labels(self._kind, self._languages, tr).items():
            self.query_one(f"#new-{place}-label", MessageLabel).say(text)
        self._offer()

    # kind and type are chosen from the list; for names it shows similar records

    @property
    def _place(self) -> str:
        """The focused field: kind, type, name-vi, id."""
        focused = self.focused
        return (focused.id or "").removeprefix("new-") if focused is not None else ""

    def _chosen_words(self, place: str) -> str:
        return chosen_words(place, self._kind, self._type, self._host.context)

    def _offer(self) -> None:
        tr, picks = self.app.translator, self.query_one(OptionList)
        for place in ("kind", "type"):
            if place != self._place:
                self.query_one(f"#new-{place}", PickInput).value = self._chosen_words(place)
        heading = self.query_one("#new-heading", MessageLabel)
        match self._place:
            case "kind":
                heading.say("")
                picks.show(self._narrowed(kinds(tr), "kind"), self._kind)
            case "type":
                heading.say("")
                picks.show(self._narrowed(types(self._kind, self._host.context), "type"), self._type)
            case _:
                self._similar = alike(self.app.index, self._names().values()) if self.app.index else []
                heading.say(tr.gettext("Similar records; Enter goes to the one chosen:") if self._similar else "")
                choices = [similar(card, self._host.context) for card in self._similar]
                at = picks.picked.value if picks.picked else None
                picks.show(choices, at)
                if at is None or all(choice.value != at for choice in choices):
                    picks.rest()  # Enter goes on, unless the user moved into the list

    def _narrowed(self, choices: list[Option], place: str) -> list[Option]:
        typed = self.query_one(f"#new-{place}", PickInput).value
        return choices if typed == self._chosen_words(place) else fitting(choices, typed)

    def on_descendant_focus(self) -> None:
        self._offer()
        self.call_after_refresh(self._offer)

    @on(OptionList.Chosen)
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
        self._keep()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._take()

    def _take(self) -> None:
        """Take the choice under the cursor and go to the next field; in the last one, save."""
        picked = self.query_one(OptionList).picked
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
                    self._host.go_to(str(picked.value))
                    self.dismiss(None)  # what was typed stays a draft: nobody discarded it
                elif place == "id":
                    self.action_save()
                else:
                    self.focus_next()
                return
        self._judge()
        self._keep()

    # the draft

    def _keep(self) -> None:
        """Save a draft once there is a name; kind and type are soon chosen again."""
        if self._names():
            self._draft.keep({"kind": self._kind, **self._data()})
        else:
            self._draft.take_back()

    def keep_typed(self) -> None:
        self.app.edit_session.keep_now()

    def _leave(self) -> None:
        """Close the form, and drop its draft."""
        self._draft.drop()
        self.dismiss(None)

    def on_unmount(self) -> None:
        self._draft.leave()

    def action_anew(self) -> None:
        """Open an empty form; what was typed into this one stays a draft."""
        self.app.switch_screen(NewRecordScreen(self._host, self._kind))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._draft.is_resumed if action == "anew" else True

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
        field = self.query_one("#new-id", LineInput)
        field.value = self._proposed
        field.cursor_position = len(self._proposed)  # the cursor at the end, so that the id can be extended

    def _data(self) -> dict[str, Any]:
        named = {name_field(self._kind): self._names()}
        status = {"status": "unknown"} if f"{self._kind}.status" in VOCABULARIES else {}
        return {"id": self._wanted_id, "type": self._type, **status, **named}

    def _prepared(self) -> ProposedChange:
        return self.app.edit_session.editing.new(self._kind, self._data())

    def _judge(self) -> None:
        """Show the errors of the record, once kind, type and name are there."""
        wrong: list[LazyMessage] = []
        if self._kind and self._type and self._names():
            try:
                prepared = self._prepared()
            except EditRefused as error:
                wrong = [self.app.edit_session.refusing(error)]
            else:
                errors = [one for one in prepared.problems if one.severity is Severity.ERROR]
                wrong = [partial(sentence, one) for one in errors[:2]]
        self._tell(*wrong)

    def _tell(self, *wrong: LazyMessage) -> None:
        self.query_one("#new-wrong", MessageLabel).tell(lambda tr: "\n".join(f"✗ {telling(tr)}" for telling in wrong))

    def action_save(self) -> None:
        """Make the record, and go to it; else go to the field that is missing."""
        for place, there in (("kind", self._kind), ("type", self._type), (f"name-{self._languages[0]}", self._names())):
            if not there:
                self.query_one(f"#new-{place}").focus()
                self._tell(lambda tr: tr.gettext("Kind, type and a name are needed."))
                return
        try:
            prepared = self._prepared()
        except EditRefused as error:
            self._tell(self.app.edit_session.refusing(error))
            self.query_one("#new-id").focus()
            return
        if refusal := self.app.edit_session.save(prepared, self._saved):
            self._tell(refusal)

    def _saved(self, saved: Saved) -> None:
        key = self._wanted_id
        self.app.edit_session.when_known(key, lambda: self._host.go_to(key))
        self._leave()

    def action_leave(self) -> None:
        if self._names() and not self._draft.is_untouched:
            ask_to_leave(self.app, self.action_save, self._leave)
        else:
            self._draft.take_back()
            self.dismiss(None)


def new_record(host: Host, draft: Draft | None = None, *, anew: bool = False) -> LocalizedScreen:
    """Make the form for a new record of the listed kind; resume the only draft of one, list several first.

    `anew`: begin an empty form whatever drafts there are. `draft`: one that was taken, to resume.
    """
    kind = "" if host.kind == ALL else host.kind
    if draft is None and not anew:
        left = [one for one in drafts.left(host.app.library.root) if one.key == drafts.NEW]
        if len(left) > 1:
            return make("drafts", host, only=drafts.NEW, anew=lambda: new_record(host, anew=True))
        draft = drafts.take(left[0]) if left else None
    return NewRecordScreen(host, kind, draft)
