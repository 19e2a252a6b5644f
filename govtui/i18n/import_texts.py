"""Why a file, or a record of it, cannot be imported, in words; and where that is in the file."""

from __future__ import annotations

import re
from collections.abc import Mapping

from govtui.i18n.errors import REFUSALS, refusal
from govtui.i18n.formats import number, quoted_values
from govtui.i18n.translator import Translator
from govtui.model.imported import ImportFault
from govtui.text.markers import N_, NP_

IMPORT_TEXTS: Mapping[str, str] = {
    # the file as a whole
    "empty_file": N_("The file is empty."),
    "not_utf8": N_("This is not UTF-8."),
    "unknown_encoding": N_("There is no encoding “{encoding}”."),
    "too_large": N_("The file is larger than {limit} MB; split it into several."),
    "line_too_long": N_("The line is longer than {limit} MB."),
    "too_many": N_("The file has more than {limit} records; --limit raises this."),
    "not_json": N_("This is not JSON."),
    "more_follows": N_("The document ends before this; a file of JSON Lines is imported as jsonl."),
    "cut_short": N_("The file ends inside a value; it seems to be cut short."),
    "duplicate_key": N_("“{key}” occurs here twice."),
    "not_a_number": N_("“{value}” is not a number that can be stored."),
    "broken_character": N_("There is half a character here (a lone surrogate), which cannot be stored."),
    "too_deep": N_("This is nested more than {limit} levels deep."),
    "wrong_form": N_("The file does not have the form of {format}."),
    "ror_version_1": N_("This is a record of version 1 of ROR, which is not read; download version 2."),
    "ics_cut_short": N_("The file ends inside “{component}”, which begins on line {begin}; it seems to be cut short."),
    "ics_not_closed": N_("“{component}”, which begins on line {begin}, has no END."),
    "ics_not_begun": N_("“{component}” ends here, but has no BEGIN."),
    "ics_too_many_lines": N_("It has more than {limit} lines, too many to read."),
    "language_needed": N_("The texts do not state their language; set it with --language."),
    "library_needed": N_("This format needs {library}: pip install 'govtui[exchange]'"),
    "json_document": N_(
        "This is one JSON document, not JSON Lines; “govtui show --jsonl” and “govtui export jsonl” print lines."
    ),
    "other_lines": N_(
        "These lines do not have whole records (“{shape}”); “govtui show --jsonl” and “govtui export jsonl” print whole records."
    ),
    "newer_lines": N_("A later version of govtui printed these lines; install that version to import them."),
    "mapping_needed": N_("A table needs a mapping file that says what its columns mean; --map-template prints one."),
    "mapping_kind_needed": N_(
        'The mapping file does not state the kind of record of its rows, as in kind = "organization".'
    ),
    "unknown_path": N_(
        "The mapping file maps the column “{column}” to “{field}”, which is not a field; “govtui fields {kind}” "
        "lists the fields."
    ),
    "unknown_path_near": N_(
        "The mapping file maps the column “{column}” to “{field}”, which is not a field. Did you mean “{near}”?"
    ),
    "no_such_column": N_("The mapping file names a column “{column}”, which the table does not have."),
    "no_such_column_near": N_(
        "The mapping file names a column “{column}”, which the table does not have. Did you mean “{near}”?"
    ),
    "column_twice": N_("Two columns are called “{column}”; rename one of them."),
    "field_twice": N_("The mapping file maps several columns to “{field}”, which takes one value."),
    "bad_delimiter": N_("“{delimiter}” cannot separate columns: use a single character such as “;”, or “tab”."),
    "no_head": N_("The first row has no names of columns."),
    "open_quotes": N_("A quotation mark that is opened in this row is never closed."),
    "bad_quotes": N_(
        "More text follows the closing quotation mark of a cell; a quotation mark within a cell is written twice."
    ),
    "cell_too_long": N_("A cell is longer than 256 kB; perhaps a quotation mark is never closed."),
    "not_utf8_table": N_(
        "This is not UTF-8; state the encoding with --encoding, windows-1258 for older Vietnamese files."
    ),
    "workbook": N_(
        "This is a workbook of a spreadsheet program; save the sheet as CSV (UTF-8) there, and import that file."
    ),
    "wrong_encoding": N_("This is not {encoding}."),
    "bad_fixed": N_("“{field}” in [fixed] of the mapping file cannot be “{value}”."),
    # one row of a table
    "ragged_row": N_("The row has {found} cells, but the table has {wanted} columns."),
    "no_id": N_("The row has no id, so it is not known which record it is."),
    "bad_cell": N_("The column “{column}” ({field}) cannot have the value “{value}”."),
    "bad_date_cell": N_("“{value}” in the column “{column}” is not a date; write it as 25/8/2022 or 2022-08."),
    "unclear_date": N_(
        '“{value}” in the column “{column}” could be day/month or month/day; set dates = "dmy" or dates = "mdy" '
        "in the mapping file."
    ),
    "unclear_number": N_(
        "“{value}” in the column “{column}” could mean thousands or decimals; write the number without a separator."
    ),
    "not_a_list_cell": N_("“{field}” takes one value, but [split] of the mapping file splits it."),
    "nul_cell": N_("The cell in the column “{column}” has a NUL character, which cannot be stored."),
    # one record
    "not_a_table": N_("This is not an object with the fields of a record."),
    "null_in_list": N_("The list “{field}” contains null, which cannot be stored."),
    "no_data": N_("The line has no “data”: the file of the record could not be read when it was exported."),
    "newer_record": N_("A later version of govtui wrote this record; install that version to import it."),
    "no_name": N_("It has no name, so it cannot become a record."),
    "no_kind": N_("The kind of record is not stated."),
    "unknown_kind": N_("“{kind}” is not a kind of record."),
    "unknown_type": N_("It is not known which type “{type}” is here."),
    "type_needed": N_("Its type is not stated; --type sets one for all of its kind that have none."),
    "wrong_value": N_("“{field}” cannot be “{value}”."),
    "bad_date": N_("“{value}” is not a date."),
    "ics_bad_line": N_("This line is not an iCalendar property."),
    "ics_ends_before": N_("It ends before it begins: “{value}”."),
    "ics_old_encoding": N_("“{name}” is encoded as in vCalendar 1.0; export it again as iCalendar 2.0."),
    "text_too_long": N_("The text of “{field}” is longer than {limit} kB."),
    "unknown_field": N_("A record of this kind has no field “{field}”."),
    "bad_id": N_("“{given}” is not an id: use lower-case letters a–z, digits and single hyphens."),
    "duplicate_in_file": N_("The same record is already in the file: {first}."),
    "other_kind": N_("The record “{id}” is of another kind."),
    "answer_unknown": N_("The answer names “{id}”, and there is no such record."),
    "answer_other_kind": N_("The answer names “{id}”, which is a record of another kind."),
    "record_too_large": REFUSALS["too_large"],
    "record_not_utf8": REFUSALS["not_utf8"],
    "blocked": N_("It would have errors, so it cannot be saved."),
    # left out
    "skipped": N_("It is left out, as the answer says."),
    # translations
    "fuzzy": N_("The translation is marked as fuzzy, so it is left out."),
    "stale": N_("The text “{field}” has changed since it was translated, so its translation is left out."),
    "unknown_text": N_("The record has no text at “{field}”."),
    "unknown_record": N_("There is no record “{id}”."),
    "translated_back": N_(
        "The text was itself translated from this language, so it is not replaced by a translation back."
    ),
    "untranslated": N_("There is no translation yet."),
    "no_context": N_("It is not known which text of which record this is: msgctxt is missing or was changed."),
    "plural": N_("It is a text with plural forms, and records have none."),
    "translated_twice": N_("The same text has another translation earlier in the file."),
    "po_syntax": N_("This is not PO: a line is a comment, or a keyword and a text between quotation marks."),
    "po_order": N_("“{keyword}” is not allowed here."),
    "po_escape": N_("“{escape}” is not an escape sequence of PO files."),
    "language_not_kept": N_("The registry keeps no texts in “{language}”; registry.toml lists its languages."),
    "bibtex_syntax": N_(
        "This entry (@{type}) cannot be read: there is a brace, comma or quotation mark too few or too many."
    ),
    "not_closed": N_(
        "This entry (@{type}) is not closed before the next begins: a brace or quotation mark is missing."
    ),
    "no_work": N_("An entry of the type @{type} is not a work by itself, so it does not become a source."),
    "own_other_kind": N_("govtui exported it from a record that is not a source; BibTeX imports sources only."),
    "po_same_language": N_("The file translates from “{language}” into the same language."),
}
"""Code of model.imported.ImportFault, or of a planned record, to a sentence; i18n/errors.py has those of EditRefused."""


