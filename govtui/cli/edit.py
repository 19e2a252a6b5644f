"""`govtui edit ID`: a record's text in the user's own editor; checked on return, and never lost."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import click

from govtui.cli.asking import yes
from govtui.cli.edit_session import examples_of, statuses
from govtui.cli.session import Session

if TYPE_CHECKING:
    from govtui.edit.operations import Editing
    from govtui.edit.proposal import ProposedChange
    from govtui.edit.resuming import Resumption
    from govtui.store.registry import Entry
    from govtui.user.drafts import Draft


def command(session: Session, options: list[click.Parameter]) -> click.Command:
    """The command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["id"], metavar=tr.gettext("ID")),
        click.Option(["--insist", "force"], is_flag=True, help=tr.gettext("Save even if the change causes errors.")),
        *options,
    ]

    def callback(id: str, force: bool) -> int:
        from govtui.cli.edit_session import ending

        return ending(session, False, lambda: _edit(session, id, force))

    words = tr.gettext("Edit a record's text in your own editor ($VISUAL or $EDITOR).")
    more = tr.gettext(
        "When the editor ends, the text is checked. If it has errors, it can be edited again, kept as a draft, "
        "or discarded; the file is unchanged."
    )
    examples = [
        ("govtui edit unpog", ""),
        ("EDITOR='subl --wait' govtui edit unpog", tr.gettext("an editor with its own window needs an option to wait")),
    ]
    return click.Command(
        "edit",
        callback=callback,
        params=params,
        help="\n\n".join([words, more, examples_of(session, examples), statuses(session)]),
        short_help=tr.gettext("Edit a record's text in your own editor."),
        options_metavar=tr.gettext("[OPTIONS]"),
    )


def _edit(session: Session, id: str, force: bool) -> int:
    from govtui.cli.edit_session import editing_of, key_of, tell_who
    from govtui.edit.external_editor import editor
    from govtui.edit.proposal import EditRefused
    from govtui.store.presence import Presence

    editing = editing_of(session)
    key = key_of(session, editing, id)
    if editing.registry.read_only:
        raise EditRefused("read_only")
    if not (sys.stdin.isatty() and session.out.terminal):
        raise EditRefused("no_terminal")
    editor(session.environ)
    entry = editing.entry(key)
    if any(problem.code == "not_utf8" for problem in entry.problems):
        raise EditRefused("not_utf8", entry.problems, path=entry.path)
    presence = Presence(editing.registry.root)
    if other := presence.enter(key):
        tell_who(session, other)
    try:
        return _Edit(session, editing, key, entry, force).run()
    finally:
        presence.leave(key)


