"""References as values of JSON objects, for what `rm` prints with `--json`. Apart from it until it prints machine lines."""

from __future__ import annotations

from govtui.index.api import Incoming


def incoming_row(reference: Incoming) -> dict[str, object]:
    """Return type, record and field of a reference to a record, with what qualifies it."""
    return {"type": reference.type, "record": reference.key, "field": reference.field} | _qualifiers(reference)


def _qualifiers(reference: Incoming) -> dict[str, object]:
    quality, told_by = reference.quality, reference.told_by
    return ({"quality": sorted(quality)} if quality else {}) | ({"told_by": told_by} if told_by else {})
