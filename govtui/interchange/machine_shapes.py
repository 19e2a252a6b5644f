"""The shapes of machine lines as data: each member with its type and meaning, for the JSON Schema and docs/machine.md.

A shape's key is the "is" of its lines. Members are only ever added within a version (machine.VERSION).
"""

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

_PROBLEM = (
    Member(
        "code", "string", N_("Which problem; “govtui check --explain CODE” says why it matters."), vocabulary="problem"
    ),
    Member("severity", "string", N_("error, discrepancy or warning."), vocabulary="severity"),
    Member("record", "id", N_("The record that it is about."), optional=True),
    Member("path", "path", N_("The file.")),
    Member("line", "integer", N_("The line in the file, from 1."), optional=True),
    Member("column", "integer", N_("The column in the line, from 1, in characters."), optional=True),
    Member("field", "field", N_("The field."), optional=True),
    Member("muted", "boolean", N_("Whether an entry of [[checked]] says that the source has it so.")),
    Member("values", "object", N_("What the sentence of the problem is made of."), optional=True),
)

_RECORD = (
    Member("id", "id", N_("Its id.")),
    Member("kind", "string", N_("organization, declaration, event or source."), vocabulary="kind"),
    Member("type", "string", N_("The key of its type."), optional=True, vocabulary="{kind}.type"),
    Member("status", "string", N_("The key of its status."), optional=True, vocabulary="{kind}.status"),
    Member("symbol", "string", N_("The symbol of a declaration, as written."), optional=True),
    Member("path", "path", N_("Its file.")),
    Member("etag", "string", N_("SHA-256 of its file, in hexadecimal digits."), optional=True),
    Member("name", "texts", N_("Its names; the titles of a source.")),
    Member("date", "edtf", N_("Its main date."), optional=True),
    Member("country", "string", N_("Where it is, in ISO 3166-1 alpha-2."), optional=True, vocabulary="country"),
    Member("readable", "boolean", N_("Whether the file can be read as a record.")),
    Member("severity", "string", N_("The worst of its problems."), optional=True, vocabulary="severity"),
)

