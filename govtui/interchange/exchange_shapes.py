"""The shapes of machine lines about what comes in from other programs, and what goes out to them (see machine_shapes.py)."""

from __future__ import annotations

from govtui.interchange.machine_members import Member, Shape
from govtui.text.markers import N_

IMPORT = Shape(
    N_("A record of an imported file, and what becomes of it; without a record, why the file cannot be imported."),
    ("import",),
    (
        Member(
            "place",
            "string",
            N_(
                "Where it stands in the file: line 12, row 12, or a path such as organizations/3; none for the"
                " source that is cited."
            ),
            optional=True,
        ),
        Member(
            "state",
            "string",
            N_(
                "What becomes of it: new, same (nothing changes), changed, unclear (someone must decide), left"
                " (left out) or refused."
            ),
        ),
        Member("kind", "string", N_("The kind of the record."), True, "kind"),
        Member("record", "id", N_("The record; of an unclear one the id that it would get."), optional=True),
        Member("name", "string", N_("Its name in the file."), optional=True),
        Member("answer", "string", N_("Its name in a file of answers."), optional=True),
        Member("candidates", "id[]", N_("Records that may be the same thing, best first."), optional=True),
        Member("saved", "boolean", N_("Whether it was written.")),
        Member("refused", "string", N_("The code of the reason why it was refused or left out."), optional=True),
        Member("values", "object", N_("The values for the sentence of that reason."), optional=True),
        Member("claims", "field[]", N_("Fields whose value stands, with the file’s as a claim."), optional=True),
        Member("changes", "difference[]", N_("The fields that change in a record that was there.")),
        Member("problems", "problem[]", N_("The problems that it would have, or that prevent it.")),
    ),
)

EXPORT = Shape(
    N_("What an export wrote, and what its format does not hold."),
    ("export --output",),
    (
        Member("format", "string", N_("The format, as the command names it.")),
        Member("files", "string[]", N_("The files that were written.")),
        Member("records", "integer", N_("The number of records in them.")),
        Member("left_fields", "left_field[]", N_("The fields that the format does not hold.")),
        Member("left_records", "left_records[]", N_("The records that have no place in it.")),
    ),
)

PUBLISH = Shape(
    N_("What a run of “govtui publish” wrote, or would write."),
    ("publish",),
    (
        Member("folder", "string", N_("The folder of the site.")),
        Member("records", "integer", N_("The number of records that have a page there.")),
        Member("written", "integer", N_("Files that were written, because they are new or changed.")),
        Member("kept", "integer", N_("Files that are unchanged.")),
        Member("removed", "integer", N_("Files that were removed, because they no longer belong to the site.")),
        Member("bytes", "integer", N_("The size of all files together.")),
        Member("dry_run", "boolean", N_("Whether this is a preview, and nothing was written.")),
    ),
)
