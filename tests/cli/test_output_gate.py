"""Whatever a record, a file's name, git or an argument holds: no command sends it to a terminal, and none loses it in a pipe.

Every command runs in every form, in processes of their own, once on a pty and once into pipes, over a registry of hostile
texts (tests/hostile.py). `capsys` cannot see this: it is no terminal, and it gives back text, not what was written.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import os
import re
import shutil
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import hostile
import pytest
import tomli_w
from forking import Ran, Runner
from hostile import ARGUMENT, NAME
from small import table, write

from govtui.cli import main
from govtui.cli.output import Output
from govtui.cli.session import Session
from govtui.edit.undo import Step
from govtui.edit.undo_history import UndoHistory
from govtui.i18n.translator import load
from govtui.model.kinds import KINDS
from govtui.store.files import etag
from govtui.store.registry import Registry
from govtui.store.transaction import FileChange
from govtui.user import drafts

EXACT = "Control characters are shown as signs; write it to a file for the exact bytes."


@dataclasses.dataclass(frozen=True)
class Row:
    """One command in one form."""

    line: str
    """The command line, without what no word can hold."""
    also: tuple[str, ...] = ()
    """More arguments."""
    kind: str = "words"
    """What it prints: "words", "json", "lines" (of JSON), or "exact"."""
    typed: str = ""
    saves: bool = False
    """Whether it changes the registry, which then has to be another one for each run."""
    env: Mapping[str, str] = dataclasses.field(default_factory=dict)
    pipe_only: bool = False
    broken: str = ""

    @property
    def args(self) -> tuple[str, ...]:
        return (*self.line.split(), *self.also)

    @property
    def is_machine(self) -> bool:
        """Whether it prints machine lines; what these are in a pipe tests/cli/test_machine_lines.py holds."""
        return not {"--json", "--jsonl"}.isdisjoint(self.line.split())


DRAFTED = f"# {NAME}\n"
"""What was typed and not saved."""

ROWS = [
    Row("browse", pipe_only=True),  # on a terminal it is the screen: tests/tui hold that one
    Row("browse --no-color", pipe_only=True),
    Row("browse . xau", pipe_only=True),
    Row("browse", env={"TERM": "dumb"}),
    Row("browse --plain", typed="?\no\n\n\nl\n1\n\n\n\nb\nl\n2\n\n/\x1b[31m\nk2\n1\n\n\nv\nn\n\x1b\n999\nq\n"),
    Row("search kind:organization,event,declaration,source"),
    Row("search x đ"),
    Row("search --limit 2 --reverse x"),
    Row("search --ids kind:organization,event,declaration,source"),
    Row("search --json kind:organization,event,declaration,source", kind="json"),
    Row("search --jsonl --labels đ", kind="lines"),
    Row("search --json đ", kind="json"),
    Row("search --answers x"),
    Row("search --answers --json founded", kind="json"),
    Row("list"),
    Row("list --kind organization --reverse", env={"COLUMNS": "130"}),
    Row("list --kind event"),
    Row("list --kind declaration x"),
    Row("list --kind source --limit 1"),
    Row("list --ids"),
    Row("list --json", kind="json"),
    Row("list --jsonl --labels", kind="lines"),
    *(Row(f"list --values {field}") for field in ("type", "source", "person", "part_of", "x.ghi")),
    Row("list --values source --json --labels", kind="json"),
    Row("list --values", also=(ARGUMENT,)),
    Row("list", also=("--sort", ARGUMENT)),
    Row("links xau hop van-kien s"),
    Row("links --in s"),
    Row("links --ids xau hop van-kien s"),
    Row("links xau --out --depth 3"),
    Row("links xau hop --json --depth 2", kind="json"),
    Row("links --jsonl --labels --where kind:organization,event,declaration", kind="lines"),
    Row("links xau --type", also=(ARGUMENT,)),
    Row("links", also=(NAME,)),
    Row("timeline"),
    Row("timeline --reverse --from 1900 --to 2100"),
    Row("timeline --json --labels", kind="json"),
    Row("timeline --jsonl", kind="lines"),
    Row("timeline --from", also=(ARGUMENT,)),
    Row("stats"),
    Row("stats --by type,source,person,x.ghi,part_of"),
    Row("stats --json --labels", kind="json"),
    Row("stats --jsonl --by source", kind="lines"),
    Row("stats --by", also=(ARGUMENT,)),
    *(Row(f"show {id}") for id in ("xau", "hop", "van-kien", "s", "xua", "xau-cu", "loi", "lone", "raw", "bytes")),
    Row("show xau --lang both --format text"),
    Row("show", also=(NAME,)),
    *(
        Row(f"show {id} --json", kind="json")
        for id in ("xau", "hop", "van-kien", "s", "xua", "loi", "lone", "raw", "bytes", "bom", "crlf")
    ),
    Row("show --where kind:organization,event,declaration,source --jsonl", kind="lines"),
    Row("show - xau --jsonl --labels", kind="lines", typed=f"loi\n\n{json.dumps({'id': 'hop'})}\n", pipe_only=True),
    Row("show -", typed=f"{NAME}\n", pipe_only=True),
    Row("show -", typed=f"{{{NAME}\n", pipe_only=True),
    Row("show xau loi hop raw"),
    Row("show --where", also=(f"typ:{ARGUMENT}",)),
    *(Row(f"show {id} --toml", kind="exact") for id in ("xau", "loi", "lone", "raw", "bytes", "bom", "crlf")),
    Row("show xau hop --format bibtex", kind="exact"),
    Row("show xau hop --format markdown", kind="exact"),
    Row("show xau hop --toml"),
    *(
        Row(f"show {id} --format {style}", kind="exact")
        for id in ("xau", "hop", "van-kien", "s")
        for style in ("markdown", "bibtex")
    ),
    *(Row(f"show {id} --format citation") for id in ("xau", "hop", "van-kien", "s")),
    Row("show raw --format bibtex"),
    *(Row(f"export {format}", kind="exact") for format in ("bibtex", "html", "markdown", "citation")),
    Row("export jsonld", kind="json"),
    Row("export popolo", kind="json"),
    Row("export po --language en --from vi", kind="exact"),
    Row("export po --language", also=(ARGUMENT,)),
    Row("export po --from", also=(ARGUMENT,)),
    *(Row(f"export citation --kind {kind}", kind="exact") for kind in KINDS),
    Row("export markdown xau hop", also=("--output", NAME.replace("/", "")), saves=True),
    Row("export bibtex -o a.bib --json --labels", kind="json", saves=True),
    Row("export jsonld --where kind:event -o a.jsonld --jsonl --force", kind="lines", saves=True),
    Row("export jsonld --spreadsheet"),
    Row("export jsonld --force"),
    Row("export bibtex -o", also=(f"/nowhere/{NAME}",)),
    Row("export jsonld --language", also=(ARGUMENT,)),
    Row("publish", also=(f"../{NAME.replace('/', '')}",), saves=True),
    Row("publish ../trang --dry-run --json --labels", kind="json"),
    Row("publish ../trang --where kind:event --jsonl", kind="lines", saves=True),
    Row("publish ../trang --url", also=(ARGUMENT,)),
    Row("publish", also=(f"/nowhere/{NAME}",)),
    Row("publish", also=(".",)),
    Row("check --format text"),
    Row("check --strict --format github"),
    Row("check --json --labels", kind="json"),
    Row("check --jsonl loi"),
    Row("check --where kind:event"),
    Row("check --fix --yes", saves=True),
    Row("check --fix --json", kind="json", saves=True, typed="n\n"),
    Row("check --fix --yes --json", kind="json", saves=True),
    Row("check --every --format text"),
    Row("check --every --json", kind="json"),
    Row("check --explain dangling"),
    Row("check --only dangling"),
    Row("check", also=("records/events/loi.toml",)),
    Row("verify --texts . --unrecorded --format text"),
    Row("verify --texts . --strict --format github"),
    Row("verify --texts . --record xau --source s"),
    Row("verify --texts . --json --labels", kind="json"),
    Row("verify --texts . trich --jsonl"),
    Row("verify --texts . --unrecorded --json", kind="json"),
    Row("verify --texts . --fix --yes --json", kind="json", saves=True),
    Row("verify --texts . --fix --yes"),
    Row("check --texts . --format text"),
    Row("fmt --check"),
    Row("fmt --diff xau"),
    Row("fmt --yes", saves=True),
    Row("fmt --yes --json", kind="json", saves=True),
    Row("fmt --check --json --labels", kind="json"),
    Row("fmt --jsonl --check"),
    Row("fmt --where kind:event --diff"),
    Row("fmt xau", typed="n\n"),
    Row("coverage"),
    Row("coverage", also=(ARGUMENT,)),
    Row("coverage --json", kind="json"),
    Row("coverage --jsonl --labels", kind="lines"),
    Row("log xau"),
    Row("log -", typed="xau\n", pipe_only=True),
    Row("log xau hop -n 1 --where", also=("x",)),
    Row("log xau --json", kind="json"),
    Row("log xau hop --jsonl --labels", kind="lines"),
    Row("log xau --field name.vi"),
    Row("log --field", also=(ARGUMENT,)),
    Row("log"),
    Row("log -n 3", env={"COLUMNS": "60"}),
    Row("log --json --labels", kind="json"),
    Row("log --field name --jsonl", kind="lines"),
    Row("blame xau"),
    Row("blame xau", env={"COLUMNS": "60"}),
    Row("blame xau", also=(ARGUMENT,)),
    Row("blame xau --json --labels", kind="json"),
    Row("blame xau name --jsonl", kind="lines"),
    Row("sync"),
    Row("sync --yes --dry-run"),
    Row("sync --yes --json", kind="json"),
    Row("sync --jsonl --labels --dry-run", kind="lines"),
    Row("sync --yes --propose", also=(ARGUMENT,)),
    Row("sync --remote", also=(ARGUMENT, "--branch", NAME)),
    Row("fields"),
    Row("fields event", env={"COLUMNS": "130"}),
    Row("fields --json", kind="json"),
    Row("fields --json --labels", kind="json"),
    Row("fields event --jsonl", kind="lines"),
    Row("help"),
    Row("help show"),
    Row("schema", kind="json"),
    Row("schema event --lang vi", kind="json"),
    Row("schema registry", kind="json"),
    Row("schema output", kind="json"),
    Row("schema event --write .", saves=True),
    Row("schema --write . --json", kind="json", saves=True),
    Row("schema --write . --jsonl", kind="lines", saves=True),
    Row("schema event --write . --json --labels", kind="json", saves=True),
    Row("schema --write /dev/null/x --json", kind="json"),
    Row("drafts"),
    Row("drafts --json", kind="json"),
    Row("drafts --jsonl --labels", kind="lines"),
    Row("drafts xau"),
    Row("drafts show 1"),
    Row("drafts show 1 --json", kind="json"),
    Row("drafts discard 1", typed="n\n"),
    Row("drafts discard 1 --json", kind="json", typed="n\n"),
    Row("drafts discard --yes 9"),
    Row("edit xau", env={"EDITOR": "true"}, typed="\033[31m\nx1\nn\nq\n"),
    Row("doctor"),
    Row("doctor --json", kind="json"),
    Row("doctor --jsonl --labels", kind="lines"),
    Row("doctor --fix --yes", saves=True),
    Row("doctor --fix --yes --json", kind="json", saves=True),
    Row("doctor --fix --json", kind="json", saves=True),
    Row("init", also=(ARGUMENT,), typed="\x1b[31m\n\nn\n"),
    Row("init --dry-run --json moi", kind="json"),
    Row("init --yes", also=("moi", "--name-vi", ARGUMENT, "--name-en", NAME), saves=True),
    Row("init --ci github --ci gitlab --sample --yes --jsonl --labels moi", kind="lines", saves=True),
    Row("init --languages", also=(ARGUMENT, "moi")),
    Row("doctor", env={"LANG": f"vi_VN.{NAME}", "LC_ALL": "", "TERM": f"xterm{NAME}"}),
    Row("set xau --dry-run", also=(f"summary.vi={ARGUMENT}",)),
    Row("set xau", also=(f"summary.vi={ARGUMENT}", f"links.website={ARGUMENT}"), saves=True),
    Row("set xau --insist", also=(f"status={ARGUMENT}", f"place.city.vi={ARGUMENT}"), saves=True),
    Row("set xau --json", also=(f"summary.en={ARGUMENT[:-1]}",), kind="json", saves=True),
    Row("set xau --json --dry-run", also=(f"summary.vi={ARGUMENT}",), kind="json"),
    Row("set xau", also=(f"{ARGUMENT}={ARGUMENT}",)),
    Row("set loi status=held"),
    Row("set raw status=held"),
    Row("set raw status=held --json", kind="json"),
    Row("set xau --jsonl --labels", also=(f"summary.vi={ARGUMENT}",), kind="lines", saves=True),
    Row("set xau hop loi raw", also=(f"summary.vi={ARGUMENT}",)),
    Row("set xau hop van-kien --yes", also=(f"summary.vi={ARGUMENT}",), saves=True),
    Row("set xau hop loi raw --yes --skip-refused --insist", also=(f"status={ARGUMENT}",), saves=True),
    Row("set --dry-run --where kind:organization,event,declaration,source", also=(f"summary.vi={ARGUMENT}",)),
    Row("set - xau --json", also=(f"x.{hostile.LINE.split()[0]}=1",), kind="json", typed="hop\n", pipe_only=True),
    Row("set xau", also=(f"summary.vi=@{NAME}",)),
    Row("new organization --type ministry", also=("--name-vi", ARGUMENT, "--name-en", ARGUMENT), saves=True),
    Row("new organization --dry-run", also=("--name-vi", ARGUMENT, f"summary.vi={ARGUMENT}")),
    Row("new organization --insist --json", also=("--name-vi", ARGUMENT), kind="json", saves=True),
    Row("new event --type", also=(ARGUMENT, "--name-vi", f"Cơ quan {hostile.LINE}", "--id", ARGUMENT)),
    Row("new organization", also=("--name-vi", f"Cơ quan {hostile.LINE.replace(chr(0), '')}")),
    Row("new event --jsonl --labels", also=("--name-vi", ARGUMENT), kind="lines", saves=True),
    *(Row(f"import {format} nhap.{format}", saves=True) for format in ("popolo", "jsonl")),
    Row("import jsonl nhap.jsonl --skip-refused --yes", saves=True),
    Row("import jsonl nhap.jsonl --skip-refused", typed="x\n1\nna\n\x1b[31m\n\ny\n", saves=True),
    Row("import jsonl nhap.jsonl --skip-refused --dry-run --json --labels", kind="json"),
    Row("import jsonl nhap.jsonl --skip-refused --yes --jsonl", kind="lines", saves=True),
    Row("import popolo nhap.popolo --people --sources --language vi", typed="x\nq\n", saves=True),
    Row("import popolo nhap.popolo --map-template --language vi"),
    Row("import popolo", also=(NAME, "--language", "vi", "--answers", ARGUMENT)),
    Row("import jsonl nhap.jsonl --source", also=(ARGUMENT,)),
    Row("import popolo nhap.popolo --type", also=(ARGUMENT, "--language", "vi", "--map", NAME)),
    Row("rename xau xau-moi", saves=True),
    Row("rename xau xau-moi --jsonl --labels", kind="lines", saves=True),
    Row("rename xau xau-moi --dry-run"),
    Row("rename xau xau-moi --json", kind="json", saves=True),
    Row("rename xau", also=(ARGUMENT,)),
    Row("merge xau xua --dry-run"),
    Row("merge xua xau --yes --keep name", saves=True),
    Row("merge xua xau --dry-run --json", kind="json"),
    Row("merge xau xua --yes --jsonl --labels", kind="lines", saves=True),
    Row("merge hop crlf --yes --take place --insist", saves=True),
    Row("merge xau xua --take", also=(ARGUMENT,)),
    Row("merge xau hop"),
    Row("merge xau", also=(ARGUMENT,)),
    *(
        Row(f"merge-file records/organizations/{files}", saves="--check" not in files)
        for files in (
            "xua.toml records/organizations/xau.toml records/events/hop.toml --check",
            "xua.toml records/organizations/xau.toml records/events/hop.toml",
            "xau.toml records/events/loi.toml records/events/hop.toml",
        )
    ),
    Row(
        "merge-file records/events/hop.toml records/organizations/xua.toml /dev/null --check --json --labels",
        kind="json",
    ),
    Row("merge-file records/events/loi.toml records/events/loi.toml /dev/null --jsonl", kind="lines", saves=True),
    Row("merge-file records/events/hop.toml", also=(NAME, "records/events/hop.toml", "-L", ARGUMENT)),
    Row("migrate"),
    Row("migrate --only item-source"),
    Row("migrate --only quote"),
    Row("migrate --only participants"),
    Row("migrate --only members"),
    Row("migrate --only date-of"),
    Row("migrate --only seen"),
    Row("migrate --only checked"),
    Row("migrate --only schema"),
    Row("migrate --write", saves=True),
    Row("migrate --json --labels", kind="json"),
    Row("migrate --write --jsonl", saves=True),
    Row("migrate --report --json", kind="json"),
    Row("migrate --report"),
    Row("rm xau"),
    Row("rm xau --dry-run"),
    Row("rm xau --json", kind="json"),
    Row("rm xau --insist", saves=True),
    Row("rm", also=(NAME,), saves=True),
    Row("rm xau hop --jsonl --labels", kind="lines"),
    Row("rm xau hop s --yes --insist", saves=True),
    Row("rm --where kind:organization,event,declaration,source", typed="n\n"),
    Row("undo", saves=True),
    Row("undo --list"),
    Row("undo --list --jsonl --labels", kind="lines"),
    Row("undo --dry-run"),
    Row("undo --dry-run --json", kind="json"),
    Row("undo --redo --dry-run --jsonl --labels", kind="lines"),
    Row("undo --dry-run", also=(ARGUMENT,)),
    Row("edit xau", env={"EDITOR": f"/nowhere/{NAME}"}),
    Row("edit xau hop --json", env={"EDITOR": "true"}, typed="n\nn\n"),
    Row("edit hop --jsonl --labels", env={"EDITOR": "sed -i s/unknown/held/"}, saves=True),
    Row("edit xau", env={"EDITOR": "sh -c 'printf \"\\n[\\033[31mx\" >> $0'"}, typed="d\n", saves=True),
    Row("edit hop --insist", env={"EDITOR": "sed -i s/unknown/held/"}, saves=True),
    # what is wrong with a command line is told with what was typed
    Row("", also=(ARGUMENT.replace("/", ""),)),
    Row("--lang vi", also=("--lang", ARGUMENT)),
    Row("--registry", also=(ARGUMENT, "search", "x")),
    Row("--index", also=(f"/nowhere/{ARGUMENT}", "search", "x")),
    Row("search", also=("--limit", ARGUMENT, "x")),
    Row("search", also=("--sort", ARGUMENT, "x")),
    Row("search", also=(f"typ:{ARGUMENT}", f"type:{ARGUMENT}", f'"{ARGUMENT}')),
    Row("search", also=(f"forrum {ARGUMENT}",)),
    Row("check", also=("--only", ARGUMENT)),
    Row("check", also=("--explain", ARGUMENT)),
    *(Row(name, also=(f"--{ARGUMENT}",)) for name in main.COMMANDS),
    *(
        Row(name, also=(ARGUMENT, ARGUMENT, ARGUMENT))
        for name in main.COMMANDS
        if name not in ("search", "coverage", "list", "timeline", "stats")
    ),
    *(Row(f"{name} --format", also=(ARGUMENT, "xau")) for name in ("show", "check")),
    Row("search x", env={"XDG_STATE_HOME": f"/tmp/{NAME}"}, broken="govtui.cli.search.rows_to"),
]


def name_of(row: Row) -> str:
    return " ".join([row.line, *(["…"] if row.also else []), *row.env]).strip() or "…"


# -- the table is whole ----------------------------------------------------------------------------------------------

UNTOLD = {"--lang", "--sort"}
"""Choices that do not choose the form of what is printed."""


def forms(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
    """Every command of the tree with each of its forms: its flags, and its options with a choice of words."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for each in command.list_commands(context):
            found = command.get_command(context, each)
            assert found is not None
            yield from forms(found, f"{name} {each}".strip())
        return
    yield name, ""
    for option in command.params:
        if isinstance(option, click.Option) and option.is_flag:
            yield name, option.opts[0]
        elif (
            isinstance(option, click.Option) and isinstance(option.type, click.Choice) and option.opts[0] not in UNTOLD
        ):
            yield from ((name, f"{option.opts[0]} {choice}") for choice in option.type.choices)


