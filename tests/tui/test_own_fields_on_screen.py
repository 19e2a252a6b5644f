"""A registry's own fields, relations and vocabulary on every screen, in both languages (tests/own_registry.py)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from drive import Play, Rehearsal, drive
from own_registry import LABELS, MANIFEST, OWN, own_registry

from govtui.i18n.translator import LANGUAGES, load
from govtui.index.cache import build
from govtui.page.render_context import RenderContext
from govtui.store.registry import Registry
from govtui.tui.browse.screen import BrowseScreen
from govtui.tui.edit.completion import explained, offers
from govtui.tui.edit.conflict import ConflictScreen
from govtui.tui.edit.field_list import FieldChooser
from govtui.tui.edit.text_editor import EditTextScreen

Scenario = Callable[[Play], Awaitable[None]]

SIZE = (110, 50)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registry:
    """The registry; drafts go into a folder of the test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return own_registry(tmp_path / "registry")


def opened(files: Registry, scenario: Scenario, language: str) -> None:
    """Run a scenario with the list on the record "plan"."""
    app = Rehearsal(files, language, index=build(files, [*map(load, LANGUAGES)]))

    async def begun(play: Play) -> None:
        play.browse.go_to("plan")
        await play.settle()
        await scenario(play)

    drive(begun, app, SIZE)


def own(files: Registry) -> dict[str, Any]:
    return tomllib.loads((files.root / "declarations/plan.toml").read_text(encoding="utf-8"))["x"]


def foreign(text: str, language: str) -> list[str]:
    """Labels of the manifest in another language, and what a private note is called, which no declared field is."""
    others = [label for one, labels in LABELS.items() if one != language for label in labels]
    words = re.compile("|".join(rf"\b{re.escape(one)}\b" for one in [*others, "Private notes", "Ghi chú riêng"]))
    return words.findall(text)


SCREENS = [
    ("e", "Budget|12,000|State budget, Donors|May 2024|Ministry of Home Affairs",
     "Kinh phí|12.000|Ngân sách nhà nước, Nhà tài trợ|tháng 5 năm 2024|Bộ Nội vụ"),
    ("b", "Drafted by|Translated as|Paid by", "Cơ quan soạn dự thảo|Có bản dịch|Được chi trả bởi"),
    ("T", "Scope · unverified", "Phạm vi áp dụng · chưa kiểm chứng"),
    ("m", "Budget|12,000|15,000", "Kinh phí|12.000|15.000"),
    ("! down enter down", "Budget: 12,000 / 15,000|Scope: The text is", "Kinh phí: 12.000 / 15.000|Phạm vi áp dụng: Ch"),
    ("x", "Other source|Budget: 15,000|12,000", "Nguồn khác|Kinh phí: 15.000|12.000"),
    ("f", "Budget|9,500|12,000|Funded by|State budget", "Kinh phí|9.500|12.000|Nguồn chi|Ngân sách nhà nước"),
    ("E", "Other sources say · Budget: One source", "Nguồn khác nêu · Kinh phí: Cùng một nguồn"),
]  # fmt: skip
"""Keys, and what the screen of the first says in English and in Vietnamese."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_calls_own_fields_by_their_labels(files: Registry, language: str) -> None:
    async def walk(play: Play) -> None:
        assert foreign(play.text("#reader"), language) == []
        for key, *wanted in SCREENS:
            await play.press(*key.split())
            seen = play.seen()
            words = wanted[("en", "vi").index(language)]
            assert [one for one in words.split("|") if one not in seen] == [], f"{key}\n{seen}"
            assert foreign(seen, language) == [], f"{key}\n{seen}"
            await play.press("f" if key == "f" else "escape")
            assert isinstance(play.app.screen, BrowseScreen), play.text()
        play.browse.go_to("plan-en")
        await play.press("e")
        assert f"  {'Translation of' if language == 'en' else 'Là bản dịch của'} " in play.seen()

    opened(files, walk, language)


FORMS: list[tuple[str, str, list[str], str, object]] = [
    ("Budget", "Kinh phí", ["ctrl+u", "*9.500,5"], "budget", 9500.5),
    ("Funded by", "Nguồn chi", ["down", "delete"], "funds", ["state"]),
    ("Scope", "Phạm vi áp dụng", ["end", "ctrl+u", "*Mới."], "scope", "Mới."),
    ("Drafted by", "Cơ quan soạn dự thảo", ["*mof", "enter"], "drafted_by", ["moha", "mof"]),
    ("Appraised on", "Ngày thẩm định", ["ctrl+u", "*2023-01"], "appraised_on", "2023-01"),
    ("Binding", "Có tính ràng buộc", ["down", "down", "enter"], "binding", False),
]
"""The labels of a field, what is pressed or typed (*) in its form, and what then stands in the file."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_type_of_value_has_its_form_and_is_saved_and_undone(files: Registry, language: str) -> None:
    before = (files.root / "declarations/plan.toml").read_bytes()

    async def populate(play: Play) -> None:
        for english, vietnamese, keys, key, value in FORMS:
            label = english if language == "en" else vietnamese
            await play.press("e")
            await play.type(label)
            await play.press("enter")
            assert play.seen().split("\n")[1].strip("│ ").startswith(f"{label} · "), play.seen()
            for one in keys:
                await (play.type(one[1:]) if one.startswith("*") else play.press(one))
            if not isinstance(play.app.screen, FieldChooser):
                await play.press("ctrl+s")
            assert isinstance(play.app.screen, FieldChooser), play.seen()
            await play.press("escape")
            found = own(files)[key]
            assert found == value or (isinstance(found, dict) and value in found.values())
            assert {**own(files), key: OWN[key]} == OWN
            await play.silence()
            await play.press("u")
            await play.toast()
            said = f"Đã hoàn tác: sửa {label.lower()}" if language == "vi" else f"Undone: edited {label.lower()}"
            assert said in " ".join(play.text().split()), play.text()
            assert (files.root / "declarations/plan.toml").read_bytes() == before

    opened(files, populate, language)


