"""Problems of a registry as values: a code, a place and parameters, never a sentence. Also the signs of severities."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum

RENAMED_CODES: Mapping[str, str] = dict.fromkeys(
    ("steps_disagree", "actors_disagree", "figures_disagree", "claim_disagrees"), "sources_disagree"
)
"""Codes of earlier versions to those of today; files and commands may still have them."""


class Severity(IntEnum):
    """How bad a problem is; greater is worse."""

    WARNING = 1
    DISCREPANCY = 2
    """Figures or statements of sources do not fit together: always shown, never repaired."""
    ERROR = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong at one place. Its sentence is made in i18n/problems.py."""

    code: str
    severity: Severity
    path: str = ""
    """The file, relative to the folder of the registry, with "/" between parts."""
    line: int = 0
    """1-based; 0 when the problem has no line."""
    column: int = 0
    """1-based, in characters; 0 when the problem has no column."""
    record: str = ""
    """The id of the record, where one is known."""
    field: str = ""
    """The field path ("areas.2.name.en"), where one is known."""
    spot: str = ""
    """The field path by position ("claims.2") where `field` alone may be one of several."""
    values: Mapping[str, str | int] = dataclasses.field(default_factory=dict)
    """The placeholders of the sentence."""
    muted: bool = False
    """Whether an entry of `[[checked]]` says that the source has it so."""

    def at(self, path: str = "", line: int = 0, column: int = 0) -> Problem:
        """Return the problem at a place in a file."""
        return replace(self, path=path or self.path, line=line or self.line, column=column or self.column)

    @property
    def order(self) -> tuple[int, str, int, int, str]:
        """The sort key: worst first, then by place."""
        return (-self.severity, self.path, self.line, self.column, self.code)


SEVERITY_SIGNS: Mapping[int, str] = {Severity.ERROR: "✗", Severity.DISCREPANCY: "≠", Severity.WARNING: "!"}
"""One cell each; their roles on a page stand in page/signs.py."""
