"""Metadata of the fields of records: what each is called, means, refers to, counts as. It stands in `Annotated`:

    people: Annotated[list[Person], About("People", "Who took part …", Section.PEOPLE, items=Items("name"))] = []

fields.py makes specs of it, from which display, forms, checks, references, search and JSON Schema are derived.
"""

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple


class ValueType(Enum):
    """The type of a single value; types of values are marked with it, and `About` where the type does not tell."""

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
    """The section of a record's page that has a field, in reading order; PROGRAM is in no page and no form."""

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
    GAPS = "gaps"
    RECORD = "record"
    PROGRAM = "program"


class Refers(NamedTuple):
    """The mark of a value that is the id of another record."""

    type: str
    """The type of the reference: a key of the labels `reference` (i18n/labels.py), or a relation."""
    kinds: tuple[str, ...] = ()
    """The kinds of record that it may name; none: any."""
    or_text: bool = False
    """Whether a plain text may stand in place of the id."""


class Items(NamedTuple):
    """How the items of a list of tables are named and told apart."""

    name: str = ""
    """The field that names an item without a `key`."""
    slug: bool = False
    """Whether that name is written as a slug ("people.chu-tuan-tu")."""
    identity: tuple[str, ...] = ()
    """The fields that tell items apart which have neither key nor name."""
    unique: bool = False
    """Whether two items of one name would be the same thing."""
    other_names: tuple[str, ...] = ()
    """More fields by which a path may call an item that no key or name fits."""
    strict: bool = False
    """Whether an item with another identity is another item, unless more than half of it is the same: the row of a measure
    with its status is not that of any other measure of the same status."""


class About(NamedTuple):
    """Everything that a field says of itself."""

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
    """As what search ranks its words: "name", "alias", "text"; "" where it is not searched. Those of claims come last."""
    facet: str = ""
    """The facet that counts its values."""
    since: str = ""
    """The version of govtui that first had the field; empty for those of the first edition."""