def test_every_command_in_every_form_is_in_the_table() -> None:
    tr = load("en")
    tree = main.command_line(Session(tr, os.environ, Output.standard(tr, os.environ)))
    found = list(forms(tree, ""))
    assert {name.split()[0] for name, _ in found} == set(main.COMMANDS)
    lines = [f"{row.line} " for row in ROWS]
    missing = [
        (name, form)
        for name, form in found
        if not any(line.startswith(f"{name} ") and f" {form} ".replace("  ", " ") in line for line in lines)
    ]
    assert missing == [], "these need a row in ROWS"


# -- the runs --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Path:
    """What the folder with the registry stands in. There are a draft of one of its records and a change to be taken back."""
    made = tmp_path_factory.mktemp("top")
    hostile.registry(made)
    root = next(made.glob("kho*/records"))
    repairable(root)
    [file] = root.glob("*/xau.toml")
    text = file.read_text(encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(home / "STATE"))
        draft = drafts.begin(root, "xau", text, etag(file.read_bytes()), file.relative_to(root).as_posix())
        assert drafts.keep(draft, text + DRAFTED)
        drafts.leave(draft)
        taken = FileChange(file.relative_to(root).as_posix(), DRAFTED.encode(), file.read_bytes())
        with UndoHistory(Registry(root)).saving(Step("fields", "xau", "xau", {"vi": NAME}, (NAME,), (taken,))):
            pass  # saved already
    return made


