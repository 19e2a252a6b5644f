"""What `govtui doctor` finds: one line a thing, well or not, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warn", "bad"]

SIGNS: dict[State, str] = {"ok": "✓", "warn": "!", "bad": "✗"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    """"section.thing": stable over languages and versions."""
    state: State
    words: str
    advice: str = ""
    """What to do, where something is to be done."""
    value: object = None
    """For programs: a plain value."""
