"""The rows of a list of fields: label, value, and problems of fields that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from govtui.edit.unreadable import at_or_in
from govtui.i18n.field_labels import field_label, field_meaning
from govtui.i18n.formats import number, quoted
from govtui.model.field_paths import FieldRef, children, resolve
from govtui.model.plain_record import PlainRecord, readable
from govtui.model.problem import SEVERITY_SIGNS, Problem, Severity
from govtui.page.present import path_labels, path_words
from govtui.page.problem_words import problem_sentence
from govtui.text.width import clip, width
from govtui.tui.base.option_list import Option
from govtui.tui.edit.choices import in_words, item_called, written

if TYPE_CHECKING:
    from govtui.model.record import Record
    from govtui.page.render_context import RenderContext


_SIGN = SEVERITY_SIGNS[Severity.ERROR]


class FieldRow(NamedTuple):
    """One row: a field, an item, or a problem of no field."""

    choice: Option
    """Has the field path as its value; for a problem no path."""
    ref: FieldRef | None
    problems: tuple[Problem, ...] = ()
    """Schema problems of the field and below it."""
    meaning: str = ""
    """Problems with their places, and the meaning of the field."""


def field_rows(
    record: Record | PlainRecord, path: str, problems: Sequence[Problem], context: RenderContext
) -> Mapping[str, FieldRow]:
    """Return the rows one step below `path` by their values, first the problems of no field."""
    here = resolve(record, path, context.schema) if path else None
    rows = [_row(record, found, here, problems, context) for found in children(record, path, context.schema)]
    if not path:
        others = [one for one in problems if not any(one in row.problems for row in rows)]
        rows = [*problem_rows(record.kind, others, context), *rows]
    return {str(row.choice.value): row for row in rows}


def problem_rows(kind: str, problems: Sequence[Problem], context: RenderContext) -> Iterator[FieldRow]:
    """Return a row for each problem; it opens the place in the text."""
    for place, one in enumerate(problems):
        name = path_words(kind, one.field, context) if one.field else context.field("file")
        choice = Option(f"!{place}", name, problem_sentence(one, context), SEVERITY_SIGNS[one.severity], also=one.field)
        yield FieldRow(choice, None, (one,), f"{choice.mark} {choice.note}")


def _row(
    record: Record | PlainRecord,
    found: FieldRef,
    here: FieldRef | None,
    problems: Sequence[Problem],
    context: RenderContext,
) -> FieldRow:
    spec, wrong = found.spec, at_or_in(problems, found.path)
    value = readable(spec, found.value) if isinstance(record, PlainRecord) else found.value
    meaning = field_meaning(spec, context.tr)
    if here is not None and here.spec.is_items:
        choice = Option(found.path, clip(item_called(spec, value, context), 30 if wrong else 200), mark="›")
    else:
        mark = "›" if spec.part or spec.keyed else " "
        words = in_words(found._replace(value=value), record, context)
        choice = Option(found.path, field_label(spec, context.tr), words, mark, also=f"{spec.name} {meaning}")
    if wrong:
        places = [_place(record, found.path, one.field, context) for one in wrong[:2]]
        told = [f"{_SIGN} {place}{problem_sentence(one, context)}" for place, one in zip(places, wrong, strict=False)]
        choice = choice._replace(note=f"{places[0]}{_in_short(found, wrong, context)}", mark=_SIGN)
        meaning = "\n".join([*told, meaning]).strip()
    return FieldRow(choice, found, wrong, meaning)


def _place(record: Record | PlainRecord, path: str, field: str, context: RenderContext) -> str:
    """Return the path from a field to a part of it in words; "" for the field itself."""
    holder, inside = (path_labels(record.kind, one, context, record)[0] for one in (path, field))
    if inside[: len(holder)] == holder:
        inside = inside[len(holder) :]
    where = " › ".join(inside)
    return f"{where if width(where) <= 30 else inside[-1]}: " if inside else ""


def _in_short(found: FieldRef, problems: Sequence[Problem], context: RenderContext) -> str:
    """Return the first problem of a field in a few words, and the number of others."""
    tr, first = context.tr, problems[0]
    words = tr.gettext("missing") if first.code == "missing_field" else problem_sentence(first, context)
    if first.code == "wrong_type" and first.field == found.path and isinstance(found.value, str | int | float):
        stands = quoted(found.value) if isinstance(found.value, str) else written(found.value)
        words = f"{stands} · {words}"
    if more := len(problems) - 1:
        told = tr.ngettext("and {n} more error", "and {n} more errors", more).format(n=number(more, tr))
        words = f"{words.rstrip('.')}; {told}"
    return words
