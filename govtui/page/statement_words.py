"""Statements in words: the thing that a group of them is about, and what each says of it."""

from __future__ import annotations

from collections.abc import Sequence

from govtui.i18n.field_labels import field_name
from govtui.i18n.formats import number
from govtui.model.declaration_parts import Step
from govtui.model.field_paths import spec_at, value_at
from govtui.model.measures_over_time import measures_of
from govtui.model.parts import Claim
from govtui.model.progress import ProgressRow, ProgressTable
from govtui.model.record import Record
from govtui.model.statements import Actors, Holder, Occasion, Statement
from govtui.model.value import Value
from govtui.page.bodies import person_named
from govtui.page.figures import row_words
from govtui.page.present import BETWEEN, PathStyle, claim_spans, item_words, key_words, path_words, value_words
from govtui.page.provenance import StatedItem
from govtui.page.render_context import RenderContext
from govtui.text.width import clip

_LONGEST_NAME = 60
"""Cells of the wording of a measure."""


def item_of(one: Statement, record: Record) -> StatedItem | None:
    """Return the item that makes a statement, of a progress table its row; None for a field."""
    name, _, place = one.spot.partition(".")
    position, _, inside = place.partition(".")
    if not position.isdigit():
        return None
    items = getattr(record, name)
    if not isinstance(items, list):
        return None
    item: StatedItem = items[int(position) - 1]
    if inside.startswith("rows.") and isinstance(item, ProgressTable):
        return item.rows[int(inside.removeprefix("rows.")) - 1]
    return item


_EVIDENCE = ("quote", "source", "at", "said_by", "note")
"""The parts of an item that tell where it is stated."""


# what it is about


def slot_words(slots: Sequence[str], statements: Sequence[Statement], record: Record, context: RenderContext) -> str:
    """Return the thing that statements are about, in a few words: "Status", "At the 38th summit; the 39th summit"."""
    slot, tr = slots[0], context.tr
    first, _, rest = slot.partition(".")
    if is_field(slot, statements):
        return path_words(record.kind, slot, context, PathStyle.QUALIFIED, record)
    if slot.startswith("outcome@"):
        events = joined_names([context.name_or_text(one.partition("@")[2]) for one in slots])
        # L10N: What happened to a text there: a row of the table of who says what.
        return tr.gettext("At {event}").format(event=events)
    if first == "by":
        # L10N: Who took a step, a row of the table of who says what: "Adopted: by whom".
        return tr.gettext("{action}: by whom").format(action=context.label("step.action", rest))
    if first == "when":
        return tr.gettext("{action}: date").format(action=context.label("step.action", rest))
    if first == "figures":
        words = key_words("figure.what", rest, context)
        return words[:1].upper() + words[1:]
    if first == "participants":
        return tr.gettext("{body}: number of people").format(body=context.name_or_text(rest))
    if first == "parties":
        who, _, name = rest.rpartition(".")
        return f"{context.name_or_text(who)}: {field_name('parties', name, tr)}"
    if first == "terms":
        type, held, level = rest.split(".")
        term = f"{key_words('term.type', type, context)} {context.ordinal(int(held))}"
        return term if level != "person" else f"{term}: {field_name('terms', 'person', tr)}"
    return _progress_words(slot, statements[0], record, context) if first == "progress" else rest or slot


def joined_names(names: Sequence[str]) -> str:
    """Return names one after another; of those that differ in one word only, the others once: "ASEAN Summit 38, 39"."""
    words = [name.split() for name in names]
    least = min(map(len, words))
    if len(names) > 1 and len({*map(len, words)}) == 1:
        place = [n for n in range(least) if len({told[n] for told in words}) > 1]
        if len(place) == 1 and least > 2:
            at = place[0]
            return " ".join([*words[0][:at], ", ".join(told[at] for told in words), *words[0][at + 1 :]])
    return BETWEEN.join(names)


def is_field(slot: str, statements: Sequence[Statement]) -> bool:
    """Return whether statements are about a field of the record by its path, which claims speak of."""
    return slot == statements[0].slot and any(one.spot == slot or one.spot.startswith("claims.") for one in statements)


def _progress_words(slot: str, one: Statement, record: Record, context: RenderContext) -> str:
    _, _, status = slot.rpartition(".")
    row = item_of(one, record)
    if slot.startswith("progress.measure."):
        _, _, day, item, _ = slot.split(".", 4)
        return measure_words(item, record, context)
    about = row_words(row, {}, context) if isinstance(row, ProgressRow) else ""
    words = field_name("rows", "stated", context.tr)
    words = words if status == "stated" else context.label("progress.status", status)
    return ": ".join(filter(None, (about or path_words(record.kind, "progress", context), words)))


def measure_words(item: str, record: Record, context: RenderContext) -> str:
    """Return the wording of a measure of a text, or of the one that it implements."""
    measure = measures_of(record, context.record).get(item)
    return clip(context.text_of(measure.text), _LONGEST_NAME) if measure else item


# what is said of it


def statement_words(one: Statement, record: Record, context: RenderContext) -> str:
    """Return what a statement says, in words; for a text that is only quoted, the quotation."""
    item = item_of(one, record)
    if not one.slot:
        return stated_words(one, record, context)
    if isinstance(item, Claim):
        words = "".join(span.text for span in claim_spans(record, item.field, item.value, context))
        return " ".join(words.split()) or "".join(span.text for span in context.quote(item.quote, item.source))
    match one.value:
        case Actors():
            assert isinstance(item, Step)
            names = [context.name(id).text for id in item.by]
            return BETWEEN.join(names) or context.text_of(item.by_text)
        case Holder(who, date):
            name = person_named(who, record) if one.slot.endswith(".person") else context.name_or_text(who)
            return ", ".join((name, *([context.date(date)] if date else [])))
        case Occasion(date):
            return context.date(date)
        case (int() as value, str() as bound):
            if one.slot.startswith("participants."):
                return context.tr.ngettext("{n} person", "{n} people", value).format(n=number(value, context.tr))
            return context.label("figure.bound", bound).format(number=number(value, context.tr))
        case str() as key if one.slot.startswith("outcome@"):
            return context.label("step.action", key)
        case str() as key if one.slot.startswith("progress."):
            return context.label("measure.status", key)
    return value_words(spec_at(record.kind, one.path, context.schema), value_at(record, one.path), context)


def stated_words(one: Statement, record: Record, context: RenderContext) -> str:
    """Return the value of a statement that nothing is compared with: as much of a field as a source covers, or an item."""
    spec, value = spec_at(record.kind, one.path, context.schema), one.value
    if not spec.item:
        return value_words(spec, value, context)
    if isinstance(value, ProgressTable):
        value = value.model_copy(update={"rows": [], "stated": None})
    if isinstance(value, Value):  # by what it is, not by what the source prints and where
        value = value.model_copy(update={name: None for name in _EVIDENCE if name in type(value).model_fields})
    return item_words(spec, value, one.path.rpartition(".")[2], context)
