"""The command line as its users run it: in a process of its own, or, where only what it prints counts, in this one."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from forking import Runner

from govtui.cli import click_i18n, main

ROOT = Path(__file__).resolve().parents[2]


class Ran(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def environ(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The environment of somebody who never ran govtui before, and who wants English unless a command says otherwise."""
    home = tmp_path_factory.mktemp("home")
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GOVTUI", "LC_", "LANG"))}
    return kept | dict.fromkeys(names, str(home)) | {"LANG": "en_US.UTF-8", "COLUMNS": "80", "PYTHONPATH": str(ROOT)}


@pytest.fixture(scope="session")
def server(environ: Mapping[str, str]) -> Iterator[Runner]:
    with Runner(environ) as runner:
        yield runner


@pytest.fixture
def forked(server: Runner) -> Run:
    """Run govtui in a process of its own, without a terminal: forked from one that has imported it, in a tenth of the time.

    How Python begins and ends is held by tests/end_to_end."""

    def run(*args: object, cwd: Path = ROOT, env: Mapping[str, str] | None = None, stdin: str = "") -> Ran:
        status, out, err = server.run(list(map(str, args)), terminal=False, cwd=cwd, env=env, typed=stdin)
        return Ran(status, out.decode(), err.decode())

    return run


@pytest.fixture
def govtui(
    environ: Mapping[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """Run govtui in this process: what it prints, and its exit status. Click's words are given back at the end."""
    for name in [*os.environ]:
        if name.startswith(("GOVTUI", "LC_", "LANG")):
            monkeypatch.delenv(name)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    before = [(module, name, getattr(module, name)) for module in _click() for name in ("_", "ngettext")]

    def run(*args: object, cwd: Path = ROOT) -> Ran:
        monkeypatch.chdir(cwd)
        capsys.readouterr()
        status = main.run(list(map(str, args)))
        return Ran(status, *capsys.readouterr())

    yield run
    for module, name, value in before:
        setattr(module, name, value)


def _click() -> list[Any]:
    modules = [importlib.import_module(f"click.{name}") for name in click_i18n.MODULES]
    return [module for module in modules if hasattr(module, "_") and hasattr(module, "ngettext")]
