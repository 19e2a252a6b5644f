"""What `govtui check` tells of problems: as lines for programs, each with its sentence as text has it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

Rows = list[dict[str, Any]]

_MEMBERS = {"line": 0, "column": 0, "field": "", "values": {}}
"""Members that are left out of a line where there is nothing to tell."""

_TOLD = re.compile(r"^(?P<place>\S.*?): [^\[\]]+ \[(?P<code>\w+)\] (?P<words>.*)$")


def rows_of(out: str) -> Rows:
    """The items of a document, with what is left out of them."""
    document: Mapping[str, Any] = json.loads(out)
    assert document["of"] == "problem" and document["total"] == len(document["items"])
    return [_MEMBERS | item for item in document["items"]]


def told(run: Callable[..., Any], *args: object, language: str = "en") -> tuple[int, Rows]:
    """The exit status of `govtui check`, and its problems, each with its "message" in a language."""
    done = run("check", *args, "--json")
    text = run("check", *args, "--lang", language)
    assert (done.err, text.err, done.status) == ("", "", text.status)
    sentences = [found for line in text.out.split("\n") if (found := _TOLD.match(line))]
    rows = rows_of(done.out)
    for row, found in zip(rows, sentences, strict=True):
        place = ":".join(str(part) for part in (row["path"], row["line"], row["column"]) if part)
        assert (found["place"], found["code"]) == (place, row["code"])
    return done.status, [row | {"message": found["words"]} for row, found in zip(rows, sentences, strict=True)]
