"""The file of saved views: read and written again without loss, never written over while it is broken."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from govtui.user import views
from govtui.user.views import BrokenViews, SavedView

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VIEWS = st.builds(
    SavedView,
    TEXT,
    query=TEXT,
    kind=st.sampled_from(["all", "event"]),
    order=st.sampled_from(["name", "date"]),
    reverse=st.booleans(),
    reading=st.sampled_from(["same", "other", "both"]),
    facets=st.booleans(),
    zoomed=st.booleans(),
    registry=st.sampled_from(["", "/a", "/b"]),
)


@pytest.fixture(autouse=True, scope="module")
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield


def write(text: str | bytes) -> None:
    views.path().parent.mkdir(parents=True, exist_ok=True)
    views.path().write_bytes(text if isinstance(text, bytes) else text.encode())


@given(st.lists(VIEWS, max_size=5))
def test_what_is_saved_is_what_is_read_the_last_of_each_name_and_registry(saved: list[SavedView]) -> None:
    write("")
    for view in saved:
        views.save(view)
    last = {(view.name, view.registry): view for view in saved}
    assert views.load() == list(last.values())
    for view in saved[:1]:
        views.drop(view)
        assert last[view.name, view.registry] not in views.load()


def test_a_registry_gets_its_own_views_and_those_for_all(tmp_path: Path) -> None:
    write("")
    for name, registry in (("own", str(tmp_path.resolve())), ("all", ""), ("other", "/elsewhere")):
        views.save(SavedView(name, registry=registry))
    assert [view.name for view in views.load(tmp_path)] == ["own", "all"]


def test_what_another_version_wrote_is_kept() -> None:
    write('colour = "red"\n[[view]]\nname = "a"\nshape = "round"\n')
    views.save(SavedView("b", "x"))
    views.save(SavedView("a", "y"))
    assert 'colour = "red"' in (text := views.path().read_text(encoding="utf-8")) and 'shape = "round"' in text
    assert [(view.name, view.query) for view in views.load()] == [("a", "y"), ("b", "x")]


@pytest.mark.parametrize(
    ("text", "line", "entry"),
    [
        ('[[view]]\nname = "a"\nquery = \n', 3, 0),
        ("view = 1\n", 0, 1),
        ('[[view]]\nname = "a"\n[[view]]\nquery = "x"\n', 0, 2),
        ('[[view]]\nname = "a"\nreverse = "yes"\n', 0, 1),
        ("view = [1]\n", 0, 1),
        (b"\xff", 0, 0),
        ("[" * 5000, None, 0),
        ("#" * (views.LARGEST + 1), 0, 0),
    ],
    ids=range(8),
)
def test_a_broken_file_says_where_and_is_left_alone(text: str | bytes, line: int | None, entry: int) -> None:
    write(text)
    before = views.path().read_bytes()
    for act in (views.load, lambda: views.save(SavedView("x")), lambda: views.drop(SavedView("a"))):
        with pytest.raises(BrokenViews) as broken:
            act()
        assert broken.value.entry == entry and (line is None or broken.value.line == line)
    assert views.path().read_bytes() == before


def test_the_file_is_toml_that_people_can_read() -> None:
    write("")
    views.save(SavedView("Hội nghị", "country:VN", "event"))
    assert views.path().read_text(encoding="utf-8") == tomli_w.dumps(
        {"view": [{"name": "Hội nghị", "query": "country:VN", "kind": "event"}]}
    )
