"""A change of several records in words: a table of what changes in how many of them, then those that are refused."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from govtui.cli.change_words import shown_pair
from govtui.cli.session import Session
from govtui.edit.bulk_set import BulkRow, BulkSet, RefusedRecord
from govtui.i18n.errors import refusal
from govtui.i18n.formats import number
from govtui.i18n.problems import sentence
from govtui.i18n.translator import Translator
from govtui.text.safe import safe_text
from govtui.text.width import width

_VALUES = 10
"""Rows of a field that are shown, those of most records."""

_REASONS_SHOWN = 20
"""Reasons that are told."""

_PATHS = 5
"""Refused records that are named under one reason."""

_REASONS = 3
"""Problems that are named as the reason of one."""

_VALUE_CELLS = 28


def print_bulk(session: Session, bulk: BulkSet, *, err: bool) -> None:
    """Print the preview of a change; `err`: to standard error, since a program reads standard output."""
    tr, out = session.tr, session.out
    if bulk.prepared:
        print_rows(session, bulk.rows, err=err)
    elif not bulk.refused:
        out.words(tr.gettext("There is nothing to change."), err=err)
    if bulk.prepared and (n := len(bulk.unchanged)):
        words = tr.ngettext("{n} record has these values already.", "{n} records have these values already.", n)
        out.line(words.format(n=number(n, tr)), err=err)
    if n := sum(bool(one.problems) for one in bulk.prepared):
        words = tr.ngettext(
            "{n} record gets a new problem; “govtui check” lists it.",
            "{n} records get new problems; “govtui check” lists them.",
            n,
        )
        out.line(words.format(n=number(n, tr)), err=err)
    if bulk.refused:
        _print_refused(session, bulk, err=err)


def print_rows(session: Session, rows: Sequence[BulkRow], *, err: bool) -> None:
    """Print the table of changes, under heads."""
    tr = session.tr
    heads = tr.pgettext("changes of several", "Field"), tr.pgettext("changes of several", "Records")
    table: list[tuple[str, str, str]] = [(*heads, tr.pgettext("changes of several", "Before → after"))]
    for field, group in groupby(rows, lambda row: row.field):
        found = list(group)
        for place, row in enumerate(found[:_VALUES]):
            values = " → ".join(shown_pair(row.before, row.after, _VALUE_CELLS))
            name = field or tr.pgettext("changes of several", "comments")
            table.append((safe_text(name, multiline=False) if place == 0 else "", number(row.records, tr), values))
        if left := found[_VALUES:]:
            n = len(left)
            words = tr.ngettext("and {n} other change", "and {n} other changes", n).format(n=number(n, tr))
            table.append(("", number(sum(row.records for row in left), tr), words))
    widths = [max(width(row[column]) for row in table) for column in range(2)]
    for place, (field, records, values) in enumerate(table):
        gap = " " * (widths[1] - width(records))
        counted = f"{records}{gap}" if place == 0 else f"{gap}{records}"
        session.out.line(f"{field}{' ' * (widths[0] - width(field))}  {counted}  {values}", err=err)


def _print_refused(session: Session, bulk: BulkSet, *, err: bool) -> None:
    """Print the refused records; those with the same reason stand under it."""
    tr, out, n = session.tr, session.out, len(bulk.refused)
    words = tr.ngettext("Refused ({n} record):", "Refused ({n} records):", n)
    out.line(words.format(n=number(n, tr)), err=err)
    groups: dict[str, list[str]] = {}
    for one in bulk.refused:
        groups.setdefault(_reason(one, tr), []).append(one.path or one.key)
    for reason, paths in [*groups.items()][:_REASONS_SHOWN]:
        if len(paths) == 1:
            out.line(f"    {paths[0]}: {reason}", err=err)
            continue
        out.line(f"    {reason}", err=err)
        for path in paths[:_PATHS]:
            out.line(f"        {path}", err=err)
        _print_left(session, len(paths) - _PATHS, "        ", err=err)
    left = [path for paths in [*groups.values()][_REASONS_SHOWN:] for path in paths]
    _print_left(session, len(left), "    ", err=err)


def _print_left(session: Session, left: int, indent: str, *, err: bool) -> None:
    if left > 0:
        words = session.tr.gettext("and {n} more; --json has all of them").format(n=number(left, session.tr))
        session.out.line(f"{indent}{words}", err=err)


def _reason(one: RefusedRecord, tr: Translator) -> str:
    """Return why a record is refused: what the change would cause, or the sentence of the refusal."""
    problems = [f"[{problem.code}] {sentence(problem, tr)}" for problem in one.problems[:_REASONS]]
    if (more := len(one.problems) - _REASONS) > 0:
        words = tr.gettext("and {n} more").format(n=number(more, tr))
        problems.append(f"({words})")
    said = [] if one.code == "blocked" and problems else [refusal(one.code, one.values, tr)]
    return " ".join([*said, *problems])
