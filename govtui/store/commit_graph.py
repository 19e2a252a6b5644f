"""Graphs of commits: nodes that say nothing taken out, and children put before their parents."""

from __future__ import annotations

import heapq
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from govtui.store.blobs import contents
from govtui.store.git import git

Node = TypeVar("Node")

Parents = Mapping[Node, Sequence[Node]]
"""The parents of each node; a parent that is no key lies beyond the graph."""


def reduced(
    tip: Node, parents: Parents[Node], stands_for: Callable[[Node, Sequence[Node]], Node | None]
) -> tuple[Node | None, dict[Node, list[Node]]]:
    """The graph below `tip` with `stands_for` in place of each node: itself, one of its parents, None for none of them.

    `stands_for` is given a node and what stands in place of its parents.
    """
    instead: dict[Node, Node | None] = {}
    out: dict[Node, list[Node]] = {}
    stack = [tip]
    while stack:
        node = stack[-1]
        open_ones = [parent for parent in parents.get(node, ()) if parent not in instead]
        if open_ones:
            stack += open_ones
            continue
        stack.pop()
        if node not in parents:
            instead[node] = node
        elif node not in instead:
            found = dict.fromkeys(instead[parent] for parent in parents[node])
            out[node] = [one for one in found if one is not None]
            instead[node] = stands_for(node, out[node])
    return instead[tip], out


def children_first(tip: Node, parents: Parents[Node], place: Mapping[Node, int]) -> Iterator[Node]:
    """The nodes that are reached from `tip`, each before its parents; of those that may come, the one with the first place."""
    children = {tip: 0}
    stack = [tip]
    while stack:
        for parent in parents[stack.pop()]:
            if parent in parents:
                if parent not in children:
                    stack.append(parent)
                children[parent] = children.get(parent, 0) + 1
    ready = [(place[tip], tip)]
    while ready:
        _, node = heapq.heappop(ready)
        yield node
        for parent in parents[node]:
            if parent in children:
                children[parent] -= 1
                if not children[parent]:
                    heapq.heappush(ready, (place[parent], parent))


# -- Where the history in a shallow clone is cut -----------------------------------------------------------------------


def listed(root: Path) -> frozenset[str]:
    """The commits at which git says that this copy ends; none where it is whole."""
    try:
        place = os.fsdecode(git(root, "rev-parse", "--git-path", "shallow")).removesuffix("\n")
        return frozenset((root / place).read_text("ascii").split())
    except (OSError, ValueError):
        return frozenset()


def cut_off(root: Path, commits: Sequence[str]) -> set[str]:
    """Of some commits those that say that they have parents, whether these are here or not."""
    heads = (
        (commit, text.partition(b"\n\n")[0])
        for commit, text in contents(root, commits).items()
        if isinstance(text, bytes)
    )
    return {commit for commit, head in heads if b"\nparent " in head}
