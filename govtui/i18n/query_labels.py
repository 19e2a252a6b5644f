"""Names of query fields beside the labels of fields and references, and the words for problems that `has:` takes.

`NAMES` has one message a field: its names in a language, separated by commas, so each language has synonyms of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from govtui.text.markers import NP_

FACETS: Mapping[str, str] = {
    "country": NP_("facet", "Country"),
    "place": NP_("facet", "Country of the place"),
    "decade": NP_("facet", "Decade"),
    "year": NP_("facet", "Year"),
    "sdg": NP_("facet", "SDG"),
    "has": NP_("facet", "Records with problems"),
    "missing": NP_("facet", "Text missing in"),
}
"""The names of facets that are called otherwise than a field."""

HAS: Mapping[str, tuple[str, str]] = {
    "error": ("severity", NP_("severity", "Error")),
    "discrepancy": ("severity", NP_("severity", "Discrepancy")),
    "warning": ("severity", NP_("severity", "Warning")),
    "problem": ("facet", NP_("facet", "any problem")),
    "checked": ("facet", NP_("facet", "compared with the source")),
}
"""Value of `has:` to its words, as context and message."""

ANSWERS: Mapping[str, str] = {"yes": NP_("answer", "yes"), "no": NP_("answer", "no")}
"""Value of a facet for yes or no to its word."""

PEOPLE: Mapping[str, tuple[str, str]] = {
    "person": ("field", NP_("field", "People")),
    "chair": ("person.role", NP_("person.role", "Chair")),
    "speaker": ("field", NP_("field", "Speaker")),
    "reporter": ("person.role", NP_("person.role", "Reported")),
    "signer": ("person.role", NP_("person.role", "Signed")),
    "author": ("field", NP_("field", "Author")),
    "head": ("field", NP_("field", "Head of delegation")),
}
"""Query field that takes people to its label, as context and message; all but the first are of one role."""

NAMES: Mapping[str, str] = {
    # L10N: The names of a search field, separated by commas, each as somebody may type it before a colon.
    "type": NP_("query", "type"),
    "kind": NP_("query", "kind"),
    "status": NP_("query", "status, state"),
    "country": NP_("query", "country, nation"),
    "year": NP_("query", "year"),
    "decade": NP_("query", "decade"),
    "sdg": NP_("query", "sdg, goal, Sustainable Development Goals"),
    "source": NP_("query", "source, sources"),
    "has": NP_("query", "has, problems"),
    "missing": NP_("query", "missing, missing in"),
    "date": NP_("query", "date, time, dated"),
    "id": NP_("query", "id"),
    "person": NP_("query", "person, people"),
    "overseen_by": NP_("query", "overseer"),
    "organized_by": NP_("query", "organizer, organiser"),
    "hosted_by": NP_("query", "host"),
    "measure_lead": NP_("query", "lead, led by"),
    "adopted_by": NP_("query", "adopter"),
    "issued_by": NP_("query", "issuer"),
    "member_of": NP_("query", "belongs to"),
}
"""Key of a query field to its names."""
