"""`govtui drafts`: lists, shows and discards drafts; also the question which draft `edit` continues."""

from __future__ import annotations

import difflib
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import click

from govtui.cli.change_outcome import run_edit
from govtui.cli.change_words import print_clash
from govtui.cli.command import example_lines, make_command
from govtui.cli.edit_session import editing_of
from govtui.cli.session import Session
from govtui.edit.operations import Editing
from govtui.edit.plain_data import plain
from govtui.edit.proposal import EditRefused
from govtui.edit.resuming import Resumption, drafts_of, resumption
from govtui.i18n.datetimes import moment_short
from govtui.i18n.edit_texts import draft_state_words, fields_words
from govtui.i18n.formats import in_quotes
from govtui.i18n.translator import Translator
from govtui.user import drafts
from govtui.user.drafts import NEW

SHOW, DISCARD = "show", "discard"

OK, KEPT = 0, 1
"""Exit statuses: done; not discarded, since the answer was no or somebody is typing at it."""


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["words"], nargs=-1, metavar=tr.gettext("[ID | show N | discard N]")),
        click.Option(["--json", "as_json"], is_flag=True, help=tr.gettext("Print one JSON object.")),
    ]

    def callback(words: tuple[str, ...], as_json: bool) -> int:
        return run_edit(session, lambda: _drafts(session, words, as_json))

    words = tr.gettext(
        "List the drafts: texts that were typed and not saved, latest first; with ID, those of one record."
    )
    more = tr.gettext(
        "“govtui drafts show N” shows what a draft changes, “govtui drafts discard N” discards it after a "
        "question; N is the number or the name at the end of its line in the list. “govtui edit ID” continues "
        "a draft."
    )
    statuses = tr.gettext(
        "Exit status: 0 done; 1 the draft was not discarded; 2 could not run, or there is no such record or draft."
    )
    examples = [("govtui drafts", ""), ("govtui drafts show 1", ""), ("govtui drafts discard 1", "")]
    help = (words, more, example_lines(session, examples), statuses)
    short = tr.gettext("List, show and discard texts that were not saved.")
    return make_command(session, "drafts", callback, params, *help, short=short)


def _drafts(session: Session, words: Sequence[str], as_json: bool) -> int:
    tr = session.tr
    act = words[0] if words and words[0] in (SHOW, DISCARD) else ""
    if len(words) > (2 if act else 1):
        raise click.UsageError(tr.gettext("Too many arguments: {words}").format(words=" ".join(words)))
    editing = editing_of(session)
    found = [resumption(draft, editing.registry, editing.index) for draft in drafts.all(editing.registry.root)]
    if not act:
        return _list(session, editing, found, words[0] if words else "", as_json)
    place = _find(session, found, words[1] if len(words) > 1 else "")
    act_on = _show if act == SHOW else _discard
    return act_on(session, editing, found[place], place + 1, as_json)


def _find(session: Session, found: Sequence[Resumption], named: str) -> int:
    """Return the index of the draft with this number (from 1) or id. Raises a ClickException."""
    tr = session.tr
    if not named:
        raise click.UsageError(tr.gettext("The number of a draft is missing; “govtui drafts” lists them."))
    ids = [one.draft.id for one in found]
    if named in ids:
        return ids.index(named)
    if (place := _parse_number(named, len(found))) is not None:
        return place
    raise click.ClickException(
        tr.gettext("There is no draft “{named}”; “govtui drafts” lists them.").format(named=in_quotes(named))
    )


def _list(session: Session, editing: Editing, found: Sequence[Resumption], id: str, as_json: bool) -> int:
    numbered = list(enumerate(found, 1))
    if id:
        key = _key(editing, found, id)
        numbered = [(number, one) for number, one in numbered if key in (one.key, one.draft.key)]
    if as_json:
        session.out.document({"drafts": [_row(one, number) for number, one in numbered]})
        return OK
    if not numbered:
        session.out.words(session.tr.gettext("There are no drafts."))
    for number, one in numbered:
        _print(session, editing, one, number)
    return OK


def _key(editing: Editing, found: Sequence[Resumption], id: str) -> str:
    """Return the key of a record, which may be gone where a draft of it is left. Raises EditRefused."""
    if (card := editing.index.card(id)) is not None:
        return card.key
    if any(id == one.draft.key for one in found):
        return id
    raise EditRefused("no_such_record", target=id, near=editing.index.nearest(id))


