"""Comments in a three-way merge: kept with the field that they stand at, or a clash that is shown; never lost unsaid."""

from __future__ import annotations

from typing import Any

import pytest
from merge_cases import BASE, change

from govtui.edit.merge import WHOLE, Clash, Own, merged, resolved
from govtui.edit.plain_data import MISSING, plain, same
from govtui.store.field_edits import CannotEditInPlace, value_at
from govtui.store.toml_units import comments

STATUS, URL = 'status = "unknown"', 'url = "https://a.example"'


def test_a_field_changed_with_a_comment_behind_it_while_the_next_line_changes_outside() -> None:
    mine = (STATUS, 'status = "active"  # as they told us')
    theirs = (URL, 'url = "https://b.example"')
    merge = merged(BASE, change(*mine), change(*theirs))
    assert (merge.text, merge.clashes) == (change(*mine, *theirs), ())


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ((STATUS, f"{STATUS}  # asked"), (STATUS, 'status = "active"')),
        ((STATUS, f"# asked\n{STATUS}"), (STATUS, 'status = "active"')),
        (("   # kept", ""), ('type = "network"', 'type = "alliance"')),
        (("# who they are\n", ""), ('vi = "Mạng lưới"', 'vi = "Lưới"')),
        (("# since 2001", "# since 2002"), ('"c",', '"c",\n    "d",')),
        (("    # once more:\n", ""), ('    "b",  # since 2001\n', "")),
        (("[relations]", "# below\n\n[relations]"), ('note = "in English"\n', "")),
    ],
    ids=lambda pair: pair[1].strip()[:20],
)
def test_an_edit_of_nothing_but_a_comment_is_an_edit(mine: tuple[str, str], theirs: tuple[str, str]) -> None:
    for one, other in ((mine, theirs), (theirs, mine)):
        merge = merged(BASE, change(*one), change(*other))
        assert merge.clashes == ()
        due = comments(change(*mine))
        if theirs[1] == "":
            due = [comment for comment in due if comment in comments(change(*theirs)) or comment not in comments(BASE)]
        assert sorted(comments(merge.text)) == sorted(due)
        assert same(plain(merge.text), plain(change(*theirs)))


def test_comments_that_both_put_over_a_field_are_both_kept_theirs_first() -> None:
    merge = merged(BASE, change(STATUS, f"# mine\n{STATUS}"), change(STATUS, f"# theirs\n{STATUS}"))
    assert (merge.text, merge.clashes) == (change(STATUS, f"# theirs\n# mine\n{STATUS}"), ())


def test_the_same_comment_of_both_is_there_once() -> None:
    mine = change(STATUS, f"# asked\n{STATUS}", '"Network"', '"The Network"')
    theirs = change(STATUS, f"# asked\n# twice\n{STATUS}", '"https://a.example"', '"https://b.example"')
    merge = merged(BASE, mine, theirs)
    assert merge.clashes == ()
    assert comments(merge.text).count("# asked") == 1


BEHIND = Clash("status#", MISSING, "# mine", "# theirs")


@pytest.mark.parametrize(
    ("choices", "behind"),
    [
        ({}, "  # theirs"),
        ({"status#": "theirs"}, "  # theirs"),
        ({"status#": "mine"}, " # mine"),
        ({"status#": Own("# both of us")}, "  # both of us"),
        ({"status#": "without a hash"}, "  # without a hash"),
        ({"status#": Own("")}, ""),
        ({"status#": MISSING}, ""),
    ],
)
def test_two_comments_behind_one_field_are_a_clash_that_is_resolved_as_any(choices: Any, behind: str) -> None:
    mine = change(STATUS, 'status = "active" # mine')
    merge = merged(BASE, mine, change(STATUS, f"{STATUS}  # theirs"))
    assert merge.clashes == (BEHIND,)
    assert resolved(merge, choices) == change(STATUS, f'status = "active"{behind}')


def test_a_comment_over_a_field_is_written_anew_in_its_place() -> None:
    mine, theirs = change("# who they are", "# mine"), change("# who they are", "# theirs")
    merge = merged(BASE, mine, theirs)
    assert merge.clashes == (Clash("name#", "# who they are", "# mine", "# theirs"),)
    assert resolved(merge, {"name#": Own("one\n# two")}) == change("# who they are", "# one\n# two")


def test_a_field_that_one_removed_and_the_other_commented_is_a_clash_of_the_comment() -> None:
    mine, theirs = change(f"{STATUS}\n", ""), change(STATUS, f"{STATUS}  # asked")
    merge = merged(BASE, mine, theirs)
    assert merge.clashes == (Clash("status#", MISSING, MISSING, "# asked"),)
    assert value_at(merge.text, "status") is MISSING
    assert resolved(merge, {"status#": "theirs"}) == change(STATUS, "# asked")
    assert resolved(merge, {"status#": "mine"}) == mine
    back = merged(BASE, theirs, mine)
    assert back.clashes == (Clash("status#", MISSING, "# asked", MISSING),)
    assert back.text == mine
    assert resolved(back, {"status#": "mine"}) == change(STATUS, "# asked")


