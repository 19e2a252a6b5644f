"""What is offered to a shell: by the type of a parameter or the word for it in the help, from the kept index alone."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import own_registry
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import RECORDS, registry, table

from govtui.cli import completing, main
from govtui.cli.offered import Offered
from govtui.cli.output import Output
from govtui.cli.session import Session
from govtui.cli.shells import ELSEWHERE, SCRIPTS, VARIABLE, Offer, Typed, answer, typed
from govtui.i18n.problem_texts import PROBLEMS
from govtui.i18n.translator import LANGUAGES, load
from govtui.index import schema
from govtui.index.cache import IndexCache
from govtui.model.kinds import KINDS
from govtui.model.vocabulary import VOCABULARIES

Ask = Callable[..., list[Offer]]
Run = Callable[..., Any]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder with the index of the shipped registry."""
    folder = tmp_path_factory.mktemp("cache")
    keep(RECORDS, folder)
    return folder


def keep(root: Path, cache: Path) -> Path:
    """Build the index of a registry where its user's program would keep it."""
    file = schema.default_path(root, cache / "govtui")
    file.parent.mkdir(parents=True, exist_ok=True)
    assert IndexCache(root, file).refreshed(force=True)
    return file


@pytest.fixture
def ask(cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsysbinary: Any) -> Iterator[Ask]:
    """Ask as a shell does what may follow: the lines of fish, which have everything."""
    for name in [name for name in os.environ if name.startswith(("GOVTUI", "LC_", "LANG"))]:
        monkeypatch.delenv(name)
    for name in ("CONFIG", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))

    def asked(line: str, *, root: Path = RECORDS, language: str = "en", kept: Path = cache) -> list[Offer]:
        monkeypatch.setenv("XDG_CACHE_HOME", str(kept))
        monkeypatch.setenv("LANGUAGE", language)
        monkeypatch.setenv("LANG", "en_US.UTF-8")
        monkeypatch.chdir(root)
        quoted = line.find("'")
        words, word = (line[:quoted], line[quoted:]) if quoted >= 0 else line.rpartition(" ")[::2]
        monkeypatch.setenv("COMP_WORDS", f"govtui {words}")
        monkeypatch.setenv("COMP_CWORD", word)
        monkeypatch.setenv(VARIABLE, "fish_complete")
        status = completing.run(os.environ)
        out, err = capsysbinary.readouterr()
        offers = [
            Offer(value, told, what) for what, value, told in (row.split("\t") for row in out.decode().splitlines())
        ]
        assert (status, err) == (0 if offers else 1, b"")
        return offers

    yield asked


def values(offers: list[Offer]) -> list[str]:
    return [offer.value for offer in offers]


# -- words of the command line ---------------------------------------------------------------------------------------


def test_commands_are_offered_with_what_they_do(ask: Ask) -> None:
    assert values(ask("")) == list(main.COMMANDS)
    assert Offer("search", "Search a registry") in ask("se")
    assert Offer("search", "Tìm trong cơ sở dữ liệu") in ask("se", language="vi")
    assert values(ask("help ver")) == ["verify"]


def test_a_path_in_place_of_a_command_is_left_to_the_shell(ask: Ask) -> None:
    assert ask("./re") == ask("zzz") == [Offer("", what="dir")]
    assert values(ask(f"{RECORDS} unpo")) == values(ask("show unpo"))
    assert ask("zzz un") == []  # neither a command nor a path


def test_options_are_offered_but_for_those_that_stand_there(ask: Ask) -> None:
    assert values(ask("check --e")) == ["--every", "--explain"]
    assert values(ask("check --every --e")) == ["--explain"]
    assert "--only" in values(ask("check --only dangling --on"))  # goes several times
    assert ask("check --every --st") == [Offer("--strict", "Discrepancies and warnings, too, end with exit status 1")]
    assert values(ask("--la")) == ["--lang"] and values(ask("--pl")) == ["--plain"]
    assert "--lang" not in values(ask("show -- --lan"))


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("--lang ", ["vi", "en"]),
        ("--lang=", ["--lang=vi", "--lang=en"]),
        ("search --sort da", ["date"]),
        ("show --format bib", ["bibtex"]),
        ("completion ", ["bash", "zsh", "fish"]),
        ("new ", [*KINDS]),
        ("new e", ["event"]),
        ("new event --id ", []),
        ("import cs", ["csv", "csl"]),
        ("import popolo --take founde", ["founded"]),
        ("import popolo --encoding ", []),
        ("drafts di", ["discard"]),
        ("search --limit ", []),
    ],
)
def test_closed_values_are_offered(ask: Ask, line: str, offered: list[str]) -> None:
    found = values(ask(line))
    assert [value for value in found if value in offered] == offered if line.startswith("drafts") else found == offered


