"""Two edits of one record become one: what only one side changed is taken, what both changed differently is a clash."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from merge_cases import BASE, change
from small import FILES, toml

from govtui.edit.merge import WHOLE, Clash, Own, merged, resolved
from govtui.edit.plain_data import MISSING, plain, same
from govtui.model.translations import digest
from govtui.store.field_edits import Change, changed, value_at


def test_fields_that_only_one_side_changed_are_taken_from_that_side() -> None:
    mine = change('"unknown"', '"active"')
    theirs = change('"Network"', '"The Network"')
    assert merged(BASE, mine, theirs).text == change('"unknown"', '"active"', '"Network"', '"The Network"')


def test_neighbouring_lines_are_merged_by_field_where_lines_cannot_be() -> None:
    mine = change('vi = "Mạng lưới"', 'vi = "Mạng lưới A"')
    theirs = change('en = "Network"', 'en = "Network A"')
    merge = merged(BASE, mine, theirs)
    assert merge.clashes == ()
    assert plain(merge.text)["name"] == {"vi": "Mạng lưới A", "en": "Network A"}


def test_comments_of_both_sides_stay_where_they_touched_different_lines() -> None:
    mine = change("# who they are", "# who they really are")
    theirs = change("# kept", "# kept, too")
    merge = merged(BASE, mine, theirs)
    assert merge.text == change("# who they are", "# who they really are", "# kept", "# kept, too")
    assert not merge.clashes


def test_a_comment_that_both_changed_is_a_clash_and_the_fields_under_it_are_merged() -> None:
    mine = change('# who they are\n[name]\nvi = "Mạng lưới"', '# mine\n[name]\nvi = "Lưới"')
    theirs = change(
        '# who they are\n[name]\nvi = "Mạng lưới"\nen = "Network"', '# theirs\n[name]\nvi = "Mạng lưới"\nen = "Net"'
    )
    merge = merged(BASE, mine, theirs)
    assert merge.clashes == (Clash("name#", "# who they are", "# mine", "# theirs"),)
    assert merge.text == theirs.replace('"Mạng lưới"', '"Lưới"')
    assert resolved(merge, {"name#": "mine"}) == mine.replace('"Network"', '"Net"')


def test_one_field_changed_in_two_ways_is_a_clash_and_theirs_stands() -> None:
    mine, theirs = change('"unknown"', '"active"'), change('"unknown"', '"inactive"')
    merge = merged(BASE, mine, theirs)
    assert merge.clashes == (Clash("status", "unknown", "active", "inactive"),)
    assert merge.text == theirs


def test_a_field_that_one_removed_and_the_other_changed_is_a_clash() -> None:
    mine = change('note = "in English"\n', "")
    theirs = change('"in English"', '"as in English"')
    assert merged(BASE, mine, theirs).clashes == (Clash("aka.net.note", "in English", MISSING, "as in English"),)


@pytest.mark.parametrize(
    ("choice", "status"),
    [("mine", "active"), ("theirs", "inactive"), ("withdrawn", "withdrawn"), (Own("mine"), "mine")],
)
def test_a_clash_is_resolved_by_a_side_or_by_a_value_of_its_own(choice: Any, status: str) -> None:
    merge = merged(BASE, change('"unknown"', '"active"'), change('"unknown"', '"inactive"', '"NET"', '"LƯỚI"'))
    text = resolved(merge, {"status": choice})
    assert text == change('"unknown"', f'"{status}"', '"NET"', '"LƯỚI"')


def test_a_clash_may_be_resolved_by_taking_the_field_out() -> None:
    mine, theirs = change('"in English"', '"a"'), change('"in English"', '"b"')
    text = resolved(merged(BASE, mine, theirs), {"aka.net.note": MISSING})
    assert text == change('note = "in English"\n', "")


def test_lists_of_ids_are_sets() -> None:
    base = change('[\n    "b",  # since 2001\n    # once more:\n    "c",\n]', '["b", "c"]')
    mine = change('["b", "c"]', '["b", "c", "d"]', text=base)
    theirs = change('["b", "c"]', '["c", "e"]', text=base)
    merge = merged(base, mine, theirs)
    assert merge.clashes == ()
    assert plain(merge.text)["relations"]["member_of"] == ["c", "e", "d"]


def test_items_that_each_side_added_are_both_there() -> None:
    mine = change("[relations]", '[[aka]]\ntext = "M"\ntype = "alias"\n\n[relations]')
    theirs = change("[relations]", '[[aka]]\ntext = "T"\ntype = "alias"\n\n[relations]')
    merge = merged(BASE, mine, theirs)
    assert merge.clashes == ()
    assert [one["text"] for one in plain(merge.text)["aka"]] == ["MANG", "NET", "T", "M"]


def test_the_same_name_added_by_both_is_one_item_whose_fields_may_clash() -> None:
    mine = change("[relations]", '[[aka]]\ntext = "X"\ntype = "alias"\nlang = "en"\n\n[relations]')
    theirs = change("[relations]", '[[aka]]\ntext = "X"\ntype = "former"\n\n[relations]')
    merge = merged(BASE, mine, theirs)
    assert merge.clashes == (Clash("aka.x.type", MISSING, "alias", "former"),)
    assert plain(merge.text)["aka"][2] == {"text": "X", "type": "former", "lang": "en"}


def test_two_citations_of_one_source_are_two_citations() -> None:
    mine = BASE + '\n[[sources]]\nref = "s"\nat = "L3"\n'
    theirs = BASE + '\n[[sources]]\nref = "s"\nat = "L4"\n'
    merge = merged(BASE, mine, theirs)
    assert merge.clashes == ()
    assert [one["at"] for one in plain(merge.text)["sources"]] == ["L1", "L2", "L4", "L3"]


def test_an_item_that_one_removed_goes_and_one_that_the_other_changed_meanwhile_is_a_clash() -> None:
    without = change('[[aka]]\ntext = "MANG"\ntype = "acronym"\n\n', "")
    assert merged(BASE, without, change('"L1"', '"L9"')).text == change(
        '[[aka]]\ntext = "MANG"\ntype = "acronym"\n\n', "", '"L1"', '"L9"'
    )
    theirs = change('text = "MANG"\ntype = "acronym"', 'text = "MANG"\ntype = "alias"')
    (clash,) = merged(BASE, without, theirs).clashes
    assert (clash.path, clash.mine) == ("aka.mang", MISSING)
    assert resolved(merged(BASE, without, theirs), {"aka.mang": "mine"}) == without


def test_items_put_into_another_order_by_one_side_stay_so_while_the_other_edits_them() -> None:
    head, first, second = BASE.split("[[sources]]\n")
    mine = f"{head}[[sources]]\n{second}\n[[sources]]\n{first.rstrip()}\n"
    theirs = change('"L1"', '"L1"\nby = "A"')
    sources = plain(merged(BASE, mine, theirs).text)["sources"]
    assert [(one["at"], one.get("by")) for one in sources] == [("L2", None), ("L1", "A")]


@pytest.mark.parametrize("broken", [0, 1, 2])
def test_a_text_that_is_no_toml_leaves_the_choice_between_whole_texts(broken: int) -> None:
    texts = [BASE, change('"unknown"', '"active"'), change('"unknown"', '"inactive"')]
    texts[broken] = texts[broken].replace("[name]", "[name")
    merge = merged(*texts)
    assert [clash.path for clash in merge.clashes] == [WHOLE]
    assert resolved(merge, {WHOLE: "mine"}) == texts[1]
    assert resolved(merge, {WHOLE: "theirs"}) == resolved(merge, {}) == texts[2]


# -- laws ------------------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(["một", "hai", "ba", "four"])
IDS = st.lists(st.sampled_from(["b", "c", "d", "e"]), max_size=3, unique=True)
ALIASES = st.lists(
    st.fixed_dictionaries({"text": st.sampled_from(["X", "Y", "Z"]), "type": st.sampled_from(["alias", "former"])}),
    max_size=3,
    unique_by=lambda alias: alias["text"],
)
SOURCES = st.lists(st.fixed_dictionaries({"ref": st.sampled_from(["s", "t"]), "at": WORDS}), max_size=3)


@st.composite
def texts(draw: st.DrawFn) -> str:
    fields: dict[str, Any] = {"status": draw(st.sampled_from(["active", "inactive", "unknown"]))}
    fields["name"] = draw(st.dictionaries(st.sampled_from(["vi", "en", "ko"]), WORDS, min_size=1))
    for name, values in (("aka", ALIASES), ("sources", SOURCES)):
        fields[name] = draw(values) or None
    if ids := draw(IDS):
        fields["relations"] = {"member_of": ids}
    if draw(st.booleans()):
        fields["place"] = {"country": draw(st.sampled_from(["VN", "KR"])), "city": {"vi": draw(WORDS)}}
    comment = draw(st.sampled_from(["", "# ghi chú\n"]))
    return comment + toml("a", **fields)


QUICK = settings(max_examples=40, deadline=None)


@QUICK
@given(texts(), texts())
def test_merging_with_a_side_that_changed_nothing_gives_the_other(base: str, other: str) -> None:
    for merge in (merged(base, base, other), merged(base, other, base)):
        assert (merge.text, merge.clashes) == (other, ())


@QUICK
@given(texts(), texts())
def test_the_same_change_on_both_sides_is_no_clash(base: str, other: str) -> None:
    merge = merged(base, other, other + "# end\n")
    assert merge.clashes == ()
    assert same(plain(merge.text), plain(other))


def told(clashes: tuple[Clash, ...]) -> list[tuple[str, str, str, str]]:
    return sorted((one.path, repr(one.base), repr(one.mine), repr(one.theirs)) for one in clashes)


@QUICK
@given(texts(), texts(), texts())
def test_exchanged_sides_clash_in_the_same_fields(base: str, mine: str, theirs: str) -> None:
    one, other = merged(base, mine, theirs), merged(base, theirs, mine)
    assert told(one.clashes) == told(tuple(Clash(c.path, c.base, c.theirs, c.mine) for c in other.clashes))


@QUICK
@given(texts(), texts(), texts())
def test_a_field_is_never_lost_silently(base: str, mine: str, theirs: str) -> None:
    merge = merged(base, mine, theirs)
    clashing = {clash.path.split(".")[0] for clash in merge.clashes}
    three = [plain(text) for text in (base, mine, theirs)]
    result = plain(merge.text)
    for key in set().union(*three) - clashing:
        old, one, other, now = (data.get(key, MISSING) for data in (*three, result))
        if same(other, old):
            assert same(now, one)
        elif same(one, old):
            assert same(now, other)


@QUICK
@given(texts(), texts(), texts())
def test_a_field_where_mine_is_chosen_is_as_mine_has_it(base: str, mine: str, theirs: str) -> None:
    merge = merged(base, mine, theirs)
    text = resolved(merge, {clash.path: "mine" for clash in merge.clashes})
    for clash in merge.clashes:
        if clash.path in ("status", "name.vi", "name.en", "name.ko", "place.country", "place.city.vi"):
            assert same(value_at(text, clash.path), clash.mine)


@pytest.mark.parametrize("path", FILES[::12], ids=lambda path: path.stem)
def test_a_record_that_ships_merges_two_edits_of_its_names(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    field = "title" if "title" in plain(text) else "name"
    name = plain(text)[field]
    languages = list(name)
    if len(languages) < 2:
        pytest.skip("a name in one language")
    mine = changed(text, [Change(f"{field}.{languages[0]}", "Của tôi")])
    theirs = changed(text, [Change(f"{field}.{languages[1]}", "Theirs")])
    merge = merged(text, mine, theirs)
    assert merge.clashes == ()
    assert merge.text == changed(mine, [Change(f"{field}.{languages[1]}", "Theirs")])


# what translations remember

TRANSLATED = """\
schema = 2
kind = "organization"
id = "a"
type = "network"
status = "unknown"

