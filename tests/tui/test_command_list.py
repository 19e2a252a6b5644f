"""The one list of commands and keys: what works here first, found by what people call it, and Enter does it."""

from __future__ import annotations

import pytest
from drive import BESIDE, NARROW, Play, Rehearsal, drive
from samples import SAMPLE
from textual.binding import Binding
from textual.widgets import Input

from govtui.i18n.translator import LANGUAGES, load
from govtui.store.registry import Registry
from govtui.text.fold import fold
from govtui.tui.base.cursor_list import NAVIGATION
from govtui.tui.base.key_names import shown
from govtui.tui.browse.record_list import RecordList
from govtui.tui.command_list import QUERIES, CommandList, CommandsScreen
from govtui.tui.command_search import SYNONYMS, found
from govtui.tui.commands import COMMANDS
from govtui.tui.key_help import Line, grouped


def app(language: str = "vi") -> Rehearsal:
    return Rehearsal(Registry(SAMPLE), language)


def commands(play: Play) -> CommandList:
    return play.app.screen.query_one(CommandList)


def said(play: Play) -> list[str]:
    """What the list says, whole, line by line."""
    return [line.strip() for line in commands(play).lines_said()]


def ids(query: str, language: str = "vi") -> list[str]:
    """The commands that are found, by their ids, best first."""
    tr = load(language)
    lines = [line for context in grouped(tr) for line in context.lines]
    asked = found(query, lines, tr, [tr, *map(load, LANGUAGES)])
    return [line.id.removeprefix("command.") for line in asked]


# -- finding -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_is_found_by_its_name_in_either_language_without_accents(language: str) -> None:
    for command in COMMANDS:
        for named in LANGUAGES if command.id != "pane-back" else ():
            title = load(named).gettext(command.title)
            for query in (title, fold(title), title.upper(), fold(title).split()[-1]):
                assert command.id in ids(query, language), query
            assert load(named).gettext(command.title) in (title, load(named).gettext(by_id(ids(title, language)[0])))


def by_id(id: str) -> str:
    return next(command.title for command in COMMANDS if command.id == id)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("edit date", "fields"),
        ("sửa ngày", "fields"),
        ("tieng anh", "language"),
        ("xuat", "copy"),
        ("export", "copy"),
        ("BOOKMARK", "views"),
        ("đổi tên", "rename"),
        ("phim tat", "palette"),
        ("ctrl+q", "quit"),
        ("dong bo", "share"),
        ("push", "share"),
        ("gửi", "share"),
        ("de xuat", "share"),
        ("commit", "commit"),
        ("ghi vao git", "commit"),
        ("/", "search"),
        ("F2", "language"),
    ],
)
def test_it_is_found_by_synonyms_and_keys_in_any_language(query: str, first: str) -> None:
    for language in LANGUAGES:
        assert ids(query, language)[0] == first, ids(query, language)


def test_what_is_called_so_comes_before_synonyms_and_those_before_what_only_says_so() -> None:
    tr = load("en")
    title, other = "Sort", "Reverse order"
    named = Line("command.a", "", title, "", None)
    key = Line("b", "f9", "x", "", None)
    helps = Line("c", "", "y", "It can sort and use F9.", None)
    synonyms = next(line for context in grouped(tr) for line in context.lines if line.title == other)
    lines = [helps, key, synonyms, named]
    assert [line.id for line in found("sort", lines, tr, [tr])] == ["command.a", "c", synonyms.id]
    assert [line.id for line in found("f9", lines, tr, [tr])] == ["b", "c"]
    assert [line.id for line in found("descending", lines, tr, [tr])] == [synonyms.id]
    assert [line.id for line in found("can use", lines, tr, [tr])] == ["c"]


def test_nonsense_finds_nothing_and_words_may_be_begun_only_at_their_beginning() -> None:
    assert ids("zzz") == [] and ids("oat") == []
    assert ids("tho") and ids("thoa") and "quit" in ids("thoát")


def test_the_synonyms_are_of_commands_and_both_languages_have_their_own() -> None:
    assert SYNONYMS.keys() <= {command.id for command in COMMANDS}
    vietnamese = {load("vi").pgettext("synonyms", words) for words in SYNONYMS.values()}
    assert len(vietnamese) == len(SYNONYMS) and not vietnamese & set(SYNONYMS.values())
    for words in (*SYNONYMS.values(), *vietnamese):
        assert all(part.strip() for part in words.split(",")), words


