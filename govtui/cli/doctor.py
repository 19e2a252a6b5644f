"""`govtui doctor`: prints the state of registry, environment and configuration, with advice; adds files that are missing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from govtui.cli.command import example_lines, make_command
from govtui.cli.lines import print_lines
from govtui.cli.session import Session, here, no_registry
from govtui.interchange import machine
from govtui.store.location import NoRegistry

if TYPE_CHECKING:
    from govtui.cli.findings import Finding


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["path"], required=False, metavar=tr.gettext("[PATH]")),
        click.Option(
            ["--fix"],
            is_flag=True,
            help=tr.gettext(
                "Add what is missing in the files for git, pre-commit and editors, and have git merge records by field;"
                " all of it is shown first."
            ),
        ),
        click.Option(["--yes"], is_flag=True, help=tr.gettext("With --fix, write without asking.")),
    ]

    def callback(path: str | None, fix: bool, yes: bool) -> int:
        if fix:
            from govtui.cli.doctor_fix import fix_files

            return fix_files(session, session.registry(path, may_fall_back=False), yes)
        if yes:
            raise click.UsageError(tr.gettext("--yes goes with --fix."))
        found = _findings(session, path)
        if session.form:
            lines = [machine.line("finding", name=one.name, state=one.state, value=one.value) for one in found]
            print_lines(session, "finding", lines)
        else:
            from govtui.cli.doctor_page import print_findings

            print_findings(session, found)
        return 0 if all(finding.state != "bad" for finding in found) else 1

    words = tr.gettext("Show the state of govtui here: registry, index, terminal, folders; and what to do.")
    more = tr.gettext("Exit status: 0 nothing is broken, 1 something is or --fix was refused, 2 could not run.")
    examples = (("govtui doctor", ""), ("govtui doctor --fix", ""))
    short = tr.gettext("Show the state of govtui here, and what to do.")
    help = (words, example_lines(session, examples), more)
    return make_command(session, "doctor", callback, params, *help, short=short, machine=True)


def _findings(session: Session, path: str | None) -> list[Finding]:
    from govtui.cli.browse import key_findings
    from govtui.cli.doctor_environment import environment_findings
    from govtui.cli.findings import Finding

    root, tr = here(), session.tr
    about: Iterable[Finding]
    try:
        registry = session.registry(path, may_fall_back=False)
    except NoRegistry as error:
        if not error.searched:
            raise
        about = [Finding("registry.path", "warn", *no_registry(error, tr))]
    else:
        from govtui.cli.doctor_registry import registry_findings

        root, about = registry.root, registry_findings(registry, tr)
    return [*about, *environment_findings(root, session.environ, tr, session.out), *key_findings(tr)]
