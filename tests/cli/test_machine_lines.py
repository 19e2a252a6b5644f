"""What commands print for programs: the same bytes in every language, as `govtui schema output` says, in either form.

The command lines are those of the table ROWS that print JSON, over its hostile registry.
"""

from __future__ import annotations

import dataclasses
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import hostile
import pytest
from forking import Ran, Runner
from jsonschema import Draft202012Validator
from test_output_gate import ROWS, Row, Runs, home, name_of, runner, top

from govtui.cli import main
from govtui.cli.output import Output
from govtui.cli.session import Session
from govtui.i18n.translator import LANGUAGES, load
from govtui.interchange.machine_labels import labelled
from govtui.interchange.machine_members import PARTS, TEXT_TYPES
from govtui.interchange.machine_schema import output_schema
from govtui.interchange.machine_shapes import SHAPES

__all__ = ["home", "runner", "top"]  # fixtures

FORMS = ("--json", "--jsonl")

FREE = re.compile(rb'("name": "disk.free".*?"value": )\d+')
"""What is free on the disk is another number in every run."""


def without_form(row: Row) -> Row:
    line = " ".join(word for word in row.line.split() if word not in FORMS)
    return dataclasses.replace(row, line=line, kind="words" if row.kind == "words" else "json")


def in_form(row: Row, form: str, language: str) -> Row:
    # Before the command, whose own --lang may choose the language of what it writes.
    return dataclasses.replace(row, line=f"--lang {language} {row.line} {form}")


def named(rows: Iterable[Row]) -> dict[str, Row]:
    """Different rows by different names."""
    found: dict[str, Row] = {}
    for row in rows:
        if row not in found.values():
            name = name_of(row)
            found[f"{name} {len(found)}" if name in found else name] = row
    return found


LINES = named(without_form(row) for row in ROWS if row.is_machine)
"""Command lines that print machine lines, without the option for that, by name."""

VALIDATOR = Draft202012Validator(output_schema([load("en")]))


