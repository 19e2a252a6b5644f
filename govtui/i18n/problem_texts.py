"""The texts of problems: for each problem code a sentence, a heading, a gist and why it matters.

A new code of a check is a row of `PROBLEMS`; tests/i18n/test_problem_texts.py finds the codes that have none.
"""

from __future__ import annotations

from collections.abc import Mapping

from govtui.i18n.file_problem_texts import FILE_PROBLEMS, ProblemText
from govtui.text.markers import N_

PROBLEMS: Mapping[str, ProblemText] = {
    **FILE_PROBLEMS,
    "missing_field": ProblemText(
        "The field “{name}” is missing.",
        "Missing fields",
        'The record, or the part of it that is named, cannot be understood without this field. Every record needs schema, kind, id and type; organizations, declarations and events also status and name, sources a title. If the field is there, it probably stands below a header such as [name] and so belongs to that table: move it above the first header. Where the source does not tell the status, write status = "unknown".',
    ),
    "unknown_kind": ProblemText(
        "“{given}” is not a kind of record.",
        "Unknown kinds of record",
        "The kind tells which fields a record has, so that without it nothing in the file can be checked. There are four: organization, declaration (any adopted text, be it a resolution, a plan or a framework), event, and source. What sort of organization or text it is goes into type.",
    ),
    "unknown_key": ProblemText(
        "There is no field “{name}” here.",
        "Unknown fields",
        "Unknown fields are refused, because a slip such as “sumary” would otherwise be lost without a word. Correct the spelling, or see where the field stands: whatever follows a header such as [name] belongs to that table, up to the next header. Private notes that govtui should leave alone go below a header [x].",
    ),
    "wrong_type": ProblemText(
        "The value must be {expected}.",
        "Values of the wrong type",
        'govtui converts nothing by guessing: 600 is a number, "600" is text, and a field accepts only one of the two. Write numbers and true or false without quotation marks, texts within them, and a list in square brackets even when it has one item: part_of = ["asean"]. The value of schema is the number 2.',
    ),
    "bad_form": ProblemText(
        "“{given}” does not have the form that this field needs.",
        "Values of the wrong form",
        'Keys have lower-case letters a–z, digits and single hyphens or underscores (work_plan, m1), because they stand in field paths and must not depend on a language. A country is the two capital letters of ISO 3166-1: country = "VN". What people are to read goes into name, text or note.',
    ),
    "blank_text": ProblemText(
        "The text is blank; leave the field out instead.",
        "Blank texts",
        "A text of nothing but spaces looks like an answer where there is none: a line would be shown empty, and no check would ask for the missing translation. Write the text or delete the line. Where one language is missing, readers see the other one with a mark.",
    ),
    "not_a_language": ProblemText(
        "“{tag}” is not a language tag such as vi or en.",
        "Unknown language tags",
        "Names, summaries and the like are tables with one line for each language, such as vi, en, ko or zh-Hant, and with nothing else. Usually a field of the record was written below a header such as [name] and so came into that table: move it above the first header. If a language is meant, write its tag, not its name.",
    ),
    "no_language": ProblemText(
        "The text is needed in at least one language.",
        "No text in any language",
        'The table is empty, so there is no text to show. Write it at least in the language of the source: vi = "…". If there is nothing to say, delete the table; only the name of a record, or the title of a source, cannot be left out.',
    ),
    "not_an_id": ProblemText(
        "“{value}” is not an id: use lower-case letters a–z, digits and single hyphens.",
        "Malformed ids",
        'An id is a file name and what other records point at, so it must work on every system and keyboard: lower-case letters a–z and digits, words joined by single hyphens, 80 characters at most. Accents are left out: “Diễn đàn 2015” may become dien-dan-2015. A relation can also point at a country without a record: "country:SG".',
    ),
    "invalid_value": ProblemText(
        "The value “{given}” does not fit this field.",
        "Values that do not fit",
        "The field does not accept this value, and govtui has no more exact reason to give; a key of more than 80 characters is one example. Compare it with the same field of a record without problems, and shorten or correct it.",
    ),
    "no_manifest": ProblemText(
        "The folder has no registry.toml; default settings are used.",
        "No registry.toml",
        'registry.toml gives the name of a registry, the languages it keeps and what it adds to the vocabularies. Without it govtui uses Vietnamese and English, shows no name, and does not find the registry when it is started from a folder below. One line in the file is enough: name = { vi = "…", en = "…" }.',
    ),
    "unknown_vocabulary": ProblemText(
        "There is no vocabulary “{name}” to add to.",
        "Unknown vocabularies",
        "registry.toml adds to a vocabulary that govtui does not have, so nothing can use the keys. The name is made of kind and field, or part and field, with an underscore between: organization_type, declaration_status, event_type, step_action, progress_unit, figure_what; that of a field of the registry’s own is x_ and the name the field gives, such as x_budget_line for x.budget_line. Correct it, and records that use the keys are accepted.",
        gist="{sentence}",
    ),
    "stray_file": ProblemText(
        "The file is not in the folder of any kind, so it is not read as a record.",
        "Files outside the folders of records",
        "Only files below organizations, declarations, events and sources are read as records, so that what this file says is found nowhere. Move it into the folder of its kind; subfolders there may be named as you like. Other files are ignored when their name does not end in .toml, or when it, or the name of their folder, begins with a dot.",
    ),
    "duplicate_id": ProblemText(
        "The id “{id}” is already used by {other}.",
        "Ids used twice",
        "An id stands for one record. Every link to it leads to the file that is found first, and none to this one. If both describe the same thing, put what is missing into one of them and delete the other; if not, give this one another id and rename its file to match.",
    ),
    "id_not_file_name": ProblemText(
        "The id “{id}” differs from the file name “{stem}”.",
        "Ids other than the file's name",
        'People and git know a record by its file name, other records by its id; where they differ, someone will look in vain or write the record a second time. Rename the file to the id followed by .toml. If the id is what is wrong, correct it and keep the old one, so that links to it keep working: former_ids = ["old-id"].',
    ),
    "kind_not_folder": ProblemText(
        "A record of the kind “{kind}” does not belong in this folder.",
        "Records in another kind's folder",
        "The folder says where people look for a record, the kind how it is read, and here they differ. If the kind is right, move the file below organizations, declarations, events or sources, whichever fits. If the folder is right, correct kind; the next check reports the fields that do not belong to it.",
    ),
    "unknown_vocabulary_key": ProblemText(
        "“{given}” is not in the vocabulary of this field.",
        "Values not in the vocabulary",
        'Types, statuses and roles come from fixed lists, which give them a label in each language; a word outside the list is shown as it is typed. Use the nearest key, or unknown where the source does not tell a status. What the registry needs in addition goes into registry.toml, for the type of an event below [vocabulary.event_type]: hackathon = { vi = "Cuộc thi lập trình", en = "Hackathon" }.',
    ),
    "own_field_type": ProblemText(
        "The value must be {expected}, as registry.toml declares it.",
        "Own fields with values of another type",
        "registry.toml declares a field of this registry’s own, and the value in the table x is of another type. The record stays readable and the value is kept, but it is neither searched nor counted as what it should be. Correct the value as the message says, or the type below [fields] in registry.toml; a list of values needs repeated = true there.",
    ),
    "own_field_unknown_key": ProblemText(
        "“{given}” is not in the vocabulary “{vocabulary}”.",
        "Unknown keys of own vocabularies",
        "The field is one of this registry’s own and takes its values from a vocabulary, which gives each key a label in each language. Use the nearest key, or add the new one to the vocabulary in registry.toml; the vocabulary x.budget_line, for example, stands there below [vocabulary.x_budget_line].",
    ),
    "own_field_declared_badly": ProblemText(
        "The field “{name}” cannot be used.",
        "Own fields that cannot be used",
        'A field below [fields] in registry.toml cannot be read, so its values are kept as private notes: neither shown, checked nor searched. All other fields count. A field needs a type and a label, below the kind of record that has it or below all: [fields.event.budget], then type = "number" and label = { vi = "Kinh phí", en = "Budget" }. Correct what the message names.',
        gist="{sentence}",
    ),
    "relation_declared_badly": ProblemText(
        "The relation “{name}” cannot be used.",
        "Own relations that cannot be used",
        'A relation below [relations] in registry.toml cannot be read, so records that use it have an unknown relation. All other relations count. Each needs the kinds it joins, a label, and a name and a label for the way back: from = ["event"], to = ["event"], label, inverse and inverse_label. Names that govtui uses itself cannot be taken: its own relation counts.',
        gist="{sentence}",
    ),
    "unknown_relation": ProblemText(
        "There is no relation “{given}”.",
        "Unknown relations",
        "Relations are a fixed set, because each has a way back, kinds that it may join, and labels in both languages. Use one that exists; part_of, member_of, organized_by, implements and concerns are the most common. adopted_by and issued_by are not written either: they follow from the steps of a declaration whose action is adopted, provisionally_adopted or issued. A registry can declare relations of its own below [relations] in registry.toml.",
    ),
    "inverse_typed": ProblemText(
        "“{inverse}” is computed from “{relation}” and must not be typed.",
        "Inverses that were typed",
        'A relation is written once, on the record that it is said of, and the other record shows the way back by itself; written on both, the two would sooner or later differ. “govtui check --fix” moves it: has_part = ["b"] on a becomes part_of = ["a"] on b. It does so only when every record concerned can be read; otherwise move it by hand.',
    ),
    "relation_not_of_kind": ProblemText(
        "A record of this kind cannot have the relation “{relation}”.",
        "Relations of another kind of record",
        "The relation exists, but is said of records of another kind: hosted_by of an event, belongs_to of a declaration. It probably stands at the wrong end: write it on the other record, pointing here. For declarations and events concerns says, without more, that they have to do with another record.",
    ),
    "dangling": ProblemText(
        "There is no record “{target}”.",
        "Links to nothing",
        'The record points at an id that the registry does not have, so the link leads nowhere and readers see it marked. Either the id is mistyped, or the record was deleted, or renamed without its old id in former_ids, or nobody has written it yet. Correct the id, add the old id to the renamed record, or write the missing one; in relations a country needs no record: "country:SG".',
        gist="{place}: {target}",
    ),
    "wrong_kind": ProblemText(
        "“{target}” is of a kind that this field cannot point at.",
        "Links to the wrong kind of record",
        "The id exists, but its record is of another kind than the field is made for: organized_by needs an organization, discussed a declaration, events of a step an event, ref of a citation a source. On the other record it would appear under a heading that makes no sense. Look for the record you meant, as a meeting and its declaration often have similar ids, or choose a relation that fits.",
        gist="{place}: {target}",
    ),
    "cycle": ProblemText(
        "A record is part of itself: {cycle}.",
        "Records that are part of themselves",
        "By part_of each of these records lies within the next, and the last within the first, so that none is the whole. One of the links shown points the wrong way, or is really another relation, such as cooperates_with between organizations or held_beside between events. Remove or replace that one; a whole does not name its parts, they are found by themselves.",
    ),
    "told_twice": ProblemText(
        "“{other}” names this record among its members, so the membership is recorded twice.",
        "Memberships recorded twice",
        "One membership needs one place: if one of the two is changed or removed, the other goes on saying the opposite. The members of the body can hold more: the source, the place in it, the capacity and the time. Keep that entry, see that it has the source, and remove member_of here; this record shows the membership all the same, for the other side is found by itself.",
        gist="{other}",
    ),
    "no_citation": ProblemText(
        "No source is cited.",
        "No source cited",
        'A statement that nobody can trace cannot be checked. Add a [[sources]] entry for each source: ref is the id of the source record, at the place in it, for the fields that it covers. On one line, above the first header: sources = [{ ref = "qlnn-2019-unpog", at = "L3", for = ["name", "founded"] }].',
    ),
    "cites_nothing": ProblemText(
        "A citation names the field “{field}”, where there is nothing.",
        "Citations for empty fields",
        "A citation claims that its source covers this field, but the record has nothing there: the field was deleted or renamed, or its path is mistyped. Correct the path in for, or remove it. An item of a list is named by its key (areas.2.name), a step by its action, a figure by what it counts.",
    ),
    "likely_duplicate": ProblemText(
        "“{other}” has the same name; are they the same thing?",
        "Records of the same name",
        'Two records of one kind have the same name in some language, capitals and accents aside. It may be one thing written down twice, or two that share a name, as “Bộ Nội vụ” is a ministry of Viet Nam and one of Korea; so govtui asks and never merges. If they are one, merge them: “govtui merge KEEP GONE”, or F8 in the list of problems. If not, make the names tell them apart, or mute the question: checked = [{ code = "likely_duplicate" }].',
        gist="{names}",
        several=N_("{others} have the same name; are they the same thing?"),
    ),
    "symbol_form": ProblemText(
        "The symbol is written “{given}”; its standard form is “{standard}”.",
        "Symbols not in their standard form",
        'A document is found by the exact form of its symbol. Vietnamese legal texts have the number (with a zero below 10), the year, and the abbreviations of the type and of who issued them: 30/2020/NĐ-CP, 76/2015/QH13. The United Nations join parts by slashes, without spaces, with L. for a draft, Rev., Add. and Corr. for what was changed. “govtui check --fix” puts in the standard form. What a source prints instead can be kept as another name, in aka with type = "as_printed".',
    ),
    "unknown_area": ProblemText(
        "There is no area “{area}” on this record or on the one it implements.",
        "Unknown areas",
        'A row of figures belongs to an area that neither this record nor the declaration it implements describes, so it has no name to be shown under. Correct the area of the row, describe it in [[areas]], or name the declaration in relations.implements. Figures that the source assigns to no area have area = "none".',
    ),
    "cell_twice": ProblemText(
        "The area “{area}” under “{under}” is counted twice.",
        "Areas counted twice",
        "Two rows of one table speak of the same area and the same framework, so that both are added to the totals. If one is a slip, delete it or correct its area or under. If the source gives figures for two dates or in two units, make a [[progress]] table of each.",
        several=N_("The measure “{measure}” stands twice in one table."),
    ),
    "unknown_item": ProblemText(
        "There is no measure “{item}” on this record or on the one it implements.",
        "Unknown measures",
        'A row says how far a measure is that neither this record nor the declaration it implements has, so that readers see a bare key. Correct item, describe the measure in measures = [{ key = "c3", text = { vi = "…", en = "…" } }], or name the declaration in relations.implements.',
    ),
    "progress_back": ProblemText(
        "By the same source “{item}” was “{was}” as of {other_date} and “{now}” as of {date}.",
        "Measures that fall back",
        "A source reports for a later day that a measure is less far than it reported before. That may be so, as when a law is withdrawn from parliament, or the two rows stand in each other’s tables. Compare both with the source. If they stand there so, leave them as they are: a [[checked]] entry mutes the alarm.",
    ),
    "sum_differs": ProblemText(
        "{stated} stated, {itemised} itemised, {unexplained} unexplained.",
        "Figures that do not add up",
        'The source states a number, and the parts that it lists come to another. govtui shows both and repairs neither, for it cannot know which is wrong, and the gap itself is worth knowing. Compare the row with the source. If it stands there so, mute the alarm: checked = [{ code = "sum_differs", field = "progress.1.rows.3" }]; the gap stays visible, and without field the entry covers every row of the record.',
    ),
    "total_differs": ProblemText(
        "The total of “{status}” is stated as {stated}, but the rows add up to {itemised}.",
        "Totals that do not fit their rows",
        "The source states a total for the whole table, and the rows come to another. Look for a row that is missing or mistyped; rows that are silent on this status are not counted, which may explain the gap. If the source itself does not add up, leave it as it is: both numbers are kept, and a [[checked]] entry mutes the alarm.",
    ),
    "percent_off": ProblemText(
        "{given}% is given for “{status}”, but the figures make {computed}%.",
        "Percentages that do not fit the figures",
        "A percentage differs by more than half a point from the share that the numbers make, more than rounding explains. The share is taken of the stated number, or of the sum of the parts where none is stated. Compare both with the source; what stands there stays, and a [[checked]] entry mutes the alarm.",
    ),
    "sources_disagree": ProblemText(
        "Sources differ on {topic}: {one} and {other}.",
        "Statements that differ",
        "Two statements of one thing cannot both be true, be they of two sources or of one. govtui lists them all and does not choose. See that each is quoted rightly and at its place; numbers often count different days or groups, and a body may go by two names. Keep every statement with its source: the better founded one in the field, others in [[claims]]; figures, steps and terms each as an entry of their own. A [[checked]] entry mutes the alarm; all statements stay visible.",
        several=N_("One source says two things about {topic}: {one} and {other}."),
        gist="{topic}: {one} / {other}",
    ),
    "party_order": ProblemText(
        "For “{who}”, “{early}” ({date}) is before “{late}” ({other_date}).",
        "Parties bound before they signed",
        "A text binds a party after it signed, ratification follows signature, and a withdrawal comes last, so one of the two dates is likely to be mistaken, here or in the source. Compare both with the source. A party that acceded later did not sign: leave signed out. If the source has the dates so, an entry in [[checked]] says that somebody looked.",
    ),
    "force_outdated": ProblemText(
        "“{other}”, which is in force, repeals or replaces this text, whose status is still “In force”.",
        "In force though repealed or replaced",
        "Readers would take this text for valid law. If it was repealed or replaced as a whole, its status is repealed, superseded or expired; if only some articles went, it is partly_in_force, and note says which. If the other text does not apply yet, its own status is not_in_force.",
    ),
    "part_outside_whole": ProblemText(
        "The date {date} lies outside that of the whole, {whole} ({whole_date}).",
        "Dates outside those of the whole",
        "This event is part of another, but its date lies outside of that one. Look up both dates, in particular the year. If both are right, it is probably not a part: an event outside the programme is held_beside the other, and a link in general is concerns. A contradiction of the sources stays, and a [[checked]] entry mutes the alarm.",
    ),
    "untranslated": ProblemText(
        "The text is missing in {language}.",
        "Not translated",
        "The registry keeps its texts in the languages that registry.toml names, and one is missing here; whoever reads in it sees another language with a mark. Add the translation. For a name look for the official form first, and say in review.name_vi or review.name_en how sure it is: official, usual, translated or unverified.",
    ),
    "stale_translation": ProblemText(
        "The {source} text changed after it was translated into {language}.",
        "Translations out of date",
        "The text was changed after its translation was made, so that readers of the two languages may read different things. Compare them, correct the translation where needed, then renew digest in its [[translations]] entry: the first 12 hexadecimal digits of SHA-256 over the source text in NFC. Without the entry it is unknown, not stale, whether the translation is up to date.",
    ),
    "no_such_place": ProblemText(
        "The text of “{source}” has no “{at}”, or only blank lines there.",
        "Places that a text does not have",
        "A citation is worth something when others find the place. Lines are counted from 1 as by cat -n, blank ones too: L5 or L5-L7; ¶2 is the second block between blank lines; Điều 5 khoản 2 is looked up by its heading. Any other form, such as p. 14, is left alone. Correct the place, or hold the record against the same text.",
    ),
    "quote_nowhere": ProblemText(
        "“{given}” does not stand in the text of {source}.",
        "Quotations that stand nowhere",
        "What is given as the words of a source must stand there. Layout, capitals, quotation marks and the place of a tone mark may differ, but no word and no accent; what is left out is shown by an ellipsis, and your own words stand in square brackets. Copy the words from the text, or write them as a note.",
    ),
    "quote_elsewhere": ProblemText(
        "“{given}” does not stand at {places}, but elsewhere in the text.",
        "Quotations that stand on other lines",
        "The words are in the source, but not on the lines that are cited, so that a reader who looks there finds something else. Correct the place of the citation, or make it longer; “govtui verify --fix” does so where one line has them.",
        several=N_("“{given}” does not stand at {places}, but at {better}."),
    ),
    "value_elsewhere": ProblemText(
        "“{given}” is not stated in {places}, but on another line of the text.",
        "Citations that are too short",
        "The source says so, but not on the lines that are cited: often the year, or the name of an institution, stands once at the beginning. Add a citation of the line that tells it; “govtui verify --fix” does so where it is one. A number that the registry counted by itself has counted = true and is not compared.",
        several=N_("“{given}” is not stated in {places}; {better} states it."),
    ),
    "value_nowhere": ProblemText(
        "“{given}” stands nowhere in the text of {source}.",
        "Values that the source does not tell",
        "No line of the cited sources tells this number, date or name in any form that govtui reads. It may be a slip, or come from elsewhere: then cite that source, too. A number that the registry counted by itself has counted = true. If the source tells it in other words, say so with a [[checked]] entry.",
    ),
    "copied_words": ProblemText(
        "{count} syllables in a row are those of {places}: “{given}”.",
        "Own texts copied from a source",
        "Summaries, notes and the like are the registry's own words; what a source says word for word belongs between quotation marks “…”, or into quote. Eight syllables in a row that stand in one line of a source are held to be copied, names of records apart. Say it in other words, or mark it as a quotation.",
    ),
    "long_quote": ProblemText(
        "The quotation has {count} syllables.",
        "Long quotations",
        "A quotation proves a fact: the few words that state it are enough, and they can be compared at a glance. More than 25 syllables are rather a copy of the text. Keep what matters and leave out the rest with an ellipsis.",
    ),
    "text_changed": ProblemText(
        "The text is not the one of this checksum.",
        "Texts that have changed",
        "The file of the source has other bytes than when its checksum was recorded, so that lines may stand elsewhere now. See what has changed; if the citations still fit, record the checksum of the new file (sha256sum).",
    ),
    "nobody_named": ProblemText(
        "The participant is not named.",
        "Participants that are not named",
        'An entry of participants says that somebody took part, and this one does not say who. Give the id of an organization or a country in who ("country:BN"), or say in text whom the source means: text = { vi = "Đoàn Việt Nam", en = "The Vietnamese delegation" }. If the source names nobody, delete the entry.',
    ),
    "nothing_claimed": ProblemText(
        "The claim says nothing: it has neither value nor quote.",
        "Claims that say nothing",
        "A claim is what a source states of a field, beside the value of the record, and this one names the field and the source only. Write in value what the source says, in the form that the field has, or in quote its own words; else delete the claim. That a source is silent is no claim.",
    ),
    "unknown_key_ref": ProblemText(
        "“{given}” is not an item of “{field}”.",
        "Keys of items that are not there",
        'A value such as head or within names an item of the same record by its key, and the list has no such item, so readers see a bare key. Correct the key, or give the item this one: people = [{ key = "hoa", name = "Trần Hoa", role = "participant" }]. An item without a key goes by its name, a person as tran-hoa. “govtui check --fix” writes the key that was meant where only one is like it.',
    ),
    "item_cycle": ProblemText(
        "An item is part of itself: {cycle}.",
        "Items that are part of themselves",
        "By within each of these items lies in the next, and the last in the first, so that none is the whole and all are shown side by side. One of them belongs to another item, or to none: correct or remove its within.",
    ),
    "place_without_source": ProblemText(
        "The place “{at}” is given without its source.",
        "Places without a source",
        'A place such as L9 tells nothing as long as nobody knows in which text it is. Add source to the same item: source = "moha-2022-poa". Where exactly one of the record’s citations covers the item and the place, “govtui check --fix” adds its source.',
    ),
    "date_without_meaning": ProblemText(
        "The record does not say what happened to the text on its date.",
        "Dates without a meaning",
        'A text is drafted, adopted, signed, reported and published, and each has its day; a date that may be any of them cannot be compared with what another source says. Name the step in date_of: date_of = "adopted". Where exactly one step of the record has the same date, “govtui check --fix” writes its action.',
    ),
    "unknown_gap": ProblemText(
        "There is no field “{given}” on which sources could be silent.",
        "Gaps that are no fields",
        "In gaps a record names the fields on which its sources are silent, so that readers see what is not known. This one is no field of such a record: write the path of one, such as date, place, participants, relations.organized_by or figures.participants, or the word money. What is no field at all is said in note.",
    ),
    "gap_filled": ProblemText(
        "Sources are said to be silent on “{field}”, which has a value.",
        "Gaps that are filled",
        "gaps names the fields on which the cited sources are silent, and this one has a value: remove it from gaps. If the value is from a page outside these sources, keep it in [[claims]]: a claim leaves the gap open, and both are shown. Only members, participants and people may be gaps and have entries: then the list is not complete.",
    ),
    "official_uncited": ProblemText(
        "The name in {language} is called official, and no citation has it.",
        "Official names without a citation",
        'Readers copy an official name into letters, so it must have been seen on a page of the body itself, or of one that it belongs to. Cite that page for the name: sources = [{ ref = "unpog-site", for = ["name.en"] }]. A name in use that no kept page has is usual; a translation of our own is translated.',
    ),
    "seen_unknown": ProblemText(
        "The record does not say how much of the source was seen.",
        "Sources seen to an unknown extent",
        'Whoever holds a record against its source must know whether the whole text was read, or an excerpt such as a search result, or the title alone: what was not seen proves nothing, and its silence even less. Say so in seen: "full", "excerpt" or "title".',
    ),
    "place_in_title": ProblemText(
        "“{at}” is cited, but only the title of {source} was seen.",
        "Places in sources seen by title",
        'The source has seen = "title", so nobody has read the place that is cited here. Look the place up and correct seen, or leave at out: then the title itself is what is cited.',
    ),
    "recorded_after_all": ProblemText(
        "{at} is cited, but {source} lists it as left out on purpose.",
        "Left-out lines that are cited",
        "The record of the source names lines that no record needs in unrecorded, and here they are cited. Take them out of that list, or correct the place of the citation. Places are compared as they are written: lines with lines, paragraphs with paragraphs.",
    ),
}

