"""Signs that carry a meaning without colour: the kinds of record, severities."""

from __future__ import annotations

from collections.abc import Mapping

from govtui.model.problem import Severity
from govtui.page.kind_signs import KIND_SIGNS, SEVERITY_SIGNS, kind_sign
from govtui.page.page import Role

__all__ = ["KIND_ROLES", "KIND_SIGNS", "SEVERITY_ROLES", "SEVERITY_SIGNS", "kind_sign"]

KIND_ROLES: Mapping[str, Role] = {
    "organization": Role.ORGANIZATION,
    "declaration": Role.DECLARATION,
    "event": Role.EVENT,
    "source": Role.SOURCE,
}
"""The accent of each kind."""

SEVERITY_ROLES: Mapping[Severity, Role] = {
    Severity.ERROR: Role.ERROR,
    Severity.DISCREPANCY: Role.DISCREPANCY,
    Severity.WARNING: Role.WARNING,
}
"""How a problem is told."""
