"""The tree of links: what is asked for, in which order, and that no way is gone round endlessly. Two seconds."""

from __future__ import annotations

from pathlib import Path

from small import registry, shipped_index, table

from govtui.i18n.translator import load
from govtui.index.api import Index
from govtui.index.cache import build
from govtui.page.links import Neighbours, neighbours_of
from govtui.page.tree import LinkTree, Node, heading, links_of


def index_of(root: Path, *records: dict[str, object]) -> Index:
    return build(registry(root, table("s", "source"), *records))


def chain(root: Path) -> Index:
    """a is part of b, b of c, c of a: a ring."""
    following = {"a": "b", "b": "c", "c": "a"}
    return index_of(root, *(table(one, relations={"part_of": [other]}) for one, other in following.items()))


def told(tree: LinkTree) -> list[str]:
    """The rows as text: two blanks a level, "→" before a link out, "←" before one in, "↺" before what stands above."""
    signs = {"out": "→", "in": "←"}
    return ["  " * row.depth + ("↺" if row.again else signs.get(row.sort, "")) + row.name for row in tree.rows()]


def test_a_record_opens_with_its_own_links_before_those_to_it_and_citations_last_and_closed(tmp_path: Path) -> None:
    tree = LinkTree(chain(tmp_path), links_of(chain(tmp_path), "a"))
    assert told(tree) == ["a", "  →part_of", "    b", "  ←part_of", "    c", "  →cited_source"]


def test_what_stands_above_is_shown_as_such_and_opens_no_further(tmp_path: Path) -> None:
    tree = LinkTree(chain(tmp_path), links_of(chain(tmp_path), "a"))
    tree.open(tree.rows()[2])
    assert told(tree)[2:8] == [
        "    b",
        "      →part_of",
        "        c",
        "      ←part_of",
        "        ↺a",
        "      →cited_source",
    ]
    again = tree.rows()[6]
    assert not again.opens
    tree.open(again)
    assert again.children is None


def test_opening_everything_again_and_again_ends(tmp_path: Path) -> None:
    tree = LinkTree(chain(tmp_path), links_of(chain(tmp_path), "a"))
    for _ in range(20):
        before = len(tree.rows())
        for row in tree.rows():
            tree.open(row)
    assert len(tree.rows()) == before < 120


def test_only_what_is_opened_is_asked_for() -> None:
    whole = shipped_index()
    asked: list[str] = []

    class Counting:
        def outgoing(self, key: str) -> object:
            asked.append(key)
            return whole.outgoing(key)

        def __getattr__(self, name: str) -> object:
            return getattr(whole, name)

    tree = LinkTree(Counting(), links_of(whole, "asean"))  # type: ignore[arg-type]
    assert set(asked) == {"asean"}
    tree.open(next(row for row in tree.rows() if row.sort == "record" and row.name != "asean"))
    assert len(set(asked)) == 2


def test_what_was_open_can_be_opened_again_in_another_index(tmp_path: Path) -> None:
    index = chain(tmp_path)
    tree = LinkTree(index, links_of(index, "a"))
    tree.open(tree.rows()[2])
    tree.rows()[3].open = False
    other = LinkTree(index, links_of(index, "a"), tree.opened)
    assert told(other) == told(tree)


def test_a_filter_keeps_what_stands_above_and_looks_into_what_is_closed(tmp_path: Path) -> None:
    index = index_of(tmp_path, table("a"), *(table(f"b{n}", relations={"part_of": ["a"]}) for n in range(20)))
    tree = LinkTree(index, links_of(index, "a"))
    assert [row.name for row in tree.rows()] == ["a", "part_of", "cited_source"]
    assert [row.name for row in tree.rows(lambda row: row.name == "b7")] == ["a", "part_of", "b7"]
    assert tree.rows(lambda row: False) == []


def test_a_series_stands_in_the_order_of_its_numbers_and_an_event_between_its_neighbours(tmp_path: Path) -> None:
    numbers = {"x": 12, "y": 2, "z": 9}
    index = index_of(
        tmp_path,
        table("series", "event"),
        table("unnumbered", "event", series={"id": "series"}),
        *(table(id, "event", series={"id": "series", "number": number}) for id, number in numbers.items()),
    )
    tree = LinkTree(index, links_of(index, "series"))
    assert [row.name for row in tree.rows() if row.depth == 2] == ["y", "z", "x", "unnumbered"]
    assert neighbours_of(index, "z") == Neighbours("series", "y", "x", True)
    assert neighbours_of(index, "y") == Neighbours("series", "", "z", True)
    assert neighbours_of(index, "x") == Neighbours("series", "z", "", True)
    assert neighbours_of(index, "unnumbered") == Neighbours("series", "", "", False)
    assert neighbours_of(index, "series") is None
    event = LinkTree(index, links_of(index, "z"))
    groups = {row.name: row.children[0].name for row in event.rows() if row.sort == "out" and row.children}
    assert groups == {"series": "series", "earlier": "y", "later": "x", "cited_source": "s"}


def test_a_relation_goes_by_its_own_name_outward_and_by_its_inverse_inward() -> None:
    tr = load("vi")
    words = {heading(Node(sort, "overseen_by"), tr) for sort in ("out", "in")}  # type: ignore[arg-type]
    assert words == {"Chịu sự giám sát, bảo trợ của", "Giám sát, bảo trợ"}
    # somebody typed an inverse by hand: it says the contrary
    assert heading(Node("out", "oversees"), tr) == heading(Node("in", "overseen_by"), tr)


def test_what_leaves_a_record_arrives_at_another() -> None:
    index = shipped_index()
    for id in ("unpog", "asean-declaration-civil-service-2021", "accsm-21"):
        for one in index.outgoing(id):
            if not one.target.startswith("country:"):
                assert (one.type, id) in {(back.type, back.key) for back in index.incoming(one.target)}
