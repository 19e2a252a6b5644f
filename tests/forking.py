"""Many runs of the command line in real processes, on a pty or into pipes, without starting Python for each.

Run as a program, this is a server: it imports all that commands need once and forks for every request, so that a run costs what the
command costs. `Runner` is its client. What a run writes is kept byte for byte; a pty neither echoes nor turns LF into CR LF.
"""

from __future__ import annotations

import base64
import gc
import importlib
import json
import os
import pkgutil
import pty
import select
import signal
import subprocess
import sys
import termios
import tty
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent

SECONDS = 60
"""How long a run may say nothing."""

NOT_IMPORTED = ("govtui.tui.", "govtui.__main__")
"""Of our modules the server imports all but those with these names: most runs need no screen."""

LATE = ("tree_sitter", "tree_sitter_toml", "babel.lists", "babel.numbers", "click._textwrap")
"""What functions import of other packages."""


class Ran(NamedTuple):
    """How a run ended and what it wrote; on a pty, all of it stands in `out`."""

    status: int
    out: bytes
    err: bytes


class Runner:
    """The client. To be closed, or used in a ``with``."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-X", "utf8", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
        )

    def __enter__(self) -> Runner:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server.stdin is not None and self._server.stdout is not None
        self._server.stdin.close()
        self._server.wait(30)
        self._server.stdout.close()

    def run(
        self,
        args: Sequence[str],
        *,
        terminal: bool,
        cwd: Path,
        env: Mapping[str, str] | None = None,
        typed: str = "",
        broken: str = "",
        gone: bool = False,
    ) -> Ran:
        """Run the command line. `typed`: standard input; `broken`: the dotted name of a function that is to raise;
        `gone`: nobody reads standard output."""
        assert self._server.stdin is not None and self._server.stdout is not None
        asked = {
            "args": list(args), "terminal": terminal, "cwd": str(cwd), "env": dict(env or {}), "typed": typed,
            "broken": broken, "gone": gone,
        }  # fmt: skip
        self._server.stdin.write(json.dumps(asked).encode() + b"\n")
        self._server.stdin.flush()
        told = json.loads(self._server.stdout.readline())
        return Ran(told["status"], base64.b64decode(told["out"]), base64.b64decode(told["err"]))


# -- the server ------------------------------------------------------------------------------------------------------


def prepare() -> None:
    """Make what every process makes once, the validators of all kinds and the translators, for all that will be forked."""
    from govtui.i18n.translator import LANGUAGES, load
    from govtui.model.pydantic_compat import fast_validator
    from govtui.model.record import MODELS

    for model in MODELS.values():
        fast_validator(model)
        with suppress(ValueError):
            model.model_validate({})  # makes the other validator, too
    for language in LANGUAGES:
        load(language)
    gc.collect()
    gc.freeze()  # a collection in a child would write to, and so copy, every page that it shares


def serve() -> None:
    """Answer requests, a line each, until there are no more."""
    import govtui

    for module in pkgutil.walk_packages(govtui.__path__, "govtui."):  # what commands import when they run, too
        if not module.name.startswith(NOT_IMPORTED):
            importlib.import_module(module.name)
    for name in LATE:
        importlib.import_module(name)
    prepare()
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        ran = _on_pty(asked) if asked["terminal"] else _in_pipes(asked)
        told = {
            "status": ran.status,
            "out": base64.b64encode(ran.out).decode(),
            "err": base64.b64encode(ran.err).decode(),
        }
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def _on_pty(asked: Mapping[str, Any]) -> Ran:
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    termios.tcsetwinsize(theirs, (24, 80))
    child = os.fork()
    if child == 0:
        os.close(ours)
        os.setsid()
        for number in range(3):
            os.dup2(theirs, number)
        _child(asked)
    os.close(theirs)
    if asked["typed"]:
        os.write(ours, asked["typed"].encode())
    return _gathered(child, ours, None)


def _in_pipes(asked: Mapping[str, Any]) -> Ran:
    (from_out, out), (from_err, err), (typed, typing) = os.pipe(), os.pipe(), os.pipe()
    if asked["gone"]:
        os.close(from_out)
    child = os.fork()
    if child == 0:
        for number, end in enumerate((typed, out, err)):
            os.dup2(end, number)
        for end in (from_err, typing, *(() if asked["gone"] else (from_out,))):
            os.close(end)
        _child(asked)
    for end in (out, err, typed):
        os.close(end)
    os.write(typing, asked["typed"].encode())
    os.close(typing)
    return _gathered(child, None if asked["gone"] else from_out, from_err)


def _gathered(child: int, out: int | None, err: int | None) -> Ran:
    said: dict[int, bytes] = {end: b"" for end in (out, err) if end is not None}
    still = set(said)
    while still:
        ready = select.select(list(still), [], [], SECONDS)[0]
        if not ready:
            os.kill(child, signal.SIGKILL)
        for end in ready:
            try:
                read = os.read(end, 65536)
            except OSError:  # the other side of a pty is closed
                read = b""
            said[end] += read
            if not read:
                still.discard(end)
                os.close(end)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Ran(status, said.get(out, b"") if out is not None else b"", said.get(err, b"") if err is not None else b"")


def _child(asked: Mapping[str, Any]) -> None:
    """As `python -m govtui` begins and ends, but for the imports."""
    status = 1
    try:
        sys.stdin = open(0, encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115, PTH123
        sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115, PTH123
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115, PTH123
        os.chdir(asked["cwd"])
        os.environ.update(asked["env"])
        if asked["broken"]:
            module, _, name = asked["broken"].rpartition(".")
            setattr(importlib.import_module(module), name, _broken)
        from govtui.cli import start

        status = start.run(asked["args"])
        sys.stdout.flush()
    except SystemExit as leave:
        status = leave.code if isinstance(leave.code, int) else 1
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(status)


def _broken(*_: object, **__: object) -> None:
    raise RuntimeError("broken by a test")


if __name__ == "__main__":
    serve()
