"""`govtui check --fix`: repairs what needs no judgement; shown first, all files or none."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache

from govtui.cli.change_outcome import change_line
from govtui.cli.repairs import repaired_lines, write_repairs
from govtui.cli.session import Session
from govtui.i18n.errors import refusal
from govtui.index.api import Index
from govtui.interchange.machine import Line
from govtui.interchange.stale_schemas import renewed, stale_schemas
from govtui.model.problem import Problem
from govtui.store.files import Unreadable, read
from govtui.store.fixes import fixed
from govtui.store.location import MANIFEST
from govtui.store.registry import Registry
from govtui.store.transaction import FileChange


def fix(
    session: Session,
    registry: Registry,
    index: Index,
    asked: Callable[[Problem], bool],
    yes: bool,
    *,
    beside: bool,
    prefix: str = "",
) -> tuple[int | None, list[Line]]:
    """Show the repairs, ask, write them; return an exit status, or None to check the files as they are now, and the changes.

    `asked` selects the problems. `beside`: the diff goes to standard error, since a program reads standard output. `prefix`
    leads to the registry in the paths of the changes.
    """
    tr = session.tr
    if registry.is_of_earlier_schema:
        session.out.remark(refusal("old_schema", {"path": MANIFEST}, tr))
        path = prefix + MANIFEST
        return 2, [change_line(path=path, saved=False, refused="old_schema")]
    raw: dict[str, bytes] = {}

    @cache
    def text_of(path: str) -> str | None:
        with suppress(Unreadable, UnicodeDecodeError):
            raw[path] = read(registry.root, path)
            return raw[path].decode("utf-8")
        return None

    changes = fixed(
        filter(asked, index.problems()), text_of, lambda id: card.path if (card := index.card(id)) else None
    )
    schemas = renewed(registry.root, [one.path for one in stale_schemas(registry.root) if asked(one)])
    if not changes and not schemas:
        session.out.words(tr.gettext("There is nothing that can be repaired safely."), err=True)
        return None, []
    for path, text in sorted(changes.items()):
        session.out.diff(path, text_of(path) or "", text, err=beside)
    for path in schemas:  # hundreds of lines, which nobody has written
        session.out.line(tr.gettext("{path}: the schema is written again.").format(path=path), err=beside)
    stays = tr.gettext("{path} could not be written or was changed meanwhile; it stays as it is.")
    # All or none: a relation that moves is in two files.
    files = [FileChange(path, raw[path], text.encode()) for path, text in sorted(changes.items())]
    files += [FileChange(path, before, after) for path, (before, after) in schemas.items()]
    status, refused = write_repairs(
        session, registry, files, yes, lambda error: stays.format(path=error.values.get("path", ""))
    )
    keys = {path: card.key for path in changes if (card := index.card_at(path))}
    return status, repaired_lines(files, keys, refused, prefix)
