"""The facts of a record beside the texts of its sources: rows with a sign, in words, and what can be said of one at length."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property

from govtui.i18n.countries import names_of_country
from govtui.i18n.dates import date_short
from govtui.i18n.field_labels import field_label
from govtui.i18n.formats import joined, quoted
from govtui.model.dates import DateError, PartialDate
from govtui.model.event_parts import Outcome, Remark
from govtui.model.evidence import Comparison, Fact, Line, Passage, Texts, Verdict, facts
from govtui.model.evidence_problems import findings
from govtui.model.fields import FieldSpec
from govtui.model.identifiers import country_of
from govtui.model.parts import Claim
from govtui.model.passages import lines_at
from govtui.model.problem import Problem
from govtui.model.progress import ProgressRow
from govtui.model.record import Organization, Record, Source
from govtui.model.schema import ValueType
from govtui.model.stated_values import StatedValue, stated_values
from govtui.page.bodies import person_named
from govtui.page.figures import row_words
from govtui.page.present import PathStyle, claim_spans, key_words, path_words, value_words
from govtui.page.problem_words import problem_sentence
from govtui.page.render_context import RenderContext
from govtui.page.source_names import short_name

_ABOUT_THE_EVIDENCE = frozenset({"source", "at", "said_by", "key", "ref", "for", "field", "note"})
"""Fields of parts that are no facts to compare: they say where one stands, or what it is called here."""

_STEPS = 3
"""How many steps of a field path are shown: of a table in a table the first say the least."""

COPIED = "copied_words"
"""The finding that needs the names of all records; `govtui verify` looks for it."""


class Sign(StrEnum):
    """How a fact stands, as the list shows it."""

    HELD = "✓"
    WRONG = "!"
    OPEN = "–"
    """Not compared, or there is nothing to compare it with."""


@dataclass(frozen=True)
class FactRow:
    """A stated value of a record with its evidence, in words as soon as somebody asks for them."""

    record: Record
    value_stated: StatedValue
    fact: Fact
    problem: Problem | None
    """What `govtui verify` says of it."""
    context: RenderContext

    @property
    def path(self) -> str:
        """The field path; of a text with its language, of one of several values with that value."""
        return self.fact.path

    @property
    def sign(self) -> Sign:
        """How it stands; what was checked by hand is no longer wrong."""
        if self.problem is not None and self.problem.muted:
            return Sign.OPEN
        if self.fact.verdict in (Verdict.ELSEWHERE, Verdict.NOWHERE, Verdict.NO_SUCH_PLACE):
            return Sign.WRONG
        return Sign.HELD if self.fact.verdict is Verdict.FOUND else Sign.OPEN

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The sources that are cited for it, those first whose lines tell it."""
        told = [line.source for line in self.fact.support]
        return tuple(dict.fromkeys((*told, *(place.source for place in self.fact.places))))

    def lines_in(self, source: str) -> list[int]:
        """Return the lines of a source that tell it, else those that are cited."""
        cited = [number for place in self.fact.places if place.source == source and place.at for number in place.lines]
        return [line.number for line in self.fact.support if line.source == source] or cited

    # in words

    @cached_property
    def _where(self) -> str:
        """Its path; of one of several values without that value."""
        value = self.value_stated.value
        return self.path.removesuffix(f".{value}") if isinstance(value, str) else self.path

    @cached_property
    def label(self) -> str:
        """The field of the record: "Steps"."""
        steps = self._where.split(".")
        of_record = steps[: 2 if steps[0] in ("relations", "x") else 1]
        return path_words(self.record.kind, ".".join(of_record), self.context, PathStyle.SHORT)

    @cached_property
    def item(self) -> str:
        """Where in the field it stands: "Adopted · Date"; empty where the value tells that by itself."""
        return _item(self.record, self.value_stated, self._where, self.label, self.value, self.context)

    @cached_property
    def value(self) -> str:
        """What is stated, on one line."""
        return _one_line(_value_words(self.record, self.value_stated, self.fact, self.context))

    @cached_property
    def note(self) -> str:
        """What is not there, or why nothing was compared, in a few words; empty where the cited lines tell it."""
        if self.problem is not None and self.problem.muted:
            return self.context.tr.gettext("checked")
        return _note(self.fact, self.context)

    @cached_property
    def places(self) -> str:
        """The places as they are cited: "L5, L7"."""
        return _places(self.fact, self.context)

    def stated(self, words: str) -> str:
        """Return words behind what they are said of: "Adopted · Date: 2021"."""
        return f"{self.item}: {words}" if self.item else words


class RecordNames:
    """What evidence knows of other records (model.evidence.Known); each is asked for once."""

    def __init__(self, read: Callable[[str], Record | None]) -> None:
        self._read = cache(read)

    def names(self, target: str) -> Sequence[str]:
        """Return the names and aliases of an organization or country; none of anything else."""
        if code := country_of(target):
            return names_of_country(code)
        record = self._read(target) if self._is_body(target) else None
        return names_of(record) if isinstance(record, Organization) else ()

    def _is_body(self, id: str) -> bool:
        """Whether an id may be that of an organization: nothing else is read for its names."""
        return True

    def language(self, source: str) -> str:
        """Return the language of a source; "" where its record does not say it."""
        record = self._read(source)
        return (record.lang or "") if isinstance(record, Source) else ""

    def all_names(self) -> frozenset[str]:
        """Return none: all records would have to be read, and only copied words are held against them."""
        return frozenset()


