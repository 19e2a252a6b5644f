"""The entry point: starts the screen for `govtui [PATH]` without the time that importing click takes.

Every other command line, a mistake among them, goes to click (main.py), which says the same of a path as this module.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from govtui.cli.first_word import is_path, module_of
from govtui.cli.output import Output, on_terminal
from govtui.cli.session import Target, find_target, here, language_of
from govtui.i18n.translator import LANGUAGES
from govtui.store.location import NoRegistry


class BrowseArguments(NamedTuple):
    """A command line that asks for nothing but browsing."""

    path: str | None
    record: str = ""
    """The id of the record to begin at."""


def run(args: Sequence[str]) -> int:
    """Run a command line and return the exit status."""
    if os.environ.get("_GOVTUI_COMPLETE"):
        from govtui.cli import completing

        return completing.run(os.environ)
    asked = browse_arguments(args) if on_terminal() else None
    target = _browse_target(asked) if asked else None
    if asked is None or target is None:
        from govtui.cli import main

        return main.run(args)
    language = language_of(args, os.environ)
    try:
        from govtui.cli.browse import browse

        return browse(target, language, record=asked.record)
    except (Exception, KeyboardInterrupt) as error:
        from govtui.cli import main
        from govtui.i18n.translator import load

        tr = load(language)
        return main.failed(error, tr, Output.standard(tr, os.environ))


def browse_arguments(args: Sequence[str]) -> BrowseArguments | None:
    """Parse `[--lang LANGUAGE] [--registry PATH] [PATH [ID]]`; None for all else, and where PATH may be a command."""
    path, named, record, rest = None, None, "", list(args)
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
        elif word.startswith("-") or not word or record or (path is None and not _names_registry(word)):
            return None
        elif path is None:
            path = word
        else:
            record = word
    return BrowseArguments(path or named, record)


def _names_registry(word: str) -> bool:
    """Whether a first word is a path, and no module of this package has its name, as all commands do."""
    return is_path(word) and ("/" in word or not Path(__file__).with_name(f"{module_of(word)}.py").exists())


def _browse_target(asked: BrowseArguments) -> Target | None:
    try:
        return find_target(asked.path, os.environ, here(), may_fall_back=True)
    except (NoRegistry, OSError, RuntimeError, ValueError):
        return None  # click's way leads there again, and to the sentence
