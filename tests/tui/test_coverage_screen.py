"""`c`: what is to be translated, most important first; Enter translates it, and the next one waits."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from drive import NARROW, WIDE, Play, Rehearsal, drive
from small import registry, table

from govtui.model.translations import digest
from govtui.store.registry import Registry
from govtui.tui.base.page_view import PageView
from govtui.tui.translate.queue import CoverageScreen, QueueList
from govtui.tui.translate.screen import TranslateScreen


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return registry(
        tmp_path / "registry",
        table("s", "source"),
        table("bo", name={"vi": "Bộ", "en": "Ministry"}, summary={"vi": "Một"}),
        table("hoi", name={"vi": "Hội"}, relations={"part_of": ["bo"]}),
        table("cuc", name={"vi": "Cục", "en": "Department"}, summary={"en": "Only English"},
              translations=[{"field": "name", "from": "vi", "to": "en", "digest": digest("Cục cũ")}]),
    ).root  # fmt: skip


def queue(play: Play) -> QueueList:
    assert isinstance(play.app.screen, CoverageScreen), play.app.screen
    return play.app.screen.query_one(QueueList)


async def opened(play: Play) -> None:
    """Open the queue, which is a command without a key."""
    play.browse.open("coverage")
    await play.settle()


def tasks(play: Play) -> list[tuple[str, str]]:
    found = queue(play)
    return [(item.key, item.rank) for place in range(found.total) if (item := found._item(place))]


FIRST = [("cuc", "name"), ("hoi", "name"), ("bo", "summary"), ("cuc", "summary")]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=str)
def test_the_queue_says_what_is_to_do_and_follows_the_language(
    root: Path, language: str, size: tuple[int, int]
) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        assert tasks(play) == FIRST
        words = {"vi": ("chưa dịch", "đã cũ", "Tóm tắt"), "en": ("missing", "out of date", "Summary")}
        assert all(word in play.text("#queue-list") for word in words[language])
        await play.press("j", "f2")
        other = "en" if language == "vi" else "vi"
        assert all(word in play.text("#queue-list") for word in words[other]) and queue(play).cursor == 1
        await play.press("f2", "f")
        assert len(tasks(play)) > 4
        await play.press("f")
        assert tasks(play) == FIRST

    drive(scenario, Rehearsal(Registry(root), language), size)


def test_enter_translates_at_the_field_and_when_it_is_saved_the_next_one_waits(root: Path) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await play.press("j", "enter")
        screen = play.app.screen
        assert isinstance(screen, TranslateScreen)
        assert screen.focused is not None and screen.focused is screen.pairs[0].target
        await play.type("Society")
        await play.press("ctrl+s")
        play.app.refresh_index(force=True)
        await play.until(lambda: len(tasks(play)) == 3)
        assert queue(play).item is not None and queue(play).item.key == "bo"  # type: ignore[union-attr]
        await play.toast()
        assert "Next: Summary" in play.text()
        await play.press("enter")
        screen = play.app.screen
        assert isinstance(screen, TranslateScreen)
        here = next(pair for pair in screen.pairs if pair.target is screen.focused)
        assert here.text.path == "summary"
        await play.press("escape")
        assert tasks(play)[1] == ("bo", "summary")

    drive(scenario, Rehearsal(Registry(root), "en"))
    data = tomllib.loads((root / "organizations" / "hoi.toml").read_text(encoding="utf-8"))
    assert data["name"] == {"vi": "Hội", "en": "Society"}


def test_what_was_written_in_english_is_translated_the_other_way(root: Path) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await play.press("G", "enter")
        screen = play.app.screen
        assert isinstance(screen, TranslateScreen)
        here = next(pair for pair in screen.pairs if pair.target is screen.focused)
        assert (here.text.path, here.text.source, here.text.target) == ("summary", "Only English", "")

    drive(scenario, Rehearsal(Registry(root), "en"))


def test_the_shares_are_beside_the_queue_or_behind_tab_and_keep_to_the_filter(root: Path) -> None:
    async def scenario(play: Play) -> None:
        await play.press("slash")
        await play.type("hoi")
        await play.press("enter")
        await opened(play)
        assert tasks(play) == [("hoi", "name")]
        await play.press("tab")
        page = play.app.screen.query_one("#coverage-page", PageView)
        assert page.has_focus and "100%" in play.text("#coverage-page") and "hoi" in play.text("#coverage-page")
        await play.press("f")
        assert "hoi" in play.text("#coverage-page"), "first what nobody has verified, then what the list leaves out"
        await play.press("f")
        assert "hoi" not in play.text("#coverage-page")
        await play.press("tab")
        assert queue(play).has_focus and tasks(play) == FIRST
        await play.press("right")
        assert play.app.screen is play.browse and play.browse.shown == "hoi"

    drive(scenario, Rehearsal(Registry(root), "en"))


def test_where_nothing_is_to_do_the_shares_are_shown_and_one_is_told_what_nobody_verified(tmp_path: Path) -> None:
    files = registry(tmp_path, table("s", "source"), table("bo", name={"vi": "Bộ", "en": "Ministry"}))

    async def scenario(play: Play) -> None:
        await opened(play)
        assert "100% chưa kiểm chứng" in play.text("#coverage-page").replace("\u00a0", " ")
        await play.press("tab")
        assert "Nhấn f để xem 2 văn bản" in play.text("#queue-list")

    drive(scenario, Rehearsal(files, "vi"))
