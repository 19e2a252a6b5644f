"""The question which draft of a record `edit` continues; the words for a draft, and how one is discarded."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from govtui.cli.session import Session
from govtui.edit.operations import Editing
from govtui.edit.resuming import Resumption, drafts_of, resumption
from govtui.i18n.datetimes import moment_short
from govtui.i18n.edit_texts import draft_state_words, fields_words
from govtui.i18n.translator import Translator
from govtui.user import drafts


@dataclass
class DraftQuestion:
    """The question which draft of a record an edit continues."""

    session: Session
    editing: Editing
    key: str

    def ask(self) -> Resumption | Literal["quit"] | None:
        """Return the chosen draft; None for a new edit, and where there is no draft; "quit" for neither."""
        tr = self.session.tr
        found = self._left()
        if not found:
            return None
        self._list(found)
        question = tr.gettext("[number] open · n new edit · x number discard · q quit:")
        while (answer := self.session.out.ask(question)) not in (None, "q"):
            if answer == "n":
                return None
            answer = answer or ""
            if (place := parse_number(answer, len(found))) is not None:
                if (taken := self._take(found[place])) is not None:
                    return taken
            elif answer[:1] == "x" and (place := parse_number(answer[1:].lstrip(), len(found))) is not None:
                self._discard(found[place])
            else:
                continue
            found = self._left()
            self._list(found)
        return "quit"

    def _left(self) -> list[Resumption]:
        registry, index = self.editing.registry, self.editing.index
        return [resumption(draft, registry, index) for draft in drafts_of(registry, index, self.key)]

    def _list(self, found: list[Resumption]) -> None:
        tr, out = self.session.tr, self.session.out
        heading = (
            tr.gettext("Drafts of this record that were not saved:") if found else tr.gettext("There are no drafts.")
        )
        out.line(heading, err=True)
        for number, one in enumerate(found, 1):
            out.line(f"  {number}  {draft_words(one, tr)}", err=True)

    def _take(self, found: Resumption) -> Resumption | None:
        taken = drafts.take(found.draft)
        if taken is None:
            self.session.out.line(taken_words(self.session.tr), err=True)
            return None
        return resumption(taken, self.editing.registry, self.editing.index)

    def _discard(self, found: Resumption) -> None:
        tr, out = self.session.tr, self.session.out
        question = tr.gettext("Discard this draft? {draft}").format(draft=draft_words(found, tr))
        if out.confirm(question) and not drop(found):
            out.line(taken_words(tr), err=True)


def draft_words(found: Resumption, tr: Translator) -> str:
    """Return when and where a draft was kept, its fields, and what became of the record meanwhile."""
    draft = found.draft
    words = [moment_short(datetime.fromtimestamp(draft.when).astimezone(), tr)]
    if draft.host != socket.gethostname():
        words.append(tr.gettext("on {host}").format(host=draft.host))
    if found.state != "new":
        words.append(fields_words(found.fields, tr, found.schema))
    words.append(draft_state_words(found.state, _count_clashes(found), tr))
    if draft.is_typed_elsewhere:
        words.append(tr.gettext("being typed in another window"))
    return " · ".join(filter(None, words))


def _count_clashes(found: Resumption) -> int:
    return len(found.merge.clashes) if found.merge is not None else 0


def drop(found: Resumption) -> bool:
    """Discard a draft; return False where somebody is typing at it."""
    taken = drafts.take(found.draft)
    if taken is not None:
        drafts.drop(taken)
    return taken is not None


def taken_words(tr: Translator) -> str:
    return tr.gettext("Somebody is editing this draft elsewhere, or has discarded it.")


def parse_number(answer: str, most: int) -> int | None:
    """Return the index of a number from 1 to `most`; None for anything else."""
    place = int(answer) if re.fullmatch(r"[0-9]{1,9}", answer) else 0
    return place - 1 if 1 <= place <= most else None
