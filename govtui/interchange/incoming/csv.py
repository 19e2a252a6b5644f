"""Read tables in CSV by a mapping file: a row is a record, a column a field of it.

RFC 4180, with semicolons and tabs, too. UTF-8, or UTF-16 with a byte order mark; what is in another encoding is refused by its line.
"""

from __future__ import annotations

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, lookup, register_error
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO, TextIOWrapper
from typing import Any, BinaryIO, NamedTuple

from govtui.interchange.full_lines import LONGEST_LINE
from govtui.interchange.import_formats import ReadOptions
from govtui.interchange.incoming.cell_values import BadCell, CellReader, UnknownType
from govtui.interchange.incoming.json_document import LONGEST_TEXT
from govtui.interchange.incoming.known_words import KnownWords
from govtui.interchange.incoming.mapping import Mapping as MappingFile
from govtui.interchange.incoming.table_columns import (
    HEAD,
    Column,
    column_at,
    columns_of,
    header_text,
    require_apart,
)
from govtui.interchange.table_cells import NAMED, separated, unescaped
from govtui.model.identifiers import is_record_id
from govtui.model.imported import CannotImport, ForeignId, ImportedRecord, ImportFault
from govtui.model.kinds import KINDS
from govtui.model.localized import normal
from govtui.store.files import RECORD_SIZE

TAB = "\t"
DELIMITERS = (",", ";", TAB)
_NAMED_DELIMITERS = {"tab": TAB, "comma": ",", "semicolon": ";"}

_WORKBOOKS = (b"PK\3\4", b"\xd0\xcf\x11\xe0")
"""How files of spreadsheet programs begin: xlsx and ods (ZIP), xls (OLE)."""

_UNDECODABLE = "\udcff"


def _marked(error: UnicodeError) -> tuple[str, int]:
    """Decode what cannot be decoded as a mark, so that its line can be told."""
    return _UNDECODABLE, error.end if isinstance(error, UnicodeDecodeError) else 0


register_error("govtui.import", _marked)


def read(stream: BinaryIO, options: ReadOptions) -> Iterator[ImportedRecord]:
    """Yield the record of each row. Raises CannotImport where the table, or its mapping, cannot be used."""
    mapping = options.mapping
    if mapping is None or not mapping.columns:
        raise CannotImport(HEAD, "mapping_needed")
    if mapping.kind not in KINDS:
        raise CannotImport(HEAD, "unknown_kind" if mapping.kind else "mapping_kind_needed", kind=mapping.kind)
    table = Table(stream, options.encoding, mapping.delimiter, [header_text(name) for name in mapping.columns])
    rows = _Rows(table.headers, mapping, options)
    count = 0
    for number, line, cells in table.rows():
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        place = _place(number, line)
        if count > options.most:
            raise CannotImport(place, "too_many", limit=options.most)
        yield rows.record(f"row {number}", place, cells)


# -- the table ---------------------------------------------------------------------------------------------------------


class Row(NamedTuple):
    """A row, numbered as spreadsheets do: the head is the first."""

    number: int
    line: int
    """Where it begins in the file."""
    cells: list[str]


