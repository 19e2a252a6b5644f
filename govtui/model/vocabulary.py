"""The keys of the built-in vocabularies; i18n/labels.py has their labels."""

from __future__ import annotations

from collections.abc import Mapping

_ADOPTION = (
    "proposed drafted compiled preliminarily_approved provisionally_adopted adopted noted endorsed signed ratified issued"
    " promulgated reported published not_in_force in_force partly_in_force suspended in_progress extended completed"
    " amended superseded repealed expired unknown"
)

_BUILT_IN: dict[str, str] = {
    "organization.type": (
        "un_system intergovernmental regional_body country_group government ministry ministry_unit government_agency"
        " embassy academy university research_institute ngo multistakeholder network media political_party"
    ),
    "organization.status": "active inactive withdrawn unknown",
    "declaration.type": (
        "declaration resolution resolution_draft decision constitution code law ordinance order decree circular"
        " joint_circular directive treaty agenda goals work_plan action_plan framework strategy vision initiative project"
        " programme report publication mandate"
    ),
    "declaration.status": _ADOPTION,
    "event.type": (
        "conference summit heads_meeting senior_officials_meeting focal_points_meeting forum symposium workshop contest"
        " session side_meeting handover milestone umbrella series"
    ),
    "event.status": "planned held postponed cancelled recurring unknown",
    "source.type": "article web_page data_set",
    "source.seen": "full excerpt title",
    "unrecorded.why": "heading caption navigation repetition aside",
    "step.action": _ADOPTION,
    "progress.status": "planned ongoing completed recurring cancelled completed_or_ongoing",
    "progress.unit": "activity project",
    "person.role": "chair reporter speaker participant author signer photographer official",
    "alias.type": "acronym alias former translation as_printed ocr spelling",
    "figure.what": (
        "participants countries sessions delegations organizers partners reports goals accomplishments activities"
        " research_themes measures areas days years themes projects instruments aspects meetings"
    ),
    "figure.bound": "exact over under about",
    "term.type": "mandate chair",
    "participant.capacity": "member observer guest secretariat expert",
    "outcome.act": "agreed decided noted reviewed",
    "remark.occasion": "opening closing report presentation statement",
    "member.capacity": "member observer dialogue_partner candidate",
    "measure.level": "national regional",
    "measure.status": "not_started limited substantial completed withdrawn",
    "review.state": "draft reviewed",
    "review.name": "official usual translated unverified",
    "frequency": "annual quarterly biennial monthly irregular",
    "part_of_day": "morning afternoon evening",
}

VOCABULARIES: Mapping[str, tuple[str, ...]] = {name: tuple(keys.split()) for name, keys in _BUILT_IN.items()}
"""The built-in keys of each vocabulary, in the order in which they are offered."""

DISTINGUISHING: Mapping[str, str] = {
    "terms": "type",
    "people": "role",
    "figures": "what",
    "steps": "action",
    "outcomes": "act",
    "remarks": "occasion",
    "measures": "level",
    "members": "capacity",
    "participants": "capacity",
}
"""Lists to the field whose key tells what an item says: a term is a mandate or a chair."""

UNSTATED: tuple[object, ...] = (None, [], {}, "unknown")
"""Values of a field that state nothing, a status "unknown" among them."""

HIDDEN_ALIASES = frozenset({"ocr", "spelling"})
"""Types of aliases that are searched but never shown as a name (SKOS hiddenLabel)."""

UNALLOCATED = "none"
"""The area of a progress row that its source assigns to no area."""

MONEY = "money"
"""A word of `gaps` alone: there is no field for what a thing costs."""


def own_name(vocabulary: str) -> str:
    """Return the name under which registry.toml extends a vocabulary: `event.type` is `event_type`."""
    return vocabulary.replace(".", "_")
