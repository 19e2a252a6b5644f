"""Relations and other references in words: the headings over links between records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govtui.i18n.labels import label, own_words
from govtui.i18n.quotes import in_quotes, quoted
from govtui.i18n.translator import Translator
from govtui.model.relations import RELATIONS

if TYPE_CHECKING:
    from govtui.model.own_fields import Schema


def relation_label(relation: str, tr: Translator, schema: Schema | None = None, *, inverse: bool = False) -> str:
    """The heading over what a relation or another reference points at, or (inverse) over what points here by it.

    `schema`: the registry's, where one of its own relations or fields may be meant. A key without a label is put
    in quotation marks.
    """
    if found := RELATIONS.get(relation):
        return label("relation", found.inverse if inverse else relation, tr)
    if schema and (own := schema.own_relations.get(relation)):
        return own_words(own.inverse_label if inverse else own.label, tr)
    if schema and (spec := schema.own_references.get(relation)) and not isinstance(spec.about.label, str):
        words = own_words(spec.about.label, tr)
        # L10N: The heading over the records that name this one in a field of the registry's own, by the field's name.
        return tr.gettext("Named in “{field}”").format(field=in_quotes(words)) if inverse else words
    words = label("reference.inverse" if inverse else "reference", relation, tr)
    return words if words != relation else quoted(relation)