def _print(session: Session, editing: Editing, found: Resumption, number: int) -> None:
    """Print two lines: the record, and the draft."""
    session.out.line(f"{number:>3}  {_name(session, editing, found)}")
    session.out.line(f"     {_draft_words(found, session.tr)} · {found.draft.id}")


def _name(session: Session, editing: Editing, found: Resumption) -> str:
    if found.draft.key != NEW:
        card = editing.index.card(found.key)
        name = session.context(editing.registry, editing.index).text_of(card.name) if card else ""
        return f"{name} ({found.key})" if name else found.key
    data = plain(found.draft.text) or {}
    names = data.get("name") or data.get("title")
    name = str(next(iter(names.values()), "")) if isinstance(names, dict) else ""
    return session.tr.gettext("New record: {name}").format(name=name)


def _draft_words(found: Resumption, tr: Translator) -> str:
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


def _show(session: Session, editing: Editing, found: Resumption, number: int, as_json: bool) -> int:
    """Print a draft as a diff against its base, and its clashes with the record."""
    draft = found.draft
    if as_json:
        session.out.document(_row(found, number) | {"text": draft.text, "base_text": draft.base_text})
        return OK
    _print(session, editing, found, number)
    before, after = (text.replace("\r\n", "\n").splitlines() for text in (draft.base_text, draft.text))
    for line in list(difflib.unified_diff(before, after, lineterm=""))[2:]:
        session.out.line(line)
    for clash in found.merge.clashes if found.merge is not None else ():
        if clash.path:
            print_clash(session, clash)
    return OK


def _discard(session: Session, editing: Editing, found: Resumption, number: int, as_json: bool) -> int:
    tr = session.tr
    if found.draft.is_typed_elsewhere:
        session.out.remark(_taken_words(tr))
        return KEPT
    if not as_json:
        _print(session, editing, found, number)
    gone = session.out.confirm(tr.gettext("Discard this draft? It cannot be restored.")) and _drop(found)
    if as_json:
        session.out.document({"discarded": gone, "id": found.draft.id})
    else:
        session.out.words(tr.gettext("The draft was discarded.") if gone else tr.gettext("The draft is kept."))
    return OK if gone else KEPT


def _drop(found: Resumption) -> bool:
    """Discard a draft; return False where somebody is typing at it."""
    taken = drafts.take(found.draft)
    if taken is not None:
        drafts.drop(taken)
    return taken is not None


def _taken_words(tr: Translator) -> str:
    return tr.gettext("Somebody is editing this draft elsewhere, or has discarded it.")


def _row(found: Resumption, number: int) -> dict[str, Any]:
    draft = found.draft
    return {
        "number": number,
        "id": draft.id,
        "record": None if draft.key == NEW else found.key,
        "path": found.entry.path if found.entry is not None else draft.path,
        "kept": datetime.fromtimestamp(draft.when).astimezone().isoformat(timespec="seconds"),
        "host": draft.host,
        "typed_elsewhere": draft.is_typed_elsewhere,
        "state": found.state,
        "clashes": _count_clashes(found),
        "fields": list(found.fields),
    }


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
            if (place := _parse_number(answer, len(found))) is not None:
                if (taken := self._take(found[place])) is not None:
                    return taken
            elif answer[:1] == "x" and (place := _parse_number(answer[1:].lstrip(), len(found))) is not None:
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
            out.line(f"  {number}  {_draft_words(one, tr)}", err=True)

    def _take(self, found: Resumption) -> Resumption | None:
        taken = drafts.take(found.draft)
        if taken is None:
            self.session.out.line(_taken_words(self.session.tr), err=True)
            return None
        return resumption(taken, self.editing.registry, self.editing.index)

    def _discard(self, found: Resumption) -> None:
        tr, out = self.session.tr, self.session.out
        question = tr.gettext("Discard this draft? {draft}").format(draft=_draft_words(found, tr))
        if out.confirm(question) and not _drop(found):
            out.line(_taken_words(tr), err=True)


def _parse_number(answer: str, most: int) -> int | None:
    """Return the index of a number from 1 to `most`; None for anything else."""
    place = int(answer) if re.fullmatch(r"[0-9]{1,9}", answer) else 0
    return place - 1 if 1 <= place <= most else None