class Table:
    """The cells of a file."""

    def __init__(self, stream: BinaryIO, encoding: str = "", delimiter: str = "", mapped: Sequence[str] = ()) -> None:
        """`mapped`: headers that are looked for where the delimiter is not told. Raises CannotImport."""
        csv.field_size_limit(RECORD_SIZE)
        self._encoding, self._line = encoding, 0
        self._lines = self._read_lines(stream)
        head = self._head()
        given = _NAMED_DELIMITERS.get(delimiter, delimiter)
        if head[0].lower().startswith("sep=") and len(head[0].strip()) == len("sep=;"):
            given = given or head[0].strip()[-1]
            head = self._head()
        if len(given) > 1 or given in ('"', "\r", "\n", " "):
            raise CannotImport(HEAD, "bad_delimiter", delimiter=delimiter)
        self.delimiter = given or max(DELIMITERS, key=lambda one: self._fitting(head, one, mapped))
        """The one that is told, else the one by which the most mapped columns, and then the most columns, are found."""
        self.headers = [header_text(cell) for cell in self._parsed(head, self.delimiter)]
        while self.headers and not self.headers[-1]:
            self.headers.pop()
        if not self.headers:
            raise CannotImport(HEAD, "no_head")

    def rows(self) -> Iterator[Row]:
        """Yield the rows behind the head, blank ones too. Raises CannotImport: cut_short, bad_quotes, not_utf8, line_too_long."""
        number = 1
        reader = csv.reader(self._lines, delimiter=self.delimiter, strict=True)
        while True:
            number += 1
            start = self._line + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise CannotImport(_place(number, start), _code(error)) from None
            yield Row(number, start, cells)

    def _head(self) -> list[str]:
        """Return the lines of the first row. Raises CannotImport."""
        lines: list[str] = []
        quotes = size = 0
        for line in self._lines:
            lines.append(line)
            quotes += line.count('"')
            size += len(line)
            if size > LONGEST_LINE:
                raise CannotImport(HEAD, "open_quotes")
            if quotes % 2 == 0:
                if lines[0].strip() or len(lines) > 1:
                    return lines
                lines = []
        raise CannotImport(HEAD, "open_quotes" if lines else "empty_file")

    def _fitting(self, head: list[str], delimiter: str, mapped: Sequence[str]) -> tuple[int, int]:
        try:
            cells = [header_text(cell) for cell in self._parsed(head, delimiter)]
        except CannotImport:
            return -1, 0
        return len({*mapped} & {*cells}), len(cells)

    @staticmethod
    def _parsed(head: list[str], delimiter: str) -> list[str]:
        try:
            return next(csv.reader(head, delimiter=delimiter, strict=True))
        except csv.Error as error:
            raise CannotImport(HEAD, _code(error)) from None

    def _read_lines(self, stream: BinaryIO) -> Iterator[str]:
        start = stream.read(4)
        if start in _WORKBOOKS:
            raise CannotImport(HEAD, "workbook")
        if stream.seekable():
            stream.seek(-len(start), 1)
        else:
            stream = BytesIO(start + stream.read())
        has_mark = start.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
        encoding = self._encoding or ("utf-16" if has_mark else "utf-8-sig")
        try:
            text = TextIOWrapper(stream, lookup(encoding).name, errors="govtui.import", newline="")
        except LookupError:
            raise CannotImport(HEAD, "unknown_encoding", encoding=self._encoding[:40]) from None
        try:
            while line := text.readline(LONGEST_LINE + 2):
                self._line += 1
                if self._line == 1:
                    line = line.removeprefix("\ufeff")  # a second one, where a file with one was converted
                if len(line) > LONGEST_LINE:
                    raise CannotImport(f"line {self._line}", "line_too_long", limit=LONGEST_LINE >> 20)
                if _UNDECODABLE in line:
                    code = "wrong_encoding" if self._encoding else "not_utf8_table"
                    raise CannotImport(f"line {self._line}", code, encoding=encoding)
                yield line
        except UnicodeError:  # of codecs that know no error handler, such as idna
            raise CannotImport(f"line {self._line + 1}", "wrong_encoding", encoding=encoding) from None
        finally:
            if not stream.closed:  # it is where a reader that was left in the middle is collected later
                text.detach()  # whoever opened the file closes it


def _code(error: csv.Error) -> str:
    if "end of data" in str(error):
        return "open_quotes"
    return "cell_too_long" if "limit" in str(error) else "bad_quotes"


def _place(number: int, line: int) -> str:
    return f"row {number}" if line == number else f"row {number} (line {line})"


# -- records of rows ---------------------------------------------------------------------------------------------------


