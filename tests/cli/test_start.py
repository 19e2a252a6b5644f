"""What is understood without click is what click would understand."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from govtui.cli.command_list import grouped
from govtui.cli.first_word import FROM_OTHER_PROGRAMS, module_of
from govtui.cli.main import COMMANDS
from govtui.cli.start import BrowseArguments, browse_arguments
from govtui.i18n.translator import LANGUAGES, load

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("args", "path"),
    [
        ([], None),
        (["."], "."),
        (["records/"], "records/"),
        (["--lang", "vi", "/srv/so-bo"], "/srv/so-bo"),
        (["--lang=en"], None),
        (["--registry", "/srv/so-bo"], "/srv/so-bo"),
        (["--registry=/srv/one", "/srv/other"], "/srv/other"),
        (["./search"], "./search"),
    ],
)
def test_browsing_needs_no_click(args: Sequence[str], path: str | None) -> None:
    assert browse_arguments(args) == BrowseArguments(path)


@pytest.mark.parametrize("args", [["records/"], ["--lang", "vi", "/srv/so-bo"], ["--registry=/srv/one", "records/"]])
def test_the_record_to_begin_at_comes_second(args: Sequence[str]) -> None:
    assert browse_arguments([*args, "unpog"]) == BrowseArguments(args[-1], "unpog")


@pytest.mark.parametrize(
    "args",
    [
        *([command] for command in COMMANDS),
        ["--help"],
        ["-h"],
        ["unpog"],
        ["--registry", "/srv/so-bo", "unpog"],
        ["--version"],
        ["-x"],
        ["--"],
        ["one", "two", "three"],
        ["--lang"],
        ["--lang", "fr"],
        ["--lang="],
        ["--registry"],
        ["--registry", "--lang"],
        ["--registry", "/srv/so-bo", "search", "x"],
        [""],
    ],
)
def test_everything_else_is_left_to_click(args: Sequence[str]) -> None:
    assert browse_arguments(args) is None


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with folders and a file in it, among them some that are called like a command and like a module."""
    for name in ("records", "search", "lines", "sổ bộ"):
        (tmp_path / name).mkdir()
    (tmp_path / "one.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def understood(govtui: Run, *args: str) -> str:
    """The command that click takes a line for, as its help says; "" for a mistake."""
    done = govtui("--lang", "en", *args, "--help", cwd=Path.cwd())
    return done.out.split()[2] if done.status == 0 else ""


@pytest.mark.parametrize(
    ("word", "command"),
    [
        *((name, name) for name in COMMANDS),
        *(
            (word, "browse")
            for word in (".", "..", "records", "./search", "lines", "sổ bộ", "one.toml", "no/where", "")
        ),
        *((word, "") for word in ("serch", "nowhere", "unpog", "-", "start", "main")),
    ],
)
def test_a_first_word_is_a_command_a_path_or_a_mistake(govtui: Run, folder: Path, word: str, command: str) -> None:
    assert understood(govtui, word) == command
    assert understood(govtui, "--registry", "so", word) == command
    quick = browse_arguments([word])
    assert quick is None if command != "browse" else quick in (None, BrowseArguments(word))
    if command == "browse" and word not in (
        "",
        "lines",
        "browse",
    ):  # an empty one, or a module's name, is left to click
        assert quick


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("args", "near"),
    [(["serch", "x"], "search"), (["delete", "x"], "rm"), (["SHOW"], "show"), (["--plain", "brwose"], "browse")],
)
def test_a_misspelt_command_is_told_with_the_one_that_was_meant(
    govtui: Run, tmp_path: Path, args: Sequence[str], near: str, language: str
) -> None:
    tr = load(language)
    words = tr.gettext("There is no command “{word}”, nor a folder of that name. Did you mean “{near}”?")
    word = next(arg for arg in args if not arg.startswith("-"))
    done = govtui("--lang", language, *args, cwd=tmp_path)
    assert done == (2, "", f"govtui: {words.format(word=word, near=near)}\n")
    words = tr.gettext("There is no command “{word}”. Did you mean “{near}”?")
    done = govtui("help", word, "--lang", language, cwd=tmp_path)
    assert done == (2, "", f"govtui: {words.format(word=word, near=near)}\n")


def test_a_word_that_is_like_no_command_leads_to_the_help(govtui: Run, tmp_path: Path) -> None:
    done = govtui("zzzzz", cwd=tmp_path)
    assert (done.status, done.out) == (2, "")
    assert done.err.endswith("“zzzzz”, nor a folder of that name; “govtui help” lists the commands.\n")


def test_words_of_other_programs_mean_commands_that_there_are() -> None:
    modules = Path(importlib.import_module("govtui.cli").__path__[0])
    later = {"fmt", "list", "undo"} - set(COMMANDS)  # these come with their helpers
    assert set(FROM_OTHER_PROGRAMS.values()) - later <= set(COMMANDS)
    assert all((modules / f"{module_of(name)}.py").is_file() for name in COMMANDS)
    assert not set(FROM_OTHER_PROGRAMS) & set(COMMANDS)


def test_every_command_stands_in_one_group_of_the_help() -> None:
    groups = list(grouped(COMMANDS))
    assert all(heading for heading, _ in groups)
    assert sorted(name for _, names in groups for name in names) == sorted(COMMANDS)
    assert list(grouped(["quite-new", "show"])) == [("", ["quite-new"]), ("Read", ["show"])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_the_same_by_each_of_its_names_and_fits_80_columns(govtui: Run, language: str) -> None:
    of_all = govtui("--lang", language, "--help")
    assert of_all.status == 0
    assert govtui("--lang", language, "-h") == govtui("help", "--lang", language) == of_all
    for name in COMMANDS:
        one = govtui("--lang", language, name, "--help")
        assert one.status == 0
        assert govtui("--lang", language, name, "-h") == govtui("--lang", language, "help", name) == one
        assert f"\n  {name} " in of_all.out
        assert [line for line in one.out.splitlines() if len(line) > 80 and line[:4].strip()] == []
    assert max(map(len, of_all.out.splitlines())) <= 80 and "..." not in of_all.out.partition("\n")[2]
    assert [line.split()[0] for line in of_all.out.splitlines()[-10:] if line[2:3].isdigit()] == (
        ["0", "1", "2", "3", "70", "130", "141"]
    )