def repairable(root: Path) -> None:
    """Add a text, beside the registry, and what `check --fix`, `verify --fix` and `migrate` have something to do with."""
    write(root.parent, "chu.txt", f"Đầu đề {NAME}\n\n97 nước đã dự. {NAME}\n\n{NAME} COVID-19\n")
    bodies = [
        {"kind": "organization", "type": ARGUMENT, "name": {"vi": text}} for text in (hostile.LINE, NAME, "Cơ quan")
    ]
    bodies += [{"kind": "organization", "type": "ngo", "name": hostile.texts(), ARGUMENT: NAME}, {"kind": ARGUMENT}]
    write(root.parent, "nhap.jsonl", "".join(f"{json.dumps(one)}\n" for one in bodies))
    foreign = [{"id": NAME, "name": f"{hostile.LINE}{number}", "classification": ARGUMENT} for number in range(3)]
    write(root.parent, "nhap.popolo", json.dumps({"organizations": foreign, NAME: [ARGUMENT]}))
    silent = {"vi": f"Nguồn không nêu địa điểm {hostile.LINE}."}
    cited = [{"what": "participants", "value": 97, "note": hostile.texts(), "source": "chu", "at": "L1"}]
    quoted = [{"what": "days", "value": 3, "quote": hostile.LINE, "source": "chu", "at": "L1"}]
    for data in (
        table("chu", "source", title=hostile.texts()),
        table("trich", "event", name=hostile.texts(), figures=cited + quoted, sources=[{"ref": "chu"}]),
        table("so-hieu", "declaration", name=hostile.texts(), symbol="A/RES/70 1", note=silent),
        table("cu-hon", "event", name=hostile.texts(), schema=1, date="2001"),
    ):
        write(root, f"{KINDS[data['kind']].folder}/{data['id']}.toml", tomli_w.dumps(data))


