"""Every shape of field in its form, through a real terminal, in both languages: found by its name, written with a Telex input
method, and the difference in the file is that field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Program
from office import CLEAR, DELETE, DOWN, ENTER, ESC, SAVE, Office

from govtui.i18n.countries import country_name
from govtui.i18n.field_labels import field_name
from govtui.i18n.translator import load

EVENT = '''\
schema = 2
kind = "event"
id = "hop"
type = "session"
status = "planned"
date = "2022"   # as told

[name]
vi = "Cuộc họp"
en = "Meeting"

[place]
country = "VN"  # of the host

[summary]
vi = """
Bàn về nền công vụ.
Một ngày."""

[[agenda]]
key = "1"

[agenda.text]
vi = "Khai mạc"

[[agenda]]
key = "2"

[agenda.text]
vi = "Bế mạc"

[[people]]
name = "Vũ Chiến Thắng" # as he signs
role = "chair"

[[sources]]
ref = "bao"
for = ["date"]
'''
MINISTRY = """\
schema = 2
kind = "organization"
id = "bo"
type = "ministry"
status = "active"

[name]
vi = "Bộ"
en = "Ministry"
"""
SOURCE = """\
schema = 2
kind = "source"
id = "bao"
type = "article"
url = "https://example.org/bao"
lang = "vi"   # of the text

