"""A mapping file to begin with, made from the header of a table: columns with known names are mapped to fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import BinaryIO

from govtui.i18n.field_labels import field_label
from govtui.i18n.labels import label
from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.interchange.import_formats import ReadOptions
from govtui.interchange.incoming.cell_values import FOREIGN, day_order
from govtui.interchange.incoming.csv import TAB, Table
from govtui.interchange.incoming.known_words import KnownWords
from govtui.interchange.incoming.table_columns import column_at, known_paths
from govtui.interchange.table_cells import SEPARATORS
from govtui.model.fields import FieldSpec
from govtui.model.identifiers import is_record_id
from govtui.model.kinds import KINDS
from govtui.model.own_fields import Schema
from govtui.model.schema import ValueType
from govtui.store.toml_render import key_text, value_text
from govtui.text.fold import tonekey
from govtui.text.markers import NP_

_SAMPLE = 500
"""Rows that are looked at: what stands in a column tells its kind."""

_HEADERS: Mapping[str, str] = {
    # L10N: Headers that tables of offices have for a field, separated by commas; capitals do not matter. Add what is usual in your language.
    "name": NP_("header", "name, title, organization, name of organization, event, name of event"),
    "name.en": NP_("header", "English name, name in English, name (English)"),
    "name.vi": NP_("header", "Vietnamese name, name in Vietnamese, name (Vietnamese)"),
    "aka.acronym": NP_("header", "acronym, abbreviation, short name"),
    "aka": NP_("header", "other names, aliases, also known as"),
    "aka.former": NP_("header", "former name, former names"),
    "type": NP_("header", "type, kind, category, classification"),
    "status": NP_("header", "status, state"),
    "founded": NP_("header", "founded, established, year founded, year established, date of establishment"),
    "dissolved": NP_("header", "dissolved, year dissolved, abolished, date of dissolution"),
    "date": NP_("header", "date, day, year, when, date of adoption, date issued"),
    "symbol": NP_("header", "symbol, number, document number"),
    "place.country": NP_("header", "country, country or area"),
    "place.city": NP_("header", "city, town, seat"),
    "place.venue": NP_("header", "venue, location"),
    "links.website": NP_("header", "website, web, homepage, web page"),
    "url": NP_("header", "URL, link, address, web address"),
    "summary": NP_("header", "summary, description, about"),
    "note": NP_("header", "note, notes, remarks, comments"),
    "relations.part_of": NP_("header", "part of, parent, parent organization"),
    "relations.succeeds": NP_("header", "predecessor, successor of, succeeds"),
    "author": NP_("header", "author, authors"),
    "publisher": NP_("header", "publisher, published by"),
    "published": NP_("header", "published, date published, publication date"),
    "lang": NP_("header", "language"),
    FOREIGN: NP_("header", "code, key, identifier"),
    "": NP_("header", "no., number in list, #, row"),
}
"""Field path to the usual headers for it; "" for columns that mean nothing. A path that a kind does not have is passed over."""


def mapping_template(stream: BinaryIO, options: ReadOptions, tr: Translator) -> str:
    """Return a mapping file for a table, with comments in the language of `tr`. Raises CannotImport."""
    table = Table(stream, options.encoding)
    rows = [row.cells for row in islice(table.rows(), _SAMPLE)]
    cells = {header: [row[place] for row in rows if place < len(row)] for place, header in enumerate(table.headers)}
    return "".join(f"{line}\n" for line in _lines(table, cells, options, tr))


def _lines(table: Table, cells: Mapping[str, list[str]], options: ReadOptions, tr: Translator) -> Iterator[str]:
    schema = options.manifest.record_schema
    kind = max(KINDS, key=lambda one: (len(set(_meant(table.headers, one, options).values())), one == "organization"))
    meant = _meant(table.headers, kind, options)
    for header, path in meant.items():
        if path == "id" and not all(is_record_id(cell.strip()) for cell in cells[header] if cell.strip()):
            meant[header] = FOREIGN  # the key that another system has for it
    fields = tr.gettext(
        "“govtui fields {kind}” lists the fields. A column that no line here names is kept in the record’s private notes."
    )
    yield from _comment(tr.gettext("What the columns of a table mean; lines that begin with # have no effect."))
    yield from _comment(fields.format(kind=kind))
    yield ""
    yield f"kind = {value_text(kind)}  # {', '.join(KINDS)}"
    language = options.language or _language(meant) or tr.language
    yield _with_comment(f"language = {value_text(language)}", tr.gettext("of texts that do not state theirs"))
    if table.delimiter != ",":
        yield f"delimiter = {value_text('tab' if table.delimiter == TAB else table.delimiter)}"
    yield from _dates(cells, meant, kind, schema, tr)
    yield ""
    yield "[columns]"
    if not any(path in (FOREIGN, "id", "symbol") or path.startswith("identifiers.") for path in meant.values()):
        yield from _comment(
            tr.gettext(
                "No column is a key: whoever imports a later version of the table is asked about each row.\n"
                'A column that says the same of a row each time, a code or a number, can be "{key}".'
            ).format(key=FOREIGN)
        )
    passed_over = tr.gettext("passed over")
    for header in dict.fromkeys(filter(None, table.headers)):
        if header in meant:
            pair = f"{key_text(header)} = {value_text(meant[header])}"
            yield pair if meant[header] else _with_comment(pair, passed_over)
        else:
            yield f'# {key_text(header)} = ""'
    yield from _values(cells, meant, kind, options, tr)
    yield from _split(cells, meant, kind, schema, tr)
    yield ""
    yield from _comment(tr.gettext("What all of the records have:"))
    yield "# [fixed]"
    yield '# status = "active"' if kind == "organization" else '# "place.country" = "VN"'


def _comment(words: str) -> Iterator[str]:
    yield from (f"# {line}" for line in words.splitlines())


def _with_comment(line: str, words: str) -> str:
    return f"{line}  # {words}"


def _meant(headers: Sequence[str], kind: str, options: ReadOptions) -> dict[str, str]:
    """Return the headers that are known, with the paths that they mean; each path once, repeated headers not at all."""
    names = _names(kind, options.manifest.record_schema, options.language)
    counted = Counter(headers)
    paths = {path: path for path in known_paths(kind, options.manifest.record_schema)} | {"id": "id"}
    out: dict[str, str] = {}
    for header in headers:
        path = paths.get(header, names.get(tonekey(header)))
        if path is not None and counted[header] == 1 and (not path or path not in out.values()):
            out[header] = path
    return out


@cache
def _names(kind: str, schema: Schema, language: str) -> Mapping[str, str]:
    """Return what columns may be called, in their strict key, with the paths that are meant; the first that is called so."""
    trs = [load(one) for one in LANGUAGES]
    out: dict[str, str] = {}

    def add(path: str, *names: str) -> None:
        for name in names:
            out.setdefault(tonekey(name), path)

    def add_labels(paths: Iterable[str]) -> None:
        for path in paths:
            spec = column_at(path, kind, language or "vi", schema).spec
            for tr in trs:
                add(path, *_labels(path, spec, kind, schema, tr))

    every = known_paths(kind, schema, tuple(LANGUAGES))
    own = [path for path in every if path.startswith("x.")]
    known = set(every)
    add_labels(own)  # a registry may call a field of its own like one of the program
    for path, headers in _HEADERS.items():
        for tr in trs:
            # A text whose language is not told is in the language of its header.
            full = f"{path}.{language or tr.language}" if f"{path}.{tr.language}" in known else path
            if path == "name" and kind == "source":
                full = f"title.{language or tr.language}"
            if full in known or full in ("", FOREIGN):
                add(full, *(one.strip() for one in tr.pgettext("header", headers).split(",")))
    add_labels(every)
    return out


def _labels(path: str, spec: FieldSpec, kind: str, schema: Schema, tr: Translator) -> Iterator[str]:
    """Yield what the labels of the program call a path: "Tên (vi)", "Country", "Website"."""
    first, rest = schema.first_step(kind, path)
    top = schema.fields(kind)[first]
    if first in ("relations", "identifiers", "links"):
        yield label("relation" if first == "relations" else first.removesuffix("s"), rest, tr)
    elif not rest:
        yield field_label(top, tr)
    elif rest in LANGUAGES:
        named = label("language", rest, tr)
        yield from (f"{field_label(top, tr)} ({one})" for one in (rest, named))
        if rest == tr.language:
            yield field_label(top, tr)
    elif spec.owner == first and spec.about.label:
        yield field_label(spec, tr)


# -- what stands in the cells ------------------------------------------------------------------------------------------


def _language(meant: Mapping[str, str]) -> str:
    """Return the language of the columns that are known to have texts."""
    tags = [path.rpartition(".")[2] for path in meant.values()]
    return next((tag for tag in tags if tag in LANGUAGES), "")


def _dates(
    cells: Mapping[str, list[str]], meant: Mapping[str, str], kind: str, schema: Schema, tr: Translator
) -> Iterator[str]:
    """Yield the order of days and months, where the cells tell it or leave it open."""
    dated = [
        cell
        for header, path in meant.items()
        if path and column_at(path, kind, "vi", schema).spec.value_type is ValueType.DATE
        for cell in cells.get(header, ())
    ]
    orders = {day_order(cell) for cell in dated} - {""}
    words = tr.gettext("5/8/2022 is 5 August (dmy) or 8 May (mdy)")
    if len(told := orders - {"?"}) == 1:
        yield _with_comment(f"dates = {value_text(told.pop())}", words)
    elif orders:
        yield _with_comment('# dates = "dmy"', words)


def _values(
    cells: Mapping[str, list[str]], meant: Mapping[str, str], kind: str, options: ReadOptions, tr: Translator
) -> Iterator[str]:
    """Yield a table for words that are not labels of their column's vocabulary."""
    words, schema = KnownWords(options.manifest), options.manifest.record_schema
    for header, path in meant.items():
        spec = column_at(path, kind, "vi", schema).spec if path else None
        if spec is None or not spec.is_choice:
            continue
        vocabulary = spec.about.vocabulary
        given = dict.fromkeys(" ".join(cell.split()) for cell in cells.get(header, ()))
        unknown = [cell for cell in given if cell and words.key(vocabulary, cell) is None][:50]
        if unknown:
            yield ""
            keys = ", ".join(options.manifest.keys(vocabulary))
            yield from _comment(
                tr.gettext("Words that the program does not know; its keys are: {keys}").format(keys=keys)
            )
            yield f"[values.{key_text(path)}]"
            yield from (f'# {key_text(cell)} = ""' for cell in unknown)


def _split(
    cells: Mapping[str, list[str]], meant: Mapping[str, str], kind: str, schema: Schema, tr: Translator
) -> Iterator[str]:
    """Yield what separates several values in a cell of a list."""
    lines = []
    for header, path in meant.items():
        if path and column_at(path, kind, "vi", schema).spec.many:
            used = Counter(one for cell in cells.get(header, ()) for one in (";", "|", ",") if one in cell)
            lines.append((path, used.most_common(1)[0][0] if used else SEPARATORS[0].strip()))
    if lines:
        yield ""
        yield _with_comment("[split]", tr.gettext("what separates several values in a cell"))
        yield from (f"{key_text(path)} = {value_text(sign)}" for path, sign in lines)
