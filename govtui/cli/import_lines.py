"""Machine lines of an import: one for each record of the file, and one for the source that is cited."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from govtui.cli.change_outcome import difference
from govtui.edit.import_plan import ImportPlan, ImportState, PlannedRecord
from govtui.interchange.machine import Line, line, problem


def import_lines(plan: ImportPlan, saved: Collection[str], code: str = "") -> Iterator[Line]:
    """Yield the lines of a plan: the source, then the records in the order of the file.

    `saved`: the ids that were written. `code`: why those that could be written were not.
    """
    if plan.source is not None:
        yield _line(plan.source, saved, code)
    for one in plan.records:
        yield _line(one, saved, code)


def count_lines(plan: ImportPlan) -> int:
    """Return how many lines import_lines yields."""
    return len(plan.records) + (plan.source is not None)


def _line(one: PlannedRecord, saved: Collection[str], code: str) -> Line:
    writes = one.state in (ImportState.NEW, ImportState.CHANGED)
    is_saved = writes and one.id in saved
    return line(
        "import",
        place=one.place,
        state=one.state.value,
        kind=one.kind,
        record=one.id,
        name=one.name,
        answer=one.answer_key,
        candidates=list(one.candidates) or None,
        saved=is_saved,
        refused=one.code or ("" if is_saved or not writes else code),
        values=dict(one.values) or None,
        claims=list(one.claims) or None,
        changes=[difference(change) for change in one.changes],
        problems=[problem(found) for found in one.problems],
    )


def refused_file(code: str, place: str, values: Mapping[str, str | int]) -> Line:
    """Return the line of a file that cannot be imported at all."""
    told = {name: value for name, value in values.items() if value != ""}
    return line(
        "import", place=place, state="refused", saved=False, refused=code, values=told or None, changes=[], problems=[]
    )
