"""The groups of the list of problems: what each has and how many, and windows of its lines, from the index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from govtui.i18n.formats import number
from govtui.i18n.problems import addition_words, counted, heading
from govtui.index.problem_api import Addition, Count, ListedProblem, ProblemGroup
from govtui.model.problem import SEVERITY_SIGNS, Severity
from govtui.text.markers import NP_

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.index.api import Index
    from govtui.page.render_context import RenderContext

Sort = Literal[
    "discrepancy", "addition", "error", "warning", "dangling", "orphan", "checked", "unmerged", "code", "record"
]
Grouping = Literal["kind", "record"]

SIGNS: Mapping[str, str] = {
    "unmerged": "⇋",
    "discrepancy": "≠",
    "addition": "+",
    "error": "✗",
    "warning": "!",
    "dangling": "→",
    "orphan": "○",
    "checked": "✓",
}

_TITLES: Mapping[str, str] = {
    "unmerged": NP_("problems", "Left by a merge"),
    "discrepancy": NP_("problems", "Sources disagree"),
    "addition": NP_("problems", "Other sources add"),
    "error": NP_("problems", "Errors"),
    "warning": NP_("problems", "Warnings"),
    "dangling": NP_("problems", "Dangling links"),
    "orphan": NP_("problems", "Orphans"),
    "checked": NP_("problems", "Checked against the source"),
}

_SEVERITIES = {"unmerged": 1, "discrepancy": 2, "error": 3, "warning": 1}

FLAT = 20
"""Up to how many errors, or warnings, stand below each other without headings of their codes."""

FEW = 300
"""Up to how many lines a group is open from the beginning, where it is one of those that are."""


class Line(NamedTuple):
    """One line of a group: a problem, what another source adds, or a record."""

    key: str
    """Of the record; empty for the registry as a whole."""
    field: str = ""
    listed: ListedProblem | None = None
    addition: Addition | None = None

    @property
    def identity(self) -> tuple[object, ...]:
        """What identifies it, though its line in the file may change."""
        if self.listed is None:
            return (self.key, self.addition and (self.addition.field, self.addition.source))
        problem = self.listed.problem
        return (self.key or problem.path, problem.code, problem.field, problem.spot, tuple(problem.values.items()))

    @property
    def place(self) -> tuple[str, str, str] | None:
        """The record, the field and the code of a problem, whatever the values are; None for another line."""
        if self.listed is None or not self.listed.problem.field:
            return None
        return self.key, self.listed.problem.field, self.listed.problem.code


@dataclass(frozen=True, slots=True)
class ProblemHeading:
    """A heading, and the lines or the headings below it."""

    sort: Sort
    name: str = ""
    """A code, or the key of a record, empty for the registry as a whole."""
    size: int = 0
    """How many lines are below it."""
    count: Count = Count()
    problems: ProblemGroup | None = None
    """What the index lists for it, where these are problems."""
    inner: Sequence[ProblemHeading] = ()
    depth: int = 0
    keys: Sequence[str] = ()
    """The records, of those that git left in conflict: the index does not know them."""

    @property
    def id(self) -> tuple[str, str]:
        return (self.sort, self.name)

    @property
    def severity(self) -> int:
        """By which its sign is coloured; 0 for none."""
        if self.sort == "dangling":
            return Severity.WARNING if self.size else 0
        return self.problems.severity if self.problems and self.sort != "checked" else _SEVERITIES.get(self.sort, 0)

    @property
    def begins_open(self) -> bool:
        """Whether it is open before anybody opens it."""
        return self.size <= FEW and (self.sort in ("unmerged", "discrepancy", "error", "record") or self.depth > 0)


def groups_of(index: Index, text: str, by: Grouping, unmerged: Sequence[str] = ()) -> Sequence[ProblemHeading]:
    """Return the groups of what a query line leaves, by kind or by record; none where nothing is to be looked into.

    `unmerged`: the records that git left in conflict, which come first, whatever the line leaves.
    """
    waiting = Count(len(unmerged), len(unmerged))
    first = [ProblemHeading("unmerged", "", len(unmerged), waiting, keys=unmerged)] if unmerged else []
    return [*first, *_groups_of(index, text, by)]


def _groups_of(index: Index, text: str, by: Grouping) -> Sequence[ProblemHeading]:
    tally = index.tally(text)
    checked = _of_severity("checked", tally)
    if by == "record":
        return [*map(_of_record, index.problem_groups(text, "record")), *[checked] * bool(checked.size)]
    codes = index.problem_groups(text) if tally.get("problem", Count()).places else ()
    adding = tally.get("addition", Count())
    dangling = tally.get("dangling", Count())
    alone = index.orphan_count(text)
    found = [
        _of_severity("discrepancy", tally),
        ProblemHeading("addition", "", adding.places, adding),
        _with_codes("error", codes, tally),
        _with_codes("warning", codes, tally),
        ProblemHeading("dangling", "", dangling.places, dangling, ProblemGroup("code", "dangling", Severity.WARNING)),
        ProblemHeading("orphan", "", alone, Count(alone, alone)),
        checked,
    ]
    left = [group for group in found if group.size or group.sort == "dangling"]
    return left if any(group.size for group in left) else ()


def _of_severity(sort: Sort, tally: Mapping[str, Count], less: int = 0) -> ProblemHeading:
    count = tally.get(sort, Count())
    return ProblemHeading(
        sort, "", count.places - less, count, ProblemGroup("severity", sort, _SEVERITIES.get(sort, 0))
    )


def _with_codes(sort: Sort, codes: Sequence[ProblemGroup], tally: Mapping[str, Count]) -> ProblemHeading:
    """Return errors or warnings, many of them below the headings of their codes; links to nothing have a group of their own."""
    whole = _of_severity(sort, tally, tally.get("dangling", Count()).places if sort == "warning" else 0)
    own = [one for one in codes if one.severity == _SEVERITIES[sort] and one.name != "dangling"]
    if whole.size <= FLAT or len(own) < 2:
        return whole
    inner = [ProblemHeading("code", one.name, one.places, Count(one.places, one.records), one, depth=1) for one in own]
    return ProblemHeading(sort, "", whole.size, whole.count, whole.problems, inner)


def _of_record(one: ProblemGroup) -> ProblemHeading:
    places = one.places + one.additions
    return ProblemHeading("record", one.name, places, Count(one.places, one.records), one)


def lines_of(index: Index, group: ProblemHeading, start: int, stop: int, text: str, language: str) -> Sequence[Line]:
    """Return the lines of a group without inner ones from position `start` up to `stop`."""
    if group.sort == "unmerged":
        return [Line(key) for key in group.keys[max(0, start) : max(0, stop)]]
    if group.sort == "addition":
        return list(map(_adding, index.additions(start, stop, text)))
    if group.sort == "orphan":
        return [Line(key) for key in index.orphans(language, text, start, stop)]
    problems = group.problems
    assert problems is not None
    found = [Line(one.key, one.problem.field, one) for one in index.problem_window(problems, start, stop, text)]
    if problems.additions and stop > problems.places:
        before = max(0, start - problems.places)
        found += map(_adding, index.additions(before, stop - problems.places, key=problems.name))
    return found


def _adding(one: Addition) -> Line:
    return Line(one.key, one.field, addition=one)


# in words


def title(group: ProblemHeading, context: RenderContext) -> str:
    """Return what a group is called."""
    if group.sort == "code":
        return heading(group.name, context.tr)
    if group.sort == "record":
        return context.name(group.name).text if group.name else context.tr.gettext("The registry as a whole")
    return context.tr.pgettext("problems", _TITLES[group.sort])


def sign(group: ProblemHeading, context: RenderContext) -> str:
    """Return the sign of a group; of a code none, of a record that of its worst problem."""
    if group.sort == "record":
        return SEVERITY_SIGNS.get(group.severity, "+")
    return SIGNS.get(group.sort, "")


def count_of(group: ProblemHeading, tr: Translator, *, whole: bool) -> str:
    """Return how much a group has, in places and in records; while files are read (not `whole`) with "…" behind it."""
    places, records = group.count
    told: list[str] = []
    if group.sort == "addition":
        told = [addition_words(places, tr)] if places else []
    elif group.sort in ("orphan", "unmerged"):
        told = [tr.ngettext("{n} record", "{n} records", records).format(n=number(records, tr))]
    elif group.sort == "record":
        told = list(counted(places, 0, tr)) if places else []
        if group.problems and group.problems.additions:
            told.append(f"+ {addition_words(group.problems.additions, tr)}")
    elif places:
        told = list(counted(places, records, tr))
    words = " · ".join(told) or ("0" if whole else "")
    if group.sort == "warning" and places > group.size:
        words = tr.gettext("{count}, including dangling links").format(count=words)
    return words if whole else f"{words} …".lstrip()
