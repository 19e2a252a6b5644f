"""The form for a new item of a list: asks for its required parts, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govtui.edit.proposal import Conflict, EditRefused
from govtui.i18n.field_labels import field_label
from govtui.i18n.formats import in_quotes
from govtui.model.field_paths import FieldRef, field_paths_of, resolve
from govtui.model.fields import FieldSpec, parts
from govtui.model.item_names import item_name, item_names
from govtui.model.problem import Severity
from govtui.model.schema import About, ValueType
from govtui.page.problem_words import problem_sentence
from govtui.store.field_edits import MISSING, Change
from govtui.tui.edit.value_form import ValueForm

if TYPE_CHECKING:
    from govtui.model.plain_record import PlainRecord
    from govtui.model.record import Record
    from govtui.tui.base.host import Host


def next_key(items: list[Any]) -> str:
    """Return an unused item key: the number after the highest."""
    taken = {item.get("key") if isinstance(item, dict) else getattr(item, "key", None) for item in items}
    number = len(items) + 1
    while str(number) in taken:
        number += 1
    return str(number)


def asked_for(spec: FieldSpec) -> list[FieldSpec]:
    """Return the parts asked for: the required ones without the key, which is computed; at least one part."""
    if spec.keyed:
        return [
            FieldSpec("key", "key", About("Key", "The name of the item in paths; unique in its list."), ValueType.TEXT),
            FieldSpec("text", "text", About("Text", "The wording."), ValueType.TEXT),
        ]
    every = list(parts(spec).values())
    needed = [part for part in every if part.required and part.name != "key"]
    return needed or [part for part in every if part.name != "key"][:1]


class NewItem(ValueForm):
    """Asks for one part; dismissed with the whole item (of a map: name and text), or None."""

    def __init__(
        self,
        host: Host,
        key: str,
        record: Record | PlainRecord,
        here: FieldRef,
        known: dict[str, Any] | None = None,
    ) -> None:
        self._key, self._record, self._here = key, record, here
        self._known = known or {}
        asked = asked_for(here.spec)
        self._left = asked[len(self._known) :]
        spec, schema = self._left[0], host.context.schema
        if spec.about.value_of:
            claimed = resolve(record, str(self._known[spec.about.value_of]), schema)
            if claimed is not None and claimed.spec.has_input:
                spec = claimed.spec
        super().__init__()
        self.ask_for(host, record, here.path, spec, None)
        self.record_fields = field_paths_of(record.kind, schema)

    def title_words(self) -> str:
        tr = self.app.translator
        owner, field = field_label(self._here.spec, tr), field_label(self.spec, tr)
        return tr.gettext("New item of “{list}”: {field}").format(list=in_quotes(owner), field=field)

    def judge(self) -> None:
        self.tell("\n".join(self._wrong()))

    def _wrong(self) -> list[str]:
        """Return the errors of this part; missing parts that are asked for later do not count."""
        value = self.editor_value
        if value is MISSING or self._here.spec.keyed:
            return []
        part = self._left[0].name
        items = [Change(f"{self._here.path}.+", self._known | {part: value})]
        if not self._here.value:
            items = [Change(self._here.path, [self._known | {part: value}])]
        try:
            found = self.app.edit_session.editing.fields(self._key, items).new_problems
        except (EditRefused, Conflict):
            return []  # reported when saving
        mine = [one for one in found if one.field.endswith(f".{part}") and one.severity is Severity.ERROR]
        return [f"✗ {problem_sentence(one, self.context())}" for one in mine[:2]]

    def action_save(self) -> None:
        value = self.editor_value
        if value is MISSING:
            self.tell("✗ " + self.app.translator.gettext("This part cannot be left out."))
            return
        if self._wrong():
            self.judge()
            return
        known = self._known | {self._left[0].name: value}
        if len(self._left) > 1:
            following = NewItem(self.host, self._key, self._record, self._here, known)
            self.app.push_screen(following, self._answered)
            return
        if self._here.spec.keyed:
            self.dismiss((known["key"], known["text"]))
            return
        items = list(self._here.value or [])
        list_name = self._here.spec.name
        if key := parts(self._here.spec).get("key"):
            taken = set(item_names(list_name, items))
            if key.required or item_name(list_name, known) in taken:
                known = {"key": next_key(items)} | known
        self.dismiss(known)

    def _answered(self, item: object) -> None:
        """Close when the following parts were given; else this one can still be changed."""
        if item is not None:
            self.dismiss(item)
