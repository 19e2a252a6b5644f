"""FIELD=VALUE as it is typed, and what it means for each type of field."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import table

from govtui.edit.assignment import Assignment, assignment_changes, parse_assignment
from govtui.edit.proposal import EditRefused
from govtui.store.field_edits import MISSING

EVENT = table(
    "e",
    "event",
    aka=[{"text": "Diễn đàn X", "type": "alias"}, {"text": "Net", "type": "alias"}],
    figures=[{"what": "participants", "value": 600}],
    claims=[{"field": "place.city", "value": "Seoul", "source": "s"}],
    relations={"organized_by": ["a", "b"]},
    sdg=["16"],
)


def value(*typed: str, kind: str = "event", data: dict[str, Any] = EVENT) -> Any:
    """What the last of these assignments leaves at its field."""
    found = [parse_assignment(one) for one in typed]
    assert all(found)
    return assignment_changes(kind, data, [one for one in found if one])[-1].value


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("status=held", "held"),
        ("status=7", "7"),
        ("date=2022-08", "2022-08"),
        ("date=2022", "2022"),
        ("name.vi=[Hội nghị]", "[Hội nghị]"),
        ("name.vi=a=b", "a=b"),
        ('name={vi="A", en="B"}', {"vi": "A", "en": "B"}),
        ("series.number=3", 3),
        ("series.number=ba", "ba"),
        ("place.online=true", True),
        ("place.online=có", "có"),
        ("sdg=16.6", ["16.6"]),
        ('sdg=["1", "2"]', ["1", "2"]),
        ("figures.participants.value=700", 700),
        ("figures.participants.value=7.5", 7.5),
        ("aka.dien-dan-x.type=former", "former"),
        ("claims.place.city.value=Incheon", "Incheon"),
        ('claims.place.city.value=["a"]', ["a"]),
        ("x.riêng=1", 1),
        ("x.riêng=chữ", "chữ"),
        ("theme.vi=", MISSING),
        ("sources+=t", [{"ref": "s"}, {"ref": "t"}]),
        ("sources+=s", [{"ref": "s"}]),
        ("sources=t", [{"ref": "t"}]),
        ('sources+={ref="t", at="L1"}', [{"ref": "s"}, {"ref": "t", "at": "L1"}]),
        ("sources-=s", MISSING),
        ("participants+=vn", [{"who": "vn"}]),
        ("sdg+=16.6", ["16", "16.6"]),
        ("sdg+=16", ["16"]),
        ("sdg-=16", MISSING),
        ("relations.organized_by-=a", ["b"]),
        ("relations.hosted_by+=a", ["a"]),
        ("aka-=dien-dan-x", [{"text": "Net", "type": "alias"}]),
        ('agenda+={key="a", text={vi="Một"}}', [{"key": "a", "text": {"vi": "Một"}}]),
    ],
)
def test_a_value_is_text_or_what_the_field_takes(typed: str, wanted: Any) -> None:
    assert repr(value(typed)) == repr(wanted)


def test_several_assignments_to_one_list_follow_each_other() -> None:
    assert value("sdg+=1", "sdg+=2", "sdg-=16") == ["1", "2"]


@pytest.mark.parametrize(
    ("typed", "code", "near"),
    [
        ("stauts=held", "unknown_field", "status"),
        ("part_of+=un", "unknown_field", "relations.part_of"),
        ("city.vi=Huế", "unknown_field", "place.city.vi"),
        ("place.cuntry=VN", "unknown_field", "place.country"),
        ("aka.net.tpye=alias", "unknown_field", "aka.net.type"),
        ("status.vi=x", "unknown_field", ""),
        ("name=Diễn đàn", "language_needed", ""),
        ("status+=held", "not_a_list", ""),
        ("sdg-=17", "not_in_list", ""),
        ("aka.z.type=alias", "no_such_item", ""),
        ("terms.mandate.date=2022", "unknown_field", "theme"),
        ("people.x.name=A", "no_such_item", ""),
    ],
)
def test_what_the_schema_does_not_have_is_refused_with_the_nearest(typed: str, code: str, near: str) -> None:
    with pytest.raises(EditRefused) as caught:
        value(typed)
    assert (caught.value.code, caught.value.values.get("near", "")) == (code, near)


@given(st.text(), st.sampled_from(["=", "+=", "-="]), st.text())
def test_whatever_is_typed_is_an_assignment_or_none(field: str, sign: Any, typed: str) -> None:
    found = parse_assignment(f"{field}{sign}{typed}")
    assert found is None or isinstance(found, Assignment) and "=" not in found.field and found.field


@pytest.mark.parametrize("text", ["", "status", "=held", " =x", "a b=c"])
def test_what_has_no_field_is_no_assignment(text: str) -> None:
    assert parse_assignment(text) is None
