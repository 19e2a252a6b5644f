"""`govtui verify` holds records against texts in a folder: what it prints, in which form, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small import registry, table, write

Run = Callable[..., Any]
TEXT = "Đầu đề\n\nNgày 5/8/2022, 600 đại biểu đã dự.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    figures = [{"what": "participants", "value": 600, "source": "s", "at": "L1"}]
    quoted = [{"what": "participants", "value": 600, "quote": "600 đại biêu", "source": "s", "at": "L3"}]
    registry(
        tmp_path / "registry",
        table("short", "event", figures=figures),
        table("wrong", "event", figures=quoted),
        table("s", "source", lang="vi"),
        manifest='schema = 2\ntexts = "../texts"\n',
    )
    write(tmp_path, "texts/s.txt", TEXT)
    return tmp_path / "registry"


def test_findings_stand_below_their_record_with_what_mends_them(root: Path, govtui: Run) -> None:
    ran = govtui("verify", root)
    assert ran.status == 1  # a quotation that stands nowhere is an error
    lines = ran.out.splitlines()
    assert lines[0] == "short" and "figures.participants.value" in lines[1] and "s L3 tells it." in lines[2]
    assert lines[3] == "wrong" and "figures.participants.quote" in lines[4] and "s L3: 600 đại [-biêu-]" in lines[5]
    assert lines[-1].startswith("1 text, 3 records: 1 quotation, 2 numbers, 0 dates, 0 names.")


def test_the_exit_status_tells_errors_and_with_strict_warnings(root: Path, govtui: Run, tmp_path: Path) -> None:
    assert govtui("verify", root, "--record", "short").status == 0
    assert govtui("verify", root, "--record", "short", "--strict").status == 1
    assert govtui("verify", root, "--record", "nobody").status == 2
    (tmp_path / "none").mkdir()
    assert govtui("verify", root, "--texts", tmp_path / "none").status == 2
    assert govtui("verify", root, "--texts", tmp_path / "missing").status == 2


def test_json_is_a_line_for_each_finding(root: Path, govtui: Run) -> None:
    rows = [json.loads(line) for line in govtui("verify", root, "--json").out.splitlines()]
    assert [row["code"] for row in rows] == ["value_elsewhere", "quote_nowhere"]
    assert rows[0]["path"].endswith("short.toml") and rows[0]["line"] > 1
    only = govtui("verify", root, "--json", "--record", "wrong").out
    assert [json.loads(line)["code"] for line in only.splitlines()] == ["quote_nowhere"]
    listed = [json.loads(line) for line in govtui("verify", root, "--json", "--unrecorded").out.splitlines()[2:]]
    assert {(row["code"], row["line"]) for row in listed} == {("line_unrecorded", 3)}


def test_annotations_name_the_line_of_the_file(root: Path, govtui: Run) -> None:
    out = govtui("verify", root, "--format", "github").out
    assert out.count("::warning ") == 1 and out.count("::error ") == 1


def test_check_judges_alike_without_texts_and_adds_findings_with_them(root: Path, govtui: Run) -> None:
    def codes(*args: object) -> set[str]:
        return {row["code"] for row in json.loads(govtui("check", root, "--format", "json", *args).out)}

    added = codes("--texts", root.parent / "texts") - codes()
    assert added == {"value_elsewhere", "quote_nowhere"}
