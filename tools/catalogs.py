"""Keeps the message catalogs: ``python tools/catalogs.py update|check|compile [--fill-from DIR] [--root DIR]``.

update   extracts the messages of the code (the ``tool.babel`` mappings of pyproject.toml) into locales/govtui.pot, brings
         locales/<language>/LC_MESSAGES/govtui.po in line with it, fills English with the messages themselves and
         missing translations from DIR/*.<language>.tsv, compiles the catalogs, and prints what is still untranslated in the
         form of such a file. Exit 1 when a line of a file could not be used. Running it again changes nothing.
check    exits 1, with one line for each fault, when the catalogs are not what `update` would make of the code, when
         a translation is missing or cannot be right, and when the code asks for a message that cannot be extracted.
compile  writes the catalogs as .mo into govtui/locales, as the build does (hatch_build.py).

DIR is locales/fragments unless told otherwise. Lines of a file there are ``context<TAB>message<TAB>translation``, or
``context<TAB>singular<TAB>plural<TAB>translation``; the context may be empty; ``\\n``, ``\\t`` and ``\\\\`` stand for a line
break, a tab and a backslash; a line that starts with # is a comment. Files are read, never written or deleted.

There is no guessing (Babel's fuzzy matches), nothing obsolete is kept, and no date or place in the code is written, so
that a difference in a catalog is a difference in words.
"""

from __future__ import annotations

import argparse
import io
import re
import string
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from extraction import extract, unextractable

from govtui.i18n.translator import LANGUAGES

Key = tuple[str, str]
"""Context ("" for none) and message (of a plural: the singular)."""

# -- the files ----------------------------------------------------------------------------------------------------


def template_path(root: Path) -> Path:
    return root / "locales" / "govtui.pot"


def catalog_path(root: Path, language: str) -> Path:
    return root / "locales" / language / "LC_MESSAGES" / "govtui.po"


