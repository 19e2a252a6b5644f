"""Sharing: what is not committed, not sent and not taken in yet; committing, syncing and proposing it, step by step.

Opening it does nothing. Whatever asks git or the network runs in a thread; nothing that was decided is lost unasked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from govtui.model.localized import with_fallback
from govtui.text.markers import N_, NP_
from govtui.tui.base.dialog import QuestionScreen
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.option_list import OptionList
from govtui.tui.base.page_view import PageView
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.versions.share_page import page
from govtui.tui.versions.share_questions import commit_question, file_question, leaving_question, upstream_question
from govtui.tui.versions.share_rows import (
    ALLOW,
    COMMIT,
    FILE,
    FINISH,
    GIVE_UP,
    PROPOSE,
    RECORD,
    REFUSE,
    SYNC,
    UNFINISHED,
    likely,
    rows,
)
from govtui.tui.versions.share_run import ShareRun
from govtui.tui.versions.share_state import Sharing

if TYPE_CHECKING:
    from govtui.edit.conflict import Side
    from govtui.edit.sharing_outlook import Candidate, Outlook
    from govtui.edit.three_versions import Decided
    from govtui.tui.base.host import Host

MOST_ROWS, FEWEST_ROWS = 12, 3
"""The most rows of things to do in sight; and as many as there always are, however low the terminal is."""

NAMED = 3
"""The most authors who are named as those who sent another version."""

STOP = NP_("footer", "Stop")


class ShareScreen(LocalizedModal):
    """Answers with the key of a record that others changed, or None."""

    BINDINGS = [
        Binding("escape,c", "up", N_("Close"), id="share.close"),
        Binding("q", "leave", N_("Close"), show=False, id="share.leave"),
        Binding("tab,shift+tab", "pane", N_("Other pane"), show=False, id="share.pane"),
    ]
    AUTO_FOCUS = "#share-rows"

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self.state = Sharing()
        self._run = ShareRun(self, self.state, self.show_state)

    def compose(self) -> ComposeResult:
        yield MessageLabel(id="share-title")
        yield OptionList("share-rows")
        yield PageView(id="share-page")
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self._run.look()

    def keep_typed(self) -> None:
        """The program ends now: so does what it asked of the network."""
        self._run.end()

    def index_changed(self) -> None:
        if self.state.doing is None:
            self._run.look()

    def conflicts_changed(self) -> None:
        self.index_changed()

    # what is shown

    def retranslate(self) -> None:
        super().retranslate()
        self.show_state(again=True)

    def on_resize(self) -> None:
        self.show_state(again=True)

    def show_state(self, *, again: bool = False, afresh: bool = False) -> None:
        """Show things as they stand; `again`: only the words changed, `afresh`: the cursor goes to what is likely now."""
        if not self.is_attached:
            return
        tr, state = self.app.translator, self.state
        state.is_read_only = self.app.library.read_only
        name = with_fallback(self.app.library.settings.name, tr.language)
        title = tr.gettext("Share")
        self.query_one("#share-title", MessageLabel).say(f"{title} · {name.text}" if name else title)
        listed, shown = self.query_one("#share-rows", OptionList), rows(state, self._host.context)
        picked = listed.picked.value if listed.picked else None
        stays = not afresh and picked in [one.value for one in shown]
        listed.show(shown, picked if stays else likely(state))
        listed.styles.height = min(len(shown), max(FEWEST_ROWS, min(MOST_ROWS, self.size.height // 2)))
        listed.footer_words = {"share.leave": STOP} if state.doing is not None else {}
        view, made = self.query_one("#share-page", PageView), page(state, self._host.context)
        if again:
            view.show_again(made)
        else:
            view.show(made)
        self.refresh_bindings()

    # choosing

    @on(OptionList.Chosen)
    def _chosen(self, message: OptionList.Chosen) -> None:
        value = str(message.option.value)
        if self.state.doing is not None:
            return
        if value.startswith(RECORD):
            self._decide(value.removeprefix(RECORD))
        elif value.startswith(FILE):
            self._decide_file(value.removeprefix(FILE))
        else:
            acts: Mapping[str, Callable[[], object]] = {
                UNFINISHED: lambda: self._host.open("unmerged", self._look_again),
                COMMIT: self._commit,
                SYNC: lambda: self._when_ready(self._run.sync),
                PROPOSE: lambda: self._when_ready(self._run.propose),
                ALLOW: self._run.allow,
                REFUSE: self._forbid,
                FINISH: self._run.sync,
                GIVE_UP: lambda: self._unless_lost(self._drop),
            }
            acts[value]()

    @on(PageView.Followed)
    def _followed(self, message: PageView.Followed) -> None:
        if self.state.doing is None:
            self._unless_lost(lambda: self.dismiss(message.key))

    def action_pane(self) -> None:
        listed, view = self.query_one("#share-rows", OptionList), self.query_one("#share-page", PageView)
        (listed if view.has_focus else view).focus()

    def action_up(self) -> None:
        """Esc: end what is under way; from the page to the rows; then away."""
        state, listed = self.state, self.query_one("#share-rows", OptionList)
        if state.doing is not None:
            self._run.stop()
        elif state.consent is not None:
            self._forbid()
        elif not listed.has_focus:
            listed.focus()
        else:
            self._unless_lost(lambda: self.dismiss(None))

    def action_leave(self) -> None:
        """q: away, from wherever the focus is; what is under way is ended first."""
        if self.state.doing is None and self.state.consent is None:
            self._unless_lost(lambda: self.dismiss(None))
        else:
            self.action_up()

    def would_lose(self) -> bool:
        return self.state.has_decisions

    def _unless_lost(self, go_on: Callable[[], object]) -> None:
        """Do something that loses what was decided; where there is any, after a question."""

        def answered(leave: bool | None) -> None:
            if leave:
                go_on()

        if self.state.has_decisions:
            self.app.push_screen(QuestionScreen(leaving_question), answered)
        else:
            go_on()

    # what comes first

    def _commit(self) -> None:
        self._host.open("commit", self._look_again)

    def _look_again(self, _: object) -> None:
        self._run.look()

    def _when_ready(self, act: Callable[[], object], *, uncommitted_stay: bool = False) -> None:
        """Sync or propose, after asking for what has to be settled first."""
        outlook = self.state.outlook
        if outlook is None:
            return
        if (files := len(outlook.uncommitted)) and not uncommitted_stay:

            def answered(answer: str | None) -> None:
                if answer == "commit":
                    self._commit()
                elif answer == "without":
                    self._when_ready(act, uncommitted_stay=True)

            self.app.push_screen(QuestionScreen(lambda tr: commit_question(files, tr)), answered)
        elif outlook.standing.state == "no_upstream":
            self._ask_upstream(outlook, act)
        else:
            act()

    def _ask_upstream(self, outlook: Outlook, go_on: Callable[[], object]) -> None:
        """Ask once with which branch of which remote this one is shared."""

        def answered(chosen: Candidate | None) -> None:
            if chosen is not None:
                self._run.share_with(chosen, go_on)

        self.app.push_screen(QuestionScreen(lambda tr: upstream_question(outlook, tr)), answered)

    def _forbid(self) -> None:
        self.state.consent = None
        self.show_state(afresh=True)

    # deciding

    def _decide(self, path: str) -> None:
        """Open the two versions of a record: mine, and that of who sent it; branches say nothing to those who know no git."""
        from govtui.edit.three_versions import Sides

        one = next(one for one in self.state.undecided if one.path == path)

        def answered(decided: Decided | None) -> None:
            if decided is not None:
                self.state.decide(one, decided)
                self.show_state(afresh=True)

        received = self.state.received
        named = Sides(theirs=", ".join(received.authors[:NAMED])) if received else one.versions.sides
        self._host.open("merge-versions", answered, versions=one.versions._replace(sides=named))

    def _decide_file(self, path: str) -> None:
        """Ask which version of a file that is no record is to stand."""
        one = next(one for one in self.state.files if one.path == path)

        def answered(side: Side | None) -> None:
            if side is not None:
                self.state.take_side(one, side)
                self.show_state(afresh=True)

        self.app.push_screen(QuestionScreen(lambda tr: file_question(one, tr)), answered)

    def _drop(self) -> None:
        """Give up the sync that waits; nothing was changed."""
        self.state.drop_decisions()
        self.show_state(afresh=True)
