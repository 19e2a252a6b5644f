"""The questions of the screen for sharing: what is to be committed first, which branch is shared, which version of a file stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from govtui.edit.conflict import Side
from govtui.i18n.datetimes import moment_short
from govtui.i18n.formats import in_quotes, number
from govtui.text.markers import N_
from govtui.text.safe import safe_text
from govtui.tui.base.option_list import Option

if TYPE_CHECKING:
    from govtui.edit.branch_merge import FileClash, FileVersion
    from govtui.edit.sharing_outlook import Outlook
    from govtui.i18n.translator import Translator

Asked = tuple[str, Sequence[Option]]

_REASONS: Mapping[str, str] = {
    "both_changed": N_("You and others both changed {path}, which is not a record. Which version should be kept?"),
    "both_added": N_("You and others both added {path}, which is not a record. Which version should be kept?"),
    "removed_here": N_("You removed {path}, which others changed. Which version should be kept?"),
    "removed_there": N_("Others removed {path}, which you changed. Which version should be kept?"),
}
"""Reason of a FileClash to the question."""


def commit_question(files: int, tr: Translator) -> Asked:
    """Ask whether what is not committed is to be committed first."""
    words = tr.ngettext(
        "{n} record is not committed, so it would be left behind. Commit it first?",
        "{n} records are not committed, so they would be left behind. Commit them first?",
        files,
    )
    return words.format(n=number(files, tr)), [
        Option("commit", tr.gettext("Yes, show what would be committed")),
        Option("without", tr.gettext("No, continue and leave behind what is not committed")),
        Option("later", tr.gettext("Not now")),
    ]


def upstream_question(outlook: Outlook, tr: Translator) -> Asked:
    """Ask with which branch of which remote the branch here is shared."""
    words = tr.gettext("With which branch of the server is “{branch}” shared? This is asked once.")
    addresses = {one.name: one.address for one in outlook.standing.remotes}
    options = [Option(None, tr.gettext("Not now"))]
    for one in outlook.candidates:
        name = tr.gettext("{branch} at {remote}").format(branch=one.branch, remote=one.remote)
        new = "" if one.is_there else tr.gettext("a new branch there")
        options.append(Option(one, name, " · ".join(part for part in (new, addresses[one.remote]) if part)))
    return words.format(branch=in_quotes(outlook.standing.branch)), options


def file_question(one: FileClash, tr: Translator) -> Asked:
    """Ask which version of a file that is no record is to stand; the other one stays in the history."""
    words = tr.gettext(_REASONS[one.reason]).format(path=safe_text(one.path, multiline=False))
    kept = tr.gettext("The other one stays in the history.")
    return f"{words} {kept}", [
        Option(None, tr.gettext("Decide later")),
        Option(Side.MINE, tr.gettext("Mine"), _version(one.mine, tr)),
        Option(Side.THEIRS, tr.gettext("Theirs"), _version(one.theirs, tr)),
    ]


def _version(one: FileVersion | None, tr: Translator) -> str:
    """Return who changed a version last, when, and how large it is."""
    if one is None:
        return tr.gettext("(removed)")
    size = tr.ngettext("{n} byte", "{n} bytes", one.bytes).format(n=number(one.bytes, tr))
    change = (moment_short(one.change.when, tr), one.change.author) if one.change else ()
    return " · ".join((*change, size))


def leaving_question(tr: Translator) -> Asked:
    """Ask before what was decided is lost."""
    words = tr.gettext("What you decided is not merged yet and would be lost. Close?")
    return words, [
        Option(False, tr.gettext("No, continue deciding")),
        Option(True, tr.gettext("Yes, discard what was decided")),
    ]
