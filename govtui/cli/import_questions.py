"""The questions of an import: unknown types, records that may be here already, and the new source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from govtui.cli.import_words import candidate_words, place_in
from govtui.cli.session import Session
from govtui.edit.import_plan import NEW_RECORD, SKIP, PlannedRecord
from govtui.i18n.formats import in_quotes, number, quoted
from govtui.i18n.labels import label
from govtui.index.api import Index
from govtui.store.manifest import Manifest
from govtui.text.fold import fold
from govtui.text.markers import NP_
from govtui.text.width import clip

STOPPED = "stopped"
"""The answer of whoever asks no more, or closes the input: nothing is imported."""


_NAMES, _NAME_CELLS = 3, 40
"""Records that are named as having an unknown type, and the cells of each name."""


class NewSource(NamedTuple):
    """What was answered about the source that is cited."""

    title: str
    url: str


class Stopped(Exception):
    """The user chose to stop; nothing is imported."""


_LETTERS = (
    # L10N: What is typed to answer for a record that may be here already, each of one or two letters, all different.
    (NP_("answer of an import", "n"), NEW_RECORD),
    (NP_("answer of an import", "s"), SKIP),
    (NP_("answer of an import", "na"), f"all {NEW_RECORD}"),
    (NP_("answer of an import", "sa"), f"all {SKIP}"),
    (NP_("answer of an import", "q"), STOPPED),
)
"""What is typed, as a message, and what it means."""


@dataclass
class Questions:
    """What is asked on a terminal, and what was answered so far."""

    session: Session
    index: Index
    manifest: Manifest
    file: str
    answers: dict[str, str] = field(default_factory=dict)
    """By PlannedRecord.answer_key."""
    types: dict[str, str] = field(default_factory=dict)
    _rest: str = ""
    """The answer for all records that are left."""
    _is_explained: bool = False

    def ask_types(self, unknown: Mapping[str, str], records: Sequence[PlannedRecord]) -> None:
        """Ask what each type that nothing translates is here; `records` of the plan have them. Raises Stopped."""
        for given, kind in unknown.items():
            having = [one for one in records if one.code == "unknown_type" and one.values.get("type") == given]
            self.types[given] = self._type(given, kind, having)

    def _type(self, given: str, kind: str, having: Sequence[PlannedRecord]) -> str:
        tr, out = self.session.tr, self.session.out
        keys = self.manifest.keys(f"{kind}.type")
        names = {key: label(f"{kind}.type", key, tr, self.manifest) for key in keys}
        out.line("", err=True)
        words = tr.gettext("The file has the type “{given}” ({kind}). Which type is it here?")
        out.line(words.format(given=in_quotes(given), kind=label("kind", kind, tr)), err=True)
        if having:
            n = len(having)
            words = tr.ngettext("{n} record has it: {names}", "{n} records have it: {names}", n)
            called = [quoted(clip(one.name, _NAME_CELLS)) for one in having[:_NAMES]] + (["…"] if n > _NAMES else [])
            out.line(words.format(n=number(n, tr), names=", ".join(called)), err=True)
        cells = len(str(len(keys)))
        for place, key in enumerate(keys, 1):
            out.line(f"  {place:>{cells}}  {names[key]}  ({key})", err=True)
        skip, stop = tr.pgettext("answer of an import", "s"), tr.pgettext("answer of an import", "q")
        question = tr.gettext("[number or name] · {skip} leave these records out · {stop} stop:")
        while True:
            answer = out.ask(question.format(skip=skip, stop=stop))
            if answer is None or answer in (stop, "q"):
                raise Stopped
            if answer in (skip, "s"):
                return SKIP
            if answer.isdecimal() and 1 <= int(answer[:6]) <= len(keys):
                return keys[int(answer) - 1]
            folded = fold(answer)
            spelt = {key: (fold(key), fold(names[key])) for key in keys}
            found = [key for key in keys if folded in spelt[key]]
            begun = [key for key in keys if folded and any(one.startswith(folded) for one in spelt[key])]
            if found or len(begun) == 1:
                return (found or begun)[0]
            if answer:
                out.line(tr.gettext("There is no such type."), err=True)

    def ask_records(self, unclear: Sequence[PlannedRecord]) -> None:
        """Ask one after the other what these records are. Raises Stopped."""
        tr = self.session.tr
        if not self._rest and unclear:
            n = len(unclear)
            words = tr.ngettext(
                "{n} record may be here already. What is it?", "{n} records may be here already. What are they?", n
            )
            self.session.out.line("", err=True)
            self.session.out.line(words.format(n=number(n, tr)), err=True)
        for place, one in enumerate(unclear, 1):
            answer = self._rest or self._record(one, place, len(unclear))
            if answer.startswith("all "):
                self._rest = answer = answer.removeprefix("all ")
            self.answers[one.answer_key] = answer

    def _record(self, one: PlannedRecord, place: int, total: int) -> str:
        tr, out = self.session.tr, self.session.out
        out.line("", err=True)
        count = tr.gettext("{n} of {total}").format(n=number(place, tr), total=number(total, tr))
        told = [quoted(one.name), label("kind", one.kind, tr), place_in(self.file, one.place, tr)]
        out.line(f"({count}) {' · '.join(filter(None, told))}", err=True)
        cards = [card for key in one.candidates if (card := self.index.card(key)) is not None]
        for row, card in enumerate(cards, 1):
            out.line(f"  {row}  {candidate_words(card, tr, self.manifest)}", err=True)
        if not self._is_explained:
            self._explain()
        question = self.session.tr.gettext("Number, id, or {letters}:").format(letters=", ".join(self._letters))
        while True:
            answer = out.ask(question)
            if answer is None or (meaning := self._meanings.get(answer)) == STOPPED:
                raise Stopped
            if meaning:
                return meaning
            if answer.isdecimal() and 1 <= int(answer[:6]) <= len(cards):
                return cards[int(answer) - 1].key
            card = self.index.card(answer)
            if card is not None and card.kind == one.kind:
                return card.key
            if card is not None:
                out.line(tr.gettext("“{id}” is a record of another kind.").format(id=answer), err=True)
            elif answer:
                out.line(tr.gettext("That is neither one of these answers nor the id of a record."), err=True)
                self._explain()

    @cached_property
    def _letters(self) -> list[str]:
        return [self.session.tr.pgettext("answer of an import", message) for message, _ in _LETTERS]

    @cached_property
    def _meanings(self) -> dict[str, str]:
        """What letters mean, those of the reader's language and those of English."""
        meanings = [meaning for _, meaning in _LETTERS]
        return {
            **dict(_LETTERS),
            **dict(zip(self._letters, meanings, strict=True)),
        }

    def _explain(self) -> None:
        """Print what can be answered for a record."""
        self._is_explained = True
        tr, out = self.session.tr, self.session.out
        cells = max(map(len, self._letters))
        told = [
            tr.gettext("it is a new record"),
            tr.gettext("leave it out"),
            tr.gettext("it is new, and so are all that follow"),
            tr.gettext("leave it out, and all that follow"),
            tr.gettext("stop; nothing is imported"),
        ]
        out.line("  " + tr.gettext("The number of a record above, or any id: it is the same thing."), err=True)
        for letters, words in zip(self._letters, told, strict=True):
            out.line(f"  {letters.ljust(cells)}  {words}", err=True)

    def ask_source(self, title: str) -> NewSource:
        """Ask for title and address of the new source; Enter alone keeps the title, and gives no address. Raises Stopped."""
        tr, out = self.session.tr, self.session.out
        out.line("", err=True)
        out.line(tr.gettext("A source record is made for the file; everything new cites it."), err=True)
        typed = out.ask(tr.gettext("Title of the source [{title}]:").format(title=title), exact=True)
        if typed is None:
            raise Stopped
        while True:
            url = out.ask(tr.gettext("Its web address [none]:"), exact=True)
            if url is None:
                raise Stopped
            if not url or url.startswith(("https://", "http://")):
                return NewSource(typed or title, url)
            out.line(tr.gettext("A web address begins with https:// or http://."), err=True)
