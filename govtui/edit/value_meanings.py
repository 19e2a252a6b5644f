"""Compare two values of a field by meaning: equal, less exact, or fuller."""

from __future__ import annotations

from govtui.edit.plain_data import Data, same
from govtui.model.date_agreement import agree
from govtui.model.dates import PartialDate
from govtui.model.fields import FieldSpec
from govtui.model.schema import ValueType
from govtui.model.vocabulary import VOCABULARIES
from govtui.store.toml_render import normal
from govtui.text.nfc import nfc


def means_same(one: Data, other: Data, spec: FieldSpec | None = None) -> bool:
    """Whether two values of a field say the same: dates in whatever form, texts but for their white space."""
    if same(normal(one), normal(other)):
        return True
    if spec is not None and spec.value_type is ValueType.DATE and not spec.many:
        dates = date_of(one), date_of(other)
        return dates[0] is not None and bool(dates[0] == dates[1])
    if isinstance(one, str) and isinstance(other, str):
        return nfc(one).split() == nfc(other).split()
    if isinstance(one, list) and isinstance(other, list) and spec is not None and spec.about.unordered:
        return sorted(map(str, one)) == sorted(map(str, other))
    return False


def date_of(value: Data) -> PartialDate | None:
    """Return a plain value as a date; None where it is none."""
    try:
        return PartialDate.parse(value)
    except (ValueError, TypeError, AttributeError):
        return None


def is_less_exact(spec: FieldSpec, one: Data, other: Data) -> bool:
    """Whether the second date is true whenever the first is."""
    date, wider = date_of(one), date_of(other)
    if spec.value_type is not ValueType.DATE or date is None or wider is None or not agree(date, wider):
        return False
    first, last, wider_first, wider_last = date.earliest(), date.latest(), wider.earliest(), wider.latest()
    return bool(first and last and wider_first and wider_last and wider_first <= first and last <= wider_last)


def fuller(spec: FieldSpec, one: Data, other: Data) -> Data | None:
    """Return how much was seen of a source in all, or when it was last accessed; None for other fields."""
    keys = VOCABULARIES["source.seen"]
    if spec.name == "seen" and one in keys and other in keys:
        return min(one, other, key=keys.index)
    dates = date_of(one), date_of(other)
    if spec.name == "accessed" and dates[0] is not None and dates[1] is not None:
        return max(zip(dates, (one, other), strict=True), key=lambda pair: pair[0].sort_key() if pair[0] else "")[1]
    return None
