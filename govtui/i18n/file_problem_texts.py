"""The texts of problems that files have before they are records: access, encoding, TOML and dates.

Part of the one table, `problem_texts.PROBLEMS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from govtui.text.markers import N_


class ProblemText(NamedTuple):
    """What is said of a problem code, in English; tools/extraction.py reads the first three arguments as messages."""

    sentence: str
    """What is wrong; i18n/problems.py fills in the values of the problem."""
    heading: str
    """A few words over a group of such problems; in the context "problems"."""
    why: str
    """A paragraph: why it matters and what to do. Nothing is filled in: braces are those of TOML."""
    gist: str = "{place}: {sentence}"
    """What tells one problem from others of its code, for a list under their heading; the same in every language."""
    several: str = ""
    """The sentence where the problem has `others`, several at once, is `within` one source, or has a `better` place."""


_NOT_A_DATE = N_("“{given}” is not a date; write 2022, 2022-08 or 2022-08-05.")

FILE_PROBLEMS: Mapping[str, ProblemText] = {
    "link_outside": ProblemText(
        "The symbolic link leads outside the registry, so it is not read.",
        "Links out of the registry",
        "A symbolic link in the registry points at a file outside of it. Following it could show, or even overwrite, files that have nothing to do with the registry, so it is passed over. Put the file itself in the place of the link, or remove the link.",
    ),
    "link_loop": ProblemText(
        "The symbolic link leads back to itself.",
        "Links that lead in a circle",
        "Symbolic links point at one another in a circle, so there is no file at the end of them. Find out with “ls -l” what the link was meant to reach, point it there, or delete it.",
    ),
    "not_a_file": ProblemText(
        "This is not an ordinary file, so it is not read.",
        "Not ordinary files",
        "A record is an ordinary text file; here stands a folder named like one (.toml), a link to a folder, a pipe, a device or the like. Links to folders are not followed, because they may lead out of the registry or in a circle, and reading from a pipe could hang the program. Rename the folder, put the folder itself in the place of the link, or move the rest out of the registry.",
    ),
    "schema_stale": ProblemText(
        "The schema is out of date: it is not what govtui writes now.",
        "Schemas out of date",
        "Editors complete and check records by the JSON Schemas in this folder. This one is not what govtui writes"
        " now: the program or registry.toml has changed since, or somebody has edited the file. An editor may then"
        " mark correct values as wrong, or offer values that no longer exist. “govtui check --fix” writes the schema"
        " again, and so does “govtui schema --write schema” in the folder of the registry.",
    ),
    "too_large": ProblemText(
        "The file has {size} bytes; a record may have at most {limit}.",
        "Files too large",
        "A record needs a few kilobytes, so the limit of 256 kB is generous; it keeps one file from holding up everything else. A larger file usually has a whole document pasted into it. Keep the document elsewhere, describe it in a source record, and cite the places that matter.",
    ),
    "no_permission": ProblemText(
        "You have no permission to read this.",
        "No permission to read",
        "The operating system does not let your account read this file or folder, so you do not find what it holds, though your colleagues may. Ask its owner, or whoever runs the machine, to let your group read it; a folder needs the right to be entered as well (“chmod g+rX”).",
    ),
    "gone": ProblemText(
        "The file is no longer there, or its link leads nowhere.",
        "Files no longer there",
        "The file was deleted or renamed between listing the folder and reading it, or it is a symbolic link whose target does not exist. Read the files again with R; if the message stays, repair or remove the link. A file deleted by mistake can be restored from git where the registry is kept in git.",
    ),
    "io_error": ProblemText(
        "It could not be read: {reason}.",
        "Files that cannot be read",
        "The disk or network drive failed while the file was being read; the reason is given in the words of the operating system. govtui has changed nothing. Read the files again with R; if it happens again, tell whoever looks after the machine and make sure that there is a backup.",
    ),
    "folder_too_deep": ProblemText(
        "Folders are nested deeper than {depth} levels; what is below is not read.",
        "Folders nested too deeply",
        "Folders are followed to 24 levels below the registry, more than a registry needs; a deeper nest is nearly always an accident, such as a folder copied into itself. Records further down are found nowhere. Move them up, or remove the copy.",
    ),
    "more_errors": ProblemText(
        "There are more errors in this file; correct those that are listed, and check again.",
        "Files with more errors",
        "Of one file at most 100 wrong values are listed. So many usually have one cause: text of another form pasted into the file, or a key that stands in the wrong table. Correct that and check again; what is still wrong is listed then.",
    ),
    "byte_order_mark": ProblemText(
        "The file starts with a byte order mark, which is not needed.",
        "Byte order marks",
        "Some Windows editors put three invisible bytes (EF BB BF) at the beginning of a file. govtui reads past them, but other TOML programs may refuse the file, and git shows a change that nobody can see. In the editor choose “UTF-8” instead of “UTF-8 with BOM” and save the file again.",
    ),
    "not_nfc": ProblemText(
        "The text is not in the normal form NFC; it is read as if it were.",
        "Text not in the form NFC",
        "Vietnamese letters can be stored in two ways that look the same: composed (ế is one character) and decomposed (e followed by two marks). Where a file mixes them, other search tools miss words and git reports changes that nobody sees. “govtui check --fix” rewrites the file in the composed form, NFC, and changes nothing else. The other form usually comes in with text copied from a PDF file or from macOS.",
    ),
    "not_utf8": ProblemText(
        "The byte {byte} is not UTF-8; save the file as UTF-8.",
        "Not UTF-8",
        "A TOML file is UTF-8, in which all languages fit. This byte comes from another encoding, such as Windows-1252, Windows-1258 or TCVN3, in which some letters would come out wrong, so the record is not read. Open the file in the encoding it was saved in, see that every accent is right, and save it as UTF-8.",
    ),
    "newer_schema": ProblemText(
        "The file has schema {given}, of a later version of govtui than this one.",
        "Files of a later version",
        "The number after schema tells which form a file has. This version of govtui does not know the form yet and would misread the file, so it neither shows nor changes it. Install a newer govtui. If the number is a slip, write schema = 2.",
    ),
    "old_schema": ProblemText(
        "The file has the form of an earlier version; “{command}” brings the registry up to date.",
        "Form of an earlier version",
        "govtui reads registry.toml and records of schema 1 as if they had been brought up to date, but does not save into them, because a file with fields of both forms could be read by neither version. “govtui migrate” shows what would change in each file, and with --write changes all files or none; comments and order stay, and git is not touched.",
    ),
    "empty_file": ProblemText(
        "The file is empty.",
        "Empty files",
        "There is nothing in the file, or nothing but comments, so it is no record. Perhaps saving was interrupted, or the file was prepared and forgotten. Fill it in, beginning with schema, kind, id, type, status and name; take an earlier version from git; or delete it.",
    ),
    "duplicate_key": ProblemText(
        "The same key is given twice.",
        "Keys given twice",
        "TOML allows a key, or a table such as [name], only once; choosing one of two values in silence would be worse than not reading the file. Keep the right value and delete the other, or join the two tables. What may occur several times has a header in double brackets each time, such as [[steps]] or [[sources]].",
    ),
    "too_deep": ProblemText(
        "Values are nested too deeply.",
        "Values nested too deeply",
        "Lists or tables stand within one another dozens of times, where records need four or five levels. Usually brackets were opened and never closed, or the file was damaged. Look at the line that is named and close or remove the surplus brackets.",
    ),
    "broken_string": ProblemText(
        "The text in quotation marks is not closed, or has a character that must be escaped.",
        "Quotation marks not closed",
        'A text that begins with a quotation mark must end with one on the same line; a text of several lines stands between three quotation marks (""") on either side. Within a text write \\" for a quotation mark and \\\\ for a backslash. Typographic quotation marks (“ ”) may stand in a text freely, but they cannot open or close it.',
    ),
    "broken_header": ProblemText(
        "The table header is not closed; “]” is missing.",
        "Table headers not closed",
        "A line that begins with a bracket is a header and must close it on the same line: [name] opens a table, [[steps]] one more item of a list. Add the missing bracket. If it is there, look at the name: only letters a–z, digits, hyphens and underscores may stand in it without quotation marks.",
    ),
    "unclosed_array": ProblemText(
        "The list is not closed; “]” is missing.",
        "Lists not closed",
        "A list was opened and the file ended before it was closed, or a header such as [[steps]] lacks one of its closing brackets. As everything that followed was taken for part of the list, the mistake may stand far above the line that is named. Close the list, and put a comma between its items.",
    ),
    "unclosed_table": ProblemText(
        "The inline table is not closed on its line; a closing brace is missing.",
        "Inline tables not closed",
        'A table in braces was opened and not closed. Keep it on one line, without a comma after the last value, because many TOML programs accept nothing else: name = { vi = "…", en = "…" }. When that grows too long, write a header, [name], and below it one line for each value.',
    ),
    "bad_toml_date": ProblemText(
        "This is not a date; put quotation marks round a partial date.",
        "Dates that TOML does not know",
        'Without quotation marks TOML knows only whole days that exist, with two digits for month and day, such as 2022-08-05. Put quotation marks round everything else: "2006-06", "201X", "2021/2025", "2015?". Leave out what the source does not tell, and never make up a day to fill the gap.',
    ),
    "unquoted_date": ProblemText(
        'Put quotation marks round a partial date, as in "2006-06".',
        "Partial dates without quotation marks",
        'TOML has no value for a month of a year, so that 2006-06 without quotation marks makes the whole file unreadable. Write date = "2006-06". Do not add a day to make it fit: a month stays a month, and the record claims no more than its source.',
    ),
    "conflict_markers": ProblemText(
        "A merge left two versions here (conflict markers of git); in govtui, Enter on the record chooses field by field.",
        "Unresolved merge conflicts",
        "Two people changed the same lines, and git left both versions in the file, between lines that begin with <<<<<<<, ======= and >>>>>>>. Until someone decides, the record cannot be read. In the program, Enter on the record shows both versions, and what is chosen field by field is saved and settled in git. By hand: keep what is right of either version, delete the marker lines, and record the result with “git add” and “git commit”.",
    ),
    "broken_toml": ProblemText(
        "This is not valid TOML from here on.",
        "Not valid TOML",
        "Up to this place the file follows the rules of TOML; from here on it cannot be understood, so it is not read as a record. Usual causes: a missing equals sign or quotation mark, typographic quotation marks (“ ”) round a value, a missing comma in a list, a single backslash in a text (write \\\\), or TRUE instead of true. If the line looks right, look at the one before.",
    ),
    # dates (EDTF)
    "date_empty": ProblemText(
        "The date is empty; leave the field out instead.",
        "Empty dates",
        'An empty date leaves open whether the date is unknown or was forgotten. If the source gives none, delete the line. If it gives a part, write that part: "2022", "2022-08", or "XXXX-08-05" where only the year is missing.',
    ),
    "date_not_a_date": ProblemText(
        _NOT_A_DATE,
        "Not dates",
        'What cannot be read as a date cannot be sorted or compared with other dates. Write the year first: "2022", "2022-08" or "2022-08-05"; "2021/2025" for a period, "2017/.." for since 2017, "201X" for a decade, "XXXX-09-09" where the year is not told; behind it ? for uncertain, ~ for about, % for both. The wording of the source goes into date_text of an event, or into a note.',
    ),
    "date_no_such_year": ProblemText(
        "“{given}” has a year that does not exist.",
        "Years that do not exist",
        'Years run from 0001 to 9999, so that 0000 is none. Where the source does not tell the year, write XXXX in its place: "XXXX-09-09". Where it tells no date at all, leave the field out.',
    ),
    "date_no_such_month": ProblemText(
        "“{given}” has a month that does not exist.",
        "Months that do not exist",
        "Months run from 01 to 12. Most often day and month have changed places, for dates are written year, month, day. Look the date up in the source; if it tells no month, write the year alone.",
    ),
    "date_no_such_day": ProblemText(
        "There is no such day as “{given}”.",
        "Days that do not exist",
        "The month has no such day, or 29 February falls in a year that is no leap year. It may be a slip of the pen or one of the source. If the source really says so, write what can be true, such as the month, and keep its wording in date_text of the event or in a note.",
    ),
    "date_no_such_time": ProblemText(
        "“{given}” has a time that does not exist.",
        "Times that do not exist",
        'Hours run from 00 to 23, minutes and seconds from 00 to 59, and a time zone differs from UTC by 14 hours at most. Write "2022-08-05T13:06", or the day alone: for most events it is enough, and part_of_day can say morning, afternoon or evening.',
    ),
    "date_reversed": ProblemText(
        "“{given}” ends before it begins.",
        "Periods that end before they begin",
        'No day can lie in a period that ends before it begins. Either the two ends changed places, or one of them is mistyped, often in the year. Write the earlier date first: "2021/2025". Should the source itself have them the wrong way round, correct them here and say so in note.',
    ),
    "date_both_ends_open": ProblemText(
        "“{given}” has neither a beginning nor an end.",
        "Periods without beginning and end",
        'A period without a beginning and without an end says nothing about any day. Give the end that is known, "2017/.." for since 2017 or "../2030" for until 2030, or leave the field out.',
    ),
    "date_year_on_one_end": ProblemText(
        "“{given}” has a year on one end only; give both or neither.",
        "Periods with a year on one end only",
        'With a year on one end only it is unclear whether the other end lies in the same year. If the source tells it for both, write it twice: "2015-09-09/2015-09-10". If it tells none, write XXXX twice: "XXXX-09-09/XXXX-09-10".',
    ),
    "date_unsupported": ProblemText(
        "“{given}” is a form of EDTF that records do not use.",
        "Forms of dates that are not used",
        'EDTF (ISO 8601-2) has more forms than records use, among them seasons, centuries, sets of dates and years beyond four digits; govtui cannot sort or show those. Write the nearest form that it knows, a day, month, year, decade ("201X") or interval ("2021/2025"), with one mark (?, ~ or %) behind it at most. Keep the exact wording in date_text of the event or in a note.',
    ),
    "date_year_first": ProblemText(
        _NOT_A_DATE,
        "Dates without the year first",
        'Day and month are read differently in different countries: 5/8/2022 is 5 August in Viet Nam and 8 May in the United States. So records have the year first: date = "2022-08-05". The proposed form reads the day first where that is possible; compare it with the source before you accept it.',
    ),
    "date_year_missing": ProblemText(
        _NOT_A_DATE,
        "Dates without a year",
        'Where a source gives day and month only, the record says so with XXXX in place of the year: "XXXX-08-05". See first whether the year stands elsewhere in the source, in its dateline for instance. Do not guess it: a missing year is shown as unknown, a wrong one is believed.',
    ),
    "date_two_digits": ProblemText(
        _NOT_A_DATE,
        "Months and days of one digit",
        'Month and day have two digits, so that dates sort as text and other programs read them too: "2022-08-05", not "2022-8-5". Use the proposed form.',
    ),
    "date_hyphens": ProblemText(
        _NOT_A_DATE,
        "Dates without hyphens",
        'Year, month and day are joined by hyphens: "2022-08-05". A slash would make an interval of them, for "2021/2025" means from 2021 to 2025, and digits without anything between are easily misread. Use the proposed form if it is the day that the source means.',
    ),
    "date_interval": ProblemText(
        _NOT_A_DATE,
        "Periods without a slash",
        'The two ends of a period are joined by a slash without spaces, and each end is written in full: "2021/2025", "2018-11-05/2018-11-06". A hyphen joins year, month and day, so that "2021-12" is December 2021. Use the proposed form if that is the period meant.',
    ),
    "date_open_end": ProblemText(
        _NOT_A_DATE,
        "Open ends without two full stops",
        'An end that is open is written as two full stops: "2017/.." for since 2017, "../2030" for until 2030. Then nobody takes it for a date that was cut off by mistake. If the end is known, write it instead.',
    ),
    "date_qualifier": ProblemText(
        _NOT_A_DATE,
        "Doubt about a date in the wrong form",
        'How sure a date is goes into one sign behind it, which is shown in words in either language: "2015~" is about 2015, "2015?" possibly 2015, "2015%" both. Use the proposed form; the wording of the source (“khoảng”, “circa”) goes into date_text of the event or into a note.',
    ),
    "date_use_x": ProblemText(
        _NOT_A_DATE,
        "Unknown digits not written as X",
        'A digit that is not known, or not meant, is written as a capital X: "201X" for the 2010s, "XXXX-08-05" for a day whose year is not told. Zeros or question marks in its place would look like a date that is known. Use the proposed form.',
    ),
    "date_leave_out": ProblemText(
        _NOT_A_DATE,
        "Unknown parts of a date filled in",
        'A day or month that the source does not tell is left out, not filled with XX or 00: "2018-11" is some day in November 2018, "2018" some day in that year. It is sorted and shown accordingly. X stands only for a missing year or for the last digit of a decade.',
    ),
    "date_in_words": ProblemText(
        _NOT_A_DATE,
        "Dates in words",
        'Dates are kept in figures, so that they sort, and can be shown in either language: "2022-08-05" appears as “5 August 2022” and as “ngày 5 tháng 8 năm 2022”. Use the proposed form. If the wording matters, keep it in date_text of the event or in a note.',
    ),
}
