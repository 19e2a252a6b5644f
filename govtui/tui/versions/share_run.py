"""What the screen for sharing asks of git and of the network: one thing at a time, in a thread, told step by step."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from govtui.edit.conflict import Side
    from govtui.edit.sharing_outlook import Candidate, Outlook
    from govtui.edit.syncing import Step, Syncing
    from govtui.i18n.translator import Translator
    from govtui.store.configured_programs import Programs
    from govtui.tui.base.message import LazyMessage
    from govtui.tui.base.screen import LocalizedScreen
    from govtui.tui.versions.share_state import Sharing

    class Shows(Protocol):
        """Shows the state of a run; `afresh`: other things can be done now."""

        def __call__(self, *, afresh: bool = False) -> None: ...


GROUP = "share"
"""The group of the workers."""

LAST = 0.3
"""Seconds that the end of the program may wait for git to end."""


def _asking(tr: Translator) -> str:
    return tr.gettext("Asking git…")


class ShareRun:
    """The runs of one screen. Its methods are called on the screen's thread, but for those that say otherwise."""

    def __init__(self, screen: LocalizedScreen, state: Sharing, show: Shows) -> None:
        self._screen = screen
        self._state = state
        self._show = show
        self._stop = threading.Event()
        self._idle = threading.Event()
        self._idle.set()
        self._steps: Syncing | None = None
        self._wanted: Callable[[], None] = self._sync_now
        """What is run, in a thread, once it is allowed."""
        self._then: Callable[[], object] | None = None
        """What goes on when what is under way has ended well."""
        self._decisions: Mapping[str, bytes | None] = {}
        self._sides: Mapping[str, Side] = {}

    def look(self) -> None:
        """Ask git how things stand; the network is not asked."""
        self._screen.run_worker(self._look_now, thread=True, group=GROUP, exclusive=True)

    def _look_now(self) -> None:
        from govtui.edit.sharing_outlook import outlook

        app = self._screen.app
        app.call_from_thread(self._looked, outlook(app.registry))

    def _looked(self, outlook: Outlook) -> None:
        before, self._state.outlook = self._state.outlook, outlook
        self._show(afresh=before is None or bool(before.uncommitted) != bool(outlook.uncommitted))
        self._screen.app.host.shared()

    # running

    def stop(self) -> None:
        """End what is under way in the network."""
        self._state.is_stopping = True
        self._stop.set()
        self._show()

    def end(self) -> None:
        """End what is under way, unseen, and see to it that git does not stay behind when the program ends now."""
        self._stop.set()
        self._idle.wait(LAST)

    def _run(self, doing: LazyMessage, work: Callable[[], None]) -> None:
        """Do something in a thread; what it raises is why nothing more came of it."""
        self._stop.clear()
        self._idle.clear()
        self._state.doing, self._state.is_stopping = doing, False
        self._show()
        self._screen.run_worker(lambda: self._work(work), thread=True, group=GROUP, exclusive=True)

    def _work(self, work: Callable[[], None]) -> None:
        from govtui.store.git import GitFailed
        from govtui.store.network import NotShared

        refusal: Exception | None = None
        try:
            work()
        except (NotShared, GitFailed) as error:
            refusal = error
        finally:
            self._idle.set()
        self._screen.app.call_from_thread(self._worked, refusal)

    def _worked(self, refusal: Exception | None) -> None:
        state, then = self._state, self._then
        state.doing, state.refusal, state.is_stopping, self._then = None, refusal, False, None
        if state.merged is not None and not state.waits:
            self._screen.app.refresh_index()  # what came in is read now, not when the watcher sees it
        self._show(afresh=True)
        if then is not None and refusal is None and self._screen.is_attached:
            then()
        elif state.consent is None:
            self.look()

    def _tell(self, doing: LazyMessage) -> None:
        """In a thread: say what is under way now."""

        def tell() -> None:
            self._state.doing = doing
            self._show()

        self._screen.app.call_from_thread(tell)

    # what comes first

    def share_with(self, chosen: Candidate, then: Callable[[], object]) -> None:
        """Share the branch with that of a remote from now on, and go on."""

        def work() -> None:
            from govtui.edit.sharing_outlook import outlook

            self._syncing().share_with(chosen.remote, chosen.branch)
            self._state.outlook, self._then = outlook(self._screen.app.registry), then

        self._run(_asking, work)

    def _begin(self, work: Callable[[], None]) -> None:
        """Begin a run: what the last one came to is forgotten, and the first one of a clone asks what may be run."""
        self._wanted = work
        self._state.begin()
        self._state.is_proposal = work == self._propose_now
        self._run(_asking, self._check)

    def _check(self) -> None:
        """In a thread: go on where the user has agreed to what git runs; else that is to be asked."""
        syncing = self._syncing()
        programs = syncing.programs()
        if syncing.is_allowed(programs):
            self._wanted()
        else:
            self._ask(programs)

    def _ask(self, programs: Programs) -> None:
        """In a thread: ask for leave to run these, beside the addresses as they are now."""
        from govtui.edit.sharing_outlook import outlook

        self._state.outlook, self._state.consent = outlook(self._screen.app.registry), programs

    def allow(self) -> None:
        """The user agrees: keep that, and go on."""
        programs, self._state.consent = self._state.consent, None
        assert programs is not None, "it was asked for"
        asked = programs

        def work() -> None:
            syncing = self._syncing()
            syncing.allow(asked)
            now = syncing.programs()
            if now.digest == asked.digest:
                self._wanted()
            else:  # they have changed while they were read
                self._ask(now)

        self._run(_asking, work)

    # syncing

    def _syncing(self) -> Syncing:
        """Return the steps of a sync: the same object always, since decisions hold for what it asked about."""
        from govtui.edit.syncing import Syncing

        if self._steps is None:
            self._steps = Syncing(self._screen.app.registry, self._stop)
        return self._steps

    def sync(self) -> None:
        """Fetch, merge and send, with what was decided; to where something waits for a decision."""
        self._decisions, self._sides = self._state.decisions, self._state.sides
        self._begin(self._sync_now)

    def _sync_now(self) -> None:
        from govtui.edit.syncing import synced

        self._tell(self._fetching)
        tr, syncing = self._screen.app.translator, self._syncing()
        synced(syncing, tr, self._told, self._decisions, self._sides, uncommitted_stay=True)  # the screen has asked

    def _fetching(self, tr: Translator) -> str:
        return tr.gettext("Fetching from {remote}…").format(remote=self._state.remote)

    def _sending(self, tr: Translator) -> str:
        return tr.gettext("Sending to {remote}…").format(remote=self._state.remote)

    def _told(self, step: Step) -> None:
        """In a thread: a step came to this."""
        self._screen.app.call_from_thread(self._take, step)

    def _take(self, step: Step) -> None:
        from govtui.edit.syncing import Merged, Received

        state = self._state
        if isinstance(step, Received):
            state.received, state.doing = step, lambda tr: tr.gettext("Merging…")
        elif isinstance(step, Merged):
            state.merged, state.doing = step, self._sending
            state.name_records(self._screen.app.registry)
        else:
            state.pushed = step
        self._show()

    def propose(self) -> None:
        """Send what is committed as a branch of its own."""
        self._begin(self._propose_now)

    def _propose_now(self) -> None:
        self._tell(self._sending)
        self._state.proposed = self._syncing().propose()
