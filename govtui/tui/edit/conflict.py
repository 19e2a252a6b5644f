"""The conflict screen: choose, field by field, between two changes of a record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from govtui.edit.merge import WHOLE, Clash, Merge, Side, resolved
from govtui.edit.proposal import Conflict, EditRefused, ProposedChange
from govtui.i18n.formats import number
from govtui.store.field_edits import CannotEditInPlace
from govtui.text.markers import N_
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.message import LazyMessage
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.edit.conflict_list import ClashList, clash_name
from govtui.tui.edit.review import ReviewScreen

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.page.render_context import RenderContext
    from govtui.tui.base.host import Host
    from govtui.user.drafts import Draft


class ConflictScreen(LocalizedModal):
    """Dismissed with edit.proposal.Saved, or None."""

    BINDINGS = [
        Binding("enter", "go_on", N_("Result"), id="conflict.result"),
        Binding("E", "whole", N_("Whole text"), id="conflict.whole"),
        Binding("escape,q", "dismiss(None)", N_("Close"), id="conflict.leave"),
    ]
    AUTO_FOCUS = "#clashes"

    def __init__(self, host: Host, conflict: Conflict, draft: Draft | None = None) -> None:
        super().__init__()
        self.host = host
        self._draft = draft
        """The resumed draft that my version is from."""
        self.conflict = conflict
        self._merge: Merge | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="conflict"):
            yield MessageLabel(id="conflict-head")
            yield ClashList()
            yield MessageLabel(id="conflict-notice")
        yield KeyBar()

    def on_mount(self) -> None:
        self._learn()
        super().on_mount()
        self.query_one("#conflict-notice", MessageLabel).say("")
        if not self._clashes():
            self.call_after_refresh(self.action_go_on)

    @property
    def merge(self) -> Merge:
        assert self._merge is not None
        return self._merge

    @property
    def context(self) -> RenderContext:
        return self.host.context

    @property
    def _kind(self) -> str:
        versions = (self.conflict.mine.after, self.conflict.base, self.conflict.theirs)
        return next((entry.kind for entry in versions if entry is not None and entry.kind), "")

    def _learn(self) -> None:
        self._merge, _ = self.app.edit_session.editing.reconciled(self.conflict)

    def retranslate(self) -> None:
        super().retranslate()
        tr = self.app.translator
        self.query_one(ClashList).show(self._clashes(), self._kind, self.context)
        self.query_one("#conflict-head", MessageLabel).say(self._words(tr))

    def _words(self, tr: Translator) -> str:
        """Return the sentence that says what happened."""
        clashes, path = self._clashes(), self.conflict.mine.path
        if self.conflict.theirs is None:
            words = tr.gettext("{path} was removed by somebody else while you edited it.").format(path=path)
        elif not clashes:
            words = tr.gettext(
                "{path} was saved by somebody else meanwhile. There are no conflicts: both changes are kept."
            )
            words = words.format(path=path)
        elif clashes[0].path == WHOLE:
            words = tr.gettext(
                "{path} was saved by somebody else meanwhile. The two texts cannot be merged; choose one of them, or edit"
                " the whole text (E)."
            ).format(path=path)
        elif any(clash.of_comments for clash in clashes):
            words = tr.ngettext(
                "{path} was saved by somebody else meanwhile. Both changed {n} field or comment; all else is merged.",
                "{path} was saved by somebody else meanwhile. Both changed {n} fields or comments; all else is merged.",
                len(clashes),
            ).format(path=path, n=number(len(clashes), tr))
        else:
            words = tr.ngettext(
                "{path} was saved by somebody else meanwhile. {n} field was changed by both; all else is merged.",
                "{path} was saved by somebody else meanwhile. {n} fields were changed by both; all else is merged.",
                len(clashes),
            ).format(path=path, n=number(len(clashes), tr))
        return words

    def _clashes(self) -> tuple[Clash, ...]:
        gone = self.conflict.theirs is None or self.conflict.mine.after is None
        if gone or (self.conflict.base is None and not self.merge.clashes):
            return (Clash(WHOLE, self.merge.base, self.merge.mine, self.merge.theirs),)
        return self.merge.clashes

    def _notice(self, telling: LazyMessage | None) -> None:
        self.query_one("#conflict-notice", MessageLabel).tell(telling)

    @on(ClashList.Chosen)
    def _chosen(self) -> None:
        self._notice(None)

    @on(ClashList.Edit)
    def _edit(self, message: ClashList.Edit) -> None:
        clash = message.clash
        if clash.path == WHOLE:
            self.action_whole()
            return
        if not self.query_one(ClashList).edit_text(clash, lambda _tr: clash_name(clash, self._kind, self.context)):
            self._notice(lambda tr: tr.gettext("This is not text: choose one of the two, or edit the whole text (E)."))

    # the result

    def _text(self) -> str | None:
        """Return the text with the choices; None when it cannot be made, which the user is told."""
        choices = self.query_one(ClashList).choices
        try:
            return resolved(self.merge, choices)
        except CannotEditInPlace:
            self._notice(lambda tr: tr.gettext("These choices cannot be put into the text; edit the whole text (E)."))
            return None

    def action_go_on(self) -> None:
        """Show the diff of the choices against their text, from which it is saved."""
        clashes = self.query_one(ClashList)
        tr = self.app.translator
        if clashes.undecided:
            self._notice(lambda tr: _undecided(clashes, tr))
            return
        try:
            change = self._change()
        except EditRefused as error:
            self._notice(self.app.edit_session.refusing(error))
            return
        except Conflict as conflict:
            self._again(conflict)
            return
        if change is not None:
            if change.changes_nothing:
                self.app.say(tr.gettext("Their version is unchanged; nothing was saved."))
                self.dismiss(None)
                return
            told = None if self._clashes() else self._words
            shown = ReviewScreen(self.host, change, told)
            self.app.push_screen(shown, lambda answer: self._decided(change, answer))

    def _change(self) -> ProposedChange | None:
        """Return the change to their version. Raises EditRefused, Conflict."""
        editing, conflict = self.app.edit_session.editing, self.conflict
        choice = self.query_one(ClashList).choices.get(WHOLE)
        if conflict.theirs is None:
            if choice == Side.THEIRS:
                self.dismiss(None)
                return None
            return replace(conflict.mine, before=None, new_problems=conflict.mine.problems)
        if conflict.mine.after is None:
            if choice == Side.THEIRS:
                self.dismiss(None)
                return None
            return editing.removal(conflict.mine.key)
        text = self._text()
        return None if text is None else editing.text(conflict.mine.key, text, conflict.theirs.etag)

    def _decided(self, change: ProposedChange, answer: object) -> None:
        if answer not in ("save", "insist"):
            if not self._clashes():
                self.dismiss(None)
            return
        try:
            saved = self.app.edit_session.editing.save(change, force=answer == "insist")
        except EditRefused as error:
            self._notice(self.app.edit_session.refusing(error))
        except Conflict as conflict:
            self._again(conflict)
        else:
            self.dismiss(saved)

    def _again(self, conflict: Conflict) -> None:
        """Handle another change of theirs: choices stay where the clash is the same."""
        self.conflict = replace_mine(conflict, self.conflict)
        self._learn()
        clashes = self.query_one(ClashList)
        known = {clash.path: clash for clash in clashes.clashes}
        now = {clash.path: clash for clash in self._clashes()}
        for path in list(clashes.choices):
            if path not in now or now[path].theirs != known[path].theirs:
                del clashes.choices[path]
        self.retranslate()
        self._notice(lambda tr: tr.gettext("Somebody else has saved it again; review it again."))

    def action_whole(self) -> None:
        """Open the text editor with the choices made so far, on top of their version."""
        from govtui.tui.edit.text_editor import EditTextScreen
        from govtui.tui.edit.text_session import TextEditSession
        from govtui.user import drafts

        theirs = self.conflict.theirs
        if theirs is None or self.conflict.mine.after is None:
            self._notice(lambda tr: tr.gettext("The file is gone; keep mine, or close."))
            return
        choices = self.query_one(ClashList).choices
        whole = any(clash.path == WHOLE for clash in self._clashes())
        text = self.merge.mine if whole and WHOLE not in choices else self._text()
        if text is None:
            text = self.merge.mine
        beneath = self.app.screen_stack[-2]
        if isinstance(beneath, EditTextScreen) and beneath.work.key == self.conflict.mine.key:
            beneath.go_on_over(theirs, text)
            self.dismiss(None)
        else:
            root, key = self.app.library.root, self.conflict.mine.key
            draft = drafts.take(self._draft) if self._draft else None
            work = TextEditSession(root, key, theirs, draft=draft, opened=text if draft else "")
            self.app.switch_screen(EditTextScreen(self.host, work, text))


def _undecided(clashes: ClashList, tr: Translator) -> str:
    n = clashes.undecided
    if any(clash.of_comments for clash in clashes.clashes):
        words = tr.ngettext(
            "{n} field or comment is not decided yet.", "{n} fields or comments are not decided yet.", n
        )
    else:
        words = tr.ngettext("{n} field is not decided yet.", "{n} fields are not decided yet.", n)
    return words.format(n=number(n, tr))


def replace_mine(conflict: Conflict, former: Conflict) -> Conflict:
    """Return the new conflict with my version and base text of the former one."""
    return Conflict(former.base, former.mine, conflict.theirs)
