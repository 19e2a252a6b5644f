"""What came of a meeting and what was said there: outcomes, steps of texts at an event, remarks; and what nobody tells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from contexts import context_of
from small import registry, table

from govtui.i18n.labels import LABELS
from govtui.i18n.translator import load
from govtui.index.cache import build
from govtui.interchange.markdown import markdown
from govtui.model.kinds import KINDS
from govtui.model.relations import RELATIONS
from govtui.page.compose import compose
from govtui.page.layout import lay_out
from govtui.page.linear import linear
from govtui.page.page import Page
from govtui.page.parallel import parallel

GOVERNMENT = table("gov", name={"vi": "Chính phủ", "en": "The Government"})
TRA = {"key": "tra", "name": "Phạm Trà", "role": "chair"}


def text(vi: str, en: str) -> dict[str, str]:
    return {"vi": vi, "en": en}


def plan(*steps: dict[str, Any]) -> dict[str, Any]:
    return table("plan", "declaration", name=text("Kế hoạch", "The Plan"), steps=list(steps))


class Meeting:
    """The page of an event "m" with these fields, beside other records."""

    def __init__(self, root: Path, *others: dict[str, Any], **held: Any) -> None:
        self.files = registry(root, table("s", "source"), GOVERNMENT, *others, table("m", "event", **held))
        self.index = build(self.files)
        self.entry = self.files.entry("events/m.toml")
        assert self.entry.record is not None, self.entry.problems

    def page(self, language: str = "en") -> Page:
        return compose(self.entry, "m", context_of(self.files, self.index, language))

    def lines(self, section: str, language: str = "en") -> list[str]:
        """The paragraphs of a section below its heading."""
        found: list[str] = []
        for line in (
            one.text.replace("\u00a0", " ") for one in lay_out(self.page(language), 200) if one.section == section
        ):
            if line.startswith("   "):
                found[-1] += f" {line.strip()}"
            elif line.strip():
                found.append(line)
        return found[1:]


def outcome(**held: Any) -> dict[str, Any]:
    return {"key": "o", "act": "agreed", "text": text("Làm tiếp Kế hoạch", "Go on with the Plan"), **held}


def remark(**held: Any) -> dict[str, Any]:
    return {"key": "r", "person": "tra", "text": text("Dịch đã lui.", "The pandemic receded."), **held}


class TestOutcomes:
    @pytest.mark.parametrize(
        ("language", "line"),
        [
            ("vi", "•  Thống nhất: Làm tiếp Kế hoạch → Kế hoạch (theo lời Phạm Trà) ¹ dòng 60"),
            ("en", "•  Agreed: Go on with the Plan → The Plan (according to Phạm Trà) ¹ line 60"),
        ],
    )
    def test_an_outcome_is_a_line(self, tmp_path: Path, language: str, line: str) -> None:
        held = outcome(of=["plan"], source="s", at="L60", said_by="Phạm Trà")
        assert Meeting(tmp_path, plan(), outcomes=[held]).lines("outcomes", language) == [line]

    def test_who_agreed_stands_behind_the_act_and_the_printed_words_behind_the_text(self, tmp_path: Path) -> None:
        held = outcome(act="decided", by=["gov", "country:SG"], quote="làm tiếp")
        [line] = Meeting(tmp_path, outcomes=[held]).lines("outcomes")
        assert line == "•  Decided · The Government · Singapore: Go on with the Plan · “làm tiếp”"

    def test_items_of_the_agenda_that_outcomes_name_are_numbered(self, tmp_path: Path) -> None:
        agenda = [{"key": key, "text": text(key, key)} for key in ("one", "two")]
        meeting = Meeting(tmp_path, agenda=agenda, outcomes=[outcome(agenda="two")])
        assert meeting.lines("agenda") == ["1. one", "2. two"]
        assert meeting.lines("outcomes") == ["•  Agreed: Go on with the Plan (agenda item 2)"]
        assert Meeting(tmp_path, agenda=agenda, outcomes=[outcome()]).lines("agenda") == ["•  one", "•  two"]

    def test_an_item_of_the_agenda_that_is_not_there_is_a_bare_key(self, tmp_path: Path) -> None:
        [line] = Meeting(tmp_path, outcomes=[outcome(agenda="lost")]).lines("outcomes")
        assert line == "•  Agreed: Go on with the Plan · Agenda item: “lost”"


class TestTextsAtTheEvent:
    def test_what_the_meeting_did_with_a_text_comes_first_and_is_no_link_besides(self, tmp_path: Path) -> None:
        step = {"action": "noted", "events": ["m"], "by": ["gov"], "source": "s", "at": "L48"}
        meeting = Meeting(tmp_path, plan(step), outcomes=[outcome()])
        assert meeting.lines("outcomes") == ["•  Noted: The Plan ¹ line 48", "•  Agreed: Go on with the Plan"]
        assert "links" not in [section.name for section in meeting.page().sections]

    def test_who_acted_is_told_where_it_was_not_the_meeting(self, tmp_path: Path) -> None:
        steps = [
            {"action": "reported", "events": ["m"], "by": ["gov"]},
            {"action": "proposed", "events": ["m"], "by_text": text("Nước chủ nhà", "the host")},
        ]
        shown = Meeting(tmp_path, plan(*steps)).lines("outcomes")
        assert shown == ["•  Reported · The Government: The Plan", "•  Proposed · the host: The Plan"]

    def test_what_the_meeting_was_told_comes_last(self, tmp_path: Path) -> None:
        steps = [{"action": "reported", "events": ["m"]}, {"action": "adopted", "events": ["m"]}]
        shown = Meeting(tmp_path, plan(*steps), outcomes=[outcome()]).lines("outcomes")
        assert shown == ["•  Adopted: The Plan", "•  Agreed: Go on with the Plan", "•  Reported: The Plan"]

    def test_only_steps_at_this_event_count(self, tmp_path: Path) -> None:
        steps = [{"action": "noted", "events": ["m"]}, {"action": "adopted", "events": ["n"]}, {"action": "published"}]
        meeting = Meeting(tmp_path, plan(*steps), table("n", "event"))
        assert meeting.lines("outcomes") == ["•  Noted: The Plan"]

    def test_steps_on_which_sources_differ_are_marked(self, tmp_path: Path) -> None:
        steps = [
            {"key": act, "action": act, "events": ["m"], "source": "s", "at": at}
            for act, at in (("noted", "L1"), ("adopted", "L2"))
        ]
        shown = Meeting(tmp_path, plan(*steps)).lines("outcomes")
        assert shown == [
            "•  Noted: The Plan · disputed ¹ line 1",
            "•  Adopted: The Plan · disputed ¹ line 2",
        ]

    def test_what_only_a_claim_says_of_a_text_stays_among_the_links(self, tmp_path: Path) -> None:
        claims = [{"field": "steps.noted.events", "value": "m", "source": "s"}]
        meeting = Meeting(tmp_path, table("plan", "declaration", steps=[{"action": "noted"}], claims=claims))
        assert meeting.lines("outcomes") == []
        assert any("+ plan ¹" in line for line in meeting.lines("links"))

    def test_of_many_texts_all_are_named(self, tmp_path: Path) -> None:
        steps = [{"action": "noted", "events": ["m"]}]
        texts = [table(f"plan-{number:02}", "declaration", steps=steps) for number in range(25)]
        shown = Meeting(tmp_path, *texts).lines("outcomes")
        assert [line.split()[-1] for line in shown] == [data["id"] for data in texts]


class TestRemarks:
    @pytest.mark.parametrize(
        ("language", "line"),
        [
            ("vi", "•  Khai mạc · Phạm Trà, thay mặt Chính phủ: Dịch đã lui. “Dịch bệnh lui” ¹ dòng 16–22"),
            ("en", "•  Opening · Phạm Trà, on behalf of The Government: The pandemic receded. “Dịch bệnh lui” ¹ lines 16–22"),
        ],
    )  # fmt: skip
    def test_a_remark_says_when_who_for_whom_and_what(self, tmp_path: Path, language: str, line: str) -> None:
        held = remark(occasion="opening", on_behalf_of="gov", quote="Dịch bệnh lui", source="s", at="L16-L22")
        assert Meeting(tmp_path, people=[TRA], remarks=[held]).lines("remarks", language) == [line]

    def test_without_an_occasion_the_speaker_comes_first(self, tmp_path: Path) -> None:
        assert Meeting(tmp_path, people=[TRA], remarks=[remark()]).lines("remarks") == [
            "•  Phạm Trà: The pandemic receded."
        ]

    def test_a_body_sees_for_whom_somebody_spoke(self, tmp_path: Path) -> None:
        meeting = Meeting(tmp_path, people=[TRA], remarks=[remark(on_behalf_of="gov")])
        assert ("person_on_behalf_of", "m") in [(one.type, one.key) for one in meeting.index.incoming("gov")]


class TestGaps:
    @pytest.mark.parametrize(
        ("language", "line"),
        [
            ("vi", "Các nguồn không nêu: thời gian, địa điểm, kinh phí, đơn vị tổ chức, số đại biểu"),
            ("en", "Not stated by the sources: date, place, money, who organized it, number of participants"),
        ],
    )
    def test_they_are_one_line_of_labels(self, tmp_path: Path, language: str, line: str) -> None:
        held = ["date", "place", "money", "relations.organized_by", "figures.participants"]
        assert " ".join(Meeting(tmp_path, gaps=held).lines("notes", language)) == line

    def test_what_another_source_says_stands_where_the_field_would(self, tmp_path: Path) -> None:
        claims = [
            {"field": "date", "value": "2018-12", "source": "s"},
            {"field": "place.city", "value": text("Huế", "Hue"), "source": "s"},
            {"field": "place.country", "value": "VN", "source": "s"},
        ]
        meeting = Meeting(tmp_path, gaps=["date", "place", "money"], claims=claims)
        assert meeting.lines("notes", "vi") == ["Các nguồn không nêu: thời gian, địa điểm, kinh phí"]
        rows = [line.strip("│ ") for line in meeting.lines("card", "vi")]
        assert [" ".join(row.split()) for row in rows if "+" in row] == [
            "Thời gian + 12/2018 ¹",
            "Địa điểm + Huế, Việt Nam ¹",
        ]

    @pytest.mark.parametrize("kind", KINDS)
    def test_every_relation_is_a_noun_among_them(self, kind: str) -> None:
        relations = [key for key, one in RELATIONS.items() if kind in one.sources]
        assert [key for key in relations if f"relations.{key}" not in LABELS["gap"]] == []

    def test_that_something_is_so_is_said_by_the_name_of_the_field(self, tmp_path: Path) -> None:
        claims = [{"field": "place.online", "value": True, "source": "s"}]
        assert any("+ online ¹" in row for row in Meeting(tmp_path, gaps=["place"], claims=claims).lines("card"))

    def test_of_a_list_that_is_not_complete_the_others_are_missing(self, tmp_path: Path) -> None:
        meeting = Meeting(tmp_path, people=[TRA], gaps=["people", "participants"])
        assert meeting.lines("notes") == ["Not stated by the sources: other people, participants"]

    def test_they_are_the_last_that_is_said_of_the_thing(self, tmp_path: Path) -> None:
        names = [section.name for section in Meeting(tmp_path, gaps=["date"]).page().sections]
        assert names[-3:] == ["notes", "names", "record"]


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Meeting]:
    claims = [{"field": "date", "value": "2018", "source": "s"}]
    step = {"action": "noted", "events": ["m"]}
    yield Meeting(
        tmp_path, plan(step), people=[TRA], outcomes=[outcome(of=["plan"])], remarks=[remark()], gaps=["date"], claims=claims
    )  # fmt: skip


def test_other_forms_of_the_page_say_the_same(full: Meeting) -> None:
    page = full.page()
    heard = linear(page, load("en"), lambda link: True).lines
    assert any(line.startswith("- Agreed: Go on with the Plan → The Plan [") for line in heard)
    assert "- Phạm Trà: The pandemic receded." in heard
    written = markdown(page)
    assert "- **Agreed**: Go on with the Plan → The Plan\n" in written
    assert "- **Date:** \\+ 2018" in written


def test_two_languages_stand_side_by_side(full: Meeting) -> None:
    page = parallel(full.entry, "m", context_of(full.files, full.index, "en"), ("vi", "en"))
    shown = " ".join(" ".join(line.text for line in lay_out(page, 160)).split())
    assert "Thống nhất: Làm tiếp Kế hoạch → Kế hoạch │ • Agreed: Go on with the Plan → The Plan" in shown
    assert "Ghi nhận: Kế hoạch │ • Noted: The Plan" in shown
    assert "Phạm Trà: Dịch đã lui. │ • Phạm Trà: The pandemic receded." in shown
