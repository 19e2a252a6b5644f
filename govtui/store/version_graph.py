"""The version graph of one file: each commit that touches it, with its nearest ancestors that do.

git lists the graph (`git log --full-history --simplify-merges --parents`) and names the blobs (`git cat-file`); it compares
only names and contents of files where one may have been renamed. Replace refs and grafts are not followed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from govtui.store import commit_graph
from govtui.store.blobs import blobs_at, input_lines, lookup, missing_objects
from govtui.store.commit_graph import children_first, simplified
from govtui.store.file_renames import renames
from govtui.store.files import RECORD_SIZE
from govtui.store.git import GitFailed, git, parse_date

MOST = 1000
"""The most versions that are listed of one file."""

BYTES = 32 << 20
"""The most bytes that the versions listed of one file may hold together."""

RENAMES = 64
"""The most renames that one file is followed through, each branch counted."""

_INCOMPLETE = (
    *("bad object", "bad tree object", "is corrupt", "unable to read", "Could not read", "could not read"),
    *("missing", "Failed to traverse parents", "could not fetch"),
)
"""What git says where it lacks an object, or cannot read it."""


class Version(NamedTuple):
    """One commit that changed a file, or joined branches that did."""

    commit: str
    when: datetime
    """In the zone of its author."""
    author: str
    subject: str
    path: str
    """The file's path then, from the top of the work tree; "" where the commit removed it."""
    parents: tuple[str, ...] = ()
    """The nearest ancestors that touch the file; more than one in a merge."""
    blob: str = ""
    """git's name of the content; "" where the commit has no such file."""
    cut: bool = False
    """Whether a shallow clone ends here: the commit has parents elsewhere."""


class Versions(NamedTuple):
    """The versions of a file, children before their parents; `more`: there are older ones."""

    items: tuple[Version, ...] = ()
    more: bool = False
    beyond: Mapping[str, str] = {}
    """The blobs of parents that are not among the items."""


class _Row(NamedTuple):
    """A commit as git lists it."""

    commit: str
    parents: tuple[str, ...]
    when: datetime
    author: str
    subject: str


_Node = tuple[str, str]
"""A commit, and the file's path in it."""


def versions(root: Path, prefix: str, path: str, edge: frozenset[str]) -> tuple[Versions, frozenset[str]]:
    """Follow a file from HEAD through renames; return its versions, and blobs known to be missing.

    `root` lies at `prefix` in its work tree; `path` is from the top of that; a shallow clone ends at `edge`. Raises GitFailed: "incomplete" where git needs
    what is broken, or not in this clone.
    """
    try:
        graph = _Graph(root, prefix, edge)
        return graph.versions(path), graph.missing
    except GitFailed as failure:
        if failure.code == "failed" and any(words in failure.output for words in _INCOMPLETE):
            raise GitFailed("incomplete", failure.output) from None
        raise