class Printed:
    """What the command lines print, each run once."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self._ran: dict[tuple[str, str, str], Ran] = {}

    def by(self, name: str, form: str, language: str = "en") -> Ran:
        if (key := (name, form, language)) not in self._ran:
            ran = self._runs.run(in_form(LINES[name], form, language), terminal=False)
            self._ran[key] = ran._replace(out=FREE.sub(rb"\g<1>0", ran.out))
        return self._ran[key]

    def items(self, name: str) -> list[dict[str, Any]]:
        return json.loads(self.by(name, "--json").out or "{}").get("items", [])


@pytest.fixture(scope="module")
def printed(runner: Runner, top: Path, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return Printed(Runs(runner, top, tmp_path_factory.mktemp("copies")))


def faults(value: Any) -> list[str]:
    """Where a document or line does not fit the schema of its shape."""
    name = value["is"]
    found = VALIDATOR.evolve(schema=VALIDATOR.schema["$defs"][name]).iter_errors(value)
    return [f"{one.json_path}: {one.message}" for one in found]


@pytest.mark.parametrize("name", LINES)
def test_json_is_one_document_that_fits_the_schema(printed: Printed, name: str) -> None:
    ran = printed.by(name, "--json")
    assert hostile.unsafe(ran.out + ran.err) == [] and b"Traceback" not in ran.err and ran.status in (0, 1, 2, 3)
    if not ran.out:  # it could not run
        assert ran.err and ran.status == 2 and LINES[name].kind == "words"
        return
    document = json.loads(ran.out)
    assert document["is"] == "list" and document["total"] >= len(document["items"])
    assert document["total"] == len(document["items"]) or "--limit" in LINES[name].line
    assert {item["is"] for item in document["items"]} <= {document["of"]}
    assert faults(document) == []


@pytest.mark.parametrize("name", LINES)
def test_jsonl_in_vietnamese_has_the_very_bytes_that_stand_in_json_in_english(printed: Printed, name: str) -> None:
    json_in_english, jsonl_in_vietnamese = printed.by(name, "--json"), printed.by(name, "--jsonl", "vi")
    items = json_in_english.out.split(b"\n")[1:-2]  # without what begins and ends the document
    assert jsonl_in_vietnamese.out.split(b"\n")[:-1] == [item.removesuffix(b",") for item in items]
    assert jsonl_in_vietnamese.status == json_in_english.status


@pytest.mark.parametrize("name", {row.line.split()[0]: name for name, row in reversed(LINES.items())}.values())
def test_json_is_the_same_in_every_language(printed: Printed, name: str) -> None:
    assert printed.by(name, "--json", "vi").out == printed.by(name, "--json").out


# -- the table is whole ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def commands() -> dict[str, click.Command]:
    """Every command by its words: "drafts show"."""
    tr = load("en")

    def walk(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
        yield name, command
        if isinstance(command, click.Group):
            context = click.Context(command)
            for each in command.list_commands(context):
                found = command.get_command(context, each)
                assert found is not None
                yield from walk(found, f"{name} {each}".strip())

    return dict(walk(main.command_line(Session(tr, os.environ, Output.standard(tr, os.environ))), ""))


def options(command: click.Command) -> set[str]:
    return {word for param in command.params for word in param.opts}


def test_every_command_that_prints_lines_has_a_row_for_it(commands: dict[str, click.Command]) -> None:
    machine = {name for name, command in commands.items() if set(FORMS) <= options(command)}
    missing = [name for name in machine if not any(f"{line} ".startswith(f"{name} ") for line in LINES)]
    assert missing == []


def test_commands_that_a_shape_names_exist(commands: dict[str, click.Command]) -> None:
    for name, shape in SHAPES.items():
        for command in shape.commands:
            words = [word for word in command.split() if not word.startswith("-")]
            found = commands[" ".join(words)]
            assert set(FORMS) <= options(found), f"{command} prints {name}"
            assert {word for word in command.split() if word.startswith("-")} <= options(found), command


def test_every_shape_is_printed_by_the_commands_that_it_names(printed: Printed) -> None:
    found = {(item["is"], name.split()[0]) for name in LINES for item in printed.items(name)}
    named = {(name, command.split()[0]) for name, shape in SHAPES.items() for command in shape.commands}
    assert sorted(found ^ named) == []


# -- the schema ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", [*LANGUAGES, "both"])
def test_the_schema_is_one_in_words_of_each_language(language: str) -> None:
    translators = [load(one) for one in (LANGUAGES if language == "both" else (language,))]
    found = output_schema(translators)
    Draft202012Validator.check_schema(found)
    assert set(found["$defs"]) == {"list", *SHAPES, *PARTS}
    described = found["$defs"]["record"]["properties"]["date"]
    assert described["title"] == " / ".join(tr.gettext(TEXT_TYPES["edtf"]) for tr in translators)
    assert all(one.get("description") for shape in SHAPES for one in found["$defs"][shape]["properties"].values())


RECORD = {
    "v": 1, "is": "record", "id": "a", "kind": "event", "path": "events/a.toml", "etag": "0", "name": {"vi": "Một"},
    "readable": True,
}  # fmt: skip


def test_it_refuses_what_is_no_line() -> None:
    assert VALIDATOR.is_valid(RECORD)
    assert VALIDATOR.is_valid({"v": 1, "is": "list", "of": "record", "total": 1, "items": [RECORD]})
    labels = list(labelled([RECORD], None))
    assert labels[0]["label"]["kind"] == {"vi": "Sự kiện", "en": "Event"} and VALIDATOR.is_valid(labels[0])
    for wrong in ({"v": 2}, {"is": "thing"}, {"name": "Một"}, {"title": "Một"}, {"readable": None}, {"label": 1}):
        assert not VALIDATOR.is_valid({**RECORD, **wrong}), wrong
    assert not VALIDATOR.is_valid({name: value for name, value in RECORD.items() if name != "path"})
    assert not VALIDATOR.is_valid({"v": 1, "is": "list", "of": "fact", "total": 1, "items": [RECORD]})
