"""Run git unattended, on a work tree with settings that may be anybody's.

No prompt, pager, editor, network or optional lock; no program that the repository's settings name (monitors, text converters,
filters, outside differences) unless a commit is made; a limit of time. Errors are GitFailed.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from govtui.store.files import Unreadable, read
from govtui.store.location import MANIFEST
from govtui.store.manifest import is_manifest

SECONDS = 10.0
"""The most time that git may take to answer a question."""

_KEPT = ("GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG_", "GIT_CEILING_DIRECTORIES", "GIT_EXEC_PATH", "GIT_SSL_")
_DROPPED = ("PAGER", "EDITOR", "VISUAL", "GPG_TTY", "SSH_ASKPASS", "LANGUAGE")
SAFE = (
    "--no-pager",
    "--literal-pathspecs",
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.untrackedCache=false"),
    *("-c", "core.quotePath=false"),
    *("-c", "safe.bareRepository=explicit"),
    *("-c", "protocol.allow=never"),
    *("-c", "core.alternateRefsCommand=true"),  # the command "true", which names none
    *("-c", "log.showSignature=false"),
    *("-c", "gc.auto=0"),
    *("-c", "maintenance.auto=false"),
)
LINE_MERGE = "git merge-file --marker-size=%L %A %O %B"
"""The merge driver that is git's own merge by lines."""

_VALUES = {"": "GOVTUI_NOTHING", "false": "GOVTUI_FALSE", LINE_MERGE: "GOVTUI_LINE_MERGE"}
"""Values of settings whose names have a "=" (see `override`), and the variables of the environment that hold them."""

NO_HOOKS = ("-c", "core.hooksPath=/dev/null")


