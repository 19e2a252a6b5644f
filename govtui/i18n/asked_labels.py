"""Words in which people ask for facts: synonyms of labels, and words of asking that need no answer.

Each message is a list of words of one language, separated by commas, so a language has words of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from govtui.text.markers import NP_

_NOT_ASKED = (
    "schema kind id type name title aka summary note identifiers former_ids translations checked gaps review x claims"
    " sources relations date_text accessed lang seen file sha256 unrecorded"
)
NOT_ASKED = frozenset(_NOT_ASKED.split())
"""Fields of a record that are no facts by themselves about what it describes, and long texts."""

SYNONYMS: Mapping[str, str] = {
    # L10N: What people type to ask for a field, beside its label; words of your language, not a translation.
    "founded": NP_(
        "asked",
        "founded, established, set up, created, founding, establishment, creation, formed, formation, began, started, came into being, birth, start, starts",
    ),
    "dissolved": NP_("asked", "dissolved, abolished, closed down, ceased"),
    "date": NP_(
        "asked",
        "date, dates, day, took place, takes place, take place, happened, occurred, dated, schedule, scheduled, time",
    ),
    "period": NP_("asked", "period, years, time frame, duration, covers the years, valid"),
    "published": NP_("asked", "published, publication date, appeared"),
    "place": NP_(
        "asked",
        "place, location, located, seat, headquarters, headquartered, based, base, venue, city, town, held in, held at, situated, office in, premises",
    ),
    "frequency": NP_(
        "asked",
        "how often, often, frequency, appears, appear, come out, comes out, periodicity, times a year, interval, issued every, published every, regularly, frequent, how frequent",
    ),
    "theme": NP_("asked", "theme, motto, slogan, topic, under the theme"),
    "status": NP_("asked", "status, state, current state"),
    "symbol": NP_("asked", "symbol, document number"),
    "links": NP_("asked", "website, web site, home page, web address"),
    "url": NP_("asked", "address, web address, url"),
    "author": NP_("asked", "wrote, written, writes, author, authors, writer, journalist, by whom written"),
    "publisher": NP_("asked", "published, publisher, publishes, newspaper, outlet"),
    "series": NP_("asked", "series"),
    "overseen_by": NP_(
        "asked",
        "oversees, oversee, overseen, oversight, overseer, supervises, supervise, supervised, supervision, supervisor, manages, managed, manage, responsible for, reports to, auspices",
    ),
    "part_of": NP_(
        "asked",
        "part of, parts, belongs to, belong to, whose office, parent body, parent organization, within, under which, comes under",
    ),
    "member_of": NP_("asked", "member of, membership"),
    "supported_by": NP_(
        "asked", "supports, support, supported, supporter, supporters, backs, backed, help, helps, helped, assisted"
    ),
    "cooperates_with": NP_(
        "asked", "cooperates, cooperate, cooperation, works with, work with, partners with, collaborates"
    ),
    "funded_by": NP_(
        "asked",
        "funded, funds, fund, funding, funder, funders, financed, finances, finance, sponsored, sponsors, sponsor, donors, donor, paid for, pays for, pay for, money from, financial support",
    ),
    "established_by": NP_(
        "asked",
        "founded, established, set up, created, establishment, led to the establishment, came out of, origin, result of, outcome of, grew out of, led to, leads to, gave rise to",
    ),
    "mandated_by": NP_("asked", "mandated, mandate from"),
    "succeeds": NP_("asked", "succeeds, succeeded, predecessor, successor"),
    "organized_by": NP_(
        "asked",
        "organized, organised, organizes, organises, organize, organise, organizer, organizers, organiser, organisers, convened, arranged, ran, put on, co-organized",
    ),
    "hosted_by": NP_("asked", "hosted, hosts, host, hosting, host country"),
    "attended_by": NP_(
        "asked",
        "attended, attend, attends, attending, attendance, attendees, took part, take part, participated, participate, participating, delegation, delegations, delegates, joined, join, went to, present, represented",
    ),
    "held_beside": NP_("asked", "side event, side events, side meeting, on the margins"),
    "discussed": NP_("asked", "discussed, discuss, discusses"),
    "belongs_to": NP_("asked", "instruments, texts of, documents of"),
    "adopted_by": NP_("asked", "adopted, adopt, adopts, adoption"),
    "issued_by": NP_("asked", "issued, issues, issue"),
    "initiated_by": NP_("asked", "initiated, initiates, initiator, proposed, initiative of, idea of"),
    "prepared_by": NP_("asked", "prepared, drafted, compiled, drew up, put together"),
    "implements": NP_("asked", "implements, implement, implemented, implementation, carries out, puts into practice"),
    "amends": NP_("asked", "amended, amends"),
    "replaces": NP_("asked", "replaced, replaces, supersedes, superseded"),
    "repeals": NP_("asked", "repealed, repeals"),
    "cites": NP_("asked", "cites, cited"),
    "terms.mandate": NP_(
        "asked",
        "mandate, mandates, term, until, until when, how long, run, runs, ends, end, ending, expires, expire, expiry, extended, extension, lasts, last, valid until",
    ),
    "terms.chair": NP_(
        "asked",
        "chair, chairs, chaired, chairing, chairman, chairperson, chairmanship, presides, presided, presidency, takes the chair, rotating chair",
    ),
    "people": NP_("asked", "people, persons, person, position, post, job title, function, role"),
    "people.chair": NP_(
        "asked", "chair, chairs, chaired, chairing, chairman, chairperson, chairmanship, presides, presided, led by"
    ),
    "people.author": NP_("asked", "wrote, written, writes, author, authors, writer"),
    "people.reporter": NP_("asked", "reported, reports, reporter, presented, presenter, briefed"),
    "people.speaker": NP_("asked", "speaker, speakers, spoke, speaks, speech, said, say"),
    "people.signer": NP_("asked", "signed, signatory, signer"),
    "person_org": NP_("asked", "where from, institution, works for, works at, affiliation, organization, employer"),
    "person_on_behalf_of": NP_(
        "asked",
        "on behalf of, behalf, authority, authorized, authorised, authorized by, mandated by, represented, representing, in the name of",
    ),
    "remarks": NP_(
        "asked",
        "said, say, says, saying, remarks, remark, speech, speeches, spoke, speak, statement, stated, opened, open, opening, closed, close, closing, context, view, views, opinion, told, emphasized, stressed, message",
    ),
    "participants": NP_(
        "asked",
        "attended, attend, attends, attending, attendance, attendees, participants, participant, participated, participate, participating, took part, take part, delegation, delegations, delegates, joined, join, went to, present",
    ),
    "remarks.report": NP_("asked", "reported, reports, report, presented"),
    "members": NP_(
        "asked", "members, member, membership, consists of, made up of, composition, composed of, comprises"
    ),
    "aims": NP_("asked", "aims, aim, goals, objectives, objective, purpose, purposes, mission, tasks, task, what for"),
    "activities": NP_(
        "asked", "activities, activity, main activities, work, works, carries out, programme, programmes"
    ),
    "agenda": NP_("asked", "agenda, items, topics, topic, contents, content, sessions, discussed, subjects"),
    "outcomes": NP_(
        "asked",
        "outcomes, outcome, results, result, conclusions, conclusion, agreed, decided, decisions, decision, noted, agreement",
    ),
    "areas": NP_(
        "asked",
        "areas, area, priority areas, priority area, priorities, priority, deals with, deal with, dealt with, covers, covered, field, fields",
    ),
    "measures": NP_(
        "asked",
        "measures, measure, commitments, commitment, must be done, to be done, should be done, actions, action, steps to take, asked to do",
    ),
    "measures.national": NP_("asked", "national, nationally, at national level, domestic"),
    "measures.regional": NP_("asked", "regional, regionally, at regional level"),
    "parties": NP_("asked", "parties, party"),
    "progress": NP_(
        "asked",
        "progress, progress table, how far, total, totals, sum, area, areas, priority area, priority areas, activities, activity, projects, project, initiatives, completed, finished, done, planned, ongoing, under way, recurring, implementation, implemented, status, state of",
    ),
    "steps": NP_("asked", "what happened, steps"),
    "steps.adopted": NP_("asked", "adopted, adopt, adopts, adopting, adoption, passed, approved, approval"),
    "steps.provisionally_adopted": NP_(
        "asked", "provisionally adopted, provisional adoption, adopted provisionally, ad referendum"
    ),
    "steps.noted": NP_("asked", "noted, took note, take note, note"),
    "steps.in_force": NP_(
        "asked",
        "in force, into force, enter into force, enters into force, entered into force, take effect, takes effect, took effect, effective, in effect, come into force, came into force, entry into force, applied since, start, started, starts",
    ),
    "steps.signed": NP_("asked", "signed, signature"),
    "steps.ratified": NP_("asked", "ratified, ratification"),
    "steps.reported": NP_("asked", "reported, presented"),
    "figures": NP_("asked", "figures, figure, numbers"),
    "figures.participants": NP_(
        "asked",
        "participants, people, persons, delegates, attendees, attended, attending, visitors, guests, attendance, how big, size, turnout",
    ),
    "figures.countries": NP_("asked", "countries, country, nations"),
    "figures.sessions": NP_("asked", "sessions, session"),
    "figures.days": NP_("asked", "days"),
    "figures.activities": NP_("asked", "activities, main activities"),
    "figures.projects": NP_("asked", "projects"),
}
"""Path of a field, type of reference, or list with what its items say, to words that ask for it."""

WIDER: Mapping[str, str] = {
    # L10N: Words that are said of more than this field.
    "date": NP_("asked", "held"),
    "steps.provisionally_adopted": NP_("asked", "adopted, adopt, adoption, passed"),
    "date.provisionally_adopted": NP_("asked", "adopted, adopt, adoption, passed"),
    "date.adopted": NP_("asked", "adopted, adopt, adoption, passed"),
}
"""As SYNONYMS, of words that mean more: facts come first of which they are the label."""

EQUIVALENTS: Mapping[str, str] = {
    # L10N: Words that stand for others in a question: the word, an equals sign, and words that records may have for it.
    "number": NP_(
        "asking",
        "one=1, two=2, three=3, four=4, five=5, six=6, seven=7, eight=8, nine=9, ten=10, first=1, second=2, third=3",
    ),
    "people": NP_(
        "asking",
        "Vietnamese=Viet VN, Korean=Korea KR, Danish=Denmark DK, Belgian=Belgium BE, Japanese=Japan JP, Chinese=China CN,"
        " Thai=Thailand TH, Indonesian=Indonesia ID, Malaysian=Malaysia MY, Singaporean=Singapore SG,"
        " Cambodian=Cambodia KH, Filipino=Philippines PH, Bruneian=Brunei BN, Australian=Australia AU, Indian=India IN",
    ),
}
"""Words of asking that records have in another form."""

TYPE_SYNONYMS: Mapping[str, str] = {
    # L10N: What people call records of a type beside its label.
    "publication": NP_("asked", "journal, magazine, periodical"),
    "article": NP_("asked", "article, press report, paper"),
    "project": NP_("asked", "project"),
    "framework": NP_("asked", "framework"),
    "declaration": NP_("asked", "declaration"),
    "action_plan": NP_("asked", "plan of action, action plan"),
    "work_plan": NP_("asked", "work plan"),
    "senior_officials_meeting": NP_("asked", "senior officials meeting, senior officials meetings"),
}
"""Type of records to its other names."""

WHERE, WHEN, WHO, HOW_MANY, NEXT, DOES, PLAIN = "where", "when", "who", "how many", "next", "does", ""

ASKING: Mapping[str, str] = {
    # L10N: Words of a question that need not stand in the answer, with those that only join other words.
    PLAIN: NP_(
        "asking",
        "what, which, whose, the, a, an, of, for, by, in, to, at, on, from, with, and, or, is, are, was, were, be, been, being, did, does, do, done, has, have, had, having, it, its, itself, they, their, them, there, here, this, that, these, those, he, she, his, her, him, i, we, our, us, you, your, my, me, please, tell me, tell, show me, show, give me, list, name, find, about, s, as, under, during, any, all, some, other, each, every, both, main, mainly, only, exactly, currently, now, then, so, if, than, but, not, no, can, could, will, would, shall, should, may, might, must, how, why, because, into, over, after, before, between, through, out, up, off, again, once, more, most, very, also, just, actually, called, made, make, makes, get, got, give, go, come, came, know, want, like, see, meet, met, held, taking, place of, regarding, concerning, information, details, according to, gave, given, gives, took, taken, takes, went, led, table, enumerate, mention, mentioned, describe, explain, say about, kind, kinds, type, types, sort, number, total of, whole, full, current, still, already, yet, ever, people from, one, ones",
    ),
    WHERE: NP_(
        "asking", "where, where from, whereabouts, in which city, in which country, which city, what city, which place"
    ),
    WHEN: NP_(
        "asking",
        "when, since, since when, until when, how long, which day, what day, what date, which date, which year, what year, year of, what time, date, dates, day, days, year, month, time",
    ),
    WHO: NP_(
        "asking",
        "who, whom, who is, who was, by whom, which body, which bodies, which country, which countries, which organization, which organizations, which institution, which person, what country, person, persons, which people, what person, which institutions, which agencies, which agency",
    ),
    DOES: NP_("asking", "do, busy with, things"),
    HOW_MANY: NP_("asking", "how many, how much, number of, count of, what number"),
    NEXT: NP_(
        "asking", "next, following, coming, upcoming, afterwards, after, takes over, taking over, successor, new"
    ),
}
"""What is asked for to words of asking: a hint, which ranks, and counts as a label where nothing else does."""