def test_an_item_that_one_removed_and_the_other_commented_is_one_clash() -> None:
    item = '[[aka]]\ntext = "NET"\ntype = "acronym"\nnote = "in English"\n\n'
    theirs = change('text = "NET"', '# really?\ntext = "NET"  # yes')
    merge = merged(BASE, change(item, ""), theirs)
    assert merge.clashes == (Clash("aka.net#", MISSING, MISSING, "# really?\n# yes"),)
    assert resolved(merge, {"aka.net#": "mine"}) == change(item, "")


def test_an_item_that_one_removed_goes_with_the_comments_that_it_had() -> None:
    without = change('    "b",  # since 2001\n', "")
    merge = merged(BASE, without, change(STATUS, 'status = "active"'))
    assert (merge.text, merge.clashes) == (change(STATUS, 'status = "active"', text=without), ())


def test_comments_of_the_items_of_a_list_are_merged_item_by_item() -> None:
    mine = change("# since 2001", "# since 2002", '    "c",\n', '    "c",  # mine\n    "d",  # new\n')
    theirs = change("# once more:", "# once again:", '    "c",\n', '    "c",\n    "e",  # theirs\n')
    merge = merged(BASE, mine, theirs)
    assert merge.clashes == ()
    assert value_at(merge.text, "relations.member_of") == ["b", "c", "e", "d"]
    for line in ('"b",  # since 2002', "# once again:", '"c",  # mine', '"d",  # new', '"e",  # theirs'):
        assert f"    {line}\n" in merge.text


def test_two_comments_beside_one_item_of_a_list_are_a_clash_there() -> None:
    merge = merged(BASE, change("# since 2001", "# mine"), change("# since 2001", "# theirs"))
    assert merge.clashes == (Clash("relations.member_of.b#", "# since 2001", "# mine", "# theirs"),)
    assert resolved(merge, {"relations.member_of.b#": "mine"}) == change("# since 2001", "# mine")


def test_a_list_that_one_wrote_on_one_line_keeps_the_comment_that_the_other_changed_or_shows_it() -> None:
    value = BASE[BASE.index("[\n    ") : BASE.index("]\n\n[[sources]]") + 1]
    mine, theirs = change(value, '["b", "c", "d"]'), change("# since 2001", "# since 2002")
    for one, other in ((mine, theirs), (theirs, mine)):
        merge = merged(BASE, one, other)
        assert value_at(merge.text, "relations.member_of") == ["b", "c", "d"]
        seen = comments(merge.text) + [str(value) for clash in merge.clashes for value in clash]
        assert any("# since 2002" in text for text in seen)


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_line_ends_and_the_byte_order_mark_are_settings_of_the_whole_text(end: str, mark: str) -> None:
    def form(text: str) -> str:
        return mark + text.replace("\n", end)

    mine, theirs = (STATUS, f"{STATUS}  # asked"), (URL, 'url = "https://b.example"')
    wanted = form(change(*mine, *theirs))
    assert merged(form(BASE), form(change(*mine)), form(change(*theirs))).text == wanted
    assert merged(BASE, form(change(*mine)), change(*theirs)).text == wanted
    assert merged(BASE, change(*mine), form(change(*theirs))).text == wanted
    assert merged(BASE, form(change(*mine)), form(change(*theirs))).clashes == ()


def test_a_text_with_mixed_line_ends_keeps_the_end_of_each_line() -> None:
    mixed = BASE.replace(f"{STATUS}\n", f"{STATUS}\r\n")
    mine = mixed.replace("# who they are", "# who")
    theirs = mixed.replace("https://a", "https://b")
    merge = merged(mixed, mine, theirs)
    assert (merge.text, merge.clashes) == (mine.replace("https://a", "https://b"), ())


def test_items_in_another_order_take_their_comments_along_while_the_other_comments_them() -> None:
    first, second = (
        '[[aka]]\ntext = "MANG"\ntype = "acronym"\n',
        '[[aka]]\ntext = "NET"\ntype = "acronym"\nnote = "in English"\n',
    )
    mine = change(f"{first}\n{second}", f"{second}\n{first}")
    theirs = change('text = "MANG"', 'text = "MANG"  # old', f"[[aka]]\n{second[8:]}", f"# new\n{second}")
    for one, other in ((mine, theirs), (theirs, mine)):
        merge = merged(BASE, one, other)
        assert merge.clashes == ()
        assert [item["text"] for item in plain(merge.text)["aka"]] == ["NET", "MANG"]
        assert 'text = "MANG"  # old\n' in merge.text and '# new\n[[aka]]\ntext = "NET"' in merge.text