@pytest.fixture(scope="module")
def runner(home: Path) -> Iterator[Runner]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GOVTUI", "LC_", "LANG", "GIT_"))}
    homes = {f"XDG_{name}_HOME": str(home / name) for name in ("CONFIG", "STATE", "CACHE", "DATA")}
    told = {"HOME": str(home), "LANG": "C.UTF-8", "TERM": "xterm-256color", "COLUMNS": "80"}
    with Runner({**kept, **homes, **told, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}) as runner:
        yield runner


class Runs:
    """Runs of rows over the hostile registry, or over copies of it."""

    def __init__(self, runner: Runner, top: Path, copies: Path) -> None:
        self._runner, self._top, self._copies = runner, top, copies
        self._numbers = itertools.count()
        self.root = next(top.glob("kho*/records"))

    def run(self, row: Row, *, terminal: bool, gone: bool = False) -> Ran:
        root = self.root
        if row.saves:
            copy = self._copies / f"{next(self._numbers)}"
            shutil.copytree(self._top, copy, symlinks=True)
            root = next(copy.glob("kho*/records"))
        env = {"GOVTUI_REGISTRY": str(root), **row.env}
        return self._runner.run(
            row.args, terminal=terminal, cwd=root.parent, env=env, typed=row.typed, broken=row.broken, gone=gone
        )


