"""Why nothing was fetched, merged, sent or proposed, in words: what is wrong, and what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from govtui.i18n.errors import MERGE_UNDER_WAY, NOT_COMMITTED, STANDINGS, operation_words
from govtui.i18n.formats import quoted, quoted_values
from govtui.i18n.translator import Translator
from govtui.text.markers import N_
from govtui.text.safe import safe_text

NOT_SHARED: Mapping[str, str] = {
    # how the clone stands
    "no_remote": N_("This registry has no git server yet. Add one, with its address: git remote add origin ADDRESS"),
    "no_upstream": N_("git does not know yet with which branch of which server this branch is shared."),
    "unknown_remote": N_("This clone has no server called “{what}”; in a shell, “git remote” lists those it has."),
    "detached": N_("No branch is checked out, so nothing can be synced. Check one out: git switch BRANCH"),
    "under_way": NOT_COMMITTED["under_way"],
    "no_commits": N_("Nothing has been committed here yet. Commit the records first."),
    "old_git": N_("Syncing needs git 2.38 or later. Ask whoever runs this machine to install a newer git."),
    "no_name": NOT_COMMITTED["no_name"],
    # what is in the way
    "uncommitted": N_("Some records are not committed, so they would be left behind. Commit them first."),
    "in_the_way": N_(
        "Files with uncommitted changes would be overwritten: {files}. Nothing was changed. Commit them first,"
        " or move them elsewhere."
    ),
    "apart": N_(
        "The histories here and on the server have nothing in common, so they cannot be merged. Perhaps the"
        " address is that of another registry."
    ),
    "shallow": N_(
        "The history in this clone does not reach back to where the two sides parted, so they cannot be merged."
        " Fetch all of it: git fetch --unshallow"
    ),
    "branch_elsewhere": N_(
        "This branch is checked out in another work tree, too: {what}. Check out another branch there, then sync again."
    ),
    "moved": N_("The branch was changed by another program meanwhile; nothing was changed. Sync again."),
    "unplaced": N_(
        "git cannot tell where a file of the merge belongs; nothing was changed. Merge in a shell: git pull --no-rebase"
    ),
    "no_program": N_(
        "git is not installed here, so nothing can be shared. Ask whoever runs this machine to install git."
    ),
    "no_work_tree": N_(
        "This registry is not kept in git, so it cannot be shared. To begin: git init, git add and git commit in its folder."
    ),
    "bad_name": N_("“{what}” cannot be part of the name of a branch. Use letters, digits and hyphens."),
    "nothing": N_("There is nothing to propose: the server has all that is committed here."),
    "undecided": N_("Some records still have to be decided; nothing was changed."),
    "overtaken": N_("Somebody else was quicker several times; your commits wait here. Sync again in a moment."),
    # what the server and the network say
    "no_ssh": N_(
        "ssh cannot be run: it is not installed here, or the ssh command in git's settings is wrong. Ask whoever runs this"
        " machine."
    ),
    "no_key": N_(
        "{server} does not accept your ssh key, or no key is loaded. Load it with ssh-add, or give its public part to"
        " whoever runs the server."
    ),
    "host_unknown": N_(
        "ssh does not know the server {server} yet. Connect once in a shell and compare its fingerprint: git fetch"
    ),
    "host_changed": N_(
        "The key of {server} has changed. Before anything is sent there, ask whoever runs the server whether"
        " that is right."
    ),
    "certificate": N_("The certificate of {server} is not trusted. Ask whoever runs the server."),
    "no_password": N_(
        "{server} asks for a password, which cannot be typed here. In a shell: git config --global"
        " credential.helper cache, then git fetch; then sync again."
    ),
    "no_access": N_(
        "You may not write to this repository at {server}. Ask its owner for permission; a proposal needs it, too."
    ),
    "unreachable": N_("{server} cannot be reached. What is committed waits here and is sent by the next sync."),
    "no_repository": N_("There is no repository at this address, or you may not see it: {address}"),
    "no_branch": N_("The server has no such branch any more."),
    "protocol": N_("The address uses a protocol other than ssh, https, http or file, so git refuses it: {address}"),
    "declined": N_(
        "The server declined what was sent, perhaps because the branch is protected. Your commits wait here;"
        " propose them instead."
    ),
    "behind": N_("Somebody else sent something meanwhile; your commits wait here. Sync again."),
    "hook": N_("A hook of this clone refused; its message is below."),
    "too_large": N_("The server does not accept a file or a push this large."),
    "disk_full": N_("The disk is full or the quota is used up. Free some space and sync again."),
    "remote_full": N_("The disk of the server is full. Tell whoever runs it; your commits wait here."),
    "busy": NOT_COMMITTED["busy"],
    "took_too_long": N_("{server} did not answer in time. What is committed waits here; sync again later."),
    "stopped": N_("Stopped. What is committed waits here."),
    "failed": N_("git could not do it; its message is below."),
}
"""Code of NotShared, of NotSynced, or state of SharingStanding, to a sentence."""

PROGRAM_KINDS: Mapping[str, str] = {
    "ssh": N_("Connection"),
    "credential": N_("Passwords"),
    "remote": N_("At the other end"),
    "filter": N_("File filter"),
    "hook": N_("git hook"),
    "gpg": N_("Signatures"),
}
"""Kind of a configured program to what it does."""

OWN_WORDS = frozenset(
    {"failed", "declined", "hook", "too_large", "remote_full", "no_access", "no_repository", "no_branch", "unplaced"}
    | {"certificate", "host_changed", "no_key", "no_password", "no_ssh", "protocol", "incomplete"}
)
"""Codes with which git's own words, or those of the server, are shown below the sentence."""

NAMED_FILES = 3
"""How many files a sentence names."""


def not_shared_sentence(
    code: str, tr: Translator, *, server: str = "", address: str = "", what: str = "", paths: Sequence[str] = ()
) -> str:
    """Return why nothing was shared, or not all, and what to do.

    `server`, `address`: of the remote, without a password; `what`: the operation in progress; `paths`: files in the way.
    """
    message = NOT_SHARED.get(code) or STANDINGS.get(code) or NOT_SHARED["failed"]
    if (code, what) == ("under_way", "merge"):
        message = MERGE_UNDER_WAY
    files = ", ".join(quoted(safe_text(path, multiline=False)) for path in paths[:NAMED_FILES])
    if len(paths) > NAMED_FILES:
        files += ", …"
    given = {
        "server": server or tr.gettext("the server"),
        "address": address,
        "what": operation_words(what, tr) if code == "under_way" else what,
    }
    safe = {name: safe_text(value, multiline=False) for name, value in given.items()}
    said = tr.gettext(message)
    words = said.format(files=files, **quoted_values(said, safe))
    return words[:1].upper() + words[1:] if not server and message.startswith("{server}") else words


def server_of(address: str) -> str:
    """Return the server in an address of a repository ("git.example.org"); the address itself where it names a folder."""
    if "://" in address:
        scheme, _, rest = address.partition("://")
        host = re.sub(r":\d*$", "", rest.partition("/")[0].rpartition("@")[2])  # ssh takes no port so
        return host or address if scheme != "file" else address
    before, colon, _ = address.partition(":")
    return before.rpartition("@")[2] if colon and "/" not in before else address