def render(catalog: Catalog, title: str) -> str:
    """The text of a catalog: sorted, unwrapped, without places in the code, with a header that has no dates."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    fields = {
        "Project-Id-Version": "govtui",
        "Language": str(catalog.locale) if catalog.locale else "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if catalog.locale:
        fields["Plural-Forms"] = catalog.plural_forms
    header = "".join(f'"{name}: {value}'.rstrip() + '\\n"\n' for name, value in fields.items())
    messages = stream.getvalue().decode("utf-8").strip("\n")
    return f'# {title}\nmsgid ""\nmsgstr ""\n{header}' + (f"\n{messages}\n" if messages else "")


def render_template(template: Catalog) -> str:
    return render(template, "The messages of govtui, written by tools/catalogs.py: do not edit.")


def key_of(message: Message) -> Key:
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def forms_of(message: Message) -> tuple[str, ...]:
    """The translations of a message; () when one is missing."""
    forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return tuple(form for form in forms if form) if all(forms) else ()


def messages_of(catalog: Catalog) -> dict[Key, Message]:
    """The messages without the header, in the order of the file written."""
    return {key_of(message): message for message in sorted(catalog) if message.id}


# -- update -------------------------------------------------------------------------------------------------------


@dataclass
class Fragments:
    """Translations prepared in TSV files, and the lines that are none."""

    translations: dict[tuple[str, Key], tuple[str, str]] = field(default_factory=dict)
    """By language and key: the translation, and the place it stands at."""
    faults: list[str] = field(default_factory=list)


def read_fragments(folder: Path) -> Fragments:
    found = Fragments()
    for path in sorted(folder.glob("*.*.tsv")):
        language = path.stem.rpartition(".")[2]
        for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
            if not line.strip() or line.startswith("#"):
                continue
            place = f"{path.name}:{number}"
            columns = [_unescape(column) for column in line.split("\t")]
            if len(columns) not in (3, 4) or not columns[1] or not columns[-1]:
                found.faults.append(f"{place}: not context<TAB>message[<TAB>plural]<TAB>translation")
                continue
            translation = unicodedata.normalize("NFC", columns[-1])
            known, first = found.translations.setdefault((language, (columns[0], columns[1])), (translation, place))
            if known != translation:
                found.faults.append(f"{place}: {columns[1]!r} is translated differently in {first}")
    return found


def _unescape(text: str) -> str:
    return re.sub(r"\\([nt\\])", lambda match: {"n": "\n", "t": "\t", "\\": "\\"}[match[1]], text)


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def merged(template: Catalog, old: Catalog | None, language: str, fragments: Fragments) -> Catalog:
    """The catalog of `language` with exactly the messages of the template, translated as `old` has it, else filled."""
    catalog = Catalog(locale=language, charset="utf-8")
    known = messages_of(old) if old else {}
    for key, message in messages_of(template).items():
        ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        before = known.get(key)
        forms = forms_of(before) if before and before.pluralizable == message.pluralizable else ()
        flags = {"fuzzy"} if before and before.fuzzy and forms else set()
        if not forms and language == "en":
            forms = ids
        elif not forms and (filled := fragments.translations.get((language, key))):
            forms = (filled[0],) * (catalog.num_plurals if message.pluralizable else 1)
        catalog.add(
            message.id,
            forms if message.pluralizable else "".join(forms),
            flags=flags,
            auto_comments=message.auto_comments,
            user_comments=before.user_comments if before else (),
            context=message.context,
        )
    return catalog


def update(root: Path, folder: Path) -> int:
    template = extract(root)
    fragments = read_fragments(folder)
    _write(template_path(root), render_template(template))
    lines = list(fragments.faults)
    wanted = messages_of(template)
    for (_, key), (_, place) in fragments.translations.items():
        if key not in wanted:
            lines.append(f"{place}: no such message in the code: {key}")
    for language in LANGUAGES:
        path = catalog_path(root, language)
        old = read_catalog(path, language) if path.is_file() else None
        catalog = merged(template, old, language, fragments)
        for key, message in messages_of(old).items() if old else ():
            if key not in wanted and language != "en":
                lines.append(f"dropped from {language}: {key} {message.string!r}")
        _write(
            path,
            render(
                catalog,
                f"{Locale.parse(language).english_name} messages of govtui. Edit the translations; tools/catalogs.py keeps the rest.",
            ),
        )
        missing = [message for message in messages_of(catalog).values() if not forms_of(message)]
        print(f"{language}: {len(wanted)} messages, {len(missing)} untranslated")
        for message in missing:
            ids = (message.id,) if isinstance(message.id, str) else message.id
            print("\t".join(_escape(text) for text in (message.context or "", *ids)) + "\t")
    compile_catalogs(root)
    print("\n".join(lines), file=sys.stderr, end="\n" if lines else "")
    return 1 if fragments.faults else 0


def read_catalog(path: Path, language: str) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream, locale=language, abort_invalid=True)


def _write(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def compile_catalogs(root: Path) -> None:
    for language in LANGUAGES:
        target = root / "govtui" / "locales" / language / "LC_MESSAGES" / "govtui.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        stream = io.BytesIO()
        write_mo(stream, read_catalog(catalog_path(root, language), language))
        target.write_bytes(stream.getvalue())


# -- check --------------------------------------------------------------------------------------------------------

PERCENT = re.compile(r"%\(\w+\)[#0\- +]*[\d.]*[a-zA-Z]|%[sdrf]")
# Tags of Textual's markup by their first word or sign; other words in brackets are text, as in "[no text]".
MARKUP = re.compile(
    r"(?<!\\)\[(?:[/$@#][^\[\]]*|(?:b|i|u|s|r|bold|dim|italic|underline|strike|reverse|blink)(?: [^\[\]]*)?|link=[^\[\]]*)\]"
)


def placeholders(text: str) -> tuple[list[str], list[str], list[str]]:
    """What a translation has to keep: ``{…}`` fields, ``%`` fields, and markup such as ``[b]``; each in any order."""
    try:
        fields = [
            f"{name}!{conversion or ''}:{spec}"
            for _, name, spec, conversion in string.Formatter().parse(text)
            if name is not None
        ]
    except ValueError as error:  # a lone brace: the text is not for str.format, and its translation is not either
        fields = [str(error)]
    return sorted(fields), sorted(PERCENT.findall(text)), sorted(MARKUP.findall(text))


def edges(text: str) -> tuple[str, str, bool, bool]:
    """What stands at the ends: white space before and after, whether it ends in "…" and in ":"."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return text[:start], text[end:], text[:end].endswith("…"), text[:end].endswith(":")


