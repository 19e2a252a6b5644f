"""Problems in words: a sentence for each, with the names and formats of the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from govtui.i18n.dates import date_long, date_told
from govtui.i18n.field_labels import field_name
from govtui.i18n.formats import number, quoted_values
from govtui.i18n.labels import label
from govtui.i18n.problem_texts import DECLARATION_FAULTS, PROBLEMS
from govtui.i18n.translator import Translator
from govtui.model.dates import DateError, PartialDate
from govtui.model.problem import SEVERITY_SIGNS, Problem, Severity
from govtui.text.markers import NP_

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
    "schema_2": NP_("expected", "2, the schema this version reads"),
}

_VOCABULARY_OF = {
    "action": "step.action",
    "other_action": "step.action",
    "what": "figure.what",
    "term": "term.type",
    "kind": "kind",
    "status": "progress.status",
    "was": "measure.status",
    "now": "measure.status",
}
"""Values that are vocabulary keys."""

_RECORDS = frozenset(
    {"event", "body", "by", "other_by", "who", "other_who", "whole", "other", "others", "under", "party"}
)
"""Values that are ids of records, several of them joined by a comma."""

_DATES = frozenset({"date", "other_date", "whole_date", "as_of"})

_NUMBERS: Mapping[str, tuple[str, ...]] = {
    "sum_differs": ("stated", "itemised", "unexplained"),
    "total_differs": ("stated", "itemised"),
    "percent_off": ("given", "computed"),
}
"""By code: values that are written as the language writes numbers."""

_LANGUAGES = {
    "official_uncited": ("language",),
    "untranslated": ("language",),
    "stale_translation": ("source", "language"),
}
"""By code: values that are language tags."""

NO_WORDS: Mapping[str, str] = {}


def sentence(
    problem: Problem, tr: Translator, name: Callable[[str], str] = str, words: Mapping[str, str] = NO_WORDS
) -> str:
    """Return what is wrong as one sentence, with a nearest guess where there is one, and without the place.

    `name` turns the id of a record into its name. `words` are values that the caller has in words already
    (page.problem_words, which knows the registry's schema).
    """
    return _sentence(problem, _values(problem, tr, name, words), tr)


def gist(
    problem: Problem,
    tr: Translator,
    name: Callable[[str], str] = str,
    words: Mapping[str, str] = NO_WORDS,
    *,
    field: str = "",
) -> str:
    """Return what tells a problem from others of its code, in a few words; `field` is its field in words."""
    values = _values(problem, tr, name, words)
    text = PROBLEMS.get(problem.code, PROBLEMS["invalid_value"])
    return text.gist.format_map({**values, "place": field, "sentence": _sentence(problem, values, tr)}).removeprefix(
        ": "
    )


def two_sides(
    problem: Problem, tr: Translator, name: Callable[[str], str] = str, words: Mapping[str, str] = NO_WORDS
) -> tuple[str, Sequence[str]]:
    """Return the thing on which statements differ in a few words, and what the first two say, without their sources."""
    values = _values(problem, tr, name, words)
    _, names = _topic(problem, values, tr)
    sides = [_side(values, names, prefix, tr) for prefix in ("", "other_")]
    kind = str(problem.values.get("slot", "")).partition(".")[0].partition("@")[0]
    if "event" in values:
        # L10N: What happened to a text there: a line of what sources differ on.
        thing = tr.gettext("At {event}")
    elif "what" in values:
        thing = "{what}"
    elif "body" in values:
        thing = tr.gettext("{body}: number of people")
    elif "term" in values:
        # L10N: Who holds a term: a line of what sources differ on.
        thing = tr.gettext("{term} no. {number}")
    elif "item" in values:
        thing = "{item}"
    elif "party" in values:
        thing = "{party}: {done}"
    elif kind == "when":
        thing = tr.gettext("{action}: date")
    elif kind == "by":
        # L10N: Who took a step, a line of what sources differ on: "Adopted: by whom".
        thing = tr.gettext("{action}: by whom")
    else:
        thing = "{field}"
    return thing.format_map(values), sides


def heading(code: str, tr: Translator) -> str:
    """Return a few words over all problems of a code; a code of another version stands for itself."""
    return tr.pgettext("problems", PROBLEMS[code].heading) if code in PROBLEMS else code


def why(code: str, tr: Translator) -> str | None:
    """Return the paragraph on why a problem matters and what to do; None for a code that does not exist."""
    return tr.gettext(PROBLEMS[code].why) if code in PROBLEMS else None


def _values(
    problem: Problem, tr: Translator, name: Callable[[str], str], words: Mapping[str, str]
) -> dict[str, object]:
    """Return the values of a problem in words."""
    values: dict[str, object] = dict(problem.values)
    if values.get("reason") == "bad_option" and problem.code in DECLARATION_FAULTS:
        values["expected"] = _OPTIONS.get(str(values["given"]), "table")
    if "expected" in values:
        values["expected"] = tr.pgettext("expected", _EXPECTED.get(str(values["expected"]), str(values["expected"])))
    for key, vocabulary in _VOCABULARY_OF.items():
        if key in values:
            values[key] = label(vocabulary, str(values[key]), tr)
    if problem.values.get("status") == "stated":  # no status: the number of all of them together
        values["status"] = field_name("rows", "stated", tr)
    for key in {"early", "late", "done"} & values.keys():
        values[key] = field_name("parties", str(values[key]), tr)
    if vocabulary_of_value := values.get("vocabulary"):
        for key in {"value", "other_value"} & values.keys():
            values[key] = label(str(vocabulary_of_value), str(values[key]), tr)
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
    for key in _NUMBERS.get(problem.code, ()):
        value = problem.values[key]
        values[key] = number(value if isinstance(value, int) else float(value), tr)
    if (compared := values.get("compared")) in ("date", "name"):
        told = str(values["given"]).split(", ")
        values["given"] = ", ".join(_date_told(told, tr) if compared == "date" else map(name, told))
    values["names"] = values.get("others", values.get("other", ""))
    if (more := problem.values.get("more", 0)) and "others" in values:
        values["others"] = tr.ngettext("{names} and {n} other", "{names} and {n} others", int(more)).format(
            names=values["others"], n=number(int(more), tr)
        )
    for key in _DATES & values.keys():
        with suppress(DateError):
            values[key] = date_long(PartialDate.parse(str(values[key])), tr)
    values = {"given": "", **values, **words}
    return values | _statements(problem, values, tr) if problem.code == "sources_disagree" else values


def _date_told(parts: Sequence[str], tr: Translator) -> list[str]:
    """Return parts of a date in words: "2022" and "08-05" together "05/8/2022"."""
    if len(parts) == 2 and len(parts[0]) == 4 > len(parts[1]) - 2:
        parts = ["-".join(parts)]
    return [
        date_told(PartialDate.parse(part if len(part) > 3 and part[2] != "-" else f"XXXX-{part}"), tr) for part in parts
    ]


def _statements(problem: Problem, values: Mapping[str, object], tr: Translator) -> dict[str, object]:
    """Return what a group of statements is about and the first two, each with its source, or its place within one."""
    topic, names = _topic(problem, values, tr)
    told = {}
    for key, prefix in (("one", ""), ("other", "other_")):
        said = _side(values, names, prefix, tr)
        place = values.get(f"{prefix}at" if "within" in values else f"{prefix}source")
        told[key] = f"{said} ({place})" if place else said
    return {"topic": topic.format_map(quoted_values(topic, values)), **told}


def _side(values: Mapping[str, object], names: Sequence[str], prefix: str, tr: Translator) -> str:
    """Return what one of two statements says; `names`: which of the values it is."""
    given = [f"{prefix}{name}" for name in names if f"{prefix}{name}" in values]
    return ", ".join(str(values.get(f"{name}.{tr.language}", values[name])) for name in given)


def _topic(problem: Problem, values: Mapping[str, object], tr: Translator) -> tuple[str, Sequence[str]]:
    """Return what a group of statements is about, as part of a sentence, and which of the values its statements are."""
    kind = str(problem.values.get("slot", "")).partition(".")[0].partition("@")[0]
    names: tuple[str, ...] = ("value",)
    if "event" in values:
        topic, names = tr.gettext("what happened at “{event}”"), ("action",)
    elif "what" in values:
        topic = tr.gettext("the number of “{what}”")
    elif "body" in values:
        # L10N: The topic of statements that differ: the number of people in the delegation of a body or country.
        topic = tr.gettext("how many people “{body}” sent")
    elif "term" in values:
        topic, names = tr.gettext("who holds “{term}” no. {number}"), ("who", "date")
    elif "as_of" in values:
        topic = tr.gettext("how far the measure “{item}” was as of {as_of}")
    elif "item" in values:
        topic = tr.gettext("how far the measure “{item}” is")
    elif "party" in values:
        topic, names = tr.gettext("“{done}” of “{party}”"), ("date",)
    elif kind == "when":
        topic, names = tr.gettext("the date of “{action}”"), ("date",)
    elif kind == "by":
        topic, names = tr.gettext("who took the step “{action}”"), ("by",)
    else:
        topic = "“{field}”"
    return topic, names


def _sentence(problem: Problem, values: Mapping[str, object], tr: Translator) -> str:
    fallback = "date_not_a_date" if problem.code.startswith("date_") else "invalid_value"
    text = PROBLEMS.get(problem.code, PROBLEMS[fallback])
    reasons = DECLARATION_FAULTS.get(problem.code, {})
    several = text.several if values.keys() & {"others", "within", "better", "measure"} else ""
    said = tr.gettext(reasons.get(str(values.get("reason"))) or several or text.sentence)
    out = said.format_map(quoted_values(said, values))
    if (more := problem.values.get("more", 0)) and "others" not in values:
        out += " " + tr.ngettext(
            "It is also stated differently {n} more time.", "It is also stated differently {n} more times.", int(more)
        ).format(n=number(int(more), tr))
    if near := values.get("near"):
        out += " " + tr.gettext("Did you mean “{near}”?").format(near=near)
    return out


def count_words(places: int, records: int, tr: Translator) -> str:
    """Return how many problems there are: "10 places in 6 records"; those of the registry as a whole are in no record."""
    there, *having = counted(places, records, tr)
    return tr.gettext("{places} in {records}").format(places=there, records=having[0]) if having else there


def counted(places: int, records: int, tr: Translator) -> Sequence[str]:
    """Return the same in two parts, for columns: "10 places", "6 records"."""
    there = tr.ngettext("{n} place", "{n} places", places).format(n=number(places, tr))
    having = tr.ngettext("{n} record", "{n} records", records).format(n=number(records, tr))
    return (there, having) if records else (there,)


def addition_words(count: int, tr: Translator) -> str:
    """Return how many claims add something to records: "42 additions"."""
    # L10N: What other sources tell in addition to a record, each a claim.
    return tr.ngettext("{n} addition", "{n} additions", count).format(n=number(count, tr))


def disagreement_words(tally: Mapping[str, tuple[int, int]], tr: Translator) -> str:
    """Return what sources say otherwise, and what they add: "≠ 10 places in 6 records · + 42 additions"; empty where nothing is."""
    differing, adding = tally.get("discrepancy", (0, 0)), tally.get("addition", (0, 0))
    out = [f"{SEVERITY_SIGNS[Severity.DISCREPANCY]} {count_words(*differing, tr)}"] if differing[0] else []
    if adding[0]:
        out.append(f"+ {addition_words(adding[0], tr)}")
    return " · ".join(out)


def checked_words(count: int, tr: Translator) -> str:
    """Return how many problems somebody compared with the source: they are counted nowhere else."""
    return tr.ngettext("{n} checked", "{n} checked", count).format(n=number(count, tr))


def tally_words(tally: Mapping[str, tuple[int, int]], tr: Translator) -> list[str]:
    """Return the count of each severity, worst first: "Discrepancy: 10 places in 6 records", "Error: 0"."""
    out = []
    for severity in sorted(Severity, reverse=True):
        places, records = tally.get(severity.name.lower(), (0, 0))
        count = count_words(places, records, tr) if places else "0"
        out.append(f"{severity_label(severity, tr)}: {count}")
    return out


def severity_label(severity: Severity, tr: Translator) -> str:
    """Return the name of a severity."""
    return label("severity", severity.name.lower(), tr)
