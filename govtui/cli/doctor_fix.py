"""What a registry lacks for git, hooks and editors: doctor's findings about its files, and `doctor --fix`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govtui.cli.findings import Finding
from govtui.cli.lines import print_lines
from govtui.cli.merge_settings import set_settings, settings_path, show_settings
from govtui.cli.session import Session
from govtui.edit import registry_files as files
from govtui.edit.file_edit import write_all
from govtui.edit.new_registry import RegistryPlan, Schemas, Wishes, carry_out, completed_lines, name_of_folder, plan
from govtui.edit.proposal import EditRefused
from govtui.i18n.errors import refusal
from govtui.i18n.formats import number
from govtui.i18n.translator import Translator
from govtui.interchange import machine
from govtui.interchange.schema_files import schema_files
from govtui.model.kinds import KINDS
from govtui.store.manifest import Manifest
from govtui.store.merge_driver import DriverState, driver_state
from govtui.store.registry import Registry
from govtui.store.transaction import FileChange
from govtui.text.markers import N_

REFUSED, COULD_NOT_RUN = 1, 2


_SCHEMA_FILES = tuple(f"{files.SCHEMAS}/{name}.json" for name in (*KINDS, "registry"))


class _Part(NamedTuple):
    """Files with one purpose."""

    name: str
    names: tuple[str, ...]
    there: str
    """What is said where none is missing."""
    missing: str
    is_needed: bool
    """Whether it is a remark that some are missing."""
    with_git: bool
    """Whether they matter in a git work tree alone."""


_PARTS = (
    _Part(
        "git",
        (files.ATTRIBUTES, files.IGNORED),
        N_("For git: nothing is missing."),
        N_("For git, missing or incomplete: {files}"),
        is_needed=True,
        with_git=True,
    ),
    _Part(
        "hook",
        (files.HOOK,),
        N_("For pre-commit: nothing is missing."),
        N_("For pre-commit, missing or incomplete: {files}"),
        is_needed=False,
        with_git=True,
    ),
    _Part(
        "editors",
        (*_SCHEMA_FILES, files.TAPLO, files.VSCODE),
        N_("For editors: nothing is missing."),
        N_("For editors, missing or incomplete: {files}"),
        is_needed=False,
        with_git=False,
    ),
)


def file_findings(registry: Registry, tr: Translator, *, in_git: bool) -> Iterator[Finding]:
    """Yield a finding for each purpose: what is missing, and what files lack."""
    try:
        planned = _plan(registry, _names_only)
    except EditRefused:
        return
    for part in _PARTS:
        if part.with_git and not in_git:
            continue
        name = f"files.{part.name}"
        missing = [one.path for one in planned.new if one.name in part.names]
        lacks = {one.path: list(one.lacks) for one in planned.kept if one.lacks and one.name in part.names}
        value = {"missing": missing, "lacks": lacks}
        if not missing and not lacks:
            yield Finding(name, "ok", tr.gettext(part.there), value=value)
            continue
        words = tr.gettext(part.missing).format(files=", ".join(_named([*missing, *lacks])))
        if missing or part.names == _PARTS[0].names:
            advice = tr.gettext("“govtui doctor --fix” adds what is missing, after showing it.")
        else:
            advice = tr.gettext("“govtui init --dry-run” in the folder of the registry lists what is missing.")
        yield Finding(name, "warn" if part.is_needed else "ok", words, advice, value)


def _named(paths: Sequence[str]) -> list[str]:
    """Return the paths to be named, the schemas by their folder."""
    return list(dict.fromkeys(f"{files.SCHEMAS}/" if path in _SCHEMA_FILES else path for path in paths))


def _names_only(_: Manifest) -> dict[str, bytes]:
    return {path.rpartition("/")[2]: b"" for path in _SCHEMA_FILES}


def _plan(registry: Registry, schemas: Schemas) -> RegistryPlan:
    manifest = registry.manifest
    names = dict(manifest.name or {}) or dict.fromkeys(manifest.languages, name_of_folder(registry.root))
    planned = plan(registry.root, Wishes(names, manifest.languages), schemas)
    return planned._replace(new=tuple(one for one in planned.new if one.name != files.README))


def fix_files(session: Session, registry: Registry, yes: bool) -> int:
    """Show what is missing, ask (`yes`: without asking), write it; return the exit status."""
    tr, out = session.tr, session.out
    try:
        if registry.read_only:
            raise EditRefused("read_only")
        planned, lines = _plan(registry, schema_files), completed_lines(registry.root)
        state = driver_state(registry.root)
        sets = state.state == "not_set"
        if not session.form:
            _show(session, planned, lines, state)
        if (planned.new or lines or sets) and not yes:
            if session.form or not sys.stdin.isatty():
                raise EditRefused("yes_needed")
            if not out.confirm(tr.gettext("Make these changes?")):
                raise EditRefused("declined")
        outcome = carry_out(planned)
        if outcome.refusal is not None:
            raise outcome.refusal
        write_all(registry, lines)
    except EditRefused as error:
        if session.form:
            path = str(error.values.get("path", ""))
            print_lines(session, "change", [_change(path, saved=False, refused=error.code)])
        out.remark(refusal(error.code, error.values, tr))
        return REFUSED if error.code in ("yes_needed", "declined") else COULD_NOT_RUN
    paths = [*outcome.written, *(one.path for one in lines)]
    if paths and not session.form:
        n = len(paths)
        out.line(tr.ngettext("{n} file written.", "{n} files written.", n).format(n=number(n, tr)))
    is_set = sets and set_settings(session, registry.root)
    if session.form:
        more = [_change(settings_path(registry.root), saved=is_set)] if sets else []
        print_lines(session, "change", [*(_change(path, saved=True) for path in paths), *more])
    return 0 if is_set or not sets else COULD_NOT_RUN


def _show(session: Session, planned: RegistryPlan, lines: Sequence[FileChange], state: DriverState) -> None:
    tr, out = session.tr, session.out
    if not planned.new and not lines:
        out.line(tr.gettext("Nothing is missing in {path}.").format(path=planned.root))
    if planned.new:
        out.line(tr.gettext("To be written in {path}:").format(path=planned.root))
        for one in planned.new:
            out.line(f"  {one.path}")
    for change in lines:
        out.diff(change.path, (change.before or b"").decode(), (change.after or b"").decode())
    show_settings(session, state)


def _change(path: str, *, saved: bool, refused: str = "") -> machine.Line:
    return machine.line("change", path=path, saved=saved, refused=refused, changes=[], problems=[])
