"""Labels of gaps: fields on which sources are silent, as nouns, which the line of gaps has in lower case."""

from __future__ import annotations

from collections.abc import Mapping

from govtui.text.markers import NP_

GAP_LABELS: Mapping[str, Mapping[str, str]] = {
    "gap": {
        "money": NP_("gap", "Money"),
        "founded": NP_("gap", "When it was founded"),
        "dissolved": NP_("gap", "When it was dissolved"),
        "published": NP_("gap", "When it was published"),
        "period": NP_("gap", "When it applies"),
        "steps": NP_("gap", "How it was drafted and adopted"),
        "people": NP_("gap", "People involved"),
        "place.city": NP_("gap", "City"),
        "place.country": NP_("gap", "Country"),
        "place.venue": NP_("gap", "Exact venue"),
        "series.number": NP_("gap", "Number in the series"),
        "relations.part_of": NP_("gap", "What it is part of"),
        "relations.member_of": NP_("gap", "What it is a member of"),
        "relations.overseen_by": NP_("gap", "Who oversees it"),
        "relations.supported_by": NP_("gap", "Who supports it"),
        "relations.cooperates_with": NP_("gap", "Who it cooperates with"),
        "relations.funded_by": NP_("gap", "Who funds it"),
        "relations.established_by": NP_("gap", "By what it was established"),
        "relations.mandated_by": NP_("gap", "By what it was mandated"),
        "relations.succeeds": NP_("gap", "What it succeeds"),
        "relations.organized_by": NP_("gap", "Who organized it"),
        "relations.hosted_by": NP_("gap", "Who hosted it"),
        "relations.attended_by": NP_("gap", "Who attended it"),
        "relations.held_beside": NP_("gap", "Beside what it was held"),
        "relations.discussed": NP_("gap", "What was discussed"),
        "relations.belongs_to": NP_("gap", "Whose instrument it is"),
        "relations.issued_by": NP_("gap", "Who issued it"),
        "relations.adopted_by": NP_("gap", "Who adopted it"),
        "relations.initiated_by": NP_("gap", "Who initiated it"),
        "relations.prepared_by": NP_("gap", "Who prepared it"),
        "relations.implements": NP_("gap", "What it implements"),
        "relations.cites": NP_("gap", "What it cites"),
        "relations.concerns": NP_("gap", "What it concerns"),
        "relations.based_on": NP_("gap", "What it is based on"),
        "relations.guides": NP_("gap", "What it details and guides"),
        "relations.amends": NP_("gap", "What it amends"),
        "relations.replaces": NP_("gap", "What it replaces"),
        "relations.repeals": NP_("gap", "What it repeals"),
    },
    "gap.others": {
        "members": NP_("gap.others", "Other members"),
        "participants": NP_("gap.others", "Other participants"),
        "people": NP_("gap.others", "Other people"),
    },
}
"""As LABELS of labels.py, whose part it is. By field path, where the label of the field would not do: that of a relation, or
a verb; `gap.others`: of lists that have some items.
"""
