"""What state the translations of a record's texts are in: the one rule, for checks, the translator and the coverage.

A translation remembers the digest of the text it was made from (`[[translations]]`), so that a later change of that text
shows. What was translated before anyone remembered is unverified, never stale.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from govtui.model.parts import Translation
from govtui.model.paths import digest, localized_fields, path_key, value_at
from govtui.model.record import Record

State = Literal["missing", "stale", "unverified", "done", "no_source"]
"""missing: no translation; stale: the source changed since; unverified: nobody knows what it was made from; done: made from
today's source text; no_source: there is nothing to translate from."""


def is_stale(text: Mapping[str, str], entry: Translation) -> bool:
    """Whether the text that a translation was made from is another one today; a text that is gone changed nothing."""
    source = text.get(entry.source)
    return bool(source) and digest(source or "") != entry.digest


def state(record: Record, path: str, language: str, source_language: str) -> State:
    """What state the translation of a localized text into `language` is in."""
    text = value_at(record, path) or {}
    source = text.get(source_language)
    if not source:
        return "no_source"
    if language not in text:
        return "missing"
    entry = next(
        (one for one in record.translations if one.to == language and path_key(one.field) == path_key(path)), None
    )
    if entry is None:
        return "unverified"
    return "done" if entry.source in text and not is_stale(text, entry) else "stale"


class Translated(NamedTuple):
    """One text that has, or lacks, a translation: where it stands, out of which language, into which."""

    path: str
    source: str
    target: str
    state: State


def translated(record: Record, languages: Sequence[str], source_language: str) -> Iterator[Translated]:
    """Every text of a record with the state of its translation into each other language of the registry.

    Each text has one direction: out of the language it was written in. That is the one its translations were made from;
    where nobody remembers, the registry's source language, else the first of `languages` that the text has.
    """
    made: dict[str, list[Translation]] = {}
    for entry in record.translations:
        made.setdefault(path_key(entry.field), []).append(entry)
    order = _in_order(languages, source_language)
    for path, text in localized_fields(record):
        if path_key(path) not in made:
            yield from (Translated(path, *one) for one in unremembered(tuple(text), languages, source_language))
            continue
        known = {one.to: one for one in made[path_key(path)] if one.to in text and one.source in text}
        present = [language for language in order if language in text]
        written = next((one for one in present if one not in known), present[0] if present else "")
        for target in languages if written else ():
            if entry_to := known.get(target):
                yield Translated(path, entry_to.source, target, "stale" if is_stale(text, entry_to) else "done")
            elif target not in text:
                yield Translated(path, written, target, "missing")
            elif target != written:  # one that was made from a text that is gone cannot be held against it
                lost = any(one.to == target for one in made[path_key(path)])
                yield Translated(path, written, target, "stale" if lost else "unverified")


def unremembered(
    present: Sequence[str], languages: Sequence[str], source_language: str
) -> Iterator[tuple[str, str, State]]:
    """Source, target and state of the translations of a text in these languages, if nobody knows what they are made from."""
    written = next((one for one in _in_order(languages, source_language) if one in present), "")
    for target in languages if written else ():
        if target != written:
            yield written, target, "unverified" if target in present else "missing"


def _in_order(languages: Sequence[str], source_language: str) -> list[str]:
    """In which of them a text may have been written, the likeliest first."""
    return sorted(languages, key=lambda language: language != source_language)
