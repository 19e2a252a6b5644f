"""Sharing: what is not committed, not sent and not taken in yet; committing, syncing and proposing it, step by step.

Opening it does nothing. Whatever asks git or the network runs in a thread; nothing that was decided is lost unasked.
"""

from __future__ import annotations

import threading
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
    likely,
    rows,
)
from govtui.tui.versions.share_state import Sharing

if TYPE_CHECKING:
    from govtui.edit.conflict import Side
    from govtui.edit.sharing_outlook import Candidate, Outlook
    from govtui.edit.syncing import Step, Syncing
    from govtui.edit.three_versions import Decided
    from govtui.i18n.translator import Translator
    from govtui.store.configured_programs import Programs
    from govtui.tui.base.host import Host
    from govtui.tui.base.message import LazyMessage

MOST_ROWS = 12
"""The most rows of things to do in sight."""

NAMED = 3
"""The most authors who are named as those who sent another version."""

STOP = NP_("footer", "Stop")


def _asking(tr: Translator) -> str:
    return tr.gettext("Asking git…")


class ShareRows(OptionList):
    """What can be done, one a line."""

    footer_words: Mapping[str, str] = {}
    """What keys are called in the footer while something is under way, by their ids."""


class ShareScreen(LocalizedModal):
    """Answers with the key of a record that others changed, or None."""

    BINDINGS = [
        Binding("escape,c", "up", N_("Close"), id="share.close"),
        Binding("q", "up", N_("Close"), show=False, id="share.leave"),
        Binding("tab,shift+tab", "pane", N_("Other pane"), show=False, id="share.pane"),
    ]
    AUTO_FOCUS = "#share-rows"

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._state = Sharing()
        self._stop = threading.Event()
        self._wanted: Callable[[], None] = self._sync_now
        """What is run, in a thread, once it is allowed."""
        self._then: Callable[[], object] | None = None
        """What goes on when what is under way has ended well."""
        self._steps: Syncing | None = None
        self._decisions: Mapping[str, bytes | None] = {}
        self._sides: Mapping[str, Side] = {}

    def compose(self) -> ComposeResult:
        yield MessageLabel(id="share-title")
        yield ShareRows("share-rows")
        yield PageView(id="share-page")
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self._look()

    def index_changed(self) -> None:
        if self._state.doing is None:
            self._look()

    # what git knows

    def _look(self) -> None:
        """Ask git how things stand; the network is not asked."""
        self.run_worker(self._ask, thread=True, group="share", exclusive=True)

    def _ask(self) -> None:
        from govtui.edit.sharing_outlook import outlook

        self.app.call_from_thread(self._looked, outlook(self.app.registry))

    def _looked(self, outlook: Outlook) -> None:
        before, self._state.outlook = self._state.outlook, outlook
        self._show(afresh=before is None or bool(before.uncommitted) != bool(outlook.uncommitted))
        self._host.shared()

    # what is shown

    def retranslate(self) -> None:
        super().retranslate()
        self._show(again=True)

    def _show(self, *, again: bool = False, afresh: bool = False) -> None:
        """Show things as they stand; `again`: only the words changed, `afresh`: the cursor goes to what is likely now."""
        if not self.is_attached:
            return
        tr, state = self.app.translator, self._state
        name = with_fallback(self.app.library.settings.name, tr.language)
        title = tr.gettext("Share")
        self.query_one("#share-title", MessageLabel).say(f"{title} · {name.text}" if name else title)
        listed, shown = self.query_one(ShareRows), rows(state, tr)
        picked = listed.picked.value if listed.picked else None
        stays = not afresh and picked in [one.value for one in shown]
        listed.show(shown, picked if stays else likely(state))
        listed.styles.height = min(len(shown), MOST_ROWS)
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
        if self._state.doing is not None:
            return
        if value.startswith(RECORD):
            self._decide(value.removeprefix(RECORD))
        elif value.startswith(FILE):
            self._decide_file(value.removeprefix(FILE))
        else:
            acts: Mapping[str, Callable[[], object]] = {
                COMMIT: self._commit,
                SYNC: self._sync,
                PROPOSE: self._propose,
                ALLOW: self._allow,
                REFUSE: self._forbid,
                FINISH: self._finish,
                GIVE_UP: lambda: self._unless_lost(self._drop),
            }
            acts[value]()

    @on(PageView.Followed)
    def _followed(self, message: PageView.Followed) -> None:
        if self._state.doing is None:
            self._unless_lost(lambda: self.dismiss(message.key))

    def action_pane(self) -> None:
        listed, view = self.query_one(ShareRows), self.query_one("#share-page", PageView)
        (listed if view.has_focus else view).focus()

    def action_up(self) -> None:
        """Esc: end what is under way; from the page to the rows; then away."""
        state, listed = self._state, self.query_one(ShareRows)
        if state.doing is not None:
            state.is_stopping = True
            self._stop.set()
            self._show()
        elif state.consent is not None:
            self._forbid()
        elif not listed.has_focus:
            listed.focus()
        else:
            self._unless_lost(lambda: self.dismiss(None))

    def would_lose(self) -> bool:
        return self._state.has_decisions

    def _unless_lost(self, go_on: Callable[[], object]) -> None:
        """Do something that loses what was decided; where there is any, after a question."""

        def answered(leave: bool | None) -> None:
            if leave:
                go_on()

        if self._state.has_decisions:
            self.app.push_screen(QuestionScreen(leaving_question), answered)
        else:
            go_on()

    # what comes first

    def _commit(self) -> None:
        self._host.open("commit", lambda _: self._look())

    def _is_ready(self, go_on: Callable[[], object]) -> bool:
        """Whether something can be sent now; else ask for what has to be settled first."""
        outlook = self._state.outlook
        if outlook is None:
            return False
        if files := len(outlook.uncommitted):
            question = QuestionScreen(lambda tr: commit_question(files, tr))
            self.app.push_screen(question, lambda yes: self._commit() if yes else None)
        elif outlook.standing.state == "no_upstream":
            self._ask_upstream(outlook, go_on)
        else:
            return True
        return False

    def _ask_upstream(self, outlook: Outlook, go_on: Callable[[], object]) -> None:
        """Ask once with which branch of which remote this one is shared."""

        def answered(chosen: Candidate | None) -> None:
            if chosen is not None:
                self._run(_asking, lambda: self._share_with(chosen, go_on))

        self.app.push_screen(QuestionScreen(lambda tr: upstream_question(outlook, tr)), answered)

    def _share_with(self, chosen: Candidate, go_on: Callable[[], object]) -> None:
        from govtui.edit.sharing_outlook import outlook
        from govtui.store.history import History
        from govtui.store.remote import set_upstream

        set_upstream(History(self.app.registry.root), chosen.remote, chosen.branch)
        self._state.outlook, self._then = outlook(self.app.registry), go_on

    # in a thread

    def _run(self, doing: LazyMessage, work: Callable[[], None]) -> None:
        """Do something in a thread; what it raises is why nothing more came of it."""
        self._stop.clear()
        self._state.doing, self._state.is_stopping = doing, False
        self._show()
        self.run_worker(lambda: self._work(work), thread=True, group="share", exclusive=True)

    def _work(self, work: Callable[[], None]) -> None:
        from govtui.store.git import GitFailed
        from govtui.store.network import NotShared

        refusal: Exception | None = None
        try:
            work()
        except (NotShared, GitFailed) as error:
            refusal = error
        self.app.call_from_thread(self._worked, refusal)

    def _worked(self, refusal: Exception | None) -> None:
        state, then = self._state, self._then
        state.doing, state.refusal, state.is_stopping, self._then = None, refusal, False, None
        self.app.refresh_index()  # what came in is read now, not when the watcher sees it
        if not self.is_attached:
            return
        self._show(afresh=True)
        if then is not None and refusal is None:
            then()
        elif state.consent is None:
            self._look()

    def _tell(self, doing: LazyMessage) -> None:
        """In a thread: say what is under way now."""

        def tell() -> None:
            self._state.doing = doing
            self._show()

        self.app.call_from_thread(tell)

    # allowing

    def _begin(self, work: Callable[[], None]) -> None:
        """Begin a run: what the last one came to is forgotten, and the first one of a clone asks what may be run."""
        self._wanted = work
        self._state.begin()
        self._run(_asking, self._check)

    def _check(self) -> None:
        """In a thread: go on where the user has agreed to what git runs; else ask."""
        from govtui.user.allowed_programs import is_allowed

        syncing = self._syncing()
        programs = _programs(syncing)
        if is_allowed(syncing.history.folder, programs.digest):
            self._wanted()
        else:
            self._state.consent = programs

    def _allow(self) -> None:
        programs, self._state.consent = self._state.consent, None
        assert programs is not None, "it was asked for"
        self._run(_asking, lambda: self._allowed(programs))

    def _allowed(self, programs: Programs) -> None:
        from govtui.user.allowed_programs import allow

        allow(self._syncing().history.folder, programs.digest)
        self._wanted()

    def _forbid(self) -> None:
        self._state.consent = None
        self._show(afresh=True)

    # syncing

    def _sync(self) -> None:
        if self._is_ready(self._sync):
            self._decisions, self._sides = {}, {}
            self._begin(self._sync_now)

    def _finish(self) -> None:
        """Merge with what was decided, and send."""
        if not self._state.left:
            self._decisions, self._sides = self._state.decisions, self._state.sides
            self._begin(self._sync_now)

    def _syncing(self) -> Syncing:
        """Return the steps of a sync: the same object always, since decisions hold for what it asked about."""
        from govtui.edit.syncing import Syncing

        if self._steps is None:
            self._steps = Syncing(self.app.registry, self._stop)
        return self._steps

    def _sync_now(self) -> None:
        """In a thread: run a sync to its end, or to where something waits for a decision."""
        from govtui.edit.syncing import synced

        self._tell(self._fetching)
        synced(self._syncing(), self.app.translator, self._told, self._decisions, self._sides)

    def _fetching(self, tr: Translator) -> str:
        return tr.gettext("Fetching from {remote}…").format(remote=self._remote)

    def _sending(self, tr: Translator) -> str:
        return tr.gettext("Sending to {remote}…").format(remote=self._remote)

    @property
    def _remote(self) -> str:
        upstream = self._state.outlook.standing.upstream if self._state.outlook else None
        return upstream.remote if upstream else ""

    def _told(self, step: Step) -> None:
        """In a thread: a step came to this."""
        self.app.call_from_thread(self._take, step)

    def _take(self, step: Step) -> None:
        from govtui.edit.syncing import Merged, Received

        state = self._state
        if isinstance(step, Received):
            state.received, state.doing = step, lambda tr: tr.gettext("Merging…")
        elif isinstance(step, Merged):
            state.merged, state.doing = step, self._sending
            state.name_records(self.app.registry)
        else:
            state.pushed = step
        self._show()

    def _propose(self) -> None:
        if self._is_ready(self._propose):
            self._begin(self._propose_now)

    def _propose_now(self) -> None:
        """In a thread: send what is committed as a branch of its own."""
        self._tell(self._sending)
        self._state.proposed = self._syncing().propose()

    # deciding

    def _decide(self, path: str) -> None:
        """Open the two versions of a record: mine, and that of who sent it; branches say nothing to those who know no git."""
        from govtui.edit.three_versions import Sides

        one = next(one for one in self._state.undecided if one.path == path)

        def answered(decided: Decided | None) -> None:
            if decided is not None:
                self._state.decide(one, decided)
                self._show(afresh=True)

        received = self._state.received
        named = Sides(theirs=", ".join(received.authors[:NAMED])) if received else one.versions.sides
        self._host.open("merge-versions", answered, versions=one.versions._replace(sides=named))

    def _decide_file(self, path: str) -> None:
        """Ask which version of a file that is no record is to stand."""
        one = next(one for one in self._state.files if one.path == path)

        def answered(side: Side | None) -> None:
            if side is not None:
                self._state.take_side(one, side)
                self._show(afresh=True)

        self.app.push_screen(QuestionScreen(lambda tr: file_question(one, tr)), answered)

    def _drop(self) -> None:
        """Give up the sync that waits; nothing was changed."""
        self._state.drop_decisions()
        self._show(afresh=True)


def _programs(syncing: Syncing) -> Programs:
    from govtui.edit.syncing import NotSynced
    from govtui.store.configured_programs import programs

    standing = syncing.standing()
    if standing.upstream is None:
        raise NotSynced(standing.state, standing.operation)
    addresses = (standing.upstream.address, standing.upstream.pushed_to)
    return programs(syncing.history, *filter(None, addresses))
