"""The list of problems: headings with their lines, of which those in sight are fetched; and the line over them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding
from textual.reactive import reactive

from govtui.i18n.conflict_texts import left_column
from govtui.index.problem_api import ListedProblem
from govtui.model.kinds import kind_sign
from govtui.model.problem import SEVERITY_SIGNS
from govtui.page.problem_places import addition_in_short, problem_in_short
from govtui.page.problem_words import problem_sentence
from govtui.text.markers import N_
from govtui.text.width import clip, pad, width
from govtui.tui.base.cursor_list import WindowList
from govtui.tui.base.line_list import OneLine, Piece
from govtui.tui.views.problem_groups import Grouping, Line, ProblemHeading, count_of, groups_of, lines_of, sign, title

if TYPE_CHECKING:
    from govtui.page.render_context import RenderContext
    from govtui.tui.base.host import RegistryApp


CHUNK = 64
"""How many lines of a group are fetched together."""

NEAR, FAR = 512, 8192
"""How far from its old row in a group a line is looked for after a change of the registry, and of the filter."""

WORDS = 1024
"""How many lines are kept in words."""

SHORTEST = 10
"""The cells that each of two values has at least where both are shown."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which problems are listed, and how."""

    text: str = ""
    """A query line; empty for the whole registry."""
    by: Grouping = "kind"


class Words(NamedTuple):
    """A line in words: the sign before it, the record, the place, and what is said there."""

    sign: str
    style: str
    name: str
    place: str
    values: Sequence[str] = ()


