"""Start a process that works for this one over a connection, and end it."""

from __future__ import annotations

import subprocess
import sys
from multiprocessing.connection import Connection, Pipe

_RUN = (
    "import sys; sys.path[:] = sys.argv[3:]; from importlib import import_module;"
    " import_module(sys.argv[1]).run(int(sys.argv[2]))"
)
"""`python -m` would look for the program in the working directory first, whoever's that is."""

PATIENCE = 2.0
"""Seconds that a process is given to end by itself when its connection is closed."""

GONE = (EOFError, BrokenPipeError, ConnectionResetError)
"""What a connection raises whose other end is closed."""


def start_process(module: str) -> tuple[subprocess.Popen[bytes], Connection]:
    """Start a process that calls `run` of a module with the file number of the other end of a connection.

    Not multiprocessing's own: it asks for the file numbers of standard streams, which a screen has taken away.
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


def end_process(process: subprocess.Popen[bytes]) -> None:
    """Wait up to PATIENCE for a process whose connection was closed, then kill it."""
    try:
        process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
