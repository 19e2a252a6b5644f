"""`govtui edit ID`: opens a record's text in the user's own editor, checks it on return, never loses it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from typing import Literal

import click

from govtui.cli import edit_session
from govtui.cli.command import edit_statuses, example_lines, make_command
from govtui.cli.draft_question import DraftQuestion
from govtui.cli.session import Session
from govtui.edit.external_editor import edited, editor
from govtui.edit.merge import WHOLE, Side, resolved
from govtui.edit.operations import Editing
from govtui.edit.proposal import Conflict, EditRefused, ProposedChange
from govtui.edit.resuming import Resumption
from govtui.edit.typed_text import with_line_ends
from govtui.store.field_edits import CannotEditInPlace
from govtui.store.presence import Presence
from govtui.store.registry import Entry
from govtui.user import drafts
from govtui.user.drafts import Draft


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["id"], metavar=tr.gettext("ID")),
        click.Option(["--insist", "force"], is_flag=True, help=tr.gettext("Save even if the change causes errors.")),
    ]

    def callback(id: str, force: bool) -> int:
        return edit_session.run_edit(session, False, lambda: _edit(session, id, force))

    words = tr.gettext("Edit a record's text in your own editor ($VISUAL or $EDITOR).")
    more = tr.gettext(
        "When the editor ends, the text is checked. If it has errors, it can be edited again, kept as a draft, "
        "or discarded; the file is unchanged."
    )
    examples = [
        ("govtui edit unpog", ""),
        ("EDITOR='subl --wait' govtui edit unpog", tr.gettext("an editor with its own window needs an option to wait")),
    ]
    help = (words, more, example_lines(session, examples), edit_statuses(session))
    short = tr.gettext("Edit a record's text in your own editor.")
    return make_command(session, "edit", callback, params, *help, short=short)


def _edit(session: Session, id: str, force: bool) -> int:
    editing = edit_session.editing_to_write(session)
    key = edit_session.key_of(session, editing, id)
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
        edit_session.remark_editor(session, other)
    try:
        return _Edit(session, editing, key, entry, force).run()
    finally:
        presence.leave(key)


@dataclass
class _Edit:
    """One record in the user's editor, opened again until its text is saved, kept as a draft or discarded."""

    session: Session
    editing: Editing
    key: str
    base: Entry
    force: bool
    draft: Draft = field(init=False)
    is_resumed: bool = False
    clashing: tuple[str, ...] = ()

    def run(self) -> int:
        """Edit and return the exit status."""
        chosen = DraftQuestion(self.session, self.editing, self.key).ask()
        if chosen == "quit":
            return edit_session.REFUSED
        self.base = self.editing.entry(self.key)  # it may have changed while the question stood here
        text = self._begin() if chosen is None else self._resume(replace(chosen, entry=self.base))
        try:
            return self._edit(text)
        finally:
            drafts.leave(self.draft)

    def _edit(self, text: str) -> int:
        tr, out = self.session.tr, self.session.out
        while True:
            typed = edited(text, self.key, self.session.environ, lambda typed: drafts.keep(self.draft, typed))
            text = with_line_ends(self.base.text, typed)
            if text == self.base.text:
                out.words(tr.gettext("There is nothing to change."))
                if self.is_resumed:
                    self._print_draft()
                else:
                    drafts.drop(self.draft)
                return edit_session.SAVED
            change = self.editing.text(self.key, text, self.base.etag)
            if change.blocked and not self.force:
                match self._ask_again(change):
                    case "again":
                        continue
                    case "discard":
                        drafts.drop(self.draft)
                        out.words(tr.gettext("Discarded; the file is unchanged."))
                    case "draft":
                        self._print_draft()
                return edit_session.REFUSED
            question = tr.gettext("Save it, with your version of these fields in place of theirs?")
            if self.clashing and not out.confirm(question):
                self._print_draft()
                return edit_session.CONFLICT
            try:
                return self._save(change)
            except Conflict as conflict:
                status = edit_session.report_conflict(self.session, self.editing, conflict, as_json=False)
                self._print_draft()
                return status

    def _begin(self) -> str:
        """Begin a draft and return the text of the file."""
        base = self.base
        self.draft = drafts.begin(self.editing.registry.root, self.key, base.text, base.etag, base.path)
        return base.text

    def _resume(self, found: Resumption) -> str:
        """Return a draft's text, merged with what was saved since; where both changed a field, the draft's."""
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
                edit_session.print_clash(self.session, clash, err=True)
        try:
            return resolved(merge, dict.fromkeys(self.clashing, Side.MINE))
        except CannotEditInPlace:
            return found.draft.text

    def _ask_again(self, change: ProposedChange) -> Literal["again", "draft", "discard"]:
        """Print the problems and ask what to do; the end of input keeps the draft."""
        tr = self.session.tr
        edit_session.print_problems(
            self.session, self.editing, change.new_problems or change.problems, _text(change), err=True
        )
        keys: dict[str, Literal["again", "draft", "discard"]] = {
            # L10N: One letter each: what is typed to edit again, to keep a draft, to throw away.
            tr.pgettext("edit again, keep as draft, discard", "e"): "again",
            tr.pgettext("keep as draft, edit again, discard", "d"): "draft",
            tr.pgettext("discard, edit again, keep as draft", "x"): "discard",
        }
        question = tr.gettext("Edit again ({again}), keep as a draft ({draft}) or discard ({discard})?")
        letters = {what: letter for letter, what in keys.items()}
        keys = {"e": "again", "d": "draft", "x": "discard", **keys}
        while (answer := self.session.out.ask(question.format(**letters))) is not None:
            if answer in keys:
                return keys[answer]
        return "draft"

    def _print_draft(self) -> None:
        words = self.session.tr.gettext("Your text is kept as a draft; “govtui edit {id}” offers it again.")
        self.session.out.line(words.format(id=self.key), err=True)

    def _save(self, change: ProposedChange) -> int:
        change, saved = edit_session.merged_and_saved(self.session, self.editing, change, force=self.force)
        drafts.drop(self.draft)
        edit_session.remark_unconfirmed(self.session, saved)
        self.session.out.line(self.session.tr.gettext("Saved {path}.").format(path=saved.path))
        edit_session.print_differences(self.session, change.differences)
        edit_session.print_problems(self.session, self.editing, change.new_problems, _text(change))
        return edit_session.SAVED


def _text(change: ProposedChange) -> str:
    return change.after.text if change.after else ""
