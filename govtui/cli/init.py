"""`govtui init [DIR]`: begins a registry of one's own in a folder, or completes one."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govtui.cli.command import example_lines, make_command
from govtui.cli.lines import print_lines
from govtui.cli.session import Session, here
from govtui.i18n.labels import label
from govtui.i18n.translator import LANGUAGES
from govtui.interchange import machine
from govtui.store.location import MANIFEST

if TYPE_CHECKING:
    from govtui.edit.new_registry import Outcome, RegistryPlan, Wishes
    from govtui.edit.proposal import EditRefused

REFUSED, COULD_NOT_RUN = 1, 2

SERVERS = ("github", "gitlab")

_DISK = ("disk_full_here", "folder_not_writable", "not_a_folder", "name_too_long", "io_error", "gone", "unreadable")
"""Refusals that are about the disk: then the command could not run."""


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["folder"], required=False, metavar=tr.gettext("[DIR]")),
        *(
            click.Option(
                [f"--name-{language}", f"name_{language}"],
                metavar=tr.gettext("NAME"),
                help=tr.gettext("The name of the registry in {language}.").format(
                    language=label("language", language, tr)
                ),
            )
            for language in LANGUAGES
        ),
        click.Option(
            ["--languages"],
            metavar=tr.gettext("LANGUAGES"),
            help=tr.gettext("The languages of its texts, such as vi,en; the first is the one to translate from."),
        ),
        click.Option(
            ["--ci", "ci"],
            type=click.Choice(SERVERS),
            multiple=True,
            help=tr.gettext("Also write a workflow that checks each commit on that server."),
        ),
        click.Option(
            ["--sample"], is_flag=True, help=tr.gettext("Also write an organization and its source as examples.")
        ),
        click.Option(["--dry-run"], is_flag=True, help=tr.gettext("Show what would be written; write nothing.")),
        click.Option(["--yes"], is_flag=True, help=tr.gettext("Write without asking.")),
    ]

    def callback(**given: Any) -> int:
        return _init(session, given)

    words = tr.gettext("Begin a registry of your own in DIR, or in the current folder.")
    more = tr.gettext(
        "It writes registry.toml, a folder for each kind of record, JSON Schemas with settings for editors, settings"
        " for git, a pre-commit hook that checks each commit, and a README. Files that exist stay as they are, so it"
        " also adds what an older registry lacks. In a clone it offers to have git merge records by field: two settings of"
        " that clone. Nothing else is changed in git."
    )
    statuses = tr.gettext("Exit status: 0 written, or nothing to write; 1 refused, with the reason; 2 could not run.")
    examples = [
        ("govtui init so-tay", ""),
        ('govtui init --name-vi "Sổ tay" --name-en "Handbook" --ci github', ""),
        ("govtui init data --languages vi --sample --yes", ""),
    ]
    help = (words, more, example_lines(session, examples), statuses)
    short = tr.gettext("Begin a registry of your own.")
    return make_command(session, "init", callback, params, *help, short=short, machine=True)


def _init(session: Session, given: Mapping[str, Any]) -> int:
    from govtui.cli.merge_settings import nearest_state, show_settings
    from govtui.edit.new_registry import folder_at, plan
    from govtui.edit.proposal import EditRefused
    from govtui.interchange.schema_files import schema_files

    root = folder_at(given["folder"] or session.given.get("registry") or "", here())
    languages = _languages(session, given["languages"])
    asks = not given["yes"] and not given["dry_run"] and not session.form and sys.stdin.isatty()
    try:
        planned = plan(root, _wishes(root, given, languages, {}), schema_files)
        if asks and any(one.name == MANIFEST for one in planned.new):
            names = _asked_names(session, root, given, languages)
            planned = plan(root, _wishes(root, given, languages, names), schema_files)
    except EditRefused as error:
        return _refused(session, error)
    state = nearest_state(root)
    if not session.form:
        _print_plan(session, planned)
        show_settings(session, state)
    if given["dry_run"]:
        if session.form:
            _print_lines(session, planned, None)
        return 0

    def agreed(question: str) -> bool:
        return given["yes"] or (asks and session.out.confirm(question))

    if planned.new and not agreed(session.tr.gettext("Write these files?")):
        return _refused(session, EditRefused("declined" if asks else "yes_needed"))
    sets = state.state == "not_set" and agreed(session.tr.gettext("Have git merge records by field in this clone?"))
    return _written(session, planned, sets)


# what is wished


def _languages(session: Session, given: str | None) -> list[str]:
    from govtui.model.localized import LANGUAGE_TAG

    tags = list(dict.fromkeys(filter(None, re.split(r"[,\s]+", given or "vi,en"))))
    for tag in tags:
        if not LANGUAGE_TAG.match(tag):
            words = session.tr.gettext("“{tag}” is not a language; write tags with commas between them: vi,en.")
            raise click.UsageError(words.format(tag=tag))
    if not tags:
        raise click.UsageError(session.tr.gettext("A registry needs a language: --languages vi,en."))
    return tags


def _wishes(root: Path, given: Mapping[str, Any], languages: Sequence[str], asked: Mapping[str, str]) -> Wishes:
    from govtui.edit.new_registry import Wishes, wished_names

    typed = {**{language: given[f"name_{language}"] for language in LANGUAGES}, **asked}
    return Wishes(wished_names(typed, languages, root), languages, given["ci"], given["sample"])


def _asked_names(session: Session, root: Path, given: Mapping[str, Any], languages: Sequence[str]) -> dict[str, str]:
    """Ask what the registry is called, in each language for which no option says it; Enter alone takes the folder's name.

    Raises EditRefused at the end of input.
    """
    from govtui.edit.new_registry import name_of_folder
    from govtui.edit.proposal import EditRefused

    tr, names = session.tr, {}
    default = name_of_folder(root)
    for language in languages:
        if given.get(f"name_{language}"):
            continue
        words = tr.gettext("Name of the registry in {language} [{name}]:")
        words = words.format(language=label("language", language, tr), name=default)
        answer = session.out.ask(words, exact=True)
        if answer is None:
            raise EditRefused("declined")
        names[language] = answer or default
    return names


# what is said


def _print_plan(session: Session, planned: RegistryPlan) -> None:
    from govtui.edit.registry_files import ATTRIBUTES, HOOK, IGNORED, hook_text
    from govtui.i18n.formats import number

    tr, out = session.tr, session.out
    root = str(planned.root)
    if planned.new:
        out.words(tr.gettext("To be written in {path}:").format(path=root))
        for one in planned.new:
            out.line(f"  {one.path}")
    stay = sum(not one.lacks for one in planned.kept)
    if planned.new and stay:
        words = tr.ngettext("{n} file is there and stays as it is.", "{n} files are there and stay as they are.", stay)
        out.line(words.format(n=number(stay, tr)))
    for kept in planned.kept:
        if kept.lacks:
            words = tr.gettext("{path} is there and stays as it is. It lacks: {lines}")
            out.line(words.format(path=kept.path, lines=" · ".join(kept.lacks)))
            if kept.name == HOOK:
                out.line(tr.gettext("To be added to {path}:").format(path=kept.path))
                out.words(hook_text().partition("repos:\n")[2])
    for folder in planned.crlf:
        words = tr.gettext("Files in {path} have Windows line ends (CRLF), so git is not told to change them.")
        out.line(words.format(path=f"{folder}/"))
    if any(kept.path in (ATTRIBUTES, IGNORED) and kept.lacks for kept in planned.kept):
        out.line(tr.gettext("“govtui doctor --fix” adds missing lines to .gitattributes and .gitignore."))
    if not planned.new and stay == len(planned.kept):
        out.line(tr.gettext("Nothing is missing in {path}.").format(path=root))


def _written(session: Session, planned: RegistryPlan, sets: bool) -> int:
    """Write the files of a plan, and the settings that have git merge by field (`sets`); tell what was written."""
    from govtui.cli.merge_settings import set_settings, settings_path
    from govtui.edit.new_registry import carry_out
    from govtui.i18n.errors import refusal
    from govtui.i18n.formats import number

    tr, out = session.tr, session.out
    outcome = carry_out(planned)
    n = len(outcome.written)
    if outcome.refusal is None:
        if n and not session.form:
            out.line(tr.ngettext("{n} file written.", "{n} files written.", n).format(n=number(n, tr)))
        is_set = sets and set_settings(session, planned.root)
        if session.form:
            more = [_change(settings_path(planned.root), saved=is_set)] if sets else []
            _print_lines(session, planned, outcome, more)
        elif n:
            _print_next(session, planned)
        return 0 if is_set or not sets else COULD_NOT_RUN
    if session.form:
        _print_lines(session, planned, outcome)
    out.remark(refusal(outcome.refusal.code, outcome.refusal.values, tr))
    words = tr.ngettext(
        "{n} of {all} file was written; the same command writes the rest.",
        "{n} of {all} files were written; the same command writes the rest.",
        n,
    )
    out.remark(words.format(n=number(n, tr), all=number(len(planned.new), tr)))
    return COULD_NOT_RUN


def _print_next(session: Session, planned: RegistryPlan) -> None:
    tr, out = session.tr, session.out
    root = planned.root
    out.line(tr.gettext("Next steps:"))
    place = "" if root == here().resolve() else f"cd {shlex.quote(str(root))}"
    steps = [place, f'govtui new source --type web_page --name-{tr.language} "…" url=https://… seen=full', "govtui"]
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        steps += ["git init", "govtui doctor --fix"]
    for step in filter(None, [*steps, *_hook_steps(root)]):
        out.line(f"  {step}")


def _hook_steps(root: Path) -> list[str]:
    """Return the commands that have git check before each commit: those of pre-commit, or without that program git's own."""
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    hook = top / ".git" / "hooks" / "pre-commit"
    if shutil.which("pre-commit") or (top / ".git").is_file() or hook.exists():
        return ["pre-commit install"]
    place = shlex.quote(os.path.relpath(hook, root))
    return [f"printf '#!/bin/sh\\nexec govtui check --every\\n' > {place}", f"chmod +x {place}"]


def _refused(session: Session, error: EditRefused) -> int:
    from govtui.i18n.errors import refusal

    if session.form:
        path = str(error.values.get("path", ""))
        print_lines(session, "change", [_change(path, saved=False, refused=error.code)])
    session.out.remark(refusal(error.code, error.values, session.tr))
    return COULD_NOT_RUN if error.code in _DISK else REFUSED


def _print_lines(
    session: Session, planned: RegistryPlan, outcome: Outcome | None, more: Sequence[machine.Line] = ()
) -> None:
    """Print a line for each file: written, not written, or there already; behind them `more`."""
    written = outcome.written if outcome else ()
    code = outcome.refusal.code if outcome and outcome.refusal else ""
    lines = [
        _change(one.path, saved=one.path in written, refused="" if one.path in written else code) for one in planned.new
    ]
    lines += [_change(one.path, saved=False, refused="file_exists", lacks=list(one.lacks)) for one in planned.kept]
    print_lines(session, "change", [*lines, *more])


def _change(path: str, *, saved: bool, refused: str = "", lacks: Sequence[str] = ()) -> machine.Line:
    return machine.line(
        "change", path=path, saved=saved, refused=refused, lacks=list(lacks) or None, changes=[], problems=[]
    )