[name]
vi = "Mạng lưới"
en = "Network"

[summary]
vi = "Nguồn."
"""
MEMORY = """
[[translations]]
field = "summary"
from = "vi"
to = "en"
digest = "{digest}"
"""


def translation(text: str, made_from: str = "") -> str:
    """The record with a translation, and, if it was made in the screen for that, what it remembers."""
    return f'{TRANSLATED}en = "{text}"\n' + (MEMORY.format(digest=digest(made_from)) if made_from else "")


@pytest.mark.parametrize(
    ("choice", "wanted"), [("mine", translation("Mine.", "Nguồn.")), ("theirs", translation("Theirs."))]
)
def test_what_a_translation_was_made_from_goes_with_the_translation_that_is_chosen(choice: str, wanted: str) -> None:
    merge = merged(TRANSLATED, translation("Mine.", "Nguồn."), translation("Theirs."))
    assert [clash.path for clash in merge.clashes] == ["summary.en"]
    assert same(plain(resolved(merge, {"summary.en": choice})), plain(wanted))


def test_two_translations_of_two_source_texts_clash_in_the_text_alone() -> None:
    merge = merged(TRANSLATED, translation("Mine.", "Nguồn."), translation("Theirs.", "Khác."))
    assert [clash.path for clash in merge.clashes] == ["summary.en"]
    text = resolved(merge, {"summary.en": "theirs"})
    assert value_at(text, "translations") == value_at(translation("Theirs.", "Khác."), "translations")


def test_what_one_side_remembers_of_a_text_that_both_have_is_kept() -> None:
    before = translation("Same.")
    merge = merged(before, translation("Same.", "Nguồn."), change('"unknown"', '"active"', text=before))
    assert merge.clashes == ()
    wanted = change('"unknown"', '"active"', text=translation("Same.", "Nguồn."))
    assert same(plain(merge.text), plain(wanted))


def test_memories_that_are_none_are_merged_as_any_list() -> None:
    broken = TRANSLATED + MEMORY.format(digest="x") * 2
    merge = merged(broken, change('"unknown"', '"active"', text=broken), broken + "# theirs\n")
    assert value_at(merge.text, "status") == "active" and "# theirs" in merge.text
