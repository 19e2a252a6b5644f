"""Who last changed the fields of a record, as a table and as machine lines. Apart from blame.py, which any start may import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click

from govtui.cli.limited import ANY_WIDTH, line_cells
from govtui.cli.log_versions import version_members
from govtui.cli.session import Session
from govtui.edit.assignment import field_spec
from govtui.edit.blame import LastChange, field_changes, last_changed
from govtui.edit.changed_fields import ChangedField, changed_fields
from govtui.edit.file_history import FileHistory
from govtui.edit.plain_data import MISSING
from govtui.edit.proposal import EditRefused
from govtui.i18n.errors import refusal
from govtui.i18n.formats import in_quotes
from govtui.index.api import Card
from govtui.interchange import machine
from govtui.model.field_paths import spec_at
from govtui.model.path_overlap import path_key
from govtui.model.schema import Section
from govtui.page.differences import CUT, UNSHALLOW, value_in_short
from govtui.page.last_changes import change_words
from govtui.page.present import PathStyle, path_words
from govtui.page.render_context import RenderContext
from govtui.store.field_edits import value_in
from govtui.text.safe import safe_text
from govtui.text.width import clip, pad, width

GAP = "  "
FIELD, VALUE, WHO, WHEN, SUBJECT = 40, 48, 24, 12, 24
"""Cells of the columns at most; of the subject at least."""

NARROW_WHO = 16
"""Cells of authors at most where subjects have no room."""

ROOMY, SHORTEST = 110, 4
"""Cells of a line from which subjects have room; those that the beginning of a long path is cut to at least."""


def checked_fields(session: Session, past: FileHistory, card: Card, fields: Sequence[str]) -> Sequence[str]:
    """Return the fields. Raises click.ClickException for one that no record of the kind has, and where the file is no TOML."""
    data = past.data(None)
    if not isinstance(data, dict):
        words = session.tr.gettext(
            "{path} is not valid TOML, so its fields are not known; “govtui check {path}” says where."
        )
        raise click.ClickException(words.format(path=in_quotes(card.path)))
    for field in fields:
        try:
            field_spec(card.kind, data, field, past.schema)
        except EditRefused as error:
            if error.code == "unknown_field":
                raise click.ClickException(refusal(error.code, error.values, session.tr)) from None
    return fields


# -- for programs ----------------------------------------------------------------------------------------------------


def blame_lines(key: str, past: FileHistory, asked: Sequence[str]) -> list[machine.Line]:
    """Return a line for each value of the record, or of the fields that were asked for."""
    found = last_changed(past)
    data = past.data(None)
    if not asked:
        return [_line(key, path, value_in(data, path), change) for path, change in found.items()]
    out: dict[str, machine.Line] = {}
    for field in asked:
        inside = [path for path in found if _within(path, field)] or [path for path in found if _within(field, path)]
        out |= {path: _line(key, path, value_in(data, path), found[path]) for path in inside}
        if not inside and (change := _removal(past, field)) is not None:
            out[field] = _line(key, field, MISSING, change)
    return list(out.values())


def _line(key: str, path: str, value: object, change: LastChange) -> machine.Line:
    told = version_members(change.version)
    line = machine.line("blame", record=key, field=path)
    return line | ({} if value is MISSING else {"value": value}) | machine.line_part(**told, earlier=change.earlier)


def _removal(past: FileHistory, field: str) -> LastChange | None:
    """Return the last change of a field that is not there now; None where it never was."""
    revision = next(iter(field_changes(past, field)), None)
    return LastChange(revision.version) if revision is not None else None


def _within(path: str, outer: str) -> bool:
    return f"{path_key(path)}.".startswith(f"{path_key(outer)}.")


# -- for people ------------------------------------------------------------------------------------------------------


class _Row(NamedTuple):
    field: str
    value: str
    who: str
    when: str
    what: str


def print_blame(session: Session, card: Card, past: FileHistory, asked: Sequence[str], context: RenderContext) -> bool:
    """Print a table; return whether there is anything in it."""
    fields = list(_fields(past, card.kind, asked))
    record = past.now.record
    rows = []
    for one in fields:
        named = path_words(card.kind, one.path, context, PathStyle.QUALIFIED, None if one.removed else record)
        value = value_in_short(one.value, one.path, card.kind, context)
        if one.removed:
            value = session.tr.gettext("removed: {value}").format(value=value)
        words = change_words(one.change, session.tr)
        rows.append(_Row(*(safe_text(text, multiline=False) for text in (named, value, *words))))
    for line in _table(rows, line_cells(session)):
        session.out.line(line)
    if not rows:
        session.out.remark(session.tr.gettext("There is no such field in the record, nor was there one."))
    if any(one.change.version is not None and one.change.version.cut for one in fields):
        session.out.remark(f"{session.tr.gettext(CUT)} {UNSHALLOW}")
    return bool(rows)


def _fields(past: FileHistory, kind: str, asked: Sequence[str]) -> Iterator[ChangedField]:
    """Yield the fields to be shown: those of people, or those that were asked for."""
    every = changed_fields(past, [*past.schema.fields(kind)])
    if not asked:
        yield from (one for one in every if not one.removed and not _is_for_programs(one.path, kind, past))
        return
    found = last_changed(past)
    data = past.data(None)
    for field in asked:
        inside = [one for one in every if _within(one.path, field) and not one.removed]
        if not inside and (change := found.of(field)) is not None:
            inside = [ChangedField(field, value_in(data, field), change)]
        yield from inside or [
            one for one in every if one.removed and (_within(one.path, field) or _within(field, one.path))
        ]


def _is_for_programs(path: str, kind: str, past: FileHistory) -> bool:
    first = path.partition(".")[0]
    return first != "x" and spec_at(kind, first, past.schema).about.section is Section.PROGRAM


def _table(rows: Sequence[_Row], cells: int) -> Iterator[str]:
    """Yield the rows in columns; on a terminal they are cut to its width, and without the subject where that is narrow."""
    columns = list(zip(*rows, strict=True))[:4]
    field, value, who, when = (
        min(most, max(map(width, column))) for most, column in zip((FIELD, VALUE, WHO, WHEN), columns, strict=True)
    ) if rows else (0, 0, 0, 0)  # fmt: skip
    if cells == ANY_WIDTH:
        for row in rows:
            told = [_filled(row.who, who), pad(row.when, when), row.what] if row.who else [row.what]
            yield GAP.join((_filled(row.field, field), pad(clip(row.value, value), value), *told)).rstrip()
        return
    has_subject = cells >= ROOMY
    who = who if has_subject else min(who, NARROW_WHO)
    room = cells - when - who - 3 * len(GAP) - (SUBJECT + len(GAP)) * has_subject
    field = min(field, max(room * 2 // 5, room - value))
    value = min(value, room - field)
    for row in rows:
        told = [row.what] * (has_subject or not row.who)
        if row.who:
            told = [pad(clip(row.who, who), who), pad(row.when, when), *told]
        head = (pad(_cut_path(row.field, field), field), pad(clip(row.value, value), value))
        yield clip(GAP.join((*head, *told)), cells).rstrip()


def _filled(text: str, cells: int) -> str:
    """Return a text filled with blanks to `cells`; a longer one whole."""
    return text + " " * (cells - width(text))


def _cut_path(words: str, cells: int) -> str:
    """Return a field in words with what it begins with cut, not what tells it from its neighbours: a part, a language."""
    if width(words) <= cells:
        return words
    for sign in (" · ", " ("):
        before, between, last = words.rpartition(sign)
        if (room := cells - width(between + last)) >= SHORTEST and before:
            return clip(before, room) + between + last
    return clip(words, cells)
