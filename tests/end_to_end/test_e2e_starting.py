"""Starting: which registry, which language, and what is said when neither can be."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from govtui import __version__
from govtui.i18n.translator import LANGUAGES, Translator, load

if TYPE_CHECKING:
    import subprocess

    from conftest import Program

F2 = "\x1bOQ"
ENGLISH = {"LANG": "en_GB.UTF-8"}
NO_REGISTRY = "There is no registry at {path}: a folder with registry.toml is needed."


def title(done: subprocess.CompletedProcess[str]) -> str:
    """The name of the registry, which is the first line of the overview."""
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[0]


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


# which registry


def test_a_registry_is_named_by_argument_by_option_and_by_the_environment(
    program: Program, registry: Callable[[str], Path]
) -> None:
    one, two = registry("Một"), registry("Hai")
    assert title(program.run(one)) == "Sổ bộ Một"
    assert title(program.run("browse", one)) == "Sổ bộ Một"
    assert title(program.run("--registry", one)) == "Sổ bộ Một"
    assert title(program.run(env={"GOVTUI_REGISTRY": str(one)})) == "Sổ bộ Một"
    assert title(program.run(one, env={"GOVTUI_REGISTRY": str(two)}, cwd=two)) == "Sổ bộ Một"
    assert title(program.run(env={"GOVTUI_REGISTRY": str(one)}, cwd=two)) == "Sổ bộ Một"
    assert title(program.run("Một", cwd=one.parent)) == "Sổ bộ Một"


def test_else_it_is_the_nearest_one_upward_also_in_a_folder_records(
    program: Program, registry: Callable[[str], Path]
) -> None:
    here, below = registry("Ngoài"), registry("Ngoài/dự án/records")
    deep = below.parent / "ghi chép" / "2022"
    deep.mkdir(parents=True)
    assert title(program.run(cwd=here)) == "Sổ bộ Ngoài"
    assert title(program.run(cwd=here / "organizations")) == "Sổ bộ Ngoài"
    assert title(program.run(cwd=deep)) == "Sổ bộ Ngoài/dự án/records"
    assert title(program.run(below.parent, cwd=program.here)) == "Sổ bộ Ngoài/dự án/records"


def test_else_it_is_the_one_that_ships_and_the_screen_says_so_and_that_it_is_read_only(
    program: Program, registry: Callable[[str], Path], vi: Translator, en: Translator
) -> None:
    done = program.run()
    assert "Liên hợp quốc" in title(done)
    assert vi.gettext("read-only") in done.stdout
    with program.open() as browser:
        browser.started()
        assert "Liên hợp quốc" in browser.row(0)
        assert vi.gettext("bundled, read-only") in browser.row(0)
        browser.press(F2, en.gettext("by name"), en.gettext("bundled, read-only"))
    own = registry("của mình")
    assert vi.gettext("read-only") not in program.run(own).stdout


def test_the_screen_shows_the_registry_that_was_named(
    program: Program, registry: Callable[[str], Path], en: Translator
) -> None:
    with program.open("browse", registry("Một"), "--lang", "en") as browser:
        browser.started()
        assert "Registry Một" in browser.row(0)
        assert "Ministry" in browser.text()
        assert en.gettext("read-only") not in browser.row(0)
        assert browser.left() == 0
    assert not program.config.exists()  # --lang is for once


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_path_without_a_registry_is_told_in_one_sentence_and_status_2(program: Program, language: str) -> None:
    sentence = load(language).gettext(NO_REGISTRY)
    places = (program.here, Path(__file__))
    for path in places:
        done = program.run("--lang", language, path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"govtui: {sentence.format(path=path)}\n"
    done = program.run("browse", "--lang", language, env={"GOVTUI_REGISTRY": "không có"})
    assert (done.returncode, done.stderr) == (2, f"govtui: {sentence.format(path='không có')}\n")


def test_a_path_that_is_no_text_is_told_without_reaching_into_the_terminal(program: Program) -> None:
    done = program.run(b"/nowhere/\x1b[31m\x9b\n\xff\xe2\x80\xae")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert all(letter.isprintable() for letter in done.stderr.rstrip("\n"))


# which language


@pytest.mark.parametrize(
    ("environ", "args", "language"),
    [
        ({}, [], "vi"),
        ({"LANG": "fr_FR.UTF-8"}, [], "vi"),
        ({"LANG": "vi_VN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, [], "en"),
        ({"LANG": "vi_VN.UTF-8", "LANGUAGE": "en:vi"}, [], "en"),
        ({"LANG": "vi_VN.UTF-8", "LC_CTYPE": "en_US.UTF-8"}, [], "vi"),
        ({"LANG": "en_US.UTF-8"}, ["--lang", "vi"], "vi"),
        ({"LANG": "vi_VN.UTF-8"}, ["browse", "--lang=en"], "en"),
    ],
)
def test_the_environment_tells_the_language_and_the_command_line_knows_better(
    program: Program, environ: dict[str, str], args: list[str], language: str
) -> None:
    done = program.run(*args, "--help", env=environ)
    assert done.returncode == 0
    assert done.stdout.startswith(load(language).gettext("Usage:"))


def test_a_language_that_was_chosen_with_f2_is_kept_and_the_command_line_still_knows_better(
    program: Program, registry: Callable[[str], Path], vi: Translator, en: Translator
) -> None:
    one, vietnamese = registry("Một"), {"LANG": "vi_VN.UTF-8"}
    with program.open(one, env=vietnamese) as browser:
        browser.started()
        browser.press(F2, en.gettext("by name"), "Registry Một")
        assert browser.left() == 0
    assert title(program.run(one, env=vietnamese)) == "Registry Một"
    assert title(program.run(one, "--lang", "vi")) == "Sổ bộ Một"
    with program.open(one) as browser:
        browser.started()
        assert "Registry Một" in browser.row(0)
        browser.press(F2, vi.gettext("by name"), "Sổ bộ Một")
        assert browser.left() == 0
    assert title(program.run(one, env=ENGLISH)) == "Sổ bộ Một"


def test_a_language_that_was_chosen_in_the_moment_of_leaving_is_kept(
    program: Program, registry: Callable[[str], Path]
) -> None:
    one, vietnamese = registry("Một"), {"LANG": "vi_VN.UTF-8"}
    with program.open(one, env=vietnamese) as browser:
        browser.started()
        browser.send(F2 + "\x11")
        assert browser.wait_exit() == 0
    assert title(program.run(one, env=vietnamese)) == "Registry Một"


def test_a_configuration_that_cannot_be_read_keeps_nobody_from_reading(
    program: Program, registry: Callable[[str], Path]
) -> None:
    (program.config / "govtui").mkdir(parents=True)
    (program.config / "govtui" / "config.toml").write_bytes(b'language = "en\xff')
    assert title(program.run(registry("Một"))) == "Sổ bộ Một"


# what is said


def test_the_version_is_told(program: Program) -> None:
    done = program.run("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"govtui {__version__}\n", "")


def test_help_speaks_vietnamese_without_a_word_of_english(program: Program) -> None:
    commands: list[str] = []
    for command in ([], ["browse"]):
        english = program.run(*command, "--help", env=ENGLISH)
        vietnamese = program.run(*command, "--help")
        assert english.returncode == vietnamese.returncode == 0
        assert english.stderr == vietnamese.stderr == ""
        if not command:
            commands = re.findall(r"^  ([a-z-]+)  ", english.stdout, re.MULTILINE)
            assert {"browse", "help"} <= set(commands)
        names = {
            "govtui",
            "JSON",
            "Schema",
            *("bash", "zsh", "fish", "head"),
            *words(" ".join(commands)),
            *words(" ".join(re.findall(r"--[\w-]+|\[[a-z|]+\]", english.stdout))),
        }
        shared = {word for word in words(english.stdout) & words(vietnamese.stdout) if len(word) > 3}  # "in" is both
        assert shared - names == set()
        assert load("vi").gettext("Show this message and exit.") in " ".join(vietnamese.stdout.split())


@pytest.mark.parametrize(
    "args",
    [["--no-such-option"], ["--lang", "fr"], ["--lang"], ["a", "b", "c"]],
    ids=" ".join,
)
def test_a_command_line_that_makes_no_sense_is_told_in_one_sentence_and_status_2(
    program: Program, args: list[str]
) -> None:
    english, vietnamese = program.run(*args, env=ENGLISH), program.run(*args, env={"LANG": "vi_VN.UTF-8"})
    for done in (english, vietnamese):
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1
        assert done.stderr.startswith("govtui: ")
    assert english.stderr != vietnamese.stderr
    names = {"govtui", "help", *LANGUAGES, *words(" ".join(args)), "1", "color"}
    assert words(english.stderr) & words(vietnamese.stderr) <= names
