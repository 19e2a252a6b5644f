"""Run git over the network, unattended: by ssh, https, http and files only, and to an end that somebody can wait for.

What the user has configured runs (ssh command, credential helpers, proxies, hooks, filters), but nothing that asks: git has no
terminal, and no program may open a window for a password. What fails is a NotShared, whose code says what to do about it.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from govtui.store.git import SAFE, GitFailed, end_session, environment, git, start_git
from govtui.store.network_failures import failure_code, without_passwords
from govtui.store.termination import terminations_raised

PROTOCOLS = ("ssh", "https", "http", "file")

SILENCE = 60.0
"""Seconds without a byte from git after which it is ended; it is asked to tell how far it is once a second."""

SECONDS = 300.0
"""The most time that fetching, or pushing, may take."""

_GRACE = 0.5
"""Seconds that git is given to remove its lock files when it is ended."""

_SAID = 1 << 20
"""The most bytes of git's messages that are kept: a hook may write without end."""

_TICK = 0.05
"""Seconds after which somebody's wish to stop is noticed."""

_OWN = ("GIT_SSH", "GIT_PROXY_SSL_", "GIT_HTTP_")
"""What the user's environment says about connections."""

_UNATTENDED = (
    *("-c", "core.askPass="),
    *("-c", "credential.interactive=false"),
    *("-c", "push.gpgSign=false"),
    *("-c", f"http.lowSpeedTime={SILENCE:.0f}"),
    *("-c", "http.lowSpeedLimit=1"),
)

SSH = "ssh -oBatchMode=yes -oConnectTimeout=10"
"""The ssh command of users who have set none."""


