"""A registry with fields, relations and a vocabulary of its own, one of each type, and a handful of records that use them."""

from __future__ import annotations

from pathlib import Path

from small import registry, table

from govtui.store.registry import Registry

MANIFEST = """\
schema = 2

[fields.declaration.budget]
type = "number"
label = { vi = "Kinh phí", en = "Budget" }
meaning = { vi = "Triệu đồng.", en = "Millions of dong." }
facet = true

[fields.declaration.funds]
type = "key"
label = { vi = "Nguồn chi", en = "Funded by" }
meaning = { vi = "Tiền lấy từ đâu.", en = "Where the money comes from." }
vocabulary = "x.fund"
repeated = true
facet = true

[fields.declaration.scope]
type = "localized"
label = { vi = "Phạm vi áp dụng", en = "Scope" }
meaning = { vi = "Áp dụng cho ai.", en = "Whom it applies to." }
search = "text"

[fields.declaration.drafted_by]
type = "reference"
label = { vi = "Cơ quan soạn dự thảo", en = "Drafted by" }
kinds = ["organization"]
repeated = true

[fields.all.appraised_on]
type = "date"
label = { vi = "Ngày thẩm định", en = "Appraised on" }

[fields.declaration.binding]
type = "yes_no"
label = { vi = "Có tính ràng buộc", en = "Binding" }

[relations.translates]
from = ["declaration"]
to = "same"
label = { vi = "Là bản dịch của", en = "Translation of" }
inverse = "translated_as"
inverse_label = { vi = "Có bản dịch", en = "Translated as" }

[relations.pays_for]
from = ["organization"]
to = ["declaration"]
label = { vi = "Chi trả cho", en = "Pays for" }
inverse = "paid_by"
inverse_label = { vi = "Được chi trả bởi", en = "Paid by" }

[vocabulary.x_fund.state]
vi = "Ngân sách nhà nước"
en = "State budget"

[vocabulary.x_fund.donor]
vi = "Nhà tài trợ"
en = "Donors"
"""

LABELS = {
    "vi": ("Kinh phí", "Nguồn chi", "Phạm vi áp dụng", "Cơ quan soạn dự thảo", "Ngày thẩm định", "Có tính ràng buộc")
    + ("Là bản dịch của", "Có bản dịch", "Chi trả cho", "Được chi trả bởi", "Ngân sách nhà nước"),
    "en": ("Budget", "Scope", "Drafted by", "Appraised on", "Binding")
    + ("Translation of", "Translated as", "Pays for", "Paid by", "State budget"),
}
"""Words of the manifest that stand nowhere in the view of another language."""

SCOPE = {"vi": "Các bộ và cơ quan ngang bộ.", "en": "Ministries and agencies of their rank."}

OWN = {
    "budget": 12000,
    "funds": ["state", "donor"],
    "scope": SCOPE,
    "drafted_by": ["moha"],
    "appraised_on": "2024-05",
    "binding": True,
    "jotting": "hỏi lại",
}
"""The own fields of the record "plan"; what is declared nowhere is the last."""


def own_registry(root: Path) -> Registry:
    """The registry, in files below `root`."""
    return registry(
        root,
        table("moha", name={"vi": "Bộ Nội vụ", "en": "Ministry of Home Affairs"}, relations={"pays_for": ["plan"]}),
        table("mof", name={"vi": "Bộ Tài chính", "en": "Ministry of Finance"}, x={"appraised_on": "2023"}),
        table(
            "plan",
            "declaration",
            name={"vi": "Kế hoạch cải cách", "en": "Reform plan"},
            x=OWN,
            sources=[
                {"ref": "s", "for": ["x.budget"], "at": "trang 4"},
            ],
            claims=[{"field": "x.budget", "value": 15000, "source": "s"}],
        ),
        table(
            "plan-en",
            "declaration",
            name={"vi": "Kế hoạch (bản tiếng Anh)", "en": "Reform plan, in English"},
            relations={"translates": ["plan"]},
            x={"budget": 9500, "funds": ["donor"], "scope": {"vi": "Các bộ."}},
        ),
        table("s", "source", title={"vi": "Công báo", "en": "Official gazette"}),
        manifest=MANIFEST,
    )
