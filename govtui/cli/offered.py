"""The values that complete a parameter of a command: records, fields and their values, queries, codes, paths."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govtui.cli.session import Session
from govtui.cli.shells import FILE, FOLDER, Offer
from govtui.interchange.import_formats import IMPORT_FORMATS
from govtui.model.identifiers import is_record_id
from govtui.model.kinds import KINDS
from govtui.text.safe import safe_text

if TYPE_CHECKING:
    from govtui.i18n.query_words import QueryWords
    from govtui.index.completions import KeptIndex
    from govtui.index.query_fields import Field

LIMIT = 200
"""Records and values that are looked up at most."""

FALLING_BACK = frozenset({"browse", "show", "search", "list", "links", "timeline", "stats"})
"""The commands that take the bundled registry where there is none: for others it has nothing to offer."""

SIMPLE = re.compile(r"[^\s'\"\\$`&|;<>()*?\[\]{}!#~\x00-\x1f\x7f]+")
"""A value that a shell takes as it is."""


class Offered:
    """What the registry of a command line has to offer for the parameters of its command."""

    def __init__(self, session: Session, ctx: click.Context, *, told: bool) -> None:
        """`told`: with what each means, in the language of the session."""
        self._session, self._ctx, self._told = session, ctx, told
        self.meanings: Mapping[str, Callable[[str], Iterator[Offer]]] = {
            "ID": self._ids_or_files,
            "OLD": self._ids,
            "KEEP": self._ids,
            "GONE": lambda word: self._ids(word, self._kinds),
            "FIELD=VALUE": self._assignments,
            "QUERY": self._query,
            "FIELD": self._facet_list,
            "LANGUAGES": self._language_list,
            "LANGUAGE": lambda word: self._if_begun(word, self._labels("language")),
            "TYPE": self._types,
            "RELATION": self._references,
            "CODE": self._codes,
            "COMMAND": self._commands,
            **dict.fromkeys(("PATH", "FILE", "BASE", "MINE", "THEIRS"), lambda word: iter([Offer("", what=FILE)])),
            "DIR": lambda word: iter([Offer("", what=FOLDER)]),
        }
        """By the words for values in the help (message ids)."""

    def values(self, param: click.Parameter, word: str) -> Iterator[Offer]:
        """Yield what may stand in a parameter and goes on as the word, by its type or the words for it in the help."""
        if (choices := getattr(param.type, "choices", None)) is not None:
            told = (self._label("kind", one) or self._label("language", one) or self._format(one) for one in choices)
            yield from self._if_begun(word, zip(map(str, choices), told, strict=True))
            return
        if isinstance(param.type, click.Path):
            yield Offer("", what=FILE if param.type.file_okay else FOLDER)
            return
        if (param.name, self._ctx.command.name) == ("id", "new"):
            return  # of a record that is still to be
        if param.name in ("source", "sources", "take", "keep"):
            fields = ((one.path, self._field_label(one)) for one in self._fields)
            yield from self._ids(word, ("source",)) if "source" in param.name else self._if_begun(word, fields)
            return
        if (param.name, self._ctx.command.name) in (("fields", "blame"), ("field", "log")):
            offers = ((one.value.rstrip(signs), one) for one in self._names(word) for signs in ("+-=.", "+-="))
            yield from {path: one._replace(value=path) for path, one in offers}.values()
            return
        tokens = dict.fromkeys(re.findall(r"[\w=]+", str(getattr(param.metavar, "message", param.metavar or ""))))
        if {"ID", "FIELD=VALUE"} <= tokens.keys():
            yield from self._ids_or_assignments(word)
            return
        for token in sorted(tokens, key=str.isupper):  # words as they are come before what they may stand beside
            if token.islower() and not any(self._given()):
                yield from self._if_begun(word, [(token, "")])
            elif token in self.meanings and not (token == "PATH" and "ID" in tokens and "/" in word):
                yield from self.meanings[token](word)

    def _ids_or_assignments(self, word: str) -> Iterator[Offer]:
        """Yield records, and once the line names some, by ids or a query, their fields; then more records where none fits."""
        given = list(self._given())
        if not given and not self._ctx.params.get("where"):
            yield from self._ids_or_files(word)
            return
        fields = list(self._assignments(word))
        yield from fields
        if not fields and word and not any("=" in one for one in given):
            yield from self._ids(word)

    # what is known

    @cached_property
    def _index(self) -> KeptIndex | None:
        from govtui.index.completions import KeptIndex
        from govtui.store.location import NoRegistry

        named, path = self._session.given.get("index"), self._ctx.params.get("path")
        try:
            root = self._session.target(path, may_fall_back=self._ctx.command.name in FALLING_BACK).root
        except (NoRegistry, OSError, RuntimeError):
            return None
        return KeptIndex.open(root, Path(named) if named else None)

    @cached_property
    def _kinds(self) -> Set[str]:
        """The kinds of record that the line is about: of the record named first, or a kind; all where none is."""
        for given in self._given():
            if given in KINDS:
                return {given}
            if self._index and "=" not in given and (kind := self._index.kind(given.lower())):
                return {kind}
        return KINDS.keys()

    def _given(self) -> Iterator[str]:
        """Yield the arguments that stand before the word."""
        for param in self._ctx.command.params:
            value = self._ctx.params.get(param.name or "")
            if isinstance(param, click.Argument) and value:
                yield from [value] if isinstance(value, str) else map(str, value)

    @cached_property
    def _fields(self) -> Sequence[Field]:
        fields = self._index.fields() if self._index else []
        return [field for field in fields if not self._kinds.isdisjoint(field.kinds)]

    # records

    def _ids_or_files(self, word: str) -> Iterator[Offer]:
        if "/" in word:  # the path of a record's file is as good as its id
            yield Offer("", what=FILE)
        else:
            yield from self._ids(word)

    def _ids(self, word: str, kinds: Collection[str] = ()) -> Iterator[Offer]:
        if self._index is None or "=" in word:
            return
        given = set(self._given())
        for one in self._index.ids(word, LIMIT, kinds):
            if is_record_id(one.id) and one.id not in given:
                yield Offer(one.id, self._name(one.names))

    def _name(self, names: Mapping[str, str]) -> str:
        language = self._session.tr.language
        return _line(names.get(language) or next(iter(names.values()), ""))

    # fields and their values

    def _assignments(self, word: str) -> Iterator[Offer]:
        begun = re.fullmatch(r"([^=\s]+?)([+-]?=)(.*)", word, re.DOTALL)
        if begun is None:
            yield from self._names(word)
            return
        name, sign, value = begun.groups()
        for one in self._field_values(name, value):
            yield one._replace(value=f"{name}{sign}{one.value}")

    def _names(self, word: str) -> Iterator[Offer]:
        """Yield the fields that begin so, one step of their path at a time, with the sign that follows."""
        before, dot, _ = word.rpartition(".")
        steps = {one.value: one for one in self._steps(before)}  # kinds may have the same field
        found = [one for one in steps.values() if one.value.startswith(word[len(before + dot) :])]
        for one in found:
            path = before + dot + one.value
            if path.endswith("+=") and len(found) == 1 and word:
                yield from (one._replace(value=path[:-2] + sign) for sign in ("=", "+=", "-="))
            else:
                yield one._replace(value=path)

    def _steps(self, above: str) -> Iterator[Offer]:
        """Yield what may follow in a field path behind `above`: a name with `=`, `+=` for a list, or `.` for a table."""
        if above == "relations":
            yield from (Offer(f"{key}+=", told) for key, told in self._relations())
            return
        path = self._without_items(above)
        fields = {field.path: field for field in self._fields}
        if path in fields and fields[path].holds == "items" and above.rpartition(".")[2] == path.rpartition(".")[2]:
            return  # the name of an item comes next
        if path in fields and fields[path].value_type in ("localized", "quote"):
            for language in self._index.languages() if self._index else ():
                yield Offer(f"{language}=", self._label("language", language))
            return
        prefix = f"{path}." if path else ""
        for field in self._fields:
            name = field.path.removeprefix(prefix)
            if not field.path.startswith(prefix) or "." in name or field.holds == "fixed":
                continue
            ends = {"list": "+=", "items": "+=", "table": ".", "keyed": "."}
            end = "." if field.value_type in ("localized", "quote") else ends.get(field.holds, "=")
            yield Offer(name + end, self._field_label(field))
        if not above and any(field.path.startswith("x.") for field in self._fields):
            yield Offer("x.")

    def _without_items(self, path: str) -> str:
        """Return a field path without the names of items: "aka.unpog.type" as "aka.type"."""
        lists = {field.path for field in self._fields if field.holds == "items"}
        real = ""
        steps = iter(path.split(".") if path else ())
        for step in steps:
            real = f"{real}.{step}".lstrip(".")
            if real in lists:
                next(steps, None)
        return real

    def _relations(self) -> Iterator[tuple[str, str]]:
        """Yield the relations that records of these kinds have, and those that the registry adds, with their labels."""
        from govtui.model.relations import RELATIONS

        for key, relation in RELATIONS.items():
            if relation.written and not self._kinds.isdisjoint(relation.sources):
                yield key, self._label("relation", key)
        for key, labels in (self._index.own_relations() if self._index else {}).items():
            yield key, self._name(labels)

    def _field_values(self, name: str, value: str) -> Iterator[Offer]:
        first, _, last = name.partition(".")
        if first == "relations":
            from govtui.model.relations import RELATIONS, SAME

            relation = RELATIONS.get(last)
            targets = relation.targets if relation else ()
            yield from self._ids(value, self._kinds if targets == SAME else targets)
            return
        path = self._without_items(name)
        offers = (one for field in self._fields if field.path == path for one in self._values_of(field, value))
        yield from {one.value: one for one in offers}.values()

    def _values_of(self, field: Field, value: str) -> Iterator[Offer]:
        match field.value_type:
            case "key" if field.vocabulary:
                yield from self._if_begun(value, self._vocabulary(field.vocabulary))
            case "yes_no":
                yield from self._if_begun(value, [("true", ""), ("false", "")])
            case "country":
                yield from self._if_begun(value, self._countries())
            case "language":
                yield from self._if_begun(value, self._labels("language"))
            case "field_path":
                yield from self._if_begun(value, [(one.path, self._field_label(one)) for one in self._fields])
            case "reference" | "target":
                yield from self._ids(value, field.refers)
                if field.value_type == "target" and "country:".startswith(value[:8]) and value:
                    yield from self._if_begun(value, ((f"country:{code}", told) for code, told in self._countries()))

    def _vocabulary(self, vocabulary: str) -> Iterator[tuple[str, str]]:
        from govtui.model.vocabulary import VOCABULARIES

        for key in VOCABULARIES.get(vocabulary, ()):
            yield key, self._label(vocabulary, key)
        for key, labels in (self._index.own_vocabulary(vocabulary) if self._index else {}).items():
            if key not in VOCABULARIES.get(vocabulary, ()):
                yield key, self._name(labels)

    def _types(self, word: str) -> Iterator[Offer]:
        seen = {key: told for kind in self._kinds for key, told in self._vocabulary(f"{kind}.type")}
        yield from self._if_begun(word, seen.items())

    def _references(self, word: str) -> Iterator[Offer]:
        references = self._index.references() if self._index else ()
        labelled = ((key, self._label("relation", key) or self._label("reference", key)) for key, _ in references)
        yield from self._if_begun(word, labelled)

    def _countries(self, codes: Iterable[str] | None = None) -> Iterator[tuple[str, str]]:
        """Yield these countries, or all, with their names."""
        from string import ascii_uppercase

        from govtui.i18n.countries import country_name, is_country

        every = (a + b for a in ascii_uppercase for b in ascii_uppercase if is_country(a + b))
        for code in every if codes is None else codes:
            yield code, (country_name(code, self._session.tr) or "") if self._told else ""

    # queries

    def _query(self, word: str) -> Iterator[Offer]:
        """Yield what completes the last clause of a query line: a field with its colon, or a value in use."""
        if self._index is None:
            return
        at = max(word.rfind(sign) + 1 for sign in (" ", "("))
        before, clause = word[:at], word[at:]
        if clause.startswith("-"):
            before, clause = before + "-", clause[1:]
        name, colon, value = clause.partition(":")
        if not colon:
            for one in self._query_fields(name):
                yield one._replace(value=f"{before}{one.value}:")
            return
        known, comma, value = value.rpartition(",")
        for one in self._query_values(name.lower(), value):
            yield one._replace(value=f"{before}{name}:{known}{comma}{one.value}")

    def _query_fields(self, word: str) -> Iterator[Offer]:
        """Yield the fields of a query that begin so: facets in use, relations both ways, dates."""
        references = self._index.references() if self._index else ()
        related = [(one, self._label("relation", one)) for pair in references for one in dict.fromkeys(pair)]
        yield from self._if_begun(word, dict([*self._facets(), ("date", ""), *related]).items())

    def _facets(self) -> Iterator[tuple[str, str]]:
        """Yield the facets that have values, each with its label."""
        labels = {field.facet: self._field_label(field) for field in reversed(self._fields) if field.facet}
        for facet in self._index.facets() if self._index else ():
            yield facet, labels.get(facet) or self._label("facet", facet)

    def _facet_list(self, word: str) -> Iterator[Offer]:
        yield from self._listed(word, self._facets())

    def _language_list(self, word: str) -> Iterator[Offer]:
        yield from self._listed(word, self._labels("language"))

    def _listed(self, word: str, values: Iterable[tuple[str, str]]) -> Iterator[Offer]:
        """Yield what may be the last of several values between commas."""
        before, comma, last = word.rpartition(",")
        for one in self._if_begun(last, values):
            if one.value not in before.split(","):
                yield one._replace(value=f"{before}{comma}{one.value}")

    def _query_values(self, name: str, value: str) -> Iterator[Offer]:
        """Yield the values in use of a query field that begin so, by key, else by their labels in any language."""
        assert self._index is not None, "asked before"
        references = {one for pair in self._index.references() for one in pair}
        facets = self._index.facets()
        if name not in references and name not in facets:
            name = next(iter(self._words.field_named(name)), "")
        if name == "source" or name in references:
            yield from self._ids(value, ("source",) if name == "source" else ())
            return
        if name not in facets:
            return
        found = [one for one in self._index.values(name, value, LIMIT) if SIMPLE.fullmatch(one)]
        if value and not found:
            in_use = set(self._index.values(name, "", LIMIT))
            begun = self._words.values_beginning(name, value)
            found = [key for _, key in sorted(begun, key=lambda one: not begun[one]) if key in in_use]
        if name == "country":
            yield from (Offer(code, told) for code, told in self._countries(found))
            return
        vocabularies = [name, *(f"{kind}.{name}" for kind in KINDS)]
        for one in found:
            yield Offer(one, next((label for each in vocabularies if (label := self._label(each, one))), ""))

    @property
    def _words(self) -> QueryWords:
        """The names of query fields and of their values in all languages."""
        assert self._index is not None, "asked before"
        return self._index.query_fields().vocabulary

    # words

    def _codes(self, word: str) -> Iterator[Offer]:
        from govtui.i18n.problem_texts import PROBLEMS

        told = self._session.tr.pgettext if self._told else lambda context, message: ""
        yield from self._listed(word, ((code, told("problems", text.heading)) for code, text in PROBLEMS.items()))

    def _format(self, key: str) -> str:
        is_one = self._told and self._ctx.command.name == "import" and key in IMPORT_FORMATS
        return self._session.tr.pgettext("import", IMPORT_FORMATS[key].label) if is_one else ""

    def _commands(self, word: str) -> Iterator[Offer]:
        above = self._ctx.parent
        if above is not None and isinstance(above.command, click.Group):
            yield from self._if_begun(word, ((name, "") for name in above.command.list_commands(above)))

    def _field_label(self, field: Field) -> str:
        if not self._told:
            return ""
        if isinstance(field.label, str):
            return self._session.tr.pgettext("field", field.label)
        return self._name(field.label)

    def _labels(self, vocabulary: str) -> Iterator[tuple[str, str]]:
        from govtui.i18n.labels import LABELS

        return ((key, self._label(vocabulary, key)) for key in LABELS[vocabulary])

    def _label(self, vocabulary: str, key: str) -> str:
        """Return the label of a key; empty where it has none, and where nothing is told."""
        if not self._told:
            return ""
        from govtui.i18n.labels import LABELS

        message = LABELS.get(vocabulary, {}).get(key)
        return self._session.tr.pgettext(vocabulary, message) if message else ""

    def _if_begun(self, word: str, values: Iterable[tuple[str, str]]) -> Iterator[Offer]:
        return (Offer(value, _line(told)) for value, told in values if value.lower().startswith(word.lower()))


def _line(text: str) -> str:
    return safe_text(text, multiline=False)
