"""What a save would change, before it is made: the diff, and the problems that it brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from govtui.model.problem import SEVERITY_SIGNS, Problem
from govtui.page.problem_words import problem_at_field
from govtui.text.markers import N_
from govtui.tui.localized import LocalizedModal
from govtui.tui.widgets.diff_view import DiffView, Row, diff_rows
from govtui.tui.widgets.fields import Telling, Words
from govtui.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from govtui.edit.proposal import Prepared
    from govtui.tui.screens.browse import BrowseScreen

_STYLES = {3: "diff--error", 2: "diff--discrepancy", 1: "diff--warning"}


class DifferenceScreen(LocalizedModal):
    """Answers "save", "insist" (although it is blocked), "draft", or None: back to the text."""

    BINDINGS = [
        Binding("enter", "save", N_("Save"), id="difference.save"),
        Binding("ctrl+s", "save", N_("Save"), show=False, id="difference.save-too"),
        Binding("f9", "answer('draft')", N_("Keep as draft"), id="difference.draft"),
        Binding("S", "insist", N_("Save anyway"), id="difference.insist"),
        Binding("escape,q", "answer('')", N_("Back"), id="difference.back"),
    ]
    AUTO_FOCUS = "#diff"

    def __init__(
        self, below: BrowseScreen, prepared: Prepared, told: Telling | None = None, *, draft: bool = False
    ) -> None:
        """`draft`: whether it can be left as a draft."""
        super().__init__()
        self._can_be_draft = draft
        self._told = told
        """What the user should know beside."""
        self.below = below
        self.prepared = prepared

    def compose(self) -> ComposeResult:
        with Vertical(id="difference"):
            yield Words(id="difference-head")
            yield DiffView(id="diff")
            yield Words(id="difference-words")
        yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "insist":
            return self.prepared.blocked
        if parameters == ("draft",):
            return self._can_be_draft
        return not self.prepared.blocked or action != "save"

    def retranslate(self) -> None:
        super().retranslate()
        tr, change = self.app.translator, self.prepared
        rows = diff_rows(change.diff(), tr)
        added, gone = (sum(1 for row in rows if row.sign == sign) for sign in "+−")
        self.query_one("#difference-head", Words).say(f"{change.path}  +{added} −{gone}")
        self.query_one(DiffView).show([*self._new_problems(), *rows])
        words = self._told(tr) if self._told else ""
        if change.blocked and self._can_be_draft:
            words = tr.gettext(
                "The change causes errors. Fix them (Esc), keep it as a draft (F9), or save it anyway (S)."
            )
        elif change.blocked:
            words = tr.gettext("The change causes errors. Fix them (Esc), or save it anyway (S).")
        self.query_one("#difference-words", Words).say(words)

    def _new_problems(self) -> list[Row]:
        tr = self.app.translator
        problems = sorted(self.prepared.new_problems, key=lambda problem: problem.order)
        if not problems:
            return []
        rows = [Row(tr.gettext("New problems:"), "diff--head")]
        rows += [Row(self._in_words(one), _STYLES[one.severity], SEVERITY_SIGNS[one.severity]) for one in problems]
        return [*rows, Row("", "diff--same")]

    def _in_words(self, problem: Problem) -> str:
        voice = self.below.voice
        entry = self.prepared.after or self.prepared.before
        words = problem_at_field(problem, entry.kind if entry else "", voice)
        place = voice.tr.gettext("line {line}").format(line=problem.line) if problem.line else ""
        return f"{words} ({place})" if place else words

    def action_answer(self, answer: str) -> None:
        self.dismiss(answer or None)

    def action_save(self) -> None:
        self.dismiss("save")

    def action_insist(self) -> None:
        self.dismiss("insist")
