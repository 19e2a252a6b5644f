"""`govtui verify [PATH]`: holds records against the texts of their sources, and lists what no record has."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache

import click

from govtui.cli.command import make_command
from govtui.cli.held_records import Held, hold, is_fixable
from govtui.cli.session import Session
from govtui.i18n.formats import number
from govtui.i18n.problems import sentence, severity_label
from govtui.model.cited_lines import unheld, unrecorded
from govtui.model.evidence import Comparison, Verdict
from govtui.model.field_paths import to_toml
from govtui.model.problem import Severity
from govtui.model.record import Record
from govtui.store.registry import Registry
from govtui.text.safe import safe_text
from govtui.text.width import clip

FORMATS = ("text", "github")
_LINE_CELLS = 70
"""Width of a line of a source in the list of those that no record has."""


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
        click.Option(
            ["--fix"],
            is_flag=True,
            help=tr.gettext("Cite the line that states what the cited lines do not; the changes are shown first."),
        ),
        click.Option(["--yes"], is_flag=True, help=tr.gettext("Repair without asking.")),
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
        fix: bool,
        yes: bool,
    ) -> int:
        registry = session.registry(path, may_fall_back=False)
        held = hold(session, registry, texts, records, sources)
        if not held.sources:
            raise click.ClickException(tr.gettext("There is no text of any source in the folder."))
        if fix:
            from govtui.cli.verify_fix import fix as fix_citations  # few runs do, and it needs the index

            status = fix_citations(session, registry, held, yes, beside=as_json or style != "text")
            if status is not None:
                return status
            held = hold(session, Registry(registry.root, read_only=registry.read_only), texts, records, sources)
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


def _as_json(session: Session, held: Held) -> None:
    from govtui.cli.problem_lines import problem_row  # pages, for problems in words: 40 ms that the other formats save

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
