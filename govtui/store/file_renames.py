"""Find a file's name before a commit: by the former ids in the record, else by git's likeness."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from govtui.store.blobs import NotRead, input_lines, read_blobs
from govtui.store.git import GitFailed, git
from govtui.store.toml_values import NotToml, parsed

_RENAMED = ("-r", "-z", "--name-status", "--diff-filter=DR", "-l1000", "--always")

Pair = tuple[str, str]
"""A commit and one of its parents."""


def renames(
    root: Path, pairs: Sequence[Pair], path: str, blobs: Mapping[str, str], missing: Collection[str]
) -> dict[Pair, str]:
    """Return the name of the file at `path` in the parent, for pairs of a commit with it and a parent without.

    `blobs`: of the file in each commit; `missing`: those of them that are not in this clone. Pairs without a rename are left out.
    """
    if not pairs:
        return {}
    held = read_blobs(root, {blobs[commit] for commit, _ in pairs}, missing)
    folder = path.rpartition("/")[0]
    out = {}
    for pair, gone in _gone(root, pairs).items():
        former = (f"{folder}/{id}.toml".lstrip("/") for id in reversed(_former_ids(held.get(blobs[pair[0]]))))
        found = next((old for old in former if old in gone), None)
        found = found or next((old for old, new in gone.items() if new == path), None)
        if found:
            out[pair] = found
    return out


def _gone(root: Path, pairs: Sequence[Pair]) -> dict[Pair, dict[str, str]]:
    """Return for each pair the files of the parent alone, with their likely names in the commit ("": none)."""
    given = input_lines(f"{commit} {parent}" for commit, parent in pairs)
    try:
        out = git(root, "diff-tree", "--stdin", *_RENAMED, "-M60%", given=given)
    except GitFailed as failure:
        if failure.code != "failed":
            raise
        # It could not look into files that are not in this clone.
        out = git(root, "diff-tree", "--stdin", *_RENAMED, "-M100%", given=given)
    found: dict[Pair, dict[str, str]] = {pair: {} for pair in pairs}
    each = iter(pairs)
    pair = ("", "")
    parts = iter(os.fsdecode(out).split("\0"))
    for part in parts:
        if part.startswith("R"):
            old = next(parts)
            found[pair][old] = next(parts)
        elif part == "D":
            found[pair][next(parts)] = ""
        elif part:
            pair = next(each)
    return found


def _former_ids(raw: bytes | NotRead | None) -> list[str]:
    """Return the former ids that a record names."""
    if isinstance(raw, bytes):
        with suppress(NotToml):
            ids = parsed(raw.decode("utf-8", "replace")).get("former_ids")
            return [id for id in ids if isinstance(id, str)] if isinstance(ids, list) else []
    return []
