"""Labels of the built-in vocabularies, marked for the catalogs, and their look-up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from govtui.i18n.gap_labels import GAP_LABELS
from govtui.i18n.reference_labels import REFERENCE_LABELS
from govtui.i18n.translator import Translator
from govtui.model.kinds import KINDS
from govtui.text.markers import NP_

if TYPE_CHECKING:
    from typing import Protocol

    class OwnVocabulary(Protocol):
        """What a registry adds to the built-in vocabularies (store/manifest.py)."""

        def own_label(self, vocabulary: str, key: str) -> dict[str, str] | None: ...


LABELS: Mapping[str, Mapping[str, str]] = {
    "kind": {kind.key: kind.label for kind in KINDS.values()},
    "kinds": {"all": NP_("kinds", "All"), **{kind.key: kind.plural for kind in KINDS.values()}},
    "organization.type": {
        "un_system": NP_("organization.type", "UN entity"),
        "intergovernmental": NP_("organization.type", "Intergovernmental organization"),
        "regional_body": NP_("organization.type", "Regional body or mechanism"),
        "country_group": NP_("organization.type", "Country group"),
        "government": NP_("organization.type", "Government"),
        "ministry": NP_("organization.type", "Ministry"),
        "ministry_unit": NP_("organization.type", "Ministry unit"),
        "government_agency": NP_("organization.type", "Government agency"),
        "embassy": NP_("organization.type", "Embassy"),
        "academy": NP_("organization.type", "Academy"),
        "university": NP_("organization.type", "University"),
        "research_institute": NP_("organization.type", "Research institute"),
        "ngo": NP_("organization.type", "NGO"),
        "multistakeholder": NP_("organization.type", "Multi-stakeholder initiative"),
        "network": NP_("organization.type", "Network"),
        "media": NP_("organization.type", "Media"),
        "political_party": NP_("organization.type", "Political party"),
    },
    "organization.status": {
        "active": NP_("organization.status", "Active"),
        "inactive": NP_("organization.status", "Inactive"),
        "withdrawn": NP_("organization.status", "Record withdrawn"),
        "unknown": NP_("organization.status", "Unknown"),
    },
    "declaration.type": {
        "declaration": NP_("declaration.type", "Declaration"),
        "resolution": NP_("declaration.type", "Resolution"),
        "resolution_draft": NP_("declaration.type", "Draft resolution"),
        "decision": NP_("declaration.type", "Decision"),
        "constitution": NP_("declaration.type", "Constitution"),
        "code": NP_("declaration.type", "Code"),
        "law": NP_("declaration.type", "Law"),
        "ordinance": NP_("declaration.type", "Ordinance"),
        "order": NP_("declaration.type", "Order"),
        "decree": NP_("declaration.type", "Decree"),
        "circular": NP_("declaration.type", "Circular"),
        "joint_circular": NP_("declaration.type", "Joint circular"),
        "directive": NP_("declaration.type", "Directive"),
        "agenda": NP_("declaration.type", "Agenda"),
        "goals": NP_("declaration.type", "Goals"),
        "treaty": NP_("declaration.type", "Treaty"),
        "work_plan": NP_("declaration.type", "Work plan"),
        "action_plan": NP_("declaration.type", "Plan of action"),
        "framework": NP_("declaration.type", "Framework"),
        "strategy": NP_("declaration.type", "Strategy"),
        "vision": NP_("declaration.type", "Vision"),
        "initiative": NP_("declaration.type", "Initiative"),
        "project": NP_("declaration.type", "Project"),
        "programme": NP_("declaration.type", "Programme"),
        "report": NP_("declaration.type", "Report"),
        "publication": NP_("declaration.type", "Publication"),
        "mandate": NP_("declaration.type", "Mandate"),
    },
    "declaration.status": {
        "proposed": NP_("declaration.status", "Proposed"),
        "drafted": NP_("declaration.status", "Drafted"),
        "compiled": NP_("declaration.status", "Compiled"),
        "preliminarily_approved": NP_("declaration.status", "Approved for submission"),
        "provisionally_adopted": NP_("declaration.status", "Provisionally adopted (ad referendum)"),
        "adopted": NP_("declaration.status", "Adopted"),
        "noted": NP_("declaration.status", "Noted"),
        "endorsed": NP_("declaration.status", "Endorsed"),
        "signed": NP_("declaration.status", "Signed"),
        "ratified": NP_("declaration.status", "Ratified"),
        "issued": NP_("declaration.status", "Issued"),
        "promulgated": NP_("declaration.status", "Promulgated"),
        "reported": NP_("declaration.status", "Reported"),
        "published": NP_("declaration.status", "Published"),
        "not_in_force": NP_("declaration.status", "Not yet in force"),
        "in_force": NP_("declaration.status", "In force"),
        "partly_in_force": NP_("declaration.status", "Partly in force"),
        "suspended": NP_("declaration.status", "Suspended"),
        "in_progress": NP_("declaration.status", "In progress"),
        "extended": NP_("declaration.status", "Extended"),
        "completed": NP_("declaration.status", "Completed"),
        "amended": NP_("declaration.status", "Amended"),
        "superseded": NP_("declaration.status", "Superseded"),
        "repealed": NP_("declaration.status", "Repealed"),
        "expired": NP_("declaration.status", "Expired"),
        "unknown": NP_("declaration.status", "Unknown"),
    },
    "step.action": {
        "proposed": NP_("step.action", "Proposed"),
        "drafted": NP_("step.action", "Drafted"),
        "compiled": NP_("step.action", "Compiled"),
        "preliminarily_approved": NP_("step.action", "Approved for submission"),
        "provisionally_adopted": NP_("step.action", "Provisionally adopted (ad referendum)"),
        "adopted": NP_("step.action", "Adopted"),
        "noted": NP_("step.action", "Noted"),
        "endorsed": NP_("step.action", "Endorsed"),
        "signed": NP_("step.action", "Signed"),
        "ratified": NP_("step.action", "Ratified"),
        "issued": NP_("step.action", "Issued"),
        "promulgated": NP_("step.action", "Promulgated"),
        "reported": NP_("step.action", "Reported"),
        "published": NP_("step.action", "Published"),
        "not_in_force": NP_("step.action", "Not yet in force"),
        "in_force": NP_("step.action", "In force"),
        "partly_in_force": NP_("step.action", "Partly in force"),
        "suspended": NP_("step.action", "Suspended"),
        "in_progress": NP_("step.action", "In progress"),
        "extended": NP_("step.action", "Extended"),
        "completed": NP_("step.action", "Completed"),
        "amended": NP_("step.action", "Amended"),
        "superseded": NP_("step.action", "Superseded"),
        "repealed": NP_("step.action", "Repealed"),
        "expired": NP_("step.action", "Expired"),
        "unknown": NP_("step.action", "Unknown"),
    },
    "date_of": {
        "signed": NP_("date_of", "Signed"),
        "ratified": NP_("date_of", "Ratified"),
        "issued": NP_("date_of", "Issued"),
        "promulgated": NP_("date_of", "Promulgated"),
        "reported": NP_("date_of", "Presented"),
        "in_force": NP_("date_of", "In force from"),
        "repealed": NP_("date_of", "Repealed"),
        "expired": NP_("date_of", "Expired"),
    },
    "event.type": {
        "conference": NP_("event.type", "Conference"),
        "summit": NP_("event.type", "Summit"),
        "heads_meeting": NP_("event.type", "Heads' meeting"),
        "senior_officials_meeting": NP_("event.type", "Senior officials' meeting (SOM)"),
        "focal_points_meeting": NP_("event.type", "Focal points' meeting"),
        "forum": NP_("event.type", "Forum"),
        "symposium": NP_("event.type", "Symposium"),
        "workshop": NP_("event.type", "Workshop"),
        "contest": NP_("event.type", "Contest"),
        "session": NP_("event.type", "Session"),
        "side_meeting": NP_("event.type", "Side meeting"),
        "handover": NP_("event.type", "Handover"),
        "milestone": NP_("event.type", "Milestone"),
        "umbrella": NP_("event.type", "Meeting and related meetings"),
        "series": NP_("event.type", "Series of events"),
    },
    "event.status": {
        "planned": NP_("event.status", "Planned"),
        "held": NP_("event.status", "Held"),
        "postponed": NP_("event.status", "Postponed"),
        "cancelled": NP_("event.status", "Cancelled"),
        "recurring": NP_("event.status", "Recurring"),
        "unknown": NP_("event.status", "Unknown"),
    },
    "source.type": {
        "article": NP_("source.type", "Article"),
        "web_page": NP_("source.type", "Web page"),
        "data_set": NP_("source.type", "Data set"),
    },
    "source.seen": {
        "full": NP_("source.seen", "full text"),
        "excerpt": NP_("source.seen", "excerpt"),
        "title": NP_("source.seen", "title only"),
    },
    "unrecorded.why": {
        "heading": NP_("unrecorded.why", "heading"),
        "caption": NP_("unrecorded.why", "caption"),
        "navigation": NP_("unrecorded.why", "navigation of the page"),
        "repetition": NP_("unrecorded.why", "repetition"),
        "aside": NP_("unrecorded.why", "not on the subject"),
    },
    "participant.capacity": {
        "member": NP_("participant.capacity", "member"),
        "observer": NP_("participant.capacity", "observer"),
        "guest": NP_("participant.capacity", "guest"),
        "secretariat": NP_("participant.capacity", "secretariat"),
        "expert": NP_("participant.capacity", "expert"),
    },
    "outcome.act": {
        "agreed": NP_("outcome.act", "Agreed"),
        "decided": NP_("outcome.act", "Decided"),
        "noted": NP_("outcome.act", "Noted"),
        "reviewed": NP_("outcome.act", "Reviewed"),
    },
    "remark.occasion": {
        "opening": NP_("remark.occasion", "Opening"),
        "closing": NP_("remark.occasion", "Closing"),
        "report": NP_("remark.occasion", "Report"),
        "presentation": NP_("remark.occasion", "Presentation"),
        "statement": NP_("remark.occasion", "Statement"),
    },
    "member.capacity": {
        "member": NP_("member.capacity", "member"),
        "observer": NP_("member.capacity", "observer"),
        "dialogue_partner": NP_("member.capacity", "dialogue partner"),
        "candidate": NP_("member.capacity", "candidate"),
    },
    "progress.status": {
        "completed": NP_("progress.status", "completed"),
        "ongoing": NP_("progress.status", "ongoing"),
        "completed_or_ongoing": NP_("progress.status", "completed or ongoing"),
        "recurring": NP_("progress.status", "recurring"),
        "planned": NP_("progress.status", "planned"),
        "cancelled": NP_("progress.status", "cancelled"),
    },
    "progress.unit": {
        "activity": NP_("progress.unit", "activities, projects and initiatives"),
        "project": NP_("progress.unit", "projects and activities"),
    },
    "person.role": {
        "chair": NP_("person.role", "Chair"),
        "reporter": NP_("person.role", "Reported"),
        "speaker": NP_("person.role", "Spoke"),
        "participant": NP_("person.role", "Took part"),
        "author": NP_("person.role", "Author"),
        "signer": NP_("person.role", "Signed"),
        "photographer": NP_("person.role", "Photographs"),
        "official": NP_("person.role", "Official"),
    },
    "alias.type": {
        "acronym": NP_("alias.type", "acronym"),
        "alias": NP_("alias.type", "also called"),
        "former": NP_("alias.type", "former name"),
        "translation": NP_("alias.type", "translation"),
        "as_printed": NP_("alias.type", "as printed"),
        "ocr": NP_("alias.type", "reading error"),
        "spelling": NP_("alias.type", "misprint in the source"),
    },
    "figure.what": {
        "participants": NP_("figure.what", "participants"),
        "countries": NP_("figure.what", "countries"),
        "sessions": NP_("figure.what", "sessions"),
        "delegations": NP_("figure.what", "delegations"),
        "organizers": NP_("figure.what", "organizers"),
        "partners": NP_("figure.what", "partners"),
        "reports": NP_("figure.what", "reports"),
        "goals": NP_("figure.what", "goals"),
        "accomplishments": NP_("figure.what", "expected accomplishments"),
        "activities": NP_("figure.what", "activities"),
        "research_themes": NP_("figure.what", "research themes"),
        "measures": NP_("figure.what", "measures"),
        "areas": NP_("figure.what", "priority areas"),
        "days": NP_("figure.what", "days"),
        "years": NP_("figure.what", "years"),
        "themes": NP_("figure.what", "themes"),
        "projects": NP_("figure.what", "projects"),
        "instruments": NP_("figure.what", "instruments"),
        "aspects": NP_("figure.what", "aspects"),
        "meetings": NP_("figure.what", "meetings"),
    },
    "figure.bound": {
        "exact": NP_("figure.bound", "{number}"),
        "over": NP_("figure.bound", "over {number}"),
        "under": NP_("figure.bound", "under {number}"),
        "about": NP_("figure.bound", "about {number}"),
    },
    "term.type": {
        "mandate": NP_("term.type", "Mandate"),
        "chair": NP_("term.type", "Chair"),
    },
    "measure.level": {
        "national": NP_("measure.level", "National level"),
        "regional": NP_("measure.level", "Regional level"),
    },
    "measure.status": {
        "not_started": NP_("measure.status", "not started"),
        "limited": NP_("measure.status", "limited"),
        "substantial": NP_("measure.status", "substantial"),
        "completed": NP_("measure.status", "completed"),
        "withdrawn": NP_("measure.status", "withdrawn"),
    },
    "review.state": {
        "draft": NP_("review.state", "Draft record"),
        "reviewed": NP_("review.state", "Reviewed record"),
    },
    "review.name": {
        "official": NP_("review.name", "official name"),
        "usual": NP_("review.name", "usual name"),
        "translated": NP_("review.name", "our translation"),
        "unverified": NP_("review.name", "unverified name"),
    },
    "frequency": {
        "annual": NP_("frequency", "annual"),
        "quarterly": NP_("frequency", "quarterly"),
        "biennial": NP_("frequency", "every two years"),
        "monthly": NP_("frequency", "monthly"),
        "irregular": NP_("frequency", "irregular"),
    },
    "part_of_day": {
        "morning": NP_("part_of_day", "morning"),
        "afternoon": NP_("part_of_day", "afternoon"),
        "evening": NP_("part_of_day", "evening"),
    },
    "severity": {
        "error": NP_("severity", "Error"),
        "discrepancy": NP_("severity", "Discrepancy"),
        "warning": NP_("severity", "Warning"),
    },
    "language": {
        "vi": NP_("language", "Vietnamese"),
        "en": NP_("language", "English"),
        "ko": NP_("language", "Korean"),
        "fr": NP_("language", "French"),
    },
    "identifier": {
        "un_symbol": NP_("identifier", "UN document symbol"),
        "ror": NP_("identifier", "ROR"),
        "wikidata": NP_("identifier", "Wikidata"),
        "iati": NP_("identifier", "IATI"),
        "isni": NP_("identifier", "ISNI"),
        "grid": NP_("identifier", "GRID"),
        "fundref": NP_("identifier", "Crossref Funder"),
        "duns": NP_("identifier", "D-U-N-S"),
    },
    "link": {
        "website": NP_("link", "Website"),
        "wikipedia": NP_("link", "Wikipedia"),
        "text_vi": NP_("link", "Vietnamese text"),
        "text_en": NP_("link", "English text"),
    },
    **REFERENCE_LABELS,
    **GAP_LABELS,
}
"""Vocabulary name to key to English message; the name is the message's context."""


def label(vocabulary: str, key: str, tr: Translator, own: OwnVocabulary | None = None) -> str:
    """Return the label of a vocabulary key: the catalog's, else the registry's own, else the key itself."""
    if message := LABELS.get(vocabulary, {}).get(key):
        return tr.pgettext(vocabulary, message)
    if own and (labels := own.own_label(vocabulary, key)):
        return own_words(labels, tr)
    return key


def date_label(action: str, tr: Translator, own: OwnVocabulary | None = None) -> str:
    """Return the label of a date by what happened then: "Issued", "In force from"; other actions are their own label."""
    return label("date_of" if action in LABELS["date_of"] else "step.action", action, tr, own)


def own_words(labels: Mapping[str, str], tr: Translator) -> str:
    """Return a registry's own label in the language of the interface, else in the first language it has."""
    return labels.get(tr.language) or next(iter(labels.values()))
