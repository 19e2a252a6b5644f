"""The conflict screen: choose, field by field, between two changes of a record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from govtui.edit.merge import WHOLE, Clash, Merge, Side, resolved
from govtui.edit.proposal import Conflict, EditRefused, ProposedChange
from govtui.edit.version_merge import record_name
from govtui.i18n.formats import number
from govtui.store.field_edits import CannotEditInPlace
from govtui.store.files import printable
from govtui.tui.edit.clash_screen import ClashScreen
from govtui.tui.edit.review import ReviewScreen

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.tui.base.host import Host
    from govtui.user.drafts import Draft


class ConflictScreen(ClashScreen):
    """Of a record that somebody else saved while it was edited. Dismissed with edit.proposal.Saved, or None."""

    def __init__(self, host: Host, conflict: Conflict, draft: Draft | None = None) -> None:
        super().__init__()
        self.host = host
        self._draft = draft
        """The resumed draft that my version is from."""
        self.conflict = conflict
        self._merge: Merge | None = None

    @property
    def merge(self) -> Merge:
        assert self._merge is not None
        return self._merge

    @property
    def kind(self) -> str:
        versions = (self.conflict.mine.after, self.conflict.base, self.conflict.theirs)
        return next((entry.kind for entry in versions if entry is not None and entry.kind), "")

    def learn(self) -> None:
        self._merge, _ = self.app.edit_session.editing.reconciled(self.conflict)

    def head(self, tr: Translator) -> str:
        clashes, record = self.clashes(), self._record(tr)
        if self.conflict.theirs is None:
            words = tr.gettext("{record} was removed by somebody else while you edited it.").format(record=record)
        elif not clashes:
            words = tr.gettext(
                "{record} was saved by somebody else meanwhile. There are no conflicts: both changes are kept."
            )
            words = words.format(record=record)
        elif clashes[0].path == WHOLE:
            words = tr.gettext(
                "{record} was saved by somebody else meanwhile. The two texts cannot be merged; choose one of them, or edit"
                " the whole text (E)."
            ).format(record=record)
        elif any(clash.of_comments for clash in clashes):
            words = tr.ngettext(
                "{record} was saved by somebody else meanwhile. Both changed {n} field or comment; all else is merged.",
                "{record} was saved by somebody else meanwhile. Both changed {n} fields or comments; all else is merged.",
                len(clashes),
            ).format(record=record, n=number(len(clashes), tr))
        else:
            words = tr.ngettext(
                "{record} was saved by somebody else meanwhile. {n} field was changed by both; all else is merged.",
                "{record} was saved by somebody else meanwhile. {n} fields were changed by both; all else is merged.",
                len(clashes),
            ).format(record=record, n=number(len(clashes), tr))
        return words

    def _record(self, tr: Translator) -> str:
        """Return what the record is called, or its path: other people's text."""
        conflict = self.conflict
        versions = (conflict.mine.after, conflict.theirs, conflict.base)
        return printable(record_name(versions, tr.language) or conflict.mine.path)

    def clashes(self) -> tuple[Clash, ...]:
        gone = self.conflict.theirs is None or self.conflict.mine.after is None
        if gone or (self.conflict.base is None and not self.merge.clashes):
            return (Clash(WHOLE, self.merge.base, self.merge.mine, self.merge.theirs),)
        return self.merge.clashes

    def removal(self) -> tuple[Side, str, str] | None:
        base, mine, theirs = self.conflict.base, self.conflict.mine.after, self.conflict.theirs
        if (mine is None) == (theirs is None):
            return None
        kept = theirs or mine
        side = Side.THEIRS if theirs is None else Side.MINE
        return side, base.text if base else "", kept.text if kept else ""

    # the result

    def _text(self) -> str | None:
        """Return the text with the choices; None when it cannot be made, which the user is told."""
        choices = self.clash_list.choices
        try:
            return resolved(self.merge, choices)
        except CannotEditInPlace:
            self.tell_cannot_put()
            return None

    def action_go_on(self) -> None:
        """Show the diff of the choices against their text, from which it is saved."""
        tr = self.app.translator
        if not self.is_decided():
            return
        try:
            change = self._change()
        except EditRefused as error:
            self.notice(self.app.edit_session.refusing(error))
            return
        except Conflict as conflict:
            self._again(conflict)
            return
        if change is not None:
            if change.changes_nothing:
                self.app.say(tr.gettext("Their version is unchanged; nothing was saved."))
                self.dismiss(None)
                return
            told = None if self.clashes() else self.head
            shown = ReviewScreen(self.host, change, told)
            self.app.push_screen(shown, lambda answer: self._decided(change, answer))

    def _change(self) -> ProposedChange | None:
        """Return the change to their version. Raises EditRefused, Conflict."""
        editing, conflict = self.app.edit_session.editing, self.conflict
        choice = self.clash_list.choices.get(WHOLE)
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
            if not self.clashes():
                self.dismiss(None)
            return
        try:
            saved = self.app.edit_session.editing.save(change, force=answer == "insist")
        except EditRefused as error:
            self.notice(self.app.edit_session.refusing(error))
        except Conflict as conflict:
            self._again(conflict)
        else:
            self.dismiss(saved)

    def _again(self, conflict: Conflict) -> None:
        """Handle another change of theirs: choices stay where the clash is the same."""
        self.conflict = replace_mine(conflict, self.conflict)
        self.learn()
        clashes = self.clash_list
        known = {clash.path: clash for clash in clashes.clashes}
        now = {clash.path: clash for clash in self.clashes()}
        for path in list(clashes.choices):
            if path not in now or now[path].theirs != known[path].theirs:
                del clashes.choices[path]
        self.retranslate()
        self.notice(lambda tr: tr.gettext("Somebody else has saved it again; review it again."))

    def action_whole(self) -> None:
        """Open the text editor with the choices made so far, on top of their version."""
        from govtui.tui.edit.text_editor import EditTextScreen
        from govtui.tui.edit.text_session import TextEditSession
        from govtui.user import drafts

        theirs = self.conflict.theirs
        if theirs is None or self.conflict.mine.after is None:
            self.notice(lambda tr: tr.gettext("The file is gone; keep mine, or close."))
            return
        choices = self.clash_list.choices
        whole = any(clash.path == WHOLE for clash in self.clashes())
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


def replace_mine(conflict: Conflict, former: Conflict) -> Conflict:
    """Return the new conflict with my version and base text of the former one."""
    return Conflict(former.base, former.mine, conflict.theirs)
