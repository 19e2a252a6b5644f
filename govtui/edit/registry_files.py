"""The files that stand beside the records of a registry: for git, for editors, for hooks and CI, for its readers.

Only their texts, and what one that is there lacks of them; new_registry.py writes them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.model.kinds import KINDS
from govtui.store.location import MANIFEST
from govtui.store.merge_driver import DRIVER
from govtui.store.toml_render import key_text, value_text
from govtui.text.markers import N_
from govtui.text.safe import safe_text

SCHEMAS = "schema"
"""The folder of the JSON Schemas."""

ATTRIBUTES, IGNORED, TAPLO, VSCODE = ".gitattributes", ".gitignore", ".taplo.toml", ".vscode/settings.json"
HOOK, README = ".pre-commit-config.yaml", "README.md"

CI: Mapping[str, str] = {"github": ".github/workflows/govtui.yml", "gitlab": ".gitlab-ci.yml"}
"""The file of the workflow, by the server that runs it."""

AT_TOP = frozenset({HOOK, *CI.values()})
"""Files that are read at the top of a git work tree alone."""

ENTRY = "govtui check --every"
"""The command that a hook runs."""

OWN_FOLDER = ".govtui/"
"""What git must not keep (store/lock.py)."""


def manifest_text(languages: Sequence[str], names: Mapping[str, str]) -> str:
    """Return the text of a new registry.toml; texts are translated from the first language."""
    lines = [
        "schema = 2",
        f"languages = {value_text(list(languages))}",
        f"source_language = {value_text(languages[0])}",
    ]
    named = [f"{key_text(language)} = {value_text(name)}" for language, name in names.items() if name]
    return "\n".join([*lines, *(["", "[name]", *named] if named else ())]) + "\n"


# git


_MERGED = f"merge={DRIVER}"


def attribute_lines(crlf: Collection[str] = ()) -> list[str]:
    """Return the lines of .gitattributes, one for each folder; in those of `crlf` git is not told which line ends to write."""
    return [f"{_records(one)} {'' if one in crlf else 'text eol=lf '}{_MERGED}" for one in folders()]


def ignored_lines() -> list[str]:
    """Return the lines of .gitignore."""
    return [OWN_FOLDER]


def folders() -> list[str]:
    """Return the folders of the kinds, in the order of the kinds."""
    return [kind.folder for kind in KINDS.values()]


def _records(folder: str) -> str:
    return f"{folder}/**/*.toml"


# editors


def taplo_text() -> str:
    """Return the settings of taplo, which Even Better TOML of VS Code reads as well: a rule for each folder."""
    rules = [
        f'[[rule]]\ninclude = ["{include}"]\n\n[rule.schema]\npath = "./{_schema(name)}"\n'
        for include, name in [*((_records(kind.folder), kind.key) for kind in KINDS.values()), (MANIFEST, "registry")]
    ]
    return "\n".join([f"include = [\n{_included()}]\n", *rules])


def _included() -> str:
    return "".join(f'  "{pattern}",\n' for pattern in [*map(_records, folders()), MANIFEST])


def _schema(name: str) -> str:
    return f"{SCHEMAS}/{name}.json"


_READS_RULES = "evenBetterToml.taplo.configFile.enabled"


def vscode_text() -> str:
    """Return the settings of VS Code: Even Better TOML reads the rules of taplo, and formats no TOML when it is saved.

    Not its own associations of schemas: a path from the folder is looked for one folder higher (tamasfe/taplo issue 479), and
    goes before the rules, which find their schemas.
    """
    return json.dumps({_READS_RULES: True, "[toml]": {"editor.formatOnSave": False}}, indent=2) + "\n"


# hooks and CI


def hook_text() -> str:
    """Return the settings of pre-commit: the program that is installed here, no address of a repository."""
    return f"""\
repos:
  - repo: local
    hooks:
      - id: govtui-check
        name: govtui check
        entry: {ENTRY}
        language: system
        files: \\.toml$
        pass_filenames: false
"""


def workflow_text(server: str) -> str:
    """Return the workflow that checks each commit on a server: "github" or "gitlab"."""
    if server == "gitlab":
        return f"""\
govtui-check:
  image: python:3.12
  script:
    - pip install govtui
    - {ENTRY}
"""
    return f"""\
name: govtui check
on: [push, pull_request]
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install govtui
      - run: {ENTRY} --format github