def names_of(record: Record) -> list[str]:
    """Return the names and aliases of a record, and the symbol of a declaration."""
    symbol = [record.symbol] if record.kind == "declaration" and record.symbol else []
    return [*record.label.values(), *(alias.text for alias in record.aka), *symbol]


class IndexedNames(RecordNames):
    """Those of an index, which tells the kind of a record without its file."""

    def __init__(self, context: RenderContext) -> None:
        super().__init__(context.record)
        self._index = context.index

    def _is_body(self, id: str) -> bool:
        card = self._index.card(id)
        return card is not None and card.kind == "organization"


def fact_rows(record: Record, texts: Texts, context: RenderContext) -> list[FactRow]:
    """Return what a record states, in the order of its fields, each held against the lines that it cites."""
    names, schema = IndexedNames(context), context.schema
    held = facts(record, texts, names, schema)
    problems = {one.field: one for one in findings(record, texts, names, schema, held) if one.code != COPIED}
    compared = {fact.path: fact for fact in held}
    rows: list[FactRow] = []
    for stated in stated_values(record, schema):
        found = list(_facts_of(stated, compared))
        if not found and _is_shown(stated):
            places = tuple(_passage(source, at, texts) for source, at in stated.places)
            found = [Fact(stated.path, stated.value, Comparison.NONE, places, Verdict.NOT_COMPARED)]
        rows += (FactRow(record, stated, fact, problems.get(fact.path), context) for fact in found)
    return rows


def row_at(rows: Sequence[FactRow], field: str, source: str = "") -> int | None:
    """Return the place of the first row at or below a field path, of those that cite `source` if one is named."""
    if not field:
        return None
    within = [n for n, row in enumerate(rows) if f"{row.path}.".startswith(f"{field}.")]
    return next((n for n in within if not source or source in rows[n].sources), None)


def _facts_of(stated: StatedValue, compared: Mapping[str, Fact]) -> Iterator[Fact]:
    """Yield the facts that a stated value was compared as: itself, or its text in each language."""
    if stated.path in compared:
        yield compared[stated.path]
    elif isinstance(stated.value, Mapping):
        yield from (fact for key in stated.value if (fact := compared.get(f"{stated.path}.{key}")))


def _is_shown(stated: StatedValue) -> bool:
    """Return whether a value that nothing is compared with is worth a row: one with a place, and no key of a part but the
    status of a measure."""
    top = "." not in stated.path
    if not stated.places or stated.spec.name in _ABOUT_THE_EVIDENCE - ({"note"} if top else set()):
        return False
    if stated.path.partition(".")[0] in ("sources", "aka"):
        return False
    if isinstance(stated.holder, ProgressRow):  # what the row is about stands before each of its numbers
        return stated.spec.name == "status"
    return top or stated.spec.value_type not in (ValueType.KEY, ValueType.LANGUAGE, ValueType.YES_NO)


def _passage(source: str, at: str, texts: Texts) -> Passage:
    text = texts.lines(source)
    return Passage(source, at, (lines_at(text, at) or ()) if text is not None and at else ())


def _item(record: Record, stated: StatedValue, path: str, label: str, value: str, context: RenderContext) -> str:
    """Return where in its field a value stands, without an item that is called by the value itself."""
    if isinstance(stated.holder, Claim):
        field = path_words(record.kind, stated.holder.field, context, PathStyle.QUALIFIED, record)
        return field if stated.spec.name == "value" else f"{field} · {field_label(stated.spec, context.tr)}"
    if isinstance(stated.holder, ProgressRow):  # its table stands above
        return f"{row_words(stated.holder, {}, context)} · {field_label(stated.spec, context.tr)}"
    if stated.spec.is_localized and isinstance(stated.value, Mapping) and path != stated.path:
        return path.rpartition(".")[2]  # a language: its tag takes fewer cells than its name
    if done := _what_was_done(stated.holder, context):  # a long text would say no more, and leave no room for the value
        return f"{done} · {field_label(stated.spec, context.tr)}"
    whole = path_words(record.kind, path, context, PathStyle.QUALIFIED, record)
    item = whole.removeprefix(label).removeprefix(" · ").strip().removeprefix("(").removesuffix(")")
    steps = [step for step in item.split(" · ") if not value.strip("“”").startswith(step.rstrip("…"))]
    return " · ".join(steps[-_STEPS:])


def _what_was_done(holder: object, context: RenderContext) -> str:
    """Return the act of an outcome, or the occasion of a remark; empty for other items."""
    if isinstance(holder, Outcome):
        return key_words("outcome.act", holder.act, context)
    return (
        key_words("remark.occasion", holder.occasion, context) if isinstance(holder, Remark) and holder.occasion else ""
    )


