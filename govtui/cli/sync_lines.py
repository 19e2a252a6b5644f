"""The line of a sync for programs (the shape "share")."""

from __future__ import annotations

from collections.abc import Sequence

from govtui.cli.change_outcome import difference
from govtui.edit.branch_merge import FileClash, Undecided
from govtui.edit.syncing import Merged, Proposed, Received, RecordChange
from govtui.interchange.machine import Line, line, line_part, problem
from govtui.store.configured_programs import Programs
from govtui.store.remote import Upstream


def share_line(
    *,
    dry_run: bool,
    upstream: Upstream | None = None,
    received: Received | None = None,
    merged: Merged | None = None,
    pushed: int | None = None,
    proposed: Proposed | None = None,
    code: str = "",
    output: str = "",
    paths: Sequence[str] = (),
    programs: Programs | None = None,
) -> Line:
    """Return the line of a sync, as far as it came."""
    return line(
        "share",
        remote=upstream.remote if upstream else None,
        branch=upstream.branch if upstream else None,
        dry_run=dry_run,
        code=code,
        received=_received(received) if received else None,
        merged=list(merged.records) if merged else None,
        undecided=[*map(_undecided, merged.undecided), *map(_file, merged.files)] if merged and merged.waits else None,
        problems=[problem(one) for one in merged.problems] if merged and merged.problems else None,
        pushed=pushed,
        proposed=proposed.branch if proposed else None,
        paths=list(paths) or None,
        output=output,
        addresses=list(upstream.addresses) if programs and upstream else None,
        programs=[line_part(**one._asdict()) for one in programs.found] if programs else None,
    )


def _received(received: Received) -> Line:
    return line_part(
        commits=received.commits,
        authors=list(received.authors),
        records=list(map(_record, received.records)),
        files=[line_part(path=one.path, change=one.change) for one in received.files],
        more=received.more or None,
    )


def _record(one: RecordChange) -> Line:
    return line_part(
        record=one.entry.id,
        kind=one.entry.kind,
        path=one.path,
        change=one.change,
        former_path=one.former_path,
        changes=[difference(each) for each in one.differences],
    )


def _undecided(one: Undecided) -> Line:
    mine, theirs = one.versions.mine is not None, one.versions.theirs is not None
    why = "removed_here" if not mine else "removed_there" if not theirs else "errors" if one.errors else "both_changed"
    return line_part(
        path=one.path,
        record=one.path.rpartition("/")[2].removesuffix(".toml"),
        why=why,
        fields=[clash.path for clash in one.clashes],
        problems=[problem(each) for each in one.errors],
    )


def _file(one: FileClash) -> Line:
    return line_part(path=one.path, why=one.reason, fields=[], problems=[])
