"""Doctor's findings about a registry: files, git, index, watching, leftovers."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from govtui.cli.doctor_fix import file_findings
from govtui.cli.findings import Finding
from govtui.cli.problem_lines import place_of
from govtui.edit.registry_files import HOOK
from govtui.i18n.datetimes import age
from govtui.i18n.errors import not_committed_sentence, standing_sentence
from govtui.i18n.formats import number
from govtui.i18n.problems import sentence, tally_words
from govtui.i18n.translator import Translator
from govtui.index.api import Index
from govtui.index.cache import IndexCache
from govtui.store.committing import hindrance
from govtui.store.git import GitFailed, git
from govtui.store.history import History
from govtui.store.lock import is_interrupted
from govtui.store.merge_driver import DRIVER, UNSET, driver_state
from govtui.store.registry import Registry
from govtui.store.temporary import TEMPORARY, sweep
from govtui.store.watching import trial
from govtui.text.markers import N_
from govtui.text.safe import safe_text
from govtui.user import drafts

OLD = 90 * 24 * 3600
"""Seconds after which a draft counts as old; nothing removes it."""

_LEFT_OUT = {
    "own_field_declared_badly": N_(
        "Until it is corrected, its values are private notes; all other declarations count."
    ),
    "relation_declared_badly": N_("Until it is corrected, records cannot have it; all other declarations count."),
}
"""The consequence of a bad declaration in registry.toml, by problem code."""


def registry_findings(registry: Registry, tr: Translator) -> Iterator[Finding]:
    """Yield the findings about a registry."""
    index, *index_findings = _index(IndexCache(registry.root), tr)
    yield from _files(registry, index, tr)
    yield from _git(registry, tr)
    if not registry.read_only:
        yield from file_findings(registry, tr, in_git=History(registry.root).standing == "ready")
    yield from index_findings
    yield _watching(registry, tr)
    yield from _left(registry, tr)


def _files(registry: Registry, index: Index, tr: Translator) -> Iterator[Finding]:
    root = safe_text(str(registry.root), multiline=False)
    yield Finding("registry.path", "ok", root, value=str(registry.root))
    files = sum(1 for found in registry.files() if found.error is None)
    words = tr.ngettext("{n} file", "{n} files", files).format(n=number(files, tr))
    yield Finding("registry.files", "ok" if files else "warn", words, value=files)
    tally = index.tally()
    errors = tally["error"].places if "error" in tally else 0
    others = tally["problem"].places - errors
    words = ", ".join(tally_words(tally, tr))
    advice = tr.gettext("govtui check lists them.") if errors else ""
    yield Finding("registry.problems", "warn" if errors else "ok", words, advice, {"errors": errors, "others": others})
    for problem in registry.manifest_problems:
        advice = _LEFT_OUT.get(problem.code, "")
        yield Finding(
            "registry.manifest",
            "warn",
            f"{place_of(problem)}: {sentence(problem, tr)}",
            advice and tr.gettext(advice),
            problem.code,
        )
    if registry.read_only:
        words = tr.gettext("read-only: nothing can be saved")
        advice = tr.gettext(
            "To edit, open a registry of your own (govtui init begins one), or ask for permission to write in its folder."
        )
        yield Finding("registry.writable", "warn", words, advice, False)
    else:
        yield Finding("registry.writable", "ok", tr.gettext("can be written"), value=True)


def _git(registry: Registry, tr: Translator) -> Iterator[Finding]:
    history = History(registry.root)
    if history.standing != "ready":
        sentence = standing_sentence(history.standing, tr)
        state = "ok" if history.standing == "no_work_tree" else "warn"
        yield Finding("git.standing", "ok" if state == "ok" else "warn", sentence, value=history.standing)
        return
    try:
        waiting = len(history.changed_files())
    except GitFailed as failure:
        yield Finding("git.standing", "warn", standing_sentence(failure.code, tr), value=failure.code)
        return
    branch = safe_text(history.branch(), multiline=False) or tr.gettext("no branch")
    words = tr.ngettext("{branch}, {n} file not committed", "{branch}, {n} files not committed", waiting)
    yield Finding("git.standing", "ok", words.format(branch=branch, n=number(waiting, tr)), value="ready")
    yield from _hook(registry.root, tr)
    if not registry.read_only:
        yield from _merging(registry.root, tr)
    if (found := hindrance(history)) is not None:
        sentence = not_committed_sentence(found.code, found.output, tr)
        yield Finding("git.commit", "warn", tr.gettext("Committing is not possible here now."), sentence, found.code)


def _hook(root: Path, tr: Translator) -> Iterator[Finding]:
    """Tell whether anything runs before a commit: hooks are not part of a clone, and are easily forgotten."""
    try:
        told = git(root, "rev-parse", "--git-path", "hooks/pre-commit", settings=())  # whatever core.hooksPath says
    except GitFailed:
        return
    hook = Path(os.path.normpath(root / os.fsdecode(told.removesuffix(b"\n"))))
    path = safe_text(str(hook), multiline=False)
    if os.access(hook, os.X_OK):
        yield Finding("git.hook", "ok", tr.gettext("Before each commit git runs {path}.").format(path=path), value=True)
        return
    advice = tr.gettext(
        "“pre-commit install” adds one; so does the file {path} with the line: exec govtui check --every"
    )
    words = tr.gettext("There is no hook in this clone, so nothing is checked before a commit.")
    is_wanted = any((folder / HOOK).exists() for folder in (root, *root.parents))
    yield Finding("git.hook", "warn" if is_wanted else "ok", words, advice.format(path=path), value=False)


def _merging(root: Path, tr: Translator) -> Iterator[Finding]:
    """Tell whether git merges records by field in this clone."""
    found = driver_state(root)
    match found.state:
        case "set":
            if shutil.which(DRIVER) is not None:
                yield Finding("git.merge", "ok", tr.gettext("Merge by field: set in this clone."), value="set")
                return
            words = tr.gettext("Merge by field: set in this clone, but git finds no program “govtui”.")
            advice = tr.gettext("Until its folder is in PATH, git merges records by lines.")
            yield Finding("git.merge", "warn", words, advice, "no_program")
        case "not_set":
            state: Literal["ok", "warn"] = "warn" if found.folders else "ok"
            advice = tr.gettext("“govtui doctor --fix” sets it: two settings of this clone, which are shown first.")
            yield Finding("git.merge", state, tr.gettext("Merge by field: not set in this clone."), advice, "not_set")
        case "other":
            words = tr.gettext("Merge by field: git is set to another command: {command}")
            advice = tr.gettext("To set it again, remove the other command first: {command}").format(command=UNSET)
            command = safe_text(found.command, multiline=False)
            yield Finding("git.merge", "warn", words.format(command=command), advice, "other")
        case "no_attributes":
            words = tr.gettext("Merge by field: set in this clone, but .gitattributes does not ask for it everywhere.")
            advice = tr.gettext(
                "“govtui doctor --fix” adds missing lines; look also for a later line that overrides them."
            )
            yield Finding("git.merge", "warn", words, advice, "no_attributes")


def _index(kept: IndexCache, tr: Translator) -> tuple[Index, Finding, Finding]:
    before = kept.open()
    begun = time.monotonic()
    found = kept.refreshed()
    seconds = time.monotonic() - begun
    index = found or before or kept.refreshed(force=True)
    assert index is not None, "an index that is forced is built"
    place = safe_text(str(kept.path), multiline=False)
    try:
        status = kept.path.stat()
    except OSError:
        words = tr.gettext("The index is kept in memory only: {path} cannot be written.").format(path=place)
        advice = tr.gettext(
            "Every start reads all files again. Free some disk space, or set XDG_CACHE_HOME to a folder of yours."
        )
        return index, Finding("index.path", "warn", words, advice), Finding("index.fresh", "ok", _took(seconds, tr))
    size = tr.gettext("{n} kB").format(n=number(round(status.st_size / 1024), tr))
    made = age(time.time() - status.st_mtime, tr)
    where = Finding("index.path", "ok", f"{place} · {size} · {made}", value=str(kept.path))
    if before is not None and found is None:
        return index, where, Finding("index.fresh", "ok", tr.gettext("matches the files"), value=True)
    return index, where, Finding("index.fresh", "ok", _took(seconds, tr), value=False)


def _took(seconds: float, tr: Translator) -> str:
    return tr.gettext("updated just now, in {n} ms").format(n=number(round(seconds * 1000), tr))


def _watching(registry: Registry, tr: Translator) -> Finding:
    found = trial(registry.root)
    where = safe_text(found.file_system, multiline=False)
    if found.method == "inotify":
        words = tr.ngettext(
            "The kernel reports changes ({n} folder, {file_system}).",
            "The kernel reports changes ({n} folders, {file_system}).",
            found.folders,
        ).format(n=number(found.folders, tr), file_system=where or "?")
        return Finding("watching.method", "ok", words, value="inotify")
    words = tr.gettext("Files are checked every few seconds.")
    reasons = {
        "network": tr.gettext(
            "The folder is on a network file system ({file_system}), where the kernel does not report changes."
        ),
        "watch_limit": tr.gettext(
            "There are more folders than may be watched. The administrator can raise fs.inotify.max_user_watches."
        ),
        "instance_limit": tr.gettext(
            "Too many of your programs watch files. Close some, or ask the administrator to raise "
            "fs.inotify.max_user_instances."
        ),
        "failed": tr.gettext("Watching could not be started here."),
    }
    advice = reasons.get(found.why, reasons["failed"]).format(file_system=where)
    return Finding("watching.method", "ok" if found.why == "network" else "warn", words, advice, found.why or "polling")


def _left(registry: Registry, tr: Translator) -> Iterator[Finding]:
    root = registry.root
    yield from _drafts(root, tr)
    if is_interrupted(root):
        words = tr.gettext("A renaming was interrupted.")
        yield Finding("left.renaming", "warn", words, tr.gettext("It is finished when govtui is started here."), True)
    if not registry.read_only:
        sweep(root)
    files = sum(name.endswith(TEMPORARY) for name in _names(root))
    if files:
        words = tr.ngettext("{n} temporary file", "{n} temporary files", files).format(n=number(files, tr))
        advice = tr.gettext("From a save in progress or interrupted; a file that nobody uses is removed after an hour.")
        yield Finding("left.temporary", "warn", words, advice, files)
    else:
        yield Finding("left.temporary", "ok", tr.gettext("no temporary file left behind"), value=0)


def _drafts(root: Path, tr: Translator) -> Iterator[Finding]:
    left = drafts.left(root)
    if not left:
        yield Finding("left.drafts", "ok", tr.gettext("no draft left behind"), value=0)
        return
    kept, old = len(left), sum(time.time() - draft.when > OLD for draft in left)
    words = tr.ngettext("{n} draft was never saved", "{n} drafts were never saved", kept).format(n=number(kept, tr))
    advice = tr.gettext("govtui offers them when it is started here; “govtui drafts” lists them.")
    yield Finding("left.drafts", "warn", words, advice, kept)
    if old:
        words = tr.ngettext("{n} draft is older than 90 days", "{n} drafts are older than 90 days", old)
        advice = tr.gettext("“govtui drafts show N” shows one, “govtui drafts discard N” discards it.")
        yield Finding("left.old_drafts", "warn", words.format(n=number(old, tr)), advice, old)


def _names(root: Path) -> Iterator[str]:
    for _, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name != ".git"]
        yield from files
