"""Merging measured: pairs of random edits of the records that ship, of fixed seeds, merged by git with our driver.

Nothing is lost, nothing is wrong, and markers stand around nothing but what differs. New seeds belong to a long run; a pair
that fails there becomes a case in test_merge_comments.py.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

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
from govtui.edit.merge import Merge, merged
from govtui.edit.merge_file import Written
from govtui.edit.plain_data import plain, same
from govtui.i18n.translator import load
from govtui.model.translations import digest
from govtui.store.toml_units import comments

PAIRS, SEEDS = rounds(500, 1000), (11, 12, 13, 14)
CLEAN_WHERE_APART = 0.99

Revision = list[tuple[str, str, str, str]]

CONFLICT = re.compile(r"^<{7} .*\n((?:.*\n)*?)={7}\n((?:.*\n)*?)>{7} .*\n", re.MULTILINE)


Check = Callable[[int, EditPair, Written], None]


def merge_by_git(pairs: Sequence[EditPair], top: Path, monkeypatch: pytest.MonkeyPatch, check: Check) -> None:
    """Merge all pairs by one `git merge`, which asks this process for each; hold each while its texts are still at hand."""
    # git goes by name: pairs of one record follow each other, whose text then is taken apart once.
    paths = [f"organizations/{digest(pair.base)}-{n}.toml" for n, pair in enumerate(pairs)]
    base, theirs, mine = (
        dict(zip(paths, texts, strict=True))
        for texts in zip(*((pair.base, pair.theirs, pair.mine) for pair in pairs), strict=True)
    )
    base |= {".gitattributes": "*.toml merge=govtui\n", "registry.toml": "schema = 2\n"}
    imported(top, [Committed((), base), Committed((0,), theirs), Committed((0,), mine)])
    monkeypatch.chdir(top)
    monkeypatch.setattr(merge_file, "conflict_style", lambda folder: "merge")  # else a question to git for each
    monkeypatch.setattr(merge_file_run, "driver_text", lambda *given: noted(merge_file.driver_text(*given)))
    tr = load("en")
    session = Session(tr, {}, Output.standard(tr, {}))
    made: dict[str, Written] = {}
    latest: list[Written] = []

    def noted(written: Written) -> Written:
        latest[:] = [written]
        return written

    def run(words: Sequence[str]) -> int:
        asked = asked_by_git(words)
        assert asked is not None, words
        status = merge_files(asked, session)
        made[asked.path] = latest[0]
        number = paths.index(asked.path)
        check(number, pairs[number], latest[0])
        return status

    status = WarmDriver(top, top / ".git", run).merge("--no-edit", "c1")
    unmerged = set(Repository.run(top, "diff", "--name-only", "--diff-filter=U").split())
    assert status == bool(unmerged)
    assert sorted(made) == sorted(paths)
    for path, written in made.items():
        assert (top / path).read_bytes() == written.raw
        assert (path in unmerged) == written.in_conflict


def told(merge: Merge, *, exchanged: bool = False) -> Revision:
    sides = [(clash.theirs, clash.mine) if exchanged else (clash.mine, clash.theirs) for clash in merge.clashes]
    return sorted(
        (clash.path, repr(clash.base), repr(mine), repr(theirs))
        for clash, (mine, theirs) in zip(merge.clashes, sides, strict=True)
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
    counts = Counter[str]()

    def check(n: int, pair: EditPair, written: Written) -> None:
        merge, text = written.merge.merge, written.raw.decode()
        assert merge is not None, written.merge.why
        assert written.in_conflict == bool(merge.clashes), pair
        assert not lost_comments(pair, text), pair
        assert not lost(pair, text), pair
        if pair.expected is not None:
            counts["apart"] += 1
            if not written.in_conflict:
                counts["clean"] += 1
                data = plain(text)
                assert data is not None
                assert same(unordered(data), unordered(plain(pair.expected))), pair
                assert Counter(comments(text)) == Counter(comments(pair.expected)), pair
        if written.in_conflict:
            assert plain(chosen(text, 1)) is not None
            assert chosen(text, 2) == merge.text
            for mine, theirs in CONFLICT.findall(text):
                one, other = mine.splitlines(), theirs.splitlines()
                assert not (one and other) or (one[0] != other[0] and one[-1] != other[-1]), pair
        if n % 8 == 0 or written.in_conflict:
            assert told(merge) == told(merged(pair.base, pair.theirs, pair.mine), exchanged=True), pair

    merge_by_git(list(edit_pairs(PAIRS, seed)), tmp_path, monkeypatch, check)
    assert counts["apart"] > PAIRS / 2
    assert counts["clean"] >= CLEAN_WHERE_APART * counts["apart"]
