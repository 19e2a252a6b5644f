"""Writes docs/machine.md and docs/machine.vi.md from the code: ``python tools/machine_doc.py [--check]``.

Shapes, members and their meanings are those of interchange/machine_shapes.py; the lines are what the commands really print
(machine_examples.py). --check writes nothing, and exits 1 when a page is not what would be written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping

from generated_pages import table, write
from machine_examples import USES, Example, examples, wrapped

from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.interchange.machine_members import PARTS, TEXT_TYPES, Member
from govtui.interchange.machine_schema import HEAD, LABELS, LIST_MEMBERS
from govtui.interchange.machine_shapes import SHAPES

NAMES = {"vi": "machine.vi.md", "en": "machine.md"}

WORDS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "title": "Đầu ra dành cho chương trình",
        "made": "Trang này do tools/machine_doc.py tạo từ mã nguồn, kèm những dòng mà các lệnh in ra thật; không sửa tay.",
        "other": "*English: [machine.md](machine.md)*",
        "about": """\
Mọi lệnh có in ra nội dung đều có hai tùy chọn:

- `--json` in **một** tài liệu: `{"v": 1, "is": "list", "of": DẠNG, "total": SỐ, "items": [...]}`. Tài liệu có dạng này cả khi chỉ có một bản ghi, khi không có gì và khi lệnh từ chối.
- `--jsonl` in các mục đó, mỗi dòng một đối tượng, ghi ra ngay khi có.

Trong các dòng không có câu chữ, nhãn, ngày hay số đã định dạng: chỉ có khóa, mã, đường dẫn, ngày EDTF, mã ISO 3166 và số. `--lang` không làm thay đổi byte nào; câu chữ được in ra đầu ra lỗi. Thành phần không có giá trị thì không được ghi. Trong một phiên bản (`v`), dạng chỉ được thêm thành phần, nên chương trình cần bỏ qua thành phần lạ. `--labels` thêm `label` với nhãn của các khóa bằng mọi ngôn ngữ.

`govtui schema output` in JSON Schema của mọi thứ trên trang này. Mã thoát có trong [command-line.vi.md](command-line.vi.md), các trường trong `data` có trong [schema.vi.md](schema.vi.md).""",
        "use": "Cách dùng",
        "document": "Tài liệu của --json",
        "lines": "Các dòng theo dạng",
        "parts": "Thành phần là đối tượng",
        "parts_about": "Các đối tượng trong dòng; không có `v` và `is`.",
        "head": "Dòng nào cũng bắt đầu bằng `v` và `is`; bảng cho biết các thành phần sau đó.",
        "commands": "Lệnh in ra",
        "columns": "Thành phần|Kiểu|Ý nghĩa",
        "types": "Kiểu",
        "types_about": "Ngoài các kiểu của JSON (string, integer, boolean, object; any là giá trị bất kỳ) và các dạng trên; `[]` là danh sách. Dấu `?` sau tên: thành phần có thể không được ghi.",
        "type_columns": "Kiểu|Là",
    },
    "en": {
        "title": "Output for programs",
        "made": "This page is made from the code by tools/machine_doc.py, with lines that the commands really print; it is not edited by hand.",
        "other": "*Tiếng Việt: [machine.vi.md](machine.vi.md)*",
        "about": """\
Every command that prints something has two options:

- `--json` prints **one** document: `{"v": 1, "is": "list", "of": SHAPE, "total": N, "items": [...]}`. It has this form also for a single record, when there is nothing, and when a command refuses.
- `--jsonl` prints the same items, one object a line, each as soon as it is ready.

The lines have no sentences, no labels, no formatted dates or numbers: only keys, ids, paths, dates in EDTF, codes of ISO 3166 and numbers. `--lang` changes no byte; sentences go to standard error. A member without a value is left out. Within a version (`v`) members are only added, never removed, so a program should ignore members that it does not know. `--labels` adds `label`, with the labels of keys in all languages.

`govtui schema output` prints the JSON Schema of all that is on this page. [command-line.en.md](command-line.en.md) has the exit statuses, [schema.en.md](schema.en.md) the fields that stand in `data`.""",
        "use": "In use",
        "document": "The document of --json",
        "lines": "Lines by shape",
        "parts": "Objects inside lines",
        "parts_about": "They have neither `v` nor `is`.",
        "head": "Every line begins with `v` and `is`; the tables have the members behind these.",
        "commands": "Printed by",
        "columns": "Member|Type|Meaning",
        "types": "Types",
        "types_about": "Beside the types of JSON (string, integer, boolean, object; any is any value) and the shapes above; `[]` is a list. `?` behind a name: the member may be left out.",
        "type_columns": "Type|Is",
    },
}  # fmt: skip
"""The words of the pages that are in no catalog."""


def page(tr: Translator, lines: Mapping[str, Example]) -> str:
    """Return the page in a language, with these examples by shape."""
    return "\n".join(_lines(tr, WORDS[tr.language], lines)).rstrip() + "\n"


def _lines(tr: Translator, words: Mapping[str, str], lines: Mapping[str, Example]) -> Iterator[str]:
    yield from (f"# {words['title']}", "", words["made"], "", words["other"], "", words["about"], "")
    yield from (f"## {words['use']}", "", "```sh")
    for line, meaning in USES.items():
        yield from (f"# {meaning[tr.language]}", line)
    yield from ("```", "")
    yield from (f"## {words['document']}", "")
    yield from _table([*HEAD, *LIST_MEMBERS], tr, words)
    yield from (f"## {words['lines']}", "", words["head"], "")
    for name, shape in SHAPES.items():
        commands = ", ".join(f"`govtui {command}`" for command in shape.commands)
        yield from (f"### {name}", "", f"{tr.gettext(shape.meaning)} {words['commands']}: {commands}.", "")
        yield from _example(lines.get(name))
        yield from _table(shape.members, tr, words)
    yield from (f"### {LABELS.name}", "", tr.gettext(LABELS.meaning), "")
    yield from _example(lines.get("label"))
    yield from (f"## {words['parts']}", "", words["parts_about"], "")
    for name, members in PARTS.items():
        yield from (f"### {name}", "")
        yield from _table(members, tr, words)
    yield from (f"## {words['types']}", "", words["types_about"], "")
    yield from table(words["type_columns"], ((f"{name}", tr.gettext(meaning)) for name, meaning in TEXT_TYPES.items()))


def _example(example: Example | None) -> Iterator[str]:
    if example is not None:
        yield from ("```sh", f"{example.command} --jsonl", "```", "```json", wrapped(example.line), "```", "")


def _table(members: Iterable[Member], tr: Translator, words: Mapping[str, str]) -> Iterator[str]:
    return table(words["columns"], (_cells(member, tr) for member in members))


def _cells(member: Member, tr: Translator) -> tuple[str, ...]:
    return f"`{member.name}`{' ?' * member.optional}", _type(member.type), tr.gettext(member.meaning)


def _type(name: str) -> str:
    """Return a type, as a link to the heading of a shape or part."""
    one = name.removesuffix("[]")
    if one in TEXT_TYPES or one not in {*SHAPES, *PARTS}:
        return name
    return f"[{one}](#{one}){name.removeprefix(one)}"


def main() -> int:
    """Write, or with --check compare; the exit status."""
    lines = examples()
    return write({NAMES[language]: page(load(language), lines) for language in LANGUAGES}, "machine_doc.py")


if __name__ == "__main__":
    sys.exit(main())
