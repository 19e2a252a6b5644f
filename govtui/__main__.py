"""`govtui` and `python -m govtui`: the guard that must run before anything is imported, then the command line."""

from __future__ import annotations

import atexit
import codecs
import gc
import os
import sys
import threading
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

_GC_THRESHOLDS = (50_000, 20, 20)
"""For gc.set_threshold: imports make many objects and drop few, and looking through them takes a command a tenth of its time."""

_INTERRUPTED = 128 + 2
"""As shells report SIGINT."""


def main() -> None:
    """Run the command line and leave with its exit status."""
    try:
        _main()
    except KeyboardInterrupt:  # before, or after, the command line could answer it
        os._exit(_INTERRUPTED)


def _main() -> None:
    gc.set_threshold(*_GC_THRESHOLDS)
    # Textual asks terminals for kitty's report-all-keys, which loses the text of input methods in several of them; it
    # reads this once, at import.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    _speak_utf8()
    _stand_in_for_closed_streams()
    hash_without_openssl()
    if sys.argv[1:2] == ["merge-file"]:  # git calls it for every record that two sides changed
        from govtui.cli.merge_file_run import asked_by_git, merge_files

        if asked := asked_by_git(sys.argv[2:]):
            _leave(merge_files(asked))
    from govtui.cli.start import run

    _leave(run(sys.argv[1:]))


def _leave(status: int) -> NoReturn:
    """End the process without freeing what it holds piece by piece, which takes an eighth of a command's time.

    Where other threads are at work, or somebody measures, Python ends as it does.
    """
    if threading.active_count() > 1 or sys.gettrace() is not None or sys.getprofile() is not None:
        sys.exit(status)
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)


def _speak_utf8() -> None:
    """Start over in UTF-8 mode where Vietnamese would be written as escapes, or not at all.

    That is in a Latin-1 locale, under PYTHONUTF8=0, and under PYTHONIOENCODING, which counts for more than UTF-8 mode.
    The mode is asked for on the command line, which Python also follows when it ignores the environment (-I, -E).
    """
    streams = [stream for stream in (sys.__stdin__, sys.__stdout__, sys.__stderr__) if stream is not None]
    if all(codecs.lookup(stream.encoding or "ascii").name == "utf-8" for stream in streams):
        return
    mode = ["-X", "utf8"]
    if sys.orig_argv[1:3] == mode and "PYTHONIOENCODING" not in os.environ:
        return  # started over already, in vain
    os.environ.pop("PYTHONIOENCODING", None)
    os.environ["PYTHONUTF8"] = "1"
    os.execv(sys.executable, [sys.executable, *mode, *sys.orig_argv[1:]])


def _stand_in_for_closed_streams() -> None:
    """Put the null device where a standard stream was closed (`govtui >&-`).

    Else the next file that is opened gets its number, and `print` without a standard error writes to standard output.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115  (takes the lowest free number)


def hash_without_openssl() -> None:
    """Let `hashlib` use Python's own hashes, where Python was built with them.

    Loading OpenSSL's library takes three and a half megabytes and longer than hashing many a registry saves by it.
    """
    with suppress(ImportError):
        import_module("_md5")
        import_module("_sha1")
        import_module("_sha3")
        import_module("_blake2")
        if sys.version_info >= (3, 12):
            import_module("_sha2")
        else:
            import_module("_sha256")
            import_module("_sha512")
        sys.modules.setdefault("_hashlib", None)  # type: ignore[arg-type]  # documented: importing it then fails


if __name__ == "__main__":
    main()
