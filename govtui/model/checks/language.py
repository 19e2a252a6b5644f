"""Whether every text exists in every language, and whether translations are of today's source text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govtui.model.checks.known import Known
from govtui.model.paths import value_at
from govtui.model.problem import Problem, Severity
from govtui.model.record import Record
from govtui.model.translations import is_stale, localized_fields, localized_texts


def language_problems(record: Record, known: Known) -> Iterator[Problem]:
    """`untranslated` for each text that lacks a language; `stale_translation` where its source changed since."""
    for path, text in localized_fields(record, known.schema) if _lacks_some(record, known) else ():
        for language in known.languages:
            if language not in text:
                values = {"language": language}
                yield Problem("untranslated", Severity.WARNING, field=path, values=values)
    for entry in record.translations:
        text = value_at(record, entry.field)
        if isinstance(text, Mapping) and is_stale(text, entry):
            values = {"language": entry.to, "source": entry.source}
            yield Problem("stale_translation", Severity.WARNING, field=entry.field, values=values)


def _lacks_some(record: Record, known: Known) -> bool:
    """Whether some text lacks a language; if none does, as in most records, nobody needs to know their paths."""
    for _, text in localized_texts(record, known.schema):
        for language in known.languages:
            if language not in text:
                return True
    return False
