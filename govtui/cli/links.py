"""`govtui links ID…`: prints the references of records and to them, with those of the records they lead to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import click

from govtui.cli.asked import about_ids, asked_cards, asked_params
from govtui.cli.asked_query import found_statuses, references_asked
from govtui.cli.command import Count, example_lines, make_command
from govtui.cli.limited import MOST, limit_option, remark_nothing, remark_rest
from govtui.cli.lines import print_lines
from govtui.cli.session import Session
from govtui.index.api import CITED, Outgoing
from govtui.interchange import machine
from govtui.store.files import printable

if TYPE_CHECKING:
    from govtui.index.api import Index
    from govtui.page.link_walk import Link, Wanted

DEEPEST = 1000
"""Steps at most: more than there are between any two records."""


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        *asked_params(session),
        click.Option(["--out"], is_flag=True, help=tr.gettext("Only references of the records to others.")),
        click.Option(["--in", "arriving"], is_flag=True, help=tr.gettext("Only references of others to the records.")),
        click.Option(
            ["--type", "types"],
            multiple=True,
            metavar=tr.gettext("RELATION"),
            help=tr.gettext(
                "Only references of this type: a relation such as part_of, its inverse, or another, by key or name; may be repeated."
            ),
        ),
        click.Option(
            ["--depth"],
            type=Count(tr, DEEPEST),
            default=1,
            metavar=tr.gettext("N"),
            help=tr.gettext(
                "Also follow the links of the records that were found, up to N steps, each record once; through"
                " sources only with --type."
            ),
        ),
        click.Option(
            ["--ids", "only_ids"],
            is_flag=True,
            help=tr.gettext("Print only the ids of the records at the other ends, one a line, each once."),
        ),
        limit_option(session, tr.gettext("Print at most N references.")),
    ]

    def callback(
        ids: tuple[str, ...],
        where: str | None,
        out: bool,
        arriving: bool,
        types: tuple[str, ...],
        depth: int,
        only_ids: bool,
        limit: int | None,
    ) -> int:
        if only_ids and session.form:
            raise click.UsageError(tr.gettext("--ids prints ids alone, so it does not go with --json or --jsonl."))
        if out and arriving:
            raise click.UsageError(tr.gettext("--in and --out exclude each other; without them both are printed."))
        index = session.index(may_fall_back=True)
        root = session.target(may_fall_back=True).root
        wanted, cites = _wanted(session, index, types, out, arriving)
        cards = asked_cards(session, index, root, [printable(id) for id in ids], where)
        from govtui.page.link_walk import walk

        keys = [card.key for card in cards]
        found = walk(index, keys, depth, wanted, follows_citations=cites)
        links = list(found)
        shown = links[: limit or MOST]
        if only_ids:
            others = list(dict.fromkeys(link.other for link in links if link.sort == "record"))
            session.out.ids(others[: limit or MOST])
            return 0 if others else 1
        if session.form:
            print_lines(session, "reference", list(map(_line, shown)), total=len(links))
        else:
            from govtui.cli.link_rows import print_links

            print_links(session, index, keys, shown)
            remark_rest(session, len(shown), len(links))
            if not cards:
                remark_nothing(session)
        return 0 if links else 1

    words = tr.gettext("Print what records refer to and what refers to them, by type, with what qualifies a reference.")
    examples = (
        ("govtui links unpog", ""),
        ("govtui links un-desa --in --type part_of", tr.gettext("what is part of it")),
        ("govtui links unpog --depth 2 --jsonl", ""),
    )
    return make_command(
        session,
        "links",
        callback,
        params,
        words,
        about_ids(session),
        example_lines(session, examples),
        found_statuses(session),
        short=tr.gettext("Print the links of records."),
        machine=True,
    )


def _wanted(session: Session, index: Index, types: Sequence[str], out: bool, arriving: bool) -> tuple[Wanted, bool]:
    """Return which references are asked for, and whether citations are by name. The name of an inverse means its end alone."""
    asked = set(references_asked(session, index, map(printable, types)))

    def wanted(type: str, direction: Literal["out", "in"]) -> bool:
        if (direction == "in" and out) or (direction == "out" and arriving):
            return False
        return not asked or (type, False) in asked or (direction == "in" and (type, True) in asked)

    return wanted, (CITED, False) in asked or (CITED, True) in asked


def _line(link: Link) -> machine.Line:
    if isinstance(link.reference, Outgoing):
        return machine.outgoing_reference(link.key, link.reference, link.depth, link.sort == "missing")
    return machine.incoming_reference(link.key, link.reference, link.depth)