class _Graph:
    """The graph under construction, a part for each name that the file had."""

    def __init__(self, root: Path, prefix: str, edge: frozenset[str]) -> None:
        self._root = root
        self._prefix = prefix
        self._shallow = edge
        self._nodes: dict[_Node, Version] = {}
        self._parents: dict[_Node, list[_Node]] = {}
        """The parents of each node, those that git does not list included."""
        self._own: set[_Node] = set()
        """The nodes that git lists when it is asked for their path alone."""
        self._sizes: dict[str, int] = {}
        self._beyond: dict[_Node, str] = {}
        self.missing: frozenset[str] = frozenset()
        """Blobs that a partial clone has left out."""
        self._renames: set[tuple[str, str]] = set()
        """The commits and parents between which the file was renamed."""
        self._more = False

    def versions(self, path: str) -> Versions:
        if "\n" in path or (tip := self._follow("HEAD", path)) is None:
            return Versions()
        first, parents = simplified(tip, self._parents, self._stands_for)
        if first is None:
            return Versions()
        nodes, more = self._within_limits(first, parents)
        listed = {commit for commit, _ in nodes}
        items: list[Version] = []
        beyond: dict[str, str] = {}
        for node in nodes:
            above = dict.fromkeys(commit for commit, _ in parents[node])
            items.append(self._nodes[node]._replace(parents=tuple(above)))
            beyond |= {parent[0]: self._blob(parent) for parent in parents[node] if parent[0] not in listed}
        return Versions(tuple(items), more or self._more, beyond)

    def _blob(self, node: _Node) -> str:
        there = self._nodes.get(node)
        return there.blob if there else self._beyond.get(node, "")

    def _stands_for(self, node: _Node, parents: Sequence[_Node]) -> _Node | None:
        """Return what replaces a node; one of another name of the file only stays if it changes this one."""
        if node in self._own:
            return node
        if not parents:
            return node if self._blob(node) else None
        return parents[0] if len(parents) == 1 and self._blob(parents[0]) == self._blob(node) else node

    def _follow(self, start: str, path: str) -> _Node | None:
        """List the file at `path` from a commit backwards, then its former names; return its latest node.

        Both names are asked for together: a merge may have kept the one and dropped what was changed under the other.
        """
        waiting = [(start, path)]
        tips: dict[tuple[str, str], _Node | None] = {}
        joined: dict[_Node, list[tuple[str, str]]] = {}
        former: dict[str, set[str]] = {}
        while waiting:
            one = waiting.pop(0)
            if one in tips:
                continue
            rows = self._rows(one[0], [one[1]])
            self._own |= {(row.commit, one[1]) for row in rows}
            found = self._added([row for row in rows if (row.commit, one[1]) not in self._nodes], one[1])
            known, names = former.setdefault(one[1], set()), {one[1]}
            before_this = len(known)
            known |= {old for before in found.values() for _, old in before}
            while not names >= known:
                names |= known
                rows = self._rows(one[0], sorted(names))
                found = self._added(rows, one[1])
                known |= {old for before in found.values() for _, old in before}
            if len(known) > before_this:  # what was asked for this name before knew less
                again = [each for each in tips if each[1] == one[1]]
                waiting += again
                for each in again:
                    del tips[each]
            tips[one] = (rows[0].commit, one[1]) if rows else None
            joined |= found
            waiting += [each for before in found.values() for each in before]
        for node, before in joined.items():
            below = [tips[each] for each in before]
            self._parents[node] = [each for each in dict.fromkeys(below) if each is not None]
        return tips[start, path]

    def _rows(self, start: str, paths: Sequence[str]) -> list[_Row]:
        """List a file under some names, newest first."""
        shape = ("-z", "--no-color", "--encoding=UTF-8", "--format=%H%x00%P%x00%aI%x00%aN%x00%s")
        words = ("--no-follow", "--topo-order", "--full-history", "--simplify-merges", "--parents", *shape)
        pathspecs = map(self._pathspec, paths)
        out = git(self._root, "log", f"--max-count={MOST + 1}", *words, start, "--", *pathspecs)
        parts = [part.decode("utf-8", "replace") for part in out.split(b"\0")]
        rows = [
            _Row(commit, tuple(parents.split()), parse_date(when), author, subject)
            for commit, parents, when, author, subject in zip(*[iter(parts)] * 5, strict=False)
        ]
        self._more |= len(rows) > MOST
        return rows

    def _pathspec(self, path: str) -> str:
        """Return the path from where git runs."""
        return os.path.relpath(path, self._prefix or ".")

    def _added(self, rows: Sequence[_Row], path: str) -> dict[_Node, list[tuple[str, str]]]:
        """Take in what git listed of one name; return where the file goes on in parents with another name."""
        if not rows:
            return {}
        real = self._real_parents([row.commit for row in rows])
        blobs = self._blobs(rows, real, path)
        # git marks the first commit of all, too, where a clone is just as deep as the history.
        cut_off = commit_graph.with_parents(self._root, [row.commit for row in rows if row.commit in self._shallow])
        pairs = []
        for row in rows:
            node, blob = (row.commit, path), blobs[row.commit]
            cut = bool(blob) and row.commit in cut_off
            about = (row.commit, row.when, row.author, row.subject)
            self._nodes[node] = Version(*about, path if blob else "", (), blob, cut)
            self._parents[node] = [(parent, path) for parent in row.parents]
            self._beyond |= {(parent, path): blobs[parent] for parent in row.parents}
            if blob:
                pairs += [(row.commit, parent) for parent in real[row.commit] if not blobs.get(parent)]
        renamed = renames(self._root, pairs, path, blobs, self.missing)
        for pair in list(renamed):
            if len(self._renames | {pair}) > RENAMES:
                del renamed[pair]
                self._more = True
            self._renames |= {pair} & renamed.keys()
        return {
            (row.commit, path): [(parent, renamed.get((row.commit, parent), path)) for parent in real[row.commit]]
            for row in rows
            if any((row.commit, parent) in renamed for parent in real[row.commit])
        }

    def _blobs(self, rows: Sequence[_Row], real: Mapping[str, Sequence[str]], path: str) -> dict[str, str]:
        """Return the blobs of a path in the commits, their listed and real parents; "" for no file."""
        commits = list(dict.fromkeys(one for row in rows for one in (row.commit, *row.parents, *real[row.commit])))
        try:
            found = dict(zip(commits, lookup(self._root, [f"{one}:{path}" for one in commits]), strict=True))
        except GitFailed as failure:
            if failure.code != "failed":
                raise
            found = {}  # a partial clone, in which git ends at the first blob that was left out
            self.missing |= missing_objects(self._root, commits, self._pathspec(path))
        blobs = {commit: blob for commit, (blob, _) in found.items() if blob}
        self._sizes |= dict(found.values())
        unknown = [row for row in rows if any(one not in blobs for one in (row.commit, *row.parents))]
        pairs = [(row.commit, parent) for row in unknown for parent in real[row.commit] or ("",)]
        if pairs:
            for pair, two in zip(pairs, blobs_at(self._root, pairs, path, self._pathspec(path)), strict=True):
                blobs |= {one: blob for one, blob in zip(pair, reversed(two or ()), strict=False) if one not in blobs}
        for row in reversed(unknown):
            here = blobs.setdefault(row.commit, next((blobs[one] for one in row.parents if one in blobs), ""))
            for parent in (*real[row.commit], *row.parents):
                blobs.setdefault(parent, here)
        return {commit: blobs.get(commit, "") for commit in commits}

    def _real_parents(self, commits: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return the parents of commits, whether they touch the file or not."""
        out = git(self._root, "rev-list", "--no-walk=unsorted", "--parents", "--stdin", given=input_lines(commits))
        rows = (line.split() for line in out.decode().splitlines())
        return {row[0]: tuple(row[1:]) for row in rows}

    def _within_limits(self, tip: _Node, parents: Mapping[_Node, Sequence[_Node]]) -> tuple[list[_Node], bool]:
        """Return the nodes, children first, and whether some are left out; a commit with two names counts once."""
        out: dict[str, _Node] = {}
        counted: set[str] = set()
        size = 0
        for node in children_first(tip, parents, {node: n for n, node in enumerate(self._nodes)}):
            if node[0] not in out:
                blob = self._nodes[node].blob
                more = self._sizes.get(blob, 0) if blob not in counted else 0
                size += more if more <= RECORD_SIZE else 0
                counted.add(blob)
                if len(out) == MOST or size > BYTES:
                    return list(out.values()), True
                out[node[0]] = node
        return list(out.values()), False
