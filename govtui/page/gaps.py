"""What the sources of a record do not state: the line of its gaps, and headings over lists that are not complete."""

from __future__ import annotations

from collections.abc import Iterator

from govtui.i18n.field_labels import field_label
from govtui.i18n.labels import LABELS
from govtui.model.fields import FieldSpec
from govtui.model.gaps import is_partial
from govtui.model.record import Record
from govtui.page.page import Block, Paragraph, Role, Span
from govtui.page.present import path_labels
from govtui.page.render_context import RenderContext


def gaps(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield the fields on which the cited sources are silent on one line; what others say of them stands where they do."""
    if record.gaps:
        told = ", ".join(_words(path, record, context) for path in record.gaps)
        # L10N: {gaps}: fields on which the sources are silent: "date, place, money".
        text = context.tr.gettext("Not stated by the sources: {gaps}").format(gaps=told)
        yield Paragraph((Span(text, Role.MUTED),), field=spec.name)


def list_heading(spec: FieldSpec, record: Record, context: RenderContext) -> str:
    """Return the heading over a list of bodies: where sources name some of them only, it says so."""
    label = field_label(spec, context.tr)
    if spec.name in ("members", "participants") and is_partial(record, spec.name):
        # L10N: A heading over a list of which the sources name some items only: "Members (named)".
        return context.tr.gettext("{list} (named)").format(list=label)
    return label


def _words(path: str, record: Record, context: RenderContext) -> str:
    vocabulary = "gap.others" if is_partial(record, path) else "gap"
    first, *inner = path_labels(record.kind, path, context)[0]
    if inner and path.startswith("figures."):
        # L10N: A number that sources do not give: {things} are "participants", "countries".
        return context.tr.gettext("number of {things}").format(things=inner[0])
    return _lower(context.label(vocabulary, path) if path in LABELS[vocabulary] else " · ".join([first, *inner]))


def _lower(label: str) -> str:
    """Return a label as it stands within a sentence; an acronym as it is."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