# -- what it shows -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_names_every_command_with_its_keys_and_help_and_first_the_keys_of_the_pane(language: str) -> None:
    tr = load(language)

    async def read(play: Play) -> None:
        await play.press("question_mark")
        lines = said(play)
        assert lines[0].startswith(tr.gettext("In the list")) and lines[1].startswith("Enter ")
        for command in COMMANDS:
            if command.id == "pane-back":
                continue
            keys = shown(command.keys, tr)
            beginning = f"{keys} {tr.gettext(command.title)}".strip()
            assert any(" ".join(line.split()).startswith(beginning) for line in lines), beginning
        for binding in (*NAVIGATION, *RecordList.BINDINGS):
            if isinstance(binding, Binding):
                assert any(line.endswith(tr.gettext(binding.description)) for line in lines), binding

    drive(read, app(language), (200, 60))


def test_the_help_of_the_command_under_the_cursor_stands_whole_below_and_why_it_is_off() -> None:
    tr = load("vi")
    long = max(COMMANDS, key=lambda command: len(tr.gettext(command.help)))

    async def read(play: Play) -> None:
        await play.press("colon", *fold(tr.gettext(long.title)))
        assert tr.gettext(long.help) in " ".join(play.text("#told").split())
        play.app.library.read_only = True
        await play.press("escape", "colon", *"doi ma")
        why = play.app.edit_session.refusal()
        assert why and why in " ".join(play.text("#told").split()) and why[:20] in said(play)[0]
        await play.press("enter")
        await play.toast()
        assert why[:30] in play.text() and len(play.app.screen_stack) == 1

    drive(read, app(), BESIDE)


def test_it_tells_of_the_keys_of_what_has_the_focus_on_any_screen() -> None:
    async def look(play: Play) -> None:
        await play.press("question_mark")
        assert any(line.startswith("Trong danh sách") for line in said(play))
        assert not any(line.startswith("Trong khung đọc") for line in said(play))
        await play.press("escape", "tab", "f1")
        assert any(line.startswith("Trong khung đọc") for line in said(play))
        assert not any(line.startswith("Trong danh sách") for line in said(play))
        await play.press("f1", "F", "f1")
        assert isinstance(play.app.screen, CommandsScreen) and len(play.app.screen_stack) == 3
        assert any("Đóng" in line for line in said(play))
        await play.press("f1", "escape")
        assert len(play.app.screen_stack) == 1

    drive(look, app())


def test_the_sections_on_searching_mouse_and_signs_stand_at_the_end_and_can_be_reached_by_keys() -> None:
    tr = load("vi")

    async def read(play: Play) -> None:
        await play.press("question_mark", "end")
        assert commands(play).cursor == commands(play).total - 1
        assert tr.gettext("The text exists in this language only.") in play.text()
        lines = said(play)
        headings = [tr.pgettext("keys", "The program"), *map(tr.gettext, ("Search syntax", "Mouse", "Signs"))]
        places = [next(n for n, line in enumerate(lines) if line.startswith(f"{words} ─")) for words in headings]
        assert places == sorted(places)
        assert any(line.startswith("loại: diễn đàn") for line in lines)
        await play.press("enter")
        assert isinstance(play.app.screen, CommandsScreen), "a text does nothing"

    drive(read, app())


