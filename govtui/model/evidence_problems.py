"""What is wrong between records and the texts of their sources, as problems. `check` does not know them: it judges alike
with and without texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from govtui.model.cited_lines import cited_places
from govtui.model.evidence import Comparison, Fact, Known, Texts, Verdict, facts
from govtui.model.muting import mutes
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.passages import lines_at
from govtui.model.problem import Problem, Severity
from govtui.model.record import Record, Source
from govtui.model.schema import ValueType
from govtui.model.stated_values import stated_values
from govtui.text.copying import PrintedTexts
from govtui.text.quoting import nearest

LONGEST_QUOTE = 25
"""Syllables of a quotation, which white space divides ("03/8" is one); a longer one is a copy."""

_SHOWN = 80
"""Characters of a text that a problem carries."""

_OWN_TEXTS = frozenset({"summary", "note", "text", "areas.name"})
"""Fields whose words are the registry's own."""


def findings(
    record: Record,
    texts: Texts,
    known: Known,
    schema: Schema = BUILT_IN,
    held: Sequence[Fact] | None = None,
    beside: Sequence[str] = (),
) -> Iterator[Problem]:
    """Yield what is wrong with the evidence of a record; what a `[[checked]]` entry mutes is marked as muted.

    `held`: its facts, where the caller has them already. `beside`: sources whose texts its own words are held against, beside
    those that it cites: words are copied from where somebody read them.
    """
    held = facts(record, texts, known, schema) if held is None else held
    for problem in _findings(record, texts, known, schema, held, beside):
        yield replace(problem, record=record.id, muted=any(mutes(one, problem) for one in record.checked))


def _findings(
    record: Record, texts: Texts, known: Known, schema: Schema, held: Sequence[Fact], beside: Sequence[str]
) -> Iterator[Problem]:
    digest = texts.sha256(record.id) if isinstance(record, Source) and record.sha256 else None
    if isinstance(record, Source) and record.sha256 and digest not in (None, record.sha256.casefold()):
        yield Problem("text_changed", Severity.WARNING, field="sha256")
    for place in cited_places(record, schema):
        text = texts.lines(place.source)
        if text is not None and lines_at(text, place.at) == ():
            values = {"at": place.at, "source": place.source}
            yield Problem("no_such_place", Severity.ERROR, field=f"{place.path}.at", values=values)
    for fact in held:
        is_quote = fact.comparison is Comparison.QUOTATION and fact.path.endswith(".quote")
        if is_quote and (count := len(str(fact.value).split())) > LONGEST_QUOTE:
            yield Problem("long_quote", Severity.WARNING, field=fact.path, values={"count": count})
        if fact.verdict in (Verdict.ELSEWHERE, Verdict.NOWHERE):
            yield _of_fact(fact, texts)
    yield from _copied(record, texts, known, schema, beside)


def _of_fact(fact: Fact, texts: Texts) -> Problem:
    places: dict[str, list[str]] = {}
    for one in fact.places:
        places.setdefault(one.source, []).append(one.at)
    values: dict[str, str | int] = {
        "given": ", ".join(fact.missing)[:_SHOWN],
        "places": ", ".join(f"{source} {', '.join(ats)}".rstrip() for source, ats in places.items()),
        "source": ", ".join(dict.fromkeys(one.source for one in fact.places)),
        "compared": fact.comparison.value,
    }
    if fact.verdict is Verdict.ELSEWHERE:
        if len(fact.better) == 1:
            values["better"] = f"{fact.better[0].source} L{fact.better[0].number}"
        if fact.comparison is Comparison.QUOTATION:
            return Problem("quote_elsewhere", Severity.WARNING, field=fact.path, values=values)
        return Problem("value_elsewhere", Severity.WARNING, field=fact.path, values=values)
    if fact.comparison is not Comparison.QUOTATION:
        return Problem("value_nowhere", Severity.WARNING, field=fact.path, values=values)
    return Problem("quote_nowhere", Severity.ERROR, field=fact.path, values={**values, **_nearest(fact, texts)})


def _nearest(fact: Fact, texts: Texts) -> Mapping[str, str]:
    """Return the line most like a quotation that stands nowhere, and their difference."""
    for source in dict.fromkeys(one.source for one in fact.places):
        if near := nearest(str(fact.value), texts.lines(source) or ()):
            return {"line": f"{source} L{near.number}", "difference": near.difference}
    return {}


def _copied(record: Record, texts: Texts, known: Known, schema: Schema, beside: Sequence[str]) -> Iterator[Problem]:
    """Yield own texts that share words with a line of a source that the record cites, or is, or of those `beside`."""
    cited = [place.source for place in cited_places(record, schema)] + [one.ref for one in record.sources]
    own = [record.id] if isinstance(record, Source) else []
    sources = dict.fromkeys([*own, *cited, *beside])
    kept = {source: lines for source in sources if (lines := texts.lines(source)) is not None}
    if not kept:
        return
    printed = PrintedTexts(kept, known.all_names())
    for stated in stated_values(record, schema):
        spec = stated.spec
        if not {spec.name, f"{spec.owner}.{spec.name}"} & _OWN_TEXTS or spec.value_type is not ValueType.LOCALIZED:
            continue
        told = stated.value if isinstance(stated.value, Mapping) else {"": stated.value}
        for language, text in told.items():
            for run in printed.copied(str(text)):
                yield Problem(
                    "copied_words",
                    Severity.WARNING,
                    field=f"{stated.path}.{language}".rstrip("."),
                    values={"given": run.words[:_SHOWN], "count": run.length, "places": f"{run.source} L{run.line}"},
                )
