"""Names of query fields beside labels of fields and references, and words for values of `has:`.

`NAMES` has one message a field: its names in a language, separated by commas, so each language has synonyms of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from govtui.text.markers import NP_

FACETS: Mapping[str, str] = {
    "country": NP_("facet", "Country"),
    "place": NP_("facet", "Place"),
    "decade": NP_("facet", "Decade"),
    "year": NP_("facet", "Year"),
    "sdg": NP_("facet", "SDG"),
    "has": NP_("facet", "Problems, other sources"),
    "missing": NP_("facet", "Text missing in"),
}
"""The names of facets that are called otherwise than a field."""

HAS: Mapping[str, tuple[str, str]] = {
    "error": ("severity", NP_("severity", "Error")),
    "discrepancy": ("severity", NP_("severity", "Discrepancy")),
    "other-source": ("facet", NP_("facet", "Another source says so")),
    "warning": ("severity", NP_("severity", "Warning")),
    "problem": ("facet", NP_("facet", "Any problem")),
    "checked": ("facet", NP_("facet", "Compared with the source")),
}
"""Value of `has:` to its words, as context and message."""

HAS_NAMES: Mapping[str, str] = {
    # L10N: Words for a value of the search field "has", separated by commas, each as somebody may type it.
    "error": NP_("query", "errors"),
    "discrepancy": NP_("query", "discrepancies, disagreement, disagreements"),
    "other-source": NP_("query", "other source, other sources, another source"),
    "warning": NP_("query", "warnings"),
    "problem": NP_("query", "problems, any problems"),
    "checked": NP_("query", "compared"),
}
"""Value of `has:` to its other names."""

ANSWERS: Mapping[str, str] = {"yes": NP_("answer", "yes"), "no": NP_("answer", "no")}
"""Value of a facet for yes or no to its word."""

BESIDE: Mapping[str, tuple[str, str]] = {"date": ("field", NP_("field", "Date")), "id": ("field", NP_("field", "Id"))}
"""The labels of the other query fields that are neither facets nor references, as context and message."""

PEOPLE: Mapping[str, tuple[str, str]] = {
    "person": ("field", NP_("field", "People")),
    "chair": ("person.role", NP_("person.role", "Chair")),
    "speaker": ("field", NP_("field", "Speaker")),
    "reporter": ("field", NP_("field", "Reported by")),
    "signer": ("field", NP_("field", "Signatory")),
    "author": ("field", NP_("field", "Author")),
    "head": ("field", NP_("field", "Head of delegation")),
}
"""Query field that takes people to its label, as context and message; all but the first are roles."""

CHAIR = "chair"
"""The query field of people that takes bodies and countries, too."""

COUNTRIES: Mapping[str, str] = {
    # L10N: What a country is called beside its name, separated by commas.
    "AU": NP_("query", "Commonwealth of Australia"),
    "CZ": NP_("query", "Czech Republic"),
    "GB": NP_("query", "UK, Great Britain, Britain"),
    "MM": NP_("query", "Burma"),
    "NL": NP_("query", "Holland"),
    "TR": NP_("query", "Turkey"),
    "US": NP_("query", "USA, America, United States"),
}
"""Code of a country to what people call it beside its name in documents and in CLDR."""

NAMES: Mapping[str, str] = {
    # L10N: The names of a search field, separated by commas, each as somebody may type it before a colon.
    "type": NP_("query", "type"),
    "kind": NP_("query", "kind"),
    "status": NP_("query", "status, state"),
    "country": NP_("query", "country, countries, nation"),
    "place": NP_("query", "place, location, venue, city, held in, held at"),
    "year": NP_("query", "year"),
    "decade": NP_("query", "decade"),
    "sdg": NP_("query", "sdg, goal, Sustainable Development Goals"),
    "source": NP_("query", "source, sources"),
    "has": NP_("query", "has, problems"),
    "missing": NP_("query", "missing, missing in, lacks"),
    "date": NP_("query", "date, time, dated, when"),
    "id": NP_("query", "id"),
    "person": NP_("query", "person, people, who"),
    "chair": NP_("query", "chaired by, chairperson, chairman, chairwoman"),
    "speaker": NP_("query", "speech by, remarks by"),
    "reporter": NP_("query", "reporter, rapporteur"),
    "signer": NP_("query", "signed by, signer"),
    "author": NP_("query", "written by, journalist"),
    "head": NP_("query", "delegation led by"),
    # L10N: From here on each is a field for another record: "overseer: UNPOG" finds what UNPOG oversees.
    "part_of": NP_("query", "within, subordinate to"),
    "has_part": NP_("query", "contains, comprises"),
    "has_member": NP_("query", "members"),
    "member": NP_("query", "members"),
    "member_of": NP_("query", "membership, membership of"),
    "overseen_by": NP_("query", "overseer, supervised by, supervisor"),
    "oversees": NP_("query", "supervises, overseer of"),
    "supported_by": NP_("query", "supporter, supporters, backed by, with the support of"),
    "cooperates_with": NP_("query", "cooperation, cooperation with"),
    "funded_by": NP_("query", "funder, funders, donor, donors, financed by"),
    "funds": NP_("query", "finances, donor to"),
    "established_by": NP_("query", "set up by, created by, founded by"),
    "mandated_by": NP_("query", "mandate from, mandate of"),
    "succeeds": NP_("query", "successor of, predecessor"),
    "succeeded_by": NP_("query", "successor"),
    "organized_by": NP_("query", "organizer, organiser, organised by, convened by"),
    "organizes": NP_("query", "organises"),
    "hosted_by": NP_("query", "host, hosts, host country"),
    "attended_by": NP_("query", "attendee, attendees, participant, participants, delegates"),
    "attends": NP_("query", "attended, took part in"),
    "held_beside": NP_("query", "side event of, on the margins of"),
    "has_side_event": NP_("query", "side event"),
    "discussed": NP_("query", "discusses, discussion of"),
    "adopted_by": NP_("query", "adopter, adopted"),
    "issued_by": NP_("query", "issuer, issued"),
    "initiated_by": NP_("query", "initiator"),
    "prepared_by": NP_("query", "drafter, drafters, drafted by"),
    "implements": NP_("query", "carries out, implementation of"),
    "based_on": NP_("query", "pursuant to, legal basis, on the basis of"),
    "guides": NP_("query", "guidance on"),
    "guided_by": NP_("query", "detailed by"),
    "amends": NP_("query", "modifies"),
    "amended_by": NP_("query", "amended"),
    "replaced_by": NP_("query", "replaced, superseded by"),
    "replaces": NP_("query", "supersedes"),
    "repealed_by": NP_("query", "repealed, abolished by"),
    "cites": NP_("query", "refers to, quotes"),
    "cited_by": NP_("query", "referred to by"),
    "concerns": NP_("query", "about, regarding, relates to"),
    "concerned_by": NP_("query", "mentioned by"),
    "series": NP_("query", "in series"),
    "party": NP_("query", "party, signatory party"),
    "step_by": NP_("query", "handled by"),
    "step_at": NP_("query", "considered at"),
    "outcome_of": NP_("query", "outcome on, decision on"),
    "outcome_by": NP_("query", "decided by, agreed by"),
    "measure_lead": NP_("query", "lead, led by, focal point"),
    "measure_partner": NP_("query", "partner, partner agency"),
    "term_org": NP_("query", "term of, institution"),
    "term_under": NP_("query", "mandate under"),
    "person_org": NP_("query", "institution"),
    "publisher": NP_("query", "published by"),
}
"""Key of a query field to its names."""
