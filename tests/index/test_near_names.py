"""Records found by what they are called: by whole names of all sorts, and by most words of one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from small import registry, table

from govtui.index.cache import build
from govtui.index.read.sqlite_index import SqliteIndex


@pytest.fixture
def index(tmp_path: Path) -> SqliteIndex:
    return build(
        registry(
            tmp_path,
            table("moha", name={"vi": "Bộ Nội vụ", "en": "Ministry of Home Affairs"}),
            table("mof", name={"en": "Ministry of Foreign Affairs"}, aka=[{"text": "MoFA", "type": "acronym"}]),
            table("an-giang", name={"vi": "Sở Nội vụ tỉnh An Giang"}),
            table("kien-giang", name={"vi": "Sở Nội vụ tỉnh Kiên Giang"}),
            table("event", "event", name={"en": "Ministry of Home Affairs"}),
            table("s", "source"),
        )
    )


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (["bo noi vu"], ["moha"]),
        (["MOFA", "Bộ Nội Vụ", "nobody"], ["moha", "mof"]),
        (["Ministry of Home Affairs."], ["moha"]),
        (["Ministry"], []),
        (["", "\ud800"], []),
    ],
)
def test_a_whole_name_acronym_or_other_name_is_found(index: SqliteIndex, names: list[str], keys: list[str]) -> None:
    assert {card.key for card in index.called("organization", names)} == set(keys)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Ministry of the Home Affairs", ["moha"]),
        ("Affairs of Home, Ministry", ["moha", "mof"]),
        ("Sở Nội vụ An Giang", ["an-giang"]),
        ("Sở Nội vụ tỉnh Hà Giang", []),
        ("Ministry of Labour Affairs", []),
        ("Sở Y tế tỉnh Bắc Giang", []),
        ("Home of good works and other affairs", []),
        ("Ministry", []),
    ],
)
def test_most_words_of_a_name_by_weight_make_it_similar(index: SqliteIndex, name: str, keys: Sequence[str]) -> None:
    assert [card.key for card in index.similar("organization", [name])] == keys


def test_among_very_few_records_no_word_is_rare(tmp_path: Path) -> None:
    index = build(registry(tmp_path, table("uc", name={"en": "University of California"})))
    for name, keys in (
        ("University of California System", ["uc"]),
        ("University of Hawaii", ["uc"]),
        ("California", []),
    ):
        assert [card.key for card in index.similar("organization", [name])] == keys
