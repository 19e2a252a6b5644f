"""Drafts on the command line: a line that says what each is, and the question which of a record's is gone on with."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from govtui.cli.asking import yes
from govtui.cli.session import Session
from govtui.edit.operations import Editing
from govtui.edit.resuming import Resumption, drafts_of, resumption
from govtui.i18n.datetimes import moment_short
from govtui.i18n.edit_texts import draft_state_words, fields_words
from govtui.i18n.translator import Translator
from govtui.user import drafts


def draft_words(found: Resumption, tr: Translator) -> str:
    """When a draft was kept, where, at which fields, and what became of the record meanwhile."""
    draft = found.draft
    words = [moment_short(datetime.fromtimestamp(draft.when).astimezone(), tr)]
    if draft.host != socket.gethostname():
        words.append(tr.gettext("on {host}").format(host=draft.host))
    if found.state != "new":
        words.append(fields_words(found.fields, tr, found.schema))
    words.append(draft_state_words(found.state, clashes_of(found), tr))
    if draft.is_typed_elsewhere:
        words.append(tr.gettext("being typed in another window"))
    return " · ".join(filter(None, words))


def clashes_of(found: Resumption) -> int:
    """How many fields of a draft clash with the record."""
    return len(found.merge.clashes) if found.merge is not None else 0


@dataclass
class Choosing:
    """Which draft of a record is gone on with, as the user answers."""

    session: Session
    editing: Editing
    key: str

    def chosen(self) -> Resumption | Literal["quit"] | None:
        """The draft; None for a new edit, also where no draft was left; "quit" when neither is wanted."""
        tr = self.session.tr
        found = self._left()
        if not found:
            return None
        self._list(found)
        question = tr.gettext("[number] open · n new edit · x number discard · q quit:")
        while (answer := self.session.out.ask(question)) not in (None, "q"):
            if answer == "n":
                return None
            if (number := _number(answer or "", "", len(found))) is not None:
                if (taken := self._taken(found[number])) is not None:
                    return taken
            elif (number := _number(answer or "", r"x\s*", len(found))) is not None:
                self._discard(found[number])
            else:
                continue
            found = self._left()
            self._list(found)
        return "quit"

    def _left(self) -> list[Resumption]:
        editing = self.editing
        left = drafts_of(editing.registry, editing.index, self.key)
        return [resumption(draft, editing.registry, editing.index) for draft in left]

    def _list(self, found: list[Resumption]) -> None:
        tr = self.session.tr
        self.session.out.line(
            tr.gettext("Drafts of this record that were not saved:") if found else tr.gettext("There are no drafts."),
            err=True,
        )
        for number, one in enumerate(found, 1):
            self.session.out.line(f"  {number}  {draft_words(one, tr)}", err=True)

    def _taken(self, found: Resumption) -> Resumption | None:
        taken = drafts.take(found.draft)
        if taken is None:
            self.session.out.line(tell_taken(self.session.tr), err=True)
            return None
        return resumption(taken, self.editing.registry, self.editing.index)

    def _discard(self, found: Resumption) -> None:
        if yes(self.session, discard_question(found, self.session.tr)) and not discarded(found):
            self.session.out.line(tell_taken(self.session.tr), err=True)


def discard_question(found: Resumption, tr: Translator) -> str:
    """The question before a draft is discarded."""
    return tr.gettext("Discard this draft? {draft}").format(draft=draft_words(found, tr))


def discarded(found: Resumption) -> bool:
    """Discard a draft; False where somebody is typing at it."""
    taken = drafts.take(found.draft)
    if taken is not None:
        drafts.drop(taken)
    return taken is not None


def tell_taken(tr: Translator) -> str:
    """Why a draft can be neither gone on with nor discarded."""
    return tr.gettext("Somebody is editing this draft elsewhere, or has discarded it.")


def _number(answer: str, before: str, most: int) -> int | None:
    """The place that an answer means, from 0; None where it means none."""
    found = re.fullmatch(rf"{before}([0-9]{{1,9}})", answer)
    place = int(found.group(1)) if found else 0
    return place - 1 if 1 <= place <= most else None
