"""The help of the program as a whole: its commands by what they are for, and its exit statuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from govtui.cli.first_word import nearest_command
from govtui.i18n.formats import in_quotes
from govtui.i18n.translator import Translator
from govtui.text.markers import NP_

_GROUPS = (
    (NP_("commands", "Read"), "browse search show list links timeline stats log blame coverage"),
    (NP_("commands", "Check"), "check verify doctor"),
    (NP_("commands", "Change records"), "new edit set rename merge rm drafts undo"),
    (NP_("commands", "Change many files"), "fmt migrate"),
    (NP_("commands", "Work with others"), "sync"),
    (NP_("commands", "Exchange with other programs"), "import export publish"),
    (NP_("commands", "Set up"), "init merge-file fields schema completion help"),
)
"""Headings, and the commands under each; one that is not there yet is left out."""

_STATUSES = (
    ("0", NP_("exit status", "Done, or found.")),
    ("1", NP_("exit status", "Nothing was found, there are problems, or a change was refused.")),
    ("2", NP_("exit status", "It could not run: a mistake in the command line, or no registry.")),
    ("3", NP_("exit status", "Somebody else changed the same thing meanwhile.")),
    ("70", NP_("exit status", "An error in the program; its log has the details.")),
    ("130", NP_("exit status", "Interrupted.")),
    ("141", NP_("exit status", "The reader of the output closed it, as “head” does.")),
)


def grouped(commands: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield these commands under their headings (message ids); those that no group has come first, without one."""
    groups = [(heading, names.split()) for heading, names in _GROUPS]
    known = {name for _, names in groups for name in names}
    for heading, names in (("", [name for name in commands if name not in known]), *groups):
        if found := [name for name in names if name in commands]:
            yield heading, found


def write_commands(group: click.Group, ctx: click.Context, formatter: click.HelpFormatter, tr: Translator) -> None:
    """Write the commands of the program, group by group, all lines of help in one column."""
    names = group.list_commands(ctx)
    cells = max(map(len, names), default=0)
    for heading, found in grouped(names):
        rows = [
            (name.ljust(cells), command.short_help or "") for name in found if (command := group.get_command(ctx, name))
        ]
        with formatter.section(tr.pgettext("commands", heading) or tr.gettext("Commands")):
            formatter.write_dl(rows)


def write_statuses(formatter: click.HelpFormatter, tr: Translator) -> None:
    """Write what the exit statuses mean."""
    with formatter.section(tr.gettext("Exit status")):
        formatter.write_dl([(number.ljust(3), tr.pgettext("exit status", words)) for number, words in _STATUSES])


def no_such_command(word: str, commands: Sequence[str], tr: Translator, *, may_be_folder: bool) -> str:
    """Return the sentence for a word that is no command, with the command that was probably meant.

    `may_be_folder`: it might have been the path of a registry.
    """
    near = nearest_command(word, commands)
    if may_be_folder and near:
        words = tr.gettext("There is no command “{word}”, nor a folder of that name. Did you mean “{near}”?")
    elif may_be_folder:
        words = tr.gettext("There is no command “{word}”, nor a folder of that name; “govtui help” lists the commands.")
    elif near:
        words = tr.gettext("There is no command “{word}”. Did you mean “{near}”?")
    else:
        words = tr.gettext("There is no command “{word}”; “govtui help” lists the commands.")
    return words.format(word=in_quotes(word), near=near)
