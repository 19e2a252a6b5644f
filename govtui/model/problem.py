"""What can be wrong with a registry, as a value: a code, a place and parameters; never a sentence."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum


class Severity(IntEnum):
    """How much a problem matters; greater is worse."""

    WARNING = 1
    DISCREPANCY = 2
    """The sources' figures or statements do not fit together: shown always, repaired never."""
    ERROR = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, at one place. Its sentence comes from the catalogs (i18n/problems.py)."""

    code: str
    severity: Severity
    path: str = ""
    """The file, relative to the registry's folder, with "/" between parts."""
    line: int = 0
    """1-based; 0 when the problem has no line."""
    column: int = 0
    """1-based, in characters; 0 when the problem has no column."""
    record: str = ""
    """The id of the record it belongs to, where one is known."""
    field: str = ""
    """The path of the field ("areas.2.name.en"), where one is known."""
    spot: str = ""
    """The path by position ("claims.2") where `field` alone does not tell which of several is meant."""
    values: Mapping[str, str | int] = dataclasses.field(default_factory=dict)
    """What the sentence is filled with."""
    muted: bool = False
    """Whether a `[[checked]]` entry says that someone looked at it and found it so in the source."""

    def at(self, path: str = "", line: int = 0, column: int = 0) -> Problem:
        """The same problem at a place in a file."""
        return replace(self, path=path or self.path, line=line or self.line, column=column or self.column)

    @property
    def order(self) -> tuple[int, str, int, int, str]:
        """Worst first, then by place."""
        return (-self.severity, self.path, self.line, self.column, self.code)


# -- The signs of severities, which the first list is drawn with. With their roles on a page: signs.py -----------------


SEVERITY_SIGNS: Mapping[int, str] = {3: "✗", 2: "≠", 1: "!"}
"""By model.problem.Severity, which the first list need not wait for."""