class NotShared(Exception):
    """Nothing was shared, or not all of it; `output` has git's own words, without passwords, or those of the remote.

    Codes: those of `network_failures.CODES`; stopped (by the user); in_the_way (`paths`: files with uncommitted changes, from the
    top of the work tree), moved (the branch is another one than when this began),
    branch_elsewhere (`output`: another work tree that has it checked out), no_name, unknown_remote and bad_name
    (`output`: the name), under_way (`output`: the operation),
    old_git (merging needs git 2.38), apart (no common ancestor), or one of GitFailed.
    """

    def __init__(self, code: str, output: str = "", paths: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.output = output
        self.paths = paths


class Answer(NamedTuple):
    """What git wrote and how it ended; `said` is what it wrote for people, progress left out."""

    status: int
    out: bytes
    said: str


def over_network(root: Path, *words: str, stop: threading.Event | None = None, settings: Sequence[str] = ()) -> bytes:
    """Run git in `root` with leave to use the network, and return its output.

    The hooks and filters that are configured run. Raises NotShared; `stop` ends git at once, with what it has started.
    """
    answer = ask(root, *words, stop=stop, settings=settings)
    if answer.status:
        raise NotShared(failure_code(answer.said), answer.said)
    return answer.out


def ask(
    root: Path,
    *words: str,
    stop: threading.Event | None = None,
    settings: Sequence[str] = (),
    silence: float = SILENCE,
    seconds: float = SECONDS,
) -> Answer:
    """Do what `over_network` does, and return how git ended, whatever its status. Raises NotShared: stopped, took_too_long."""
    with terminations_raised() as started:
        return _asked(root, [*SAFE, *_UNATTENDED, *settings, *words], started, stop, silence, seconds)


def _asked(
    root: Path,
    words: Sequence[str],
    started: Callable[[], None],
    stop: threading.Event | None,
    silence: float,
    seconds: float,
) -> Answer:
    try:
        process = start_git(root, words, network_environment(root))
    except GitFailed as failure:
        raise NotShared(failure.code, failure.output) from None
    try:
        started()
        out, said = _read(process, stop, silence, seconds)
    except BaseException:
        _end(process)
        raise
    return Answer(process.returncode, out, without_passwords(_for_people(said)))


def network_environment(root: Path, environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return git's environment for the network: the user's own connections, and nobody who could be asked."""
    given = os.environ if environ is None else environ
    out = environment(given) | {name: value for name, value in given.items() if name.startswith(_OWN)}
    del out["GIT_NO_LAZY_FETCH"]  # a partial clone has to get what it merges or writes
    out |= {
        "GIT_ALLOW_PROTOCOL": ":".join(PROTOCOLS),
        "SSH_ASKPASS": "false",  # an ssh that is not told so would look for a window of its own
        "SSH_ASKPASS_REQUIRE": "never",
    }
    if not own_ssh_command(root, given):
        out["GIT_SSH_COMMAND"] = SSH
    return out


def own_ssh_command(root: Path, environ: Mapping[str, str] | None = None) -> str:
    """Return the ssh command that the user has set, in the environment or in git's settings; "" for none."""
    given = os.environ if environ is None else environ
    if told := given.get("GIT_SSH_COMMAND"):
        return told
    try:
        return os.fsdecode(git(root, "config", "--get", "core.sshCommand")).removesuffix("\n")
    except GitFailed:
        return given.get("GIT_SSH", "")


def _read(
    process: subprocess.Popen[bytes], stop: threading.Event | None, silence: float, seconds: float
) -> tuple[bytes, bytes]:
    """Return what git writes until it ends, on both streams.

    Its end counts, not that of the streams: an ssh that stays behind to share its connection may hold them open.
    """
    assert process.stdout is not None and process.stderr is not None
    written = {process.stdout: bytearray(), process.stderr: bytearray()}
    begun = heard = time.monotonic()
    with selectors.DefaultSelector() as selector:
        for stream in written:
            os.set_blocking(stream.fileno(), False)
            selector.register(stream, selectors.EVENT_READ)
        while True:
            ended = process.poll() is not None
            if not selector.get_map():
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_TICK)
            ready = [key.fileobj for key, _ in selector.select(0 if ended or not selector.get_map() else _TICK)]
            for stream in written:
                if stream in ready:
                    if piece := stream.read(1 << 16):
                        written[stream] += piece
                        if stream is process.stderr and len(written[stream]) > _SAID:
                            written[stream] = _shortened(written[stream])
                        heard = time.monotonic()
                    else:
                        selector.unregister(stream)
            if ended and not ready:
                break
            if stop is not None and stop.is_set() and not ended:
                raise NotShared("stopped")
            now = time.monotonic()
            if now - heard > silence or now - begun > seconds:
                raise NotShared("took_too_long", without_passwords(_for_people(bytes(written[process.stderr]))))
    process.stdout.close()
    process.stderr.close()
    out, said = written.values()
    return bytes(out), bytes(said)


def _shortened(said: bytearray) -> bytearray:
    """Return the beginning and the end of what was said, by whole lines: half a line may have half a password."""
    part = _SAID // 16
    return said[:part].rpartition(b"\n")[0] + b"\n" + said[-part:].partition(b"\n")[2]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End git with everything that it has started; first so that it can remove its lock files."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(_GRACE)
    end_session(process)


def _for_people(raw: bytes) -> str:
    """Return git's messages without its counters and without its hints, which name commands that are not needed here."""
    lines = raw.decode("utf-8", "replace").split("\n")
    shown = (line.rstrip().rpartition("\r")[2].rstrip() for line in lines)
    return "\n".join(line for line in shown if line and not line.startswith("hint:") and not _is_progress(line))


_COUNTED = (
    "Enumerating objects", "Counting objects", "Compressing objects", "Writing objects", "Receiving objects",
    "Unpacking objects", "Resolving deltas", "Total ", "Delta compression", "Updating files", "Filtering content",
    "Checking connectivity", "Indexing objects", "Auto packing", "Checking objects", "Processing",
)  # fmt: skip


def _is_progress(line: str) -> bool:
    return line.removeprefix("remote: ").startswith(_COUNTED)
