"""What `govtui sync` tells people: what was received, merged, sent or proposed, what has to be decided, what was refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from govtui.edit.branch_merge import FileClash, Undecided
from govtui.edit.conflict import Clash
from govtui.edit.syncing import Merged, OtherFile, Proposed, Pushed, Received, RecordChange
from govtui.i18n.formats import joined, number
from govtui.i18n.labels import label
from govtui.i18n.problems import sentence
from govtui.i18n.sharing_texts import OWN_WORDS, not_shared_sentence, server_of
from govtui.i18n.translator import Translator
from govtui.model.localized import text_in
from govtui.page.brief_changes import brief_words, short_value
from govtui.page.present import PathStyle, path_words
from govtui.page.render_context import RenderContext
from govtui.store.git import GitFailed
from govtui.store.network import NotShared
from govtui.store.remote import SharingStanding, Upstream
from govtui.text.markers import N_
from govtui.text.safe import safe_text

MOST = 40
"""The most records that are told; the others are counted."""

MOST_FILES = 5
"""The most other files that are named."""

MOST_AUTHORS = 5
"""The most people who are named."""

MOST_LINES = 20
"""The most lines of a remote's own words."""

_FILE_REASONS: Mapping[str, str] = {
    "both_changed": N_("{name}: changed on both sides; not a record"),
    "both_added": N_("{name}: added on both sides; not a record"),
    "removed_here": N_("{name}: removed here, changed by others"),
    "removed_there": N_("{name}: removed by others, changed here"),
}


