"""The command line: its commands, `browse` where none is named, exit statuses of failures."""

from __future__ import annotations

import importlib
import os
from collections.abc import Sequence
from typing import Any

import click

from govtui import __version__
from govtui.cli.command import common_options
from govtui.cli.first_word import HELP, is_path, module_of, place_of_first_word
from govtui.cli.output import Output
from govtui.cli.session import Session, language_of, no_registry
from govtui.i18n.translator import Translator, load
from govtui.store.location import NoRegistry
from govtui.store.termination import Terminated

EXIT_COULD_NOT_RUN = 2
EXIT_CRASHED = 70
"""EX_SOFTWARE of sysexits.h: 1 is an answer of some commands."""
EXIT_INTERRUPTED = 128 + 2
EXIT_NO_READER = 128 + 13
"""As shells report SIGINT and SIGPIPE."""


COMMANDS = (
    "browse",
    "search",
    "list",
    "links",
    "timeline",
    "stats",
    "check",
    "verify",
    "fmt",
    "show",
    "export",
    "publish",
    "coverage",
    "log",
    "blame",
    "sync",
    "doctor",
    "init",
    "set",
    "new",
    "import",
    "rename",
    "merge",
    "merge-file",
    "migrate",
    "rm",
    "edit",
    "drafts",
    "undo",
    "fields",
    "schema",
    "completion",
    "help",
)
"""Modules with a function `command(session)`, imported when run or listed; command_list.py groups them for the help."""


class FirstWord(click.Group):
    """A group whose first word is a command if it names one; a path is for `browse`, anything else a mistake."""

    def __init__(self, session: Session, **settings: Any) -> None:
        super().__init__("govtui", **settings)
        self._session = session

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"govtui.cli.{module_of(cmd_name)}").command(self._session)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        place = place_of_first_word(args)
        word = args[place] if place is not None else ""
        asks = {*HELP, "--version"} & set(args[:place])
        if not asks and not ctx.resilient_parsing and word not in COMMANDS:
            if not is_path(word):
                from govtui.cli.command_list import no_such_command

                raise click.UsageError(no_such_command(word, COMMANDS, self._session.tr, may_be_folder=True))
            args.insert(0, "browse")  # options before the path belong to the command: `govtui --plain PATH`
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from govtui.cli.command_list import write_commands, write_statuses

        write_commands(self, ctx, formatter, self._session.tr)
        write_statuses(formatter, self._session.tr)


def command_line(session: Session) -> click.Group:
    """Return the command line in the session's language."""
    tr = session.tr
    group = FirstWord(
        session,
        help="\n\n".join(
            [
                tr.gettext("Browse and edit a registry of bilingual governance records."),
                tr.gettext("Without a command, govtui browses the registry at PATH: govtui [PATH]."),
            ]
        ),
        epilog=tr.gettext("“govtui help COMMAND” explains a command and its options."),
        context_settings={"help_option_names": list(HELP)},
        params=common_options(session),
        subcommand_metavar=tr.gettext("[COMMAND | PATH] ..."),
        options_metavar=tr.gettext("[OPTIONS]"),
    )
    click.version_option(__version__, prog_name="govtui", message="govtui %(version)s")(group)
    return group


def run(args: Sequence[str]) -> int:
    """Run the command line and return the exit status; a failure is a sentence on standard error."""
    from govtui.cli import click_i18n

    language = language_of(args, os.environ)
    tr = load(language)
    click_i18n.speak(tr)
    out = Output.standard(tr, os.environ)
    session = Session(tr, os.environ, out)
    try:
        status: Any = command_line(session).main(list(args), prog_name="govtui", standalone_mode=False)
        out.flush()
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.Abort as abort:
        return interrupted_status(abort.__cause__)
    except click.ClickException as error:
        out.refuse(click_i18n.one_sentence(error.format_message()) + click_i18n.dash_advice(error, tr))
        return EXIT_COULD_NOT_RUN
    except NoRegistry as error:
        out.refuse(" ".join(no_registry(error, tr)).rstrip())
        return EXIT_COULD_NOT_RUN
    except (BrokenPipeError, SystemExit) as leave:
        # Click exits with 1 where the reader has gone, but 1 is an answer of some commands. Nothing else exits with 1.
        if isinstance(leave, SystemExit) and leave.code != 1:
            raise
        return failed(BrokenPipeError(), tr, out)
    except Exception as error:
        return failed(error, tr, out)
    finally:
        out.settle()
    return status if isinstance(status, int) else 0


def failed(error: BaseException, tr: Translator, out: Output) -> int:
    """Return the exit status of an unexpected error; called while it is being handled."""
    if isinstance(error, (KeyboardInterrupt, EOFError)):
        return interrupted_status(error)
    out.settle()
    if isinstance(error, BrokenPipeError):
        return EXIT_NO_READER
    from govtui.i18n.errors import ended_sentence, full_sentence, is_full
    from govtui.index.api import BuilderKilledError

    if isinstance(error, BuilderKilledError):
        out.remark(ended_sentence(tr))
        return EXIT_COULD_NOT_RUN
    if is_full(error):
        out.remark(full_sentence(tr))
        return EXIT_COULD_NOT_RUN
    _report_crash(tr, out)
    return EXIT_CRASHED


def interrupted_status(error: BaseException | None) -> int:
    """Return the exit status of an interruption, as shells report the signal that it came from."""
    return 128 + error.number if isinstance(error, Terminated) else EXIT_INTERRUPTED


def _report_crash(tr: Translator, out: Output) -> None:
    """Print a sentence for a crash; its traceback goes to the log. The screen does its own."""
    import logging
    import secrets

    from govtui.user import log

    reference = secrets.token_hex(4)
    log.start()
    logging.getLogger(log.LOGGER).exception("crash %s", reference)
    sentence = tr.gettext(
        "govtui stopped because of an error in the program (reference {reference}). Details are in {log}."
    )
    out.line(sentence.format(reference=reference, log=log.path()), err=True)
