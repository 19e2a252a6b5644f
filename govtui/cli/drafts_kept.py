"""The drafts of a registry, listed, shown and discarded: as text and as machine lines."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import click

from govtui.cli.change_words import print_clash
from govtui.cli.draft_question import draft_words, drop, parse_number, taken_words
from govtui.cli.lines import print_lines
from govtui.cli.session import Session
from govtui.edit.plain_data import plain
from govtui.edit.resuming import Resumption, resumption
from govtui.i18n.errors import refusal
from govtui.i18n.formats import in_quotes
from govtui.interchange import machine
from govtui.user import drafts
from govtui.user.drafts import NEW

OK, KEPT = 0, 1
"""Exit statuses: done; not discarded, since the answer was no or somebody is typing at it."""


class Numbered(NamedTuple):
    """A draft with its number in the list, from 1."""

    number: int
    found: Resumption


class KeptDrafts:
    """The drafts of the command line's registry, latest first."""

    def __init__(self, session: Session) -> None:
        self._session, self._tr, self._out = session, session.tr, session.out
        self._registry, self._index = session.registry(may_fall_back=False), session.index(may_fall_back=False)
        found = (resumption(one, self._registry, self._index) for one in drafts.all(self._registry.root))
        self._every = [Numbered(number, one) for number, one in enumerate(found, 1)]

    def list(self, id: str) -> int:
        """Print all drafts, or (`id`) those of one record."""
        key = self._key(id) if id else ""
        listed = [one for one in self._every if not id or key in (one.found.key, one.found.draft.key)]
        if self._session.form:
            print_lines(self._session, "draft", [_line(one) for one in listed])
            return OK
        if not listed:
            self._out.remark(self._tr.gettext("There are no drafts."))
        for one in listed:
            self._print(one)
        return OK

    def show(self, named: Sequence[str]) -> int:
        """Print drafts as diffs against their bases, and their clashes with the record."""
        chosen = self._named(named)
        if self._session.form:
            print_lines(self._session, "draft", [_line(one, whole=True) for one in chosen])
            return OK
        for one in chosen:
            self._print(one)
            draft = one.found.draft
            before, after = (text.replace("\r\n", "\n").splitlines() for text in (draft.base_text, draft.text))
            for line in [*difflib.unified_diff(before, after, lineterm="")][2:]:
                self._out.line(line)
            for clash in one.found.merge.clashes if one.found.merge is not None else ():
                if clash.path:
                    print_clash(self._session, clash)
        return OK

    def discard(self, named: Sequence[str], *, yes: bool) -> int:
        """Discard drafts, each after a question unless `yes`; one at which somebody is typing is kept."""
        lines, is_kept = [], False
        for one in self._named(named):
            line = _line(one)  # as it is before it goes
            gone = self._discard(one, yes=yes)
            lines.append({**line, "discarded": gone})
            is_kept = is_kept or not gone
        if self._session.form:
            print_lines(self._session, "draft", lines)
        return KEPT if is_kept else OK

    def _discard(self, one: Numbered, *, yes: bool) -> bool:
        if one.found.draft.is_typed_elsewhere:
            self._out.remark(taken_words(self._tr))
            return False
        if not self._session.form:
            self._print(one)
        question = self._tr.gettext("Discard this draft? It cannot be restored.")
        gone = (yes or self._out.confirm(question)) and drop(one.found)
        if not self._session.form:
            words = self._tr.gettext("The draft was discarded.") if gone else self._tr.gettext("The draft is kept.")
            self._out.words(words)
        return gone

    def _named(self, named: Sequence[str]) -> Sequence[Numbered]:
        """Return the drafts with these numbers or ids, each once. Raises click.ClickException."""
        by_id = {one.found.draft.id: one for one in self._every}
        chosen: dict[int, Numbered] = {}
        for name in named:
            place = parse_number(name, len(self._every))
            if (one := by_id.get(name) or (self._every[place] if place is not None else None)) is None:
                words = self._tr.gettext("There is no draft “{named}”; “govtui drafts” lists them.")
                raise click.ClickException(words.format(named=in_quotes(name)))
            chosen[one.number] = one
        return [*chosen.values()]

    def _key(self, id: str) -> str:
        """Return the key of a record, which may be gone where a draft of it is left. Raises click.ClickException."""
        if (card := self._index.card(id)) is not None:
            return card.key
        if any(id == one.found.draft.key for one in self._every):
            return id
        values = {"target": id, "near": self._index.nearest(id)}
        raise click.ClickException(refusal("no_such_record", values, self._tr))

    def _print(self, one: Numbered) -> None:
        """Print two lines: the record, and the draft."""
        self._out.line(f"{one.number:>3}  {self._name(one.found)}")
        self._out.line(f"     {draft_words(one.found, self._tr)} · {one.found.draft.id}")

    def _name(self, found: Resumption) -> str:
        if found.draft.key != NEW:
            card = self._index.card(found.key)
            name = self._session.context(self._registry, self._index).text_of(card.name) if card else ""
            return f"{name} ({found.key})" if name else found.key
        data = plain(found.draft.text) or {}
        names = data.get("name") or data.get("title")
        name = str(next(iter(names.values()), "")) if isinstance(names, dict) else ""
        return self._tr.gettext("New record: {name}").format(name=name)


def _line(one: Numbered, *, whole: bool = False) -> machine.Line:
    """Return the line of a draft; `whole`: with its text and its base."""
    found, draft = one.found, one.found.draft
    clashes = found.merge.clashes if found.merge is not None else ()
    texts = {"text": draft.text, "base_text": draft.base_text} if whole else {}
    return machine.line(
        "draft",
        draft=draft.id,
        number=one.number,
        record=None if draft.key == NEW else found.key,
        path=found.entry.path if found.entry is not None else draft.path,
        state=found.state,
        when=datetime.fromtimestamp(draft.when, UTC).isoformat(timespec="seconds"),
        host=draft.host,
        typing=draft.is_typed_elsewhere,
        fields=[path for path in found.fields if path],
        clashes=[clash.path for clash in clashes if clash.path],
        **texts,
    )
