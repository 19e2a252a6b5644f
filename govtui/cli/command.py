"""How commands are declared: their help, the options that all of them have, option types of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from govtui.cli.lines import form_options
from govtui.cli.session import Session
from govtui.i18n.formats import in_quotes
from govtui.i18n.translator import LANGUAGES, Translator


def make_command(
    session: Session,
    name: str,
    callback: Callable[..., int],
    params: Sequence[click.Parameter],
    *paragraphs: str,
    short: str = "",
    machine: bool = False,
) -> click.Command:
    """Return a command in the session's language; `callback` returns the exit status.

    `paragraphs` are its help, `short` is its line in the list of commands (default: the first paragraph). The common
    options follow its own; an own option of the same name takes the place of a common one. `machine`: it prints lines
    (cli/lines.py), and has the options for their form.
    """
    own = {param.name for param in params}
    common = [*(form_options(session) if machine else ()), *common_options(session)]
    return click.Command(
        name,
        callback=callback,
        params=[*params, *(option for option in common if option.name not in own)],
        help="\n\n".join(paragraphs),
        short_help=short or paragraphs[0],
        options_metavar=session.tr.gettext("[OPTIONS]"),
    )


def common_options(session: Session) -> list[click.Parameter]:
    """Return --lang, --registry and --index, which the program and every command have."""
    tr = session.tr

    def keep(_ctx: click.Context, param: click.Parameter, value: str | None) -> None:
        if value == "":  # a script's variable that is not set must not mean the registry of the current folder
            raise click.UsageError(tr.gettext("{option} names nothing.").format(option=param.opts[0]))
        if value is not None and param.name is not None:
            session.given[param.name] = value

    # --lang is read before the command line is built (session.language_of); here it is only checked and explained.
    return [
        click.Option(
            ["--lang"],
            type=click.Choice(list(LANGUAGES)),
            help=tr.gettext("The language of the interface."),
            expose_value=False,
        ),
        click.Option(
            ["--registry"],
            metavar=tr.gettext("PATH"),
            help=tr.gettext("The folder of the registry."),
            expose_value=False,
            callback=keep,
            is_eager=True,
        ),
        click.Option(
            ["--index"],
            metavar=tr.gettext("FILE"),
            help=tr.gettext("The file to keep the index in, such as one that several users share."),
            expose_value=False,
            callback=keep,
        ),
    ]


EXAMPLE_CELLS = 72
"""The longest line of an example with what it does behind it: 80 cells without the indentation of the help."""


def example_lines(session: Session, examples: Sequence[tuple[str, str]]) -> str:
    """Return a paragraph of help with examples, each with what it does where that is not plain ("").

    That stands behind the examples, or above them where a line would be too long.
    """
    width = max((len(line) for line, words in examples if words), default=0)
    fits = all(width + len(words) <= EXAMPLE_CELLS for _, words in examples)
    lines = []
    for line, words in examples:
        if words and not fits:
            lines.append(f"  # {words}")
        lines.append(f"  {line.ljust(width)}  # {words}" if words and fits else f"  {line}")
    return "\n".join(["\b", session.tr.gettext("Examples:"), *lines])


def edit_statuses(session: Session) -> str:
    """Return the exit statuses of commands that change records, as a paragraph of help."""
    return session.tr.gettext(
        "Exit status: 0 saved, or nothing to change; 1 refused, with the reasons; 2 could not run; 3 somebody else changed"
        " the same thing meanwhile."
    )


def plain_statuses(session: Session) -> str:
    """Return the exit statuses of commands that only print or show something, as a paragraph of help."""
    return session.tr.gettext("Exit status: 0 done, 2 could not run.")


class Count(click.ParamType[int]):
    """A whole number from 1 on, at most `most`. Click's IntRange complains in English."""

    name = "integer"

    def __init__(self, tr: Translator, most: int) -> None:
        self._tr, self._most = tr, most

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            number = int(str(value))
        except ValueError:
            number = 0
        if number < 1:
            words = self._tr.gettext("“{value}” is not a whole number from 1 on.")
            self.fail(words.format(value=in_quotes(str(value))), param, ctx)
        return min(number, self._most)


class FormatChoice(click.Choice[str]):
    """The value of --format; forms that are options of their own now are refused with their names."""

    def __init__(self, choices: Sequence[str], renamed: Sequence[str], tr: Translator) -> None:
        super().__init__(choices)
        self._renamed, self._words = renamed, tr.gettext("“{old}” is now called “{new}”.")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value in self._renamed:
            self.fail(self._words.format(old=f"--format {value}", new=f"--{value}"), param, ctx)
        return super().convert(value, param, ctx)
