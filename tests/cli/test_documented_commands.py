"""Every command line that readmes, pages of docs/ and helps of commands show is run: it does what it is shown for.

A line of shell ends with status 0, or with 1 where the page says "refused" behind it or `ANSWERS` says why its answer is no.
docs/first-hour.* is walked by tests/end_to_end/test_first_hour.py.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import shlex
import shutil
import subprocess
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pytest
import tomli_w
from documented_shell import Shell, ShellLine, shell_lines, spans, steps
from forking import Runner
from small import FILES, RECORDS, table, write

from govtui.cli import main
from govtui.cli.first_word import module_of
from govtui.cli.output import Output
from govtui.cli.session import Session
from govtui.i18n.translator import load
from govtui.store.configured_programs import programs
from govtui.store.files import etag
from govtui.store.history import History
from govtui.user import drafts
from govtui.user.allowed_programs import allow

ROOT = RECORDS.parent
PAGES = [
    page
    for page in [*sorted(ROOT.glob("README*.md")), *sorted(ROOT.glob("docs/*.md"))]
    if not page.name.startswith("first-hour.")
]

NOT_RUN = {
    "make run": "opens the screen, after an installation from the network",
    "make test": "runs this test",
    "python3 -m venv .venv": "is Python's own command, and takes seconds",
    ".venv/bin/pip install -c constraints.txt -e .": "needs the network; tests/test_packaging.py holds what is installed",
    ".venv/bin/govtui records": "is `govtui records`, which is run",
    "xargs -L1 govtui rename < ids.txt": "starts a govtui that is installed; `govtui rename` is run",
    "govtui import csv ../agencies.csv --map ../agencies.toml --language vi": "asks; with --dry-run it is run",
    "pre-commit install": "needs a program from the network; tests/cli/test_hook.py runs what that would run",
}
"""Lines that are not run, and why."""

ANSWERS = {
    r"govtui verify\b": "the texts of this test do not state what the records say",
    r"govtui check records --texts ": "so do not those",
    r"govtui check .*--strict": "the records have warnings",
    r"govtui init(?!.*--yes)": "asks before it writes, and nobody is there",
    r"govtui doctor --fix": "asks before it writes, and nobody is there",
    r"govtui drafts discard 1": "asks before it discards, and nobody is there",
    r"govtui set (?!.*(--yes|--dry-run)).*--where": "asks where it changes several, and nobody is there",
    r"govtui check --only likely_duplicate": "no two of the bundled records have one name",
    r"govtui list type:ministry missing:en": "each has an English name",
    r"govtui import popolo ": "the file has a type that is not known here",
    r"git diff --name-only": "nothing has changed",
    r"govtui rm (--dry-run )?unpog": "other records refer to it, which it shows",
}
"""Lines that may end with status 1, by a pattern, and what their answer is."""

FIRST = {
    "govtui undo": ("govtui set unpog status=inactive",),
    "govtui undo --list": ("govtui set unpog status=inactive",),
    "git config --local --remove-section merge.govtui": ("git config --local merge.govtui.name x",),
    "govtui undo --redo": ("govtui set unpog status=inactive", "govtui undo"),
}
"""What has happened before a line that is shown alone, or that is one of git's."""

NAMED = re.compile("unpog|declaration|accsm|apgf|ogp-as|^un-|^kr-|^vn-moha|^gfrg")
"""The bundled records that lines name or find, by their ids; a third of them, which makes checks and verification cheap."""

PUBLISHED = re.compile("^(unpog|unpog-site|kr-mois)$")
"""Those that lines publish: a site has some pages for each record."""

KEYS = "<Tab>"
"""Stands in lines that a key completes; tests/cli/test_completing.py presses it."""

SILENT = re.compile(r"> \S+$|\| comm ")
"""Lines with jq that print nothing here: into a file, or only what is new."""