"""


# what its readers are told

_ABOUT = N_("A registry for govtui: each record is a TOML file, named after its id.")
_COMMANDS: Mapping[str, str] = {
    "govtui .": N_("browse and edit"),
    'govtui new source --type web_page --name-{language} "…" url=https://… seen=full': N_(
        "a new record; begin with the source"
    ),
    "govtui check": N_("every problem, with file and line"),
    "pre-commit install": N_("once in each clone: a commit with errors is then refused"),
}


def readme_text(languages: Sequence[str], names: Mapping[str, str]) -> str:
    """Return the README of a registry, in all of its languages that the interface has; else in all of the interface."""
    spoken = [language for language in LANGUAGES if language in languages] or list(LANGUAGES)
    title = " · ".join(dict.fromkeys(name for name in names.values() if name)) or "govtui"
    return "\n".join([f"# {_in_markdown(title)}\n", *(_readme_part(load(language)) for language in spoken)])


def _readme_part(tr: Translator) -> str:
    commands = {line.format(language=tr.language): tr.gettext(words) for line, words in _COMMANDS.items()}
    column = max(map(len, commands))
    return "\n".join(
        [
            f"## {LANGUAGES[tr.language]}\n",
            f"{tr.gettext(_ABOUT)}\n",
            *(f"- `{kind.folder}/`: {tr.pgettext('kinds', kind.plural)}" for kind in KINDS.values()),
            "\n```sh",
            *(f"{line.ljust(column)}  # {words}" for line, words in commands.items()),
            "```\n",
        ]
    )


def _in_markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", " ".join(safe_text(text, multiline=False).split()))


# an example

SAMPLE: Mapping[str, str] = {
    "organizations/example-agency.toml": """\
schema = 2
kind   = "organization"
id     = "example-agency"
type   = "government_agency"
status = "unknown"

[name]
vi = "Cơ quan ví dụ"
en = "Example agency"

[summary]
vi = "Bản ghi ví dụ: hãy sửa hoặc xóa."
en = "An example record: edit or delete it."

[[sources]]
ref = "example-page"
""",
    "sources/example-page.toml": """\
schema = 2
kind   = "source"
id     = "example-page"
type   = "web_page"
title.vi = "Trang web ví dụ"
title.en = "Example page"
url    = "https://example.org/"
lang   = "en"
seen   = "title"
""",
}
"""An organization and its source, by path."""


# what a file that is there lacks


def lacking(path: str, text: str, crlf: Collection[str] = ()) -> tuple[str, ...]:
    """Return what the file at `path` (as the constants name it) lacks, as lines or keys; nothing for other files.

    `crlf`: folders for whose line ends no line of .gitattributes is due.
    """
    return tuple(_lacking(path, text, crlf))


def _lacking(path: str, text: str, crlf: Collection[str]) -> Iterator[str]:
    lines = [line.split() for line in text.splitlines()]
    match path:
        case ".gitattributes":
            yield from _lacking_attributes(lines, crlf)
        case ".gitignore":
            ignored = {words[0].removeprefix("**/").strip("/") for words in lines if words}
            yield from (line for line in ignored_lines() if line.strip("/") not in ignored)
        case ".taplo.toml":
            yield from (_schema(name) for name in (*KINDS, "registry") if _schema(name) not in text)
        case ".vscode/settings.json":
            yield from (key for key in (_READS_RULES, "editor.formatOnSave") if key not in text)
        case ".pre-commit-config.yaml" if "govtui check" not in text and "govtui-check" not in text:
            yield f"entry: {ENTRY}"
        case ".github/workflows/govtui.yml" | ".gitlab-ci.yml" if "govtui check" not in text:
            yield ENTRY


def _lacking_attributes(lines: Sequence[Sequence[str]], crlf: Collection[str]) -> Iterator[str]:
    """Yield the lines that .gitattributes lacks; where it says something of a folder but how to merge, one for that alone."""
    said: dict[str, set[str]] = {}
    for pattern, *attributes in filter(None, lines):
        names = {one.lstrip("-!").partition("=")[0] for one in attributes}
        said.setdefault(pattern.strip('"').removeprefix("/").removeprefix("**/"), set()).update(names)
    for line in attribute_lines(crlf):
        pattern = line.split()[0]
        if "merge" in said.get(pattern, set()) | said.get("*.toml", set()):
            continue
        yield f"{pattern} {_MERGED}" if pattern in said else line
