"""What only another source says of links: both ends know who says so, and nothing follows from it that records must state."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from index.index_contents import contents, difference
from small import registry, table, toml, write

from govtui.index.api import View
from govtui.index.cache import IndexCache, build
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.page.links import neighbours_of, numbers_of
from govtui.store.registry import Registry


def claim(field: str, value: Any, source: str = "s") -> dict[str, Any]:
    return {"field": field, "value": value, "source": source}


class Kept:
    """A registry with an index that is brought up to date with each file, and held against one that is made anew."""

    def __init__(self, root: Path, *records: dict[str, Any]) -> None:
        self.root = root
        registry(root, table("s", "source"), table("t", "source"), *records)
        self._cache = IndexCache(root, root.parent / "index.sqlite")
        self.index = self._refreshed()

    def put(self, id: str, kind: str = "organization", **fields: Any) -> SqliteIndex:
        write(self.root, f"{kind}s/{id}.toml", toml(id, kind, **fields))
        return self.again()

    def remove(self, id: str, kind: str = "organization") -> SqliteIndex:
        (self.root / f"{kind}s/{id}.toml").unlink()
        return self.again()

    def again(self) -> SqliteIndex:
        self.index = self._refreshed()
        assert difference(contents(self.index), contents(build(Registry(self.root)))) == {}
        return self.index

    def _refreshed(self) -> SqliteIndex:
        index = self._cache.refreshed()
        return self.index if index is None else index

    def codes(self, id: str) -> list[tuple[str, str]]:
        return [(problem.code, problem.field) for problem in self.index.problems(id)]


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "registry"


def test_both_ends_know_the_source_that_claims_a_link(root: Path) -> None:
    claims = [
        claim("relations.part_of", "b"),
        claim("relations.part_of", "b", "t"),
        claim("members", ["b", "country:SG"]),
    ]
    kept = Kept(root, table("a", claims=claims), table("b"))
    out = [one for one in kept.index.outgoing("a") if one.type != "cited_source"]
    assert [(one.type, one.target, one.quality, one.told_by) for one in out] == [
        ("part_of", "b", {"claimed"}, "s"),
        ("member", "b", {"claimed"}, "s"),
        ("member", "country:SG", {"claimed"}, "s"),
    ]
    assert [(one.type, one.key, one.quality, one.told_by) for one in kept.index.incoming("b")] == [
        ("part_of", "a", {"claimed"}, "s"),
        ("member", "a", {"claimed"}, "s"),
    ]


def test_what_the_record_says_itself_counts_whether_it_uses_the_present_id_or_a_former_one(root: Path) -> None:
    kept = Kept(
        root,
        table("b", former_ids=["old-b"]),
        table("c", claims=[claim("relations.part_of", "b")], relations={"part_of": ["old-b"]}),
        table("d", claims=[claim("relations.part_of", "old-b")], relations={"part_of": ["b"]}),
        table("e", claims=[claim("relations.part_of", "old-b"), claim("relations.part_of", "b")]),
    )
    assert {(one.key, one.told_by) for one in kept.index.incoming("b")} == {("c", ""), ("d", ""), ("e", "s")}


def test_a_member_is_former_at_both_ends_after_its_time(root: Path) -> None:
    members = [{"who": "b", "date": "1990/1995"}, {"who": "c", "date": "1990/9998"}, {"who": "d", "date": "1990/.."}]
    kept = Kept(root, table("a", members=members), table("b"), table("c"), table("d"))
    assert {one.target: one.quality for one in kept.index.outgoing("a") if one.type == "member"} == {
        "b": {"former"}, "c": frozenset(), "d": frozenset(),
    }  # fmt: skip
    assert [one.quality for id in ("b", "c", "d") for one in kept.index.incoming(id)] == [
        {"former"}, frozenset(), frozenset(),
    ]  # fmt: skip


def test_a_claim_that_leads_nowhere_is_a_problem_until_the_record_comes(root: Path) -> None:
    kept = Kept(root, table("a", claims=[claim("relations.part_of", "b"), claim("members", ["b", "country:SG"])]))
    where = [("dangling", "claims.members.value.b"), ("dangling", "claims.relations.part_of.value")]
    assert sorted(kept.codes("a")) == where
    assert kept.index.tally()["dangling"] == (2, 1)
    kept.put("b")
    assert kept.codes("a") == [] and "dangling" not in kept.index.tally()
    kept.remove("b")
    assert sorted(kept.codes("a")) == where


def test_the_line_of_a_claim_that_leads_nowhere_is_that_of_its_value(root: Path) -> None:
    kept = Kept(root, table("a", claims=[claim("date", "2015"), claim("members", ["country:SG", "nobody"])]))
    [problem] = [one for one in kept.index.problems("a") if one.code == "dangling"]
    assert "nobody" in (root / problem.path).read_text().splitlines()[problem.line - 1]


def test_only_written_wholes_make_a_cycle(root: Path) -> None:
    kept = Kept(root, table("a", relations={"part_of": ["b"]}), table("b", claims=[claim("relations.part_of", "a")]))
    assert kept.codes("a") == kept.codes("b") == []
    kept.put("b", relations={"part_of": ["a"]})
    assert kept.codes("a") == kept.codes("b") == [("cycle", "relations.part_of")]
    kept.put("b", claims=[claim("relations.part_of", "a")])
    assert kept.codes("a") == kept.codes("b") == []


def test_a_record_that_only_claims_link_is_an_orphan(root: Path) -> None:
    kept = Kept(
        root,
        table("a", claims=[claim("relations.part_of", "b")], former_ids=["old-a"]),
        table("b"),
        table("c", claims=[claim("relations.part_of", "old-a")]),
        table("d", relations={"part_of": ["e"]}),
        table("e"),
    )
    assert list(kept.index.orphans("en")) == ["a", "b", "c", "t"]  # s is cited
    kept.put("b", relations={"part_of": ["a"]})
    assert list(kept.index.orphans("en")) == ["c", "t"]


def test_a_whole_that_is_only_claimed_gives_its_parts_no_date(root: Path) -> None:
    whole, said = table("whole", "event", date="2018"), [claim("relations.part_of", "whole")]
    kept = Kept(root, whole, table("part", "event", claims=said))

    def found() -> set[str]:
        result = kept.index.result(View(text="year:2018"))
        return {row.key for row in result.window(0, result.total)}

    assert found() == {"whole"}
    kept.put("part", "event", relations={"part_of": ["whole"]})
    assert found() == {"whole", "part"}
    kept.put("part", "event", claims=said)
    kept.put("whole", "event", date="2018", note={"vi": "x"})
    assert found() == {"whole"}


def test_a_claimed_series_has_no_place_for_the_event(root: Path) -> None:
    kept = Kept(
        root,
        table("talks", "event"),
        table("first", "event", series={"id": "talks", "number": 1}),
        table("second", "event", series={"id": "others", "number": 2}, claims=[claim("series.id", "talks")]),
        table("third", "event", claims=[claim("series.id", "talks")]),
        table("others", "event"),
    )
    assert numbers_of(kept.index, "talks") == {1: "first"}
    assert neighbours_of(kept.index, "third") is None
    second = neighbours_of(kept.index, "second")
    assert second is not None and second.series == "others"
    assert {(one.key, one.told_by) for one in kept.index.incoming("talks")} == {
        ("first", ""),
        ("second", "s"),
        ("third", "s"),
    }


TWICE = [("told_twice", "relations.member_of.club")]


def test_a_membership_that_both_records_tell_is_told_whichever_of_them_changes(root: Path) -> None:
    kept = Kept(root, table("a", relations={"member_of": ["club"]}), table("club"))
    assert kept.codes("a") == []
    kept.put("club", members=[{"who": "country:VN"}, {"who": "a"}])
    assert kept.codes("a") == TWICE and kept.codes("club") == []
    kept.put("club", members=[{"who": "country:VN"}])
    assert kept.codes("a") == []
    kept.put("club", members=[{"who": "old-a"}])
    assert kept.codes("a") == [] and kept.codes("club") == [("dangling", "members.old-a.who")]
    kept.put("a", relations={"member_of": ["club"]}, former_ids=["old-a"])
    assert kept.codes("a") == TWICE
    kept.put("b", former_ids=["old-b"], relations={"member_of": ["old-club"]})
    kept.put("club", members=[{"who": "a"}, {"who": "b"}], former_ids=["old-club"])
    assert kept.codes("a") == TWICE and kept.codes("b") == [("told_twice", "relations.member_of.old-club")]
    kept.put("a", claims=[claim("relations.member_of", "club")])
    assert kept.codes("a") == []
    kept.remove("club")
    assert ("dangling", "relations.member_of.old-club") in kept.codes("b")


def test_a_former_id_that_another_record_takes_is_no_membership_of_the_one_that_had_it(root: Path) -> None:
    kept = Kept(
        root,
        table("a", relations={"member_of": ["club"]}, former_ids=["old-a"]),
        table("club", members=[{"who": "old-a"}]),
    )
    assert kept.codes("a") == TWICE
    kept.put("old-a")
    assert kept.codes("a") == []
    kept.remove("old-a")
    assert kept.codes("a") == TWICE
    kept.put("0-first", former_ids=["old-a"])  # of two that had an id the first by path answers to it
    assert kept.codes("a") == []
