"""Source text and translation in a merge with joined texts: what nobody compared with its source is never called made from it."""

from __future__ import annotations

from itertools import product

import pytest

from govtui.edit.conflict import Own
from govtui.edit.joined_text import joined
from govtui.edit.merge import Side, merged, resolved
from govtui.model.translations import digest, state
from govtui.store.codec import loads

VI = "Ban Thư ký ASEAN đặt tại Jakarta và giúp việc cho các cơ quan của ASEAN. Tổng Thư ký đứng đầu cơ quan này."
VI_MINE, VI_THEIRS = VI.replace("Jakarta", "Gia-các-ta"), VI.replace("đứng đầu", "lãnh đạo")
EN = "The ASEAN Secretariat is in Jakarta and serves the bodies of ASEAN. The Secretary-General is at its head."
EN_MINE, EN_THEIRS = (
    EN.replace("is in Jakarta", "sits in Jakarta, Indonesia,"),
    EN.replace("is at its head", "leads it"),
)
PATHS = ("summary.vi", "summary.en")


def record(vi: str, en: str, made_from: str | None) -> str:
    text = (
        'schema = 2\nkind = "organization"\nid = "a"\ntype = "network"\nstatus = "active"\n\n'
        f'[name]\nvi = "Ban"\nen = "Body"\n\n[summary]\nvi = "{vi}"\nen = "{en}"\n'
    )
    if made_from is None:
        return text
    return f'{text}\n[[translations]]\nfield = "summary"\nfrom = "vi"\nto = "en"\ndigest = "{digest(made_from)}"\n'


def chosen(base: str, mine: str, theirs: str, **how: str) -> str:
    """Merge and choose: "mine", "theirs" or "joined" for the text in each language."""
    merge = merged(base, mine, theirs)
    clashes = {clash.path: clash for clash in merge.clashes}
    assert set(clashes) <= set(PATHS), "only the texts are asked about"
    choices: dict[str, object] = {}
    for language, choice in how.items():
        if clash := clashes.get(f"summary.{language}"):
            text = joined(clash.base, clash.mine, clash.theirs) if choice == "joined" else None
            choices[clash.path] = Own(text) if text else Side(choice)
    return resolved(merge, choices)


def told(text: str) -> str:
    found = loads(text.encode()).record
    assert found is not None
    return state(found, "summary", "en", "vi")


def test_a_joined_source_text_leaves_its_translation_stale() -> None:
    base = record(VI, EN, VI)
    text = chosen(base, record(VI_MINE, EN, VI), record(VI_THEIRS, EN, VI), vi="joined")
    assert VI_MINE.replace("đứng đầu", "lãnh đạo") in text
    assert told(text) == "stale"


@pytest.mark.parametrize(("vi", "wanted"), [("mine", "done"), ("theirs", "stale"), ("joined", "stale")])
def test_a_translation_that_one_side_made_of_its_own_source_text_is_done_for_that_alone(vi: str, wanted: str) -> None:
    base = record(VI, EN, VI)
    assert told(chosen(base, record(VI_MINE, EN_MINE, VI_MINE), record(VI_THEIRS, EN, VI), vi=vi)) == wanted


@pytest.mark.parametrize(
    ("vi", "en", "wanted"),
    [
        ("mine", "mine", "done"),
        ("theirs", "theirs", "done"),
        ("joined", "joined", "stale"),
        ("joined", "mine", "stale"),
        ("mine", "theirs", "stale"),
        ("mine", "joined", "stale"),
        ("theirs", "joined", "stale"),
    ],
)
def test_where_both_sides_translated_their_own_source_text_only_their_pairs_are_done(
    vi: str, en: str, wanted: str
) -> None:
    sides = record(VI_MINE, EN_MINE, VI_MINE), record(VI_THEIRS, EN_THEIRS, VI_THEIRS)
    assert told(chosen(record(VI, EN, VI), *sides, vi=vi, en=en)) == wanted


def test_two_better_translations_of_one_source_text_are_joined_and_done() -> None:
    text = chosen(record(VI, EN, VI), record(VI, EN_MINE, VI), record(VI, EN_THEIRS, VI), en="joined")
    assert EN_MINE.replace("is at its head", "leads it") in text
    assert told(text) == "done"


def test_one_translation_that_both_sides_compared_with_their_own_source_text_is_asked_about_once() -> None:
    base, mine, theirs = record(VI, EN, VI), record(VI_MINE, EN, VI_MINE), record(VI_THEIRS, EN, VI_THEIRS)
    assert [clash.path for clash in merged(base, mine, theirs).clashes] == ["summary.vi"]
    for vi, wanted in (("mine", "done"), ("theirs", "done"), ("joined", "stale")):
        assert told(chosen(base, mine, theirs, vi=vi)) == wanted


@pytest.mark.parametrize("base_item", [None, VI])
def test_nothing_is_done_but_what_a_side_had_so_or_both_made_from_the_same(base_item: str | None) -> None:
    base = record(VI, EN, base_item)
    vis, ens, ways = (VI_MINE, VI_THEIRS), (EN_MINE, EN_THEIRS), ("mine", "theirs", "joined")
    for items in product((None, VI, "own"), repeat=2):
        made = [own if item == "own" else item for own, item in zip(vis, items, strict=True)]
        sides = [record(*side) for side in zip(vis, ens, made, strict=True)]
        for vi, en in product(ways, ways):
            text = chosen(base, *sides, vi=vi, en=en)
            if told(text) == "done":
                assert vi == en and items[ways.index(vi)] == "own", (items, vi, en)
            elif vi == en and vi != "joined" and items[ways.index(vi)] == "own":
                raise AssertionError(f"{items} {vi}: what a side made of its own source text is done")