@pytest.mark.parametrize(("language", "sentence"), [("en", "must be a number"), ("vi", "Giá trị phải là số")])
def test_a_form_refuses_what_is_of_another_type(files: Registry, language: str, sentence: str) -> None:
    async def refuse(play: Play) -> None:
        await play.press("e")
        await play.type("Budget" if language == "en" else "kinh phi")
        await play.press("enter", "ctrl+u")
        await play.type("nhiều")
        await play.press("ctrl+s")
        assert sentence in play.seen()
        await play.press("ctrl+u")
        await play.type("12.000")
        assert sentence not in play.seen()

    opened(files, refuse, language)


REPEATED = """
[fields.declaration]
rooms = { type = "text", label = { vi = "Phòng họp", en = "Rooms" }, repeated = true }
quotas = { type = "number", label = { vi = "Chỉ tiêu", en = "Quotas" }, repeated = true }
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_are_typed_into_a_list_one_by_one(tmp_path: Path, language: str) -> None:
    files = own_registry(tmp_path)
    (files.root / "registry.toml").write_text(f"schema = 2\n{REPEATED}", encoding="utf-8")
    files = Registry(files.root)
    labels = ("Rooms", "Quotas") if language == "en" else ("Phòng họp", "Chỉ tiêu")

    async def populate(play: Play) -> None:
        for label, values in zip(labels, (("Sen", "Mai"), ("1.200", "9,5")), strict=True):
            await play.press("e")
            await play.type(label)
            await play.press("enter")
            assert ("Nothing stands here yet." if language == "en" else "Chưa có giá trị nào.") in play.seen()
            for value in values:
                await play.type(value)
                await play.press("enter")
            await play.press("ctrl+s", "escape", "escape")

    opened(files, populate, language)
    assert own(files)["rooms"] == ["Sen", "Mai"] and own(files)["quotas"] == [1200, 9.5]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_editors_are_asked_about_the_own_field_that_both_changed(files: Registry, language: str) -> None:
    path = files.root / "declarations/plan.toml"

    async def clash(play: Play) -> None:
        await play.press("E")
        screen = play.app.screen
        assert isinstance(screen, EditTextScreen)
        mine = screen.area.text.replace("12000", "777").replace('    "donor",\n', "").replace('"moha"', '"moha", "mof"')
        screen.area.text = mine
        screen._paused()
        theirs = path.read_text(encoding="utf-8").replace("12000", "888").replace("binding = true", "binding = false")
        path.write_text(theirs.replace('    "moha",\n', ""), encoding="utf-8")
        await play.press("ctrl+s")
        assert isinstance(play.app.screen, ConflictScreen)
        assert ("Budget" if language == "en" else "Kinh phí") in play.seen() and "888" in play.seen()
        assert play.seen().count("777") == 1 and foreign(play.seen(), language) == []
        await play.press("left", "enter", "enter")

    opened(files, clash, language)
    assert own(files) == {**OWN, "budget": 777, "funds": ["state"], "drafted_by": ["mof"], "binding": False}


@pytest.mark.parametrize(
    ("language", "names"), [("en", "Budget|Scope › English"), ("vi", "Kinh phí|Phạm vi áp dụng › tiếng Anh")]
)
def test_the_line_below_the_text_explains_a_declared_key(files: Registry, language: str, names: str) -> None:
    context = RenderContext(load(language), (language,), build(files), files.manifest, lambda id: None)
    for text, name in zip(("[x]\nbudget = 1", '[x.scope]\nen = ""'), names.split("|"), strict=True):
        found = explained(text, text.index("\n") + 2, "declaration", context)
        assert found is not None and found.name == name
        assert foreign(found.meaning, language) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[x]\nbu|", ["budget = "]),
        ('[x]\nfunds = ["|"]', ['"state"', '"donor"']),
        ("[x]\nbinding = |", ["true", "false"]),
        ('[x]\ndrafted_by = ["ngoai|"]', []),
        ("[relations]\ntransl|", ["translates = []"]),
        ('[[claims]]\nfield = "x.bu|"', ['"x.budget"']),
        ('[[sources]]\nfor = ["place.ci|"]', ['"place.city"']),
        ('[[translations]]\nfield = "x.sc|"', ['"x.scope"']),
    ],
)
def test_own_keys_values_and_paths_of_fields_are_completed(files: Registry, text: str, wanted: list[str]) -> None:
    context = RenderContext(load("en"), ("en",), build(files), files.manifest, lambda id: None)
    found = offers(text.replace("|", "", 1), text.index("|"), "declaration", context)
    offered = [str(choice.value) for choice in found.choices] if found else []
    assert offered[: len(wanted)] == wanted and bool(offered) == bool(wanted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_declaration_counts_at_once(files: Registry, language: str) -> None:
    labels = {"en": ("Budget", "Estimate"), "vi": ("Kinh phí", "Dự toán")}[language]

    async def change(play: Play) -> None:
        assert labels[0] in play.text("#reader") and labels[1] not in play.text("#reader")
        (files.root / "registry.toml").write_text(MANIFEST.replace(*labels), encoding="utf-8")
        await play.press("R")
        await play.until(lambda: labels[1] in play.text("#reader"), "the new label is not shown")
        assert labels[0] not in play.text("#reader")
        (files.root / "registry.toml").write_text("schema = 2\n", encoding="utf-8")
        await play.press("R")
        await play.until(lambda: labels[1] not in play.text("#reader"), "the field is still shown")

    opened(files, change, language)
