"""Whoever knows one command knows the others: the same options, the same exit statuses, the same word for nothing found.

Over all commands of the program, so that a new one cannot be otherwise.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from small import registry, table

from govtui.cli import main
from govtui.cli.output import Output
from govtui.cli.session import Session
from govtui.i18n.translator import LANGUAGES, load

Run = Callable[..., Any]


def declared(language: str = "en") -> dict[str, click.Command]:
    """Every command by its name."""
    tr = load(language)
    group = main.command_line(Session(tr, os.environ, Output.standard(tr, os.environ)))
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def options_of(command: click.Command) -> dict[str, click.Option]:
    options = (option for option in command.params if isinstance(option, click.Option))
    return {word: option for option in options for word in option.opts}


def arguments_of(command: click.Command) -> list[click.Argument]:
    return [param for param in command.params if isinstance(param, click.Argument)]


# -- options ---------------------------------------------------------------------------------------------------------

OWN_MEANING = {
    ("--write", "schema"): "the folder to write into",
    ("--lang", "show"): "also both languages",
    ("--lang", "schema"): "also both languages",
    ("--type", "new"): "the type of a record; of links it is that of references",
    ("--answers", "import"): "a file of answers about records; of search the answers to a question",
    ("--type", "import"): "the type of records, as in new",
    ("--only", "migrate"): "a step; of check it is codes",
    ("--from", "export"): "a language; of the timeline it is a date",
}
"""Where an option takes something else than it does elsewhere, and why."""


def test_an_option_of_a_name_takes_the_same_in_every_command() -> None:
    takes: dict[str, set[tuple[object, ...]]] = {}
    for name, command in declared().items():
        for word, option in options_of(command).items():
            if (word, name) not in OWN_MEANING and not option.hidden and not isinstance(option.type, click.Choice):
                shape = (
                    *(option.opts[:2] if word == "--limit" else ()),
                    option.is_flag,
                    type(option.type).__name__,
                    option.metavar,
                )
                takes.setdefault(word, set()).add(shape)
    assert {word: shapes for word, shapes in takes.items() if len(shapes) > 1} == {}
    assert len(takes) > 20


def test_exceptions_are_options_that_there_are() -> None:
    commands = declared()
    assert [(word, name) for word, name in OWN_MEANING if word not in options_of(commands[name])] == []


def test_every_command_that_takes_several_ids_takes_a_query_instead() -> None:
    for name, command in declared().items():
        several = [param for param in arguments_of(command) if param.name in ("ids", "asked")]
        assert all(param.nargs == -1 and not param.required for param in several), name
        assert not several or "--where" in options_of(command), name


def test_every_command_but_the_words_about_commands_prints_for_programs() -> None:
    without = {name for name, command in declared().items() if "--json" not in options_of(command)}
    assert without == {"browse", "completion", "help"}
    for name, command in declared().items():
        assert len({"--json", "--jsonl", "--labels"} & set(options_of(command))) in (0, 3), name


def test_what_saves_several_files_can_be_tried_before() -> None:
    for name in ("set", "new", "rename", "merge", "rm", "undo", "init", "fmt", "import"):
        assert "--dry-run" in options_of(declared()[name]), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_tells_its_exit_statuses(language: str) -> None:
    word = load(language).gettext("Exit status")
    for name, command in declared(language).items():
        told = (command.help or "").partition(f"{word}:")[2]
        assert " 0 " in f" {told}" and " 2 " in told, name


# -- nothing found ---------------------------------------------------------------------------------------------------

ASKED = ["show", "links", "log", "check", "fmt", "set status=active", "rm"]
"""Commands for records, with what they need besides."""

LISTS = ["search", "list", "timeline", "stats", "coverage", "stats --by type", "list --values type"]
"""Commands that take a query line."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return registry(tmp_path_factory.mktemp("few"), table("a"), table("s", "source")).root


@pytest.mark.parametrize("asked", ASKED)
def test_no_record_found_is_status_1_and_a_sentence(govtui: Run, root: Path, asked: str) -> None:
    name, *rest = asked.split()
    done = govtui(name, "--where", "zzzzzz", *rest, "--registry", root, "--lang", "en")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(("govtui: No record found.\n", "govtui: No record was found, so nothing was changed.\n"))


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("form", ["--json", "--jsonl"])
def test_no_record_found_is_an_empty_list_for_programs(govtui: Run, root: Path, asked: str, form: str) -> None:
    name, *rest = asked.split()
    done = govtui(name, "--where", "zzzzzz", *rest, form, "--registry", root)
    assert done.status == 1
    assert done.out == "" if form == "--jsonl" else json.loads(done.out)["items"] == []


