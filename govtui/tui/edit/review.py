"""What a change does, before it is saved: the problems that it brings, the fields that it changes, and the lines of the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from govtui.page.differences import diff_lines, differences_page
from govtui.text.markers import N_
from govtui.tui.base.find_bar import FindInput
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.message import LazyMessage
from govtui.tui.base.option_list import Option, OptionList
from govtui.tui.base.page_view import PageView
from govtui.tui.base.screen import LocalizedModal

if TYPE_CHECKING:
    from govtui.edit.proposal import ProposedChange
    from govtui.i18n.translator import Translator
    from govtui.page.page import Page, Section
    from govtui.tui.base.host import Host


WIDEST = 118
"""Cells of the widest line: lines of files are no prose."""


class ReviewScreen(LocalizedModal):
    """A change by fields and by lines; dismissed with "save", "insist", "draft" or None, and saved by whom it was opened."""

    BINDINGS = [
        Binding("enter", "enter", N_("Save"), id="review.save", priority=True),
        Binding("ctrl+s", "save", N_("Save"), show=False, id="review.save-too"),
        Binding("f9", "answer('draft')", N_("Keep as draft"), id="review.draft"),
        Binding("f12", "insist", N_("Save anyway"), id="review.insist"),
        Binding("escape,q", "answer('')", N_("Back"), id="review.close"),
    ]
    AUTO_FOCUS = "PageView"

    def __init__(
        self,
        host: Host,
        change: ProposedChange,
        told: LazyMessage | None = None,
        *,
        question: LazyMessage | None = None,
        draft: bool = False,
        more: Callable[[Translator], Sequence[Section]] = lambda tr: (),
    ) -> None:
        """`told`: said below it; `question`: its title, else its file; `draft`: whether it can be kept as a draft; `more`: what
        it does besides."""
        super().__init__()
        self.change = change
        self._host = host
        self._told, self._question = told, question
        self._can_be_draft = draft
        self._more = more

    def compose(self) -> ComposeResult:
        with Vertical(id="review"):
            yield PageView(id="review-page", measure=WIDEST)
            yield MessageLabel(id="review-words")
            yield OptionList("review-answers")
        yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "enter":  # elsewhere Enter ends typing, or chooses an answer
            return not self.change.blocked and not isinstance(self.focused, FindInput | OptionList)
        if action == "insist":
            return self.change.blocked
        if parameters == ("draft",):
            return self._can_be_draft
        return not self.change.blocked or action != "save"

    def retranslate(self) -> None:
        super().retranslate()
        tr = self.app.translator
        self.query_one(PageView).show_again(self._page(tr))
        words = self._told(tr) if self._told else ""
        if self.change.blocked:
            words = self.blocked_words(tr)
        self.query_one("#review-words", MessageLabel).say(words)
        self._offer(tr)

    def blocked_words(self, tr: Translator) -> str:
        """Return the sentence that says that the change causes errors, and what can be done."""
        if self._can_be_draft:
            return tr.gettext(
                "The change causes errors. Fix them (Esc), keep it as a draft (F9), or save it anyway (F12)."
            )
        return tr.gettext("The change causes errors. Fix them (Esc), or save it anyway (F12).")

    def insisting_words(self, tr: Translator) -> str:
        return tr.gettext("Save anyway")

    def _page(self, tr: Translator) -> Page:
        change, lines = self.change, diff_lines(self.change.diff(), tr)
        added, gone = (sum(1 for sign, _ in lines if sign == which) for which in "+−")
        entry = change.after or change.before
        page = differences_page(
            change.differences,
            change.key,
            entry.kind if entry else "",
            self._host.app.context(),
            head=self._question(tr) if self._question else f"{change.path}  +{added} −{gone}",
            problems=change.new_problems,
            lines=lines,
        )
        at = 1 if change.new_problems else 0
        return replace(page, sections=[*page.sections[:at], *self._more(tr), *page.sections[at:]])

    def _offer(self, tr: Translator) -> None:
        """Show the answers beside saving and going back, the harmless one first; none where there is no other."""
        answers = self.query_one(OptionList)
        found = [Option("draft", tr.gettext("Keep as draft"))] if self._can_be_draft else []
        if self.change.blocked:
            found.append(Option("insist", self.insisting_words(tr)))
        answers.show(found, answers.picked.value if answers.picked else None)
        answers.display, answers.styles.height = bool(found), len(found)

    @on(OptionList.Chosen)
    def _answered(self, message: OptionList.Chosen) -> None:
        self.dismiss(message.option.value)

    def action_answer(self, answer: str) -> None:
        self.dismiss(answer or None)

    def action_enter(self) -> None:
        self.dismiss("save")

    def action_save(self) -> None:
        self.dismiss("save")

    def action_insist(self) -> None:
        self.dismiss("insist")
