"""Doctor's findings about the environment: terminal, locale, versions, the user's folders, the disk."""

from __future__ import annotations

import codecs
import os
import platform
import shutil
import stat
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from govtui import __version__
from govtui.cli.browse import drawing_findings
from govtui.cli.findings import Finding, State
from govtui.cli.output import Output
from govtui.i18n.formats import cldr_version, number
from govtui.i18n.labels import LABELS, label
from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.index.cache import cache_folder, sqlite_version
from govtui.text.safe import safe_text
from govtui.user import choices, log

SMALLEST = (80, 24)
"""Columns and rows below which the screens do not fit."""

SOURCE = "en"
"""The language of the messages themselves, which needs no catalog."""

LOW, OUT = 50 * 2**20, 5 * 2**20
"""Bytes of free disk space below which there is a warning, and an error."""

_NO_CLIPBOARD = ("linux", "vt100", "vt220", "dumb", "ansi")


def environment_findings(root: Path, environ: Mapping[str, str], tr: Translator, out: Output) -> Iterator[Finding]:
    """Yield the findings about everything but the registry."""
    yield from _terminal(environ, tr, out)
    yield from _locale(environ, tr, out)
    yield from _languages(tr)
    yield from _versions(tr)
    yield from _folders(tr)
    yield _disk(root, tr)


# the terminal


def _terminal(environ: Mapping[str, str], tr: Translator, out: Output) -> Iterator[Finding]:
    term = environ.get("TERM", "")
    shown = safe_text(term, multiline=False) or tr.gettext("not set")
    if not out.terminal:
        yield Finding("terminal.term", "ok", tr.gettext("No terminal here: the output goes elsewhere."), value=term)
        return
    if term in ("", "dumb"):
        advice = tr.gettext("The screens need a terminal; commands such as show and search do not.")
        yield Finding("terminal.term", "bad", f"TERM={shown}", advice, term)
    else:
        around = [name for name, there in _around(environ) if there]
        yield Finding("terminal.term", "ok", " · ".join([f"TERM={shown}", *around]), value=term)
    columns, rows = shutil.get_terminal_size()
    fits = columns >= SMALLEST[0] and rows >= SMALLEST[1]
    words = tr.gettext("{columns} columns, {rows} rows").format(columns=number(columns, tr), rows=number(rows, tr))
    advice = "" if fits else tr.gettext("At least 80 columns and 24 rows are needed.")
    yield Finding("terminal.size", "ok" if fits else "warn", words, advice, [columns, rows])
    yield _colours(environ, term, tr)
    yield _clipboard(environ, term, tr)
    known = term.startswith(
        ("xterm", "tmux", "screen", "rxvt", "foot", "alacritty", "kitty", "wezterm", "ghostty", "vte")
    )
    words = (
        tr.gettext("A paste of many lines arrives as one.")
        if known
        else tr.gettext("A paste may arrive as typed keys.")
    )
    yield Finding("terminal.paste", "ok" if known else "warn", words, value=known)


def _around(environ: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    yield "tmux", bool(environ.get("TMUX"))
    yield "screen", bool(environ.get("STY"))
    yield "ssh", bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))


def _colours(environ: Mapping[str, str], term: str, tr: Translator) -> Finding:
    if environ.get("NO_COLOR"):
        return Finding("terminal.colours", "ok", tr.gettext("no colours, as NO_COLOR asks"), value=1)
    if environ.get("COLORTERM") in ("truecolor", "24bit"):
        count = 2**24
    elif "256" in term or term.startswith(("kitty", "alacritty", "foot", "ghostty", "wezterm")):
        count = 256
    else:
        count = 8 if term in _NO_CLIPBOARD else 16
    words = tr.gettext("{n} colours").format(n=number(count, tr))
    return Finding("terminal.colours", "ok", words, value=count)


def _clipboard(environ: Mapping[str, str], term: str, tr: Translator) -> Finding:
    name = "terminal.clipboard"
    if term in _NO_CLIPBOARD or environ.get("VTE_VERSION"):
        words = tr.gettext("Copying probably does not reach the clipboard.")
        return Finding(name, "warn", words, tr.gettext("What is copied is shown, too; select it there."), False)
    if environ.get("TMUX"):
        if shutil.which("tmux", path=environ.get("PATH")):
            return Finding(name, "ok", tr.gettext("Copying reaches tmux, and from 3.2 on the clipboard."), value=True)
        words = tr.gettext("Copying reaches the clipboard only if tmux lets it: there is no program tmux here.")
        return Finding(name, "warn", words, tr.gettext("In tmux: set -g set-clipboard on"), False)
    return Finding(name, "ok", tr.gettext("Copying probably reaches the clipboard."), value=True)


