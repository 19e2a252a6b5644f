from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from gettext import GNUTranslations
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]

CODE = """\
from govtui.text.markers import N_, NP_


def shown(tr, n, name, kind):
    # L10N: the name of a record
    first = tr.gettext("Saved {name}.").format(name=name)
    tr.ngettext("{n} record", "{n} records", n)
    tr.ngettext("One file", "{n} files", n)
    tr.pgettext("month", "May")
    tr.npgettext("span", "%(n)s day", "%(n)s days", n)
    tr.gettext("Find…")
    tr.gettext("Name:")
    tr.gettext(" [b]bold[/b] ")
    tr.gettext("[no text, $x]")
    tr.gettext(kind)
    tr.pgettext("kind", LABELS.get("kind", "other"))
    return first


LABELS = {"a": N_("Agenda"), "b": NP_("kind", "Event")}
"""

VIETNAMESE = """\
# the messages of the sample
\tSaved {name}.\tĐã lưu {name}.
\t{n} record\t{n} records\t{n} bản ghi
\tOne file\t{n} files\t{n} tệp
month\tMay\tTháng Năm
span\t%(n)s day\t%(n)s days\t%(n)s ngày

\tFind…\tTìm…
\tName:\tTên:
\t [b]bold[/b] \t [b]đậm[/b] 
\t[no text, $x]\t[không có văn bản, $x]
\tAgenda\tChương trình
kind\tEvent\tSự kiện
"""  # noqa: W291


@pytest.fixture
def catalogs(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    yield importlib.import_module("catalogs")


class Project:
    """A source tree with one module, its catalogs complete and without fault."""

    def __init__(self, root: Path, tool: ModuleType) -> None:
        self.root = root
        self.tool = tool
        self.code = root / "govtui" / "sample.py"
        self.template = root / "locales" / "govtui.pot"
        self.vi = root / "locales" / "vi" / "LC_MESSAGES" / "govtui.po"
        self.en = root / "locales" / "en" / "LC_MESSAGES" / "govtui.po"
        self.fragment = root / "locales" / "fragments" / "sample.vi.tsv"

    def run(self, command: str) -> int:
        result = self.tool.main([command, "--root", str(self.root)])
        assert isinstance(result, int)
        return result

    def texts(self) -> dict[str, bytes]:
        return {path.name + path.parent.parent.name: path.read_bytes() for path in (self.template, self.vi, self.en)}


@pytest.fixture
def project(tmp_path: Path, catalogs: ModuleType, capsys: pytest.CaptureFixture[str]) -> Project:
    made = Project(tmp_path, catalogs)
    for path in (made.code, made.fragment):
        path.parent.mkdir(parents=True)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    made.code.write_text(CODE, encoding="utf-8")
    made.fragment.write_text(VIETNAMESE, encoding="utf-8")
    assert made.run("update") == 0
    capsys.readouterr()
    return made


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_catalogs_of_govtui_have_no_fault() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "catalogs.py", "check"], capture_output=True, encoding="utf-8", cwd="/"
    )
    assert done.stdout == "catalogs: no faults\n"
    assert done.returncode == 0


