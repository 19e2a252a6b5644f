"""Problems: all that `govtui check` says, live, in groups; beside the list what the one under the cursor means."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal

from govtui.i18n.problems import heading, why
from govtui.index.api import ListedProblem
from govtui.model.problem import Severity
from govtui.page.page import Block, Page, Paragraph, Role, Section, Span
from govtui.page.problem_words import problem_sentence
from govtui.page.signs import SEVERITY_ROLES
from govtui.text.markers import N_
from govtui.tui.base.filtered import FilteredScreen
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.page_view import PageView
from govtui.tui.base.screen import MOVED
from govtui.tui.views.problem_list import Asked, ProblemHead, ProblemList

if TYPE_CHECKING:
    from govtui.page.render_context import RenderContext
    from govtui.tui.base.host import Host

BESIDE = 110
"""The width in cells from which the explanation stands beside the list, not below it."""


class ProblemsScreen(FilteredScreen):
    """Groups of problems; Enter goes to the field in the record."""

    BINDINGS = [
        Binding("m", "sides", N_("Both sides"), id="problems.sides"),
        Binding("e,f4", "field", N_("Edit"), id="problems.field"),
        Binding("E", "edit", N_("Edit the file"), show=False, id="problems.edit"),
        Binding("s", "group", N_("Sort"), id="problems.group"),
        Binding("f6", "muted", N_("Checked"), id="problems.muted"),
        Binding("f", "filter", N_("Filter"), show=False, id="problems.filter"),
        Binding("escape,q,exclamation_mark", "dismiss(None)", N_("Close"), id="problems.leave"),
        MOVED,
        Binding("tab,shift+tab", "other", N_("Other pane"), show=False, id="problems.other"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-under"), (BESIDE, "-beside")]
    AUTO_FOCUS = "ProblemList"

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.begin(host)
        self._asked = Asked()

    def compose(self) -> ComposeResult:
        yield ProblemHead()
        with Horizontal(id="problem-panes"):
            yield ProblemList("problem-list")
            yield PageView(id="problem-page")
        yield KeyBar()

    @property
    def _list(self) -> ProblemList:
        return self.query_one(ProblemList)

    @property
    def _page_context(self) -> RenderContext:
        return self._host.context

    def retranslate(self) -> None:
        super().retranslate()
        self.ask()

    def index_changed(self) -> None:
        self.ask()

    def ask(self) -> None:
        index, tr = self.app.index, self.app.translator
        if index is None:
            return
        self._asked = replace(self._asked, text=self.query_line)
        problems = self._list
        problems.empty = tr.gettext("Nothing is wrong here.") if index.whole else tr.gettext("Reading the files…")
        problems.ask(self._asked, self._page_context)
        head = self.query_one(ProblemHead)
        head.counts = tuple(
            (int(severity), *tally[name])
            for severity in sorted(Severity, reverse=True)
            if (name := severity.name.lower()) in (tally := problems.tally)
        )
        head.note = self.note(*[tr.gettext("with those checked")] * self._asked.muted)
        head.refresh()
        self._explain()

    # beside the list

    @on(ProblemList.Highlighted)
    def _highlighted(self) -> None:
        self._explain(again=False)

    def _explain(self, *, again: bool = True) -> None:
        view, page = self.query_one(PageView), self._page()
        if again:
            view.show_again(page)
        else:
            view.show(page)

    def _page(self) -> Page:
        """The problem under the cursor at length: where it is, both sides of a discrepancy, why it matters."""
        listed, group, tr = self._list.problem, self._list.group, self.app.translator
        code = listed.problem.code if listed else group.name if group and self._asked.by == "code" else ""
        sections = self._about(listed) if listed else []
        title: tuple[Span, ...] = ()
        if listed is not None:
            said = problem_sentence(listed.problem, self._page_context)
            title = (Span(said, SEVERITY_ROLES[listed.problem.severity]),)
        elif group is not None and code:
            title = (Span(heading(code, tr), Role.TITLE), Span(f"  {code}", Role.MUTED))
        elif group is not None:
            name = self._page_context.name(group.name).text if group.name else tr.gettext("The registry as a whole")
            title = (Span(name, Role.TITLE),)
        if code and (words := why(code, tr)):
            sections.append(Section("why", tr.gettext("Why it matters"), [Paragraph((Span(words),))]))
        return Page("", title, [], sections)

    def _about(self, listed: ListedProblem) -> list[Section]:
        from govtui.page.present import path_words
        from govtui.page.source_matrix import row_details

        problem, context = listed.problem, self._page_context
        blocks: list[Block] = []
        if listed.key:
            blocks.append(Paragraph((context.name(listed.key),), "→", Role.MUTED))
        where = ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part)
        blocks.append(Paragraph((Span(where, Role.MUTED),), indent=2))
        if problem.field:
            card = context.index.card(listed.key)
            name = path_words(card.kind if card else "", problem.field, context)
            blocks.append(Paragraph((Span(name), Span(f"  {problem.field}", Role.MUTED)), indent=2))
        sections = [Section("problem", "", blocks)]
        entry = (
            self.app.registry.entry(listed.path) if problem.severity == Severity.DISCREPANCY and listed.path else None
        )
        if entry is not None and entry.record is not None:
            sections += [one for one in row_details(problem, entry.record, context) if one.name != "why"]
        return sections

    @on(PageView.Followed)
    def _followed(self, message: PageView.Followed) -> None:
        self.dismiss(message.key)

    # what can be done

    @on(ProblemList.Chosen)
    def _chosen(self) -> None:
        listed = self._list.problem
        if listed is None:
            self._list.toggle()
        elif listed.key:
            self.leave_for(listed.key, listed.problem.field)
        else:
            self.app.say(self.app.translator.gettext("This is about the registry as a whole, not about one record."))

    def action_field(self) -> None:
        """The form of the field that the problem is about; when it is left, one is here again."""
        listed = self._list.nearest
        if listed is not None and listed.key:
            self._host.open("fields", lambda _: None, key=listed.key, path=listed.problem.field)

    def action_edit(self) -> None:
        """The text editor at the problem's line; when it is left, one is here again."""
        listed = self._list.nearest
        if listed is None or not listed.key:
            return
        problem = listed.problem
        start = (max(0, problem.line - 1), max(0, problem.column - 1)) if problem.line else None
        self._host.open("edit", lambda _: None, key=listed.key, start=start)

    def action_sides(self) -> None:
        """What the sources of the record say, at this row."""
        listed = self._list.nearest
        if listed is not None and listed.key:
            self._host.open("sources", self._went, key=listed.key, field=listed.problem.field)

    def _went(self, key: object) -> None:
        if key:
            self.dismiss(key)

    def action_group(self) -> None:
        self._asked = replace(self._asked, by="record" if self._asked.by == "code" else "code")
        self.ask()

    def action_muted(self) -> None:
        self._asked = replace(self._asked, muted=not self._asked.muted)
        self.ask()

    def action_other(self) -> None:
        page = self.query_one(PageView)
        (self._list if page.has_focus else page).focus()
