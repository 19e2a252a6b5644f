"""Sentences of a record merge: why a value has no place in the result."""

from __future__ import annotations

from collections.abc import Mapping

from govtui.i18n.translator import Translator
from govtui.text.markers import NP_

# L10N: Reasons in brackets behind a value, where two records are merged and the value has no place in the result.
_WHY: Mapping[str, str] = {
    "key": NP_("merge", "only the name of an item"),
    "itself": NP_("merge", "a relation between the two records"),
    "less_exact": NP_("merge", "the record that is kept has it more exactly"),
    "surpassed": NP_("merge", "the other value says more, or is later"),
    "alias": NP_("merge", "the record that is kept has it otherwise"),
    "place": NP_("merge", "a place without a source"),
    "filled": NP_("merge", "no gap any more"),
    "unchecked": NP_("merge", "of another value, so it is to be checked again"),
    "review": NP_("merge", "of the other record’s review"),
    "translation": NP_("merge", "of another text"),
    "chosen": NP_("merge", "you decided against it"),
}


def why_left(why: str, tr: Translator) -> str:
    """Return why a value is not in the result of a merge (edit.record_join.Remainder)."""
    return tr.pgettext("merge", _WHY[why])