def test_folders_and_files_are_left_to_the_shell(ask: Ask) -> None:
    assert (
        ask("doctor ") == ask("doctor rec") == ask("--registry ") == ask("search --index ") == [Offer("", what="file")]
    )
    assert Offer("", what="file") in ask("check unpo") and "unpog" in values(ask("check unpo"))
    assert ask("check organizations/un") == ask("show organizations/un") == ask("set ./or") == [Offer("", what="file")]
    assert ask("check --texts ") == [Offer("", what="dir")]


def test_an_import_is_completed_by_formats_files_and_sources(ask: Ask) -> None:
    assert Offer("ics", "iCalendar") in ask("import ")
    assert ask("import csv ") == ask("import csv --map ") == ask("import csv --answers a") == [Offer("", what="file")]
    assert "unpog-site" in values(ask("import csv --source unpog-s"))
    assert Offer("vi", "tiếng Việt") in ask("import csv --language v", language="vi")


def test_problem_codes_are_offered(ask: Ask) -> None:
    assert values(ask("check --explain ")) == [*PROBLEMS]
    assert ask("check --only dang") == [Offer("dangling", "Links to nothing")]
    assert values(ask("check --only dangling,missing_f")) == ["dangling,missing_field"]
    assert ask("check --only dang", language="vi") == [Offer("dangling", "Liên kết hỏng")]


# -- records ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command", ["show", "log", "blame", "rm", "edit", "rename", "merge", "verify --record", "drafts"]
)
def test_ids_are_offered_by_id_and_by_name_without_accents(ask: Ask, command: str) -> None:
    assert ask(f"{command} unpog")[0] == Offer("unpog", "United Nations Project Office on Governance")
    assert "unpog" in values(ask(f"{command} UNPO"))
    assert "unpog" in values(ask(f"{command} office")) and "unpog" in values(ask(f"{command} Văn"))
    assert ask(f"{command} zzzz") == []


def test_what_is_merged_into_a_record_is_another_of_its_kind(ask: Ask) -> None:
    offered = values(ask("merge unpog un"))
    assert "un-desa" in offered and "unpog" not in offered
    assert all((RECORDS / "organizations" / f"{one}.toml").exists() for one in offered)
    assert "founded" in values(ask("merge unpog un-desa --take fou"))


def test_names_of_several_words_are_found(ask: Ask) -> None:
    assert "unpog" in values(ask("show van-phong-du")) and "un-desa" not in values(ask("show van-phong-du"))
    assert "unpog" in values(ask("show du-an-lien-hop"))


def test_the_source_of_a_field_is_a_source_and_a_relation_goes_to_its_kinds(ask: Ask) -> None:
    offered = values(ask("set unpog aka.unpog.source="))
    assert offered and all((RECORDS / "sources" / f"{one.rpartition('=')[2]}.toml").exists() for one in offered)
    offered = values(ask("set unpog relations.mandated_by+="))
    assert offered and all((RECORDS / "declarations" / f"{one.rpartition('=')[2]}.toml").exists() for one in offered)


def test_what_stands_there_already_is_not_offered_again(ask: Ask, tmp_path: Path) -> None:
    registry(tmp_path, table("s", "source"), table("one"), table("other"))
    kept = tmp_path / "kept"
    keep(tmp_path, kept)
    ids = values(ask("show ", root=tmp_path, kept=kept))
    assert ids == ["one", "other", "s"]


def test_at_most_200_are_offered(ask: Ask, tmp_path: Path) -> None:
    registry(tmp_path, *(table(f"s{number}", "source") for number in range(250)))
    keep(tmp_path, tmp_path / "kept")
    assert len(ask("show ", root=tmp_path, kept=tmp_path / "kept")) == completing.MOST == 200


# -- fields and queries ----------------------------------------------------------------------------------------------


