"""Whether an entry of `[[checked]]` says that somebody looked into a problem; apart from the checks, since pages ask, too."""

from __future__ import annotations

from govtui.model.parts import Checked
from govtui.model.path_overlap import path_key
from govtui.model.problem import RENAMED_CODES, Problem


def mutes(checked: Checked, problem: Problem) -> bool:
    """Whether an entry of `[[checked]]` says that somebody looked into a problem.

    A group of statements is meant by its slot or by the path of any of its statements.
    """
    if RENAMED_CODES.get(checked.code, checked.code) != problem.code:
        return False
    if checked.field is None:
        return True
    told = (str(problem.values.get(name, "")) for name in ("slots", "paths"))
    means = (problem.field, *(path for paths in told for path in paths.split()))
    return path_key(checked.field) in map(path_key, means)
