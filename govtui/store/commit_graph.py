"""Commit graphs: simplify, order children before parents, find where a shallow clone is cut."""

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
"""The parents of each node; a parent that is not a key lies beyond the graph."""


def simplified(
    tip: Node, parents: Parents[Node], stands_for: Callable[[Node, Sequence[Node]], Node | None]
) -> tuple[Node | None, dict[Node, list[Node]]]:
    """Return the graph below `tip` with each node replaced by what `stands_for` returns.

    `stands_for` is given a node and the replacements of its parents; it returns the node, one of these, or None.
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
    """Yield the nodes reached from `tip`, each before its parents, else in the order of `place`."""
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


def shallow_commits(root: Path) -> frozenset[str]:
    """Return the commits at which git says that this clone ends; none where it is whole."""
    try:
        place = os.fsdecode(git(root, "rev-parse", "--git-path", "shallow")).removesuffix("\n")
        return frozenset((root / place).read_text("ascii").split())
    except (OSError, ValueError):
        return frozenset()


def with_parents(root: Path, commits: Sequence[str]) -> set[str]:
    """Return those of some commits that name parents, whether these are here or not."""
    heads = (
        (commit, text.partition(b"\n\n")[0])
        for commit, text in contents(root, commits).items()
        if isinstance(text, bytes)
    )
    return {commit for commit, head in heads if b"\nparent " in head}
