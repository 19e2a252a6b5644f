"""Example lines for docs/machine.md: what the commands really print, over a small registry that is made for it.

What differs from run to run (moments, the name of the machine, made-up ids) is replaced by values that do not.
"""

from __future__ import annotations

import io
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unittest import mock

Line = dict[str, Any]

RECORDS: Mapping[str, str] = {
    "registry.toml": """\
schema = 2
languages = ["vi", "en"]
texts = "texts"

[name]
vi = "Sổ tay"
en = "Handbook"
""",
    "organizations/unpog.toml": """\
schema = 2
kind = "organization"
id = "unpog"
type = "un_system"
status = "active"
founded = "2006-06"
place.country = "KR"

[name]
vi = "Văn phòng Dự án Liên hợp quốc về Quản trị"
en = "United Nations Project Office on Governance"

[[sources]]
ref = "unpog-2017"
at = "L1"
for = ["founded"]
""",
    "events/forum-2018.toml": """\
schema = 2
kind = "event"
id = "forum-2018"
type = "forum"
status = "held"
date = "2018-11-05/2018-11-06"
place.country = "KR"

[name]
vi = "Diễn đàn quản trị 2018"
en = "Governance forum 2018"

[summary]
vi = "Diễn đàn về đổi mới trong khu vực công. Nguồn không nêu kinh phí."

[relations]
organized_by = ["unpog"]
concerns = ["lost"]
""",
    "sources/unpog-2017.toml": """\
schema = 2
kind = "source"
id = "unpog-2017"
type = "article"
lang = "en"
seen = "full"
publisher = "unpog"

[title]
vi = "Giới thiệu UNPOG"
en = "About UNPOG"
""",
    "texts/unpog-2017.txt": "UNPOG was established in June 2006.\nIts seat is in Incheon.\n",
}
"""A registry by path: with a reference that leads nowhere, a text without its English, a line that nobody cites."""


BODIES = json.dumps({"kind": "organization", "id": "b-7", "type": "ngo", "name": {"en": "Open Budget Network"}}) + "\n"
"""A file to be imported, of somebody else."""


class Example(NamedTuple):
    """A line of a shape, and the command that prints it."""

    command: str
    line: Line


class _Asked(NamedTuple):
    command: str
    """Run with --jsonl."""
    is_wanted: Callable[[Line], bool] = lambda line: True
    """Chooses the line: the first that is wanted."""


ASKED: Mapping[str, _Asked] = {
    "record": _Asked('govtui search "đổi mới"'),
    "full": _Asked("govtui show unpog"),
    "reference": _Asked("govtui links unpog --in"),
    "problem": _Asked("govtui check", lambda line: line["code"] == "dangling"),
    "fact": _Asked("govtui timeline", lambda line: line["record"] == "unpog"),
    "value": _Asked("govtui list --values type"),
    "version": _Asked("govtui log unpog", lambda line: bool(line["against"] and line["against"][0].get("parent"))),
    "blame": _Asked("govtui blame unpog", lambda line: line["field"] == "place.city.en"),
    "answer": _Asked('govtui search --answers "unpog founded"'),
    "draft": _Asked("govtui drafts"),
    "change": _Asked("govtui set forum-2018 status=postponed --dry-run"),
    "import": _Asked("govtui import jsonl ../bodies.jsonl --dry-run", lambda line: "place" in line),
    "export": _Asked("govtui export bibtex --output records.bib"),
    "publish": _Asked("govtui publish ../public"),
    "share": _Asked("govtui sync --yes --dry-run"),
    "step": _Asked("govtui undo --list"),
    "coverage": _Asked("govtui coverage", lambda line: line["field"] == "summary"),
    "finding": _Asked("govtui doctor", lambda line: line["name"] == "registry.problems"),
    "unrecorded": _Asked("govtui verify --unrecorded"),
    "silence": _Asked("govtui migrate --report"),
    "field": _Asked("govtui fields event", lambda line: line["path"] == "date"),
}
"""By shape: what prints such a line."""

USES: Mapping[str, Mapping[str, str]] = {
    "govtui search --jsonl kind:event country:KR | jq -r .id": {
        "vi": "mã của các sự kiện ở Hàn Quốc",
        "en": "the ids of events in Korea",
    },
    "govtui search --ids status:held | govtui show --jsonl -": {
        "vi": "toàn bộ nội dung của các bản ghi đó",
        "en": "all that these records say",
    },
    """govtui check --jsonl | jq -r 'select(.severity == "warning") | "\\(.path): \\(.code)"'""": {
        "vi": "các cảnh báo, mỗi dòng một tệp và mã vấn đề",
        "en": "the warnings, each with file and code",
    },
    "govtui set unpog status=inactive --dry-run --json": {
        "vi": "thay đổi sẽ thế nào",
        "en": "what a change would do",
    },
}
"""Command lines that show the use of lines; those of govtui are run, too."""

LABELLED = 'govtui search "đổi mới" --labels'

_SAME: Mapping[str, str | int] = {
    "when": "2026-11-28T09:30:00+07:00",
    "host": "van-phong",
    "draft": "5c1f0b7e9d2a4836",
    "step": "8e0d6f21b3c94a57",
    "written": 140,
    "bytes": 150_000,
}
"""Values of members that differ from run to run, or as soon as a page looks different; moments of git do not, but stay as they are only there."""

