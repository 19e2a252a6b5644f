"""What can be copied or saved: the record in hand, the marked ones or the whole list, in which form."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from govtui.i18n.errors import refusal
from govtui.i18n.translator import LANGUAGES
from govtui.index.api import ALL
from govtui.interchange.citation import link
from govtui.interchange.exporting import NO_TIME, BadEpoch, CannotExport, Export, document_time
from govtui.interchange.formats import FORMATS, Of, carried, document, record_text
from govtui.model.field_paths import value_at
from govtui.model.kinds import KINDS
from govtui.page.answer_lines import answer_lines, answer_text
from govtui.text.markers import NP_

if TYPE_CHECKING:
    from datetime import datetime

    from govtui.index.api import Card
    from govtui.model.record import Record
    from govtui.tui.base.host import Host

FORMS = {
    "answer": NP_("copy", "This answer"),
    "id": NP_("copy", "Id"),
    "name": NP_("copy", "Name"),
    "field": NP_("copy", "This field"),
    "citation": FORMATS["citation"].label,
    "citation-other": NP_("copy", "Citation in the other language"),
    **{one.key: one.label for one in FORMATS.values() if one.of is Of.RECORD},
    "link": NP_("copy", "Web address"),
    **{one.key: one.label for one in FORMATS.values() if one.of is Of.PAGE},
    **{one.key: one.label for one in FORMATS.values() if one.of is Of.DOCUMENT},
    "toml": NP_("copy", "The file (TOML)"),
}
"""What can be copied or saved, in the order in which it is offered."""

_WINDOW = 500
"""Records of the list whose keys and cards are looked up at once."""


class Scope(Enum):
    """The records to copy or save: the one in hand, the marked ones or the list."""

    RECORD = "record"
    MARKED = "marked"
    LIST = "list"


class Copied:
    """The records that are copied or saved, and their texts in each form. A text is exact: a clipboard needs it made safe."""

    def __init__(self, host: Host) -> None:
        self._host = host
        reading = host.is_reading and host.shown == host.current_key
        self._keys: Mapping[Scope, Sequence[str]] = {
            Scope.RECORD: (host.current_key,),
            Scope.MARKED: () if host.marked == (host.current_key,) else host.marked,
        }
        self.scopes = [scope for scope in Scope if scope is Scope.LIST or self._keys[scope]]
        self.scope = Scope.RECORD if reading or Scope.MARKED not in self.scopes else Scope.MARKED
        self.field = host.reader.field_in_hand[0] if reading else ""
        """The field that is read, if one is read."""
        self.answer = host.answer
        self._kinds: dict[Scope, Collection[str]] = {}

    def turn(self, step: int) -> None:
        """Choose the next scope, or the previous one."""
        self.scope = self.scopes[(self.scopes.index(self.scope) + step) % len(self.scopes)]

    @property
    def total(self) -> int:
        """The number of records in the scope."""
        return self.count(self.scope)

    def count(self, scope: Scope) -> int:
        """Return how many records a scope has."""
        index = self._host.app.index
        if scope is not Scope.LIST:
            return len(self._keys[scope])
        return index.result(self._host.view).total if index else 0

    def forms(self) -> list[str]:
        """Return the forms that these records can have at all."""
        single = self.scope is Scope.RECORD
        lacks = {"field": not (self.field and single), "answer": not (self.answer and single)}
        return [form for form in FORMS if not lacks.get(form)]

    def keys(self, most: int | None = None) -> Iterator[str]:
        """Yield the keys of the records in the order of the list, at most `most`."""
        if self.scope is not Scope.LIST:
            yield from self._keys[self.scope][:most]
        elif (index := self._host.app.index) is not None:
            result = index.result(self._host.view)
            stop = result.total if most is None else min(most, result.total)
            for start in range(0, stop, _WINDOW):
                yield from result.keys(start, min(start + _WINDOW, stop))

    @property
    def kinds(self) -> Collection[str]:
        """The kinds of these records."""
        index = self._host.app.index
        if index is None:
            return ()
        if self.scope not in self._kinds:
            view = self._host.view
            if self.scope is not Scope.LIST:
                found: Collection[str] = {card.kind for card in self._cards(None)}
            elif view.kind != ALL:
                found = {view.kind}
            else:
                found = {kind for kind in KINDS if index.result(replace(view, kind=kind)).total}
            self._kinds[self.scope] = found
        return self._kinds[self.scope]

    def _cards(self, most: int | None) -> list[Card]:
        index = self._host.app.index
        if index is None:
            return []
        keys = list(self.keys(most))
        known = {card.key: card for card in index.cards(keys)}
        return [known[key] for key in keys if key in known]

    # documents

    def can_hold(self, form: str) -> bool:
        """Whether a document format holds records of any of these kinds."""
        fields = carried(FORMATS[form])
        return fields is None or not fields.keys().isdisjoint(self.kinds)

    def needs_one_kind(self, form: str) -> bool:
        """Whether a document has records of one kind, and these are of several."""
        return form in FORMATS and "kind" in FORMATS[form].takes and len(self.kinds) > 1

    def export(self, form: str, most: int | None = None) -> Export:
        """Return the export of these records in a format, at most `most`."""
        app, format = self._host.app, FORMATS[form]
        assert app.index is not None, "there are records"
        options = {"kind": next(iter(self.kinds), "")} if "kind" in format.takes else {}
        context, registry = self._host.context, app.registry.for_pages()
        if form == "citation":
            context = replace(context, languages=(app.language,))
        when = self._when if format.bears_time else NO_TIME
        return Export(registry, app.index, self._cards(most), context, when, options)

    @cached_property
    def _when(self) -> datetime:
        root = self._host.app.registry.root
        try:
            return document_time(root, os.environ)
        except BadEpoch:
            return document_time(root, {})

    def parts(self, form: str, export: Export | None, most: int | None = None) -> Iterator[str]:
        """Yield the text of these records in a form by parts; nothing where there is none.

        `export`: as `export` returns it, of a form that is a format; None for the others, of which at most `most` are meant.
        """
        if export is not None:
            format = FORMATS[form]
            parts = document(format, export)
            yield from _unended(parts) if format.is_line and len(export.cards) == 1 else parts
            return
        texts = (text for key in self.keys(most) if (text := self._one(form, key)))
        between = ""
        for text in _lookahead(texts):
            yield between + text
            between = "\n" if form == "toml" else ""

    def refusal(self, form: str) -> str:
        """Return why no document can be made of these records, in words; empty where one can."""
        if form in FORMATS and FORMATS[form].of is Of.DOCUMENT:
            try:
                next(self.parts(form, self.export(form, 1)), "")
            except CannotExport as error:
                return refusal(error.code, error.values, self._host.app.translator)
        return ""

    def file_name(self, form: str) -> str:
        """Return the name that a file with these records gets if nobody says another."""
        format = FORMATS.get(form)
        extension = format.extension if format else "toml" if form == "toml" and self.total == 1 else "txt"
        kinds = self.kinds
        whole = KINDS[next(iter(kinds))].folder if len(kinds) == 1 and next(iter(kinds)) in KINDS else "records"
        name = next(self.keys(1), "") if self.total == 1 else whole
        return f"{name.replace('/', '-')}.{extension}"

    # single records

    def has(self, form: str, most: int) -> bool:
        """Whether any of the first records has a text in this form."""
        return any(self._one(form, key) for key in self.keys(most))

    def _one(self, form: str, key: str) -> str:
        app, context = self._host.app, self._host.context
        card = app.index.card(key) if app.index else None
        if card is None:
            return ""
        entry = app.registry.entry(card.path)
        if form == "toml":
            return entry.text
        if form == "id" or entry.record is None:
            return card.id if form == "id" else ""
        match form:
            case "answer":
                return next(map(answer_text, answer_lines([self.answer] if self.answer else [], context)), "")
            case "name":
                return context.text_of(entry.record.label)
            case "field":
                return self._read_field(entry.record)
            case "link":
                return link(entry.record, context.language)
            case "citation-other":
                others = [one for one in app.library.settings.languages if one != app.language]
                if not others:
                    return ""
                tr = app.speaker(others[0]) if others[0] in LANGUAGES else app.translator
                form, context = "citation", replace(context, tr=tr, languages=(others[0],))
        return record_text(FORMATS[form], entry, key, context)

    def _read_field(self, record: Record) -> str:
        """What is read at the field: a text as it is written, anything else as the page has it."""
        value = value_at(record, self.field)
        if isinstance(value, Mapping) and all(isinstance(text, str) for text in value.values()):
            return self._host.context.text_of(value)
        return value if isinstance(value, str) else self._host.reader.text_of(self.field)


def _lookahead(texts: Iterable[str]) -> Iterator[str]:
    """Yield texts that each end in a line feed, but a single one as it is."""
    found = iter(texts)
    first = next(found, None)
    if first is None:
        return
    second = next(found, None)
    if second is None:
        yield first
        return
    for text in chain((first, second), found):
        yield text if text.endswith("\n") else f"{text}\n"


def _unended(parts: Iterable[str]) -> Iterator[str]:
    """Yield the parts of a document of one line without its line feed."""
    for part in parts:
        yield part.removesuffix("\n")