class SyncWords:
    """Sentences and lists, in the language of a context."""

    def __init__(self, context: RenderContext) -> None:
        self._context, self._tr = context, context.tr

    # received

    def received(self, received: Received, remote: str) -> Iterator[str]:
        """Yield who sent what, and the records with their fields."""
        words = self._tr.ngettext(
            "Fetched {n} commit from {remote}, by {authors}.",
            "Fetched {n} commits from {remote}, by {authors}.",
            received.commits,
        )
        authors = joined(
            [*received.authors[:MOST_AUTHORS], *self._more(len(received.authors) - MOST_AUTHORS)], self._tr
        )
        yield words.format(n=number(received.commits, self._tr), remote=remote, authors=authors)
        for one in received.records[:MOST]:
            yield f"  {self._changed(one)}"
        if (more := received.number - min(MOST, len(received.records))) > 0:
            words = self._tr.ngettext("and {n} other record", "and {n} other records", more)
            yield f"  {words.format(n=number(more, self._tr))}"
        if received.files:
            yield f"  {self._files(received.files)}"

    def _changed(self, one: RecordChange) -> str:
        tr, name = self._tr, one.name(self._context.language)
        if one.change in ("new", "removed"):
            kind = label("kind", one.entry.kind, tr) if one.entry.kind else ""
            if one.change == "new":
                return tr.gettext("+ {name} ({kind}, new)").format(name=name, kind=kind)
            return tr.gettext("− {name} ({kind}, removed)").format(name=name, kind=kind)
        found = [each for each in one.differences if each.path not in ("id", "former_ids")]
        fields = brief_words(found, one.entry.kind, self._context)
        if one.change == "renamed":
            was, now = (path.rpartition("/")[2].removesuffix(".toml") for path in (one.former_path, one.path))
            renamed = tr.gettext("new id {former} → {id}").format(former=was, id=now)
            fields = "; ".join(filter(None, (renamed, fields)))
        fields = fields or tr.gettext("the text of the file")  # comments, or the order of its lines
        return f"{name}: {fields}"

    def _files(self, files: Sequence[OtherFile]) -> str:
        named = [one.path for one in files[:MOST_FILES]]
        named += self._more(len(files) - len(named))
        return self._tr.gettext("Other files: {files}").format(files=", ".join(named))

    def _more(self, number_left: int) -> list[str]:
        """Return how many things are not named, as a list that is empty for none."""
        words = self._tr.gettext("{n} more")
        return [words.format(n=number(number_left, self._tr))] if number_left > 0 else []

    # merged and sent

    def merged(self, merged: Merged, received: Received) -> Iterator[str]:
        """Yield that both sides are one; nothing where one had nothing new."""
        if merged.commit in (merged.ours, merged.theirs):
            return
        yield self._by_field(merged, received, preview=False)
        yield from self._problems(merged)

    def _by_field(self, merged: Merged, received: Received, *, preview: bool) -> str:
        tr, n = self._tr, len(merged.records)
        if preview:
            words = tr.ngettext(
                "Would be merged with your commits ({mine}): {n} record by field, no conflict.",
                "Would be merged with your commits ({mine}): {n} records by field, no conflict.",
                n,
            )
        else:
            words = tr.ngettext(
                "Merged with your commits ({mine}): {n} record by field, no conflict.",
                "Merged with your commits ({mine}): {n} records by field, no conflict.",
                n,
            )
        return words.format(mine=number(received.waiting, tr), n=number(n, tr))

    def _problems(self, merged: Merged) -> Iterator[str]:
        for one in merged.problems:
            words = self._tr.gettext("The merge causes a problem in {path}: {sentence}")
            yield words.format(path=one.path, sentence=sentence(one, self._tr))

    def pushed(self, pushed: Pushed) -> Iterator[str]:
        """Yield that one's own commits were sent, and the remote's words."""
        if not pushed.commits:
            return
        words = self._tr.ngettext("Sent {n} commit to {branch}.", "Sent {n} commits to {branch}.", pushed.commits)
        yield words.format(n=number(pushed.commits, self._tr), branch=branch_of(pushed.upstream))
        yield from quoted_lines(pushed.words)

    def nothing(self, upstream: Upstream) -> str:
        """Return that both sides have the same commits."""
        return self._tr.gettext("Nothing to do: this clone and {branch} have the same commits.").format(
            branch=branch_of(upstream)
        )

    def preview(self, received: Received, merged: Merged, remote: str) -> Iterator[str]:
        """Yield what a sync would do."""
        tr = self._tr
        if received.commits:
            yield from self.received(received, remote)
        is_new = bool(merged.commit) and merged.commit not in (merged.ours, merged.theirs)
        if is_new:
            yield self._by_field(merged, received, preview=True)
            yield from self._problems(merged)
        if not merged.waits:
            n = received.waiting + is_new
            words = tr.ngettext("Would be sent: {n} commit.", "Would be sent: {n} commits.", n)
            yield words.format(n=number(n, tr)) if n else tr.gettext("Nothing to send.")
            yield tr.gettext("Nothing was changed.")

    def proposed(self, made: Proposed, remote: str) -> Iterator[str]:
        """Yield where the proposal is, and the remote's words."""
        if made.known:
            words = self._tr.gettext("This was proposed before, as the branch {branch} at {remote}.")
        else:
            words = self._tr.ngettext(
                "Proposed {n} commit as the branch {branch} at {remote}. Your own branch stays as it is.",
                "Proposed {n} commits as the branch {branch} at {remote}. Your own branch stays as it is.",
                made.commits,
            )
        yield words.format(n=number(made.commits, self._tr), branch=made.branch, remote=remote)
        yield from quoted_lines(made.words)

    # what waits

    def undecided(self, merged: Merged) -> Iterator[str]:
        """Yield which records and files have to be decided, and how."""
        tr, n = self._tr, len(merged.undecided) + len(merged.files)
        words = tr.ngettext(
            "{n} thing was changed on both sides and has to be decided; nothing was changed here, and nothing was sent:",
            "{n} things were changed on both sides and have to be decided; nothing was changed here, and nothing was sent:",
            n,
        )
        yield words.format(n=number(n, tr))
        for one in merged.undecided[:MOST]:
            yield f"  {self._waits(one)}"
        if (more := len(merged.undecided) - MOST) > 0:
            words = tr.ngettext("and {n} other record", "and {n} other records", more)
            yield f"  {words.format(n=number(more, tr))}"
        for file in merged.files:
            yield f"  {file_words(file, tr)}"
        yield tr.gettext("To decide, open the program (govtui) and press c: it asks field by field, and then sends.")

    def _waits(self, one: Undecided) -> str:
        tr, name = self._tr, self.name(one)
        if one.versions.mine is None:
            return tr.gettext("{name}: removed here, changed by others").format(name=name)
        if one.versions.theirs is None:
            return tr.gettext("{name}: removed by others, changed here").format(name=name)
        if one.errors:
            words = tr.gettext("{name}: merged, but with an error that neither side had: {sentence}")
            return words.format(name=name, sentence=sentence(one.errors[0], tr))
        kind = one.path.partition("/")[0]
        fields = "; ".join(dict.fromkeys(self._field(each, kind) for each in one.clashes))
        return f"{name}: {fields}"

    def _field(self, clash: Clash, folder: str) -> str:
        """Return the name of a field that both sides changed, with both values where they are short."""
        tr, kind, path = self._tr, kind_of(folder), clash.field
        if not path:
            end = tr.gettext("comment at the end of the file")
            return end if clash.of_comments else tr.gettext("the text of the file")
        words = path_words(kind, path, self._context, PathStyle.QUALIFIED)
        if clash.of_comments:
            return tr.gettext("comment beside {field}").format(field=words)
        mine, theirs = (short_value(value, path, kind, self._context) for value in (clash.mine, clash.theirs))
        if not (mine and theirs):
            return words
        return tr.gettext("{field} (here {mine}, from others {theirs})").format(field=words, mine=mine, theirs=theirs)

    def name(self, one: Undecided) -> str:
        """Return the name of a record that waits."""
        return undecided_name(one, self._context.language)


