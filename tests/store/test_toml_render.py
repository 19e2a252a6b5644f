"""A new record is written as people write them, and says what it was given."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from seeds import rounds
from small import FILES
from written import RECORDS

from govtui.store.codec import loads
from govtui.store.toml_render import filled, normal, rendered
from govtui.store.toml_values import NotToml, parsed, same

WRITTEN = '''\
schema = 2
kind   = "declaration"
id     = "d"
type   = "action_plan"
status = "adopted"
date   = "2022-08-05"
sdg    = ["16"]

[name]
vi = "Một"
en = "One"

[[aka]]
text = "M"
type = "acronym"

[summary]
vi = """
Dòng một
"hai" """

[relations]
part_of  = ["a"]
concerns = ["b", "c"]

[[measures]]
key     = "m1"
level   = "national"
text.vi = "x"
text.en = """
y
z"""
source  = "s"
at      = "L1"

[[measures]]
key   = "m2"
level = "regional"
text  = { vi = "x", en = "y" }

[[progress]]
unit = "activity"
rows = [
  { area = "1", stated = 2 },
  { area = "2", stated = 0 },
]

[[sources]]
ref = "s"
for = ["name"]
'''


def test_a_record_is_written_in_the_order_of_the_schema() -> None:
    data = tomllib.loads(WRITTEN)
    shuffled = {key: data[key] for key in sorted(data, reverse=True)}
    shuffled["measures"] = [dict(reversed(item.items())) for item in shuffled["measures"]]
    assert rendered(shuffled) == WRITTEN


@pytest.mark.parametrize("start", range(4))
def test_every_record_that_ships_is_rendered_as_the_same_record(start: int) -> None:
    for file in FILES[start::4]:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        new = rendered(data)
        assert tomllib.loads(new) == data
        assert loads(new.encode()).record == loads(file.read_bytes()).record


@settings(deadline=None, max_examples=rounds(60), suppress_health_check=list(HealthCheck))
@given(RECORDS)
def test_whatever_is_rendered_is_read_again(data: dict[str, Any]) -> None:
    assert same(parsed(rendered(data)), filled(normal(data)))


def test_what_is_empty_is_left_out() -> None:
    text = rendered(
        {"kind": "event", "id": "e", "name": {"vi": "Một", "en": ""}, "aka": [], "note": {"vi": ""}, "date": ""}
    )
    assert text == 'kind = "event"\nid   = "e"\n\n[name]\nvi = "Một"\n'


def test_letters_are_composed_and_lines_end_by_lf() -> None:
    assert (
        rendered({"id": "e", "name": {"vi": "Mo\u0302\u0323t\r\nhai"}}) == 'id = "e"\n\n[name]\nvi = """\nMột\nhai"""\n'
    )


@pytest.mark.parametrize("value", [None, object(), "\ud800", {1: 2}])
def test_what_toml_has_no_form_for_is_refused(value: object) -> None:
    with pytest.raises(NotToml):
        rendered({"id": "e", "x": [value]})


def test_what_is_long_in_the_private_notes_has_a_header_of_its_own() -> None:
    long = {"domains": ["a.example"], "relationships": [{"id": "https://ror.org/0aaaaaa11", "label": "A " * 40}]}
    assert rendered({"kind": "organization", "x": {"ror": long}}).splitlines()[2:5] == [
        "[x.ror]",
        'domains       = ["a.example"]',
        f'relationships = [{{ id = "https://ror.org/0aaaaaa11", label = "{"A " * 40}" }}]',
    ]
    both = rendered({"kind": "organization", "x": {"ror": long, "budget": 3, "csv": {"id": "7"}}})
    assert both.splitlines()[2:6] == ["[x]", "budget = 3", 'csv    = { id = "7" }', ""]
    assert parsed(both)["x"] == {"ror": long, "budget": 3, "csv": {"id": "7"}}
