"""The signs of severities, which the first list is drawn with. With their roles on a page: signs.py."""

from __future__ import annotations

from collections.abc import Mapping

SEVERITY_SIGNS: Mapping[int, str] = {3: "✗", 2: "≠", 1: "!"}
"""By model.problem.Severity, which the first list need not wait for."""