def test_it_is_laid_out_once_when_it_is_opened_and_once_a_width(monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[int] = []
    lay_out = CommandList._lay_out

    def counted(self: CommandList) -> None:
        lay_out(self)
        times.append(self.cells)

    monkeypatch.setattr(CommandList, "_lay_out", counted)

    async def open_it(play: Play) -> None:
        for key in ("question_mark", "colon"):
            times.clear()
            await play.press(key)
            assert len(times) == 1
            await play.press("escape")
        await play.press("question_mark")
        times.clear()
        await play.resize(*BESIDE)
        assert len(times) == 1
        await play.resize(30, 9)
        await play.resize(*NARROW)
        assert commands(play).chosen

    drive(open_it, app())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_example_of_a_query_is_understood_as_it_says(language: str) -> None:
    index, tr = app(language).index, load(language)
    assert index
    words, field, date, either, without, phrase = (
        index.query(tr.pgettext("query example", example)) for example, _ in QUERIES
    )
    assert not any(one.mistakes for one in (words, field, date, either, without, phrase))
    assert words.words and words.words[-1].unfinished
    assert list(field.filters) == ["type"] and list(date.filters) == ["date"]
    assert either.groups and without.excluded and phrase.phrases


# -- what it does ------------------------------------------------------------------------------------------------------


def test_question_mark_opens_it_on_the_list_and_colon_in_the_field() -> None:
    async def open_it(play: Play) -> None:
        for key, typing in (("question_mark", False), ("f1", False), ("colon", True), ("ctrl+p", True)):
            await play.press(key)
            assert isinstance(play.app.screen, CommandsScreen)
            assert isinstance(play.app.screen.focused, Input) is typing
            await play.press("q")
            assert isinstance(play.app.screen, CommandsScreen) is typing, "q is typed there"
            if typing:
                await play.press("escape")
            assert len(play.app.screen_stack) == 1

    drive(open_it, app())


def test_esc_leaves_a_search_that_was_begun_on_the_list_first() -> None:
    async def search(play: Play) -> None:
        await play.press("question_mark", "slash", *"sap xep")
        assert len(said(play)) == 2
        await play.press("f2")
        assert "Sort" in said(play)[0]
        await play.press("escape")
        assert len(said(play)) > 50 and commands(play).has_focus
        await play.press("slash", *"zzzz")
        assert "No such key" in play.text()
        await play.press("escape", "escape")
        assert len(play.app.screen_stack) == 1

    drive(search, app())


@pytest.mark.parametrize("query", ["sap xep", "SORT", "order by date"])
def test_enter_runs_the_command_that_was_found(query: str) -> None:
    async def choose(play: Play) -> None:
        await play.press("ctrl+p")
        await play.type(query)
        await play.press("enter")
        assert play.browse.order == "date" and len(play.app.screen_stack) == 1

    drive(choose, app())


def test_enter_on_a_key_that_is_no_command_does_what_the_key_does() -> None:
    async def choose(play: Play) -> None:
        assert play.list.cursor == 0
        await play.press("colon", *"xuong mot trang", "enter")
        assert len(play.app.screen_stack) == 1 and play.list.cursor > 1
        await play.press("question_mark", "enter")  # the first: Enter, which reads
        assert len(play.app.screen_stack) == 1 and play.reader.has_focus
        await play.press("F", "f1", "slash", *"dong", "enter")
        await play.until(lambda: len(play.app.screen_stack) == 1)

    drive(choose, app(), BESIDE)


def test_the_arrows_choose_and_esc_runs_nothing() -> None:
    async def choose(play: Play) -> None:
        await play.press("colon", *"sap xep")
        assert play.state()["command"] == ["command.sort"]
        await play.press("escape", "colon", *"s")
        first = play.state()["command"]
        await play.press("down", "down", "up")
        assert play.state()["command"] != first
        await play.press("up")
        assert play.state()["command"] == first
        await play.press("escape")
        assert play.browse.order == "name" and play.app.language == "vi"

    drive(choose, app())


def test_the_line_under_the_cursor_and_what_was_typed_stay_when_the_language_changes() -> None:
    async def switch(play: Play) -> None:
        await play.press("question_mark", *["down"] * 20)
        before = play.state()["command"]
        await play.press("f2")
        assert play.state()["command"] == before
        await play.press("escape", "colon", *"xuat", "down", "f2")
        assert play.state()["commands-query field"][0] == "xuat"

    drive(switch, app(), BESIDE)


@pytest.mark.parametrize("size", [NARROW, BESIDE])
def test_cursor_and_scroll_are_the_same_after_changing_the_language_twice(size: tuple[int, int]) -> None:
    """Also on the later rows of a text that is wrapped, and at the end, where the list is shorter in the other language."""
    moved: list[tuple[str, str]] = []

    async def go_down_and_switch(play: Play) -> None:
        await play.press("question_mark", "end")
        commands = play.app.screen.query_one(CommandList)
        for _ in range(20):
            before = play.text()
            await play.press("f2", "f2")
            if play.text() != before:
                moved.append((before, play.text()))
            await play.press("up")
        assert commands.top < commands.max_scroll_y, "it was scrolled"

    drive(go_down_and_switch, app(), size)
    assert moved == []
