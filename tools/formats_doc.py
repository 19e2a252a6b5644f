"""Writes the tables of docs/formats.vi.md and docs/formats.en.md from the code: ``python tools/formats_doc.py [--check]``.

The text of the pages is written by hand. Behind each line ``<!-- carries KEY -->`` stands, up to ``<!-- end -->``, which fields of
which kind an export format carries and which it leaves out, as CARRIED of its module tells. --check writes nothing, and exits 1
when a page is not what would be written.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator, Mapping

from generated_pages import DOCS, table, write

from govtui.i18n.field_labels import field_label
from govtui.i18n.labels import label
from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.interchange.exporting import NEVER_LEFT
from govtui.interchange.formats import FORMATS, carried
from govtui.model.fields import reading_order
from govtui.model.kinds import KINDS
from govtui.model.record import MODELS

BLOCK = re.compile(r"(<!-- carries ([a-z]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)

WORDS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "columns": "Loại bản ghi|Chứa được|Bỏ lại",
        "all": "mọi trường",
        "none": "không trường nào",
        "no_kind": "không xuất loại này",
    },
    "en": {
        "columns": "Kind|Carried|Left out",
        "all": "every field",
        "none": "none",
        "no_kind": "records of this kind are left out",
    },
}
"""The words of the tables that are in no catalog."""


def page(tr: Translator, text: str) -> str:
    """Return the text of a page with its tables made anew. Raises LookupError for a format without a place in it."""
    if missing := FORMATS.keys() - {key for _, key, _, _ in BLOCK.findall(text)}:
        raise LookupError(f"formats.{tr.language}.md has no <!-- carries … --> of {', '.join(sorted(missing))}")

    def made(found: re.Match[str]) -> str:
        lines = [*_table(found[2], tr)] if found[2] in FORMATS else []
        return "\n".join([found[1].rstrip(), *lines, found[4]])

    return BLOCK.sub(made, text)


def _table(key: str, tr: Translator) -> Iterator[str]:
    words, fields = WORDS[tr.language], carried(FORMATS[key])
    yield ""
    yield from table(words["columns"], ((label("kind", kind, tr), *_cells(kind, fields, tr)) for kind in KINDS))


def _cells(kind: str, fields: Mapping[str, Collection[str]] | None, tr: Translator) -> tuple[str, str]:
    words = WORDS[tr.language]
    if fields is None:
        return words["all"], words["none"]
    if kind not in fields:
        return words["none"], words["no_kind"]
    specs = [spec for name, spec in reading_order(MODELS[kind]).items() if name not in NEVER_LEFT]
    held = [field_label(spec, tr) for spec in specs if spec.name in fields[kind]]
    left = [field_label(spec, tr) for spec in specs if spec.name not in fields[kind]]
    if not left:
        return words["all"], words["none"]
    return tuple(", ".join(one) or words["none"] for one in (held, left))  # type: ignore[return-value]


def main() -> int:
    """Write, or with --check compare; the exit status."""
    names = {f"formats.{language}.md": language for language in LANGUAGES}
    texts = {name: (DOCS / name).read_text(encoding="utf-8") for name in names}
    return write({name: page(load(names[name]), texts[name]) for name in names}, "formats_doc.py")


if __name__ == "__main__":
    sys.exit(main())
