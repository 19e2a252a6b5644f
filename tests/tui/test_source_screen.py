"""The source beside the facts: what moves with what, the way to it and back, and lines that are left out on purpose."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from drive import NARROW, WIDE, Play, Rehearsal, drive
from samples import SAMPLE, rewrite
from small import registry, table, write

from govtui.page.layout import lay_out
from govtui.page.page import Page, Paragraph, Role, Section, Span
from govtui.store.registry import Registry
from govtui.tui.base.page_view import links_of
from govtui.tui.browse.screen import BrowseScreen
from govtui.tui.edit.leave_out import LeaveOutForm
from govtui.tui.library import Library
from govtui.tui.views.source_panes import FactList, LineFacts, TextLines
from govtui.tui.views.source_text import SourceTextScreen

ONE = """Bản tin
Hội nghị lần thứ 5 tại Hà Nội.
Ngày 05/8/2022, hơn 600 đại biểu đã dự.
Ảnh: hội trường
"""
TWO = """Trang khác
Có 700 người.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two records that cite two texts, and a text that is not there."""
    figures = [
        {"what": "participants", "value": 600, "source": "one", "at": "L3"},
        {"what": "sessions", "value": 9, "source": "one", "at": "L3"},
        {"what": "countries", "value": 700, "source": "two", "at": "L2"},
        {"what": "speakers", "value": 3, "source": "none", "at": "L2"},
    ]
    top = tmp_path / "registry"
    registry(
        top,
        table("one", "source"),
        table("two", "source", sha256="0" * 64),
        table("none", "source"),
        table(
            "hoi", "event", sources=[{"ref": "one", "at": "L3", "for": ["date"]}], date="2022-08-05", figures=figures
        ),
        table("khac", "event", sources=[{"ref": "one", "at": "L2-L3", "for": ["status"]}]),
        manifest='schema = 2\ntexts = "../texts"\n',
    )
    write(tmp_path, "texts/one.txt", ONE)
    write(tmp_path, "texts/two.txt", TWO)
    return top


def app(root: Path, language: str = "en", *, read_only: bool = False) -> Rehearsal:
    return Rehearsal(Registry(root, read_only=read_only), language)


async def beside(play: Play, key: str) -> SourceTextScreen:
    """Open the screen over a record, when it is known who cites the text."""
    play.browse.go_to(key)
    await play.settle()
    await play.press("x")
    screen = play.app.screen
    assert isinstance(screen, SourceTextScreen)
    return screen


async def cited(play: Play) -> None:
    lines = play.app.screen.query_one(TextLines)
    await play.until(lambda: lines.text is not None and lines.text.whole, "nobody found out who cites the text")


def test_the_text_follows_the_fact_to_its_lines_and_to_its_source(root: Path) -> None:
    async def follow(play: Play) -> None:
        screen = await beside(play, "hoi")
        facts, lines = screen.query_one(FactList), screen.query_one(TextLines)
        assert facts.has_focus and lines.text is not None
        seen = {}
        while True:
            seen[facts.row.path if facts.row else ""] = (lines.text.id if lines.text else "", lines.line)
            before = facts.cursor
            await play.press("down")
            if facts.cursor == before:
                break
        assert seen == {
            "date": ("one", 3),
            "figures.participants.value": ("one", 3),
            "figures.sessions.value": ("one", 3),
            "figures.countries.value": ("two", 2),
            "figures.speakers.value": ("", 0),
        }
        assert "none.txt" in play.text()

    drive(follow, app(root), WIDE)


def test_what_is_not_in_the_cited_line_is_said_with_its_sign(root: Path) -> None:
    async def look(play: Play) -> None:
        await beside(play, "hoi")
        await cited(play)
        assert "! " in play.text() and "“9” not in the text" in play.text()
        assert "one · 4 lines · 2 not recorded" in play.text()

    drive(look, app(root), WIDE)


def test_a_text_that_is_another_than_was_recorded_is_told_over_it(root: Path) -> None:
    async def look(play: Play) -> None:
        await beside(play, "two")
        assert "sha256" in play.text()
        await play.press("escape")
        await beside(play, "one")
        assert "sha256" not in play.text()

    drive(look, app(root), WIDE)


def test_the_facts_of_a_line_are_those_of_all_records_and_lead_to_them(root: Path) -> None:
    async def go(play: Play) -> None:
        await beside(play, "hoi")
        await cited(play)
        await play.press("enter")
        of_line = play.app.screen.query_one(LineFacts)
        assert {(use.record, use.path) for use in of_line.uses} == {
            ("hoi", "date"),
            ("hoi", "figures.participants"),
            ("hoi", "figures.sessions"),
            ("khac", "status"),
        }
        await play.press("up")
        assert [use.record for use in of_line.uses] == ["khac"]
        await play.press("enter", "enter")
        assert isinstance(play.app.screen, BrowseScreen) and play.browse.shown == "khac"
        await play.press("left_square_bracket")
        assert play.browse.shown == "hoi"

    drive(go, app(root), WIDE)


def test_tab_goes_round_the_panes_and_in_a_narrow_window_shows_one_of_two(root: Path) -> None:
    async def tab(play: Play) -> None:
        screen = await beside(play, "hoi")
        await cited(play)
        facts, lines, of_line = screen.query_one(FactList), screen.query_one(TextLines), screen.query_one(LineFacts)
        for pane in (lines, of_line, facts):
            await play.press("tab")
            assert pane.has_focus
            assert (facts.region.width > 0) is (pane is facts) and (lines.region.width > 0) is (pane is not facts)
        await play.press("shift+tab", "escape")
        assert lines.has_focus and play.app.screen is screen
        await play.press("escape")
        assert isinstance(play.app.screen, BrowseScreen) and play.browse.shown == "hoi" and play.reader.has_focus

    drive(tab, app(root), NARROW)


def test_over_a_source_stands_its_text_alone(root: Path) -> None:
    async def alone(play: Play) -> None:
        screen = await beside(play, "one")
        await cited(play)
        lines = screen.query_one(TextLines)
        assert lines.has_focus and lines.text is not None and lines.text.id == "one"
        assert not screen.query_one(FactList).region.width
        await play.press("n")
        assert lines.line == 4
        await play.press("N")
        assert lines.line == 1

    drive(alone, app(root), WIDE)


def test_enter_on_a_number_goes_to_the_fact_and_without_a_text_to_the_foot_and_then_the_source(root: Path) -> None:
    async def follow(play: Play) -> None:
        play.browse.go_to("hoi")
        await play.settle()
        play.reader.show_field("figures.countries")
        await play.press("enter")
        screen = play.app.screen
        assert isinstance(screen, SourceTextScreen)
        facts, lines = screen.query_one(FactList), screen.query_one(TextLines)
        assert facts.row is not None and facts.row.path == "figures.countries.value"
        assert lines.text is not None and lines.text.id == "two" and lines.line == 2
        await play.press("escape")
        play.reader.show_field("figures.speakers")
        number = play.reader.link
        await play.press("enter")
        assert isinstance(play.app.screen, BrowseScreen) and play.browse.shown == "hoi"
        assert play.reader.field_in_hand == ("sources.none", True)
        await play.press("enter")
        assert play.browse.shown == "none"
        await play.press("[", "[")
        assert play.browse.shown == "hoi" and play.reader.link == number

    drive(follow, app(root), WIDE)


def test_the_name_of_a_source_among_the_citations_still_opens_its_record(root: Path) -> None:
    async def follow(play: Play) -> None:
        play.browse.go_to("hoi")
        await play.settle()
        play.reader.show_field("sources.one")
        await play.press("enter")
        assert isinstance(play.app.screen, BrowseScreen) and play.browse.shown == "one"

    drive(follow, app(root), WIDE)


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_without_a_folder_the_screen_says_how_to_name_one(root: Path, size: tuple[int, int]) -> None:
    write(root, "registry.toml", "schema = 2\n")

    async def look(play: Play) -> None:
        await beside(play, "hoi")
        for way in ("--texts", "[texts]", "registry.toml"):
            assert way in play.text()

    drive(look, app(root), size)


def test_a_folder_that_is_named_when_the_program_starts_goes_before_all_others(root: Path, tmp_path: Path) -> None:
    write(tmp_path, "named/one.txt", "Khác\n")

    async def look(play: Play) -> None:
        await beside(play, "one")
        assert "Khác" in play.text() and "one · 1 line" in play.text()

    library = Library.of(Registry(root))
    library.texts = str(tmp_path / "named")
    drive(look, Rehearsal(library, "en", index=library.index), WIDE)


def test_a_record_that_cannot_be_read_is_not_held_against_anything(tmp_path: Path) -> None:
    async def refuse(play: Play) -> None:
        play.browse.go_to("hong-2019")
        await play.settle()
        await play.press("x")
        assert isinstance(play.app.screen, BrowseScreen)
        await play.toast()
        assert "cannot be read" in play.text("Toast")

    drive(refuse, app(rewrite(tmp_path / "sample", str)), WIDE)


# -- leaving a line out ------------------------------------------------------------------------------------------------


def test_a_line_that_no_record_cites_is_left_out_with_a_reason_and_a_note(root: Path) -> None:
    file = next(root.rglob("one.toml"))

    async def leave_out(play: Play) -> None:
        screen = await beside(play, "one")
        await cited(play)
        lines = screen.query_one(TextLines)
        await play.press("n", "a")
        assert isinstance(play.app.screen, LeaveOutForm)
        await play.press("down", "tab")
        await play.type("Ảnh của báo")
        await play.press("ctrl+s")
        await play.until(lambda: play.app.screen is screen, "the form stays")
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        assert data["unrecorded"] == [{"at": "L4", "why": "caption", "note": {"vi": "Ảnh của báo"}}]
        await play.until(lambda: lines.text is not None and lines.text.open_lines == [1], "the line is still open")
        assert lines.line == 4
        await play.press("a")
        await play.toast()
        assert play.app.screen is screen

    library = Library.kept(root)
    drive(leave_out, Rehearsal(library, "vi", index=library.index), WIDE)
    assert file.read_text(encoding="utf-8").count("unrecorded") == 1


@pytest.mark.parametrize(("moves", "said"), [(("g", "j", "a"), "Line 2 is cited")])
def test_a_line_that_is_cited_is_not_left_out(root: Path, moves: tuple[str, ...], said: str) -> None:
    async def refuse(play: Play) -> None:
        await beside(play, "one")
        await cited(play)
        await play.press(*moves)
        await play.toast()
        assert said in play.text("Toast") and isinstance(play.app.screen, SourceTextScreen)

    drive(refuse, app(root), WIDE)


def test_in_a_registry_that_is_only_read_nothing_is_left_out(root: Path) -> None:
    async def refuse(play: Play) -> None:
        await beside(play, "one")
        await cited(play)
        await play.press("a")
        await play.toast()
        assert "reading only" in play.text("Toast") and isinstance(play.app.screen, SourceTextScreen)

    drive(refuse, app(root, read_only=True), WIDE)


def test_a_note_that_was_typed_is_not_thrown_away_unasked(root: Path) -> None:
    async def leave(play: Play) -> None:
        await beside(play, "one")
        await cited(play)
        await play.press("a", "tab")
        await play.type("x")
        await play.press("escape")
        assert not isinstance(play.app.screen, LeaveOutForm)
        await play.press("escape")
        assert isinstance(play.app.screen, LeaveOutForm)

    drive(leave, app(root), WIDE)


def test_what_is_found_when_the_screen_is_closed_already_changes_nothing() -> None:
    async def scenario(play: Play) -> None:
        play.browse.go_to("bao-cao-2022")
        await play.settle()
        await play.press("x")
        screen = play.app.screen
        assert isinstance(screen, SourceTextScreen)
        await play.press("escape")
        assert play.app.screen is play.browse
        screen._looked(screen._source, {})
        await play.settle()

    drive(scenario, Rehearsal(Registry(SAMPLE)), WIDE)


def test_a_number_and_its_place_are_one_link_also_where_the_line_ends_between_them() -> None:
    number, place = (Span("¹", Role.CITATION, "#sources.s"), Span(" line 3", Role.MUTED, "#sources.s"))
    other = Span("²", Role.CITATION, "#sources.t")
    page = Page(
        "", (), (), [Section("x", "", [Paragraph((Span("Three\u00a0days\u00a0"), number, place, Span(" "), other))])]
    )
    for cells in (80, 20):
        links, spots = links_of(lay_out(page, cells))
        assert [link.key for link in links] == ["#sources.s", "#sources.t"]
        assert [len(link.spots) for link in links] == [2, 1] and len(spots) == 3
