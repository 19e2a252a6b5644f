"""Facts that answer a query stand above the records: what one sees of them, and what keys do on them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from drive import NARROW, WIDE, Painted, Play, Rehearsal, drive
from small import registry, table

from govtui.i18n.translator import LANGUAGES, load
from govtui.index.api import Index
from govtui.index.cache import build
from govtui.page.render_context import RenderContext
from govtui.store.registry import Registry
from govtui.text.width import width
from govtui.tui.browse.answer_rows import AnswerRows, answer_rows, cited

BUNDLED = Path(__file__).parent.parent.parent / "records"
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "140x40"])


@cache
def index() -> Index:
    """The index of the bundled records, which no test here changes."""
    return build(Registry(BUNDLED), [*map(load, LANGUAGES)])


def app(language: str = "en") -> Rehearsal:
    return Rehearsal(Registry(BUNDLED), language, index())


async def ask(play: Play, line: str) -> None:
    await play.press("slash")
    await play.type(line)


@SIZES
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_has_label_value_subject_and_source(language: str, size: tuple[int, int]) -> None:
    words = {
        "vi": ("Nhiệm vụ", "đến năm 2030", "UNPOG", "Tạp chí Quản lý nhà nước", "dòng 3"),
        "en": ("Mandate", "until 2030", "UNPOG", "State Management Review", "line 3"),
    }

    async def scenario(play: Play) -> None:
        await ask(play, "mandate unpog")
        seen = "\n".join(play.rows()[4:6])
        assert [word for word in words[language] if word not in seen] == [], play.text()
        assert " = " in play.rows()[4]
        assert play.list.cursor == play.list.answers.first < 0, "the first answer has the cursor while somebody types"

    drive(scenario, app(language), size)


@SIZES
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_tells_answers_apart_is_not_cut(language: str, size: tuple[int, int]) -> None:
    places = {"vi": ("dòng 7]", "dòng 28]"), "en": ("line 7]", "line 28]")}

    async def scenario(play: Play) -> None:
        await ask(play, "progress accsm plan")
        assert "1 · ACCSM " in play.text("#list") and "1 · ACCSM+3 " in play.text("#list")
        await play.press("enter", "slash")
        await play.type("ogp seoul 2018 how many")
        await play.press("enter")
        assert [place for place in places[language] if place not in play.text("#list")] == []

    drive(scenario, app(language), size)


@SIZES
def test_the_cursor_goes_through_answers_to_records_and_back(size: tuple[int, int]) -> None:
    async def scenario(play: Play) -> None:
        await ask(play, "who oversees unpog")
        await play.press("enter")
        rows = play.list
        first = rows.answers.first
        assert rows.cursor == first and rows.fact is not None
        seen = [rows.cursor]
        for _ in range(-first - 1 + min(2, rows.rows.total)):
            await play.press("down")
            seen.append(rows.cursor)
        assert seen == sorted(set(seen)) and (seen[-1] >= 0 or not rows.rows.total)
        await play.press("home")
        assert rows.cursor == first
        if rows.rows.total:
            await play.press("end")
            assert rows.cursor == rows.rows.total - 1 and rows.fact is None

    drive(scenario, app(), size)


def test_enter_reads_the_record_at_the_field_and_back_leads_back() -> None:
    async def scenario(play: Play) -> None:
        await ask(play, "mandate unpog")
        await play.press("enter")
        fact = play.list.fact
        assert fact is not None
        await play.press("enter")
        assert play.browse.shown == "unpog" and play.browse.is_reading
        assert "Mandate" in play.text("#reader")
        assert play.reader.top == 0, "the name of the record is in sight above what is at the top of its page"
        await play.press("q")
        assert play.list.fact == fact, "the cursor is on the answer still"

    drive(scenario, app(), NARROW)


def test_keys_that_need_a_record_say_that_an_answer_is_none_and_others_mean_its_field() -> None:
    async def scenario(play: Play) -> None:
        tr = play.app.translator
        await ask(play, "mandate unpog")
        await play.press("enter")
        for key in ("space", "v", "d"):
            await play.press(key)
            await play.toast()
            assert tr.gettext("This line is an answer, not a record.") in play.text(), key
            await play.silence()
        assert not play.browse.listing.marks
        await play.press("y")
        assert tr.pgettext("copy", "This answer") in play.text() and "until 2030" in play.text()
        await play.press("q", "m")
        assert play.app.screen is not play.browse, "what the sources say of the field"
        await play.press("q")

    drive(scenario, app(), WIDE)


def test_another_language_keeps_the_cursor_on_the_answer_and_clearing_the_line_leads_back_to_the_record() -> None:
    async def scenario(play: Play) -> None:
        await play.press("down", "down", "down")
        chosen = play.list.key
        await ask(play, "mandate unpog")
        await play.press("f2")
        assert play.list.fact is not None and "Nhiệm vụ" in play.text()
        await play.press("escape")
        assert play.list.key == chosen and play.list.cursor >= 0 and play.list.answers == AnswerRows()

    drive(scenario, app(), NARROW)


@pytest.mark.parametrize("line", ["unpog", "Hà Nội", "2018", "kind:event", "asean"])
def test_names_and_values_alone_have_no_answer(line: str) -> None:
    async def scenario(play: Play) -> None:
        await ask(play, line)
        assert not play.list.answers.first and not play.browse.listing.answered

    drive(scenario, app(), NARROW)


def test_the_query_line_counts_answers_as_they_are_with_every_letter() -> None:
    terminal = Painted((80, 24))

    async def scenario(play: Play) -> None:
        await ask(play, "mandate unpo")
        for letter in ("g", "x", "backspace"):
            await play.press(letter)
            counted = "1 answer · " if play.list.answers.first else "found"
            assert counted in play.rows()[2] and terminal.stale(play.app) == []

    drive(scenario, app(), terminal=terminal)


def test_more_than_fifty_facts_that_fit_alike_are_counted_and_listed_by_enter(tmp_path: Path) -> None:
    moha = table("moha", name={"vi": "Bộ Nội vụ", "en": "Ministry of Home Affairs"})
    meetings = [table(f"hop-{n}", "event", relations={"organized_by": ["moha"]}) for n in range(60)]

    async def scenario(play: Play) -> None:
        await ask(play, "organized by moha")
        await play.press("enter")
        assert play.list.answers.first == -1 and "60 facts fit alike" in play.text()
        await play.press("enter")
        assert len(play.list.answers.lines) == 60 and play.list.cursor == -60

    drive(scenario, Rehearsal(registry(tmp_path, moha, *meetings), "en"), NARROW)


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_fill_a_list_of_any_width(language: str) -> None:
    context = RenderContext.of(Registry(BUNDLED), load(language), (language,), index())
    lines = (
        "accsm chủ tịch",
        "mandate unpog",
        "area 4 accsm+3",
        "khi nào hội nghị những người đứng đầu accsm 21",
        "tình trạng",
    )
    for line in lines:
        at_once = answer_rows(index().answers(line, 5), context)
        for rows in (at_once, cited(at_once, context)):
            places = [place for place in map(rows.at, range(rows.height)) if place]
            for cells in (*range(8, 60), 80, 140, 200):
                drawn = {sum(width(cell.text) for cell in rows.cells(*place, cells)) for place in places}
                assert drawn <= {cells}, line
