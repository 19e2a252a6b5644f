"""Every sentence on every screen comes from a catalog.

The app runs in a language in which each ASCII letter of a message is another letter, over records that have no ASCII letter
in any text. What is then still ASCII is an id, a file, a key of the keyboard, a language tag, a name from CLDR, or a fault.
"""

from __future__ import annotations

import ast
import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from drive import BESIDE, NARROW, Play, Rehearsal, drive
from pseudo import PseudoTranslator, leaks, words
from samples import foreign, rewrite, without_ids
from textual.app import App
from textual.binding import Binding
from textual.containers import ScrollableContainer
from textual.screen import ModalScreen, Screen
from textual.scroll_view import ScrollView
from textual.widgets import Input, TextArea
from tour import READING, WORKING, WRITING, look, raw_lines, raw_texts, stops, tour
from workshop import workshop

from govtui.i18n.countries import country_name
from govtui.i18n.problem_texts import PROBLEMS
from govtui.i18n.translator import LANGUAGES
from govtui.store.registry import Registry
from govtui.tui.base.dialog import QuestionScreen
from govtui.tui.base.key_names import shown
from govtui.tui.base.page_view import PageView
from govtui.tui.base.screen import LocalizedScreen
from govtui.tui.browse.record_list import RecordList
from govtui.tui.commands import COMMANDS
from govtui.tui.screens import modules_with_keys

ROOT = Path(__file__).parent.parent.parent
COUNTRIES = ("BN", "ID", "KR", "VN")
TALL = (140, 150)
CODES = re.compile(r"\b(" + "|".join(sorted(PROBLEMS, key=len, reverse=True)) + r")\b")
"""Codes of problems: as they are typed after `check --only` and in `[[checked]]`."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """The same, in which everything can be done."""
    with workshop(tmp_path_factory.mktemp("shop"), foreign) as made:
        yield Registry(made.root)


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return Registry(rewrite(tmp_path_factory.mktemp("pseudo") / "registry", foreign), read_only=True)


def keys(tr: PseudoTranslator) -> set[str]:
    """The words in the names of all keys."""
    bound = [command.keys for command in COMMANDS]
    bound += [each.key for each in (*RecordList.BINDINGS, *PageView.BINDINGS) if isinstance(each, Binding)]
    return {word for each in bound for word in words(shown(each, tr))}


def names(tr: PseudoTranslator) -> set[str]:
    """What CLDR gives, which has no pseudo language: countries and months. The tags of the languages, and the program."""
    countries = {word for code in COUNTRIES for word in words(country_name(code, tr) or "")}
    return {"vi", "en", "govtui", *countries, *calendar.month_name, *calendar.month_abbr}


def pseudo_of(play: Play) -> PseudoTranslator:
    assert isinstance(play.app.translator, PseudoTranslator)
    return play.app.translator


def untold(play: Play) -> list[str]:
    """The words that are seen and were not said in the pseudo language."""
    seen = play.seen()
    assert any("ȧ" <= letter <= "ẑ" for letter in seen), f"not in the pseudo language:\n{seen}"
    seen = seen.replace(play.browse.text or "\0", "")  # a query says the same in every language
    seen = CODES.sub("", seen)
    text = without_ids(seen, play.app.registry, raw_lines(play))
    tr = pseudo_of(play)
    return leaks(text, keys(tr) | working(play) | names(tr) | written(play))


def working(play: Play) -> set[str]:
    """The words in the names of the keys that work on any screen that is open."""
    bound = [each.binding for screen in play.app.screen_stack for each in screen.active_bindings.values()]
    return {word for each in bound for word in words(play.app.get_key_display(each))}


def written(play: Play) -> set[str]:
    """What stands in a file that is seen, and what was typed."""
    typed = [each.value for screen in play.app.screen_stack for each in screen.query(Input)]
    return {word for text in (*raw_texts(play), *typed) for word in words(text)}


def built_in() -> set[tuple[str, str]]:
    """What Textual's own classes call their keys, which is not shown (tests/tui/test_keys.py); and F2, in own names."""
    classes = {
        base for cls in (App, ModalScreen, ScrollableContainer, ScrollView, Input, TextArea) for base in cls.__mro__
    }
    bound = [each for cls in classes for each in vars(cls).get("BINDINGS", [])]
    texts = {text for each in bound if isinstance(each, Binding) for text in (each.description, each.tooltip)}
    return {("", text) for text in (*texts, "F2", " / ".join(LANGUAGES.values()))}


@pytest.fixture(scope="module")
def template() -> set[tuple[str, str]]:
    """The messages of the template: context and message."""
    with (ROOT / "locales" / "govtui.pot").open("rb") as stream:
        messages = [message for message in read_po(stream) if message.id]
    return {(each.context or "", each.id if isinstance(each.id, str) else each.id[0]) for each in messages}


IN_BOTH = {"parallel"}
"""Where facts are said in the words of both languages of the registry, whatever the interface's."""

ROUNDS = {
    "80x24": (NARROW, READING, ""),
    "110x24": (BESIDE, READING, "list list-both-languages reader search"),
    "writing": (NARROW, WRITING + WORKING, ""),
}
"""Every stop on a narrow screen; what differs where two panes stand beside each other."""


@dataclass
class Round:
    """What was met on a round."""

    pseudo: PseudoTranslator
    found: dict[str, list[str]] = field(default_factory=dict)
    """The words at a stop that came from no catalog."""
    overflowing: list[str] = field(default_factory=list)
    """The stops at which words that are as long as the English ones do not fit."""
    screens: set[type[Screen[object]]] = field(default_factory=set)
    questions: set[str] = field(default_factory=set)
    """The functions that put a question, by their names in the code."""


