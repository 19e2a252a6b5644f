"""Offers for a query line in words: how they are shown, and what is written for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from govtui.i18n.formats import number
from govtui.i18n.translator import Translator
from govtui.index.api import Index
from govtui.index.query import Clause, ClauseKind
from govtui.index.query_format import in_quotes
from govtui.page.facet_words import facet_name, value_words
from govtui.text.markers import NP_

if TYPE_CHECKING:
    from govtui.index.query_api import Offer

_FIELDS = NP_("query", "Fields")


class OfferLine(NamedTuple):
    """An offer in words."""

    field: str
    """The name of its field, under which it stands."""
    words: str
    note: str
    """How many records it finds; of a field an example."""


class Taken(NamedTuple):
    """The text that replaces a part of a query line."""

    start: int
    end: int
    text: str


class OfferWords:
    """The offers for a query line in the language of the interface."""

    def __init__(self, line: str, index: Index, tr: Translator) -> None:
        self._line, self._index, self._tr = line, index, tr

    def distinct(self, offers: Iterable[Offer]) -> list[Offer]:
        """Return offers without fields called like an earlier one: behind that name either is meant."""
        seen = set[str]()
        out = []
        for offer in offers:
            name = "" if offer.value else self._field(offer.field)
            if not name or name not in seen:
                out.append(offer)
                seen.add(name)
        return out

    def told(self, offer: Offer) -> OfferLine:
        """Return an offer as it is shown."""
        if offer.value:
            count = number(offer.n, self._tr)
            return OfferLine(self._field(offer.field), self._value(offer.field, offer.value), f" {count}")
        example = self._value(offer.field, offer.example) if offer.example else ""
        return OfferLine(
            self._tr.pgettext("query", _FIELDS), f"{self._field(offer.field)}:", f" {example}" if example else ""
        )

    def also(self, offer: Offer) -> str:
        """Return how a value can be written, too: by its key, behind the name of the field as it was typed."""
        if not offer.value or self._value(offer.field, offer.value).casefold() == offer.value.casefold():
            return ""
        clause = self._clause_before(offer.start)
        name = (
            self._line[clause.start : clause.value_start - 1].lstrip("-")
            if clause and self._begins_value(offer.start)
            else ""
        )
        key = in_quotes(offer.value) if " " in offer.value else offer.value
        return f"{name or offer.field}:{key}"

    def taken(self, offer: Offer) -> Taken:
        """Return what is written for an offer: its words where they mean just that, else its key."""
        line = self._line
        if not offer.value:
            return Taken(offer.start, offer.end, f"{self._field(offer.field)}: ")
        space = "" if line[offer.end : offer.end + 1].isspace() or line.startswith(",", offer.end) else " "
        written = Taken(offer.start, offer.end, "")
        for written in self._ways(offer):
            if self._means(written, offer):
                break
        return written._replace(text=written.text + space)

    def _ways(self, offer: Offer) -> Iterator[Taken]:
        """Yield the ways to write a value, most readable first: in its field, then with the field's name."""
        words, key = self._value(offer.field, offer.value), offer.value
        forms = [words, in_quotes(words), key, in_quotes(key)]
        start, clause = offer.start, self._clause_before(offer.start)
        if clause and self._begins_value(start):
            yield from (Taken(start, offer.end, form) for form in forms)
            if self._line[clause.value_start : start].strip():  # one of several values
                labels = self._index.fields.vocabulary.value_labels(offer.field, key)
                yield from (Taken(start, offer.end, form) for label in labels for form in (label, in_quotes(label)))
            start = clause.start + (self._line[clause.start] == "-")
        for name in (self._field(offer.field), offer.field):
            yield from (Taken(start, offer.end, f"{name}: {form}") for form in forms)

    def _clause_before(self, start: int) -> Clause | None:
        """Return the field behind whose colon a place is."""
        clauses = self._index.query(self._line).clauses
        within = [clause for clause in clauses if clause.kind is ClauseKind.FIELD and clause.value_start <= start]
        return within[-1] if within else None

    def _begins_value(self, start: int) -> bool:
        """Whether a value of a field begins here: behind its colon, or behind a comma."""
        clause = self._clause_before(start)
        before = self._line[clause.value_start : start].rstrip() if clause else "?"
        return not before or before.endswith(",")

    def _means(self, written: Taken, offer: Offer) -> bool:
        """Whether a line with this in it asks for the value there, and by these words for no other."""
        line = f"{self._line[: written.start]}{written.text} {self._line[written.end :]}"
        end = written.start + len(written.text)
        for clause in self._index.query(line).clauses:
            if clause.kind is ClauseKind.FIELD and clause.start <= written.start and clause.end == end:
                name = (
                    line[clause.start : clause.value_start].lstrip("-") if clause.value_start <= written.start else ""
                )
                alone = self._index.query(name + written.text).clauses
                pair = (offer.field, offer.value)
                return pair in clause.asked and [one.asked for one in alone] == [(pair,)]
        return False

    def _field(self, field: str) -> str:
        return facet_name(field, self._index.fields, self._tr)

    def _value(self, field: str, value: str) -> str:
        return value_words(field, value, self._index, self._tr)
