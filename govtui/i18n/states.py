"""What the states of a translation are called."""

from __future__ import annotations

from collections.abc import Mapping

from govtui.i18n.translator import Translator
from govtui.text.markers import NP_

STATES: Mapping[str, str] = {
    "missing": NP_("translation", "missing"),
    "stale": NP_("translation", "out of date"),
    "unverified": NP_("translation", "unverified"),
    "done": NP_("translation", "done"),
    "no_source": NP_("translation", "no source text"),
}
"""By model.translations.State."""


def state_words(state: str, tr: Translator) -> str:
    """A state in words."""
    return tr.pgettext("translation", STATES[state])
