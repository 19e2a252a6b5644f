"""The shapes of machine lines about edits: drafts, changes and steps that can be undone (see machine_shapes.py)."""

from __future__ import annotations

from govtui.interchange.machine_members import Member, Shape
from govtui.text.markers import N_

DRAFT = Shape(
    N_("A draft: the text of a record that was typed and not saved."),
    ("drafts",),
    (
        Member("draft", "string", N_("The draft's own id.")),
        Member("number", "integer", N_("The number of the draft in the list, from 1.")),
        Member("record", "id", N_("The record; none for a new one."), optional=True),
        Member("path", "path", N_("The file of the record."), optional=True),
        Member(
            "state", "string", N_("What has happened to the record since: new, same, merged, clash, saved or gone.")
        ),
        Member("when", "moment", N_("When the draft was kept last.")),
        Member("host", "string", N_("The host name of the computer on which it was typed.")),
        Member("typing", "boolean", N_("Whether somebody is typing in the draft now.")),
        Member("fields", "field[]", N_("The fields that the draft changes.")),
        Member("clashes", "field[]", N_("The fields that were changed differently in the file meanwhile.")),
        Member("text", "string", N_("The text of the draft."), optional=True),
        Member("base_text", "string", N_("The text of the file when the draft was begun."), optional=True),
        Member("discarded", "boolean", N_("Whether the draft was discarded just now."), optional=True),
    ),
)

CHANGE = Shape(
    N_("What a command changed, or would change."),
    (
        *(
            "set",
            "new",
            "rename",
            "merge",
            "merge-file",
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
        Member("saved", "boolean", N_("Whether the change was saved.")),
        Member("refused", "string", N_("The code of the reason why it was refused."), optional=True),
        Member("values", "object", N_("The values for the sentence of that reason."), optional=True),
        Member(
            "former",
            "id",
            N_("The id before the record was renamed, or of the record that was merged into it."),
            optional=True,
        ),
        Member("files", "path[]", N_("Other files that change with it."), optional=True),
        Member("left", "path[]", N_("Files that should change and could not."), optional=True),
        Member("lacks", "string[]", N_("What a file that existed lacks: lines or keys."), optional=True),
        Member("undecided", "field[]", N_("Fields that a person must decide about."), optional=True),
        Member("changes", "difference[]", N_("The fields that change.")),
        Member("problems", "problem[]", N_("The problems that the change brings, or that prevent it.")),
        Member(
            "incoming",
            "reference[]",
            N_("The references of other records that prevent the removal."),
            optional=True,
        ),
        Member("alike", "id[]", N_("Records with a similar name."), optional=True),
        Member(
            "clashes",
            "clash[]",
            N_("Fields that somebody else changed differently meanwhile, or in which the two merged records differ."),
            optional=True,
        ),
        Member(
            "in_conflict",
            "boolean",
            N_("Of merge-file: whether there are, or would be, conflict markers in the file."),
            optional=True,
        ),
        Member(
            "by_lines",
            "string",
            N_(
                "Of merge-file: why the file was merged by lines, not by field: too_large, not_utf8, broken_toml,"
                " other_schema or failed."
            ),
            optional=True,
        ),
        Member("remainder", "remainder[]", N_("Of a merge: the values that the result has nowhere."), optional=True),
        Member("diff", "string", N_("The change as a unified diff, with --dry-run."), optional=True),
        Member("etag", "string", N_("SHA-256 of the file after the change, in hexadecimal digits."), optional=True),
    ),
)

STEP = Shape(
    N_("A change that a command saved, kept for “govtui undo”."),
    ("undo --list",),
    (
        Member("step", "string", N_("The id of the change, as “govtui undo” takes it.")),
        Member("when", "moment", N_("When the change was saved.")),
        Member("what", "string", N_("The sort of change: fields, new, removal, rename …")),
        Member("records", "id[]", N_("The records that were changed.")),
        Member("files", "path[]", N_("The files that were changed.")),
        Member("fields", "field[]", N_("The fields that were changed.")),
        Member("undoable", "boolean", N_("Whether it can be undone, after the later changes.")),
        Member("undone", "boolean", N_("Whether it was undone, so that “govtui undo --redo” can redo it.")),
    ),
)
