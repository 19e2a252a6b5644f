"""What a clash of two edits is called in words; apart from change_words.py, whose imports git would have to wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govtui.i18n.translator import Translator

if TYPE_CHECKING:
    from govtui.edit.conflict import Clash


def clash_name(clash: Clash, tr: Translator) -> str:
    """Return the field of a clash, or where its comments stand."""
    if not clash.of_comments:
        return clash.path
    if not clash.field:
        return tr.pgettext("conflict", "comment at the end of the text")
    return tr.pgettext("conflict", "comment beside {field}").format(field=clash.field)