def test_fields_are_offered_by_the_kind_of_the_record_before(ask: Ask) -> None:
    assert ask("set unpog sta") == [Offer("status=", "Status")]
    assert values(ask("set organizations/unpog.toml foun")) == ["founded="]
    assert ask("set unpog sta", language="vi") == [Offer("status=", "Tình trạng")]
    assert values(ask("set unpog foun")) == ["founded="] and "founded=" not in values(ask("set gfrg-6 foun"))
    assert values(ask("new event ser")) == ["series."]
    assert values(ask("set unpog name.")) == ["name.vi=", "name.en="]
    assert values(ask("set unpog place.c")) == ["place.country=", "place.city."]
    assert values(ask("set unpog sdg")) == ["sdg=", "sdg+=", "sdg-="]
    assert "relations.part_of+=" in values(ask("set unpog relations."))
    assert "relations.hosted_by+=" not in values(ask("set unpog relations."))  # an event has hosts
    assert values(ask("set unpog aka.unpog.ty")) == ["aka.unpog.type="]
    assert not [value for value in values(ask("set unpog aka.")) if "=" in value]  # an item comes first
    assert not {"id=", "kind=", "schema="} & set(values(ask("set unpog ")))


def test_fields_without_a_value_are_completed_as_those_with_one(ask: Ask) -> None:
    assert ask("blame unpog sta") == ask("log unpog --field sta") == [Offer("status", "Status")]
    assert values(ask("blame unpog sdg")) == ["sdg"] and values(ask("log --field sdg")) == ["sdg"]
    assert values(ask("blame unpog nam")) == ["name", "name."]
    assert values(ask("blame unpog name.")) == ["name.vi", "name.en"]


def test_several_records_may_stand_before_fields(ask: Ask) -> None:
    assert "status=" not in values(ask("set "))
    assert values(ask("set unpog un-des")) == ["un-desa"]
    assert values(ask("set unpog un-desa sta")) == values(ask("set --where type:forum sta")) == ["status="]
    assert values(ask("set unpog status=active un-des")) == []


def test_values_of_fields_are_offered(ask: Ask) -> None:
    assert values(ask("set unpog status=")) == [f"status={key}" for key in VOCABULARIES["organization.status"]]
    assert ask("set unpog status=act", language="vi") == [Offer("status=active", "Đang hoạt động")]
    assert ask("set unpog place.country=v", language="vi")[:2] == [
        Offer("place.country=VA", "Tòa thánh Vatican"),
        Offer("place.country=VC", "Saint Vincent và Grenadines"),
    ]
    assert values(ask("set unpog place.online=")) == ["place.online=true", "place.online=false"]
    assert values(ask("set unpog relations.part_of+=un-des")) == ["relations.part_of+=un-desa"]
    assert values(ask("set unpog founded=")) == values(ask("set unpog nonsense=a")) == []
    assert values(ask("new event type=for")) == ["type=forum"]
    assert values(ask("new event --type for")) == ["forum"]


def test_query_fields_and_their_values_in_use_are_offered(ask: Ask) -> None:
    assert values(ask("search ty")) == ["type:"]
    assert values(ask("search type:for")) == ["type:forum"]
    assert ask("search country:V", language="vi") == [Offer("country:VN", "Việt Nam")]
    assert ask("search country:ZW") == []  # no record is of there
    assert values(ask("search 'gov -country:V"))[:1] == ["gov -country:VN"]
    assert values(ask("search country:KR,V")) == ["country:KR,VN"]
    assert "part_of:un-desa" in values(ask("search part_of:un-d"))
    assert all(value.startswith("has:") for value in values(ask("search has:")))
    assert ask("search nonsense:a") == []
    assert values(ask("search loại:for")) == ["loại:forum"]  # by their names in any language
    assert values(ask("search loai:dien"))[0] == "loai:forum" and values(ask("search country:Việt")) == ["country:VN"]


def test_lists_between_commas_are_completed_value_by_value(ask: Ask) -> None:
    assert values(ask("stats --by ty")) == ["type"] and values(ask("list --values coun")) == ["country"]
    assert values(ask("stats --by type,coun")) == ["type,country"]
    assert "type,type" not in values(ask("stats --by type,ty"))
    assert values(ask("init --languages vi,e")) == ["vi,en"]
    assert "part_of" not in values(ask("stats --by "))  # a query field, and no facet


