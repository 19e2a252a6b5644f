"""Why each problem matters and what to do about it: a paragraph for each code, in the language of the translator."""

from __future__ import annotations

from collections.abc import Mapping

from govtui.i18n.translator import Translator
from govtui.text.markers import N_

EXPLANATIONS: Mapping[str, str] = {
    "link_outside": N_(
        "A symbolic link in the registry points at a file outside of it. Following it could show, or even overwrite, files that have nothing to do with the registry, so it is passed over. Put the file itself in the place of the link, or remove the link."
    ),
    "link_loop": N_(
        "Symbolic links point at one another in a circle, so there is no file at the end of them. Find out with “ls -l” what the link was meant to reach, point it there, or delete it."
    ),
    "not_a_file": N_(
        "A record is an ordinary text file; here stands a folder named like one (.toml), a link to a folder, a pipe, a device or the like. Links to folders are not followed, because they may lead out of the registry or in a circle, and reading from a pipe could hang the program. Rename the folder, put the folder itself in the place of the link, or move the rest out of the registry."
    ),
    "too_large": N_(
        "A record needs a few kilobytes, so the limit of 256 kB is generous; it keeps one file from holding up everything else. A larger file usually has a whole document pasted into it. Keep the document elsewhere, describe it in a source record, and cite the places that matter."
    ),
    "no_permission": N_(
        "The operating system does not let your account read this file or folder, so you do not find what it holds, though your colleagues may. Ask its owner, or whoever runs the machine, to let your group read it; a folder needs the right to be entered as well (“chmod g+rX”)."
    ),
    "gone": N_(
        "The file was deleted or renamed between listing the folder and reading it, or it is a symbolic link "
        "whose target does not exist. Read the files again with R; if the message stays, repair or remove the "
        "link. A file deleted by mistake can be restored from git where the registry is kept in git."
    ),
    "more_errors": N_(
        "Of one file at most 100 wrong values are listed. So many usually have one cause: text of another form pasted into the file, or a key that stands in the wrong table. Correct that and check again; what is still wrong is listed then."
    ),
    "io_error": N_(
        "The disk or network drive failed while the file was being read; the reason is given in the words of the operating system. govtui has changed nothing. Read the files again with R; if it happens again, tell whoever looks after the machine and make sure that there is a backup."
    ),
    "folder_too_deep": N_(
        "Folders are followed to 24 levels below the registry, more than a registry needs; a deeper nest is nearly always an accident, such as a folder copied into itself. Records further down are found nowhere. Move them up, or remove the copy."
    ),
    "byte_order_mark": N_(
        "Some Windows editors put three invisible bytes (EF BB BF) at the beginning of a file. govtui reads past them, but other TOML programs may refuse the file, and git shows a change that nobody can see. In the editor choose “UTF-8” instead of “UTF-8 with BOM” and save the file again."
    ),
    "not_nfc": N_(
        "Vietnamese letters can be stored in two ways that look the same: composed (ế is one character) and decomposed (e followed by two marks). Where a file mixes them, other search tools miss words and git reports changes that nobody sees. “govtui check --fix” rewrites the file in the composed form, NFC, and changes nothing else. The other form usually comes in with text copied from a PDF file or from macOS."
    ),
    "not_utf8": N_(
        "A TOML file is UTF-8, in which all languages fit. This byte comes from another encoding, such as Windows-1252, Windows-1258 or TCVN3, in which some letters would come out wrong, so the record is not read. Open the file in the encoding it was saved in, see that every accent is right, and save it as UTF-8."
    ),
    "empty_file": N_(
        "There is nothing in the file, or nothing but comments, so it is no record. Perhaps saving was interrupted, or the file was prepared and forgotten. Fill it in, beginning with schema, kind, id, type, status and name; take an earlier version from git; or delete it."
    ),
    "duplicate_key": N_(
        "TOML allows a key, or a table such as [name], only once; choosing one of two values in silence would be worse than not reading the file. Keep the right value and delete the other, or join the two tables. What may occur several times has a header in double brackets each time, such as [[steps]] or [[sources]]."
    ),
    "too_deep": N_(
        "Lists or tables stand within one another dozens of times, where records need four or five levels. Usually brackets were opened and never closed, or the file was damaged. Look at the line that is named and close or remove the surplus brackets."
    ),
    "broken_string": N_(
        'A text that begins with a quotation mark must end with one on the same line; a text of several lines stands between three quotation marks (""") on either side. Within a text write \\" for a quotation mark and \\\\ for a backslash. Typographic quotation marks (“ ”) may stand in a text freely, but they cannot open or close it.'
    ),
    "broken_header": N_(
        "A line that begins with a bracket is a header and must close it on the same line: [name] opens a table, [[steps]] one more item of a list. Add the missing bracket. If it is there, look at the name: only letters a–z, digits, hyphens and underscores may stand in it without quotation marks."
    ),
    "unclosed_array": N_(
        "A list was opened and the file ended before it was closed, or a header such as [[steps]] lacks one of its closing brackets. As everything that followed was taken for part of the list, the mistake may stand far above the line that is named. Close the list, and put a comma between its items."
    ),
    "unclosed_table": N_(
        'A table in braces was opened and not closed. Keep it on one line, without a comma after the last value, because many TOML programs accept nothing else: name = { vi = "…", en = "…" }. When that grows too long, write a header, [name], and below it one line for each value.'
    ),
    "bad_toml_date": N_(
        'Without quotation marks TOML knows only whole days that exist, with two digits for month and day, such as 2022-08-05. Put quotation marks round everything else: "2006-06", "201X", "2021/2025", "2015?". Leave out what the source does not tell, and never make up a day to fill the gap.'
    ),
    "unquoted_date": N_(
        'TOML has no value for a month of a year, so that 2006-06 without quotation marks makes the whole file unreadable. Write date = "2006-06". Do not add a day to make it fit: a month stays a month, and the record claims no more than its source.'
    ),
    "conflict_markers": N_(
        "Two people changed the same lines, and git left both versions in the file, between lines that begin with <<<<<<<, ======= and >>>>>>>. Until someone decides, the record cannot be read. Keep what is right of either version, delete the three marker lines, and record the result with “git add” and “git commit”."
    ),
    "broken_toml": N_(
        "Up to this place the file follows the rules of TOML; from here on it cannot be understood, so it is not read as a record. Usual causes: a missing equals sign or quotation mark, typographic quotation marks (“ ”) round a value, a missing comma in a list, a single backslash in a text (write \\\\), or TRUE instead of true. If the line looks right, look at the one before."
    ),
    "missing_field": N_(
        'The record, or the part of it that is named, cannot be understood without this field. Every record needs schema, kind, id and type; organizations, declarations and events also status and name, sources a title. If the field is there, it probably stands below a header such as [name] and so belongs to that table: move it above the first header. Where the source does not tell the status, write status = "unknown".'
    ),
    "unknown_kind": N_(
        "The kind tells which fields a record has, so that without it nothing in the file can be checked. There are four: organization, declaration (any adopted text, be it a resolution, a plan or a framework), event, and source. What sort of organization or text it is goes into type."
    ),
    "unknown_key": N_(
        "Unknown fields are refused, because a slip such as “sumary” would otherwise be lost without a word. Correct the spelling, or see where the field stands: whatever follows a header such as [name] belongs to that table, up to the next header. Private notes that govtui should leave alone go below a header [x]."
    ),
    "date_empty": N_(
        'An empty date leaves open whether the date is unknown or was forgotten. If the source gives none, delete the line. If it gives a part, write that part: "2022", "2022-08", or "XXXX-08-05" where only the year is missing.'
    ),
    "date_not_a_date": N_(
        'What cannot be read as a date cannot be sorted or compared with other dates. Write the year first: "2022", "2022-08" or "2022-08-05"; "2021/2025" for a period, "2017/.." for since 2017, "201X" for a decade, "XXXX-09-09" where the year is not told; behind it ? for uncertain, ~ for about, % for both. The wording of the source goes into date_text of an event, or into a note.'
    ),
    "date_no_such_year": N_(
        'Years run from 0001 to 9999, so that 0000 is none. Where the source does not tell the year, write XXXX in its place: "XXXX-09-09". Where it tells no date at all, leave the field out.'
    ),
    "date_no_such_month": N_(
        "Months run from 01 to 12. Most often day and month have changed places, for dates are written year, month, day. Look the date up in the source; if it tells no month, write the year alone."
    ),
    "date_no_such_day": N_(
        "The month has no such day, or 29 February falls in a year that is no leap year. It may be a slip of the pen or one of the source. If the source really says so, write what can be true, such as the month, and keep its wording in date_text of the event or in a note."
    ),
    "date_no_such_time": N_(
        'Hours run from 00 to 23, minutes and seconds from 00 to 59, and a time zone differs from UTC by 14 hours at most. Write "2022-08-05T13:06", or the day alone: for most events it is enough, and part_of_day can say morning, afternoon or evening.'
    ),
    "date_reversed": N_(
        'No day can lie in a period that ends before it begins. Either the two ends changed places, or one of them is mistyped, often in the year. Write the earlier date first: "2021/2025". Should the source itself have them the wrong way round, correct them here and say so in note.'
    ),
    "date_both_ends_open": N_(
        'A period without a beginning and without an end says nothing about any day. Give the end that is known, "2017/.." for since 2017 or "../2030" for until 2030, or leave the field out.'
    ),
    "date_year_on_one_end": N_(
        'With a year on one end only it is unclear whether the other end lies in the same year. If the source tells it for both, write it twice: "2015-09-09/2015-09-10". If it tells none, write XXXX twice: "XXXX-09-09/XXXX-09-10".'
    ),
    "date_unsupported": N_(
        'EDTF (ISO 8601-2) has more forms than records use, among them seasons, centuries, sets of dates and years beyond four digits; govtui cannot sort or show those. Write the nearest form that it knows, a day, month, year, decade ("201X") or interval ("2021/2025"), with one mark (?, ~ or %) behind it at most. Keep the exact wording in date_text of the event or in a note.'
    ),
    "date_year_first": N_(
        "Day and month are read differently in different countries: 5/8/2022 is 5 August in Viet Nam and 8 May "
        'in the United States. So records have the year first: date = "2022-08-05". The proposed form reads '
        "the day first where that is possible; compare it with the source before you accept it."
    ),
    "date_year_missing": N_(
        'Where a source gives day and month only, the record says so with XXXX in place of the year: "XXXX-08-05". See first whether the year stands elsewhere in the source, in its dateline for instance. Do not guess it: a missing year is shown as unknown, a wrong one is believed.'
    ),
    "date_two_digits": N_(
        "Month and day have two digits, so that dates sort as text and other programs read them too: "
        '"2022-08-05", not "2022-8-5". Use the proposed form.'
    ),
    "date_hyphens": N_(
        'Year, month and day are joined by hyphens: "2022-08-05". A slash would make an interval of them, '
        'for "2021/2025" means from 2021 to 2025, and digits without anything between are easily misread. '
        "Use the proposed form if it is the day that the source means."
    ),
    "date_interval": N_(
        "The two ends of a period are joined by a slash without spaces, and each end is written in full: "
        '"2021/2025", "2018-11-05/2018-11-06". A hyphen joins year, month and day, so that "2021-12" is '
        "December 2021. Use the proposed form if that is the period meant."
    ),
    "date_open_end": N_(
        'An end that is open is written as two full stops: "2017/.." for since 2017, "../2030" for until 2030. Then nobody takes it for a date that was cut off by mistake. If the end is known, write it instead.'
    ),
    "date_qualifier": N_(
        "How sure a date is goes into one sign behind it, which is shown in words in either language: "
        '"2015~" is about 2015, "2015?" possibly 2015, "2015%" both. Use the proposed form; the wording '
        "of the source (“khoảng”, “circa”) goes into date_text of the event or into a note."
    ),
    "date_use_x": N_(
        'A digit that is not known, or not meant, is written as a capital X: "201X" for the 2010s, '
        '"XXXX-08-05" for a day whose year is not told. Zeros or question marks in its place would look like '
        "a date that is known. Use the proposed form."
    ),
    "date_leave_out": N_(
        'A day or month that the source does not tell is left out, not filled with XX or 00: "2018-11" is some day in November 2018, "2018" some day in that year. It is sorted and shown accordingly. X stands only for a missing year or for the last digit of a decade.'
    ),
    "date_in_words": N_(
        'Dates are kept in figures, so that they sort, and can be shown in either language: "2022-08-05" '
        "appears as “5 August 2022” and as “ngày 5 tháng 8 năm 2022”. Use the proposed form. If the wording "
        "matters, keep it in date_text of the event or in a note."
    ),
    "invalid_date": N_(
        'The value of a date field could not be kept as a date. Write the year first, as exactly as the source tells it and no more: "2022", "2022-08" or "2022-08-05", and "2021/2025" for a period. What does not fit this form belongs into date_text of the event or into a note.'
    ),
    "wrong_type": N_(
        'govtui converts nothing by guessing: 600 is a number, "600" is text, and a field accepts only one '
        "of the two. Write numbers and true or false without quotation marks, texts within them, and a list in "
        'square brackets even when it has one item: part_of = ["asean"]. The value of schema is the number 1.'
    ),
    "bad_form": N_(
        'Keys have lower-case letters a–z, digits and single hyphens or underscores (work_plan, m1), because they stand in field paths and must not depend on a language. A country is the two capital letters of ISO 3166-1: country = "VN". What people are to read goes into name, text or note.'
    ),
    "blank_text": N_(
        "A text of nothing but spaces looks like an answer where there is none: a line would be shown empty, and no check would ask for the missing translation. Write the text or delete the line. Where one language is missing, readers see the other one with a mark."
    ),
    "not_a_language": N_(
        "Names, summaries and the like are tables with one line for each language, such as vi, en, ko or zh-Hant, and with nothing else. Usually a field of the record was written below a header such as [name] and so came into that table: move it above the first header. If a language is meant, write its tag, not its name."
    ),
    "no_language": N_(
        'The table is empty, so there is no text to show. Write it at least in the language of the source: vi = "…". If there is nothing to say, delete the table; only the name of a record, or the title of a source, cannot be left out.'
    ),
    "not_an_id": N_(
        'An id is a file name and what other records point at, so it must work on every system and keyboard: lower-case letters a–z and digits, words joined by single hyphens, 80 characters at most. Accents are left out: “Diễn đàn 2015” may become dien-dan-2015. A relation can also point at a country without a record: "country:SG".'
    ),
    "invalid_value": N_(
        "The field does not accept this value, and govtui has no more exact reason to give; a key of more than 80 characters is one example. Compare it with the same field of a record without problems, and shorten or correct it."
    ),
    "no_manifest": N_(
        "registry.toml gives the name of a registry, the languages it keeps and what it adds to the "
        "vocabularies. Without it govtui uses Vietnamese and English, shows no name, and does not find the "
        'registry when it is started from a folder below. One line in the file is enough: name = { vi = "…", '
        'en = "…" }.'
    ),
    "unknown_vocabulary": N_(
        "registry.toml adds to a vocabulary that govtui does not have, so nothing can use the keys. The name is made of kind and field, or part and field, with an underscore between: organization_type, declaration_status, event_type, step_action, progress_unit, figure_what; that of a field of the registry’s own is x_ and the name the field gives, such as x_budget_line for x.budget_line. Correct it, and records that use the keys are accepted."
    ),
    "stray_file": N_(
        "Only files below organizations, declarations, events and sources are read as records, so that what "
        "this file says is found nowhere. Move it into the folder of its kind; subfolders there may be named "
        "as you like. Other files are ignored when their name does not end in .toml, or when it, or the name "
        "of their folder, begins with a dot."
    ),
    "duplicate_id": N_(
        "An id stands for one record. Every link to it leads to the file that is found first, and none to this one. If both describe the same thing, put what is missing into one of them and delete the other; if not, give this one another id and rename its file to match."
    ),
    "id_not_file_name": N_(
        "People and git know a record by its file name, other records by its id; where they differ, someone "
        "will look in vain or write the record a second time. Rename the file to the id followed by .toml. If "
        "the id is what is wrong, correct it and keep the old one, so that links to it keep working: "
        'former_ids = ["old-id"].'
    ),
    "kind_not_folder": N_(
        "The folder says where people look for a record, the kind how it is read, and here they differ. If the "
        "kind is right, move the file below organizations, declarations, events or sources, whichever fits. If "
        "the folder is right, correct kind; the next check reports the fields that do not belong to it."
    ),
    "unknown_vocabulary_key": N_(
        'Types, statuses and roles come from fixed lists, which give them a label in each language; a word outside the list is shown as it is typed. Use the nearest key, or unknown where the source does not tell a status. What the registry needs in addition goes into registry.toml, for the type of an event below [vocabulary.event_type]: hackathon = { vi = "Cuộc thi lập trình", en = "Hackathon" }.'
    ),
    "own_field_type": N_(
        "registry.toml declares a field of this registry’s own, and the value in the table x is of another type. The record stays readable and the value is kept, but it is neither searched nor counted as what it should be. Correct the value as the message says, or the type below [fields] in registry.toml; a list of values needs repeated = true there."
    ),
    "own_field_unknown_key": N_(
        "The field is one of this registry’s own and takes its values from a vocabulary, which gives each key a label in each language. Use the nearest key, or add the new one to the vocabulary in registry.toml; the vocabulary x.budget_line, for example, stands there below [vocabulary.x_budget_line]."
    ),
    "own_field_declared_badly": N_(
        'A field below [fields] in registry.toml cannot be read, so its values are kept as private notes: neither shown, checked nor searched. All other fields count. A field needs a type and a label, below the kind of record that has it or below all: [fields.event.budget], then type = "number" and label = { vi = "Kinh phí", en = "Budget" }. Correct what the message names.'
    ),
    "relation_declared_badly": N_(
        'A relation below [relations] in registry.toml cannot be read, so records that use it have an unknown relation. All other relations count. Each needs the kinds it joins, a label, and a name and a label for the way back: from = ["event"], to = ["event"], label, inverse and inverse_label. Names that govtui uses itself cannot be taken: its own relation counts.'
    ),
    "unknown_relation": N_(
        "Relations are a fixed set, because each has a way back, kinds that it may join, and labels in both languages. Use one that exists; part_of, member_of, organized_by, implements and concerns are the most common. adopted_by is not written either: it follows from the steps of a declaration whose action is adopted or provisionally_adopted. A registry can declare relations of its own below [relations] in registry.toml."
    ),
    "inverse_typed": N_(
        'A relation is written once, on the record that it is said of, and the other record shows the way back by itself; written on both, the two would sooner or later differ. “govtui check --fix” moves it: has_part = ["b"] on a becomes part_of = ["a"] on b. It does so only when every record concerned can be read; otherwise move it by hand.'
    ),
    "relation_not_of_kind": N_(
        "The relation exists, but is said of records of another kind: hosted_by of an event, belongs_to of a declaration. It probably stands at the wrong end: write it on the other record, pointing here. For declarations and events concerns says, without more, that they have to do with another record."
    ),
    "dangling": N_(
        'The record points at an id that the registry does not have, so the link leads nowhere and readers see it marked. Either the id is mistyped, or the record was deleted, or renamed without its old id in former_ids, or nobody has written it yet. Correct the id, add the old id to the renamed record, or write the missing one; in relations a country needs no record: "country:SG".'
    ),
    "wrong_kind": N_(
        "The id exists, but its record is of another kind than the field is made for: organized_by needs an "
        "organization, discussed a declaration, events of a step an event, ref of a citation a source. On the "
        "other record it would appear under a heading that makes no sense. Look for the record you meant, as a "
        "meeting and its declaration often have similar ids, or choose a relation that fits."
    ),
    "cycle": N_(
        "By part_of each of these records lies within the next, and the last within the first, so that none is the whole. One of the links shown points the wrong way, or is really another relation, such as cooperates_with between organizations or held_beside between events. Remove or replace that one; a whole does not name its parts, they are found by themselves."
    ),
    "no_citation": N_(
        'A statement that nobody can trace cannot be checked. Add a [[sources]] entry for each source: ref is the id of the source record, at the place in it, for the fields that it covers. On one line, above the first header: sources = [{ ref = "qlnn-2019-unpog", at = "L3", for = ["name", "founded"] }].'
    ),
    "cites_nothing": N_(
        "A citation claims that its source covers this field, but the record has nothing there: the field was "
        "deleted or renamed, or its path is mistyped. Correct the path in for, or remove it. An item of a list "
        "is named by its key (areas.2.name), a step by its action, a figure by what it counts."
    ),
    "likely_duplicate": N_(
        'Two records of one kind have the same name in some language, capitals and accents aside. It may be one thing written down twice, or two that share a name, as “Bộ Nội vụ” is a ministry of Viet Nam and one of Korea; so govtui asks and never merges. If they are one, join them and put the id that goes into former_ids. If not, make the names tell them apart, or mute the question: checked = [{ code = "likely_duplicate" }].'
    ),
    "symbol_form": N_(
        'The systems of the United Nations find a document by the exact form of its symbol: parts joined by slashes, no spaces, L. for a draft, Rev., Add. and Corr. for what was changed. “govtui check --fix” puts in the standard form. What a source prints instead can be kept as another name, in aka with type = "as_printed".'
    ),
    "unknown_area": N_(
        'A row of figures belongs to an area that neither this record nor the declaration it implements describes, so it has no name to be shown under. Correct the area of the row, describe it in [[areas]], or name the declaration in relations.implements. Figures that the source assigns to no area have area = "none".'
    ),
    "cell_twice": N_(
        "Two rows of one table speak of the same area and the same framework, so that both are added to the totals. If one is a slip, delete it or correct its area or under. If the source gives figures for two dates or in two units, make a [[progress]] table of each."
    ),
    "sum_differs": N_(
        'The source states a number, and the parts that it lists come to another. govtui shows both and repairs neither, for it cannot know which is wrong, and the gap itself is worth knowing. Compare the row with the source. If it stands there so, mute the alarm: checked = [{ code = "sum_differs", field = "progress.1.rows.3" }]; the gap stays visible, and without field the entry covers every row of the record.'
    ),
    "total_differs": N_(
        "The source states a total for the whole table, and the rows come to another. Look for a row that is missing or mistyped; rows that are silent on this status are not counted, which may explain the gap. If the source itself does not add up, leave it as it is: both numbers are kept, and a [[checked]] entry mutes the alarm."
    ),
    "percent_off": N_(
        "A percentage differs by more than half a point from the share that the numbers make, more than rounding explains. The share is taken of the stated number, or of the sum of the parts where none is stated. Compare both with the source; what stands there stays, and a [[checked]] entry mutes the alarm."
    ),
    "steps_disagree": N_(
        "What a meeting did with a text decides its standing: “noted” is less than “adopted”. Two sources tell it differently, and govtui does not choose between them. See that both are quoted rightly, look for a better source such as the official statement of the meeting, and keep both [[steps]], each with its source. The status of the record is a judgement of yours: give the reason in note."
    ),
    "actors_disagree": N_(
        "Two sources credit different bodies with the same step, or call one body by different words. If they mean the same, give both steps the same by and keep the wording of each in text. If they do not, keep both [[steps]], each with its source; a [[checked]] entry mutes the alarm once somebody has looked."
    ),
    "figures_disagree": N_(
        "Two sources give different numbers for the same thing, or one says “over” where the other is exact. Often they count different days, groups or units: where that is so, say it in the note of the row. Keep both rows in [[figures]], each with its source and its wording in text. A [[checked]] entry mutes the alarm; both numbers stay visible."
    ),
    "claim_disagrees": N_(
        "Beside the value of the record stands what another source says, and the two cannot both be true. That is how contradictions are kept: the better founded statement in the field, the other in [[claims]] with its source. See that the right one has the field, and give the reason in note; a [[checked]] entry then mutes the alarm. A claim that is only more exact, a day within the month given, is not reported."
    ),
    "part_outside_whole": N_(
        "This event is part of another, but its date lies outside of that one. Look up both dates, in particular the year. If both are right, it is probably not a part: an event outside the programme is held_beside the other, and a link in general is concerns. A contradiction of the sources stays, and a [[checked]] entry mutes the alarm."
    ),
    "untranslated": N_(
        "The registry keeps its texts in the languages that registry.toml names, and one is missing here; "
        "whoever reads in it sees another language with a mark. Add the translation. For a name look for the "
        "official form first, and say in review.name_en how sure it is: official, translated or unverified."
    ),
    "stale_translation": N_(
        "The text was changed after its translation was made, so that readers of the two languages may read different things. Compare them, correct the translation where needed, then renew digest in its [[translations]] entry: the first 12 hexadecimal digits of SHA-256 over the source text in NFC. Without the entry it is unknown, not stale, whether the translation is up to date."
    ),
}
"""Problem code to an English paragraph. Nothing is filled in: braces are those of TOML."""


def explanation(code: str, tr: Translator) -> str | None:
    """The paragraph for a problem code; None for a code that does not exist."""
    message = EXPLANATIONS.get(code)
    return None if message is None else tr.gettext(message)
