"""Committing to git what was changed: the files, a message that can be edited, and nothing done unless asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message

from govtui.i18n.errors import not_committed_sentence
from govtui.text.markers import N_
from govtui.text.width import clip, pad, width
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.dialog import ask_to_leave
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.form import Form
from govtui.tui.base.inputs import LinesInput, MessageLabel
from govtui.tui.base.line_list import Piece
from govtui.tui.base.screen import LocalizedModal

if TYPE_CHECKING:
    from govtui.edit.commit import CommitProposal, Pending
    from govtui.store.committing import NotCommitted
    from govtui.tui.base.host import Host, RegistryApp


class PendingList(CursorList, can_focus=True):
    """Changed files that may be committed, one a line, each ticked or not."""

    app: RegistryApp

    COMPONENT_CLASSES = {"pending--name", "pending--word", "pending--added", "pending--removed"}
    BINDINGS = [
        Binding("space,enter", "choose", N_("Select"), id="pending.tick"),
        Binding("asterisk", "invert", N_("Invert"), id="pending.all"),
    ]
    KEY_GROUP = "pending"

    class Ticked(Message):
        """Other files are ticked now."""

    def __init__(self) -> None:
        super().__init__(id="pending")
        self.files: Sequence[Pending] = ()
        self.ticked: set[str] = set()

    @property
    def total(self) -> int:
        return len(self.files)

    @property
    def taken(self) -> list[Pending]:
        """The files that are ticked."""
        return [one for one in self.files if one.file.path in self.ticked]

    def show(self, files: Sequence[Pending], ticked: frozenset[str]) -> None:
        """Show these, with the files at some paths ticked."""
        self.files = files
        self.ticked = {one.file.path for one in files} & ticked
        self.renew()

    def action_choose(self) -> None:
        if self.cursor < len(self.files):
            self.ticked ^= {self.files[self.cursor].file.path}
            self._post_ticked()

    def action_invert(self) -> None:
        self.ticked ^= {one.file.path for one in self.files}
        self._post_ticked()

    def _post_ticked(self) -> None:
        self.refresh()
        self.post_message(self.Ticked())

    def switches(self, line: int, x: int) -> bool:
        return True

    def cursor_style(self, line: int) -> str:
        return "row--cursor" if self.has_focus else ""

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        one, tr = self.files[line], self.app.translator
        words = {
            "new": tr.pgettext("file", "new"),
            "removed": tr.pgettext("file", "removed"),
            "clash": tr.pgettext("file", "two versions"),
        }
        tail = [Piece(f" {words[one.file.change]}", "pending--word")] if one.file.change in words else []
        if one.lines is not None and one.file.change == "changed":
            added, removed = f" +{one.lines.added}", f" −{one.lines.removed}"
            tail = [Piece(added, "pending--added"), Piece(removed, "pending--removed")]
        mark = "[×] " if one.file.path in self.ticked else "[ ] "
        room = cells - 2 - len(mark) - sum(width(piece.text) for piece in tail)
        name = clip(one.name(tr.language), room)
        path = clip(one.file.path, max(0, room - width(name) - 2))
        gap = pad(f"  {path}", room - width(name))
        return Piece(f" {mark}{name}", "pending--name"), Piece(gap, "pending--word"), *tail


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
        if self not in self.app.screen_stack:
            return
        if offer.hindrance is not None and (offer.hindrance.code, offer.hindrance.output) == ("under_way", "merge"):
            self.dismiss(None)
            self._host.open("unmerged")  # which finishes it, and so commits
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
            words = not_committed_sentence(self._refusal.code, self._refusal.output, tr)
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
            self.app.say(tr.gettext("No file selected: Space selects one, * selects all."))
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
            self._host.shared()
            self.app.say(self.app.translator.gettext("Committed as {commit}.").format(commit=made[:8]))
        if self not in self.app.screen_stack:
            if refusal is not None:
                self.app.say(not_committed_sentence(refusal.code, refusal.output, self.app.translator))
        elif refusal is None:
            self.dismiss(None)
        else:
            self._say()
