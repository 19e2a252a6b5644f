"""Machine lines (interchange/machine.py) on standard output, one document or one object a line, and the options for that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from govtui.cli.session import Session
from govtui.interchange.machine import Line, document_head


def form_options(session: Session) -> list[click.Parameter]:
    """Return --json, --jsonl and --labels; `Session.form` and `Session.labels` tell what was given."""
    tr = session.tr

    def keep(_ctx: click.Context, param: click.Parameter, value: bool) -> None:
        if not value or param.name is None:
            return
        if param.name == "labels":
            session.given["labels"] = "both"
        elif session.form not in ("", param.name):
            raise click.UsageError(tr.gettext("--json and --jsonl exclude each other."))
        else:
            session.given["form"] = param.name

    def flag(name: str, help: str) -> click.Option:
        return click.Option([f"--{name}"], is_flag=True, help=help, expose_value=False, callback=keep)

    return [
        flag("json", tr.gettext("Print one JSON document, the same in every language (docs/machine.md).")),
        flag("jsonl", tr.gettext("Print one JSON object a line.")),
        flag("labels", tr.gettext("In JSON, add the labels of keys in all languages.")),
    ]


def print_lines(session: Session, of: str, items: Iterable[Line], total: int | None = None) -> None:
    """Print lines of the shape `of` in the form that was asked for.

    `total`: how many there are, where `items` is no sequence but made one after the other. Labels of a registry's own keys
    come from the session's index.
    """
    if session.labels:
        from govtui.interchange.machine_labels import labelled

        items = labelled(items, session.opened[-1] if session.opened else None)
    if session.form == "jsonl":
        for item in items:
            session.out.row(item)
        return
    if total is None:
        items = items if isinstance(items, Sequence) else list(items)
        total = len(items)
    session.out.listing(document_head(of, total), items)
