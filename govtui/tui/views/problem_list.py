"""The problems of a registry in groups by code or by record, of which those in sight are fetched; and the line over them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.reactive import reactive

from govtui.i18n.problems import checked_words, count_words, heading
from govtui.i18n.translator import Translator
from govtui.index.api import Count, Grouping, ListedProblem, ProblemGroup
from govtui.model.problem import Severity
from govtui.page.problem_words import problem_gist, problem_sentence
from govtui.page.signs import SEVERITY_SIGNS
from govtui.text.markers import N_
from govtui.text.width import clip, pad, width
from govtui.tui.base.cursor_list import WindowList
from govtui.tui.base.line_list import OneLine, Piece

if TYPE_CHECKING:
    from govtui.page.render_context import RenderContext
    from govtui.tui.base.host import RegistryApp


CHUNK = 64
"""How many problems of a group are fetched together."""

FEW = 300
"""Up to how many problems a group is open from the beginning."""

NEAR, FAR = 512, 8192
"""How far from its old row in a group a problem is looked for after a change of the registry, and of the filter."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which problems are listed, and how."""

    text: str = ""
    """A query line; empty for the whole registry."""
    by: Grouping = "code"
    muted: bool = False


class ProblemList(WindowList):
    """Groups with a heading each, below it its problems."""

    app: RegistryApp

    COMPONENT_CLASSES = {
        *(f"problems--{severity}" for severity in (1, 2, 3)),
        "problems--heading", "problems--name", "problems--word", "problems--count", "problems--code",
    }  # fmt: skip
    BINDINGS = [
        Binding("right", "fold(False)", N_("Open the group"), show=False, id="problems.open"),
        Binding("left", "fold(True)", N_("Close the group"), show=False, id="problems.close"),
    ]

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.asked = Asked()
        self.groups: Sequence[ProblemGroup] = ()
        self.tally: Mapping[str, Count] = {}
        """How many problems there are of each code and severity."""
        self._folded: dict[str, bool] = {}
        """What somebody opened or closed, by the group's name."""
        self._starts: list[int] = [0]
        """The row of each group's heading, then the number of all rows."""
        self._found: dict[tuple[str, int, int], Sequence[ListedProblem]] = {}
        self._anchor: ListedProblem | None = None
        """The problem that somebody moved to last: the cursor comes back to it when it is listed again."""
        self.context: RenderContext | None = None

    # what is listed

    def ask(self, asked: Asked, context: RenderContext) -> None:
        """List these problems, as they are now; the cursor stays on its problem or group, or where that was."""
        first = not self.groups
        stay = [one for one in (self._anchor, self.problem) if one is not None]
        place = (self._place(self.cursor)[1] if self.total else None) or 0
        name = self.group.name if self.group is not None else ""
        near = NEAR if asked.text == self.asked.text else max(NEAR, FAR)
        self.context, self._found = context, {}
        if asked.by != self.asked.by:
            self._folded = {}
        self.asked = asked
        text, by, muted = asked.text, asked.by, asked.muted
        self.groups = context.index.problem_groups(text, by, muted=muted)
        self.tally = context.index.tally(text)
        self._count()
        if stay:
            found = (self._row_of(one, place, near) for one in stay)
            self.cursor = next((row for row in found if row is not None), self.cursor)
        elif not first:
            groups = (number_ for number_, group in enumerate(self.groups) if group.name == name)
            self.cursor = next((self._starts[number_] for number_ in groups), self.cursor)
        elif first and self.groups and not self._is_folded(self.groups[0]):
            self.cursor = 1  # what is wrong, not its heading
        self.renew()

    def _row_of(self, wanted: ListedProblem, place: int, near: int) -> int | None:
        """Return the row of a problem, looked for around a position in its group; the heading where that is closed."""
        name, identity = wanted.problem.code if self.asked.by == "code" else wanted.key, _identity(wanted)
        for number_, group in enumerate(self.groups):
            if group.name != name:
                continue
            if self._is_folded(group):
                return self._starts[number_]
            start = max(0, place - near)
            for at, one in enumerate(self._window(group, start, place + near), start):
                if _identity(one) == identity:
                    return self._starts[number_] + 1 + at
        return None

    def moved(self) -> None:
        self._anchor = self.problem
        super().moved()

    def _is_folded(self, group: ProblemGroup) -> bool:
        return self._folded.get(group.name, group.size > FEW)

    def _count(self) -> None:
        sizes = (1 if self._is_folded(group) else 1 + group.size for group in self.groups)
        self._starts = list(accumulate(sizes, initial=0))

    @property
    def total(self) -> int:
        return self._starts[-1]

    def _place(self, row: int) -> tuple[int, int | None]:
        """Return the group of a row, and the position in it; None for its heading."""
        group = bisect_right(self._starts, row) - 1
        return group, None if row == self._starts[group] else row - self._starts[group] - 1

    @property
    def group(self) -> ProblemGroup | None:
        """The group that the cursor is in."""
        return self.groups[self._place(self.cursor)[0]] if self.total else None

    @property
    def problem(self) -> ListedProblem | None:
        """The problem under the cursor; None on a heading."""
        return self._listed(self.cursor) if self.total else None

    @property
    def nearest(self) -> ListedProblem | None:
        """The problem under the cursor; on a heading the first below it."""
        if self.problem is not None or (group := self.group) is None:
            return self.problem
        return next(iter(self._window(group, 0, 1)), None)

    def _listed(self, row: int) -> ListedProblem | None:
        place, at = self._place(row)
        if at is None:
            return None
        group, chunk = self.groups[place], at // CHUNK * CHUNK
        key = (group.name, group.severity, chunk)
        if key not in self._found:
            self._found[key] = self._window(group, chunk, chunk + CHUNK)
        found = self._found[key]
        return found[at - chunk] if at - chunk < len(found) else None

    def _window(self, group: ProblemGroup, start: int, stop: int) -> Sequence[ListedProblem]:
        if self.context is None:
            return ()
        asked = self.asked
        return self.context.index.problem_window(group, start, stop, asked.text, asked.by, muted=asked.muted)

    # opening and closing

    def toggle(self) -> None:
        """Open the group at the cursor, or close it."""
        if (group := self.group) is not None:
            self._fold(group, not self._is_folded(group))

    def action_fold(self, folded: bool) -> None:
        if (group := self.group) is not None:
            self._fold(group, folded)

    def switches(self, line: int, x: int) -> bool:
        """Return True on the triangle of a group, and a cell beside it."""
        return self._place(line)[1] is None and 0 <= x < 3

    def switch(self, line: int) -> None:
        self.toggle()

    def _fold(self, group: ProblemGroup, folded: bool) -> None:
        place, _ = self._place(self.cursor)
        self._folded[group.name] = folded
        self._count()
        if folded:
            self.cursor = self._starts[place]
        self.renew()
        self.post_message(self.Highlighted())

    # drawing

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        number_, at = self._place(line)
        group = self.groups[number_]
        if at is None:
            return self._heading(group, cells)
        listed = self._listed(line)
        context = self.context
        if listed is None or context is None:
            return ()
        problem = listed.problem
        sign = SEVERITY_SIGNS[problem.severity]
        words = problem_gist(problem, context)
        if problem.muted:
            words += " " + context.tr.gettext("(checked)")
        style = f"problems--{int(problem.severity)}"
        if self.asked.by == "record":
            if not problem.field or problem.code == "likely_duplicate":
                words = problem_sentence(problem, context)
            return (Piece(f"     {sign} ", style), Piece(clip(words, cells - 7), "problems--word"))
        room = max(16, min(40, (cells - 8) * 2 // 5))
        name = context.name(listed.key).text if listed.key else problem.path
        return (
            Piece(f"   {sign} ", style),
            Piece(f"{pad(name, room)}  ", "problems--name"),
            Piece(clip(words, cells - room - 8), "problems--word"),
        )

    def _heading(self, group: ProblemGroup, cells: int) -> Sequence[Piece]:
        context = self.context
        assert context is not None
        sign, style = SEVERITY_SIGNS[Severity(group.severity)], f"problems--{group.severity}"
        by_code = self.asked.by == "code"
        if by_code:
            words = heading(group.name, context.tr)
        else:
            words = context.name(group.name).text if group.name else context.tr.gettext("The registry as a whole")
        count = self._counted(group, context.tr)
        arrow = "▸" if self._is_folded(group) else "▾"
        shown = clip(words, cells - 8 - width(count))
        left = cells - 8 - width(count) - width(shown)
        code = f"  {group.name}" if by_code and width(group.name) + 2 <= left else ""
        return (
            Piece(f" {arrow} ", "problems--count"),
            Piece(f"{sign} ", style),
            Piece(shown, "problems--heading"),
            Piece(f"  {count}", "problems--count"),
            Piece(code, "problems--code"),
        )

    def _counted(self, group: ProblemGroup, tr: Translator) -> str:
        """Return how many problems a group has, in how many records; muted ones by themselves."""
        places, records = group.size - group.checked, 0
        if self.asked.by == "code":
            places, records = self.tally.get(group.name, Count())
        words = [count_words(places, records, tr)] if places else []
        if group.checked:
            words.append(checked_words(group.checked, tr))
        return " · ".join(words)


def _identity(listed: ListedProblem) -> tuple[object, ...]:
    """Return what identifies a problem, though its line may change."""
    problem = listed.problem
    return (listed.key or problem.path, problem.code, problem.field, problem.spot, tuple(problem.values.items()))


class ProblemHead(OneLine):
    """The line over the problems: counts by severity at the left, the filter at the right."""

    COMPONENT_CLASSES = {"head--name", "head--path", *(f"head--{n}" for n in (1, 2, 3))}
    app: RegistryApp

    counts: reactive[tuple[tuple[int, int, int], ...]] = reactive(())
    """Severity, in how many places, in how many records; worst first."""
    note: reactive[str] = reactive("")
    """Which are listed, in words."""

    def left(self) -> Sequence[Piece]:
        tr = self.app.translator
        title = tr.gettext("Problems")
        pieces = [Piece(f" {title}  ", "head--name")]
        words = [(severity, count_words(places, records, tr)) for severity, places, records in self.counts]
        room = self.size.width - width(title) - sum(width(piece.text) for piece in self.right()) - 4
        if sum(width(told) + 4 for _, told in words) > room:
            words = [(severity, count_words(places, 0, tr)) for severity, places, _ in self.counts]
        return [
            *pieces,
            *(Piece(f" {SEVERITY_SIGNS[severity]} {told} ", f"head--{severity}") for severity, told in words),
        ]

    def right(self) -> Sequence[Piece]:
        return [Piece(f"{self.note} ", "head--path", "screen.filter")]