@pytest.fixture(scope="module")
def gone_round(registry: Registry, shop: Registry) -> Callable[[str], Round]:
    """A round, gone once."""

    @cache
    def gone(name: str) -> Round:
        size, legs, asked = ROUNDS[name]
        app = Rehearsal(shop if WORKING[0] in legs else registry, "qps")
        met = Round(app.pseudo)

        async def look_around(play: Play) -> None:
            async for stop in tour(play, stops(asked), legs):
                met.screens |= {type(screen) for screen in play.app.screen_stack}
                if isinstance(play.app.screen, QuestionScreen):
                    met.questions.add(play.app.screen._asking.__qualname__)
                if not look(play).fills:
                    met.overflowing.append(stop)
                if (leaking := untold(play)) and stop not in IN_BOTH:
                    met.found[stop] = leaking

        drive(look_around, app, size)
        return met

    return gone


@pytest.mark.parametrize("name", ROUNDS)
def test_no_word_of_any_screen_was_said_without_a_catalog(
    gone_round: Callable[[str], Round], template: set[tuple[str, str]], name: str
) -> None:
    met = gone_round(name)
    assert met.found == {}
    assert len(met.pseudo.asked) > (50 if name == "110x24" else 150)
    assert met.pseudo.asked - template - built_in() == set(), "not in locales/govtui.pot"


@pytest.mark.parametrize("name", ROUNDS)
def test_every_screen_fills_the_terminal_and_no_line_is_wider(gone_round: Callable[[str], Round], name: str) -> None:
    assert gone_round(name).overflowing == []


def test_the_rounds_leave_out_no_screen_and_no_question(gone_round: Callable[[str], Round]) -> None:
    """Else what is said here of every screen is said of some."""
    rounds = [gone_round("80x24"), gone_round("writing")]
    assert every_screen() - set().union(*(met.screens for met in rounds)) == set()
    assert every_question() - set().union(*(met.questions for met in rounds)) == set()


def every_screen() -> set[type[Screen[object]]]:
    """Every class of a screen that is not only there to be derived from."""
    found = set()
    for module in modules_with_keys():
        found |= {each for each in vars(module).values() if isinstance(each, type)}
    named = {each for each in found if issubclass(each, LocalizedScreen)}
    return {each for each in named if not any(each in other.__mro__[1:] for other in named)}


def every_question() -> set[str]:
    """The names of all functions that put a question into words, by what they say that they return."""
    found = set()

    def search(node: ast.AST, inside: str) -> None:
        for each in ast.iter_child_nodes(node):
            within = inside
            if isinstance(each, ast.ClassDef):
                within = f"{inside}{each.name}."
            elif isinstance(each, ast.FunctionDef):
                if each.returns and re.match(r"tuple\[str, (Sequence|list)\[Choice\]\]", ast.unparse(each.returns)):
                    found.add(f"{inside}{each.name}")
                within = f"{inside}{each.name}.<locals>."
            search(each, within)

    for path in (ROOT / "govtui" / "tui").rglob("*.py"):
        search(ast.parse(path.read_text(encoding="utf-8")), "")
    return found


def test_no_word_of_any_page_was_said_without_a_catalog(registry: Registry) -> None:
    """Every record from its first line to its last, the help and home too, read in both languages."""
    found: dict[str, list[str]] = {}

    async def read_everything(play: Play) -> None:
        await play.press("l", "l")
        for row in play.app.index.result(play.browse.view).window(0, 99):
            play.browse.go_to(row.key)
            await play.settle()
            assert play.reader.max_scroll_y == 0, f"{row.key} is not seen whole"
            if leaking := untold(play):
                found[row.key] = leaking
        for key, stop in (("question_mark", "help"), ("o", "home")):
            await play.press(key)
            if leaking := untold(play):
                found[stop] = leaking
            await play.press("escape")

    drive(read_everything, Rehearsal(registry, "qps"), TALL)
    assert found == {}


def test_no_word_of_a_toast_was_said_without_a_catalog(registry: Registry) -> None:
    """Of those that say why a key does nothing, "e" has the one of a registry that is only read."""

    async def be_told(play: Play) -> None:
        for key in ("left_square_bracket", "right_square_bracket", "ctrl+c", "R", "e"):
            await play.press(key)
            await play.toast()
            said = play.text("Toast")
            assert len(words(said)) > 2
            assert leaks(said, keys(pseudo_of(play))) == []
            await play.silence()

    drive(be_told, Rehearsal(registry, "qps"))


def test_a_registry_without_a_name_is_called_so_in_the_language(tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()

    async def look_at_nothing(play: Play) -> None:
        assert leaks(play.text(), keys(pseudo_of(play))) == []
        await play.press("o")
        leaked = leaks(play.text("#home-pane"), {"govtui", *keys(pseudo_of(play))})
        assert [word for word in leaked if word not in str(tmp_path)] == [], "but for the folder, which may be cut"

    drive(look_at_nothing, Rehearsal(Registry(tmp_path), "qps"))


def test_a_word_of_the_code_is_seen(registry: Registry) -> None:
    """What this file looks with is not blind."""

    async def look_at_faults(play: Play) -> None:
        play.app.say("A bare sentence.")
        await play.toast()
        assert untold(play) == ["A", "bare", "sentence"]

    drive(look_at_faults, Rehearsal(registry, "qps"))
