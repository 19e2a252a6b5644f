"""The findings of `govtui doctor`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warn", "bad"]

SIGNS: dict[State, str] = {"ok": "✓", "warn": "!", "bad": "✗"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One checked thing."""

    name: str
    """"section.thing": the same in all languages and versions."""
    state: State
    words: str
    advice: str = ""
    value: object = None
    """The plain value in JSON."""
