"""How many rounds the laws in these tests are given, and where their random choices come from.

`make test` and a plain pytest choose the same every time: a failure is one of the change that is tried, and is there again
at the next run. `make thorough` (GOVTUI_THOROUGH=1) gives many more rounds from a new seed, which GOVTUI_SEED repeats; what it
finds becomes an @example, or a case in a table.
"""

from __future__ import annotations

import os
import random
import secrets

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

THOROUGH = bool(os.environ.get("GOVTUI_THOROUGH"))

if THOROUGH:  # the workers of xdist inherit it
    os.environ.setdefault("GOVTUI_SEED", str(secrets.randbelow(2**32)))
SEED = int(os.environ.get("GOVTUI_SEED", "0"))

FIXED, NEW = "fixed seeds", "new seeds"
"""The two profiles of Hypothesis: a quick one, and the one of the long run."""
QUICK = 50
"""Examples of a law in a quick run: the second fifty find hardly anything, and cost as much (`make thorough` tries 2,000)."""


def rounds(few: int, many: int | None = None) -> int:
    """How often a law is tried: a few times, or many (20 times as often, unless said)."""
    return (few * 20 if many is None else many) if THOROUGH else few


def seeded(of: str) -> random.Random:
    """Random choices of one test; `of` keeps those of several tests apart."""
    return random.Random(f"{SEED} {of}")


def load_profile() -> str:
    """Make the settings of Hypothesis those of this run, for all laws that are defined afterwards; their name."""
    # A busy machine takes long over an example without anything being wrong. What failed before is not kept: a run must not
    # depend on the one before.
    settings.register_profile(
        FIXED,
        derandomize=True,
        database=None,
        max_examples=QUICK,
        deadline=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.register_profile(NEW, settings.get_profile(FIXED), derandomize=False, max_examples=rounds(100))
    name = NEW if THOROUGH else FIXED
    settings.load_profile(name)
    if not THOROUGH:
        # Hypothesis also draws constants that it finds in the source of whatever is loaded: with them the examples of a law
        # depend on which tests ran before it in the same process. (Private in Hypothesis; test_seeds.py holds it.)
        providers.is_local_module_file = lambda path: False  # type: ignore[attr-defined]
    return name
