"""The vocabulary in which a field of a record says what it is; it stands in the field's `Annotated`.

    people: Annotated[list[Person], About("People", "Who took part …", Section.PEOPLE, items=Items(name="name"))] = []

What is derived from it (display, forms, checks, references, search, JSON Schema) starts in fields.py.
"""

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple


class ValueType(Enum):
    """What a single value is; it stands in the metadata of the types of values, or in `About` where the type does not tell."""

    TEXT = "text"
    LOCALIZED = "localized"
    """A text by language."""
    QUOTE = "quote"
    """Words as they are printed, plain or by language: shown in quotation marks, and owed no translation."""
    KEY = "key"
    """Of a vocabulary, or of an item in a list."""
    DATE = "date"
    """A partial date (EDTF)."""
    NUMBER = "number"
    YES_NO = "yes_no"
    COUNTRY = "country"
    """ISO 3166-1 alpha-2."""
    REFERENCE = "reference"
    """The id of a record."""
    TARGET = "target"
    """The id of a record, or `country:XX`."""
    LANGUAGE = "language"
    """A language tag (BCP 47)."""
    FIELD_PATH = "field_path"
    ANY = "any"
    """Whatever TOML holds."""


class Section(Enum):
    """Where a record's page has a field, in the order in which it is read; PROGRAM is what no reader needs and no form has."""

    NAME = "name"
    STATE = "state"
    DATES = "dates"
    BIBLIOGRAPHY = "bibliography"
    PLACE = "place"
    TEXT = "text"
    NAMES = "names"
    CONTENT = "content"
    OWN = "own"
    """The fields that a registry adds."""
    PEOPLE = "people"
    PROGRESS = "progress"
    LINKS = "links"
    SOURCES = "sources"
    ELSEWHERE = "elsewhere"
    RECORD = "record"
    PROGRAM = "program"


class Refers(NamedTuple):
    """That a value is the id of another record."""

    type: str
    """What the reference is called where links are shown (labels `reference` in i18n/labels.py), or a relation."""
    kinds: tuple[str, ...] = ()
    """The kinds of record that it may point at; none: any."""
    or_text: bool = False
    """Whether a plain text may stand in place of the id."""


class Items(NamedTuple):
    """What the items of a list of tables are called, and what tells them apart."""

    name: str = ""
    """The field that names an item without a `key` in field paths."""
    slug: bool = False
    """Whether that name is written as a slug ("people.chu-tuan-tu")."""
    identity: tuple[str, ...] = ()
    """The fields that tell items apart which have neither key nor name."""
    unique: bool = False
    """Whether no two items are called the same; else a second one of a name is another thing."""
    other_names: tuple[str, ...] = ()
    """More fields by which a path may call an item, where nothing is called so by its key or its name."""


class About(NamedTuple):
    """What a field is, told once."""

    label: str | Mapping[str, str] = ""
    """A message of the context `field`; of a registry's own field its texts by language."""
    meaning: str | Mapping[str, str] = ""
    """What the field is for, a message of the context `field.meaning`; or texts by language."""
    section: Section | None = None
    """Of a field of the record; a field of a part has none."""
    vocabulary: str = ""
    """Of a key: the vocabulary it belongs to; "{kind}" stands for the kind of the record."""
    refers: Refers | None = None
    items: Items | None = None
    item_of: str = ""
    """The list of the record whose item the value names by its key."""
    value_of: str = ""
    """The field beside it that says, as a field path, what the value is a value of."""
    value_type: ValueType | None = None
    """Where the type of the field does not tell it."""
    long: bool = False
    """Whether the text may run over many lines."""
    unordered: bool = False
    """Whether the order of a list of plain values means nothing."""
    search: str = ""
    """How the words of the field count in search: "name", "alias", "text"; "" where it is not searched."""
    facet: str = ""
    """The facet that the value counts in."""
    since: str = ""
    """The version of govtui that first had the field; empty for those of the first edition."""
