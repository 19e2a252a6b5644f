"""Sentences about git: why there is no history, why nothing was committed, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from govtui.i18n.translator import Translator
from govtui.text.markers import N_
from govtui.text.safe import safe_text

STANDINGS: Mapping[str, str] = {
    "no_program": N_(
        "git is not installed here, so there is no history. Ask whoever runs this machine to install git."
    ),
    "no_work_tree": N_(
        "This registry is not kept in git, so there is no history. To begin one: git init, git add and git commit in its folder."
    ),
    "not_trusted": N_(
        "The folder belongs to somebody else, so git does not read it. If you trust it: git config --global --add "
        "safe.directory FOLDER"
    ),
    "took_too_long": N_("git did not answer in time; try again."),
    "incomplete": N_(
        "git cannot read the history: objects are missing from this copy of the repository, or broken. git fsck names them."
    ),
    "failed": N_("git could not read the history."),
}
"""Why a registry's past cannot be asked, by Standing."""

_NOT_COMMITTED: Mapping[str, str] = {
    "no_name": N_("git does not know who you are: git config --global user.name NAME, and user.email ADDRESS."),
    "under_way": N_("A {what} is in progress in git; finish or abort it first, outside govtui."),
    "clash": N_("A merge left two versions in {files}; settle that first."),
    "nothing": N_("There is nothing to commit in these files."),
    "hook": N_("A hook of the repository refused the commit."),
    "busy": N_("Another git process is running here; try again in a moment."),
    "signing": N_("git could not sign the commit; commit in a shell, where it can ask for the passphrase."),
    "took_too_long": N_("git did not finish in time; nothing was committed."),
    "failed": N_("git refused the commit."),
}


def standing_sentence(standing: str, tr: Translator) -> str:
    """Why there is no history, and what to do; empty when there is one."""
    return tr.gettext(STANDINGS.get(standing, ""))


def not_committed_sentence(code: str, said: str, tr: Translator) -> str:
    """Why nothing was committed, with the first words of git or the hook where they tell more."""
    message = _NOT_COMMITTED.get(code) or STANDINGS.get(code) or _NOT_COMMITTED["failed"]
    text = tr.gettext(message)
    shown = " ".join(safe_text(said).split())[:200]
    if code in ("under_way", "clash"):
        return text.format(what=shown, files=shown)
    return f"{text} ({shown})" if shown and code in ("hook", "failed") else text
