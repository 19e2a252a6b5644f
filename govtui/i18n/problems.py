"""Problems in words: a sentence for each code, in the language of the translator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from govtui.i18n.dates import date_long
from govtui.i18n.field_labels import field_name
from govtui.i18n.formats import number, quoted_values
from govtui.i18n.labels import label
from govtui.i18n.translator import Translator
from govtui.model.dates import DateError, PartialDate
from govtui.model.problem import Problem, Severity
from govtui.text.markers import N_, NP_

SENTENCES: Mapping[str, str] = {
    "link_outside": N_("The symbolic link leads outside the registry, so it is not read."),
    "link_loop": N_("The symbolic link leads back to itself."),
    "not_a_file": N_("This is not an ordinary file, so it is not read."),
    "too_large": N_("The file has {size} bytes; a record may have at most {limit}."),
    "no_permission": N_("You have no permission to read this."),
    "gone": N_("The file is no longer there, or its link leads nowhere."),
    "io_error": N_("It could not be read: {reason}."),
    "folder_too_deep": N_("Folders are nested deeper than {depth} levels; what is below is not read."),
    "more_errors": N_("There are more errors in this file; correct those that are listed, and check again."),
    "byte_order_mark": N_("The file starts with a byte order mark, which is not needed."),
    "not_nfc": N_("The text is not in the normal form NFC; it is read as if it were."),
    "not_utf8": N_("The byte {byte} is not UTF-8; save the file as UTF-8."),
    "empty_file": N_("The file is empty."),
    "duplicate_key": N_("The same key is given twice."),
    "too_deep": N_("Values are nested too deeply."),
    "broken_string": N_("The text in quotation marks is not closed, or has a character that must be escaped."),
    "broken_header": N_("The table header is not closed; “]” is missing."),
    "unclosed_array": N_("The list is not closed; “]” is missing."),
    "unclosed_table": N_("The inline table is not closed on its line; a closing brace is missing."),
    "bad_toml_date": N_("This is not a date; put quotation marks round a partial date."),
    "unquoted_date": N_('Put quotation marks round a partial date, as in "2006-06".'),
    "conflict_markers": N_("The file has unresolved merge conflict markers of git."),
    "broken_toml": N_("This is not valid TOML from here on."),
    "missing_field": N_("The field “{name}” is missing."),
    "unknown_kind": N_("“{given}” is not a kind of record."),
    "unknown_key": N_("There is no field “{name}” here."),
    "date_empty": N_("The date is empty; leave the field out instead."),
    "date_not_a_date": N_("“{given}” is not a date; write 2022, 2022-08 or 2022-08-05."),
    "date_no_such_year": N_("“{given}” has a year that does not exist."),
    "date_no_such_month": N_("“{given}” has a month that does not exist."),
    "date_no_such_day": N_("There is no such day as “{given}”."),
    "date_no_such_time": N_("“{given}” has a time that does not exist."),
    "date_reversed": N_("“{given}” ends before it begins."),
    "date_both_ends_open": N_("“{given}” has neither a beginning nor an end."),
    "date_year_on_one_end": N_("“{given}” has a year on one end only; give both or neither."),
    "date_unsupported": N_("“{given}” is a form of EDTF that records do not use."),
    "invalid_date": N_("“{given}” is not a valid date."),
    "wrong_type": N_("The value must be {expected}."),
    "bad_form": N_("“{given}” does not have the form that this field needs."),
    "blank_text": N_("The text is blank; leave the field out instead."),
    "not_a_language": N_("“{tag}” is not a language tag such as vi or en."),
    "no_language": N_("The text is needed in at least one language."),
    "not_an_id": N_("“{value}” is not an id: use lower-case letters a–z, digits and single hyphens."),
    "invalid_value": N_("The value “{given}” does not fit this field."),
    "no_manifest": N_("The folder has no registry.toml; default settings are used."),
    "unknown_vocabulary": N_("There is no vocabulary “{name}” to add to."),
    "stray_file": N_("The file is not in the folder of any kind, so it is not read as a record."),
    "duplicate_id": N_("The id “{id}” is already used by {other}."),
    "id_not_file_name": N_("The id “{id}” differs from the file name “{stem}”."),
    "kind_not_folder": N_("A record of the kind “{kind}” does not belong in this folder."),
    "unknown_vocabulary_key": N_("“{given}” is not in the vocabulary of this field."),
    "own_field_type": N_("The value must be {expected}, as registry.toml declares it."),
    "own_field_unknown_key": N_("“{given}” is not in the vocabulary “{vocabulary}”."),
    "own_field_declared_badly": N_("The field “{name}” cannot be used."),
    "relation_declared_badly": N_("The relation “{name}” cannot be used."),
    "unknown_relation": N_("There is no relation “{given}”."),
    "inverse_typed": N_("“{inverse}” is computed from “{relation}” and must not be typed."),
    "relation_not_of_kind": N_("A record of this kind cannot have the relation “{relation}”."),
    "dangling": N_("There is no record “{target}”."),
    "wrong_kind": N_("“{target}” is of a kind that this field cannot point at."),
    "cycle": N_("A record is part of itself: {cycle}."),
    "no_citation": N_("No source is cited."),
    "cites_nothing": N_("A citation names the field “{field}”, where there is nothing."),
    "likely_duplicate": N_("“{other}” has the same name; are they the same thing?"),
    "symbol_form": N_("The symbol is written “{given}”; its standard form is “{standard}”."),
    "unknown_area": N_("There is no area “{area}” on this record or on the one it implements."),
    "cell_twice": N_("The area “{area}” under “{under}” is counted twice."),
    "sum_differs": N_("{stated} stated, {itemised} itemised, {unexplained} unexplained."),
    "total_differs": N_("The total of “{status}” is stated as {stated}, but the rows add up to {itemised}."),
    "percent_off": N_("{given}% is given for “{status}”, but the figures make {computed}%."),
    "steps_disagree": N_(
        "Sources disagree on what happened at “{event}”: “{action}” ({source}) or “{other_action}” ({other_source})."
    ),
    "actors_disagree": N_(
        "Sources disagree on who took the step “{action}”: {by} ({source}) or {other_by} ({other_source})."
    ),
    "figures_disagree": N_(
        "Sources disagree on the number of “{what}”: {value} ({source}) or {other_value} ({other_source})."
    ),
    "claim_disagrees": N_("“{field}” is also stated differently: {value} ({source})."),
    "part_outside_whole": N_("The date {date} lies outside that of the whole, {whole} ({whole_date})."),
    "untranslated": N_("The text is missing in {language}."),
    "stale_translation": N_("The {source} text changed after it was translated into {language}."),
}
"""Problem code to its English sentence."""

_FIELD_FAULTS: Mapping[str, str] = {
    "not_a_table": N_("“{name}” must be a table with at least a type and a label."),
    "unknown_kind": N_(
        "“{given}” is not a kind of record; declare fields for organization, declaration, event, source or all."
    ),
    "bad_key": N_("“{given}” cannot name a field; use lower-case letters a–z, digits and underscores."),
    "reserved": N_("“{given}” is kept for notes of imported records; give the field another name."),
    "unknown_option": N_(
        "“{name}” has the unknown setting “{given}”; use type, label, meaning, vocabulary, kinds, repeated, search or facet."
    ),
    "no_type": N_("“{name}” needs a type: text, localized, date, number, yes_no, country, reference or key."),
    "unknown_type": N_(
        "“{given}” is not a type; use text, localized, date, number, yes_no, country, reference or key."
    ),
    "no_label": N_("“{name}” needs a label in at least one language."),
    "no_vocabulary": N_("“{name}” is a key and needs a vocabulary."),
    "unknown_vocabulary": N_("There is no vocabulary “{given}”; name a built-in one, or add its keys to this file."),
    "vocabulary_of_no_key": N_("Only fields of the type key have a vocabulary; remove it from “{name}”."),
    "kinds_of_no_reference": N_("Only fields of the type reference have kinds; remove them from “{name}”."),
    "localized_repeated": N_(
        "A text by language cannot be repeated; remove “repeated” from “{name}”, or make it text."
    ),
    "bad_option": N_("“{given}” of “{name}” must be {expected}."),
    "too_many_facets": N_("At most {given} own fields can be facets; “{name}” is shown, but is no facet."),
}
"""By reason (own_fields.Fault): why the declaration of a field does not count, and what to do."""

_RELATION_FAULTS: Mapping[str, str] = {
    "not_a_table": N_("“{name}” must be a table with from, to, label, inverse and inverse_label."),
    "bad_key": N_("“{given}” cannot name a relation; use lower-case letters a–z, digits and underscores."),
    "taken": N_("“{given}” is already the name of a relation or of an inverse; choose another."),
    "unknown_option": N_("“{name}” has the unknown setting “{given}”; use from, to, label, inverse or inverse_label."),
    "no_label": N_("“{name}” needs a label in at least one language."),
    "no_inverse": N_("“{name}” needs an inverse, named with lower-case letters a–z, digits and underscores."),
    "no_inverse_label": N_("“{name}” needs an inverse_label in at least one language."),
    "bad_option": N_("“{given}” of “{name}” must be {expected}."),
}
"""The same of a relation."""

DECLARATION_FAULTS = {"own_field_declared_badly": _FIELD_FAULTS, "relation_declared_badly": _RELATION_FAULTS}
"""By code and reason: why a declaration in registry.toml does not count."""

_OPTIONS = {
    "meaning": "localized",
    "kinds": "kinds",
    "repeated": "boolean",
    "facet": "boolean",
    "search": "search",
    "from": "kinds",
    "to": "kinds_or_same",
}
"""A setting of a declaration to what is expected of it."""

_OF_SEVERAL: Mapping[str, str] = {
    "likely_duplicate": N_("{others} have the same name; are they the same thing?"),
}
"""By code: the sentence where `values` have `others`, several at once."""

_EXPECTED: Mapping[str, str] = {
    "text": NP_("expected", "text in quotation marks"),
    "integer": NP_("expected", "a whole number"),
    "number": NP_("expected", "a number"),
    "boolean": NP_("expected", "true or false"),
    "list": NP_("expected", "a list in square brackets"),
    "table": NP_("expected", "a table"),
    "date": NP_("expected", "a date such as 2022, 2022-08 or 2022-08-05"),
    "country": NP_("expected", "a country code of two capital letters, such as VN"),
    "id": NP_("expected", "the id of a record"),
    "key": NP_("expected", "a key of lower-case letters, digits and underscores"),
    "localized": NP_("expected", "a table with a text for each language"),
    "kinds": NP_("expected", "a list of kinds of record"),
    "kinds_or_same": NP_("expected", "a list of kinds of record, or “same”"),
    "search": NP_("expected", "“alias” or “text”"),
    "schema_1": NP_("expected", "1, the schema this version reads"),
}

_VOCABULARY_OF = {
    "action": "step.action",
    "other_action": "step.action",
    "what": "figure.what",
    "kind": "kind",
    "status": "progress.status",
}
"""Values that are vocabulary keys and are put into words."""

_RECORDS = frozenset({"event", "by", "other_by", "whole", "other", "others", "under"})
"""Values that are ids of records, several of them joined by a comma."""


_DATES = frozenset({"date", "whole_date"})
"""Values that are dates."""

NO_WORDS: Mapping[str, str] = {}

_COUNTED: Mapping[str, tuple[str, ...]] = {
    "sum_differs": ("stated", "itemised", "unexplained"),
    "total_differs": ("stated", "itemised"),
    "percent_off": ("given", "computed"),
}
"""By code: values that are numbers, written as the language does it."""


_LANGUAGES = {"untranslated": ("language",), "stale_translation": ("source", "language")}
"""By code: values that are languages."""


def sentence(
    problem: Problem, tr: Translator, name: Callable[[str], str] = str, words: Mapping[str, str] = NO_WORDS
) -> str:
    """What is wrong, as one sentence, with a nearest guess where there is one. Places are not part of it.

    `name` puts the id of a record into words; `words` are the values that somebody else put into words
    (page.present.problem_sentence does, and is what readers of records are shown).
    """
    values: dict[str, object] = dict(problem.values)
    reasons = DECLARATION_FAULTS.get(problem.code, {})
    if reasons and values.get("reason") == "bad_option":
        values["expected"] = _OPTIONS.get(str(values["given"]), "table")
    if "expected" in values:
        values["expected"] = tr.pgettext("expected", _EXPECTED.get(str(values["expected"]), str(values["expected"])))
    for key, vocabulary in _VOCABULARY_OF.items():
        if key in values:
            values[key] = label(vocabulary, str(values[key]), tr)
    if problem.values.get("status") == "stated":  # no status: the number of all of them together
        values["status"] = field_name("rows", "stated", tr)
    if vocabulary_of_value := values.get("vocabulary"):
        values["value"] = label(str(vocabulary_of_value), str(values.get("value", "")), tr)
    if "field" in values:
        values["field"] = field_name("", str(values["field"]).partition(".")[0], tr)
    for key in _RECORDS & values.keys():
        values[key] = ", ".join(name(id) for id in str(values[key]).split(", "))
    for key in ("value", "other_value"):
        if bound := problem.values.get(key.replace("value", "bound")):
            figure = number(int(problem.values[key]), tr)
            values[key] = label("figure.bound", str(bound), tr).format(number=figure)
    for key in _LANGUAGES.get(problem.code, ()):
        values[key] = label("language", str(values[key]), tr)
    for key in _COUNTED.get(problem.code, ()):
        value = problem.values[key]
        values[key] = number(value if isinstance(value, int) else float(value), tr)
    if (more := problem.values.get("more", 0)) and "others" in values:
        values["others"] = tr.ngettext("{names} and {n} other", "{names} and {n} others", int(more)).format(
            names=values["others"], n=number(int(more), tr)
        )
    for key in _DATES & values.keys():
        with suppress(DateError):
            values[key] = date_long(PartialDate.parse(str(values[key])), tr)
    values |= words
    message = (
        reasons.get(str(values.get("reason")))
        or (_OF_SEVERAL.get(problem.code) if "others" in values else None)
        or SENTENCES.get(problem.code)
        or SENTENCES["date_not_a_date" if problem.code.startswith("date_") else "invalid_value"]
    )
    values.setdefault("given", "")
    said = tr.gettext(message)
    text = said.format_map(quoted_values(said, values))
    if more and "others" not in values:
        text += " " + tr.ngettext(
            "It is also stated differently {n} more time.", "It is also stated differently {n} more times.", int(more)
        ).format(n=number(int(more), tr))
    if near := values.get("near"):
        text += " " + tr.gettext("Did you mean “{near}”?").format(near=near)
    return text


def count_words(places: int, records: int, tr: Translator) -> str:
    """How many problems there are: "10 places in 6 records". Those of the registry as a whole are in no record."""
    there = tr.ngettext("{n} place", "{n} places", places).format(n=number(places, tr))
    if not records:
        return there
    having = tr.ngettext("{n} record", "{n} records", records).format(n=number(records, tr))
    return tr.gettext("{places} in {records}").format(places=there, records=having)


def checked_words(count: int, tr: Translator) -> str:
    """How many problems somebody compared with the source: they are counted nowhere else."""
    return tr.ngettext("{n} checked", "{n} checked", count).format(n=number(count, tr))


def tally_words(tally: Mapping[str, tuple[int, int]], tr: Translator) -> list[str]:
    """How many problems of each severity there are, worst first: "Discrepancy: 10 places in 6 records"; of none "Error: 0"."""
    out = []
    for severity in sorted(Severity, reverse=True):
        places, records = tally.get(severity.name.lower(), (0, 0))
        count = count_words(places, records, tr) if places else "0"
        out.append(f"{severity_label(severity, tr)}: {count}")
    return out


def severity_label(severity: Severity, tr: Translator) -> str:
    """The name of a severity."""
    return label("severity", severity.name.lower(), tr)
