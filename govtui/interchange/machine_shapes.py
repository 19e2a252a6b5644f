"""The shapes of machine lines as data: each member with its type and meaning, for the JSON Schema and docs/machine.md.

A shape's key is the "is" of its lines. Members are only ever added within a version (machine.VERSION).
"""

from __future__ import annotations

from collections.abc import Mapping

from govtui.interchange.edit_shapes import CHANGE, DRAFT, STEP
from govtui.interchange.exchange_shapes import EXPORT, IMPORT, PUBLISH
from govtui.interchange.machine_members import PROBLEM, RECORD, Member, Shape
from govtui.interchange.share_shapes import SHARE
from govtui.text.markers import N_

SHAPES: Mapping[str, Shape] = {
    "record": Shape(
        N_("A record, in short."),
        ("search", "list"),
        (
            *RECORD,
            Member("snippet", "string", N_("The text of the record that the query matched."), optional=True),
            Member(
                "told_by", "id", N_("The source of that text, if only a claim of another source has it."), optional=True
            ),
        ),
    ),
    "full": Shape(
        N_("A record with everything in its file, and the references to it."),
        ("show",),
        (
            *RECORD,
            Member(
                "data",
                "object",
                N_("The content of the file: its TOML tables as JSON, dates as strings in EDTF, all strings in NFC."),
                True,
            ),
            Member(
                "unquoted",
                "string[]",
                N_(
                    "JSON pointers into data: strings that the file has without quotation marks, as a date, a time, inf or nan."
                ),
                True,
            ),
            Member("outgoing", "reference[]", N_("Its references to others; “govtui publish” leaves them out."), True),
            Member(
                "incoming",
                "reference[]",
                N_("References of others to it; not from “govtui publish”, nor where the line would pass 1 MB."),
                True,
            ),
            Member("problems", "problem[]", N_("The problems of the record.")),
        ),
    ),
    "reference": Shape(
        N_("A reference from one record to another, or to a country."),
        ("links",),
        (
            Member(
                "type",
                "string",
                N_("The type of the reference: a relation such as part_of, or another."),
                vocabulary="reference",
            ),
            Member("from", "id", N_("The record that has the reference.")),
            Member(
                "to",
                "string",
                N_("The id that it refers to, as written in the file (in: as it is now); country:VN for a country."),
            ),
            Member("field", "field", N_("The field that holds the reference.")),
            Member(
                "direction",
                "string",
                N_("in or out, as seen from the record that was asked for, or that is a step nearer to it."),
                optional=True,
            ),
            Member(
                "depth", "integer", N_("The number of steps from the record that was asked for, from 1."), optional=True
            ),
            Member(
                "quality",
                "string[]",
                N_("What qualifies the reference: former, provisional, disputed …"),
                optional=True,
                vocabulary="quality",
            ),
            Member(
                "told_by",
                "id",
                N_("The source, if only a claim of another source states the reference."),
                optional=True,
            ),
            Member("dangling", "boolean", N_("True if no record has the id “to”; in “links” only."), optional=True),
        ),
    ),
    "problem": Shape(N_("A problem of the registry, as a code with values."), ("check", "verify"), PROBLEM),
    "fact": Shape(
        N_("A fact with a date, as on the timeline."),
        ("timeline",),
        (
            Member("record", "id", N_("The record that has the fact.")),
            Member("kind", "string", N_("The kind of that record."), vocabulary="kind"),
            Member("what", "string", N_("The field: date, period, founded, steps …"), vocabulary="{kind}.field"),
            Member("date", "edtf", N_("The date or the period of the fact.")),
            Member(
                "value",
                "string",
                N_("What happened: the action of a step, the type of a term, the field of a party’s date."),
                optional=True,
                vocabulary="{what}.value",
            ),
            Member("text", "texts", N_("The wording of a measure."), optional=True),
            Member("party", "string", N_("The party to a treaty, if it is one: an id, or country:VN."), optional=True),
            Member(
                "number",
                "integer",
                N_("The number of a term, such as 2 for the second; of several parties, how many there are."),
                optional=True,
            ),
            Member(
                "by",
                "id",
                N_(
                    "Where the date comes from if not from the record itself: a source, or the record that"
                    " this one is part of."
                ),
                True,
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
                    "The query field, such as type or country; in “stats” also severity and problem (codes) for"
                    " problems, translation for texts, date for the facts of the timeline."
                ),
            ),
            Member("value", "string", N_("The key of the value."), vocabulary="{facet}"),
            Member(
                "count",
                "integer",
                N_("The number of records with this value; for problems, texts and dates, their own number."),
            ),
            Member("records", "integer", N_("For problems: the number of records that have them."), optional=True),
            Member(
                "kind",
                "string",
                N_("For a type in “stats”: the kind of its records."),
                optional=True,
                vocabulary="kind",
            ),
            Member("source", "string", N_("For texts: the language they are translated from."), True, "language"),
            Member("target", "string", N_("For texts: the language they are translated into."), True, "language"),
        ),
    ),
    "version": Shape(
        N_("A version of a record in git, or its file as it is now if that is not committed."),
        ("log",),
        (
            Member("record", "id", N_("The record.")),
            Member("commit", "string", N_("The hash of the commit."), optional=True),
            Member("parents", "string[]", N_("The hashes of its parents.")),
            Member("when", "moment", N_("When it was committed."), optional=True),
            Member("author", "string", N_("The author of the commit."), optional=True),
            Member("subject", "string", N_("The first line of its message."), optional=True),
            Member(
                "path",
                "string",
                N_("The path of the file at that time, from the top of the git work tree."),
                optional=True,
            ),
            Member(
                "state",
                "string",
                N_(
                    "What the version did to the record: created, changed, removed, kept; or why it cannot be shown:"
                    " cut, missing, too_large."
                ),
            ),
            Member("cut", "boolean", N_("Whether the clone lacks older versions (a shallow clone).")),
            Member("more", "boolean", N_("Whether the record has older versions that are not listed."), optional=True),
            Member("against", "comparison[]", N_("The changes against each parent.")),
        ),
    ),
    "blame": Shape(
        N_("A value of a record, with the version in git that gave it."),
        ("blame",),
        (
            Member("record", "id", N_("The record.")),
            Member("field", "field", N_("The field.")),
            Member(
                "value", "any", N_("The value as in the file; left out for a field that was removed."), optional=True
            ),
            Member(
                "commit", "string", N_("The hash of the commit; left out where it is not committed."), optional=True
            ),
            Member("when", "moment", N_("When it was committed."), optional=True),
            Member("author", "string", N_("The author of the commit."), optional=True),
            Member("subject", "string", N_("The first line of its message."), optional=True),
            Member(
                "path",
                "string",
                N_("The path of the file at that time, from the top of the git work tree."),
                optional=True,
            ),
            Member(
                "earlier",
                "boolean",
                N_(
                    "Whether it may be older than this version: what came before is not in this clone, or"
                    " cannot be read."
                ),
            ),
        ),
    ),
    "answer": Shape(
        N_("A fact that answers a query."),
        ("search --answers",),
        (
            Member("record", "id", N_("The record that states it.")),
            Member("path", "field", N_("The field with the fact in that record."), vocabulary="{record}.path"),
            Member("subject", "id", N_("The record that it is about.")),
            Member("value", "any", N_("The value as in the file; left out for a relation."), optional=True),
            Member("type", "string", N_("The type of a relation."), optional=True, vocabulary="reference"),
            Member(
                "of",
                "string",
                N_("The other end of a relation, as “record” states it; country:VN for a country."),
                True,
            ),
            Member("about", "field", N_("For a claim: the field that it is about."), True, "{record}.path"),
            Member(
                "mark",
                "string",
                N_(
                    "How the sources stand to each other: equal, also (another source adds it) or"
                    " differs (sources disagree)."
                ),
            ),
            Member("sources", "citation[]", N_("The sources that state it, each with the place.")),
        ),
    ),
    "draft": DRAFT,
    "change": CHANGE,
    "import": IMPORT,
    "export": EXPORT,
    "publish": PUBLISH,
    "share": SHARE,
    "step": STEP,
    "coverage": Shape(
        N_("How many texts of a field are translated, from one language into another."),
        ("coverage",),
        (
            Member("kind", "string", N_("The kind of the records."), vocabulary="kind"),
            Member("field", "string", N_("The field."), vocabulary="{kind}.field"),
            Member("source", "string", N_("The language translated from."), vocabulary="language"),
            Member("target", "string", N_("The language translated into."), vocabulary="language"),
            Member("done", "integer", N_("Texts that are translated and up to date.")),
            Member(
                "unverified",
                "integer",
                N_("Texts that are translated, without a note of what they were translated from."),
            ),
            Member("stale", "integer", N_("Texts that are translated, but whose source text has changed since.")),
            Member("missing", "integer", N_("Texts that are not translated.")),
            Member("total", "integer", N_("All texts of the field.")),
        ),
    ),
    "finding": Shape(
        N_("Something that was examined, and its state."),
        ("doctor",),
        (
            Member(
                "name",
                "string",
                N_(
                    "The name of what was examined, such as registry.path; it does not change"
                    " with the language or the version."
                ),
            ),
            Member("state", "string", N_("ok, warn (worth attention) or bad (does not work).")),
            Member("value", "any", N_("What was found: a path, a number, a list …"), optional=True),
        ),
    ),
    "unrecorded": Shape(
        N_("A line of a source's text that no record cites, or a word of a cited line that no record has."),
        ("verify --unrecorded",),
        (
            Member("source", "id", N_("The source.")),
            Member("line", "integer", N_("The line of the source's text, from 1.")),
            Member(
                "word",
                "string",
                N_("The word that no record has; left out if the whole line is not cited."),
                optional=True,
            ),
        ),
    ),
    "silence": Shape(
        N_("A sentence of a record about what its sources do not say."),
        ("migrate --report",),
        (
            Member("record", "id", N_("The record.")),
            Member("path", "path", N_("The file.")),
            Member("field", "field", N_("The field whose text has the sentence.")),
            Member("sentence", "string", N_("The sentence, as it stands in the record.")),
            Member("gaps", "field[]", N_("The fields that the sentence names.")),
        ),
    ),
    "field": Shape(
        N_("A field that records of a kind may have."),
        ("fields",),
        (
            Member("kind", "string", N_("The kind of the records."), vocabulary="kind"),
            Member("path", "field", N_("The field.")),
            Member("labels", "texts", N_("The label of the field.")),
            Member("meaning", "texts", N_("The meaning of the field.")),
            Member("section", "string", N_("The section of the edit form in which the field stands."), optional=True),
            Member("type", "string", N_("The type of value: text, localized, key, date, reference …")),
            Member("toml", "string[]", N_("The TOML types that the field takes.")),
            Member("list", "boolean", N_("Whether the field holds a list.")),
            Member("by_key", "boolean", N_("Whether the field is a table with free keys.")),
            Member("required", "boolean", N_("Whether every record must have the field.")),
            Member("own", "boolean", N_("Whether the field is declared in registry.toml.")),
            Member("value_of", "string", N_("The field that this value belongs to."), optional=True),
            Member("vocabulary", "string", N_("The vocabulary of its values, by name."), optional=True),
            Member("kinds", "string[]", N_("The kinds of records that it may refer to.")),
            Member("search", "string", N_("How the field is searched."), optional=True),
            Member("facet", "string", N_("The facet under which its values are filtered."), optional=True),
            Member("since", "string", N_("The version of govtui since which the field exists."), optional=True),
        ),
    ),
}
"""All shapes by their "is"."""
