"""Writes docs/schema.vi.md and docs/schema.en.md from the code: ``python tools/schema_doc.py [--check]``.

They have every field that records and registry.toml may have, the relations and the vocabularies, as the models tell them.
--check writes nothing, and exits 1 when a page is not what would be written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generated_pages import table, write

from govtui.i18n.field_labels import field_label, field_meaning, relation_label, value_type_words
from govtui.i18n.labels import label
from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.model.fields import FieldSpec, fields, path_of, walk_from
from govtui.model.kinds import KINDS
from govtui.model.own_fields import FIELD_OPTIONS, RELATION_OPTIONS
from govtui.model.record import MODELS
from govtui.model.relations import ANY, RELATIONS, SAME
from govtui.model.vocabulary import VOCABULARIES
from govtui.store.manifest import Manifest

WORDS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "title": "Trường của bản ghi",
        "made": "Trang này do tools/schema_doc.py tạo từ mã nguồn; không sửa tay.",
        "other": "*English: [schema.en.md](schema.en.md)*",
        "about": "Mỗi bản ghi là một tệp TOML. Dưới đây là mọi trường mà tệp có thể có: đường dẫn trường như dùng với `govtui set`, nhãn trên trang, kiểu giá trị, ý nghĩa. Dấu `*` là bắt buộc: với trường của một bảng, bắt buộc khi có bảng đó. `govtui fields` in danh sách này kèm các trường, quan hệ do cơ sở dữ liệu khai báo thêm; `govtui schema` in JSON Schema cho trình soạn thảo ([machine.vi.md](machine.vi.md) nói về các dòng dành cho chương trình).",
        "values": "Kiểu giá trị",
        "all": "Trường của mọi loại bản ghi",
        "columns": "Trường|Nhãn|Giá trị|Ý nghĩa",
        "relations": "Quan hệ",
        "relations_about": "Quan hệ được ghi một lần, trong bảng `[relations]` của bản ghi mà nó nói về, thành danh sách mã: `part_of = [\"unpog\"]`. Chiều ngược lại do chương trình suy ra, không ghi vào tệp. Quan hệ có dấu ᶜ cũng do chương trình suy ra từ các trường khác.",
        "relation_columns": "Khóa|Nhãn|Chiều ngược lại|Từ|Tới",
        "any": "mọi loại",
        "same": "cùng loại",
        "vocabularies": "Danh mục giá trị",
        "vocabularies_about": "registry.toml có thể thêm khóa vào mỗi danh mục: `[vocabulary.event_type]` cho `event.type`.",
        "key_columns": "Khóa|Nhãn",
        "registry": "registry.toml",
        "own_fields": "Trường riêng: `[fields.<loại>.<khóa>]`",
        "own_relations": "Quan hệ riêng: `[relations.<khóa>]`",
        "type_columns": "Kiểu|Trong tệp",
        "text": "chuỗi không rỗng",
        "localized": "bảng theo ngôn ngữ: `name.vi = \"…\"`, `name.en = \"…\"`",
        "quote": "lời của nguồn, viết đúng nguyên văn: một chuỗi, hoặc theo ngôn ngữ",
        "key": "chữ thường không dấu, chữ số và dấu gạch dưới; với danh mục giá trị thì là một khóa của danh mục",
        "date": "EDTF: `\"2015\"`, `\"2015-09\"`, `\"2015-09-09\"`, `\"201X\"`, `\"2018-11-05/2018-11-06\"`, `\"2021/..\"`; dấu `~` là khoảng, `?` là chưa chắc. Năm viết được thành số, ngày viết được thành ngày của TOML",
        "number": "số",
        "yes_no": "`true` hoặc `false`",
        "country": "mã ISO 3166-1 gồm hai chữ hoa: `\"VN\"`",
        "reference": "mã của một bản ghi: `\"unpog\"`",
        "target": "mã của một bản ghi, hoặc `\"country:VN\"`",
        "language": "mã ngôn ngữ: `\"vi\"`, `\"zh-Hant\"`",
        "field_path": "đường dẫn trường: `\"summary.vi\"`, `\"steps.adopted.date\"`",
        "any_value": "giá trị TOML bất kỳ",
        "since": "từ govtui {version}",
    },
    "en": {
        "title": "The fields of records",
        "made": "This page is made from the code by tools/schema_doc.py; it is not edited by hand.",
        "other": "*Tiếng Việt: [schema.vi.md](schema.vi.md)*",
        "about": "Each record is a TOML file. These are all fields that a file may have: the field path as `govtui set` takes it, the label on the page, the type of its value, and what it means. `*` marks what is required: of a table's field, where there is such a table. `govtui fields` prints this list with the fields and relations that a registry declares itself; `govtui schema` prints the JSON Schema for editors ([machine.md](machine.md) is about lines for programs).",
        "values": "Types of values",
        "all": "Fields of every kind of record",
        "columns": "Field|Label|Value|Meaning",
        "relations": "Relations",
        "relations_about": "A relation is written once, in the table `[relations]` of the record that it is said of, as a list of ids: `part_of = [\"unpog\"]`. The way back is computed and never written. Relations with the sign ᶜ are computed from other fields, too.",
        "relation_columns": "Key|Label|The way back|From|To",
        "any": "any kind",
        "same": "the same kind",
        "vocabularies": "Vocabularies",
        "vocabularies_about": "registry.toml can add keys to each of them: `[vocabulary.event_type]` to `event.type`.",
        "key_columns": "Key|Label",
        "registry": "registry.toml",
        "own_fields": "Fields of a registry's own: `[fields.<kind>.<key>]`",
        "own_relations": "Relations of a registry's own: `[relations.<key>]`",
        "type_columns": "Type|In a file",
        "text": "a string that is not empty",
        "localized": "a table by language: `name.vi = \"…\"`, `name.en = \"…\"`",
        "quote": "the words of the source, exactly as printed: a string, or by language",
        "key": "lower-case letters, digits and underscores; of a vocabulary, one of its keys",
        "date": "EDTF: `\"2015\"`, `\"2015-09\"`, `\"2015-09-09\"`, `\"201X\"`, `\"2018-11-05/2018-11-06\"`, `\"2021/..\"`; `~` is about, `?` is uncertain. A year may be a number, a day a date of TOML",
        "number": "a number",
        "yes_no": "`true` or `false`",
        "country": "an ISO 3166-1 code of two capitals: `\"VN\"`",
        "reference": "the id of a record: `\"unpog\"`",
        "target": "the id of a record, or `\"country:VN\"`",
        "language": "a language tag: `\"vi\"`, `\"zh-Hant\"`",
        "field_path": "a field path: `\"summary.vi\"`, `\"steps.adopted.date\"`",
        "any_value": "any value of TOML",
        "since": "since govtui {version}",
    },
}  # fmt: skip
"""The words of the pages that are in no catalog."""

_VALUE_TYPES = ("text", "localized", "quote", "key", "date", "number", "yes_no", "country", "reference", "target", "language",
                "field_path", "any")  # fmt: skip

Row = tuple[str, FieldSpec]
"""A field path and what stands there."""


def page(tr: Translator) -> str:
    """Return the page in a language."""
    return "\n".join(_lines(tr, WORDS[tr.language])).rstrip() + "\n"


def _lines(tr: Translator, words: Mapping[str, str]) -> Iterator[str]:
    yield from (f"# {words['title']}", "", words["made"], "", words["other"], "", words["about"], "")
    yield from (f"## {words['values']}", "")
    yield from table(
        words["type_columns"], ((_type_label(name, tr), _type_words(name, words)) for name in _VALUE_TYPES)
    )
    of_kind = {kind: dict(_rows(fields(MODELS[kind]))) for kind in KINDS}
    shared = _shared(list(of_kind.values()))
    yield from (f"## {words['all']}", "")
    yield from _fields(((path, of_kind["event"][path]) for path in of_kind["event"] if path in shared), tr, words)
    for kind, rows in of_kind.items():
        yield from (f"## {label('kind', kind, tr)}: `{kind}`", "")
        yield from _fields(((path, spec) for path, spec in rows.items() if path not in shared), tr, words)
    yield from _relations(tr, words)
    yield from _vocabularies(tr, words)
    yield from (f"## {words['registry']}", "")
    yield from _fields(_rows(fields(Manifest)), tr, words)
    for head, options in (("own_fields", FIELD_OPTIONS), ("own_relations", RELATION_OPTIONS)):
        yield from (f"### {words[head]}", "")
        yield from _fields(options.items(), tr, words)


def _rows(specs: Mapping[str, FieldSpec]) -> Iterator[Row]:
    for way, spec in walk_from(specs):
        yield path_of(way, spec), spec


def _shared(kinds: Sequence[Mapping[str, FieldSpec]]) -> set[str]:
    """Return the paths of the fields that all kinds have alike, with all that stands in them."""

    def alike(path: str) -> bool:
        return all(path in kind and kind[path] == kinds[0][path] for kind in kinds)

    tops = {path for path in kinds[0] if "." not in path}
    same = {
        top
        for top in tops
        if all(alike(path) for kind in kinds for path in kind if path == top or path.startswith(f"{top}."))
    }
    return {path for path in kinds[0] if path.partition(".")[0] in same}


def _fields(rows: Iterable[Row], tr: Translator, words: Mapping[str, str]) -> Iterator[str]:
    return table(words["columns"], (_field_cells(path, spec, tr, words) for path, spec in rows))


def _field_cells(path: str, spec: FieldSpec, tr: Translator, words: Mapping[str, str]) -> tuple[str, ...]:
    value = value_type_words(spec, tr)
    vocabulary = spec.about.vocabulary
    if vocabulary in VOCABULARIES:
        value = value.replace(vocabulary, f"[{vocabulary}](#{vocabulary.replace('.', '')})")
    if spec.about.since:
        value += f"; {words['since'].format(version=spec.about.since)}"
    return f"`{path}`{' *' * spec.required}", field_label(spec, tr), value, field_meaning(spec, tr)


def _relations(tr: Translator, words: Mapping[str, str]) -> Iterator[str]:
    def kinds(named: Iterable[str] | str) -> str:
        if isinstance(named, str):
            return words["same"] if named == SAME else named
        return words["any"] if frozenset(named) == ANY else ", ".join(label("kind", k, tr) for k in KINDS if k in named)

    yield from (f"## {words['relations']}", "", words["relations_about"], "")
    yield from table(
        words["relation_columns"],
        (
            (
                f"`{one.key}`" if one.written else f"`{one.key}` ᶜ",
                relation_label(one.key, tr),
                f"`{one.inverse}` {relation_label(one.key, tr, inverse=True)}",
                kinds(one.sources),
                kinds(one.targets),
            )
            for one in RELATIONS.values()
        ),
    )


def _vocabularies(tr: Translator, words: Mapping[str, str]) -> Iterator[str]:
    yield from (f"## {words['vocabularies']}", "", words["vocabularies_about"], "")
    for name, keys in VOCABULARIES.items():
        yield from (f"### {name}", "")
        yield from table(
            words["key_columns"], ((f"`{key}`", label(name, key, tr).replace("{number}", "N")) for key in keys)
        )


def _type_label(name: str, tr: Translator) -> str:
    from govtui.i18n.field_labels import VALUE_TYPES
    from govtui.model.schema import ValueType

    return tr.pgettext("value_type", VALUE_TYPES[ValueType(name)])


def _type_words(name: str, words: Mapping[str, str]) -> str:
    return words["any_value" if name == "any" else name]


def main() -> int:
    """Write, or with --check compare; the exit status."""
    return write({f"schema.{language}.md": page(load(language)) for language in LANGUAGES}, "schema_doc.py")


if __name__ == "__main__":
    sys.exit(main())
