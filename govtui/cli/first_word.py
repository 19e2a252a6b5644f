"""The first word of a command line: a command, a path, or a mistyped word. Without click, since start.py asks, too."""

from __future__ import annotations

import os
from collections.abc import Sequence
from keyword import iskeyword

HELP = ("-h", "--help")
"""The options that ask for help."""

TAKING_VALUES = frozenset({"--lang", "--registry", "--index"})
"""The options before a command that take the next word."""

FROM_OTHER_PROGRAMS = {
    "add": "new",
    "annotate": "blame",
    "cat": "show",
    "create": "new",
    "delete": "rm",
    "del": "rm",
    "find": "search",
    "format": "fmt",
    "grep": "search",
    "history": "log",
    "lint": "check",
    "ls": "list",
    "mv": "rename",
    "open": "browse",
    "remove": "rm",
    "revert": "undo",
    "update": "set",
    "validate": "check",
    "view": "show",
}
"""Words for commands in other programs, and what they are called here."""


def module_of(command: str) -> str:
    """Return the name of a command's module in cli; of a word of Python, such as import, with _ at its end, and _ for -."""
    return f"{command}_" if iskeyword(command) else command.replace("-", "_")


def place_of_first_word(args: Sequence[str]) -> int | None:
    """Return the index of the first word that is neither an option nor the value of one; None where there is none."""
    is_value = False
    for place, word in enumerate(args):
        if is_value:
            is_value = False
        elif word in TAKING_VALUES:
            is_value = True
        elif not word.startswith("-") or word == "-":
            return place
    return None


def is_path(word: str) -> bool:
    """Whether a first word that is no command is a path: it has a slash, or names a folder or file here.

    An empty one is, too: the variable of a script that is not set names no registry.
    """
    return not word or "/" in word or os.path.lexists(word)


def nearest_command(word: str, commands: Sequence[str]) -> str:
    """Return the command that was probably meant; empty where none is near."""
    import difflib

    word = word.lower()
    if (meant := FROM_OTHER_PROGRAMS.get(word)) in commands:
        return meant or ""
    return next(iter(difflib.get_close_matches(word, commands, 1)), "")