class _Rows:
    """Makes records of rows, by the columns that are mapped."""

    def __init__(self, headers: Sequence[str], mapping: MappingFile, options: ReadOptions) -> None:
        schema, language = options.manifest.record_schema, options.language or mapping.language
        self._headers, self._mapping, self._exact = headers, mapping, not mapping.cite
        self._columns = columns_of(headers, mapping, mapping.kind, language, schema)
        self._cells = CellReader(KnownWords(options.manifest), dates=mapping.dates, exact=self._exact)
        self._values = {
            path: {_spoken(cell): meant for cell, meant in one.items()} for path, one in mapping.values.items()
        }
        self._values.setdefault("type", {}).update({_spoken(one): key for one, key in mapping.classification.items()})
        taken = {column.path for column in self._columns.values() if column}
        fixed = [(column_at(path, mapping.kind, language, schema, path), text) for path, text in mapping.fixed.items()]
        self._fixed = [(column, self._fixed_value(column, text)) for column, text in fixed if column.path not in taken]
        require_apart([*taken, *(column.path for column, _ in self._fixed)])
        self._left_names = _names(headers)
        self._named = tuple(
            name for name in NAMED if any(column and column.path == name for column in self._columns.values())
        )

    def _fixed_value(self, column: Column, text: str) -> Any:
        try:
            return self._value(column, text)
        except (BadCell, UnknownType):
            raise CannotImport(HEAD, "bad_fixed", field=column.path, value=text[:80]) from None

    def record(self, place: str, shown: str, cells: Sequence[str]) -> ImportedRecord:
        """Return the record of a row. `shown`: its place in faults."""
        faults: list[ImportFault] = []
        data: dict[str, Any] = {}
        left: dict[str, Any] = {}
        keys: list[ForeignId] = []
        removed: list[str] = []
        id, unknown_type = "", ""
        if len(cells) < len(self._headers) or any(cell.strip() for cell in cells[len(self._headers) :]):
            faults.append(ImportFault(shown, "ragged_row", {"found": len(cells), "wanted": len(self._headers)}))
        for number, (header, cell) in enumerate(zip(self._headers, cells, strict=False)):
            column = self._columns.get(number)
            text = normal(cell)
            if not text.strip() or (number in self._columns and column is None):
                continue
            try:
                self._check(text)
                if column is None:
                    left[self._left_names[number]] = text.strip()
                elif column.path == "id":
                    id = text.strip()
                    if not is_record_id(id):
                        raise BadCell("bad_id")
                elif text.strip() == self._mapping.remove:
                    removed.append(column.path)
                else:
                    value = self._value(column, unescaped(text) if self._mapping.spreadsheet else text)
                    put(data, column, value)
                    if column.is_key and isinstance(value, str):
                        keys.append(ForeignId(column.path, value))
            except UnknownType:
                unknown_type = text.strip()
            except BadCell as error:
                faults.append(ImportFault(shown, error.code, self._told(header, column, text)))
        for column, value in self._fixed:
            put(data, column, value)
        if self._exact and not id and not keys:
            faults.append(ImportFault(shown, "no_id", {}))
        return ImportedRecord(
            place,
            self._mapping.kind,
            data,
            id,
            () if self._exact and id else tuple(keys),  # an export of ours knows its records by their ids
            unknown_type,
            left,
            tuple(faults),
            restored=self._exact,
            removed=tuple(removed),
            named=self._named if self._exact else (),
        )

    def _check(self, text: str) -> None:
        if "\0" in text:
            raise BadCell("nul_cell")
        longest = RECORD_SIZE if self._exact else LONGEST_TEXT
        if len(text) * 4 > longest and len(text.encode()) > longest:
            raise BadCell("text_too_long")

    @staticmethod
    def _told(header: str, column: Column | None, text: str) -> Mapping[str, str | int]:
        field = column.path if column else header
        return {
            "column": header,
            "field": field,
            "value": text.strip()[:80],
            "given": text.strip()[:80],
            "limit": LONGEST_TEXT >> 10,
        }

    def _value(self, column: Column, text: str) -> Any:
        """Return the value of a cell, or the values in it. Raises BadCell and UnknownType."""
        if not column.separator:
            one = self._one(column, text)
            return [one] if column.spec.many else one
        items = separated(text, column.separator)
        if not column.spec.many:
            raise BadCell("not_a_list_cell")
        return [self._one(column, item) for item in items]

    def _one(self, column: Column, text: str) -> Any:
        meant = self._values.get(column.path, {}).get(_spoken(text))
        if column.path in NAMED:
            name = text if self._exact and not column.separator else text.strip()
            return {NAMED[column.path]: meant or name, "type": column.alias}
        return self._cells.value(column.spec.element, text if meant is None else meant)


def _names(headers: Sequence[str]) -> list[str]:
    """Return under what name the cells of each column are kept: its header, with its number where that is not its own."""
    counted = Counter(headers)
    own = {header for header, times in counted.items() if times == 1} - {"", "id"}  # `id` is that of keys
    return [header if header in own else f"{header} {n}".strip() for n, header in enumerate(headers, 1)]


def _spoken(cell: str) -> str:
    return " ".join(normal(cell).split()).casefold()


def put(data: dict[str, Any], column: Column, value: Any) -> None:
    """Put a value where its column says; values of lists come together."""
    steps = column.path.split(".")
    for step in steps[:-1]:
        data = data.setdefault(step, {})
    if column.spec.many:
        there = data.get(steps[-1], [])
        data[steps[-1]] = [*there, *(one for one in value if one not in there)]
    else:
        data[steps[-1]] = value
