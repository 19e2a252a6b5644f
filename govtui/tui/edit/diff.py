"""What a change does, before it is saved: the diff of a text, or each field, and the problems that it brings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.strip import Strip

from govtui.i18n.translator import Translator
from govtui.model.problem import SEVERITY_SIGNS, Problem
from govtui.page.page import Page, Paragraph, Role, Span
from govtui.page.problem_words import problem_at_field
from govtui.text.markers import N_
from govtui.text.phrases import Part
from govtui.text.safe import safe_text
from govtui.text.width import pad
from govtui.text.wrap import broken
from govtui.tui.base.cursor_list import ScrolledLines
from govtui.tui.base.find_bar import FindInput
from govtui.tui.base.finding import FIND_KEYS, FindsText
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.line_list import Piece
from govtui.tui.base.message import LazyMessage
from govtui.tui.base.option_list import Option, OptionList
from govtui.tui.base.page_view import PageView
from govtui.tui.base.screen import LocalizedModal

if TYPE_CHECKING:
    from govtui.edit.proposal import ProposedChange, Saved
    from govtui.tui.base.host import Host


class Row(NamedTuple):
    """A line of text in the style of a component class."""

    text: str
    style: str
    sign: str = " "


_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)")


def diff_rows(diff: str, tr: Translator) -> list[Row]:
    """Return the lines of a unified diff, without its file names."""
    out: list[Row] = []
    for line in diff.split("\n"):
        if line.startswith(("--- ", "+++ ")) and not out:
            continue
        if hunk := _HUNK.match(line):
            out.append(Row(tr.gettext("line {line}").format(line=hunk[1]), "diff--place", "⋯"))
        elif line.startswith("+"):
            out.append(Row(line[1:], "diff--added", "+"))
        elif line.startswith("-"):
            out.append(Row(line[1:], "diff--removed", "−"))
        elif line:
            out.append(Row(line[1:], "diff--same", " "))
    return out


class DiffView(FindsText, ScrolledLines, can_focus=True):
    """Rows of a diff with signs and colours, long lines broken; others may stand before them."""

    COMPONENT_CLASSES = {
        *("diff--added", "diff--removed", "diff--same", "diff--place", "diff--head"),
        *("diff--error", "diff--discrepancy", "diff--warning"),
    }
    BINDINGS = [Binding("space", "page(1)", N_("Page down"), show=False, id="diff.onward"), *FIND_KEYS]
    KEY_GROUP = "diff"

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._lines: list[Row] = []

    def show(self, rows: Sequence[Row]) -> None:
        """Show these, scrolled as before as far as they reach."""
        self._rows = rows
        self._lay_out()

    def _lay_out(self) -> None:
        cells = self.cells - 3
        self._lines = []
        for row in self._rows:
            for number, piece in enumerate(broken(safe_text(row.text, multiline=False), cells)):
                self._lines.append(Row(piece, row.style, row.sign if number == 0 else " "))
        self.measure(len(self._lines))
        self.look_again()
        self.refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.find_action_works(action)

    def searched(self) -> Sequence[Sequence[Part]]:
        return [[Part(number, 0, row.text)] for number, row in enumerate(self._lines) if row.text]

    def render_line(self, y: int) -> Strip:
        line = y + self.top
        text = self._lines[line].text if line < len(self._lines) else ""
        return self.with_marks(super().render_line(y), line, text, cells=3)

    def on_resize(self) -> None:
        self._lay_out()

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        row = self._lines[line]
        return (Piece(pad(f" {row.sign} {row.text}", cells), row.style),)


_STYLES = {3: "diff--error", 2: "diff--discrepancy", 1: "diff--warning"}


class DifferenceScreen(LocalizedModal):
    """The diff and new problems of a change; dismissed with "save", "insist", "draft" or None."""

    BINDINGS = [
        Binding("ctrl+s", "save", N_("Save"), id="difference.save-too"),
        Binding("enter", "save", N_("Save"), show=False, id="difference.save"),
        Binding("f9", "answer('draft')", N_("Keep as draft"), id="difference.draft"),
        Binding("f12", "insist", N_("Save anyway"), id="difference.insist"),
        Binding("escape,q", "answer('')", N_("Back"), id="difference.back"),
    ]
    AUTO_FOCUS = "#diff"

    def __init__(
        self, host: Host, prepared: ProposedChange, told: LazyMessage | None = None, *, draft: bool = False
    ) -> None:
        """`draft`: whether it can be kept as a draft."""
        super().__init__()
        self._can_be_draft = draft
        self._told = told
        self.host = host
        self.prepared = prepared

    def compose(self) -> ComposeResult:
        with Vertical(id="difference"):
            yield MessageLabel(id="difference-head")
            yield DiffView(id="diff")
            yield MessageLabel(id="difference-words")
            yield OptionList("difference-answers")
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
        self.query_one("#difference-head", MessageLabel).say(f"{change.path}  +{added} −{gone}")
        self.query_one(DiffView).show([*self._new_problems(), *rows])
        words = self._told(tr) if self._told else ""
        if change.blocked and self._can_be_draft:
            words = tr.gettext(
                "The change causes errors. Fix them (Esc), keep it as a draft (F9), or save it anyway (F12)."
            )
        elif change.blocked:
            words = tr.gettext("The change causes errors. Fix them (Esc), or save it anyway (F12).")
        self.query_one("#difference-words", MessageLabel).say(words)
        self._offer()

    def _offer(self) -> None:
        """Show the answers beside saving and going back, the harmless one first; none where there is no other."""
        tr, answers = self.app.translator, self.query_one(OptionList)
        found = [Option("draft", tr.gettext("Keep as draft"))] if self._can_be_draft else []
        if self.prepared.blocked:
            found.append(Option("insist", tr.gettext("Save anyway")))
        answers.show(found, answers.picked.value if answers.picked else None)
        answers.display, answers.styles.height = bool(found), len(found)

    @on(OptionList.Chosen)
    def _answered(self, message: OptionList.Chosen) -> None:
        self.dismiss(message.option.value)

    def _new_problems(self) -> list[Row]:
        tr = self.app.translator
        problems = sorted(self.prepared.new_problems, key=lambda problem: problem.order)
        if not problems:
            return []
        rows = [Row(tr.gettext("New problems:"), "diff--head")]
        rows += [Row(self._in_words(one), _STYLES[one.severity], SEVERITY_SIGNS[one.severity]) for one in problems]
        return [*rows, Row("", "diff--same")]

    def _in_words(self, problem: Problem) -> str:
        context = self.host.context
        entry = self.prepared.after or self.prepared.before
        words = problem_at_field(problem, entry.kind if entry else "", context)
        place = context.tr.gettext("line {line}").format(line=problem.line) if problem.line else ""
        return f"{words} ({place})" if place else words

    def action_answer(self, answer: str) -> None:
        self.dismiss(answer or None)

    def action_save(self) -> None:
        self.dismiss("save")

    def action_insist(self) -> None:
        self.dismiss("insist")


class ReviewScreen(LocalizedModal):
    """New problems and changed fields as a page; saves itself; dismissed with Saved or None."""

    BINDINGS = [
        Binding("enter", "save(False)", N_("Save"), id="review.save", priority=True),
        Binding("ctrl+s", "save(False)", N_("Save"), show=False, id="review.save-too"),
        Binding("f12", "save(True)", N_("Save anyway"), id="review.insist"),
        Binding("escape,q", "dismiss(None)", N_("Leave it as it is"), id="review.close"),
    ]
    AUTO_FOCUS = "PageView"

    def __init__(self, host: Host, change: ProposedChange, question: LazyMessage) -> None:
        super().__init__()
        self._host = host
        self._change = change
        self._question = question

    def compose(self) -> ComposeResult:
        yield PageView(id="review")
        yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if isinstance(self.focused, FindInput):  # Enter ends typing there, and saves nothing
            return action != "save"
        return not (action == "save" and parameters == (True,) and not self._change.blocked)

    def retranslate(self) -> None:
        super().retranslate()
        self.query_one(PageView).show_again(self._page())

    def _page(self) -> Page:
        from govtui.page.differences import differences_page

        change, tr = self._change, self.app.translator
        context = self._host.app.context()
        entry = change.after or change.before
        page = differences_page(
            change.differences,
            change.key,
            entry.kind if entry else "",
            context,
            head=self._question(tr),
            problems=change.new_problems,
        )
        return replace(page, under_title=[Paragraph((Span(self._warning(), Role.WARNING),))] if change.blocked else [])

    def _warning(self) -> str:
        return self.app.translator.gettext("This causes new errors. F12 saves it anyway.")

    def action_save(self, force: bool) -> None:
        if self._change.blocked and not force:
            self.app.say(self._warning())
        elif refusal := self.app.edit_session.save(self._change, self._done, force=force):
            self.app.say(refusal(self.app.translator))

    def _done(self, saved: Saved) -> None:
        self.dismiss(saved)
