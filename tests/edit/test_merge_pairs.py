"""Merging measured: pairs of random edits of the records that ship, of fixed seeds, merged by git with our driver.

Nothing is lost, nothing is wrong, and markers stand around nothing but what differs. New seeds belong to a long run; a pair
that fails there becomes a case in test_merge_comments.py.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from edit_pairs import EditPair, due, edit_pairs, unordered, words
from repository import Committed, Repository, imported
from seeds import rounds
from warm_driver import WarmDriver

from govtui.cli import merge_file_run
from govtui.cli.merge_file_run import asked_by_git, merge_files
from govtui.cli.output import Output
from govtui.cli.session import Session
from govtui.edit import merge_file
from govtui.edit.merge import Clash, merged
from govtui.edit.merge_file import FileMerge, Written
from govtui.edit.plain_data import plain, same
from govtui.i18n.translator import load
from govtui.store.toml_units import comments

PAIRS, SEEDS = rounds(500, 1000), (11, 12, 13, 14)
CLEAN_WHERE_APART = 0.99

Revision = list[tuple[str, str, str, str]]

CONFLICT = re.compile(r"^<{7} .*\n((?:.*\n)*?)={7}\n((?:.*\n)*?)>{7} .*\n", re.MULTILINE)


class GitMerged(NamedTuple):
    """What git made of a pair, and what the driver knew of it."""

    text: str
    in_conflict: bool
    merge: FileMerge

    @property
    def clashes(self) -> tuple[Clash, ...]:
        return self.merge.clashes


def merged_by_git(pairs: Sequence[EditPair], top: Path, monkeypatch: pytest.MonkeyPatch) -> list[GitMerged]:
    """Merge all pairs by one `git merge`, which asks this process for each."""
    paths = [f"organizations/p{n}.toml" for n in range(len(pairs))]
    base, theirs, mine = (
        dict(zip(paths, texts, strict=True))
        for texts in zip(*((pair.base, pair.theirs, pair.mine) for pair in pairs), strict=True)
    )
    base |= {".gitattributes": "*.toml merge=govtui\n", "registry.toml": "schema = 2\n"}
    imported(top, [Committed((), base), Committed((0,), theirs), Committed((0,), mine)])
    monkeypatch.chdir(top)
    monkeypatch.setattr(merge_file, "conflict_style", lambda folder: "merge")  # else a question to git for each
    found: list[FileMerge] = []
    monkeypatch.setattr(merge_file_run, "driver_text", lambda *given: noted(merge_file.driver_text(*given)))

    def noted(written: Written) -> Written:
        found.append(written.merge)
        return written

    order: list[str] = []
    tr = load("en")
    session = Session(tr, {}, Output.standard(tr, {}))

    def run(words: Sequence[str]) -> int:
        asked = asked_by_git(words)
        assert asked is not None, words
        order.append(asked.path)
        return merge_files(asked, session)

    status = WarmDriver(top, top / ".git", run).merge("--no-edit", "c1")
    unmerged = set(Repository.run(top, "diff", "--name-only", "--diff-filter=U").split())
    assert status == bool(unmerged)
    assert sorted(order) == sorted(paths)
    merges = dict(zip(order, found, strict=True))
    return [GitMerged((top / path).read_bytes().decode(), path in unmerged, merges[path]) for path in paths]


def told(clashes: Sequence[Clash], *, exchanged: bool = False) -> Revision:
    sides = [(clash.theirs, clash.mine) if exchanged else (clash.mine, clash.theirs) for clash in clashes]
    return sorted(
        (clash.path, repr(clash.base), repr(mine), repr(theirs))
        for clash, (mine, theirs) in zip(clashes, sides, strict=True)
    )


def lost(pair: EditPair, text: str) -> Counter[str]:
    """Words, those of comments among them, that are due and not in the file, where a conflict has both versions."""
    three = (words(one) for one in (pair.base, pair.mine, pair.theirs))
    return due(*three) - words(text)


def lost_comments(pair: EditPair, text: str) -> list[str]:
    three = (Counter(comments(one)) for one in (pair.base, pair.mine, pair.theirs))
    here = words(text)
    versions = (Counter(comments(chosen(text, side))) for side in (1, 2))
    there = next(versions) | next(versions)
    return [comment for comment in due(*three) - there if words(comment) - here]


def chosen(text: str, side: int) -> str:
    """A file with its conflicts decided for mine (1) or theirs (2)."""
    return CONFLICT.sub(lambda found: found[side], text)


@pytest.mark.parametrize("seed", SEEDS)
def test_git_merges_two_edits_of_a_record_with_nothing_lost_and_nothing_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    pairs = list(edit_pairs(PAIRS, seed))
    apart = clean = 0
    for n, (pair, made) in enumerate(zip(pairs, merged_by_git(pairs, tmp_path, monkeypatch), strict=True)):
        assert made.merge.merge is not None, made.merge.why
        assert made.in_conflict == bool(made.clashes), pair
        assert not lost_comments(pair, made.text), pair
        assert not lost(pair, made.text), pair
        if pair.expected is not None:
            apart += 1
            if not made.in_conflict:
                clean += 1
                data = plain(made.text)
                assert data is not None
                assert same(unordered(data), unordered(plain(pair.expected))), pair
                assert Counter(comments(made.text)) == Counter(comments(pair.expected)), pair
        if made.in_conflict:
            assert plain(chosen(made.text, 1)) is not None
            assert chosen(made.text, 2) == made.merge.merge.text
            for mine, theirs in CONFLICT.findall(made.text):
                one, other = mine.splitlines(), theirs.splitlines()
                assert not (one and other) or (one[0] != other[0] and one[-1] != other[-1]), pair
        if n % 8 == 0 or made.in_conflict:
            assert told(made.clashes) == told(merged(pair.base, pair.theirs, pair.mine).clashes, exchanged=True), pair
    assert apart > PAIRS / 2
    assert clean >= CLEAN_WHERE_APART * apart