[title]
vi = "Báo"
en = "Paper"
"""


@pytest.fixture
def office(language_of_test: str, program: Program, registry: Callable[[str], Path]) -> Iterator[Office]:
    root = registry("mẫu")
    for folder, id, text in (("events", "hop", EVENT), ("sources", "bao", SOURCE), ("organizations", "bo", MINISTRY)):
        (root / folder).mkdir(exist_ok=True)
        (root / folder / f"{id}.toml").write_text(text, encoding="utf-8")
    with program.open("--lang", language_of_test, root) as browser:
        browser.started()
        yield Office(browser, root, load(language_of_test))


def fields_of(office: Office, names: dict[str, str]) -> None:
    """Bring the cursor to a record, and open the list of its fields."""
    office.on(names[office.tr.language])
    office.press("e", "Type the name of a field…")


def opened(office: Office, owner: str, name: str) -> str:
    """Open the form of a field by its name in the interface; what stands over the form."""
    words = field_name(owner, name, office.tr)
    office.type(words)
    office.browser.press(ENTER, f"{words} · ")
    office.browser.settle(0.1)
    return f"{words} · "


def saved(office: Office, title: str, key: str, name: str, *lines: str) -> None:
    """Press the key that saves a form; back in the list, the file differs by these lines, of which the first may have gone."""
    office.browser.send(key)
    office.wait_for_difference({name: list(lines)})
    office.browser.wait_gone(title)
    office.browser.settle(0.1)
    office.from_now_on()


MEETING, PAPER = {"vi": "họp", "en": "meeting"}, {"vi": "báo", "en": "paper"}


def test_words_of_a_vocabulary_dates_and_texts(office: Office) -> None:
    tr = office.tr
    fields_of(office, MEETING)
    title = opened(office, "", "status")
    office.type(tr.pgettext("event.status", "Held"))
    saved(office, title, ENTER, "hop", '-status = "planned"', '+status = "held"')

    title = opened(office, "", "date")
    office.browser.send(CLEAR)
    office.type("5/8/2022")  # as people write it: it is saved as files have it, which is said first
    office.browser.wait_for("2022-08-05")
    saved(office, title, ENTER, "hop", '-date = "2022"   # as told', '+date = "2022-08-05"   # as told')

    title = opened(office, "", "date_text")
    office.type("ngày 5 tháng 8")
    saved(office, title, SAVE, "hop", '+date_text = "ngày 5 tháng 8"')

    title = opened(office, "", "date_text")
    office.browser.send(CLEAR)  # what is emptied goes away with its line
    saved(office, title, SAVE, "hop", '-date_text = "ngày 5 tháng 8"')

    title = opened(office, "", "summary")
    if tr.language == "en":
        office.browser.send("\x1b[Z")
    office.browser.send("\x1b[1;5F")  # Ctrl+End: behind the last line
    office.browser.send("\x1b[200~\nHai dòng\nđược dán.\x1b[201~")
    office.type(" Rồi gõ thêm.")
    saved(office, title, SAVE, "hop", '-Một ngày."""', "+Một ngày.", "+Hai dòng", '+được dán. Rồi gõ thêm."""')


def test_countries_and_yes_or_no_in_a_table(office: Office) -> None:
    tr = office.tr
    fields_of(office, MEETING)
    office.type(field_name("", "place", tr))
    office.browser.press(ENTER, f"{field_name('', 'place', tr)} · ")
    title = opened(office, "place", "country")
    office.type(country_name("KR", tr) or "")
    came = ['-country = "VN"  # of the host', '+country = "KR"  # of the host']
    saved(office, f"› {title}", ENTER, "hop", *came)
    title = opened(office, "place", "online")
    office.type(tr.pgettext("answer", "yes"))
    saved(office, f"› {title}", ENTER, "hop", "+online = true")


def test_records_of_a_relation_and_what_a_source_covers(office: Office) -> None:
    tr = office.tr
    relations, sources = (field_name("", name, tr) for name in ("relations", "sources"))
    fields_of(office, MEETING)
    office.type(relations)
    office.browser.press(ENTER, f"{relations} · ")
    title = opened(office, "relations", "hosted_by")
    office.type("Bộ" if tr.language == "vi" else "ministry")
    office.browser.wait_for("[ ] ")
    office.browser.press(ENTER, "[×] ")
    saved(office, title, SAVE, "hop", "+", "+[relations]", '+hosted_by = ["bo"]')
    office.browser.press(ESC, gone=[f"{relations} · "])
    office.browser.settle(0.1)

    office.type(sources)
    office.browser.press(ENTER, f"{sources} · ")
    office.browser.press(ENTER, field_name("sources", "ref", tr))
    title = opened(office, "sources", "for")
    office.type(field_name("", "place", tr))
    office.browser.press(ENTER, "[×] place")
    saved(office, title, SAVE, "hop", '-for = ["date"]', '+for = ["date", "place"]')


def test_an_item_is_added_another_changed_a_third_removed(office: Office) -> None:
    tr = office.tr
    figures, people, agenda = (field_name("", name, tr) for name in ("figures", "people", "agenda"))
    fields_of(office, MEETING)
    office.type(figures)
    office.browser.press(ENTER, f"{figures} · ")
    office.browser.press(ENTER, f": {field_name('figures', 'what', tr)}")
    office.type(tr.pgettext("figure.what", "countries"))
    office.browser.press(ENTER, f": {field_name('figures', 'value', tr)}")
    office.type("1.200")
    office.browser.wait_for("= 1")
    office.browser.send(ENTER)
    office.wait_for_difference({"hop": ["+[[figures]]", '+what  = "countries"', "+value = 1200", "+"]})
    office.from_now_on()
    office.browser.wait_for(field_name("figures", "bound", tr))  # straight into the new item, for the rest of it
    office.browser.press(ESC, gone=[field_name("figures", "bound", tr)])
    office.browser.press(ESC, gone=[f"{figures} · "])

    office.type(people)
    office.browser.press(ENTER, f"{people} · ")
    office.type("Vũ Chiến")
    office.browser.press(ENTER, field_name("people", "role", tr))
    title = opened(office, "people", "role")
    office.type(tr.pgettext("person.role", "Spoke"))
    saved(office, title, ENTER, "hop", '-role = "chair"', '+role = "speaker"')
    title = opened(office, "people", "org")
    office.type("Bộ" if tr.language == "vi" else "ministry")
    saved(office, title, ENTER, "hop", '+org = "bo"')
    office.browser.press(ESC, gone=[field_name("people", "role", tr)])
    office.browser.press(ESC, gone=[f"{people} · "])

    office.type(agenda)
    office.browser.press(ENTER, f"{agenda} · ")
    office.browser.press(DOWN)
    office.browser.wait_for_mark("Bế mạc")
    office.press(DELETE, "Keep")
    office.answer("Remove")
    office.wait_for_difference({"hop": ["-[[agenda]]", '-key = "2"', "-", "-[agenda.text]", '-vi = "Bế mạc"', "-"]})


def test_the_fields_of_a_source_a_language_a_publisher_and_a_free_table(office: Office) -> None:
    tr = office.tr
    identifiers = field_name("", "identifiers", tr)
    fields_of(office, PAPER)
    title = opened(office, "", "lang")
    office.type(tr.pgettext("language", "English"))
    saved(office, title, ENTER, "bao", '-lang = "vi"   # of the text', '+lang = "en"   # of the text')
    title = opened(office, "", "publisher")
    office.type("Nhà xuất bản Sự thật")  # no record: a plain text
    saved(office, title, ENTER, "bao", '+publisher = "Nhà xuất bản Sự thật"')
    office.type(identifiers)
    office.browser.press(ENTER, f"{identifiers} · ")
    office.browser.press(ENTER, f"“{identifiers}”")
    office.browser.send("isbn" + ENTER)
    office.browser.wait_gone(" isbn ")
    office.type("số 12" + ENTER)
    office.wait_for_difference({"bao": ["+", "+[identifiers]", '+isbn = "số 12"']})
