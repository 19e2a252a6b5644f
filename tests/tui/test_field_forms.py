"""Single fields are edited from the reader without a line of TOML: chosen, typed, judged, saved, undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from drive import WIDE, Play
from editing import TEXT, Edited, edited, on
from small import write

from govtui.i18n.translator import load
from govtui.tui.base.dialog import QuestionScreen
from govtui.tui.browse.screen import BrowseScreen
from govtui.tui.edit.conflict import ConflictScreen
from govtui.tui.edit.field_form import FieldForm
from govtui.tui.edit.field_list import FieldChooser
from govtui.tui.edit.new_item import NewItem
from govtui.user import drafts

__all__ = ["edited"]

vi = load("vi")


async def choose(play: Play, *names: str) -> None:
    """Open the fields of the record in hand, and go from field to field by name."""
    if not on(play, FieldChooser):
        await play.press("e")
    for name in names:
        await play.type(name)
        await play.press("enter")


def form(play: Play) -> FieldForm:
    screen = play.app.screen
    assert isinstance(screen, FieldForm), screen
    return screen


async def clear(play: Play) -> None:
    await play.press("end", "ctrl+u")


# -- one form for each kind of value -----------------------------------------------------------------------------------


def test_a_name_is_changed_in_one_language_and_the_difference_in_the_file_is_that_text(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await choose(play, "ten")
        assert "Bộ" in play.seen() and "tiếng Anh" in play.seen()
        await play.press("end")
        await play.type(" Nội vụ")
        await play.press("enter")
        assert on(play, FieldChooser) and "Bộ Nội vụ" in play.seen()

    edited.open(scenario)
    assert edited.text == TEXT.replace('vi = "Bộ"', 'vi = "Bộ Nội vụ"')


def test_a_date_that_was_missing_is_added_and_said_in_words_as_it_is_typed(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await choose(play, "thanh lap")
        await play.type("2006-06")
        assert "= tháng 6 năm 2006" in play.seen()
        await play.press("ctrl+s")
        assert on(play, FieldChooser)

    edited.open(scenario)
    assert set(edited.text.splitlines()) - set(TEXT.splitlines()) == {'founded = "2006-06"'}


def test_a_date_as_people_write_it_is_proposed_in_its_form_and_saved_with_enter(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await choose(play, "thanh lap")
        await play.type("5/8/2022")
        assert "Enter: ghi 2022-08-05 (ngày 5 tháng 8 năm 2022)" in play.seen() and "✗" in play.seen()
        await play.press("enter")
        assert on(play, FieldChooser)

    edited.open(scenario)
    assert 'founded = "2022-08-05"' in edited.text


def test_a_symbol_in_another_form_is_proposed_in_the_standard_one_and_saved_with_enter(edited: Edited) -> None:
    text = (
        TEXT.replace('"organization"', '"declaration"').replace('"ministry"', '"decree"').replace("active", "unknown")
    )
    edited.file.unlink()
    edited.file = write(edited.root, "declarations/bo.toml", text)

    async def scenario(play: Play) -> None:
        await choose(play, "ky hieu")
        assert "30/2020/NĐ-CP" in play.seen()
        await play.type("7/2024 /nd-cp")
        assert "Enter: ghi 07/2024/NĐ-CP (Nghị định)" in play.seen()
        await play.press("enter")
        assert on(play, FieldChooser)

    edited.open(scenario)
    assert 'symbol = "07/2024/NĐ-CP"' in edited.text


def test_a_symbol_is_saved_as_it_was_typed_where_that_is_wanted(edited: Edited) -> None:
    text = TEXT.replace('"organization"', '"declaration"').replace('"ministry"', '"law"').replace("active", "unknown")
    edited.file.unlink()
    edited.file = write(edited.root, "declarations/bo.toml", text)

    async def scenario(play: Play) -> None:
        await choose(play, "ky hieu")
        await play.type("76/2015 /QH13")
        assert "Luật / Bộ luật / Nghị quyết" in play.seen()
        await play.press("ctrl+s")

    edited.open(scenario)
    assert 'symbol = "76/2015 /QH13"' in edited.text


def test_a_date_that_is_none_is_not_saved_and_the_form_says_why(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await choose(play, "thanh lap")
        await play.type("hôm qua")
        await play.press("ctrl+s")
        assert on(play, FieldForm) and "không phải là ngày" in play.seen()

    edited.open(scenario)
    assert edited.text == TEXT


def test_a_word_of_the_vocabulary_is_chosen_from_a_list_that_typing_narrows(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await choose(play, "phan loai")
        assert "• Bộ" in play.seen()
        await play.type("hoc vien")
        assert "Học viện" in play.seen() and "• Bộ" not in play.seen()
        assert "academy" not in play.seen(), "the key is for the file; in a form stand words"
        await play.press("enter")

    edited.open(scenario)
    assert edited.text == TEXT.replace('"ministry"', '"academy"')


def test_a_country_is_found_by_its_name_in_either_language(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await choose(play, "dia diem", "quoc gia")
        await play.type("republic of korea")
        assert "Hàn Quốc" in play.seen()
        await play.press("enter")

    edited.open(scenario)
    assert 'country = "KR"' in edited.text


def test_a_record_is_put_into_a_relation_by_its_name_and_taken_out_again(edited: Edited) -> None:
    async def put_in(play: Play) -> None:
        await choose(play, "quan he", "thuoc")
        await play.type("hoi")
        await play.press("enter")
        assert "[×] Hội" in play.seen()
        await play.press("enter")

    edited.open(put_in)
    assert 'part_of = ["hoi"]' in edited.text

    async def take_out(play: Play) -> None:
        await choose(play, "quan he", "thuoc")
        await play.press("delete", "ctrl+s")

    edited.open(take_out)
    assert edited.text == TEXT


def test_a_summary_takes_a_paste_of_many_lines_and_stays_nfc(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await choose(play, "tom tat")
        await play.paste("Dòng một\nDo\u0300ng hai")
        await play.press("ctrl+s")

    edited.open(scenario)
    assert "Dòng một\nDòng hai" in edited.text


def test_a_paste_of_many_lines_into_a_field_of_one_loses_nothing(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await choose(play, "ten")
        await play.press("end")
        await play.paste(" của\n  các Bộ")
        await play.press("ctrl+s")

    edited.open(scenario)
    assert 'vi = "Bộ của các Bộ"' in edited.text


def test_a_number_may_have_its_thousands_parted(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await choose(play, "so lieu")
        await play.press("enter")
        assert on(play, NewItem)
        await play.type("dai bieu")
        await play.press("enter")
        await play.type("1.200")
        assert "= 1.200" in play.seen()
        await play.press("enter")
        assert "1.200 đại biểu" in play.seen()

    edited.open(scenario)
    assert "[[figures]]" in edited.text and "value = 1200" in edited.text


def test_a_field_is_emptied_and_goes_away_with_its_line(edited: Edited) -> None:
    edited.file.write_text(TEXT.replace("[name]", 'founded = "2006"\n\n[name]'), encoding="utf-8")

    async def scenario(play: Play) -> None:
        await choose(play, "thanh lap")
        await clear(play)
        await play.press("ctrl+s")

    edited.open(scenario)
    assert "founded" not in edited.text and edited.text.startswith(TEXT[: TEXT.index("[name]")].rstrip())


# -- items -------------------------------------------------------------------------------------------------------------


def test_an_item_is_removed_after_a_question_whose_first_answer_is_no(edited: Edited) -> None:
    person = '\n[[people]]\nname = "Chu Tuấn Tú"\nrole = "chair"\n'
    edited.file.write_text(TEXT + person, encoding="utf-8")

    async def scenario(play: Play) -> None:
        await choose(play, "people")
        assert "Chu Tuấn Tú" in play.seen()
        await play.press("delete")
        assert on(play, QuestionScreen)
        await play.press("enter")
        assert person in edited.text
        await play.press("delete", "down", "enter")
        assert "Chu Tuấn Tú" not in play.seen()

    edited.open(scenario)
    assert edited.text == TEXT


def test_a_part_of_an_item_is_changed_and_nothing_else(edited: Edited) -> None:
    person = '\n[[people]]\nname = "Chu Tuấn Tú" # người ký\nrole = "chair"\n'
    edited.file.write_text(TEXT + person, encoding="utf-8")

    async def scenario(play: Play) -> None:
        await choose(play, "people", "chu", "vai tro")
        await play.type("phat bieu")
        await play.press("enter")

    edited.open(scenario)
    assert edited.text == TEXT + person.replace('"chair"', '"speaker"')


def test_an_item_whose_name_is_changed_stays_the_one_whose_parts_are_listed(edited: Edited) -> None:
    people = "".join(f'\n[[people]]\nname = "{name}"\nrole = "chair"\n' for name in ("An", "Bình", "Chi"))
    edited.file.write_text(TEXT + people, encoding="utf-8")

    async def scenario(play: Play) -> None:
        await choose(play, "people", "binh", "ten")
        await play.press("end")
        await play.type(" Minh")
        await play.press("enter")
        assert on(play, FieldChooser) and "Bình Minh · Bộ" in play.text("#fields-title")
        await choose(play, "vai tro", "phat bieu")
        await play.press("escape")
        await play.press("delete", "down", "enter")

    edited.open(scenario)
    assert "Bình" not in edited.text and "An" in edited.text and "Chi" in edited.text


def test_a_part_of_a_new_item_is_judged_before_the_next_is_asked_for(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await choose(play, "so lieu")
        await play.press("enter")
        await play.type("dai bieu")
        await play.press("enter")
        await play.type("nhiều")
        await play.press("enter")
        assert on(play, NewItem) and "✗" in play.seen()
        await play.press("ctrl+u")
        await play.type("3")
        await play.press("enter")
        assert on(play, FieldChooser)

    edited.open(scenario)
    assert "value = 3" in edited.text


CLAIMS = {
    'field = "relations.part_of"\nvalue = "hoi"': "Hội",
    'field = "name.vi"\nvalue = "Bộ khác"': "Bộ khác",
    'field = "place"\nvalue = { vi = "Hà Nội" }': "Hà Nội",
    'field = "sdg"\nvalue = ["16", "17"]': "16",
    'field = "founded"\nvalue = "XXXX-08-05"': "XXXX-08-05",
    'field = "status"\nvalue = "inactive"': "• Đã ngừng hoạt động",
    'field = "figures.participants.value"\nvalue = 12': "12",
}
"""What another source says, as files have it, and what its form shows."""


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.split('"')[1])
def test_what_another_source_says_is_shown_as_it_is_written_and_nothing_is_to_be_saved_of_it(
    edited: Edited, claim: str
) -> None:
    edited.file.write_text(f'{TEXT}\n[[claims]]\n{claim}\nsource = "s"\n', encoding="utf-8")

    async def scenario(play: Play) -> None:
        await choose(play, "nguon khac neu")
        await play.press("enter")
        await choose(play, "dieu duoc neu")
        assert not form(play).dirty
        assert CLAIMS[claim] in play.seen() and "✗" not in play.seen()
        await play.press("escape")
        assert on(play, FieldChooser)

    edited.open(scenario)


@pytest.mark.parametrize(
    ("claim", "vietnamese", "english"),
    [
        ('field = "founded"\nvalue = "2021-10"', "tháng 10 năm 2021", "October 2021"),
        (
            'field = "members"\nvalue = ["country:VN", "country:KR"]',
            "Việt Nam; Hàn Quốc",
            "Viet Nam; Republic of Korea",
        ),
    ],
)
def test_in_the_list_of_fields_it_is_said_in_words(edited: Edited, claim: str, vietnamese: str, english: str) -> None:
    edited.file.write_text(f'{TEXT}\n[[claims]]\n{claim}\nsource = "s"\n', encoding="utf-8")

    async def scenario(play: Play) -> None:
        await choose(play, "nguon khac neu")
        assert vietnamese in play.seen()
        await play.press("f2")
        assert english in play.seen()

    edited.open(scenario)


def test_what_another_source_says_of_a_relation_stays_the_one_record_that_it_is(edited: Edited) -> None:
    text = TEXT + '\n[[claims]]\nfield = "relations.part_of"\nvalue = "hoi"  # trang ngoài\nsource = "s"\n'
    edited.file.write_text(text, encoding="utf-8")

    async def scenario(play: Play) -> None:
        await choose(play, "nguon khac neu")
        await play.press("enter")
        await choose(play, "dieu duoc neu", "bo")

    edited.open(scenario)
    assert edited.text == text.replace('"hoi"  #', '"bo"  #')


FIGURE = '\n[[figures]]\nwhat = "days"\nvalue = 3\nquote = {}\nsource = "s"\n'


@pytest.mark.parametrize(
    ("quote", "seen"),
    [('"ba ngày"', ("ba ngày",)), ('{ vi = "ba ngày", en = "three days" }', ("ba ngày", "three days"))],
    ids=["a plain text in the language of the source stays one", "with a translation in each language"],
)
def test_printed_words_are_edited_in_the_form_they_have(edited: Edited, quote: str, seen: tuple[str, ...]) -> None:
    text = TEXT + FIGURE.format(quote)
    edited.file.write_text(text, encoding="utf-8")

    async def scenario(play: Play) -> None:
        await choose(play, "so lieu", "ba ngay", "nguyen van")
        assert all(words in play.seen() for words in seen) and not form(play).dirty
        await play.press("end")
        await play.type(" liền")
        await play.press("ctrl+s")
        assert on(play, FieldChooser)

    edited.open(scenario)
    assert edited.text == text.replace('"ba ngày"', '"ba ngày liền"')


def test_a_number_is_marked_as_counted_and_a_member_gets_a_capacity(edited: Edited) -> None:
    text = TEXT + FIGURE.format('"ba ngày"') + '\n[[members]]\nwho = "country:KR"\nsource = "s"\n'
    edited.file.write_text(text, encoding="utf-8")

    async def scenario(play: Play) -> None:
        await choose(
            play, "so lieu", "ba ngay", vi.pgettext("field", "Counted from the source"), vi.pgettext("answer", "yes")
        )
        await play.press("escape", "escape")
        await choose(play, vi.pgettext("field", "Members"), "han quoc", vi.pgettext("field", "Capacity"))
        await play.type("quan sat")
        await play.press("enter")

    edited.open(scenario)
    assert set(edited.text.splitlines()) - set(text.splitlines()) == {"counted = true", 'capacity = "observer"'}


MEETING = """\
schema = 2
kind = "event"
id = "hop"
type = "conference"
status = "held"
[name]
vi = "Họp"
en = "Meeting"
[[people]]
key = "hoa"
name = "Trần Hoa"
role = "chair"
[[people]]
name = "Lê Lan"
role = "speaker"
[[remarks]]
key = "1"
person = "hoa"
text = { vi = "Khai mạc", en = "Opening" }
"""


def test_who_speaks_is_chosen_by_name_among_the_people_of_the_meeting(edited: Edited) -> None:
    file = write(edited.root, "events/hop.toml", MEETING)

    async def scenario(play: Play) -> None:
        play.browse.go_to("hop")
        await play.settle()
        await choose(play, vi.pgettext("field", "Remarks"), "khai mac")
        assert "Trần Hoa" in play.seen() and "“hoa”" not in play.seen()
        await choose(play, vi.pgettext("field", "Speaker"))
        assert "Trần Hoa" in play.seen() and "Lê Lan" in play.seen()
        await play.type("lan")
        await play.press("enter")

    edited.open(scenario)
    assert file.read_text(encoding="utf-8") == MEETING.replace('person = "hoa"', 'person = "le-lan"')


PLAN = """\
schema = 2
kind = "declaration"
id = "ke-hoach"
type = "action_plan"
status = "in_force"
[name]
vi = "Kế hoạch"
en = "Plan"
[[measures]]
key = "c1"
text = { vi = "Mở dữ liệu", en = "Open the data" }
[[measures]]
key = "c2"
text = { vi = "Lập hội đồng", en = "Set up a council" }
[[progress]]
as_of = "2024"
source = "s"
rows = [ { item = "c1", status = "limited" } ]
"""


def test_a_row_of_progress_is_about_a_measure_that_is_chosen_by_its_words(edited: Edited) -> None:
    file = write(edited.root, "declarations/ke-hoach.toml", PLAN)

    async def scenario(play: Play) -> None:
        play.browse.go_to("ke-hoach")
        await play.settle()
        await choose(play, vi.pgettext("field", "Progress"), "2024", vi.pgettext("field", "Rows"))
        await play.press("enter")
        await choose(play, vi.pgettext("field", "Measure"))
        assert "Mở dữ liệu" in play.seen() and "Lập hội đồng" in play.seen()
        await play.type("hoi dong")
        await play.press("enter")

    edited.open(scenario)
    assert file.read_text(encoding="utf-8") == PLAN.replace('item = "c1"', 'item = "c2"')


# -- around the form ---------------------------------------------------------------------------------------------------


def test_the_form_says_which_source_states_the_field_and_that_none_does(edited: Edited) -> None:
    edited.file.write_text(TEXT.replace('ref = "s"', 'ref = "s"\nat = "L3"\nfor = ["name"]'), encoding="utf-8")

    async def scenario(play: Play) -> None:
        await choose(play, "ten")
        assert "dòng 3" in play.seen()
        await play.press("escape")
        await choose(play, "tinh trang")
        assert vi.gettext("No citation covers this field.") in play.seen()

    edited.open(scenario)


def test_the_link_that_one_went_to_in_the_reader_opens_its_own_field(edited: Edited) -> None:
    edited.file.write_text(
        TEXT.replace("[[sources]]", '[relations]\npart_of = ["hoi"]\n\n[[sources]]'), encoding="utf-8"
    )

    async def scenario(play: Play) -> None:
        await play.press("enter", "down", "up", "e")
        assert form(play).path == "relations.part_of"
        await play.press("f4")
        assert on(play, FieldChooser)

    edited.open(scenario, size=WIDE)


def test_leaving_with_something_typed_asks_first_and_keeps_it_on_no(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await choose(play, "ten")
        await play.type("X")
        await play.press("escape")
        assert on(play, QuestionScreen)
        await play.press("enter")
        assert on(play, FieldForm) and "BộX" in play.seen()
        await play.press("escape", "down", "down", "enter")
        assert on(play, FieldChooser)

    edited.open(scenario)
    assert edited.text == TEXT and drafts.all(edited.root) == []


def test_what_is_typed_is_kept_as_a_draft_until_it_is_saved(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await choose(play, "ten")
        await play.type(" Nội vụ")
        await play.until(lambda: drafts.of(edited.root, "bo"), "no draft")
        (draft,) = drafts.of(edited.root, "bo")
        assert draft.text == TEXT.replace('vi = "Bộ"', 'vi = "Bộ Nội vụ"')
        await play.press("ctrl+s")
        assert drafts.of(edited.root, "bo") == []

    edited.open(scenario)


def test_undo_and_redo_lead_along_the_saves_of_a_session_and_say_what_they_did(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await choose(play, "ten")
        await play.type(" Nội vụ")
        await play.press("enter", "escape")
        await play.silence()
        await play.press("u")
        assert edited.text == TEXT
        await play.toast()
        assert "Đã hoàn tác" in play.text()
        await play.silence()
        await play.press("U")
        assert "Bộ Nội vụ" in edited.text
        await play.press("u", "u")
        await play.until(lambda: vi.gettext("There is nothing to undo.").split(".")[0] in " ".join(play.text().split()))
        assert edited.text == TEXT

    edited.open(scenario)


def test_undoing_is_refused_when_the_file_was_changed_since(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await choose(play, "ten")
        await play.type(" Nội vụ")
        await play.press("enter", "escape")
        edited.file.write_text(TEXT.replace('"Bộ"', '"Người khác"'), encoding="utf-8")
        await play.press("u")

    edited.open(scenario)
    assert "Người khác" in edited.text


def test_a_save_over_somebody_elses_opens_the_screen_for_that_and_loses_neither(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await choose(play, "ten")
        await play.type(" của tôi")
        edited.file.write_text(TEXT.replace('vi = "Bộ"', 'vi = "Bộ của họ"'), encoding="utf-8")
        await play.press("ctrl+s")
        assert on(play, ConflictScreen)
        assert "Bộ của tôi" in play.seen() and "Bộ của họ" in play.seen()

    edited.open(scenario)
    assert "Bộ của họ" in edited.text


@pytest.mark.parametrize("key", ["e", "T", "r", "d", "u", "U"])
def test_a_registry_that_is_only_read_says_so_and_opens_nothing(edited: Edited, key: str) -> None:
    async def scenario(play: Play) -> None:
        await play.silence()
        await play.press(key)
        await play.toast()
        assert "chỉ đọc" in " ".join(play.text().split())
        assert on(play, BrowseScreen)

    edited.open(scenario, read_only=True)
    assert edited.text == TEXT


def test_a_record_that_cannot_be_read_is_left_to_the_text_editor(edited: Edited, tmp_path: Path) -> None:
    write(edited.root, "organizations/bo.toml", "schema = 2\nkind = ")

    async def scenario(play: Play) -> None:
        await play.press("e")
        assert "không đọc được" in play.seen()

    edited.open(scenario)


def test_f2_changes_the_words_of_a_form_and_keeps_what_was_typed(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await choose(play, "ten")
        await play.type(" Nội vụ")
        await play.press("f2")
        assert "Name" in play.seen() and "Bộ Nội vụ" in play.seen() and "Vietnamese" in play.seen()
        await play.press("f2", "ctrl+s")

    edited.open(scenario)
    assert "Bộ Nội vụ" in edited.text


@pytest.mark.parametrize("key", ["e", "E", "r", "d"])
def test_with_an_empty_list_nothing_is_edited_that_is_not_in_sight(edited: Edited, key: str) -> None:
    async def scenario(play: Play) -> None:
        await play.press("slash")
        await play.type("zzzz")
        await play.press("enter", key)
        assert on(play, BrowseScreen)
        await play.until(lambda: "Chưa chọn bản ghi nào." in " ".join(play.text().split()))

    edited.open(scenario)
