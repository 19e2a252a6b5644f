"""The facts of a record beside the texts of its sources: rows with a sign, in words, and what can be said of one at length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from govtui.i18n.countries import names_of_country
from govtui.i18n.dates import date_short
from govtui.i18n.formats import joined, quoted
from govtui.model.dates import DateError, PartialDate
from govtui.model.evidence import Comparison, Fact, Line, Passage, Texts, Verdict, facts
from govtui.model.evidence_problems import findings
from govtui.model.fields import FieldSpec
from govtui.model.identifiers import country_of
from govtui.model.parts import Claim
from govtui.model.passages import lines_at
from govtui.model.problem import Problem
from govtui.model.record import Record, Source
from govtui.model.schema import ValueType
from govtui.model.stated_values import StatedValue, stated_values
from govtui.page.present import PathStyle, claim_spans, path_words, value_words
from govtui.page.problem_words import problem_sentence
from govtui.page.render_context import RenderContext

_ABOUT_THE_EVIDENCE = frozenset({"source", "at", "said_by", "key", "ref", "for", "field", "note"})
"""Fields of parts that are no facts to compare: they say where one stands, or what it is called here."""

COPIED = "copied_words"
"""The finding that needs the names of all records; `govtui verify` looks for it."""


class Sign(StrEnum):
    """How a fact stands, as the list shows it."""

    HELD = "✓"
    WRONG = "!"
    OPEN = "–"
    """Not compared, or there is nothing to compare it with."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """A stated value of a record in words, with its evidence."""

    path: str
    sign: Sign
    label: str
    """The field of the record: "Steps"."""
    item: str
    """Where in the field it stands: "Adopted · Date"; empty where the value tells that by itself."""
    value: str
    """What is stated, on one line."""
    note: str
    """What is not there, or why nothing was compared, in a few words; empty where the cited lines tell it."""
    places: str
    """The places as they are cited: "L5, L7"."""
    fact: Fact
    sources: tuple[str, ...]
    """The sources that are cited for it, those first whose lines tell it."""
    problem: Problem | None = None
    """What `govtui verify` says of it."""

    def stated(self, words: str) -> str:
        """Return words behind what they are said of: "Adopted · Date: 2021"."""
        return f"{self.item}: {words}" if self.item else words

    def lines_in(self, source: str) -> list[int]:
        """Return the lines of a source that tell it, else those that are cited."""
        cited = [number for place in self.fact.places if place.source == source and place.at for number in place.lines]
        return [line.number for line in self.fact.support if line.source == source] or cited


class RecordNames:
    """What evidence knows of other records (model.evidence.Known); each is read from its file when it is asked for."""

    def __init__(self, context: RenderContext) -> None:
        self._context = context
        self._records: dict[str, Record | None] = {}

    def names(self, target: str) -> Sequence[str]:
        """Return the names and aliases of an organization or country; none of anything else."""
        if code := country_of(target):
            return names_of_country(code)
        card = self._context.index.card(target)
        record = self._read(target) if card and card.kind == "organization" else None
        return [*record.label.values(), *(alias.text for alias in record.aka)] if record else ()

    def language(self, source: str) -> str:
        """Return the language of a source; "" where its record does not say it."""
        record = self._read(source)
        return (record.lang or "") if isinstance(record, Source) else ""

    def all_names(self) -> frozenset[str]:
        """Return none: all records would have to be read, and only copied words are held against them."""
        return frozenset()

    def _read(self, id: str) -> Record | None:
        if id not in self._records:
            self._records[id] = self._context.record(id)
        return self._records[id]


def fact_rows(record: Record, texts: Texts, context: RenderContext) -> list[FactRow]:
    """Return what a record states, in the order of its fields, each held against the lines that it cites."""
    names, schema = RecordNames(context), context.schema
    held = facts(record, texts, names, schema)
    problems = {one.field: one for one in findings(record, texts, names, schema, held) if one.code != COPIED}
    compared = {fact.path: fact for fact in held}
    rows: list[FactRow] = []
    for stated in stated_values(record, schema):
        found = list(_facts_of(stated, compared))
        if not found and _is_shown(stated):
            places = tuple(_passage(source, at, texts) for source, at in stated.places)
            found = [Fact(stated.path, stated.value, Comparison.NONE, places, Verdict.NOT_COMPARED)]
        rows += (_row(record, stated, fact, problems.get(fact.path), context) for fact in found)
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
    """Return whether a value that nothing is compared with is worth a row: one with a place, and no key of a part."""
    top = "." not in stated.path
    if not stated.places or stated.spec.name in _ABOUT_THE_EVIDENCE - ({"note"} if top else set()):
        return False
    if stated.path.partition(".")[0] in ("sources", "aka"):
        return False
    return top or stated.spec.value_type not in (ValueType.KEY, ValueType.LANGUAGE, ValueType.YES_NO)


def _passage(source: str, at: str, texts: Texts) -> Passage:
    text = texts.lines(source)
    return Passage(source, at, (lines_at(text, at) or ()) if text is not None and at else ())


def _row(record: Record, stated: StatedValue, fact: Fact, problem: Problem | None, context: RenderContext) -> FactRow:
    wrong = fact.verdict in (Verdict.ELSEWHERE, Verdict.NOWHERE, Verdict.NO_SUCH_PLACE)
    muted = problem is not None and problem.muted
    sign = Sign.OPEN if muted or not (wrong or fact.verdict is Verdict.FOUND) else Sign.WRONG if wrong else Sign.HELD
    # of one of several values the path ends with the value
    path = fact.path.removesuffix(f".{stated.value}") if isinstance(stated.value, str) else fact.path
    label = path_words(record.kind, path, context, PathStyle.SHORT, record)
    value = _one_line(_value_words(record, stated, fact, context))
    told = [line.source for line in fact.support]
    return FactRow(
        fact.path,
        sign,
        label,
        _item(record, path, label, value, context),
        value,
        context.tr.gettext("checked") if muted else _note(fact, context),
        _places(fact),
        fact,
        tuple(dict.fromkeys((*told, *(place.source for place in fact.places)))),
        problem,
    )


def _item(record: Record, path: str, label: str, value: str, context: RenderContext) -> str:
    """Return where in its field a value stands, without an item that is called by the value itself."""
    whole = path_words(record.kind, path, context, PathStyle.QUALIFIED, record)
    item = whole.removeprefix(label).removeprefix(" · ").strip().removeprefix("(").removesuffix(")")
    steps = [step for step in item.split(" · ") if not value.strip("“”").startswith(step.rstrip("…"))]
    return " · ".join(steps)


def _value_words(record: Record, stated: StatedValue, fact: Fact, context: RenderContext) -> str:
    if isinstance(stated.holder, Claim) and stated.spec.name == "value":
        return "".join(span.text for span in claim_spans(record, stated.holder.field, stated.value, context))
    if fact.comparison is Comparison.QUOTATION and stated.spec.name == "quote":
        return quoted(str(fact.value).strip())
    if isinstance(fact.value, str) and isinstance(stated.value, Mapping):
        return fact.value
    if isinstance(fact.value, str) and stated.spec.value_type in (ValueType.REFERENCE, ValueType.TARGET):
        return context.name_or_text(fact.value) if not country_of(fact.value) else context.name(fact.value).text
    if isinstance(fact.value, PartialDate):
        return date_short(fact.value, context.tr)
    return value_words(_spec(stated), fact.value, context)


def _spec(stated: StatedValue) -> FieldSpec:
    """Return the spec of one value of a list."""
    return stated.spec.element if stated.spec.many and not isinstance(stated.value, list) else stated.spec


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _places(fact: Fact) -> str:
    """Return the places, those of one source joined by commas: "L5–L7, L44 · L3"."""
    by_source: dict[str, dict[str, None]] = {}
    for place in fact.places:
        if place.at:
            by_source.setdefault(place.source, {})[place.at] = None
    return " · ".join(map(", ".join, by_source.values())).replace("-", "–")


def _note(fact: Fact, context: RenderContext) -> str:
    tr = context.tr
    match fact.verdict:
        case Verdict.ELSEWHERE | Verdict.NOWHERE:
            # L10N: What cited lines do not tell. {what} is a number, a date, a name or a quotation; {places} is L60.
            words, places = tr.gettext("{what} not in {places}"), _places(fact)
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
            return stated, tr.gettext("Told by {places}.").format(places=_lines(fact.support, context))
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
        told.append(f"{source}, {at}" if len(sources) > 1 else at)
    return "; ".join(told)
