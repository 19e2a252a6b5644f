"""Labels of the keys in machine lines, in all languages, for `--labels`. Commands load it, and the catalogs, for that alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from govtui.i18n.labels import label
from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.interchange.machine import Line
from govtui.interchange.machine_shapes import SHAPES, Member

if TYPE_CHECKING:
    from govtui.store.manifest import Manifest


def labelled(items: Iterable[Line], manifest: Manifest | None) -> Iterator[Line]:
    """Yield each line with `label`: the labels of its keys by member and language."""
    translators = [load(language) for language in LANGUAGES]
    for item in items:
        found = {
            member.name: labels
            for member in SHAPES[item["is"]].members
            if member.vocabulary and (labels := _labels(member, item, translators, manifest))
        }
        yield {**item, "label": found} if found else item


def _labels(
    member: Member, item: Mapping[str, Any], translators: Iterable[Translator], manifest: Manifest | None
) -> dict[str, str]:
    """Return the labels of a member's key by language; none where it is empty."""
    if not (key := item.get(member.name)):
        return {}
    vocabulary = member.vocabulary.format_map(item)
    return {tr.language: label(vocabulary, key, tr, manifest) for tr in translators}
