"""What `govtui verify` does: compares the records that were asked for with the texts of their sources, and reports the findings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from govtui.cli.asked import CannotAsk
from govtui.cli.asked_files import asked_files
from govtui.cli.change_outcome import Outcome, run_changes
from govtui.cli.held_records import Held, hold, is_fixable
from govtui.cli.limited import remark_nothing
from govtui.cli.lines import print_lines
from govtui.cli.session import Session
from govtui.i18n.formats import number
from govtui.i18n.problems import sentence, severity_label
from govtui.interchange import machine
from govtui.model.cited_lines import unheld, unrecorded
from govtui.model.evidence import Comparison, Verdict
from govtui.model.field_paths import to_toml
from govtui.model.problem import Severity
from govtui.model.record import Record
from govtui.store.registry import Registry
from govtui.text.safe import safe_text
from govtui.text.width import clip

DONE, NOT_CLEAN = 0, 1

_LINE_CELLS = 70
"""Width of a line of a source in the list of those that no record has."""


class Wanted(NamedTuple):
    """What the command line asks for."""

    asked: tuple[str, ...]
    """Paths and ids."""
    where: str | None
    texts: str | None
    """The folder of texts."""
    sources: tuple[str, ...]
    """Those whose texts alone are held against; all where there is none."""
    unrecorded: bool
    style: str
    """text or github."""
    strict: bool
    fix: bool
    yes: bool


def verify(session: Session, wanted: Wanted) -> int:
    """Compare records with texts; return the exit status."""
    if wanted.fix:
        return run_changes(session, lambda: _outcomes(session, wanted))
    return max(outcome.status for outcome in _outcomes(session, wanted))


def _outcomes(session: Session, wanted: Wanted) -> Iterator[Outcome]:
    """Repair citations, if that is wanted, and report the findings after that."""
    tr = session.tr
    chosen = asked_files(session, wanted.asked, wanted.where)
    registry, files = chosen.registry, chosen.files
    if files == ():
        remark_nothing(session)
        if session.form and not wanted.fix:
            print_lines(session, "unrecorded" if wanted.unrecorded else "problem", ())
        yield Outcome(NOT_CLEAN)
        return
    held = hold(session, registry, wanted.texts, files, wanted.sources)
    if not held.sources:
        raise CannotAsk("no_texts", tr.gettext("There is no text of any source in the folder."))
    if wanted.fix:
        from govtui.cli.verify_fix import fix  # few runs do, and it needs the index

        status, changes = fix(session, registry, held, wanted.yes, beside=bool(session.form) or wanted.style != "text")
        yield Outcome(status or DONE, tuple(changes))
        if status is not None:
            return
        registry = Registry(registry.root, read_only=registry.read_only)
        held = hold(session, registry, wanted.texts, files, wanted.sources)
    if not session.form:
        _tell(session, wanted, held, len(held.entries) if files is None else len(files))
    elif wanted.unrecorded:
        rows = [machine.line("unrecorded", source=id, line=line, word=word) for id, line, word in _unrecorded(held)]
        print_lines(session, "unrecorded", rows)
    elif not wanted.fix:
        print_lines(session, "problem", [machine.problem(one) for one in held.problems])
    counted = any(not one.muted and (wanted.strict or one.severity is Severity.ERROR) for one in held.problems)
    yield Outcome(NOT_CLEAN if counted else DONE)


def _tell(session: Session, wanted: Wanted, held: Held, records: int) -> None:
    if wanted.style == "github":
        _as_github(session, held)
    else:
        _as_text(session, held, records)
    if wanted.unrecorded:
        _list_unrecorded(session, held)


def _as_text(session: Session, held: Held, records: int) -> None:
    tr = session.tr
    shown = [one for one in held.problems if not one.muted]
    wide = max((len(one.field) for one in shown), default=0)
    before = ""
    for one in shown:
        if one.record != before:
            session.out.line(before := one.record)
        words = sentence(one, tr, lambda id: held.names.name(id, tr))
        mark = "   --fix" if is_fixable(one) else ""
        session.out.line(f"  {severity_label(one.severity, tr)}  {one.field:{min(wide, 40)}}  {words}{mark}")
        if line := one.values.get("line"):
            nearest = tr.gettext("Nearest: {place}: {words}").format(place=line, words=one.values["difference"])
            session.out.line(f"    {nearest}")
    session.out.line(_tally(session, held, records))
    if not any(held.counts[one] for one in (*Comparison, Verdict.NOT_COMPARED)):
        words = tr.gettext(
            "Nothing was compared: no fact here says where it is stated. In its citation “for” names the fields, and “at” the "
            'place: for = ["date"], at = "L30".'
        )
        session.out.remark(words)


def _tally(session: Session, held: Held, records: int) -> str:
    tr, counts = session.tr, held.counts
    texts = len(held.sources)
    head = tr.gettext("{texts}, {records}").format(
        texts=tr.ngettext("{n} text", "{n} texts", texts).format(n=number(texts, tr)),
        records=tr.ngettext("{n} record", "{n} records", records).format(n=number(records, tr)),
    )
    quotations, numbers = counts[Comparison.QUOTATION], counts[Comparison.NUMBER]
    dates, names, own = counts[Comparison.DATE], counts[Comparison.NAME], counts[Comparison.OWN_WORDS]
    compared = [
        tr.ngettext("{n} quotation", "{n} quotations", quotations).format(n=number(quotations, tr)),
        tr.ngettext("{n} number", "{n} numbers", numbers).format(n=number(numbers, tr)),
        tr.ngettext("{n} date", "{n} dates", dates).format(n=number(dates, tr)),
        tr.ngettext("{n} name", "{n} names", names).format(n=number(names, tr)),
        tr.ngettext("{n} number in own words", "{n} numbers in own words", own).format(n=number(own, tr)),
    ]
    short, nowhere = counts[Verdict.ELSEWHERE], counts[Verdict.NOWHERE]
    outcome = tr.gettext("{short} too short, {nowhere} not found").format(
        short=number(short, tr), nowhere=number(nowhere, tr)
    )
    said = f"{head}: {', '.join(compared)}. {outcome}."
    if free := counts[Verdict.NOT_COMPARED]:
        words = tr.ngettext(
            "{n} was not compared: its place has a form that is not looked up, such as “p. 14”.",
            "{n} were not compared: their places have a form that is not looked up, such as “p. 14”.",
            free,
        )
        said += " " + words.format(n=number(free, tr))
    return said


def _as_github(session: Session, held: Held) -> None:
    for one in held.problems:
        if not one.muted:
            level = "error" if one.severity is Severity.ERROR else "warning"
            properties = {"file": one.path, "line": one.line, "col": one.column, "title": one.code}
            session.out.annotation(level, sentence(one, session.tr), properties)


def _unrecorded(held: Held) -> Iterator[tuple[str, int, str]]:
    """Yield source, line and "" for each line that no record cites, and a word for what on cited lines no record has."""
    words_of = _words_of({id: entry.record for id, entry in held.entries.items() if entry.record is not None})
    for source in held.sources:
        for line in unrecorded(source, held.texts, held.cited):
            yield source.id, line, ""
        for line, word in unheld(source, held.texts, held.cited, words_of):
            yield source.id, line, word


def _list_unrecorded(session: Session, held: Held) -> None:
    before = ""
    for source, line, word in _unrecorded(held):
        if source != before:
            session.out.line(before := source)
        lines = held.texts.lines(source) or ()
        said = word or clip(safe_text(lines[line - 1].strip(), multiline=False), _LINE_CELLS)
        session.out.line(f"  L{line:<4} {said}")


def _words_of(records: Mapping[str, Record]) -> Callable[[str], str]:
    @cache
    def words(id: str) -> str:
        return json.dumps(to_toml(records[id]), ensure_ascii=False)

    return words
