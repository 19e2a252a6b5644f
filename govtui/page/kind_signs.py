"""The signs of kinds and severities, which the first list is drawn with. With their roles on a page: signs.py.

A kind's sign stands in Latin-1 or WGL4, which the common fonts have, and takes one cell in every common terminal; none of
them looks like a severity's.
"""

from __future__ import annotations

from collections.abc import Mapping

KIND_SIGNS: Mapping[str, str] = {"organization": "⌂", "declaration": "§", "event": "◊", "source": "»"}
"""A house, the sign of a paragraph, a point in time, a quotation."""

SEVERITY_SIGNS: Mapping[int, str] = {3: "✗", 2: "≠", 1: "!"}
"""By model.problem.Severity, which the first list need not wait for."""


def kind_sign(kind: str) -> str:
    """The sign of a kind; a blank for what is none of them."""
    return KIND_SIGNS.get(kind, " ")
