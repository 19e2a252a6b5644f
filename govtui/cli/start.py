"""Where the command line begins. What is typed most, `govtui [PATH]`, is understood here, without the time that click takes.

Whatever is not plainly that, a mistake among it, is left to click (main.py), which says the same of it as ever.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from govtui.cli.output import Output, on_terminal
from govtui.cli.target import Meant, here, meant
from govtui.i18n.negotiation import wanted_language
from govtui.i18n.translator import LANGUAGES
from govtui.store.location import NoRegistry
from govtui.user import choices


class Plain(NamedTuple):
    """A command line that asks for nothing but browsing."""

    path: str | None
    """The registry, as an argument or an option."""


def run(args: Sequence[str]) -> int:
    """Run a command line; the exit status."""
    where = _to_browse(args) if on_terminal() else None
    if where is None:
        from govtui.cli import main

        return main.run(args)
    language = language_of(args, os.environ)
    try:
        from govtui.cli.browse import browse

        return browse(where, language)
    except (Exception, KeyboardInterrupt) as error:
        from govtui.cli import main
        from govtui.i18n.translator import load

        tr = load(language)
        return main.failed(error, tr, Output.standard(tr, os.environ))


def plain(args: Sequence[str]) -> Plain | None:
    """The command line, if it is `[--lang LANGUAGE] [--registry PATH] [PATH]` and the path is no command's name."""
    path, named, rest = None, None, list(args)
    while rest:
        word = rest.pop(0)
        option, equals, value = word.partition("=")
        if option in ("--lang", "--registry"):
            if not equals:
                if not rest:
                    return None
                value = rest.pop(0)
            if value.startswith("-") or not value or (option == "--lang" and value not in LANGUAGES):
                return None
            named = value if option == "--registry" else named
        elif word.startswith("-") or not word or path is not None or _may_be_command(word):
            return None
        else:
            path = word
    return Plain(path or named)


def _may_be_command(word: str) -> bool:
    """Commands are modules of this package; so are others, whose names click will find to be none."""
    return "/" not in word and Path(__file__).with_name(f"{word}.py").exists()


def _to_browse(args: Sequence[str]) -> Meant | None:
    asked = plain(args)
    try:
        return meant(asked.path, os.environ, here(), may_fall_back=True) if asked else None
    except (NoRegistry, OSError, RuntimeError, ValueError):
        return None  # click's way leads there again, and to the sentence


def language_of(args: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language to speak: --lang, the saved choice, the environment, else Vietnamese."""
    argument = None
    for place, word in enumerate(args):
        if word == "--":
            break
        if word == "--lang" and place + 1 < len(args):
            argument = args[place + 1]
        elif word.startswith("--lang="):
            argument = word.partition("=")[2]
    saved = choices.load().get("language")
    return wanted_language(argument, saved if isinstance(saved, str) else None, environ)