IMPORTED = {
    "agencies.csv": "Tên,Tên tiếng Anh,Phân loại\nCục Ví dụ,Example Agency,Cơ quan nhà nước\n",
    "agencies.toml": """\
kind = "organization"

[columns]
"Tên" = "name.vi"
"Tên tiếng Anh" = "name.en"
"Phân loại" = "type"
""",
    **{f"{name}.toml": f'schema = 2\nstatus = "{name}"\n' for name in ("base", "mine")},
    "theirs.toml": 'schema = 2\nstatus = "base"\nfounded = "2006"\n',
    "bodies.json": json.dumps({"id": "b1", "name": "Example Body", "classification": "Agency"}),
    "roles.toml": """\
language = "en"

[classification]
"Agency" = "government_agency"

[values."people.role"]
"*" = "official"
""",
    "ror.json": json.dumps(
        {
            "id": "https://ror.org/0aaaaaa11",
            "names": [{"value": "Example Institute", "types": ["label"], "lang": "en"}],
            "types": ["facility"],
            "status": "active",
        }
    ),
    "refs.bib": "@article{a1, title={Example}, author={Nguy{\\~\\^e}n V{\\u a}n A}, year=2020}\n",
    "refs.json": json.dumps([{"id": "a1", "type": "article-journal", "title": "Example"}]),
    "en.po": 'msgid ""\nmsgstr "Language: en\\n"\n\nmsgctxt "unpog#name"\nmsgid "x"\nmsgstr "Example"\n',
    "bodies.jsonl": json.dumps({"kind": "organization", "type": "ngo", "name": {"en": "Example Body"}}) + "\n",
}
"""Files that lines import, beside the registry."""

CHANGES = re.compile(
    r"govtui (?!search|show|list|links|timeline|stats|log|blame|coverage|help|fields|check [^-]|schema \w+$)|>"
)
"""Lines after which the world is put back."""


