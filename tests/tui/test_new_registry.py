"""A registry of one's own, begun on the screen: where it is offered, what is shown before it is written, and that it is opened."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from drive import NARROW, Play, Rehearsal, drive
from samples import SAMPLE
from small import registry, table, write

from govtui.i18n.translator import LANGUAGES, load
from govtui.store.manifest import load as load_manifest
from govtui.store.merge_driver import driver_state
from govtui.store.registry import Registry
from govtui.tui.base.dialog import QuestionScreen
from govtui.tui.edit.new_registry import NewRegistryScreen


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


def app(language: str = "en", *, looked_in: Path | None = None) -> Rehearsal:
    """The app over a registry that is only read."""
    govtui = Rehearsal(Registry(SAMPLE, read_only=True), language)
    govtui.library.looked_in = looked_in
    return govtui


async def opened(play: Play, *keys: str) -> NewRegistryScreen:
    await play.press(*keys)
    screen = play.app.screen
    assert isinstance(screen, NewRegistryScreen), screen
    await looked(play, screen)
    return screen


async def looked(play: Play, screen: NewRegistryScreen) -> None:
    await play.until(lambda: bool(screen.planned or screen.refusal), "nobody looked into the folder")


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_can_be_added_the_key_begins_a_registry_and_it_is_opened(tmp_path: Path, language: str) -> None:
    tr, root = load(language), tmp_path / "here"
    govtui = app(language)

    async def scenario(play: Play) -> None:
        await opened(play, "a")
        assert tr.gettext("The registry that is open is read-only.")[:20] in play.text()
        words = tr.ngettext("{n} file will be written:", "{n} files will be written:", 16).format(n=16)
        assert words in play.text() and "registry.toml" in play.text() and not [*root.iterdir()]
        await play.press("tab")
        await play.type("Sổ tay của Vụ")
        await play.press("ctrl+s")
        await play.until(lambda: play.app.next_registry is not None, "it was not written")

    drive(scenario, govtui, NARROW)
    assert govtui.next_registry == root
    manifest, problems = load_manifest(root)
    assert (manifest.name, problems) == ({"vi": "Sổ tay của Vụ"}, ())


@pytest.mark.parametrize(
    ("language", "answer", "state"), [("vi", ["enter"], "not_set"), ("en", ["down", "enter"], "set")]
)
def test_in_a_clone_it_is_asked_whether_git_is_to_merge_by_field(
    tmp_path: Path, language: str, answer: list[str], state: str
) -> None:
    tr, root = load(language), tmp_path / "here"
    subprocess.run(["git", "init", "--quiet", "--template=", root], check=True)
    govtui = app(language)

    async def scenario(play: Play) -> None:
        await opened(play, "a")
        await play.press("ctrl+s")
        await play.until(lambda: isinstance(play.app.screen, QuestionScreen), "it was not asked")
        await play.until(lambda: tr.gettext("Yes, by field") in play.text(), "no answer is shown")
        assert "--remove-" in play.text()
        for key in answer:
            play.app.post_message(play.key(key))  # not `press`, which waits for what the app does next: it ends
        await play.until(lambda: play.app.next_registry is not None, "it was not opened")

    drive(scenario, govtui, NARROW)
    assert (govtui.next_registry, driver_state(root).state) == (root, state)


def test_settings_that_git_cannot_write_are_told_before_the_registry_is_opened(tmp_path: Path) -> None:
    root = tmp_path / "here"
    subprocess.run(["git", "init", "--quiet", "--template=", root], check=True)
    (root / ".git" / "config.lock").touch()
    govtui = app()

    async def scenario(play: Play) -> None:
        await opened(play, "a")
        await play.press("ctrl+s")
        await play.until(lambda: isinstance(play.app.screen, QuestionScreen), "it was not asked")
        await play.press("down", "enter")
        await play.until(lambda: "could not lock" in play.text(), "it was not told")
        play.app.post_message(play.key("enter"))
        await play.until(lambda: play.app.next_registry is not None, "it was not opened")

    drive(scenario, govtui, NARROW)
    assert driver_state(root).state == "not_set"


def test_home_offers_it_in_the_folder_that_was_looked_in(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"

    async def scenario(play: Play) -> None:
        await play.press("o", "home")
        screen = await opened(play, "enter")
        assert screen.planned is not None and screen.planned.root == folder
        await play.press("escape")
        assert play.browse.at_home and not folder.exists()
        screen = await opened(play, *["colon", "n", "e", "w", "space", "r", "e", "g", "enter"])
        assert screen.planned is not None and screen.planned.root == folder

    drive(scenario, app(looked_in=folder), NARROW)


def test_why_a_folder_will_not_do_is_said_before_anything_is_typed_in_vain(tmp_path: Path) -> None:
    write(tmp_path, "here/pyproject.toml", "[project]\n")

    async def scenario(play: Play) -> None:
        screen = await opened(play, "a")
        assert "has TOML files that are not" in play.text()
        await play.press("f2")
        assert "không phải bản ghi" in play.text(), "in the other language, too"
        await play.press("ctrl+s")
        await play.until(lambda: screen.refusal is not None, "it was not refused")
        await play.type("/records")
        assert "không phải bản ghi" not in play.text(), "that was another folder"
        await play.press("enter")
        await looked(play, screen)
        assert screen.planned is not None and screen.planned.root == tmp_path / "here" / "records"
        await play.press("enter", "enter")
        await play.until(lambda: play.app.next_registry is not None, "Enter in the last field writes it")

    drive(scenario, app(), NARROW)


def test_a_registry_that_is_there_is_opened_as_it_is(tmp_path: Path) -> None:
    root = registry(tmp_path / "here", table("a")).root

    async def scenario(play: Play) -> None:
        await opened(play, "a")
        assert "There is a registry in this folder already; it is opened." in play.text()
        await play.press("ctrl+s")
        await play.until(lambda: play.app.next_registry == root, "it was not opened")

    drive(scenario, app(), NARROW)
    assert sorted(path.name for path in root.iterdir()) == ["organizations", "registry.toml"]
