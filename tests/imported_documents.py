"""A made-up document of a few kB in every import format, as other programs write them, with what its reader is told beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

from seeds import seeded
from small import table
from some_calendars import some_calendar

from govtui.interchange.import_formats import IMPORT_FORMATS, ReadOptions, reader
from govtui.interchange.incoming.mapping import Mapping as MappingFile
from govtui.model.imported import ImportedRecord
from govtui.store.manifest import Manifest


class ImportedDocument(NamedTuple):
    """A document that another program wrote."""

    format: str
    raw: bytes
    options: ReadOptions

    def read(self, raw: bytes | None = None) -> Iterator[ImportedRecord]:
        """Read it, or what has become of its bytes."""
        return reader(IMPORT_FORMATS[self.format])(BytesIO(self.raw if raw is None else raw), self.options)


def _options(**chosen: Any) -> ReadOptions:
    return ReadOptions(Manifest(), date(2026, 11, 30), **{"language": "vi", **chosen})


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _csv() -> tuple[bytes, ReadOptions]:
    rows = "".join(
        f'{n},"Sở Nội vụ tỉnh {n}, cơ quan “{n}”","SNV{n}; Sở {n}",{1990 + n},Bộ,"Mô tả\r\nhai dòng ""{n}"""\r\n'
        for n in range(24)
    )
    mapping = MappingFile(
        kind="organization",
        columns={
            "Mã": "id",
            "Tên": "name.vi",
            "Tên khác": "aka",
            "Năm": "founded",
            "Loại": "type",
            "Mô tả": "summary.vi",
        },
        split={"aka": ";"},
        values={"type": {"Bộ": "ministry"}},
    )
    return f"\ufeffMã,Tên,Tên khác,Năm,Loại,Mô tả\r\n{rows}".encode(), _options(mapping=mapping)


def _jsonl() -> bytes:
    bare = [table(f"b{n}", name={"vi": f"Mạng lưới {n}"}, sources=None, founded="2001") for n in range(8)]
    ours = [table(f"o{n}", name={"vi": f"Tổ chức “{n}”"}, links={"website": "https://example.org/"}) for n in range(8)]
    lines = [*bare, *({"v": 1, "is": "full", "id": one["id"], "kind": one["kind"], "data": one} for one in ours)]
    return "".join(json.dumps(one, ensure_ascii=n % 3 > 0) + "\n" for n, one in enumerate(lines)).encode()


def _popolo() -> bytes:
    organizations = [
        {
            "id": f"org-{n}",
            "name": f"Ủy ban “{n}”",
            "classification": "committee",
            "other_names": [{"name": f"UB{n}", "end_date": "1999"}],
            "identifiers": [{"scheme": "gov", "identifier": f"G{n}"}],
            "founding_date": f"19{80 + n}-05",
            "parent_id": f"org-{n - 1}" if n else None,
            "links": [{"url": f"https://example.org/{n}", "note": "website"}],
            "contact_details": [{"type": "voice", "value": "024"}],
        }
        for n in range(6)
    ]
    event = {"id": "e", "name": "Kỳ họp", "start_date": "2020-01-02", "organization_id": "org-1", "status": "confirmed"}
    person = {"id": "p", "name": "Lê A", "email": "a@example.org"}
    member = {"person_id": "p", "organization_id": "org-2", "role": "chair"}
    return _json({"organizations": organizations, "events": [event], "persons": [person], "memberships": [member]})


def _ror() -> bytes:
    return _json(
        [
            {
                "id": f"https://ror.org/0{n}aaaaa0{n}",
                "admin": {
                    "created": {"date": "2020-01-01", "schema_version": "2.1"},
                    "last_modified": {"date": "2020-01-01", "schema_version": "2.1"},
                },
                "domains": [],
                "established": 1900 + n,
                "external_ids": [{"type": "wikidata", "all": [f"Q{n}", "Q0"], "preferred": f"Q{n}"}],
                "links": [{"type": "website", "value": "https://example.org"}],
                "locations": [
                    {
                        "geonames_id": n,
                        "geonames_details": {
                            "country_code": "VN",
                            "country_name": "Vietnam",
                            "name": "Hà Nội",
                            "lat": 21.0,
                            "lng": 105.8,
                        },
                    }
                ],
                "names": [
                    {"value": f"Viện {n}", "lang": "vi", "types": ["label", "ror_display"]},
                    {"value": f"V{n}", "lang": None, "types": ["acronym"]},
                ],
                "relationships": [{"type": "parent", "id": "https://ror.org/00aaaaa00", "label": "Viện 0"}],
                "status": "active",
                "types": ["government"],
            }
            for n in range(5)
        ]
    )


def _csl() -> bytes:
    return _json(
        [
            {
                "id": f"a{n}",
                "type": "article-journal",
                "title": f"Bàn về quản trị công {n}",
                "author": [{"family": "Nguyễn", "given": f"Văn {n}"}, {"literal": "Bộ Nội vụ"}],
                "container-title": "Tạp chí Tổ chức nhà nước",
                "issued": {"date-parts": [[2020, 1 + n, 5]]},
                "URL": "https://example.org/",
                "language": "vi",
            }
            for n in range(8)
        ]
    )


def _bibtex() -> bytes:
    return "\n".join(
        f"""@article{{a{n},
  author = {{Nguy\\~{{\\^e}}n, V\\u{{a}}n and {{Bộ Nội vụ}}}},
  title = {{Bàn về {{Quản trị}} công {n}}},
  journal = "Tạp chí" # " Tổ chức",
  year = {{2020}}, month = may,
  url = {{https://example.org/?a=%2C}},
}}
"""
        for n in range(10)
    ).encode()


def _po() -> bytes:
    head = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n"X-Source-Language: vi\\n"\n\n'
    return (
        head
        + "\n".join(
            f'#. Tên\n#: organizations/o{n}.toml\nmsgctxt "o{n}#name"\nmsgid "Tổ chức “{n}”"\nmsgstr ""\n"Organization "\n"“{n}”"\n'
            for n in range(20)
        )
    ).encode()


def documents() -> Mapping[str, ImportedDocument]:
    """Return a document of each format."""
    csv, told = _csv()
    vi = _options()
    made = {
        "csv": (csv, told),
        "jsonl": (_jsonl(), vi),
        "popolo": (_popolo(), _options(people=True, mapping=MappingFile(classification={"committee": "government"}))),
        "ror": (_ror(), vi),
        "ics": (some_calendar(seeded("a document to cut"), 12).encode(), vi),
        "bibtex": (_bibtex(), vi),
        "csl": (_csl(), vi),
        "po": (_po(), _options(language="")),
    }
    return {format: ImportedDocument(format, *one) for format, one in made.items()}
