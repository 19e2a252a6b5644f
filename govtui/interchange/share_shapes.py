"""The shape of machine lines about sharing (see machine_shapes.py)."""

from __future__ import annotations

from govtui.interchange.machine_members import Member, Shape
from govtui.text.markers import N_

SHARE = Shape(
    N_("What a run of “govtui sync” came to, or would come to."),
    ("sync",),
    (
        Member("remote", "string", N_("The remote that the branch is shared with."), optional=True),
        Member("branch", "string", N_("The branch there."), optional=True),
        Member("dry_run", "boolean", N_("Whether this is a preview, and nothing was changed or sent.")),
        Member(
            "code",
            "string",
            N_(
                "Why it was not completed: undecided, uncommitted, not_allowed, unreachable, declined …, or"
                " nothing (to propose); left out when it was."
            ),
            optional=True,
        ),
        Member("received", "received", N_("What others changed."), optional=True),
        Member(
            "merged", "path[]", N_("The records that both sides changed and that were merged by field."), optional=True
        ),
        Member("undecided", "undecided[]", N_("What a person must decide before anything is changed."), optional=True),
        Member(
            "problems", "problem[]", N_("Errors between records of both sides, which neither side had."), optional=True
        ),
        Member("pushed", "integer", N_("The number of commits that were sent."), optional=True),
        Member("proposed", "string", N_("The branch of a proposal on the remote."), optional=True),
        Member("paths", "string[]", N_("The files that are in the way, or are not committed."), optional=True),
        Member("output", "string", N_("The words of git, or of the remote, in English."), optional=True),
        Member(
            "addresses",
            "string[]",
            N_("The addresses that would be connected to, not agreed to yet."),
            optional=True,
        ),
        Member(
            "programs",
            "program[]",
            N_("The programs that git would run, not agreed to yet."),
            optional=True,
        ),
    ),
)
