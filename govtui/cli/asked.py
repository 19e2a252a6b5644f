"""The records that a command is asked for: ids, paths, ids from standard input, or all that a query finds."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govtui.cli.session import Session, here
from govtui.i18n.formats import number

if TYPE_CHECKING:
    from govtui.index.api import Card, Index
    from govtui.index.query import Mistake

STDIN = "-"
MOST_LINES = 1_000_000
"""Lines that are read from standard input."""

MOST_BYTES = 1 << 26
"""Bytes of a line that are read; a record with all that refers to it has some megabytes."""

WINDOW = 1000
"""Ids that are looked up at once."""


class CannotAsk(click.ClickException):
    """What was asked for cannot be understood or read; `code` tells programs why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def asked_params(session: Session) -> list[click.Parameter]:
    """Return the argument `ids`, several ids, and the option `where`, a query line."""
    tr = session.tr
    return [
        click.Argument(["ids"], nargs=-1, metavar=tr.gettext("[ID]...")),
        where_option(session),
    ]


def where_option(session: Session) -> click.Option:
    """Return --where, a query line instead of ids."""
    tr = session.tr
    help = tr.gettext("All records that this query finds, instead of ids; a query with a mistake is refused.")
    return click.Option(["--where"], metavar=tr.gettext("QUERY"), help=help)


def about_ids(session: Session) -> str:
    """Return a paragraph of help that explains ID."""
    return session.tr.gettext(
        "ID is the id of a record, a former id, or the path of its file; “-” reads ids from standard input, one a"
        " line, or what another command printed with --jsonl."
    )


def asked_cards(session: Session, index: Index, root: Path, ids: Sequence[str], where: str | None) -> list[Card]:
    """Return the records that were asked for, each once, in that order; a remark tells of former ids.

    `root` is the folder of the registry. Raises click.UsageError where neither ids nor a query are given, or both, and
    click.ClickException for an id that no record has and for a mistake in the query, which a command that changes records
    must not guess at.
    """
    tr = session.tr
    if where is not None and ids:
        raise click.UsageError(tr.gettext("Give ids or --where, not both."))
    if where is not None:
        return _found(session, index, where)
    if not ids:
        raise click.UsageError(tr.gettext("Name one or more records by their ids, or use --where."))
    wanted = [id for one in ids for id in (_from_stdin(session) if one == STDIN else [one])]
    known: dict[str, Card] = {}
    for start in range(0, len(wanted), WINDOW):
        known.update((card.key, card) for card in index.cards(wanted[start : start + WINDOW]))
    cards = (known.get(id) or asked_card(session, index, root, id) for id in wanted)
    return list({card.key: card for card in cards}.values())


def asked_card(session: Session, index: Index, root: Path, id: str) -> Card:
    """Return the record that an id, a former one or a path means. Raises click.ClickException."""
    if (card := index.card(id)) is None:
        return _at_path(index, root, id) or index.card(id.lower()) or session.card(index, id)  # which raises
    if id not in (card.key, card.id):
        words = session.tr.gettext("“{former}” now has the id “{id}”.")
        session.out.remark(words.format(former=id, id=card.key))
    return card


def _at_path(index: Index, root: Path, path: str) -> Card | None:
    """Return the record in a file, named from the registry's folder or from here."""
    if not path.endswith(".toml"):
        return None
    if (card := index.card_at(path)) is not None:
        return card
    real = os.path.realpath(here() / path)
    top = os.path.realpath(root)
    return index.card_at(os.path.relpath(real, top)) if os.path.commonpath([real, top]) == top else None


def _from_stdin(session: Session) -> Iterator[str]:
    """Yield the ids on standard input: of lines of JSON the `id`, else the `record`. Raises click.ClickException."""
    tr = session.tr
    for place, raw in enumerate(_raw_lines(), 1):
        if place > MOST_LINES:
            words = tr.gettext("Standard input has more than {n} lines.")
            raise CannotAsk("too_many_lines", words.format(n=number(MOST_LINES, tr)))
        try:
            line = raw.decode("utf-8-sig" if place == 1 else "utf-8").strip()
        except UnicodeDecodeError:
            words = tr.gettext("Line {n} of standard input is not text in UTF-8.")
            raise CannotAsk("bad_line", words.format(n=number(place, tr))) from None
        if not line:
            continue
        if len(raw) == MOST_BYTES or (id := _id_of(line)) is None:
            words = tr.gettext(
                "Line {n} of standard input is neither an id nor a line of JSON with “id” or “record”, as --jsonl prints them."
            )
            raise CannotAsk("bad_line", words.format(n=number(place, tr)))
        yield id


def _raw_lines() -> Iterator[bytes]:
    """Yield the lines of standard input, which may be closed; a line that is too long in parts."""
    if sys.stdin is not None:
        yield from iter(lambda: sys.stdin.buffer.readline(MOST_BYTES), b"")


def _id_of(line: str) -> str | None:
    """Return the id that a line has; None for JSON without any."""
    if line[0] not in '{["':
        return line
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if isinstance(told, dict):
        told = told.get("id") or told.get("record")
    return told if isinstance(told, str) else None


def mistake_words(session: Session, index: Index, mistake: Mistake, *, refused: bool = False) -> str:
    """Return the sentence for a mistake in a query line; `refused`: where it is not searched."""
    from govtui.i18n.errors import mistake_sentence
    from govtui.page.facet_words import mistake_values  # a line without mistakes does without

    values = mistake_values(mistake, index.fields, session.tr)
    return mistake_sentence(mistake.code, values, mistake.start, session.tr, refused=refused)


def _found(session: Session, index: Index, where: str) -> list[Card]:
    """Return all records that a query finds. Raises click.ClickException for any mistake in it."""
    from govtui.i18n.errors import corrected_words
    from govtui.index.api import View
    from govtui.store.files import printable

    tr, line = session.tr, printable(where)
    if mistakes := index.mistakes(line):
        raise CannotAsk("bad_query", mistake_words(session, index, mistakes[0], refused=True))
    for one in index.corrected(line):
        if not one.kind.is_reading:
            raise CannotAsk("bad_query", corrected_words(one.typed, one.instead, "refused", tr))
    first = index.settings.languages[0]  # an order that --lang does not change
    result = index.result(View("all", line, "name", first, first))
    return list(index.cards(result.keys(0, result.total)))