@pytest.fixture
def runs(runner: Runner, top: Path, tmp_path: Path) -> Runs:
    return Runs(runner, top, tmp_path)


PASSING = re.compile(rb"\r[^\r\n\x1b]*\x1b\[K")
"""A line of progress, which a slow machine shows: the gate itself writes it, and rewrites it."""


@pytest.mark.parametrize("row", [row for row in ROWS if not row.pipe_only], ids=name_of)
def test_nothing_unsafe_reaches_a_terminal(runs: Runs, row: Row) -> None:
    ran = runs.run(row, terminal=True)
    assert ran.out or ran.status == 1, "nothing was seen"  # nothing was found
    assert hostile.unsafe(PASSING.sub(b"", ran.out)) == [], ran.out
    assert b"Traceback" not in ran.out and ran.status in ((70,) if row.broken else (0, 1, 2, 3)), ran.out.decode()


@pytest.mark.parametrize("row", [row for row in ROWS if not row.is_machine], ids=name_of)
def test_into_a_pipe_go_the_exact_data_and_messages_are_safe_everywhere(runs: Runs, row: Row) -> None:
    ran = runs.run(row, terminal=False)
    assert hostile.unsafe(ran.err) == [], ran.err
    assert b"Traceback" not in ran.err and ran.status in ((70,) if row.broken else (0, 1, 2, 3)), ran.err.decode()
    assert ran.out or ran.err or ran.status == 1
    match row.kind:
        case "exact":
            assert ran.out and ran.out.endswith(b"\n") or "toml" in row.line
        case "json":
            json.loads(ran.out)
            assert hostile.unsafe(ran.out) == []
        case _:
            assert hostile.unsafe(ran.out) == [], ran.out


