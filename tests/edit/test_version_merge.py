"""Three versions of a file merged: the bytes that choices make, and which of its errors are the merge's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from merge_cases import BASE, change
from small import registry, table

from govtui.edit.conflict import WHOLE, Own, Side
from govtui.edit.three_versions import ThreeVersions
from govtui.edit.version_merge import VersionMerge
from govtui.i18n.translator import LANGUAGES, load
from govtui.index.cache import build
from govtui.store.field_edits import CannotEditInPlace
from govtui.store.registry import Registry

PATH = "organizations/a.toml"
Merging = Callable[[bytes | None, bytes | None, bytes | None], VersionMerge]

MARK = b"\xef\xbb\xbf"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    root: Path = tmp_path_factory.mktemp("registry")
    registry(root, table("s", "source"), table("b"), table("c"))
    return Registry(root)


@pytest.fixture
def merging(files: Registry) -> Merging:
    index = build(files, [*map(load, LANGUAGES)])

    def made(base: bytes | None, mine: bytes | None, theirs: bytes | None) -> VersionMerge:
        return VersionMerge(files, index, ThreeVersions(PATH, base, mine, theirs))

    return made


def test_changes_in_different_fields_go_together(merging: Merging) -> None:
    mine, theirs = change("a.example", "a.test"), change("Network", "A network")
    merge = merging(BASE.encode(), mine.encode(), theirs.encode())
    assert merge.clashes == () and merge.removed_by is None and merge.kind == "organization"
    assert merge.raw({}) == change("a.example", "a.test", "Network", "A network").encode()
    proposed = merge.proposed(merge.raw({}))
    assert proposed.before is not None and proposed.before.text == mine
    assert [one.path for one in proposed.differences] == ["name.en"]


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [((0, 0, 1), 1), ((0, 1, 0), 1), ((1, 0, 1), 0), ((1, 1, 0), 0), ((1, 1, 1), 1), ((0, 0, 0), 0)],
)
def test_a_byte_order_mark_is_merged_as_one_setting(merging: Merging, marked: tuple[int, ...], wanted: int) -> None:
    texts = BASE, change("a.example", "a.test"), change("Network", "A network")
    merge = merging(*(MARK * one + text.encode() for one, text in zip(marked, texts, strict=True)))
    assert merge.raw({}) == MARK * wanted + change("a.example", "a.test", "Network", "A network").encode()


def test_a_side_that_is_chosen_as_a_whole_is_its_own_bytes(merging: Merging) -> None:
    mine, theirs = b"\xff broken \r\n [", MARK + BASE.encode().replace(b"\n", b"\r\n")
    merge = merging(BASE.encode(), mine, theirs)
    assert [clash.path for clash in merge.clashes] == [WHOLE]
    assert merge.raw({WHOLE: Side.MINE}) == mine
    assert merge.raw({WHOLE: Side.THEIRS}) == theirs
    assert merge.raw({WHOLE: Own(BASE)}) == theirs, "what was typed has the line ends and the mark of the file"
    with pytest.raises(CannotEditInPlace):
        merge.raw({"status": Side.MINE})


def test_one_side_that_removed_the_file_is_a_question_of_its_own(merging: Merging) -> None:
    mine = change("a.example", "a.test").encode()
    for sides, gone in (((mine, None), Side.THEIRS), ((None, mine), Side.MINE)):
        merge = merging(BASE.encode(), *sides)
        assert merge.removed_by is gone and [clash.path for clash in merge.clashes] == [WHOLE]
        assert merge.raw({WHOLE: gone}) is None
        removal = merge.proposed(None)
        assert removal.after is None and removal.before is not None and removal.before.text == mine.decode()
        assert not removal.blocked
    assert merging(BASE.encode(), None, None).clashes == ()
    assert merging(BASE.encode(), None, None).raw({}) is None
    assert merging(None, mine, mine).raw({}) == mine


def test_only_errors_that_neither_side_has_are_the_merges_own(merging: Merging) -> None:
    def codes(merge: VersionMerge, text: str) -> tuple[list[str], bool]:
        proposed = merge.proposed(text.encode())
        return [problem.code for problem in proposed.new_problems], proposed.blocked

    right = change('url = "https://a.example"\n', "")
    mine, theirs = right.replace('"unknown"', '"unknwn"'), right.replace('"acronym"', '"acronm"')
    merge = merging(right.encode(), mine.encode(), theirs.encode())
    both = mine.replace('"acronym"', '"acronm"')
    assert codes(merge, right) == ([], False)
    assert codes(merge, both) == ([], False), "each side has brought its own"
    found, blocked = codes(merge, both.replace('"network"', '"netwrk"'))
    assert len(found) == 1 and blocked
