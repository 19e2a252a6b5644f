"""Fields stand in files in one order: FILE_ORDER for a record, the order of its class for a part."""

from __future__ import annotations

import pytest

from govtui.model.fields import parts, walk
from govtui.model.record import FILE_ORDER, MODELS
from govtui.store.toml_render import canonical, ordered, record_order


@pytest.mark.parametrize("kind", MODELS)
def test_a_part_has_the_fields_of_its_class(kind: str) -> None:
    for way, spec in walk(MODELS[kind]):
        if spec.part is not None:
            path = tuple(step for one in (*way, spec) for step in ((one.name, 0) if one.many else (one.name,)))
            assert list(canonical(kind, path)) == list(parts(spec))


def test_a_table_of_texts_has_languages_and_what_is_unknown_comes_last() -> None:
    assert ordered("event", ("name",), ["ko", "en", "vi"]) == ["vi", "en", "ko"]
    assert ordered("event", ("place",), ["z", "city", "a", "country"]) == ["country", "city", "z", "a"]
    assert ordered("event", ("x", "deep"), ["b", "a"]) == ["b", "a"]


def test_the_kind_need_not_be_known() -> None:
    assert ordered("", (), ["x", "name", "id"]) == ["id", "name", "x"]
    assert ordered("evnt", ("steps", 0), ["by", "action", "key"]) == ["by", "action", "key"]


def test_a_field_that_the_order_of_files_does_not_name_comes_after_the_last_of_its_form() -> None:
    found = list(record_order("event", tuple(one for one in FILE_ORDER if one not in ("date", "place", "sdg"))))
    place = found.index("gaps")  # the last that is no table
    assert found[place + 1 : place + 3] == ["sdg", "date"]
    assert found[-2:] == ["x", "place"]
