"""The plan of an import in words: how many records of each state, the first of each, what is refused, what has no place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from textwrap import wrap

from govtui.cli.change_words import shown_pair
from govtui.cli.import_words import candidate_words, place_in, reason_words, state_counts
from govtui.cli.limited import line_cells
from govtui.cli.session import Session
from govtui.edit.import_plan import ImportPlan, ImportState, PlannedRecord
from govtui.edit.import_saving import WRITTEN
from govtui.i18n.formats import joined, number
from govtui.i18n.problems import heading
from govtui.i18n.translator import Translator
from govtui.index.api import Index
from govtui.store.manifest import Manifest
from govtui.text.markers import NP_
from govtui.text.width import clip, width

_ROWS = 5
"""Records of a state that are shown."""

_REASONS = 20
"""Reasons for which records are refused, or left out, that are shown."""

_DIFFERENCES = 6
"""Fields of a changed record that are shown."""

_NAME_CELLS = 60

_HEADINGS = {
    ImportState.NEW: NP_("import", "New"),
    ImportState.CHANGED: NP_("import", "Changed"),
    ImportState.SAME: NP_("import", "Here already, as in the file"),
    ImportState.UNCLEAR: NP_("import", "Unclear"),
    ImportState.LEFT: NP_("import", "Left out"),
    ImportState.REFUSED: NP_("import", "Refused"),
}
"""What the states are called, in the order in which they are told."""


class Report:
    """Prints a plan; `err`: to standard error, since a program reads standard output."""

    def __init__(self, session: Session, index: Index, manifest: Manifest, file: str) -> None:
        self._session, self._index, self._manifest, self._file = session, index, manifest, file
        self._err = bool(session.form)

    def print(self, plan: ImportPlan, format: str) -> None:
        """Print the whole plan."""
        tr, n = self._session.tr, len(plan.records)
        words = tr.ngettext("{file} has {n} record.", "{file} has {n} records.", n)
        if not n:
            words = tr.gettext("{file} has no record of a kind that is kept here.")
        self._line(words.format(file=self._file, n=number(n, tr)))
        self._print_counts(plan)
        for state, rows in self._sections():
            found = [one for one in plan.records if one.state is state]
            if found:
                self._print_section(state, found, rows)
        self._print_left(plan, format)
        self._print_problems(plan)
        self._print_source(plan)

    def _line(self, text: str) -> None:
        self._session.out.line(text, err=self._err)

    def _wrapped(self, text: str) -> None:
        """Print a sentence over as many lines as a terminal needs; in a pipe it is one."""
        below = " " * (len(text) - len(text.lstrip()) + 2)
        cells = line_cells(self._session)
        for line in wrap(text, cells, subsequent_indent=below, break_long_words=False, break_on_hyphens=False):
            self._line(line)

    def _print_counts(self, plan: ImportPlan) -> None:
        tr = self._session.tr
        rows = [
            (tr.pgettext("import", words), number(plan.counts[state], tr))
            for state, words in _HEADINGS.items()
            if plan.counts[state]
        ]
        cells, digits = (max((width(row[column]) for row in rows), default=0) for column in range(2))
        for name, count in rows:
            self._line(f"  {name}{' ' * (cells - width(name))}  {count.rjust(digits)}")

    def _sections(self) -> Iterator[tuple[ImportState, Callable[[Sequence[PlannedRecord]], Iterator[str]]]]:
        yield ImportState.NEW, self._new
        yield ImportState.CHANGED, self._changed
        yield ImportState.UNCLEAR, self._unclear
        yield ImportState.LEFT, self._reasons
        yield ImportState.REFUSED, self._reasons

    def _print_section(
        self,
        state: ImportState,
        found: Sequence[PlannedRecord],
        rows: Callable[[Sequence[PlannedRecord]], Iterator[str]],
    ) -> None:
        tr = self._session.tr
        self._line("")
        self._line(f"{tr.pgettext('import', _HEADINGS[state])}:")
        for line in rows(found):
            self._wrapped(line) if rows == self._reasons else self._line(line)

    # rows

    def _new(self, found: Sequence[PlannedRecord]) -> Iterator[str]:
        rows = found[:_ROWS]
        cells = max(width(one.id) for one in rows)
        for one in rows:
            name = clip(one.name, _NAME_CELLS)
            yield f"  {one.id}{' ' * (cells - width(one.id))}  {name}  ({self._place(one)})"
        yield from self._rest(len(found) - len(rows))

    def _changed(self, found: Sequence[PlannedRecord]) -> Iterator[str]:
        tr = self._session.tr
        for one in found[:_ROWS]:
            yield f"  {one.id}  {clip(one.name, _NAME_CELLS)}  ({self._place(one)})"
            texts = [change for change in one.changes if not change.path.startswith("translations.")]
            changes = texts or one.changes  # what a translation was made from goes with it
            for difference in changes[:_DIFFERENCES]:
                yield f"      {difference.path}: {' → '.join(shown_pair(difference.before, difference.after))}"
            if (more := len(changes) - _DIFFERENCES) > 0:
                words = tr.gettext("and {n} more").format(n=number(more, tr))
                yield f"      {words}"
            if one.claims:
                words = tr.gettext("unchanged, with the file’s value as a claim: {fields}")
                yield "      " + words.format(fields=joined(one.claims, tr))
        yield from self._rest(len(found) - _ROWS)

    def _unclear(self, found: Sequence[PlannedRecord]) -> Iterator[str]:
        tr = self._session.tr
        for one in found[:_ROWS]:
            yield f"  {self._place(one)}: {clip(one.name, _NAME_CELLS)}"
            for key in one.candidates:
                if (card := self._index.card(key)) is not None:
                    yield f"      ? {candidate_words(card, tr, self._manifest)}"
        yield from self._rest(len(found) - _ROWS)

    def _reasons(self, found: Sequence[PlannedRecord]) -> Iterator[str]:
        """Yield why records are refused or left out; those with the same reason stand under it."""
        groups: dict[str, list[str]] = {}
        for one in found:
            name = f" {clip(one.name, _NAME_CELLS)}:" if one.name else ""
            groups.setdefault(reason_words(one, self._session.tr), []).append(f"{self._place(one)}:{name}")
        shown = list(groups.items())[:_REASONS]
        for reason, places in shown:
            if len(places) == 1:
                yield f"  {places[0]} {reason}"
                continue
            yield f"  {reason}"
            yield from (f"      {place.removesuffix(':')}" for place in places[:_ROWS])
            yield from (f"    {line}" for line in self._rest(len(places) - _ROWS))
        yield from self._rest(len(found) - sum(len(places) for _, places in shown))

    def _rest(self, left: int) -> Iterator[str]:
        if left > 0:
            tr = self._session.tr
            words = tr.gettext("and {n} more; --json has all of them").format(n=number(left, tr))
            yield f"  {words}"

    def _place(self, one: PlannedRecord) -> str:
        return place_in(self._file, one.place, self._session.tr)

    # below

    def _print_left(self, plan: ImportPlan, format: str) -> None:
        states = set(plan.counts)
        if not plan.left or states == {ImportState.SAME}:  # it was told when they came in
            return
        tr = self._session.tr
        self._line("")
        words = tr.gettext("No place for: {fields}")
        self._wrapped(words.format(fields=", ".join(_counted(plan.left.most_common(), tr))))
        if not plan.counts[ImportState.NEW] and not plan.counts[ImportState.CHANGED]:
            return
        if plan.kept == plan.left:
            self._line(tr.gettext("The records keep it in x.{format}.").format(format=format))
        elif plan.kept:
            words = tr.gettext("The records keep in x.{format}: {fields}")
            self._wrapped(words.format(format=format, fields=", ".join(_counted(plan.kept.most_common(), tr))))

    def _print_problems(self, plan: ImportPlan) -> None:
        """Print what `govtui check` will say of the records."""
        tr = self._session.tr
        found = [(heading(code, tr), count) for code, count in plan.warnings.most_common()]
        if errors := sum(bool(one.problems) and one.state in WRITTEN for one in plan.records):
            found.insert(0, (tr.pgettext("import", "Errors that the file has, too"), errors))
        if found:
            self._line("")
            words = tr.gettext("“govtui check” will report: {problems}")
            self._wrapped(words.format(problems=", ".join(_counted(found, tr))))

    def _print_source(self, plan: ImportPlan) -> None:
        source, tr = plan.source, self._session.tr
        if source is None or not state_counts(plan)[0]:
            return
        self._line("")
        words = tr.gettext("Cited source: {id}")
        if source.state is ImportState.NEW:
            words = tr.gettext("Cited source: {id} (new): {title}")
        self._line(words.format(id=source.id, title=clip(source.name, _NAME_CELLS)))


def _counted(found: Iterable[tuple[str, int]], tr: Translator) -> Iterator[str]:
    for name, count in found:
        words = tr.ngettext("{field} ({n} record)", "{field} ({n} records)", count)
        yield words.format(field=name, n=number(count, tr))
