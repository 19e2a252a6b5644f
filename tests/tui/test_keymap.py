"""Keys that a user chose: they work and are shown everywhere; what cannot be is told with its line; and `govtui doctor` says so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from drive import BESIDE, Play, Rehearsal, drive
from samples import SAMPLE

from govtui.i18n.translator import LANGUAGES, load
from govtui.store.registry import Registry
from govtui.tui.app import GovtuiApp
from govtui.tui.command_list import CommandList
from govtui.tui.commands import COMMANDS
from govtui.tui.keymap import ERRORS, SENTENCES, canonical, checked, sentence
from govtui.tui.keymap import configured as keymap_of_the_configuration
from govtui.user import choices
from govtui.user.choices import Setting

ROOT = Path(__file__).parent.parent.parent


def codes(*settings: tuple[str, object]) -> list[tuple[str, int]]:
    """What is said of settings that stand on lines 1, 2, …"""
    keymap = checked([Setting(name, value, line) for line, (name, value) in enumerate(settings, 1)])
    return [(fault.code, fault.line) for fault in keymap.faults]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("/", "slash"),
        ("?", "question_mark"),
        ("Esc", "escape"),
        ("Ctrl+F", "ctrl+f"),
        ("ctrl+]", "ctrl+right_square_bracket"),
        ("PgDn", "pagedown"),
        ("F9", "f9"),
        ("shift+a", "A"),
        ("A", "A"),
        ("alt+ctrl+x", "ctrl+alt+x"),
        ("ctrl++", "ctrl+plus"),
        ("comma", "comma"),
        ("nonsense", ""),
        ("hyper+x", ""),
        ("f99", ""),
        ("", ""),
    ],
)
def test_keys_are_written_as_people_write_them(written: str, key: str) -> None:
    assert canonical(written) == key


def test_a_letter_that_an_input_method_makes_is_left_out_and_told() -> None:
    settings = (("search", "đ"), ("sort", ["f8", "ọ"]), ("copy", "ф"))
    assert codes(*settings) == [("accented", 1), ("accented", 2)]
    by_id = checked([Setting(name, value, line) for line, (name, value) in enumerate(settings, 1)]).by_id
    assert by_id == {"command.sort": "f8", "command.copy": "ф"}, (
        "what is left of a setting works, else the key that was"
    )


def test_what_is_wrong_is_left_out_and_told_with_its_line() -> None:
    assert codes(("search", "ctrl+f"), ("sort", ["f8", "o"])) == [("taken", 2)]  # o was the overview's
    assert codes(("no-such", "x")) == [("unknown_command", 1)]
    assert codes(("search", "hyper+x")) == [("unknown_key", 1)]
    assert codes(("search", 3), ("sort", ""), ("help", [])) == [("not_keys", 1), ("not_keys", 2), ("not_keys", 3)]
    assert codes(("search", "f8"), ("sort", "f8")) == [("twice", 2)]
    assert codes(("language", "x")) == [("no_letter", 1)]
    assert codes(("", "x")) == [("not_a_table", 1)]
    keymap = checked([Setting("search", "f8", 1), Setting("sort", "f8", 2)])
    assert keymap.by_id == {"command.search": "f8"}


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("ctrl+b", "tmux"),
        ("ctrl+a", "screen"),
        ("f11", "window"),
        ("w", "composed"),
        ("ctrl+i", "alike"),
        ("k", "shadowed"),
    ],
)
def test_a_key_that_somebody_else_takes_works_and_is_warned_of(key: str, code: str) -> None:
    assert (code, 1) in codes(("themes", key))
    assert checked([Setting("themes", key, 1)]).by_id["command.themes"].split(",")[0] == key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_a_sentence_with_file_and_line(language: str) -> None:
    faults = checked(
        [
            Setting("search", "hyper+x", 1),
            Setting("sort", "ctrl+b,k,s", 2),
            Setting("language", "x", 3),
            Setting("no-such", "x", 4),
            Setting("reload", "ctrl+i,s", 5),
        ]
    ).faults
    for fault in faults:
        words = sentence(fault, load(language))
        assert words.startswith(f"config.toml:{fault.line}: ") and not re.search(r"[{}]", words)
    assert SENTENCES.keys() > ERRORS and {fault.code for fault in faults} & ERRORS


def test_no_default_is_a_key_that_somebody_else_takes() -> None:
    settings = [Setting(one.id, one.keys, 0) for one in COMMANDS if one.keys]
    assert not [fault for fault in checked(settings).faults if fault.code not in ("shadowed", "alike")]


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    choices.folder().mkdir(parents=True)
    return choices.file()


def test_chosen_keys_work_and_footer_palette_and_help_show_them(configured: Path) -> None:
    configured.write_text('[keys]\nsearch = "ctrl+f"\nthemes = "f9"\nsort = "/"\nno-such = "x"\n"list.down" = "n"\n')

    async def use(play: Play) -> None:
        await play.toast()
        assert "config.toml:5" in play.text()
        await play.silence()
        assert "Ctrl+F Tìm" in play.rows()[-1]
        await play.press("slash")
        assert play.browse.order == "date"
        first = play.list.cursor
        await play.press("n", "j")
        assert play.list.cursor == first + 1
        await play.press("ctrl+f", "a")
        assert play.browse.text == "a"
        await play.press("escape", "escape", "f9")
        assert type(play.app.screen).__name__ == "ThemesScreen"
        await play.press("escape", "question_mark")
        lines = [line.strip() for line in play.app.screen.query_one(CommandList).lines_said()]
        assert any(line.startswith("Ctrl+F ") for line in lines) and any(line.startswith("F9 ") for line in lines)
        await play.press("escape", "colon", *"tim")
        assert "Ctrl+F" in play.text()

    app = GovtuiApp(Registry(SAMPLE), "vi", index=Rehearsal(Registry(SAMPLE)).index)
    drive(use, app, BESIDE)


def test_the_pages_of_keys_are_what_the_code_says() -> None:
    done = subprocess.run([sys.executable, "tools/keys_doc.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_theme_that_is_none_is_told_with_its_line(configured: Path) -> None:
    configured.write_text('language = "vi"\ntheme = "pink"\n')
    assert [(fault.code, fault.line) for fault in keymap_of_the_configuration().faults] == [("unknown_theme", 2)]
    configured.write_text('theme = "contrast-light"\n')
    assert not keymap_of_the_configuration().faults
