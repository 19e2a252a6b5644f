"""`govtui search QUERY`: the records that answer a query, best first."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import click

from govtui.cli.session import Session
from govtui.i18n.mistakes import corrected_words, mistake_sentence
from govtui.i18n.translator import Translator
from govtui.index.ask import CorrectionKind, sought
from govtui.index.query import ORDERS, Order, Row, View
from govtui.store.files import printable
from govtui.text.matches import matches
from govtui.text.safe import safe_text

BOLD, PLAIN = "\x1b[1m", "\x1b[22m"
"""What begins and ends a hit on a terminal. Not a colour, so that it is there without colours, too."""

LIMIT = 50
MOST = 10**9
"""As many as no registry has."""


def command(session: Session, options: list[click.Parameter]) -> click.Command:
    """The command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["query"], nargs=-1, required=True, metavar=tr.gettext("QUERY")),
        click.Option(["--ids"], is_flag=True, help=tr.gettext("Print ids alone, one a line.")),
        click.Option(["--json", "as_json"], is_flag=True, help=tr.gettext("Print one JSON object a line.")),
        click.Option(
            ["--sort", "order"],
            type=click.Choice(list(ORDERS)),
            default="name",
            help=tr.gettext("The order; by name the best matches come first, by date the latest."),
        ),
        click.Option(["--reverse"], is_flag=True, help=tr.gettext("The other way round.")),
        click.Option(
            ["--limit"],
            type=_Count(tr),
            default=LIMIT,
            metavar=tr.gettext("N"),
            help=tr.gettext("Print at most so many."),
        ),
        *options,
    ]

    def callback(query: tuple[str, ...], ids: bool, as_json: bool, order: Order, reverse: bool, limit: int) -> int:
        line = printable(" ".join(query))
        index = session.index()
        mistakes = index.mistakes(line)
        for mistake in mistakes:
            words = mistake_sentence(mistake.code, mistake.values, mistake.start, tr)
            click.echo(f"govtui: {safe_text(words, multiline=False)}", err=True)
        if mistakes:
            return 2
        corrected = index.corrected(line)
        readings = (CorrectionKind.READ, CorrectionKind.ALSO_READ)
        for one in corrected:
            if (ids or as_json) and one.kind in readings:
                continue  # a reading is no guess: the words were typed so
            click.echo(
                f"govtui: {safe_text(corrected_words(one.typed, one.instead, one.kind, tr), multiline=False)}", err=True
            )
        result = index.result(View("all", line, order, tr.language, tr.language, reverse))
        terminal = sys.stdout.isatty() and session.environ.get("TERM") != "dumb"
        marked = sought(line, corrected) if terminal else ()
        if ids:
            click.echo("".join([f"{key}\n" for key in result.keys(0, limit)]), nl=False)
            return 0 if result.total else 1
        for row in result.window(0, limit):
            snippet = index.snippet(row.key, line, tr.language)
            if as_json:
                click.echo(json.dumps({"id": row.key, **_plain(row), "snippet": snippet}, ensure_ascii=False))
            else:
                _print(row, snippet, marked)
        if not as_json and result.total > limit:
            more = result.total - limit
            click.echo(tr.ngettext("… and {n} more record", "… and {n} more records", more).format(n=more), err=True)
        return 0 if result.total else 1

    words = tr.gettext("Search a registry: words, “phrases”, and fields such as country:VN or year:2018..2022.")
    more = tr.gettext("Exit status: 0 something was found, 1 nothing was found, 2 the query or the registry is wrong.")
    return click.Command(
        "search",
        callback=callback,
        params=params,
        help=f"{words}\n\n{more}",
        short_help=tr.gettext("Search a registry."),
        options_metavar=tr.gettext("[OPTIONS]"),
    )


class _Count(click.ParamType[int]):
    """A whole number from 1 on; click's own says the contrary with names of types, in English."""

    name = "integer"

    def __init__(self, tr: Translator) -> None:
        self._tr = tr

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            number = int(str(value))
        except ValueError:
            number = 0
        if number < 1:
            self.fail(self._tr.gettext("“{value}” is not a whole number from 1 on.").format(value=value), param, ctx)
        return min(number, MOST)


def _plain(row: Row) -> dict[str, str]:
    names = ("kind", "name", "other", "type", "date", "place")
    return {name: getattr(row, name) for name in names}


def _print(row: Row, snippet: str, sought: Sequence[tuple[str, bool]]) -> None:
    mark = f" [{row.missing}]" if row.missing else ""
    click.echo(_marked(row.name, sought) + mark, color=True)
    words = " · ".join(word for word in (row.type, row.date, row.place, row.key) if word)
    click.echo(safe_text(f"    {words}", multiline=False))
    if snippet:
        click.echo(f"    {_marked(snippet, sought)}", color=True)


def _marked(text: str, sought: Sequence[tuple[str, bool]]) -> str:
    """A text made safe, with the words that were searched for in bold."""
    text, out, at = safe_text(text, multiline=False), "", 0
    for start, end in matches(text, sought):
        out += text[at:start] + BOLD + text[start:end] + PLAIN
        at = end
    return out + text[at:]