class ProblemList(WindowList):
    """Groups with a heading each, below it their lines."""

    app: RegistryApp

    COMPONENT_CLASSES = {
        *(f"problems--{severity}" for severity in range(4)),
        "problems--heading", "problems--name", "problems--word", "problems--count",
    }  # fmt: skip
    BINDINGS = [
        Binding("right", "fold(False)", N_("Open the group, or go to the next one"), show=False, id="problems.open"),
        Binding(
            "left", "fold(True)", N_("Close the group, or go to the previous one"), show=False, id="problems.close"
        ),
    ]

    def __init__(self, id: str, first: str = "") -> None:
        """`first`: the sort of the group that is open, with the cursor in it, at the beginning."""
        super().__init__(id=id)
        self.asked = Asked()
        self.headings: Sequence[ProblemHeading] = ()
        """Those in sight when all is scrolled through: of a closed group not those within."""
        self._groups: Sequence[ProblemHeading] = ()
        self._first = first
        self._folded: dict[Hashable, bool] = {(first, ""): False} if first else {}
        """What somebody opened or closed, by the group's id."""
        self._starts: list[int] = [0]
        """The row of each heading, then the number of all rows."""
        self._found: dict[tuple[Hashable, int], Sequence[Line]] = {}
        self._words: dict[tuple[Hashable, int], Words] = {}
        self._widest = 0
        """The cells of the longest count: all stand below each other."""
        self._anchor: Line | None = None
        """The line that somebody moved to last: the cursor comes back to it when it is listed again."""
        self.context: RenderContext | None = None

    # what is listed

    def ask(self, asked: Asked, context: RenderContext) -> None:
        """List these problems, as they are now; the cursor stays on its line or group, or where that was."""
        began = self.context is not None
        stay = [one for one in (self._anchor, self.line) if one is not None]
        place = (self._place(self.cursor)[1] if self.total else None) or 0
        here = self.group.id if self.group is not None else None
        near = NEAR if asked.text == self.asked.text else max(NEAR, FAR)
        self.context, self._found, self._words = context, {}, {}
        self.asked = asked
        self._groups = groups_of(context.index, asked.text, asked.by, self.app.settling.keys)
        counted = (group for group in self._groups[:CHUNK] if group.sort != "warning")
        counts = (width(count_of(group, context.tr, whole=context.index.whole)) for group in counted)
        self._widest = max(counts, default=0)
        self._count()
        if not began:
            self.cursor = self._beginning()
        else:
            rows = (self._row_of(one, here, place, near) for one in stay)
            same = (self._starts[at] for at, group in enumerate(self.headings) if group.id == here)
            found = next((row for row in rows if row is not None), None)
            self.cursor = next(same, self.cursor) if found is None else found
        self.renew()

    def _beginning(self) -> int:
        """Return the first row of the group that is asked for, else of what is open: what is wrong, not its heading."""
        if not self._first and self._groups and all(map(self._is_folded, self._groups)):
            self._folded[self._groups[0].id] = self._groups[0].size > CHUNK
            self._count()
        for at, group in enumerate(self.headings):
            if group.sort == self._first or not (self._first or self._is_folded(group) or group.inner):
                return self._starts[at] + (group.size > 0 and not self._is_folded(group))
        return 0

    def _row_of(self, wanted: Line, here: Hashable, place: int, near: int) -> int | None:
        """Return the row of a line, looked for around a position in the group that it was in, then in all others that are open."""
        groups = sorted(enumerate(self.headings), key=lambda one: one[1].id != here)
        same_place = None  # the problem at its field, of which the values were edited
        for at, group in groups:
            if group.inner or (self.asked.by == "record" and group.sort == "record" and group.name != wanted.key):
                continue
            if self._is_folded(group):
                if group.sort == "record":
                    return self._starts[at]
                continue
            start = max(0, place - near)
            for row, one in enumerate(self._window(group, start, min(group.size, place + near)), start):
                if one.identity == wanted.identity:
                    return self._starts[at] + 1 + row
                if same_place is None and one.place is not None and one.place == wanted.place:
                    same_place = self._starts[at] + 1 + row
        return same_place

    def moved(self) -> None:
        self._anchor = self.line
        super().moved()

    def _is_folded(self, group: ProblemHeading) -> bool:
        return self._folded.get(group.id, not group.begins_open)

    def _count(self) -> None:
        self.headings = list(self._in_sight(self._groups))
        sizes = (1 if self._is_folded(group) or group.inner else 1 + group.size for group in self.headings)
        self._starts = list(accumulate(sizes, initial=0))

    def _in_sight(self, groups: Sequence[ProblemHeading]) -> Iterator[ProblemHeading]:
        for group in groups:
            yield group
            if group.inner and not self._is_folded(group):
                yield from self._in_sight(group.inner)

    @property
    def total(self) -> int:
        return self._starts[-1]

    def _place(self, row: int) -> tuple[int, int | None]:
        """Return the heading of a row, and the position below it; None for the heading itself."""
        at = bisect_right(self._starts, row) - 1
        return at, None if row == self._starts[at] else row - self._starts[at] - 1

    @property
    def group(self) -> ProblemHeading | None:
        """The group that the cursor is in."""
        return self.headings[self._place(self.cursor)[0]] if self.total else None

    @property
    def line(self) -> Line | None:
        """The line under the cursor; None on a heading."""
        return self.line_at(self.cursor) if self.total else None

    @property
    def problem(self) -> ListedProblem | None:
        """The problem under the cursor."""
        return self.line.listed if self.line else None

    @property
    def nearest(self) -> Line | None:
        """The line under the cursor; on a heading the first below it."""
        if self.line is not None or (group := self.group) is None or not group.size:
            return self.line
        while group.inner:
            group = group.inner[0]
        return next(iter(self._window(group, 0, 1)), None)

    def line_at(self, row: int) -> Line | None:
        """Return what stands on a row; None for a heading."""
        place, at = self._place(row)
        if at is None:
            return None
        group, chunk = self.headings[place], at // CHUNK * CHUNK
        key = (group.id, chunk)
        if key not in self._found:
            self._found[key] = self._window(group, chunk, chunk + CHUNK)
        found = self._found[key]
        return found[at - chunk] if at - chunk < len(found) else None

    def _window(self, group: ProblemHeading, start: int, stop: int) -> Sequence[Line]:
        if self.context is None:
            return ()
        return lines_of(self.context.index, group, start, stop, self.asked.text, self.context.language)

    # opening and closing

    def toggle(self) -> None:
        """Open the group at the cursor, or close it."""
        if (group := self.group) is not None:
            self._fold(group, not self._is_folded(group))

    def action_fold(self, folded: bool) -> None:
        """Close the group at its heading, or open it; where that is done already, to the next heading that way."""
        if (group := self.group) is None:
            return
        place, at = self._place(self.cursor)
        if at is None and group.size and self._is_folded(group) is not folded:
            self._fold(group, folded)
        elif folded:
            self.go_to(self._starts[max(0, place - (at is None))])
        elif place + 1 < len(self.headings):
            self.go_to(self._starts[place + 1])

    def switches(self, line: int, x: int) -> bool:
        """Return True on the triangle of a group, and a cell beside it."""
        place, at = self._place(line)
        return at is None and 0 <= x - 2 * self.headings[place].depth < 3

    def switch(self, line: int) -> None:
        self.toggle()

    def _fold(self, group: ProblemHeading, folded: bool) -> None:
        place, _ = self._place(self.cursor)
        self._folded[group.id] = folded
        self._count()
        self.cursor = self._starts[place]
        self.renew()
        self.post_message(self.Highlighted())

    # drawing

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        place, at = self._place(line)
        group = self.headings[place]
        if at is None:
            return self._heading(group, cells)
        found = self.line_at(line)
        if found is None or self.context is None:
            return ()
        if len(self._words) > WORDS:
            self._words.clear()
        if (key := (group.id, at)) not in self._words:
            self._words[key] = self._in_words(found, group, self.context)
        sign, style, name, at_, values = self._words[key]
        lead = Piece(f"{' ' * (3 + 2 * group.depth)}{sign} ", style)
        room = cells - width(lead.text) - 1
        if not name:
            return (lead, Piece(_said(at_, values, room), "problems--word"))
        if not at_:
            return (lead, Piece(clip(name, room), "problems--name"))
        own = room // 2
        return (
            lead,
            Piece(f"{pad(clip(name, own - 3), own)}", "problems--name"),
            Piece(_said(at_, values, room - own), "problems--word"),
        )

    def _in_words(self, line: Line, group: ProblemHeading, context: RenderContext) -> Words:
        """Return a line in words: under the heading of its record without that, and with the sign of what it is."""
        by_record = group.sort == "record"
        card = context.index.card(line.key) if line.key else None
        mark, style = kind_sign(card.kind) if card else " ", "problems--0"
        name = "" if by_record else context.name(line.key).text if line.key else ""
        if line.addition is not None:
            place, value = addition_in_short(line.addition, context)
            return Words("+" if by_record else mark, style, name, place, (value,))
        if line.listed is None:
            left = self.app.settling.left(line.key) if group.sort == "unmerged" else None
            return Words(mark, style, name, left_column(left.is_removed, context.tr) if left else "")
        problem = line.listed.problem
        if by_record:
            mark, style = SEVERITY_SIGNS[problem.severity], f"problems--{int(problem.severity)}"
        place, values = problem_in_short(problem, context)
        if by_record and (not problem.field or problem.code == "likely_duplicate"):
            place, values = problem_sentence(problem, context), ()
        return Words(mark, style, name or ("" if by_record else problem.path), place, values)

    def _heading(self, group: ProblemHeading, cells: int) -> Sequence[Piece]:
        context = self.context
        assert context is not None
        count = count_of(group, context.tr, whole=context.index.whole)
        lead = f"{' ' * (1 + 2 * group.depth)}{'▸' if self._is_folded(group) or not group.size else '▾'} "
        mark = f"{sign(group, context)} ".lstrip()
        column = max(cells - 1 - max(width(count), self._widest), width(lead + mark) + 8)
        words = title(group, context)
        return (
            Piece(lead, "problems--count"),
            Piece(mark, f"problems--{group.severity}"),
            Piece(pad(clip(words, column - width(lead + mark) - 2), column - width(lead + mark)), "problems--heading"),
            Piece(clip(count, cells - column), "problems--count"),
        )


