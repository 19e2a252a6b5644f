"""Programs in terminals without starting Python for each: a server that has imported govtui forks one when it is asked to.

Run as a program, this is the server; `Forks` is its client. A fork gets the terminal, the environment and the working folder
that it would have been started with, is the first process of a session of its own, and begins and ends as `govtui` does.
"""

from __future__ import annotations

import fcntl
import json
import os
import pkgutil
import pty
import socket
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

LATE = """
    babel.dates babel.lists babel.messages.mofile babel.numbers concurrent.futures.thread
    textual._xterm_parser textual.drivers.linux_driver textual.layouts.horizontal textual.layouts.stream
    textual.widgets._footer textual.widgets._input textual.widgets._toast watchfiles
"""
"""What else the program imports when it runs."""


class Forks:
    """The client. Of what it started it also knows which processes still run."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # Standard streams are made as for a terminal; what a fork reads and writes is another one, on the same numbers.
        self._held, terminal = pty.openpty()
        with theirs:
            self._server = subprocess.Popen(
                [sys.executable, "-P", "-X", "utf8", __file__, str(theirs.fileno())],
                stdin=terminal, stdout=terminal, stderr=terminal, pass_fds=[theirs.fileno()], start_new_session=True,
                env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
            )  # fmt: skip
        os.close(terminal)
        self._socket = ours
        self._running: set[int] = set()

    def close(self) -> None:
        self._socket.close()
        self._server.wait(30)
        os.close(self._held)

    def start(self, args: Sequence[str], cwd: Path, env: Mapping[str, str], terminal: int) -> int:
        """Start `govtui` with these arguments on a terminal; its process id. A variable that is empty is not set."""
        told = {name: value for name, value in env.items() if value}
        asked = json.dumps({"args": list(args), "cwd": str(cwd), "env": told}).encode()
        socket.send_fds(self._socket, [asked], [terminal])
        pid: int = json.loads(self._socket.recv(1000))
        self._running.add(pid)
        return pid

    def wait(self, pid: int, flags: int) -> tuple[int, int]:
        """`os.waitpid` for a process that was started here."""
        self._socket.send(json.dumps({"wait": pid, "flags": flags}).encode())
        ended, status = json.loads(self._socket.recv(1000))
        self._running.discard(ended)
        return ended, status

    def running(self) -> list[int]:
        """What was started here and has not ended."""
        return [pid for pid in sorted(self._running) if _state(pid) not in ("", "Z")]


def _state(pid: int) -> str:
    """Of a process: "Z" of one that has ended and was not waited for, nothing of one that is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return ""


def serve(control: socket.socket) -> list[str] | None:
    """Answer requests until there are no more; in a fork, return its arguments."""
    while True:
        message, terminals, _, _ = socket.recv_fds(control, 1_000_000, 1)
        if not message:
            return None
        asked = json.loads(message)
        if "wait" in asked:
            control.send(json.dumps(os.waitpid(asked["wait"], asked["flags"])).encode())
        elif pid := os.fork():
            os.close(terminals[0])
            control.send(json.dumps(pid).encode())
        else:
            control.close()
            _settle_in(terminals[0], asked["cwd"], asked["env"])
            return list(asked["args"])


def _settle_in(terminal: int, cwd: str, env: Mapping[str, str]) -> None:
    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    for number in range(3):
        os.dup2(terminal, number)
    os.close(terminal)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)


def main() -> None:
    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"  # as govtui/__main__.py does before it imports anything
    from govtui import __main__ as entry
    from govtui import __path__ as places

    entry.hash_without_openssl()
    for module in pkgutil.walk_packages(places, "govtui."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for name in LATE.split():
        import_module(name)
    os.environ.pop("PYTHONPATH")
    from forking import prepare

    prepare()
    args = serve(socket.socket(fileno=int(sys.argv[1])))
    if args is not None:
        sys.argv = ["govtui", *args]
        entry.main()


if __name__ == "__main__":
    main()
