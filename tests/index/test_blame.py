"""Why a line finds nothing: each count is what a search for that line finds."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import SAMPLE

from govtui.i18n.translator import LANGUAGES, load
from govtui.index.api import ALL, Index
from govtui.index.cache import build
from govtui.index.query_api import Kept
from govtui.index.query_format import leave_out, without
from govtui.store.registry import Registry


@pytest.fixture(scope="module")
def index() -> Index:
    return build(Registry(SAMPLE), [*map(load, LANGUAGES)])


def of_kind(index: Index, line: str, kind: str) -> int:
    return index.counts(line)[kind]


PARTS = (
    "accsm", "hội", "nghị", "asean", "zzqq", "diễn", "2021", '"hội nghị"', '"đổi mới"', "type:summit", "type:colloquium",
    "country:VN", "status:held", "year:2022", "-hội", "-type:summit", "-country:VN", "KHÔNG thảo", "accsm HOẶC diễn",
)  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=5, unique=True), st.sampled_from([ALL, "event", "source"]))
def test_alone_and_without_are_what_searches_find(index: Index, parts: list[str], kind: str) -> None:
    line = " ".join(parts) + " "
    query = index.query(line)
    if index.corrected(line):
        return  # the search looks for other words then, which blame leaves aside
    for part in index.blame(line, kind).parts:
        written = line[part.start : part.end]
        alone, rest = f"{written} ", leave_out(line, query, part.start, part.end)
        if not index.corrected(alone):
            assert part.alone == of_kind(index, alone, kind), written
        if not index.corrected(rest):
            assert part.without == of_kind(index, rest, kind), (line, rest)


def test_a_word_that_no_record_has_is_to_blame_and_what_is_like_it_is_offered(index: Index) -> None:
    blame = index.blame("accsm hoij zzqq ", ALL)
    assert [(part.alone, part.without) for part in blame.parts][-1][0] == 0
    near = index.blame("type:colloquim accsm ", ALL).near
    assert not near, "together with the other word it finds nothing"
    (near_one,) = index.blame("type:colloquim hội ", ALL).near or index.blame("type:colloquim ", ALL).near
    assert near_one.instead == "colloquium" and near_one.found == 1


def test_parts_that_no_record_has_are_left_out_together(index: Index) -> None:
    blame = index.blame("accsm zzqq xxyyzz ", ALL)
    assert all(part.without == 0 for part in blame.parts)
    assert blame.kept == (Kept((0,), index.counts("accsm ")[ALL]),)


@given(st.lists(st.sampled_from(PARTS), min_size=2, max_size=6, unique=True), st.sampled_from([ALL, "event", "source"]))
def test_what_is_kept_is_the_most_that_records_have_together(index: Index, parts: list[str], kind: str) -> None:
    line = " ".join(parts) + " "
    blame = index.blame(line, kind)
    if index.corrected(line) or not blame.parts or of_kind(index, line, kind):
        return

    def found(kept: Iterable[int]) -> int:
        gone = [part for n, part in enumerate(blame.parts) if n not in kept]
        clauses = [
            clause for clause in index.query(line).clauses if any(one.start <= clause.start < one.end for one in gone)
        ]
        return of_kind(index, without(line, index.query(line), clauses), kind)

    if any(part.without for part in blame.parts):
        assert not blame.kept
        return
    sizes = {len(one.parts) for one in blame.kept}
    assert len(sizes) <= 1
    largest = max(
        (
            len(some)
            for n in range(1, len(blame.parts))
            for some in combinations(range(len(blame.parts)), n)
            if found(some)
        ),
        default=0,
    )
    assert sizes == ({largest} if largest else set())
    for one in blame.kept:
        assert one.found == found(one.parts) > 0


def test_a_pasted_text_is_not_counted_part_by_part(index: Index) -> None:
    assert index.blame("zzqq " * 30, ALL).parts == ()
    assert index.blame("", ALL).parts == ()


def test_a_mistyped_name_of_a_field_is_offered_as_a_line_has_it(index: Index) -> None:
    [near] = index.blame("tìnhtrạng:held", ALL).near
    assert near.instead == "tình trạng"
    other = f"{near.instead}:held"
    assert index.counts(other)[ALL] == near.found and not index.mistakes(other)
