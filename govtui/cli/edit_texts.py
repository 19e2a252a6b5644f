"""What `govtui edit` does: a text in the user's own editor is checked on return, saved, kept as a draft or discarded."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Literal

from govtui.cli.asked import STDIN, asked_cards
from govtui.cli.change_outcome import (
    Outcome,
    change_line,
    conflict_outcome,
    outcome_of,
    refused_line,
    run_changes,
)
from govtui.cli.change_words import print_clash, print_differences, print_problems
from govtui.cli.draft_question import DraftQuestion
from govtui.cli.edit_session import (
    CONFLICT,
    REFUSED,
    SAVED,
    editing_to_write,
    merged_and_saved,
    refusal_words,
    remark_editor,
    remark_saved,
    status_of,
)
from govtui.cli.session import Session
from govtui.edit.external_editor import edited, editor
from govtui.edit.merge import WHOLE, Side, resolved
from govtui.edit.operations import Editing
from govtui.edit.proposal import Conflict, EditRefused, ProposedChange
from govtui.edit.resuming import Resumption
from govtui.edit.typed_text import with_line_ends
from govtui.i18n.translator import Translator
from govtui.store.field_edits import CannotEditInPlace
from govtui.store.files import printable
from govtui.store.presence import Presence
from govtui.store.registry import Entry
from govtui.user import drafts
from govtui.user.drafts import Draft


def edit_texts(session: Session, ids: Sequence[str], where: str | None, *, force: bool) -> int:
    """Edit the texts of the records that were asked for, one after the other; return the exit status."""

    def work() -> Iterator[Outcome]:
        editing = editing_to_write(session)
        cards = asked_cards(session, editing.index, editing.registry.root, ids, where)
        if editing.registry.read_only:
            raise EditRefused("read_only")
        _require_terminal(session, is_piped=STDIN in ids)
        editor(session.environ)
        for card in cards:
            try:
                yield _edit(session, editing, card.key, force)
            except EditRefused as error:
                if len(cards) == 1:
                    raise
                session.out.remark(refusal_words(error, session.tr))
                yield Outcome(status_of(error), (refused_line(error, record=card.key),))
        if not cards:
            session.out.remark(session.tr.gettext("No record was found, so nothing was changed."))
            yield Outcome(REFUSED)

    return run_changes(session, work)


def _require_terminal(session: Session, *, is_piped: bool) -> None:
    """Make the terminal the standard input where ids were piped into it. Raises EditRefused (no_terminal)."""
    if is_piped and not sys.stdin.isatty():
        with suppress(OSError):
            handle = os.open("/dev/tty", os.O_RDWR | os.O_CLOEXEC)
            os.dup2(handle, sys.stdin.fileno())
            os.close(handle)
    if not (sys.stdin.isatty() and (session.out.terminal or session.form)):
        raise EditRefused("no_terminal")


def _edit(session: Session, editing: Editing, key: str, force: bool) -> Outcome:
    entry = editing.entry(key)
    if any(problem.code == "not_utf8" for problem in entry.problems):
        raise EditRefused("not_utf8", entry.problems, path=entry.path)
    if any(problem.code == "conflict_markers" for problem in entry.problems):
        session.out.remark(_left_words(entry.path, session.tr))
    presence = Presence(editing.registry.root)
    if other := presence.enter(key):
        remark_editor(session, other)
    try:
        return _Edit(session, editing, key, entry, force).run()
    finally:
        presence.leave(key)


def _left_words(path: str, tr: Translator) -> str:
    """Return what is to be done with a record that a merge left in conflict."""
    words = tr.gettext(
        "A merge left two versions in {path}. Without an editor: start govtui; Enter on the record chooses field by field."
        " In the editor: keep what is right of either version, and delete the marker lines (<<<<<<<, =======, >>>>>>>)."
    )
    return words.format(path=printable(path))


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

    def run(self) -> Outcome:
        """Edit, and tell how that ended."""
        chosen = DraftQuestion(self.session, self.editing, self.key).ask()
        if chosen == "quit":
            return self._unsaved(REFUSED, "declined")
        self.base = self.editing.entry(self.key)  # it may have changed while the question stood here
        text = self._begin() if chosen is None else self._resume(replace(chosen, entry=self.base))
        try:
            return self._edit(text)
        finally:
            drafts.leave(self.draft)

    def _edit(self, text: str) -> Outcome:
        tr, out = self.session.tr, self.session.out
        while True:
            typed = edited(text, self.key, self.session.environ, lambda typed: drafts.keep(self.draft, typed))
            text = with_line_ends(self.base.text, typed)
            if text == self.base.text:
                self._say(tr.gettext("There is nothing to change."))
                if self.is_resumed:
                    self._print_draft()
                else:
                    drafts.drop(self.draft)
                return self._unsaved(SAVED, "")
            change = self.editing.text(self.key, text, self.base.etag)
            if change.blocked and not self.force:
                match self._ask_again(change):
                    case "again":
                        continue
                    case "discard":
                        drafts.drop(self.draft)
                        self._say(tr.gettext("Discarded; the file is unchanged."))
                    case "draft":
                        self._print_draft()
                return outcome_of(change, REFUSED, refused="blocked")
            question = tr.gettext("Save it, with your version of these fields in place of theirs?")
            if self.clashing and not out.confirm(question):
                self._print_draft()
                return outcome_of(change, CONFLICT, refused="conflict")
            try:
                return self._save(change)
            except Conflict as conflict:
                outcome = conflict_outcome(self.session, self.editing, conflict)
                self._print_draft()
                return outcome

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
                print_clash(self.session, clash, err=True)
        try:
            return resolved(merge, dict.fromkeys(self.clashing, Side.MINE))
        except CannotEditInPlace:
            return found.draft.text

    def _ask_again(self, change: ProposedChange) -> Literal["again", "draft", "discard"]:
        """Print the problems and ask what to do; the end of input keeps the draft."""
        tr = self.session.tr
        print_problems(self.session, self.editing, change.new_problems or change.problems, _text(change), err=True)
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

    def _settle(self, change: ProposedChange) -> None:
        """Tell git that the record is merged, where it left it in conflict and that is decided now."""
        if not any(problem.code == "conflict_markers" for problem in self.base.problems):
            return
        from govtui.edit.left_conflicts import settle_merged
        from govtui.i18n.errors import not_committed_sentence
        from govtui.store.committing import NotCommitted

        tr, path = self.session.tr, change.path
        try:
            settled = settle_merged(self.editing.registry, path)
        except NotCommitted as refusal:
            self.session.out.remark(not_committed_sentence(refusal.code, refusal.output, tr))
        else:
            if settled:
                self.session.out.remark(tr.gettext("Settled in git: {path}.").format(path=printable(path)))

    def _print_draft(self) -> None:
        words = self.session.tr.gettext("Your text is kept as a draft; “govtui edit {id}” offers it again.")
        self.session.out.line(words.format(id=self.key), err=True)

    def _unsaved(self, status: int, code: str) -> Outcome:
        return Outcome(status, (change_line(record=self.key, path=self.base.path, saved=False, refused=code),))

    def _say(self, sentence: str) -> None:
        self.session.out.words(sentence, err=bool(self.session.form))

    def _save(self, change: ProposedChange) -> Outcome:
        change, saved = merged_and_saved(self.session, self.editing, change, force=self.force)
        drafts.drop(self.draft)
        remark_saved(self.session, self.editing, saved)
        self._settle(change)
        if not self.session.form:
            self.session.out.line(self.session.tr.gettext("Saved {path}.").format(path=saved.path))
            print_differences(self.session, change.differences)
            print_problems(self.session, self.editing, change.new_problems, _text(change))
        return outcome_of(change, SAVED, saved=True)


def _text(change: ProposedChange) -> str:
    return change.after.text if change.after else ""