# words


def _locale(environ: Mapping[str, str], tr: Translator, out: Output) -> Iterator[Finding]:
    named = next((f"{name}={environ[name]}" for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "")
    encoding = codecs.lookup(out.encoding).name
    words = " · ".join((safe_text(named, multiline=False) or tr.gettext("no locale set"), encoding))
    if encoding == "utf-8":
        yield Finding("locale.encoding", "ok", words, value=encoding)
    else:
        advice = tr.gettext("Vietnamese needs UTF-8: export LANG=C.UTF-8, or PYTHONUTF8=1.")
        yield Finding("locale.encoding", "bad", words, advice, encoding)


def _languages(tr: Translator) -> Iterator[Finding]:
    for language in LANGUAGES:
        english = LABELS["language"][SOURCE]
        missing = language != SOURCE and load(language).pgettext("language", english) == english
        if missing:
            advice = tr.gettext("The installation lacks its catalogs; install govtui again.")
            words = tr.gettext("no catalog: {language}").format(language=language)
            yield Finding(f"language.{language}", "bad", words, advice)
            continue
        parts = [label("language", language, tr)]
        if language == tr.language:
            parts.append(tr.gettext("the interface's language"))
        yield Finding(f"language.{language}", "ok", " · ".join(parts), value=True)


# the program


def _versions(tr: Translator) -> Iterator[Finding]:
    try:
        textual = version("textual")
    except PackageNotFoundError:
        textual = "?"
    names = {
        "govtui": __version__,
        "Python": platform.python_version(),
        "Textual": textual,
        "SQLite": sqlite_version(),
        "CLDR": cldr_version(),
    }
    words = " · ".join(f"{name} {number_}" for name, number_ in names.items())
    yield Finding("versions.all", "ok", words, value={name.lower(): number_ for name, number_ in names.items()})
    yield from drawing_findings(textual, tr)


def _folders(tr: Translator) -> Iterator[Finding]:
    places = {
        "config": (choices.folder(), tr.gettext("choices")),
        "state": (log.path().parent, tr.gettext("drafts, log")),
        "cache": (cache_folder(), tr.gettext("index")),
    }
    for name, (place, what) in places.items():
        yield _folder(name, place, what, tr)


def _folder(name: str, place: Path, what: str, tr: Translator) -> Finding:
    nearest = next((one for one in (place, *place.parents) if one.exists()), Path("/"))
    path = f"{what}: {safe_text(str(place), multiline=False)}"
    if not os.access(nearest, os.W_OK | os.X_OK):
        advice = tr.gettext(
            "Nothing can be saved there: take ownership of it, or set XDG_{name}_HOME to a folder of your own."
        )
        return Finding(f"folders.{name}", "warn", path, advice.format(name=name.upper()), str(place))
    if nearest != place:
        words = " · ".join((path, tr.gettext("created when needed")))
        return Finding(f"folders.{name}", "ok", words, value=str(place))
    mode = stat.S_IMODE(place.stat().st_mode)
    state: State = "ok"
    advice = ""
    if name == "state" and mode & 0o077:
        state = "warn"
        advice = tr.gettext("Other users can read this folder: chmod 700 {path}").format(
            path=safe_text(str(place), multiline=False)
        )
    return Finding(f"folders.{name}", state, f"{path} · {mode:04o}", advice, str(place))


def _disk(root: Path, tr: Translator) -> Finding:
    try:
        free = shutil.disk_usage(root).free
    except OSError:
        return Finding("disk.free", "warn", tr.gettext("The free space of the disk is not known."))
    words = tr.gettext("{n} MB free").format(n=number(free // 2**20, tr))
    state: State = "bad" if free < OUT else "warn" if free < LOW else "ok"
    advice = "" if state == "ok" else tr.gettext("Free some disk space: saving needs room for a copy of the file.")
    return Finding("disk.free", state, words, advice, free)
