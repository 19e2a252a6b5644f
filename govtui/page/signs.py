"""Roles of kinds and severities on a page. Their signs are in model/kinds.py and model/problem.py, without a page."""

from __future__ import annotations

from collections.abc import Mapping

from govtui.model.kinds import KINDS
from govtui.model.problem import SEVERITY_SIGNS, Severity
from govtui.page.page import Role

__all__ = ["KIND_ROLES", "SEVERITY_ROLES", "SEVERITY_SIGNS"]

KIND_ROLES: Mapping[str, Role] = {kind: Role(kind) if kind in [*Role] else Role.STRONG for kind in KINDS}
"""The accent of each kind, where it has one of its own."""

SEVERITY_ROLES: Mapping[Severity, Role] = {
    Severity.ERROR: Role.ERROR,
    Severity.DISCREPANCY: Role.DISCREPANCY,
    Severity.WARNING: Role.WARNING,
}