class GitFailed(Exception):
    """git refused or failed; `output` has its own words.

    Codes: no_program, no_work_tree, not_trusted (the work tree is somebody else's: safe.directory), took_too_long, failed.
    """

    def __init__(self, code: str, output: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.output = output


def environment(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return git's environment: it keeps who commits and whose settings apply, not where a repository is."""
    given = os.environ if environ is None else environ
    kept = {
        name: value
        for name, value in given.items()
        if name not in _DROPPED and (not name.startswith("GIT_") or name.startswith(_KEPT))
    }
    return kept | {
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_GRAFT_FILE": "/dev/null/none",
        "GIT_EDITOR": "false",
        "GIT_MERGE_AUTOEDIT": "no",
        "GCM_INTERACTIVE": "never",
        **{variable: value for value, variable in _VALUES.items()},
    }


def git(
    folder: Path,
    *words: str,
    settings: Sequence[str] = NO_HOOKS,
    given: bytes = b"",
    seconds: float = SECONDS,
    most: int = 0,
    environ: Mapping[str, str] | None = None,
) -> bytes:
    """Run git in `folder` and return its output, at most `most` + 1 bytes of it (0: all).

    `environ` is added to its environment. Raises GitFailed. git and what it starts have no terminal, so nobody is asked
    anything, and end when the time is over.
    """
    process = start_git(folder, (*SAFE, *settings, *words), environment() | dict(environ or {}), subprocess.PIPE)
    try:
        if most:
            assert process.stdout is not None
            out = process.stdout.read(most + 1)
            if len(out) > most:
                end_session(process)
                return out
            process.stdout.close()
            process.stdout = None
            _, errors = process.communicate(timeout=seconds)
        else:
            out, errors = process.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired:
        end_session(process)
        raise GitFailed("took_too_long") from None
    except BaseException:
        end_session(process)
        raise
    if process.returncode:
        raise git_failure(errors.decode("utf-8", "replace"))
    return out


def start_git(
    folder: Path, words: Sequence[str], environ: Mapping[str, str], given: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """Start git as the leader of a session of its own, in which `end_session` finds whatever it starts. Raises GitFailed."""
    try:
        return subprocess.Popen(
            ["git", *words],
            cwd=folder,
            env=environ,
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except FileNotFoundError:
        raise GitFailed("no_work_tree" if not folder.is_dir() else "no_program") from None
    except OSError as error:
        raise GitFailed("failed", error.strerror or str(error)) from None


def newest_commit(folder: Path) -> datetime | None:
    """Return when the newest commit that touched a folder was made; None where there is none, or no git."""
    try:
        told = git(folder, "log", "-1", "--format=%cI", "--", ".").decode("ascii", "replace").strip()
    except GitFailed:
        return None
    return parse_date(told) if told else None


def parse_date(text: str) -> datetime:
    """Parse a date as git writes it; 1970-01-01 where a commit holds an impossible one."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def end_session(process: subprocess.Popen[bytes]) -> None:
    """End git with everything that it has started: it leads a session of its own."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    with suppress(OSError, ValueError):
        process.communicate()


def git_failure(output: str) -> GitFailed:
    """Return what git's words on standard error mean."""
    if "dubious ownership" in output or "is owned by someone else" in output:
        return GitFailed("not_trusted", output.strip())
    outside = ("not a git repository", "must be run in a work tree", "cannot use bare repository")
    return GitFailed("no_work_tree" if any(words in output for words in outside) else "failed", output.strip())


def without_filters(folder: Path) -> tuple[str, ...]:
    """Return settings that keep filters from running: they are programs, and to look is not to trust them."""
    try:
        found = git(
            folder, "config", "-z", "--name-only", "--get-regexp", r"^filter\..*\.(clean|smudge|process|required)$"
        )
    except GitFailed:
        return ()  # none is set; or git tells what is wrong when it is asked the question itself
    names = {name.rpartition(".")[0] for name in os.fsdecode(found).split("\0") if name}
    out: list[str] = []
    for name in sorted(names):
        for last, value in (("clean", ""), ("smudge", ""), ("process", ""), ("required", "false")):
            out += override(f"{name}.{last}", value)
    return tuple(out)


def override(name: str, value: str) -> tuple[str, ...]:
    """Return git's options that set something for one run; a name with "=" takes a value of _VALUES only.

    `-c` would end such a name at its first "=": a filter called "a=b" would go on running.
    """
    return (f"--config-env={name}={_VALUES[value]}",) if "=" in name else ("-c", f"{name}={value}")


def keeping_crlf(folder: Path, paths: Iterable[str]) -> frozenset[str]:
    """Return those of some paths below `folder` that git writes with CR LF, or is told to leave as they are.

    That is said by .gitattributes (text, eol) and, where they leave it open, by the user's core.autocrlf and core.eol.
    Raises GitFailed.
    """
    given = b"".join(os.fsencode(path) + b"\0" for path in paths)
    told = git(folder, "check-attr", "-z", "--stdin", "text", "eol", given=given).split(b"\0")
    found: dict[str, dict[bytes, bytes]] = {}
    for path, name, value in zip(told[::3], told[1::3], told[2::3], strict=False):
        found.setdefault(os.fsdecode(path), {})[name] = value
    auto, end = (_setting(folder, name) for name in ("core.autocrlf", "core.eol"))
    return frozenset(path for path, said in found.items() if _keeps_crlf(said[b"text"], said[b"eol"], auto, end))


def _keeps_crlf(text: bytes, eol: bytes, auto: bytes, end: bytes) -> bool:
    """Whether a file keeps CR LF by these attributes and settings (gitattributes(5), "End-of-line conversion")."""
    if text == b"unset":
        return True
    if eol in (b"crlf", b"lf"):
        return eol == b"crlf"
    return auto == b"true" or (text in (b"set", b"auto") and auto != b"input" and end == b"crlf")


def _setting(folder: Path, name: str) -> bytes:
    try:
        return git(folder, "config", "--get", name).strip().lower()
    except GitFailed:  # it is not set
        return b""


def registries(here: Path) -> list[Path]:
    """Return the folders with a registry's manifest that git tracks in the work tree around `here`, sorted.

    A file of that name that belongs to another program is passed over. Raises GitFailed.
    """
    top = Path(os.fsdecode(git(here, "rev-parse", "--show-toplevel").removesuffix(b"\n")))
    kept = {os.fsdecode(name) for name in git(top, "ls-files", "-z").split(b"\0")}
    folders = {(top / name).parent for name in kept if name.rpartition("/")[2] == MANIFEST}
    return sorted(folder for folder in folders if _is_registry(folder))


def _is_registry(folder: Path) -> bool:
    try:
        return is_manifest(read(folder, MANIFEST))
    except Unreadable as error:
        return error.code != "gone"  # removed, though not yet for git; other errors are for the reader of the registry
