"""References of imported records become ids of records; a publisher that is no record here stays a name."""

from __future__ import annotations

import pytest

from govtui.edit.import_references import foreign_ids, resolved
from govtui.model.imported import ForeignId, IdOrText

NXB = ForeignId("id", "nxb")


@pytest.mark.parametrize(("known", "publisher"), [({"nxb": "nxb"}, "nxb"), ({}, "Nhà xuất bản")])
def test_a_name_stands_in_where_the_record_is_not_there(known: dict[str, str], publisher: str) -> None:
    data = {"publisher": IdOrText(NXB, "Nhà xuất bản"), "title": {"vi": "T"}}
    assert list(foreign_ids(data)) == [NXB]
    found = resolved(data, lambda foreign: (known.get(foreign.value, ""), None))
    assert found.data == {"publisher": publisher, "title": {"vi": "T"}} and not found.lost
