"""An index as it is while texts are being read: lists, facets and names are complete, and nothing else is in it."""

from __future__ import annotations

from collections.abc import Sequence

from govtui.i18n.translator import Translator
from govtui.index import schema
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.index.write.build import write_index
from govtui.store.registry import Registry


class _Listed(Exception):
    pass


def lists_only(registry: Registry, translators: Sequence[Translator] | None = None) -> SqliteIndex:
    """Build the index of a registry, and stop where lists are complete."""
    connection = schema.connect(":memory:")
    schema.create(connection, "")

    def stop(_done: int, _total: int) -> None:
        if schema.meta(connection, "alive") is not None:
            raise _Listed

    try:
        write_index(connection, registry, translators, stop)
    except _Listed:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        for table in ("said", "told", "ref", "fact", "named", "problem"):  # of the first files
            connection.execute(f"DELETE FROM {table}")
    index = SqliteIndex(connection, registry.root)
    assert index.listed and not index.whole
    return index
