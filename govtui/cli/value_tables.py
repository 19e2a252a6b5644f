"""Numbers of records by value, as tables for people: a count, the label of the value, and its key in a query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import TYPE_CHECKING

from govtui.cli.limited import line_cells
from govtui.cli.session import Session
from govtui.interchange import machine
from govtui.text.safe import safe_text
from govtui.text.width import pad, width
from govtui.text.wrap import wrapped

if TYPE_CHECKING:
    from govtui.index.api import Index
    from govtui.page.statistics import Statistic

GAP = "  "

WITHOUT_KEYS = ("severity", "translation", "date")
"""What is counted in statistics without being a query field or a code: its keys are for programs alone."""


def line_of(one: Statistic) -> machine.Line:
    """Return a number as a line for programs."""
    beside = {"records": one.records, "kind": one.kind, "source": one.source, "target": one.target}
    return machine.value(one.facet, one.value, one.n, **beside)


def print_table(session: Session, index: Index, found: Sequence[Statistic], indent: str = "") -> None:
    """Print the numbers of one table."""
    for line in _table_lines(session, found, index, indent):
        session.out.line(line)


def limited(found: Iterable[Statistic], limit: int) -> Iterator[Statistic]:
    """Yield at most `limit` numbers of each table, which are those of one facet, kind and direction."""
    for _, rows in groupby(found, lambda one: (one.facet, one.kind, one.source, one.target)):
        yield from islice(rows, limit)


def print_tables(session: Session, index: Index, found: Sequence[Statistic], limit: int) -> None:
    """Print numbers under the headings that they have, of each heading at most `limit`, and how many more there are."""
    from govtui.i18n.formats import number
    from govtui.page.statistics import title_of

    tr = session.tr
    tables = [(title, list(rows)) for title, rows in groupby(found, lambda one: title_of(one, index, tr))]
    for place, (title, rows) in enumerate(tables):
        if place:
            session.out.line("")
        session.out.words("\n".join(wrapped(_one_line(title), line_cells(session))))
        print_table(session, index, rows[:limit], GAP)
        if len(rows) > limit:
            session.out.line(GAP + tr.pgettext("values", "and {n} more").format(n=number(len(rows) - limit, tr)))


def _table_lines(session: Session, found: Sequence[Statistic], index: Index, indent: str) -> Iterator[str]:
    """Yield counts to the right, words, and keys in a column behind them or, without room, below; nothing is cut."""
    from govtui.i18n.formats import number
    from govtui.page.statistics import words_of

    tr = session.tr
    counts = [number(one.n, tr) for one in found]
    told = [(_one_line(words_of(one, index, tr)), _one_line(_key(one))) for one in found]
    told = [(words, "" if key == words else key) for words, key in told]
    digits = max(map(len, counts), default=0)
    keys = max((width(key) for _, key in told), default=0)
    room = line_cells(session) - len(indent) - digits - len(GAP)
    column = min(max((width(words) for words, _ in told), default=0), max(room // 2, room - keys - len(GAP)))
    for count, (words, key) in zip(counts, told, strict=True):
        head = f"{indent}{count:>{digits}}{GAP}"
        is_beside = bool(key) and column + len(GAP) + width(key) <= room
        first, *rest = wrapped(words, column if is_beside else room)
        yield head + (f"{pad(first, column)}{GAP}{key}" if is_beside else first)
        below = rest if is_beside or not key else [*rest, key]
        yield from (" " * len(head) + line for line in below)


def _key(one: Statistic) -> str:
    return "" if one.facet in WITHOUT_KEYS else one.value


def _one_line(text: str) -> str:
    return safe_text(text, multiline=False)
