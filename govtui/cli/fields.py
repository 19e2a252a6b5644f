"""`govtui fields [KIND]`: lists the fields of records, the registry's own among them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

import click

from govtui.cli.command import example_lines, make_command, plain_statuses
from govtui.cli.lines import print_lines
from govtui.cli.session import Session
from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.interchange.machine import Line, line
from govtui.model.kinds import KINDS
from govtui.text.safe import safe_text
from govtui.text.width import pad, width
from govtui.text.wrap import wrapped

if TYPE_CHECKING:
    from govtui.model.fields import FieldSpec
    from govtui.model.own_fields import Schema

REQUIRED, OWN = "*", "+"
"""Marks behind the name of a field."""

GAP = 2
NARROW, WIDE = 64, 110
"""Widths from which labels fit, and labels in every language."""


class Listed(NamedTuple):
    """A field in the list; a relation counts as a field below `relations`."""

    path: str
    depth: int
    spec: FieldSpec
    own: bool


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    kind_word = tr.gettext("KIND")
    params: list[click.Parameter] = [
        click.Argument(["kind"], required=False, type=click.Choice(KINDS), metavar=f"[{kind_word}]"),
    ]

    def callback(kind: str | None) -> int:
        schema = session.manifest().record_schema
        found = {each: list(_listed(schema, each)) for each in ([kind] if kind else KINDS)}
        if session.form:
            lines = [_line(each, one) for each, listed in found.items() for one in listed]
            print_lines(session, "field", lines)
        else:
            cells = shutil.get_terminal_size((80, 24)).columns
            session.out.words("\n".join(_lines(found, tr, cells)))
        return 0

    words = tr.gettext("List the fields of records, or of records of one kind, with what each may hold.")
    more = tr.gettext("The registry's own fields and relations are among them; they are declared in registry.toml.")
    short = tr.gettext("List the fields of records.")
    examples = (("govtui fields event", ""), ("govtui fields --jsonl", ""))
    help = (words, more, example_lines(session, examples), plain_statuses(session))
    return make_command(session, "fields", callback, params, *help, short=short, machine=True)


def _listed(schema: Schema, kind: str) -> Iterator[Listed]:
    from govtui.model.fields import path_of

    for way, spec in schema.walk(kind):
        path = path_of(way, spec)
        yield Listed(path, len(way), spec, spec.is_own)
        if path == "relations":
            for key in schema.writable_relations(kind):
                yield Listed(f"{path}.{key}", 1, schema.relation_spec(kind, key), key in schema.own_relations)


# -- for people ------------------------------------------------------------------------------------------------------


def _lines(found: dict[str, list[Listed]], tr: Translator, cells: int) -> Iterator[str]:
    from govtui.i18n.labels import label

    others = [load(language) for language in LANGUAGES if language != tr.language]
    labels_in = [] if cells < NARROW else [tr] if cells < WIDE else [tr, *others]
    table = {kind: [_cells(one, labels_in, tr) for one in listed] for kind, listed in found.items()}
    rows = [row for each in table.values() for row in each]
    first = max(width(row[0]) for row in rows)
    rest = cells - first - GAP
    # The value gets what the labels leave: only those of own fields may be long.
    column = min(
        max((width(cell) for row in rows for cell in row[1:-1]), default=0), rest // (len(labels_in) + 1) - GAP
    )
    widths = [first, *[column] * len(labels_in), rest - len(labels_in) * (column + GAP)]
    for kind, each in table.items():
        yield label("kind", kind, tr)
        for row in each:
            yield from _columns(row, widths)
        yield ""
    yield from wrapped(tr.gettext("* required; + declared in registry.toml"), cells)


def _cells(one: Listed, labels_in: Iterable[Translator], tr: Translator) -> list[str]:
    """Return the cells of a field's line: its name, its labels, what it may hold."""
    from govtui.i18n.field_labels import field_label, value_type_words

    marks = REQUIRED * one.spec.required + OWN * one.own
    name = " ".join(filter(None, ("  " * (one.depth + 1) + one.spec.name, marks)))
    value = value_type_words(one.spec, tr)
    if since := one.spec.about.since:
        value += "; " + tr.gettext("since {version}").format(version=since)
    labels = (safe_text(field_label(one.spec, each), multiline=False) for each in labels_in)
    return [name, *labels, value]


def _columns(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Yield a row as lines: all cells but the first are wrapped to the width of their column."""
    wraps = [[row[0]], *(wrapped(cell, cells) for cell, cells in zip(row[1:], widths[1:], strict=True))]
    for cells_of in zip_longest(*wraps, fillvalue=""):
        yield (" " * GAP).join(pad(cell, cells) for cell, cells in zip(cells_of, widths, strict=True)).rstrip()


# -- for programs ----------------------------------------------------------------------------------------------------


def _line(kind: str, one: Listed) -> Line:
    from govtui.i18n.field_labels import field_label, field_meaning

    spec, about = one.spec, one.spec.about
    trs = [load(language) for language in LANGUAGES]
    return line(
        "field",
        kind=kind,
        path=one.path,
        labels={tr.language: field_label(spec, tr) for tr in trs},
        meaning={tr.language: meaning for tr in trs if (meaning := field_meaning(spec, tr))},
        section=about.section.value if about.section else None,
        type="table" if spec.part else spec.value_type.value,
        toml=sorted(spec.allowed),
        list=spec.many,
        by_key=spec.keyed,
        required=spec.required,
        own=one.own,
        value_of=about.value_of,
        vocabulary=about.vocabulary,
        kinds=list(about.refers.kinds) if about.refers else [],
        search=about.search,
        facet=about.facet,
        since=about.since,
    )
