"""The plain data of a record lead to the same fields as the record itself, and are read as far as they fit."""

from __future__ import annotations

import rtoml
from small import FILES, record, table

from govtui.model.field_paths import FieldRef, children, citations_for, resolve, to_toml
from govtui.model.fields import parts
from govtui.model.own_fields import BUILT_IN, declared
from govtui.model.plain_record import PlainRecord, fits, readable
from govtui.model.schema import ValueType
from govtui.store.codec import loads


def test_each_path_leads_to_the_same_field_in_a_record_and_in_its_plain_data() -> None:
    count = 0
    for file in FILES[::4]:
        raw = file.read_bytes()
        made, data = loads(raw).record, rtoml.loads(raw.decode())
        assert made is not None
        twin = PlainRecord(made.kind, data, made.label)
        todo = [""]
        while todo:
            path = todo.pop()
            ours, theirs = list(children(made, path)), list(children(twin, path))
            assert [(one.path, one.spec) for one in ours] == [(one.path, one.spec) for one in theirs]
            for one, other in zip(ours, theirs, strict=True):
                assert one.value in (None, [], {}) if other.value is None else _same(one, other)
                count += 1
            todo += [one.path for one in ours if one.spec.part or one.spec.keyed]
        assert citations_for(twin, "name") == citations_for(made, "name")
    assert count > 2000


def _same(one: FieldRef, other: FieldRef) -> bool:
    if one.spec.value_type is ValueType.DATE:
        return bool(to_toml(one.value) == other.value)
    return bool(readable(other.spec, other.value) == one.value)


def test_keys_that_the_schema_does_not_know_come_last_and_are_no_fields_of_a_form() -> None:
    data = table("a", place={"country": "VN", "a.b": {"c": 1}}, zz=1)
    twin = PlainRecord("organization", data, "a")
    assert [one.path for one in children(twin)][-1] == "zz" and [one.path for one in children(twin, "place")][
        -1
    ] == "place.a.b"
    for path in ("zz", "place.a.b", "place.a.b.c"):
        found = resolve(twin, path)
        assert found is not None and not found.spec.is_editable and found.path == path.removesuffix(".c")


def test_of_a_table_that_is_not_whole_the_parts_of_a_right_type_are_read() -> None:
    people = BUILT_IN.fields("event")["people"]
    whole = record("a", people=[{"name": "A", "role": "chair"}]).people
    given = [{"name": "A", "role": "chair"}, {"name": 5, "role": "chair", "aka": ["x", 1]}, "B"]
    assert readable(people, given) == [*whole, {"role": "chair", "aka": ["x"]}]
    assert readable(people, "x") is None and not fits(people, "x")
    assert readable(BUILT_IN.fields("event")["name"], {"vi": "a", "en": 5}) == {"vi": "a"}
    number = parts(BUILT_IN.fields("event")["figures"])["value"]
    assert fits(number, 5) and not fits(number, "5") and not fits(number, True) and not fits(number, 5.0)


def test_a_field_of_the_registrys_own_is_found_in_the_table_x() -> None:
    schema, faults = declared({"organization": {"budget": {"type": "number", "label": {"en": "Budget"}}}}, {}, {})
    assert not faults
    twin = PlainRecord("organization", table("a", x={"budget": 5, "note": 1}), "a")
    found = resolve(twin, "x.budget", schema)
    assert found is not None and found.value == 5 and found.spec.is_own
    assert "x.budget" in [one.path for one in children(twin, "", schema)]
    absent = resolve(PlainRecord("organization", {"x": "?"}, "a"), "x.budget", schema)
    assert absent is not None and absent.value is None
