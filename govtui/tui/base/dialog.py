"""A question with a few answers; the first is the one that harms nothing, and Esc gives none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from govtui.i18n.translator import Translator
from govtui.text.markers import N_
from govtui.tui.base.cursor_list import NAVIGATION, MovesList
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.form import Form
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.message import LazyMessage
from govtui.tui.base.option_list import Option, OptionList
from govtui.tui.base.screen import LocalizedModal

if TYPE_CHECKING:
    from govtui.edit.proposal import ProposedChange
    from govtui.model.problem import Problem
    from govtui.tui.base.host import Host, RegistryApp

Asking = Callable[[Translator], tuple[str, Sequence[Option]]]
"""The question and its answers, in the language of the translator."""


DELETE, REMOVE = N_("Delete"), N_("Remove")


class QuestionScreen(MovesList, LocalizedModal):
    """Answers with the value of the answer, or None."""

    BINDINGS = [
        Binding("escape,q", "dismiss(None)", N_("Back"), id="question.close"),
        *NAVIGATION,
        Binding("enter", "answer", N_("Choose"), id="question.answer"),
        Binding("tab", "move_by(1)", N_("Down"), show=False, id="question.next"),
        Binding("shift+tab", "move_by(-1)", N_("Up"), show=False, id="question.previous"),
    ]
    KEY_GROUP = "question"
    TYPES = False

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self._asking = asking

    def compose(self) -> ComposeResult:
        with Form(id="question", classes="form"):
            yield MessageLabel(id="question-words", classes="asked")
            yield OptionList("answers", under_field=True)
        yield KeyBar()

    def retranslate(self) -> None:
        super().retranslate()
        answers = self.query_one(OptionList)
        picked = answers.picked
        question, choices = self._asking(self.app.translator)
        self.query_one("#question-words", MessageLabel).say(question)
        answers.show(choices, picked.value if picked else None)
        answers.styles.height = len(choices)

    def action_answer(self) -> None:
        if picked := self.query_one(OptionList).picked:
            self.dismiss(picked.value)

    @on(OptionList.Chosen)
    def _clicked(self) -> None:
        self.action_answer()


def ask_to_delete(app: RegistryApp, question: LazyMessage, delete: Callable[[], object], yes: str = DELETE) -> None:
    """Ask before something goes, which the question names; `yes`: the message of the answer that does it."""

    def asking(tr: Translator) -> tuple[str, list[Option]]:
        return question(tr), [Option(False, tr.gettext("Keep")), Option(True, tr.gettext(yes))]

    def answered(answer: object) -> None:
        if answer:
            delete()

    app.push_screen(QuestionScreen(asking), answered)


def ask_to_leave(app: RegistryApp, save: Callable[[], object] | None, leave: Callable[[], object]) -> None:
    """Ask before what was typed is left: it is saved, where it can be, or thrown away; without an answer all stays."""

    def asking(tr: Translator) -> tuple[str, list[Option]]:
        answers = [
            Option("stay", tr.gettext("No, continue editing")),
            Option("save", tr.gettext("Save and close")),
            Option("leave", tr.gettext("Yes, discard it")),
        ]
        question = tr.gettext("What you typed is not saved. Close it?")
        return question, [one for one in answers if save is not None or one.value != "save"]

    def answered(answer: object) -> None:
        if answer == "save" and save is not None:
            save()
        elif answer == "leave":
            leave()

    app.push_screen(QuestionScreen(asking), answered)


def offer_text(host: Host) -> None:
    """Offer the text editor for what no form can change; all forms are left for it."""

    def asking(tr: Translator) -> tuple[str, list[Option]]:
        return tr.gettext("This place in the file cannot be changed by a form. Open the text?"), [
            Option("stay", tr.gettext("No, back to the form")),
            Option("text", tr.gettext("Open the text")),
        ]

    def answered(answer: object) -> None:
        if answer == "text":
            open_text(host)

    host.app.push_screen(QuestionScreen(asking), answered)


def open_text(host: Host, problem: Problem | None = None) -> None:
    """Leave all forms for the text editor, at the place of a problem."""
    while len(host.app.screen_stack) > 1:
        host.app.pop_screen()
    if problem is None or not problem.line:
        host.open("edit")
    else:
        host.open("edit", key=host.current_key, start=(problem.line - 1, max(0, problem.column - 1)))


def confirm_difference(host: Host, prepared: ProposedChange, go_on: Callable[[], None]) -> None:
    """Show what would change besides the field, before it does."""

    def answered(answer: object) -> None:
        if answer == "save":
            go_on()

    host.open("review", answered, change=prepared)
