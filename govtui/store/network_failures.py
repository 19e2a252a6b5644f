"""What the words of git, ssh and a remote mean when nothing could be fetched or pushed."""

from __future__ import annotations

import re

from govtui.store.git import git_failure

CODES = {
    "no_ssh": "the ssh command cannot be run",
    "no_key": "ssh has no key that the server accepts",
    "host_unknown": "ssh does not know the server's key; it is never accepted for the user",
    "host_changed": "the server's key is not the one that ssh knows",
    "certificate": "the certificate of an https server is not trusted",
    "no_password": "a name and password are needed, or those that were given are refused",
    "no_access": "the server knows the user, who may not do this",
    "unreachable": "no connection to the server, or it broke off",
    "no_repository": "there is no repository at this address, or none that the user may see",
    "no_branch": "the remote has no such branch",
    "protocol": "the address uses a protocol other than ssh, https, http or file",
    "declined": "the remote refuses this push: a protected branch, a hook of its own",
    "behind": "somebody else was quicker: the remote's branch has commits that are not here",
    "hook": "a hook of this clone refused",
    "too_large": "the remote accepts no file, or no push, this large",
    "disk_full": "no room is left on this machine",
    "remote_full": "no room is left on the remote",
    "busy": "another git holds a lock in this clone",
    "took_too_long": "a minute without a byte, or five minutes in all",
    "failed": "none of these",
}
"""Codes of what can go wrong over the network; i18n.sharing_texts has the sentences for users."""

_FULL = r"no space left on device|disk quota exceeded|file too large|disk full"

_MEANINGS = tuple(
    (code, re.compile(pattern, re.IGNORECASE | re.MULTILINE))
    for code, pattern in (
        ("declined", r"aborted by hook\nsend-pack: unexpected disconnect"),
        ("no_ssh", r"cannot run .*\n(?:.*\n)*fatal: unable to fork"),
        ("host_changed", r"remote host identification has changed"),
        ("host_unknown", r"host key verification failed|no .* host key is known for"),
        ("no_key", r"permission denied \([a-z0-9@.,-]+\)|too many authentication failures|no supported authentication methods"),
        ("protocol", r"transport '.*' not allowed|unable to find remote helper for|protocol '.*' is not supported"),
        ("remote_full", rf"^remote: .*(?:{_FULL})|remote unpack failed: .*(?:{_FULL})"),
        ("too_large", r"pack exceeds maximum allowed size|http (?:status )?413|returned error: 413|this exceeds|file size limit|exceeds the maximum"),
        ("disk_full", _FULL),
        ("busy", r"unable to create '.*\.lock': file exists|another git process seems to be running|shallow file has changed"),
        ("no_password", r"could not read (?:username|password) for|authentication failed for|returned error: 401|http code 407|returned error: 407|invalid (?:credentials|username or password)"),
        ("no_access", r"returned error: 403|insufficient permission for adding|write access to repository not granted|you are not allowed to(?! push code to protected)|^(?:remote: |error: )?permission to .* denied"),
        ("no_branch", r"couldn't find remote ref|remote branch .* not found"),
        ("no_repository", r"does not appear to be a git repository|repository '.*' not found|repository not found|project you were looking for could not be found|returned error: 404|no such repository|'.*' is not a git (?:repository|command)"),
        ("certificate", r"ssl certificate|certificate verif|server certificate|gnutls_handshake|ssl_error|ssl peer certificate|unable to get local issuer"),
        ("unreachable", r"could not resolve|couldn't resolve|connection refused|connection timed out|connection reset|connection closed by|no route to host|network is unreachable|failed to connect|couldn't connect|operation too slow|operation timed out|timed out during banner|returned error: 50[234]|broken pipe|kex_exchange_identification|early eof|empty reply from server|unable to look up|name or service not known|remote end hung up|\A(?:fatal: )?could not read from remote repository"),
        ("hook", r"ref updates aborted by hook"),
    )
)  # fmt: skip
"""What is looked for in git's words, the more certain first."""

_BEHIND = re.compile(
    r"fetch first|non-fast-forward|needs force|stale info|is at [0-9a-f]+ but expected|incorrect old value|"
    r"reference already exists|failed to (?:update|lock) ref|cannot lock ref|remote ref updated since checkout"
)

_LOGIN = re.compile(r"(\b[a-z][a-z0-9+.-]*://)(?:([^/?#\s]*)|([^/?#@:\s]*:(?!\d*[/?#])[^@\s]*))@", re.IGNORECASE)
"""A login in an address: to the last @ before a path begins.

Where a password has a "/" in it, there is no such address, and it reaches to the next @; behind a port a path begins.
"""


def failure_code(said: str) -> str:
    """Return the code of what git said when it failed: one of CODES, or one of GitFailed's."""
    if git_failure(said).code == "not_trusted":
        return "not_trusted"
    for code, pattern in _MEANINGS:
        if pattern.search(said):
            return code
    known = git_failure(said).code
    return "no_repository" if known == "no_work_tree" and "remote" in said.lower() else known


def push_code(reason: str, said: str) -> str:
    """Return the code of a refused push, from the reason of its line (git-push(1), "--porcelain") and all that was said."""
    if not reason.startswith("[remote"):
        return "behind" if _BEHIND.search(reason) else "declined"
    for code in ("remote_full", "too_large", "no_access"):
        if any(name == code and pattern.search(said) for name, pattern in _MEANINGS):
            return code
    return "behind" if _BEHIND.search(reason) else "declined"


def remote_words(said: str) -> str:
    """Return what the remote said, out of all that git said."""
    lines = (line.removeprefix("remote:").strip() for line in said.splitlines() if line.startswith("remote:"))
    return "\n".join(lines).strip()


def without_passwords(text: str) -> str:
    """Return a text with no login in its addresses, but for the name in those of ssh."""

    def shown(found: re.Match[str]) -> str:
        scheme, login = found[1], found[2] or found[3] or ""
        return f"{scheme}{login.partition(':')[0]}@" if "ssh" in scheme.lower() else scheme

    return _LOGIN.sub(shown, text)
