"""The text that the program joins of two changes of one prose: both changes word for word, or nothing."""

from __future__ import annotations

import random
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seeds import rounds, seeded
from syllables import syllables

from govtui.edit.joined_text import APART, joined

BASE = "Ban Thư ký ASEAN đặt tại Jakarta và giúp việc cho các cơ quan của ASEAN.\n\nTổng Thư ký đứng đầu cơ quan này."
MINE = BASE.replace("Jakarta", "Gia-các-ta")
THEIRS = BASE.replace("đứng đầu", "lãnh đạo")
BOTH = MINE.replace("đứng đầu", "lãnh đạo")

prose = st.lists(syllables, max_size=25).map(" ".join)
few_words = st.lists(st.sampled_from(["ban", "thư", "ký", "và", "của", "\n\n", "A."]), max_size=12).map(" ".join)


def test_changes_that_are_apart_are_both_made() -> None:
    assert joined(BASE, MINE, THEIRS) == BOTH
    assert joined(BASE, MINE, f"{BASE} Câu mới.") == f"{MINE} Câu mới."
    assert joined(BASE, MINE, BASE.replace("\n\n", " ")) == MINE.replace("\n\n", " "), "a paragraph may be joined"
    assert joined(BASE, MINE, BASE.replace(" đứng đầu cơ quan này", "")) == MINE.replace(" đứng đầu cơ quan này", "")
    assert joined(BASE, MINE, THEIRS.replace("Jakarta", "Gia-các-ta")) is None, "they have all that there is"


@pytest.mark.parametrize(
    "theirs",
    [
        BASE.replace("Jakarta", "Gia-các-ta (In-đô-nê-xi-a)"),
        BASE.replace("đặt tại", "ở"),
        BASE.replace("và", "và cũng"),
        BASE.replace("Jakarta và", "Jakarta, và"),
        BASE.replace("Jakarta và giúp việc", "Jakarta và hỗ trợ"),
        "Một văn bản khác hẳn.",
        "",
        MINE,
        BASE,
    ],
)
def test_changes_that_touch_are_not_joined(theirs: str) -> None:
    assert joined(BASE, MINE, theirs) is None
    assert joined(BASE, theirs, MINE) is None


def test_what_both_put_at_one_place_is_not_joined() -> None:
    assert joined(BASE, f"{BASE} Câu một.", f"{BASE} Câu hai.") is None
    assert joined("", "Câu một.", "Câu hai.") is None


def test_a_change_that_both_made_is_made_once() -> None:
    assert joined(BASE, f"{MINE} Câu mới.", f"{THEIRS} Câu mới.") == f"{BOTH} Câu mới."


def test_letters_that_are_written_otherwise_are_no_change() -> None:
    decomposed = unicodedata.normalize("NFD", THEIRS)
    assert joined(BASE, MINE, decomposed) == BOTH
    assert joined(unicodedata.normalize("NFD", BASE), MINE, decomposed) == BOTH


def edits(rng: random.Random, words: list[str], first: int, last: int) -> list[str]:
    """Other words there, from the first to the last: some replaced, gone or put in."""
    new = [f"n{rng.randrange(10**6)}" for _ in range(rng.randrange(4))]
    return [*words[:first], *new, *words[last:]]


def test_two_changes_that_are_apart_make_the_text_that_has_both() -> None:
    rng = seeded("joined text")
    offered = 0
    for _ in range(rounds(300)):
        words = [f"w{n}" for n in range(rng.randrange(8, 40))]
        one = rng.randrange(len(words) - APART)
        end = rng.randint(one, min(len(words) - APART, one + 3))
        other = rng.randint(end + APART, len(words))
        rest = rng.randint(other, min(len(words), other + 3))
        later = edits(rng, words, other, rest)
        mine, theirs = edits(rng, words, one, end), later
        both = [*mine[: len(mine) - len(words) + end], *words[end:other], *later[other:]]
        found = joined(*(" ".join(text) for text in (words, mine, theirs)))
        if words in (mine, theirs):
            assert found is None
        else:
            offered += 1
            assert found == " ".join(both)
    assert offered


@given(st.one_of(prose, few_words), st.one_of(prose, few_words), st.one_of(prose, few_words))
def test_any_joined_text_has_what_each_side_put_in_and_nothing_that_one_took_out(
    base: str, mine: str, theirs: str
) -> None:
    found = joined(base, mine, theirs)
    assert found == joined(base, theirs, mine)
    if found is None:
        return
    b, m, t, j = (Counter(text.split()) for text in (base, mine, theirs, found))
    for word in b | m | t | j:
        most, least = max(m[word], t[word]), min(m[word], t[word])
        assert min(least, m[word] + t[word] - b[word]) <= j[word] <= max(most, m[word] + t[word] - b[word]), word
    assert found not in (base, mine, theirs)


def test_random_changes_of_a_prose_are_joined_without_a_split_word() -> None:
    rng = seeded("joined words")
    offered = 0
    for _ in range(rounds(200)):
        words = BASE.split(" ")
        sides = []
        for _side in "mt":
            made = list(words)
            for _change in range(rng.randint(1, 2)):
                n = rng.randrange(len(made) + 1)
                made[n : n + rng.randint(0, 2)] = [rng.choice(("mới", "và", "của", "ASEAN", "mười hai"))]
            sides.append(" ".join(made))
        found = joined(BASE, *sides)
        if found is None:
            continue
        offered += 1
        known = {word for text in (BASE, *sides) for word in text.split()}
        assert set(found.split()) <= known
        b, m, t, j = (Counter(text.split()) for text in (BASE, *sides, found))
        once = Counter({word: m[word] + t[word] - b[word] for word in b | m | t})
        assert all(j[word] == once[word] or m[word] == t[word] for word in b | m | t)
    assert offered > 20
