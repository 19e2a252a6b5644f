"""Words in which people ask for facts: synonyms of labels, and words of asking that need no answer.

Each message is a list of words of one language, separated by commas, so a language has words of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from govtui.text.markers import NP_

SYNONYMS: Mapping[str, str] = {
    # L10N: What people type to ask for a field, beside its label; words of your language, not a translation.
    "founded": NP_("asked", "founded, established, set up, created, founding, establishment, creation, began"),
    "dissolved": NP_("asked", "dissolved, abolished, closed down, ceased"),
    "date": NP_("asked", "date, day, held, took place, takes place, happened, dated"),
    "period": NP_("asked", "period, years, time frame, duration"),
    "published": NP_("asked", "published, publication date, appeared"),
    "place": NP_("asked", "place, location, located, seat, headquarters, based, venue, city, held in, held at"),
    "frequency": NP_("asked", "how often, often, frequency, appears, appear, periodicity, times a year"),
    "theme": NP_("asked", "theme, motto, slogan, topic"),
    "status": NP_("asked", "status, state"),
    "symbol": NP_("asked", "symbol, document number"),
    "links": NP_("asked", "website, web site, home page, web address"),
    "url": NP_("asked", "address, web address, url"),
    "author": NP_("asked", "wrote, written, author, writer, journalist"),
    "publisher": NP_("asked", "published, publisher, publishes"),
    "series": NP_("asked", "series"),
    "overseen_by": NP_(
        "asked", "oversees, oversee, overseen, oversight, supervises, supervise, supervised, manages, managed"
    ),
    "part_of": NP_("asked", "part of, belongs to, belong to, whose office, parent body, within"),
    "member_of": NP_("asked", "member of, membership"),
    "supported_by": NP_("asked", "supports, support, supported, supporters"),
    "cooperates_with": NP_("asked", "cooperates, cooperate, cooperation, works with"),
    "funded_by": NP_(
        "asked", "funded, funds, fund, funding, financed, finances, finance, sponsored, sponsors, donors, paid for"
    ),
    "established_by": NP_("asked", "founded, established, set up, created, led to the establishment, came out of"),
    "mandated_by": NP_("asked", "mandated, mandate from"),
    "succeeds": NP_("asked", "succeeds, succeeded, predecessor, successor"),
    "organized_by": NP_("asked", "organized, organised, organizes, organizers, organisers, convened, arranged"),
    "hosted_by": NP_("asked", "hosted, hosts, host"),
    "attended_by": NP_(
        "asked", "attended, attend, attends, attendees, took part, participated, delegation, delegates, joined, went to"
    ),
    "held_beside": NP_("asked", "side event, side events, side meeting, on the margins"),
    "discussed": NP_("asked", "discussed, discuss, discusses"),
    "belongs_to": NP_("asked", "instruments, texts of, documents of"),
    "adopted_by": NP_("asked", "adopted, adopt, adopts, adoption"),
    "issued_by": NP_("asked", "issued, issues, issue"),
    "initiated_by": NP_("asked", "initiated, initiator, proposed, initiative of"),
    "prepared_by": NP_("asked", "prepared, drafted, compiled"),
    "implements": NP_("asked", "implements, implemented, carries out"),
    "amends": NP_("asked", "amended, amends"),
    "replaces": NP_("asked", "replaced, replaces, supersedes, superseded"),
    "repeals": NP_("asked", "repealed, repeals"),
    "cites": NP_("asked", "cites, cited"),
    "terms.mandate": NP_(
        "asked", "mandate, mandates, term, until, until when, how long, run, runs, ends, end, expires, extended"
    ),
    "terms.chair": NP_("asked", "chair, chairs, chaired, chairmanship, presides, presided, presidency"),
    "people": NP_("asked", "people, persons, person"),
    "people.chair": NP_("asked", "chair, chairs, chaired, chairmanship, presides, presided"),
    "people.author": NP_("asked", "wrote, written, author, writer"),
    "people.reporter": NP_("asked", "reported, reports, reporter, presented"),
    "people.speaker": NP_("asked", "speaker, spoke, speaks, said, say"),
    "people.signer": NP_("asked", "signed, signatory, signer"),
    "person_org": NP_("asked", "where from, institution, works for, works at, affiliation"),
    "person_on_behalf_of": NP_("asked", "on behalf of, authority, authorized, authorised, represented"),
    "remarks": NP_(
        "asked", "said, say, says, remarks, speech, spoke, statement, opened, open, opening, closed, closing, context"
    ),
    "participants": NP_(
        "asked",
        "attended, attend, attends, participants, participated, took part, delegation, delegations, delegates, joined",
    ),
    "members": NP_("asked", "members, member, consists of, made up of"),
    "aims": NP_("asked", "aims, aim, goals, objectives, purpose, mission, tasks"),
    "activities": NP_("asked", "activities, activity, main activities, work"),
    "agenda": NP_("asked", "agenda, items, topics, contents, sessions"),
    "outcomes": NP_("asked", "outcomes, outcome, results, conclusions, agreed, decided, noted"),
    "areas": NP_("asked", "areas, area, priority areas, priorities, deals with, dealt with"),
    "measures": NP_("asked", "measures, measure, commitments, must be done, to be done"),
    "measures.national": NP_("asked", "national, nationally"),
    "measures.regional": NP_("asked", "regional, regionally"),
    "parties": NP_("asked", "parties, party"),
    "progress": NP_(
        "asked",
        "progress, progress table, how far, total, totals, area, areas, activities, projects, completed, planned,"
        " ongoing, recurring",
    ),
    "steps": NP_("asked", "what happened, steps"),
    "steps.adopted": NP_("asked", "adopted, adopt, adoption, passed"),
    "steps.provisionally_adopted": NP_("asked", "adopted, adopt, adoption, provisionally adopted"),
    "steps.noted": NP_("asked", "noted, took note"),
    "steps.in_force": NP_("asked", "in force, into force, takes effect, took effect, effective"),
    "steps.signed": NP_("asked", "signed, signature"),
    "steps.ratified": NP_("asked", "ratified, ratification"),
    "steps.reported": NP_("asked", "reported, presented"),
    "figures": NP_("asked", "figures, numbers"),
    "figures.participants": NP_("asked", "participants, people, persons, delegates, attendees, attended"),
    "figures.countries": NP_("asked", "countries, country, nations"),
    "figures.sessions": NP_("asked", "sessions, session"),
    "figures.days": NP_("asked", "days"),
    "figures.activities": NP_("asked", "activities, main activities"),
    "figures.projects": NP_("asked", "projects"),
}
"""Path of a field, type of reference, or list with what its items say, to words that ask for it."""

TYPE_SYNONYMS: Mapping[str, str] = {
    # L10N: What people call records of a type beside its label.
    "publication": NP_("asked", "journal, magazine, periodical"),
    "article": NP_("asked", "article, press report"),
    "project": NP_("asked", "project"),
    "framework": NP_("asked", "framework"),
    "declaration": NP_("asked", "declaration"),
    "action_plan": NP_("asked", "plan of action, action plan"),
    "work_plan": NP_("asked", "work plan"),
    "senior_officials_meeting": NP_("asked", "senior officials meeting, senior officials meetings"),
}
"""Type of records to its other names."""

WHERE, WHEN, WHO, HOW_MANY, NEXT, PLAIN = "where", "when", "who", "how many", "next", ""

ASKING: Mapping[str, str] = {
    # L10N: Words of a question that need not stand in the answer, with those that only join other words.
    PLAIN: NP_(
        "asking",
        "what, which, whose, the, a, an, of, for, by, in, to, at, on, from, with, and, or, is, are, was, were, be,"
        " been, did, does, do, has, have, had, it, its, they, their, them, there, this, that, these, those, he, she,"
        " his, her, him, please, tell me, show me, list, about, s, as, under, during, any, all, main, me, us, held,"
        " meet, met, see, how, exactly, only",
    ),
    WHERE: NP_("asking", "where, where from, in which city, in which country, which city"),
    WHEN: NP_(
        "asking", "when, since, since when, until when, how long, which day, what day, what date, which year, what year"
    ),
    WHO: NP_("asking", "who, whom, by whom, which body, which bodies, which country"),
    HOW_MANY: NP_("asking", "how many, how much, number of"),
    NEXT: NP_("asking", "next, following, coming"),
}
"""What is asked for to words of asking: a hint, which ranks, and counts as a label where nothing else does."""
