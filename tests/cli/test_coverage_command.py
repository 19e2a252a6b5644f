"""`govtui coverage` prints how far the records are translated, for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small import registry, table

Run = Callable[..., Any]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return registry(
        tmp_path,
        table("s", "source"),
        table("bo", name={"vi": "Bộ"}, summary={"vi": "Một", "en": "One"}),
        table("hoi", name={"en": "Society"}),
    ).root


def test_shares_are_printed_as_a_table_and_as_json(govtui: Run, root: Path) -> None:
    done = govtui("coverage", "--registry", root, "--json")
    found = {(one["field"], one["source"], one["target"]): one for one in json.loads(done.out)["items"]}
    assert done.status == 0 and found["name", "vi", "en"]["missing"] == found["name", "en", "vi"]["missing"] == 1
    assert found["summary", "vi", "en"]["unverified"] == found["summary", "vi", "en"]["total"] == 1
    text = govtui("coverage", "--registry", root).out
    assert "Vietnamese → English" in text and "100% missing" in text.replace("\u00a0", " ")
    assert "tiếng Việt → tiếng Anh" in govtui("--lang", "vi", "coverage", "--registry", root).out


def test_only_what_a_query_leaves_is_counted(govtui: Run, root: Path) -> None:
    found = json.loads(govtui("coverage", "kind:source", "--registry", root, "--json").out)["items"]
    assert [(one["kind"], one["field"]) for one in found] == [("source", "title")]
    assert "There is no text" in govtui("coverage", "no-such-thing", "--registry", root).out


def test_a_query_that_search_refuses_is_refused(govtui: Run, root: Path) -> None:
    for query in ('"bo', "kind:"):
        asked = govtui("search", query, "--registry", root, "--lang", "en")
        for form in ((), ("--json",)):
            done = govtui("coverage", query, "--registry", root, "--lang", "en", *form)
            assert (done.status, done.err) == (asked.status, asked.err) and done.err
            assert json.loads(done.out or '{"items": []}')["items"] == [], "not the coverage of all records"