# -- what is in the data ---------------------------------------------------------------------------------------------


def path_of(runs: Runs, id: str) -> Path:
    return next(runs.root.rglob(f"{id}.toml"))


def told(runs: Runs, line: str, *also: str) -> Ran:
    return runs.run(Row(line, also=also), terminal=False)


def normal(value: Any) -> Any:
    """As records are kept: texts in NFC (their line ends are LF here)."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {key: normal(one) for key, one in value.items()}
    return list(map(normal, value)) if isinstance(value, list) else value


@pytest.mark.parametrize("id", ["xau", "loi", "lone", "raw", "bytes", "bom", "crlf"])
def test_toml_in_a_pipe_is_the_file_byte_for_byte_and_on_a_terminal_it_is_said_that_it_is_not(
    runs: Runs, id: str
) -> None:
    raw = path_of(runs, id).read_bytes()
    assert told(runs, f"show {id} --toml") == (0, raw, b"")
    shown = runs.run(Row(f"show {id} --toml --lang en"), terminal=True).out.decode()
    assert shown.count(EXACT) == (0 if id == "lone" else 1)
    assert shown.startswith(("schema = 2\n", "⟨FEFF⟩schema = 2\n"))


@pytest.mark.parametrize("id", ["xau", "hop", "van-kien", "s", "xua", "bom"])
def test_json_says_exactly_what_the_file_says(runs: Runs, id: str) -> None:
    wanted = tomllib.loads(path_of(runs, id).read_text(encoding="utf-8-sig"))
    found = json.loads(told(runs, f"show {id} --json").out)["items"][0]["data"]
    assert found == normal(wanted)


def test_what_json_says_is_the_same_on_a_terminal(runs: Runs) -> None:
    for line in ("show xau --json", "check --json", "search --json xau", "log xau --json"):
        assert runs.run(Row(line), terminal=True).out == told(runs, line).out, line


def test_problems_and_their_values_are_told_exactly(runs: Runs) -> None:
    rows = json.loads(told(runs, "check --json").out)["items"]
    values = {value for row in rows for value in row.get("values", {}).values()}
    assert any("\x1b]52;c;aGk=\x07" in str(value) for value in values)
    paths = {row["path"] for row in rows}
    assert f"organizations/dòng\n::error::{NAME}.toml" in paths
    assert any("\N{REPLACEMENT CHARACTER}\x1b[2J" in path for path in paths)  # the bytes of that name are no text


def test_what_a_registry_declares_is_told_exactly(runs: Runs) -> None:
    listed = json.loads(told(runs, "fields event --json").out)["items"]
    [own, relation] = [one for one in listed if one["own"]]
    assert (own["labels"], own["meaning"]) == (hostile.texts("own"), hostile.texts("why"))
    assert relation["labels"] == hostile.texts("to")
    properties = json.loads(told(runs, "schema event --lang vi").out)["properties"]
    assert properties["x"]["properties"]["ghi"]["title"] == hostile.texts("own")["vi"]


def test_names_are_found_exactly(runs: Runs) -> None:
    found = json.loads(told(runs, "search --json --lang vi kind:organization").out)["items"]
    names = {row["id"]: row["name"] for row in found}
    assert names["xau"] == hostile.texts()
    assert names["xua"]["vi"] == f"Cơ quan {hostile.LINE}"
    assert any("\n" in id for id in names)  # a file's name, where no id could be read


def test_only_ids_are_printed_as_ids_and_the_others_are_counted_beside(runs: Runs) -> None:
    every = [json.loads(line)["id"] for line in told(runs, "search --jsonl kind:organization").out.splitlines()]
    ran = told(runs, "search --ids --lang en kind:organization")
    ids = ran.out.decode().splitlines()
    assert set(ids) == {"xau", "xua"}
    left = len(every) - len(ids)
    assert left > 1
    assert ran.err.decode() == f"govtui: {left} records left out: they have no valid id. --json lists them.\n"


def test_an_annotation_is_one_line_that_begins_as_one(runs: Runs) -> None:
    lines = told(runs, "check --format github").out.decode().splitlines()
    assert len(lines) > 10
    assert all(line.startswith(("::error file=", "::warning file=", "::notice file=")) for line in lines)
    assert all(line.count("::") >= 2 and "title=" in line.split("::")[1] for line in lines)


def test_what_git_says_is_told_exactly(runs: Runs) -> None:
    rows = json.loads(told(runs, "log xau --json").out)["items"]
    committed = [row for row in rows if "commit" in row]
    assert [row["author"] for row in committed] == [f"Tác giả {NAME}"] * 2
    assert all(row["subject"] == hostile.SUBJECT for row in committed)
    [against] = rows[0]["against"]
    difference = {"field": "summary.vi", "before": hostile.texts("sum")["vi"], "after": hostile.texts("now")["vi"]}
    assert difference in against["changes"]


@pytest.mark.parametrize("terminal", [True, False])
def test_what_was_changed_and_is_taken_back_is_told_safely_or_exactly(
    runs: Runs, tmp_path: Path, terminal: bool
) -> None:
    line = "set xau hop van-kien --yes"
    assert runs.run(Row(line, also=(f"summary.vi={ARGUMENT[:-1]}",), saves=True), terminal=terminal).status == 0
    root = next((tmp_path / "0").glob("kho*/records"))
    env = {"GOVTUI_REGISTRY": str(root)}
    for words in ("undo --list", "undo --dry-run", "undo", "undo --redo", "undo --list"):
        ran = runs.run(Row(words, env=env), terminal=terminal)
        assert ran.status == 0 and hostile.unsafe(ran.out) == hostile.unsafe(ran.err) == [], words
    [*items] = json.loads(runs.run(Row("undo --json", env=env), terminal=False).out)["items"]
    before = {one["record"]: change["before"] for one in items for change in one["changes"]}
    assert before == dict.fromkeys(("xau", "hop", "van-kien"), normal(ARGUMENT[:-1]))


def test_a_draft_is_told_exactly(runs: Runs) -> None:
    [shown] = json.loads(told(runs, "drafts show 1 --json").out)["items"]
    assert shown["text"] == shown["base_text"] + DRAFTED


@pytest.mark.parametrize(
    "line",
    ["search --ids xau", "search --json xau", "search xau", "show xau", "show xau --toml", "check", "browse",
     "check --json", "log xau", "coverage --json", "doctor --json"],
)  # fmt: skip
def test_a_reader_that_has_gone_ends_it_as_sigpipe_would(runs: Runs, line: str) -> None:
    ran = runs.run(Row(line), terminal=False, gone=True)
    assert ran.status == 141
    assert b"Traceback" not in ran.err


def test_bold_is_for_terminals_and_what_was_searched_for(runs: Runs) -> None:
    bold = runs.run(Row("search cơ"), terminal=True).out
    assert bold.count(b"\x1b[1m") == bold.count(b"\x1b[22m") > 0
    assert b"\x1b" not in told(runs, "search cơ").out
    assert b"\x1b" not in runs.run(Row("search cơ", env={"TERM": "dumb"}), terminal=True).out