@dataclass
class _Edit:
    """One record in the user's editor, as often as it takes."""

    session: Session
    editing: Editing
    key: str
    base: Entry
    force: bool
    draft: Draft = field(init=False)
    """The edit's own draft: one that it began, or one that it goes on with."""
    is_resumed: bool = False
    clashing: tuple[str, ...] = ()
    """The paths of the fields that clash with the draft that is gone on with."""

    def run(self) -> int:
        """The exit status."""
        from govtui.cli.edit_session import REFUSED
        from govtui.cli.resuming import Choosing
        from govtui.user import drafts

        chosen = Choosing(self.session, self.editing, self.key).chosen()
        if chosen == "quit":
            return REFUSED
        self.base = self.editing.entry(self.key)  # it may have changed while the question stood here
        text = self._begun() if chosen is None else self._resumed(replace(chosen, entry=self.base))
        try:
            return self._edit(text)
        finally:
            drafts.leave(self.draft)

    def _edit(self, text: str) -> int:
        from govtui.cli.edit_session import CONFLICT, REFUSED, SAVED
        from govtui.edit.proposal import Conflict
        from govtui.user import drafts

        while True:
            text = self._edited(text)
            if text == self.base.text:
                self.session.out.words(self.session.tr.gettext("There is nothing to change."))
                if self.is_resumed:
                    self._tell_draft()
                else:
                    drafts.drop(self.draft)
                return SAVED
            change = self.editing.text(self.key, text, self.base.etag)
            if change.blocked and not self.force:
                match self._what_now(change):
                    case "again":
                        continue
                    case "discard":
                        drafts.drop(self.draft)
                        self.session.out.words(self.session.tr.gettext("Discarded; the file is unchanged."))
                        return REFUSED
                    case _:
                        self._tell_draft()
                        return REFUSED
            if self.clashing and not self._yours_over_theirs():
                self._tell_draft()
                return CONFLICT
            try:
                return self._saved(change)
            except Conflict as conflict:
                from govtui.cli.edit_session import tell_conflict

                status = tell_conflict(self.session, self.editing, conflict, as_json=False)
                self._tell_draft()
                return status

    def _begun(self) -> str:
        """The text of a new edit: the file's."""
        from govtui.user import drafts

        base = self.base
        self.draft = drafts.begin(self.editing.registry.root, self.key, base.text, base.etag, base.path)
        return base.text

    def _resumed(self, found: Resumption) -> str:
        """The text to go on with: the draft's, put together with what was saved since; where both changed a field, the draft's."""
        from govtui.cli.edit_session import tell_clash
        from govtui.edit.merge import WHOLE, Side, resolved
        from govtui.store.field_edits import CannotEditInPlace

        base, tr = self.base, self.session.tr
        self.is_resumed = True
        self.draft = replace(found.draft, key=self.key, base_text=base.text, tag=base.etag, path=base.path)
        merge = found.merge
        if merge is None or not merge.clashes:
            return found.text
        self.clashing = tuple(clash.path for clash in merge.clashes)
        self.session.out.words(
            tr.gettext("The record changed since then in the same fields; the draft has yours:"), err=True
        )
        for clash in merge.clashes:
            if clash.path != WHOLE:
                tell_clash(self.session, clash, err=True)
        try:
            return resolved(merge, dict.fromkeys(self.clashing, Side.MINE))
        except CannotEditInPlace:
            return found.draft.text

    def _yours_over_theirs(self) -> bool:
        tr = self.session.tr
        return yes(self.session, tr.gettext("Save it, with your version of these fields in place of theirs?"))

    def _edited(self, text: str) -> str:
        from govtui.edit.external_editor import edited
        from govtui.edit.typed_text import as_before
        from govtui.user import drafts

        def keep(typed: str) -> None:
            drafts.keep(self.draft, typed)

        return as_before(self.base.text, edited(text, self.key, self.session.environ, keep))

    def _what_now(self, change: ProposedChange) -> str:
        from govtui.cli.edit_session import tell_problems

        tr = self.session.tr
        tell_problems(self.session, self.editing, change.new_problems or change.problems, _text(change), err=True)
        keys = {
            # L10N: One letter each: what is typed to edit again, to keep a draft, to throw away.
            tr.pgettext("edit again, keep as draft, discard", "e"): "again",
            tr.pgettext("keep as draft, edit again, discard", "d"): "draft",
            tr.pgettext("discard, edit again, keep as draft", "x"): "discard",
        }
        question = tr.gettext("Edit again ({again}), keep as a draft ({draft}) or discard ({discard})?")
        letters = {what: letter for letter, what in keys.items()}
        answers = {"e": "again", "d": "draft", "x": "discard"} | keys
        while (answer := self.session.out.ask(question.format(**letters))) is not None:
            if answer in answers:
                return answers[answer]
        return "draft"

    def _tell_draft(self) -> None:
        words = self.session.tr.gettext("Your text is kept as a draft; “govtui edit {id}” offers it again.")
        self.session.out.line(words.format(id=self.key), err=True)

    def _saved(self, change: ProposedChange) -> int:
        from govtui.cli.edit_session import merged_and_saved, tell_differences, tell_problems
        from govtui.i18n.errors import refusal
        from govtui.user import drafts

        change, saved = merged_and_saved(self.session, self.editing, change, force=self.force)
        drafts.drop(self.draft)
        if not saved.confirmed:
            self.session.out.remark(refusal("not_confirmed", {"path": saved.path}, self.session.tr))
        words = self.session.tr.gettext("Saved {path}.")
        self.session.out.line(words.format(path=saved.path))
        tell_differences(self.session, change.differences)
        tell_problems(self.session, self.editing, change.new_problems, _text(change))
        return 0


def _text(change: ProposedChange) -> str:
    return change.after.text if change.after else ""
