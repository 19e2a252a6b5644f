"""`govtui import FORMAT FILE --map-template`: prints a mapping file to be edited, of the columns or the types of a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from govtui.cli.import_options import format_of, read_options
from govtui.cli.import_words import fault_words
from govtui.cli.imported_file import ImportedFile, opened_file
from govtui.cli.progress import progress
from govtui.cli.session import Session
from govtui.i18n.labels import label
from govtui.interchange.import_formats import ImportFormat, ReadOptions, reader
from govtui.model.imported import CannotImport
from govtui.store.manifest import Manifest

DONE, REFUSED, COULD_NOT_RUN = 0, 1, 2


def print_template(session: Session, given: Mapping[str, Any]) -> int:
    """Print the mapping file; return the exit status."""
    format = format_of(session, given["format"])
    if format is None:
        return COULD_NOT_RUN
    manifest = session.manifest()
    options = read_options(session, given, manifest)
    with opened_file(session, given["file"]) as source:
        try:
            if source.is_empty:
                raise CannotImport("", "empty_file")
            if format.key == "csv":
                from govtui.interchange.incoming.mapping_template import mapping_template

                text = mapping_template(source.rewound(), options, session.tr)
            else:
                text = _types(session, format, source, options, manifest)
        except CannotImport as error:
            session.out.remark(fault_words(source.name, error.fault, session.tr))
            return REFUSED
    session.out.verbatim(text)
    return DONE


def _types(
    session: Session, format: ImportFormat, source: ImportedFile, options: ReadOptions, manifest: Manifest
) -> str:
    """Return a mapping file with what the records of a file call their types."""
    tr = session.tr
    unknown: dict[str, str] = {}
    with progress(session, tr.gettext("{n} records read"), 0) as tell:
        for place, one in enumerate(reader(format)(source.rewound(), options), 1):
            tell(place)
            if one.unknown_type:
                unknown.setdefault(one.unknown_type, one.kind)
    lines = [tr.gettext("The types of {file}: write behind each the type that it is here.").format(file=source.name)]
    if not unknown:
        lines = [tr.gettext("{file} has no type that needs to be translated.").format(file=source.name)]
    for kind in dict.fromkeys(unknown.values()):
        keys = ", ".join(manifest.keys(f"{kind}.type"))
        lines.append(f"{label('kind', kind, tr)}: {keys}")
    rows = ["[classification]", *(f'{json.dumps(name, ensure_ascii=False)} = ""' for name in sorted(unknown))]
    return "".join(f"{line}\n" for line in [*(f"# {line}" for line in lines), *rows])