def undecided_name(one: Undecided, language: str) -> str:
    """Return the name of a record that waits, as one of its versions has it; else its id."""
    from govtui.edit.plain_data import plain

    for raw in (one.versions.mine, one.versions.theirs):
        data = plain(raw.decode("utf-8-sig", "replace")) if raw is not None else None
        names = (data or {}).get("name", (data or {}).get("title"))
        if isinstance(names, dict) and (
            name := text_in({str(key): str(value) for key, value in names.items()}, language)
        ):
            return name
    return one.path.rpartition("/")[2].removesuffix(".toml")


def kind_of(folder: str) -> str:
    """Return the kind of a folder's records."""
    from govtui.model.kinds import KIND_OF_FOLDER

    return KIND_OF_FOLDER.get(folder, "")


def file_words(one: FileClash, tr: Translator) -> str:
    """Return why a file that is no record has to be decided."""
    return tr.gettext(_FILE_REASONS[one.reason]).format(name=one.path)


def branch_of(upstream: Upstream) -> str:
    """Return an upstream branch as git names it: "origin/main"."""
    return f"{upstream.remote}/{upstream.branch}"


# refusals


def refusal_lines(refused: NotShared | GitFailed, standing: SharingStanding, tr: Translator) -> Iterator[str]:
    """Yield why nothing was shared and what to do; then, indented, what belongs to it, and git's own words."""
    upstream = standing.upstream
    address = upstream.address if upstream else ""
    paths = getattr(refused, "paths", ())
    words = partial(
        not_shared_sentence, refused.code, tr, server=server_of(address), address=address, what=refused.output
    )
    yield words() if refused.code == "uncommitted" else words(paths=paths)
    yield from _beside(refused.code, paths, standing, tr)
    if refused.code in OWN_WORDS:
        yield from quoted_lines(refused.output)


def _beside(code: str, paths: Sequence[str], standing: SharingStanding, tr: Translator) -> Iterator[str]:
    """Yield what the sentence of a code leaves open on the command line."""
    if code == "uncommitted":
        for path in paths[:MOST]:
            yield f"  {path}"
        if (more := len(paths) - MOST) > 0:
            words = tr.ngettext("and {n} other record", "and {n} other records", more)
            yield f"  {words.format(n=number(more, tr))}"
        yield "  " + tr.gettext("In the program: press c. In a shell: git add and git commit.")
    elif code == "no_upstream":
        for remote in standing.remotes:
            yield f"  govtui sync --remote {remote.name} --branch {standing.branch}"
    elif code == "declined":
        yield "  govtui sync --propose"
    elif code in ("unreachable", "took_too_long") and standing.ahead:
        words = tr.npgettext("home", "{n} commit to send", "{n} commits to send", standing.ahead)
        yield f"  {words.format(n=number(standing.ahead, tr))}"


def quoted_lines(words: str) -> Iterator[str]:
    """Yield the words of git or of a remote, line by line: other people's text."""
    lines = (safe_text(line, multiline=False).rstrip() for line in words.splitlines())
    for line in [line for line in lines if line][:MOST_LINES]:
        yield f"  │ {line}"
