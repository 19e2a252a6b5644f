"""The history of a record by field on the screen: who last changed each field, its versions, and bringing a value back."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from drive import BESIDE, NARROW, WIDE, Play, Rehearsal, drive
from living import PATIENCE
from pseudo import leaks, words
from repository import BO, Repository, branched, ministry, organization

from govtui.edit import changed_fields
from govtui.edit.blame import LastChanges, last_changed
from govtui.edit.file_history import FileHistory
from govtui.i18n.translator import LANGUAGES, load
from govtui.store.registry import Registry
from govtui.tui.base.key_names import shown
from govtui.tui.base.page_view import PageView
from govtui.tui.edit.review import ReviewScreen
from govtui.tui.versions.field_history import FieldHistoryList
from govtui.tui.versions.history import HistoryScreen
from govtui.tui.versions.version_list import VersionList

NOTE = '\n[note]\nvi = "Ghi chú"\nen = "Note"\n'


@pytest.fixture(autouse=True)
def _a_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return ministry(tmp_path)


def app(repository: Repository, language: str = "vi") -> Rehearsal:
    return Rehearsal(Registry(repository.root), language)


async def by_field(play: Play) -> HistoryScreen:
    await play.press("h")
    screen = play.app.screen
    assert isinstance(screen, HistoryScreen)
    await play.until(lambda: screen.query_one(VersionList).versions, "git did not answer")
    await play.press("s")
    await play.until(lambda: screen.query_one(FieldHistoryList).fields, "the fields are not told")
    await play.settle()
    return screen


async def to(play: Play, path: str) -> None:
    """Go to a field by the cursor keys."""
    fields = play.app.screen.query_one(FieldHistoryList)
    await play.press("g", *["down"] * [one.path for one in fields.fields].index(path))
    assert fields.chosen is not None and fields.chosen.path == path


def row(play: Play, label: str) -> str:
    """The row of a field, its words joined by single blanks."""
    found = next(line for line in play.text("#history-fields").splitlines() if line.strip().startswith(label))
    return " ".join(found.rstrip(" │").split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_field_is_told_with_its_value_and_who_changed_it_when(repository: Repository, language: str) -> None:
    tr = load(language)
    labels = {"vi": ("Tên (tiếng Việt)", "Tình trạng"), "en": ("Name (Vietnamese)", "Status")}[language]
    inactive = tr.pgettext("organization.status", "Inactive")

    async def scenario(play: Play) -> None:
        await by_field(play)
        day = {"vi": "06/5/2024", "en": "6 May 2024"}[language]
        assert row(play, labels[0]) == f"{labels[0]} Bộ Nội vụ Nguyễn Thị Lan {day}"
        assert row(play, labels[1]) == f"{labels[1]} {inactive} {tr.gettext('not yet committed')}"
        assert f"[{tr.pgettext('history', 'by field')}]" in play.text("#history-title")
        await to(play, "name.vi")
        assert "− Bộ cũ" in play.text("#version") and "+ Bộ Nội vụ" in play.text("#version")
        assert inactive not in play.text("#version")

    drive(scenario, app(repository, language))


def test_where_there_is_room_the_reason_stands_in_the_row_and_else_below_it(repository: Repository) -> None:
    async def scenario(play: Play) -> None:
        await by_field(play)
        assert row(play, "Tên (tiếng Anh)").endswith("Nguyễn Thị Lan 06/5/2024 Thêm")
        await play.resize(*BESIDE)
        lines = play.text("#history-fields").splitlines()
        at = next(n for n, line in enumerate(lines) if "Tên (tiếng Anh)" in line)
        assert lines[at + 1].strip(" │") == "Nguyễn Thị Lan · 06/5/2024 · Thêm"

    drive(scenario, app(repository), (220, 40))


def test_the_key_and_a_click_turn_between_versions_and_fields_and_tab_goes_to_the_page(repository: Repository) -> None:
    async def scenario(play: Play) -> None:
        screen = await by_field(play)
        await to(play, "name.vi")
        await play.press("tab")
        assert screen.query_one("#version", PageView).has_focus
        await play.press("tab")
        assert screen.query_one(FieldHistoryList).has_focus
        await play.press("s")
        chosen = screen.query_one(VersionList).chosen
        assert chosen is not None and chosen.version is not None and "Đổi tên" in chosen.version.subject
        await play.click("theo trường")
        assert screen.query_one(FieldHistoryList).has_focus
        await play.press("escape")
        assert len(play.app.screen_stack) == 1

    drive(scenario, app(repository))


def test_enter_walks_the_versions_of_one_field_and_escape_leads_back_to_it(repository: Repository) -> None:
    async def scenario(play: Play) -> None:
        screen = await by_field(play)
        await to(play, "name.vi")
        await play.press("enter")
        versions = screen.query_one(VersionList)
        subjects = [one.version.subject for one in versions.versions if one.version]
        assert len(subjects) == 2 and subjects[1] == "Thêm", "the status is another field"
        assert "Tên (tiếng Việt)" in play.text("#history-title")
        assert "− Bộ cũ" in play.text("#version")
        await play.press("down")
        assert "+ Bộ cũ" in play.text("#version"), "what it was given when the record was created"
        await play.press("enter")
        assert "Bộ cũ" in play.text("#version") and "+" not in play.text("#version")
        await play.press("escape", "escape")
        fields = screen.query_one(FieldHistoryList)
        assert fields.has_focus and fields.chosen is not None and fields.chosen.path == "name.vi"

    drive(scenario, app(repository))


def test_a_field_is_given_its_former_value_after_a_look(repository: Repository) -> None:
    async def scenario(play: Play) -> None:
        screen = await by_field(play)
        await to(play, "name.vi")
        await play.press("u")
        assert isinstance(play.app.screen, ReviewScreen)
        await play.press("enter")
        assert (repository.root / BO).read_text() == organization("bo", "Bộ cũ", "inactive")
        await play.until(lambda: "Chưa ghi vào git" in play.text("#version"), "the fields are not told anew")
        chosen = screen.query_one(FieldHistoryList).chosen
        assert chosen is not None and chosen.path == "name.vi"
        await to(play, "type")
        await play.press("u")
        await play.toast()
        assert isinstance(play.app.screen, HistoryScreen)

    drive(scenario, app(repository))


def test_who_removed_a_field_stands_at_the_end_and_it_is_brought_back_from_there(repository: Repository) -> None:
    repository.write(BO, organization("bo", "Bộ Nội vụ") + NOTE)
    repository.commit("Ghi chú")
    repository.write(BO, organization("bo", "Bộ Nội vụ"))
    repository.commit("Bỏ ghi chú")

    async def scenario(play: Play) -> None:
        await by_field(play)
        await play.press("G")
        assert row(play, "Ghi chú").startswith("Ghi chú đã bỏ: Ghi chú Nguyễn Thị Lan")
        assert "Bỏ ghi chú" in play.text("#version") and "− Ghi chú" in play.text("#version")
        await play.press("u", "enter")
        assert (repository.root / BO).read_text() == organization("bo", "Bộ Nội vụ") + NOTE

    drive(scenario, app(repository))


def test_what_a_merge_decided_is_told_of_the_merge_with_both_sides(repository: Repository) -> None:
    branched(repository)

    async def scenario(play: Play) -> None:
        screen = await by_field(play)
        await to(play, "name.vi")
        assert "⑂ Gộp nhánh" in play.text("#version") and "Bộ Hai | Bộ Một → Bộ Ba" in play.text("#version")
        await play.press("u")
        assert "Ở chính" in play.text() and "Ở nhánh" in play.text(), "it is asked which one"
        await play.press("escape", "enter")
        await play.until(lambda: len(screen.query_one(VersionList).versions) == 5, "not all versions of the field")

    drive(scenario, app(repository))


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_a_shallow_clone_ends_nobody_is_named(repository: Repository, tmp_path: Path, language: str) -> None:
    clone = tmp_path / "bản sao"
    Repository.run(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository.top}", str(clone))
    tr = load(language)
    month = {"vi": "5/2024", "en": "May 2024"}[language]
    before = tr.gettext("before {month}: this clone has no older versions").format(month=month)

    async def scenario(play: Play) -> None:
        await by_field(play)
        assert before[:20] in play.text("#history-fields") and before in play.text("#version")
        assert "git fetch --unshallow" in play.text("#version") and "Bộ Nội vụ" in play.text("#version")
        assert "Nguyễn Thị Lan" not in play.text()
        await play.press("u")
        await play.toast()
        await play.press("enter")
        assert tr.gettext("The history in this clone begins here.") in play.text("#versions")

    drive(scenario, Rehearsal(Registry(clone / "hồ sơ" / "records"), language), WIDE)


def test_a_part_of_an_item_that_had_another_name_then_shows_all_that_its_version_changed(
    repository: Repository,
) -> None:
    aka = '\n[[aka]]\ntext = "{text}"\ntype = "acronym"\nsource = "s"\nat = "{at}"\n'
    for text, at in (("BNV", "L3"), ("BNV", "L4"), ("MOHA", "L4")):
        repository.write(BO, organization("bo", "Bộ Nội vụ") + aka.format(text=text, at=at))
        repository.commit(f"{text} {at}")

    async def scenario(play: Play) -> None:
        await by_field(play)
        await to(play, "aka.moha.at")
        page = play.text("#version")
        assert "BNV L4" in page and "− L3" in page and "+ L4" in page, page

    drive(scenario, app(repository))


def test_the_fields_are_worked_out_beside_and_keys_go_on(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = threading.Event()

    def slow(history: FileHistory) -> LastChanges:
        assert answer.wait(PATIENCE)
        return last_changed(history)

    monkeypatch.setattr(changed_fields, "last_changed", slow)

    async def scenario(play: Play) -> None:
        await play.press("h")
        screen = play.app.screen
        play.app.post_message(play.key("s"))  # not pressed: that would wait for the fields, which wait for this test
        asking = load("vi").gettext("Asking git…")
        await play.until(lambda: asking in play.text("#version"), "it is not said that there is something to wait for")
        play.app.post_message(play.key("s"))
        await play.until(lambda: screen.query_one(VersionList).display, "keys wait")
        play.app.post_message(play.key("s"))
        answer.set()
        await play.until(lambda: screen.query_one(FieldHistoryList).has_focus, "the fields are not told")

    drive(scenario, app(repository))


def test_a_record_that_cannot_be_read_says_that_it_has_no_fields_to_list(repository: Repository) -> None:
    repository.write(BO, "a = ")

    async def scenario(play: Play) -> None:
        await play.press("h", "s")
        sentence = load("en").gettext("The file cannot be read as it stands, so there are no fields to list.")
        await play.until(lambda: sentence in " ".join(play.text("#version").split()), "it does not say so")
        await play.press("s")
        assert play.app.screen.query_one(VersionList).display

    drive(scenario, app(repository, "en"))


def test_every_word_is_in_the_catalogs_and_changes_with_the_language(repository: Repository) -> None:
    repository.commit("Ngừng")
    repository.write(BO, organization("bo", "Bộ Nội vụ"))

    async def scenario(play: Play) -> None:
        screen = await by_field(play)
        await to(play, "name.vi")
        place = screen.query_one(FieldHistoryList).cursor
        await play.press("f2")
        assert screen.query_one(FieldHistoryList).cursor == place
        assert "Name (Vietnamese)" in play.text() and "Tình trạng" not in play.text()
        play.app.language = play.app.pseudo.language
        await play.settle()
        own = words("Nguyễn Thị Lan Thêm Ngừng Đổi tên \x1b[31mđỏ Bộ cũ Nội vụ Ministry bo organization vi en May 6")
        keys = words(" ".join(shown(key, play.app.translator) for key in ("enter", "escape", "q", "f2", "u", "s")))
        assert leaks(play.seen(), {*own, *keys}) == []

    drive(scenario, app(repository), NARROW)
