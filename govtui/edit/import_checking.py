"""Check the files of an import together with the registry: an error refuses a record, warnings are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from govtui.edit.import_composition import Composed
from govtui.edit.import_plan import ImportState, PlannedRecord
from govtui.edit.new_problems import introduced_errors
from govtui.edit.record_diff import differences
from govtui.index.api import Index
from govtui.index.entry_checks import IndexContext, check_entry
from govtui.model.problem import Problem, Severity
from govtui.model.record import Record
from govtui.store.registry import Entry, Registry


class ImportContext(IndexContext):
    """An IndexContext with the records that an import would add."""

    def __init__(
        self,
        index: Index,
        registry: Registry,
        kind_of: Callable[[str], str | None],
        record: Callable[[str], Record | None],
    ) -> None:
        """`kind_of` and `record` answer for the ids of new records, and for no others."""
        super().__init__(index, registry, tells=True)
        self._kind_of_new, self._new_record = kind_of, record

    def kind_of(self, id: str) -> str | None:
        return super().kind_of(id) or self._kind_of_new(id)

    def record(self, id: str) -> Record | None:
        return super().record(id) or self._new_record(id)


class Checker:
    """Checks the files of one import."""

    def __init__(self, index: Index, registry: Registry, context: ImportContext, warnings: Counter[str]) -> None:
        """`warnings` counts the records by the codes of what keeps nothing from being written."""
        self._index, self._registry, self._context, self._warnings = index, registry, context, warnings

    def checked(self, planned: PlannedRecord, composed: Composed, *, is_restored: bool) -> PlannedRecord:
        """Return what becomes of a record: refused for errors that a change makes, unless it `is_restored`; then they are told."""
        if composed.base is None:
            return self._new(planned, composed, is_restored=is_restored)
        if composed.raw == composed.before:
            return planned._replace(state=ImportState.SAME, changes=(), claims=())
        return self._change(planned, composed, composed.base, is_restored=is_restored)

    def _new(self, planned: PlannedRecord, composed: Composed, *, is_restored: bool) -> PlannedRecord:
        problems = self._problems(self._registry.entry_from(composed.path, composed.raw))
        errors = tuple(one for one in problems if one.severity == Severity.ERROR)
        if errors and not is_restored:
            return planned._replace(state=ImportState.REFUSED, code="blocked", problems=errors)
        self._note_warnings(problems)
        return planned._replace(problems=errors, after=composed.after_tag)

    def _change(self, planned: PlannedRecord, composed: Composed, base: Entry, *, is_restored: bool) -> PlannedRecord:
        after = self._registry.entry_from(composed.path, composed.raw)
        changes = differences(base.text, after.text)
        problems = self._problems(after)
        errors = tuple(one for one in problems if one.severity == Severity.ERROR)
        if not is_restored and errors:
            errors = introduced_errors(base, after, self._problems(base), problems, changes)
            if errors:
                return planned._replace(state=ImportState.REFUSED, code="blocked", problems=errors)
        self._note_warnings(problems)
        return planned._replace(
            state=ImportState.CHANGED,
            changes=changes,
            claims=composed.claims,
            problems=errors,
            before=composed.before_tag,
            after=composed.after_tag,
        )

    def _problems(self, entry: Entry) -> list[Problem]:
        return check_entry(self._index, self._registry, entry, self._context)

    def _note_warnings(self, problems: Iterable[Problem]) -> None:
        codes = {one.code for one in problems if one.severity == Severity.WARNING and not one.muted}
        self._warnings.update(codes)
