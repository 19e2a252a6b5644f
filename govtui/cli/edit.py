"""`govtui edit ID`: a record's text in the user's own editor; checked on return, and never lost."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from govtui.cli.session import Session
from govtui.cli.teaching import examples_of, statuses

if TYPE_CHECKING:
    from govtui.edit.editing import Editing
    from govtui.edit.prepared import Prepared
    from govtui.store.registry import Entry


def command(session: Session, options: list[click.Parameter]) -> click.Command:
    """The command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["id"], metavar=tr.gettext("ID")),
        click.Option(["--insist"], is_flag=True, help=tr.gettext("Save although the change brings errors.")),
        *options,
    ]

    def callback(id: str, insist: bool) -> int:
        from govtui.cli.changing import ending

        return ending(session, False, lambda: _edit(session, id, insist))

    words = tr.gettext("Edit a record's text in your own editor ($VISUAL or $EDITOR).")
    more = tr.gettext(
        "When the editor ends, the text is checked. With errors in it, it can be edited again, kept as a draft, or thrown"
        " away; the file stays as it was."
    )
    examples = [
        ("govtui edit unpog", ""),
        ("EDITOR='subl --wait' govtui edit unpog", tr.gettext("an editor with a window of its own must be waited for")),
    ]
    return click.Command(
        "edit",
        callback=callback,
        params=params,
        help="\n\n".join([words, more, examples_of(session, examples), statuses(session)]),
        short_help=tr.gettext("Edit a record's text in your own editor."),
        options_metavar=tr.gettext("[OPTIONS]"),
    )


def _edit(session: Session, id: str, insist: bool) -> int:
    from govtui.cli.changing import editing_of, key_of, tell_who
    from govtui.edit.outside import editor
    from govtui.edit.prepared import EditRefused
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
        return _Edit(session, editing, key, entry, insist).run()
    finally:
        presence.leave(key)


@dataclass
class _Edit:
    """One record in the user's editor, as often as it takes."""

    session: Session
    editing: Editing
    key: str
    base: Entry
    insist: bool

    def run(self) -> int:
        """The exit status."""
        from govtui.cli.changing import REFUSED, SAVED
        from govtui.edit.prepared import Conflict
        from govtui.user import drafts

        text = self._start()
        while True:
            text = self._edited(text)
            if text == self.base.text:
                drafts.drop(self.editing.registry.root, self.key)
                self.session.out.words(self.session.tr.gettext("There is nothing to change."))
                return SAVED
            change = self.editing.text(self.key, text, self.base.etag)
            if change.blocked and not self.insist:
                match self._what_now(change):
                    case "again":
                        continue
                    case "discard":
                        drafts.drop(self.editing.registry.root, self.key)
                        self.session.out.words(self.session.tr.gettext("Thrown away; the file is as it was."))
                        return REFUSED
                    case _:
                        self._tell_draft()
                        return REFUSED
            try:
                return self._saved(change)
            except Conflict as conflict:
                from govtui.cli.changing import tell_conflict

                status = tell_conflict(self.session, self.editing, conflict, as_json=False)
                self._tell_draft()
                return status

    def _start(self) -> str:
        """The text to begin with: the file's, or that of a draft, if the user wants it."""
        from govtui.user import drafts

        draft = drafts.find(self.editing.registry.root, self.key)
        if draft is None or draft.text == self.base.text:
            return self.base.text
        tr = self.session.tr
        if not _yes(self.session, tr.gettext("There is a draft of this record that was not saved. Go on with it?")):
            return self.base.text
        if (
            draft.tag != self.base.etag
        ):  # the file changed since: what was typed is put together with that, if it can be
            from govtui.edit.merge import merged

            merge = merged(draft.base_text, draft.text, self.base.text)
            if not merge.clashes:
                return merge.text
            words = tr.gettext("The record changed since then in the same fields; saving would undo that.")
            self.session.out.words(words, err=True)
        return draft.text

    def _edited(self, text: str) -> str:
        from govtui.edit.outside import edited
        from govtui.edit.texts import as_before
        from govtui.user import drafts

        def keep(typed: str) -> None:
            drafts.keep(self.editing.registry.root, self.key, typed, self.base.text, self.base.etag, self.base.path)

        return as_before(self.base.text, edited(text, self.key, self.session.environ, keep))

    def _what_now(self, change: Prepared) -> str:
        from govtui.cli.changing import tell_problems

        tr = self.session.tr
        tell_problems(self.session, self.editing.index, change.new_problems or change.problems, _text(change), err=True)
        keys = {
            # L10N: One letter each: what is typed to edit again, to keep a draft, to throw away.
            tr.pgettext("edit again, keep as draft, discard", "e"): "again",
            tr.pgettext("keep as draft, edit again, discard", "d"): "draft",
            tr.pgettext("discard, edit again, keep as draft", "x"): "discard",
        }
        question = tr.gettext("Edit again ({again}), keep as a draft ({draft}) or throw away ({discard})?")
        letters = {what: letter for letter, what in keys.items()}
        answer = self.session.out.ask(question.format(**letters))
        if answer is None:
            return "draft"
        return keys.get(answer[:1], {"e": "again", "d": "draft", "x": "discard"}.get(answer[:1], "again"))

    def _tell_draft(self) -> None:
        words = self.session.tr.gettext("Your text is kept as a draft; “govtui edit {id}” offers it again.")
        self.session.out.line(words.format(id=self.key), err=True)

    def _saved(self, change: Prepared) -> int:
        from govtui.cli.changing import merged_and_saved, tell_differences, tell_problems
        from govtui.i18n.refusals import refusal
        from govtui.user import drafts

        change, saved = merged_and_saved(self.session, self.editing, change, insist=self.insist)
        drafts.drop(self.editing.registry.root, self.key)
        if not saved.confirmed:
            self.session.out.remark(refusal("not_confirmed", {"path": saved.path}, self.session.tr))
        words = self.session.tr.gettext("Saved {path}.")
        self.session.out.line(words.format(path=saved.path))
        tell_differences(self.session, change.differences)
        tell_problems(self.session, self.editing.index, change.new_problems, _text(change))
        return 0


def _text(change: Prepared) -> str:
    return change.after.text if change.after else ""


def _yes(session: Session, question: str) -> bool:
    tr = session.tr
    yes = tr.gettext("y")
    no = tr.gettext("n")
    answer = session.out.ask(f"{question} [{yes}/{no}]")
    return answer is not None and answer[:1] in (yes, "y")
