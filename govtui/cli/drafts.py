"""`govtui drafts`: what was typed and not saved, listed, shown, discarded."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from govtui.cli.edit_session import examples_of
from govtui.cli.session import Session
from govtui.i18n.formats import in_quotes

if TYPE_CHECKING:
    from govtui.edit.operations import Editing
    from govtui.edit.resuming import Resumption

SHOW, DISCARD = "show", "discard"

OK, KEPT = 0, 1
"""Exit statuses: done; not discarded, since the answer was no or somebody is typing at it."""


def command(session: Session, options: list[click.Parameter]) -> click.Command:
    """The command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["words"], nargs=-1, metavar=tr.gettext("[ID | show N | discard N]")),
        click.Option(["--json", "as_json"], is_flag=True, help=tr.gettext("Print one JSON object.")),
        *options,
    ]

    def callback(words: tuple[str, ...], as_json: bool) -> int:
        from govtui.cli.edit_session import ending

        return ending(session, as_json, lambda: _drafts(session, words, as_json))

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
    return click.Command(
        "drafts",
        callback=callback,
        params=params,
        help="\n\n".join([words, more, examples_of(session, examples), statuses]),
        short_help=tr.gettext("List, show and discard texts that were not saved."),
        options_metavar=tr.gettext("[OPTIONS]"),
    )


def _drafts(session: Session, words: Sequence[str], as_json: bool) -> int:
    from govtui.cli.edit_session import editing_of
    from govtui.edit.resuming import resumption
    from govtui.user import drafts

    tr = session.tr
    act = words[0] if words and words[0] in (SHOW, DISCARD) else ""
    if len(words) > (2 if act else 1):
        raise click.UsageError(tr.gettext("Too many arguments: {words}").format(words=" ".join(words)))
    editing = editing_of(session)
    found = [resumption(draft, editing.registry, editing.index) for draft in drafts.all(editing.registry.root)]
    if not act:
        return _list(session, editing, found, words[0] if words else "", as_json)
    number = _meant(session, found, words[1] if len(words) > 1 else "")
    if act == SHOW:
        return _show(session, editing, found[number], number + 1, as_json)
    return _discard(session, editing, found[number], number + 1, as_json)


def _meant(session: Session, found: Sequence[Resumption], named: str) -> int:
    """The place of the draft that a number or an id means."""
    tr = session.tr
    if not named:
        raise click.UsageError(tr.gettext("The number of a draft is missing; “govtui drafts” lists them."))
    ids = [one.draft.id for one in found]
    if named in ids:
        return ids.index(named)
    if named.isascii() and named.isdigit() and len(named) < 10 and 1 <= int(named) <= len(found):
        return int(named) - 1
    raise click.ClickException(
        tr.gettext("There is no draft “{named}”; “govtui drafts” lists them.").format(named=in_quotes(named))
    )


def _list(session: Session, editing: Editing, found: Sequence[Resumption], id: str, as_json: bool) -> int:
    tr = session.tr
    numbered = list(enumerate(found, 1))
    if id:
        key = _key(editing, found, id)
        numbered = [(number, one) for number, one in numbered if key in (one.key, one.draft.key)]
    if as_json:
        session.out.document({"drafts": [_row(one, number) for number, one in numbered]})
        return OK
    if not numbered:
        session.out.words(tr.gettext("There are no drafts."))
    for number, one in numbered:
        _tell(session, editing, one, number)
    return OK


def _key(editing: Editing, found: Sequence[Resumption], id: str) -> str:
    """The key of the record that is meant; it may be gone, where a draft of it is left. Raises EditRefused."""
    from govtui.edit.proposal import EditRefused

    if (card := editing.index.card(id)) is not None:
        return card.key
    if any(id == one.draft.key for one in found):
        return id
    raise EditRefused("no_such_record", target=id, near=editing.index.nearest(id))


def _tell(session: Session, editing: Editing, found: Resumption, number: int) -> None:
    """Two lines: the record, and what the draft is."""
    from govtui.cli.resuming import draft_words

    session.out.line(f"{number:>3}  {_called(session, editing, found)}")
    session.out.line(f"     {draft_words(found, session.tr)} · {found.draft.id}")


def _called(session: Session, editing: Editing, found: Resumption) -> str:
    from govtui.edit.plain_data import plain
    from govtui.user.drafts import NEW

    if found.draft.key != NEW:
        card = editing.index.card(found.key)
        name = session.context(editing.registry, editing.index).one(card.name) if card else ""
        return f"{name} ({found.key})" if name else found.key
    data = plain(found.draft.text) or {}
    names = data.get("name") or data.get("title")
    name = str(next(iter(names.values()), "")) if isinstance(names, dict) else ""
    return session.tr.gettext("New record: {name}").format(name=name)


def _show(session: Session, editing: Editing, found: Resumption, number: int, as_json: bool) -> int:
    """What was typed, as a diff against the text that it began from, and what clashes with the record."""
    from govtui.cli.edit_session import tell_clash

    draft = found.draft
    if as_json:
        session.out.document(_row(found, number) | {"text": draft.text, "base_text": draft.base_text})
        return OK
    _tell(session, editing, found, number)
    before, after = (text.replace("\r\n", "\n").splitlines() for text in (draft.base_text, draft.text))
    for line in list(difflib.unified_diff(before, after, lineterm=""))[2:]:
        session.out.line(line)
    for clash in found.merge.clashes if found.merge is not None else ():
        if clash.path:
            tell_clash(session, clash)
    return OK


def _discard(session: Session, editing: Editing, found: Resumption, number: int, as_json: bool) -> int:
    from govtui.cli.asking import yes
    from govtui.cli.resuming import discarded, tell_taken

    tr = session.tr
    if found.draft.is_typed_elsewhere:
        session.out.remark(tell_taken(tr))
        return KEPT
    if not as_json:
        _tell(session, editing, found, number)
    gone = yes(session, tr.gettext("Discard this draft? It cannot be restored.")) and discarded(found)
    if as_json:
        session.out.document({"discarded": gone, "id": found.draft.id})
    else:
        session.out.words(tr.gettext("The draft was discarded.") if gone else tr.gettext("The draft is kept."))
    return OK if gone else KEPT


def _row(found: Resumption, number: int) -> dict[str, Any]:
    from govtui.cli.resuming import clashes_of
    from govtui.user.drafts import NEW

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
        "clashes": clashes_of(found),
        "fields": list(found.fields),
    }
