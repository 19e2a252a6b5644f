"""Faults at every call that a save makes of the system: the n-th one fails, or the process dies in its place."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

CALLS = [
    "access",
    "chmod",
    "close",
    "fchmod",
    "fchown",
    "fstat",
    "fsync",
    "getxattr",
    "link",
    "listxattr",
    "lstat",
    "mkdir",
    "open",
    "read",
    "readlink",
    "replace",
    "rename",
    "scandir",
    "setxattr",
    "stat",
    "unlink",
    "write",
]

KILL = -signal.SIGKILL
FAULTS = {"EIO": errno.EIO, "ENOSPC": errno.ENOSPC, "SIGKILL": KILL}


class Counter:
    """How many calls were made so far, and the name of the last one."""

    def __init__(self) -> None:
        self.made = 0
        self.names: list[str] = []


@contextmanager
def faulty(at: int, fault: int) -> Iterator[Counter]:
    """Within, the call number `at` (from 1; 0 for none) of the system fails with the error `fault`, or kills the process."""
    counter = Counter()
    modules = [(os, name) for name in CALLS] + [(fcntl, "flock")]
    real = {(module, name): getattr(module, name) for module, name in modules}

    def counted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def instead(*given: Any, **named: Any) -> Any:
            counter.made += 1
            counter.names.append(name)
            if counter.made != at:
                return call(*given, **named)
            if fault == KILL:
                os.kill(os.getpid(), signal.SIGKILL)
            if name == "close":
                call(*given)  # a file is closed even when that fails
            raise OSError(fault, os.strerror(fault))

        return instead

    for (module, name), call in real.items():
        setattr(module, name, counted(name, call))
    try:
        yield counter
    finally:
        for (module, name), call in real.items():
            setattr(module, name, call)


def killed(act: Callable[[], object], at: int) -> bool:
    """Whether a process of its own that does `act` was killed at its call number `at`; False when it ended before."""
    child = os.fork()
    if not child:
        try:
            with faulty(at, KILL):
                act()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])
