"""The settings of a clone that have git merge records by field, as `init` and `doctor --fix` show and set them."""

from __future__ import annotations

import os
from pathlib import Path

from govtui.cli.session import Session
from govtui.store.files import printable
from govtui.store.git import GitFailed
from govtui.store.merge_driver import SETTINGS, UNSET, DriverState, driver_state, set_driver, settings_file


def nearest_state(root: Path) -> DriverState:
    """Return the state of the driver around a folder, which may still have to be made."""
    return driver_state(next(folder for folder in (root, *root.parents) if folder.is_dir()))


def show_settings(session: Session, state: DriverState) -> None:
    """Print the settings that are to be made; or the command that is set already, if it is not ours."""
    tr, out = session.tr, session.out
    if state.state == "not_set":
        out.words(
            tr.gettext(
                "To have git merge records by field, these settings of this clone are written (git config --local):"
            )
        )
        for name, value in SETTINGS.items():
            out.line(f"  {name} = {value}")
        out.line(tr.gettext("To remove them: {command}").format(command=UNSET))
    elif state.state == "other":
        words = tr.gettext("git is set to merge records by another command, which stays as it is: {command}")
        out.line(words.format(command=state.command))
        out.line(tr.gettext("To set it again, remove the other command first: {command}").format(command=UNSET))


def set_settings(session: Session, root: Path) -> bool:
    """Write the settings, and tell that; return whether that was possible."""
    tr, out = session.tr, session.out
    try:
        set_driver(root)
    except GitFailed as failure:
        words = tr.gettext("git could not write the settings of this clone: {reason}")
        out.remark(words.format(reason=failure.output.splitlines()[0] if failure.output else failure.code))
        return False
    if not session.form:
        words = tr.gettext("git now merges records by field in this clone. To undo this: {command}")
        out.line(words.format(command=UNSET))
    return True


def settings_path(root: Path) -> str:
    """Return the path of the clone's settings from the registry's folder."""
    try:
        return printable(os.path.relpath(settings_file(root), root))
    except GitFailed:
        return ".git/config"
