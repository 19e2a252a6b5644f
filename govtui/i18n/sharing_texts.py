"""Why nothing was shared, or not all of it, and what to do about it: a sentence for each code of NotShared and NotSynced."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from govtui.i18n.errors import STANDINGS
from govtui.i18n.formats import number, quoted_values
from govtui.i18n.translator import Translator
from govtui.text.markers import N_
from govtui.text.safe import safe_text

NOT_SHARED: Mapping[str, str] = {
    # this clone
    "no_program": N_(
        "git is not installed here, so nothing can be shared. Ask whoever runs this machine to install git."
    ),
    "no_work_tree": N_(
        "This registry is not kept in git, so it cannot be shared. To begin: git init, git add and git commit in its folder."
    ),
    "not_trusted": STANDINGS["not_trusted"],
    "no_remote": N_("This registry is not connected to a server. To connect it: git remote add origin ADDRESS"),
    "no_upstream": N_(
        "It is not known yet which branch of a server this clone is shared with. Say it once: govtui sync --remote {remote} "
        "--branch {branch}"
    ),
    "detached": N_("No branch of git is checked out, so nothing can be shared. Return to one: git switch {branch}"),
    "under_way": N_("A {operation} is in progress in git; finish or abort it first, outside govtui."),
    "no_commits": N_(
        "Nothing has been committed here yet, so there is nothing to share. Commit first: git add and git commit."
    ),
    "no_name": N_("git does not know who you are: git config --global user.name NAME, and user.email ADDRESS."),
    "old_git": N_(
        "Both sides have new commits, and merging them needs git 2.38 or later. Ask whoever runs this machine for a newer git."
    ),
    "uncommitted": N_(
        "Records have changes that are not committed, so nothing was fetched or sent. Commit them first: in the program press c, "
        "or use git commit."
    ),
    "in_the_way": N_(
        "Others changed files that have uncommitted changes here, so all files stay as they are. Commit these first: {files}"
    ),
    "moved": N_("The branch was changed by another program meanwhile. Run “govtui sync” again."),
    "busy": N_("Another git process is running here; try again in a moment."),
    "apart": N_(
        "This clone and {server} have no commit in common, so they cannot be merged. Check whether the address is the right one: "
        "git remote -v"
    ),
    "shallow": N_(
        "This clone lacks older commits, from which both sides began, so nothing can be merged. Get them: git fetch --unshallow"
    ),
    "unplaced": N_("Both sides moved the same folders, which only a person can merge: git pull --no-rebase"),
    "hook": N_("A hook of this clone refused, so nothing was sent."),
    "disk_full": N_("The disk is full or the quota is used up. Free some space and try again."),
    # the way there
    "unreachable": N_("{server} cannot be reached. Everything else works without it; try again later."),
    "took_too_long": N_("{server} did not answer in time. Everything else works without it; try again later."),
    "stopped": N_("Stopped. Nothing is lost; run “govtui sync” again to go on."),
    "protocol": N_("The address {address} cannot be used: sync takes ssh, https, http and file addresses."),
    "host_unknown": N_(
        "ssh does not know {server} yet. Connect once in a shell and compare the fingerprint with the one that the administrator "
        "of the server gives you: ssh {server}"
    ),
    "host_changed": N_(
        "{server} has another key than the one that ssh knows; it may be another computer. Ask the administrator of the server "
        "before you go on."
    ),
    "certificate": N_("The certificate of {server} is not trusted here. Ask the administrator of the server."),
    "no_key": N_(
        "{server} accepted none of the ssh keys here. Load the key with ssh-add, or have it added to your account on the server."
    ),
    "no_password": N_(
        "{server} asks for a name and a password, which sync cannot ask for. Set up a credential helper of git, or an ssh address."
    ),
    "no_access": N_("Your account on {server} may not do this. Ask the administrator of the server."),
    "no_repository": N_(
        "There is no repository at {address}, or your account may not see it. Check the address: git remote -v"
    ),
    "no_branch": N_(
        "{server} no longer has the branch “{upstream}”. Ask your colleagues; another one can be named with --remote and --branch."
    ),
    # what the remote says
    "declined": N_("{server} did not accept the commits. They can be proposed to it instead: govtui sync --propose"),
    "too_large": N_("{server} does not take files this large. Ask its administrator."),
    "remote_full": N_("{server} has no room left. Tell its administrator."),
    "overtaken": N_("Others kept being quicker, so nothing was sent. Run “govtui sync” again in a moment."),
    "behind": N_("Somebody else was quicker, so nothing was sent. Run “govtui sync” again."),
    # proposals
    "nothing": N_("There is nothing to propose: {server} has all commits of this clone."),
    "bad_name": N_("“{name}” cannot be the name of a proposal: use letters, digits and hyphens."),
    "failed": N_("git could not do it; its own words:"),
}
"""Code to sentence."""

OWN_WORDS = frozenset(
    [
        "failed",
        "declined",
        "hook",
        "too_large",
        "remote_full",
        "no_access",
        "no_repository",
        "unplaced",
        "certificate",
        "host_changed",
        "no_key",
        "protocol",
    ]
)
"""Codes with which git's own words, or the remote's, are shown below the sentence."""

_SCP = re.compile(r"(?:[^/@:]*@)?(\[[^\]]*\]|[^/:]+):(?!//)")
_URL = re.compile(r"(?!file:)[a-z][a-z0-9+.-]*://(?:[^/@]*@)?(\[[^\]]*\]|[^/:]+)", re.IGNORECASE)


def server_of(address: str) -> str:
    """Return the name of the server in an address of git; of a folder the address itself."""
    found = _URL.match(address) or _SCP.match(address)
    return safe_text(found[1] if found else address, multiline=False)


def not_shared_sentence(code: str, values: Mapping[str, object], tr: Translator) -> str:
    """Return why nothing was shared and what to do; `values`: server, address, remote, branch, upstream, files, operation."""
    message = NOT_SHARED.get(code) or STANDINGS.get(code) or NOT_SHARED["failed"]
    said = tr.gettext(message)
    return said.format_map(_Given(quoted_values(said, values)))


def waiting_words(commits: int, tr: Translator) -> str:
    """Return how many commits wait to be sent; "" for none."""
    if not commits:
        return ""
    return tr.ngettext("{n} commit waits to be sent.", "{n} commits wait to be sent.", commits).format(
        n=number(commits, tr)
    )


def own_words(code: str, output: str) -> Sequence[str]:
    """Return the lines of git or of the remote to be shown below the sentence: other people's text, made safe."""
    if code not in OWN_WORDS and code in NOT_SHARED:
        return ()
    lines = (safe_text(line, multiline=False).strip() for line in output.splitlines())
    return [line for line in lines if line][:_LINES]


_LINES = 20
"""The most lines of a remote that are shown."""


class _Given(dict[str, object]):
    """Values of a sentence; a missing one shows as nothing."""

    def __missing__(self, key: str) -> str:
        return ""