def test_what_a_registry_declares_is_offered_too(ask: Ask, tmp_path: Path) -> None:
    root = own_registry.own_registry(tmp_path / "own").root
    keep(root, tmp_path / "kept")
    names = values(ask("new event x.", root=root, kept=tmp_path / "kept"))
    assert names and all(name.startswith("x.") for name in names)
    relations = values(ask("new event relations.transl", root=root, kept=tmp_path / "kept"))
    assert relations == [f"relations.translates{sign}" for sign in ("=", "+=", "-=")]


# -- where nothing is known ------------------------------------------------------------------------------------------


def test_the_index_is_neither_built_nor_refreshed_nor_written_to(ask: Ask, tmp_path: Path) -> None:
    registry(tmp_path, table("s", "source"), table("one"))
    kept = tmp_path / "kept"
    assert ask("show o", root=tmp_path, kept=kept) == [] and not kept.exists()
    file = keep(tmp_path, kept)
    before = file.stat()
    registry(tmp_path, table("one-more"))
    assert values(ask("show o", root=tmp_path, kept=kept)) == ["one"]
    assert file.stat() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("spoilt", ["another version", "no database", "half of it", "being made"])
def test_another_index_offers_nothing_and_says_nothing(ask: Ask, tmp_path: Path, spoilt: str) -> None:
    registry(tmp_path, table("s", "source"), table("one"))
    file = keep(tmp_path, tmp_path / "kept")
    raw = file.read_bytes()
    if spoilt in ("another version", "being made"):
        connection = sqlite3.connect(file)
        connection.execute(
            "UPDATE meta SET v = '1|' || v WHERE k = 'stamp'" if spoilt[0] == "a" else "DELETE FROM meta"
        )
        connection.commit()
        connection.close()
    else:
        file.write_bytes(b"nothing" * 5000 if spoilt == "no database" else raw[: len(raw) // 2])
    assert ask("show o", root=tmp_path, kept=tmp_path / "kept") == []
    assert values(ask("che", root=tmp_path, kept=tmp_path / "kept")) == ["check"]


def test_an_index_that_is_named_is_used(ask: Ask, cache: Path, tmp_path: Path) -> None:
    shutil.copy(next(cache.rglob("*.sqlite")), tmp_path / "shared")
    assert "unpog" in values(ask(f"show --index {tmp_path / 'shared'} unpog", kept=tmp_path))
    assert ask(f"show --index {tmp_path / 'none'} unpog", kept=tmp_path) == []
    assert ask(f"--registry {tmp_path / 'none'} show unpog") == []


def test_what_is_wrong_with_the_asking_is_answered_with_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    for environ in ({VARIABLE: "bash_complete"}, {VARIABLE: "tcsh_complete", "COMP_LINE": "govtui "}, {VARIABLE: ""}):
        assert completing.run(environ) == 1
    assert capfd.readouterr() == ("", "")


def test_hostile_names_are_made_harmless(ask: Ask, tmp_path: Path) -> None:
    name = {"vi": "Một\x1b[31m\n\ttrăm", "en": "One‮"}
    registry(tmp_path, table("s", "source"), table("one", name=name))
    (tmp_path / "organizations" / "bad\x1b[31m.toml").write_text("nonsense", encoding="utf-8")
    keep(tmp_path, tmp_path / "kept")
    offers = ask("show ", root=tmp_path, kept=tmp_path / "kept", language="vi")
    assert values(offers) == ["one", "s"]
    assert re.search(r"[\x00-\x1f\u202e]", "".join(offer.told for offer in offers)) is None


def test_ids_of_the_registry_that_is_named_are_offered_and_of_the_bundled_one_only_where_it_may_be_meant(
    ask: Ask, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    assert "unpog" in values(ask("show unpo", root=tmp_path / "empty"))
    assert ask("set unpo", root=tmp_path / "empty") == []
    assert "unpog" in values(ask(f"set --registry {RECORDS} unpo", root=tmp_path / "empty"))
    assert "unpog" in values(ask(f"{RECORDS} unpo", root=tmp_path / "empty"))


WORDS = [
    *main.COMMANDS,
    *("unpog", "status=", "relations.part_of+=", "type:forum", "country:", "-", "--", "--where", "--registry", "."),
    *("--lang", "vi", "--json", "x.", "aka.", "'", "--only", "event", "--type", "--lang=", "place.country=v", "name."),
]


@settings(max_examples=150)
@given(st.lists(st.sampled_from(WORDS), max_size=4), st.sampled_from(WORDS) | st.text(max_size=4))
def test_whatever_stands_there_is_answered(cache: Path, words: list[str], word: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache))
        patch.chdir(RECORDS)
        tr = load("en")
        session = Session(tr, os.environ, Output.standard(tr, os.environ))
        for offer in completing.offered(Typed(words, word, word), session, told=True):
            assert offer.what != "plain" or offer.value
            assert "\n" not in offer.value + offer.told


# -- every command ---------------------------------------------------------------------------------------------------

FREE = {"BRANCH", "CHANGE", "DATE", "ENCODING", "FORMAT", "KIND", "N", "NAME", "NEW", "REMOTE", "SHELL", "URL"}
"""Words for values that are not to be completed, or have a closed list besides."""


@pytest.mark.parametrize("name", main.COMMANDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_every_parameter_takes_is_known(name: str, language: str) -> None:
    """A new command is completed by the words for its values; a new word is named here, or in `Offered`."""
    tr = load(language)
    session = Session(tr, os.environ, Output.standard(tr, os.environ))
    group = main.command_line(session)
    with group.make_context("govtui", [], resilient_parsing=True) as above:
        command = group.get_command(above, name)
        assert command is not None
        known = {*Offered(Session(load("en"), os.environ, session.out), above, told=False).meanings, *FREE}
        english = main.command_line(Session(load("en"), os.environ, session.out)).get_command(above, name)
        assert english is not None and english.short_help
        for param in english.params:
            if isinstance(param, click.Option) and (param.is_flag or param.count or param.hidden):
                continue
            if not hasattr(param.type, "choices") and not isinstance(param.type, click.Path):
                words = [word for word in re.findall(r"[\w=]+", param.metavar or "") if not word.islower()]
                assert words and set(words) <= known, f"{name}: {param.name} {param.metavar}"


# -- the shells ------------------------------------------------------------------------------------------------------


def bash(line: str, *offers: str, cuts: str = " \t\n\"'@><=;|&(:") -> list[str]:
    environ = {"COMP_LINE": line, "COMP_CUTS": cuts}
    asked = typed("bash", environ)
    return answer("bash", [Offer(offer) for offer in offers], asked, environ).splitlines()


def test_bash_gets_what_stands_behind_its_last_cut() -> None:
    assert bash("govtui set unpog status=a", "status=active") == ["plain active"]
    assert bash("govtui set unpog status=a", "status=active", cuts=" ") == ["plain status=active"]
    assert bash("govtui search country:V", "country:VN") == ["plain VN"]
    assert bash("govtui search 'x country:V", "x country:VN") == ["plain x country:VN"]
    assert bash("govtui set u relations.part_of+=country:V", "relations.part_of+=country:VN") == ["plain VN"]


def test_bash_keeps_what_was_typed_where_the_offers_begin_otherwise() -> None:
    assert bash("govtui show un", "un-a", "un-b") == ["plain un-a", "plain un-b"]
    assert bash("govtui show van", "un-a", "un-b") == ["plain un-a", "plain un-b", f"plain {ELSEWHERE}"]
    assert bash("govtui show van", "un-a") == ["plain un-a"]
    assert bash("govtui show van", "un-a", "vn-a") == ["plain un-a", "plain vn-a"]
    assert bash("govtui search type:di", "type:forum", "type:summit") == ["plain forum", "plain summit"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), min_size=1, max_size=4))
def test_a_line_is_split_as_it_was_quoted(words: list[str]) -> None:
    import shlex

    line = shlex.join(["govtui", *words])
    assert typed("zsh", {"COMP_WORDS": line}) == Typed(words[:-1], words[-1], shlex.quote(words[-1]))
    assert typed("bash", {"COMP_LINE": f"{line} "}) == Typed(words, "", "")


@given(st.text())
def test_any_line_is_split_somehow(line: str) -> None:
    for shell, environ in (
        ("bash", {"COMP_LINE": line}),
        ("zsh", {"COMP_WORDS": line}),
        ("fish", {"COMP_WORDS": line, "COMP_CWORD": line}),
    ):
        asked = typed(shell, environ)
        assert all(isinstance(word, str) for word in (*asked.words, asked.word))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_script_is_printed_byte_for_byte_in_every_language(govtui: Run, language: str) -> None:
    for shell, script in SCRIPTS.items():
        assert govtui("completion", shell, "--lang", language) == (0, script, "")
    assert govtui("completion", "tcsh", "--lang", language).status == 2
