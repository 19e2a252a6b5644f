from __future__ import annotations

from govtui.text.remembered import CharacterTable, Remembered


def test_a_word_is_computed_once() -> None:
    asked: list[str] = []
    memory = Remembered(lambda word: asked.append(word) or word.upper())
    assert [memory["a"], memory["b"], memory["a"]] == ["A", "B", "A"]
    assert asked == ["a", "b"]


def test_the_memory_forgets_before_it_grows_beyond_its_bound() -> None:
    memory = Remembered(len)
    for number in range(70_000):
        assert memory[str(number)] == len(str(number))
    assert len(memory) == 70_000 - 32_768


def test_a_very_long_word_is_answered_and_not_kept() -> None:
    memory = Remembered(len)
    assert memory["x" * 1000] == 1000
    assert len(memory) == 0


def test_a_table_keeps_only_characters_of_scripts_with_marks() -> None:
    table = CharacterTable(lambda character: character.upper() * 2)
    assert "aé漢a".translate(table) == "AAÉÉ漢漢AA"
    assert sorted(map(chr, table)) == ["a", "é"]
