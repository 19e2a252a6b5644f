"""Committing to git what was changed: the files, a message that can be edited, and nothing done unless asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from govtui.i18n.errors import not_committed_sentence
from govtui.text.markers import N_
from govtui.tui.base.dialog import ask_to_leave
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.form import Form
from govtui.tui.base.inputs import LinesInput, MessageLabel
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.versions.pending_list import PendingList

if TYPE_CHECKING:
    from govtui.edit.commit import CommitProposal
    from govtui.store.committing import NotCommitted
    from govtui.tui.base.host import Host


class CommitScreen(LocalizedModal):
    """This session's files are ticked; what others changed is listed, too, and can be taken."""

    BINDINGS = [
        Binding("ctrl+s", "commit", N_("Commit"), id="commit.commit"),
        Binding("escape,q", "leave", N_("Close"), id="commit.close"),
    ]
    AUTO_FOCUS = "#pending"

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._offer: CommitProposal | None = None
        self._proposed = ""
        """The message as it was proposed last: while it stands so, it follows the files and the language."""
        self._refusal: NotCommitted | None = None
        self._busy = False

    def compose(self) -> ComposeResult:
        with Form(id="commit", classes="form"):
            yield MessageLabel(id="commit-title", classes="title")
            yield PendingList()
            yield MessageLabel(id="commit-lead", classes="meaning")
            yield LinesInput("", "commit-message")
            yield MessageLabel(id="commit-said", classes="wrong")
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        mine = self._mine()
        self.run_worker(lambda: self._look(mine), thread=True, group="commit", exclusive=True)

    def _mine(self) -> frozenset[str]:
        """The files that were changed in this session."""
        return frozenset() if self.app.index is None else self.app.edit_session.journal.paths

    def _look(self, mine: frozenset[str]) -> None:
        from govtui.edit.commit import propose_commit

        offer = propose_commit(self.app.registry, mine)
        self.app.call_from_thread(self._looked, offer, mine)

    def _looked(self, offer: CommitProposal, mine: frozenset[str]) -> None:
        if not self.is_mounted:
            return
        self._offer, self._refusal = offer, offer.hindrance
        self.query_one(PendingList).show(offer.files, mine)
        self._propose()
        self.retranslate()

    # words

    def retranslate(self) -> None:
        super().retranslate()
        tr, offer = self.app.translator, self._offer
        title = tr.gettext("Commit to git")
        lead = ""
        if offer is None:
            title += " · " + tr.gettext("Asking git…")
        elif not offer.files and offer.hindrance is None:
            title += " · " + tr.gettext("Nothing has changed since the last commit.")
        elif offer.files:
            where = tr.gettext("on branch {branch}").format(branch=offer.branch) if offer.branch else ""
            title += f" · {where}" if where else ""
            lead = tr.gettext("Message, by {author} (Tab goes there)").format(author=offer.author)
        self.query_one("#commit-title", MessageLabel).say(title)
        self.query_one("#commit-lead", MessageLabel).say(lead)
        self.query_one(PendingList).display = bool(offer and offer.files)
        self.query_one("#commit-message", LinesInput).display = bool(offer and offer.files)
        self._say()
        self._propose()

    def _say(self) -> None:
        words, tr = "", self.app.translator
        if self._busy:
            words = tr.gettext("Committing…")
        elif self._refusal is not None:
            words = not_committed_sentence(self._refusal.code, self._refusal.said, tr)
        self.query_one("#commit-said", MessageLabel).say(words)

    @on(PendingList.Ticked)
    def _ticked(self) -> None:
        self._propose()

    def _propose(self) -> None:
        """Propose a message for what is ticked, unless somebody wrote one."""
        from govtui.edit.commit import message

        field = self.query_one("#commit-message", LinesInput)
        if field.text == self._proposed:
            self._proposed = message(
                self.query_one(PendingList).taken, self.app.translator, self.app.registry.manifest.record_schema
            )
            if field.text != self._proposed:
                field.text = self._proposed
                field.move_cursor(field.document.end)

    @property
    def _written(self) -> bool:
        """Whether somebody wrote at the message."""
        return self.query_one("#commit-message", LinesInput).text != self._proposed

    def would_lose(self) -> bool:
        return self._written

    @property
    def closed_by_click(self) -> bool:
        return super().closed_by_click and not self._written

    def action_leave(self) -> None:
        """Esc: ask first when the message was written at."""
        if self._written:
            ask_to_leave(self.app, None, lambda: self.dismiss(None))
        else:
            self.dismiss(None)

    # committing

    def action_commit(self) -> None:
        tr, offer = self.app.translator, self._offer
        taken = [one.file.path for one in self.query_one(PendingList).taken]
        message = self.query_one("#commit-message", LinesInput).text.strip()
        if self._busy or offer is None or offer.hindrance is not None:
            return
        if not taken:
            self.app.say(tr.gettext("No file selected: Space selects one, a selects all."))
        elif not message:
            self.app.say(tr.gettext("A commit needs a message."))
        else:
            self._busy = True
            self._say()
            self.run_worker(lambda: self._commit(taken, message), thread=True, group="commit", exclusive=True)

    def _commit(self, paths: list[str], message: str) -> None:
        from govtui.store.committing import NotCommitted, commit
        from govtui.store.history import History

        try:
            made = commit(History(self.app.registry.root), paths, message)
        except NotCommitted as refusal:
            self.app.call_from_thread(self._committed, "", refusal)
        else:
            self.app.call_from_thread(self._committed, made, None)

    def _committed(self, made: str, refusal: NotCommitted | None) -> None:
        self._busy, self._refusal = False, refusal
        if refusal is None:
            self.app.say(self.app.translator.gettext("Committed as {commit}.").format(commit=made[:8]))
        if not self.is_mounted:
            if refusal is not None:
                self.app.say(not_committed_sentence(refusal.code, refusal.said, self.app.translator))
        elif refusal is None:
            self.dismiss(None)
        else:
            self._say()
