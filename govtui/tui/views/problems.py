"""Problems: where sources disagree, what others add, and all that `govtui check` says, live, in groups; beside it what it means."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal

from govtui.i18n.formats import number
from govtui.index.api import ALL
from govtui.page.page import Page
from govtui.page.problem_pages import addition_page, group_page, problem_page, record_page
from govtui.page.problem_places import claim_path
from govtui.text.markers import N_
from govtui.tui.base.filtered import FilteredScreen
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.page_view import PageView
from govtui.tui.base.screen import MOVED
from govtui.tui.views.problem_groups import title
from govtui.tui.views.problem_list import Asked, ProblemHead, ProblemList

if TYPE_CHECKING:
    from govtui.page.render_context import RenderContext
    from govtui.tui.base.host import Host

BESIDE = 120
"""The width in cells from which the explanation stands beside the list, not below it."""


class ProblemsScreen(FilteredScreen):
    """Groups of problems; Enter goes to the field in the record."""

    BINDINGS = [
        Binding("e,f4", "field", N_("Edit"), id="problems.field"),
        Binding("m", "sources", N_("What the sources say"), id="problems.sides"),
        Binding("E", "edit", N_("Edit the file"), show=False, id="problems.edit"),
        Binding("f8", "merge", N_("Merge two records"), id="problems.merge"),
        Binding("s", "group", N_("By record, or by kind"), id="problems.group"),
        Binding("f", "filter", N_("Filter"), id="problems.filter"),
        Binding("escape,q,exclamation_mark", "dismiss(None)", N_("Close"), id="problems.leave"),
        MOVED,
        Binding("tab,shift+tab", "other", N_("Other pane"), show=False, id="problems.other"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-under"), (BESIDE, "-beside")]
    AUTO_FOCUS = "ProblemList"

    def __init__(self, host: Host, first: str = "") -> None:
        """`first`: the group that it opens at; else where sources disagree."""
        super().__init__()
        self.begin(host)
        self._asked = Asked()
        self._first = first

    def compose(self) -> ComposeResult:
        yield ProblemHead()
        with Horizontal(id="problem-panes"):
            yield ProblemList("problem-list", self._first)
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

    def conflicts_changed(self) -> None:
        if self.query(ProblemList):  # else it is not there yet
            self.ask()

    @property
    def _is_left(self) -> bool:
        """Whether the cursor is among the records that a merge left in conflict."""
        group = self._list.group
        return group is not None and group.sort == "unmerged"

    def ask(self) -> None:
        index, tr = self.app.index, self.app.translator
        if index is None:
            return
        self._asked = replace(self._asked, text=self.query_line)
        problems = self._list
        problems.empty = tr.gettext("Reading the files…")
        if index.whole:
            count = index.counts(self.query_line)[ALL]
            looked = tr.ngettext("Looked at {n} record.", "Looked at {n} records.", count)
            nothing = tr.gettext("No disagreements.")
            problems.empty = f"{nothing} {looked.format(n=number(count, tr))}"
        problems.ask(self._asked, self._page_context)
        head = self.query_one(ProblemHead)
        reading = () if index.whole else (tr.gettext("Reading the files…"),)
        head.note = " · ".join((self.note() or tr.gettext("the whole registry"), *reading))
        head.refresh()
        self._explain()

    # beside the list

    @on(ProblemList.Highlighted)
    def _highlighted(self) -> None:
        self._explain(again=False)
        self.refresh_bindings()

    def _explain(self, *, again: bool = True) -> None:
        view, page = self.query_one(PageView), self._page()
        if again:
            view.show_again(page)
        else:
            view.show(page)

    def _page(self) -> Page:
        """What the cursor is on, at length."""
        line, group, context = self._list.line, self._list.group, self._page_context
        if group is None:
            return Page("", (), [], [])
        if line is None:
            return group_page(title(group, context), group.sort, group.name, context)
        card = context.index.card(line.key) if line.key else None
        entry = self.app.registry.entry(card.path) if card else None
        if line.addition is not None:
            return addition_page(line.addition, entry, context)
        if self._is_left:
            return group_page(context.name(line.key).text, "unmerged", "", context)
        return record_page(line.key, context) if line.listed is None else problem_page(line.listed, entry, context)

    @on(PageView.Followed)
    def _followed(self, message: PageView.Followed) -> None:
        self.dismiss(message.key)

    # what can be done

    @on(ProblemList.Chosen)
    def _chosen(self) -> None:
        line = self._list.line
        if line is None:
            self._list.toggle()
        elif self._is_left and self.app.settling.decide(line.key):
            return  # when it is decided, one is here again
        elif line.key:
            self.leave_for(line.key, line.field)
        else:
            self._say_whole()

    def _say_whole(self) -> None:
        self.app.say(self.app.translator.gettext("This is about the registry as a whole, not about one record."))

    def action_field(self) -> None:
        """The form of the field that the line is about; when it is left, one is here again."""
        line = self._list.nearest
        if line is not None and line.key:
            path = claim_path(line.addition, self._page_context) if line.addition else line.field
            self._host.open("fields", lambda _: None, key=line.key, path=path)
        elif line is not None:
            self._say_whole()

    def action_edit(self) -> None:
        """The text editor at the problem's line; when it is left, one is here again."""
        line = self._list.nearest
        if line is None or not line.key:
            return
        problem = line.listed.problem if line.listed else None
        start = (max(0, problem.line - 1), max(0, problem.column - 1)) if problem and problem.line else None
        self._host.open("edit", lambda _: None, key=line.key, start=start)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "merge":
            return bool(self._namesakes)
        return super().check_action(action, parameters)

    @property
    def _namesakes(self) -> tuple[str, ...]:
        """The records of the line that may be one thing: that it is about, and the first of its name; none elsewhere."""
        line = self._list.nearest
        problem = line.listed.problem if line is not None and line.listed is not None else None
        if line is None or problem is None or problem.code != "likely_duplicate":
            return ()
        return line.key, str(problem.values["other"])

    def action_merge(self) -> None:
        """Make one record of two with one name; when that is left, one is here again."""
        self._host.open("merge", lambda _: None, keys=self._namesakes)

    def action_sources(self) -> None:
        """What the sources of the record say, at this field."""
        line = self._list.nearest
        if line is not None and line.key:
            self._host.open("sources", self._went, key=line.key, field=line.field)

    def _went(self, key: object) -> None:
        if key:
            self.dismiss(key)

    def action_group(self) -> None:
        self._asked = replace(self._asked, by="record" if self._asked.by == "kind" else "kind")
        self.ask()

    def action_other(self) -> None:
        page = self.query_one(PageView)
        (self._list if page.has_focus else page).focus()


def orphans(host: Host) -> ProblemsScreen:
    """Make the list of problems, open at the records without links."""
    return ProblemsScreen(host, "orphan")


def dangling(host: Host) -> ProblemsScreen:
    """Make the list of problems, open at the links to nothing."""
    return ProblemsScreen(host, "dangling")
