"""Where there is no registry: looking falls back to the one that ships and says so; nothing else takes it for the user's."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small import registry, table

from govtui.cli.main import COMMANDS
from govtui.i18n.translator import LANGUAGES, load

Run = Callable[..., Any]

LOOKING: dict[str, tuple[str, ...]] = {
    "browse": (),
    "search": ("--ids", "unpog"),
    "show": ("unpog", "--toml"),
    "list": (),
    "links": ("unpog",),
    "timeline": (),
    "stats": (),
}
"""The commands that may fall back."""

NEEDING: dict[str, tuple[str, ...]] = {
    "check": (),
    "fmt": (),
    "coverage": (),
    "log": ("unpog",),
    "blame": ("unpog",),
    "sync": (),
    "set": ("unpog", "status=active"),
    "new": ("event", "--name-vi", "Họp"),
    "import": ("jsonl", "README.md"),
    "export": ("jsonl",),
    "publish": ("../trang",),
    "merge": ("unpog", "accsm"),
    "rename": ("unpog", "unpog-2"),
    "migrate": (),
    "verify": (),
    "rm": ("unpog",),
    "edit": ("unpog",),
    "drafts": (),
    "undo": (),
}
"""Those that judge or change a registry, which has to be there."""


ALONE = {"help", "completion", "init", "merge-file"}
"""Those that look at no registry, or make one, or take that of a file."""

WITHOUT: dict[str, tuple[str, ...]] = {"doctor": (), "fields": (), "schema": ("event",)}
"""Those that can do without a registry, and take no other one for it."""


def test_only_looking_falls_back() -> None:
    assert LOOKING.keys() == {"browse", "show", "search", "list", "links", "timeline", "stats"}


def test_every_command_has_chosen() -> None:
    assert LOOKING.keys() | NEEDING.keys() | WITHOUT.keys() == set(COMMANDS) - ALONE


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", LOOKING)
def test_looking_falls_back_and_says_so_once(govtui: Run, tmp_path: Path, command: str, language: str) -> None:
    done = govtui(command, *LOOKING[command], "--lang", language, cwd=tmp_path)
    words = load(language).gettext("no registry here; showing the one that ships with govtui")
    assert done.status == 0 and done.out
    assert done.err.splitlines().count(f"govtui: {words}") == 1
    assert words not in done.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_so_does_reading_as_lines(forked: Run, tmp_path: Path, language: str) -> None:
    done = forked("--plain", "--lang", language, cwd=tmp_path, stdin="q\n")
    words = load(language).gettext("no registry here; showing the one that ships with govtui")
    assert (done.status, done.err) == (0, f"govtui: {words}\n")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", NEEDING)
def test_nothing_else_falls_back(govtui: Run, tmp_path: Path, command: str, language: str) -> None:
    done = govtui(command, *NEEDING[command], "--lang", language, cwd=tmp_path)
    tr = load(language)
    none = tr.gettext("There is no registry in {path}, nor in a folder above it.").format(path=tmp_path)
    advice = tr.gettext("Go to its folder, name it (--registry PATH, or GOVTUI_REGISTRY), or begin one: govtui init.")
    assert done == (2, "", f"govtui: {none} {advice}\n")


@pytest.mark.parametrize("command", LOOKING)
def test_a_registry_that_is_named_or_near_is_no_fallback(govtui: Run, tmp_path: Path, command: str) -> None:
    registry(tmp_path, table("s", "source"), table("unpog", founded="2006"))
    below = tmp_path / "organizations"
    hint = load("en").gettext("Browsing needs a terminal; this is the overview.")
    for cwd, also in ((below, ()), (tmp_path.parent, ("--registry", str(tmp_path)))):
        done = govtui(command, *LOOKING[command], *also, "--lang", "en", cwd=cwd)
        assert (done.status, done.err) == (0, f"govtui: {hint}\n" if command == "browse" else "")


def test_one_that_is_named_and_not_there_is_not_made_up_for(govtui: Run, tmp_path: Path) -> None:
    for command, args in (LOOKING | NEEDING | WITHOUT).items():
        done = govtui(command, *args, "--registry", tmp_path / "nowhere", "--lang", "en", cwd=tmp_path)
        assert (done.status, done.out) == (2, ""), command
        assert done.err.startswith(f"govtui: There is no registry at {tmp_path / 'nowhere'}: ")


@pytest.mark.parametrize(
    ("command", "status"), [*((one, 0) for one in (*LOOKING, "fields", "schema")), *((one, 2) for one in NEEDING)]
)
def test_a_current_folder_that_was_removed_is_one_without_a_registry(
    govtui: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, status: int
) -> None:
    def removed() -> Path:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(Path, "cwd", removed)
    monkeypatch.setenv("PWD", str(tmp_path / "removed"))
    assert govtui(command, *(LOOKING | NEEDING | WITHOUT)[command], cwd=tmp_path).status == status


def test_doctor_says_that_there_is_none_and_looks_at_the_rest(govtui: Run, tmp_path: Path) -> None:
    done = govtui("doctor", "--json", "--lang", "en", cwd=tmp_path)
    checks = {one["name"]: one for one in json.loads(done.out)["items"]}
    assert checks["registry.path"]["state"] == "warn"
    told = " ".join(govtui("doctor", "--lang", "en", cwd=tmp_path).out.split())
    assert f"There is no registry in {tmp_path}, nor in a folder above it." in told
    assert "versions.all" in checks and "git.standing" not in checks
    assert done.err == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_option_that_names_nothing_does_not_mean_the_registry_of_the_current_folder(
    govtui: Run, tmp_path: Path, language: str
) -> None:
    root = registry(tmp_path, table("s", "source"), table("hop", "event")).root
    before = (root / "events" / "hop.toml").read_bytes()
    words = load(language).gettext("{option} names nothing.")
    for option in ("--registry", "--index"):
        done = govtui("set", "hop", "status=held", option, "", "--lang", language, cwd=root)
        assert (done.status, done.out) == (2, "")
        assert words.format(option=option) in done.err
    assert (root / "events" / "hop.toml").read_bytes() == before
