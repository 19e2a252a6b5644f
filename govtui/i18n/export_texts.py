"""Why records cannot be exported as the options ask, in words."""

from __future__ import annotations

from collections.abc import Mapping

from govtui.i18n.formats import quoted_values
from govtui.i18n.translator import Translator
from govtui.text.markers import N_

EXPORT_TEXTS: Mapping[str, str] = {
    "language_not_kept": N_("The registry keeps no texts in “{language}”; registry.toml lists its languages."),
    "target_needed": N_("Say into which language the texts are to be translated: --language."),
    "same_language": N_(
        "The texts would be translated from “{language}” into the same language; --from names another."
    ),
}
"""Code of interchange.exporting.CannotExport to a sentence."""


def export_refusal(code: str, values: Mapping[str, str], tr: Translator) -> str:
    """Return why an export is refused, as a sentence."""
    said = tr.gettext(EXPORT_TEXTS[code])
    return said.format_map(quoted_values(said, values))