def test_an_updated_project_has_no_fault(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.run("check") == 0
    assert capsys.readouterr().out == "catalogs: no faults\n"


def test_the_template_has_every_message_sorted_and_neither_places_nor_dates(project: Project) -> None:
    text = project.template.read_text(encoding="utf-8")
    messages = [line for line in text.splitlines() if line.startswith("msgid ")]
    assert messages == [
        'msgid ""',
        'msgid " [b]bold[/b] "',
        'msgid "%(n)s day"',
        'msgid "Agenda"',
        'msgid "Event"',
        'msgid "Find…"',
        'msgid "May"',
        'msgid "Name:"',
        'msgid "One file"',
        'msgid "Saved {name}."',
        'msgid "[no text, $x]"',
        'msgid "{n} record"',
    ]
    assert '#. L10N: the name of a record\n#, python-brace-format\nmsgid "Saved {name}."' in text
    assert 'msgctxt "kind"\nmsgid "Event"' in text
    assert "#:" not in text
    assert "Date" not in text


def test_english_is_the_messages_themselves_and_vietnamese_comes_from_the_fragments(project: Project) -> None:
    with (project.root / "govtui/locales/en/LC_MESSAGES/govtui.mo").open("rb") as stream:
        en = GNUTranslations(stream)
    with (project.root / "govtui/locales/vi/LC_MESSAGES/govtui.mo").open("rb") as stream:
        vi = GNUTranslations(stream)
    assert [en.ngettext("{n} record", "{n} records", n) for n in (1, 2)] == ["{n} record", "{n} records"]
    assert [vi.ngettext("{n} record", "{n} records", n) for n in (1, 2)] == ["{n} bản ghi", "{n} bản ghi"]
    assert vi.pgettext("month", "May") == "Tháng Năm"
    assert vi.npgettext("span", "%(n)s day", "%(n)s days", 3) == "%(n)s ngày"
    assert vi.gettext(" [b]bold[/b] ") == " [b]đậm[/b] "
    assert '"Plural-Forms: nplurals=1; plural=0;\\n"' in project.vi.read_text(encoding="utf-8")


def test_running_update_again_changes_nothing(project: Project) -> None:
    before = project.texts()
    assert project.run("update") == 0
    assert project.texts() == before


def test_update_keeps_translations_and_comments_without_the_fragments(project: Project) -> None:
    replace(project.vi, 'msgid "Agenda"', '# as the ministry says\nmsgid "Agenda"')
    replace(project.vi, '"Chương trình"', '"Chương trình nghị sự"')
    project.fragment.unlink()
    before = project.texts()
    assert project.run("update") == 0
    assert project.texts() == before


def test_a_fragment_fills_what_is_missing_and_does_not_replace_what_is_there(project: Project) -> None:
    replace(project.vi, '"Chương trình"', '"Chương trình nghị sự"')
    replace(project.vi, '"Sự kiện"', '""')
    project.run("update")
    text = project.vi.read_text(encoding="utf-8")
    assert '"Chương trình nghị sự"' in text
    assert '"Sự kiện"' in text


def test_update_prints_what_is_untranslated_in_the_form_of_a_fragment(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    with project.code.open("a", encoding="utf-8") as stream:
        stream.write('A, B = N_("Two\\nlines"), NP_("kind", "Source")\n\n\ndef f(tr): tr.ngettext("a{n}", "b{n}", 2)\n')
    assert project.run("update") == 0
    printed = capsys.readouterr().out
    assert printed == (
        "vi: 14 messages, 3 untranslated\nkind\tSource\t\n\tTwo\\nlines\t\n\ta{n}\tb{n}\t\nen: 14 messages, 0 untranslated\n"
    )
    filled = printed.splitlines()[1:4]
    project.fragment.write_text("".join(f"{line}{'dịch {n}' if '{n}' in line else 'Dịch'}\n" for line in filled))
    project.run("update")
    assert project.run("check") == 0


def test_what_the_code_no_longer_says_goes_and_is_named(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    replace(project.code, 'tr.gettext("Find…")', "pass")
    assert project.run("update") == 0
    assert "Tìm" not in project.vi.read_text(encoding="utf-8")
    assert "Find" not in project.en.read_text(encoding="utf-8")
    said = capsys.readouterr().err
    assert "dropped from vi: ('', 'Find…') 'Tìm…'" in said
    assert "sample.vi.tsv:8: no such message in the code: ('', 'Find…')" in said


def test_a_message_that_changed_a_little_is_not_guessed_at(project: Project) -> None:
    replace(project.code, '"Saved {name}."', '"Saved {name}!"')
    project.run("update")
    text = project.vi.read_text(encoding="utf-8")
    assert "fuzzy" not in text
    assert 'msgid "Saved {name}!"\nmsgstr ""' in text


def test_a_decomposed_translation_is_composed_when_it_is_filled_in(project: Project) -> None:
    project.vi.unlink()
    replace(project.fragment, "Tên:", "Te\u0302n:")
    project.run("update")
    assert 'msgstr "Tên:"' in project.vi.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("Agenda Chương trình", "not context<TAB>message"),
        ("\tAgenda\t", "not context<TAB>message"),
        ("\tAgenda\tx\ty\tz", "not context<TAB>message"),
        ("\tAgenda\tLịch", "'Agenda' is translated differently in sample.vi.tsv:12"),
    ],
)
def test_a_line_of_a_fragment_that_cannot_be_used_is_named(
    project: Project, capsys: pytest.CaptureFixture[str], line: str, fault: str
) -> None:
    with project.fragment.open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
    assert project.run("update") == 1
    assert f"sample.vi.tsv:14: {fault}" in capsys.readouterr().err


def in_code(old: str, new: str) -> Callable[[Project], None]:
    return lambda project: replace(project.code, old, new)


def in_vi(old: str, new: str) -> Callable[[Project], None]:
    return lambda project: replace(project.vi, old, new)


def in_en(old: str, new: str) -> Callable[[Project], None]:
    return lambda project: replace(project.en, old, new)


def after_update(plant: Callable[[Project], None]) -> Callable[[Project], None]:
    def planted(project: Project) -> None:
        plant(project)
        project.run("update")

    return planted


@pytest.mark.parametrize(
    ("plant", "fault"),
    [
        pytest.param(in_code('"Agenda"', '"Plan"'), "locales/govtui.pot: not what the code says", id="new message"),
        pytest.param(lambda project: project.template.unlink(), "govtui.pot: not what the code says", id="no template"),
        pytest.param(lambda project: project.vi.unlink(), "vi/LC_MESSAGES/govtui.po: no such file", id="no catalog"),
        pytest.param(in_vi('msgid "Agenda"\nmsgstr "Chương trình"\n\n', ""), "missing: ('', 'Agenda')", id="missing"),
        pytest.param(in_vi('"Sự kiện"', '""'), "untranslated ('Event')", id="untranslated"),
        pytest.param(
            in_en('msgstr[1] "{n} records"', 'msgstr[1] ""'), "untranslated ('{n} record')", id="half a plural"
        ),
        pytest.param(in_vi('msgid "Agenda"', '#, fuzzy\nmsgid "Agenda"'), "fuzzy ('Agenda')", id="fuzzy"),
        pytest.param(in_vi("# Vietnamese", "#, fuzzy\n# Vietnamese"), "the header is fuzzy", id="fuzzy header"),
        pytest.param(
            in_vi('msgid "Agenda"', '#~ msgid "Old"\n#~ msgstr "Cũ"\n\nmsgid "Agenda"'), "obsolete", id="obsolete"
        ),
        pytest.param(
            in_vi('msgid "Agenda"', 'msgid "Old"\nmsgstr "Cũ"\n\nmsgid "Agenda"'),
            "not in the code: ('', 'Old')",
            id="surplus",
        ),
        pytest.param(
            in_vi('msgid "Agenda"', 'msgid "Name:"\nmsgstr "Họ:"\n\nmsgid "Agenda"'),
            "an entry stands twice",
            id="twice",
        ),
        pytest.param(in_vi("Đã lưu {name}.", "Đã lưu {tên}."), "other placeholders", id="brace field"),
        pytest.param(in_vi("Đã lưu {name}.", "Đã lưu {name!r}."), "other placeholders", id="conversion"),
        pytest.param(in_vi("Đã lưu {name}.", "Đã lưu {name."), "other placeholders", id="lone brace"),
        pytest.param(in_vi("%(n)s ngày", "%(m)s ngày"), "other placeholders", id="percent field"),
        pytest.param(in_vi("[b]đậm[/b]", "[i]đậm[/i]"), "other placeholders or markup", id="markup"),
        pytest.param(in_vi("{n} tệp", "Một tệp"), "other placeholders", id="number lost in the only form"),
        pytest.param(
            in_en('msgstr[1] "{n} files"', 'msgstr[1] "Files"'), "other placeholders", id="number lost in plural"
        ),
        pytest.param(in_vi("Tháng Năm", "Tha\u0301ng Năm"), "not NFC", id="not NFC"),
        pytest.param(in_vi('"Tên:"', '"Tên"'), "at the ends differs", id="colon"),
        pytest.param(in_vi('"Tìm…"', '"Tìm..."'), "at the ends differs", id="ellipsis"),
        pytest.param(in_vi('"Sự kiện"', '"Sự kiện "'), "at the ends differs", id="space after"),
        pytest.param(in_vi('" [b]đậm[/b] "', '"[b]đậm[/b] "'), "at the ends differs", id="space before"),
        pytest.param(in_vi('"Sự kiện"', '"Sự kiện\\n"'), "at the ends differs", id="line break after"),
        pytest.param(
            in_vi('msgstr[0] "{n} tệp"', 'msgstr[0] "{n} tệp"\nmsgstr[1] "{n} tệp"'),
            "more plural forms than 1",
            id="two forms in Vietnamese",
        ),
        pytest.param(
            in_vi("nplurals=1; plural=0;", "nplurals=2; plural=n>1;"), "Plural-Forms is not", id="plural rule"
        ),
        pytest.param(in_vi('"Tên:"', "Tên:"), "govtui.po:", id="not a catalog"),
        pytest.param(
            after_update(in_code('tr.gettext("Find…")', 'tr.gettext(f"Find {name}")')),
            "gettext(): an f-string",
            id="f-string",
        ),
        pytest.param(
            after_update(in_code('"{n} record", "{n} records"', '"{n} record", f"{n} records"')),
            "ngettext(): an f-string",
            id="f-string plural",
        ),
        pytest.param(
            after_update(in_code('"Find…"', '"Find " + name')), "gettext(): a message is one plain literal", id="sum"
        ),
        pytest.param(
            after_update(in_code('"Find…"', '"Find" if n else "Go"')), "a message is one plain literal", id="choice"
        ),
        pytest.param(
            after_update(in_code('"Find…"', '"Find {}".format(n)')),
            "a message is one plain literal",
            id="formatted too early",
        ),
        pytest.param(
            after_update(in_code('N_("Agenda")', "N_(CODE)")), "N_(): only a literal", id="mark of a variable"
        ),
        pytest.param(
            after_update(in_code('"month", "May"', 'kind, "May"')), "under a computed context", id="computed context"
        ),
        pytest.param(
            after_update(in_code('"{n} records", n)', '"{n} records", len(str(tr.gettext("lost"))))')),
            "not extracted",
            id="call within a call",
        ),
        pytest.param(
            after_update(in_code('tr.gettext("Find…")', """print(f"{tr.gettext('Find…')}")""")),
            "gettext(): only some versions of Python extract",
            id="call within an f-string",
        ),
    ],
)
def test_a_planted_fault_is_found(
    project: Project, capsys: pytest.CaptureFixture[str], plant: Callable[[Project], None], fault: str
) -> None:
    plant(project)
    capsys.readouterr()
    assert project.run("check") == 1
    assert fault in capsys.readouterr().out


def test_check_writes_nothing(project: Project) -> None:
    replace(project.code, '"Agenda"', '"Plan"')
    before = project.texts()
    project.run("check")
    assert project.texts() == before