def translation_faults(message: Message, num_plurals: int) -> Iterator[str]:
    """What is wrong with one entry of a catalog."""
    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    if message.fuzzy:
        yield "fuzzy"
    forms = forms_of(message)
    if not forms:
        yield "untranslated"
    for number, form in enumerate(forms):
        # The one form of Vietnamese says every number; the English singular may leave the number out.
        models = ids if number == 0 and num_plurals > 1 else ids[-1:]
        if placeholders(form) not in [placeholders(model) for model in models]:
            yield f"other placeholders or markup than the message: {form!r}"
        if form != unicodedata.normalize("NFC", form):
            yield f"not NFC: {form!r}"
        if edges(form) != edges(ids[-1]):
            yield f"white space, … or : at the ends differs: {form!r}"


def surplus_forms(text: str, count: int) -> Iterator[str]:
    """Plural forms beyond the `count` of the language, looked for in the text, as Babel drops them while it reads."""
    for number, line in enumerate(text.splitlines(), start=1):
        form = re.match(r"msgstr\[(\d+)\]", line)
        if form and int(form[1]) >= count:
            yield f"{number}: more plural forms than {count}: {line}"


def catalog_faults(path: Path, language: str, template: Catalog) -> Iterator[str]:
    """What is wrong with one catalog; each fault begins with the number of a line, or with nothing, and a colon."""
    if not path.is_file():
        yield " no such file"
        return
    expected = Catalog(locale=language)
    text = path.read_text(encoding="utf-8")
    surplus = list(surplus_forms(text, expected.num_plurals))
    if surplus:
        yield from surplus
        return
    try:
        catalog = read_catalog(path, language)
    except (PoFileError, ValueError) as error:
        yield f" not a catalog: {error}"
        return
    if catalog.fuzzy:
        yield " the header is fuzzy"
    if catalog.plural_forms != expected.plural_forms:
        yield f" Plural-Forms is not {expected.plural_forms}"
    wanted, found = messages_of(template), messages_of(catalog)
    if len(re.findall(r"^msgid ", text, re.MULTILINE)) != len(found) + 1:
        yield " an entry stands twice"
    for key in wanted.keys() - found.keys():
        yield f" missing: {key}"
    for key, message in found.items():
        if key not in wanted:
            yield f"{message.lineno}: not in the code: {key}"
        elif message.pluralizable != wanted[key].pluralizable:
            yield f"{message.lineno}: plural forms where the code has none, or the reverse: {key}"
        else:
            for fault in translation_faults(message, expected.num_plurals):
                yield f"{message.lineno}: {fault} ({key[1]!r})"
    for obsolete in catalog.obsolete.values():
        yield f"{obsolete.lineno}: obsolete: {key_of(obsolete)}"


def check(root: Path) -> int:
    template = extract(root)
    faults = list(unextractable(root, template))
    path = template_path(root)
    if not path.is_file() or path.read_text(encoding="utf-8") != render_template(template):
        faults.append("locales/govtui.pot: not what the code says; run: python tools/catalogs.py update")
    for language in LANGUAGES:
        path = catalog_path(root, language)
        faults += sorted(
            f"{path.relative_to(root).as_posix()}:{fault}" for fault in catalog_faults(path, language, template)
        )
    print("\n".join(faults) or "catalogs: no faults")
    return 1 if faults else 0


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Keeps the message catalogs of govtui.")
    parser.add_argument("command", choices=("update", "check", "compile"))
    parser.add_argument("--fill-from", type=Path, metavar="DIR", help="translations in TSV files (locales/fragments)")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[1], help="the source tree")
    options = parser.parse_args(arguments)
    if options.command == "update":
        return update(options.root, options.fill_from or options.root / "locales" / "fragments")
    if options.command == "check":
        return check(options.root)
    compile_catalogs(options.root)
    return 0


if __name__ == "__main__":
    sys.exit(main())
