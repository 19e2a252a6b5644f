"""Labels of gaps: fields on which sources are silent, as nouns for the line that lists them."""

from __future__ import annotations

from collections.abc import Mapping

from govtui.text.markers import NP_

GAP_LABELS: Mapping[str, Mapping[str, str]] = {
    "gap": {
        "money": NP_("gap", "Money"),
        "founded": NP_("gap", "when it was founded"),
        "dissolved": NP_("gap", "when it was dissolved"),
        "published": NP_("gap", "when it was published"),
        "period": NP_("gap", "for which time it applies"),
        "steps": NP_("gap", "what happened to it"),
        "place.city": NP_("gap", "city"),
        "place.country": NP_("gap", "country"),
        "place.venue": NP_("gap", "exact venue"),
        "series.number": NP_("gap", "number in the series"),
        "relations.part_of": NP_("gap", "what it is part of"),
        "relations.member_of": NP_("gap", "what it is a member of"),
        "relations.overseen_by": NP_("gap", "who oversees it"),
        "relations.supported_by": NP_("gap", "who supports it"),
        "relations.cooperates_with": NP_("gap", "who it cooperates with"),
        "relations.funded_by": NP_("gap", "who funds it"),
        "relations.established_by": NP_("gap", "by what it was established"),
        "relations.mandated_by": NP_("gap", "by what it was mandated"),
        "relations.succeeds": NP_("gap", "what it succeeds"),
        "relations.organized_by": NP_("gap", "who organized it"),
        "relations.hosted_by": NP_("gap", "who hosted it"),
        "relations.attended_by": NP_("gap", "who attended it"),
        "relations.held_beside": NP_("gap", "beside what it was held"),
        "relations.discussed": NP_("gap", "what was discussed"),
        "relations.belongs_to": NP_("gap", "whose instrument it is"),
        "relations.issued_by": NP_("gap", "who issued it"),
        "relations.adopted_by": NP_("gap", "who adopted it"),
        "relations.initiated_by": NP_("gap", "who initiated it"),
        "relations.prepared_by": NP_("gap", "who prepared it"),
        "relations.implements": NP_("gap", "what it implements"),
        "relations.cites": NP_("gap", "what it cites"),
        "relations.concerns": NP_("gap", "what it concerns"),
        "relations.based_on": NP_("gap", "what it is based on"),
        "relations.guides": NP_("gap", "what it details and guides"),
        "relations.amends": NP_("gap", "what it amends"),
        "relations.replaces": NP_("gap", "what it replaces"),
        "relations.repeals": NP_("gap", "what it repeals"),
    },
    "gap.others": {
        "members": NP_("gap.others", "other members"),
        "participants": NP_("gap.others", "other participants"),
        "people": NP_("gap.others", "other people"),
    },
}
"""As LABELS of labels.py, whose part it is. By field path, where the label of the field would not do: that of a relation, or
a verb; `gap.others`: of lists that have some items.
"""