def test_a_line_of_a_text_that_begins_with_a_hash_is_no_comment() -> None:
    mine, theirs = change("# no comment\nwords", "# no comment\nother words"), change("# no comment\n", "")
    merge = merged(BASE, mine, theirs)
    assert [clash.path for clash in merge.clashes] == ["sources.2.quote"]
    merge = merged(BASE, change("# no comment\n", ""), change(STATUS, 'status = "active"'))
    assert (merge.text, merge.clashes) == (change("# no comment\n", "", STATUS, 'status = "active"'), ())


def test_comments_at_the_end_of_the_text_are_kept_or_clash_there() -> None:
    merge = merged(BASE, BASE + "# mine\n", BASE + "# theirs\n")
    assert (merge.text, merge.clashes) == (BASE + "# theirs\n# mine\n", ())
    merge = merged(BASE + "# old\n", BASE + "# mine\n", BASE + "# theirs\n")
    assert merge.clashes == (Clash("#", "# old", "# mine", "# theirs"),)
    assert resolved(merge, {"#": "mine"}) == BASE + "# mine\n"


def test_a_last_line_without_an_end_gets_one_when_something_follows_it() -> None:
    merge = merged(BASE[:-1], BASE[:-1] + "\n# mine", change(STATUS, f"{STATUS}  # theirs")[:-1])
    assert merge.clashes == ()
    assert merge.text == change(STATUS, f"{STATUS}  # theirs") + "# mine"


def test_a_field_taken_out_by_a_value_of_ones_own_takes_its_comments_along() -> None:
    mine, theirs = change('type = "network"', 'type = "a"'), change('type = "network"', 'type = "b"')
    merge = merged(BASE, mine, theirs)
    assert resolved(merge, {"type": MISSING}) == change('type = "network"   # kept\n', "")


def test_comments_of_a_text_that_is_no_toml_are_in_the_clash_of_the_whole_text() -> None:
    merge = merged(BASE, change("[name]", "[name # mine"), change(STATUS, f"{STATUS} # theirs"))
    assert [clash.path for clash in merge.clashes] == [WHOLE]
    with pytest.raises(CannotEditInPlace):
        resolved(merge, {"status": "mine"})


def test_two_orders_of_a_list_are_a_clash_of_the_order_and_what_both_added_is_kept() -> None:
    items = {name: f'[[aka]]\ntext = "{name}"\ntype = "alias"\n\n' for name in ("A", "B", "C")}
    new = {
        name: f'# {name}\n[[aka]]\ntext = "{name}"\ntype = "acronym"\nlang = "vi"\n\n' for name in ("MINE", "THEIRS")
    }
    head, tail = 'kind = "organization"\n\n', "[x]\na = 1\n"

    def text(order: str, added: str = "") -> str:
        return head + "".join(items[name] for name in order) + new.get(added, "") + tail

    merge = merged(text("ABC"), text("BAC", "MINE"), text("ACB", "THEIRS"))
    assert [clash.path for clash in merge.clashes] == ["aka"]
    for choice, order in (("theirs", "ACB"), ("mine", "BAC")):
        made = resolved(merge, {"aka": choice})
        texts = [item["text"] for item in plain(made)["aka"]]
        assert [one for one in texts if one in order] == list(order)
        assert sorted(texts) == ["A", "B", "C", "MINE", "THEIRS"]
        assert sorted(comments(made)) == ["# MINE", "# THEIRS"]


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_comments_in_a_list_with_several_items_a_line_are_one_clash(side: str) -> None:
    base = "n = [\n  1, 2,  # a\n]\n"
    mine, theirs = base.replace("# a", "# m"), base.replace("2,  # a", "2, 3,  # t")
    merge = merged(base, mine, theirs)
    assert merge.clashes == (Clash("n#", "# a", "# m", "# t"),)
    made = resolved(merge, {"n#": side})
    assert plain(made) == {"n": [1, 2, 3]}
    assert comments(made) == [f"# {side[0]}"]


def test_a_comment_that_is_chosen_stays_though_the_item_that_it_stood_at_is_gone() -> None:
    base = "n = [\n  { a = 1 }, { a = 2 },  # a\n  # end\n]\n"
    mine, theirs = base.replace("  # end\n", "  # mine\n"), "n = [\n  # theirs\n]\n"
    merge = merged(base, mine, theirs)
    assert {clash.path for clash in merge.clashes} == {"n#"}
    assert plain(merge.text) == {"n": []}
    assert comments(resolved(merge, {"n#": "mine"})) == ["# a", "# mine"]