def import_sentence(fault: ImportFault, tr: Translator) -> str:
    """Return what is wrong, as a sentence, without its place."""
    if fault.code not in IMPORT_TEXTS and fault.code in REFUSALS:
        return refusal(fault.code, fault.values, tr)
    said = tr.gettext(IMPORT_TEXTS.get(fault.code, IMPORT_TEXTS["wrong_form"]))
    values: dict[str, object] = {}
    for name, one in fault.values.items():
        values[name] = number(one, tr) if isinstance(one, int) else place_words(one, tr) if name == "first" else one
    return said.format_map(_Given(quoted_values(said, values)))


_PLACES: Mapping[str, str] = {
    # L10N: Where something stands in a file.
    "line": NP_("place in file", "line {number}"),
    "row": NP_("place in file", "row {number}"),
    "entry": NP_("place in file", "entry {number}"),
}

_PLACE = re.compile(r"(line|row|entry) (\d+)(?: \(line (\d+)\))?\Z")


def place_words(place: str, tr: Translator) -> str:
    """Return a place in a file (ImportFault.place) in words; JSON pointers and names stay as they are."""
    if (found := _PLACE.match(place)) and found[3]:
        # L10N: A row of a table, and the line of the file that it begins in.
        return tr.pgettext("place in file", "row {number} (line {line})").format(number=found[2], line=found[3])
    if found:
        return tr.pgettext("place in file", _PLACES[found[1]]).format(number=found[2])
    return place


class _Given(dict[str, object]):
    """Values of a sentence; a missing one shows as nothing."""

    def __missing__(self, key: str) -> str:
        return ""
