"""What an export leaves out, in words: fields that its format cannot hold, and records that have no place in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from govtui.i18n.field_labels import field_name, relation_label, top_field
from govtui.i18n.formats import number
from govtui.text.markers import NP_

if TYPE_CHECKING:
    from govtui.interchange.exporting import LeftOut
    from govtui.interchange.formats import ExportFormat
    from govtui.page.render_context import RenderContext

WHY: Mapping[str, str] = {
    "not_a_record": NP_("left out", "Not readable as records"),
    "not_toml": NP_("left out", "Not readable as TOML"),
    "other_kind": NP_("left out", "Of a kind that this document does not hold"),
    "no_date": NP_("left out", "Without a date"),
    "no_name": NP_("left out", "Without a name in this language"),
    "no_text": NP_("left out", "Without a text to translate"),
    "duplicate_id": NP_("left out", "With an id that another file has, too"),
}
"""Code of LeftOut.records to why these records are left out."""

NAMED = 5
"""Records that are named of those left out for one reason."""

FIELDS = 10
"""Fields that are named of those that a format does not hold."""


def left_sentences(left: LeftOut, format: ExportFormat, context: RenderContext, more: str = "") -> Iterator[str]:
    """Yield what was left out: first fields, those of most records first, then records by reason.

    `more`: the option that tells all fields, where there is one.
    """
    tr = context.tr
    if left.fields:
        # L10N: A field in a list of those that are left out, with the number of records that have it.
        one = tr.pgettext("left out", "{field} ({n})")
        counted = sorted(left.fields.items(), key=lambda item: (-item[1], item[0]))
        fields = ", ".join(one.format(field=left_field(path, context), n=number(n, tr)) for path, n in counted[:FIELDS])
        if (rest := len(counted) - FIELDS) > 0:
            words = tr.ngettext("{fields} and {n} more field", "{fields} and {n} more fields", rest)
            if more:
                words = tr.ngettext(
                    "{fields} and {n} more field ({option} names all)",
                    "{fields} and {n} more fields ({option} names all)",
                    rest,
                )
            fields = words.format(fields=fields, n=number(rest, tr), option=more)
        words = tr.pgettext("left out", "The format “{format}” does not hold (number of records): {fields}.")
        yield words.format(format=tr.pgettext("copy", format.label), fields=fields)
    for why, keys in left.records.items():
        reason = tr.pgettext("left out", WHY[why]) if why in WHY else why
        shown = ", ".join(keys[:NAMED])
        if (rest := len(keys) - NAMED) > 0:
            words = tr.ngettext("{records} and {n} more record", "{records} and {n} more records", rest)
            shown = words.format(records=shown, n=number(rest, tr))
        # L10N: {reason} is such as "Without a date", {records} are their ids.
        words = tr.ngettext(
            "{n} record left out. {reason}: {records}.", "{n} records left out. {reason}: {records}.", len(keys)
        )
        yield words.format(n=number(len(keys), tr), reason=reason, records=shown)


def left_field(path: str, context: RenderContext) -> str:
    """Return a path of LeftOut.fields in words; it has no names of items: "People · Position" for "people.title"."""
    tr, schema = context.tr, context.schema
    first, _, rest = path.partition(".")
    top = top_field(path, tr, schema)
    if not rest or first == "x":
        return top
    return f"{top} · {relation_label(rest, tr, schema) if first == 'relations' else field_name(first, rest, tr)}"