_GIT = {
    **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "Nguyễn Thị Lan"),
    **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "lan@example.org"),
    **dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-11-27T08:00:00+07:00"),
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def examples() -> dict[str, Example]:
    """Return an example of each shape, in their order; and by "label" one with labels."""
    with TemporaryDirectory() as folder, _made(Path(folder)):
        found = {shape: Example(asked.command, _first(shape, asked)) for shape, asked in ASKED.items()}
        for line in USES:
            _try(line)
        labelled = _Asked(LABELLED)
        return {**found, "label": Example(LABELLED, _first("record", labelled))}


def _first(shape: str, asked: _Asked) -> Line:
    for line in printed(asked.command):
        if line.get("is") == shape and asked.is_wanted(line):
            return {
                name: _SAME[name] if name in _SAME and shape not in ("version", "blame") else value
                for name, value in line.items()
            }
    raise LookupError(f"{asked.command} prints no such {shape}")


def printed(command: str) -> Iterator[Line]:
    """Yield the lines that a command prints with --jsonl."""
    yield from map(json.loads, _run(f"{command} --jsonl").splitlines())


def _try(line: str) -> None:
    """Run the commands of a pipe that are govtui's. Raises LookupError where nothing comes out of it."""
    out = ""
    for command in line.split(" | "):
        if command.startswith("govtui "):
            out = _run(command, out)
            if not out:
                raise LookupError(f"{command} prints nothing")


def _run(command: str, typed: str = "") -> str:
    """Run a command line in this process; return what it prints. `typed`: standard input."""
    from govtui.cli import main

    given = io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8")
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    streams = {"stdin": given, "stdout": out, "stderr": err}
    with mock.patch.multiple(sys, **streams):
        main.run(shlex.split(command)[1:])
    assert isinstance(out.buffer, io.BytesIO)
    return out.buffer.getvalue().decode()


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make the registry, with a history, a remote, a step that can be undone and a draft; go to its folder."""
    root = folder / "registry"
    for path, text in RECORDS.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    (folder / "bodies.jsonl").write_text(BODIES, encoding="utf-8")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "GOVTUI", "XDG_", "LC_", "LANG"))}
    homes = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("CONFIG", "STATE", "CACHE", "DATA")}
    with mock.patch.dict(os.environ, {**kept, **homes, **_GIT, "HOME": str(folder), "LANG": "C.UTF-8"}, clear=True):
        before = Path.cwd()
        os.chdir(root)
        try:
            _git("init", "--quiet", "--initial-branch=main")
            _commit("Bắt đầu")
            _run("govtui set unpog place.city.en=Incheon")
            _commit("Ghi thành phố của UNPOG")
            _draft(root)
            _share(root)
            yield
        finally:
            os.chdir(before)


def _share(root: Path) -> None:
    """Share it with a remote, where somebody else has changed a record."""
    remote, other = root.parent / "remote.git", root.parent / "other"
    _git("clone", "--quiet", "--bare", str(root), str(remote))
    _git("clone", "--quiet", str(remote), str(other))
    for words in (
        ("remote", "add", "origin", str(remote)),
        ("fetch", "--quiet"),
        ("branch", "--quiet", "-u", "origin/main"),
    ):
        _git(*words)
    file = other / "events/forum-2018.toml"
    file.write_text(RECORDS["events/forum-2018.toml"].replace('"held"', '"cancelled"'), encoding="utf-8")
    _git("-C", str(other), "-c", "user.name=Minh", "commit", "--quiet", "--all", "--message", "Hủy")
    _git("-C", str(other), "push", "--quiet")


def _draft(root: Path) -> None:
    from govtui.store.files import etag
    from govtui.user import drafts

    path = "events/forum-2018.toml"
    text = RECORDS[path]
    draft = drafts.begin(root, "forum-2018", text, etag(text.encode()), path)
    drafts.keep(draft, text.replace('status = "held"', 'status = "postponed"'))
    drafts.leave(draft)


def _commit(message: str) -> None:
    _git("add", "--all")
    _git("commit", "--quiet", "--message", message)


def _git(*words: str) -> None:
    subprocess.run(["git", *words], check=True)


WIDTH = 118


def wrapped(value: object, before: int = 0, indent: int = 0) -> str:
    """Return JSON as it is printed, broken where it would be too long; `before`: how much stands before it on its line."""
    flat = json.dumps(value, ensure_ascii=False)
    if before + len(flat) <= WIDTH or not isinstance(value, dict | list) or not value:
        return flat
    pairs: Sequence[tuple[str, object]] = (
        [(f"{json.dumps(key)}: ", one) for key, one in value.items()]
        if isinstance(value, dict)
        else [("", one) for one in value]
    )
    lines = [" " * before + ("{" if isinstance(value, dict) else "[")]
    for number, (name, one) in enumerate(pairs):
        flat = name + json.dumps(one, ensure_ascii=False)
        if number and len(lines[-1]) + len(flat) + 3 > WIDTH:
            lines[-1] += ","
            lines.append(" " * (indent + 1))
        elif number:
            lines[-1] += ", "
        broken = wrapped(one, len(lines[-1]) + len(name), indent + 1).split("\n")
        lines[-1] += name + broken[0]
        lines += broken[1:]
    return "\n".join(lines)[before:] + ("}" if isinstance(value, dict) else "]")