def _value_words(record: Record, stated: StatedValue, fact: Fact, context: RenderContext) -> str:
    if isinstance(stated.holder, Claim) and stated.spec.name == "value":
        return "".join(span.text for span in claim_spans(record, stated.holder.field, stated.value, context))
    if fact.comparison is Comparison.QUOTATION and stated.spec.name == "quote":
        return quoted(str(fact.value).strip())
    if isinstance(fact.value, str) and isinstance(stated.value, Mapping):
        return fact.value
    if isinstance(fact.value, str) and stated.spec.value_type in (ValueType.REFERENCE, ValueType.TARGET):
        return context.name_or_text(fact.value) if not country_of(fact.value) else context.name(fact.value).text
    if isinstance(fact.value, str) and stated.spec.about.item_of == "people":
        return person_named(fact.value, record)
    if isinstance(fact.value, PartialDate):
        return date_short(fact.value, context.tr)
    return value_words(_spec(stated), fact.value, context)


def _spec(stated: StatedValue) -> FieldSpec:
    """Return the spec of one value of a list."""
    return stated.spec.element if stated.spec.many and not isinstance(stated.value, list) else stated.spec


def _one_line(text: str) -> str:
    return " ".join(text.split())


_LINE = re.compile(r"\bL\s?(\d+)")


def _places(fact: Fact, context: RenderContext) -> str:
    """Return the places, those of one source joined by commas: "L5–L7, L44 · L3"."""
    by_source: dict[str, dict[str, None]] = {}
    for place in fact.places:
        if place.at:
            by_source.setdefault(place.source, {})[place.at] = None
    # L10N: A line of a text, by its number, in as few letters as possible.
    line = context.tr.pgettext("place", "L{line}")
    places = " · ".join(map(", ".join, by_source.values())).replace("-", "–")
    return _LINE.sub(lambda found: line.format(line=found[1]), places)


def _note(fact: Fact, context: RenderContext) -> str:
    tr = context.tr
    match fact.verdict:
        case Verdict.ELSEWHERE | Verdict.NOWHERE:
            # L10N: What cited lines do not tell. {what} is a number, a date, a name or a quotation; {places} is L60.
            words, places = tr.gettext("{what} not in {places}"), _places(fact, context)
            if fact.verdict is Verdict.NOWHERE or not places:
                words = tr.gettext("{what} not in the text")
            return words.format(what=_missing(fact, context), places=places)
        case Verdict.NO_SUCH_PLACE:
            return tr.gettext("no such place in the text")
        case Verdict.NOT_COMPARED:
            return tr.gettext("not compared")
        case Verdict.NO_TEXT:
            return tr.gettext("no text at hand")
        case Verdict.UNCITED:
            return tr.gettext("no source cited")
    return ""


def _missing(fact: Fact, context: RenderContext) -> str:
    words = []
    for part in fact.missing:
        if fact.comparison is Comparison.NAME:
            words.append(context.name_or_text(part))
        elif fact.comparison is Comparison.DATE:
            words.append(_part_of_date(part, context))
        else:
            words.append(quoted(_one_line(part)))
    return joined(words, context.tr)


def _part_of_date(part: str, context: RenderContext) -> str:
    """Return a year ("2022"), a month ("08") or a day of a month ("08-05") in words."""
    try:
        yearless = part if len(part) == 4 else f"XXXX-{part}"
        return date_short(PartialDate.parse(yearless), context.tr).rstrip(" ,/?")
    except DateError:
        return part


# at length


def told_at_length(row: FactRow, context: RenderContext) -> tuple[str, str]:
    """Return what a row states in full, and what its sources say of that."""
    tr, fact = context.tr, row.fact
    where = " · ".join(filter(None, (row.label, row.item)))
    stated = f"{where}: {row.value}"
    if row.problem is not None and not row.problem.muted:
        return stated, " ".join([problem_sentence(row.problem, context), *hints(row.problem, context)])
    match fact.verdict:
        case Verdict.FOUND:
            return stated, tr.gettext("Stated in {places}.").format(places=_lines(fact.support, context))
        case Verdict.NOT_COMPARED if row.problem is None:
            return stated, tr.gettext("Not compared with the text: read the cited lines.")
        case Verdict.NO_TEXT:
            return stated, tr.gettext("The text that is cited for it is not at hand.")
        case Verdict.UNCITED:
            return stated, tr.gettext("No source is cited for it.")
    return stated, f"{row.note}."


def hints(problem: Problem, context: RenderContext) -> Iterator[str]:
    """Yield what helps to correct a finding: the line that is most like a quotation."""
    tr, values = context.tr, problem.values
    if line := values.get("line"):
        yield tr.gettext("Nearest: {place}: {words}").format(place=line, words=values["difference"])


def _lines(lines: Sequence[Line], context: RenderContext) -> str:
    """Return lines in words, with the source where there are several."""
    sources = dict.fromkeys(line.source for line in lines)
    told = []
    for source in sources:
        at = context.locator(", ".join(f"L{line.number}" for line in lines if line.source == source))
        told.append(f"{short_name(source, context)}, {at}" if len(sources) > 1 else at)
    return "; ".join(told)
