"""The texts of records for translators: gettext's PO, in one direction (GNU gettext manual, "The Format of PO Files").

An entry is a text of a record in the source language, with its translation: fuzzy where the text has changed since it was
translated. A translation of which nobody knows what it was made from is an ordinary one. What is no text is not counted as
left: such a file is never meant to hold a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from govtui.i18n.formats import plural_forms
from govtui.interchange.exporting import CannotExport, Export
from govtui.model.kinds import KINDS
from govtui.model.record import Record
from govtui.model.translations import fields_with_texts, is_made_from, localized_fields, state
from govtui.page.present import path_words
from govtui.store.manifest import Manifest
from govtui.text.line_ends import framed_like, lf
from govtui.text.markers import NP_

CARRIED: Mapping[str, frozenset[str]] = {kind: fields_with_texts(kind) for kind in KINDS}

_FIELD = NP_("translation file", "Field: {field}")
_RECORD = NP_("translation file", "Record: {name}")

_UNHOLDABLE = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Characters that gettext's tools do not read back."""


_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ('"', '\\"'))


class Direction(NamedTuple):
    """From which language a file is translated into which."""

    source: str
    target: str


def direction(manifest: Manifest, options: Mapping[str, str]) -> Direction:
    """Return the direction that the options `from` and `language` ask for.

    Texts are translated from the registry's source language unless they say otherwise; in a registry of two languages into
    the other. Raises CannotExport.
    """
    source = options.get("from") or manifest.source_language
    others = [language for language in manifest.languages if language != source]
    target = options.get("language") or (others[0] if len(others) == 1 else "")
    for language in (source, target):
        if language and language not in manifest.languages:
            raise CannotExport("language_not_kept", language=language)
    if not target:
        raise CannotExport("target_needed")
    if source == target:
        raise CannotExport("same_language", language=target)
    return Direction(source, target)


def write(export: Export) -> Iterator[str]:
    """Yield the header, and the entries of each record after it. Raises CannotExport."""
    way = direction(export.registry.manifest, export.options)
    yield _string("msgid", "") + _string("msgstr", _header(export, way))
    written: set[str] = set()
    for card, entry in export.entries():
        if entry.record is None:
            export.left.record("not_a_record", card.key)
        elif entry.record.id in written:  # gettext has no two entries of one context
            export.left.record("duplicate_id", card.key)
        elif texts := "".join(_entries(export, entry.path, entry.record, way)):
            written.add(entry.record.id)
            yield texts
        else:
            export.left.record("no_text", card.key)


def _header(export: Export, way: Direction) -> str:
    manifest, when = export.registry.manifest, export.when.strftime("%Y-%m-%d %H:%M%z")
    name = (manifest.name or {}).get(way.source) or next(iter((manifest.name or {}).values()), "govtui")
    headers = {
        "Project-Id-Version": _line(name),
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": when,
        "PO-Revision-Date": when,
        "Last-Translator": "",
        "Language-Team": "",
        "Language": way.target.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms(way.target),
        "X-Source-Language": way.source.replace("-", "_"),
        "X-Generator": "govtui",
    }
    return "".join(f"{key}: {value}\n" for key, value in headers.items())


def _entries(export: Export, path: str, record: Record, way: Direction) -> Iterator[str]:
    context = export.context
    name = context.tr.pgettext("translation file", _RECORD).format(name=_line(context.text_of(record.label)))
    for field, text in localized_fields(record, context.schema):
        source = text.get(way.source, "")
        if not source.strip() or is_made_from(record, field, way.source, way.target):  # not to be translated back
            continue
        if _UNHOLDABLE.search(source + text.get(way.target, "")):
            export.left.fields[field.partition(".")[0]] += 1
            continue
        words = _line(path_words(record.kind, field, context, record=record))
        label = context.tr.pgettext("translation file", _FIELD).format(field=words)
        target = text.get(way.target, "")
        yield f"\n#. {label}\n#. {name}\n"
        if not re.search(r"\s", path):  # gettext takes the words of a path for several files
            yield f"#: {path}\n"
        if state(record, field, way.target, way.source) == "stale":
            yield "#, fuzzy\n"
        yield _string("msgctxt", f"{record.id}#{field}")
        yield _string("msgid", lf(source))
        yield _string("msgstr", framed_like(target, source) if target.strip() else "")


def _line(text: str) -> str:
    """Return a text as one line of a comment."""
    return " ".join(_UNHOLDABLE.sub(" ", text).split())


def _string(keyword: str, text: str) -> str:
    """Return a keyword with a text: in one line, or a text of several lines with each in a line of its own."""
    for letter, escape in _ESCAPES:
        text = text.replace(letter, escape)
    lines = [f'"{line}"' for line in text.replace("\n", "\\n\n").split("\n") if line] or ['""']
    if len(lines) > 1:
        lines = ['""', *lines]
    return "\n".join([f"{keyword} {lines[0]}", *lines[1:]]) + "\n"
