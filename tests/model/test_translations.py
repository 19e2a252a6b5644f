"""Which text of a record is a translation, of what, and in what state: one rule for checks, translators and coverage."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import Around, record

from govtui.model.checks import check
from govtui.model.translations import digest, localized_fields, localized_texts, state, translated
from govtui.store.manifest import Manifest

LANGUAGES = ("vi", "en")


def made(field: str, source: str, target: str, text: str) -> dict[str, str]:
    return {"field": field, "from": source, "to": target, "digest": digest(text)}


def found(summary: dict[str, str] | None, *entries: dict[str, str]) -> list[tuple[str, str, str]]:
    """Direction and state of the summary of a record."""
    one = record("a", summary=summary, translations=list(entries))
    texts = translated(one, LANGUAGES, "vi")
    return [(text.source, text.target, text.state) for text in texts if text.path == "summary"]


CASES: dict[str, tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]] = {
    "nothing at all": (found(None), []),
    "no translation": (found({"vi": "a"}), [("vi", "en", "missing")]),
    "only in the other language": (found({"en": "b"}), [("en", "vi", "missing")]),
    "nobody knows": (found({"vi": "a", "en": "b"}), [("vi", "en", "unverified")]),
    "of today's text": (found({"vi": "a", "en": "b"}, made("summary", "vi", "en", "a")), [("vi", "en", "done")]),
    "the text changed": (found({"vi": "a", "en": "b"}, made("summary", "vi", "en", "x")), [("vi", "en", "stale")]),
    "written in English": (found({"vi": "a", "en": "b"}, made("summary", "en", "vi", "b")), [("en", "vi", "done")]),
    "its source is gone": (found({"en": "b"}, made("summary", "vi", "en", "a")), [("en", "vi", "missing")]),
    "the translation is gone": (found({"vi": "a"}, made("summary", "vi", "en", "a")), [("vi", "en", "missing")]),
    "a language that the registry does not keep": (found({"ko": "c"}), []),
}


@pytest.mark.parametrize("case", CASES)
def test_every_text_has_one_direction_and_one_state(case: str) -> None:
    assert CASES[case][0] == CASES[case][1]


texts = st.dictionaries(st.sampled_from(["vi", "en", "ko"]), st.sampled_from(["a", "b"]), min_size=1)
entries = st.lists(
    st.builds(made, st.just("summary"), *[st.sampled_from(["vi", "en", "ko"])] * 2, st.sampled_from(["a", "b"])),
    max_size=3,
)


@given(texts, entries)
def test_no_language_is_told_of_twice_and_the_state_is_that_of_the_translation_screen(
    summary: dict[str, str], entries: list[dict[str, Any]]
) -> None:
    one = record("a", summary=summary, translations=entries)
    told = [text for text in translated(one, ("vi", "en", "ko"), "vi") if text.path == "summary"]
    targets = [text.target for text in told]
    assert len(targets) == len(set(targets))
    assert {target for target in targets if target not in summary} == {"vi", "en", "ko"} - summary.keys()
    for text in told:
        assert text.source in summary and text.source != text.target or text.state in ("done", "stale")
        if text.state in ("missing", "unverified"):
            assert state(one, "summary", text.target, text.source) == text.state


OWN = Manifest(
    fields={
        "organization": {
            "mission": {"type": "localized", "label": {"en": "Mission"}},
            "budget": {"type": "number", "label": {"en": "Budget"}},
        }
    }
)


def owed(**fields: Any) -> list[str]:
    return [path for path, _ in localized_fields(record("a", **fields), OWN.record_schema)]


def test_what_others_printed_is_owed_no_translation() -> None:
    assert owed(sources=[{"ref": "s", "quote": {"vi": "lời"}}], review={"notes": {"vi": "xem lại"}}) == ["name"]


class TestOwnFields:
    def test_texts_by_language_are_translated_as_others_are(self) -> None:
        one = record("a", x={"mission": {"vi": "một"}, "budget": 3})
        found = localized_fields(one, OWN.record_schema)
        assert found == (
            ("name", {"vi": "a", "en": "a"}),
            ("x.mission", {"vi": "một"}),
        )
        assert localized_texts(one, OWN.record_schema) == [(path, text) for path, text in found]
        states = [state(one, path, "en", "vi") for path, _ in found]
        assert states == ["unverified", "missing"]

    def test_private_notes_are_not(self) -> None:
        assert owed(x={"story": {"vi": "một"}}) == ["name"]
        assert [path for path, _ in localized_fields(record("a", x={"mission": {"vi": "một"}}))] == ["name"]
        assert owed(x={"budget": {"vi": "một"}}) == ["name"]

    @pytest.mark.parametrize("value", ["một", 3, [], {}, ["một"], {"vi": 3}, [{"vi": "một"}]])
    def test_nor_what_is_no_text_by_language(self, value: object) -> None:
        assert owed(x={"mission": value}) == ["name"]

    def test_a_language_that_is_missing_is_a_problem_and_so_is_a_source_that_changed(self) -> None:
        one = record(
            "a",
            x={"mission": {"vi": "một"}, "mottos": [{"vi": "hai", "en": "two"}]},
            translations=[made("x.mottos.1", "vi", "en", "ba")],
        )
        problems = check(one, Around(record("s", "source"), manifest=OWN))
        found = {
            (problem.code, problem.field)
            for problem in problems
            if problem.code in ("untranslated", "stale_translation")
        }
        assert found == {("untranslated", "x.mission"), ("stale_translation", "x.mottos.1")}


def test_a_memory_of_what_is_no_text_is_never_out_of_date() -> None:
    counts = {"rows": [{"percent": {"completed": 23}}]}
    one = record(
        "d", "declaration", progress=[counts], translations=[made("progress.1.rows.1.percent", "completed", "en", "x")]
    )
    problems = check(one, Around(record("s", "source"), manifest=OWN))
    assert "stale_translation" not in {problem.code for problem in problems}
