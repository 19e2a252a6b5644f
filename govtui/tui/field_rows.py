"""The rows of a list of fields: what each is called, what stands in it, and what is wrong with it where nothing can be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from govtui.edit.unreadable import at_or_in
from govtui.i18n.fields import field_label, field_meaning
from govtui.i18n.numbers import number
from govtui.model.plain_record import PlainRecord, readable
from govtui.model.problem import Problem
from govtui.model.spots import Spot, below, spot
from govtui.page.present import item_words, path_words
from govtui.page.problem_words import problem_sentence
from govtui.page.severity_signs import SEVERITY_SIGNS
from govtui.text.width import clip, width
from govtui.tui.values import in_words, path_steps
from govtui.tui.widgets.pick_list import Choice

if TYPE_CHECKING:
    from govtui.model.record import Record
    from govtui.page.voice import Voice


class FieldRow(NamedTuple):
    """One row: a field or an item, or a problem that no field of the form has."""

    choice: Choice
    """Its value is the field's path; for the row of a problem, no path."""
    spot: Spot | None
    problems: tuple[Problem, ...] = ()
    """What keeps the field from being read, in it or below it."""

    def meaning(self, voice: Voice) -> str:
        """What is to be known of the row: what is wrong, and what the field is for."""
        sentences = [f"{SEVERITY_SIGNS[one.severity]} {problem_sentence(one, voice)}" for one in self.problems[:2]]
        return "\n".join([*sentences, field_meaning(self.spot.spec, voice.tr) if self.spot else ""]).strip("\n")


def field_rows(
    record: Record | PlainRecord, path: str, problems: Sequence[Problem], voice: Voice
) -> Mapping[str, FieldRow]:
    """The rows one step below `path` by their values, first the problems that are of none of the fields."""
    here = spot(record, path, voice.schema) if path else None
    rows = [_row(record, found, here, problems, voice) for found in below(record, path, voice.schema)]
    if not path:
        others = [one for one in problems if not any(one in row.problems for row in rows)]
        rows = [*problem_rows(record.kind, others, voice), *rows]
    return {str(row.choice.value): row for row in rows}


def problem_rows(kind: str, problems: Sequence[Problem], voice: Voice) -> Iterator[FieldRow]:
    """A row for each problem, which leads to its place in the text."""
    for place, one in enumerate(problems):
        name = path_words(kind, one.field, voice) if one.field else voice.field("file")
        choice = Choice(f"!{place}", name, problem_sentence(one, voice), SEVERITY_SIGNS[one.severity], also=one.field)
        yield FieldRow(choice, None, (one,))


def _row(
    record: Record | PlainRecord, found: Spot, here: Spot | None, problems: Sequence[Problem], voice: Voice
) -> FieldRow:
    wrong = at_or_in(problems, found.path)
    spec, value = found.spec, found.value
    if isinstance(record, PlainRecord):
        value = readable(spec, value)
    if here is not None and here.spec.is_items:
        item = item_words(here.spec, value, spec.item, voice) if value else spec.item
        words, note = clip(item, 30 if wrong else 200), _wrong(record, found.path, wrong, voice) if wrong else ""
        return FieldRow(Choice(found.path, words, note, SEVERITY_SIGNS[3] if wrong else "›"), found, wrong)
    note = _wrong(record, found.path, wrong, voice) if wrong else in_words(found._replace(value=value), voice)
    mark = SEVERITY_SIGNS[3] if wrong else "›" if spec.part or spec.keyed else " "
    also = f"{spec.name} {field_meaning(spec, voice.tr)}"
    return FieldRow(Choice(found.path, field_label(spec, voice.tr), note, mark, also=also), found, wrong)


def _wrong(record: Record | PlainRecord, path: str, problems: Sequence[Problem], voice: Voice) -> str:
    """The first problem of a field in short, with the part that has it, and how many more there are."""
    tr, first = voice.tr, problems[0]
    words = tr.gettext("missing") if first.code == "missing_field" else problem_sentence(first, voice)
    inside = path_steps(record, first.field, voice)[len(path_steps(record, path, voice)) :]
    if inside:
        where = " › ".join(inside)
        words = f"{where if width(where) <= 30 else inside[-1]}: {words}"
    if len(problems) > 1:
        words += " · " + tr.gettext("and {n} more").format(n=number(len(problems) - 1, tr))
    return words
