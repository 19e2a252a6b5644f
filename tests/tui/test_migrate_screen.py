"""In a registry of an earlier form nothing is typed in vain: an edit does not open, and the program offers the migration."""

from __future__ import annotations

import errno
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from drive import Play
from editing import TEXT, Edited

from govtui.i18n.translator import LANGUAGES, load
from govtui.store.migrating import migrated_text
from govtui.tui.base.option_list import OptionList
from govtui.tui.edit.migrate import MigrateScreen
from govtui.user import drafts

OLD = TEXT.replace("schema = 2", "schema = 1") + '\n[[figures]]\nwhat  = "days" # đếm\nvalue = 2\ntext  = "hai ngày"\n'
MANIFEST = "schema = 1 # ours\n"

Scenario = Callable[[Play], Awaitable[None]]
languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """A registry of the earlier form, but for two records."""
    made = Edited(tmp_path / "registry")
    made.file.write_text(OLD)
    (made.root / "registry.toml").write_text(MANIFEST)
    return made


def files(edited: Edited) -> tuple[str, str]:
    return (edited.root / "registry.toml").read_text(), edited.text


async def offered(play: Play, keys: str = "e") -> MigrateScreen:
    await play.press(*keys.split())
    await play.settle()
    screen = play.app.screen
    assert isinstance(screen, MigrateScreen), screen
    return screen


OPENING = {"text": "E", "fields": "e", "translate": "T", "rename": "r", "delete": "d", "new": "a"}


@languages
def test_no_edit_is_opened_and_the_program_says_why_and_what_would_change(edited: Edited, language: str) -> None:
    tr = load(language)

    async def scenario(play: Play) -> None:
        for keys in OPENING.values():
            await offered(play, keys)
            shown = " ".join(play.text().replace("│", " ").split())
            assert tr.gettext("The registry has the form of an earlier version. Bring it up to date?") in shown
            assert "organizations/bo.toml" in shown and "+2 −2" in shown
            assert tr.gettext("No, leave them as they are") in shown
            await play.press("enter")  # the answer that harms nothing comes first
            await play.settle()
            assert len(play.app.screen_stack) == 1
        assert files(edited) == (MANIFEST, OLD)

    edited.open(scenario, language)


@languages
def test_yes_writes_all_files_and_the_edit_can_be_made(edited: Edited, language: str) -> None:
    async def scenario(play: Play) -> None:
        await offered(play)
        await play.press("down", "enter")
        await play.until(lambda: len(play.app.screen_stack) == 1)
        await play.until(lambda: not play.app.edit_session.refusal())
        assert files(edited) == (MANIFEST.replace("1", "2"), migrated_text(OLD))
        await play.press("E")
        await play.settle()
        assert not isinstance(play.app.screen, MigrateScreen) and len(play.app.screen_stack) == 2
        await play.press("escape")

    edited.open(scenario, language)


@languages
def test_one_record_of_the_earlier_form_is_offered_alike(edited: Edited, language: str) -> None:
    (edited.root / "registry.toml").write_text("schema = 2\n")

    async def scenario(play: Play) -> None:
        for keys in ("E", "e", "T", "r"):
            await offered(play, keys)
            await play.press("escape")
            await play.settle()
        await play.press("d")  # taking it away needs no form
        await play.settle()
        assert not isinstance(play.app.screen, MigrateScreen) and len(play.app.screen_stack) == 2
        await play.press("escape")
        play.browse.go_to("hoi")
        await play.settle()
        await play.press("E")
        await play.settle()
        assert not isinstance(play.app.screen, MigrateScreen) and len(play.app.screen_stack) == 2
        await play.press("escape")

    edited.open(scenario, language)


@languages
def test_what_cannot_be_written_changes_nothing_and_says_so_in_place(
    edited: Edited, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed, tr = os.replace, load(language)

    def full(source: Any, target: Any, **more: Any) -> None:
        if str(target).endswith("registry.toml"):  # written last of the two
            raise OSError(errno.ENOSPC, "No space left on device")
        placed(source, target, **more)

    async def scenario(play: Play) -> None:
        screen = await offered(play)
        monkeypatch.setattr(os, "replace", full)
        await play.press("down", "enter")
        await play.until(lambda: "✗" in play.text())
        assert play.app.screen is screen
        assert tr.gettext("Nothing was changed.") in " ".join(play.text().replace("│", " ").split())
        assert files(edited) == (MANIFEST, OLD)
        monkeypatch.setattr(os, "replace", placed)
        assert screen.query_one("#migrate-answers", OptionList).picked
        await play.press("escape")
        await play.settle()
        assert len(play.app.screen_stack) == 1

    edited.open(scenario, language)


@languages
def test_a_draft_that_was_typed_before_waits_and_is_continued_in_the_form_of_today(
    edited: Edited, language: str
) -> None:
    from govtui.store.registry import Registry

    entry = Registry(edited.root).entry("organizations/bo.toml")
    draft = drafts.begin(edited.root, "bo", entry.text, entry.etag, entry.path)
    assert drafts.keep(draft, OLD.replace('"Bộ"', '"Bộ mới"'))
    drafts.leave(draft)

    async def scenario(play: Play) -> None:
        await offered(play)
        assert [one.id for one in drafts.of(edited.root, "bo")] == [draft.id]
        await play.press("down", "enter")
        await play.until(lambda: len(play.app.screen_stack) == 1)
        await play.until(lambda: not play.app.edit_session.refusal())
        await play.press("E")
        await play.settle()
        await play.press("enter")  # the draft comes first
        await play.settle()
        await play.press("ctrl+s")  # the difference to the file as it is now
        await play.settle()
        await play.press("enter")
        await play.settle()

    edited.open(scenario, language)
    assert edited.text == migrated_text(OLD).replace('"Bộ"', '"Bộ mới"')


@languages
def test_a_registry_that_is_only_read_is_not_offered_it(edited: Edited, language: str) -> None:
    async def scenario(play: Play) -> None:
        await play.press("E")
        await play.settle()
        assert len(play.app.screen_stack) == 1

    edited.open(scenario, language, read_only=True)
