"""The query line of commands that list, read as `search` reads it, and query fields by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

import click

from govtui.cli.asked import mistake_words
from govtui.cli.lines import print_lines
from govtui.cli.session import Session

if TYPE_CHECKING:
    from govtui.index.api import Index


FOUND, NOTHING, UNCLOSED = 0, 1, 2
"""Exit statuses: of what is found, and of a quotation mark that is not closed."""


def query_argument(session: Session) -> click.Argument:
    """Return the argument `query`, the words of a query line; none for all records."""
    return click.Argument(["query"], nargs=-1, metavar=session.tr.gettext("[QUERY]..."))


def found_statuses(session: Session) -> str:
    """Return the exit statuses of commands that list what they find, as a paragraph of help."""
    return session.tr.gettext("Exit status: 0 something was found, 1 nothing was found, 2 could not run.")


def refused(session: Session, index: Index, line: str, shape: str) -> int | None:
    """Print a remark for each mistake of a query line; return the exit status where it must not be searched, else None.

    2 for a phrase that nobody knows the end of, 1 where nothing is left, which must not mean all records; then an empty list of
    the shape is printed, if that form was asked for.
    """
    mistakes = index.mistakes(line) if line.strip() else ()
    for mistake in mistakes:
        session.out.remark(mistake_words(session, index, mistake))
    if any(mistake.code == "unclosed_quote" for mistake in mistakes):
        return UNCLOSED
    if mistakes and index.query(line).empty:
        if session.form:
            print_lines(session, shape, ())
        return NOTHING
    return None


def understood(session: Session, index: Index, line: str, shape: str, *, is_text: bool = True) -> int | None:
    """Print remarks on a query line, also on the words for which others are searched; return as `refused` does.

    `is_text`: whether what is found is printed for people, who are told of readings of what they typed, too.
    """
    if (status := refused(session, index, line, shape)) is not None or not line.strip():
        return status
    from govtui.i18n.errors import corrected_words

    for one in index.corrected(line):
        if one.kind.is_reading and (session.form or not is_text):
            continue
        session.out.remark(corrected_words(one.typed, one.instead, one.kind, session.tr))
    return None


def fields_asked(session: Session, index: Index, names: Iterable[str]) -> Sequence[str]:
    """Return the query fields whose values are counted, named by key or by label in any language; each once.

    Raises click.UsageError with the nearest name for one that is not known, and for one without values to count.
    """
    from govtui.i18n.query_labels import PEOPLE

    fields, tr = index.fields, session.tr
    counted = dict.fromkeys((*fields.names, *PEOPLE, *fields.links))
    found: dict[str, None] = {}
    for name in names:
        if meant := _named(index, name, counted):
            found.update(dict.fromkeys(meant))
        elif fields.vocabulary.field_named(name):
            words = tr.gettext("The values of “{field}” cannot be counted; a field such as type, country or year can.")
            raise click.UsageError(words.format(field=_quotable(name)))
        else:
            raise click.UsageError(
                _unknown(session, index, name, counted, tr.gettext("There is no query field “{field}”."))
            )
    return list(found)


def references_asked(session: Session, index: Index, names: Iterable[str]) -> Sequence[tuple[str, bool]]:
    """Return types of references, each with whether its inverse is meant: named by key or by label in any language.

    Raises click.UsageError with the nearest name for one that is not known.
    """
    links = index.fields.links
    found: dict[tuple[str, bool], None] = {}
    for name in names:
        meant = _named(index, name, links)
        if not meant:
            words = session.tr.gettext("There is no type of reference “{field}”.")
            raise click.UsageError(_unknown(session, index, name, links, words))
        found.update(dict.fromkeys((links[key].type, links[key].inverse) for key in meant))
    return list(found)


def _named(index: Index, name: str, among: Collection[str]) -> Sequence[str]:
    """Return those of some keys that a name means; a key is known without the catalogs of all languages."""
    if name in among:
        return [name]
    return [key for key in index.fields.vocabulary.field_named(name) if key in among]


def _unknown(session: Session, index: Index, name: str, among: Collection[str], words: str) -> str:
    said = words.format(field=_quotable(name))
    if near := index.fields.vocabulary.near(name, among, session.tr):
        said += " " + session.tr.gettext("Did you mean “{near}”?").format(near=_quotable(near))
    return said


def _quotable(text: str) -> str:
    from govtui.i18n.formats import in_quotes

    return in_quotes(text)
