"""Members of machine lines: what a member is, those that several shapes share, and the objects inside lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from govtui.text.markers import N_


class Member(NamedTuple):
    """A member of a JSON object."""

    name: str
    type: str
    """A JSON type ("string", "integer", "boolean", "object", "any"), one of TEXT_TYPES, or the key of a shape or part; with "[]"
    behind it a list of such."""
    meaning: str
    optional: bool = False
    """Whether it is left out where there is nothing to tell."""
    vocabulary: str = ""
    """The vocabulary of its codes, with the line's own members in braces ("{kind}.type"); --labels adds their labels. Beside
    those of model/vocabulary.py there are kind, country, language, severity, quality, problem (codes), reference (types),
    "{kind}.field" (fields of records), "{record}.path" (paths in a record, labelled by their first step), "{what}.value" (values
    of dated facts) and "{facet}" (values of a query field)."""


class Shape(NamedTuple):
    """A shape of lines: what a line tells of, the commands that print it, its members behind "v" and "is"."""

    meaning: str
    commands: tuple[str, ...]
    members: tuple[Member, ...]


TEXT_TYPES: Mapping[str, str] = {
    "id": N_("the id of a record"),
    "path": N_("the path of a file from the registry's folder, with “/”"),
    "field": N_("a field path, as “govtui set” takes it"),
    "edtf": N_("a date in EDTF"),
    "moment": N_("a moment in ISO 8601"),
    "texts": N_("an object of texts by language"),
}
"""Types of strings (and of "texts") that have more to say than JSON's."""

PROBLEM = (
    Member(
        "code",
        "string",
        N_("The code of the problem; “govtui check --explain CODE” explains it."),
        vocabulary="problem",
    ),
    Member("severity", "string", N_("error, discrepancy or warning."), vocabulary="severity"),
    Member("record", "id", N_("The record that it is about."), optional=True),
    Member("path", "path", N_("The file.")),
    Member("line", "integer", N_("The line in the file, from 1."), optional=True),
    Member("column", "integer", N_("The column in the line, from 1, in characters."), optional=True),
    Member("field", "field", N_("The field that has the problem."), optional=True),
    Member(
        "muted",
        "boolean",
        N_("Whether an entry of [[checked]] confirms that the source has it so, which mutes the problem."),
    ),
    Member("values", "object", N_("The values for the sentence of the problem."), optional=True),
)
"""Members of a problem, as a line and inside lines."""

RECORD = (
    Member("id", "id", N_("The id of the record.")),
    Member("kind", "string", N_("organization, declaration, event or source."), vocabulary="kind"),
    Member(
        "type",
        "string",
        N_("The type within its kind, as a key such as “forum”."),
        optional=True,
        vocabulary="{kind}.type",
    ),
    Member("status", "string", N_("The status, as a key such as “held”."), optional=True, vocabulary="{kind}.status"),
    Member("symbol", "string", N_("The symbol of a declaration, as written."), optional=True),
    Member("path", "path", N_("The file of the record.")),
    Member("etag", "string", N_("SHA-256 of the file, in hexadecimal digits."), optional=True),
    Member("name", "texts", N_("The name of the record; the title of a source.")),
    Member(
        "date",
        "edtf",
        N_("The main date: of an event when it is held, of a declaration when it was adopted …"),
        optional=True,
    ),
    Member(
        "country",
        "string",
        N_("The country of the record, in ISO 3166-1 alpha-2."),
        optional=True,
        vocabulary="country",
    ),
    Member("readable", "boolean", N_("Whether the file can be read as a record.")),
    Member(
        "severity",
        "string",
        N_("The severity of its worst problem; left out without problems."),
        optional=True,
        vocabulary="severity",
    ),
)
"""Members of a record, in short and in full."""

PARTS: Mapping[str, tuple[Member, ...]] = {
    "difference": (
        Member("field", "field", N_("The field.")),
        Member("before", "any", N_("The value before; left out if the field was empty."), optional=True),
        Member("after", "any", N_("The value after; left out if the field is removed."), optional=True),
    ),
    "comparison": (
        Member("parent", "string", N_("The hash of the parent commit; left out for the first version."), optional=True),
        Member("changes", "difference[]", N_("The fields that changed.")),
    ),
    "left_field": (
        Member("field", "field", N_("The field.")),
        Member("records", "integer", N_("The number of records that have it.")),
    ),
    "left_records": (
        Member("why", "string", N_("The code of the reason: no_date, other_kind, not_a_record …")),
        Member("records", "id[]", N_("The records.")),
    ),
    "clash": (
        Member("field", "field", N_("The field.")),
        Member("base", "any", N_("The value when the change was begun."), optional=True),
        Member("mine", "any", N_("The value in this change."), optional=True),
        Member("theirs", "any", N_("The value in the file now."), optional=True),
    ),
    "remainder": (
        Member("field", "field", N_("The field.")),
        Member("value", "any", N_("The value.")),
        Member("why", "string", N_("The code of the reason: key, itself, less_exact, chosen …")),
    ),
    "citation": (
        Member("source", "id", N_("The source.")),
        Member("at", "string", N_("The place in the source, such as L12 or L12-L15."), optional=True),
    ),
    "received": (
        Member("commits", "integer", N_("The number of commits that are new here.")),
        Member("authors", "string[]", N_("Who made them.")),
        Member("records", "received_record[]", N_("The records that they change.")),
        Member("files", "received_file[]", N_("The other files that they change.")),
        Member("more", "integer", N_("The number of records that are not listed."), optional=True),
    ),
    "received_record": (
        Member("record", "id", N_("The record.")),
        Member("kind", "string", N_("The kind of the record."), optional=True, vocabulary="kind"),
        Member("path", "path", N_("Its file.")),
        Member("change", "string", N_("new, changed, removed or renamed.")),
        Member("former_path", "path", N_("Its file before it was renamed."), optional=True),
        Member("changes", "difference[]", N_("The fields that changed.")),
    ),
    "received_file": (
        Member("path", "string", N_("The file, from the top of the git work tree.")),
        Member("change", "string", N_("new, changed or removed.")),
    ),
    "undecided": (
        Member(
            "path",
            "string",
            N_("The file: of a record from the registry’s folder, else from the top of the work tree."),
        ),
        Member("record", "id", N_("The record."), optional=True),
        Member("why", "string", N_("The reason: both_changed, both_added, removed_here, removed_there or errors.")),
        Member(
            "fields",
            "field[]",
            N_("The fields that both sides changed differently; a # at the end stands for the comments of a field."),
        ),
        Member("problems", "problem[]", N_("The errors that merging would cause.")),
    ),
    "program": (
        Member("kind", "string", N_("ssh, credential, remote, filter, hook or gpg.")),
        Member("name", "string", N_("The setting or hook.")),
        Member("command", "string", N_("What would run.")),
        Member("scope", "string", N_("Where it is set: system, global, local …")),
    ),
}
"""Objects inside lines: they have neither "v" nor "is"."""
