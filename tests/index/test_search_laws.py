"""What holds of every search, whatever is searched for."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from seeds import rounds
from small import FILES

from govtui.index.api import ALL, Index, View
from govtui.index.query import highlights
from govtui.store.codec import loads
from govtui.text.fold import fold, words

RECORDS = [record for file in FILES if (record := loads(file.read_bytes()).record)]
NAMES = sorted({name for record in RECORDS for name in record.label.values()})
WORDS = sorted({word for name in NAMES for word in words(name)})
LAW = settings(
    deadline=None,
    max_examples=rounds(50, 1000),
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],  # many words stand together in no record
)

a_word = st.sampled_from(WORDS)
some_words = st.lists(a_word, min_size=1, max_size=3).map(" ".join)
typed = some_words | st.sampled_from(NAMES) | a_word.map(lambda word: word[:3])


def keys(index: Index, text: str, **view: str) -> list[str]:
    found = index.result(View(text=text, **view))  # type: ignore[arg-type]
    return [row.key for row in found.window(0, found.total)]


@LAW
@given(typed)
def test_accents_only_narrow(shipped: Index, text: str) -> None:
    assume(keys(shipped, text + " "))
    assert set(keys(shipped, text + " ")) <= set(keys(shipped, fold(text) + " "))


@LAW
@given(typed)
def test_composed_and_decomposed_letters_are_the_same(shipped: Index, text: str) -> None:
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
    assert keys(shipped, forms[0]) == keys(shipped, forms[1])


@LAW
@given(typed)
def test_case_and_spaces_change_nothing(shipped: Index, text: str) -> None:
    assert keys(shipped, text) == keys(shipped, f"  {text.upper()}") == keys(shipped, text.replace(" ", "   "))


@LAW
@given(some_words, a_word)
def test_more_words_never_find_more(shipped: Index, text: str, more: str) -> None:
    assume(keys(shipped, f"{text} {more} "))
    assert set(keys(shipped, f"{text} {more} ")) <= set(keys(shipped, f"{text} "))


@LAW
@given(a_word, st.integers(1, 12))
def test_a_longer_beginning_never_finds_more(shipped: Index, word: str, length: int) -> None:
    plain = fold(word)
    assert set(keys(shipped, plain)) <= set(keys(shipped, plain[:length]))


@LAW
@given(st.lists(a_word, min_size=2, max_size=3))
def test_the_order_of_words_finds_the_same(shipped: Index, several: list[str]) -> None:
    there, back = (set(keys(shipped, " ".join(order) + " ")) for order in (several, several[::-1]))
    assert there == back


@LAW
@given(some_words)
def test_a_phrase_finds_no_more_than_its_words(shipped: Index, text: str) -> None:
    assume(keys(shipped, f'"{text}"'))
    assert set(keys(shipped, f'"{text}"')) <= set(keys(shipped, f"{text} "))


@LAW
@given(some_words, st.sampled_from(["kind:event", "country:VN", "year:2018..2022", "has:problem", "missing:en"]))
def test_a_field_only_narrows(shipped: Index, text: str, field: str) -> None:
    assume(keys(shipped, f"{field} {text} "))
    found = set(keys(shipped, f"{field} {text} "))
    assert found <= set(keys(shipped, field))
    assert found <= set(keys(shipped, f"{text} "))


@LAW
@given(st.sampled_from(sorted(record.id for record in RECORDS)))
def test_an_exact_id_stands_first(shipped: Index, id: str) -> None:
    assert keys(shipped, id)[0] == id


@LAW
@given(st.sampled_from(NAMES))
def test_a_whole_name_finds_a_record_first_that_is_called_so(shipped: Index, name: str) -> None:
    [first] = [record for record in RECORDS if record.id == keys(shipped, name)[0]]
    called = [*first.label.values(), *(alias.text for alias in first.aka), first.id]
    assert words(fold(name)) in [words(fold(one)) for one in called]


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("unpog 2030", "unpog"),  # an acronym among the words
        ("unpog thành lập", "unpog"),
        ("unpog 12/2017", "unpog-2017-premises"),  # not what lasted then, though it is called so
        ("văn phòng dự án quản trị", "unpog"),  # not a source that is called like it
        ("accsm 5/8/2022", "accsm-chair-handover-2022"),  # its own date, not one of its steps
    ],
)
def test_the_record_that_is_meant_stands_first(shipped: Index, line: str, first: str) -> None:
    assert keys(shipped, line)[0] == first


@LAW
@given(typed, st.sampled_from(["name", "date", "type", "place", "kind"]), st.sampled_from(["vi", "en"]))
def test_an_order_changes_nothing_but_the_order(shipped: Index, text: str, order: str, language: str) -> None:
    found = keys(shipped, text, order=order, language=language, words=language)
    assert sorted(found) == sorted(keys(shipped, text))
    assert len(found) == shipped.counts(text)[ALL]


@LAW
@given(typed, st.sampled_from(["vi", "en"]), st.sampled_from(["name", "date", "place"]))
def test_type_ahead_leads_to_the_first_name_that_begins_so(
    shipped: Index, text: str, language: str, order: str
) -> None:
    view = View(order=order, language=language, words=language)  # type: ignore[arg-type]
    found = shipped.result(view)
    names = [fold(row.name) for row in found.window(0, found.total)]
    wanted = fold(text)
    place = next((n for n, name in enumerate(names) if name.startswith(wanted)), None)
    assert shipped.first_from(view, text) == place


@LAW
@given(some_words, st.sampled_from(["vi", "en"]))
def test_a_snippet_is_a_short_line_that_has_a_word_of_the_query(shipped: Index, text: str, language: str) -> None:
    marked = highlights(
        shipped.query(text), shipped.corrected(text)
    )  # also what it means where it was typed in TELEX: "New" is "neư"
    for key in keys(shipped, text)[:5]:
        said = shipped.snippet(key, text, language)
        assert len(said) <= 160 and "\n" not in said
        folded = [fold(word) for word in words(said)]
        assert not said or any(w.startswith(form) if goes_on else w == form for w in folded for form, goes_on in marked)
