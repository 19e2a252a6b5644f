"""`govtui verify [PATH]`: holds records against the texts of their sources, and lists what no record has."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import click

from govtui.cli.command import make_command
from govtui.cli.problem_lines import problem_row
from govtui.cli.session import Session
from govtui.cli.source_texts import OnlySome, RecordNames, texts_of
from govtui.i18n.errors import refusal
from govtui.i18n.formats import number
from govtui.i18n.problems import sentence, severity_label
from govtui.model.cited_lines import Use, unheld, unrecorded, uses
from govtui.model.evidence import Comparison, Texts, Verdict, facts
from govtui.model.evidence_problems import findings
from govtui.model.field_paths import to_toml
from govtui.model.problem import Problem, Severity
from govtui.model.record import Record, Source
from govtui.store.field_locations import FieldLocations
from govtui.store.registry import Entry, Registry
from govtui.text.safe import safe_text
from govtui.text.width import clip

FORMATS = ("text", "github")
_LINE_CELLS = 70
"""Width of a line of a source in the list of those that no record has."""

_HELD = (Verdict.FOUND, Verdict.ELSEWHERE, Verdict.NOWHERE)


class Held(NamedTuple):
    """A registry held against texts."""

    entries: Mapping[str, Entry]
    texts: Texts
    sources: Sequence[Source]
    """Those whose text is at hand."""
    problems: Sequence[Problem]
    """In the order of records and fields."""
    counts: Counter[Comparison | Verdict]
    cited: Sequence[Use]


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["path"], required=False, metavar=tr.gettext("[PATH]")),
        click.Option(["--texts"], metavar=tr.gettext("DIR"), help=tr.gettext("The folder of the source texts.")),
        click.Option(
            ["--record", "records"], multiple=True, metavar=tr.gettext("ID"), help=tr.gettext("Only this record.")
        ),
        click.Option(
            ["--source", "sources"],
            multiple=True,
            metavar=tr.gettext("ID"),
            help=tr.gettext("Only the text of this source."),
        ),
        click.Option(
            ["--unrecorded", "open_lines"], is_flag=True, help=tr.gettext("Also list the lines that no record cites.")
        ),
        click.Option(["--json", "as_json"], is_flag=True, help=tr.gettext("Print one line of JSON for each finding.")),
        click.Option(
            ["--format", "style"],
            type=click.Choice(FORMATS),
            default="text",
            help=tr.gettext("How problems are printed."),
        ),
        click.Option(["--strict"], is_flag=True, help=tr.gettext("Warnings, too, end with exit status 1.")),
    ]

    def callback(
        path: str | None,
        texts: str | None,
        records: tuple[str, ...],
        sources: tuple[str, ...],
        open_lines: bool,
        as_json: bool,
        style: str,
        strict: bool,
    ) -> int:
        registry = session.registry(path, may_fall_back=False)
        held = hold(session, registry, texts, records, sources)
        if not held.sources:
            raise click.ClickException(tr.gettext("There is no text of any source in the folder."))
        if as_json:
            _as_json(session, held)
        elif style == "github":
            _as_github(session, held)
        else:
            _as_text(session, held, len(records) or len(held.entries))
        if open_lines:
            _list_unrecorded(session, held, as_json=as_json)
        counted = [one for one in held.problems if not one.muted and (strict or one.severity is Severity.ERROR)]
        return 1 if counted else 0

    words = tr.gettext("Hold records against the texts of their sources.")
    statuses = tr.gettext("Exit status: 0 no errors, 1 errors (with --strict also warnings), 2 no texts.")
    return make_command(session, "verify", callback, params, words, statuses)


def hold(
    session: Session, registry: Registry, texts: str | None, records: Sequence[str] = (), sources: Sequence[str] = ()
) -> Held:
    """Hold records of a registry (all where none is named) against the texts of sources. Raises click.ClickException."""
    entries = {entry.id: entry for entry in registry.entries() if entry.record is not None}
    everything = {id: entry.record for id, entry in entries.items() if entry.record is not None}
    for id in (*records, *sources):
        if id not in everything:
            raise click.ClickException(refusal("no_such_record", {"target": id}, session.tr))
    all_sources = [record for record in everything.values() if isinstance(record, Source)]
    files = {source.id: source.file for source in all_sources}
    at_hand = texts_of(session, registry, texts, files.get)
    if sources:
        at_hand = OnlySome(at_hand, sources)
    kept = [source for source in all_sources if at_hand.lines(source.id) is not None]
    known, schema = RecordNames(everything), registry.manifest.record_schema
    cited = [use for record in everything.values() for use in uses(record, at_hand, schema)]
    counts: Counter[Comparison | Verdict] = Counter()
    found: list[Problem] = []
    for record in everything.values():
        if records and record.id not in records:
            continue
        stated = facts(record, at_hand, known, schema)
        for fact in stated:
            if fact.verdict in _HELD and any(at_hand.lines(one.source) is not None for one in fact.places):
                counts.update((fact.comparison, fact.verdict))
        found += _located([*findings(record, at_hand, known, schema, stated)], entries[record.id])
    return Held(entries, at_hand, kept, found, counts, cited)


def _located(problems: Sequence[Problem], entry: Entry) -> list[Problem]:
    locations = FieldLocations(entry.text) if problems else None
    return [one.at(entry.path, *locations.find(one.field)) for one in problems if locations is not None]


def _as_text(session: Session, held: Held, records: int) -> None:
    tr = session.tr
    shown = [one for one in held.problems if not one.muted]
    wide = max((len(one.field) for one in shown), default=0)
    before = ""
    for one in shown:
        if one.record != before:
            session.out.line(before := one.record)
        head = f"  {severity_label(one.severity, tr)}  {one.field:{min(wide, 40)}}  {sentence(one, tr)}"
        session.out.line(safe_text(head, multiline=False))
        for line in _hints(session, one):
            session.out.line(safe_text(line, multiline=False))
    session.out.line(_tally(session, held, records))


def _hints(session: Session, problem: Problem) -> Iterable[str]:
    """Yield what helps to mend a problem: the line that tells it, or the one most like a quotation."""
    tr, values = session.tr, problem.values
    if better := values.get("better"):
        yield "    " + tr.gettext("{place} tells it.").format(place=better)
    if line := values.get("line"):
        yield "    " + tr.gettext("Nearest: {place}: {words}").format(place=line, words=values["difference"])


def _tally(session: Session, held: Held, records: int) -> str:
    tr, counts = session.tr, held.counts
    texts = len(held.sources)
    head = tr.gettext("{texts}, {records}").format(
        texts=tr.ngettext("{n} text", "{n} texts", texts).format(n=number(texts, tr)),
        records=tr.ngettext("{n} record", "{n} records", records).format(n=number(records, tr)),
    )
    quotations, numbers = counts[Comparison.QUOTATION], counts[Comparison.NUMBER]
    dates, names = counts[Comparison.DATE], counts[Comparison.NAME]
    compared = [
        tr.ngettext("{n} quotation", "{n} quotations", quotations).format(n=number(quotations, tr)),
        tr.ngettext("{n} number", "{n} numbers", numbers).format(n=number(numbers, tr)),
        tr.ngettext("{n} date", "{n} dates", dates).format(n=number(dates, tr)),
        tr.ngettext("{n} name", "{n} names", names).format(n=number(names, tr)),
    ]
    short, nowhere = counts[Verdict.ELSEWHERE], counts[Verdict.NOWHERE]
    outcome = tr.gettext("{short} too short, {nowhere} not found").format(
        short=number(short, tr), nowhere=number(nowhere, tr)
    )
    return f"{head}: {', '.join(compared)}. {outcome}."


def _as_json(session: Session, held: Held) -> None:
    for one in held.problems:
        session.out.row(problem_row(one, "code severity path line column record field values muted"))


def _as_github(session: Session, held: Held) -> None:
    for one in held.problems:
        if not one.muted:
            level = "error" if one.severity is Severity.ERROR else "warning"
            properties = {"file": one.path, "line": one.line, "col": one.column, "title": one.code}
            session.out.annotation(level, sentence(one, session.tr), properties)


def _list_unrecorded(session: Session, held: Held, *, as_json: bool) -> None:
    """Print the lines that no record cites, and what on cited lines no record has."""
    words_of = _words_of({id: entry.record for id, entry in held.entries.items() if entry.record is not None})
    for source in held.sources:
        lines = held.texts.lines(source.id) or ()
        rows = [(line, "") for line in unrecorded(source, held.texts, held.cited)]
        rows += unheld(source, held.texts, held.cited, words_of)
        if as_json:
            for line, word in rows:
                more = {"values": {"given": word}} if word else {}
                session.out.row({"code": "line_unrecorded", "source": source.id, "line": line, **more})
        elif rows:
            session.out.line(source.id)
            for line, word in rows:
                said = word or clip(safe_text(lines[line - 1].strip(), multiline=False), _LINE_CELLS)
                session.out.line(f"  L{line:<4} {said}")


def _words_of(records: Mapping[str, Record]) -> Callable[[str], str]:
    @cache
    def words(id: str) -> str:
        return json.dumps(to_toml(records[id]), ensure_ascii=False)

    return words
