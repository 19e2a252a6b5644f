"""The same made-up records as the peers take them: recutils .rec, CSV (VisiData), TSV, papis folders."""

from __future__ import annotations

import csv
import json
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from benchmarks.records import Made

REC = "all.rec"
CSV = "all.csv"
TSV = "all.tsv"
PAPIS = "papis"

FIELDS = (
    "id",
    "kind",
    "type",
    "status",
    "name_vi",
    "name_en",
    "date",
    "country",
    "city",
    "people",
    "sdg",
    "summary_vi",
    "summary_en",
    "source",
)

_REC_HEAD = """\
%rec: Record
%key: id
%type: kind enum organization declaration event source
%mandatory: name_vi

"""


def values(made: Made) -> dict[str, str]:
    """One record as FIELDS, all texts."""
    return {
        "id": made.id,
        "kind": made.kind,
        "type": made.type,
        "status": made.status,
        "name_vi": made.name.vi,
        "name_en": made.name.en,
        "date": made.date.edtf,
        "country": made.country,
        "city": made.city.vi,
        "people": "; ".join(made.people),
        "sdg": " ".join(made.sdg),
        "summary_vi": made.summary.vi,
        "summary_en": made.summary.en,
        "source": made.source,
    }


class Writer:
    """Writes all forms side by side below a folder; to be used in a ``with``."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._open = ExitStack()

    def __enter__(self) -> Writer:
        self._root.mkdir(parents=True, exist_ok=True)
        self._rec, table, self._tsv = (self._file(name) for name in (REC, CSV, TSV))
        self._rec.write(_REC_HEAD)
        self._csv = csv.DictWriter(table, FIELDS, lineterminator="\n")
        self._csv.writeheader()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def _file(self, name: str) -> IO[str]:
        return self._open.enter_context((self._root / name).open("w", encoding="utf-8", newline=""))

    def add(self, made: Made) -> None:
        """Write one record in every form."""
        row = values(made)
        self._rec.write("".join(f"{name}: {text}\n" for name, text in row.items() if text) + "\n")
        self._csv.writerow(row)
        self._tsv.write("\t".join((made.id, made.kind, made.date.edtf, made.name.vi, made.name.en)) + "\n")
        folder = self._root / PAPIS / made.id
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "info.yaml").write_bytes(_papis(row, made).encode())


def _papis(row: dict[str, str], made: Made) -> str:
    """A papis document: the Vietnamese name is its title, for that is what papis looks at."""
    quoted = {name: json.dumps(text, ensure_ascii=False) for name, text in row.items()}
    year = f"year: {made.date.year}\n" if made.date.year else ""
    return (
        f"papis_id: {made.id.replace('-', '')}\nref: {made.id}\ntype: misc\ntitle: {quoted['name_vi']}\n"
        f"title_en: {quoted['name_en']}\nauthor: {quoted['people']}\n{year}"
        f"abstract: {quoted['summary_vi']}\nabstract_en: {quoted['summary_en']}\n"
        f"tags: [{made.kind}, {made.type}, {made.country}]\nfiles: []\n"
    )
