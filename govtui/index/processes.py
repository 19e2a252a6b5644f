"""Other processes of this program, and the connections to them."""

from __future__ import annotations

import subprocess
import sys
from multiprocessing.connection import Connection, Pipe

_RUN = (
    "import sys; sys.path[:] = sys.argv[3:]; from importlib import import_module;"
    " import_module(sys.argv[1]).run(int(sys.argv[2]))"
)
"""The same program as this one: `python -m` would look for it in the folder where the user stands first, whoever's that is."""

PATIENCE = 2.0
"""Seconds that a process is given to end by itself when its connection is closed."""


def start(module: str) -> tuple[subprocess.Popen[bytes], Connection]:
    """A process in which `run` of a module is called with the file number of the other end of a connection.

    Not multiprocessing's own processes: they ask for the file numbers of standard streams, which a screen has taken away.
    """
    here, there = Pipe()
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", _RUN, module, str(there.fileno()), *sys.path],
        pass_fds=[there.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    there.close()
    return process, here


def end(process: subprocess.Popen[bytes]) -> None:
    """Wait until a process has ended whose connection was closed, but not long."""
    try:
        process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
