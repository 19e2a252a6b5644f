"""Click's own words in the user's language.

Click looks its sentences up through `gettext.gettext`, bound to `_` in each of its modules when it is imported, which
follows the process's locale. govtui's language is the user's choice, so those names are bound to govtui's catalog.
tests/cli/test_words.py fails when click moves them.
"""

from __future__ import annotations

import importlib
import re

import click

from govtui.i18n.translator import Translator
from govtui.text.markers import N_

MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types")

SENTENCES = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("Try '{command} {option}' for help."),
    N_("Error: {message}"),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing parameter"),
    N_("Missing parameter: {param_name}"),
    N_("Missing command."),
    N_("No such command {name!r}."),
    N_("No such option {name!r}."),
    N_("Option {name!r} does not take a value."),
    N_("default: {default}"),
    N_("Choose from:\n\t{choices}"),
    N_("Aborted!"),
)
"""The sentences of click that govtui's commands can show."""


def _plural_sentences(tr: Translator, n: int) -> tuple[str, ...]:
    """List click's sentences with plural forms, for the catalogs."""
    return (
        tr.ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", n),
        tr.ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", n),
        tr.ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", n),
        tr.ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", n),
        tr.ngettext("Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given.", n),
    )


def speak(tr: Translator) -> None:
    """Make click use the catalog of `tr` from now on."""
    for name in MODULES:
        module = importlib.import_module(f"click.{name}")
        for bound, words in (("_", tr.gettext), ("ngettext", tr.ngettext)):
            if hasattr(module, bound):
                setattr(module, bound, words)


_STRAIGHT = re.compile(r"(?<![\w“])'([^'\n]*)'(?!\w)")


def one_sentence(message: str) -> str:
    """Return a message of click on one line, with “ ” for its straight quotation marks around names."""
    return _STRAIGHT.sub("“\\1”", re.sub(r"\s*\n\s*", " ", message))


def dash_advice(error: click.ClickException, tr: Translator) -> str:
    """Return what to do where a query that leaves something out, such as -type:forum, was taken for an option; else ""."""
    if not isinstance(error, click.NoSuchOption) or error.option_name.startswith("--") or error.ctx is None:
        return ""
    if all(param.name != "query" for param in error.ctx.command.params):
        return ""
    words = tr.gettext("Write -- before a query that begins with a dash: {example}")
    return " " + words.format(example=f"govtui {error.ctx.info_name} -- -type:forum")
