"""Records held against the texts of their sources: what `verify`, and `check --texts`, find and count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from govtui.cli.asked import CannotAsk
from govtui.cli.session import Session
from govtui.cli.source_texts import AllNames, OnlySome, texts_of
from govtui.i18n.errors import refusal
from govtui.index.entry_checks import located
from govtui.model.cited_lines import Use, uses
from govtui.model.evidence import Comparison, Fact, Texts, Verdict, facts
from govtui.model.evidence_problems import findings
from govtui.model.problem import Problem
from govtui.model.record import Source
from govtui.store.files import printable
from govtui.store.registry import Entry, Registry
from govtui.text.numerals import written

_COMPARED = (Verdict.FOUND, Verdict.ELSEWHERE, Verdict.NOWHERE)


class Held(NamedTuple):
    """A registry held against texts."""

    entries: Mapping[str, Entry]
    texts: Texts
    sources: Sequence[Source]
    """Those whose text is at hand."""
    problems: Sequence[Problem]
    """In the order of records and fields."""
    facts: Mapping[str, Sequence[Fact]]
    """By record."""
    names: AllNames
    counts: Counter[Comparison | Verdict]
    """Facts that were compared, and NOT_COMPARED at a free place; of own words each number by itself."""
    cited: Sequence[Use]


def is_fixable(problem: Problem) -> bool:
    """Whether one line of the source tells what the cited ones do not, so that `--fix` can cite it."""
    return "better" in problem.values and not problem.muted


def hold(
    session: Session,
    registry: Registry,
    texts: str | None,
    files: Sequence[str] | None = None,
    sources: Sequence[str] = (),
) -> Held:
    """Hold the records in some files of a registry (None: in all) against the texts of sources. Raises click.ClickException."""
    entries = {entry.id: entry for entry in registry.entries() if entry.record is not None}
    everything = {id: entry.record for id, entry in entries.items() if entry.record is not None}
    for id in sources:
        if id not in everything:
            raise CannotAsk("no_such_record", refusal("no_such_record", {"target": id}, session.tr))
    records = {printable(entry.path): id for id, entry in entries.items()}
    for path in files or ():
        if path not in records:
            raise CannotAsk("not_a_record", refusal("not_a_record", {"path": path}, session.tr))
    all_sources = [record for record in everything.values() if isinstance(record, Source)]
    named = {source.id: source.file for source in all_sources}
    folder = texts_of(session, registry, texts, named.get)
    at_hand: Texts = OnlySome(folder, sources) if sources else folder
    for source in all_sources:
        if (fault := folder.fault(source.id)) and fault.code != "gone":
            code = (
                f"text_{fault.code}" if fault.code in ("not_utf8", "too_large", "link_outside") else "text_unreadable"
            )
            session.out.remark(refusal(code, {"path": source.file or f"{source.id}.txt"}, session.tr), once=True)
    kept = [source for source in all_sources if at_hand.lines(source.id) is not None]
    ids = [source.id for source in kept]
    known, schema = AllNames(everything), registry.manifest.record_schema
    cited = [use for record in everything.values() for use in uses(record, at_hand, schema)]
    counts: Counter[Comparison | Verdict] = Counter()
    found: list[Problem] = []
    stated: dict[str, Sequence[Fact]] = {}
    for record in everything.values():
        if files is not None and printable(entries[record.id].path) not in files:
            continue
        stated[record.id] = facts(record, at_hand, known, schema)
        for fact in stated[record.id]:
            if any(at_hand.lines(one.source) is not None for one in fact.places):
                counts.update(_counted(fact))
        found += located(entries[record.id], findings(record, at_hand, known, schema, stated[record.id], ids))
    return Held(entries, at_hand, kept, found, stated, known, counts, cited)


def _counted(fact: Fact) -> Counter[Comparison | Verdict]:
    out: Counter[Comparison | Verdict] = Counter()
    if fact.comparison is Comparison.OWN_WORDS and fact.verdict in (*_COMPARED, Verdict.NO_TEXT):
        missing = len(fact.missing)  # of a text that is not at hand, perhaps
        out[Verdict.FOUND] = len(written(str(fact.value))) - missing
        out[fact.verdict] += missing
        out[fact.comparison] = out[Verdict.FOUND] + out[Verdict.ELSEWHERE] + out[Verdict.NOWHERE]
    elif fact.verdict in _COMPARED:
        out.update((fact.comparison, fact.verdict))
    elif fact.verdict is Verdict.NOT_COMPARED and fact.comparison is not Comparison.NONE:
        out[fact.verdict] = 1
    return out
