"""`govtui log [ID]...`: prints the revisions of records in git, or the latest of a registry, with the fields that each changed."""

from __future__ import annotations

from collections.abc import Callable

import click

from govtui.cli.asked import about_ids, asked_cards, asked_params
from govtui.cli.command import Count, example_lines, make_command
from govtui.cli.limited import remark_nothing
from govtui.cli.lines import print_lines
from govtui.cli.session import Session

LATEST = 10
"""Revisions of a record that are printed as text on a terminal; a pipe, or a program, gets all."""

ALL = 10**9

FOUND, NOTHING = 0, 1
"""Exit statuses."""


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        *asked_params(session),
        click.Option(
            ["-n", "--limit", "most"],
            type=Count(tr, ALL),
            metavar=tr.gettext("N"),
            help=tr.gettext(
                "Print at most N versions of each record, or N in all without ID, newest first. By default all"
                " are printed; as text on a terminal, only the latest."
            ),
        ),
        click.Option(
            ["--field"],
            metavar=tr.gettext("FIELD"),
            help=tr.gettext(
                "Only versions in which this field changed, with what is in it; a path as “govtui check” prints it."
            ),
        ),
        click.Option(["--format"], hidden=True, expose_value=False, callback=_refused_format(session)),
    ]

    def callback(ids: tuple[str, ...], where: str | None, most: int | None, field: str | None) -> int:
        from govtui.cli.log_versions import checked_field, histories, print_pages, version_lines

        registry, index = session.registry(may_fall_back=False), session.index(may_fall_back=False)
        if not ids and where is None:
            from govtui.cli.log_registry import log_registry

            return FOUND if log_registry(session, registry, index, most, field) else NOTHING
        cards = asked_cards(session, index, registry.root, ids, where)
        checked_field(session, registry, field, {card.kind for card in cards})
        found = histories(session, registry, cards)
        if session.form:
            print_lines(session, "version", version_lines(found, most or ALL, field))
        elif not cards:
            remark_nothing(session)
        else:
            most = most or (LATEST if session.out.terminal else ALL)
            print_pages(session, found, most, field, session.context(registry, index))
        return FOUND if cards else NOTHING

    words = tr.gettext(
        "Show how records changed over time, field by field, as git has it; without ID what changed last in the whole registry."
    )
    statuses = tr.gettext(
        "Exit status: 0 done, 1 no record or no change was found, 2 could not run, or there is no such record."
    )
    examples = [
        ("govtui log unpog", ""),
        ("govtui log unpog --field name", tr.gettext("all changes of one field")),
        ("govtui log unpog -n 1 --jsonl", ""),
        ("govtui log --where country:KR", ""),
        ("govtui log -n 20", tr.gettext("what changed last")),
    ]
    help = (words, about_ids(session), example_lines(session, examples), statuses)
    short = tr.gettext("Show how records changed over time.")
    return make_command(session, "log", callback, params, *help, short=short, machine=True)


def _refused_format(session: Session) -> Callable[[click.Context, click.Parameter, str | None], None]:
    """Return the callback of the former option, which names the new ones."""

    def refuse(_ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
        if value == "json":
            words = session.tr.gettext("“{old}” is now called “{new}”.")
            raise click.UsageError(words.format(old="--format json", new="--json"))
        if value is not None:
            raise click.NoSuchOption("--format")

    return refuse
