"""How much is printed: as many items as --limit says, as wide as a terminal is; without it all of them, but on a terminal, as text, the first fifty."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from govtui.cli.command import Count
from govtui.cli.session import Session

if TYPE_CHECKING:
    from govtui.index.api import Result, Row

SHOWN = 50
"""What is printed as text on a terminal without --limit; a pipe, or a program, gets all."""

MOST = 10**9

ROWS, IDS = 100, 5000
"""Rows, and ids, that are read at once."""

ANY_WIDTH = 10**6
"""Cells of a line that nothing bounds."""


def limit_option(session: Session, help: str) -> click.Option:
    """Return --limit with this help, in the session's language."""
    tr = session.tr
    return click.Option(["-n", "--limit", "limit"], type=Count(tr, MOST), metavar=tr.gettext("N"), help=help)


def stop_at(session: Session, total: int, limit: int | None, *, is_text: bool = True) -> int:
    """Return how many of `total` are printed. `is_text`: whether they are printed for people."""
    return min(total, limit or (SHOWN if is_text and not session.form and session.out.terminal else MOST))


def rows_to(result: Result, stop: int) -> Iterator[Row]:
    """Yield the first `stop` rows of a result, window by window."""
    for start in range(0, stop, ROWS):
        yield from (row for row in result.window(start, min(start + ROWS, stop)) if row.key)


def key_windows(result: Result, stop: int, size: int) -> Iterator[Sequence[str]]:
    """Yield the first `stop` keys of a result, at most `size` at once."""
    for start in range(0, stop, size):
        yield result.keys(start, min(start + size, stop))


def remark_rest(session: Session, shown: int, total: int) -> None:
    """Say that there are more than were shown, if there are."""
    if shown < total:
        from govtui.i18n.formats import number

        tr = session.tr
        words = tr.gettext("{shown} of {total} shown; --limit N shows more")
        session.out.remark(words.format(shown=number(shown, tr), total=number(total, tr)))


def line_cells(session: Session) -> int:
    """Return the cells of a line: of the terminal, or as COLUMNS says; in a pipe no line is wrapped, so that each is a row."""
    if not session.out.terminal and "COLUMNS" not in session.environ:
        return ANY_WIDTH
    return shutil.get_terminal_size((80, 24)).columns


def remark_nothing(session: Session) -> None:
    """Say that no record was found, where records are printed for people."""
    session.out.remark(session.tr.gettext("No record found."))