def _said(place: str, values: Sequence[str], room: int) -> str:
    """Return a place and what is said there: all of it, both values shortened alike, or the place alone where that says too little."""
    whole = f"{place}: {' / '.join(values)}" if any(values) else place
    left = room - width(place) - 2 - 3 * (len(values) - 1)
    if width(whole) <= room or not values or left < SHORTEST * len(values):
        return clip(whole if width(whole) <= room else place, room)
    return f"{place}: {' / '.join(_shared(values, left))}"


def _shared(values: Sequence[str], room: int) -> Iterator[str]:
    """Yield values cut so that together they take `room` cells at most, short ones whole."""
    for at, value in enumerate(values):
        rest = len(values) - at
        own = max(room // rest, room - sum(map(width, values[at + 1 :])))
        yield (words := clip(value, own))
        room -= width(words)


class ProblemHead(OneLine):
    """The line over the problems: the title, and of which records they are."""

    COMPONENT_CLASSES = {"head--name", "head--path"}
    app: RegistryApp

    note: reactive[str] = reactive("")
    """What is listed, in words."""

    def left(self) -> Sequence[Piece]:
        title = self.app.translator.gettext("Problems")
        return [Piece(f" {title}", "head--name"), Piece(f" · {self.note}", "head--path", "screen.filter")]
