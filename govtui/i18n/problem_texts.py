"""Problems by their kind: a heading of a few words for each code, over a group of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from govtui.i18n.formats import number
from govtui.i18n.labels import label
from govtui.i18n.problems import NO_WORDS, sentence
from govtui.i18n.translator import Translator
from govtui.model.problem import Problem
from govtui.text.markers import NP_

HEADINGS: Mapping[str, str] = {
    "link_outside": NP_("problems", "Links out of the registry"),
    "link_loop": NP_("problems", "Links that lead in a circle"),
    "not_a_file": NP_("problems", "Not ordinary files"),
    "too_large": NP_("problems", "Files too large"),
    "no_permission": NP_("problems", "No permission to read"),
    "gone": NP_("problems", "Files no longer there"),
    "io_error": NP_("problems", "Files that cannot be read"),
    "folder_too_deep": NP_("problems", "Folders nested too deeply"),
    "more_errors": NP_("problems", "Files with more errors"),
    "byte_order_mark": NP_("problems", "Byte order marks"),
    "not_nfc": NP_("problems", "Text not in the form NFC"),
    "not_utf8": NP_("problems", "Not UTF-8"),
    "empty_file": NP_("problems", "Empty files"),
    "duplicate_key": NP_("problems", "Keys given twice"),
    "too_deep": NP_("problems", "Values nested too deeply"),
    "broken_string": NP_("problems", "Quotation marks not closed"),
    "broken_header": NP_("problems", "Table headers not closed"),
    "unclosed_array": NP_("problems", "Lists not closed"),
    "unclosed_table": NP_("problems", "Inline tables not closed"),
    "bad_toml_date": NP_("problems", "Dates that TOML does not know"),
    "unquoted_date": NP_("problems", "Partial dates without quotation marks"),
    "conflict_markers": NP_("problems", "Unresolved merge conflicts"),
    "broken_toml": NP_("problems", "Not valid TOML"),
    "missing_field": NP_("problems", "Missing fields"),
    "unknown_kind": NP_("problems", "Unknown kinds of record"),
    "unknown_key": NP_("problems", "Unknown fields"),
    "date_empty": NP_("problems", "Empty dates"),
    "date_not_a_date": NP_("problems", "Not dates"),
    "date_no_such_year": NP_("problems", "Years that do not exist"),
    "date_no_such_month": NP_("problems", "Months that do not exist"),
    "date_no_such_day": NP_("problems", "Days that do not exist"),
    "date_no_such_time": NP_("problems", "Times that do not exist"),
    "date_reversed": NP_("problems", "Periods that end before they begin"),
    "date_both_ends_open": NP_("problems", "Periods without beginning and end"),
    "date_year_on_one_end": NP_("problems", "Periods with a year on one end only"),
    "date_unsupported": NP_("problems", "Forms of dates that are not used"),
    "date_year_first": NP_("problems", "Dates without the year first"),
    "date_year_missing": NP_("problems", "Dates without a year"),
    "date_two_digits": NP_("problems", "Months and days of one digit"),
    "date_hyphens": NP_("problems", "Dates without hyphens"),
    "date_interval": NP_("problems", "Periods without a slash"),
    "date_open_end": NP_("problems", "Open ends without two full stops"),
    "date_qualifier": NP_("problems", "Doubt about a date in the wrong form"),
    "date_use_x": NP_("problems", "Unknown digits not written as X"),
    "date_leave_out": NP_("problems", "Unknown parts of a date filled in"),
    "date_in_words": NP_("problems", "Dates in words"),
    "invalid_date": NP_("problems", "Invalid dates"),
    "wrong_type": NP_("problems", "Values of the wrong type"),
    "bad_form": NP_("problems", "Values of the wrong form"),
    "blank_text": NP_("problems", "Blank texts"),
    "not_a_language": NP_("problems", "Unknown language tags"),
    "no_language": NP_("problems", "No text in any language"),
    "not_an_id": NP_("problems", "Malformed ids"),
    "invalid_value": NP_("problems", "Values that do not fit"),
    "no_manifest": NP_("problems", "No registry.toml"),
    "unknown_vocabulary": NP_("problems", "Unknown vocabularies"),
    "stray_file": NP_("problems", "Files outside the folders of records"),
    "duplicate_id": NP_("problems", "Ids used twice"),
    "id_not_file_name": NP_("problems", "Ids other than the file's name"),
    "kind_not_folder": NP_("problems", "Records in another kind's folder"),
    "unknown_vocabulary_key": NP_("problems", "Values not in the vocabulary"),
    "own_field_type": NP_("problems", "Own fields with values of another type"),
    "own_field_unknown_key": NP_("problems", "Unknown keys of own vocabularies"),
    "own_field_declared_badly": NP_("problems", "Own fields that cannot be used"),
    "relation_declared_badly": NP_("problems", "Own relations that cannot be used"),
    "unknown_relation": NP_("problems", "Unknown relations"),
    "inverse_typed": NP_("problems", "Inverses that were typed"),
    "relation_not_of_kind": NP_("problems", "Relations of another kind of record"),
    "dangling": NP_("problems", "Links to nothing"),
    "wrong_kind": NP_("problems", "Links to the wrong kind of record"),
    "cycle": NP_("problems", "Records that are part of themselves"),
    "no_citation": NP_("problems", "No source cited"),
    "cites_nothing": NP_("problems", "Citations for empty fields"),
    "likely_duplicate": NP_("problems", "Records of the same name"),
    "symbol_form": NP_("problems", "Symbols not in their standard form"),
    "unknown_area": NP_("problems", "Unknown areas"),
    "cell_twice": NP_("problems", "Areas counted twice"),
    "sum_differs": NP_("problems", "Figures that do not add up"),
    "total_differs": NP_("problems", "Totals that do not fit their rows"),
    "percent_off": NP_("problems", "Percentages that do not fit the figures"),
    "steps_disagree": NP_("problems", "Sources disagree on an outcome"),
    "actors_disagree": NP_("problems", "Sources disagree on who acted"),
    "figures_disagree": NP_("problems", "Sources disagree on a number"),
    "claim_disagrees": NP_("problems", "Another source says otherwise"),
    "part_outside_whole": NP_("problems", "Dates outside those of the whole"),
    "untranslated": NP_("problems", "Not translated"),
    "stale_translation": NP_("problems", "Translations out of date"),
}
"""Problem code to its heading in English."""


def heading(code: str, tr: Translator) -> str:
    """What all problems with this code have in common, in a few words; the code itself where it is not known here."""
    return tr.pgettext("problems", HEADINGS[code]) if code in HEADINGS else code


# -- Problems in a few words, for a list in which their kind is said already: what tells one from the next of its kin --


def gist(
    problem: Problem,
    tr: Translator,
    name: Callable[[str], str] = str,
    words: Mapping[str, str] = NO_WORDS,
    *,
    field: str = "",
) -> str:
    """What the problem is about and what stands against what; its sentence where that is short already.

    `name` puts the id of a record into words, and `words` are values in words, as in `problems.sentence`; `field` is the
    field that has the problem, in words.
    """
    values = problem.values
    match problem.code:
        case "figures_disagree":
            sides = (_figure(problem, "value", tr), _figure(problem, "other_value", tr))
            return f"{label('figure.what', str(values['what']), tr)}: {' / '.join(sides)}"
        case "steps_disagree":
            actions = (label("step.action", str(values[key]), tr) for key in ("action", "other_action"))
            return f"{name(str(values['event']))}: {' / '.join(actions)}"
        case "actors_disagree":
            bodies = (", ".join(map(name, str(values[key]).split(", "))) for key in ("by", "other_by"))
            return f"{label('step.action', str(values['action']), tr)}: {' / '.join(bodies)}"
        case "claim_disagrees":
            claimed = words.get("field", values["field"])
            return f"{claimed}: {words.get('value') or name(str(values['value']))}"
        case "dangling" | "wrong_kind":
            return f"{field}: {values.get('target', '')}"
        case "likely_duplicate":
            return ", ".join(name(id) for id in str(values.get("others", values["other"])).split(", "))
    told = sentence(problem, tr, name, words)
    if problem.code in ("unknown_vocabulary", "own_field_declared_badly", "relation_declared_badly"):
        return told  # of registry.toml: its tables are no fields of a record
    return f"{field}: {told}" if field else told


def _figure(problem: Problem, key: str, tr: Translator) -> str:
    bound = str(problem.values.get(key.replace("value", "bound"), "exact"))
    return label("figure.bound", bound, tr).format(number=number(int(problem.values[key]), tr))
