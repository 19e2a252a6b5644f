"""Three things that Textual finds out anew each time, found out once: an eighth of what the tests of the interface cost.

Each gives what Textual's own gives. The private names of Textual that this needs stand here (Textual 8.2.8):
``MessagePump._get_dispatch_methods``, ``_callback._count_parameters``, and of a style sheet ``_rules`` and, of a node,
``_selector_names``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from textual import _callback
from textual.css.match import match
from textual.css.model import RuleSet, SelectorSet
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widget import Widget

Handlers = tuple[type, list[tuple[Callable[..., Any], Mapping[str, tuple[SelectorSet, ...]]]], Any]
"""A class with what it handles a message with: its methods with ``@on``, and that of the message's name, or None."""


@contextmanager
def quick() -> Iterator[None]:
    """Let Textual be quick: what is remembered of classes, which a test may change, is forgotten at the end."""
    handlers: dict[tuple[type, str, type], list[Handlers]] = {}

    def dispatch(self: MessagePump, name: str, message: Message) -> Iterator[tuple[type, Any]]:
        asked = type(self), name, type(message)
        if (known := handlers.get(asked)) is None:
            known = handlers[asked] = list(_handlers(*asked))
        done: set[Any] = set()
        for cls, decorated, named in known:
            if message._no_default_action:
                break
            for method, selectors in decorated:
                if method not in done and _is_meant(message, selectors):
                    yield cls, method.__get__(self, cls)
                    done.add(method)
            if named is not None:
                yield cls, named.__get__(self, cls)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MessagePump, "_get_dispatch_methods", dispatch)
        patch.setattr(_callback, "_count_parameters", _parameters)
        patch.setattr(Stylesheet, "apply", _apply)
        yield


# -- the methods that handle a message -------------------------------------------------------------------------------


def _handlers(pump: type, name: str, message: type) -> Iterator[Handlers]:
    kinds = [kind for kind in message.__mro__ if issubclass(kind, Message)]
    for cls in pump.__mro__:
        own = cls.__dict__
        decorated = [each for kind in kinds for each in (own.get("_decorated_handlers") or {}).get(kind, [])]
        named = own.get(f"_{name}") or own.get(name)
        if getattr(named, "_textual_on", None):
            named = None
        if decorated or named is not None:
            yield cls, decorated, named


def _is_meant(message: Message, selectors: Mapping[str, tuple[SelectorSet, ...]]) -> bool:
    if selectors and not message._sender:
        return False
    for attribute, selector in selectors.items():
        node = getattr(message, attribute)
        assert node is None or isinstance(node, Widget), attribute
        if node is None or not match(selector, node):
            return False
    return True


# -- how many parameters a callback has ------------------------------------------------------------------------------

_count_parameters = _callback._count_parameters
_counted: WeakKeyDictionary[Any, int] = WeakKeyDictionary()
_counted_bound: WeakKeyDictionary[Any, int] = WeakKeyDictionary()


def _parameters(func: Any) -> int:
    function = getattr(func, "__func__", None)
    counted, key = (_counted, func) if function is None else (_counted_bound, function)
    try:
        if (count := counted.get(key)) is None:
            count = counted[key] = _count_parameters(func)
    except TypeError:  # of what is built in there is no weak reference
        count = _count_parameters(func)
    return count


# -- the rules of a style sheet that may concern a node --------------------------------------------------------------

_stylesheet_apply = Stylesheet.apply
Narrowed = dict[frozenset[str], list[RuleSet]]
_narrowed: WeakKeyDictionary[Stylesheet, tuple[Any, list[RuleSet], Narrowed]] = WeakKeyDictionary()
_narrowed_lists: dict[tuple[int, ...], tuple[tuple[RuleSet, ...], Narrowed]] = {}
"""By the rules of a sheet, which are held, so that no other has the identity of one of them: `drive` parses them once for all apps."""


def _narrowed_of(rules: list[RuleSet]) -> Narrowed:
    return _narrowed_lists.setdefault(tuple(map(id, rules)), (tuple(rules), {}))[1]


def _apply(self: Stylesheet, node: DOMNode, **options: Any) -> None:
    """Apply of all rules those alone that Textual would look out of them for this node."""
    by_name = self.rules_map
    if (known := _narrowed.get(self)) is None or known[0] is not by_name:
        known = _narrowed[self] = (by_name, self.rules, _narrowed_of(self.rules))
    names = frozenset(by_name.keys() & node._selector_names)
    if (rules := known[2].get(names)) is None:
        wanted = {id(rule) for name in names for rule in by_name[name]}
        rules = known[2][names] = [rule for rule in known[1] if id(rule) in wanted]
    whole, self._rules = self._rules, rules
    try:
        _stylesheet_apply(self, node, **options)
    finally:
        self._rules = whole