SHAPES: Mapping[str, Shape] = {
    "record": Shape(
        N_("A record, as lists know it."),
        ("search", "list"),
        (
            *_RECORD,
            Member("snippet", "string", N_("The line of the record that was found."), optional=True),
            Member("told_by", "id", N_("The source of that line, where a claim alone has it."), optional=True),
        ),
    ),
    "full": Shape(
        N_("A record with all that its file has, and what refers to it."),
        ("show",),
        (
            *_RECORD,
            Member("data", "object", N_("The tables of the file; dates as texts in EDTF, all texts in NFC."), True),
            Member("outgoing", "reference[]", N_("Its references to others.")),
            Member("incoming", "reference[]", N_("The references of others to it.")),
            Member("problems", "problem[]", N_("Its problems.")),
        ),
    ),
    "reference": Shape(
        N_("A reference from one record to another, or to a country."),
        ("links",),
        (
            Member("type", "string", N_("A relation or another sort of reference."), vocabulary="reference"),
            Member("from", "id", N_("The record that has the reference.")),
            Member("to", "string", N_("The id: out as written, in as it is now; country:VN for a country.")),
            Member("field", "field", N_("The field that has it.")),
            Member(
                "direction",
                "string",
                N_("in or out, as seen from the record that was asked for, or that is a step nearer to it."),
                optional=True,
            ),
            Member(
                "depth", "integer", N_("How many steps away the record that was asked for is, from 1."), optional=True
            ),
            Member("quality", "string[]", N_("former, provisional, disputed …"), optional=True, vocabulary="quality"),
            Member("told_by", "id", N_("The source, where a claim alone says so."), optional=True),
            Member("dangling", "boolean", N_("True in “links” where no record has the id “to”."), optional=True),
        ),
    ),
    "problem": Shape(N_("A problem of the registry; never a sentence."), ("check", "verify"), _PROBLEM),
    "fact": Shape(
        N_("A dated fact."),
        ("timeline",),
        (
            Member("record", "id", N_("Whose fact it is.")),
            Member("kind", "string", N_("The kind of that record."), vocabulary="kind"),
            Member("what", "string", N_("The field: date, period, founded, steps …"), vocabulary="{kind}.field"),
            Member("date", "edtf", N_("When.")),
            Member(
                "value",
                "string",
                N_("What happened: the action of a step, the type of a term, the field of a party’s date."),
                optional=True,
                vocabulary="{what}.value",
            ),
            Member("text", "texts", N_("The wording of a measure."), optional=True),
            Member("party", "string", N_("The party, where it is one: an id, or country:VN."), optional=True),
            Member("number", "integer", N_("The number of a term; of several parties how many."), optional=True),
            Member(
                "by", "id", N_("Who says so where the record does not: a source, or the whole it is part of."), True
            ),
        ),
    ),
    "value": Shape(
        N_("A value in use, with the number of records that have it."),
        ("list --values", "stats"),
        (
            Member(
                "facet",
                "string",
                N_(
                    "The field of the query line, such as type or country; of stats also severity and problem (codes) for problems,"
                    " translation for texts, date for the facts of the timeline."
                ),
            ),
            Member("value", "string", N_("The key of the value."), vocabulary="{facet}"),
            Member(
                "count", "integer", N_("How many records have it; of problems, texts and dates how many there are.")
            ),
            Member("records", "integer", N_("Of problems: in how many records."), optional=True),
            Member(
                "kind", "string", N_("Of a type in stats: the kind of its records."), optional=True, vocabulary="kind"
            ),
            Member("source", "string", N_("Of texts: the language translated from."), True, "language"),
            Member("target", "string", N_("Of texts: the language translated into."), True, "language"),
        ),
    ),
    "version": Shape(
        N_("A version of a record in git, or its file as it is where that is not committed."),
        ("log",),
        (
            Member("record", "id", N_("The record.")),
            Member("commit", "string", N_("The hash of the commit."), optional=True),
            Member("parents", "string[]", N_("The hashes of its parents.")),
            Member("when", "moment", N_("When it was committed."), optional=True),
            Member("author", "string", N_("By whom."), optional=True),
            Member("subject", "string", N_("The first line of its message."), optional=True),
            Member("path", "string", N_("The file at that time, from the top of git’s work tree."), optional=True),
            Member(
                "state",
                "string",
                N_("What the version did: created, changed, removed, kept; or cut, missing, too_large."),
            ),
            Member("cut", "boolean", N_("Whether older versions are left out of the clone.")),
            Member("more", "boolean", N_("Whether the record has older versions that are not listed."), optional=True),
            Member("against", "comparison[]", N_("The changes against each parent.")),
        ),
    ),
    "answer": Shape(
        N_("A fact that answers a query."),
        ("search --answers",),
        (
            Member("record", "id", N_("The record that states it.")),
            Member("path", "field", N_("The field there."), vocabulary="{record}.path"),
            Member("subject", "id", N_("The record that it is about.")),
            Member("value", "any", N_("The value as the file has it; nothing for a relation."), optional=True),
            Member("type", "string", N_("The type of a relation."), optional=True, vocabulary="reference"),
            Member(
                "of", "string", N_("The other end of a relation, as record has it; country:VN for a country."), True
            ),
            Member("about", "field", N_("Of a claim, the field that it is about."), True, "{record}.path"),
            Member("mark", "string", N_("equal, also (another source says so) or differs (sources disagree).")),
            Member("sources", "citation[]", N_("Where it is said.")),
        ),
    ),
    "draft": Shape(
        N_("An unsaved text of a record."),
        ("drafts",),
        (
            Member("draft", "string", N_("The draft's own id.")),
            Member("number", "integer", N_("Its number in the list, from 1.")),
            Member("record", "id", N_("The record; none for a new one."), optional=True),
            Member("path", "path", N_("The file of the record."), optional=True),
            Member(
                "state", "string", N_("What became of the record meanwhile: new, same, merged, clash, saved or gone.")
            ),
            Member("when", "moment", N_("When it was kept last.")),
            Member("host", "string", N_("The machine on which it was typed.")),
            Member("typing", "boolean", N_("Whether somebody is typing at it now.")),
            Member("fields", "field[]", N_("The fields that it changes.")),
            Member("clashes", "field[]", N_("Those that were changed otherwise meanwhile.")),
            Member("text", "string", N_("The draft."), optional=True),
            Member("base_text", "string", N_("What it was begun from."), optional=True),
            Member("discarded", "boolean", N_("Whether it was discarded."), optional=True),
        ),
    ),
    "change": Shape(
        N_("What a command changed, or would change."),
        (
            *(
                "set",
                "new",
                "rename",
                "rm",
                "edit",
                "fmt",
                "undo",
                "check --fix",
                "verify --fix",
                "init",
                "doctor --fix",
            ),
            *("schema --write", "migrate"),
        ),
        (
            Member("record", "id", N_("The record."), optional=True),
            Member("path", "path", N_("The file."), optional=True),
            Member("saved", "boolean", N_("Whether it was written.")),
            Member("refused", "string", N_("The code of the reason why not."), optional=True),
            Member("values", "object", N_("What the sentence of that reason is made of."), optional=True),
            Member("former", "id", N_("The id before a renaming."), optional=True),
            Member("files", "path[]", N_("Other files that change with it."), optional=True),
            Member("left", "path[]", N_("Files that should change and could not."), optional=True),
            Member("lacks", "string[]", N_("What a file that was there lacks: lines or keys."), optional=True),
            Member("undecided", "field[]", N_("Fields that a person must decide about."), optional=True),
            Member("changes", "difference[]", N_("The fields that change.")),
            Member("problems", "problem[]", N_("The problems that come with it, or forbid it.")),
            Member("incoming", "reference[]", N_("The references that stand against a removal."), optional=True),
            Member("alike", "id[]", N_("Records with a similar name."), optional=True),
            Member("clashes", "clash[]", N_("Fields that somebody else changed otherwise meanwhile."), optional=True),
            Member("diff", "string", N_("The change as a unified diff, where it was only tried."), optional=True),
            Member("etag", "string", N_("SHA-256 of the file after it."), optional=True),
        ),
    ),
    "step": Shape(
        N_("A change that commands saved, and that can be undone."),
        ("undo --list",),
        (
            Member("step", "string", N_("Its own id.")),
            Member("when", "moment", N_("When it was saved.")),
            Member("what", "string", N_("The command’s kind of change: fields, new, removal, rename …")),
            Member("records", "id[]", N_("The records.")),
            Member("files", "path[]", N_("The files.")),
            Member("fields", "field[]", N_("The fields.")),
            Member("undoable", "boolean", N_("Whether all files still are as it left them.")),
            Member("undone", "boolean", N_("Whether it was taken back; “govtui undo --redo” makes it again.")),
        ),
    ),
    "coverage": Shape(
        N_("How far the texts of a field are translated."),
        ("coverage",),
        (
            Member("kind", "string", N_("The kind of the records."), vocabulary="kind"),
            Member("field", "string", N_("The field."), vocabulary="{kind}.field"),
            Member("source", "string", N_("The language translated from."), vocabulary="language"),
            Member("target", "string", N_("The language translated into."), vocabulary="language"),
            Member("done", "integer", N_("Translated.")),
            Member("unverified", "integer", N_("Translated; nobody knows from what.")),
            Member("stale", "integer", N_("Translated; the source text has changed since.")),
            Member("missing", "integer", N_("Not translated.")),
            Member("total", "integer", N_("All together.")),
        ),
    ),
    "finding": Shape(
        N_("Something that was looked at, and how it stands."),
        ("doctor",),
        (
            Member("name", "string", N_("What: the same in all languages and versions.")),
            Member("state", "string", N_("ok, warn or bad.")),
            Member("value", "any", N_("What was found."), optional=True),
        ),
    ),
    "unrecorded": Shape(
        N_("A line of a source's text that no record cites, or a word of a cited line that no record has."),
        ("verify --unrecorded",),
        (
            Member("source", "id", N_("The source.")),
            Member("line", "integer", N_("The line, from 1.")),
            Member("word", "string", N_("The word."), optional=True),
        ),
    ),
    "silence": Shape(
        N_("A sentence of a record about what its sources do not say."),
        ("migrate --report",),
        (
            Member("record", "id", N_("The record.")),
            Member("path", "path", N_("The file.")),
            Member("field", "field", N_("The text in which it stands.")),
            Member("sentence", "string", N_("The sentence.")),
            Member("gaps", "field[]", N_("The fields that it names.")),
        ),
    ),
    "field": Shape(
        N_("A field that records of a kind may have."),
        ("fields",),
        (
            Member("kind", "string", N_("The kind of the records."), vocabulary="kind"),
            Member("path", "field", N_("The field.")),
            Member("labels", "texts", N_("Its label.")),
            Member("meaning", "texts", N_("What it means.")),
            Member("section", "string", N_("The section of the form."), optional=True),
            Member("type", "string", N_("The type of its value.")),
            Member("toml", "string[]", N_("The types of TOML that may stand there.")),
            Member("list", "boolean", N_("Whether it has several.")),
            Member("by_key", "boolean", N_("Whether it is a table with free keys.")),
            Member("required", "boolean", N_("Whether a record must have it.")),
            Member("own", "boolean", N_("Whether registry.toml declares it.")),
            Member("value_of", "string", N_("The field whose value it is."), optional=True),
            Member("vocabulary", "string", N_("Its vocabulary."), optional=True),
            Member("kinds", "string[]", N_("The kinds that it may refer to.")),
            Member("search", "string", N_("How it is searched."), optional=True),
            Member("facet", "string", N_("Its facet."), optional=True),
            Member("since", "string", N_("The version of govtui that brought it."), optional=True),
        ),
    ),
}
"""All shapes by their "is"."""

PARTS: Mapping[str, tuple[Member, ...]] = {
    "difference": (
        Member("field", "field", N_("The field.")),
        Member("before", "any", N_("Its value before; none where there was none."), optional=True),
        Member("after", "any", N_("Its value after; none where it goes."), optional=True),
    ),
    "comparison": (
        Member("parent", "string", N_("The hash of the parent; none for the first version."), optional=True),
        Member("changes", "difference[]", N_("The fields that changed.")),
    ),
    "clash": (
        Member("field", "field", N_("The field.")),
        Member("base", "any", N_("Its value when the change was begun."), optional=True),
        Member("mine", "any", N_("Its value in the change."), optional=True),
        Member("theirs", "any", N_("Its value in the file now."), optional=True),
    ),
    "citation": (
        Member("source", "id", N_("The source.")),
        Member("at", "string", N_("The place in it."), optional=True),
    ),
}
"""Objects inside lines: they have neither "v" nor "is"."""
