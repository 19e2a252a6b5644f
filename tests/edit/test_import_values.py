"""What an import adds to a record that is there: gaps are filled, differing values are claimed once, nothing is said twice."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import pytest
from small import table

from govtui.edit.import_values import Added, Cited, with_import
from govtui.model.own_fields import BUILT_IN

CITED = Cited("i", "row 2")

HERE = table(
    "a",
    status="unknown",
    name={"vi": "Bộ Nội vụ", "en": "Ministry"},
    aka=[{"text": "MOHA", "type": "acronym"}],
    founded="1945-08-28",
    place={"country": "VN", "city": {"vi": "Hà Nội"}},
    links={"website": "https://moha.example/"},
    sdg=["16"],
    relations={"part_of": ["b"]},
    gaps=["dissolved", "members", "relations.succeeds", "aims", "money"],
    figures=[{"what": "members", "value": 3, "source": "s"}],
)


def added(given: dict[str, Any], *, take: Collection[str] = (), removed: Collection[str] = ()) -> Added:
    """A record with an import, which adds nothing when it is made again."""
    once = with_import("organization", HERE, given, CITED, take=take, removed=removed, schema=BUILT_IN)
    assert with_import("organization", once.data, given, CITED, take=take, removed=removed, schema=BUILT_IN) == Added(
        once.data, ()
    )
    return once


def claim(field: str, value: object) -> dict[str, object]:
    return {"field": field, "value": value, "source": "i", "at": "row 2"}


@pytest.mark.parametrize(
    "given",
    [
        {"name": {"vi": "bộ nội vụ"}},
        {"name": {"en": "MOHA"}},
        {"aka": [{"text": "Ministry", "type": "alias"}, {"text": "moha", "type": "alias"}]},
        {"founded": "1945"},
        {"founded": date(1945, 8, 28), "type": "unknown"},
        {"founded": "1940/1950"},
        {"links": {"website": "https://moha.example"}},
        {"sdg": ["16"], "relations": {"part_of": ["b"]}},
        {"place": {"country": "VN"}, "status": "unknown"},
        {"figures": [{"what": "members", "value": 3}]},
        {"review": {"state": "reviewed"}, "gaps": ["aims"], "former_ids": ["x"]},
    ],
)
def test_what_the_record_says_already_changes_nothing(given: dict[str, Any]) -> None:
    assert added(given) == Added(HERE, ())


def test_gaps_are_filled_and_the_place_is_cited_for_them() -> None:
    data, claims = added(
        {
            "status": "active",
            "dissolved": "1999",
            "name": {"fr": "Ministère"},
            "place": {"city": {"en": "Hanoi"}},
            "identifiers": {"ror": "05abc"},
            "members": [{"who": "country:VN"}],
            "relations": {"succeeds": ["c"]},
            "x": {"jsonl": {"id": "1"}},
        }
    )
    assert claims == () and data["x"] == {"jsonl": {"id": "1"}} and data["gaps"] == ["aims", "money"]
    assert (data["status"], data["dissolved"], data["name"]["fr"]) == ("active", "1999", "Ministère")
    assert data["place"] == {"country": "VN", "city": {"vi": "Hà Nội", "en": "Hanoi"}}
    assert data["members"] == [{"who": "country:VN", "source": "i", "at": "row 2"}]
    paths = ["status", "dissolved", "name.fr", "place.city.en", "identifiers", "relations.succeeds"]
    assert data["sources"] == [{"ref": "s"}, {"ref": "i", "at": "row 2", "for": paths}]


def test_what_differs_is_a_claim_beside_the_value() -> None:
    data, claims = added(
        {
            "type": "ministry",
            "founded": "1946",
            "name": {"vi": "Bộ Công vụ", "en": "Ministry"},
            "place": {"country": "LA", "city": {"vi": "Vientiane"}},
            "links": {"website": "https://other.example"},
            "sdg": ["16", "17"],
            "relations": {"part_of": ["c", "b", "d"]},
        }
    )
    assert {**data, "claims": ()} == {**HERE, "claims": ()}
    assert claims == (
        *("type", "founded", "name", "place.country", "place.city", "links.website", "sdg"),
        "relations.part_of",
    )
    assert data["claims"] == [
        claim("type", "ministry"),
        claim("founded", "1946"),
        claim("name", {"vi": "Bộ Công vụ"}),
        claim("place.country", "LA"),
        claim("place.city", {"vi": "Vientiane"}),
        claim("links.website", "https://other.example"),
        claim("sdg", "17"),
        claim("relations.part_of", ["c", "d"]),
    ]


def test_a_more_exact_date_is_a_claim() -> None:
    here = {**HERE, "founded": "1945"}
    for exact in ("1945-08-28", date(1945, 8, 28)):
        data, claims = with_import("organization", here, {"founded": exact}, CITED, schema=BUILT_IN)
        assert claims == ("founded",) and data["founded"] == "1945"
        assert data["claims"] == [claim("founded", "1945-08-28")]


def test_what_somebody_else_claims_already_is_not_claimed_again() -> None:
    said = [{"field": "founded", "value": "1946", "source": "s"}, {"field": "sdg", "value": ["17"], "source": "s"}]
    here = {**HERE, "claims": said}
    given = {"founded": "1946", "sdg": ["17", "18"]}
    data, claims = with_import("organization", here, given, CITED, schema=BUILT_IN)
    assert claims == ("sdg",) and data["claims"] == [*said, claim("sdg", "18")]


def test_items_that_are_not_there_are_added_with_where_they_are_from() -> None:
    data, _ = added(
        {
            "aka": [{"text": "MoHA", "type": "acronym"}, {"text": "Home Office", "type": "alias"}],
            "figures": [{"what": "members", "value": 4}, {"what": "members", "value": 3}],
        }
    )
    came = {"source": "i", "at": "row 2"}
    assert data["aka"] == [HERE["aka"][0], {"text": "Home Office", "type": "alias", **came}]
    assert data["figures"] == [HERE["figures"][0], {"what": "members", "value": 4, **came}]
    assert data["sources"] == HERE["sources"]


def test_fields_that_are_taken_get_the_value_of_the_import() -> None:
    given = {"founded": "1946", "name": {"vi": "Bộ Công vụ", "en": "Office"}, "sdg": ["17"]}
    data, claims = added(given, take={"founded", "name.en"})
    assert (data["founded"], data["name"]) == ("1946", {"vi": "Bộ Nội vụ", "en": "Office"})
    assert claims == ("name", "sdg") and data["sources"][1]["for"] == ["founded", "name.en"]
    everything, none = added(given, take={"*"})
    assert none == () and {name: everything[name] for name in given} == given


def test_what_the_file_says_there_is_none_of_is_removed_with_what_it_leaves_empty() -> None:
    data, _ = added({}, removed=["founded", "links.website", "place.country", "dissolved", "x.y"])
    assert "founded" not in data and "links" not in data and data["place"] == {"city": {"vi": "Hà Nội"}}
