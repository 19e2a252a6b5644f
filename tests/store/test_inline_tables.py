"""Keys put into inline tables, also where dotted keys make the table."""

from __future__ import annotations

import pytest

from govtui.store.field_edits import MISSING, Change, changed

PLACE = 'place = { city.vi = "Huế", country = "VN" } # nơi họp\n'

CASES = [
    (PLACE, Change("place.city.en", "Hue"), 'place = { city.vi = "Huế", city.en = "Hue", country = "VN" } # nơi họp\n'),
    (PLACE, Change("place.city", MISSING), 'place = { country = "VN" } # nơi họp\n'),
    (PLACE, Change("place.city", {"en": "Hue"}), 'place = { city.en = "Hue", country = "VN" } # nơi họp\n'),
    (PLACE, Change("place.venue.vi", "V"), PLACE.replace(" }", ', venue = { vi = "V" } }')),
    ("a = { b.c.d = 1 }\n", Change("a.b.c.e", 2), "a = { b.c.d = 1, b.c.e = 2 }\n"),
    ("a = { b.c.d = 1 }\n", Change("a.b.e", 2), "a = { b.c.d = 1, b.e = 2 }\n"),
    ('a = { "b x" . c = 1 }\n', Change("a.b x.d", 2), 'a = { "b x" . c = 1, "b x" . d = 2 }\n'),
    ('x = [{ k = "1", n.vi = "a" }]\n', Change("x.1.n.en", "b"), 'x = [{ k = "1", n.vi = "a", n.en = "b" }]\n'),
]


@pytest.mark.parametrize(("text", "change", "wanted"), CASES, ids=[change.path for _, change, _ in CASES])
def test_a_key_of_a_table_in_an_inline_table_is_put_beside_its_own(text: str, change: Change, wanted: str) -> None:
    assert changed(text, [change]) == wanted