class World:
    """A git work tree with the bundled registry and texts of its sources, a home, and a shell there."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self.top, self.root = folder / "work", folder / "work" / "records"
        for file in FILES:
            if NAMED.search(file.stem):
                write(self.root, file.relative_to(RECORDS).as_posix(), file.read_text("utf-8"))
        self.published = self.top / "published"
        for file in FILES:
            if PUBLISHED.search(file.stem):
                write(self.published, file.relative_to(RECORDS).as_posix(), file.read_text("utf-8"))
        for root in (self.root, self.published):
            shutil.copy(RECORDS / "registry.toml", root)
        with (self.root / "registry.toml").open("r+", encoding="utf-8") as manifest:
            text = manifest.read()
            manifest.seek(0)
            manifest.write(f'texts = "../sources"\n{text}')
        for name in ("note.txt", "summary.txt"):
            write(self.root, name, "A text.\n")
        write(self.root, "events/forum-2018.toml", _forum())
        for name, text in IMPORTED.items():
            write(self.top, name, text)
        files = re.findall(
            r'^file\s*= "(.*)"', "\n".join(p.read_text("utf-8") for p in self.root.glob("sources/*")), re.M
        )
        for name in files:
            write(self.top / "sources", name, "UNPOG, 2006\n")
            write(folder / "sources", name, "UNPOG, 2006\n")
            write(folder / "home" / "texts", name, "UNPOG, 2006\n")
        for program in ("subl", "ed-for-tests"):
            write(folder / "bin", program, "#!/bin/sh\n").chmod(0o755)
        home = folder / "home"
        (home / ".config" / "fish" / "completions").mkdir(parents=True)
        (folder / "elsewhere").mkdir()
        self.elsewhere = folder / "elsewhere"
        kept = {name: value for name, value in environ.items() if not name.startswith(("GIT_", "XDG_"))}
        self.environ = kept | {
            "HOME": str(home),
            "EDITOR": "ed-for-tests",
            "VISUAL": "",
            "PATH": os.pathsep.join([str(folder / "bin"), os.environ["PATH"]]),
            "GIT_CONFIG_GLOBAL": os.devnull,
        }
        for line in (
            "git init -q --initial-branch=main",
            "git add -A",
            "git -c user.name=A -c user.email=a@example.org commit -q -m A",
        ):
            subprocess.run(line.split(), cwd=self.top, env=self.environ, check=True)
        for line in (
            f"git clone -q --bare . {folder / 'remote.git'}",
            f"git remote add origin {folder / 'remote.git'}",
            "git config branch.main.remote origin",
            "git config branch.main.merge refs/heads/main",
        ):
            subprocess.run(line.split(), cwd=self.top, env=self.environ, check=True)

    def put_back(self) -> None:
        """Undo what lines have changed in the work tree."""
        for line in ("git checkout -q .", "git clean -fdqx"):
            subprocess.run(line.split(), cwd=self.top, env=self.environ, check=True)

    def place(self, line: str) -> Path:
        """Return the folder in which a reader gives this line: where what it names is."""
        if re.search(r"\brecords\b|\.git/", line):
            return self.top
        if line.startswith("govtui publish "):
            return self.published
        return self.elsewhere if re.match(r"govtui init (?!\.\.)", line) else self.root


def _forum() -> str:
    """The record that docs/machine.* changes in its example; without English, so that queries for such records find one."""
    name = {"vi": "Diễn đàn quản trị 2018"}
    return tomli_w.dumps(table("forum-2018", "event", name=name, sources=[{"ref": "unpog-site"}]))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, environ: Mapping[str, str]) -> World:
    if shutil.which("git") is None:
        pytest.skip("there is no git here")
    world = World(tmp_path_factory.mktemp("documented"), environ)
    file = world.root / "organizations" / "accsm.toml"
    text = file.read_text("utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", world.environ["HOME"])
        for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
            patch.delenv(name, raising=False)
        draft = drafts.begin(world.root, "accsm", text, etag(text.encode()), "organizations/accsm.toml")
        assert drafts.keep(draft, text + "# more\n")
        drafts.leave(draft)
        history = History(world.root)
        allow(history.folder, programs(history, str(world.top.parent / "remote.git")).digest)
    return world


@pytest.fixture(scope="module")
def runner(world: World) -> Iterator[Runner]:
    with Runner(world.environ) as runner:
        yield runner


def test_every_line_of_shell_in_the_pages_does_what_it_is_shown_for(world: World, runner: Runner) -> None:
    seen: set[str] = set()
    for page in PAGES:
        for step in steps(page):
            # The other language has the same lines, and none needs what one did that is shown twice.
            new = [line for line in step.lines if line.text not in seen]
            seen |= {line.text for line in new}
            run(world, runner, new, page.name)
    assert len(seen) > 80


def test_every_line_that_a_sentence_names_runs_or_names_what_there_is(world: World, runner: Runner) -> None:
    known = [line.text for page in PAGES for step in steps(page) for line in step.lines]
    found = {(span, page.name) for page in sorted(PAGES) for span in spans(page) if KEYS not in span}
    lines = {span: page for span, page in found if span not in known}
    assert len(lines) > 20
    for span, page in lines.items():
        words = shlex.split(span)[1:]
        if words[:1] and words[0] in main.COMMANDS and all(re.fullmatch("-h|--[a-z-]+", word) for word in words[1:]):
            options = {name for option in command(words[0]).params for name in option.opts}
            assert {*words[1:]} - {"--help", "-h"} <= options, f"{page}: {span}"
        else:
            run(world, runner, [ShellLine(span)], page)


def test_every_example_in_the_help_of_a_command_does_what_it_is_shown_for(world: World, runner: Runner) -> None:
    known = {line.text for page in PAGES for step in steps(page) for line in step.lines}
    shown = examples()
    assert len(shown) > 30
    for line, name in shown.items():
        if line not in known:
            run(world, runner, [ShellLine(line)], f"govtui {name} --help")


def test_every_exception_is_still_needed() -> None:
    lines = {line.text for page in PAGES for step in steps(page) for line in step.lines}
    lines |= {span for page in PAGES for span in spans(page)} | examples().keys()
    assert lines >= NOT_RUN.keys()
    assert lines >= FIRST.keys()
    assert [pattern for pattern in ANSWERS if not any(re.search(pattern, line) for line in lines)] == []


def examples() -> dict[str, str]:
    """Return the examples in the helps of commands, with the command that shows each."""
    return {
        line.text: name
        for name in main.COMMANDS
        for paragraph in (command(name).help or "").split("\n\n")
        if paragraph.startswith("\b\n")
        for line in shell_lines(paragraph)
        if re.search(r"(?:^|[|=] ?)govtui ", line.text)
    }


def command(name: str) -> click.Command:
    """Return a command with its help in English."""
    tr = load("en")
    found: click.Command = importlib.import_module(f"govtui.cli.{module_of(name)}").command(
        Session(tr, {}, Output.standard(tr, {}))
    )
    return found


def run(world: World, runner: Runner, lines: list[ShellLine], page: str) -> None:
    """Run lines in a shell, and put back what they have changed."""
    shell = Shell(runner, world.root, world.environ)
    for line in lines:
        if line.text in NOT_RUN:
            continue
        missing = [name for name in ("jq",) if f"| {name} " in line.text and shutil.which(name) is None]
        if missing:
            warnings.warn(f"not run, {missing} is not installed: {line.text}", stacklevel=1)
            continue
        for first in FIRST.get(line.text, ()) if len(lines) == 1 or line.text.startswith("git ") else ():
            assert shell.run(first).status == 0, first
        shell.folder = world.place(line.text)
        ended = shell.run(line.text)
        may = {line.status} | {1 for pattern in ANSWERS if re.search(pattern, line.text)}
        assert ended.status in may, f"{page}: {line.text}\nends with {ended.status}\n{ended.out}"
        if "| jq" in line.text and ended.status == line.status and not SILENT.search(line.text):
            assert ended.out.strip() and "null" not in ended.out, f"{page}: {line.text}\n{ended.out}"
    if any(CHANGES.search(line.text) for line in lines):
        world.put_back()
