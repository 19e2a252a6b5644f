"""Whatever is wrong with a command line is said in the user's language, click's own sentences included."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from small import RECORDS

from govtui.cli import click_i18n, main
from govtui.i18n.translator import load

Run = Callable[..., Any]

MISTAKES: dict[str, tuple[str, ...]] = {
    "an option that is none": ("check", "--nonsense"),
    "an option nearly like one": ("check", "--formt", "json"),
    "an option nearly like two": ("check", "--on"),
    "an option of the program": ("--nonsense", "check"),
    "an option of another command": ("show", "--strict", "asean"),
    "a short option": ("check", "-z"),
    "an argument missing": ("show",),
    "a query missing": ("search",),
    "an argument too many": ("rename", "asean", "asean-2", "un"),
    "two arguments too many": ("rename", "asean", "asean-2", "un", "oecd"),
    "a path too many": ("browse", "records", "unpog", "records"),
    "a value missing": ("check", "--format"),
    "a code missing": ("check", "--only"),
    "a registry missing": ("check", "--registry"),
    "a language missing": ("--lang",),
    "a language that is none": ("--lang", "fr", "check"),
    "a language of a command": ("check", "--lang", "fr"),
    "a language of show": ("show", "--lang", "fr", "asean"),
    "a format that is none": ("check", "--format", "xml"),
    "a format of show": ("show", "--format", "xml", "asean"),
    "a value for a switch": ("check", "--strict=1"),
    "a value for ids": ("search", "--ids=1", "x"),
    "a record that is none": ("show", "zzzzz", "--registry", str(RECORDS)),
    "a code that is none": ("check", "--explain", "zzzzz"),
    "a registry that is none": ("check", "/nowhere/at/all"),
    "a command that is none": ("chekc",),
    "a command like no other": ("zzzzz",),
    "help for a command that is none": ("help", "chekc"),
    "help for a command like no other": ("help", "zzzzz"),
    "no number": ("search", "--limit", "x", "asean"),
    "a number too small": ("search", "--limit", "0", "asean"),
    "no whole number": ("search", "--limit", "1.5", "asean"),
}

TYPED = re.compile(r"'[^']*'|“[^”]*”|\([\w, -]*\)|/[\w/]+|--?[a-z]+|registry\.toml|govtui")
"""What a sentence quotes, and names that have no translation."""

# Not "in", which is Vietnamese for printing.
ENGLISH = re.compile(
    r"\b(?:error|usage|option|argument|value|invalid|missing|unexpected|extra|got|such|command|requires?|takes?|given"
    r"|valid|integer|range|number|whole|did|mean|possible|choose|from|not|one|is|the|of|does|for|help|try|record"
    r"|there|code|needed|folder|with)\b",
    re.IGNORECASE,
)


def said(govtui: Run, args: tuple[str, ...]) -> str:
    """What is said of a command line that is wrong, which is one sentence and nothing else."""
    done = govtui(*args)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("govtui: ")
    assert done.err.count("\n") == 1
    sentence: str = done.err.removeprefix("govtui: ").strip()
    return sentence


@pytest.fixture(params=list(MISTAKES))
def mistake(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def test_a_mistake_is_told_in_vietnamese_without_a_word_of_english(
    govtui: Run, monkeypatch: pytest.MonkeyPatch, mistake: str
) -> None:
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    sentence = said(govtui, MISTAKES[mistake])
    assert re.search(r"[^\x00-\x7f]", TYPED.sub("", sentence)), sentence
    assert ENGLISH.findall(TYPED.sub("", sentence)) == [], sentence


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_in_english_where_that_is_wanted(govtui: Run, name: str) -> None:
    sentence = said(govtui, MISTAKES[name])
    assert ENGLISH.search(TYPED.sub("", sentence)), sentence
    assert TYPED.sub("", sentence).isascii(), sentence


@pytest.mark.parametrize("args", [("--help",), *((name, "--help") for name in main.COMMANDS)], ids=" ".join)
def test_help_is_in_vietnamese_without_a_word_of_click_left_in_english(
    govtui: Run, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]
) -> None:
    done = govtui(*args, "--lang", "vi") if len(args) > 1 else govtui("--lang", "vi", *args)
    assert (done.status, done.err) == (0, "")
    tr = load("vi")
    for sentence in ("Usage:", "Options", "Show this message and exit."):
        assert tr.gettext(sentence) != sentence
        assert tr.gettext(sentence) in " ".join(done.out.split())
        assert sentence not in done.out
    without_commands = re.sub(rf"\bgovtui [a-z]+|^  (?:{'|'.join(main.COMMANDS)})  ", "", done.out, flags=re.MULTILINE)
    assert ENGLISH.findall(re.sub(r"[\[(][^\])]*[\])]|--?\S+|\S+:\S+", "", without_commands)) == []


def test_every_sentence_marked_for_the_catalogs_is_one_that_click_looks_up_and_is_translated() -> None:
    looked_up = set(_looked_up())
    tr = load("vi")
    for sentence in click_i18n.SENTENCES:
        assert sentence in looked_up, sentence
        assert tr.gettext(sentence) != sentence
    source = inspect.getsource(click_i18n._plural_sentences)
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "ngettext":
            singular, plural = (part.value for part in call.args[:2] if isinstance(part, ast.Constant))
            assert {singular, plural} <= looked_up
            assert tr.ngettext(str(singular), str(plural), 2) != plural


def _looked_up() -> Iterator[str]:
    """Every sentence that click's modules look up, by reading them."""
    for name in click_i18n.MODULES:
        module = importlib.import_module(f"click.{name}")
        for call in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext"):
                yield from (
                    part.value for part in call.args if isinstance(part, ast.Constant) and isinstance(part.value, str)
                )


def test_click_looks_its_sentences_up_by_the_names_that_are_bound() -> None:
    click_i18n.speak(load("en"))
    for name in click_i18n.MODULES:
        module = importlib.import_module(f"click.{name}")
        assert hasattr(module, "_"), f"click.{name} no longer looks sentences up through _"
