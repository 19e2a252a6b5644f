"""`govtui links`: references of records and to them, step by step, each once; the words are those of the tree of links."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from own_registry import own_registry
from samples import SAMPLE
from small import RECORDS, registry, shipped_index, table

from govtui.cli.link_rows import ARROWS
from govtui.i18n.translator import load
from govtui.index.api import CITED, Index, View
from govtui.index.cache import build
from govtui.model.own_fields import BUILT_IN
from govtui.page.link_walk import Link, heading, walk
from govtui.page.tree import Node
from govtui.page.tree import heading as tree_heading
from govtui.store.registry import Registry
from govtui.text.width import width

Run = Callable[..., Any]


def everything(type: str, direction: str) -> bool:
    return True


def lines(govtui: Run, *args: object, root: Path = RECORDS) -> list[dict[str, Any]]:
    return json.loads(govtui("links", *args, "--json", "--registry", root).out)["items"]


def ends(link: Link) -> tuple[str, str, str]:
    here, there = (link.key, link.other) if link.direction == "out" else (link.other, link.key)
    return link.reference.type, here, there


def all_links(index: Index, depth: int = 1) -> list[Link]:
    total = index.counts()["all"]
    return list(walk(index, index.result(View()).keys(0, total), depth, everything))


@pytest.mark.parametrize("root", [RECORDS, SAMPLE], ids=["shipped", "sample"])
def test_what_goes_out_of_one_record_comes_in_to_the_other(root: Path) -> None:
    index = shipped_index() if root == RECORDS else build(Registry(root))
    found = all_links(index)
    out = [ends(one) for one in found if one.direction == "out" and one.sort == "record"]
    arrived = [ends(one) for one in found if one.direction == "in"]
    assert len(out) > 20 and set(out) == set(arrived)
    assert len(arrived) == len(set(arrived))


def test_each_reference_is_told_once_and_each_record_is_gone_through_once() -> None:
    index = shipped_index()
    for key in ("unpog", "accsm", "asean"):
        found = list(walk(index, [key], 4, everything, follows_citations=True))
        told = [ends(one) for one in found if one.depth > 1 or one.direction == "out" or one.other != key]
        assert len(told) == len(set(told))
        went = [one.other for one in found if one.goes_on]
        assert len(went) == len(set(went)) and key not in went
        depths = {key: 0} | {one.other: one.depth for one in found if one.goes_on}
        assert all(depths[one.key] == one.depth - 1 for one in found)


def test_far_enough_all_that_hangs_together_is_reached() -> None:
    index = shipped_index()
    found = {ends(one) for one in walk(index, ["unpog"], 1000, everything, follows_citations=True)}
    reached = {end for _, *pair in found for end in pair}
    assert found == {one for one in map(ends, all_links(index)) if one[1] in reached}


def circle(tmp_path: Path) -> Path:
    """Three records in a circle, the last of which points at itself, at nothing and at a country, too."""
    last = {"part_of": ["a", "c", "nowhere"], "member_of": ["former"], "hosted_by": []}
    registry(
        tmp_path,
        table("s", "source"),
        table("a", relations={"part_of": ["b"]}, former_ids=["former"]),
        table("b", relations={"part_of": ["c"]}, place={"country": "VN"}),
        table("c", relations={key: value for key, value in last.items() if value}),
        table("meeting", "event", relations={"hosted_by": ["country:VN"], "organized_by": ["a"]}),
    )
    return tmp_path


def test_circles_end_and_what_leads_nowhere_is_marked(govtui: Run, tmp_path: Path) -> None:
    found = lines(govtui, "a", "--out", "--type", "part_of", "--depth", 9, root=circle(tmp_path))
    told = [(one["from"], one["to"], one["depth"], one.get("dangling")) for one in found]
    assert told == [
        ("a", "b", 1, None),
        ("b", "c", 2, None),
        ("c", "a", 3, None),
        ("c", "c", 3, None),
        ("c", "nowhere", 3, True),
    ]
    text = govtui("links", "a", "--out", "--type", "part_of", "--depth", 9, "--lang", "en", "--registry", tmp_path).out
    assert "✗ nowhere · no such record" in text and text.count("↺") == 2
    [country] = lines(govtui, "meeting", "--type", "hosted_by", root=tmp_path)
    assert country["to"] == "country:VN"
    assert "Việt Nam" in govtui("links", "meeting", "--lang", "vi", "--registry", tmp_path).out


def test_a_way_longer_than_a_program_may_recurse_is_told_to_its_end(govtui: Run, tmp_path: Path) -> None:
    length = 300
    chain = [table(f"a{n}", relations={"succeeds": [f"a{n + 1}"]}, sources=None) for n in range(length)]
    registry(tmp_path, *chain, table(f"a{length}", sources=None))
    assert govtui("list", "--ids", "--registry", tmp_path).status == 0
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(length)
        done = govtui("links", "a0", "--depth", 1000, "--registry", tmp_path)
    finally:
        sys.setrecursionlimit(limit)
    assert done.status == 0 and done.out.splitlines()[-1].endswith(f"⌂ a{length}  a{length}")


def test_a_former_id_leads_to_its_record_and_is_told_as_written(govtui: Run, tmp_path: Path) -> None:
    circle(tmp_path)
    [one] = lines(govtui, "c", "--type", "member_of", root=tmp_path)
    assert one["to"] == "former" and "dangling" not in one
    [same] = lines(govtui, "former", "--in", "--type", "member_of", root=tmp_path)
    assert (same["from"], same["to"], same["direction"]) == ("c", "a", "in")


@pytest.mark.parametrize("name", ["has_part", "Bao gồm", "includes"])
def test_the_name_of_an_inverse_means_what_arrives(govtui: Run, tmp_path: Path, name: str) -> None:
    found = lines(govtui, "b", "--type", name, root=circle(tmp_path))
    assert [(one["type"], one["from"], one["direction"]) for one in found] == [("part_of", "a", "in")]
    both = lines(govtui, "b", "--type", "part_of", root=tmp_path)
    assert {one["direction"] for one in both} == {"in", "out"}


def test_several_records_have_all_their_links_each(govtui: Run, tmp_path: Path) -> None:
    circle(tmp_path)
    found = lines(govtui, "a", "b", "--type", "part_of", root=tmp_path)
    assert [(one["from"], one["to"], one["direction"]) for one in found] == [
        ("a", "b", "out"), ("c", "a", "in"), ("b", "c", "out"), ("a", "b", "in")
    ]  # fmt: skip
    assert found == lines(govtui, "--where", "id:a,b", "--type", "part_of", root=tmp_path)


def test_sources_are_gone_through_only_where_citations_are_asked_for(govtui: Run, tmp_path: Path) -> None:
    circle(tmp_path)
    assert not any(
        one["from"] == "meeting" and one["to"] == "s" for one in lines(govtui, "b", "--depth", 2, root=tmp_path)
    )
    cited = lines(govtui, "b", "--depth", 2, "--type", CITED, root=tmp_path)
    assert {one["from"] for one in cited} == {"a", "b", "c", "meeting"}


def test_in_and_out_exclude_each_other_and_an_unknown_type_is_told_with_the_nearest(govtui: Run) -> None:
    assert govtui("links", "unpog", "--in", "--out", "--registry", RECORDS).status == 2
    done = govtui("links", "unpog", "--type", "partof", "--lang", "en", "--registry", RECORDS)
    assert done == (2, "", "govtui: There is no type of reference “partof”. Did you mean “part_of”?\n")
    done = govtui("links", "unpg", "--lang", "en", "--registry", RECORDS)
    assert done.status == 2 and "unpog" in done.err and not done.out


def test_a_record_without_links_says_so(govtui: Run, tmp_path: Path) -> None:
    registry(tmp_path, table("alone", sources=None))
    assert govtui("links", "alone", "--lang", "en", "--registry", tmp_path)[:2] == (1, "⌂ alone  alone\n  No links.\n")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("has_own", [False, True])
def test_headings_are_those_of_the_tree_of_links(tmp_path: Path, language: str, has_own: bool) -> None:
    made = own_registry(tmp_path) if has_own else None
    index, tr = build(made) if made else shipped_index(), load(language)
    schema = made.manifest.record_schema if made else BUILT_IN
    for type in {link.type for link in index.fields.links.values()} | {"has_part", "unknown_type"}:
        for direction in ("out", "in"):
            node = Node("out" if direction == "out" else "in", type)
            assert heading(type, node.sort, index, tr) == tree_heading(node, tr, schema), (type, direction)  # type: ignore[arg-type]


@pytest.mark.parametrize("args", [("unpog",), ("accsm", "unpog", "--depth", "2"), ("accsm-21", "--in", "--depth", "3")])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_text_fits_and_tells_each_line(govtui: Run, args: Sequence[str], language: str) -> None:
    text = govtui("links", *args, "--lang", language, "--registry", RECORDS).out.splitlines()
    assert all(width(line) <= 80 for line in text)
    heads = [line for line in text if line.strip()[:1] in ARROWS.values()]
    counted = sum(int(line.rpartition(" · ")[2]) for line in heads)
    assert counted == len(lines(govtui, *args))


def test_what_qualifies_a_link_and_who_alone_says_so_are_told(govtui: Run) -> None:
    text = govtui("links", "asean-plus-three", "--lang", "en", "--registry", RECORDS).out
    assert "+ Japan · according to asean.org 2020" in text
    [japan] = [one for one in lines(govtui, "asean-plus-three") if one["to"] == "country:JP"]
    assert japan["told_by"] == "asean-2020-heads"


def test_ids_are_those_of_the_records_at_the_other_ends_for_the_next_command(govtui: Run, tmp_path: Path) -> None:
    lost = {"part_of": ["whole", "lost"], "member_of": ["whole"]}
    root = registry(
        tmp_path, table("s", "source"), table("whole"), table("a", relations=lost), table("b", relations=lost)
    ).root
    assert govtui("links", "--in", "whole", "--ids", "--registry", root) == (0, "a\nb\n", "")
    assert govtui("links", "--out", "a", "b", "--ids", "--registry", root) == (0, "whole\ns\n", "")
    assert govtui("links", "--out", "a", "b", "--ids", "-n", "1", "--registry", root).out == "whole\n"
    assert govtui("links", "--in", "a", "--ids", "--registry", root) == (1, "", "")
    assert govtui("links", "a", "--ids", "--json", "--registry", root).status == 2
