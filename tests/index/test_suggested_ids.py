"""What a mistyped id may have meant, in a registry too large to compare all ids."""

from __future__ import annotations

import pytest
from small import registry, table

from govtui.index.api import Index
from govtui.index.cache import build
from govtui.index.read import suggestions
from govtui.store.registry import Registry

IDS = ("un-desa", "un-dpidg", "asean-accsm-21", "asean-accsm-22", "vn-bo-noi-vu", "la-bo-noi-vu", "ky-yeu")


@pytest.fixture(scope="module", params=[2, 500], ids=["large", "small"])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The same records, taken for many or for few."""
    patch = pytest.MonkeyPatch()
    request.addfinalizer(patch.undo)
    patch.setattr(suggestions, "FEW", request.param)
    root = tmp_path_factory.mktemp("ids")
    registry(root, *map(table, IDS))
    return build(Registry(root))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("un-dsea", "un-desa"),
        ("un-desa2", "un-desa"),
        ("vn-bo-no-vu", "vn-bo-noi-vu"),
        ("asean-accsm-21-mới", "asean-accsm-21"),
        ("vn-bo-ngoai-vu", "vn-bo-noi-vu"),
        ("kỳ-yếu", ""),
        ("ki-yeu", "ky-yeu"),
        ("nobody", ""),
        ("", ""),
        ("-", ""),
        ("x'; DROP TABLE rec", ""),
    ],
)
def test_an_id_with_a_slip_or_a_word_too_many_or_another(index: Index, typed: str, meant: str) -> None:
    assert index.nearest(typed) == meant