@pytest.mark.parametrize("asked", ASKED)
def test_a_record_that_is_none_and_a_query_that_is_wrong_are_status_2(govtui: Run, root: Path, asked: str) -> None:
    name, *rest = asked.split()
    for words in (
        ["zzzzzz", *rest],
        ["--where", "typ:forum", *rest],
        ["--where", 'a "b', *rest],
        ["a", "--where", "b"],
    ):
        done = govtui(name, *words, *(rest if "b" in words else ()), "--registry", root, "--lang", "en")
        assert (done.status, done.out) == (2, ""), words
        assert done.err.startswith("govtui: ") and done.err.count("\n") == 1


@pytest.mark.parametrize("asked", LISTS)
def test_a_query_that_finds_nothing_is_status_1_in_every_form(govtui: Run, root: Path, asked: str) -> None:
    for form in ((), ("--json",), ("--jsonl",)):
        assert govtui(*asked.split(), *form, "zzzzzz", "--registry", root).status == 1, form


@pytest.mark.parametrize("asked", [*LISTS, *(f"{one.split()[0]} --where" for one in ASKED)])
def test_a_quotation_mark_that_is_not_closed_is_status_2(govtui: Run, root: Path, asked: str) -> None:
    rest = ["status=active"] if asked.startswith("set") else []
    done = govtui(*asked.split(), '"zzz', *rest, "--registry", root)
    assert (done.status, done.out) == (2, "")


# -- exit statuses ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", main.COMMANDS)
def test_a_command_line_with_a_mistake_is_status_2_with_a_sentence_and_nothing_else(govtui: Run, name: str) -> None:
    done = govtui(name, "--nonsense")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("name", [one for one in main.COMMANDS if one != "browse"])
def test_a_query_that_begins_with_a_dash_is_told_how_to_be_written(govtui: Run, root: Path, name: str) -> None:
    takes_query = any(argument.name == "query" for argument in arguments_of(declared()[name]))
    done = govtui(name, "-type:forum", "--lang", "en")
    assert ("Write -- before a query" in done.err) is takes_query
    if takes_query:
        assert done.err.endswith(f": govtui {name} -- -type:forum\n")
        assert govtui(name, "--registry", root, "--", "-type:forum").status != 2


FALLS_BACK = {"browse", "show", "search", "list", "links", "timeline", "stats"}
"""Commands that show the registry that comes with govtui where there is none."""

NEEDS_NONE = {"init", "doctor", "merge-file", "fields", "schema", "completion", "help"}

ARGUMENTS = {
    "show": ["unpog"],
    "search": ["unpog"],
    "links": ["unpog"],
    "log": ["a"],
    "blame": ["a"],
    "set": ["a", "status=active"],
    "new": ["organization", "--name-en", "A", "--type", "ngo"],
    "rename": ["a", "b"],
    "merge": ["a", "b"],
    "import": ["jsonl", __file__],
    "rm": ["a"],
    "edit": ["a"],
    "completion": ["bash"],
    "export": ["bibtex"],
    "publish": ["../site"],
    "init": ["--dry-run"],
    "merge-file": [__file__, __file__, __file__, "--check"],
}


@pytest.mark.parametrize("name", main.COMMANDS)
def test_without_a_registry_a_command_does_without_or_is_status_2(govtui: Run, tmp_path: Path, name: str) -> None:
    done = govtui(name, *ARGUMENTS.get(name, ()), "--lang", "en", cwd=tmp_path)
    if name in FALLS_BACK | NEEDS_NONE:
        assert done.status in (0, 1) and done.out
    else:
        assert (done.status, done.out) == (2, "")
        assert "registry" in done.err
    assert list(tmp_path.iterdir()) == []


def test_in_a_pipe_a_row_is_one_line_however_long(govtui: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = "Hội nghị " * 40
    source = table("s", "source", title={"vi": long, "en": long})
    root = registry(tmp_path, table("a", name={"vi": long, "en": long}), source).root
    monkeypatch.delenv("COLUMNS")
    for line, rows in (("list", 2), ("list --values source", 1), ("links a", 3), ("stats --by source", 2)):
        done = govtui(*line.split(), "--registry", root)
        assert (done.status, len(done.out.splitlines())) == (0, rows), line
        assert long.strip() in done.out
