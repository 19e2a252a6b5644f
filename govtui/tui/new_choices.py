"""What the form for a new record offers: kinds, types, and records that are called alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from govtui.i18n.field_labels import field_name
from govtui.i18n.labels import label
from govtui.model.fields import fields
from govtui.model.kinds import KINDS, name_field
from govtui.model.record import MODELS
from govtui.tui.values import closed_choices
from govtui.tui.widgets.pick_list import Choice

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.index.api import Card
    from govtui.page.render_context import Voice


def kinds(tr: Translator) -> list[Choice]:
    """The kinds of records."""
    return [Choice(kind, label("kind", kind, tr)) for kind in KINDS]


def types(kind: str, voice: Voice) -> list[Choice]:
    """The types that a record of a kind may have; none before a kind was chosen."""
    return closed_choices(fields(MODELS[kind])["type"], voice) if kind else []


def similar(card: Card, voice: Voice) -> Choice:
    """A record that is called alike, with what tells it from others."""
    told = (label("kind", card.kind, voice.tr), voice.label(f"{card.kind}.type", card.type), card.id)
    return Choice(card.key, voice.name(card.key).text, " · ".join(told))


def labels(kind: str, languages: Sequence[str], tr: Translator) -> dict[str, str]:
    """What the fields of the form are called, by their places in it."""
    words = {"kind": tr.gettext("Kind"), "type": field_name("", "type", tr), "id": field_name("", "id", tr)}
    name = field_name("", name_field(kind), tr)
    return words | {f"name-{language}": f"{name} ({label('language', language, tr)})" for language in languages}


def chosen_words(place: str, kind: str, type: str, voice: Voice) -> str:
    """What stands in the field of the kind or type when it is chosen."""
    if place == "kind":
        return label("kind", kind, voice.tr) if kind else ""
    return next((choice.words for choice in types(kind, voice) if choice.value == type), "")
