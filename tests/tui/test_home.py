"""Home: what it says, where its rows lead, and how one comes and goes. Each scenario is under a second."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from drive import BESIDE, NARROW, WIDE, Play, Rehearsal, drive
from lists_only import lists_only
from repository import Repository, organization
from samples import SAMPLE
from seeds import rounds, seeded
from small import registry, table

from govtui.i18n.translator import LANGUAGES, load
from govtui.index.cache import build
from govtui.store.registry import Registry
from govtui.tui.browse import home_screen
from govtui.tui.browse.home_list import HomeList
from govtui.user import choices, session, views
from govtui.user.views import SavedView


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))


def app(language: str = "en", root: Path = SAMPLE, *, remember: bool = False, read_only: bool = False) -> Rehearsal:
    govtui = Rehearsal(Registry(root, read_only=read_only), language)
    govtui._remember = remember
    return govtui


def home(play: Play) -> str:
    return play.text("#home-pane")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    made.write("organizations/bo.toml", organization("bo", "Bộ Nội vụ"))
    made.write("organizations/so.toml", organization("so", "Sở Nội vụ"))
    made.commit("Thêm hai cơ quan")
    made.write("organizations/so.toml", organization("so", "Sở Nội vụ", "inactive"))
    return made


# -- what it says ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_tells_what_changed_lately_by_git(repository: Repository, language: str) -> None:
    tr = load(language)

    async def scenario(play: Play) -> None:
        await play.press("o")
        assert "Thêm hai cơ quan" in home(play)
        assert tr.gettext("Recently changed") in home(play) and tr.gettext("Not yet committed") in home(play)
        name = {"vi": "Bộ Nội vụ", "en": "Ministry"}[language]
        words = tr.ngettext("{name} and {n} other record", "{name} and {n} other records", 1).format(name=name, n=1)
        assert words in home(play)

    drive(scenario, app(language, repository.root), (200, 40))


def test_without_git_the_times_of_files_tell_what_changed_lately(tmp_path: Path) -> None:
    made = tmp_path / "registry"
    for place, name in enumerate(("cu", "moi")):
        file = made / "organizations" / f"{name}.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(organization(name, f"Cơ quan {name}"), encoding="utf-8")
        when = time.time() - 86400 * 30 * (2 - place)
        os.utime(file, (when, when))

    async def scenario(play: Play) -> None:
        await play.press("o")
        rows = [row for row in play.rows() if "ngày trước" in row]
        assert "30 ngày trước  Cơ quan moi" in rows[0] and "60 ngày trước  Cơ quan cu" in rows[1]

    drive(scenario, app("vi", made), NARROW)


def test_a_wide_terminal_has_two_columns_and_a_narrow_one_a_single_one() -> None:
    async def scenario(play: Play) -> None:
        await play.press("o")
        row = next(row for row in play.rows() if "Latest events" in row)
        assert row.index("Latest events") > 60
        await play.press("tab")
        assert play.browse.query_one("#home-beside").has_focus
        await play.resize(*NARROW)
        assert play.browse.query_one("#home").has_focus
        assert any(row.startswith(" Latest events") for row in play.rows())
        for size in ((110, 24), (120, 30)):
            await play.resize(*size)
            assert any(row.startswith(" Latest events") for row in play.rows()), "half of it is too little for either"
            assert "organization, declaration, event, source " in home(play)
        await play.resize(*WIDE)
        assert any("Latest events" in row[60:] for row in play.rows())

    drive(scenario, app(), WIDE)


# -- where its rows lead ---------------------------------------------------------------------------------------------


def test_saved_views_are_opened_from_it() -> None:
    views.save(SavedView("Hội nghị", "hoi nghi", "event"))

    async def scenario(play: Play) -> None:
        assert play.browse.at_home, "nothing was open here before"
        await play.click("Hội nghị  ")
        assert (play.browse.text, play.browse.kind, play.browse.pane) == ("hoi nghi", "event", "list")

    drive(scenario, app(remember=True), NARROW)


def test_every_task_does_what_its_key_does() -> None:
    async def scenario(play: Play) -> None:
        opened = []
        for row in range(5):
            await play.press("o" if not play.browse.at_home else "home")
            await play.press("home", *["down"] * row, "enter")
            opened.append(play.state()["focus"] if play.browse.is_typing else type(play.app.screen).__name__)
            await play.press("escape")
        assert opened == ["query", "TimelineScreen", "ProblemsScreen", "CoverageScreen", "NewRecordScreen"]

    drive(scenario, app(), NARROW)


def test_where_no_registry_was_found_the_first_rows_say_so_and_where_one_was_looked_for() -> None:
    govtui = app(read_only=True)
    govtui.library.looked_in = Path("/srv", *["long"] * 20, "here")

    async def scenario(play: Play) -> None:
        await play.press("o")
        assert "ships with govtui" in play.rows()[3]
        assert play.rows()[4].strip().startswith("…") and play.rows()[4].endswith("/long/here")
        assert "a  Begin a registry here" in play.rows()[5] and "of your own" not in home(play), "it is offered once"
        assert play.browse.home_key == "" and play.browse.query_one("#home", HomeList).row.link == "command:init"

    drive(scenario, govtui, NARROW)


def test_files_that_cannot_be_read_are_counted_and_lead_to_the_problems(tmp_path: Path) -> None:
    files = registry(tmp_path, table("a"), table("b"))
    for name in "ab":
        (tmp_path / "organizations" / f"{name}.toml").write_text("not TOML", encoding="utf-8")

    async def scenario(play: Play) -> None:
        await play.press("o")
        told = next(row for row in play.rows() if "2 files cannot be read" in row)
        assert told.strip() == "✗  2 files cannot be read", "and not how many errors these are"
        assert "[]" not in play.text(), "a name that is an id is in no language"
        await play.click("2 files cannot be read")
        assert type(play.app.screen).__name__ == "ProblemsScreen"

    drive(scenario, Rehearsal(files, "en"), NARROW)


@pytest.mark.parametrize("language", LANGUAGES)
def test_while_files_are_read_what_needs_them_all_is_dimmed_and_says_so(tmp_path: Path, language: str) -> None:
    files = registry(tmp_path, table("a"), table("e", "event", date="2021"))
    tr = load(language)

    async def scenario(play: Play) -> None:
        await play.press("o")
        listed = play.browse.query_one("#home", HomeList)
        off = {row.link: row.note for row in listed.rows if row.is_off}
        assert off == dict.fromkeys(
            ("command:timeline", "command:problems", "command:translate"), tr.gettext("Reading the files…")
        )
        play.app.library.use(build(files))
        play.app.show_index()
        await play.settle()
        assert not any(row.is_off for row in listed.rows) and "2021" in home(play)

    drive(scenario, Rehearsal(files, language, lists_only(files)), NARROW)


def test_the_examples_beside_the_search_find_something() -> None:
    for language in LANGUAGES:

        async def scenario(play: Play, language: str = language) -> None:
            await play.press("o")
            row = play.browse.query_one("#home", HomeList).rows[0]
            lines = row.note.split(" · ")
            assert len(lines) == 3, row.note
            assert play.app.index.answers(lines[0], 1).facts
            for line in lines[1:]:
                assert play.app.index.counts(line)["all"], line

        drive(scenario, app(language), WIDE)


def test_what_needs_a_record_means_the_one_under_the_cursor_and_is_off_on_a_task() -> None:
    async def scenario(play: Play) -> None:
        await play.press("o", "y")
        await play.toast()
        assert play.app.screen is play.browse and "No record is chosen." in play.text("Toast")
        await play.silence()
        await play.press("end", "y")
        assert type(play.app.screen).__name__ == "CopyScreen"
        await play.press("escape", "space")
        assert not play.browse.listing.marks, "nobody marks what is not seen"

    drive(scenario, app(), NARROW)


def test_home_is_about_the_whole_registry_whatever_the_list_is_filtered_by() -> None:
    async def scenario(play: Play) -> None:
        await play.press("slash", *"accsm", "enter", "o")
        assert "1 All 16" in play.rows()[1] and " / accsm" not in play.text()[:300]
        assert "/  accsm" in home(play) and "search" in home(play)
        await play.press("f2")
        assert "1 Tất cả 16" in play.rows()[1], "nor in another language"
        await play.press("f2", "o")
        assert " / accsm" in play.text() and "1 All 16" not in play.rows()[1]
        await play.press("o", "4")
        assert (play.browse.kind, play.browse.text) == ("event", "")
        await play.press("left_square_bracket")
        assert play.browse.at_home and play.browse.text == "accsm"

    drive(scenario, app(), NARROW)


def test_what_is_done_in_the_list_shows_the_list() -> None:
    async def scenario(play: Play) -> None:
        for key in (*"12345", *"sSfM,", "equals_sign"):
            await play.press("o")
            assert play.browse.at_home, key
            await play.press(key)
            assert not play.browse.at_home and play.browse.query_one("#list").size, key
            focused = play.app.screen.focused
            if focused is not None and focused.id == "jump":
                await play.press("escape")

    drive(scenario, app(), NARROW)


def test_a_registry_that_is_only_read_says_so_and_offers_one_that_can_be_written_to(tmp_path: Path) -> None:
    async def scenario(play: Play) -> None:
        await play.press("o")
        assert "Home · read-only" in play.rows()[2]
        listed = play.browse.query_one("#home", HomeList)
        off = {row.link for row in listed.rows if row.is_off}
        assert off == {"command:translate"}
        await play.press("end", "home", "down", "down", "down", "enter")
        await play.toast()
        assert play.browse.at_home and "so nothing can be changed." in play.text("Toast")
        await play.silence()
        await play.press("down", "enter")
        assert type(play.app.screen).__name__ == "NewRegistryScreen"

    drive(scenario, app(read_only=True), NARROW)


# -- the start -------------------------------------------------------------------------------------------------------


def left_open(*keys: str, age: int = 86_400) -> None:
    """Keep a session that was left after these keys, so many seconds ago."""

    async def scenario(play: Play) -> None:
        await play.press(*keys)
        play.browse.keep()

    drive(scenario, app(remember=True), NARROW)
    state = session.load(SAMPLE)
    session.save(SAMPLE, {**state, "when": int(time.time()) - age})


@pytest.mark.parametrize("seconds", [1000, 0.01])
def test_the_first_start_shows_home_and_the_next_what_was_open(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    monkeypatch.setattr(home_screen, "RESUMED", seconds)
    left_open("o", "4", "down", "enter", "q")

    async def scenario(play: Play) -> None:
        browse = play.browse
        assert (browse.pane, browse.kind, browse.listing.records.cursor, bool(browse.shown)) == (
            "list",
            "event",
            1,
            True,
        )
        if seconds > 1:
            assert re.match(r"▌Continuing from \d\d:\d\d yesterday · o Home", play.rows()[2])
        else:  # it is gone after a while
            await play.until(lambda: play.rows()[2].startswith("▌List 2/7"), "the head goes on telling of it")
        await play.press("q")
        assert browse.at_home and "last read" in home(play)

    drive(scenario, app(remember=True), NARROW)


def test_a_start_where_nothing_was_begun_shows_home_again() -> None:
    left_open("o", "o")

    async def scenario(play: Play) -> None:
        assert play.browse.at_home

    drive(scenario, app(remember=True), NARROW)


@pytest.mark.parametrize("by", ["o", "enter"])
def test_who_wants_home_at_every_start_finds_there_what_was_open(by: str) -> None:
    left_open("o", "slash", *"hoi nghi", "enter", "down", "enter", "pagedown")
    choices.save("start", "home")

    async def scenario(play: Play) -> None:
        assert play.browse.at_home and not play.browse.shown
        told = [row.strip() for row in play.rows() if "yesterday" in row]
        assert len(told) == 2 and "last read " in told[0] and told[1].startswith("/  hoi nghi")
        if by == "enter":
            await play.click("last read")
        else:
            await play.press("o")
        assert play.reader.has_focus and play.browse.shown and play.browse.text == "hoi nghi"
        await play.press("q", "q", "escape")
        assert play.browse.at_home

    drive(scenario, app(remember=True), NARROW)


@pytest.mark.parametrize("remember", [True, False])
def test_a_record_that_is_named_is_opened_and_what_there_is_not_is_said(remember: bool) -> None:
    govtui = app(remember=remember)
    govtui.library.named = "asean"

    async def scenario(play: Play) -> None:
        assert play.browse.shown == "asean" and play.reader.has_focus and not play.browse.at_home
        await play.press("q")
        assert play.list.key == "asean" and play.list.has_focus

    drive(scenario, govtui, NARROW)
    nobody = app(remember=remember)
    nobody.library.named = "nobody"

    async def be_told(play: Play) -> None:
        await play.toast()
        assert "There is no record “nobody”." in " ".join(play.text("Toast").split())

    drive(be_told, nobody, NARROW)


class Hasty(Rehearsal):
    """Somebody types before anything is painted."""

    def on_mount(self) -> None:
        for key in ("slash", *"accsm"):
            self.post_message(Play.key(key))


@pytest.mark.parametrize("remember", [True, False], ids=["home", "list"])
def test_what_is_typed_before_the_first_frame_reaches_the_query(remember: bool) -> None:
    govtui = Hasty(Registry(SAMPLE), "en")
    govtui._remember = remember

    async def scenario(play: Play) -> None:
        assert play.browse.pane == "list" and play.browse.is_typing and play.browse.text == "accsm"
        assert {"ACCSM meeting no. 20", "ACCSM meetings"} <= set(play.names())

    drive(scenario, govtui, NARROW)


# -- coming and going ------------------------------------------------------------------------------------------------

KEYS = (
    *("o", "q", "escape", "slash", "enter", "tab", "down", "up", "1", "2", "4", "5"),
    *"lsSMfjkgGtFb+=-[],",
)


def test_whatever_is_pressed_one_pane_has_the_focus_and_q_leads_out_in_four_steps(tmp_path: Path) -> None:
    """One program, in which each example goes on where the one before ended."""
    left: list[bool] = []

    async def press(play: Play, keys: list[str]) -> None:
        for key in keys:
            if key != "q" or not play.browse.at_home or play.app.screen is not play.browse:
                await play.press(key)
        screen, browse = play.app.screen, play.browse
        focused = screen.focused
        assert focused is not None and focused.size, f"what has the focus is in sight, not {focused}"
        if screen is browse:
            lists = [browse.listing.records, browse.reader, browse.facets.values, *browse.query(HomeList)]
            assert sum(one.has_focus for one in lists) + browse.is_typing + (focused.id == "jump") == 1
            assert browse.at_home == isinstance(focused, HomeList)
            assert [one for one in lists if one.size and one.region] != []
        if browse.is_typing or focused.id in ("jump", "links-filter"):
            await play.press("escape")
        for _ in range(4):
            assert not left
            await play.press("q")
            if left:
                break
        assert left.pop() and play.browse.at_home and len(play.app.screen_stack) == 1
        await play.silence()

    async def scenario(play: Play) -> None:
        play.app.leave = lambda: left.append(True)  # type: ignore[method-assign]
        rng = seeded("home")
        for _ in range(rounds(12)):
            await press(play, [rng.choice(KEYS) for _ in range(rng.randint(1, 7))])

    drive(scenario, app(), BESIDE)
