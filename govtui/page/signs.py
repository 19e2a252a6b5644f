"""Signs that carry a meaning without colour: the kinds of record, severities, states.

A kind's sign stands in Latin-1 or WGL4, which the common fonts have, and takes one cell in every common terminal; none of
them looks like a severity's.
"""

from __future__ import annotations

from collections.abc import Mapping

from govtui.page.page import Role

KIND_SIGNS: Mapping[str, str] = {"organization": "⌂", "declaration": "§", "event": "◊", "source": "»"}
"""A house, the sign of a paragraph, a point in time, a quotation."""

KIND_ROLES: Mapping[str, Role] = {
    "organization": Role.ORGANIZATION,
    "declaration": Role.DECLARATION,
    "event": Role.EVENT,
    "source": Role.SOURCE,
}
"""The accent of each kind."""

SEVERITY_SIGNS: Mapping[int, str] = {3: "✗", 2: "≠", 1: "!"}
"""By model.problem.Severity, which the first list need not wait for."""


def kind_sign(kind: str) -> str:
    """The sign of a kind; a blank for what is none of them."""
    return KIND_SIGNS.get(kind, " ")