_FIELD_FAULTS: Mapping[str, str] = {
    "not_a_table": N_("“{name}” must be a table with at least a type and a label."),
    "unknown_kind": N_(
        "“{given}” is not a kind of record; declare fields for organization, declaration, event, source or all."
    ),
    "bad_key": N_("“{given}” cannot name a field; use lower-case letters a–z, digits and underscores."),
    "reserved": N_("“{given}” is kept for notes of imported records; give the field another name."),
    "unknown_option": N_(
        "“{name}” has the unknown setting “{given}”; use type, label, meaning, vocabulary, kinds, repeated, search or facet."
    ),
    "no_type": N_("“{name}” needs a type: text, localized, date, number, yes_no, country, reference or key."),
    "unknown_type": N_(
        "“{given}” is not a type; use text, localized, date, number, yes_no, country, reference or key."
    ),
    "no_label": N_("“{name}” needs a label in at least one language."),
    "no_vocabulary": N_("“{name}” is a key and needs a vocabulary."),
    "unknown_vocabulary": N_("There is no vocabulary “{given}”; name a built-in one, or add its keys to this file."),
    "vocabulary_of_no_key": N_("Only fields of the type key have a vocabulary; remove it from “{name}”."),
    "kinds_of_no_reference": N_("Only fields of the type reference have kinds; remove them from “{name}”."),
    "localized_repeated": N_(
        "A text by language cannot be repeated; remove “repeated” from “{name}”, or make it text."
    ),
    "bad_option": N_("“{given}” of “{name}” must be {expected}."),
    "too_many_facets": N_("At most {given} own fields can be facets; “{name}” is shown, but is no facet."),
}
"""By reason (own_fields.Fault): why the declaration of a field does not count, and what to do."""

_RELATION_FAULTS: Mapping[str, str] = {
    "not_a_table": N_("“{name}” must be a table with from, to, label, inverse and inverse_label."),
    "bad_key": N_("“{given}” cannot name a relation; use lower-case letters a–z, digits and underscores."),
    "taken": N_("“{given}” is already the name of a relation or of an inverse; choose another."),
    "unknown_option": N_("“{name}” has the unknown setting “{given}”; use from, to, label, inverse or inverse_label."),
    "no_label": N_("“{name}” needs a label in at least one language."),
    "no_inverse": N_("“{name}” needs an inverse, named with lower-case letters a–z, digits and underscores."),
    "no_inverse_label": N_("“{name}” needs an inverse_label in at least one language."),
    "bad_option": N_("“{given}” of “{name}” must be {expected}."),
}
"""The same of a relation."""

DECLARATION_FAULTS = {"own_field_declared_badly": _FIELD_FAULTS, "relation_declared_badly": _RELATION_FAULTS}
"""By code and reason: why a declaration in registry.toml does not count."""
