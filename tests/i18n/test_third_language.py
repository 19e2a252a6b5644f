"""A further language of the interface is a line of LANGUAGES and a folder in locales/: shown with a small Korean catalog.

The program runs from a folder of links to its modules, in which that one line is another, beside a folder of catalogs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
RECORDS = ROOT / "records"
LINE, WITH_KOREAN = '"en": "English"}', '"en": "English", "ko": "한국어"}'
MESSAGES = {
    ("", "Exit status:"): "종료 상태:",
    ("", "Check a registry, or some of its records, and print the problems."): "등록부를 검사합니다.",
    ("", "Search"): "검색",
    ("footer", "Search"): "검색",
    ("date", "{day} {month} {year}"): "{year}년 {month} {day}일",
    ("date", "{day} {mon} {year}"): "{year}년 {mon} {day}일",
    ("kind", "Organization"): "기관",
    ("language", "English"): "영어",
    ("language", "Korean"): "한국어",
    ("", "There is no record “{target}”."): "“{target}” 기록이 없습니다.",
    ("problems", "Links to nothing"): "끊어진 링크",
}
PLURALS = {("{n} record", "{n} records"): "기록 {n}건"}

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def catalog() -> str:
    """The Korean catalog, as a translator would begin it."""
    parts = [
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n'
    ]
    for (context, message), said in MESSAGES.items():
        parts.append((f'msgctxt "{context}"\n' if context else "") + f'msgid "{message}"\nmsgstr "{said}"\n')
    parts += [f'msgid "{one}"\nmsgid_plural "{more}"\nmsgstr[0] "{said}"\n' for (one, more), said in PLURALS.items()]
    return "\n".join(parts)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder from which a govtui runs that also speaks Korean."""
    here = tmp_path_factory.mktemp("korean")
    package = here / "govtui"
    (package / "i18n").mkdir(parents=True)
    for folder, path in ((package, ROOT / "govtui"), (package / "i18n", ROOT / "govtui" / "i18n")):
        for each in path.iterdir():
            if each.name not in ("i18n", "translator.py", "__pycache__"):
                (folder / each.name).symlink_to(each)
    source = (ROOT / "govtui" / "i18n" / "translator.py").read_text(encoding="utf-8")
    assert source.count(LINE) == 1
    (package / "i18n" / "translator.py").write_text(source.replace(LINE, WITH_KOREAN), encoding="utf-8")
    for language in ("vi", "en"):
        (here / "locales" / language).mkdir(parents=True)
        (here / "locales" / language / "LC_MESSAGES").symlink_to(ROOT / "locales" / language / "LC_MESSAGES")
    messages = here / "locales" / "ko" / "LC_MESSAGES"
    messages.mkdir(parents=True)
    (messages / "govtui.po").write_text(catalog(), encoding="utf-8")
    return here


