"""`govtui show ID…`: prints records with their links, problems and citations, as their files, as JSON, or exported."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govtui.cli.asked import about_ids, asked_cards, asked_params
from govtui.cli.asked_query import found_statuses
from govtui.cli.command import FormatChoice, example_lines, make_command
from govtui.cli.limited import remark_nothing
from govtui.cli.lines import print_lines
from govtui.cli.session import Session
from govtui.i18n.formats import number
from govtui.i18n.translator import LANGUAGES
from govtui.interchange.formats import FORMATS, NotARecord, record_formats, record_text
from govtui.store.files import Unreadable, read

if TYPE_CHECKING:
    from govtui.index.api import Card, Index

BOTH = "both"

PAGE = "text"
"""The form for people that is no format of interchange/formats.py."""

_RENAMED = ("json", "toml")


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        *asked_params(session),
        click.Option(
            ["--lang"], type=click.Choice([*LANGUAGES, BOTH]), help=tr.gettext("The language to read in, or both.")
        ),
        click.Option(
            ["--toml", "as_file"], is_flag=True, help=tr.gettext("Print the file of one record, byte for byte.")
        ),
        click.Option(
            ["--format", "style"],
            type=FormatChoice((PAGE, *record_formats()), _RENAMED, tr),
            help=tr.gettext("How it is printed, for people."),
        ),
    ]

    def callback(ids: tuple[str, ...], where: str | None, lang: str | None, as_file: bool, style: str | None) -> int:
        if (session.form != "") + as_file + (style is not None) > 1:
            raise click.UsageError(tr.gettext("--toml, --json, --jsonl and --format exclude each other."))
        target = session.target(may_fall_back=True)
        index = session.index(may_fall_back=True)
        cards = asked_cards(session, index, target.root, ids, where)
        if session.form:
            from govtui.interchange.full_lines import full_lines

            lines = full_lines(target.root, index, cards, lambda: session.index(may_fall_back=True))
            print_lines(session, "full", lines, len(cards))
        elif not cards:
            remark_nothing(session)
        elif as_file:
            if len(cards) > 1:
                words = tr.gettext(
                    "--toml prints the file of one record, but {n} were named; --jsonl prints the data of all of them."
                )
                raise click.UsageError(words.format(n=number(len(cards), tr)))
            session.out.verbatim(_file(session, target.root, cards[0]))
        else:
            return _print_pages(session, index, cards, style or PAGE, both=lang == BOTH)
        return 0 if cards else 1

    words = tr.gettext("Show records with their links, problems and citations.")
    examples = (
        ("govtui show unpog --lang both", ""),
        ("govtui show unpog --format markdown > unpog.md", ""),
        ("govtui show --where kind:source --format bibtex", tr.gettext("all sources as a bibliography")),
    )
    help = (words, about_ids(session), example_lines(session, examples), found_statuses(session))
    return make_command(session, "show", callback, params, *help, machine=True)


def _file(session: Session, root: Path, card: Card) -> bytes:
    """Return the bytes of a record's file. Raises click.ClickException where it cannot be read."""
    try:
        return read(root, card.path)
    except Unreadable as error:
        from govtui.i18n.problems import sentence
        from govtui.model.problem import Problem, Severity

        problem = Problem(error.code, Severity.ERROR, path=card.path, values=error.values)
        raise click.ClickException(sentence(problem, session.tr)) from None


def _print_pages(session: Session, index: Index, cards: Sequence[Card], style: str, *, both: bool) -> int:
    """Print records for people, one after the other, and return the exit status: 2 where one cannot be cited."""
    from dataclasses import replace

    from govtui.page.compose import compose
    from govtui.page.layout import plain
    from govtui.page.source_numbers import NumberStyle

    tr, out = session.tr, session.out
    registry = session.registry(may_fall_back=True)
    context = session.context(registry, index, both=both)
    columns = shutil.get_terminal_size((80, 24)).columns
    status, printed = 0, False
    for card in cards:
        entry = registry.entry(card.path)
        if style in FORMATS:
            format = FORMATS[style]
            try:
                text = record_text(format, entry, card.key, context)
            except NotARecord:
                words = tr.gettext("{path} cannot be read as a record, so it cannot be cited.")
                out.remark(words.format(path=entry.path))
                status = 2
                continue
            if format.is_line:
                out.line(text)
            else:
                out.verbatim(format.between * printed + text)
        else:
            if printed:
                out.words(f"\n{'─' * columns}\n\n")
            shown = context if out.terminal else replace(context, number_style=NumberStyle.BRACKETS)
            out.words(plain(compose(entry, card.key, shown), columns))
        printed = True
    return status
