"""Links between records as a tree that opens step by step.

The index is asked for what is opened only, and for a name when it is drawn. A record that stands above itself is marked
and does not open, so that cycles end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from govtui.i18n.field_labels import relation_label
from govtui.i18n.translator import Translator
from govtui.index.api import CITED, Index
from govtui.model.identifiers import country_of
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.page.links import neighbours_of, numbers_of
from govtui.text.markers import NP_

SMALL = 8
"""Records up to which a group is open when the record above it is opened."""

Sort = Literal["record", "out", "in", "missing", "country"]

_SERIES = {"earlier": NP_("series", "Previous in the series"), "later": NP_("series", "Next in the series")}


@dataclass(eq=False, slots=True)
class Node:
    """A row. `name`: the key of a record, a type of link (out of the record above or in to it), a missing id."""

    sort: Sort
    name: str
    above: Node | None = None
    open: bool = False
    children: list[Node] | None = field(default=None, repr=False)
    """None: not asked for yet."""
    again: bool = False
    """Whether it stands above itself."""
    quality: frozenset[str] = frozenset()
    """The qualities of the link from the row above."""
    told_by: str = ""
    """The source of that link, where a claim alone says so."""

    @property
    def depth(self) -> int:
        return self.above.depth + 1 if self.above else 0

    @property
    def path(self) -> tuple[tuple[str, str], ...]:
        """Sort and name of each node from the root on."""
        return (*(self.above.path if self.above else ()), (self.sort, self.name))

    @property
    def opens(self) -> bool:
        """Whether there may be rows below it."""
        return not self.again and self.sort != "country" and (self.children is None or bool(self.children))


_Link = tuple[str, frozenset[str], str]
"""An id, the qualities of the link, and the source where a claim alone says so."""


class LinkTree:
    """A tree of links with its open nodes."""

    def __init__(self, index: Index, roots: Iterable[Node], opened: Iterable[tuple[tuple[str, str], ...]] = ()) -> None:
        """`opened`: the paths that were open in an earlier tree; if any, only these are open."""
        self.index = index
        self.roots = list(roots)
        wanted = frozenset(opened)
        for root in self.roots:
            self.open(root) if not wanted else self._reopen(root, wanted)

    def open(self, node: Node) -> None:
        """Open a node."""
        if not node.opens:
            return
        if node.children is None:
            node.children = self._below(node)
        node.open = bool(node.children)

    def _reopen(self, node: Node, wanted: frozenset[tuple[tuple[str, str], ...]]) -> None:
        node.open = False
        if node.path in wanted:
            self.open(node)
            for child in node.children or ():
                self._reopen(child, wanted)

    @property
    def opened(self) -> set[tuple[tuple[str, str], ...]]:
        """The paths of open nodes."""
        return {node.path for node in self.rows() if node.open}

    def rows(self, wanted: Callable[[Node], bool] | None = None) -> list[Node]:
        """Return the visible rows; with `wanted` the rows it holds for among all loaded ones, and those above them."""
        out: list[Node] = []
        for root in self.roots:
            out += _seen(root) if wanted is None else _found(root, wanted)
        return out

    def _below(self, node: Node) -> list[Node]:
        """Return the groups below a record: its links by type, then those to it; citations last."""
        index, key = self.index, node.name
        groups: dict[tuple[str, str], list[_Link]] = {}
        for one in index.outgoing(key):
            groups.setdefault(("out", one.type), []).append((one.target, one.quality, one.told_by))
            if one.type == "series" and not one.told_by and (neighbours := neighbours_of(index, key)):
                for name, other in zip(_SERIES, neighbours[1:3], strict=True):
                    if other:
                        groups["out", name] = [(other, frozenset(), "")]
        for reference in index.incoming(key):
            groups.setdefault(("in", reference.type), []).append((reference.key, reference.quality, reference.told_by))
        if ("in", "series") in groups:
            numbers = {key: number for number, key in numbers_of(index, key).items()}
            groups["in", "series"].sort(key=lambda link: numbers.get(link[0], 10**15 + 1))
        order = sorted(groups, key=lambda one: (one[1] == CITED, one[0] == "in"))
        return [self._group(node, sort, name, groups[sort, name]) for sort, name in order]

    def _group(self, node: Node, sort: str, name: str, links: list[_Link]) -> Node:
        group = Node("out" if sort == "out" else "in", name, node)
        once: dict[str, _Link] = {}
        for link in links:
            once.setdefault(link[0], link)
        group.children = [self._leaf(group, *link) for link in once.values()]
        group.open = len(group.children) <= SMALL and name != CITED
        return group

    def _leaf(self, group: Node, id: str, quality: frozenset[str], told_by: str) -> Node:
        if country_of(id):
            return Node("country", id, group, children=[], quality=quality, told_by=told_by)
        card = self.index.card(id) if group.sort == "out" else None
        if group.sort == "out" and card is None:
            return Node("missing", id, group, children=[], quality=quality, told_by=told_by)
        leaf = Node("record", card.key if card else id, group, quality=quality, told_by=told_by)
        leaf.again = any(node.sort == "record" and node.name == leaf.name for node in _above(group))
        return leaf


def _above(node: Node) -> Iterator[Node]:
    here: Node | None = node
    while here:
        yield here
        here = here.above


def _seen(node: Node) -> Iterator[Node]:
    yield node
    for child in (node.children or ()) if node.open else ():
        yield from _seen(child)


def _found(node: Node, wanted: Callable[[Node], bool]) -> list[Node]:
    below = [row for child in node.children or () for row in _found(child, wanted)]
    return [node, *below] if below or (node.sort == "record" and wanted(node)) else []


def links_of(index: Index, key: str) -> list[Node]:
    """Return the root of the links of a record."""
    return [Node("record", key)]


def heading(node: Node, tr: Translator, schema: Schema = BUILT_IN) -> str:
    """Return the heading of a group of links."""
    name = node.name
    if name in _SERIES:
        return tr.pgettext("series", _SERIES[name])
    turned = schema.inverses.get(name)  # an inverse typed by hand
    return relation_label(turned or name, tr, schema, inverse=(node.sort == "in") == (turned is None))