@pytest.fixture(scope="module")
def run(tree: Path) -> Run:
    """Run Python in it, with its own cache, configuration and state."""
    kept = {name: str(tree / name.lower()) for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    environ = {**os.environ, **kept, "PYTHONPATH": str(tree), "LANG": "C.UTF-8", "LC_ALL": "", "LANGUAGE": ""}

    def ran(*args: str, env: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:  # noqa: B006
        command = [sys.executable, *args]
        return subprocess.run(
            command, cwd=tree, env={**environ, **env}, capture_output=True, encoding="utf-8", timeout=120, check=False
        )

    return ran


def test_formats_sorting_and_problems_are_korean_and_what_is_untranslated_is_english(run: Run) -> None:
    script = """
import json
from decimal import Decimal
from govtui.i18n import translator
from govtui.i18n.countries import country_name
from govtui.i18n.dates import date_long, date_short
from govtui.i18n.formats import joined, number, percent
from govtui.i18n.labels import label
from govtui.i18n.negotiation import wanted_language
from govtui.i18n.problems import heading, sentence
from govtui.model.dates import PartialDate
from govtui.model.problem import Problem, Severity
from govtui.text.collate import sort_key
ko = translator.load("ko")
print(json.dumps({
    "file": translator.__file__,
    "number": [number(1234567, ko), number(Decimal("1234.5"), ko), percent(12.5, ko)],
    "list": joined(["A", "B", "C"], ko),
    "dates": [date_long(PartialDate.parse(d), ko) for d in ("2022-08-05", "2022")],
    "short": date_short(PartialDate.parse("2022-08-05"), ko),
    "since": date_long(PartialDate.parse("2017/.."), ko),
    "country": [country_name("VN", ko), country_name("KR", ko)],
    "sorted": sorted(["나라", "Zebra", "가나", "đá", "da"], key=lambda one: sort_key(one, "ko")),
    "labels": [label("kind", "organization", ko), label("kind", "event", ko)],
    "heading": [heading("dangling", ko), heading("cycle", ko)],
    "sentence": sentence(Problem("dangling", Severity.WARNING, values={"target": "x"}), ko),
    "plural": [ko.ngettext("{n} record", "{n} records", 2), ko.ngettext("{n} place", "{n} places", 2)],
    "wanted": [wanted_language(None, None, {"LANG": tag}) for tag in ("ko_KR.UTF-8", "fr_FR.UTF-8")],
    "next": [translator.next_language(one) for one in ("vi", "en", "ko", "qps")],
}))
"""
    done = run("-c", script)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    assert told.pop("file").endswith("korean0/govtui/i18n/translator.py")
    assert told == {
        "number": ["1,234,567", "1,234.5", "12.5%"],
        "list": "A, B 및 C",
        "dates": ["2022년 8월 5일", "2022"],
        "short": "2022년 8월 5일",
        "since": "since 2017",
        "country": ["베트남", "대한민국"],
        "sorted": ["da", "đá", "Zebra", "가나", "나라"],
        "labels": ["기관", "Event"],
        "heading": ["끊어진 링크", "Records that are part of themselves"],
        "sentence": "“x” 기록이 없습니다.",
        "plural": ["기록 {n}건", "{n} places"],
        "wanted": ["ko", "vi"],
        "next": ["en", "ko", "vi", "vi"],
    }


def test_the_command_line_speaks_it_and_prints_pages_in_it(run: Run) -> None:
    done = run("-m", "govtui", "--lang", "ko", "check", "--help")
    assert "등록부를 검사합니다." in done.stdout and "Only problems with these codes." in done.stdout, done.stderr
    registry = ("--registry", str(RECORDS), "--lang", "ko")
    shown = run("-m", "govtui", "show", "unpog", *registry)
    assert shown.returncode == 0, shown.stderr
    assert "기관" in shown.stdout and "대한민국" in shown.stdout
    searched = run("-m", "govtui", "search", "country:KR", *registry)
    assert searched.returncode == 0, searched.stderr
    found = [
        run("-m", "govtui", "search", "country:KR", "--registry", str(RECORDS), "--lang", "en").stdout,
        searched.stdout,
    ]
    assert len(found[0].splitlines()) == len(found[1].splitlines()) > 3
    by_environment = run("-m", "govtui", "check", "--help", env={"LANG": "ko_KR.UTF-8"})
    assert by_environment.stdout == done.stdout
    assert "--name-ko" in run("-m", "govtui", "new", "--help").stdout
    refused = run("-m", "govtui", "--lang", "fr", "check", str(RECORDS))
    assert refused.returncode == 2 and "“ko”" in refused.stderr


def test_f2_goes_round_all_languages_and_the_footer_names_the_next(run: Run) -> None:
    script = f"""
import asyncio, json
from pathlib import Path
from govtui.store.registry import Registry
from govtui.index.cache import build
from govtui.tui.app import GovtuiApp
from govtui.tui.base.footer import KeyBar
async def main():
    registry = Registry(Path({str(RECORDS)!r}), read_only=True)
    app = GovtuiApp(registry, "vi", index=build(registry), remember=False)
    said = []
    async with app.run_test(size=(200, 30)) as pilot:
        for _ in range(4):
            await pilot.pause()
            bar = app.screen.query_one(KeyBar)
            said.append([app.language, "".join(piece.text for piece in bar.left())])
            await pilot.press("f2")
    print(json.dumps(said))
asyncio.run(main())
"""
    done = run("-c", script)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [language for language, _ in told] == ["vi", "en", "ko", "vi"]
    for (_, bar), following in zip(told, ("English", "한국어", "Tiếng Việt", "English"), strict=True):
        assert f" F2 {following} " in bar
    assert "검색" in told[2][1] and "Narrow" in told[2][1]
